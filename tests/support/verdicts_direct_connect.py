"""What a direct-connect spec may and may not say: changes to a base spec, each with its verdict."""

from __future__ import annotations

from typing import Any

from support.verdicts import MANY, Changes
from support.verdicts_transit_gateway import LAB, SHOP, TOOLS

LINKS = "direct_connect"
NORTH, SOUTH = f"{LINKS}.connections.north", f"{LINKS}.connections.south"
WEST, EAST = f"{LINKS}.virtual_interfaces.north", f"{LINKS}.virtual_interfaces.south"
GATEWAY, PROPOSAL = "1234abcd-12ab-34cd-56ef-1234567890ab", "0ab1cd2e-12ab-34cd-56ef-1234567890ab"
HOSTED, LAG, MEMBER = "dxcon-0ac11bb2", "dxlag-0aa11bb2", "dxcon-0ad11bb2"
ACCOUNT, OURS = "444455556666", "111122223333"
VGW, TABLE = "vgw-0aa11bb22cc33dd44", "rtb-0aa11bb22cc33dd44"
SECRET = "arn:aws:secretsmanager:eu-north-1:111122223333:secret:{}-AbCdEf"
TOPIC = "arn:aws:sns:{}:111122223333:network"

DIRECT_CONNECT: dict[str, Any] = {
    "gateway": {"asn": 64803},
    "connections": {
        "north": {"location": "EDCH1", "bandwidth": "10Gbps"},
        "south": {"id": "dxcon-0aa11bb2", "location": "EqSe2-EQ", "bandwidth": "1Gbps"},
    },
    "virtual_interfaces": {
        "north": {"connection": "north", "vlan": 210},
        "south": {"connection": "south", "vlan": 210},
    },
}
SITES: dict[str, Any] = {
    "campus": {"cidrs": ["172.26.0.0/16"], "asn": 65142, "virtual_interfaces": {"north": {}, "south": {}}}
}
"""Both patterns' base specs have these links and sites."""

BASE: dict[str, Any] = {
    "pattern": "direct-connect",
    "name": "backbone",
    "region": "eu-north-1",
    "direct_connect": DIRECT_CONNECT,
    "vpcs": {"shop": {"id": SHOP, "cidrs": ["10.44.0.0/16"]}, "lab": {"id": LAB, "cidrs": ["10.45.0.0/16"]}},
    "sites": SITES,
}


def members(count: int, bandwidth: str = "10Gbps", **lag: Any) -> Changes:
    """A LAG of so many connections, with the virtual interface north on it."""
    place = {"location": "EDCH1", "bandwidth": bandwidth}
    made = {f"m{n}": place | {"lag": "pair", "macsec": "off"} for n in range(1, count + 1)}
    return {
        f"{LINKS}.connections": made | {"south": DIRECT_CONNECT["connections"]["south"]},
        f"{LINKS}.lags": {"pair": place | lag},
        f"{WEST}.connection": "pair",
    }


def keys(count: int) -> Changes:
    """So many MACsec keys of the connection north."""
    return {f"{LINKS}.macsec_keys": {f"north/{n}": {"secret_arn": SECRET.format(n)} for n in range(1, count + 1)}}


def interfaces(count: int, connection: str = "north") -> Changes:
    """So many virtual interfaces on one connection, all at one site."""
    names = [f"i{n}" for n in range(1, count + 1)]
    return {
        f"{LINKS}.virtual_interfaces": {key: {"connection": connection, "vlan": n} for n, key in enumerate(names, 1)},
        "sites.campus.virtual_interfaces": {key: {} for key in names},
    }


def on_gateway(**changes: Any) -> Changes:
    """Another Direct Connect gateway."""
    return {f"{LINKS}.gateway": changes}


def theirs(**changes: Any) -> Changes:
    """Another account's Direct Connect gateway, where the virtual interfaces are."""
    gateway = {"id": GATEWAY, "asn": 64803, "account": ACCOUNT} | changes
    return {LINKS: {"gateway": gateway}, "sites.campus.virtual_interfaces": {}}


def ends(amazon: str, customer: str) -> Changes:
    """Addresses of both ends of a virtual interface."""
    return {f"{WEST}.amazon_address": amazon, f"{WEST}.customer_address": customer}


def peer(**changes: Any) -> Changes:
    """A second BGP peer of a virtual interface."""
    return {f"{WEST}.bgp_peers": {"second": {"address_family": "ipv6"} | changes}}


BRANCH: Changes = {f"{LINKS}.hosted_connections": {"branch": {"id": HOSTED}}, f"{EAST}.connection": "branch"}
ADOPTED_LAG: Changes = {f"{LINKS}.lags": {"pair": {"id": LAG}}, f"{EAST}.connection": "pair"}
DEPOT: dict[str, Any] = {"cidrs": ["172.27.0.0/16"], "asn": 65143}
RANGES = [f"10.{100 + n // 200}.{n % 200}.0/24" for n in range(101)]

ADOPTED: Changes = {NORTH: {"id": "dxcon-0aa11bb2"}, SOUTH: {"id": "dxcon-0ab11bb2"}}
"""Lines that are there."""

