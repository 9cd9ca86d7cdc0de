"""modules/transit-gateway-direct-connect: how it joins its blocks."""

from typing import Any

import pytest

from support.transit_gateway_direct_connect import (
    ACCOUNT,
    ASN,
    ATTACHMENT,
    CONNECTION,
    DX_GATEWAY,
    GATEWAY_ASN,
    HOSTED,
    LAG,
    MODULE,
    OTHER_ATTACHMENT,
    OTHER_TGW,
    PROPOSAL,
    SHOP,
    TGW,
    TOOLS,
    WORLD,
    backbone,
    further,
    interface,
    link,
    site,
    theirs,
    vpc,
)
from support.vpn import KMS_KEY, LOG_GROUP, TOPIC
from tieline.terraform.plan import ABSENT, SENSITIVE, UNKNOWN, Plan

TGWM, DXL, DXG = "module.transit_gateway", "module.direct_connect_link", "module.direct_connect_gateway"
ROLE = "arn:aws:iam::111122223333:role/flows"
SECRET = "arn:aws:secretsmanager:eu-north-1:111122223333:secret:macsec/east-AbCdEf"
PREFIXES = "pl-0dd01bb22cc33dd44"
CKN, CAK = 32 * "0a", 32 * "F1"
ENDS = {"amazon_address": "169.254.240.1/30", "customer_address": "169.254.240.2/30"}
ASSOCIATION = "aws_ec2_transit_gateway_route_table_association.direct_connect[0]"


def propagation(table: str) -> str:
    return f'aws_ec2_transit_gateway_route_table_propagation.direct_connect["{table}"]'


def on_gateway(kind: str, key: str) -> str:
    return f'{TGWM}.aws_ec2_transit_gateway_{kind}.this["{key}"]'


def keys(plan: Plan, kind: str) -> list[Any]:
    return [resource.key for resource in plan.of_type(f"aws_{kind}") if resource.name == "this"]


