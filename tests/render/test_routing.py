"""From who may reach whom to the tables of a transit gateway, worked out by hand here."""

from __future__ import annotations

from typing import Any

import pytest

from support.verdicts import Changes, spec_with
from support.verdicts_transit_gateway import ADOPTED, BASE, FIREWALL, PARIS, PLANT, TABLE, TABLES
from tieline.render import tfvars
from tieline.spec.document import Document
from tieline.spec.loading import check

SHOP, LAB, TOOLS, PLANT_RANGE, PARIS_RANGE = (
    "10.44.0.0/16",
    "10.45.0.0/16",
    "10.46.0.0/16",
    "172.27.0.0/16",
    "10.60.0.0/16",
)
BLACKHOLE = {"blackhole": True}


def inputs(changes: Changes) -> dict[str, Any]:
    return tfvars(check(Document(spec_with(changes, BASE), {}), "spec").spec)


def to(attachment: str, *ranges: str) -> dict[str, Any]:
    return {each: {"attachment": attachment} for each in ranges}


def learnt(inputs: dict[str, Any]) -> dict[str, set[str]]:
    """By table, who propagates into it."""
    tables: dict[str, set[str]] = {name: set() for name in inputs["route_tables"]}
    for attachment, names in inputs["propagations"].items():
        for name in names:
            tables[name].add(attachment)
    return tables


def routes(inputs: dict[str, Any]) -> dict[str, Any]:
    return {name: table["routes"] for name, table in inputs["route_tables"].items() if "routes" in table}


def test_members_learn_those_they_may_reach_and_no_others() -> None:
    made = inputs({})
    assert made["associations"] == {"shop": "workloads", "lab": "workloads", "tools": "services", "plant": "offices"}
    assert learnt(made) == {
        "workloads": {"tools", "plant"},
        "services": {"shop", "lab", "plant"},
        "offices": {"shop", "lab", "tools"},
    }
    assert routes(made) == {}


def test_without_segments_everything_reaches_everything() -> None:
    made = inputs({"segments": None, "peerings": {"paris": PARIS}})
    assert made["associations"] == dict.fromkeys(("shop", "lab", "tools", "plant", "paris"), "main")
    assert learnt(made) == {"main": {"shop", "lab", "tools", "plant"}}
    assert routes(made) == {"main": to("paris", PARIS_RANGE)}


def test_on_somebody_elses_gateway_nothing_is_routed_without_its_table() -> None:
    made = inputs(ADOPTED)
    assert (made["route_tables"], made["associations"], made["propagations"]) == ({}, {}, {})
    named = inputs(
        ADOPTED | {"vpcs": {}, "sites": BASE["sites"], "segments": {"o": {"sites": ["plant"], "route_table": TABLE}}}
    )
    assert named["route_tables"] == {"o": {"id": TABLE}}
    assert named["associations"] == {"plant": "o"}


def test_a_way_out_closes_what_may_not_be_reached() -> None:
    made = inputs({"segments.workloads.default": "tools"})
    assert routes(made) == {
        "workloads": to("tools", "0.0.0.0/0") | {SHOP: BLACKHOLE, LAB: BLACKHOLE},
    }
    assert learnt(made)["services"] == {"shop", "lab", "plant"}


def test_a_way_out_in_no_segment_knows_its_users() -> None:
    made = inputs(
        {"segments.services": None, "segments.workloads.reaches": ["offices"], "segments.workloads.default": "tools"}
    )
    assert made["associations"]["tools"] == "tools"
    assert learnt(made) == {"workloads": {"plant"}, "offices": {"shop", "lab"}, "tools": {"shop", "lab"}}
    assert routes(made) == {"workloads": to("tools", "0.0.0.0/0") | {SHOP: BLACKHOLE, LAB: BLACKHOLE}}


def test_a_firewall_is_passed_on_the_way_there_and_back() -> None:
    made = inputs(FIREWALL)
    assert made["vpcs"]["fw"]["appliance_mode"] is True
    assert made["associations"]["fw"] == "fw"
    assert learnt(made) == {
        "workloads": set(),
        "services": {"plant"},
        "offices": {"tools"},
        "fw": {"shop", "lab", "tools", "plant"},
    }
    assert routes(made) == {
        "workloads": to("fw", TOOLS, PLANT_RANGE),
        "services": to("fw", SHOP, LAB),
        "offices": to("fw", SHOP, LAB),
    }