LINKS_ACCEPTED: dict[str, Changes] = {
    "nothing changed": {},
    "all of a connection": {
        NORTH: {
            "location": "EDCH1",
            "bandwidth": "100Gbps",
            "provider_name": "Carrier",
            "macsec": "must_encrypt",
            "skip_destroy": False,
            "tags": {"team": "network"},
            "aws_device": "EDCH1-2vbqjmakm6hzb",
        }
    },
    **{f"macsec {mode}": {f"{NORTH}.macsec": mode} for mode in ("off", "no_encrypt", "should_encrypt")},
    "1 Gbps": {f"{NORTH}.bandwidth": "1Gbps"},
    "1 Gbps, said to be without MACsec": {f"{NORTH}.bandwidth": "1Gbps", f"{NORTH}.macsec": "off"},
    "400 Gbps": {f"{NORTH}.bandwidth": "400Gbps"},
    "a hosted connection": BRANCH,
    **{
        f"a hosted connection of {speed}": BRANCH
        | {f"{LINKS}.hosted_connections.branch": {"id": HOSTED, "confirm": False, "location": "A1", "bandwidth": speed}}
        for speed in ("50Mbps", "25Gbps")
    },
    "a LAG of 4": members(4, provider_name="Carrier", force_destroy=True, tags={"team": "network"}),
    "a LAG of 4 at 1 Gbps": members(4, "1Gbps"),
    "a LAG of 2 at 100 Gbps": members(2, "100Gbps"),
    "an adopted LAG": ADOPTED_LAG,
    "an adopted LAG with an adopted member": ADOPTED_LAG
    | {
        f"{LINKS}.lags.pair": {"id": LAG, "location": "EDCH1", "bandwidth": "10Gbps", "aws_device": "EDCH1-1"},
        f"{LINKS}.connections.member": {"id": MEMBER, "lag": "pair", "location": "EDCH1", "bandwidth": "10Gbps"},
    },
    "a MACsec key": {f"{LINKS}.macsec_keys": {"north": {"secret_arn": SECRET.format("a")}}},
    "a MACsec key from the environment": {f"{LINKS}.macsec_keys": {"north": {}}},
    "3 MACsec keys": keys(3),
    "a MACsec key of an adopted connection": {
        SOUTH: {"id": "dxcon-0aa11bb2"},
        f"{LINKS}.macsec_keys": {
            "north": {"secret_arn": SECRET.format("a")},
            "south": {"secret_arn": SECRET.format("a")},
        },
    },
    "VLAN 1": {f"{WEST}.vlan": 1},
    "VLAN 4094": {f"{WEST}.vlan": 4094},
    "two VLANs of a connection": interfaces(2),
    "IPv6": {f"{WEST}.address_family": "ipv6"},
    "an IPv6 peer": peer(),
    "a peer of another ASN": peer(
        address_family="ipv4", asn=65150, amazon_address="169.254.241.1/30", customer_address="169.254.241.2/30"
    ),
    "a /30": ends("169.254.240.1/30", "169.254.240.2/30"),
    "a /30 the other way round": ends("10.0.0.6/30", "10.0.0.5/30"),
    "a /31": ends("198.51.100.0/31", "198.51.100.1/31"),
    "SiteLink": {f"{WEST}.sitelink": True, f"{EAST}.sitelink": True},
    "45 tags in all": {"tags": MANY, f"{NORTH}.tags": {"t0": "w", "t44": "v"}, f"{WEST}.tags": {"t44": "v"}},
    **{f"a gateway of ASN {asn}": on_gateway(asn=asn) for asn in (64512, 65534, 4200000000, 4294967294)},
    "the longest name of a gateway": on_gateway(asn=64803, name="A" * 100),
    "an adopted gateway": on_gateway(id=GATEWAY, asn=64803),
    "an adopted gateway of unknown ASN": on_gateway(id=GATEWAY) | {"sites.campus.asn": 64803},
    "a site whose virtual interfaces are elsewhere": on_gateway(id=GATEWAY)
    | {"sites.depot": {"cidrs": RANGES, "asn": 64803}},
    "no virtual interface here": on_gateway(id=GATEWAY, asn=64803)
    | {f"{LINKS}.virtual_interfaces": {}, "sites.campus.virtual_interfaces": {}, "sites.campus.asn": None},
    "lowest ASN": {"sites.campus.asn": 1},
    "highest ASN": {"sites.campus.asn": 2147483646},
    "reserved elsewhere": {"sites.campus.asn": 9059},
    "100 ranges": {"sites.campus.cidrs": RANGES[:100]},
    "alarms": {
        "alarms": {"sns_topic_arns": [TOPIC.format("eu-north-1")], "period_seconds": 300, "light_level_dbm": -40}
    },
    "long looks and much light": {"alarms": {"period_seconds": 86400, "evaluation_periods": 7, "light_level_dbm": 10}},
    "a router's facts": {
        "sites.campus.virtual_interfaces": {
            "north": {"community": "7224:7300", "prepend": 10},
            "south": {"community": "7224:7100"},
        }
    },
}
"""What a spec and a module of both patterns take."""

