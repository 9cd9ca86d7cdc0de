"""modules/direct-connect-gateway: the rules of virtual interfaces of all kinds, of BGP peers and their keys."""

from typing import Any

import pytest

from support.cases import accepted
from support.direct_connect_gateway import (
    ACCOUNT,
    ASN,
    MODULE,
    NORTH,
    SOUTH,
    VGW,
    VIF,
    direct_connect,
    interface,
    private,
    public,
)
from support.vpn import Inputs
from tieline.testing.plugin import Rejection

OF_NORTH = "private_virtual_interfaces.north"
NAME_ADVICE = "take up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends."
LENT = "111122223333"


def refused(name: str, inputs: Inputs, *lines: str, **settings: Any) -> Any:
    """A case that must fail with exactly these lines, whatever the number of rules they come from."""
    return pytest.param(sorted(lines), marks=pytest.mark.plan(MODULE, inputs=inputs, **settings), id=name)


def ends(amazon: str | None, customer: str | None, **changes: Any) -> Inputs:
    return interface(amazon_address=amazon, customer_address=customer, **changes)


def transit(**changes: Any) -> Inputs:
    return direct_connect(transit_virtual_interfaces={"north": interface(**changes)})


def internet(**changes: Any) -> Inputs:
    return direct_connect(public_virtual_interfaces={"net": public(**changes)})


def theirs(**changes: Any) -> Inputs:
    return direct_connect(accepted_virtual_interfaces={"theirs": {"id": VIF, "type": "private"} | changes})


def peers(*parts: Inputs, **changes: Any) -> Inputs:
    return private(bgp_peers=dict(zip("abc", parts, strict=False)), **changes)


def on_one(transits: int, privates: int, publics: int = 0) -> Inputs:
    """So many virtual interfaces on one connection, none of them to the Direct Connect gateway."""
    lent = interface(owner_account=LENT)
    vlans = iter(range(1, 200))
    return direct_connect(
        transit_virtual_interfaces={f"t{n}": lent | {"vlan": next(vlans)} for n in range(transits)},
        private_virtual_interfaces={f"p{n}": lent | {"vlan": next(vlans)} for n in range(privates)},
        public_virtual_interfaces={f"w{n}": public(vlan=next(vlans)) for n in range(publics)},
    )


def on_connections(**at: tuple[str, str]) -> Inputs:
    """Private virtual interfaces, each on a connection's name and id."""
    return direct_connect(
        private_virtual_interfaces={
            k: interface(connection=name, connection_id=name_at_aws) for k, (name, name_at_aws) in at.items()
        }
    )


GOOD_ENDS = {
    "a-31": ends("169.254.240.0/31", "169.254.240.1/31"),
    "a-30": ends("10.0.0.6/30", "10.0.0.5/30", vlan=211),
    "public": ends("198.51.100.9/30", "198.51.100.10/30", vlan=212),
    "six": interface(address_family="ipv6", vlan=213),
    40 * "n": interface(vlan=1, asn=1, connection_id="dxcon-0aa11bb2"),
    "n": interface(vlan=4094, asn=2147483646, connection_id="dxcon-0aa11bb2"),
}


