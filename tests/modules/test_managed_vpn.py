"""modules/managed-vpn: how it joins its blocks, and the rules that span them."""

from typing import Any

import pytest

from support.cases import accepted, refused
from support.vpn import CERTIFICATE, GATEWAY, KMS_KEY, LOG_GROUP, TOPIC, VPC, many, site
from tieline.terraform.plan import ABSENT, SENSITIVE, UNKNOWN, Plan
from tieline.testing.plugin import Rejection

MODULE = "managed-vpn"
WORLD = {VPC: ["10.44.0.0/16", "10.45.0.0/24"]}
TABLES = {"private": "rtb-0aa11bb22cc33dd44"}


def vpc(**changes: Any) -> dict[str, Any]:
    return {"shop": {"id": VPC, "cidrs": ["10.44.0.0/16"]} | changes}


def managed(**changes: Any) -> dict[str, Any]:
    """Small and valid inputs, without logs and alarms."""
    return {
        "name": "harbour",
        "vpcs": vpc(),
        "sites": {"hq": site()},
        "logging": {"enabled": False},
        "alarms": {"enabled": False},
    } | changes


@pytest.mark.plan(
    MODULE,
    inputs={
        "name": "harbour",
        "tags": {"owner": "network"},
        "vpcs": vpc(cidrs=["10.45.0.0/24", "10.44.0.0/16"], route_tables=TABLES),
        "vpn_gateway": {"asn": 64801},
        "sites": {
            "hq": site(
                tags={"place": "hq"},
                devices={
                    "fw-1": {
                        "ip_address": "198.51.100.41",
                        "certificate_arn": CERTIFICATE,
                        "device_name": "hq-firewall",
                        "connections": 2,
                        "tags": {"level": "device"},
                    }
                },
                tunnels={
                    "inside_cidrs": {"fw-1": [f"169.254.60.{4 * n}/30" for n in range(4)]},
                    "startup_action": "start",
                    "overrides": {"fw-1/2/2": {"startup_action": "add"}},
                },
            ),
            "depot": site(cidrs=["10.1.0.0/16"], routing="static"),
        },
        "preshared_keys": {"hq/fw-1/1/2": "abcdefg1"},
        "preshared_key_storage": "Standard",
        "logging": {"log_group_name": "/aws/vendedlogs/hq", "retention_days": 30, "kms_key_arn": KMS_KEY},
        "alarms": {"sns_topic_arns": [TOPIC], "period_seconds": 60, "evaluation_periods": 2},
    },
    vpcs=WORLD,
)
def test_hands_everything_on(plan: Plan) -> None:
    gateway, vpn = "module.virtual_private_gateway", "module.site_to_site_vpn"
    assert [f"{r.address}" for r in plan.managed()] == sorted(
        [
            f"{gateway}.aws_vpn_gateway.this[0]",
            f"{gateway}.aws_vpn_gateway_attachment.this[0]",
            f'{gateway}.aws_vpn_gateway_route_propagation.this["private"]',
            f"{vpn}.aws_cloudwatch_log_group.this[0]",
            f'{vpn}.aws_customer_gateway.this["depot/fw-1"]',
            f'{vpn}.aws_customer_gateway.this["hq/fw-1"]',
            f'{vpn}.aws_vpn_connection_route.this["depot/fw-1/1/10.1.0.0/16"]',
            *(
                f'{vpn}.{resource}["{key}"]'
                for key in ("depot/fw-1/1", "hq/fw-1/1", "hq/fw-1/2")
                for resource in (
                    "aws_cloudwatch_metric_alarm.both_tunnels_down",
                    "aws_cloudwatch_metric_alarm.one_tunnel_down",
                    "aws_vpn_connection.this",
                )
            ),
        ]
    )
    created = plan[f"{gateway}.aws_vpn_gateway.this[0]"]
    assert created["amazon_side_asn"] == "64801"
    assert created["tags"] == {"owner": "network", "Name": "harbour"}
    assert plan[f"{gateway}.aws_vpn_gateway_attachment.this[0]"]["vpc_id"] == VPC
    assert plan[f'{vpn}.aws_customer_gateway.this["hq/fw-1"]'].known() == {
        "type": "ipsec.1",
        "bgp_asn": "65140",
        "ip_address": "198.51.100.41",
        "certificate_arn": CERTIFICATE,
        "device_name": "hq-firewall",
        "tags": (tags := {"owner": "network", "place": "hq", "level": "device", "Name": "harbour/hq/fw-1"}),
        "tags_all": tags,
    }
    first = plan[f'{vpn}.aws_vpn_connection.this["hq/fw-1/1"]']
    second = plan[f'{vpn}.aws_vpn_connection.this["hq/fw-1/2"]']
    assert first["vpn_gateway_id"] is UNKNOWN
    assert first["preshared_key_storage"] == "Standard"
    assert (first["tunnel1_preshared_key"], first["tunnel2_preshared_key"]) == (UNKNOWN, SENSITIVE)
    assert (second["tunnel1_preshared_key"], second["tunnel2_preshared_key"]) == (UNKNOWN, UNKNOWN)
    assert (second["tunnel1_inside_cidr"], second["tunnel2_inside_cidr"]) == ("169.254.60.8/30", "169.254.60.12/30")
    assert (second["tunnel1_startup_action"], second["tunnel2_startup_action"]) == ("start", "add")
    group = plan[f"{vpn}.aws_cloudwatch_log_group.this[0]"]
    assert (group["name"], group["retention_in_days"], group["kms_key_id"]) == ("/aws/vendedlogs/hq", 30, KMS_KEY)
    alarm = plan[f'{vpn}.aws_cloudwatch_metric_alarm.one_tunnel_down["depot/fw-1/1"]']
    assert alarm["alarm_name"] == "vpn/harbour/depot/fw-1/1/one-tunnel-down"
    assert (alarm["period"], alarm["evaluation_periods"], alarm["alarm_actions"]) == (60, 2, [TOPIC])

    assert plan.outputs["vpn_gateway"] == {"id": UNKNOWN, "asn": 64801}
    assert plan.outputs["route_tables"] == TABLES
    assert set(plan.outputs["customer_gateways"]) == {"depot/fw-1", "hq/fw-1"}
    assert set(plan.outputs["connections"]) == {"depot/fw-1/1", "hq/fw-1/1", "hq/fw-1/2"}
    assert plan.outputs["connections"]["hq/fw-1/2"]["tunnels"]["2"]["inside_cidr"] == "169.254.60.12/30"
    assert plan.outputs["log_group_arn"] is UNKNOWN
    assert plan.outputs["alarms"]["hq/fw-1/1"] == {"one_tunnel_down": UNKNOWN, "both_tunnels_down": UNKNOWN}
    assert not plan.warnings


