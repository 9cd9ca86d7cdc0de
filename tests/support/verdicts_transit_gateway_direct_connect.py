"""What a transit-gateway-direct-connect spec may and may not say: changes to a base spec, each with its verdict."""

from __future__ import annotations

from typing import Any

from support import verdicts_transit_gateway as transit
from support.verdicts import Changes
from support.verdicts_direct_connect import (
    ACCOUNT,
    DEPOT,
    DIRECT_CONNECT,
    EAST,
    GATEWAY,
    LINKS,
    LINKS_ACCEPTED,
    LINKS_INTENT,
    LINKS_REFUSED,
    PROPOSAL,
    SITES,
    WEST,
    interfaces,
    on_gateway,
    theirs,
)
from support.verdicts_transit_gateway import ATTACHMENT, FIREWALL, LAB, PARIS, SHOP, SUBNET, TABLE, TABLES, TOOLS

BASE: dict[str, Any] = {
    "pattern": "transit-gateway-direct-connect",
    "name": "trunk",
    "region": "eu-north-1",
    "transit_gateway": {"asn": 64802},
    "direct_connect": DIRECT_CONNECT,
    "vpcs": {
        "shop": {"id": SHOP, "cidrs": ["10.44.0.0/16"], "subnets": {"a": SUBNET.format(1)}},
        "lab": {"id": LAB, "cidrs": ["10.45.0.0/16"], "subnets": {"a": SUBNET.format(2)}},
        "tools": {"id": TOOLS, "cidrs": ["10.46.0.0/16"], "subnets": {"a": SUBNET.format(3)}},
    },
    "sites": SITES,
    "segments": {
        "workloads": {"vpcs": ["shop", "lab"], "isolated": True, "reaches": ["services", "offices"]},
        "services": {"vpcs": ["tools"], "reaches": ["offices"]},
        "offices": {"sites": ["campus"]},
    },
}

PREFIXES = f"{LINKS}.gateway.allowed_prefixes"
FURTHER = f"{LINKS}.gateway.transit_gateways"
TGW = "tgw-0bb11bb22cc33dd44"
WEST_OF_US: dict[str, Any] = {"id": TGW, "asn": 64804, "allowed_prefixes": ["10.64.0.0/16"]}
WITHOUT_SEGMENTS: Changes = {"segments": None}
BOTH: Changes = {"sites.depot": DEPOT, **on_gateway(id=GATEWAY), "segments.offices.sites": ["campus", "depot"]}
"""Two sites, the second of which is joined elsewhere."""
APART: Changes = {
    "sites.campus.virtual_interfaces": {"north": {}},
    "sites.depot": DEPOT | {"virtual_interfaces": {"south": {}}},
    "segments.offices.sites": ["campus", "depot"],
}
"""Two sites, each with a virtual interface."""
RANGES = [f"10.{100 + n // 200}.{n % 200}.0/24" for n in range(201)]


def announcing(*prefixes: str) -> Changes:
    """What is announced for the transit gateway."""
    return {PREFIXES: list(prefixes)}


def further(count: int = 1, **changes: Any) -> Changes:
    """So many further transit gateways."""
    return {
        FURTHER: {
            f"t{n}": WEST_OF_US
            | {"id": f"tgw-0bb{n}1bb22cc33dd44", "asn": 64900 + n, "allowed_prefixes": [f"10.{64 + n}.0.0/16"]}
            | changes
            for n in range(count)
        }
    }


def one(**changes: Any) -> Changes:
    """One further transit gateway."""
    return {FURTHER: {"west": {key: value for key, value in (WEST_OF_US | changes).items() if value is not None}}}


def peered(count: int) -> Changes:
    """A peering with so many ranges, beside the three of the VPCs."""
    return {"peerings": {"paris": PARIS | {"cidrs": RANGES[:count]}}, **WITHOUT_SEGMENTS}


def in_segments(changes: Changes) -> Changes:
    """The same, with the sites that there are in the segment of sites."""
    if "sites.depot" in changes:
        return changes | {"segments.offices": {"sites": ["campus", "depot"], "isolated": True}}
    return changes | {"segments": None} if changes.get("sites") == {} else changes


