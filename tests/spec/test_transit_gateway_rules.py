"""Every rule of a transit-gateway-vpn spec, seen accepting and refusing."""

from __future__ import annotations

import pytest

from support.verdicts import Changes, spec_with
from support.verdicts_transit_gateway import (
    ACCEPTED,
    ADOPTED,
    BASE,
    PARIS,
    PLANT,
    REFUSED,
    SEGMENTS_REFUSED,
    TABLES,
)
from tieline.spec import SpecError
from tieline.spec.base import VpnSpec
from tieline.spec.document import Document
from tieline.spec.loading import Loaded, check


def changed(changes: Changes) -> Loaded:
    return check(Document(spec_with(changes, BASE), {}), "spec")


def refusals(changes: Changes) -> list[str]:
    try:
        changed(changes)
    except SpecError as error:
        return [f"{problem.key}: {problem.message}" for problem in error.problems]
    return []


@pytest.mark.parametrize("changes", ACCEPTED.values(), ids=ACCEPTED)
def test_accepts(changes: Changes) -> None:
    assert refusals(changes) == []


@pytest.mark.parametrize(("changes", "message"), (REFUSED | SEGMENTS_REFUSED).values(), ids=REFUSED | SEGMENTS_REFUSED)
def test_refuses(changes: Changes, message: str) -> None:
    told = refusals(changes)
    assert [text for text in told if text.startswith(message)], told
    assert len(told) == 1


@pytest.mark.parametrize(
    ("bandwidth", "counts", "connections"),
    [
        ("500Mbps", {}, [1, 1]),
        ("4Gbps", {}, [1, 1]),
        ("5Gbps", {}, [1, 1]),
        ("5.001Gbps", {}, [2, 2]),
        ("12.5 Gbps", {}, [3, 3]),
        ("5Gbps", {f"{PLANT}.devices.edge-2.prepend": 1}, [2, 2]),
        ("7Gbps", {f"{PLANT}.devices.edge-1.connections": 2}, [2, 1]),
    ],
)
def test_connections_are_worked_out_for_a_bandwidth(bandwidth: str, counts: Changes, connections: list[int]) -> None:
    spec = changed({f"{PLANT}.bandwidth": bandwidth, **counts}).spec
    assert isinstance(spec, VpnSpec)
    assert list(spec.sites["plant"].connections().values()) == connections


def test_what_one_flow_cannot_exceed_is_said() -> None:
    [notice] = changed({f"{PLANT}.bandwidth": "4Gbps"}).notices
    assert (notice.key, notice.message) == (
        "sites.plant.bandwidth",
        "2 connections for 4Gbps; one flow, such as one TCP session, never exceeds the 1.25 Gbps of the tunnel it takes",
    )
    assert changed({f"{PLANT}.bandwidth": "1Gbps"}).notices == ()


def test_a_bandwidth_beyond_a_virtual_private_gateway_is_refused_there() -> None:
    def told(bandwidth: str) -> list[str]:
        try:
            check(Document(spec_with({"sites.hq.bandwidth": bandwidth}), {}), "spec")
        except SpecError as error:
            return [problem.message for problem in error.problems]
        return []

    assert told("1250Mbps") == []
    assert told("2Gbps") == [
        "2Gbps is more than a virtual private gateway sends: 1.25 Gbps in all, through one tunnel; for more use the "
        "pattern transit-gateway-vpn, or take at most 1250Mbps"
    ]


def many_vpcs(count: int) -> Changes:
    vpcs = {
        f"v{n}": {
            "id": f"vpc-{n:017x}",
            "cidrs": [f"10.{n // 256}.{n % 256}.0/24"],
            "subnets": {"a": f"subnet-{n:017x}"},
        }
        for n in range(count)
    }
    return {"vpcs": vpcs, "sites": None, "segments": None}


@pytest.mark.parametrize(
    ("changes", "notice"),
    [
        (many_vpcs(5000), None),
        (
            {"vpcs.shop.route_tables": TABLES, "vpcs.shop.routes": [f"10.100.{n}.0/24" for n in range(51)]},
            "51 routes for each route table; the quota is 50 and adjustable",
        ),
        (
            {"peerings": {f"p{n}": PARIS | {"cidrs": [f"10.200.{n}.0/24"]} for n in range(51)}, "segments": None},
            "51 peerings on one transit gateway; the quota is 50 and adjustable",
        ),
        (
            ADOPTED
            | {"transit_gateway": None, "vpcs": many_vpcs(21)["vpcs"]}
            | {"segments": {f"s{n}": {"vpcs": [f"v{n}"]} for n in range(21)}},
            "21 route tables; the quota is 20 and adjustable",
        ),
        (
            {f"{PLANT}.devices.edge-1.connections": 26, f"{PLANT}.devices.edge-2.connections": 25},
            "51 VPN connections in the Region; the quota is 50 and adjustable",
        ),
    ],
)
def test_adjustable_quotas_are_notices(changes: Changes, notice: str | None) -> None:
    told = [each.message for each in changed(changes).notices]
    assert len(told) == bool(notice)
    assert all(message.startswith(notice or "") for message in told)


def test_the_fixed_quota_of_attachments_is_refused() -> None:
    [told] = refusals(many_vpcs(5001))
    assert told == (
        "transit_gateway: 5001 attachments; a transit gateway takes 5000, and AWS does not raise it: divide them "
        "between two gateways"
    )
