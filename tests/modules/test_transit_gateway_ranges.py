"""modules/transit-gateway: the VPCs' ranges, stated and real."""

import pytest

from support.transit_gateway import ANNEX, LAB, MODULE, SHOP, TOOLS, WORLD, core, foreign, refuses, shop, takes, vpc
from support.vpn import Inputs
from tieline.terraform.plan import Plan
from tieline.testing.plugin import Rejection

OWN = "networks that are joined need ranges of their own."
REALLY = "name ranges the network really has."


def ranges(*cidrs: str | None) -> Inputs:
    """One VPC with ranges that nothing real is held against."""
    return core(vpcs={"shop": foreign(cidrs=list(cidrs))})


@pytest.mark.parametrize(
    (),
    [
        takes("all a VPC's ranges", shop(cidrs=["10.45.0.0/24", "10.44.0.0/16"])),
        takes("the smallest and the largest range", ranges("10.0.0.0/16", "10.1.0.0/28", "10.1.0.16/28")),
        takes(
            "ranges side by side", ranges("10.0.0.0/17", "10.0.128.0/17", "10.1.0.0/18", "10.1.64.0/24", "126.0.0.0/16")
        ),
    ],
)
def test_accepts(plan: Plan) -> None:
    assert plan.outputs["attachments"]