ACCEPTED: dict[str, Changes] = {name: in_segments(changes) for name, changes in LINKS_ACCEPTED.items()} | {
    "no segments": WITHOUT_SEGMENTS,
    "the default ASN": {"transit_gateway": None},
    "jumbo frames": {f"{WEST}.mtu": 8500},
    "4 virtual interfaces": interfaces(4),
    "an adopted transit gateway": {"transit_gateway": {"id": transit.GATEWAY, "asn": 64802}},
    "an adopted transit gateway of unknown ASN": {"transit_gateway": {"id": transit.GATEWAY}, **on_gateway(asn=64512)},
    "prefixes": announcing("10.44.0.0/15", "10.46.0.0/16", "2001:db8:44::/56"),
    "prefixes that make up a range": announcing("10.44.0.0/17", "10.44.128.0/17", "10.45.0.0/16", "10.46.0.0/16"),
    "prefixes of more": announcing("10.40.0.0/13", "192.0.2.0/24"),
    "200 prefixes": announcing("10.44.0.0/14", *RANGES[:199]),
    "another transit gateway": one(),
    "another transit gateway beside prefixes": one() | announcing("10.44.0.0/14"),
    "another account's transit gateway": one(id=None, account=ACCOUNT, proposal_id=PROPOSAL),
    "another account's transit gateway, not yet proposed": one(id=None, account=ACCOUNT),
    "200 prefixes of another": one(allowed_prefixes=RANGES[:200]),
    "6 transit gateways": further(5),
    "another account's gateway": theirs(),
    "another account's gateway that has accepted": theirs(attachment_id=ATTACHMENT),
    "two sites": BOTH | {"segments.offices.isolated": True},
}
"""What both the spec and the module take."""

SPEC_ACCEPTED: dict[str, Changes] = {
    "nothing else than a site to announce for": {
        "vpcs": {},
        "segments": {"offices": {"sites": ["campus"]}},
        **announcing("10.0.0.0/8"),
    },
    "200 ranges with a peering's": peered(197),
    "two sites by SiteLink": APART | {f"{WEST}.sitelink": True, f"{EAST}.sitelink": True},
    "two sites apart": APART | {"segments.offices.isolated": True},
    "two sites, one of which is joined elsewhere": BOTH | {f"{WEST}.sitelink": True, f"{EAST}.sitelink": True},
    "a firewall": FIREWALL,
    "a way out": {"segments.workloads.default": "tools"},
    "prefixes of what may reach the sites alone": announcing("10.46.0.0/16")
    | {"segments.workloads.reaches": ["services"]},
    "somebody else's table": {
        "transit_gateway": {"id": transit.GATEWAY, "asn": 64802},
        "segments.offices.route_table": TABLE,
    },
    "maximum": interfaces(4)
    | {
        f"{LINKS}.resiliency": "maximum",
        **{
            f"{LINKS}.connections.c{n}": {"id": f"dxcon-0cc{n}1bb2", "location": f"L{n // 2}1", "aws_device": f"d{n}"}
            for n in range(4)
        },
        **{f"{LINKS}.virtual_interfaces.i{n + 1}.connection": f"c{n}" for n in range(4)},
    },
}
"""What only a spec says: segments, the ranges behind peerings, resiliency."""

