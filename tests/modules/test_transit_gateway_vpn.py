"""modules/transit-gateway-vpn: how it joins its blocks."""

from typing import Any

import pytest

from support.transit_gateway_vpn import LAB, OTHER_GATEWAY, SHOP, TOOLS, WORLD, core, plant, vpc
from support.vpn import CERTIFICATE, KMS_KEY, LOG_GROUP, TOPIC, TRANSIT_GATEWAY
from tieline.terraform.plan import ABSENT, SENSITIVE, UNKNOWN, Plan

MODULE = "transit-gateway-vpn"
TGW, VPN = "module.transit_gateway", "module.site_to_site_vpn[0]"
ATTACHMENT = "tgw-attach-0aa11bb22cc33dd4{}"
ROLE = "arn:aws:iam::111122223333:role/flows"
SHARE = "arn:aws:ram:eu-north-1:111122223333:resource-share/1234abcd-12ab-34cd-56ef-1234567890ab"
PREFIXES = "pl-0aa11bb22cc33dd44"
TUNNEL_OPTIONS = {
    "ike_versions": ["ikev1", "ikev2"],
    "phase1_dh_group_numbers": [2, 24],
    "phase1_encryption_algorithms": ["AES128"],
    "phase1_integrity_algorithms": ["SHA1"],
    "phase1_lifetime_seconds": 14400,
    "phase2_dh_group_numbers": [5, 15],
    "phase2_encryption_algorithms": ["AES128-GCM-16"],
    "phase2_integrity_algorithms": ["SHA2-384"],
    "phase2_lifetime_seconds": 1800,
    "rekey_margin_time_seconds": 120,
    "rekey_fuzz_percentage": 50,
    "replay_window_size": 512,
    "dpd_timeout_seconds": 60,
    "dpd_timeout_action": "restart",
    "startup_action": "add",
    "enable_tunnel_lifecycle_control": True,
}
INSIDE = [f"169.254.60.{4 * n}/30" for n in range(4)]
INSIDE_IPV6 = [f"fd10:20:30::{last}/126" for last in ("", "4", "8", "c")]


def table(kind: str, key: str) -> str:
    return f'{TGW}.aws_ec2_transit_gateway_{kind}.this["{key}"]'


def keys(plan: Plan, kind: str) -> list[Any]:
    return [resource.key for resource in plan.of_type(f"aws_ec2_transit_gateway_{kind}")]


