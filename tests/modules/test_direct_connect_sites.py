"""modules/direct-connect: the rules of its sites."""

import pytest

from support.direct_connect import ASN, LAB, VGW, backbone, interface, link, refuses, site, sites, straight, takes, vpc
from support.vpn import Inputs, many
from tieline.terraform.plan import Plan
from tieline.testing.plugin import Rejection

NAME = "take up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends."
OWN = "networks that are joined need ranges of their own."
REALLY = "name ranges the network really has."
DIFFER = (
    "the two sides must differ: change this one, or set vpcs.shop.vpn_gateway.asn to another private ASN such as 64801."
)


def campus(**changes: object) -> Inputs:
    """One VPC and one site, changed, where the virtual interface north ends."""
    return backbone(sites={"campus": site("north", **changes)})


@pytest.mark.parametrize(
    (),
    [
        takes("a site of no ASN where nothing ends", sites(campus=site(asn=None))),
        takes("a site of 101 ranges where nothing ends", sites(campus=site(cidrs=many("10.1", 101)))),
        takes("a site of 100 ranges", campus(cidrs=many("10.1", 100))),
        *(takes(f"a site of ASN {asn}", campus(asn=asn)) for asn in (1, 2147483646, 9059)),
        takes("a site of the ASN of a virtual private gateway behind the Direct Connect gateway", campus(asn=64512)),
        takes("a site's name of 40 characters", sites(**{"a" + 38 * "_" + "9": site()})),
        takes(
            "ranges side by side",
            sites(
                a=site(cidrs=["10.0.0.0/17", "10.0.128.0/17", "10.1.0.0/24", "1.0.0.0/8"]),
                b=site(cidrs=["10.2.0.0/15"]),
            ),
        ),
        takes("straight to another ASN", straight(sites={"campus": site("north", asn=64513)})),
        takes(
            "straight to an adopted gateway of unknown ASN",
            straight(vpcs={"shop": vpc(vpn_gateway={"id": VGW})}, sites={"campus": site("north", asn=64512)}),
        ),
    ],
)
def test_accepts(plan: Plan) -> None:
    assert not plan.warnings


