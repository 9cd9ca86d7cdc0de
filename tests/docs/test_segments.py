"""The scenarios of docs/segments.md: each is a good spec, and its tables are those that a person works out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from support.documents import blocks, counts
from tieline.localstack.server import Server
from tieline.render import tfvars
from tieline.spec import load
from tieline.spec.loading import Loaded
from tieline.spec.segments import Segment
from tieline.verify import verify

PAGE = ROOT / "docs" / "segments.md"
SHOP, LAB, TOOLS, PLANT, WEST = "10.44.0.0/16", "10.45.0.0/16", "10.46.0.0/16", "172.27.0.0/16", "10.54.0.0/16"
ANYWHERE = "0.0.0.0/0"


def to(attachment: str, *ranges: str) -> dict[str, Any]:
    return {cidr: {"attachment": attachment} for cidr in ranges}


def nowhere(*ranges: str) -> dict[str, Any]:
    return {cidr: {"blackhole": True} for cidr in ranges}


@dataclass
class Expected:
    """What a scenario comes to; who asks a table and who is known in it are read from the table's side."""

    asks: dict[str, set[str]]
    """By table, the attachments associated with it."""
    knows: dict[str, set[str]]
    """By table, the attachments that propagate into it."""
    routes: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By table, its static routes."""
    adopted: dict[str, str] = field(default_factory=dict)
    """By table, its id where it exists already."""
    sent: dict[str, set[str]] = field(default_factory=dict)
    """By VPC, what its own route tables send to the gateway."""
    appliances: set[str] = field(default_factory=set)
    """The VPCs whose attachment has appliance mode."""


SCENARIOS = {
    "Everything reaches everything": Expected(
        asks={"main": {"shop", "lab", "plant"}},
        knows={"main": {"shop", "lab", "plant"}},
        sent={"shop": {LAB, PLANT}},
    ),
    "Isolated VPCs": Expected(
        asks={"workloads": {"shop", "lab"}, "offices": {"plant"}},
        knows={"workloads": {"plant"}, "offices": {"shop", "lab"}},
        sent={"shop": {PLANT}},
    ),
    "Isolated VPCs with shared services": Expected(
        asks={"workloads": {"shop", "lab"}, "services": {"tools"}, "offices": {"plant"}},
        knows={
            "workloads": {"tools", "plant"},
            "services": {"shop", "lab", "plant"},
            "offices": {"shop", "lab", "tools"},
        },
        sent={"shop": {TOOLS, PLANT}, "tools": {SHOP, LAB, PLANT}},
    ),
    "An inspection VPC in the middle": Expected(
        asks={"workloads": {"shop", "lab"}, "offices": {"plant"}, "firewall": {"firewall"}},
        knows={"workloads": set(), "offices": set(), "firewall": {"shop", "lab", "plant"}},
        routes={"workloads": to("firewall", SHOP, LAB, PLANT), "offices": to("firewall", SHOP, LAB)},
        sent={"shop": {LAB, PLANT}, "firewall": {SHOP, LAB, PLANT}},
        appliances={"firewall"},
    ),
    "One way to the internet": Expected(
        asks={"workloads": {"shop", "lab"}, "egress": {"egress"}},
        knows={"workloads": set(), "egress": {"shop", "lab"}},
        routes={"workloads": to("egress", ANYWHERE) | nowhere(SHOP, LAB)},
        sent={"shop": {ANYWHERE}, "egress": {SHOP, LAB}},
    ),
    "Peering to another Region": Expected(
        asks={"workloads": {"shop"}, "abroad": {"west"}, "offices": {"plant"}},
        knows={"workloads": {"plant"}, "abroad": {"shop"}, "offices": {"shop"}},
        routes={"workloads": to("west", WEST)},
        sent={"shop": {WEST, PLANT}},
    ),
    "A static VPN on somebody else's gateway and tables": Expected(
        asks={"vpns": {"branch"}, "apps": set()},
        knows={"vpns": set(), "apps": {"branch"}},
        adopted={"vpns": "tgw-rtb-0aa11bb22cc33dd44", "apps": "tgw-rtb-0ab11bb22cc33dd44"},
    ),
}


@pytest.fixture
def scenarios(tmp_path: Path) -> dict[str, Loaded]:
    """The page's specs by the heading they stand under."""
    headed = re.findall(r"^## (.+)\n(?:(?!^## )[\s\S])*?^```yaml$", PAGE.read_text(), re.MULTILINE)
    loaded: dict[str, Loaded] = {}
    for heading, text in zip(headed, blocks("yaml", PAGE), strict=True):
        file = tmp_path / f"{len(loaded)}.yaml"
        file.write_text(text)
        loaded[heading] = load(file)
    return loaded


def worked_out(inputs: dict[str, Any]) -> Expected:
    tables, vpcs = inputs["route_tables"], inputs.get("vpcs", {})
    return Expected(
        asks={table: {key for key, asked in inputs["associations"].items() if asked == table} for table in tables},
        knows={table: {key for key, known in inputs["propagations"].items() if table in known} for table in tables},
        routes={key: table["routes"] for key, table in tables.items() if "routes" in table},
        adopted={key: table["id"] for key, table in tables.items() if "id" in table},
        sent={key: set(vpc["routes"]) for key, vpc in vpcs.items() if "routes" in vpc},
        appliances={key for key, vpc in vpcs.items() if vpc.get("appliance_mode")},
    )


def test_every_block_is_a_scenario(scenarios: dict[str, Loaded]) -> None:
    assert counts(PAGE) == {"yaml": len(SCENARIOS)}
    assert list(scenarios) == list(SCENARIOS)


@pytest.mark.parametrize("heading", SCENARIOS)
def test_a_scenario_comes_to_these_tables(heading: str, scenarios: dict[str, Loaded]) -> None:
    loaded = scenarios[heading]
    assert loaded.notices == ()
    inputs = tfvars(loaded.spec)
    assert worked_out(inputs) == SCENARIOS[heading]
    assert set(inputs["associations"].values()) <= inputs["route_tables"].keys()
    assert {table for tables in inputs["propagations"].values() for table in tables} <= inputs["route_tables"].keys()


def test_the_scenarios_are_planned_as_they_say(scenarios: dict[str, Loaded], localstack: Server) -> None:
    for verdict in verify(list(scenarios.values()), localstack):
        assert verdict.plan is not None, verdict.refusals
        assert verdict.failures == []


def test_every_key_of_a_segment_is_explained() -> None:
    rows = re.findall(r"^\| (`.*?`) \|", PAGE.read_text(), re.MULTILINE)
    told = set(re.findall(r"`(\w+)", " ".join(rows)))
    assert told == set(Segment.model_fields)
