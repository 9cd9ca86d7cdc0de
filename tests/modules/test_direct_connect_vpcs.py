"""modules/direct-connect: the rules of its VPCs, and of ranges, stated and real."""

import pytest

from support.direct_connect import (
    ACCOUNT,
    LAB,
    PROPOSAL,
    SHOP,
    TABLE,
    VGW,
    backbone,
    foreign,
    interface,
    link,
    refuses,
    site,
    sites,
    straight,
    takes,
    theirs,
    vpc,
    vpcs,
)
from support.vpn import Inputs, many
from tieline.terraform.plan import Plan
from tieline.testing.plugin import Rejection

NAME = "take up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends."
OWN = "networks that are joined need ranges of their own."
REALLY = "name ranges the network really has."
#: A VPC whose second range overlaps one that the VPC lab really has.
ANNEX = "vpc-0dc31bb22cc33dd44"


def ranges(*cidrs: str | None) -> Inputs:
    """One VPC with ranges that nothing real is held against."""
    return vpcs(far=foreign(cidrs=list(cidrs)))


def learning(**items: Inputs) -> Inputs:
    """One VPC whose route table learns what these sites announce."""
    return backbone(
        link(
            virtual_interfaces={
                key: interface(vlan=n) for n, key in enumerate(items, 1) if items[key]["virtual_interfaces"]
            }
        ),
        vpcs={"shop": vpc(route_tables={"private": TABLE.format(0)})},
        sites=items,
    )


def apart(count: int) -> Inputs:
    """A VPC for whose route table these many ranges are, and another site straight to another VPC."""
    return backbone(
        link(gateway=None, virtual_interfaces={"a": interface(vpc="shop"), "b": interface(vlan=211, vpc="lab")}),
        vpcs={"shop": vpc(route_tables={"private": TABLE.format(0)}), "lab": vpc(LAB)},
        sites={
            "a": site("a", cidrs=many("10.1", count)),
            "b": site("b", cidrs=many("10.2", 60)),
            "c": site(cidrs=many("10.3", 60)),
        },
    )


@pytest.mark.parametrize(
    (),
    [
        takes("a VPC's name of 40 characters", vpcs(**{"a" + 38 * "-" + "9": vpc()})),
        takes("ids of 8 digits", vpcs(far=foreign(id="vpc-0dc11bb2"))),
        takes(
            "the smallest and the largest range", ranges("10.0.0.0/16", "10.1.0.0/28", "10.1.0.16/28", "126.0.0.0/16")
        ),
        takes(
            "other prefixes than ranges",
            vpcs(shop=vpc(allowed_prefixes=["10.44.0.0/16", "10.52.0.0/14", "10.99.0.0/24"])),
        ),
        takes("an adopted gateway that stays as it is", vpcs(shop=vpc(vpn_gateway={"id": VGW, "attach": False}))),
        takes(
            "a created gateway attached elsewhere, without a Direct Connect gateway",
            straight(vpcs={"shop": vpc(vpn_gateway={"attach": False})}),
        ),
        takes("100 routes", learning(a=site("a", cidrs=many("10.1", 60)), b=site(cidrs=many("10.2", 40)))),
        takes("100 routes of the VPC, others apart", apart(100)),
        takes(
            "more than 100 routes that no table learns",
            sites(a=site(cidrs=many("10.1", 60)), b=site(cidrs=many("10.2", 41))),
        ),
        takes("ranges beside each other", sites(a=site(cidrs=["10.46.0.0/15", "10.54.1.0/24", "10.0.0.0/11"]))),
    ],
)
def test_accepts(plan: Plan) -> None:
    assert not plan.warnings


