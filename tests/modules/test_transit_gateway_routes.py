"""modules/transit-gateway: what it takes and refuses of route tables, routes, associations and propagations."""

import pytest

from support.transit_gateway import (
    ATTACHMENT,
    GATEWAY,
    PREFIX_LIST,
    VPN,
    core,
    foreign,
    peer,
    refuses,
    route,
    takes,
)
from support.vpn import Inputs
from tieline.terraform.plan import Plan
from tieline.testing.plugin import Rejection

NAME_ADVICE = "take up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends."
TABLE = "tgw-rtb-0aa11bb22cc33dd44"
HAVE = "vpcs, peerings and attachments have shop, paris, vpn"


def tables(*names: str, **changes: object) -> Inputs:
    """A gateway with three attachments and route tables of these names."""
    return (
        core(
            vpcs={"shop": foreign()},
            peerings={"paris": peer()},
            attachments={"vpn": VPN},
            route_tables={name: {} for name in names},
        )
        | changes
    )


def routes(*destinations: str) -> Inputs:
    return core(route_tables={"main": {"routes": {destination: {"blackhole": True} for destination in destinations}}})


@pytest.mark.parametrize(
    (),
    [
        takes("a table's name of 40 characters", tables("a" + 38 * "_" + "9")),
        takes("routes of all kinds", routes("0.0.0.0/0", "10.1.2.3/32", "::/0", "2001:db8::1/128", "pl-0aa11bb2")),
        takes(
            "one route in two tables",
            core(
                route_tables={
                    "a": {"routes": {"::/0": {"blackhole": True}}},
                    "b": {"routes": {"::/0": {"blackhole": True}}},
                }
            ),
        ),
        takes("tables of many names", tables("a", "b", associations={"vpn": "a", "shop": "a", "paris": "b"})),
        takes(
            "no association of some", tables("a", associations={"vpn": "a"}, propagations={"shop": ["a"], "vpn": []})
        ),
        takes(
            "tags at their limits",
            core(route_tables={"a": {"tags": {128 * "k": 256 * "v"} | {f"k{n}": "" for n in range(44)}}}),
        ),
    ],
)
def test_accepts(plan: Plan) -> None:
    assert plan.of_type("aws_ec2_transit_gateway_route_table")