OPTIONS: dict[str, Any] = {
    "ike_versions": ["ikev1"],
    "phase1_dh_group_numbers": [14],
    "phase1_encryption_algorithms": ["AES256"],
    "phase1_integrity_algorithms": ["SHA2-384"],
    "phase1_lifetime_seconds": 14400,
    "phase2_dh_group_numbers": [15],
    "phase2_encryption_algorithms": ["AES128"],
    "phase2_integrity_algorithms": ["SHA2-512"],
    "phase2_lifetime_seconds": 1800,
    "rekey_margin_time_seconds": 90,
    "rekey_fuzz_percentage": 50,
    "replay_window_size": 512,
    "dpd_timeout_seconds": 60,
    "dpd_timeout_action": "restart",
    "startup_action": "add",
    "enable_tunnel_lifecycle_control": True,
}
EXCEPTIONS: dict[str, Any] = {
    "ike_versions": ["ikev2"],
    "phase1_dh_group_numbers": [16],
    "phase1_encryption_algorithms": ["AES256-GCM-16"],
    "phase1_integrity_algorithms": ["SHA2-256"],
    "phase1_lifetime_seconds": 7200,
    "phase2_dh_group_numbers": [17],
    "phase2_encryption_algorithms": ["AES128-GCM-16"],
    "phase2_integrity_algorithms": ["SHA2-384"],
    "phase2_lifetime_seconds": 900,
    "rekey_margin_time_seconds": 60,
    "rekey_fuzz_percentage": 25,
    "replay_window_size": 128,
    "dpd_timeout_seconds": 45,
    "dpd_timeout_action": "none",
    "startup_action": "start",
    "enable_tunnel_lifecycle_control": False,
}