# fmt: off
LINKS_REFUSED: dict[str, tuple[Changes, str]] = {
    **{
        f"{key} of an adopted connection": ({f"{SOUTH}.{key}": value}, f"{SOUTH}.{key}: belongs to a created connection, but id adopts one; remove one of the two")
        for key, value in (("provider_name", "Carrier"), ("macsec", "must_encrypt"), ("skip_destroy", False), ("tags", {"a": "b"}))
    },
    **{
        f"{key} of an adopted LAG": (ADOPTED_LAG | {f"{LINKS}.lags.pair.{key}": value}, f"{LINKS}.lags.pair.{key}: belongs to a created LAG, but id adopts one; remove one of the two")
        for key, value in (("provider_name", "Carrier"), ("force_destroy", True), ("tags", {"a": "b"}))
    },
    "no location": ({NORTH: {"bandwidth": "10Gbps"}}, f"{NORTH}.location: is missing; say it, such as EqDC2, or adopt a connection by its id"),
    "no bandwidth": ({NORTH: {"location": "EDCH1"}}, f"{NORTH}.bandwidth: is missing; say it, such as 10Gbps, or adopt a connection by its id"),
    "no location of a LAG": (ADOPTED_LAG | {f"{LINKS}.lags.pair": {"bandwidth": "10Gbps"}}, f"{LINKS}.lags.pair.location: is missing; say it, such as EqDC2, or adopt a LAG by its id"),
    "no bandwidth of a LAG": (ADOPTED_LAG | {f"{LINKS}.lags.pair": {"location": "EDCH1"}}, f"{LINKS}.lags.pair.bandwidth: is missing; say it, such as 10Gbps, or adopt a LAG by its id"),
    "no connection": ({f"{SOUTH}.id": "dxcon-1"}, f"{SOUTH}.id: dxcon-1 is not a Direct Connect connection id; it reads like dxcon-fh6ayh1d"),
    "no hosted connection": (BRANCH | {f"{LINKS}.hosted_connections.branch": {"id": "dxlag-0aa11bb2"}}, f"{LINKS}.hosted_connections.branch.id: dxlag-0aa11bb2 is not a Direct Connect connection id"),
    "no LAG": (ADOPTED_LAG | {f"{LINKS}.lags.pair": {"id": HOSTED}}, f"{LINKS}.lags.pair.id: {HOSTED} is not a LAG id; it reads like dxlag-fgnsp5rq"),
    "no location's code": ({f"{SOUTH}.location": "Zurich 1"}, f"{SOUTH}.location: Zurich 1 is not a location's code; it reads like EqDC2, as `aws directconnect describe-locations` lists it"),
    "no dedicated speed": ({f"{NORTH}.bandwidth": "2Gbps"}, f"{NORTH}.bandwidth: 2Gbps is not one of 1Gbps, 10Gbps, 100Gbps, 400Gbps; did you mean 1Gbps?"),
    "no hosted speed": (BRANCH | {f"{LINKS}.hosted_connections.branch.bandwidth": "100Gbps"}, f"{LINKS}.hosted_connections.branch.bandwidth: 100Gbps is not one of 50Mbps, 100Mbps, "),
    "no mode of MACsec": ({f"{NORTH}.macsec": "on"}, f"{NORTH}.macsec: on is not one of off, no_encrypt, should_encrypt, must_encrypt"),
    "no provider": ({f"{NORTH}.provider_name": " "}, f"{NORTH}.provider_name: is empty; name the provider, or leave it out"),
    "no provider of a LAG": (members(2, provider_name=""), f"{LINKS}.lags.pair.provider_name: is empty; name the provider, or leave it out"),
    "MACsec at 1 Gbps": ({f"{NORTH}.bandwidth": "1Gbps", f"{NORTH}.macsec": "must_encrypt"}, f"{NORTH}.macsec: must_encrypt, but no port of 1Gbps can do MACsec; leave it out, or take 10Gbps or more"),
    "MACsec by itself in a LAG": (members(2) | {f"{LINKS}.connections.m2.macsec": None}, f"{LINKS}.connections.m2.lag: pair, but a connection with MACsec, which 10Gbps asks for by itself, joins no LAG; write macsec: off"),
    "MACsec in a LAG": (members(2) | {f"{LINKS}.connections.m2.macsec": "no_encrypt"}, f"{LINKS}.connections.m2.lag: pair, but a connection with MACsec joins no LAG; write macsec: off"),
    "one name twice": (BRANCH | {f"{LINKS}.hosted_connections.south": {"id": MEMBER}}, f"{LINKS}.hosted_connections.south: south is the name of one of the connections too; give each a name of its own"),
    "one connection twice": (BRANCH | {f"{LINKS}.hosted_connections.branch.id": "dxcon-0aa11bb2"}, f"{LINKS}.hosted_connections.branch.id: dxcon-0aa11bb2 is south already; name each once"),
    "one LAG twice": (ADOPTED_LAG | {f"{LINKS}.lags.other": {"id": LAG}}, f"{LINKS}.lags.other.id: {LAG} is pair already; name each once"),
    "in no LAG": (members(2) | {f"{LINKS}.connections.m2.lag": "pear"}, f"{LINKS}.connections.m2.lag: pear is none of the lags; did you mean pair?"),
    "a member elsewhere": (members(2) | {f"{LINKS}.connections.m2.location": "EqSe2-EQ"}, f"{LINKS}.connections.m2.location: EqSe2-EQ, but the LAG pair has EDCH1; the members of a LAG have its location"),
    "a member of another speed": (members(2) | {f"{LINKS}.connections.m2.bandwidth": "1Gbps"}, f"{LINKS}.connections.m2.bandwidth: 1Gbps, but the LAG pair has 10Gbps; the members of a LAG have its bandwidth"),
    "a LAG of none": ({f"{LINKS}.lags": {"pair": {"location": "EDCH1", "bandwidth": "10Gbps"}}}, f"{LINKS}.lags.pair: has no member; name it in the lag of a connection, or remove it"),
    "a LAG of 5": (members(5), f"{LINKS}.lags.pair: 5 members (m1, m2, m3, m4, m5); a LAG takes 4: make another LAG"),
    "a LAG of 3 at 100 Gbps": (members(3, "100Gbps"), f"{LINKS}.lags.pair: 3 members (m1, m2, m3); a LAG takes 2 at 100 and 400 Gbps: make another LAG"),
    "a MACsec key of a hosted connection": (BRANCH | {f"{LINKS}.macsec_keys": {"branch": {}}}, f"{LINKS}.macsec_keys.branch: branch is a hosted connection, and those carry no MACsec; remove it"),
    "a MACsec key of nothing": ({f"{LINKS}.macsec_keys": {"nord": {}}}, f"{LINKS}.macsec_keys.nord: nord is none of the connections; did you mean north?"),
    "no name of a MACsec key": ({f"{LINKS}.macsec_keys": {"north/A/b": {}}}, f"{LINKS}.macsec_keys.north/A/b: A/b is no name for a key; take up to 40 of a-z"),
    "an empty name of a MACsec key": ({f"{LINKS}.macsec_keys": {"north/": {}}}, f"{LINKS}.macsec_keys.north/: '' is no name for a key; take up to 40 of a-z"),
    "a MACsec key at 1 Gbps": ({f"{NORTH}.bandwidth": "1Gbps", f"{LINKS}.macsec_keys": {"north": {}}}, f"{LINKS}.macsec_keys.north: north has no MACsec, as no port of 1Gbps can do it; remove the key, or take 10Gbps or more"),
    "a MACsec key of an adopted connection at 1 Gbps": ({f"{LINKS}.macsec_keys": {"south": {}}}, f"{LINKS}.macsec_keys.south: south has no MACsec, as no port of 1Gbps can do it; remove the key"),
    "a MACsec key without MACsec": ({f"{NORTH}.macsec": "off", f"{LINKS}.macsec_keys": {"north": {}}}, f"{LINKS}.macsec_keys.north: north is ordered without MACsec (macsec is off); remove the key, or take macsec: off out"),
    "4 MACsec keys": (keys(4), f"{LINKS}.macsec_keys.north/4: 4 keys of north (north/1, north/2, north/3, north/4); a connection holds 3: remove those no longer used"),
    "a MACsec secret twice": (keys(2) | {f"{LINKS}.macsec_keys.north/2.secret_arn": SECRET.format(1)}, f"{LINKS}.macsec_keys.north/2.secret_arn: is the secret of north/1 too; name it once"),
    "a MACsec key itself": ({f"{LINKS}.macsec_keys": {"north": {"secret_arn": "0f" * 32}}}, f"{LINKS}.macsec_keys.north.secret_arn: is no secret's ARN, and a spec never holds a key itself; it reads like arn:aws:secretsmanager"),
    "46 tags of a connection": ({"tags": MANY, f"{NORTH}.tags": {"t44": "v", "t45": "v"}}, f"{NORTH}.tags: 46 tags with the spec's; AWS takes 50"),
    "46 tags of a LAG": (members(2, tags={"t44": "v", "t45": "v"}) | {"tags": MANY}, f"{LINKS}.lags.pair.tags: 46 tags with the spec's; AWS takes 50"),
    "46 tags of a virtual interface": ({"tags": MANY, f"{WEST}.tags": {"t44": "v", "t45": "v"}}, f"{WEST}.tags: 46 tags with the spec's; AWS takes 50"),
    "Name tag of a connection": ({f"{NORTH}.tags": {"Name": "x"}}, f"{NORTH}.tags.Name: tieline names what it makes; take another key"),
    "no name of a connection": ({f"{LINKS}.connections.North": {"id": MEMBER}}, f"{LINKS}.connections.North: North is not a name tieline can use"),
    "no name of a virtual interface": ({f"{LINKS}.virtual_interfaces.West": {"connection": "north", "vlan": 211}}, f"{LINKS}.virtual_interfaces.West: West is not a name tieline can use"),
    "VLAN 0": ({f"{WEST}.vlan": 0}, f"{WEST}.vlan: 0 is outside 1-4094; take a number in that range"),
    "VLAN 4095": ({f"{WEST}.vlan": 4095}, f"{WEST}.vlan: 4095 is outside 1-4094; take a number in that range"),
    "no VLAN": ({WEST: {"connection": "north"}}, f"{WEST}.vlan: is missing; add it"),
    "VLAN twice": ({f"{EAST}.connection": "north"}, f"{EAST}.vlan: 210 is the VLAN of north on north already; take another, such as 211"),
    "the last VLAN twice": ({f"{EAST}.connection": "north", f"{WEST}.vlan": 4094, f"{EAST}.vlan": 4094}, f"{EAST}.vlan: 4094 is the VLAN of north on north already; take another, such as 1"),
    "on nothing": ({f"{WEST}.connection": "nort"}, f"{WEST}.connection: nort is none of the connections, hosted connections and LAGs; did you mean north?"),
    "on a LAG's member": (members(2) | {f"{WEST}.connection": "m2"}, f"{WEST}.connection: m2 is a member of the LAG pair, which carries the virtual interfaces; take pair"),
    "two on a hosted connection": (BRANCH | {f"{WEST}.connection": "branch", f"{WEST}.vlan": 211}, f"{EAST}.connection: 2 "),
    "no address family": ({f"{WEST}.address_family": "ipv5"}, f"{WEST}.address_family: ipv5 is not one of ipv4, ipv6; did you mean ipv6?"),
    "addresses of IPv6": (ends("169.254.240.1/30", "169.254.240.2/30") | {f"{WEST}.address_family": "ipv6"}, f"{WEST}.amazon_address: IPv6 addresses are Amazon's to give; leave it out"),
    "the address of Amazon's end alone": ({f"{WEST}.amazon_address": "169.254.240.1/30"}, f"{WEST}.amazon_address: stands alone; give customer_address too, or none of the two"),
    "the address of the router's end alone": ({f"{WEST}.customer_address": "169.254.240.2/30"}, f"{WEST}.customer_address: stands alone; give amazon_address too, or none of the two"),
    "two ranges": (ends("169.254.240.1/30", "169.254.240.6/30"), f"{WEST}.amazon_address: 169.254.240.1/30 and 169.254.240.6/30 are not the two hosts of one /30 or /31"),
    "two lengths": (ends("169.254.240.1/30", "169.254.240.2/31"), f"{WEST}.amazon_address: 169.254.240.1/30 and 169.254.240.2/31 are not the two hosts of one /30 or /31"),
    "one address": (ends("169.254.240.1/30", "169.254.240.1/30"), f"{WEST}.amazon_address: 169.254.240.1/30 and 169.254.240.1/30 are not the two hosts of one /30 or /31"),
    "no host of a /30": (ends("169.254.240.0/30", "169.254.240.1/30"), f"{WEST}.amazon_address: 169.254.240.0/30 and 169.254.240.1/30 are not the two hosts of one /30 or /31"),
    "a /29": (ends("169.254.240.1/29", "169.254.240.2/30"), f"{WEST}.amazon_address: 169.254.240.1/29 is no address of a BGP session; write it with its length, like 169.254.240.1/30"),
    "no length": (ends("169.254.240.1/30", "169.254.240.2"), f"{WEST}.customer_address: 169.254.240.2 is no address of a BGP session"),
    **{
        f"addresses in {network}": (ends(f"{first}.9.9.1/30", f"{first}.9.9.2/30"), f"{WEST}.amazon_address: {first}.9.9.1/30 lies in {network}, which {why}; take a range such as 169.254.240.0/30")
        for first, network, why in ((0, "0.0.0.0/8", "means this network"), (127, "127.0.0.0/8", "is loopback"), (224, "224.0.0.0/4", "is multicast"), (240, "240.0.0.0/4", "is reserved"))
    },
    "addresses of an IPv6 peer": (peer(customer_address="169.254.240.2/30"), f"{WEST}.bgp_peers.second.customer_address: IPv6 addresses are Amazon's to give; leave it out"),
    "a peer of no family": (peer(address_family=None), f"{WEST}.bgp_peers.second.address_family: is empty; write one of ipv4, ipv6"),
    "a peer too many": (peer(address_family="ipv4"), f"{WEST}.bgp_peers.second: ipv4 with ASN 65142 has a peer already; one is enough, or give another asn"),
    "a peer of the gateway's ASN": (peer(asn=64803), f"{WEST}.bgp_peers.second.asn: 64803 is the ASN of the Direct Connect gateway too; the two sides must differ"),
    "a peer of a reserved ASN": (peer(asn=9059) | {"region": "eu-west-1"}, f"{WEST}.bgp_peers.second.asn: 9059 is reserved by Amazon in eu-west-1; use a private ASN such as 65010"),
    "a peer's ASN too high": (peer(asn=2147483647), f"{WEST}.bgp_peers.second.asn: 2147483647 is no ASN that the provider can give a virtual interface; take one of 1-2147483646"),
    **{
        f"a gateway of ASN {asn}": (on_gateway(asn=asn), f"{LINKS}.gateway.asn: {asn} cannot be an Amazon-side ASN; take one of 64512-65534 or 4200000000-4294967294")
        for asn in (64511, 65535, 4199999999, 4294967295)
    },
    "a gateway of no ASN": (on_gateway(name="Backbone"), f"{LINKS}.gateway.asn: is missing, and a created gateway needs one; take one of 64512-65534"),
    "no gateway": (on_gateway(id="dxgw-1"), f"{LINKS}.gateway.id: dxgw-1 is not a Direct Connect gateway id; it reads like 1234abcd-12ab"),
    "an adopted gateway's name": (on_gateway(id=GATEWAY, name="Backbone"), f"{LINKS}.gateway.name: belongs to a created gateway, but id adopts one; remove one of the two"),
    "an empty name of a gateway": (on_gateway(asn=64803, name=""), f"{LINKS}.gateway.name: '' does not fit"),
    "too long a name of a gateway": (on_gateway(asn=64803, name="A" * 101), f"{LINKS}.gateway.name: {'A' * 57}... does not fit"),
    "another account's gateway to be made": (theirs(id=None), f"{LINKS}.gateway.id: is missing: the gateway of {ACCOUNT} is adopted; give its id, or remove account"),
    "no account of a gateway": (theirs(account="4444"), f"{LINKS}.gateway.account: 4444 is not an account number; write its 12 digits in quotes"),
    "to another account's gateway": ({f"{LINKS}.gateway": {"id": GATEWAY, "account": ACCOUNT}, EAST: None, "sites.campus.virtual_interfaces.south": None}, f"{WEST}: leads to the Direct Connect gateway of {ACCOUNT}, which takes virtual interfaces of its own account alone; make it there"),
    "ASN 0": ({"sites.campus.asn": 0}, "sites.campus.asn: 0 is no ASN; take one of 1-4294967295"),
    "ASN too high": ({"sites.campus.asn": 2147483647}, "sites.campus.asn: 2147483647 is no ASN that the provider can give a virtual interface; take one of 1-2147483646"),
    "ASN 7224": ({"sites.campus.asn": 7224}, "sites.campus.asn: 7224 is reserved by Amazon; use a private ASN such as 65010"),
    "ASN reserved here": ({"sites.campus.asn": 9059, "region": "eu-west-1"}, "sites.campus.asn: 9059 is reserved by Amazon in eu-west-1; use a private ASN such as 65010"),
    "no ASN": ({"sites.campus.asn": None}, "sites.campus.asn: is missing, and BGP needs one where virtual interfaces end; if private, then of 64512-65534"),
    "the gateway's ASN": ({"sites.campus.asn": 64803}, "sites.campus.asn: 64803 is the ASN of the Direct Connect gateway too; the two sides must differ: change one of them"),
    "no ranges": ({"sites.campus.cidrs": []}, "sites.campus.cidrs: is empty; name at least one"),
    "101 ranges": ({"sites.campus.cidrs": RANGES}, "sites.campus.cidrs: 101 ranges; a virtual interface learns 100 routes and then drops the session: have the routers summarise"),
    "a site in a VPC": ({"sites.campus.cidrs": ["10.44.1.0/24"]}, "sites.campus.cidrs[0]: 10.44.1.0/24 overlaps 10.44.0.0/16 of vpcs.shop"),
    "sites overlap": ({"sites.depot": DEPOT | {"cidrs": ["172.26.9.0/24"]}, **on_gateway(id=GATEWAY)}, "sites.depot.cidrs[0]: 172.26.9.0/24 overlaps 172.26.0.0/16 of sites.campus"),
    "VPCs overlap": ({"vpcs.lab.cidrs": ["10.44.128.0/17"]}, "vpcs.lab.cidrs[0]: 10.44.128.0/17 overlaps 10.44.0.0/16 of vpcs.shop"),
    "a site in a second range of a VPC": ({"vpcs.shop.cidrs": ["10.44.0.0/16", "10.54.0.0/24"], "sites.campus.cidrs": ["10.54.0.0/20"]}, "sites.campus.cidrs[0]: 10.54.0.0/20 overlaps 10.54.0.0/24 of vpcs.shop"),
    "a link-local site": ({"sites.campus.cidrs": ["169.254.240.0/24"]}, "sites.campus.cidrs[0]: 169.254.240.0/24 overlaps 169.254.0.0/16, which is link-local"),
    "a virtual interface that there is not": ({"sites.campus.virtual_interfaces.west": {}}, "sites.campus.virtual_interfaces.west: west is none of the virtual interfaces; those are north, south"),
    "a virtual interface misspelt": ({"sites.campus.virtual_interfaces": {"north": {}, "souht": {}}}, "sites.campus.virtual_interfaces.souht: souht is none of the virtual interfaces; did you mean south?"),
    "a virtual interface at two sites": ({"sites.depot": DEPOT | {"virtual_interfaces": {"south": {}}}, **on_gateway(id=GATEWAY)}, "sites.depot.virtual_interfaces.south: south ends at campus already; a virtual interface ends at one site: name it there alone"),
    "a virtual interface at no site": ({"sites.campus.virtual_interfaces": {"north": {}}}, f"{EAST}: ends at no site; name it in the virtual_interfaces of the one that its router stands at"),
    "a short look": ({"alarms": {"period_seconds": 240}}, "alarms.period_seconds: 240 is outside 300-86400 seconds; take a number in that range"),
    "an odd look": ({"alarms": {"period_seconds": 330}}, "alarms.period_seconds: 330 is not a multiple of 60; take 300 or 360"),
    "looks of more than a day": ({"alarms": {"evaluation_periods": 100, "period_seconds": 900}}, "alarms.evaluation_periods: 100 of 900 seconds are more than CloudWatch looks back, a day; take at most 96"),
    "101 looks": ({"alarms": {"evaluation_periods": 101}}, "alarms.evaluation_periods: 101 is outside 1-100"),
    "too little light": ({"alarms": {"light_level_dbm": -40.1}}, "alarms.light_level_dbm: -40.1 is outside -40-10 dBm; take a number in that range"),
    "too much light": ({"alarms": {"light_level_dbm": 10.1}}, "alarms.light_level_dbm: 10.1 is outside -40-10 dBm"),
    "a topic of elsewhere": ({"alarms": {"sns_topic_arns": [TOPIC.format("us-east-1")]}}, f"alarms.sns_topic_arns[0]: {TOPIC.format('us-east-1')} is of us-east-1; an alarm tells topics of its own Region, eu-north-1, only"),
}
"""What both patterns' specs refuse, with their words."""

