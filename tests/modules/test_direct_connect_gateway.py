"""modules/direct-connect-gateway: what it makes."""

import pytest

from support.direct_connect_gateway import (
    ACCOUNT,
    ASN,
    DX_GATEWAY,
    MODULE,
    NORTH,
    OTHER_VGW,
    PROPOSAL,
    SOUTH,
    TGW,
    VGW,
    VIF,
    direct_connect,
    interface,
    private,
    proposed,
    public,
    to_tgw,
    to_vgw,
)
from support.vpn import TOPIC
from tieline.terraform.plan import ABSENT, SENSITIVE, UNKNOWN, Plan

ENDS = {"amazon_address": "169.254.240.1/30", "customer_address": "169.254.240.2/30"}


def tags(key: str, **more: str) -> dict[str, dict[str, str]]:
    """What a resource has of tags."""
    all_tags = {"owner": "network", "Name": f"harbour_1/{key}"} | more
    return {"tags": all_tags, "tags_all": all_tags}


@pytest.mark.plan(
    MODULE,
    inputs=direct_connect(
        name="harbour_1",
        tags={"owner": "network"},
        gateway={"asn": ASN, "name": "Harbour-Gateway"},
        associations={
            "shop": to_vgw(
                asn=64801, allowed_prefixes=["10.44.0.0/15", "2001:db8:44::/56"], vpc_cidrs=["10.44.0.0/16"]
            ),
            "west": to_vgw(
                vpn_gateway_id=None, owner_account=ACCOUNT, proposal_id=PROPOSAL, allowed_prefixes=["10.54.0.0/16"]
            ),
        },
        private_virtual_interfaces={
            "north": interface(
                **ENDS,
                mtu=9001,
                sitelink=True,
                tags={"floor": "2"},
                bgp_peers={
                    "v_6": {"address_family": "ipv6"},
                    "second": {
                        "address_family": "ipv4",
                        "asn": 65143,
                        "amazon_address": "169.254.240.4/31",
                        "customer_address": "169.254.240.5/31",
                    },
                },
            ),
            "straight_1": interface(connection="south", connection_id=SOUTH, vpn_gateway_id=OTHER_VGW),
        },
        public_virtual_interfaces={
            "internet": public(vlan=4094, prefixes=["203.0.113.0/24", "2001:db8:44::/56"]),
            "internet-6": public(vlan=1, address_family="ipv6", amazon_address=None, customer_address=None),
        },
        bgp_auth_keys={"north": "sixsix", "north/second": 80 * "~"},
        alarms={"sns_topic_arns": [TOPIC], "period_seconds": 600, "evaluation_periods": 2},
    ),
)
def test_private_and_public_virtual_interfaces(plan: Plan) -> None:
    assert plan["aws_dx_gateway.this[0]"].known() == {"amazon_side_asn": "64803", "name": "Harbour-Gateway"}
    shop = plan['aws_dx_gateway_association.this["shop"]']
    assert shop.known() == {
        "allowed_prefixes": ["10.44.0.0/15", "2001:db8:44::/56"],
        "associated_gateway_id": VGW,
    }
    assert shop["dx_gateway_id"] is UNKNOWN
    assert plan['aws_dx_gateway_association.this["west"]'].known() == {
        "allowed_prefixes": ["10.54.0.0/16"],
        "associated_gateway_owner_account_id": ACCOUNT,
        "proposal_id": PROPOSAL,
    }
    north = plan['aws_dx_private_virtual_interface.this["north"]']
    assert north.known() == {
        "name": "harbour-1-north",
        "connection_id": NORTH,
        "vlan": 210,
        "bgp_asn": 65142,
        "bgp_auth_key": SENSITIVE,
        "address_family": "ipv4",
        **ENDS,
        "mtu": 9001,
        "sitelink_enabled": True,
        **tags("north", floor="2"),
    }
    assert (north["dx_gateway_id"], north["vpn_gateway_id"]) == (UNKNOWN, ABSENT)
    straight = plan['aws_dx_private_virtual_interface.this["straight_1"]']
    assert straight.known() == {
        "name": "harbour-1-straight-1",
        "connection_id": SOUTH,
        "vlan": 210,
        "bgp_asn": 65142,
        "address_family": "ipv4",
        "vpn_gateway_id": OTHER_VGW,
        "mtu": 1500,
        "sitelink_enabled": False,
        **tags("straight_1"),
    }
    assert (straight["dx_gateway_id"], straight["bgp_auth_key"]) == (ABSENT, UNKNOWN)
    assert plan['aws_dx_public_virtual_interface.this["internet"]'].known() == {
        "name": "harbour-1-internet",
        "connection_id": NORTH,
        "vlan": 4094,
        "bgp_asn": 65142,
        "address_family": "ipv4",
        "amazon_address": "198.51.100.0/31",
        "customer_address": "198.51.100.1/31",
        "route_filter_prefixes": ["2001:db8:44::/56", "203.0.113.0/24"],
        **tags("internet"),
    }
    assert plan['aws_dx_public_virtual_interface.this["internet-6"]']["amazon_address"] is UNKNOWN
    assert plan['aws_dx_bgp_peer.this["north/v_6"]'].known() == {"address_family": "ipv6", "bgp_asn": 65142}
    second = plan['aws_dx_bgp_peer.this["north/second"]']
    assert second.known() == {
        "address_family": "ipv4",
        "bgp_asn": 65143,
        "bgp_auth_key": SENSITIVE,
        "amazon_address": "169.254.240.4/31",
        "customer_address": "169.254.240.5/31",
    }
    assert second["virtual_interface_id"] is UNKNOWN
    assert plan['aws_cloudwatch_metric_alarm.bgp_down["north/ipv6"]'].known() == {
        "alarm_name": "dx/harbour_1/north/ipv6/bgp-down",
        "alarm_description": "The BGP session over IPv6 of the virtual interface north of harbour_1 is down: "
        "nothing of it passes there.",
        "namespace": "AWS/DX",
        "metric_name": "VirtualInterfaceBgpStatus",
        "statistic": "Minimum",
        "comparison_operator": "LessThanThreshold",
        "threshold": 1,
        "period": 600,
        "evaluation_periods": 2,
        "treat_missing_data": "breaching",
        "actions_enabled": True,
        "metric_query": [],
        "alarm_actions": [TOPIC],
        "ok_actions": [TOPIC],
        **tags("north/ipv6", floor="2"),
    }
    assert len(plan.managed()) == 1 + 2 + 2 + 2 + 2 + 5


