"""modules/transit-gateway: what it takes and refuses of the VPCs, but for their ranges."""

import pytest

from support.transit_gateway import PREFIX_LIST, SHOP, core, foreign, refuses, shop, takes, vpc
from support.vpn import Inputs
from tieline.terraform.plan import Plan
from tieline.testing.plugin import Rejection

NAME_ADVICE = "take up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends."
TABLES = {"private": "rtb-0d011bb22cc33dd44"}


def routes(*destinations: str | None) -> Inputs:
    return shop(route_tables=TABLES, routes=list(destinations))


@pytest.mark.parametrize(
    (),
    [
        takes("ids of 8 digits", core(vpcs={"a": foreign(id="vpc-0aa11bb2", attachment_id="tgw-attach-0aa11bb2")})),
        takes("a VPC of another account", core(vpcs={"a": foreign(account="222233334444", region="eu-north-1")})),
        takes("two VPCs of other accounts", core(vpcs={"a": foreign(), "b": foreign(1)})),
        takes("the Region it is planned in", core(vpcs={"a": foreign(region="eu-west-3")}), region="eu-west-3"),
        takes("route tables without routes", shop(route_tables=TABLES)),
        takes(
            "routes around the VPC's own range",
            routes("0.0.0.0/0", "::/0", "10.0.0.0/8", "10.44.0.0/15", "10.45.0.0/16", "2001:db8::/32", "pl-0aa11bb2"),
        ),
        takes("45 tags", core(tags={"a": "x"}, vpcs={"a": foreign(tags={f"k{n}": "v" for n in range(44)})})),
    ],
)
def test_accepts(plan: Plan) -> None:
    assert plan.outputs["attachments"]


