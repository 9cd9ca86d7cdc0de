"""modules/site-to-site-vpn: tunnel options, which override wins, what a device has to know, and what is refused."""

from collections.abc import Iterable
from typing import Any

import pytest

from support.cases import accepted, refused
from support.vpn import CERTIFICATE, Inputs, one_site, site, tunnels, vpn
from tieline.terraform.plan import Plan
from tieline.testing.plugin import Rejection

MODULE = "site-to-site-vpn"
DEVICES: dict[str, Inputs] = {
    "fw-1": {"ip_address": "198.51.100.41", "connections": 2},
    "fw-2": {"ip_address": "198.51.100.42"},
}

NO_PLACES = ["fw-1/0", "fw-1/3", "fw-2/1/3", "fw-2/2", "fw-3", "hq/fw-1"]


@pytest.mark.plan(
    MODULE,
    inputs=one_site(
        devices=DEVICES,
        tunnels={
            "replay_window_size": 64,
            "overrides": {
                "fw-1": {"replay_window_size": 128, "startup_action": "start"},
                "fw-1/2": {"replay_window_size": 256, "startup_action": None},
                "fw-1/2/1": {"replay_window_size": 512, "enable_tunnel_lifecycle_control": True},
                "fw-1/2/2": {"startup_action": "add"},
            },
        },
    ),
)
def test_the_narrowest_override_wins(plan: Plan) -> None:
    planned = {
        f"{r.key}/{number}": (
            r[f"tunnel{number}_replay_window_size"],
            r[f"tunnel{number}_startup_action"],
            r[f"tunnel{number}_enable_tunnel_lifecycle_control"],
        )
        for r in plan.of_type("aws_vpn_connection")
        for number in (1, 2)
    }
    assert planned == {
        "hq/fw-1/1/1": (128, "start", False),
        "hq/fw-1/1/2": (128, "start", False),
        "hq/fw-1/2/1": (512, "start", True),
        "hq/fw-1/2/2": (256, "add", False),
        "hq/fw-2/1/1": (64, "add", False),
        "hq/fw-2/1/2": (64, "add", False),
    }


def mtu(name: str, expected: tuple[int, int], **algorithms: list[str]) -> Any:
    options = {f"phase2_{key}_algorithms": value for key, value in algorithms.items()}
    return pytest.param(expected, marks=pytest.mark.plan(MODULE, inputs=tunnels(**options)), id=name)


@pytest.mark.parametrize(
    "expected",
    [
        mtu("GCM", (1438, 1398), encryption=["AES256-GCM-16", "AES128-GCM-16"]),
        mtu("CBC and SHA1", (1422, 1382), encryption=["AES256"], integrity=["SHA1"]),
        mtu("CBC and SHA2-256", (1422, 1382), encryption=["AES128"], integrity=["SHA2-256"]),
        mtu("CBC and SHA2-384", (1422, 1382), encryption=["AES256"], integrity=["SHA2-384"]),
        mtu("CBC and SHA2-512", (1406, 1366), encryption=["AES256"], integrity=["SHA2-512"]),
        mtu("whatever may be agreed on", (1406, 1366)),
        mtu("GCM or CBC", (1422, 1382), encryption=["AES256-GCM-16", "AES256"], integrity=["SHA2-384"]),
    ],
)
def test_mtu_and_mss_fit_the_largest_overhead(plan: Plan, expected: tuple[int, int]) -> None:
    for tunnel in plan.outputs["connections"]["hq/fw-1/1"]["tunnels"].values():
        assert (tunnel["mtu"], tunnel["mss"]) == expected