@pytest.mark.parametrize(
    "message",
    [
        refuses("names of VPCs", vpcs(Shop=vpc()), f"vpcs.Shop: Shop is no name for a VPC; {NAME}"),
        refuses(
            "ids of VPCs",
            vpcs(a=foreign(id="vpc-1"), b=foreign(id=None, cidrs=["10.47.0.0/16"]), c=vpc()),
            *(
                f"vpcs.{key}.id: {id_} is no VPC id; it reads like vpc-0aa11bb22cc33dd44."
                for key, id_ in (("a", "vpc-1"), ("b", "null"))
            ),
        ),
        refuses(
            "one VPC twice",
            vpcs(a=vpc(), b=vpc(cidrs=["10.60.0.0/16"]), c=vpc(LAB)),
            f"vpcs: {SHOP} stands under a and b; name each VPC once.",
        ),
        refuses("no ranges", ranges(), "vpcs.far.cidrs: empty; name at least one range."),
        refuses(
            "what is no range",
            ranges("10.46.0.0", None, "2001:db8::/56", "10.46.0.0/16"),
            *(
                f"vpcs.far.cidrs: {cidr} is no IPv4 range; write it like 10.44.0.0/16. IPv6 ranges need not be stated."
                for cidr in ("10.46.0.0", "null", "2001:db8::/56")
            ),
        ),
        refuses(
            "host bits",
            ranges("10.46.0.1/16", "10.47.0.0/16"),
            "vpcs.far.cidrs: 10.46.0.1/16 has bits set behind its prefix; write 10.46.0.0/16.",
        ),
        refuses(
            "ranges no VPC can have",
            ranges("10.48.0.0/15", "10.47.0.0/29", "10.46.0.0/16"),
            *(
                f"vpcs.far.cidrs: {cidr} is no range of a VPC, which are /16 to /28; "
                "give those the VPC has, such as 10.44.0.0/16."
                for cidr in ("10.48.0.0/15", "10.47.0.0/29")
            ),
        ),
        refuses(
            "ranges nobody has",
            ranges("127.0.0.0/16", "169.254.0.0/16", "10.46.0.0/16"),
            f"vpcs.far.cidrs: 127.0.0.0/16 overlaps 127.0.0.0/8, which is loopback; {REALLY}",
            f"vpcs.far.cidrs: 169.254.0.0/16 overlaps 169.254.0.0/16, which is link-local; {REALLY}",
        ),
        refuses(
            "ranges twice",
            vpcs(a=foreign(cidrs=["10.46.0.0/16"]), b=foreign(id=ANNEX, cidrs=["10.46.0.0/16", "10.47.0.0/16"])),
            f"vpcs.a.cidrs and vpcs.b.cidrs: 10.46.0.0/16 stands 2 times; {OWN}",
        ),
        refuses(
            "ranges within others",
            vpcs(a=foreign(cidrs=["10.46.1.0/24", "10.47.0.0/24", "10.47.0.0/28"]), b=foreign(id=ANNEX)),
            f"vpcs.a.cidrs: 10.46.1.0/24 lies in 10.46.0.0/16 of vpcs.b; {OWN}",
            f"vpcs.a.cidrs: 10.47.0.0/28 lies in 10.47.0.0/24 of vpcs.a; {OWN}",
        ),
        refuses(
            "one route table twice",
            vpcs(
                shop=vpc(route_tables={"a": TABLE.format(0), "b": TABLE.format(1)}),
                lab=vpc(LAB, route_tables={"a": TABLE.format(0)}),
            ),
            f"vpcs.lab.route_tables.a and vpcs.shop.route_tables.a: {TABLE.format(0)} stands 2 times; "
            "name each route table once.",
        ),
        refuses(
            "one virtual private gateway for two VPCs",
            vpcs(shop=vpc(vpn_gateway={"id": VGW}), lab=vpc(LAB, vpn_gateway={"id": VGW})),
            f"vpcs.lab.vpn_gateway.id and vpcs.shop.vpn_gateway.id: {VGW} stands 2 times, and a virtual private gateway "
            "serves one VPC; give each its own.",
        ),
        refuses(
            "a virtual private gateway that nobody attaches",
            vpcs(shop=vpc(vpn_gateway={"attach": False}), lab=vpc(LAB, vpn_gateway={"id": VGW, "attach": False})),
            "vpcs.shop.vpn_gateway.attach: false, but a Direct Connect gateway takes a virtual private gateway that is "
            "attached to its VPC alone; leave attach out.",
        ),
        refuses(
            "accounts",
            vpcs(a=foreign(account="44445555666"), b=foreign(id=ANNEX, cidrs=["10.47.0.0/16"], account=""), c=vpc()),
            "vpcs.a.account: 44445555666 is no account; give its 12 digits.",
            'vpcs.b.account: "" is no account; give its 12 digits.',
        ),
        refuses(
            "what another account says of its VPC",
            vpcs(
                a=foreign(route_tables={"a": TABLE.format(0)}, vpn_gateway={"asn": 64801}),
                b=foreign(id=ANNEX, cidrs=["10.47.0.0/16"], vpn_gateway={"id": VGW}),
                c=foreign(id="vpc-0dc41bb22cc33dd44", cidrs=["10.48.0.0/16"], vpn_gateway={"attach": True}),
            ),
            *(
                f"vpcs.{key}: given, but account {ACCOUNT} has the VPC's virtual private gateway and says that there; "
                "leave it out here."
                for key in ("a.route_tables", "a.vpn_gateway", "b.vpn_gateway", "c.vpn_gateway")
            ),
        ),
        refuses(
            "a proposal of nobody's",
            vpcs(shop=vpc(proposal_id=PROPOSAL)),
            f"vpcs.shop.proposal_id: {PROPOSAL} without account, the one that has made the proposal; "
            "give both, or none for a VPC of this account.",
        ),
        refuses(
            "a VPC of another account and no gateway",
            straight({"virtual_interfaces": {"north": interface(vpc="shop")}}, vpcs={"far": foreign(), "shop": vpc()}),
            f"vpcs.far.account: {ACCOUNT}, but without a Direct Connect gateway nothing leads to VPCs of other accounts; "
            "give direct_connect.gateway, or leave the VPC out.",
        ),
        refuses(
            "a VPC of another account on another account's gateway",
            theirs(vpcs={"far": foreign(account="777788889999"), "shop": vpc()}),
            f"vpcs.far.account: 777788889999, but account {ACCOUNT} has the Direct Connect gateway and accepts proposals; "
            "state there, or leave the VPC out.",
        ),
        refuses(
            "prefixes without a gateway",
            straight(vpcs={"shop": vpc(allowed_prefixes=["10.44.0.0/15"])}),
            "vpcs.shop.allowed_prefixes: given, but without a Direct Connect gateway all of the VPC is announced; "
            "leave them out, or give direct_connect.gateway.",
        ),
        refuses(
            "prefixes that AWS takes and that announce nothing",
            vpcs(
                shop=vpc(allowed_prefixes=["10.44.0.0/17", "10.54.0.0/24", "10.44.128.0/24"]),
                far=foreign(allowed_prefixes=["10.46.1.0/24"]),
            ),
            "vpcs.far.allowed_prefixes: 10.46.1.0/24 is narrower than the VPC's 10.46.0.0/16, so that AWS announces "
            "nothing of it; name 10.46.0.0/16, or a wider range.",
            *(
                f"vpcs.shop.allowed_prefixes: {prefix} is narrower than the VPC's 10.44.0.0/16, so that AWS announces "
                "nothing of it; name 10.44.0.0/16, or a wider range."
                for prefix in ("10.44.0.0/17", "10.44.128.0/24")
            ),
        ),
        refuses(
            "prefixes of other networks",
            vpcs(
                shop=vpc(allowed_prefixes=["10.46.0.0/16", "10.40.0.0/14"]),
                lab=vpc(LAB, allowed_prefixes=["10.46.0.0/16", "2001:db8::/32"]),
            ),
            "vpcs.shop.allowed_prefixes: no prefix covers a range of the VPC, such as 10.44.0.0/16, so that AWS announces "
            "nothing of it; name that, or a wider range.",
        ),
        refuses(
            "no prefixes at all",
            vpcs(shop=vpc(allowed_prefixes=[])),
            "associations.shop.allowed_prefixes: empty; then nothing is announced, or all of the VPC: "
            "name at least one range.",
        ),
        refuses(
            "virtual interfaces to other VPCs",
            backbone(
                link(virtual_interfaces={"a": interface(vpc="far"), "b": interface(vlan=211, vpc="nowhere")}),
                vpcs={"far": foreign(), "shop": vpc()},
                sites={"campus": site("a", "b")},
            ),
            f"direct_connect.virtual_interfaces.a.vpc: far belongs to account {ACCOUNT}, and a virtual interface leads "
            "straight to virtual private gateways of its own account alone; leave vpc out, then it leads to the Direct "
            "Connect gateway.",
            "direct_connect.virtual_interfaces.b.vpc: nowhere is not in vpcs, which has far, shop; "
            "take one of these, or add it.",
        ),
        refuses(
            "a virtual interface to a VPC where there is none",
            backbone(link(virtual_interfaces={"north": interface(vpc="shop")}), vpcs={}),
            "direct_connect.virtual_interfaces.north.vpc: shop is not in vpcs, which is empty; "
            "take one of these, or add it.",
        ),
        refuses(
            "101 routes",
            learning(a=site("a", cidrs=many("10.1", 60)), b=site(cidrs=many("10.2", 41))),
            "vpcs.shop.route_tables: the sites have 101 ranges (sites.a 60, sites.b 41), and a route table learns 100 "
            "routes; summarise the ranges.",
        ),
        refuses(
            "101 routes, straight and through the gateway",
            learning(
                a=site("a", "x", cidrs=many("10.1", 50)),
                b=site("b", cidrs=many("10.2", 51)),
                c=site("c", cidrs=many("10.3", 9)),
            )
            | {
                "vpcs": {"shop": vpc(route_tables={"private": TABLE.format(0)}), "lab": vpc(LAB)},
                "direct_connect": link(
                    virtual_interfaces={
                        "a": interface(vpc="lab"),
                        "x": interface(vlan=211),
                        "b": interface(vlan=212, vpc="shop"),
                        "c": interface(vlan=213, vpc="lab"),
                    }
                ),
            },
            "vpcs.shop.route_tables: the sites have 101 ranges (sites.a 50, sites.b 51), and a route table learns 100 "
            "routes; summarise the ranges.",
        ),
    ],
)
def test_refuses(rejection: Rejection, message: list[str]) -> None:
    assert [error.detail.splitlines() for error in rejection.errors] == [message]