LINKS_INTENT: dict[str, tuple[Changes, str]] = {
    "no level of resiliency": ({f"{LINKS}.resiliency": "most"}, f"{LINKS}.resiliency: most is not one of maximum, high, development, none"),
    "less than development": (interfaces(1) | {f"{LINKS}.resiliency": "development"}, f"{LINKS}.resiliency: development, and campus has none (devices: 1 at EDCH1); add a second connection at EDCH1, on another device, with a virtual interface that ends at campus, or say resiliency: none"),
    "less than high": (interfaces(1) | {f"{LINKS}.resiliency": "high"}, f"{LINKS}.resiliency: high, and campus has none (devices: 1 at EDCH1); add a connection at another location, with a virtual interface that ends at campus, or say resiliency: none"),
    "less than maximum": ({f"{LINKS}.resiliency": "maximum"}, f"{LINKS}.resiliency: maximum, and campus has high (devices: 1 at EDCH1 and 1 at EqSe2-EQ); add a second connection at EDCH1 and at EqSe2-EQ, on another device, with a virtual interface that ends at campus, or say resiliency: high"),
    "nobody knows where": ({f"{LINKS}.resiliency": "high", SOUTH: {"id": "dxcon-0aa11bb2"}}, f"{SOUTH}: without its location nobody can say whether high resiliency is there; state location"),
    "no device": ({f"{SOUTH}.aws_device": ""}, f"{SOUTH}.aws_device: has 0 characters; give 1 or more"),
    "no community": ({"sites.campus.virtual_interfaces": {"north": {"community": "7224:7400"}, "south": {}}}, "sites.campus.virtual_interfaces.north.community: 7224:7400 is not one of 7224:7100, 7224:7200, 7224:7300"),
    "11 prepends": ({"sites.campus.virtual_interfaces": {"north": {"prepend": 11}, "south": {}}}, "sites.campus.virtual_interfaces.north.prepend: 11 is outside 0-10"),
    "nothing leads to a site": ({"sites.depot": DEPOT}, "sites.depot: no virtual interface ends here, so that nothing leads here; name one in virtual_interfaces"),
    "IPv6 alone": ({f"{EAST}.address_family": "ipv6", "sites.campus.virtual_interfaces": {"south": {}}, f"{LINKS}.virtual_interfaces.north": None}, f"{EAST}: carries IPv6 alone, so that the ranges of campus, which are IPv4, do not come over it; add a peer with address_family: ipv4 in bgp_peers"),
    "one location in two spellings": ({f"{SOUTH}.location": "edch1"}, f"{SOUTH}.location: edch1 is EDCH1 of north but for capitals, which AWS's codes tell apart; write one of them"),
    "no virtual interfaces": (ADOPTED | {f"{LINKS}.virtual_interfaces": {}, "sites": {}}, f"{LINKS}.virtual_interfaces: is empty, so that no site is joined; add one, or adopt a gateway by its id"),
}
"""Of these the modules know nothing: a call for another Region has sites, but no virtual interfaces."""
# fmt: on