NUMBERS: dict[str, tuple[int, int]] = {
    "phase1_lifetime_seconds": (900, 28800),
    "phase2_lifetime_seconds": (900, 3600),
    "rekey_margin_time_seconds": (60, 1800),
    "rekey_fuzz_percentage": (0, 100),
    "replay_window_size": (64, 2048),
    "dpd_timeout_seconds": (30, 2147483647),
}
CHOICES = {"dpd_timeout_action": "clear, none, restart", "startup_action": "add, start"}
ENCRYPTION = ["AES128", "AES256", "AES128-GCM-16", "AES256-GCM-16"]
INTEGRITY = ["SHA1", "SHA2-256", "SHA2-384", "SHA2-512"]
LISTS: dict[str, list[Any]] = {
    "ike_versions": ["ikev1", "ikev2"],
    "phase1_dh_group_numbers": [2, *range(14, 25)],
    "phase1_encryption_algorithms": ENCRYPTION,
    "phase1_integrity_algorithms": INTEGRITY,
    "phase2_dh_group_numbers": [2, 5, *range(14, 25)],
    "phase2_encryption_algorithms": ENCRYPTION,
    "phase2_integrity_algorithms": INTEGRITY,
}
NOT_OFFERED: dict[str, list[Any]] = {
    "ike_versions": ["ikev3"],
    "phase1_dh_group_numbers": [1, 5, 13, 25],
    "phase1_encryption_algorithms": ["3DES"],
    "phase1_integrity_algorithms": ["MD5"],
    "phase2_dh_group_numbers": [1, 13, 25],
    "phase2_encryption_algorithms": ["aes256"],
    "phase2_integrity_algorithms": ["SHA2-224"],
}
LOWEST = {option: low for option, (low, _) in NUMBERS.items()} | {
    "phase1_lifetime_seconds": 901,  # phase 2 has to be shorter, and takes 900 at least
    "rekey_fuzz_percentage": 1,
}


@pytest.mark.parametrize(
    (),
    [
        accepted(MODULE, "the lowest numbers", tunnels(**LOWEST)),
        accepted(MODULE, "the highest numbers", tunnels(**{option: high for option, (_, high) in NUMBERS.items()})),
        accepted(MODULE, "clear, add", tunnels(dpd_timeout_action="clear", startup_action="add")),
        accepted(MODULE, "none, start", tunnels(dpd_timeout_action="none", startup_action="start")),
        accepted(MODULE, "restart", tunnels(dpd_timeout_action="restart")),
        accepted(MODULE, "all of every list", tunnels(**LISTS)),
        accepted(MODULE, "null means the default", tunnels(**dict.fromkeys([*NUMBERS, *CHOICES, *LISTS]))),
        accepted(
            MODULE,
            "null in an override means inherit",
            tunnels(overrides={"fw-1": dict.fromkeys([*NUMBERS, *CHOICES, *LISTS])}),
        ),
        accepted(
            MODULE,
            "what an override mends",
            tunnels(phase1_lifetime_seconds=900, overrides={"fw-1": {"phase1_lifetime_seconds": 3601}}),
        ),
        accepted(
            MODULE,
            "phase 2 just shorter than phase 1",
            tunnels(phase1_lifetime_seconds=3600, phase2_lifetime_seconds=3599),
        ),
        accepted(
            MODULE,
            "a margin of half of phase 2",
            tunnels(phase2_lifetime_seconds=1800, rekey_margin_time_seconds=900),
        ),
    ],
)
def test_accepts(plan: Plan) -> None:
    assert plan.of_type("aws_vpn_connection")


def at_base_and_override(name: str, options: dict[str, Any], complaints: dict[str, str]) -> Any:
    """The same options for the site and in an override: each is refused, at its key."""
    lines = [
        f"sites.hq.{place}.{option}: {complaints[option]}"
        for place in ("tunnels", "tunnels.overrides.fw-1/1")
        for option in sorted(complaints)
    ]
    return refused(MODULE, name, tunnels(**options, overrides={"fw-1/1": options}), *lines)


def out_of_range(name: str, values: dict[str, Any]) -> Any:
    complaints = {
        option: f"{values[option]} is out of range; take a whole number of {low}-{high}."
        for option, (low, high) in NUMBERS.items()
    }
    return at_base_and_override(name, values, complaints)


def names(values: Iterable[object]) -> str:
    return ", ".join(map(str, values))


