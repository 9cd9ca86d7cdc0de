"""modules/site-to-site-vpn: tunnels that carry IPv6."""

from typing import Any

import pytest

from support.cases import accepted, refused
from support.vpn import Inputs, one_device, one_site, site, transit
from tieline.terraform.change import Change
from tieline.terraform.plan import ABSENT, UNKNOWN, Plan
from tieline.testing.plugin import Rejection

MODULE = "site-to-site-vpn"
V4: Inputs = {"ip_address": "198.51.100.41"}
V6 = V4 | {"inside_ip_version": "ipv6"}
RANGES = ["fd10:20:30::/126", "fd10:20:30::4/126", "fd10:20:30::8/126", "fd10:20:30::c/126"]
PLACE = "sites.hq.tunnels.inside_ipv6_cidrs"


def hq(devices: Inputs | None = None, **changes: Any) -> Inputs:
    return transit({"hq": site(devices=devices or {"v6": V6}, **changes)})


def inside(*cidrs: str, **more: Any) -> Inputs:
    return hq(tunnels={"inside_ipv6_cidrs": {"v6": list(cidrs)} | more})


@pytest.mark.plan(
    MODULE,
    inputs=hq(
        {"v4": V4, "v6": V6 | {"connections": 2}},
        tunnels={
            "inside_cidrs": {"v6": [f"169.254.60.{4 * n}/30" for n in range(4)]},
            "inside_ipv6_cidrs": {"v6": RANGES},
            "phase2_encryption_algorithms": ["AES256-GCM-16"],
        },
    ),
)
def test_tunnels_carry_ipv6(plan: Plan) -> None:
    assert {
        r.key: (
            r["tunnel_inside_ip_version"],
            r["tunnel1_inside_cidr"],
            r["tunnel1_inside_ipv6_cidr"],
            r["tunnel2_inside_ipv6_cidr"],
        )
        for r in plan.of_type("aws_vpn_connection")
    } == {
        "hq/v4/1": ("ipv4", UNKNOWN, UNKNOWN, UNKNOWN),
        "hq/v6/1": ("ipv6", "169.254.60.0/30", *RANGES[:2]),
        "hq/v6/2": ("ipv6", "169.254.60.8/30", *RANGES[2:]),
    }
    tunnels = {key: connection["tunnels"] for key, connection in plan.outputs["connections"].items()}
    assert tunnels["hq/v6/2"]["2"] == {
        "outside_address": UNKNOWN,
        "inside_cidr": "169.254.60.12/30",
        "aws_inside_address": UNKNOWN,
        "customer_inside_address": UNKNOWN,
        "inside_ipv6_cidr": "fd10:20:30::c/126",
        "aws_inside_ipv6_address": "fd10:20:30::d",
        "customer_inside_ipv6_address": "fd10:20:30::e",
        "aws_asn": UNKNOWN,
        "mtu": 1438,
        "mss": 1378,
    }
    assert tunnels["hq/v6/2"]["1"]["customer_inside_ipv6_address"] == "fd10:20:30::a"
    assert tunnels["hq/v4/1"]["1"]["mss"] == 1398
    assert [tunnels["hq/v4/1"]["1"][f"{what}_ipv6_{of}"] for what, of in ADDRESSES] == [ABSENT] * 3


ADDRESSES = (("inside", "cidr"), ("aws_inside", "address"), ("customer_inside", "address"))


@pytest.mark.parametrize(
    (),
    [
        accepted(MODULE, "null leaves it to AWS", hq(tunnels={"inside_ipv6_cidrs": {"v6": None}})),
        accepted(
            MODULE, "the first and the last /126", inside("fd00::/126", f"fdff:{':'.join(['ffff'] * 6)}:fffc/126")
        ),
        accepted(MODULE, "null is ipv4", one_device(inside_ip_version=None)),
    ],
)
def test_accepts(plan: Plan) -> None:
    assert plan.of_type("aws_vpn_connection")