STRAIGHT: Changes = {f"{LINKS}.gateway": None, "vpcs.lab": None}
SPLIT: Changes = {f"{LINKS}.gateway": None, f"{WEST}.vpc": "shop", f"{EAST}.vpc": "lab"}
FOREIGN: dict[str, Any] = {"id": TOOLS, "cidrs": ["10.46.0.0/16"], "account": ACCOUNT, "proposal_id": PROPOSAL}


def many_vpcs(count: int) -> Changes:
    """So many VPCs with adopted gateways."""
    return {
        "vpcs": {
            f"v{n}": {"id": f"vpc-0dcc{n:013x}", "cidrs": [f"10.{n}.0.0/16"], "vpn_gateway": {"id": f"vgw-{n:017x}"}}
            for n in range(1, count + 1)
        }
    }


def learning(ranges: int, more: int) -> Changes:
    """A route table of the VPC shop, and two sites with so many ranges, through the gateway."""
    return {
        "vpcs.shop.route_tables": {"private": TABLE},
        "sites.campus": SITES["campus"] | {"cidrs": RANGES[:ranges], "virtual_interfaces": {"north": {}}},
        "sites.depot": DEPOT | {"cidrs": RANGES[ranges : ranges + more], "virtual_interfaces": {"south": {}}},
    }