@pytest.mark.plan(
    MODULE,
    inputs=direct_connect(
        gateway={"id": DX_GATEWAY, "asn": ASN},
        associations={"core": to_tgw(asn=64802)},
        transit_virtual_interfaces={
            "north": interface(mtu=8500, sitelink=True, bgp_peers={"six": {"address_family": "ipv6"}}),
            "lent": interface(vlan=213, owner_account=ACCOUNT, mtu=8500),
        },
        private_virtual_interfaces={"lent-private": interface(vlan=211, owner_account=ACCOUNT, **ENDS)},
        public_virtual_interfaces={"lent-public": public(vlan=212, owner_account=ACCOUNT)},
        accepted_virtual_interfaces={
            "theirs": {"id": VIF, "type": "transit", "connection_id": SOUTH, "tags": {"floor": "2"}},
            "direct": {"id": "dxvif-fg0ab11b", "type": "private", "vpn_gateway_id": VGW},
            "web": {
                "id": "dxvif-fg0ac11b",
                "type": "public",
                "connection_id": NORTH,
                "address_families": ["ipv6", "ipv4"],
            },
        },
        proposals={
            "shop": proposed(vpc_cidrs=["10.44.0.0/16"]),
            "core": proposed(type="transit-gateway", vpn_gateway_id=None, transit_gateway_id=TGW),
        },
        bgp_auth_keys={"lent": "sixsix", "lent-private": "sixsix", "lent-public": "sixsix", "north": "sixsix"},
        alarms={},
    ),
)
def test_transit_and_other_accounts_virtual_interfaces(plan: Plan) -> None:
    assert plan['aws_dx_gateway_association.this["core"]'].known() == {
        "dx_gateway_id": DX_GATEWAY,
        "associated_gateway_id": TGW,
        "allowed_prefixes": ["10.44.0.0/15"],
    }
    assert plan['aws_dx_transit_virtual_interface.this["north"]'].known() == {
        "name": "harbour-north",
        "connection_id": NORTH,
        "dx_gateway_id": DX_GATEWAY,
        "vlan": 210,
        "bgp_asn": 65142,
        "bgp_auth_key": SENSITIVE,
        "address_family": "ipv4",
        "mtu": 8500,
        "sitelink_enabled": True,
        "tags": {"Name": "harbour/north"},
        "tags_all": {"Name": "harbour/north"},
    }
    lent = {
        "owner_account_id": ACCOUNT,
        "connection_id": NORTH,
        "bgp_asn": 65142,
        "bgp_auth_key": SENSITIVE,
        "address_family": "ipv4",
    }
    hosted = {kind: f"aws_dx_hosted_{kind}_virtual_interface" for kind in ("private", "transit", "public")}
    assert plan[f'{hosted["transit"]}.this["lent"]'].known() == lent | {
        "name": "harbour-lent",
        "vlan": 213,
        "mtu": 8500,
    }
    assert plan[f'{hosted["private"]}.this["lent-private"]'].known() == lent | ENDS | {
        "name": "harbour-lent-private",
        "vlan": 211,
        "mtu": 1500,
    }
    assert plan[f'{hosted["public"]}.this["lent-public"]'].known() == lent | {
        "name": "harbour-lent-public",
        "vlan": 212,
        "amazon_address": "198.51.100.0/31",
        "customer_address": "198.51.100.1/31",
        "route_filter_prefixes": ["203.0.113.0/24"],
    }
    theirs = {"Name": "harbour/theirs", "floor": "2"}
    assert plan[f'{hosted["transit"]}_accepter.this["theirs"]'].known() == {
        "virtual_interface_id": VIF,
        "dx_gateway_id": DX_GATEWAY,
        "tags": theirs,
        "tags_all": theirs,
    }
    direct = plan[f'{hosted["private"]}_accepter.this["direct"]']
    assert direct.known() == {
        "virtual_interface_id": "dxvif-fg0ab11b",
        "vpn_gateway_id": VGW,
        "tags": {"Name": "harbour/direct"},
        "tags_all": {"Name": "harbour/direct"},
    }
    assert direct["dx_gateway_id"] is ABSENT
    assert plan[f'{hosted["public"]}_accepter.this["web"]'].known() == {
        "virtual_interface_id": "dxvif-fg0ac11b",
        "tags": {"Name": "harbour/web"},
        "tags_all": {"Name": "harbour/web"},
    }
    to_them = {"dx_gateway_id": DX_GATEWAY, "dx_gateway_owner_account_id": ACCOUNT}
    proposal = "aws_dx_gateway_association_proposal.this"
    assert plan[f'{proposal}["shop"]'].known() == to_them | {
        "associated_gateway_id": VGW,
        "allowed_prefixes": ["10.44.0.0/16"],
    }
    assert plan[f'{proposal}["core"]']["associated_gateway_id"] == TGW
    alarms = [r for r in plan.managed() if r.type == "aws_cloudwatch_metric_alarm"]
    assert {alarm["alarm_name"]: alarm["dimensions"] for alarm in alarms} == {
        "dx/harbour/north/ipv4/bgp-down": UNKNOWN,
        "dx/harbour/north/ipv6/bgp-down": UNKNOWN,
        "dx/harbour/theirs/ipv4/bgp-down": {
            "ConnectionId": SOUTH,
            "VirtualInterfaceId": VIF,
            "IpAddressFamily": "ipv4",
        },
        "dx/harbour/web/ipv4/bgp-down": {
            "ConnectionId": NORTH,
            "VirtualInterfaceId": "dxvif-fg0ac11b",
            "IpAddressFamily": "ipv4",
        },
        "dx/harbour/web/ipv6/bgp-down": {
            "ConnectionId": NORTH,
            "VirtualInterfaceId": "dxvif-fg0ac11b",
            "IpAddressFamily": "ipv6",
        },
    }
    assert len(plan.managed()) == 1 + 1 + 1 + 3 + 3 + 2 + 5


