"""modules/transit-gateway-direct-connect: the rules that span its blocks."""

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
    OTHER_TGW,
    PROPOSAL,
    SHOP,
    TGW,
    TOOLS,
    backbone,
    further,
    gateway,
    interface,
    link,
    refuses,
    site,
    takes,
    theirs,
    vpc,
)
from support.vpn import Inputs, many
from tieline.terraform.plan import Plan
from tieline.testing.plugin import Rejection

OWN = "networks that are joined need ranges of their own."
GATEWAY = "direct_connect.gateway"
FURTHER = f"{GATEWAY}.transit_gateways"
AMAZON_ASNS = "64512-65534 or 4200000000-4294967294"
KEY = "take up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends."
NAMES = "vpcs, peerings and sites have lab, shop, campus."
TABLES = "route_tables has main."
SHARE = "arn:aws:ram:eu-north-1:111122223333:resource-share/1234abcd-12ab-34cd-56ef-1234567890ab"
ONE = "and both sites are on the one attachment of the Direct Connect gateway; say the same of both."


def others(**items: Inputs) -> Inputs:
    """As `backbone`, with these transit gateways beside its own."""
    return gateway(transit_gateways=items)


def named(**changes: Any) -> Inputs:
    """As `backbone`, with an adopted Direct Connect gateway of these."""
    return backbone(link(gateway={"id": DX_GATEWAY} | changes))


def sites(associations: Any = None, propagations: Any = None, **items: Inputs) -> Inputs:
    """As `backbone`, with these sites beside campus."""
    stated = {"campus": site("north")} | items
    return backbone(
        link(
            virtual_interfaces={
                key: interface(vlan=vlan)
                for vlan, key in enumerate((key for each in stated.values() for key in each["virtual_interfaces"]), 210)
            }
        ),
        sites=stated,
        route_tables={"main": {}, "other": {}},
        associations=associations or {},
        propagations=propagations or {},
    )


def apart(**items: Inputs) -> Inputs:
    """As `backbone`, without tables, with these sites and no virtual interfaces."""
    return backbone(link(virtual_interfaces={}), sites=items, route_tables={}, associations={}, propagations={})


def on(connection: str | None) -> Inputs:
    """A virtual interface on this connection, where there are connections of all kinds."""
    return backbone(
        link(
            connections={"north": {"id": CONNECTION}, "a": {"id": "dxcon-fg0dd31b", "lag": "pair"}},
            hosted_connections={"branch": {"id": HOSTED}},
            lags={"pair": {"id": LAG}},
            virtual_interfaces={"north": interface(connection=connection)},
        )
    )


def interfaces(*keys: str, **items: Inputs) -> Inputs:
    """As `backbone`, with these virtual interfaces, of which those named end at the site."""
    return backbone(link(virtual_interfaces=items), sites={"campus": site(*(keys or items))})


PREFIXES = [f"10.{second}.{third}.0/24" for second in (100, 101) for third in range(100)]


