"""A large network on one transit gateway: how a spec, and its plan, grow with the number of attachments."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from bench_commands import Question
from tieline.localstack.server import Server
from tieline.render import tfvars
from tieline.spec import load
from tieline.terraform.batch import plan_cases
from tieline.verify import case

DOMAINS = 8
"""How many segments the VPCs are divided among, isolated from each other; all reach the sites."""
MOST_SITES = 50
"""The quota of VPN connections in a Region; one attachment in a hundred is one, up to that."""

TFVARS = (50, 500, 5000)
PLANS = (500, 2000, 5000)


def spec(attachments: int, world: int = 0) -> dict[str, Any]:
    """A spec with so many attachments: VPCs with a route table each, and a VPN connection for every hundredth.

    The VPCs of different worlds are different ones, so that a plan has to make its own in LocalStack.
    """
    sites = min(MOST_SITES, attachments // 100)
    names = [f"vpc-{n:04}" for n in range(attachments - sites)]
    segments = {
        f"team-{n}": {"vpcs": names[n::DOMAINS], "isolated": True, "reaches": ["offices"]} for n in range(DOMAINS)
    }
    return {
        "pattern": "transit-gateway-vpn",
        "name": "core",
        "region": "eu-north-1",
        "vpcs": {name: _vpc(n, world) for n, name in enumerate(names)},
        "sites": {f"site-{n:03}": _site(n) for n in range(sites)},
        "transit_gateway": {"asn": 64802},
        "segments": segments | {"offices": {"sites": [f"site-{n:03}" for n in range(sites)]}},
    }


def _vpc(number: int, world: int) -> dict[str, Any]:
    return {
        "id": f"vpc-{world}{number:016x}",
        "cidrs": [f"10.{number // 256}.{number % 256}.0/24"],
        "subnets": {zone: f"subnet-{world}{2 * number + place:016x}" for place, zone in enumerate("ab")},
        "route_tables": {"private": f"rtb-{world}{number:016x}"},
        "routes": ["172.16.0.0/12"],
    }


def _site(number: int) -> dict[str, Any]:
    inside = [f"169.254.{60 + number // 32}.{number % 32 * 8 + offset}/30" for offset in (0, 4)]
    return {
        "cidrs": [f"172.16.{number}.0/24"],
        "asn": 65001 + number,
        "devices": {"fw": {"ip_address": f"198.51.100.{number + 1}"}},
        "tunnels": {"inside_cidrs": {"fw": inside}},
    }


def write(folder: Path, attachments: int, world: int = 0) -> Path:
    """Such a spec as a file."""
    file = folder / str(world) / f"{attachments}.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(yaml.safe_dump(spec(attachments, world), sort_keys=False), encoding="utf-8")
    return file


def questions(folder: Path, server: Server) -> Iterator[Question]:
    """What is timed: the largest beside the smaller ones."""
    files = {count: write(folder, count) for count in TFVARS}

    def rendered(count: int) -> None:
        tfvars(load(files[count]).spec)

    def planned(file: Path) -> None:
        [outcome] = plan_cases([case(load(file))], server)
        if outcome.plan is None:
            raise SystemExit(f"{file.stem} attachments cannot be planned: {outcome.errors[0]}")

    small, middle, large = TFVARS
    yield Question(
        f"spec to tfvars, {large} attachments",
        f"{middle} attachments",
        lambda: rendered(large),
        lambda: rendered(middle),
        most_seconds=2,
    )
    yield Question(
        f"spec to tfvars, {large} attachments, growth",
        f"{middle} attachments",
        lambda: rendered(large),
        lambda: rendered(middle),
        most_ratio=1.3 * large / middle,
    )
    yield Question(
        f"spec to tfvars, {middle} attachments",
        f"{small} attachments",
        lambda: rendered(middle),
        lambda: rendered(small),
    )
    few, many, most = PLANS
    for world, (count, most_ratio) in enumerate(((many, 1.3 * many / few), (most, None))):
        yield Question(
            f"plan of {count} attachments",
            f"{few} attachments",
            partial(planned, write(folder, count, world)),
            partial(planned, write(folder, few, world)),
            most_ratio=most_ratio,
            slow=True,
        )
