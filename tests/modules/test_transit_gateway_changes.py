"""What a change of the inputs of modules/transit-gateway does to what is there: nothing more than it has to."""

from __future__ import annotations

from typing import Any

import pytest

from support.transit_gateway import MODULE, PREFIX_LIST, VPN, WORLD, core, foreign, peer, vpc
from tieline.terraform.change import Change
from tieline.terraform.plan import ABSENT

TGW = "aws_ec2_transit_gateway"
GATEWAY = f"{TGW}.this[0]"
LOGS = ["aws_cloudwatch_log_group.flow_logs[0]", "aws_iam_role.flow_logs[0]", "aws_iam_role_policy.flow_logs[0]"]
SHARE = ["aws_ram_resource_share.this[0]", "aws_ram_resource_association.this[0]"]

BASE = core(
    transit_gateway={"share_with": ["111122223333"]},
    vpcs={
        "shop": vpc(route_tables={"private": "rtb-0d011bb22cc33dd44"}, routes=["10.0.0.0/8"]),
        "partner": foreign(),
    },
    peerings={"paris": peer()},
    attachments={"vpn": VPN},
    route_tables={
        "main": {"routes": {"172.16.0.0/12": {"attachment": "paris"}, "192.168.0.0/16": {"attachment": "vpn"}}},
        "shared": {},
    },
    associations={"shop": "main", "partner": "main", "vpn": "shared"},
    propagations={"shop": ["shared"], "partner": ["main", "shared"]},
)


def attachment(key: str) -> str:
    return f'{TGW}_vpc_attachment.this["{key}"]'


def table(key: str) -> str:
    return f'{TGW}_route_table.this["{key}"]'


def association(key: str) -> str:
    return f'{TGW}_route_table_association.this["{key}"]'


def propagation(key: str) -> str:
    return f'{TGW}_route_table_propagation.this["{key}"]'


def route(key: str) -> str:
    return f'{TGW}_route.this["{key}"]'


def vpc_route(key: str) -> str:
    return f'aws_route.this["{key}"]'


def expected(name: str, after: dict[str, Any], before: dict[str, Any] | None = None, **actions: list[str]) -> Any:
    """A change, and all that it does."""
    wanted = {address: action for action, addresses in actions.items() for address in addresses}
    mark = pytest.mark.plan_change(MODULE, inputs=BASE, vpcs=WORLD, before=before or {}, after=after)
    return pytest.param(wanted, marks=mark, id=name)


@pytest.mark.parametrize(
    "actions",
    [
        expected("nothing", {}),
        expected(
            "a VPC more, first by name, with all that belongs to it",
            {
                "vpcs.lab": vpc(1, route_tables={"a": "rtb-0d111bb22cc33dd44"}, routes=["10.0.0.0/8"]),
                "associations.lab": "main",
                "propagations.lab": ["main", "shared"],
            },
            create=[
                attachment("lab"),
                association("lab"),
                propagation("lab/main"),
                propagation("lab/shared"),
                vpc_route("lab/a/10.0.0.0/8"),
            ],
        ),
        expected(
            "a VPC of another account more",
            {"vpcs.agency": foreign(1)},
            create=[f'{TGW}_vpc_attachment_accepter.this["agency"]'],
        ),
        expected(
            "a VPC less takes only its own away",
            {"vpcs.shop": ABSENT, "associations.shop": ABSENT, "propagations.shop": ABSENT},
            delete=[
                attachment("shop"),
                association("shop"),
                propagation("shop/shared"),
                vpc_route("shop/private/10.0.0.0/8"),
            ],
        ),
        expected(
            "a subnet more is added in place",
            {"vpcs.shop.subnets.b": "subnet-0d911bb22cc33dd44"},
            update=[attachment("shop")],
        ),
        expected("appliance mode", {"vpcs.shop.appliance_mode": True}, update=[attachment("shop")]),
        expected(
            "a VPC's table more",
            {"vpcs.shop.route_tables.a": "rtb-0d111bb22cc33dd44"},
            create=[vpc_route("shop/a/10.0.0.0/8")],
        ),
        expected(
            "a VPC's routes in another order, and one more",
            {"vpcs.shop.routes": ["::/0", PREFIX_LIST, "10.0.0.0/8"]},
            create=[vpc_route("shop/private/::/0"), vpc_route(f"shop/private/{PREFIX_LIST}")],
        ),
        expected("a table more", {"route_tables.lab": {}}, create=[table("lab")]),
        expected(
            "a table less",
            {"route_tables.shared": ABSENT, "associations.vpn": "main", "propagations": {"partner": ["main"]}},
            delete=[table("shared"), propagation("shop/shared"), propagation("partner/shared")],
            replace=[association("vpn")],
        ),
        expected(
            "routes more",
            {
                "route_tables.main.routes": {
                    "10.0.0.0/8": {"blackhole": True},
                    PREFIX_LIST: {"attachment": "shop"},
                    "172.16.0.0/12": {"attachment": "paris"},
                    "192.168.0.0/16": {"attachment": "vpn"},
                }
            },
            create=[route("main/10.0.0.0/8"), f'{TGW}_prefix_list_reference.this["main/{PREFIX_LIST}"]'],
        ),
        expected(
            "a route elsewhere",
            {
                "route_tables.main.routes": {
                    "172.16.0.0/12": {"attachment": "paris"},
                    "192.168.0.0/16": {"blackhole": True},
                }
            },
            replace=[route("main/192.168.0.0/16")],
        ),
        expected("an association more", {"associations.paris": "shared"}, create=[association("paris")]),
        expected("an attachment in another table", {"associations.vpn": "main"}, replace=[association("vpn")]),
        expected(
            "propagations in another order, and one more",
            {"propagations": {"shop": ["shared", "main"], "partner": ["shared", "main"]}},
            create=[propagation("shop/main")],
        ),
        expected(
            "a principal more, before the other",
            {"transit_gateway.share_with": ["000011112222", "111122223333"]},
            create=['aws_ram_principal_association.this["000011112222"]'],
        ),
        expected(
            "shared with nobody any more",
            {"transit_gateway.share_with": []},
            delete=[*SHARE, 'aws_ram_principal_association.this["111122223333"]'],
        ),
        expected(
            "a peering more",
            {"peerings.dublin": peer(id="tgw-0ac11bb22cc33dd44", region="eu-west-1")},
            create=[f'{TGW}_peering_attachment.this["dublin"]'],
        ),
        expected("an attachment made elsewhere more", {"attachments.depot": VPN.replace("0ab", "0ac")}),
        expected(
            "another ASN, and switches, in place",
            {"transit_gateway": {"asn": 64802, "ecmp": False, "share_with": ["111122223333"]}},
            update=[GATEWAY],
        ),
        expected(
            "flow logs",
            {"flow_logs": {}},
            create=["aws_flow_log.this[0]", *LOGS],
        ),
        expected(
            "tags",
            {"tags": {"owner": "network"}},
            update=[
                GATEWAY,
                attachment("shop"),
                f'{TGW}_vpc_attachment_accepter.this["partner"]',
                f'{TGW}_peering_attachment.this["paris"]',
                table("main"),
                table("shared"),
                SHARE[0],
            ],
        ),
    ],
)
def test_a_change_does(actions: dict[str, str], change: Change) -> None:
    assert change.actions == actions