@pytest.mark.plan(
    MODULE,
    inputs=direct_connect(
        gateway={"id": DX_GATEWAY},
        associations={"core": to_tgw()},
        transit_virtual_interfaces={
            "north": interface(
                **ENDS, bgp_peers={"six": {"address_family": "ipv6", "asn": 65143}}, connection="a", connection_id=SOUTH
            )
        },
        public_virtual_interfaces={"lent": public(owner_account=ACCOUNT)},
        accepted_virtual_interfaces={"theirs": {"id": VIF, "type": "transit"}},
        proposals={"shop": proposed()},
        bgp_auth_keys={"north": "s3cret", "north/six": "s3cret"},
        alarms={},
    ),
)
def test_outputs_say_what_the_router_needs_and_no_key(plan: Plan) -> None:
    north = {
        "id": UNKNOWN,
        "arn": UNKNOWN,
        "type": "transit",
        "owner_account": ABSENT,
        "connection": "a",
        "connection_id": SOUTH,
        "aws_device": UNKNOWN,
        "vlan": 210,
        "mtu": 1500,
        "customer_asn": 65142,
        "amazon_asn": UNKNOWN,
        "address_family": "ipv4",
        **ENDS,
        "bgp_peers": {
            "six": {
                "customer_asn": 65143,
                "address_family": "ipv6",
                "amazon_address": UNKNOWN,
                "customer_address": UNKNOWN,
            }
        },
    }
    assert plan.outputs == {
        "gateway": {"id": DX_GATEWAY, "asn": ABSENT},
        "associations": {
            "core": {
                "id": UNKNOWN,
                "association_id": UNKNOWN,
                "gateway_id": TGW,
                "type": "transit-gateway",
                "allowed_prefixes": ["10.44.0.0/15"],
            }
        },
        "proposals": {"shop": {"id": UNKNOWN, "gateway_id": VGW}},
        "virtual_interfaces": {
            "north": north,
            "lent": north
            | {
                "type": "public",
                "owner_account": ACCOUNT,
                "connection": "north",
                "connection_id": NORTH,
                "amazon_address": "198.51.100.0/31",
                "customer_address": "198.51.100.1/31",
                "bgp_peers": {},
            },
        },
        "accepted_virtual_interfaces": {"theirs": {"id": VIF, "arn": UNKNOWN}},
        "alarms": {"north/ipv4": UNKNOWN, "north/ipv6": UNKNOWN},
    }
    assert "s3cret" not in str(plan.outputs)


