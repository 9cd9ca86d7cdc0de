"""How resilient a site's way is: by locations and AWS devices, and what is missing for more."""

from __future__ import annotations

from typing import Any

import pytest

from support.verdicts import Changes, spec_with
from support.verdicts_direct_connect import BASE, DEPOT, GATEWAY, HOSTED, LAG, LINKS, NORTH, SOUTH, on_gateway
from tieline.spec import SpecError
from tieline.spec.base import DirectConnectSpec
from tieline.spec.document import Document
from tieline.spec.loading import check
from tieline.spec.resiliency import LEVELS, carriers, devices, level, missing, ways


def joined(*connections: str, **changes: Any) -> Changes:
    """A campus with a virtual interface on each connection: written as its location, or <location>/<AWS device>."""
    places = [text.partition("/") for text in connections]
    return {
        f"{LINKS}.connections": {
            f"c{n}": {"id": f"dxcon-{n:08}", "location": location} | ({"aws_device": device} if device else {})
            for n, (location, _, device) in enumerate(places, 1)
        },
        f"{LINKS}.virtual_interfaces": {
            f"c{n}": {"connection": f"c{n}", "vlan": 9} for n in range(1, len(connections) + 1)
        },
        "sites.campus.virtual_interfaces": {f"c{n}": {} for n in range(1, len(connections) + 1)},
    } | changes


def spec(changes: Changes) -> DirectConnectSpec:
    loaded = check(Document(spec_with(changes, BASE), {}), "spec").spec
    assert isinstance(loaded, DirectConnectSpec)
    return loaded


def found(changes: Changes) -> dict[str, int]:
    """The devices by location of the campus."""
    made = spec(changes)
    return devices(carriers(made.direct_connect, ways(made)["campus"][""]))


def notices(changes: Changes) -> list[str]:
    told = check(Document(spec_with(changes, BASE), {}), "spec").notices
    return [f"{notice.key}: {notice.message}" for notice in told if notice.key.startswith("sites.")]


def refusals(changes: Changes) -> list[str]:
    with pytest.raises(SpecError) as refused:
        check(Document(spec_with(changes, BASE), {}), "spec")
    return [f"{problem.key}: {problem.message}" for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("connections", "reached"),
    [
        (["A1"], "none"),
        (["A1/x", "A1/x"], "none"),
        (["A1/x", "A1/x", "A1/x"], "none"),
        (["A1", "A1"], "development"),
        (["A1/x", "A1/y"], "development"),
        (["A1/x", "A1"], "development"),
        (["A1/x", "A1/y", "A1/z"], "development"),
        (["A1", "B1"], "high"),
        (["A1/x", "B1/x"], "high"),
        (["A1", "A1", "B1"], "high"),
        (["A1/x", "A1/x", "B1/y", "B1/y"], "high"),
        (["A1/x", "A1/y", "B1/z", "B1/z"], "high"),
        (["A1", "B1", "C1"], "high"),
        (["A1", "A1", "B1", "B1"], "maximum"),
        (["A1/x", "A1/y", "B1/x", "B1/y"], "maximum"),
        (["A1", "A1", "B1", "B1", "C1"], "maximum"),
    ],
)
def test_locations_and_devices_make_a_level(connections: list[str], reached: str) -> None:
    assert level(found(joined(*connections))) == reached
    for wanted in LEVELS:
        changes = joined(*connections) | {f"{LINKS}.resiliency": wanted}
        if LEVELS.index(wanted) <= LEVELS.index(reached):
            spec(changes)
        else:
            [told] = refusals(changes)
            assert told.startswith(f"direct_connect.resiliency: {wanted}, and campus has {reached} (devices: ")
            assert told.endswith(f", or say resiliency: {reached}")