@pytest.mark.parametrize(
    (),
    [
        accepted(
            MODULE,
            "addresses, VLANs and ASNs at their limits",
            direct_connect(
                private_virtual_interfaces={
                    k: v | {"connection_id": "dxcon-0aa11bb2", "vpn_gateway_id": VGW} for k, v in GOOD_ENDS.items()
                },
                transit_virtual_interfaces={"t": interface(connection="south", connection_id=SOUTH)},
            ),
        ),
        accepted(
            MODULE,
            "two peers of a family with ASNs of their own",
            peers({"address_family": "ipv4", "asn": 65143}, {"address_family": "ipv6", "asn": 65142}),
        ),
        accepted(MODULE, "4 transit and 47 others", on_one(4, 40, 7)),
        accepted(MODULE, "1 transit and 50 others", on_one(1, 50)),
        accepted(MODULE, "an ASN that is reserved elsewhere", private(asn=9059)),
        accepted(
            MODULE,
            "the gateway's ASN where it does not lead to the gateway",
            direct_connect(
                private_virtual_interfaces={
                    "a": interface(asn=ASN, vpn_gateway_id=VGW),
                    "b": interface(asn=ASN, vlan=211, owner_account=ACCOUNT),
                },
                transit_virtual_interfaces={"c": interface(asn=ASN, vlan=212, owner_account=ACCOUNT)},
            ),
        ),
        accepted(MODULE, "nothing lent needs a gateway", on_one(1, 1) | {"gateway": None}),
        accepted(
            MODULE,
            "1000 prefixes beside what nobody has",
            internet(
                prefixes=[
                    "9.255.255.0/24",
                    "11.0.0.0/8",
                    "172.32.0.0/11",
                    "100.128.0.0/9",
                    "2000::/3",
                    *(f"203.0.{113 + n // 256}.{n % 256}/32" for n in range(995)),
                ],
            ),
        ),
        accepted(MODULE, "accepted and public, without a gateway", theirs(type="public") | {"gateway": None}),
        accepted(
            MODULE,
            "accepted straight to a virtual private gateway",
            theirs(vpn_gateway_id=VGW, address_families=["ipv6"]) | {"gateway": None},
        ),
        accepted(
            MODULE,
            "45 tags",
            private(tags={f"k{n}": 256 * "v" for n in range(44)} | {128 * "k": ""}),
        ),
    ],
)
@pytest.mark.usefixtures("plan")
def test_accepts() -> None:
    """The plan is what is asserted."""