def test_a_way_out_behind_a_firewall() -> None:
    made = inputs(FIREWALL | {"segments.workloads.default": "tools"})
    assert routes(made) == {
        "workloads": to("fw", "0.0.0.0/0") | {SHOP: BLACKHOLE, LAB: BLACKHOLE},
        "services": to("fw", SHOP, LAB),
        "offices": to("fw", SHOP, LAB),
        "fw": to("tools", "0.0.0.0/0"),
    }


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, [TOOLS, PLANT_RANGE]),
        ({"segments.workloads.isolated": False}, [LAB, TOOLS, PLANT_RANGE]),
        ({"segments": None}, [LAB, TOOLS, PLANT_RANGE]),
        ({"segments.workloads.default": "tools"}, ["0.0.0.0/0"]),
        ({"vpcs.shop.routes": ["10.0.0.0/8", "pl-0aa11bb22cc33dd44"]}, ["10.0.0.0/8", "pl-0aa11bb22cc33dd44"]),
    ],
)
def test_a_vpcs_own_tables_lead_to_what_it_may_reach(changes: Changes, expected: list[str]) -> None:
    made = inputs({"vpcs.shop.route_tables": TABLES} | changes)
    assert made["vpcs"]["shop"]["routes"] == expected
    assert "routes" not in made["vpcs"]["lab"]  # it names no table


def test_the_tables_of_a_firewall_and_of_a_way_out_lead_back() -> None:
    made = inputs(FIREWALL | {"vpcs.fw.route_tables": TABLES})
    assert set(made["vpcs"]["fw"]["routes"]) == {SHOP, LAB, TOOLS, PLANT_RANGE}
    made = inputs(
        {
            "segments.services": None,
            "segments.workloads": {"vpcs": ["shop", "lab"], "reaches": ["offices"], "default": "tools"},
            "vpcs.tools.route_tables": TABLES,
        }
    )
    assert made["vpcs"]["tools"]["routes"] == [SHOP, LAB]


def test_connections_for_a_bandwidth_are_written_out() -> None:
    site = inputs({f"{PLANT}.bandwidth": "12Gbps"})["sites"]["plant"]
    assert "bandwidth" not in site
    assert [device["connections"] for device in site["devices"].values()] == [3, 3]
    assert [len(cidrs) for cidrs in site["tunnels"]["inside_cidrs"].values()] == [6, 6]


def test_a_firewall_may_be_the_way_out_itself() -> None:
    made = inputs(FIREWALL | {"segments.workloads.default": "fw", "vpcs.fw.route_tables": TABLES})
    assert routes(made)["workloads"] == to("fw", "0.0.0.0/0") | {SHOP: BLACKHOLE, LAB: BLACKHOLE}
    assert "fw" not in routes(made)  # what it does not send back leaves the gateway for good
    assert set(made["vpcs"]["fw"]["routes"]) == {SHOP, LAB, TOOLS, PLANT_RANGE}


def test_what_lies_between_a_firewall_and_the_way_out_knows_both_directions() -> None:
    out: Changes = {
        "vpcs.egress": {
            "id": "vpc-0ae11bb22cc33dd44",
            "cidrs": ["10.48.0.0/16"],
            "subnets": {"a": "subnet-0aa11bb22cc33dd49"},
        },
        "vpcs.egress.route_tables": {"a": "rtb-0ab11bb22cc33dd44"},
        "vpcs.fw.route_tables": TABLES,
    }
    made = inputs(FIREWALL | {"segments.workloads.default": "egress"} | out)
    assert made["vpcs"]["fw"]["routes"] == ["0.0.0.0/0"]
    assert made["vpcs"]["egress"]["routes"] == [SHOP, LAB]
    assert routes(made)["egress"] == to("fw", SHOP, LAB)


def test_a_way_out_does_not_lead_to_itself() -> None:
    made = inputs(
        {
            "segments": {"all": {"vpcs": ["shop", "lab", "tools"], "sites": ["plant"], "default": "tools"}},
            "vpcs.tools.route_tables": TABLES,
        }
    )
    assert made["vpcs"]["tools"]["routes"] == [SHOP, LAB, PLANT_RANGE]