@pytest.mark.parametrize(
    ("counts", "wanted", "lacks"),
    [
        ({"A1": 1}, "development", "a second connection at A1, on another device"),
        ({"A1": 1}, "high", "a connection at another location"),
        ({"A1": 2}, "high", "a connection at another location"),
        (
            {"A1": 1},
            "maximum",
            "a second connection at A1, on another device, and two connections at another location, on two devices",
        ),
        ({"A1": 2}, "maximum", "two connections at another location, on two devices"),
        ({"A1": 1, "B1": 1}, "maximum", "a second connection at A1 and at B1, on another device"),
        ({"A1": 2, "B1": 1}, "maximum", "a second connection at B1, on another device"),
        ({"A1": 1, "B1": 3}, "maximum", "a second connection at A1, on another device"),
        ({"A1": 1, "B1": 1, "C1": 1}, "maximum", "a second connection at A1 and at B1, on another device"),
        ({"A1": 1, "B1": 1, "C1": 2}, "maximum", "a second connection at A1, on another device"),
    ],
)
def test_what_is_missing_is_what_makes_the_level(counts: dict[str, int], wanted: str, lacks: str) -> None:
    assert level(counts) != wanted
    assert missing(counts, wanted) == lacks


def test_virtual_interfaces_on_one_connection_are_one_way() -> None:
    twice = joined("A1")
    twice[f"{LINKS}.virtual_interfaces"]["again"] = {"connection": "c1", "vlan": 10}
    twice["sites.campus.virtual_interfaces"]["again"] = {}
    assert found(twice) == {"A1": 1}


@pytest.mark.parametrize("told", ["lag", "member"])
def test_a_lag_counts_once_and_where_its_members_are(told: str) -> None:
    place = {"location": "EDCH1", "aws_device": "EDCH1-1"}
    changes: Changes = {
        f"{LINKS}.connections": {
            key: {"id": f"dxcon-{n:08}", "lag": "pair"} | (place if told == "member" else {})
            for n, key in enumerate(("m1", "m2"), 1)
        }
        | {"south": {"id": HOSTED, **place}},
        f"{LINKS}.lags": {"pair": {"id": LAG} | (place if told == "lag" else {})},
        f"{LINKS}.virtual_interfaces.north.connection": "pair",
    }
    assert found(changes) == {"EDCH1": 1}  # on the device of the connection beside it
    changes[f"{LINKS}.connections"]["south"]["aws_device"] = "EDCH1-2"
    assert found(changes) == {"EDCH1": 2}


def test_a_hosted_connection_counts() -> None:
    hosted = {f"{LINKS}.hosted_connections": {"branch": {"id": HOSTED, "location": "B1"}}}
    assert found(hosted | {f"{LINKS}.virtual_interfaces.south.connection": "branch"}) == {"B1": 1, "EDCH1": 1}


def test_a_session_of_ipv6_alone_joins_no_ipv4_ranges() -> None:
    both: Changes = {f"{LINKS}.virtual_interfaces.south.address_family": "ipv6"}
    assert found(both) == {"EDCH1": 1}
    [told] = refusals(both | {f"{LINKS}.resiliency": "high"})
    assert told.startswith("direct_connect.resiliency: high, and campus has none (devices: 1 at EDCH1)")
    peer = {"four": {"address_family": "ipv4"}}
    assert found(both | {f"{LINKS}.virtual_interfaces.south.bgp_peers": peer}) == {"EDCH1": 1, "EqSe2-EQ": 1}


def test_each_site_is_told_of() -> None:
    apart: Changes = {
        "sites.campus.virtual_interfaces": {"north": {}},
        "sites.depot": DEPOT | {"virtual_interfaces": {"south": {}}},
    }
    assert refusals(apart | {f"{LINKS}.resiliency": "development"}) == [
        f"direct_connect.resiliency: development, and {site} has none (devices: 1 at {place}); add a second connection at "
        f"{place}, on another device, with a virtual interface that ends at {site}, or say resiliency: none"
        for site, place in (("campus", "EDCH1"), ("depot", "EqSe2-EQ"))
    ]
    assert notices(apart) == [
        f"sites.{site}: has no resiliency (devices: 1 at {place}); for development it lacks a second connection at "
        f"{place}, on another device"
        for site, place in (("campus", "EDCH1"), ("depot", "EqSe2-EQ"))
    ]