# fmt: off
REFUSED: dict[str, tuple[Changes, str]] = {name: (in_segments(changes), told) for name, (changes, told) in LINKS_REFUSED.items()} | {
    "no transit MTU": ({f"{WEST}.mtu": 9001}, f"{WEST}.mtu: 9001 is not one of 1500, 8500"),
    "5 virtual interfaces": (interfaces(5), f"{LINKS}.virtual_interfaces.i5.connection: 5 transit virtual interfaces on north (i1, i2, i3, i4, i5), and a connection or LAG carries 4; spread them over several"),
    "no gateway at all": ({f"{LINKS}.gateway": None}, f"{LINKS}.gateway: is missing; add it"),
    "straight to a VPC": ({f"{WEST}.vpc": "shop"}, f"{WEST}.vpc: is no key here"),
    "a virtual private gateway": ({"vpn_gateway": {"asn": 64801}}, "vpn_gateway: a Direct Connect gateway serves virtual private gateways or transit gateways, never both; use the pattern direct-connect"),
    "a virtual private gateway of a VPC": ({"vpcs.shop.vpn_gateway": {"asn": 64801}}, "vpcs.shop.vpn_gateway: is no key here"),
    "the gateway's ASN of the transit gateway": ({"transit_gateway.asn": 64803}, "transit_gateway.asn: 64803 is the ASN of the Direct Connect gateway too; what is on one Direct Connect gateway, and that itself, has ASNs of its own: take another private ASN"),
    "the gateway's ASN is the default": ({"transit_gateway": None, **on_gateway(asn=64512)}, "transit_gateway.asn: 64512, the default nobody wrote, is the ASN of the Direct Connect gateway too"),
    "the gateway's ASN of an adopted transit gateway": ({"transit_gateway": {"id": transit.GATEWAY, "asn": 64803}}, "transit_gateway.asn: 64803 is the ASN of the Direct Connect gateway too"),
    "the gateway's ASN of another transit gateway": (one(asn=64803), f"{FURTHER}.west.asn: 64803 is the ASN of the Direct Connect gateway too"),
    "the transit gateway's ASN of another": (one(asn=64802), f"{FURTHER}.west.asn: 64802 is the ASN of transit_gateway too"),
    "the default ASN of another": (one(asn=64512) | {"transit_gateway": None}, f"{FURTHER}.west.asn: 64512 is the ASN of transit_gateway too"),
    "one ASN of two others": (further(2, asn=64900), f"{FURTHER}.t1.asn: 64900 is the ASN of t0 too"),
    "no ASN of another": (one(asn=64511), f"{FURTHER}.west.asn: 64511 cannot be an Amazon-side ASN"),
    "nothing said of another": (one(id=None), f"{FURTHER}.west: has neither id nor account; name the gateway, or the account that proposes it"),
    "too much said of another": (one(account=ACCOUNT), f"{FURTHER}.west.id: the proposal of {ACCOUNT} names its gateway; remove it"),
    "a proposal of nobody": (one(proposal_id=PROPOSAL), f"{FURTHER}.west.account: is missing: a proposal is another account's; name that, or remove proposal_id"),
    "no id of another": (one(id="tgw-1"), f"{FURTHER}.west.id: tgw-1 is not a transit gateway id; it reads like tgw-0aa11bb22cc33dd44"),
    "no account of another": (one(id=None, account="4444"), f"{FURTHER}.west.account: 4444 is not an account number; write its 12 digits in quotes"),
    "no proposal of another": (one(id=None, account=ACCOUNT, proposal_id="1"), f"{FURTHER}.west.proposal_id: 1 is not a proposal's id; it reads like 1234abcd-12ab"),
    "no name of another": ({FURTHER: {"West": WEST_OF_US}}, f"{FURTHER}.West: West is not a name tieline can use"),
    "the name of the transit gateway": ({FURTHER: {"transit_gateway": WEST_OF_US}}, f"{FURTHER}.transit_gateway: transit_gateway is what the spec's own is called; take another name"),
    "one transit gateway twice": (further(2, id=TGW), f"{FURTHER}.t1.id: {TGW} is t0 already; two gateways are associated once"),
    "the transit gateway as another": (one() | {"transit_gateway": {"id": TGW, "asn": 64802}}, f"{FURTHER}.west.id: {TGW} is transit_gateway already; two gateways are associated once"),
    "7 transit gateways": (further(6), f"{FURTHER}: 7 transit gateways with the spec's own; a Direct Connect gateway takes 6, and AWS does not raise it: spread them over several"),
    "transit gateways on another account's gateway": (theirs(transit_gateways={"west": WEST_OF_US}), f"{FURTHER}: are associated by {ACCOUNT}, whose gateway it is; say them there"),
    "an attachment of our own gateway": (on_gateway(asn=64803, attachment_id=ATTACHMENT), f"{LINKS}.gateway.account: is missing: the attachment of our own gateway is found by itself; name the gateway's account, or remove attachment_id"),
    "no attachment": (theirs(attachment_id="tgw-1"), f"{LINKS}.gateway.attachment_id: tgw-1 is not a transit gateway attachment id; it reads like tgw-attach-0aa11bb22cc33dd44"),
    "no prefixes": (announcing(), f"{PREFIXES}: is empty; name at least one"),
    "no prefixes of another": (one(allowed_prefixes=[]), f"{FURTHER}.west.allowed_prefixes: is empty; name at least one"),
    "nothing to announce": ({"vpcs": {}, "segments": {"offices": {"sites": ["campus"]}}}, f"{PREFIXES}: is missing, and nothing may reach the sites, so that nothing would be announced; let a segment reach theirs"),
    "nothing to announce, without segments": ({"vpcs": {}, **WITHOUT_SEGMENTS}, f"{PREFIXES}: is missing, and nothing may reach the sites, so that nothing would be announced; name the ranges here"),
    "201 prefixes": (announcing("10.44.0.0/14", *RANGES[:200]), f"{PREFIXES}: 201 ranges; AWS announces 200 for a transit gateway: name aggregates here"),
    "201 prefixes of another": (one(allowed_prefixes=RANGES), f"{FURTHER}.west.allowed_prefixes: 201 ranges; AWS announces 200 for a transit gateway"),
    "a prefix in another": (announcing("10.44.0.0/14", "10.46.0.0/16"), f"{PREFIXES}[1]: 10.46.0.0/16 lies in 10.44.0.0/14; AWS takes no range twice: keep one"),
    "a prefix twice": (announcing("10.44.0.0/14", "10.44.0.0/14"), f"{PREFIXES}: 10.44.0.0/14 stands more than once; name each once"),
    "an IPv6 prefix in another": (announcing("10.44.0.0/14", "2001:db8:44::/56", "2001:db8::/32"), f"{PREFIXES}[2]: 2001:db8:44::/56 lies in 2001:db8::/32; AWS takes no range twice: keep one"),
    "a prefix with host bits": (announcing("10.44.0.1/14"), f"{PREFIXES}[0]: 10.44.0.1/14 has bits set behind its prefix; write 10.44.0.0/14"),
    "no prefix": (one(allowed_prefixes=["far"]), f"{FURTHER}.west.allowed_prefixes[0]: far is not an address range"),
    "prefixes of two overlap": (one(allowed_prefixes=["10.47.0.0/16"]) | announcing("10.44.0.0/14"), f"{FURTHER}.west.allowed_prefixes[0]: 10.47.0.0/16 lies in 10.44.0.0/14; AWS takes no range twice: keep one"),
    "one prefix of two": (further(2, allowed_prefixes=["10.64.0.0/16"]), f"{FURTHER}.t1.allowed_prefixes[0]: 10.64.0.0/16 stands here and there; AWS takes no range twice: keep one"),
    "a VPC in another's prefix": (one(allowed_prefixes=["10.46.0.0/15"]), f"{FURTHER}.west.allowed_prefixes[0]: 10.46.0.0/15 overlaps 10.46.0.0/16 of vpcs.tools, which is announced for transit_gateway; AWS takes no range twice: name narrower ones"),
    "another's prefix in a VPC": (one(allowed_prefixes=["10.44.9.0/24"]), f"{FURTHER}.west.allowed_prefixes[0]: 10.44.9.0/24 overlaps 10.44.0.0/16 of vpcs.shop, which is announced for transit_gateway"),
    "a site named as a VPC": ({"sites.shop": DEPOT, **on_gateway(id=GATEWAY), **WITHOUT_SEGMENTS, f"{WEST}.sitelink": True, f"{EAST}.sitelink": True}, "sites.shop: shop is the name of one of the vpcs too"),
    "a site in a block": ({"transit_gateway.cidr_blocks": ["172.26.1.0/24"]}, "transit_gateway.cidr_blocks[0]: 172.26.1.0/24 overlaps 172.26.0.0/16 of sites.campus"),
    "a transit gateway's ASN": ({"transit_gateway.asn": 65535}, "transit_gateway.asn: 65535 cannot be an Amazon-side ASN"),
    "a route table twice": ({"vpcs.shop.route_tables": TABLES, "vpcs.lab.route_tables": TABLES}, "vpcs.lab.route_tables.private: rtb-0aa11bb22cc33dd44 is a route table of shop already"),
}
"""What the spec refuses, with its words."""

