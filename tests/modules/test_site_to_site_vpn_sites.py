"""modules/site-to-site-vpn: what it takes for sites, devices, ranges, ASNs and tags, and what it refuses."""

import pytest

from support.cases import accepted, refused
from support.vpn import CERTIFICATE, GATEWAY, Inputs, many, one_device, one_site, site, vpn
from tieline.terraform.plan import Plan
from tieline.testing.plugin import Rejection

MODULE = "site-to-site-vpn"
NAME_ADVICE = "take up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends."
TWO_DEVICES = {"a": {"ip_address": "198.51.100.41"}, "b": {"ip_address": "198.51.100.41"}}

NOT_PUBLIC = [
    ("0.0.0.0", "0.255.255.255", "means this network"),  # noqa: S104 - an address to refuse
    ("10.0.0.0", "10.255.255.255", "is private (RFC 1918)"),
    ("100.64.0.0", "100.127.255.255", "is shared address space (RFC 6598)"),
    ("127.0.0.0", "127.255.255.255", "is loopback"),
    ("169.254.0.0", "169.254.255.255", "is link-local"),
    ("172.16.0.0", "172.31.255.255", "is private (RFC 1918)"),
    ("192.168.0.0", "192.168.255.255", "is private (RFC 1918)"),
    ("224.0.0.0", "239.255.255.255", "is multicast"),
    ("240.0.0.0", "255.255.255.255", "is reserved"),
]

NO_RANGES = ("10.0.0.0", "127.0.0.0", "127.0.0.0/33", "fd00::/8", "0127.2.0.0/16", "10.256.0.0/16")
UNUSABLE = [
    ("0.0.0.0/8", "0.0.0.0", "0.255.255.255", "means this network"),  # noqa: S104 - a range to refuse
    ("127.0.0.0/8", "127.0.0.0", "127.255.255.255", "is loopback"),
    ("169.254.0.0/16", "169.254.0.0", "169.254.255.255", "is link-local"),
    ("224.0.0.0/4", "224.0.0.0", "239.255.255.255", "is multicast"),
    ("240.0.0.0/4", "240.0.0.0", "255.255.255.255", "is reserved"),
]
BESIDE_UNUSABLE = ["1.0.0.0/8", "126.0.0.0/8", "128.0.0.0/8", "169.253.0.0/16", "169.255.0.0/16", "223.255.255.0/24"]
REALLY = "name ranges the network really has."


def two_sites(first: Inputs | None = None, second: Inputs | None = None) -> Inputs:
    return vpn({"a": site(**(first or {})), "b": site(**{"cidrs": ["10.1.0.0/16"]} | (second or {}))})


def ranges(*cidrs: str) -> Inputs:
    return one_site(cidrs=list(cidrs))


@pytest.mark.parametrize(
    (),
    [
        accepted(MODULE, "a name of one character", vpn(name="a")),
        accepted(MODULE, "a name of 40 characters", vpn(name="a" + 38 * "-" + "9")),
        accepted(MODULE, "names of 40 characters", vpn({40 * "s": site(devices={40 * "d": TWO_DEVICES["a"]})})),
        accepted(MODULE, "a gateway id of 8 digits", vpn(vpn_gateway_id="vgw-0aa11bb2")),
        accepted(MODULE, "ranges side by side", ranges("10.0.0.0/9", "10.128.0.0/9")),
        accepted(MODULE, "ranges beside what no network has", ranges(*BESIDE_UNUSABLE)),
        accepted(MODULE, "one address", ranges("10.255.255.255/32")),
        accepted(MODULE, "100 static routes", one_site(cidrs=many("10.1", 100), routing="static")),
        accepted(
            MODULE,
            "100 ranges by BGP beside 100 static",
            two_sites({"cidrs": many("10.2", 100)}, {"cidrs": many("10.1", 100), "routing": "static"}),
        ),
        accepted(MODULE, "static without an ASN", one_site(asn=None, routing="static")),
        *(accepted(MODULE, f"ASN {asn}", one_site(asn=asn)) for asn in (1, 7223, 7225, 4294967295)),
        accepted(MODULE, "9059 outside eu-west-1", one_site(asn=9059), region="eu-west-2"),
        *(
            accepted(MODULE, f"address {address}", one_device(ip_address=address))
            for address in (
                "1.0.0.0",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "203.0.113.1",
                "223.255.255.255",
            )
        ),
        accepted(MODULE, "address and certificate", one_device(certificate_arn=CERTIFICATE)),
        accepted(
            MODULE,
            "a certificate in China",
            one_device(certificate_arn="arn:aws-cn:acm:cn-north-1:111122223333:certificate/1234abcd"),
            region="cn-north-1",
        ),
        accepted(MODULE, "a device name of one character", one_device(device_name="x")),
        accepted(MODULE, "a device name of 255 characters", one_device(device_name=255 * "x")),
        accepted(MODULE, "two devices behind one address", one_site(devices=TWO_DEVICES)),
        accepted(
            MODULE,
            "one address and name, two ASNs",
            two_sites(
                {"devices": {"r": TWO_DEVICES["a"] | {"device_name": "x"}}},
                {"devices": {"r": TWO_DEVICES["b"] | {"device_name": "x"}}, "asn": 65141},
            ),
        ),
        accepted(MODULE, "tags at the limits", vpn(tags={128 * "k": 256 * "v", "my-aws:key": ""})),
        accepted(MODULE, "45 tags", vpn(tags={f"k{n}": "v" for n in range(45)})),
        accepted(
            MODULE,
            "45 tags together",
            vpn(
                {
                    "hq": site(
                        tags={128 * "s": 256 * "v", "k1": "over"},
                        devices={"fw-1": TWO_DEVICES["a"] | {"tags": {128 * "d": 256 * "v", "k2": "over"}}},
                    )
                },
                tags={f"k{n}": "v" for n in range(43)},
            ),
        ),
    ],
)
def test_accepts(plan: Plan) -> None:
    assert plan.of_type("aws_vpn_connection")


