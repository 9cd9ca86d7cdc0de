"""modules/direct-connect: how it joins its blocks."""

from typing import Any

import pytest

from support.direct_connect import (
    ACCOUNT,
    ASN,
    CONNECTION,
    DX_GATEWAY,
    HOSTED,
    LAB,
    MODULE,
    OTHER_VGW,
    PROPOSAL,
    SHOP,
    TABLE,
    VGW,
    WORLD,
    backbone,
    foreign,
    interface,
    link,
    site,
    straight,
    theirs,
    vpc,
)
from support.vpn import TOPIC
from tieline.terraform.plan import ABSENT, SENSITIVE, UNKNOWN, Plan

DXL, DXG = "module.direct_connect_link", "module.direct_connect_gateway"
SECRET = "arn:aws:secretsmanager:eu-north-1:111122223333:secret:macsec/east-AbCdEf"
CKN, CAK = 32 * "0a", 32 * "F1"
ENDS = {"amazon_address": "169.254.240.1/30", "customer_address": "169.254.240.2/30"}


def vgw(key: str, kind: str, index: str = "0") -> str:
    return f'module.virtual_private_gateway["{key}"].aws_vpn_gateway{kind}.this[{index}]'


def made(plan: Plan, kind: str) -> list[Any]:
    return [resource.key for resource in plan.of_type(f"aws_dx_{kind}")]