@pytest.mark.parametrize(
    "message",
    [
        refuses("no ranges", ranges(), "vpcs.shop.cidrs: empty; name at least one range."),
        refuses(
            "what is no range",
            ranges("10.44.0.0", "fd00::/8", None, "10.44.0.0/33", "10.44.0.0/16"),
            *(
                f"vpcs.shop.cidrs: {cidr} is no IPv4 range; write it like 10.44.0.0/16. IPv6 ranges need not be stated."
                for cidr in ("10.44.0.0", "fd00::/8", "null", "10.44.0.0/33")
            ),
        ),
        refuses(
            "host bits",
            ranges("10.0.0.1/16", "10.1.0.0/16"),
            "vpcs.shop.cidrs: 10.0.0.1/16 has bits set behind its prefix; write 10.0.0.0/16.",
        ),
        refuses(
            "ranges no VPC can have",
            ranges("10.2.0.0/15", "10.1.0.0/29", "10.0.0.0/16"),
            *(
                f"vpcs.shop.cidrs: {cidr} is no range of a VPC, which are /16 to /28; "
                "give those the VPC has, such as 10.44.0.0/16."
                for cidr in ("10.2.0.0/15", "10.1.0.0/29")
            ),
        ),
        refuses(
            "ranges nobody has",
            ranges(
                "0.1.0.0/16",
                "127.0.0.0/16",
                "169.254.0.0/16",
                "224.0.0.0/16",
                "239.0.0.0/16",
                "255.0.0.0/16",
                "10.0.0.0/16",
            ),
            *(
                f"vpcs.shop.cidrs: {cidr} overlaps {unusable}; {REALLY}"
                for cidr, unusable in (
                    ("0.1.0.0/16", "0.0.0.0/8, which means this network"),
                    ("127.0.0.0/16", "127.0.0.0/8, which is loopback"),
                    ("169.254.0.0/16", "169.254.0.0/16, which is link-local"),
                    ("224.0.0.0/16", "224.0.0.0/4, which is multicast"),
                    ("239.0.0.0/16", "224.0.0.0/4, which is multicast"),
                    ("255.0.0.0/16", "240.0.0.0/4, which is reserved"),
                )
            ),
        ),
        refuses(
            "a range twice",
            core(
                vpcs={
                    "a": foreign(),
                    "b": foreign(1, cidrs=["10.60.0.0/16", "10.62.0.0/16"]),
                    "c": foreign(3, cidrs=["10.64.0.0/16", "10.64.0.0/16"]),
                }
            ),
            f"vpcs.a.cidrs and vpcs.b.cidrs: 10.60.0.0/16 stands 2 times; {OWN}",
            f"vpcs.c.cidrs: 10.64.0.0/16 stands 2 times; {OWN}",
        ),
        refuses(
            "ranges within others",
            core(
                vpcs={
                    "a": foreign(cidrs=["10.60.0.0/16", "10.61.0.0/24"]),
                    "b": foreign(1, cidrs=["10.60.255.0/24", "10.62.0.0/16"]),
                    "c": foreign(2, cidrs=["10.61.0.16/28", "10.60.0.0/20"]),
                }
            ),
            f"vpcs.b.cidrs: 10.60.255.0/24 lies in 10.60.0.0/16 of vpcs.a; {OWN}",
            f"vpcs.c.cidrs: 10.60.0.0/20 lies in 10.60.0.0/16 of vpcs.a; {OWN}",
            f"vpcs.c.cidrs: 10.61.0.16/28 lies in 10.61.0.0/24 of vpcs.a; {OWN}",
        ),
        refuses(
            "ranges the VPC does not have",
            shop(cidrs=["10.44.0.0/16", "10.45.0.0/16", "10.99.0.0/16"]),
            *(
                f"vpcs.shop.cidrs: {cidr} is no range of {SHOP}, which has 10.44.0.0/16, 10.45.0.0/24; state those."
                for cidr in ("10.45.0.0/16", "10.99.0.0/16")
            ),
        ),
        refuses(
            "ranges that really overlap",
            core(
                vpcs={
                    "annex": vpc(id=ANNEX, cidrs=["10.45.0.128/25"]),
                    "shop": vpc(subnets={"a": "subnet-0d911bb22cc33dd44"}),
                }
            ),
            f"vpcs.annex.cidrs: 10.45.0.128/25, which {ANNEX} really has, overlaps 10.45.0.0/24 of vpcs.shop ({SHOP}); {OWN}",
        ),
        refuses(
            "a range that another VPC really has too",
            core(vpcs={"a": vpc(), "partner": foreign(cidrs=["10.45.0.0/24"])}),
            f"vpcs.partner.cidrs: 10.45.0.0/24, which {foreign()['id']} really has, overlaps 10.45.0.0/24 "
            f"of vpcs.a ({SHOP}); {OWN}",
        ),
        refuses(
            "a range around one that another VPC really has",
            core(vpcs={"shop": vpc(), "partner": foreign(cidrs=["10.45.0.0/16"])}),
            f"vpcs.shop.cidrs: 10.45.0.0/24, which {SHOP} really has, overlaps 10.45.0.0/16 "
            f"of vpcs.partner ({foreign()['id']}); {OWN}",
        ),
        refuses(
            "a block in what a VPC really has",
            shop() | {"transit_gateway": {"cidr_blocks": ["10.45.0.0/24", "100.64.0.0/24"]}},
            f"transit_gateway.cidr_blocks: 10.45.0.0/24 overlaps 10.45.0.0/24, which {SHOP} (vpcs.shop) really has; {OWN}",
        ),
    ],
)
def test_refuses(rejection: Rejection, message: list[str]) -> None:
    assert [error.detail.splitlines() for error in rejection.errors] == [message]


@pytest.mark.plan(
    MODULE,
    vpcs=WORLD,
    inputs=core(vpcs={"lab": vpc(1, cidrs=["10.98.0.0/16"]), "tools": vpc(2, cidrs=["10.99.0.0/16"])}),
)
def test_tells_the_faults_of_each_vpc(rejection: Rejection) -> None:
    assert sorted(error.detail for error in rejection.errors) == [
        f"vpcs.lab.cidrs: 10.98.0.0/16 is no range of {LAB}, which has 10.46.0.0/16; state those.",
        f"vpcs.tools.cidrs: 10.99.0.0/16 is no range of {TOOLS}, which has 10.47.0.0/16; state those.",
    ]