@pytest.mark.parametrize(
    "message",
    [
        out_of_range("numbers too low", {option: low - 1 for option, (low, _) in NUMBERS.items()}),
        out_of_range("numbers too high", {option: high + 1 for option, (_, high) in NUMBERS.items()}),
        out_of_range("numbers with a fraction", {option: low + 0.5 for option, (low, _) in NUMBERS.items()}),
        at_base_and_override(
            "no fuzz",
            {"rekey_fuzz_percentage": 0},
            {"rekey_fuzz_percentage": "0 never reaches AWS, the provider drops it and 100 holds; take 1-100."},
        ),
        at_base_and_override(
            "other choices",
            dict.fromkeys(CHOICES, "stop"),
            {option: f"stop is not one of {choices}; take one of them." for option, choices in CHOICES.items()},
        ),
        at_base_and_override(
            "empty lists",
            {option: [] for option in LISTS},
            {
                option: "empty, and AWS would then allow everything, the weakest too; "
                f"name at least one of {names(offered)}."
                for option, offered in LISTS.items()
            },
        ),
        at_base_and_override(
            "what AWS does not offer",
            {option: [*LISTS[option], *wrong] for option, wrong in NOT_OFFERED.items()},
            {
                option: f"{names(wrong)} is not offered by AWS; take of {names(LISTS[option])}."
                for option, wrong in NOT_OFFERED.items()
            },
        ),
        at_base_and_override(
            "one twice",
            {option: [offered[-1], offered[0], offered[-1]] for option, offered in LISTS.items()},
            {
                option: f"{names([offered[-1], offered[0], offered[-1]])} names one twice; name each once."
                for option, offered in LISTS.items()
            },
        ),
        refused(
            MODULE,
            "overrides of null",
            tunnels(overrides={"fw-1": None, "fw-1/1": {}}),
            "sites.hq.tunnels.overrides.fw-1: null is no options; give some, or take the key away.",
        ),
        refused(
            MODULE,
            "overrides of nothing",
            one_site(
                devices=DEVICES,
                tunnels={"overrides": {key: {} for key in NO_PLACES}},
            ),
            *(
                f"sites.hq.tunnels.overrides.{key}: {key} names no device, connection or tunnel of the site; "
                "write <device>, <device>/<connection> or <device>/<connection>/<tunnel>, such as fw-1/1/2."
                for key in NO_PLACES
            ),
        ),
        refused(
            MODULE,
            "phase 2 as long as phase 1",
            tunnels(phase1_lifetime_seconds=3600, overrides={"fw-1/1/2": {"phase1_lifetime_seconds": 900}}),
            "sites.hq.tunnels.phase2_lifetime_seconds: 3600 on fw-1/1/1 is not shorter than "
            "phase1_lifetime_seconds 3600; shorten phase 2 or lengthen phase 1.",
            "sites.hq.tunnels.phase2_lifetime_seconds: 3600 on fw-1/1/2 is not shorter than "
            "phase1_lifetime_seconds 900; shorten phase 2 or lengthen phase 1.",
        ),
        refused(
            MODULE,
            "a margin over half of phase 2",
            tunnels(overrides={"fw-1/1/1": {"phase2_lifetime_seconds": 1801, "rekey_margin_time_seconds": 901}}),
            "sites.hq.tunnels.rekey_margin_time_seconds: 901 on fw-1/1/1 is more than half of "
            "phase2_lifetime_seconds 1801; take at most 900.",
        ),
        refused(
            MODULE,
            "start towards no address",
            one_site(
                devices={"fw-1": {"certificate_arn": CERTIFICATE}},
                tunnels={"overrides": {"fw-1/1/2": {"startup_action": "start"}}},
            ),
            "sites.hq.tunnels.startup_action: start on fw-1/1/2, but AWS has no address to start towards; "
            "give sites.hq.devices.fw-1.ip_address, or take add.",
        ),
        refused(
            MODULE,
            "start with IKEv1",
            tunnels(startup_action="start", overrides={"fw-1/1/1": {"ike_versions": ["ikev1", "ikev2"]}}),
            "sites.hq.tunnels.startup_action: start on fw-1/1/1, but AWS starts IKEv2 only and ike_versions "
            "holds ikev1; take ike_versions ikev2 alone, or add.",
        ),
    ],
)
def test_refuses(rejection: Rejection, message: list[str]) -> None:
    assert [error.detail.splitlines() for error in rejection.errors] == [message]


RESERVED = [*(f"169.254.{third}.0/30" for third in range(6)), "169.254.169.252/30"]


def inside(*cidrs: str, **more: list[str]) -> Inputs:
    return tunnels(inside_cidrs={"fw-1": list(cidrs)} | more)