@pytest.mark.parametrize(
    "message",
    [
        refused(
            MODULE,
            "ipv6 on a virtual private gateway",
            one_site(devices={"a": V6, "b": V4, "c": V6}),
            *(
                f"sites.hq.devices.{key}.inside_ip_version: ipv6, but a virtual private gateway carries no IPv6; "
                "take a transit gateway, or ipv4."
                for key in "ac"
            ),
        ),
        refused(
            MODULE,
            "other versions",
            hq({"a": V6, "b": V4 | {"inside_ip_version": "IPv6"}, "c": V4 | {"inside_ip_version": "6"}}),
            *(
                f"sites.hq.devices.{key}.inside_ip_version: {version} is not one of ipv4, ipv6; take one of them."
                for key, version in (("b", "IPv6"), ("c", "6"))
            ),
        ),
        refused(
            MODULE,
            "ipv6 with static routing",
            hq(routing="static"),
            "sites.hq.devices.v6.inside_ip_version: ipv6 with static routing, whose routes are IPv4 ranges; "
            "take routing bgp, or ipv4.",
        ),
        refused(
            MODULE,
            "ranges of no device",
            inside(*RANGES[:2], x=[], y=[]),
            *(f"{PLACE}.{key}: {key} is no device of the site; its devices are v6." for key in "xy"),
        ),
        refused(
            MODULE,
            "ranges of devices that carry IPv4",
            hq({"a": V4, "b": V4, "v6": V6}, tunnels={"inside_ipv6_cidrs": {"a": RANGES[:2], "b": RANGES[2:]}}),
            *(
                f"{PLACE}.{key}: the tunnels of {key} carry IPv4; "
                f"set sites.hq.devices.{key}.inside_ip_version to ipv6, or take these away."
                for key in "ab"
            ),
        ),
        *(
            refused(
                MODULE,
                f"{count} ranges for one connection",
                inside(*RANGES[:count]),
                f"{PLACE}.v6: {count} inside CIDRs for 1 connections; give 2, one for each tunnel, or none.",
            )
            for count in (0, 1, 3)
        ),
        refused(
            MODULE,
            "what is no inside CIDR",
            hq(
                {"v6": V6 | {"connections": 3}},
                tunnels={
                    "inside_ipv6_cidrs": {
                        "v6": [
                            "fd10::/64",
                            "fc00::/126",
                            "2001:db8::/126",
                            "169.254.60.0/30",
                            "fd10:20/126",
                            "fd::/126",
                        ]
                    }
                },
            ),
            *(
                f"{PLACE}.v6: {cidr} is no inside CIDR; take a /126 of fd00::/8, such as fd10:20:30::/126."
                for cidr in ("fd10::/64", "fc00::/126", "2001:db8::/126", "169.254.60.0/30", "fd10:20/126", "fd::/126")
            ),
        ),
        refused(
            MODULE,
            "host bits and other spellings",
            inside("fd10::1/126", "FD10::4/126"),
            f"{PLACE}.v6: fd10::1/126 has bits set behind its prefix, or is spelt in a way of its own; "
            "write fd10::/126.",
            f"{PLACE}.v6: FD10::4/126 has bits set behind its prefix, or is spelt in a way of its own; "
            "write fd10::4/126.",
        ),
        refused(
            MODULE,
            "ranges used twice",
            transit(
                {
                    "hq": site(devices={"v6": V6}, tunnels={"inside_ipv6_cidrs": {"v6": RANGES[:2]}}),
                    "depot": site(
                        cidrs=["10.1.0.0/16"],
                        devices={"v6": V6, "x": V6},
                        tunnels={"inside_ipv6_cidrs": {"v6": RANGES[1:3], "x": [RANGES[3], RANGES[3]]}},
                    ),
                }
            ),
            f"sites.depot.tunnels.inside_ipv6_cidrs.v6 and {PLACE}.v6: fd10:20:30::4/126 stands 2 times; "
            "every tunnel needs a /126 of its own.",
            "sites.depot.tunnels.inside_ipv6_cidrs.x: fd10:20:30::c/126 stands 2 times; "
            "every tunnel needs a /126 of its own.",
        ),
    ],
)
def test_refuses(rejection: Rejection, message: list[str]) -> None:
    assert [error.detail.splitlines() for error in rejection.errors] == [message]


@pytest.mark.plan_change(
    MODULE,
    inputs=hq({"v4": V4}),
    after={"sites.hq.devices.v6": V6, "sites.hq.tunnels": {"inside_ipv6_cidrs": {"v6": RANGES[:2]}}},
)
def test_ipv6_beside_ipv4_touches_nothing(change: Change) -> None:
    assert change.actions == {
        'aws_customer_gateway.this["hq/v6"]': "create",
        'aws_vpn_connection.this["hq/v6/1"]': "create",
    }


@pytest.mark.plan_change(MODULE, inputs=hq({"fw": V4}), after={"sites.hq.devices.fw.inside_ip_version": "ipv6"})
def test_another_version_can_only_be_had_anew(change: Change) -> None:
    assert change.replaced == ['aws_vpn_connection.this["hq/fw/1"]']
    assert change['aws_vpn_connection.this["hq/fw/1"]'].forced_by == ("tunnel_inside_ip_version",)