@pytest.mark.parametrize(
    (),
    [
        takes("on a dedicated connection", on("north")),
        takes("on a hosted connection", on("branch")),
        takes("on a LAG", on("pair")),
        takes("MTU 8500", interfaces(north=interface(mtu=8500))),
        takes("SiteLink", interfaces(north=interface(sitelink=True))),
        *(
            takes(f"a gateway of ASN {asn}", named(asn=asn) | {"transit_gateway": {"asn": 64802}})
            for asn in (64512, 65534, 4200000000, 4294967294)
        ),
        takes("64512 beside an adopted gateway of unknown ASN", gateway(asn=64512) | {"transit_gateway": {"id": TGW}}),
        takes("AWS's default ASN beside an adopted gateway of unknown ASN", named() | {"transit_gateway": {}}),
        takes(
            "five further transit gateways",
            others(
                **{
                    f"g{n}": further(
                        id=OTHER_TGW[:-1] + str(n),
                        asn=64810 + n,
                        allowed_prefixes=[f"10.7{n}.0.0/16", f"2001:db8:1{n}::/48"],
                    )
                    for n in range(5)
                }
            ),
        ),
        takes(
            "a further one of another account, proposed",
            others(paris=further(id=None, account=ACCOUNT, proposal_id=PROPOSAL)),
        ),
        takes("200 allowed prefixes", gateway(allowed_prefixes=PREFIXES)),
        takes(
            "prefixes side by side",
            gateway(
                allowed_prefixes=["10.44.0.0/15", "2001:db8::/48"],
                transit_gateways={"a": further(allowed_prefixes=["10.46.0.0/16", "2001:db8:1::/48"])},
            ),
        ),
        takes(
            "others' prefixes over VPCs that are not announced",
            gateway(
                allowed_prefixes=["10.44.0.0/16"], transit_gateways={"a": further(allowed_prefixes=["10.45.0.0/16"])}
            ),
        ),
        takes(
            "prefixes without VPCs",
            gateway(allowed_prefixes=["10.44.0.0/16"]) | {"vpcs": {}} | {"associations": {}, "propagations": {}},
        ),
        takes(
            "ranges beside the others",
            apart(a=site(cidrs=["10.43.0.0/16", "10.47.0.0/16", "10.54.1.0/24", "10.0.0.0/11"])),
        ),
        takes(
            "two sites of which the same is said",
            sites(
                associations={"campus": "main", "depot": "main"},
                propagations={"campus": ["main", "other"], "depot": ["other", "main"]},
                depot=site("south", cidrs=["172.27.0.0/16"]),
            ),
        ),
        takes(
            "two sites of which nothing is said",
            sites(depot=site("south", cidrs=["172.27.0.0/16"])),
        ),
        takes(
            "a site of which nothing is said, without virtual interfaces",
            sites(
                associations={"campus": "main"},
                propagations={"campus": []},
                depot=site(cidrs=["172.27.0.0/16"], asn=None),
            ),
        ),
        takes("an attachment of another account's gateway", theirs({"attachment_id": ATTACHMENT})),
    ],
)
def test_accepts(plan: Plan) -> None:
    assert plan.warnings == ()


@pytest.mark.parametrize(
    "message",
    [
        refuses(
            "none",
            backbone(link(gateway=None)),
            f"{GATEWAY}: null, but virtual interfaces lead to a transit gateway through a Direct Connect gateway alone; "
            "give it, such as { asn = 64803 }.",
        ),
        refuses(
            "no id of a gateway",
            named(id="dxgw-1"),
            f"{GATEWAY}.id: dxgw-1 is no Direct Connect gateway id; it reads like {DX_GATEWAY}.",
        ),
        *(
            refuses(
                f"the ASN {asn}",
                named(asn=asn),
                f"{GATEWAY}.asn: {asn} cannot be an Amazon-side ASN; take one of {AMAZON_ASNS}.",
            )
            for asn in (7224, 64511, 64600.5, 65535, 4199999999, 4294967295)
        ),
        *(
            refuses(
                f"the account {account}",
                theirs({"account": account}),
                f"{GATEWAY}.account: {told} is no account; give its 12 digits.",
            )
            for account, told in (("44445555666", "44445555666"), ("4444555566667", "4444555566667"), ("", '""'))
        ),
        refuses(
            "another account's gateway without its id",
            theirs({"id": None}),
            f"{GATEWAY}.id: none, but the gateway of account {ACCOUNT} is made there; give its id, or leave account out.",
        ),
        refuses(
            "another account's gateway with a name",
            theirs({"name": "Backbone"}),
            f"{GATEWAY}.name: belongs to a created gateway, but that of account {ACCOUNT} is made there; leave it out.",
        ),
        refuses(
            "a created gateway without an ASN",
            gateway(asn=None),
            f"gateway.asn: none, and a created gateway needs one; take one of {AMAZON_ASNS}.",
        ),
        refuses(
            "no id of an attachment",
            theirs({"attachment_id": "tgw-1"}),
            f"{GATEWAY}.attachment_id: tgw-1 is no attachment id; it reads like tgw-attach-0aa11bb22cc33dd44.",
        ),
        refuses(
            "an attachment of the own gateway",
            gateway(attachment_id=ATTACHMENT),
            f"{GATEWAY}.attachment_id: given, but the attachment of a gateway of this account is found by itself; "
            "leave it out, or name the gateway's account.",
        ),
        refuses(
            "further transit gateways on another account's",
            theirs({"transit_gateways": {"rome": further()}}),
            f"{FURTHER}: rome, but account {ACCOUNT} has the Direct Connect gateway and associates them; "
            "say them there.",
        ),
        refuses(
            "the transit gateway's ASN",
            gateway(asn=ASN),
            f"{GATEWAY}.asn: {ASN} is the ASN of the transit gateway too; AWS associates no two gateways of one ASN: "
            "take another private ASN here, such as 64803, or as transit_gateway.asn.",
        ),
        refuses(
            "an adopted transit gateway's ASN, on another account's gateway",
            theirs({"asn": ASN}, transit_gateway={"id": TGW, "asn": ASN}),
            f"{GATEWAY}.asn: {ASN} is the ASN of the transit gateway too; AWS associates no two gateways of one ASN: "
            "take another private ASN here, such as 64803, or as transit_gateway.asn.",
        ),
        refuses(
            "the ASN nobody wrote for the transit gateway",
            gateway(asn=64512) | {"transit_gateway": {}},
            f"{GATEWAY}.asn: 64512 is the ASN of the transit gateway too, AWS's default as transit_gateway.asn is not "
            "set; AWS associates no two gateways of one ASN: take another private ASN here, such as 64803, or as "
            "transit_gateway.asn.",
        ),
        refuses(
            "a transit gateway that another account shares",
            backbone(
                transit_gateway={"id": TGW, "resource_share_arn": SHARE},
                route_tables={},
                associations={},
                propagations={},
            ),
            "transit_gateway.resource_share_arn: another account shares the gateway, and AWS lets its owner alone have "
            "it associated with a Direct Connect gateway; use this module there, or leave resource_share_arn out if the "
            "gateway is this account's.",
        ),
    ],
)
def test_refuses_gateways(rejection: Rejection, message: list[str]) -> None:
    assert [error.detail.splitlines() for error in rejection.errors] == [message]