@pytest.mark.parametrize(
    "message",
    [
        refused(
            "private alone",
            direct_connect(
                gateway=None,
                private_virtual_interfaces={
                    "a": interface(mtu=8500, vpn_gateway_id=VGW, sitelink=True),
                    "b": interface(mtu=1501, vpn_gateway_id="vgw-1"),
                    "c": interface(),
                    "d": interface(),
                },
            ),
            "private_virtual_interfaces.a.mtu: 8500 is not one of 1500, 9001; take one of them.",
            "private_virtual_interfaces.b.mtu: 1501 is not one of 1500, 9001; take one of them.",
            "private_virtual_interfaces.b.vpn_gateway_id: vgw-1 is no virtual private gateway id; "
            "it reads like vgw-0aa11bb22cc33dd44.",
            "private_virtual_interfaces.c: leads nowhere; give gateway, or the interface's vpn_gateway_id.",
            "private_virtual_interfaces.d: leads nowhere; give gateway, or the interface's vpn_gateway_id.",
            "private_virtual_interfaces.a.sitelink: true, but vpn_gateway_id leads it straight to a gateway, and "
            "SiteLink works through a Direct Connect gateway only; remove one of the two.",
        ),
        refused(
            "transit alone",
            transit(mtu=9001) | {"gateway": None},
            "transit_virtual_interfaces.north.mtu: 9001 is not one of 1500, 8500; take one of them.",
            "transit_virtual_interfaces.north: leads nowhere; give gateway.",
        ),
        refused(
            "the gateway's own ASN, and addresses of nobody",
            direct_connect(
                private_virtual_interfaces={
                    "north": ends("127.0.0.1/30", "127.0.0.2/30", asn=ASN),
                    "vgw": interface(asn=ASN, vpn_gateway_id=VGW),
                },
                transit_virtual_interfaces={
                    "south": ends(
                        "224.0.0.0/31",
                        "224.0.0.1/31",
                        bgp_peers={
                            "a": {
                                "address_family": "ipv4",
                                "asn": ASN,
                                "amazon_address": "0.255.255.1/30",
                                "customer_address": "0.255.255.2/30",
                            }
                        },
                    ),
                },
            ),
            f"{OF_NORTH}.asn: 64803 is the Direct Connect gateway's own ASN; your router needs another.",
            "transit_virtual_interfaces.south.bgp_peers.a.asn: 64803 is the Direct Connect gateway's own ASN; "
            "your router needs another.",
            f"{OF_NORTH}.amazon_address: 127.0.0.1/30 lies in 127.0.0.0/8, which is loopback; "
            "take a range such as 169.254.240.0/30.",
            "transit_virtual_interfaces.south.amazon_address: 224.0.0.0/31 lies in 224.0.0.0/4, which is multicast; "
            "take a range such as 169.254.240.0/30.",
            "transit_virtual_interfaces.south.bgp_peers.a.amazon_address: 0.255.255.1/30 lies in 0.0.0.0/8, "
            "which means this network; take a range such as 169.254.240.0/30.",
        ),
        refused(
            "names",
            direct_connect(
                private_virtual_interfaces={
                    "North": interface(),
                    "n": interface(vlan=2, bgp_peers={"a b": {"address_family": "ipv6"}}),
                },
                transit_virtual_interfaces={41 * "n": interface(vlan=3, connection="dxcon.1", connection_id=SOUTH)},
                public_virtual_interfaces={"-": public(vlan=4)},
            ),
            f"private_virtual_interfaces.North: North is no name for a virtual interface; {NAME_ADVICE}",
            f"transit_virtual_interfaces.{41 * 'n'}: {41 * 'n'} is no name for a virtual interface; {NAME_ADVICE}",
            f"public_virtual_interfaces.-: - is no name for a virtual interface; {NAME_ADVICE}",
            f"private_virtual_interfaces.n.bgp_peers.a b: a b is no name for a BGP peer; {NAME_ADVICE}",
            f"transit_virtual_interfaces.{41 * 'n'}.connection: dxcon.1 is no name for a connection; {NAME_ADVICE}",
        ),
        refused(
            "connections",
            on_connections(
                a=("north", "dxcon-1"),
                b=("south", "dxcon-FG0AA11B"),
                c=("east", SOUTH),
                d=("east", NORTH),
                e=("west", NORTH),
            ),
            *(
                f"private_virtual_interfaces.{key}.connection_id: {wrong} is no connection and no LAG; "
                "it reads like dxcon-0aa11bb2 or dxlag-0aa11bb2."
                for key, wrong in (("a", "dxcon-1"), ("b", "dxcon-FG0AA11B"))
            ),
            "private_virtual_interfaces.c and private_virtual_interfaces.d: VLAN 210 on connection east stands 2 times; "
            "give each a VLAN of its own.",
            f"connection east: is {SOUTH} and {NORTH}; give each connection a name of its own.",
            f"connection east and west: all are {NORTH}; call it by one name, for its VLANs to be compared.",
        ),
        refused(
            "VLANs",
            direct_connect(
                private_virtual_interfaces={
                    "a": interface(vlan=0),
                    "b": interface(vlan=4095),
                    "c": interface(vlan=1.5),
                    "d": interface(),
                },
                public_virtual_interfaces={"e": public(), "f": public(connection="south", connection_id=SOUTH)},
            ),
            *(
                f"private_virtual_interfaces.{key}.vlan: {vlan} is no VLAN; take one of 1-4094."
                for key, vlan in (("a", 0), ("b", 4095), ("c", 1.5))
            ),
            "private_virtual_interfaces.d and public_virtual_interfaces.e: VLAN 210 on connection north stands 2 times; "
            "give each a VLAN of its own.",
        ),
        *(
            refused(
                f"{transits} transit and {privates + publics} others on a connection",
                on_one(transits, privates, publics),
                f"virtual interfaces on connection north: {transits} transit and {privates + publics} others; "
                "a connection or LAG takes 4 and 50, 51 in all: spread them over several.",
            )
            for transits, privates, publics in ((5, 1, 0), (0, 50, 1), (4, 40, 8))
        ),
        refused(
            "ASNs",
            direct_connect(
                private_virtual_interfaces={
                    "a": interface(vlan=1, asn=0, bgp_peers={"p": {"address_family": "ipv6", "asn": 7224}}),
                    "b": interface(vlan=2, asn=4200000000),
                    "c": interface(vlan=3, asn=1.5),
                    "d": interface(vlan=4, asn=None),
                    "e": interface(vlan=5, asn=9059),
                },
            ),
            *(
                f"private_virtual_interfaces.{key}.asn: {asn} is no ASN that the provider can give a virtual interface; "
                "take one of 1-2147483646, if private then of 64512-65534."
                for key, asn in (("a", 0), ("b", 4200000000), ("c", 1.5))
            ),
            "private_virtual_interfaces.d.asn: null is no ASN; give that of your router.",
            "private_virtual_interfaces.a.bgp_peers.p.asn: 7224 is reserved by Amazon; use a private ASN such as 65010.",
            "private_virtual_interfaces.e.asn: 9059 is reserved by Amazon in eu-west-1; use a private ASN such as 65010.",
            region="eu-west-1",
        ),
        refused(
            "address families, and peers that are one",
            peers({"address_family": "ipv5"}, {"address_family": "ipv4"}, {"address_family": "ipv4", "asn": 65142}),
            f"{OF_NORTH}.bgp_peers.a.address_family: ipv5 is not one of ipv4, ipv6; take one of them.",
            f"{OF_NORTH}.bgp_peers: ipv4 with ASN 65142 is what the first and b and c are for; "
            "one peer is enough, or give another ASN.",
        ),
        refused(
            "addresses",
            direct_connect(
                private_virtual_interfaces={
                    "a": ends("169.254.240.1/30", None, vlan=1),
                    "b": ends(None, "169.254.240.1/30", vlan=2),
                    "c": ends("169.254.240.1/29", "169.254.240.2/29", vlan=3),
                    "d": ends("169.254.240.1/30", "169.254.240.1/30", vlan=4),
                    "e": ends("169.254.240.1/30", "169.254.240.5/30", vlan=5),
                    "f": ends("169.254.240.0/30", "169.254.240.1/30", vlan=6),
                    "g": ends("169.254.240.2/30", "169.254.240.3/30", vlan=7),
                    "h": ends("169.254.240.1/30", "169.254.240.0/31", vlan=8),
                    "i": ends("169.254.240.1", "169.254.240.2", vlan=9),
                    "j": ends("2001:db8::1/125", "2001:db8::2/125", vlan=10, address_family="ipv6"),
                    "k": interface(
                        vlan=11, bgp_peers={"six": {"address_family": "ipv6", "amazon_address": "2001:db8::1/125"}}
                    ),
                },
            ),
            "private_virtual_interfaces.a: amazon_address alone; give the addresses of both ends, or of none.",
            "private_virtual_interfaces.b: customer_address alone; give the addresses of both ends, or of none.",
            *(
                f"private_virtual_interfaces.{key}: amazon_address {a} and customer_address {b} are not the two hosts of "
                "one /30 or /31; write them like 169.254.240.1/30 and 169.254.240.2/30."
                for key, a, b in (
                    ("c", "169.254.240.1/29", "169.254.240.2/29"),
                    ("d", "169.254.240.1/30", "169.254.240.1/30"),
                    ("e", "169.254.240.1/30", "169.254.240.5/30"),
                    ("f", "169.254.240.0/30", "169.254.240.1/30"),
                    ("g", "169.254.240.2/30", "169.254.240.3/30"),
                    ("h", "169.254.240.1/30", "169.254.240.0/31"),
                    ("i", "169.254.240.1", "169.254.240.2"),
                )
            ),
            "private_virtual_interfaces.j: amazon_address 2001:db8::1/125, customer_address 2001:db8::2/125; "
            "an IPv6 peer's addresses are Amazon's to give: leave them out.",
            "private_virtual_interfaces.k.bgp_peers.six: amazon_address 2001:db8::1/125, customer_address null; "
            "an IPv6 peer's addresses are Amazon's to give: leave them out.",
        ),
        refused(
            "what the accepter says, and tags",
            direct_connect(
                tags={f"m{n}": "" for n in range(40)},
                private_virtual_interfaces={
                    "a": interface(vlan=1, owner_account=LENT, sitelink=True, tags={"floor": "2"}),
                    "b": interface(vlan=2, owner_account=LENT, vpn_gateway_id=VGW),
                    "c": interface(vlan=3, owner_account="1"),
                    "d": interface(
                        vlan=4, tags={"aws:x": "", "Name": "", "null": None, 129 * "k": "", "long": 257 * "v"}
                    ),
                },
                public_virtual_interfaces={"e": public(vlan=5, tags={f"k{n}": "" for n in range(6)})},
            ),
            f"private_virtual_interfaces.a: sitelink, tags given, but account {LENT} says that when it accepts the "
            "interface; leave it out here.",
            f"private_virtual_interfaces.b: vpn_gateway_id given, but account {LENT} says that when it accepts the "
            "interface; leave it out here.",
            "private_virtual_interfaces.c.owner_account: 1 is no account; give its 12 digits.",
            "private_virtual_interfaces.d.tags.aws:x: keys that start with aws: are Amazon's; take another key.",
            "private_virtual_interfaces.d.tags.Name: tieline names what it makes; take another key.",
            "private_virtual_interfaces.d.tags.null: null is no value; give text, or take the tag away.",
            f"private_virtual_interfaces.d.tags.{129 * 'k'}: the key has 129 characters, AWS takes 1-128; shorten it.",
            "private_virtual_interfaces.d.tags.long: the value has 257 characters, AWS takes up to 256; shorten it.",
            "public_virtual_interfaces.e.tags: 46 tags with the module's; AWS takes 50 on a resource and up to 5 are set "
            "here: keep to 45.",
        ),
        refused(
            "public",
            direct_connect(
                public_virtual_interfaces={
                    "a": public(vlan=1, amazon_address=None, customer_address=None, prefixes=[]),
                    "b": public(vlan=2, bgp_peers={"p": {"address_family": "ipv4", "asn": 65143}}),
                    "c": public(
                        vlan=3,
                        amazon_address="10.0.0.0/31",
                        customer_address="10.0.0.1/31",
                        prefixes=[None, "203.0.113.1/24", "2001:DB8::/56", "203.0.114.0/24", "203.0.114.0/24"],
                    ),
                    "d": public(vlan=4, prefixes=["192.168.1.0/24", "172.0.0.0/8", "fd00::/16", "0.0.0.0/0"]),
                    "e": public(vlan=5, prefixes=[f"203.0.{113 + n // 256}.{n % 256}/32" for n in range(1001)]),
                }
            ),
            "public_virtual_interfaces.a: no amazon_address and customer_address; AWS picks none for a public virtual "
            "interface: give two public addresses of one /30 or /31 of yours.",
            "public_virtual_interfaces.b.bgp_peers.p: no amazon_address and customer_address; AWS picks none for a public "
            "virtual interface: give two public addresses of one /30 or /31 of yours.",
            "public_virtual_interfaces.c.amazon_address: 10.0.0.0/31 lies in 10.0.0.0/8, which is private (RFC 1918); "
            "take public addresses of yours.",
            "public_virtual_interfaces.a.prefixes: 0 ranges; name 1-1000 public ranges of yours, summarised.",
            "public_virtual_interfaces.e.prefixes: 1001 ranges; name 1-1000 public ranges of yours, summarised.",
            "public_virtual_interfaces.c.prefixes: null is no range; "
            "write it like 198.51.100.0/24 or 2001:db8:44::/56.",
            *(
                f"public_virtual_interfaces.c.prefixes: {bad} has bits set behind its prefix, or is not written in AWS's "
                f"way; write {good}."
                for bad, good in (("203.0.113.1/24", "203.0.113.0/24"), ("2001:DB8::/56", "2001:db8::/56"))
            ),
            "public_virtual_interfaces.c.prefixes: 203.0.114.0/24 stands 2 times; name each once.",
            *(
                f"public_virtual_interfaces.d.prefixes: {prefix} overlaps {range_}, which {why}; "
                "name public ranges of yours."
                for prefix, range_, why in (
                    ("192.168.1.0/24", "192.168.0.0/16", "is private (RFC 1918)"),
                    ("172.0.0.0/8", "172.16.0.0/12", "is private (RFC 1918)"),
                    ("fd00::/16", "fc00::/7", "is unique local (RFC 4193)"),
                    ("0.0.0.0/0", "0.0.0.0/8", "means this network"),
                    ("0.0.0.0/0", "10.0.0.0/8", "is private (RFC 1918)"),
                    ("0.0.0.0/0", "100.64.0.0/10", "is shared address space (RFC 6598)"),
                    ("0.0.0.0/0", "127.0.0.0/8", "is loopback"),
                    ("0.0.0.0/0", "169.254.0.0/16", "is link-local"),
                    ("0.0.0.0/0", "172.16.0.0/12", "is private (RFC 1918)"),
                    ("0.0.0.0/0", "192.168.0.0/16", "is private (RFC 1918)"),
                    ("0.0.0.0/0", "224.0.0.0/4", "is multicast"),
                    ("0.0.0.0/0", "240.0.0.0/4", "is reserved"),
                )
            ),
        ),
        refused(
            "accepted",
            direct_connect(
                gateway=None,
                tags={f"m{n}": "" for n in range(45)},
                public_virtual_interfaces={"a": public()},
                accepted_virtual_interfaces={
                    "a": {"id": VIF, "type": "public", "vpn_gateway_id": VGW},
                    "b": {"id": VIF, "type": "private", "connection_id": "x", "address_families": []},
                    "c": {"id": "dxvif-1", "type": "transit", "address_families": ["ipv5", "ipv4"]},
                    "d": {"id": "dxvif-fg0ad11b", "type": "hosted", "vpn_gateway_id": "vgw-1"},
                    "e f": {"id": "dxvif-fg0ae11b", "type": "public", "tags": {"aws:x": ""}},
                },
            ),
            f"accepted_virtual_interfaces.e f: e f is no name for a virtual interface; {NAME_ADVICE}",
            "accepted_virtual_interfaces.a and public_virtual_interfaces.a: one name for 2 virtual interfaces; "
            "give each a name of its own.",
            "accepted_virtual_interfaces.c.id: dxvif-1 is no virtual interface; it reads like dxvif-0aa11bb2.",
            f"accepted_virtual_interfaces: {VIF} stands under a and b; accept each virtual interface once.",
            "accepted_virtual_interfaces.d.type: hosted is not one of private, transit, public; take one of them.",
            "accepted_virtual_interfaces.d.vpn_gateway_id: vgw-1 is no virtual private gateway id; "
            "it reads like vgw-0aa11bb22cc33dd44.",
            *(
                f"accepted_virtual_interfaces.{key}.vpn_gateway_id: given, but a {kind} virtual interface leads to no "
                "virtual private gateway; leave it out."
                for key, kind in (("a", "public"), ("d", "hosted"))
            ),
            "accepted_virtual_interfaces.b: leads nowhere; give gateway, or the interface's vpn_gateway_id.",
            "accepted_virtual_interfaces.c: leads nowhere; give gateway.",
            "accepted_virtual_interfaces.b.connection_id: x is no connection and no LAG; "
            "it reads like dxcon-0aa11bb2 or dxlag-0aa11bb2.",
            "accepted_virtual_interfaces.b.address_families: none; name ipv4, ipv6 or both.",
            "accepted_virtual_interfaces.c.address_families: ipv4, ipv5; name ipv4, ipv6 or both.",
            "accepted_virtual_interfaces.e f.tags.aws:x: keys that start with aws: are Amazon's; take another key.",
            "accepted_virtual_interfaces.e f.tags: 46 tags with the module's; AWS takes 50 on a resource and up to 5 are "
            "set here: keep to 45.",
        ),
        refused(
            "accepted ones' tags",
            theirs(tags={"Name": "", "null": None, 129 * "k": "", "long": 257 * "v"}),
            "accepted_virtual_interfaces.theirs.tags.Name: tieline names what it makes; take another key.",
            "accepted_virtual_interfaces.theirs.tags.null: null is no value; give text, or take the tag away.",
            f"accepted_virtual_interfaces.theirs.tags.{129 * 'k'}: the key has 129 characters, AWS takes 1-128; shorten it.",
            "accepted_virtual_interfaces.theirs.tags.long: the value has 257 characters, AWS takes up to 256; shorten it.",
        ),
    ],
)
def test_refuses(rejection: Rejection, message: list[str]) -> None:
    assert sorted(line for error in rejection.errors for line in error.detail.splitlines()) == message


