"""One mistake in a spec of Direct Connect is told once, where it is, and never as a traceback."""

from __future__ import annotations

import copy
import itertools
import math
from collections.abc import Iterator
from typing import Any

import pytest

from support import verdicts_direct_connect as private
from support import verdicts_transit_gateway_direct_connect as transit
from support.verdicts import Changes, spec_with
from support.verdicts_direct_connect import EAST, LINKS, NORTH, WEST
from support.verdicts_transit_gateway import ATTACHMENT, PARIS
from tieline.spec import SpecError
from tieline.spec.document import Document, Path
from tieline.spec.loading import Problem, check, dotted

LINKED: Changes = {
    f"{LINKS}.resiliency": "high",
    f"{NORTH}.aws_device": "EDCH1-1",
    f"{LINKS}.connections.m1": {
        "location": "EDCH1",
        "bandwidth": "10Gbps",
        "lag": "pair",
        "macsec": "off",
        "provider_name": "Carrier",
        "skip_destroy": False,
        "tags": {"team": "network"},
    },
    f"{LINKS}.lags": {"pair": {"location": "EDCH1", "bandwidth": "10Gbps", "force_destroy": True, "tags": {"a": "b"}}},
    f"{LINKS}.hosted_connections": {"branch": {"id": private.HOSTED, "location": "EDCH1", "bandwidth": "50Mbps"}},
    f"{LINKS}.macsec_keys": {"north/a": {"secret_arn": private.SECRET.format("a")}},
    f"{LINKS}.virtual_interfaces.pair": {"connection": "pair", "vlan": 9, "mtu": 1500, "tags": {"a": "b"}},
    f"{LINKS}.virtual_interfaces.branch": {"connection": "branch", "vlan": 9, "sitelink": False},
    f"{WEST}.amazon_address": "169.254.240.1/30",
    f"{WEST}.customer_address": "169.254.240.2/30",
    f"{EAST}.bgp_peers": {
        "six": {"address_family": "ipv6"},
        "other": {
            "address_family": "ipv4",
            "asn": 65150,
            "amazon_address": "169.254.241.1/30",
            "customer_address": "169.254.241.2/30",
        },
    },
    "sites.campus.virtual_interfaces": {
        key: {"community": "7224:7100", "prepend": 1} for key in ("north", "south", "pair", "branch")
    },
    "alarms": {
        "sns_topic_arns": [private.TOPIC.format("eu-north-1")],
        "period_seconds": 600,
        "evaluation_periods": 2,
        "light_level_dbm": -15,
    },
    "tags": {"owner": "network"},
}

SPECS = {
    "private": spec_with(
        LINKED
        | {
            "account": private.OURS,
            "vpcs.far": private.FOREIGN,
            "vpcs.west": {"id": "vpc-0ad11bb22cc33dd44", "cidrs": ["10.47.0.0/16"], "region": "eu-west-3"},
            "vpcs.shop.route_tables": {"private": private.TABLE},
            "vpcs.shop.vpn_gateway": {"id": private.VGW, "asn": 64801, "attach": True},
            "vpcs.shop.allowed_prefixes": ["10.44.0.0/16"],
        },
        private.BASE,
    ),
    "straight": spec_with(
        LINKED
        | private.SPLIT
        | {f"{LINKS}.virtual_interfaces.{key}.vpc": "lab" for key in ("pair", "branch")}
        | {f"{LINKS}.resiliency": "none"},
        private.BASE,
    ),
    "transit": spec_with(
        LINKED
        | transit.one()
        | {
            "peerings": {"paris": PARIS},
            "segments.workloads.peerings": ["paris"],
            f"{transit.PREFIXES}": ["10.44.0.0/14", "10.60.0.0/16"],
            f"{transit.FURTHER}.other": {
                "asn": 64805,
                "account": private.ACCOUNT,
                "proposal_id": private.PROPOSAL,
                "allowed_prefixes": ["10.70.0.0/16"],
            },
        },
        transit.BASE,
    ),
    "theirs": spec_with(private.theirs(attachment_id=ATTACHMENT), transit.BASE),
}
"""Specs with much in them."""