ACCEPTED: dict[str, Changes] = LINKS_ACCEPTED | {
    "jumbo frames": {f"{WEST}.mtu": 9001},
    "50 virtual interfaces": interfaces(50),
    "all of a VPC": {
        "vpcs.shop.route_tables": {"private": TABLE},
        "vpcs.shop.vpn_gateway": {"id": VGW, "asn": 64801, "attach": True},
        "vpcs.shop.allowed_prefixes": ["10.40.0.0/13", "10.99.0.0/24", "2001:db8:44::/56"],
    },
    "an adopted gateway that stays detached": {"vpcs.shop.vpn_gateway": {"id": VGW, "attach": False}},
    "prefixes of IPv6 alone": {"vpcs.shop.allowed_prefixes": ["2001:db8:44::/56"]},
    "the same prefix for two VPCs": {
        "vpcs.shop.allowed_prefixes": ["10.40.0.0/13"],
        "vpcs.lab.allowed_prefixes": ["10.40.0.0/13"],
    },
    "straight to the only VPC": STRAIGHT,
    "straight to two VPCs": SPLIT,
    "straight beside the gateway": {f"{WEST}.vpc": "shop", "sites.campus.asn": 65142},
    "straight, attached elsewhere": STRAIGHT | {"vpcs.shop.vpn_gateway": {"attach": False}},
    "straight to a gateway of unknown ASN": STRAIGHT
    | {"vpcs.shop.vpn_gateway": {"id": VGW}, "sites.campus.asn": 64512},
    "the ASN of a virtual private gateway behind the gateway": {"sites.campus.asn": 64512},
    "a VPC of another account": {"account": OURS, "vpcs.far": FOREIGN},
    "a VPC of another account, not yet proposed": {
        "account": OURS,
        "vpcs.far": {key: value for key, value in FOREIGN.items() if key != "proposal_id"},
    },
    "to another account's gateway, straight": {
        f"{LINKS}.gateway": {"id": GATEWAY, "account": ACCOUNT},
        f"{WEST}.vpc": "shop",
        f"{EAST}.vpc": "shop",
    },
    "proposed to another account's gateway": theirs(),
    "20 VPCs": many_vpcs(20),
    "sites alone, by SiteLink": {f"{WEST}.sitelink": True, f"{EAST}.sitelink": True, "vpcs": {}},
    "VPCs for somebody else's gateway": on_gateway(id=GATEWAY) | {"vpcs": {}},
    "100 routes": learning(60, 40),
    "60 routes straight to each of two VPCs": SPLIT | learning(60, 41),
}
"""What both the spec and the module take."""