SECRETS = ["s3crt", "a s3cret", "s3cret-key" + 71 * "x"]


@pytest.mark.plan(
    MODULE,
    inputs=peers({"address_family": "ipv6"})
    | {
        "bgp_auth_keys": {
            "north": SECRETS[0],
            "north/a": SECRETS[1],
            "north/b": SECRETS[2],
            "south": "s3cret",
        }
    },
)
def test_no_message_shows_a_key(rejection: Rejection) -> None:
    assert sorted(line for error in rejection.errors for line in error.detail.splitlines()) == [
        "bgp_auth_keys.north/a: the key has a wrong form; give 6-80 letters, digits and signs, without spaces.",
        "bgp_auth_keys.north/b: names no virtual interface made here, and no BGP peer of one; "
        "write <virtual interface> or <virtual interface>/<peer>.",
        "bgp_auth_keys.north/b: the key has a wrong form; give 6-80 letters, digits and signs, without spaces.",
        "bgp_auth_keys.north: the key has a wrong form; give 6-80 letters, digits and signs, without spaces.",
        "bgp_auth_keys.south: names no virtual interface made here, and no BGP peer of one; "
        "write <virtual interface> or <virtual interface>/<peer>.",
    ]
    assert not [secret for secret in SECRETS if any(secret in str(error) for error in rejection.errors)]