@pytest.mark.plan(
    MODULE,
    inputs={
        "name": "core",
        "tags": {"owner": "network", "level": "module"},
        "transit_gateway": {
            "asn": 64802,
            "description": "Core",
            "ecmp": False,
            "dns_support": False,
            "security_group_referencing": False,
            "cidr_blocks": ["100.64.20.0/24"],
            "auto_accept": True,
            "share_with": ["444455556666"],
            "share_externally": True,
        },
        "vpcs": {
            "shop": vpc(
                region="eu-north-1",
                appliance_mode=True,
                ipv6=True,
                dns_support=False,
                security_group_referencing=False,
                route_tables={"private": "rtb-0aa11bb22cc33dd44"},
                routes=["172.27.0.0/16", "2001:db8::/32", PREFIXES],
                tags={"level": "vpc"},
            ),
            "far": vpc(TOOLS, account="444455556666", subnets={}, attachment_id=ATTACHMENT.format(1)),
        },
        "peerings": {
            "paris": {
                "id": OTHER_GATEWAY,
                "region": "eu-west-3",
                "account": "444455556666",
                "tags": {"level": "peering"},
            }
        },
        "sites": {
            "plant": plant(
                acceleration=True,
                tags={"place": "plant", "level": "site"},
                devices={
                    "edge": {
                        "ip_address": "198.51.100.51",
                        "certificate_arn": CERTIFICATE,
                        "device_name": "plant-edge",
                        "connections": 2,
                        "inside_ip_version": "ipv6",
                        "tags": {"level": "device"},
                    }
                },
                tunnels=TUNNEL_OPTIONS
                | {
                    "inside_cidrs": {"edge": INSIDE},
                    "inside_ipv6_cidrs": {"edge": INSIDE_IPV6},
                    "overrides": {"edge/2/2": TUNNEL_OPTIONS | {"ike_versions": ["ikev2"], "startup_action": "start"}},
                },
            ),
            "depot": plant(
                cidrs=["172.28.0.0/16", "172.29.0.0/16"],
                routing="static",
                devices={"r": {"ip_address": "203.0.113.9"}},
                tunnels={"startup_action": "start"},
            ),
        },
        "preshared_keys": {"depot/r/1/2": "abcdefg1"},
        "preshared_key_storage": "Standard",
        "route_tables": {
            "main": {
                "tags": {"level": "table"},
                "routes": {
                    "10.60.0.0/16": {"attachment": "paris"},
                    "10.61.0.0/16": {"attachment": "depot"},
                    "10.62.0.0/16": {"attachment": "plant/edge/2"},
                    "10.63.0.0/16": {"blackhole": True},
                    PREFIXES: {"attachment": "shop"},
                },
            },
            "offices": {},
        },
        "associations": {"shop": "main", "far": "main", "paris": "main", "plant": "offices", "plant/edge/2": "main"},
        "propagations": {
            "shop": ["main", "offices"],
            "plant": ["main"],
            "plant/edge/1": ["offices"],
            "depot": ["offices", "main"],
        },
        "flow_logs": {"log_group_name": "/aws/vendedlogs/core", "retention_days": 30, "kms_key_arn": KMS_KEY},
        "logging": {
            "log_group_name": "/aws/vendedlogs/plant",
            "retention_days": 30,
            "kms_key_arn": KMS_KEY,
            "format": "text",
        },
        "alarms": {"sns_topic_arns": [TOPIC], "period_seconds": 60, "evaluation_periods": 2},
    },
    vpcs=WORLD,
)
def test_hands_everything_on(plan: Plan) -> None:
    gateway = plan[f"{TGW}.aws_ec2_transit_gateway.this[0]"]
    assert (gateway["amazon_side_asn"], gateway["description"]) == (64802, "Core")
    assert gateway["vpn_ecmp_support"] == gateway["dns_support"] == "disable"
    assert gateway["security_group_referencing_support"] == "disable"
    assert gateway["auto_accept_shared_attachments"] == "enable"
    assert gateway["transit_gateway_cidr_blocks"] == ["100.64.20.0/24"]
    assert gateway["tags"] == {"owner": "network", "level": "module", "Name": "core"}
    attachment = plan[table("vpc_attachment", "shop")]
    assert (attachment["vpc_id"], attachment["appliance_mode_support"]) == (SHOP, "enable")
    assert attachment["tags"]["level"] == "vpc"
    assert plan[table("vpc_attachment_accepter", "far")]["transit_gateway_attachment_id"] == ATTACHMENT.format(1)
    assert plan[table("peering_attachment", "paris")]["peer_account_id"] == "444455556666"
    assert len(plan.of_type("aws_route")) == 3
    assert plan.of_type("aws_ram_principal_association")[0]["principal"] == "444455556666"
    assert [group["name"] for group in plan.of_type("aws_cloudwatch_log_group")] == [
        "/aws/vendedlogs/plant",
        "/aws/vendedlogs/core",
    ]

    # What is said of a site holds for each of its connections, and what is said of a connection goes over it.
    assert keys(plan, "route_table_association") == ["far", "paris", "plant/edge/1", "plant/edge/2", "shop"]
    assert keys(plan, "route_table_propagation") == [
        "plant/edge/1/main",
        "plant/edge/1/offices",
        "plant/edge/2/main",
        "shop/main",
        "shop/offices",
    ]
    # A static site propagates nothing: its ranges are routes.
    assert keys(plan, "route") == [
        "main/10.60.0.0/16",
        "main/10.61.0.0/16",
        "main/10.62.0.0/16",
        "main/10.63.0.0/16",
        "main/172.28.0.0/16",
        "main/172.29.0.0/16",
        "offices/172.28.0.0/16",
        "offices/172.29.0.0/16",
    ]
    assert keys(plan, "prefix_list_reference") == [f"main/{PREFIXES}"]
    assert plan[table("route", "main/10.63.0.0/16")]["blackhole"] is True
    assert plan[table("route", "main/172.28.0.0/16")]["blackhole"] is False
    assert plan[table("route_table", "main")]["tags"]["level"] == "table"

    connection = plan[f'{VPN}.aws_vpn_connection.this["plant/edge/2"]']
    assert connection["transit_gateway_id"] is UNKNOWN
    assert (connection["vpn_gateway_id"], connection["preshared_key_storage"]) == (ABSENT, "Standard")
    assert (connection["enable_acceleration"], connection["tunnel_inside_ip_version"]) == (True, "ipv6")
    assert (connection["tunnel1_inside_cidr"], connection["tunnel2_inside_cidr"]) == tuple(INSIDE[2:])
    assert (connection["tunnel1_inside_ipv6_cidr"], connection["tunnel2_inside_ipv6_cidr"]) == tuple(INSIDE_IPV6[2:])
    assert (connection["tunnel1_startup_action"], connection["tunnel2_startup_action"]) == ("add", "start")
    depot = plan[f'{VPN}.aws_vpn_connection.this["depot/r/1"]']
    assert (depot["static_routes_only"], depot["enable_acceleration"]) == (True, False)
    assert depot["tunnel1_startup_action"] == depot["tunnel2_startup_action"] == "start"
    assert (depot["tunnel1_preshared_key"], depot["tunnel2_preshared_key"]) == (UNKNOWN, SENSITIVE)
    assert not plan.of_type("aws_vpn_connection_route")
    assert len(plan.of_type("aws_cloudwatch_metric_alarm")) == 6

    # The tags of a connection go to its attachment too.
    assert {tag.key: (tag["key"], tag["value"]) for tag in plan.of_type("aws_ec2_tag")} == {
        f"{key}|{tag}": (tag, value)
        for key, tags in {
            "depot/r/1": {"level": "module"},
            "plant/edge/1": {"place": "plant", "level": "device"},
            "plant/edge/2": {"place": "plant", "level": "device"},
        }.items()
        for tag, value in ({"owner": "network", "Name": f"core/{key}"} | tags).items()
    }

    assert plan.outputs["transit_gateway"] == {"id": UNKNOWN, "arn": UNKNOWN, "asn": 64802}
    assert {name: table["id"] for name, table in plan.outputs["route_tables"].items()} == {
        "main": UNKNOWN,
        "offices": UNKNOWN,
    }
    assert plan.outputs["attachments"] == {
        "shop": UNKNOWN,
        "far": ATTACHMENT.format(1),
        "paris": UNKNOWN,
        "depot/r/1": UNKNOWN,
        "plant/edge/1": UNKNOWN,
        "plant/edge/2": UNKNOWN,
    }
    assert list(plan.outputs["customer_gateways"]) == ["depot/r", "plant/edge"]
    assert (
        list(plan.outputs["connections"])
        == list(plan.outputs["alarms"])
        == ["depot/r/1", "plant/edge/1", "plant/edge/2"]
    )
    assert plan.outputs["connections"]["plant/edge/2"]["tunnels"]["2"]["aws_inside_ipv6_address"] == "fd10:20:30::d"
    assert plan.outputs["log_group_arn"] is UNKNOWN
    assert plan.outputs["resource_share_arn"] is UNKNOWN
    assert plan.outputs["flow_log"]["id"] is UNKNOWN