@pytest.mark.parametrize(
    "message",
    [
        refuses(
            "names that are none",
            others(
                Paris=further(), oslo=further(id="tgw-0dd31bb22cc33dd44", asn=64805, allowed_prefixes=["10.65.0.0/16"])
            ),
            f"{FURTHER}.Paris: Paris is no name for a transit gateway; {KEY}",
        ),
        refuses(
            "the name of the own one",
            others(transit_gateway=further()),
            f"{FURTHER}.transit_gateway: the output associations calls the transit gateway of this module so; "
            "take another name.",
        ),
        refuses(
            "without and with too much to know it by",
            others(
                a=further(id=None),
                b=further(account=ACCOUNT, asn=64805, allowed_prefixes=["10.65.0.0/16"]),
                c=further(id="tgw-0dd31bb22cc33dd44", asn=64806, allowed_prefixes=["10.66.0.0/16"]),
            ),
            f"{FURTHER}.a: no id; name the transit gateway, or the account that proposes it.",
            f"{FURTHER}.b: an id, but the proposal of account {ACCOUNT} names its gateway; leave one of the two out.",
        ),
        refuses(
            "no id",
            others(a=further(id="vgw-1")),
            f"{FURTHER}.a.id: vgw-1 is no transit gateway id; it reads like tgw-0aa11bb22cc33dd44.",
        ),
        refuses(
            "no account",
            others(a=further(id=None, account="4444")),
            f"{FURTHER}.a.account: 4444 is no account; give its 12 digits.",
        ),
        refuses(
            "a proposal of nobody",
            others(a=further(proposal_id=PROPOSAL)),
            f"{FURTHER}.a.proposal_id: {PROPOSAL} without account, the one that has made the proposal; give both, or "
            "none for a transit gateway of this account.",
        ),
        refuses(
            "no proposal",
            others(a=further(id=None, account=ACCOUNT, proposal_id="prop-1")),
            f"{FURTHER}.a.proposal_id: prop-1 is no proposal; it reads like {DX_GATEWAY}.",
        ),
        refuses(
            "one twice",
            others(a=further(), b=further(asn=64805, allowed_prefixes=["10.65.0.0/16"])),
            f"{FURTHER}.a and {FURTHER}.b: {OTHER_TGW} stands 2 times; two gateways are associated once.",
        ),
        refuses(
            "the own one",
            others(a=further(id=TGW)) | {"transit_gateway": {"id": TGW}},
            f"transit_gateway and {FURTHER}.a: {TGW} stands 2 times; two gateways are associated once.",
        ),
        refuses(
            "six of them",
            others(
                **{
                    f"g{n}": further(id=OTHER_TGW[:-1] + str(n), asn=64810 + n, allowed_prefixes=[f"10.7{n}.0.0/16"])
                    for n in range(6)
                }
            ),
            f"{FURTHER}: 6 beside the one here; a Direct Connect gateway takes 6: spread them over several.",
        ),
        refuses(
            "no ASN of Amazon's",
            others(
                a=further(asn=7224), b=further(id="tgw-0dd31bb22cc33dd44", asn=None, allowed_prefixes=["10.65.0.0/16"])
            ),
            f"{FURTHER}.a.asn: 7224 cannot be an Amazon-side ASN; it is one of {AMAZON_ASNS}.",
            f"{FURTHER}.b.asn: null cannot be an Amazon-side ASN; it is one of {AMAZON_ASNS}.",
        ),
        refuses(
            "the Direct Connect gateway's ASN",
            others(a=further(asn=GATEWAY_ASN)),
            f"{FURTHER}.a.asn: {GATEWAY_ASN} is the ASN of the Direct Connect gateway too; AWS associates no two "
            f"gateways of one ASN: give {GATEWAY} another.",
        ),
        refuses(
            "the own transit gateway's ASN",
            others(a=further(asn=ASN)),
            f"transit_gateway.asn and {FURTHER}.a.asn: {ASN} stands 2 times; the transit gateways of one Direct Connect "
            "gateway need ASNs of their own.",
        ),
        refuses(
            "the ASN nobody wrote for the own transit gateway, and one of each other",
            others(
                a=further(asn=64512),
                b=further(id="tgw-0dd31bb22cc33dd44", allowed_prefixes=["10.65.0.0/16"]),
                c=further(id="tgw-0dd41bb22cc33dd44", allowed_prefixes=["10.66.0.0/16"]),
            )
            | {"transit_gateway": {}},
            f"transit_gateway.asn (AWS's default, as it is not set) and {FURTHER}.a.asn: 64512 stands 2 times; the "
            "transit gateways of one Direct Connect gateway need ASNs of their own.",
            f"{FURTHER}.b.asn and {FURTHER}.c.asn: 64804 stands 2 times; the transit gateways of one Direct Connect "
            "gateway need ASNs of their own.",
        ),
    ],
)
def test_refuses_further_transit_gateways(rejection: Rejection, message: list[str]) -> None:
    assert [error.detail.splitlines() for error in rejection.errors] == [message]