INTENT: dict[str, tuple[Changes, str]] = {name: (in_segments(changes), told) for name, (changes, told) in LINKS_INTENT.items()} | {
    "201 ranges with a peering's": (peered(198), f"{PREFIXES}: 201 ranges; AWS announces 200 for a transit gateway: name aggregates here"),
    "a peering in another's prefix": ({"peerings": {"paris": PARIS}, **WITHOUT_SEGMENTS, **one(allowed_prefixes=["10.60.0.0/16"])}, f"{FURTHER}.west.allowed_prefixes[0]: 10.60.0.0/16 overlaps 10.60.0.0/16 of peerings.paris, which is announced for transit_gateway"),
    "a VPC of no prefix": (announcing("10.44.0.0/15"), f"{PREFIXES}: 10.46.0.0/16 of vpcs.tools may reach the sites, and no prefix here covers it, so that nothing there leads to it; add it"),
    "half a VPC of a prefix": (announcing("10.44.0.0/15", "10.46.0.0/17"), f"{PREFIXES}: 10.46.0.0/16 of vpcs.tools may reach the sites, and no prefix here covers it"),
    "a peering of no prefix": ({"peerings": {"paris": PARIS}, **WITHOUT_SEGMENTS, **announcing("10.44.0.0/14")}, f"{PREFIXES}: 10.60.0.0/16 of peerings.paris may reach the sites, and no prefix here covers it"),
    "several sites and no segments": (APART | WITHOUT_SEGMENTS, "sites: several sites and no segments, so that all shall reach each other, and a Direct Connect gateway joins no sites; put them into a segment with isolated: true, or say sitelink: true of the virtual interfaces of campus, depot"),
    "a site on somebody else's transit gateway": (WITHOUT_SEGMENTS | {"transit_gateway": {"id": transit.GATEWAY, "asn": 64802}}, "sites.campus: is on an adopted gateway and in no segment"),
}
"""What only a spec can say, and so only it refuses."""