@pytest.mark.plan(
    MODULE,
    inputs=managed(
        sites={"hq": site(tunnels=OPTIONS | {"overrides": {"fw-1/1/2": EXCEPTIONS}})},
        logging={"log_group_arn": LOG_GROUP, "format": "text"},
    ),
    vpcs=WORLD,
)
def test_hands_every_option_of_a_tunnel_on(plan: Plan) -> None:
    (connection,) = plan.of_type("aws_vpn_connection")
    assert {option: connection[f"tunnel1_{option}"] for option in OPTIONS} == OPTIONS
    assert {option: connection[f"tunnel2_{option}"] for option in EXCEPTIONS} == EXCEPTIONS
    log = {"log_enabled": True, "log_group_arn": LOG_GROUP, "log_output_format": "text"}
    for number in (1, 2):
        assert connection[f"tunnel{number}_log_options"][0]["cloudwatch_log_options"] == [log]
    assert not plan.of_type("aws_cloudwatch_log_group")


@pytest.mark.plan(MODULE, inputs=managed(vpn_gateway={"id": GATEWAY}), vpcs=WORLD)
def test_adopts_a_gateway(plan: Plan) -> None:
    assert not plan.of_type("aws_vpn_gateway")
    assert not plan.of_type("aws_vpn_gateway_attachment")
    (connection,) = plan.of_type("aws_vpn_connection")
    assert connection["vpn_gateway_id"] == GATEWAY
    assert plan.outputs["vpn_gateway"] == {"id": GATEWAY, "asn": ABSENT}


@pytest.mark.plan(MODULE, inputs=managed(vpn_gateway={"id": GATEWAY, "attach": True}), vpcs=WORLD)
def test_attaches_an_adopted_gateway_when_asked(plan: Plan) -> None:
    (attachment,) = plan.of_type("aws_vpn_gateway_attachment")
    assert attachment.known() == {"vpc_id": VPC, "vpn_gateway_id": GATEWAY}


@pytest.mark.plan(MODULE, inputs=managed(vpn_gateway={"attach": False}), vpcs=WORLD)
def test_leaves_a_created_gateway_detached_when_asked(plan: Plan) -> None:
    assert plan.of_type("aws_vpn_gateway")
    assert not plan.of_type("aws_vpn_gateway_attachment")


@pytest.mark.plan(
    MODULE,
    inputs={"name": "harbour", "vpcs": vpc(), "sites": {"hq": site()}},
    vpcs=WORLD,
)
def test_defaults_are_the_blocks_own(plan: Plan) -> None:
    (gateway,) = plan.of_type("aws_vpn_gateway")
    assert gateway["amazon_side_asn"] == "64512"
    assert len(plan.of_type("aws_vpn_gateway_attachment")) == 1
    (connection,) = plan.of_type("aws_vpn_connection")
    assert connection["preshared_key_storage"] == "SecretsManager"
    assert connection["tunnel1_ike_versions"] == connection["tunnel2_ike_versions"] == ["ikev2"]
    (group,) = plan.of_type("aws_cloudwatch_log_group")
    assert (group["name"], group["retention_in_days"]) == ("/aws/vendedlogs/vpn/harbour", 365)
    assert {alarm["period"] for alarm in plan.of_type("aws_cloudwatch_metric_alarm")} == {300}
    assert plan.outputs["vpn_gateway"] == {"id": UNKNOWN, "asn": 64512}
    assert plan.outputs["route_tables"] == {}