@pytest.mark.parametrize(
    "message",
    [
        refuses(
            "empty",
            gateway(allowed_prefixes=[], transit_gateways={"a": further(allowed_prefixes=[])}),
            f"{GATEWAY}.allowed_prefixes: empty, so that nothing would be announced to the sites; name at least one "
            "range, or leave them out, then the ranges of vpcs are announced.",
            f"{FURTHER}.a.allowed_prefixes: empty, so that nothing would be announced to the sites; name at least one "
            "range.",
        ),
        refuses(
            "more than 200",
            gateway(
                allowed_prefixes=[*PREFIXES, "10.44.0.0/16"],
                transit_gateways={"a": further(allowed_prefixes=many("10.64", 201))},
            ),
            f"{GATEWAY}.allowed_prefixes: 201 ranges; AWS announces 200 of a transit gateway: summarise them.",
            f"{FURTHER}.a.allowed_prefixes: 201 ranges; AWS announces 200 of a transit gateway: summarise them.",
        ),
        refuses(
            "no ranges",
            gateway(
                allowed_prefixes=["10.44.0.0", None, "10.44.0.0/16"],
                transit_gateways={"a": further(allowed_prefixes=["10.64.0.0/33"])},
            ),
            *(
                f"{GATEWAY}.allowed_prefixes: {told} is no range; write it like 10.44.0.0/16 or 2001:db8:44::/56."
                for told in ("10.44.0.0", "null")
            ),
            f"{FURTHER}.a.allowed_prefixes: 10.64.0.0/33 is no range; write it like 10.44.0.0/16 or 2001:db8:44::/56.",
        ),
        refuses(
            "bits behind the prefix",
            gateway(
                allowed_prefixes=["10.44.1.0/16", "2001:0db8:44::/56"],
                transit_gateways={"a": further(allowed_prefixes=["10.64.1.0/16"])},
            ),
            f"{GATEWAY}.allowed_prefixes: 10.44.1.0/16 has bits set behind its prefix, or is not written in AWS's way; "
            "write 10.44.0.0/16.",
            f"{GATEWAY}.allowed_prefixes: 2001:0db8:44::/56 has bits set behind its prefix, or is not written in AWS's "
            "way; write 2001:db8:44::/56.",
            f"{FURTHER}.a.allowed_prefixes: 10.64.1.0/16 has bits set behind its prefix, or is not written in AWS's "
            "way; write 10.64.0.0/16.",
        ),
        refuses(
            "twice, and within each other",
            gateway(
                allowed_prefixes=["10.44.0.0/16", "10.44.8.0/24", "10.46.0.0/16", "10.46.0.0/16"],
                transit_gateways={
                    "a": further(allowed_prefixes=["10.44.0.0/16"]),
                    "b": further(
                        id="tgw-0dd31bb22cc33dd44", asn=64805, allowed_prefixes=["10.46.128.0/17", "10.47.0.0/16"]
                    ),
                },
            ),
            f"{GATEWAY}.allowed_prefixes and {FURTHER}.a.allowed_prefixes: 10.44.0.0/16 stands 2 times; "
            "AWS takes no range twice.",
            f"{GATEWAY}.allowed_prefixes: 10.46.0.0/16 stands 2 times; AWS takes no range twice.",
            f"{GATEWAY}.allowed_prefixes: 10.44.8.0/24 lies in 10.44.0.0/16 of {GATEWAY}.allowed_prefixes, "
            f"{FURTHER}.a.allowed_prefixes; AWS takes no range twice.",
            f"{FURTHER}.b.allowed_prefixes: 10.46.128.0/17 lies in 10.46.0.0/16 of {GATEWAY}.allowed_prefixes; "
            "AWS takes no range twice.",
        ),
        refuses(
            "none, and no VPCs",
            backbone(vpcs={}, associations={}, propagations={}),
            f"{GATEWAY}.allowed_prefixes: none, and there are no vpcs whose ranges would be announced to the sites; "
            "name at least one range.",
        ),
        refuses(
            "none, and VPCs of more than 200 ranges",
            backbone(vpcs={"shop": vpc(cidrs=[*many("10.44", 200), "10.45.0.0/16"])}, associations={}, propagations={}),
            f"{GATEWAY}.allowed_prefixes: none, so that the 201 ranges of vpcs would be announced; AWS announces 200 of "
            "a transit gateway: name summaries.",
        ),
        refuses(
            "none, and another's prefix wider than the VPCs",
            others(a=further(allowed_prefixes=["10.44.0.0/15", "10.64.0.0/16", "2001:db8::/48"])),
            f"{FURTHER}.a.allowed_prefixes: 10.44.0.0/15 overlaps 10.45.0.0/16 of vpcs.lab, which is announced for the "
            "transit gateway here; AWS takes no range twice.",
            f"{FURTHER}.a.allowed_prefixes: 10.44.0.0/15 overlaps 10.44.0.0/16 of vpcs.shop, which is announced for the "
            "transit gateway here; AWS takes no range twice.",
        ),
        refuses(
            "none, and others' prefixes narrower than the VPCs",
            others(
                a=further(allowed_prefixes=["10.45.0.0/16"]),
                b=further(id="tgw-0dd31bb22cc33dd44", asn=64805, allowed_prefixes=["10.44.0.0/17"]),
            ),
            f"{FURTHER}.a.allowed_prefixes: 10.45.0.0/16 overlaps 10.45.0.0/16 of vpcs.lab, which is announced for the "
            "transit gateway here; AWS takes no range twice.",
            f"{FURTHER}.b.allowed_prefixes: 10.44.0.0/17 overlaps 10.44.0.0/16 of vpcs.shop, which is announced for the "
            "transit gateway here; AWS takes no range twice.",
        ),
    ],
)
def test_refuses_allowed_prefixes(rejection: Rejection, message: list[str]) -> None:
    assert [error.detail.splitlines() for error in rejection.errors] == [message]


