"""What the screen of `tieline verify` says of a transit gateway."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from tieline.report.transit_gateway import reaches
from tieline.report.words import count
from tieline.spec import TransitGatewayVpn, load

SPECS = Path(__file__).with_name("specs")


def screen(name: str) -> list[list[str]]:
    spec = load(SPECS / f"{name}.yaml").spec
    assert isinstance(spec, TransitGatewayVpn)
    console = Console(width=120)
    with console.capture() as captured:
        console.print(reaches(spec))
    return [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in captured.get().splitlines()]


def test_segments_say_who_reaches_whom() -> None:
    assert screen("created") == [
        ["segment", "members", "reaches", "by way of"],
        ["workloads", "shop, lab", "each other, offices, exit for all else", "wall"],
        ["secrets", "bank", "exit for all else"],
        ["guests", "guest", "each other, offices, abroad"],
        ["offices", "plant, yard, lights", "workloads, guests, each other", "wall to workloads"],
        ["abroad", "west, east", "guests, each other"],
    ]


def test_without_segments_a_gateway_says_whose_tables_hold() -> None:
    assert screen("participant") == [["as the adopted gateway's own route tables say; the spec names no segments"]]


def test_things_are_counted_in_english() -> None:
    assert [count(1, "role policy"), count(2, "role policy"), count(2, "gateway")] == [
        "1 role policy",
        "2 role policies",
        "2 gateways",
    ]