@pytest.mark.plan(
    MODULE,
    inputs=core(
        transit_gateway={"id": TRANSIT_GATEWAY, "asn": 64802},
        vpcs={"shop": vpc()},
        peerings={"paris": {"id": OTHER_GATEWAY, "region": "eu-west-3", "attachment_id": ATTACHMENT.format(2)}},
        sites={"plant": plant(routing="static", asn=None)},
        route_tables={"main": {"id": "tgw-rtb-0aa11bb22cc33dd44"}},
        associations={"plant": "main"},
        propagations={"plant": ["main"]},
        flow_logs={"enabled": True, "bucket_arn": "arn:aws:s3:::flows"},
        logging={"log_group_arn": LOG_GROUP},
    ),
    vpcs=WORLD,
)
def test_a_static_site_on_a_gateway_and_table_of_somebody_else(plan: Plan) -> None:
    assert not plan.of_type("aws_ec2_transit_gateway")
    assert plan[f'{VPN}.aws_vpn_connection.this["plant/fw-1/1"]']["transit_gateway_id"] == TRANSIT_GATEWAY
    route = plan[table("route", "main/172.27.0.0/16")]
    assert route.known() == {
        "destination_cidr_block": "172.27.0.0/16",
        "transit_gateway_route_table_id": "tgw-rtb-0aa11bb22cc33dd44",
        "blackhole": False,
    }
    assert not keys(plan, "route_table_propagation")
    assert plan.outputs["route_tables"] == {
        "main": {
            "id": "tgw-rtb-0aa11bb22cc33dd44",
            "associations": ["plant/fw-1/1"],
            "propagations": [],
            "routes": {"172.27.0.0/16": {"attachment": "plant/fw-1/1", "blackhole": False}},
        }
    }
    assert plan.outputs["transit_gateway"] == {"id": TRANSIT_GATEWAY, "arn": ABSENT, "asn": 64802}
    assert plan.outputs["log_group_arn"] == LOG_GROUP