@pytest.mark.parametrize(
    "message",
    [
        refuses(
            "names that stand for two things",
            backbone(
                sites={
                    "campus": site("north"),
                    "shop": site(cidrs=["172.27.0.0/16"]),
                    "paris": site(cidrs=["172.28.0.0/16"]),
                },
                peerings={"paris": {"id": OTHER_TGW, "region": "eu-west-3"}},
            ),
            "sites.paris: peerings has paris too, and a name stands for one attachment; take another.",
            "sites.shop: vpcs has shop too, and a name stands for one attachment; take another.",
        ),
        refuses(
            "the Direct Connect gateway's ASN",
            backbone(sites={"campus": site("north", asn=GATEWAY_ASN)}),
            f"transit_virtual_interfaces.north.asn: {GATEWAY_ASN} is the Direct Connect gateway's own ASN; your router "
            "needs another.",
        ),
        refuses(
            "sites that overlap what is stated",
            apart(
                a=site(cidrs=["10.44.128.0/17", "10.44.0.0/18"]),
                b=site(cidrs=["10.46.0.0/15", "192.168.0.0/16"]),
                c=site(cidrs=["100.64.20.0/22"]),
            )
            | {
                "vpcs": {
                    "shop": vpc(),
                    "far": vpc(TOOLS, cidrs=["10.47.0.0/24"], account=ACCOUNT, subnets={}, attachment_id=ATTACHMENT),
                },
                "transit_gateway": {"asn": ASN, "cidr_blocks": ["100.64.20.0/24"]},
            },
            f"sites.a.cidrs: 10.44.128.0/17 overlaps 10.44.0.0/16 of vpcs.shop; {OWN}",
            f"sites.a.cidrs: 10.44.0.0/18 overlaps 10.44.0.0/16 of vpcs.shop; {OWN}",
            f"sites.b.cidrs: 10.46.0.0/15 overlaps 10.47.0.0/24 of vpcs.far; {OWN}",
            f"sites.c.cidrs: 100.64.20.0/22 overlaps 100.64.20.0/24 of transit_gateway.cidr_blocks; {OWN}",
        ),
        refuses(
            "sites that overlap what a VPC really has",
            apart(a=site(cidrs=["10.54.0.128/25"])),
            f"sites.a.cidrs: 10.54.0.128/25 overlaps 10.54.0.0/24, which {SHOP} (vpcs.shop) really has; {OWN}",
        ),
        refuses(
            "no names",
            apart(Campus=site(), b=site(cidrs=["172.27.0.0/16"])),
            f"sites.Campus: Campus is no name for a site; {KEY}",
        ),
        refuses("no ranges", apart(a=site(cidrs=[])), "sites.a.cidrs: empty; name at least one range."),
        refuses(
            "what is no range",
            apart(a=site(cidrs=["172.26.0.0", None])),
            *(
                f"sites.a.cidrs: {told} is no IPv4 range; write it like 192.168.40.0/22. IPv6 ranges need not be stated."
                for told in ("172.26.0.0", "null")
            ),
        ),
        refuses(
            "bits behind the prefix",
            apart(a=site(cidrs=["172.26.1.0/16"])),
            "sites.a.cidrs: 172.26.1.0/16 has bits set behind its prefix; write 172.26.0.0/16.",
        ),
        refuses(
            "ranges nobody has",
            apart(a=site(cidrs=["169.254.8.0/24"])),
            "sites.a.cidrs: 169.254.8.0/24 overlaps 169.254.0.0/16, which is link-local; name ranges the network really "
            "has.",
        ),
        refuses(
            "a range twice",
            apart(a=site(), b=site()),
            f"sites.a.cidrs and sites.b.cidrs: 172.26.0.0/16 stands 2 times; {OWN}",
        ),
        refuses(
            "a range within another",
            apart(a=site(), b=site(cidrs=["172.26.8.0/24"])),
            f"sites.b.cidrs: 172.26.8.0/24 lies in 172.26.0.0/16 of sites.a; {OWN}",
        ),
        refuses(
            "more ranges than a virtual interface learns",
            backbone(sites={"campus": site("north", cidrs=many("10.1", 101))}),
            "sites.campus.cidrs: 101 ranges to learn by BGP; a virtual interface takes 100 and then drops the session: "
            "have the routers summarise, and state the summaries.",
        ),
        refuses(
            "no ASN",
            backbone(sites={"campus": site("north", asn=None)}),
            "sites.campus.asn: none, and BGP needs one where virtual interfaces end; give the ASN of the site's routers, "
            "if private then of 64512-65534.",
        ),
        refuses(
            "an ASN that is none",
            backbone(sites={"campus": site("north", asn=2147483647)}),
            "sites.campus.asn: 2147483647 is no ASN that the provider can give a virtual interface; take one of "
            "1-2147483646, if private then of 64512-65534.",
        ),
        refuses(
            "an ASN of Amazon's",
            backbone(sites={"campus": site("north", asn=7224)}),
            "sites.campus.asn: 7224 is reserved by Amazon; use a private ASN such as 65010.",
        ),
    ],
)
def test_refuses_sites(rejection: Rejection, message: list[str]) -> None:
    assert [error.detail.splitlines() for error in rejection.errors] == [message]