@pytest.mark.parametrize(
    (),
    [
        accepted(MODULE, "the first /30 AWS leaves free", inside("169.254.6.0/30", "169.254.0.4/30")),
        accepted(MODULE, "the last /30s", inside("169.254.255.252/30", "169.254.169.248/30")),
        accepted(MODULE, "null leaves it to AWS", tunnels(inside_cidrs={"fw-1": None})),
    ],
)
def test_accepts_inside_cidrs(plan: Plan) -> None:
    assert plan.of_type("aws_vpn_connection")


@pytest.mark.parametrize(
    "message",
    [
        refused(
            MODULE,
            "inside CIDRs of no device",
            inside("169.254.60.0/30", "169.254.60.4/30", **{"fw-8": [], "fw-9": []}),
            "sites.hq.tunnels.inside_cidrs.fw-8: fw-8 is no device of the site; its devices are fw-1.",
            "sites.hq.tunnels.inside_cidrs.fw-9: fw-9 is no device of the site; its devices are fw-1.",
        ),
        *(
            refused(
                MODULE,
                f"{count} inside CIDRs for one connection",
                inside(*(f"169.254.60.{4 * n}/30" for n in range(count))),
                f"sites.hq.tunnels.inside_cidrs.fw-1: {count} inside CIDRs for 1 connections; "
                "give 2, one for each tunnel, or none.",
            )
            for count in (0, 1, 3)
        ),
        refused(
            MODULE,
            "no inside CIDRs",
            one_site(
                devices=DEVICES,
                tunnels={
                    "inside_cidrs": {
                        "fw-1": ["169.254.60.0/30", "169.254.60.8/29", "169.253.60.0/30", "fd00::/126"],
                        "fw-2": ["169.254.60.4/30", "169.254.60/30"],
                    }
                },
            ),
            *(
                f"sites.hq.tunnels.inside_cidrs.{device}: {cidr} is no inside CIDR; "
                "take a /30 of 169.254.0.0/16, such as 169.254.60.0/30."
                for device, cidr in (
                    ("fw-1", "169.254.60.8/29"),
                    ("fw-1", "169.253.60.0/30"),
                    ("fw-1", "fd00::/126"),
                    ("fw-2", "169.254.60/30"),
                )
            ),
        ),
        refused(
            MODULE,
            "inside CIDRs with host bits",
            inside("169.254.60.1/30", "169.254.60.6/30"),
            "sites.hq.tunnels.inside_cidrs.fw-1: 169.254.60.1/30 has bits set behind its prefix; "
            "write 169.254.60.0/30.",
            "sites.hq.tunnels.inside_cidrs.fw-1: 169.254.60.6/30 has bits set behind its prefix; "
            "write 169.254.60.4/30.",
        ),
        refused(
            MODULE,
            "reserved inside CIDRs",
            one_site(
                devices={"fw-1": DEVICES["fw-1"] | {"connections": 4}},
                tunnels={"inside_cidrs": {"fw-1": [*RESERVED, "169.254.60.0/30"]}},
            ),
            *(
                f"sites.hq.tunnels.inside_cidrs.fw-1: {cidr} is reserved by AWS; "
                "take another /30, such as 169.254.60.0/30."
                for cidr in RESERVED
            ),
        ),
        refused(
            MODULE,
            "inside CIDRs used twice",
            vpn(
                {
                    "hq": site(tunnels={"inside_cidrs": {"fw-1": ["169.254.60.0/30", "169.254.60.4/30"]}}),
                    "depot": site(
                        cidrs=["10.1.0.0/16"],
                        tunnels={"inside_cidrs": {"fw-1": ["169.254.60.8/30", "169.254.60.0/30"]}},
                    ),
                    "dock": site(
                        cidrs=["10.2.0.0/16"],
                        tunnels={"inside_cidrs": {"fw-1": ["169.254.60.12/30", "169.254.60.12/30"]}},
                    ),
                }
            ),
            "sites.depot.tunnels.inside_cidrs.fw-1 and sites.hq.tunnels.inside_cidrs.fw-1: 169.254.60.0/30 stands "
            "2 times; every tunnel needs a /30 of its own.",
            "sites.dock.tunnels.inside_cidrs.fw-1: 169.254.60.12/30 stands 2 times; "
            "every tunnel needs a /30 of its own.",
        ),
    ],
)
def test_refuses_inside_cidrs(rejection: Rejection, message: list[str]) -> None:
    assert [error.detail.splitlines() for error in rejection.errors] == [message]