@pytest.mark.parametrize(
    "message",
    [
        refused(MODULE, "no name", vpn(name=""), f"name:  is no name for this; {NAME_ADVICE}"),
        refused(MODULE, "a name of 41", vpn(name=41 * "a"), f"name: {41 * 'a'} is no name for this; {NAME_ADVICE}"),
        refused(
            MODULE,
            "no gateway id",
            vpn(vpn_gateway_id=f"{GATEWAY}5"),
            f"vpn_gateway_id: {GATEWAY}5 is no virtual private gateway id; it reads like {GATEWAY}.",
        ),
        refused(MODULE, "no sites", vpn({}), "sites: none; name at least one."),
        refused(
            MODULE,
            "bad site names",
            vpn({"HQ": site(), "a.b": site(cidrs=["10.1.0.0/16"]), "ok": site(cidrs=["10.2.0.0/16"])}),
            f"sites.HQ: HQ is no name for a site; {NAME_ADVICE}",
            f"sites.a.b: a.b is no name for a site; {NAME_ADVICE}",
        ),
        refused(
            MODULE,
            "a site name of 41 characters",
            vpn({41 * "s": site()}),
            f"sites.{41 * 's'}: {41 * 's'} is no name for a site; {NAME_ADVICE}",
        ),
        refused(
            MODULE,
            "no ranges",
            two_sites({"cidrs": []}, {"cidrs": []}),
            "sites.a.cidrs: empty; name at least one range.",
            "sites.b.cidrs: empty; name at least one range.",
        ),
        refused(
            MODULE,
            "what is no range",
            ranges(*NO_RANGES, "10.3.0.0/16"),
            *(
                f"sites.hq.cidrs: {cidr} is no IPv4 range; write it like 192.168.40.0/22. "
                "A virtual private gateway carries no IPv6."
                for cidr in NO_RANGES
            ),
        ),
        refused(
            MODULE,
            "host bits",
            two_sites({"cidrs": ["192.168.40.1/22"]}, {"cidrs": ["10.0.1.0/16", "172.16.0.0/12"]}),
            "sites.a.cidrs: 192.168.40.1/22 has bits set behind its prefix; write 192.168.40.0/22.",
            "sites.b.cidrs: 10.0.1.0/16 has bits set behind its prefix; write 10.0.0.0/16.",
        ),
        refused(
            MODULE,
            "ranges within others",
            vpn(
                {
                    "a": site(cidrs=["10.1.2.0/24", "192.168.0.0/16"]),
                    "b": site(cidrs=["10.1.0.0/16", "172.16.0.0/12", "172.31.0.0/16"]),
                    "c": site(cidrs=["192.168.255.255/32", "10.2.0.0/16"]),
                }
            ),
            *(
                f"{inner} of {outer}; networks that are joined need ranges of their own."
                for inner, outer in (
                    ("sites.a.cidrs: 10.1.2.0/24 lies in 10.1.0.0/16", "sites.b"),
                    ("sites.b.cidrs: 172.31.0.0/16 lies in 172.16.0.0/12", "sites.b"),
                    ("sites.c.cidrs: 192.168.255.255/32 lies in 192.168.0.0/16", "sites.a"),
                )
            ),
        ),
        *(
            refused(
                MODULE,
                f"ranges of {unusable}",
                two_sites({"cidrs": [f"{first}/32"]}, {"cidrs": ["10.1.0.0/16", f"{last}/32"]}),
                f"sites.a.cidrs: {first}/32 overlaps {unusable}, which {why}; {REALLY}",
                f"sites.b.cidrs: {last}/32 overlaps {unusable}, which {why}; {REALLY}",
            )
            for unusable, first, last, why in UNUSABLE
        ),
        refused(
            MODULE,
            "a range of more than multicast",
            ranges("192.0.0.0/2"),
            "sites.hq.cidrs: 192.0.0.0/2 overlaps 224.0.0.0/4, which is multicast, "
            f"and 240.0.0.0/4, which is reserved; {REALLY}",
        ),
        refused(
            MODULE,
            "all of IPv4",
            ranges("0.0.0.0/0"),
            "sites.hq.cidrs: 0.0.0.0/0 overlaps 0.0.0.0/8, which means this network, and 127.0.0.0/8, which is "
            "loopback, and 169.254.0.0/16, which is link-local, and 224.0.0.0/4, which is multicast, "
            f"and 240.0.0.0/4, which is reserved; {REALLY}",
        ),
        refused(
            MODULE,
            "ranges that stand twice",
            two_sites({"cidrs": ["10.1.0.0/16"]}, {"cidrs": ["10.1.0.0/16", "10.2.0.0/16", "10.2.0.0/16"]}),
            "sites.a.cidrs and sites.b.cidrs: 10.1.0.0/16 stands 2 times; "
            "networks that are joined need ranges of their own.",
            "sites.b.cidrs: 10.2.0.0/16 stands 2 times; networks that are joined need ranges of their own.",
        ),
        refused(
            MODULE,
            "101 static routes",
            two_sites(
                {"cidrs": many("10.2", 1), "routing": "static"}, {"cidrs": many("10.1", 100), "routing": "static"}
            ),
            "sites: 101 static routes (sites.a 1, sites.b 100); a virtual private gateway takes 100: "
            "summarise the ranges, or use bgp.",
        ),
        refused(
            MODULE,
            "101 ranges by BGP",
            two_sites({"cidrs": many("10.2", 1)}, {"cidrs": many("10.1", 100)}),
            "sites: 101 ranges to learn by BGP (sites.a 1, sites.b 100); a virtual private gateway takes 100 "
            "and then drops the session: have the devices summarise, and state the summaries.",
        ),
        refused(
            MODULE,
            "other routing",
            two_sites({"routing": "BGP"}, {"routing": "ospf"}),
            "sites.a.routing: BGP is not one of bgp, static; take one of them.",
            "sites.b.routing: ospf is not one of bgp, static; take one of them.",
        ),
        refused(
            MODULE,
            "BGP without an ASN",
            two_sites({"asn": None}, {"asn": None}),
            *(
                f"sites.{key}.asn: none, and BGP needs one; give the ASN of the site's devices, "
                "if private then of 64512-65534, or take routing static."
                for key in "ab"
            ),
        ),
        refused(
            MODULE,
            "no ASNs",
            vpn({f"s{n}": site(asn=asn, cidrs=[f"10.{n}.0.0/16"]) for n, asn in enumerate((0, 4294967296, 65010.5))}),
            *(
                f"sites.s{n}.asn: {asn} is no ASN; take one of 1-4294967295, "
                "if private then of 64512-65534 or 4200000000-4294967294."
                for n, asn in enumerate((0, 4294967296, 65010.5))
            ),
        ),
        refused(
            MODULE,
            "7224",
            two_sites({"asn": 7224}, {"asn": 7224}),
            "sites.a.asn: 7224 is reserved by Amazon; use a private ASN such as 65010.",
            "sites.b.asn: 7224 is reserved by Amazon; use a private ASN such as 65010.",
        ),
        *(
            refused(
                MODULE,
                f"{asn} in {region}",
                one_site(asn=asn),
                f"sites.hq.asn: {asn} is reserved by Amazon in {region}; use a private ASN such as 65010.",
                region=region,
            )
            for region, asn in (
                ("eu-west-1", 9059),
                ("ap-northeast-1", 10124),
                ("ap-southeast-1", 17493),
                ("ap-southeast-1", 17943),
            )
        ),
        refused(
            MODULE,
            "no devices",
            two_sites({"devices": {}}, {"devices": {}}),
            "sites.a.devices: none; name at least one.",
            "sites.b.devices: none; name at least one.",
        ),
        refused(
            MODULE,
            "bad device names",
            one_site(devices={"fw-": TWO_DEVICES["a"], "fw/1": TWO_DEVICES["b"], "ok": TWO_DEVICES["a"]}),
            f"sites.hq.devices.fw-: fw- is no name for a device; {NAME_ADVICE}",
            f"sites.hq.devices.fw/1: fw/1 is no name for a device; {NAME_ADVICE}",
        ),
        refused(
            MODULE,
            "neither address nor certificate",
            one_site(devices={"a": {}, "b": {"device_name": "x"}, "c": TWO_DEVICES["a"]}),
            "sites.hq.devices.a: neither ip_address nor certificate_arn; give the address AWS sees the device with.",
            "sites.hq.devices.b: neither ip_address nor certificate_arn; give the address AWS sees the device with.",
        ),
        refused(
            MODULE,
            "no addresses",
            one_site(
                devices={
                    "a": {"ip_address": "198.51.100.256"},
                    "b": {"ip_address": "2001:db8::1"},
                    "c": {"ip_address": "198.51.100.041"},
                    "d": {"ip_address": "fw.example.com"},
                }
            ),
            *(
                f"sites.hq.devices.{key}.ip_address: {address} is no IPv4 address; write it like 198.51.100.41."
                for key, address in (
                    ("a", "198.51.100.256"),
                    ("b", "2001:db8::1"),
                    ("c", "198.51.100.041"),
                    ("d", "fw.example.com"),
                )
            ),
        ),
        refused(
            MODULE,
            "addresses nobody is seen with",
            one_site(
                devices={
                    f"{end}-{n}": {"ip_address": address}
                    for n, (*ends, _) in enumerate(NOT_PUBLIC)
                    for end, address in zip(("first", "last"), ends, strict=True)
                }
            ),
            *(
                f"sites.hq.devices.{end}-{n}.ip_address: {row[at]} {row[2]}; give the public address the device is "
                "seen with, behind NAT that of the NAT."
                for at, end in enumerate(("first", "last"))
                for n, row in enumerate(NOT_PUBLIC)
            ),
        ),
        refused(
            MODULE,
            "no certificates",
            one_site(
                devices={
                    "a": {"certificate_arn": "1234abcd"},
                    "b": {"certificate_arn": CERTIFICATE.replace("certificate/", "certificate")},
                }
            ),
            *(
                f"sites.hq.devices.{key}.certificate_arn: {arn} is no ACM certificate; it reads like {CERTIFICATE}."
                for key, arn in (("a", "1234abcd"), ("b", CERTIFICATE.replace("certificate/", "certificate")))
            ),
        ),
        refused(
            MODULE,
            "a certificate of another Region",
            one_device(certificate_arn=CERTIFICATE),
            f"sites.hq.devices.fw-1.certificate_arn: {CERTIFICATE} is of eu-north-1; "
            "a customer gateway takes a certificate of its own Region, eu-west-1, only.",
            region="eu-west-1",
        ),
        refused(
            MODULE,
            "device names too short and too long",
            one_site(
                devices={
                    "a": TWO_DEVICES["a"] | {"device_name": ""},
                    "b": TWO_DEVICES["a"] | {"device_name": 256 * "x"},
                }
            ),
            "sites.hq.devices.a.device_name: 0 characters; AWS takes 1-255.",
            "sites.hq.devices.b.device_name: 256 characters; AWS takes 1-255.",
        ),
        refused(
            MODULE,
            "devices AWS cannot tell apart",
            one_site(devices={key: device | {"device_name": "x"} for key, device in TWO_DEVICES.items()}),
            "sites.hq.devices.a and sites.hq.devices.b: alike in address, certificate, ASN and device_name, "
            "so AWS takes them for one; give each a device_name of its own.",
        ),
        refused(
            MODULE,
            "devices whose default names meet",
            vpn(
                {
                    "x": site(devices={"y-z": TWO_DEVICES["a"]}),
                    "x-y": site(devices={"z": TWO_DEVICES["a"]}, cidrs=["10.1.0.0/16"]),
                }
            ),
            "sites.x.devices.y-z and sites.x-y.devices.z: alike in address, certificate, ASN and device_name, "
            "so AWS takes them for one; give each a device_name of its own.",
        ),
        refused(
            MODULE,
            "no numbers of connections",
            one_site(
                devices={
                    f"d{n}": TWO_DEVICES["a"] | {"connections": count} for n, count in enumerate((0, 1.5, 101, 5000))
                }
            ),
            *(
                f"sites.hq.devices.d{n}.connections: {count} is no number of connections; take a whole number of 1-100."
                for n, count in enumerate((0, 1.5, 101, 5000))
            ),
        ),
    ],
)
def test_refuses(rejection: Rejection, message: list[str]) -> None:
    assert [error.detail.splitlines() for error in rejection.errors] == [message]