@pytest.mark.parametrize(
    "message",
    [
        refuses(
            "no names",
            core(vpcs={"a": foreign(), "Shop": foreign(1), 41 * "a": foreign(2)}),
            *(f"vpcs.{key}: {key} is no name for a VPC; {NAME_ADVICE}" for key in ("Shop", 41 * "a")),
        ),
        refuses(
            "no VPC id",
            core(vpcs={"a": foreign(id="tgw-0aa11bb2"), "b": foreign(1)}),
            "vpcs.a.id: tgw-0aa11bb2 is no VPC id; it reads like vpc-0aa11bb22cc33dd44.",
        ),
        refuses(
            "a VPC twice",
            core(vpcs={"a": foreign(id=SHOP), "b": foreign(1), "c": foreign(2, id=SHOP)}),
            f"vpcs: {SHOP} stands under a and c; a gateway has one attachment of a VPC.",
        ),
        refuses(
            "another Region",
            core(vpcs={"a": foreign(region="eu-west-3"), "b": foreign(1)}),
            "vpcs.a.region: eu-west-3 is not eu-north-1, where the gateway is, and a VPC is attached in its own Region; "
            "attach it to a gateway there, and peer the two.",
        ),
        refuses(
            "no account",
            core(vpcs={"a": foreign(account="partner"), "b": foreign(1)}),
            "vpcs.a.account: partner is no account; give its 12 digits.",
        ),
        refuses(
            "another account's VPC attached from here",
            core(vpcs={"a": vpc(account="222233334444"), "b": foreign()}),
            "vpcs.a.account: 222233334444 attaches its VPC itself; give the attachment_id it has then, "
            "or leave account out if the VPC is this account's.",
        ),
        refuses(
            "no attachment id",
            core(vpcs={"a": foreign(attachment_id=SHOP), "b": foreign(1)}),
            f"vpcs.a.attachment_id: {SHOP} is no attachment id; it reads like tgw-attach-0aa11bb22cc33dd44.",
        ),
        refuses(
            "what is set in the other account",
            core(
                vpcs={
                    "a": foreign(
                        subnets={"a": "subnet-0aa11bb2"},
                        route_tables=TABLES,
                        routes=["10.0.0.0/8"],
                        appliance_mode=True,
                        ipv6=True,
                        dns_support=False,
                        security_group_referencing=False,
                    ),
                    "b": foreign(1),
                    "c": vpc(),
                }
            ),
            *(
                f"vpcs.a.{option}: is set where the VPC is attached, but attachment_id accepts an attachment made there; "
                "remove one of the two."
                for option in (
                    "route_tables",
                    "routes",
                    "subnets",
                    "appliance_mode",
                    "dns_support",
                    "ipv6",
                    "security_group_referencing",
                )
            ),
        ),
        refuses(
            "no subnets",
            core(vpcs={"a": vpc(subnets={}), "b": foreign(), "c": vpc(1)}),
            "vpcs.a.subnets: none; name one in each zone the VPC uses, "
            "or give the attachment_id if its own account has attached it.",
        ),
        refuses(
            "no names of subnets and tables",
            shop(
                subnets={"a": "subnet-0aa11bb2", "B": "subnet-0ab11bb2"},
                route_tables={"a": "rtb-0aa11bb2", "-": "rtb-0ab11bb2"},
            ),
            f"vpcs.shop.route_tables.-: - is no name for this; {NAME_ADVICE}",
            f"vpcs.shop.subnets.B: B is no name for this; {NAME_ADVICE}",
        ),
        refuses(
            "no subnet ids",
            shop(subnets={"a": "subnet-0aa11bb2", "b": TABLES["private"], "c": None}),
            f"vpcs.shop.subnets.b: {TABLES['private']} is no subnet id; it reads like subnet-0aa11bb22cc33dd44.",
            "vpcs.shop.subnets.c: null is no subnet id; it reads like subnet-0aa11bb22cc33dd44.",
        ),
        refuses(
            "subnets twice",
            core(
                vpcs={
                    "shop": vpc(subnets={"a": "subnet-0aa11bb2", "b": "subnet-0ab11bb2"}),
                    "lab": vpc(1, subnets={"a": "subnet-0aa11bb2", "b": "subnet-0ac11bb2"}),
                    "tools": vpc(2, subnets={"a": "subnet-0ad11bb2", "b": "subnet-0ad11bb2"}),
                }
            ),
            "vpcs.lab.subnets.a and vpcs.shop.subnets.a: subnet-0aa11bb2 stands 2 times; name each subnet once.",
            "vpcs.tools.subnets.a and vpcs.tools.subnets.b: subnet-0ad11bb2 stands 2 times; name each subnet once.",
        ),
        refuses(
            "no route table ids",
            shop(route_tables={"a": "rtb-0aa11bb2", "b": "tgw-rtb-0aa11bb2", "c": None}),
            "vpcs.shop.route_tables.b: tgw-rtb-0aa11bb2 is no route table id; it reads like rtb-0aa11bb22cc33dd44.",
            "vpcs.shop.route_tables.c: null is no route table id; it reads like rtb-0aa11bb22cc33dd44.",
        ),
        refuses(
            "route tables twice",
            core(vpcs={"shop": vpc(route_tables=TABLES), "lab": vpc(1, route_tables={"a": "rtb-0aa11bb2"} | TABLES)}),
            f"vpcs.lab.route_tables.private and vpcs.shop.route_tables.private: {TABLES['private']} stands 2 times; "
            "name each route table once.",
        ),
        refuses(
            "what is no route",
            routes("10.0.0.0", "pl-1", None, "::/129", "::ffff:10.0.0.0/104", "10.0.0.0/8"),
            *(
                f"vpcs.shop.routes: {route} is no range and no prefix list; "
                "write it like 10.0.0.0/8, 2001:db8::/32 or pl-0aa11bb22cc33dd44."
                for route in ("10.0.0.0", "pl-1", "null", "::/129", "::ffff:10.0.0.0/104")
            ),
        ),
        refuses(
            "routes written in another way",
            routes("10.0.0.1/8", "2001:DB8::/32", "2001:db8:1::1/48", "192.168.0.0/16", "fd00::/8", PREFIX_LIST),
            *(
                f"vpcs.shop.routes: {route} has bits set behind its prefix, or is not written in AWS's way; write {better}."
                for route, better in (
                    ("10.0.0.1/8", "10.0.0.0/8"),
                    ("2001:DB8::/32", "2001:db8::/32"),
                    ("2001:db8:1::1/48", "2001:db8:1::/48"),
                )
            ),
        ),
        refuses(
            "a route twice",
            routes("10.0.0.0/8", "0.0.0.0/0", "10.0.0.0/8"),
            "vpcs.shop.routes: 10.0.0.0/8, 0.0.0.0/0, 10.0.0.0/8 names one twice; name each once.",
        ),
        refuses(
            "routes in no table",
            core(vpcs={"shop": vpc(routes=["10.0.0.0/8", PREFIX_LIST]), "lab": vpc(1)}),
            f"vpcs.shop.routes: 10.0.0.0/8, {PREFIX_LIST} stand in no route table; "
            "name those they go into in route_tables, or leave routes out.",
        ),
        refuses(
            "routes to the VPC itself",
            routes("10.44.0.0/16", "10.44.1.0/24", "10.0.0.0/8", "::/0", PREFIX_LIST),
            *(
                f"vpcs.shop.routes: {route} lies in 10.44.0.0/16, the VPC's own range, and stays within it; take it away."
                for route in ("10.44.0.0/16", "10.44.1.0/24")
            ),
        ),
        refuses(
            "tags",
            core(vpcs={"a": foreign(tags={"AWS:a": "x", "Name": "x", "": "x", "n": None, "v": 257 * "v", "ok": ""})}),
            "vpcs.a.tags.: the key has 0 characters, AWS takes 1-128; shorten it.",
            "vpcs.a.tags.AWS:a: keys that start with aws: are Amazon's; take another key.",
            "vpcs.a.tags.Name: tieline names what it makes; take another key.",
            "vpcs.a.tags.n: null is no value; give text, or take the tag away.",
            "vpcs.a.tags.v: the value has 257 characters, AWS takes up to 256; shorten it.",
        ),
        refuses(
            "tags with the module's",
            core(tags={"a": "x"}, vpcs={"a": foreign(tags={f"k{n}": "v" for n in range(45)}), "b": foreign(1)}),
            "vpcs.a.tags: 46 tags with the module's; AWS takes 50 on a resource and up to 5 are set here: keep to 45.",
        ),
    ],
)
def test_refuses(rejection: Rejection, message: list[str]) -> None:
    assert [error.detail.splitlines() for error in rejection.errors] == [message]