SPEC_ACCEPTED: dict[str, Changes] = {
    "a VPC of another Region": {
        "vpcs.west": {"id": TOOLS, "cidrs": ["10.46.0.0/16"], "region": "eu-west-3", "route_tables": {"private": TABLE}}
    },
    "a VPC of the spec's Region": {"vpcs.shop.region": "eu-north-1"},
    "a VPC of our own account": {"account": OURS, "vpcs.shop.account": OURS},
    "all of a VPC of another account": {
        "account": OURS,
        "vpcs.far": FOREIGN
        | {"route_tables": {"private": TABLE}, "vpn_gateway": {"asn": 64801}, "region": "eu-west-3"},
    },
    "development": {
        f"{LINKS}.resiliency": "development",
        f"{SOUTH}.location": "EDCH1",
        f"{NORTH}.aws_device": "EDCH1-1",
        f"{SOUTH}.aws_device": "EDCH1-2",
    },
    "high": {f"{LINKS}.resiliency": "high"},
    "high, whatever a third one is": {
        f"{LINKS}.resiliency": "high",
        f"{LINKS}.connections.third": {"id": MEMBER},
        f"{LINKS}.virtual_interfaces.third": {"connection": "third", "vlan": 1},
        "sites.campus.virtual_interfaces.third": {},
    },
}
"""What only the spec takes: it is for several Regions and accounts, and each gets a module of its own."""

# fmt: off
REFUSED: dict[str, tuple[Changes, str]] = LINKS_REFUSED | {
    "no private MTU": ({f"{WEST}.mtu": 8500}, f"{WEST}.mtu: 8500 is not one of 1500, 9001; did you mean 9001?"),
    "51 virtual interfaces": (interfaces(51), f"{LINKS}.virtual_interfaces.i51.connection: 51 private virtual interfaces on north (i1, i2, "),
    "transit gateways on the gateway": (on_gateway(asn=64803, transit_gateways={}), f"{LINKS}.gateway.transit_gateways: a Direct Connect gateway serves virtual private gateways or transit gateways, never both; use the pattern transit-gateway-direct-connect"),
    "a transit gateway": ({"transit_gateway": {"asn": 64802}}, "transit_gateway: a Direct Connect gateway serves virtual private gateways or transit gateways, never both; use the pattern transit-gateway-direct-connect"),
    "a VPC twice": ({"vpcs.lab.id": SHOP}, f"vpcs.lab.id: {SHOP} is of shop already; name each once"),
    "a virtual private gateway twice": ({"vpcs.shop.vpn_gateway": {"id": VGW}, "vpcs.lab.vpn_gateway": {"id": VGW}}, f"vpcs.lab.vpn_gateway.id: {VGW} is of shop already; name each once"),
    "a route table twice": ({"vpcs.shop.route_tables": {"a": TABLE}, "vpcs.lab.route_tables": {"b": TABLE}}, f"vpcs.lab.route_tables.b: {TABLE} is of shop already; name each once"),
    "a route table twice in a VPC": ({"vpcs.shop.route_tables": {"a": TABLE, "b": TABLE}}, f"vpcs.shop.route_tables: {TABLE} stands under a and b; name each route table once"),
    "SiteLink straight to a VPC": ({f"{WEST}.sitelink": True, f"{WEST}.vpc": "shop"}, f"{WEST}.sitelink: SiteLink works through a Direct Connect gateway only; remove it, or vpc"),
    "SiteLink without a gateway": (STRAIGHT | {f"{WEST}.sitelink": True}, f"{WEST}.sitelink: SiteLink works through a Direct Connect gateway only; remove it"),
    "straight to no VPC": ({f"{WEST}.vpc": "shpo"}, f"{WEST}.vpc: shpo is none of the vpcs; did you mean shop?"),
    "straight to no VPC, without a gateway": (SPLIT | {f"{WEST}.vpc": "shpo"}, f"{WEST}.vpc: shpo is none of the vpcs; did you mean shop?"),
    "to nowhere": ({f"{LINKS}.gateway": None, f"{EAST}.vpc": "lab"}, f"{WEST}: leads nowhere: there is no Direct Connect gateway, and 2 VPCs; name the vpc that it leads straight to, or add direct_connect.gateway"),
    "to nowhere at all": ({f"{LINKS}.gateway": None, "vpcs": {}}, "vpcs: is empty, so that the sites are joined to nothing; name a VPC"),
    "to one VPC of two": (SPLIT | {f"{EAST}.vpc": "shop"}, "vpcs.lab: no virtual interface leads here, and there is no Direct Connect gateway; name it in the vpc of one"),
    "straight to a VPC of another account": ({"account": OURS, "vpcs.far": FOREIGN, f"{WEST}.vpc": "far"}, f"{WEST}.vpc: far is of account {ACCOUNT}; lead it through direct_connect.gateway"),
    "a VPC of another account without a gateway": (SPLIT | {"account": OURS, "vpcs.far": FOREIGN}, f"vpcs.far.account: a VPC of {ACCOUNT} is joined through a Direct Connect gateway, which takes what that account proposes; add direct_connect.gateway"),
    "a VPC of another account straight without a gateway": (STRAIGHT | {"account": OURS, "vpcs.far": FOREIGN, "vpcs.shop": None}, f"vpcs.far.account: a VPC of {ACCOUNT} is joined through a Direct Connect gateway"),
    "a VPC of another account on another account's gateway": (theirs() | {"account": OURS, "vpcs.far": FOREIGN | {"account": "777788889999"}}, f"vpcs.far.account: the Direct Connect gateway is of {ACCOUNT}, and what is of 777788889999 is joined to it from there"),
    "no account": ({"account": OURS, "vpcs.far": FOREIGN | {"account": "4444"}}, "vpcs.far.account: 4444 is not an account number; write its 12 digits in quotes"),
    "no proposal": ({"account": OURS, "vpcs.far": FOREIGN | {"proposal_id": "1"}}, "vpcs.far.proposal_id: 1 is not a proposal's id; it reads like 1234abcd-12ab"),
    "a proposal of nobody": ({"vpcs.shop.proposal_id": PROPOSAL}, "vpcs.shop.account: is missing: a proposal is another account's; name that, or remove proposal_id"),
    "no ASN of a virtual private gateway": ({"vpcs.shop.vpn_gateway": {"asn": 64511}}, "vpcs.shop.vpn_gateway.asn: 64511 cannot be an Amazon-side ASN; take one of 64512-65534"),
    "the default ASN of the virtual private gateway": (STRAIGHT | {"sites.campus.asn": 64512}, "sites.campus.asn: 64512 is the ASN of the virtual private gateway of shop too, the default nobody wrote; the two sides must differ: change this one, or set vpcs.shop.vpn_gateway.asn to another private ASN such as 64801"),
    "the stated ASN of the virtual private gateway": (STRAIGHT | {"vpcs.shop.vpn_gateway": {"asn": 64801}, "sites.campus.asn": 64801}, "sites.campus.asn: 64801 is the ASN of the virtual private gateway of shop too; the two sides must differ"),
    "a peer of the ASN of the virtual private gateway": (STRAIGHT | peer(asn=64512), f"{WEST}.bgp_peers.second.asn: 64512 is the ASN of the virtual private gateway of shop too, the default nobody wrote"),
    "a gateway attached elsewhere": ({"vpcs.shop.vpn_gateway": {"attach": False}}, "vpcs.shop.vpn_gateway.attach: false, but a Direct Connect gateway takes a virtual private gateway that is attached to its VPC alone; remove it"),
    "prefixes without a gateway": (STRAIGHT | {"vpcs.shop.allowed_prefixes": ["10.44.0.0/16"]}, "vpcs.shop.allowed_prefixes: without a Direct Connect gateway all of the VPC is announced; remove them, or add direct_connect.gateway"),
    "no prefixes": ({"vpcs.shop.allowed_prefixes": []}, "vpcs.shop.allowed_prefixes: is empty; name at least one"),
    "a narrow prefix": ({"vpcs.shop.allowed_prefixes": ["10.40.0.0/14", "10.44.0.0/17"]}, "vpcs.shop.allowed_prefixes[1]: 10.44.0.0/17 is narrower than the VPC's 10.44.0.0/16, so that AWS announces nothing of it; name 10.44.0.0/16, or a wider range"),
    "a prefix in another": ({"vpcs.shop.allowed_prefixes": ["10.44.0.0/16", "10.40.0.0/13"]}, "vpcs.shop.allowed_prefixes[1]: 10.44.0.0/16 lies in 10.40.0.0/13; AWS takes no range twice: keep one"),
    "a prefix twice": ({"vpcs.shop.allowed_prefixes": ["10.44.0.0/16", "10.44.0.0/16"]}, "vpcs.shop.allowed_prefixes: 10.44.0.0/16 stands more than once; name each once"),
    "prefixes of something else": ({"vpcs.shop.allowed_prefixes": ["10.45.0.0/16", "172.16.0.0/12"]}, "vpcs.shop.allowed_prefixes: no prefix covers a range of the VPC, such as 10.44.0.0/16, so that AWS announces nothing of it; name that, or a wider range"),
    "a prefix with host bits": ({"vpcs.shop.allowed_prefixes": ["10.44.0.1/16"]}, "vpcs.shop.allowed_prefixes[0]: 10.44.0.1/16 has bits set behind its prefix; write 10.44.0.0/16"),
    "an IPv6 prefix in other words": ({"vpcs.shop.allowed_prefixes": ["10.44.0.0/16", "2001:DB8::/56"]}, "vpcs.shop.allowed_prefixes[1]: 2001:DB8::/56 is not how AWS writes a range; write 2001:db8::/56"),
    "a prefix list": ({"vpcs.shop.allowed_prefixes": ["pl-0aa11bb22cc33dd44"]}, "vpcs.shop.allowed_prefixes[0]: pl-0aa11bb22cc33dd44 is a prefix list, and Direct Connect takes ranges; write them out"),
    "no prefix": ({"vpcs.shop.allowed_prefixes": ["shop"]}, "vpcs.shop.allowed_prefixes[0]: shop is not an address range"),
    "21 VPCs": (many_vpcs(21), "vpcs: 21 VPCs; a Direct Connect gateway takes 20 virtual private gateways, and AWS does not raise it: use the pattern transit-gateway-direct-connect"),
    "101 routes": (learning(60, 41), "vpcs.shop.route_tables: the sites have 101 ranges, and a route table learns 100 routes: summarise the ranges"),
    "101 routes with a site of elsewhere": (on_gateway(id=GATEWAY) | {"vpcs.shop.route_tables": {"private": TABLE}, "sites.depot": {"cidrs": RANGES[:100]}}, "vpcs.shop.route_tables: the sites have 101 ranges, and a route table learns 100 routes"),
}
"""What the spec refuses, with its words."""