@pytest.mark.plan(
    MODULE,
    inputs={
        "name": "backbone",
        "tags": {"owner": "network", "level": "module"},
        "direct_connect": {
            "gateway": {"asn": ASN, "name": "Backbone"},
            "connections": {
                "north": {
                    "location": "EDCH1",
                    "bandwidth": "10Gbps",
                    "provider_name": "Equinix, Inc.",
                    "macsec": "must_encrypt",
                    "skip_destroy": False,
                    "tags": {"level": "connection"},
                },
                "south": {"id": CONNECTION, "location": "EqSe2-EQ", "bandwidth": "100Gbps"},
                "a": {"location": "EDCH1", "bandwidth": "1Gbps", "lag": "pair"},
            },
            "hosted_connections": {
                "branch": {"id": HOSTED, "confirm": False, "location": "EqDC2", "bandwidth": "500Mbps"}
            },
            "lags": {
                "pair": {
                    "location": "EDCH1",
                    "bandwidth": "1Gbps",
                    "provider_name": "Equinix, Inc.",
                    "force_destroy": True,
                    "tags": {"level": "lag"},
                },
                "old": {"id": "dxlag-fg0aa11b"},
            },
            "macsec_keys": {"north": {}, "south": {"secret_arn": SECRET}},
            "virtual_interfaces": {
                "north": interface(
                    **ENDS,
                    mtu=9001,
                    sitelink=True,
                    tags={"level": "interface"},
                    bgp_peers={
                        "six": {"address_family": "ipv6"},
                        "second": {
                            "address_family": "ipv4",
                            "asn": 65143,
                            "amazon_address": "169.254.240.4/31",
                            "customer_address": "169.254.240.5/31",
                        },
                    },
                ),
                "branch": interface(connection="branch", address_family="ipv6"),
                "pair": interface(connection="pair"),
                "direct": interface(connection="old", vpc="lab"),
            },
        },
        "vpcs": {
            "shop": vpc(
                route_tables={"private": TABLE.format(0), "public": TABLE.format(1)},
                allowed_prefixes=["10.44.0.0/15", "10.54.0.0/16", "2001:db8:44::/56"],
            ),
            "lab": vpc(LAB, vpn_gateway={"id": VGW, "asn": 64801, "attach": True}),
            "far": foreign(),
        },
        "sites": {"campus": site("north", "pair", "direct"), "depot": site("branch", cidrs=["172.28.0.0/16"])},
        "bgp_auth_keys": {"north": "sixsix", "north/second": "sevenseven"},
        "macsec_ckn": {"north": CKN},
        "macsec_cak": {"north": CAK},
        "alarms": {
            "sns_topic_arns": [TOPIC],
            "period_seconds": 600,
            "evaluation_periods": 2,
            "light_level_dbm": -12,
        },
    },
    vpcs=WORLD,
)
def test_hands_everything_on(plan: Plan) -> None:
    assert plan[f"{DXG}.aws_dx_gateway.this[0]"].known() == {"amazon_side_asn": str(ASN), "name": "Backbone"}

    north = plan[f'{DXL}.aws_dx_connection.this["north"]']
    assert (north["request_macsec"], north["encryption_mode"], north["skip_destroy"]) == (True, "must_encrypt", False)
    assert (north["location"], north["bandwidth"], north["provider_name"]) == ("EDCH1", "10Gbps", "Equinix, Inc.")
    assert north["tags"] == {"owner": "network", "level": "connection", "Name": "backbone/north"}
    assert made(plan, "connection") == ["a", "north"]
    pair = plan[f'{DXL}.aws_dx_lag.this["pair"]']
    assert (pair["force_destroy"], pair["provider_name"], pair["tags"]["level"]) == (True, "Equinix, Inc.", "lag")
    assert made(plan, "connection_association") == ["a"]
    assert not made(plan, "connection_confirmation")
    key = plan[f'{DXL}.aws_dx_macsec_key_association.this["north"]']
    assert (key["ckn"], key["cak"]) == (SENSITIVE, SENSITIVE)
    assert plan[f'{DXL}.aws_dx_macsec_key_association.this["south"]']["secret_arn"] == SECRET

    # A virtual interface has the ASN of its site, and leads to the Direct Connect gateway unless it says where.
    interfaces = {resource.key: resource for resource in plan.of_type("aws_dx_private_virtual_interface")}
    assert {key: (each["connection_id"], each["vpn_gateway_id"]) for key, each in interfaces.items()} == {
        "branch": (HOSTED, ABSENT),
        "direct": ("dxlag-fg0aa11b", VGW),
        "north": (UNKNOWN, ABSENT),
        "pair": (UNKNOWN, ABSENT),
    }
    assert {key: each["dx_gateway_id"] for key, each in interfaces.items()} == {
        "branch": UNKNOWN,
        "direct": ABSENT,
        "north": UNKNOWN,
        "pair": UNKNOWN,
    }
    assert {each["bgp_asn"] for each in interfaces.values()} == {65142}
    assert interfaces["north"]["bgp_auth_key"] is SENSITIVE
    assert (interfaces["north"]["mtu"], interfaces["north"]["sitelink_enabled"]) == (9001, True)
    assert {end: interfaces["north"][end] for end in ENDS} == ENDS
    assert interfaces["north"]["tags"] == {"owner": "network", "level": "interface", "Name": "backbone/north"}
    assert interfaces["branch"]["address_family"] == "ipv6"
    assert plan[f'{DXG}.aws_dx_bgp_peer.this["north/six"]']["bgp_asn"] == 65142
    assert plan[f'{DXG}.aws_dx_bgp_peer.this["north/second"]'].known() == {
        "address_family": "ipv4",
        "bgp_asn": 65143,
        "bgp_auth_key": SENSITIVE,
        "amazon_address": "169.254.240.4/31",
        "customer_address": "169.254.240.5/31",
    }

    gateway = plan[vgw("shop", "")]
    assert gateway.known() == {
        "amazon_side_asn": "64512",
        "tags": {"owner": "network", "level": "module", "Name": "backbone/shop"},
        "tags_all": {"owner": "network", "level": "module", "Name": "backbone/shop"},
    }
    assert len(plan.of_type("aws_vpn_gateway")) == 1
    assert plan[vgw("lab", "_attachment")].known() == {"vpc_id": LAB, "vpn_gateway_id": VGW}
    assert plan[vgw("shop", "_attachment")]["vpc_id"] == SHOP
    assert plan[vgw("shop", "_route_propagation", '"public"')]["route_table_id"] == TABLE.format(1)

    associations = {resource.key: resource for resource in plan.of_type("aws_dx_gateway_association")}
    assert associations["shop"].known() == {"allowed_prefixes": ["10.44.0.0/15", "10.54.0.0/16", "2001:db8:44::/56"]}
    assert associations["lab"].known() == {"allowed_prefixes": WORLD[LAB], "associated_gateway_id": VGW}
    assert associations["far"].known() == {
        "allowed_prefixes": ["10.46.0.0/16"],
        "associated_gateway_owner_account_id": ACCOUNT,
        "proposal_id": PROPOSAL,
    }
    assert set(associations) == {"far", "lab", "shop"}

    alarms = plan.of_type("aws_cloudwatch_metric_alarm")
    assert {(a["period"], a["evaluation_periods"], tuple(a["alarm_actions"])) for a in alarms} == {(600, 2, (TOPIC,))}
    assert plan[f'{DXL}.aws_cloudwatch_metric_alarm.light_sent_low["north"]']["threshold"] == -12
    assert plan.warnings == ()

    outputs = plan.outputs
    assert outputs["direct_connect_gateway"] == {"id": UNKNOWN, "asn": ASN}
    assert {key: (each["location"], each["lag"]) for key, each in outputs["connections"].items()} == {
        "a": ("EDCH1", "pair"),
        "branch": ("EqDC2", ABSENT),
        "north": ("EDCH1", ABSENT),
        "south": ("EqSe2-EQ", ABSENT),
    }
    assert outputs["connections"]["branch"]["bandwidth"] == "500Mbps"
    assert {key: each["connections"] for key, each in outputs["lags"].items()} == {"old": [], "pair": ["a"]}
    assert {key: each["site"] for key, each in outputs["virtual_interfaces"].items()} == {
        "branch": "depot",
        "direct": "campus",
        "north": "campus",
        "pair": "campus",
    }
    assert outputs["virtual_interfaces"]["north"]["bgp_peers"]["second"]["customer_asn"] == 65143
    assert outputs["vpn_gateways"] == {"shop": {"id": UNKNOWN, "asn": 64512}, "lab": {"id": VGW, "asn": 64801}}
    assert {key: each["gateway_id"] for key, each in outputs["associations"].items()} == {
        "far": UNKNOWN,
        "lab": VGW,
        "shop": UNKNOWN,
    }
    assert outputs["proposals"] == {}
    assert sorted(outputs["alarms"]["connections"]) == ["a", "branch", "north", "south"]
    assert sorted(outputs["alarms"]["virtual_interfaces"]) == [
        "branch/ipv6",
        "direct/ipv4",
        "north/ipv4",
        "north/ipv6",
        "pair/ipv4",
    ]