#: What is there for the ranges that nobody states.
REAL = {
    LAB: ["10.45.0.0/16", "10.55.0.0/24"],
    ANNEX: ["10.47.0.0/16", "10.55.0.0/16"],
    SHOP: ["10.44.0.0/16", "10.54.0.0/24"],
}


@pytest.mark.parametrize(
    "message",
    [
        refuses(
            "ranges that no VPC has",
            vpcs(shop=vpc(cidrs=["10.44.0.0/17", "10.54.0.0/24"]), lab=vpc(LAB)),
            f"vpcs.shop.cidrs: 10.44.0.0/17 is no range of {SHOP}, which has 10.44.0.0/16, 10.54.0.0/24; state those.",
        ),
        refuses(
            "sites that overlap what is stated",
            sites(a=site(cidrs=["10.44.128.0/17", "10.44.0.0/18"]), b=site(cidrs=["10.46.0.0/15", "192.168.0.0/16"]))
            | {"vpcs": {"shop": vpc(), "far": foreign(cidrs=["10.47.0.0/24"])}},
            f"sites.a.cidrs: 10.44.128.0/17 overlaps 10.44.0.0/16 of vpcs.shop; {OWN}",
            f"sites.a.cidrs: 10.44.0.0/18 overlaps 10.44.0.0/16 of vpcs.shop; {OWN}",
            f"sites.b.cidrs: 10.46.0.0/15 overlaps 10.47.0.0/24 of vpcs.far; {OWN}",
        ),
        refuses(
            "what overlaps what a VPC really has",
            sites(a=site(cidrs=["10.54.0.0/28", "192.168.0.0/16"]))
            | {"vpcs": {"shop": vpc(cidrs=["10.44.0.0/16"]), "far": foreign(cidrs=["10.54.0.128/25"])}},
            f"sites.a.cidrs: 10.54.0.0/28 overlaps 10.54.0.0/24, which {SHOP} (vpcs.shop) really has; {OWN}",
            f"vpcs.far.cidrs: 10.54.0.128/25 overlaps 10.54.0.0/24, which {SHOP} (vpcs.shop) really has; {OWN}",
        ),
        refuses(
            "VPCs that really overlap each other",
            vpcs(lab=vpc(LAB, cidrs=["10.45.0.0/16"]), annex={"id": ANNEX, "cidrs": ["10.47.0.0/16"]}),
            f"vpcs.lab.cidrs: 10.55.0.0/24, which {LAB} really has, overlaps 10.55.0.0/16, which {ANNEX} (vpcs.annex) "
            f"really has; {OWN}",
            vpcs=REAL,
        ),
        refuses(
            "a prefix narrower than what a VPC really has",
            vpcs(shop=vpc(cidrs=["10.44.0.0/16"], allowed_prefixes=["10.44.0.0/16", "10.54.0.0/25"])),
            f"vpcs.shop.allowed_prefixes: 10.54.0.0/25 is narrower than 10.54.0.0/24, which {SHOP} really has, so that AWS "
            "announces nothing of it; name 10.54.0.0/24, or a wider range.",
        ),
    ],
)
def test_refuses_what_is_not_so(rejection: Rejection, message: list[str]) -> None:
    assert [error.detail.splitlines() for error in rejection.errors] == [message]