def tagged(**tags: str | None) -> Inputs:
    """The same tags on a site and on its device."""
    return one_site(tags=tags, devices={"fw-1": {"ip_address": "198.51.100.41", "tags": tags}})


def on_both(*complaints: str) -> list[str]:
    return [f"{place}.{text}" for place in ("sites.hq.tags", "sites.hq.devices.fw-1.tags") for text in complaints]


@pytest.mark.parametrize(
    "message",
    [
        refused(
            MODULE,
            "the module's tags, of Amazon's",
            vpn(tags={"aws:a": "x", "AWS:b": "x", "ok": "x"}),
            "tags.AWS:b: keys that start with aws: are Amazon's; take another key.",
            "tags.aws:a: keys that start with aws: are Amazon's; take another key.",
        ),
        refused(
            MODULE,
            "the module's tag keys, too short and too long",
            vpn(tags={"": "x", 129 * "k": "x"}),
            "tags.: the key has 0 characters, AWS takes 1-128; shorten it.",
            f"tags.{129 * 'k'}: the key has 129 characters, AWS takes 1-128; shorten it.",
        ),
        refused(
            MODULE,
            "the module's tag value, too long",
            vpn(tags={"k": 257 * "v", "ok": ""}),
            "tags.k: the value has 257 characters, AWS takes up to 256; shorten it.",
        ),
        refused(
            MODULE,
            "a tag of the module called Name",
            vpn(tags={"Name": "x", "name": "x"}),
            "tags.Name: tieline names what it makes; take another key.",
        ),
        refused(
            MODULE,
            "tags called Name",
            tagged(Name="x", name="x"),
            *on_both("Name: tieline names what it makes; take another key."),
        ),
        refused(
            MODULE,
            "a tag of the module that is null",
            vpn(tags={"k": None, "ok": ""}),
            "tags.k: null is no value; give text, or take the tag away.",
        ),
        refused(
            MODULE,
            "tags that are null",
            tagged(k=None, ok=""),
            *on_both("k: null is no value; give text, or take the tag away."),
        ),
        refused(
            MODULE,
            "46 tags of the module",
            vpn(tags={f"k{n}": "v" for n in range(46)}, sites={"hq": site()}),
            "tags: 46 tags; AWS takes 50 on a resource and up to 5 are set here: keep to 45.",
        ),
        refused(
            MODULE,
            "tags of Amazon's",
            tagged(**{"aws:a": "x", "Aws:b": "x", "ok": "x"}),
            *on_both(
                "Aws:b: keys that start with aws: are Amazon's; take another key.",
                "aws:a: keys that start with aws: are Amazon's; take another key.",
            ),
        ),
        refused(
            MODULE,
            "tag keys too short and too long",
            tagged(**{"": "x", 129 * "k": "x", "ok": "x"}),
            *on_both(
                ": the key has 0 characters, AWS takes 1-128; shorten it.",
                f"{129 * 'k'}: the key has 129 characters, AWS takes 1-128; shorten it.",
            ),
        ),
        refused(
            MODULE,
            "a tag value too long",
            tagged(k=257 * "v", ok=""),
            *on_both("k: the value has 257 characters, AWS takes up to 256; shorten it."),
        ),
        refused(
            MODULE,
            "46 tags together",
            vpn(
                {
                    "hq": site(
                        tags={"site": "x"},
                        devices={
                            "a": TWO_DEVICES["a"] | {"tags": {"device": "x"}},
                            "b": TWO_DEVICES["b"] | {"tags": {"device": "x"}},
                            "c": TWO_DEVICES["b"],
                        },
                    )
                },
                tags={f"k{n}": "v" for n in range(44)},
            ),
            *(
                f"sites.hq.devices.{key}.tags: 46 tags with the site's and the module's; "
                "AWS takes 50 on a resource and up to 5 are set here: keep to 45."
                for key in "ab"
            ),
        ),
    ],
)
def test_refuses_tags(rejection: Rejection, message: list[str]) -> None:
    assert [error.detail.splitlines() for error in rejection.errors] == [message]