@pytest.mark.plan(
    MODULE,
    inputs={
        "name": "core",
        "transit_gateway": {"id": TRANSIT_GATEWAY, "resource_share_arn": SHARE},
        "vpcs": {"shop": vpc()},
        "flow_logs": {"enabled": True, "log_group_arn": LOG_GROUP, "iam_role_arn": ROLE},
    },
    vpcs=WORLD,
)
def test_without_sites_there_is_no_vpn(plan: Plan) -> None:
    assert [r.address for r in plan.managed() if not r.address.startswith(TGW)] == []
    assert not plan.of_type("aws_vpn_connection")
    assert not [address for address in plan.resources if address.startswith("data.aws_vpc")]
    assert plan.outputs["connections"] == plan.outputs["customer_gateways"] == plan.outputs["alarms"] == {}
    assert plan.outputs["log_group_arn"] is ABSENT


@pytest.mark.plan(MODULE, inputs={"name": "core", "sites": {"plant": plant()}})
def test_defaults_are_the_blocks_own(plan: Plan) -> None:
    gateway = plan[f"{TGW}.aws_ec2_transit_gateway.this[0]"]
    assert (gateway["amazon_side_asn"], gateway["vpn_ecmp_support"]) == (64512, "enable")
    assert gateway["auto_accept_shared_attachments"] == "disable"
    connection = plan[f'{VPN}.aws_vpn_connection.this["plant/fw-1/1"]']
    assert connection["tunnel1_ike_versions"] == connection["tunnel2_ike_versions"] == ["ikev2"]
    assert connection["preshared_key_storage"] == "SecretsManager"
    names = sorted(group["name"] for group in plan.of_type("aws_cloudwatch_log_group"))
    assert names == ["/aws/vendedlogs/transit-gateway/core", "/aws/vendedlogs/vpn/core"]
    assert len(plan.of_type("aws_cloudwatch_metric_alarm")) == 2
    assert [tag["value"] for tag in plan.of_type("aws_ec2_tag")] == ["core/plant/fw-1/1"]
    assert not keys(plan, "route_table_association")
    assert not keys(plan, "route_table_propagation")


def ecmp() -> dict[str, Any]:
    """A site at whose two devices four connections end."""
    edge = {f"edge-{n}": {"ip_address": f"198.51.100.5{n}", "connections": 2} for n in (1, 2)}
    inside = {f"edge-{n}": [f"169.254.6{n}.{4 * m}/30" for m in range(4)] for n in (1, 2)}
    return core(
        vpcs={"shop": vpc(), "lab": vpc(LAB)},
        sites={"plant": plant(devices=edge, tunnels={"inside_cidrs": inside})},
    )


@pytest.mark.plan(MODULE, inputs=ecmp(), vpcs=WORLD)
def test_connections_side_by_side_are_treated_alike(plan: Plan) -> None:
    connections = [f"plant/edge-{device}/{number}" for device in (1, 2) for number in (1, 2)]
    assert keys(plan, "route_table_association") == ["lab", *connections, "shop"]
    assert keys(plan, "route_table_propagation") == ["lab/main", *(f"{c}/main" for c in connections), "shop/main"]
    inside = [
        connection[f"tunnel{tunnel}_inside_cidr"]
        for connection in plan.of_type("aws_vpn_connection")
        for tunnel in (1, 2)
    ]
    assert len(set(inside)) == 8
    assert plan[f"{TGW}.aws_ec2_transit_gateway.this[0]"]["vpn_ecmp_support"] == "enable"
    assert {gateway["bgp_asn"] for gateway in plan.of_type("aws_customer_gateway")} == {"65141"}