def problems(value: Any) -> list[Problem]:
    try:
        check(Document(value, {}), "spec")
    except SpecError as error:
        return list(error.problems)
    return []


def inside(value: Any, path: Path = ()) -> Iterator[Path]:
    """The paths of everything in a value."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield (*path, key)
        yield from inside(inner, (*path, key))


def put(value: Any, path: Path, new: Any) -> Any:
    """A copy with another value at a path."""
    value = copy.deepcopy(value)
    here = value
    for part in path[:-1]:
        here = here[part]
    here[path[-1]] = new
    return value


@pytest.mark.parametrize("name", SPECS)
def test_these_specs_are_accepted(name: str) -> None:
    assert problems(SPECS[name]) == []


@pytest.mark.parametrize("name", SPECS)
def test_what_is_wrong_is_told_once_and_nothing_that_follows_from_it(name: str) -> None:
    for path in inside(SPECS[name]):
        assert [problem.key for problem in problems(put(SPECS[name], path, math.nan))] == [dotted(path)]


ODD: list[Any] = [None, {}, [], "", "ü", "AS65000", -1, 10**39, True, {"ü": {}}, {"a": None}, [None], [[]]]


@pytest.mark.parametrize("name", SPECS)
def test_what_is_odd_is_told_in_words(name: str) -> None:
    """Each value is replaced by two of these, by others than the value before."""
    odd = itertools.cycle(ODD)
    for path in (path for path in inside(SPECS[name]) for _ in range(2)):
        for problem in problems(put(SPECS[name], path, next(odd))):
            assert problem.message


@pytest.mark.parametrize(
    ("name", "path", "misspelt"),
    [
        ("private", (LINKS, "connections"), "conections"),
        ("private", (LINKS, "hosted_connections"), "hosted_conections"),
        ("private", (LINKS, "lags"), "lag"),
        ("private", (LINKS, "gateway"), "gatway"),
        ("private", (LINKS, "virtual_interfaces"), "virtual_interface"),
        ("private", (LINKS, "connections", "south", "id"), "idd"),
        ("private", ("sites", "campus", "virtual_interfaces"), "virtual_interface"),
        ("private", ("sites",), "site"),
        ("private", ("vpcs",), "vpc"),
        ("transit", (LINKS, "gateway"), "gatway"),
        ("transit", ("segments",), "segment"),
        ("transit", ("peerings",), "peering"),
        ("transit", (LINKS,), "direct_conect"),
    ],
)
def test_a_misspelt_key_is_told_and_not_what_is_missing_without_it(name: str, path: Path, misspelt: str) -> None:
    value: Any = copy.deepcopy(SPECS[name])
    here = value
    for part in path[:-1]:
        here = here[part]
    here[misspelt] = here.pop(path[-1])
    [problem] = problems(value)
    assert (problem.key, problem.message) == (
        dotted((*path[:-1], misspelt)),
        f"is no key here; did you mean {path[-1]}?",
    )


@pytest.mark.parametrize(
    ("path", "secret"),
    [
        ((LINKS, "virtual_interfaces", "north", "bgp_auth_key"), "hunter22"),
        ((LINKS, "macsec_keys", "north/a", "cak"), "0f" * 32),
        ((LINKS, "macsec_keys", "north/a", "ckn"), "0f" * 32),
        (("macsec_cak",), {"north": "0f" * 32}),
        (("bgp_auth_keys",), {"north": "hunter22"}),
    ],
)
def test_a_secret_is_refused_unseen_and_has_its_place_told(path: Path, secret: Any) -> None:
    [problem] = problems(put(SPECS["private"], path, secret))
    assert problem.key == dotted(path)
    assert problem.message == (
        "is no key here, and a spec never holds a secret: AWS makes the keys, or the rendered module takes them from the "
        "environment (TF_VAR_bgp_auth_keys, TF_VAR_macsec_ckn, TF_VAR_macsec_cak); if a key stood here, replace it now"
    )


def test_a_key_for_the_reference_to_it_is_not_shown() -> None:
    [problem] = problems(put(SPECS["private"], (LINKS, "macsec_keys", "north/a", "secret_arn"), "0f" * 32))
    assert "0f0f" not in str(problem)