NAME_ADVICE = "take up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends."
OWN = "networks that are joined need ranges of their own."
REALLY = "name ranges the network really has."
UNUSABLE = {
    "0.0.0.0/8": "means this network",
    "127.0.0.0/8": "is loopback",
    "169.254.0.0/16": "is link-local",
    "224.0.0.0/4": "is multicast",
    "240.0.0.0/4": "is reserved",
}
BESIDE_UNUSABLE = ["126.255.0.0/16", "169.253.0.0/16", "169.255.0.0/16", "223.255.255.0/24"]


def sites(first: int, second: int) -> dict[str, Any]:
    """Sites with so many ranges, by BGP and static."""
    return {
        "a": site(cidrs=many("10.1", first)),
        "b": site(cidrs=many("10.2", second), routing="static"),
    }


@pytest.mark.parametrize(
    (),
    [
        accepted(MODULE, "a VPC's name of 40 characters", managed(vpcs={40 * "v": vpc()["shop"]}), vpcs=WORLD),
        accepted(
            MODULE,
            "a VPC id of 8 digits",
            managed(vpcs=vpc(id="vpc-0aa11bb2")),
            vpcs={"vpc-0aa11bb2": ["10.44.0.0/16"]},
        ),
        accepted(MODULE, "one of the VPC's ranges", managed(vpcs=vpc(cidrs=["10.45.0.0/24"])), vpcs=WORLD),
        accepted(
            MODULE,
            "a site beside the VPC",
            managed(sites={"hq": site(cidrs=["10.43.0.0/16", "10.45.1.0/24"])}),
            vpcs=WORLD,
        ),
        accepted(
            MODULE,
            "a VPC beside what no network has",
            managed(vpcs=vpc(cidrs=BESIDE_UNUSABLE)),
            vpcs={VPC: BESIDE_UNUSABLE},
        ),
        accepted(
            MODULE,
            "100 ranges to propagate",
            managed(vpcs=vpc(route_tables=TABLES), sites=sites(50, 50)),
            vpcs=WORLD,
        ),
        accepted(MODULE, "101 ranges to nowhere", managed(sites=sites(50, 51)), vpcs=WORLD),
        accepted(
            MODULE,
            "a site's ASN that is only the default's neighbour",
            managed(sites={"hq": site(asn=64513)}),
            vpcs=WORLD,
        ),
        accepted(
            MODULE,
            "64512 beside another gateway ASN",
            managed(sites={"hq": site(asn=64512)}, vpn_gateway={"asn": 64801}),
            vpcs=WORLD,
        ),
        accepted(
            MODULE,
            "64512 beside an adopted gateway of unknown ASN",
            managed(sites={"hq": site(asn=64512)}, vpn_gateway={"id": GATEWAY}),
            vpcs=WORLD,
        ),
    ],
)
def test_accepts(plan: Plan) -> None:
    assert plan.of_type("aws_vpn_connection")


def clash(name: str, vpn_gateway: dict[str, Any], changes: dict[str, Any], *lines: str) -> Any:
    return refused(
        MODULE,
        name,
        managed(vpn_gateway=vpn_gateway, sites={"hq": site(), "depot": site(cidrs=["10.1.0.0/16"], **changes)}),
        *lines,
        vpcs=WORLD,
    )


DIFFER = "; the two sides must differ: change this one, or set vpn_gateway.asn to another private ASN such as 64801."