@pytest.mark.plan(MODULE, inputs=straight(), vpcs=WORLD)
def test_without_a_gateway_it_leads_straight_to_the_only_vpc(plan: Plan) -> None:
    north = plan[f'{DXG}.aws_dx_private_virtual_interface.this["north"]']
    assert (north["dx_gateway_id"], north["vpn_gateway_id"]) == (ABSENT, UNKNOWN)
    assert not made(plan, "gateway")
    assert not made(plan, "gateway_association")
    assert plan.outputs["direct_connect_gateway"] is ABSENT
    assert plan.outputs["associations"] == {}
    assert plan.outputs["vpn_gateways"] == {"shop": {"id": UNKNOWN, "asn": 64512}}


@pytest.mark.plan(
    MODULE,
    inputs=straight(
        {
            "connections": {"north": {"id": CONNECTION}, "south": {"id": HOSTED}},
            "virtual_interfaces": {
                "north": interface(vpc="shop"),
                "south": interface(connection="south", vpc="lab"),
            },
        },
        vpcs={
            "shop": vpc(vpn_gateway={"id": VGW}),
            "lab": vpc(LAB, vpn_gateway={"id": OTHER_VGW, "asn": 64801}),
        },
        sites={"campus": site("north", "south")},
    ),
    vpcs=WORLD,
)
def test_straight_to_each_of_several_vpcs(plan: Plan) -> None:
    interfaces = plan.of_type("aws_dx_private_virtual_interface")
    assert {each.key: each["vpn_gateway_id"] for each in interfaces} == {"north": VGW, "south": OTHER_VGW}
    # Adopted gateways are attached already, and what is known of them stays known.
    assert len(plan.managed()) == 2
    assert plan.outputs["vpn_gateways"] == {
        "shop": {"id": VGW, "asn": ABSENT},
        "lab": {"id": OTHER_VGW, "asn": 64801},
    }


@pytest.mark.plan(MODULE, inputs=backbone(link(gateway={"id": DX_GATEWAY})), vpcs=WORLD)
def test_adopts_a_gateway(plan: Plan) -> None:
    assert not made(plan, "gateway")
    assert plan[f'{DXG}.aws_dx_private_virtual_interface.this["north"]']["dx_gateway_id"] == DX_GATEWAY
    assert plan.outputs["direct_connect_gateway"] == {"id": DX_GATEWAY, "asn": ABSENT}