SIX = {"address_family": "ipv6"}
FOUR = {"address_family": "ipv4", "asn": 65143, **ENDS}
PUBLIC_FOUR = FOUR | {"amazon_address": "198.51.100.2/31", "customer_address": "198.51.100.3/31"}


@pytest.mark.plan(
    MODULE,
    inputs=direct_connect(
        transit_virtual_interfaces={
            "a": interface(vlan=1, **SIX, bgp_peers={"four": FOUR}, tags={"floor": "2"}),
            "b": interface(vlan=2),
        },
        public_virtual_interfaces={
            "c": public(vlan=3, bgp_peers={"four": PUBLIC_FOUR, "six": SIX}, tags={"floor": "3"}),
            "d": public(vlan=4, owner_account=ACCOUNT),
            "e": public(vlan=5, owner_account=ACCOUNT, bgp_peers={"six": SIX}),
        },
        accepted_virtual_interfaces={
            f"{kind}-{n}": {"id": f"dxvif-fg0{kind[:3]}1{n}", "type": kind, "vpn_gateway_id": gateway}
            for kind, gateway in (("private", VGW), ("transit", None), ("public", None))
            for n in (1, 2)
        },
        alarms={},
    ),
)
def test_several_of_a_kind(plan: Plan) -> None:
    a, c = plan['aws_dx_transit_virtual_interface.this["a"]'], plan['aws_dx_public_virtual_interface.this["c"]']
    assert (a["address_family"], a["amazon_address"], a["tags"]) == (
        "ipv6",
        UNKNOWN,
        {"Name": "harbour/a", "floor": "2"},
    )
    assert c["tags"] == {"Name": "harbour/c", "floor": "3"}
    assert plan['aws_dx_bgp_peer.this["a/four"]'].known() == {
        "address_family": "ipv4",
        "bgp_asn": 65143,
        "amazon_address": "169.254.240.1/30",
        "customer_address": "169.254.240.2/30",
    }
    assert plan['aws_dx_bgp_peer.this["c/four"]']["amazon_address"] == "198.51.100.2/31"
    assert plan['aws_dx_bgp_peer.this["e/six"]']["bgp_asn"] == 65142
    assert list(plan.outputs["alarms"]) == ["a/ipv4", "a/ipv6", "b/ipv4", "c/ipv4", "c/ipv6"]
    assert len(plan.managed()) == 1 + 2 + 3 + 4 + 6 + 5


@pytest.mark.plan(MODULE, inputs=private(vpn_gateway_id=VGW) | {"gateway": None, "alarms": {}})
def test_straight_to_a_virtual_private_gateway(plan: Plan) -> None:
    assert [r.address for r in plan.managed()] == [
        'aws_cloudwatch_metric_alarm.bgp_down["north/ipv4"]',
        'aws_dx_private_virtual_interface.this["north"]',
    ]
    assert plan.outputs["gateway"] is ABSENT


@pytest.mark.plan(MODULE, inputs={"name": "a_b", "gateway": {"asn": 4294967294}})
def test_a_gateway_alone(plan: Plan) -> None:
    assert {r.address: r.known() for r in plan.managed()} == {
        "aws_dx_gateway.this[0]": {"amazon_side_asn": "4294967294", "name": "a-b"}
    }
    assert plan.outputs["gateway"] == {"id": UNKNOWN, "asn": 4294967294}


@pytest.mark.plan(MODULE, inputs={"name": "a"})
def test_nothing_makes_nothing(plan: Plan) -> None:
    assert plan.managed() == []
