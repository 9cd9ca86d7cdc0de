"""Every rule of a transit-gateway-direct-connect spec, seen accepting and refusing."""

from __future__ import annotations

import pytest

from support.verdicts import Changes, spec_with
from support.verdicts_direct_connect import ACCOUNT, LINKS, PROPOSAL, theirs
from support.verdicts_transit_gateway import ATTACHMENT
from support.verdicts_transit_gateway_direct_connect import (
    ACCEPTED,
    BASE,
    FURTHER,
    INTENT,
    REFUSED,
    SEGMENTS_REFUSED,
    SPEC_ACCEPTED,
    announcing,
    one,
    peered,
)
from tieline.spec import SpecError
from tieline.spec.announced import allowed_prefixes
from tieline.spec.document import Document
from tieline.spec.loading import Loaded, check
from tieline.spec.transit_gateway_direct_connect import TransitGatewayDirectConnect

EVERY = REFUSED | INTENT | SEGMENTS_REFUSED


def changed(changes: Changes) -> Loaded:
    return check(Document(spec_with(changes, BASE), {}), "spec")


def refusals(changes: Changes) -> list[str]:
    try:
        changed(changes)
    except SpecError as error:
        return [f"{problem.key}: {problem.message}" for problem in error.problems]
    return []


@pytest.mark.parametrize("changes", (ACCEPTED | SPEC_ACCEPTED).values(), ids=ACCEPTED | SPEC_ACCEPTED)
def test_accepts(changes: Changes) -> None:
    assert refusals(changes) == []


@pytest.mark.parametrize(("changes", "message"), EVERY.values(), ids=EVERY)
def test_refuses(changes: Changes, message: str) -> None:
    [told] = refusals(changes)
    assert told.startswith(message)


def told(changes: Changes) -> list[str]:
    """The notices, less those on resiliency."""
    notices = [f"{notice.key}: {notice.message}" for notice in changed(changes).notices]
    return [notice for notice in notices if " resiliency" not in notice]


@pytest.mark.parametrize(
    ("changes", "notices"),
    [
        ({}, []),
        (one(id=None, account=ACCOUNT, proposal_id=PROPOSAL), []),
        (
            one(id=None, account=ACCOUNT),
            [
                f"{FURTHER}.west: {ACCOUNT} has to propose its transit gateway first; then name the proposal_id here",
            ],
        ),
        (theirs(attachment_id=ATTACHMENT), []),
        (theirs() | {"sites": {}, "segments": None}, []),
        (
            theirs(),
            [
                f"{LINKS}.gateway.attachment_id: is missing: {ACCOUNT} has to accept what is proposed to it first; then "
                "name the attachment here, for the sites to be routed to"
            ],
        ),
    ],
)
def test_what_is_awaited_is_told(changes: Changes, notices: list[str]) -> None:
    assert told(changes) == notices


SIX: Changes = {f"{LINKS}.virtual_interfaces.north.bgp_peers": {"six": {"address_family": "ipv6"}}}
UNHEARD = (
    f"{LINKS}.virtual_interfaces.north: carries IPv6, and allowed_prefixes of the Direct Connect gateway have no IPv6 range, "
    "so that none is announced to the site; name them there, the IPv4 ranges beside them"
)


@pytest.mark.parametrize(
    ("changes", "notices"),
    [
        (SIX, [UNHEARD]),
        (SIX | announcing("10.44.0.0/14"), [UNHEARD]),
        (SIX | announcing("10.44.0.0/14", "2001:db8::/32"), []),
        (announcing("10.44.0.0/14"), []),
        (
            announcing("10.46.0.0/16", "10.44.0.0/15") | {"segments.workloads.reaches": ["services"]},
            [
                f"{LINKS}.gateway.allowed_prefixes[1]: announces vpcs.shop, vpcs.lab too, which no segment lets the sites "
                "reach, so that their traffic there is lost; name narrower ranges, or let a segment reach theirs"
            ],
        ),
    ],
)
def test_what_is_announced_in_vain_and_what_is_not_is_told(changes: Changes, notices: list[str]) -> None:
    assert told(changes) == notices


def test_by_default_the_ranges_of_all_that_may_reach_the_sites_are_announced() -> None:
    def announced(changes: Changes) -> list[str]:
        spec = changed(changes).spec
        assert isinstance(spec, TransitGatewayDirectConnect)
        return allowed_prefixes(spec)

    assert announced({}) == ["10.44.0.0/16", "10.45.0.0/16", "10.46.0.0/16"]
    assert announced({"segments.workloads.reaches": ["services"]}) == ["10.46.0.0/16"]
    assert announced(peered(2)) == ["10.44.0.0/16", "10.45.0.0/16", "10.46.0.0/16", "10.100.0.0/24", "10.100.1.0/24"]
    assert announced(announcing("10.44.0.0/14")) == ["10.44.0.0/14"]