def test_each_vpc_that_virtual_interfaces_lead_straight_to_is_told_of() -> None:
    straight = {f"{LINKS}.gateway": None, f"{LINKS}.virtual_interfaces.north.vpc": "shop"}
    assert notices(straight | {f"{LINKS}.virtual_interfaces.south.vpc": "lab"}) == [
        f"sites.campus: has no resiliency to {vpc} (devices: 1 at {place}); for development it lacks a second connection "
        f"at {place}, on another device"
        for vpc, place in (("shop", "EDCH1"), ("lab", "EqSe2-EQ"))
    ]
    # One VPC alone need not be named.
    [told] = notices(straight | {"vpcs.lab": None})
    assert told.startswith(
        "sites.campus: has high resiliency to shop (devices: 1 at EDCH1 and 1 at EqSe2-EQ); for maximum"
    )


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            joined("A1"),
            "has no resiliency (devices: 1 at A1); for development it lacks a second connection at A1, on another device",
        ),
        (
            joined("A1/x", "A1/y"),
            "has development resiliency (devices: 2 at A1); for high it lacks a connection at another location",
        ),
        (
            joined("A1", "B1"),
            "has high resiliency (devices: 1 at A1 and 1 at B1); for maximum it lacks a second connection at A1 and at B1, "
            "on another device",
        ),
        (joined("A1/x", "A1/y", "B1/x", "B1/y"), None),
        (joined("A1", "B1", **{f"{LINKS}.resiliency": "high"}), None),  # what was asked for is there
        (joined("A1/x", "A1/y", "B1/x", "B1/y", **{f"{LINKS}.resiliency": "maximum"}), None),
        ({SOUTH: {"id": HOSTED}}, None),  # nobody knows where
        (
            on_gateway(id=GATEWAY) | {"sites.depot": DEPOT, f"{LINKS}.resiliency": "high"},
            "no virtual interface ends here, so that nobody can say whether it has high resiliency",
        ),
    ],
)
def test_what_the_next_level_takes_is_worth_knowing(changes: Changes, told: str | None) -> None:
    lines = [line.partition(": ")[2] for line in notices(changes)]
    assert any(line.startswith(told) for line in lines) if told else lines == []


@pytest.mark.parametrize(
    ("connections", "told"),
    [
        (["A1", "A1"], ["c1 and c2 count as on devices of their own at A1"]),
        (["A1/x", "A1"], ["c1 and c2 count as on devices of their own at A1"]),
        (["A1/x", "A1/y"], []),
        (["A1/x", "A1/y", "A1"], []),
        (["A1", "B1"], []),
        (["A1", "A1", "B1"], []),
        (["A1", "A1", "B1/x", "B1/y"], ["c1 and c2 count as on devices of their own at A1"]),
        (
            ["A1", "A1", "B1", "B1"],
            ["c1 and c2 count as on devices of their own at A1", "c3 and c4 count as on devices of their own at B1"],
        ),
    ],
)
def test_devices_taken_on_trust_are_told(connections: list[str], told: list[str]) -> None:
    lines = [line for line in notices(joined(*connections)) if " count as " in line]
    assert [line.removeprefix("sites.campus: ").partition(";")[0] for line in lines] == told
    assert all(line.endswith("(output connections, aws_device): state it then as aws_device") for line in lines)


def test_where_a_connection_is_has_to_be_stated_if_it_decides() -> None:
    unplaced: Changes = {SOUTH: {"id": HOSTED}, f"{LINKS}.resiliency": "development"}
    wanted = "without its location nobody can say whether development resiliency is there; state location"
    assert refusals(unplaced) == [f"{SOUTH}: {wanted}"]
    assert refusals(unplaced | {NORTH: {"id": LAG.replace("lag", "con")}}) == [
        f"{NORTH}: {wanted}",
        f"{SOUTH}: {wanted}",
    ]