@pytest.mark.parametrize(
    "message",
    [
        refuses(
            "names of sites",
            sites(Campus=site(), depot=site(cidrs=["172.27.0.0/16"])),
            f"sites.Campus: Campus is no name for a site; {NAME}",
        ),
        refuses(
            "a site without ranges",
            sites(a=site(cidrs=[]), b=site()),
            "sites.a.cidrs: empty; name at least one range.",
        ),
        refuses(
            "what is no range",
            sites(a=site(cidrs=["172.26.0.0", None, "2001:db8::/56", "172.26.0.0/16"])),
            *(
                f"sites.a.cidrs: {cidr} is no IPv4 range; write it like 192.168.40.0/22. IPv6 ranges need not be stated."
                for cidr in ("172.26.0.0", "null", "2001:db8::/56")
            ),
        ),
        refuses(
            "host bits",
            sites(a=site(cidrs=["172.26.0.1/16", "172.28.0.0/16"])),
            "sites.a.cidrs: 172.26.0.1/16 has bits set behind its prefix; write 172.26.0.0/16.",
        ),
        refuses(
            "ranges nobody has",
            sites(
                a=site(cidrs=["0.1.0.0/16", "127.0.0.0/8", "169.254.240.0/24", "172.26.0.0/16"]),
                b=site(cidrs=["224.0.0.0/3"]),
            ),
            f"sites.a.cidrs: 0.1.0.0/16 overlaps 0.0.0.0/8, which means this network; {REALLY}",
            f"sites.a.cidrs: 127.0.0.0/8 overlaps 127.0.0.0/8, which is loopback; {REALLY}",
            f"sites.a.cidrs: 169.254.240.0/24 overlaps 169.254.0.0/16, which is link-local; {REALLY}",
            "sites.b.cidrs: 224.0.0.0/3 overlaps 224.0.0.0/4, which is multicast, and 240.0.0.0/4, which is reserved; "
            + REALLY,
        ),
        refuses(
            "ranges twice",
            sites(a=site(cidrs=["172.26.0.0/16", "172.28.0.0/16", "172.28.0.0/16"]), b=site()),
            f"sites.a.cidrs and sites.b.cidrs: 172.26.0.0/16 stands 2 times; {OWN}",
            f"sites.a.cidrs: 172.28.0.0/16 stands 2 times; {OWN}",
        ),
        refuses(
            "ranges within others",
            sites(a=site(cidrs=["172.26.1.0/24", "172.28.0.0/16", "172.28.4.0/22"]), b=site()),
            f"sites.a.cidrs: 172.26.1.0/24 lies in 172.26.0.0/16 of sites.b; {OWN}",
            f"sites.a.cidrs: 172.28.4.0/22 lies in 172.28.0.0/16 of sites.a; {OWN}",
        ),
        refuses(
            "101 ranges",
            campus(cidrs=many("10.1", 101)),
            "sites.campus.cidrs: 101 ranges to learn by BGP; a virtual interface takes 100 and then drops the session: "
            "have the routers summarise, and state the summaries.",
        ),
        refuses(
            "no ASN",
            campus(asn=None),
            "sites.campus.asn: none, and BGP needs one where virtual interfaces end; "
            "give the ASN of the site's routers, if private then of 64512-65534.",
        ),
        *(
            refuses(
                f"the ASN {asn}",
                sites(campus=site(asn=asn)),
                f"sites.campus.asn: {asn} is no ASN that the provider can give a virtual interface; "
                "take one of 1-2147483646, if private then of 64512-65534.",
            )
            for asn in (0, 65142.5, 2147483647)
        ),
        refuses(
            "an ASN of Amazon's",
            sites(campus=site(asn=7224)),
            "sites.campus.asn: 7224 is reserved by Amazon; use a private ASN such as 65010.",
        ),
        refuses(
            "an ASN of Amazon's in one Region",
            sites(campus=site(asn=9059)) | {"vpcs": {}},
            "sites.campus.asn: 9059 is reserved by Amazon in eu-west-1; use a private ASN such as 65010.",
            region="eu-west-1",
            vpcs={},
        ),
        refuses(
            "the gateway's ASN",
            campus(asn=ASN),
            f"private_virtual_interfaces.north.asn: {ASN} is the Direct Connect gateway's own ASN; your router needs another.",
        ),
        refuses(
            "the ASN of a virtual private gateway",
            straight(vpcs={"shop": vpc(vpn_gateway={"asn": 65142})}),
            "sites.campus.asn: 65142 is the ASN of the virtual private gateway of vpcs.shop too, to which north leads "
            f"straight; {DIFFER}",
        ),
        refuses(
            "the ASN nobody wrote for a virtual private gateway, of the site and of a peer",
            backbone(
                link(
                    virtual_interfaces={
                        "north": interface(vpc="shop"),
                        "other": interface(
                            vlan=211,
                            vpc="shop",
                            bgp_peers={"a": {"address_family": "ipv6", "asn": 64512}, "b": {"address_family": "ipv6"}},
                        ),
                        "through": interface(vlan=212),
                        "lab": interface(vlan=213, vpc="lab"),
                    }
                ),
                vpcs={"shop": vpc(), "lab": vpc(LAB, vpn_gateway={"asn": 64801})},
                sites={
                    "campus": site("north", "through", "lab", asn=64512),
                    "depot": site("other", cidrs=["172.27.0.0/16"]),
                },
            ),
            "sites.campus.asn: 64512 is the ASN of the virtual private gateway of vpcs.shop too, AWS's default as "
            f"vpn_gateway.asn is not set, to which north leads straight; {DIFFER}",
            "direct_connect.virtual_interfaces.other.bgp_peers.a.asn: 64512 is the ASN of the virtual private gateway of "
            f"vpcs.shop too, AWS's default as vpn_gateway.asn is not set, to which other leads straight; {DIFFER}",
        ),
    ],
)
def test_refuses(rejection: Rejection, message: list[str]) -> None:
    assert [error.detail.splitlines() for error in rejection.errors] == [message]