INTENT: dict[str, tuple[Changes, str]] = LINKS_INTENT | {
    "less than high to one VPC": (
        SPLIT | {f"{LINKS}.resiliency": "high", f"{EAST}.vpc": "shop", f"{LINKS}.virtual_interfaces.lab": {"connection": "north", "vlan": 211, "vpc": "lab"}, "sites.campus.virtual_interfaces.lab": {}},
        f"{LINKS}.resiliency: high, and campus to lab has none (devices: 1 at EDCH1); add a connection at another location, with a virtual interface that ends at campus, or say resiliency: none",
    ),
    "sites joined to nothing": ({"vpcs": {}}, "vpcs: is empty, so that the sites are joined to nothing; name a VPC"),
    "straight to another Region": ({"vpcs.lab.region": "eu-west-3", f"{WEST}.vpc": "lab"}, f"{WEST}.vpc: lab is in eu-west-3, and its connection in eu-north-1; lead it through direct_connect.gateway"),
    "whose account accepts": ({"vpcs.far": FOREIGN}, f"account: is missing: {ACCOUNT} proposes far to your account, so name that, 12 digits in quotes"),
    "a proposal of our own": ({"account": OURS, "vpcs.shop.account": OURS, "vpcs.shop.proposal_id": PROPOSAL}, "vpcs.shop.proposal_id: a proposal is another account's, and this VPC is of ours; remove it"),
    "our own account's gateway": (theirs(account=OURS) | {"account": OURS}, f"{LINKS}.gateway.account: {OURS} is the account of the spec; remove it"),
    "no account of the spec": ({"account": "1111"}, "account: 1111 is not an account number; write its 12 digits in quotes"),
    "no Region of a VPC": ({"vpcs.lab.region": "Paris"}, "vpcs.lab.region: Paris is not an AWS Region; write it like eu-north-1"),
    "21 VPCs of another account's gateway": (theirs() | many_vpcs(21), "vpcs: 21 VPCs; a Direct Connect gateway takes 20 virtual private gateways"),
}
"""What only a spec can say, or count, and so only it refuses."""
# fmt: on
