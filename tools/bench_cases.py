"""The cases that every tool plans in the benchmark: different, realistic inputs of managed-vpn, all of them good."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tieline.localstack.landscape import Landscape, Vpc
from tieline.shipped import modules_folder
from tieline.terraform.case import Case

MODULE = "managed-vpn"
REGION = "eu-north-1"
VPC = Vpc("vpc-0aa11bb22cc33dd44", REGION, ("10.44.0.0/16",))
LANDSCAPE = Landscape((VPC,))

_TOPIC = f"arn:aws:sns:{REGION}:111122223333:network"
_ROUTE_TABLES = {"private": "rtb-0aa11bb22cc33dd44", "intra": "rtb-0bb22cc33dd44ee55"}
_ALARMS: tuple[dict[str, Any], ...] = (
    {},
    {"sns_topic_arns": [_TOPIC], "period_seconds": 60, "evaluation_periods": 3},
    {"enabled": False},
)
_TUNNELS: tuple[dict[str, Any], ...] = (
    {},
    {"startup_action": "start", "dpd_timeout_action": "restart"},
    {"phase1_dh_group_numbers": [20], "phase2_dh_group_numbers": [20]},
    {"overrides": {"fw-1/1/2": {"replay_window_size": 512}}},
)


def cases(count: int, modules: Path | None = None) -> list[Case]:
    """The first `count` cases, always the same; of the module in `modules`, by default tieline's own."""
    module = (modules or modules_folder()) / MODULE
    return [Case(module, inputs(number), REGION, LANDSCAPE) for number in range(count)]


def inputs(number: int) -> dict[str, Any]:
    """The inputs of one case: no two are alike, and what they use of the module varies."""
    static = number % 7 == 3
    site = {
        "cidrs": [f"192.168.{number % 256}.0/24", f"172.{16 + number % 16}.{number // 16 % 256}.0/24"],
        "devices": {
            f"fw-{device}": {"ip_address": f"198.{50 + device}.{number // 250}.{1 + number % 250}"}
            for device in range(1, 1 + connections(number))
        },
        "tunnels": _TUNNELS[number % 4],
    }
    return {
        "name": f"site-{number:03}",
        "tags": {"team": f"network-{number % 5}", "cost-centre": f"{4000 + number}"},
        "vpcs": {
            "shop": {
                "id": VPC.id,
                "cidrs": list(VPC.cidrs),
                "route_tables": dict(list(_ROUTE_TABLES.items())[: 1 + number % 2]),
            }
        },
        "vpn_gateway": {"asn": 64801 + number % 100},
        "sites": {"hq": site | ({"routing": "static"} if static else {"asn": 65010 + number % 400})},
        "alarms": _ALARMS[number % 3],
        "logging": {"retention_days": 90} if number % 5 else {},
    }


def connections(number: int) -> int:
    """How many VPN connections the case must plan: what each tool that can asserts."""
    return 1 + number // 2 % 2