@pytest.mark.parametrize(
    "message",
    [
        refuses(
            "one that there is not",
            backbone(sites={"campus": site("north", "south")}),
            "sites.campus.virtual_interfaces.south: south is not in direct_connect.virtual_interfaces, which has north; "
            "take one of these, or add it.",
        ),
        refuses(
            "one at two sites",
            backbone(sites={"campus": site("north"), "depot": site("north", cidrs=["172.27.0.0/16"])}),
            "sites.campus.virtual_interfaces.north and sites.depot.virtual_interfaces.north: north ends at 2 sites; "
            "a virtual interface ends at one: name it there alone.",
        ),
        refuses(
            "one at no site",
            interfaces("north", north=interface(), a=interface(vlan=211)),
            "direct_connect.virtual_interfaces.a: ends at no site; name it in the virtual_interfaces of the one its "
            "router stands at.",
        ),
        *(
            refuses(
                f"on {connection}",
                on(connection),
                f"direct_connect.virtual_interfaces.north.connection: {connection or 'null'} is not in connections, "
                "hosted_connections and lags of direct_connect, which have a, north, branch, pair; take one of these, "
                "or add it.",
            )
            for connection in ("south", None)
        ),
        refuses(
            "on a LAG's member",
            on("a"),
            "direct_connect.virtual_interfaces.north.connection: a is a member of the LAG pair, which carries the "
            "virtual interfaces; take pair.",
        ),
        refuses(
            "two on a hosted connection",
            backbone(
                link(
                    hosted_connections={"branch": {"id": HOSTED}},
                    virtual_interfaces={
                        "a": interface(connection="branch"),
                        "b": interface(connection="branch", vlan=211),
                    },
                ),
                sites={"campus": site("a", "b")},
            ),
            "direct_connect.virtual_interfaces.a and direct_connect.virtual_interfaces.b: 2 on branch, and a hosted "
            "connection carries one; have your partner make another connection.",
        ),
        refuses(
            "to another account's gateway",
            theirs() | backbone(link(gateway={"id": DX_GATEWAY, "account": ACCOUNT})),
            f"direct_connect.virtual_interfaces.north: would lead to the Direct Connect gateway of account {ACCOUNT}, "
            "which takes virtual interfaces of its own account alone; make it there, or for that account with "
            "modules/direct-connect-gateway.",
        ),
        refuses(
            "a packet size of private ones",
            interfaces(north=interface(mtu=9001)),
            "transit_virtual_interfaces.north.mtu: 9001 is not one of 1500, 8500; take one of them.",
        ),
    ],
)
def test_refuses_virtual_interfaces(rejection: Rejection, message: list[str]) -> None:
    assert [error.detail.splitlines() for error in rejection.errors] == [message]


