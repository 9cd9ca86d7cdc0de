"""modules/transit-gateway: gateways, tables and shares that are there already."""

import pytest

from support.transit_gateway import GATEWAY, MODULE, PREFIX_LIST, SHARE, VPN, WORLD, core, foreign, vpc
from tieline.terraform.plan import ABSENT, UNKNOWN, Plan

TABLE = "rtb-0d011bb22cc33dd44"
SECOND_TABLE = "rtb-0d111bb22cc33dd44"


@pytest.mark.plan(
    MODULE,
    vpcs=WORLD,
    inputs=core(
        transit_gateway={"id": GATEWAY, "asn": 64803},
        vpcs={
            "shop": vpc(
                route_tables={"private": TABLE, "public": SECOND_TABLE},
                routes=["10.0.0.0/8", "2001:db8::/32", PREFIX_LIST],
            ),
            "partner": foreign(),
        },
        attachments={"vpn": VPN},
        route_tables={
            "main": {
                "id": "tgw-rtb-0aa11bb22cc33dd44",
                "routes": {
                    "0.0.0.0/0": {"attachment": "vpn"},
                    "::/0": {"blackhole": True},
                    PREFIX_LIST: {"attachment": "partner"},
                },
            },
            "lab": {"id": "tgw-rtb-0ab11bb2"},
        },
        associations={"vpn": "main", "partner": "lab"},
        propagations={"vpn": ["lab", "main"], "partner": ["main"]},
    ),
)
def test_adopts_a_gateway_and_its_tables(plan: Plan) -> None:
    main, lab = "tgw-rtb-0aa11bb22cc33dd44", "tgw-rtb-0ab11bb2"
    partner = foreign()["attachment_id"]
    attachment, table = "transit_gateway_attachment_id", "transit_gateway_route_table_id"
    tgw = "aws_ec2_transit_gateway"
    replaces = {"replace_existing_association": True}  # the gateway may have associated them by default
    private = {"route_table_id": TABLE, "transit_gateway_id": GATEWAY}
    public = {"route_table_id": SECOND_TABLE, "transit_gateway_id": GATEWAY}
    planned = {r.address: r.known() for r in plan.managed()}
    assert planned.pop(f'{tgw}_vpc_attachment.this["shop"]')["transit_gateway_id"] == GATEWAY
    assert planned.pop(f'{tgw}_vpc_attachment_accepter.this["partner"]')[attachment] == partner
    assert planned == {
        f'{tgw}_route_table_association.this["vpn"]': {attachment: VPN, table: main, **replaces},
        f'{tgw}_route_table_association.this["partner"]': {attachment: partner, table: lab, **replaces},
        f'{tgw}_route_table_propagation.this["vpn/lab"]': {attachment: VPN, table: lab},
        f'{tgw}_route_table_propagation.this["vpn/main"]': {attachment: VPN, table: main},
        f'{tgw}_route_table_propagation.this["partner/main"]': {attachment: partner, table: main},
        f'{tgw}_route.this["main/0.0.0.0/0"]': {
            "destination_cidr_block": "0.0.0.0/0",
            "blackhole": False,
            attachment: VPN,
            table: main,
        },
        f'{tgw}_route.this["main/::/0"]': {"destination_cidr_block": "::/0", "blackhole": True, table: main},
        f'{tgw}_prefix_list_reference.this["main/{PREFIX_LIST}"]': {
            "prefix_list_id": PREFIX_LIST,
            "blackhole": False,
            attachment: partner,
            table: main,
        },
        'aws_route.this["shop/private/10.0.0.0/8"]': private | {"destination_cidr_block": "10.0.0.0/8"},
        'aws_route.this["shop/private/2001:db8::/32"]': private | {"destination_ipv6_cidr_block": "2001:db8::/32"},
        f'aws_route.this["shop/private/{PREFIX_LIST}"]': private | {"destination_prefix_list_id": PREFIX_LIST},
        'aws_route.this["shop/public/10.0.0.0/8"]': public | {"destination_cidr_block": "10.0.0.0/8"},
        'aws_route.this["shop/public/2001:db8::/32"]': public | {"destination_ipv6_cidr_block": "2001:db8::/32"},
        f'aws_route.this["shop/public/{PREFIX_LIST}"]': public | {"destination_prefix_list_id": PREFIX_LIST},
    }
    assert plan.outputs == {
        "id": GATEWAY,
        "arn": ABSENT,
        "asn": 64803,
        "route_tables": {
            "main": {
                "id": main,
                "associations": ["vpn"],
                "propagations": ["partner", "vpn"],
                "routes": {
                    "0.0.0.0/0": {"attachment": "vpn", "blackhole": False},
                    "::/0": {"attachment": ABSENT, "blackhole": True},
                    PREFIX_LIST: {"attachment": "partner", "blackhole": False},
                },
            },
            "lab": {"id": lab, "associations": ["partner"], "propagations": ["vpn"], "routes": {}},
        },
        "attachments": {"shop": UNKNOWN, "partner": partner, "vpn": VPN},
        "vpc_cidrs": {"shop": ["10.44.0.0/16", "10.45.0.0/24"]},
        "resource_share_arn": ABSENT,
        "flow_log": ABSENT,
    }


@pytest.mark.plan(
    MODULE,
    vpcs=WORLD,
    inputs=core(
        transit_gateway={"id": GATEWAY, "resource_share_arn": SHARE},
        vpcs={"shop": vpc(route_tables={"private": TABLE}, routes=["10.0.0.0/8"])},
    ),
)
def test_a_participant_accepts_the_share_and_attaches(plan: Plan) -> None:
    assert {r.address for r in plan.managed()} == {
        "aws_ram_resource_share_accepter.this[0]",
        'aws_ec2_transit_gateway_vpc_attachment.this["shop"]',
        'aws_route.this["shop/private/10.0.0.0/8"]',
    }
    assert plan["aws_ram_resource_share_accepter.this[0]"].known() == {"share_arn": SHARE}
    assert plan.outputs["asn"] is ABSENT
    assert plan.outputs["resource_share_arn"] == SHARE