@pytest.mark.parametrize(
    "message",
    [
        refuses(
            "no names",
            tables("main", "Main", "a/b"),
            f"route_tables.Main: Main is no name for a route table; {NAME_ADVICE}",
            f"route_tables.a/b: a/b is no name for a route table; {NAME_ADVICE}",
        ),
        refuses(
            "no table ids",
            core(
                transit_gateway={"id": GATEWAY}, route_tables={"a": {"id": "rtb-0aa11bb2"}, "b": {"id": TABLE}, "c": {}}
            ),
            "route_tables.a.id: rtb-0aa11bb2 is no route table of a transit gateway; "
            "it reads like tgw-rtb-0aa11bb22cc33dd44.",
        ),
        refuses(
            "a table twice",
            core(
                transit_gateway={"id": GATEWAY}, route_tables={"a": {"id": TABLE}, "b": {"id": TABLE}, "c": {}, "d": {}}
            ),
            f"route_tables: {TABLE} stands under a and b; name each route table once.",
        ),
        refuses(
            "another gateway's table",
            core(route_tables={"a": {"id": TABLE}, "b": {}}),
            f"route_tables.a.id: {TABLE} is a table of another gateway than the one created here; "
            "remove it, or adopt its gateway by transit_gateway.id.",
        ),
        refuses(
            "tags of an adopted table",
            core(
                transit_gateway={"id": GATEWAY},
                route_tables={"a": {"id": TABLE, "tags": {"a": "x"}}, "b": {"tags": {"a": "x"}}},
            ),
            "route_tables.a.tags: belong to a created route table, but id adopts one; remove one of the two.",
        ),
        refuses(
            "tags",
            core(
                route_tables={"a": {"tags": {"aws:a": "x", "Name": "x", "": "x", "n": None, "v": 257 * "v", "ok": ""}}}
            ),
            "route_tables.a.tags.: the key has 0 characters, AWS takes 1-128; shorten it.",
            "route_tables.a.tags.Name: tieline names what it makes; take another key.",
            "route_tables.a.tags.aws:a: keys that start with aws: are Amazon's; take another key.",
            "route_tables.a.tags.n: null is no value; give text, or take the tag away.",
            "route_tables.a.tags.v: the value has 257 characters, AWS takes up to 256; shorten it.",
        ),
        refuses(
            "tags with the module's",
            core(tags={"a": "x"}, route_tables={"a": {"tags": {f"k{n}": "v" for n in range(45)}}, "b": {}}),
            "route_tables.a.tags: 46 tags with the module's; AWS takes 50 on a resource and up to 5 are set here: keep to 45.",
        ),
        refuses(
            "what is no destination",
            routes("10.0.0.0", "pl-1", "::/129", "10.0.0.0/33", "::ffff:10.0.0.0/104", "010.0.0.0/8", "10.0.0.0/8"),
            *(
                f"route_tables.main.routes: {destination} is no range and no prefix list; "
                "write it like 10.44.0.0/16, 2001:db8:44::/56 or pl-0aa11bb22cc33dd44."
                for destination in ("010.0.0.0/8", "10.0.0.0", "10.0.0.0/33", "::/129", "::ffff:10.0.0.0/104", "pl-1")
            ),
        ),
        refuses(
            "destinations written in another way",
            routes("10.0.0.1/8", "2001:DB8::/32", "2001:db8:1::1/48", "192.168.0.0/16", "fd00::/08", PREFIX_LIST),
            *(
                f"route_tables.main.routes: {destination} has bits set behind its prefix, "
                f"or is not written in AWS's way; write {better}."
                for destination, better in (
                    ("10.0.0.1/8", "10.0.0.0/8"),
                    ("2001:DB8::/32", "2001:db8::/32"),
                    ("2001:db8:1::1/48", "2001:db8:1::/48"),
                    ("fd00::/08", "fd00::/8"),
                )
            ),
        ),
        refuses(
            "a route to nowhere",
            route(blackhole=False),
            "route_tables.main.routes.192.168.0.0/16: leads nowhere; give its attachment, or blackhole = true.",
        ),
        refuses(
            "a route to somewhere and nowhere",
            route(PREFIX_LIST, attachment="vpn", blackhole=True),
            f"route_tables.main.routes.{PREFIX_LIST}: leads to vpn and is a blackhole; remove one of the two.",
        ),
        refuses(
            "a route to what is not there",
            tables("main")
            | {
                "route_tables": {
                    "main": {
                        "routes": {
                            "10.0.0.0/8": {"attachment": "shopp"},
                            "::/0": {"attachment": "shop"},
                            PREFIX_LIST: {"attachment": ""},
                        }
                    }
                }
            },
            f"route_tables.main.routes.10.0.0.0/8: shopp is no attachment; {HAVE}.",
            f"route_tables.main.routes.{PREFIX_LIST}:  is no attachment; {HAVE}.",
        ),
        refuses(
            "a route where there is no attachment",
            core(route_tables={"main": {"routes": {"10.0.0.0/8": {"attachment": "shop"}}}}),
            "route_tables.main.routes.10.0.0.0/8: shop is no attachment; there is none in vpcs, peerings and attachments.",
        ),
        refuses(
            "associations of what is not there",
            tables("a", associations={"shop": "a", "plant/edge-1": "a", "depot": "a"}),
            f"associations.depot: depot is no attachment; {HAVE}.",
            f"associations.plant/edge-1: plant/edge-1 is no attachment; {HAVE}.",
        ),
        refuses(
            "an association where there are many others",
            core(
                attachments={f"a{n}": f"tgw-attach-0aa11b{n:02}" for n in range(12)},
                route_tables={"a": {}},
                associations={"b": "a"},
            ),
            "associations.b: b is no attachment; "
            "vpcs, peerings and attachments have a0, a1, a10, a11, a2, a3, a4, a5, a6, a7 and 2 more.",
        ),
        refuses(
            "associations with no table",
            tables("a", "b", associations={"shop": "a", "vpn": "c", "paris": None}),
            "associations.paris: null is no route table; route_tables has a, b.",
            "associations.vpn: c is no route table; route_tables has a, b.",
        ),
        refuses(
            "an association where there is no table",
            tables(associations={"shop": "a"}),
            "associations.shop: a is no route table; route_tables has none.",
        ),
        refuses(
            "propagations of what is not there",
            tables("a", propagations={"shop": ["a"], "depot": []}),
            f"propagations.depot: depot is no attachment; {HAVE}.",
        ),
        refuses(
            "a peering's propagation",
            tables("a", propagations={"shop": ["a"], "paris": ["a"]}),
            "propagations.paris: a peering propagates nothing; say its ranges in route_tables.<table>.routes.",
        ),
        refuses(
            "propagations to no table",
            tables("a", "b", propagations={"shop": ["a", "c"], "vpn": [None, "b"]}),
            "propagations.shop: c is no route table; route_tables has a, b.",
            "propagations.vpn: null is no route table; route_tables has a, b.",
        ),
        refuses(
            "a propagation twice",
            tables("a", "b", propagations={"shop": ["a", "b", "a"], "vpn": ["a", "b"]}),
            "propagations.shop: a, b, a names one twice; name each once.",
        ),
    ],
)
def test_refuses(rejection: Rejection, message: list[str]) -> None:
    assert [error.detail.splitlines() for error in rejection.errors] == [message]


@pytest.mark.parametrize(
    (),
    [
        takes(
            "a route to a peering that is accepted",
            core(
                peerings={"a": peer(attachment_id=ATTACHMENT)},
                route_tables={"main": {"routes": {"10.0.0.0/8": {"attachment": "a"}}}},
            ),
        )
    ],
)
def test_a_route_crosses_an_accepted_peering(plan: Plan) -> None:
    planned = plan['aws_ec2_transit_gateway_route.this["main/10.0.0.0/8"]']
    assert planned["transit_gateway_attachment_id"] == ATTACHMENT