def routes(**destinations: Any) -> Inputs:
    """As `backbone`, with these static routes."""
    return backbone(
        route_tables={"main": {"routes": {key.replace("_", "/"): value for key, value in destinations.items()}}}
    )


@pytest.mark.parametrize(
    "message",
    [
        refuses(
            "static routes to sites",
            routes(
                **{
                    "172.26.0.0_16": {"attachment": "campus"},
                    "10.60.0.0_16": {"attachment": "shop"},
                    "10.61.0.0_16": {"blackhole": True},
                }
            ),
            "route_tables.main.routes.172.26.0.0/16: leads to campus, whose routers announce what is there; name main in "
            "propagations.campus instead.",
        ),
        refuses(
            "routes to nothing",
            routes(
                **{
                    "10.60.0.0_16": {"attachment": "shp"},
                    "10.61.0.0_16": {"attachment": "lab"},
                    "10.62.0.0_16": {"blackhole": True},
                }
            ),
            f"route_tables.main.routes.10.60.0.0/16: shp is no attachment; {NAMES}",
        ),
        refuses(
            "associations of nothing",
            backbone(associations={"shop": "main", "campsu": "main", "a": "main", "campus": "main"}),
            f"associations.a: a is no attachment; {NAMES}",
            f"associations.campsu: campsu is no attachment; {NAMES}",
        ),
        refuses(
            "associations with nothing",
            backbone(associations={"shop": "mian", "campus": "Main", "lab": None}),
            f"associations.campus: Main is no route table; {TABLES}",
            f"associations.lab: null is no route table; {TABLES}",
            f"associations.shop: mian is no route table; {TABLES}",
        ),
        refuses(
            "names where there is none",
            backbone(
                gateway(allowed_prefixes=["10.44.0.0/16"])["direct_connect"] | {"virtual_interfaces": {}},
                vpcs={},
                sites={},
                associations={"shop": "main"},
                propagations={},
            ),
            "associations.shop: shop is no attachment; there is none in vpcs, peerings and sites.",
        ),
        refuses(
            "tables where there is none",
            backbone(route_tables={}, propagations={}, associations={"shop": "main"}),
            "associations.shop: main is no route table; route_tables has none.",
        ),
        refuses(
            "many names",
            apart(**{f"s{n}": site(cidrs=[f"172.26.{n}.0/24"]) for n in range(10)})
            | {"route_tables": {"main": {}}, "associations": {"x": "main"}},
            "associations.x: x is no attachment; vpcs, peerings and sites have lab, shop, s0, s1, s2, s3, s4, s5, s6, s7 "
            "and 2 more.",
        ),
        refuses(
            "propagations of nothing",
            backbone(propagations={"campsu": ["main"], "campus": ["main"]}),
            f"propagations.campsu: campsu is no attachment; {NAMES}",
        ),
        refuses(
            "propagations to nothing",
            backbone(propagations={"campus": ["main", "mian"], "shop": [None]}),
            f"propagations.campus: mian is no route table; {TABLES}",
            f"propagations.shop: null is no route table; {TABLES}",
        ),
        refuses(
            "a table twice",
            backbone(propagations={"campus": ["main", "main"], "shop": ["main", "main"], "lab": ["main"]}),
            *(f"propagations.{key}: main, main names one twice; name each once." for key in ("campus", "shop")),
        ),
        refuses(
            "a peering that propagates",
            backbone(peerings={"paris": {"id": OTHER_TGW, "region": "eu-west-3"}}, propagations={"paris": ["main"]}),
            "propagations.paris: a peering propagates nothing; say its ranges in route_tables.<table>.routes.",
        ),
        refuses(
            "sites with tables of their own",
            sites(
                associations={"campus": "main", "depot": "other"},
                depot=site("south", cidrs=["172.27.0.0/16"]),
                annex=site(cidrs=["172.28.0.0/16"]),
            ),
            f"associations.depot: other, but campus has main, {ONE}",
        ),
        refuses(
            "sites with and without a table",
            sites(
                associations={"campus": "main"},
                propagations={"annex": []},
                depot=site("south", cidrs=["172.27.0.0/16"]),
                annex=site(cidrs=["172.28.0.0/16"]),
                cabin=site(cidrs=["172.29.0.0/16"]),
            ),
            f"associations.campus: main, but annex has none, {ONE}",
        ),
        refuses(
            "sites that different tables learn",
            sites(
                propagations={"campus": ["other", "main"], "depot": ["main"]},
                depot=site("south", cidrs=["172.27.0.0/16"]),
                annex=site(cidrs=["172.28.0.0/16"]),
            ),
            f"propagations.depot: main, but campus has main, other, {ONE}",
        ),
        refuses(
            "sites that some table and none learn",
            sites(
                associations={"campus": "main", "depot": "main", "annex": "main"},
                propagations={"campus": ["main"], "depot": ["main"]},
                depot=site("south", cidrs=["172.27.0.0/16"]),
                annex=site(cidrs=["172.28.0.0/16"]),
            ),
            *(f"propagations.{key}: main, but annex has none, {ONE}" for key in ("campus", "depot")),
        ),
        refuses(
            "what the gateway's block refuses",
            backbone(transit_gateway={"asn": 7224}),
            f"transit_gateway.asn: 7224 cannot be an Amazon-side ASN; take one of {AMAZON_ASNS}.",
        ),
        refuses(
            "tables of a gateway that another account shares",
            backbone(transit_gateway={"id": TGW, "resource_share_arn": SHARE}, associations={}, propagations={}),
            f"route_tables: the account that owns {TGW} sets them; say there what shall hold for main, or leave "
            "resource_share_arn out if the gateway is this account's.",
        ),
        refuses(
            "what the links' block refuses",
            backbone(link(connections={"north": {"bandwidth": "10Gbps"}})),
            "connections.north.location: missing; say it, such as EqDC2, or adopt a connection by its id.",
        ),
    ],
)
def test_refuses_routing(rejection: Rejection, message: list[str]) -> None:
    assert [error.detail.splitlines() for error in rejection.errors] == [message]