@pytest.mark.plan(
    MODULE,
    inputs=theirs(vpcs={"shop": vpc(allowed_prefixes=["10.44.0.0/15"]), "lab": vpc(LAB, vpn_gateway={"id": VGW})}),
    vpcs=WORLD,
)
def test_proposes_to_the_gateway_of_another_account(plan: Plan) -> None:
    assert not made(plan, "gateway")
    assert not made(plan, "gateway_association")
    proposals = {each.key: each.known() for each in plan.of_type("aws_dx_gateway_association_proposal")}
    to = {"dx_gateway_id": DX_GATEWAY, "dx_gateway_owner_account_id": ACCOUNT}
    assert proposals == {
        "shop": {"allowed_prefixes": ["10.44.0.0/15"], **to},
        "lab": {"allowed_prefixes": WORLD[LAB], "associated_gateway_id": VGW, **to},
    }
    assert plan.outputs["direct_connect_gateway"] == {"id": DX_GATEWAY, "asn": ASN}
    assert plan.outputs["proposals"] == {
        "shop": {"id": UNKNOWN, "gateway_id": UNKNOWN},
        "lab": {"id": UNKNOWN, "gateway_id": VGW},
    }
    assert plan.outputs["associations"] == {}


@pytest.mark.plan(
    MODULE,
    inputs=backbone(vpcs={"far": foreign(proposal_id=None), "near": foreign(id=SHOP, cidrs=["10.44.0.0/16"])}),
)
def test_what_nobody_has_proposed_yet_is_told(plan: Plan) -> None:
    assert made(plan, "gateway_association") == ["near"]
    assert [warning.detail for warning in plan.warnings] == [
        f"vpcs.far: not associated yet; have account {ACCOUNT} propose its virtual private gateway to the Direct Connect "
        "gateway, and give the proposal's id as proposal_id."
    ]
    assert plan.outputs["vpn_gateways"] == {}


SIX = {f"v{n}": {"id": f"vpc-0dd{n}1bb22cc33dd44", "cidrs": [f"10.7{n}.0.0/16"]} for n in range(6)}


@pytest.mark.plan(
    MODULE, inputs=backbone(vpcs=SIX), vpcs={str(each["id"]): list(each["cidrs"]) for each in SIX.values()}
)
def test_more_gateways_than_the_quota_are_told(plan: Plan) -> None:
    assert len(plan.of_type("aws_vpn_gateway")) == 6
    assert [warning.detail for warning in plan.warnings] == [
        "vpcs: 6 virtual private gateways; AWS's quota is 5 in a Region. It is adjustable: have it raised before you apply."
    ]


@pytest.mark.plan(MODULE, inputs={"name": "backbone", "direct_connect": {}})
def test_nothing_makes_nothing(plan: Plan) -> None:
    assert plan.managed() == []
    assert plan.outputs["direct_connect_gateway"] is ABSENT
    assert plan.outputs["alarms"] == {"connections": {}, "virtual_interfaces": {}}
    others = [value for name, value in plan.outputs.items() if name not in ("direct_connect_gateway", "alarms")]
    assert others == [{}] * 6


@pytest.mark.plan("tests/modules/direct_connect_two_regions", vpcs=WORLD)
def test_regions_and_accounts_share_a_gateway_that_is_made_with_them(plan: Plan) -> None:
    assert [f"{r.address.split('.')[1]}/{r.key}" for r in plan.of_type("aws_dx_gateway_association")] == [
        "home/far",
        "home/shop",
        "paris/west",
    ]
    assert [r.address for r in plan.of_type("aws_dx_gateway")] == [f"module.home.{DXG}.aws_dx_gateway.this[0]"]
    paris = {r.address: r for r in plan.managed() if r.address.startswith("module.paris.")}
    assert sorted(paris) == [
        f'module.paris.{DXG}.aws_dx_gateway_association.this["west"]',
        'module.paris.module.virtual_private_gateway["west"].aws_vpn_gateway_attachment.this[0]',
        'module.paris.module.virtual_private_gateway["west"].aws_vpn_gateway_route_propagation.this["main"]',
    ]
    west = paris[f'module.paris.{DXG}.aws_dx_gateway_association.this["west"]']
    assert west.known() == {"allowed_prefixes": ["10.64.0.0/16"]}
    assert plan.outputs["paris"]["direct_connect_gateway"] == {"id": UNKNOWN, "asn": ASN}
    assert plan.outputs["home"]["associations"]["far"]["type"] == "virtual-private-gateway"