@pytest.mark.plan(
    MODULE,
    inputs={
        "name": "backbone",
        "tags": {"owner": "network", "level": "module"},
        "transit_gateway": {
            "asn": ASN,
            "description": "Core",
            "ecmp": False,
            "dns_support": False,
            "security_group_referencing": False,
            "cidr_blocks": ["100.64.20.0/24"],
            "auto_accept": True,
            "share_with": [ACCOUNT],
            "share_externally": True,
        },
        "vpcs": {
            "shop": vpc(
                region="eu-north-1",
                appliance_mode=True,
                ipv6=True,
                dns_support=False,
                security_group_referencing=False,
                route_tables={"private": "rtb-0dd01bb22cc33dd44"},
                routes=["172.26.0.0/16", "2001:db8::/32", PREFIXES],
                tags={"level": "vpc"},
            ),
            "far": vpc(TOOLS, account=ACCOUNT, subnets={}, attachment_id=ATTACHMENT),
        },
        "peerings": {
            "paris": {"id": OTHER_TGW, "region": "eu-west-3", "account": ACCOUNT, "tags": {"level": "peering"}},
            "rome": {"id": "tgw-0dd21bb22cc33dd44", "region": "eu-south-1", "attachment_id": OTHER_ATTACHMENT},
        },
        "direct_connect": {
            "gateway": {
                "asn": GATEWAY_ASN,
                "name": "Backbone",
                "allowed_prefixes": ["10.44.0.0/15", "10.46.0.0/16", "2001:db8:44::/56"],
                "transit_gateways": {
                    "rome": further(id="tgw-0dd21bb22cc33dd44"),
                    "oslo": further(
                        id=None,
                        asn=64805,
                        account=ACCOUNT,
                        proposal_id=PROPOSAL,
                        allowed_prefixes=["10.65.0.0/16", "10.66.0.0/16"],
                    ),
                    "later": further(id=None, asn=64806, account=ACCOUNT, allowed_prefixes=["10.67.0.0/16"]),
                },
            },
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
                "old": {"id": LAG},
            },
            "macsec_keys": {"north": {}, "south": {"secret_arn": SECRET}},
            "virtual_interfaces": {
                "north": interface(
                    **ENDS,
                    mtu=8500,
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
            },
        },
        "sites": {
            "campus": site("north", "pair"),
            "depot": site("branch", cidrs=["172.27.0.0/16"], asn=65144),
            "cabin": site(cidrs=["172.28.0.0/16"], asn=None),
        },
        "route_tables": {
            "main": {
                "tags": {"level": "table"},
                "routes": {
                    "10.60.0.0/16": {"attachment": "paris"},
                    "10.63.0.0/16": {"blackhole": True},
                    PREFIXES: {"attachment": "shop"},
                },
            },
            "offices": {},
            "other": {},
        },
        "associations": {"shop": "main", "far": "main", "paris": "main", "campus": "offices", "depot": "offices"},
        "propagations": {
            "shop": ["main", "offices"],
            "campus": ["main", "other"],
            "depot": ["other", "main"],
        },
        "flow_logs": {"log_group_name": "/aws/vendedlogs/core", "retention_days": 30, "kms_key_arn": KMS_KEY},
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
    gateway = plan[f"{TGWM}.aws_ec2_transit_gateway.this[0]"]
    assert (gateway["amazon_side_asn"], gateway["description"]) == (ASN, "Core")
    assert gateway["vpn_ecmp_support"] == gateway["dns_support"] == "disable"
    assert gateway["security_group_referencing_support"] == "disable"
    assert gateway["auto_accept_shared_attachments"] == "enable"
    assert gateway["transit_gateway_cidr_blocks"] == ["100.64.20.0/24"]
    assert gateway["tags"] == {"owner": "network", "level": "module", "Name": "backbone"}
    attachment = plan[on_gateway("vpc_attachment", "shop")]
    assert (attachment["vpc_id"], attachment["appliance_mode_support"]) == (SHOP, "enable")
    assert attachment["tags"]["level"] == "vpc"
    assert plan[on_gateway("vpc_attachment_accepter", "far")]["transit_gateway_attachment_id"] == ATTACHMENT
    assert plan[on_gateway("peering_attachment", "paris")]["peer_account_id"] == ACCOUNT
    assert plan[on_gateway("peering_attachment_accepter", "rome")]["transit_gateway_attachment_id"] == OTHER_ATTACHMENT
    assert len(plan.of_type("aws_route")) == 3
    assert plan.of_type("aws_ram_principal_association")[0]["principal"] == ACCOUNT
    assert [group["name"] for group in plan.of_type("aws_cloudwatch_log_group")] == ["/aws/vendedlogs/core"]
    assert keys(plan, "ec2_transit_gateway_route") == ["main/10.60.0.0/16", "main/10.63.0.0/16"]
    assert keys(plan, "ec2_transit_gateway_prefix_list_reference") == [f"main/{PREFIXES}"]
    assert plan[on_gateway("route_table", "main")]["tags"]["level"] == "table"

    # What is said of sites is done for the one attachment of the Direct Connect gateway.
    assert keys(plan, "ec2_transit_gateway_route_table_association") == ["far", "paris", "shop"]
    assert keys(plan, "ec2_transit_gateway_route_table_propagation") == ["shop/main", "shop/offices"]
    assert plan[ASSOCIATION]["transit_gateway_attachment_id"] is UNKNOWN
    assert plan[ASSOCIATION]["replace_existing_association"] is False
    learnt = [each for each in plan.of_type("aws_ec2_transit_gateway_route_table_propagation") if each.name != "this"]
    assert [each.address for each in learnt] == [propagation("main"), propagation("other")]

    assert plan[f"{DXG}.aws_dx_gateway.this[0]"].known() == {"amazon_side_asn": str(GATEWAY_ASN), "name": "Backbone"}
    associations = {resource.key: resource for resource in plan.of_type("aws_dx_gateway_association")}
    assert {key: each.known() for key, each in associations.items()} == {
        "transit_gateway": {"allowed_prefixes": ["10.44.0.0/15", "10.46.0.0/16", "2001:db8:44::/56"]},
        "rome": {"allowed_prefixes": ["10.64.0.0/16"], "associated_gateway_id": "tgw-0dd21bb22cc33dd44"},
        "oslo": {
            "allowed_prefixes": ["10.65.0.0/16", "10.66.0.0/16"],
            "associated_gateway_owner_account_id": ACCOUNT,
            "proposal_id": PROPOSAL,
        },
    }
    assert [warning.detail for warning in plan.warnings] == [
        f"direct_connect.gateway.transit_gateways.later: not associated yet; have account {ACCOUNT} propose its transit "
        "gateway to the Direct Connect gateway, and give the proposal's id as proposal_id.",
    ]

    north = plan[f'{DXL}.aws_dx_connection.this["north"]']
    assert (north["request_macsec"], north["encryption_mode"], north["skip_destroy"]) == (True, "must_encrypt", False)
    assert (north["location"], north["bandwidth"], north["provider_name"]) == ("EDCH1", "10Gbps", "Equinix, Inc.")
    assert north["tags"] == {"owner": "network", "level": "connection", "Name": "backbone/north"}
    assert keys(plan, "dx_connection") == ["a", "north"]
    pair = plan[f'{DXL}.aws_dx_lag.this["pair"]']
    assert (pair["force_destroy"], pair["provider_name"], pair["tags"]["level"]) == (True, "Equinix, Inc.", "lag")
    assert keys(plan, "dx_connection_association") == ["a"]
    assert not keys(plan, "dx_connection_confirmation")
    key = plan[f'{DXL}.aws_dx_macsec_key_association.this["north"]']
    assert (key["ckn"], key["cak"]) == (SENSITIVE, SENSITIVE)
    assert plan[f'{DXL}.aws_dx_macsec_key_association.this["south"]']["secret_arn"] == SECRET

    # A virtual interface has the ASN of its site.
    interfaces = {resource.key: resource for resource in plan.of_type("aws_dx_transit_virtual_interface")}
    assert {key: (each["connection_id"], each["bgp_asn"]) for key, each in interfaces.items()} == {
        "branch": (HOSTED, 65144),
        "north": (UNKNOWN, 65142),
        "pair": (UNKNOWN, 65142),
    }
    assert {each["dx_gateway_id"] for each in interfaces.values()} == {UNKNOWN}
    assert interfaces["north"]["bgp_auth_key"] is SENSITIVE
    assert (interfaces["north"]["mtu"], interfaces["north"]["sitelink_enabled"]) == (8500, True)
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
    alarms = plan.of_type("aws_cloudwatch_metric_alarm")
    assert {(a["period"], a["evaluation_periods"], tuple(a["alarm_actions"])) for a in alarms} == {(600, 2, (TOPIC,))}
    assert plan[f'{DXL}.aws_cloudwatch_metric_alarm.light_sent_low["north"]']["threshold"] == -12

    outputs = plan.outputs
    assert outputs["transit_gateway"] == {"id": UNKNOWN, "arn": UNKNOWN, "asn": ASN}
    assert {
        name: (table["associations"], table["propagations"]) for name, table in outputs["route_tables"].items()
    } == {
        "main": (["far", "paris", "shop"], ["shop", "campus", "depot"]),
        "offices": (["campus", "depot"], ["shop"]),
        "other": ([], ["campus", "depot"]),
    }
    assert outputs["attachments"] == {
        "shop": UNKNOWN,
        "far": ATTACHMENT,
        "paris": UNKNOWN,
        "rome": OTHER_ATTACHMENT,
        "campus": UNKNOWN,
        "depot": UNKNOWN,
    }
    assert outputs["resource_share_arn"] is UNKNOWN
    assert outputs["flow_log"]["id"] is UNKNOWN
    assert outputs["direct_connect_gateway"] == {"id": UNKNOWN, "asn": GATEWAY_ASN}
    assert {key: (each["location"], each["lag"]) for key, each in outputs["connections"].items()} == {
        "a": ("EDCH1", "pair"),
        "branch": ("EqDC2", ABSENT),
        "north": ("EDCH1", ABSENT),
        "south": ("EqSe2-EQ", ABSENT),
    }
    assert outputs["connections"]["branch"]["bandwidth"] == "500Mbps"
    assert {key: each["connections"] for key, each in outputs["lags"].items()} == {"old": [], "pair": ["a"]}
    assert {key: (each["site"], each["type"]) for key, each in outputs["virtual_interfaces"].items()} == {
        "branch": ("depot", "transit"),
        "north": ("campus", "transit"),
        "pair": ("campus", "transit"),
    }
    assert outputs["virtual_interfaces"]["north"]["bgp_peers"]["second"]["customer_asn"] == 65143
    assert {key: each["gateway_id"] for key, each in outputs["associations"].items()} == {
        "transit_gateway": UNKNOWN,
        "rome": "tgw-0dd21bb22cc33dd44",
        "oslo": UNKNOWN,
    }
    assert outputs["proposals"] == {}
    assert sorted(outputs["alarms"]["connections"]) == ["a", "branch", "north", "south"]
    assert sorted(outputs["alarms"]["virtual_interfaces"]) == ["branch/ipv6", "north/ipv4", "north/ipv6", "pair/ipv4"]


@pytest.mark.plan(
    MODULE,
    inputs={
        "name": "backbone",
        "direct_connect": {"gateway": {"asn": GATEWAY_ASN}},
        "vpcs": {"shop": vpc(cidrs=WORLD[SHOP])},
    },
    vpcs=WORLD,
)
def test_defaults_are_the_blocks_own(plan: Plan) -> None:
    """And without sites there is nothing to route: the gateways are associated all the same."""
    gateway = plan[f"{TGWM}.aws_ec2_transit_gateway.this[0]"]
    assert (gateway["amazon_side_asn"], gateway["auto_accept_shared_attachments"]) == (64512, "disable")
    assert plan[f"{DXG}.aws_dx_gateway.this[0]"]["name"] == "backbone"
    (association,) = plan.of_type("aws_dx_gateway_association")
    assert association["allowed_prefixes"] == WORLD[SHOP]
    assert [group["name"] for group in plan.of_type("aws_cloudwatch_log_group")] == [
        "/aws/vendedlogs/transit-gateway/backbone"
    ]
    assert not plan.of_type("terraform_data")
    assert not plan.of_type("aws_ec2_transit_gateway_route_table_association")
    assert not [address for address in plan.resources if "dx_gateway_attachment" in address]
    assert plan.outputs["attachments"] == {"shop": UNKNOWN}
    assert plan.outputs["route_tables"] == plan.outputs["virtual_interfaces"] == plan.outputs["proposals"] == {}
    assert plan.outputs["resource_share_arn"] is ABSENT
    assert plan.warnings == ()


@pytest.mark.plan(
    MODULE,
    inputs=backbone(
        link(gateway={"id": DX_GATEWAY, "asn": GATEWAY_ASN}),
        transit_gateway={"id": TGW},
        vpcs={"shop": vpc()},
        route_tables={"main": {"id": "tgw-rtb-0dd01bb22cc33dd44"}, "other": {"id": "tgw-rtb-0dd11bb22cc33dd44"}},
        associations={"campus": "main"},
        propagations={"campus": ["other"]},
        flow_logs={"enabled": True, "log_group_arn": LOG_GROUP, "iam_role_arn": ROLE},
    ),
    vpcs=WORLD,
)
def test_gateways_and_tables_of_somebody_else(plan: Plan) -> None:
    """All but the attachment is known then. It is not looked up: the two gateways are not associated yet."""
    (association,) = plan.of_type("aws_dx_gateway_association")
    assert association.known() == {
        "allowed_prefixes": ["10.44.0.0/16"],
        "associated_gateway_id": TGW,
        "dx_gateway_id": DX_GATEWAY,
    }
    for address, table in (
        (ASSOCIATION, "tgw-rtb-0dd01bb22cc33dd44"),
        (propagation("other"), "tgw-rtb-0dd11bb22cc33dd44"),
    ):
        assert plan[address]["transit_gateway_route_table_id"] == table
        assert plan[address]["transit_gateway_attachment_id"] is UNKNOWN
    assert plan.outputs["attachments"]["campus"] is UNKNOWN
    assert plan.outputs["direct_connect_gateway"] == {"id": DX_GATEWAY, "asn": GATEWAY_ASN}
    assert plan.outputs["transit_gateway"] == {"id": TGW, "arn": ABSENT, "asn": ABSENT}


@pytest.mark.plan(
    MODULE,
    inputs=theirs(
        {"attachment_id": ATTACHMENT, "allowed_prefixes": ["10.44.0.0/15"]},
        transit_gateway={"id": TGW},
        flow_logs={"enabled": True, "bucket_arn": "arn:aws:s3:::flows"},
    ),
    vpcs=WORLD,
)
def test_accepted_by_another_account(plan: Plan) -> None:
    (proposal,) = plan.of_type("aws_dx_gateway_association_proposal")
    assert proposal.key == "transit_gateway"
    assert proposal.known() == {
        "dx_gateway_id": DX_GATEWAY,
        "dx_gateway_owner_account_id": ACCOUNT,
        "associated_gateway_id": TGW,
        "allowed_prefixes": ["10.44.0.0/15"],
    }
    assert not plan.of_type("aws_dx_gateway")
    assert not plan.of_type("aws_dx_gateway_association")
    assert plan[ASSOCIATION]["transit_gateway_attachment_id"] == ATTACHMENT
    assert plan[ASSOCIATION]["replace_existing_association"] is True  # somebody else's gateway may have a default table
    assert plan[propagation("main")]["transit_gateway_attachment_id"] == ATTACHMENT
    assert not [address for address in plan.resources if "dx_gateway_attachment" in address]
    outputs = plan.outputs
    assert outputs["attachments"]["campus"] == ATTACHMENT
    assert outputs["route_tables"]["main"]["associations"] == ["lab", "shop", "campus"]
    assert outputs["direct_connect_gateway"] == {"id": DX_GATEWAY, "asn": GATEWAY_ASN}
    assert outputs["associations"] == {}
    assert outputs["proposals"] == {"transit_gateway": {"id": UNKNOWN, "gateway_id": TGW}}
    assert plan.warnings == ()


@pytest.mark.plan(MODULE, inputs=theirs(), vpcs=WORLD)
def test_not_yet_accepted_by_another_account(plan: Plan) -> None:
    assert plan.of_type("aws_dx_gateway_association_proposal")[0]["allowed_prefixes"] == [
        "10.44.0.0/16",
        "10.45.0.0/16",
    ]
    assert not plan.of_type("terraform_data")
    assert keys(plan, "ec2_transit_gateway_route_table_association") == ["lab", "shop"]
    assert len(plan.of_type("aws_ec2_transit_gateway_route_table_association")) == 2
    assert sorted(plan.outputs["attachments"]) == ["lab", "shop"]
    assert plan.outputs["route_tables"]["main"]["associations"] == ["lab", "shop"]
    assert [warning.detail for warning in plan.warnings] == [
        "direct_connect.gateway.attachment_id: none, so that no route table serves campus yet; have account "
        f"{ACCOUNT} accept the proposal, and give the id of the attachment that stands then.",
    ]


@pytest.mark.plan(
    MODULE,
    inputs=backbone(
        link(gateway={"id": DX_GATEWAY}, virtual_interfaces={}),
        sites={"campus": site(), "depot": site(cidrs=["172.27.0.0/16"]), "cabin": site(cidrs=["172.28.0.0/16"])},
        associations={"campus": "main", "depot": "main"},
        propagations={},
    ),
    vpcs=WORLD,
)
def test_sites_whose_virtual_interfaces_are_elsewhere(plan: Plan) -> None:
    """Those that somebody names stand for the attachment; the others' ranges are only checked."""
    assert plan.outputs["route_tables"]["main"]["associations"] == ["campus", "depot"]
    assert plan.outputs["direct_connect_gateway"] == {"id": DX_GATEWAY, "asn": ABSENT}
    assert sorted(plan.outputs["attachments"]) == ["campus", "depot", "lab", "shop"]


@pytest.mark.plan(MODULE, inputs=backbone(associations={}, propagations={}), vpcs=WORLD)
def test_sites_that_nobody_gives_a_table(plan: Plan) -> None:
    assert not plan.of_type("aws_ec2_transit_gateway_route_table_association")
    assert not plan.of_type("aws_ec2_transit_gateway_route_table_propagation")
    assert plan.outputs["attachments"]["campus"] is UNKNOWN
    assert plan.outputs["route_tables"]["main"]["associations"] == []


@pytest.mark.plan("tests/modules/transit_gateway_direct_connect_two_regions")
def test_regions_and_accounts_share_a_gateway_that_is_made_with_them(plan: Plan) -> None:
    associations = {resource.address: resource.known() for resource in plan.of_type("aws_dx_gateway_association")}
    own = '.module.direct_connect_gateway.aws_dx_gateway_association.this["{}"]'
    assert associations == {
        "module.home" + own.format("transit_gateway"): {"allowed_prefixes": ["10.44.0.0/15"]},
        "module.home" + own.format("rome"): {"allowed_prefixes": ["10.65.0.0/16"]},
        "module.home" + own.format("theirs"): {
            "allowed_prefixes": ["10.46.0.0/16"],
            "associated_gateway_owner_account_id": ACCOUNT,
        },
        "module.paris" + own.format("transit_gateway"): {"allowed_prefixes": ["10.64.0.0/16"]},
    }
    for call, kinds in {
        "home": ["association"],
        "paris": ["association", "propagation"],
        "theirs": ["propagation"],
    }.items():
        tables = [
            resource.type.rpartition("_")[2]
            for resource in plan.managed()
            if resource.name == "direct_connect" and resource.address.startswith(f"module.{call}.")
        ]
        assert tables == kinds
    assert {
        call: table["associations"]
        for call, table in ((call, plan.outputs[call]["route_tables"]["main"]) for call in ("home", "paris", "theirs"))
    } == {"home": ["campus"], "paris": ["west", "campus"], "theirs": []}
    assert plan.outputs["theirs"]["attachments"] == {"campus": UNKNOWN}