SEGMENTS_REFUSED: dict[str, tuple[Changes, str]] = {
    "no site": ({"segments.offices.sites": ["camps"]}, "segments.offices.sites[0]: camps is none of the sites; did you mean campus?"),
    "a site in no segment": ({"segments.offices": None, "segments.workloads.reaches": ["services"], "segments.services.reaches": []}, "sites.campus: is in no segment, so that nothing reaches it"),
    "a site that nothing may reach": ({"segments.workloads.reaches": ["services"], "segments.services.reaches": []}, f"{PREFIXES}: is missing, and nothing may reach the sites, so that nothing would be announced; let a segment reach theirs"),
    "a site among the VPCs": ({"segments.services.vpcs": ["tools", "campus"]}, "segments.services.vpcs[1]: campus is none of the vpcs"),
    "a site in two segments": ({"segments.services.sites": ["campus"]}, "segments.offices.sites[0]: campus is in services already; each attachment asks one route table"),
    "sites in two segments": (APART | {"segments.offices.sites": ["campus"], "segments.depots": {"sites": ["depot"], "reaches": ["services"]}}, "segments.depots.sites[0]: depot is here and campus in offices, but both are behind the one attachment of the Direct Connect gateway, which asks one route table; put all sites into one segment"),
    "sites that shall reach each other": (APART | {f"{WEST}.sitelink": True}, "segments.offices: its sites shall reach each other, and a Direct Connect gateway joins no sites; say isolated: true, or sitelink: true of the virtual interfaces of depot"),
    "isolated sites that SiteLink joins": (APART | {f"{WEST}.sitelink": True, f"{EAST}.sitelink": True, "segments.offices.isolated": True}, "segments.offices.isolated: SiteLink joins campus and depot past the transit gateway; take sitelink out of their virtual interfaces, or isolated out here"),
    "a site as the way out": ({"segments.workloads.default": "campus"}, "segments.workloads.default: campus is on Direct Connect, where routers announce what leads to them, 0.0.0.0/0 too; name a VPC or a peering"),
    "a VPC that may reach the sites and is announced nowhere": ({"segments.workloads.reaches": ["services"], **announcing("10.44.0.0/15")}, f"{PREFIXES}: 10.46.0.0/16 of vpcs.tools may reach the sites, and no prefix here covers it"),
}
"""What only a spec can say of segments, and so only it refuses."""
# fmt: on
