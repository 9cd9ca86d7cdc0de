"""Every rule of a spec, seen accepting and refusing: the last good value and the first bad one."""

from __future__ import annotations

import pytest

from support.verdicts import ACCEPTED, HQ, REFUSED, Changes, spec_with
from tieline.spec import SpecError
from tieline.spec.base import VpnSpec
from tieline.spec.connections import expand, inside_cidrs
from tieline.spec.document import Document
from tieline.spec.loading import Loaded, check


def changed(changes: Changes) -> Loaded:
    return check(Document(spec_with(changes), {}), "spec")


def refusals(changes: Changes) -> list[str]:
    try:
        changed(changes)
    except SpecError as error:
        return [f"{problem.key}: {problem.message}" for problem in error.problems]
    return []


@pytest.mark.parametrize("changes", ACCEPTED.values(), ids=ACCEPTED)
def test_accepts(changes: Changes) -> None:
    assert refusals(changes) == []


@pytest.mark.parametrize(("changes", "message"), REFUSED.values(), ids=REFUSED)
def test_refuses(changes: Changes, message: str) -> None:
    [told] = refusals(changes)
    assert told.startswith(message)


def test_a_vpc_may_have_ranges_of_any_length_aws_gives() -> None:
    """Not among the verdicts: the module also asks whether the VPC really has the range."""
    assert refusals({"vpcs.shop.cidrs": ["10.44.0.0/16", "10.45.0.0/28"]}) == []


def test_more_connections_than_the_adjustable_quota_are_a_notice() -> None:
    ten = {f"{HQ}.devices.fw-1.connections": 9}
    assert changed(ten).notices == ()
    [notice] = changed({f"{HQ}.devices.fw-1.connections": 10}).notices
    assert notice.message.startswith("11 connections on one virtual private gateway; the quota is 10 and adjustable")


def test_a_collision_of_worked_out_inside_cidrs_is_refused_with_a_free_list_that_works() -> None:
    """Moving one of them silently would replace a connection; so it is the author who chooses."""
    base = changed({}).spec
    assert isinstance(base, VpnSpec)
    taken = inside_cidrs(base.name, next(expand(base.sites)))  # hq/fw-1's, given to another device below
    clash: Changes = {
        f"{HQ}.devices.fw-1.connections": 2,
        "sites.lab.tunnels.inside_cidrs": {"r": list(taken)},
    }
    swapped = {"sites": {key: spec_with(clash)["sites"][key] for key in ("lab", "hq")}}
    [told] = refusals(swapped)
    assert told.startswith(f"sites.hq.devices.fw-1: {taken[0]} is the inside CIDR of tunnel 1 of lab/r/1 already")
    offered = told.partition("such as [")[2].partition("]")[0].split(", ")
    assert len(offered) == 4
    swapped["sites"]["hq"]["tunnels"] = {"inside_cidrs": {"fw-1": offered}}
    assert refusals(swapped) == []