@pytest.mark.parametrize(
    "message",
    [
        refused(
            MODULE,
            "no VPC",
            managed(vpcs={}),
            "vpcs: a virtual private gateway serves exactly one VPC, and here are 0 (none); "
            "keep one, or take a transit gateway.",
        ),
        refused(
            MODULE,
            "two VPCs",
            managed(vpcs=vpc() | {"lab": {"id": "vpc-0ab11bb22cc33dd44", "cidrs": ["10.46.0.0/16"]}}),
            "vpcs: a virtual private gateway serves exactly one VPC, and here are 2 (lab, shop); "
            "keep one, or take a transit gateway.",
        ),
        refused(
            MODULE,
            "a bad name of a VPC",
            managed(vpcs={"Shop": vpc()["shop"]}),
            f"vpcs.Shop: Shop is no name for a VPC; {NAME_ADVICE}",
        ),
        refused(
            MODULE,
            "no VPC id",
            managed(vpcs=vpc(id="vpc-1")),
            "vpcs.shop.id: vpc-1 is no VPC id; it reads like vpc-0aa11bb22cc33dd44.",
        ),
        refused(
            MODULE,
            "a VPC without ranges",
            managed(vpcs=vpc(cidrs=[])),
            "vpcs.shop.cidrs: empty; name at least one range.",
        ),
        refused(
            MODULE,
            "what is no range",
            managed(vpcs=vpc(cidrs=["10.44.0.0", "127.0.0.0/33", "fd00::/8", "10.44.0.0/16"])),
            *(
                f"vpcs.shop.cidrs: {cidr} is no IPv4 range; write it like 10.44.0.0/16. "
                "A virtual private gateway carries no IPv6."
                for cidr in ("10.44.0.0", "127.0.0.0/33", "fd00::/8")
            ),
        ),
        refused(
            MODULE,
            "host bits",
            managed(vpcs=vpc(cidrs=["10.44.0.1/16", "10.45.0.9/24"])),
            "vpcs.shop.cidrs: 10.44.0.1/16 has bits set behind its prefix; write 10.44.0.0/16.",
            "vpcs.shop.cidrs: 10.45.0.9/24 has bits set behind its prefix; write 10.45.0.0/24.",
        ),
        *(
            refused(
                MODULE,
                f"a VPC in {unusable}",
                managed(vpcs=vpc(cidrs=["10.44.0.0/16", f"{unusable.split('/')[0]}/16"])),
                f"vpcs.shop.cidrs: {unusable.split('/')[0]}/16 overlaps {unusable}, which {why}; {REALLY}",
            )
            for unusable, why in UNUSABLE.items()
        ),
        refused(
            MODULE,
            "ranges no VPC can have",
            managed(vpcs=vpc(cidrs=["10.44.0.0/16", "10.46.0.0/15", "10.45.0.16/28", "10.45.0.0/29"])),
            *(
                f"vpcs.shop.cidrs: {cidr} is no range of a VPC, which are /16 to /28; "
                "give those the VPC has, such as 10.44.0.0/16."
                for cidr in ("10.46.0.0/15", "10.45.0.0/29")
            ),
        ),
        refused(
            MODULE,
            "a range twice",
            managed(vpcs=vpc(cidrs=["10.44.0.0/16", "10.44.0.0/16"])),
            "vpcs.shop.cidrs: 10.44.0.0/16, 10.44.0.0/16 names one twice; name each once.",
        ),
        refused(
            MODULE,
            "sites that overlap the VPC",
            managed(
                vpcs=vpc(cidrs=["10.44.0.0/16", "10.45.0.0/24"]),
                sites={"hq": site(cidrs=["10.44.128.0/17"]), "depot": site(cidrs=["10.45.0.0/16"])},
            ),
            f"sites.hq.cidrs: 10.44.128.0/17 overlaps 10.44.0.0/16 of vpcs.shop; {OWN}",
            f"sites.depot.cidrs: 10.45.0.0/16 overlaps 10.45.0.0/24 of vpcs.shop; {OWN}",
        ),
        refused(
            MODULE,
            "sites that overlap what the VPC really has",
            managed(sites={"hq": site(cidrs=["10.45.0.128/25", "10.46.0.0/16"])}),
            f"sites.hq.cidrs: 10.45.0.128/25 overlaps 10.45.0.0/24, which {VPC} (vpcs.shop) really has; {OWN}",
            vpcs=WORLD,
        ),
        refused(
            MODULE,
            "a site that holds what the VPC really has",
            managed(sites={"hq": site(cidrs=["10.45.0.0/16"])}),
            f"sites.hq.cidrs: 10.45.0.0/16 overlaps 10.45.0.0/24, which {VPC} (vpcs.shop) really has; {OWN}",
            vpcs=WORLD,
        ),
        refused(
            MODULE,
            "ranges the VPC does not have",
            managed(vpcs=vpc(cidrs=["10.44.0.0/16", "10.45.0.0/16", "10.47.0.0/16"])),
            *(
                f"vpcs.shop.cidrs: {cidr} is no range of {VPC}, which has 10.44.0.0/16, 10.45.0.0/24; state those."
                for cidr in ("10.45.0.0/16", "10.47.0.0/16")
            ),
            vpcs=WORLD,
        ),
        refused(
            MODULE,
            "101 ranges to propagate",
            managed(vpcs=vpc(route_tables=TABLES), sites=sites(50, 51)),
            "vpcs.shop.route_tables: the sites have 101 ranges (sites.a 50, sites.b 51), "
            "and a route table learns 100 routes; summarise the ranges.",
            vpcs=WORLD,
        ),
        clash(
            "the gateway's ASN on two sites",
            {"asn": 65140},
            {},
            f"sites.depot.asn: 65140 is the ASN of the virtual private gateway too{DIFFER}",
            f"sites.hq.asn: 65140 is the ASN of the virtual private gateway too{DIFFER}",
        ),
        clash(
            "the ASN of an adopted gateway",
            {"id": GATEWAY, "asn": 64801},
            {"asn": 64801},
            f"sites.depot.asn: 64801 is the ASN of the virtual private gateway too{DIFFER}",
        ),
        clash(
            "the ASN nobody wrote for the gateway",
            {},
            {"asn": 64512},
            "sites.depot.asn: 64512 is the ASN of the virtual private gateway too, "
            f"AWS's default as vpn_gateway.asn is not set{DIFFER}",
        ),
        clash(
            "the ASN nobody wrote for the site",
            {"asn": 65000},
            {"asn": None, "routing": "static"},
            "sites.depot.asn: 65000, which is sent as none is set, is the ASN of the virtual private gateway too"
            f"{DIFFER}",
        ),
        refused(
            MODULE,
            "acceleration",
            managed(sites={"hq": site(acceleration=True)}),
            "sites.hq.acceleration: true, but a virtual private gateway accelerates nothing; "
            "take a transit gateway, or leave it out.",
            vpcs=WORLD,
        ),
        refused(
            MODULE,
            "tunnels that carry IPv6",
            managed(sites={"hq": site(devices={"a": {"ip_address": "198.51.100.41", "inside_ip_version": "ipv6"}})}),
            "sites.hq.devices.a.inside_ip_version: ipv6, but a virtual private gateway carries no IPv6; "
            "take a transit gateway, or ipv4.",
            vpcs=WORLD,
        ),
        refused(
            MODULE,
            "inside CIDRs of IPv6",
            managed(sites={"hq": site(tunnels={"inside_ipv6_cidrs": {"fw-1": ["fd12::/126", "fd12::4/126"]}})}),
            "sites.hq.tunnels.inside_ipv6_cidrs.fw-1: the tunnels of fw-1 carry IPv4; "
            "set sites.hq.devices.fw-1.inside_ip_version to ipv6, or take these away.",
            vpcs=WORLD,
        ),
        refused(
            MODULE,
            "what the blocks refuse",
            managed(sites={"hq": site(cidrs=["10.44.0.0/33"])}),
            "sites.hq.cidrs: 10.44.0.0/33 is no IPv4 range; write it like 192.168.40.0/22. "
            "A virtual private gateway carries no IPv6.",
            vpcs=WORLD,
        ),
    ],
)
def test_refuses(rejection: Rejection, message: list[str]) -> None:
    assert [error.detail.splitlines() for error in rejection.errors] == [message]
