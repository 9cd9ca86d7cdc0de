"""Every rule of a direct-connect spec, seen accepting and refusing."""

from __future__ import annotations

import pytest

from support.verdicts import Changes, spec_with
from support.verdicts_direct_connect import (
    ACCEPTED,
    ACCOUNT,
    BASE,
    FOREIGN,
    INTENT,
    LINKS,
    OURS,
    PROPOSAL,
    REFUSED,
    SPEC_ACCEPTED,
    STRAIGHT,
    VGW,
    interfaces,
    many_vpcs,
)
from tieline.spec import SpecError
from tieline.spec.base import DirectConnectSpec
from tieline.spec.document import Document
from tieline.spec.loading import Loaded, check
from tieline.spec.virtual_interface_rules import preference


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


@pytest.mark.parametrize(("changes", "message"), (REFUSED | INTENT).values(), ids=REFUSED | INTENT)
def test_refuses(changes: Changes, message: str) -> None:
    [told] = refusals(changes)
    assert told.startswith(message)


def created(count: int) -> Changes:
    """So many VPCs, each with a gateway to be made."""
    vpcs = many_vpcs(count)["vpcs"]
    return {"vpcs": {key: {"id": vpc["id"], "cidrs": vpc["cidrs"]} for key, vpc in vpcs.items()}}


def told(changes: Changes) -> list[str]:
    """The notices, less those on resiliency."""
    notices = [f"{notice.key}: {notice.message}" for notice in changed(changes).notices]
    return [notice for notice in notices if " resiliency" not in notice]


@pytest.mark.parametrize(
    ("changes", "notices"),
    [
        ({}, []),
        (interfaces(30), []),
        (
            interfaces(31),
            [
                "direct_connect.virtual_interfaces: 31 virtual interfaces on one Direct Connect gateway; the quota is 30 "
                "and adjustable: ask AWS for more before you apply"
            ],
        ),
        (interfaces(31) | STRAIGHT, []),
        (created(5), []),
        (
            created(6),
            [
                "vpcs: 6 virtual private gateways in eu-north-1; the quota is 5 and adjustable: ask AWS for more before "
                "you apply"
            ],
        ),
        (created(6) | {"vpcs.v1.region": "eu-west-3"}, []),
        (created(6) | {"vpcs.v1.vpn_gateway": {"id": VGW}}, []),
        (created(6) | {"account": OURS, "vpcs.v1.account": ACCOUNT, "vpcs.v1.proposal_id": PROPOSAL}, []),
        (
            {"account": OURS, "vpcs.far": {key: value for key, value in FOREIGN.items() if key != "proposal_id"}},
            [
                f"vpcs.far.account: {ACCOUNT} has to propose its virtual private gateway first (its root module stands in "
                f"accounts/{ACCOUNT} of what render writes); once it is applied there, name the proposal_id here"
            ],
        ),
        (
            {
                "sites.campus.virtual_interfaces": {
                    "north": {"community": "7224:7300"},
                    "south": {"community": "7224:7100"},
                }
            },
            [],
        ),
        (
            {"sites.campus.virtual_interfaces": {"north": {"community": "7224:7300"}, "south": {"prepend": 1}}},
            [
                "sites.campus.virtual_interfaces.south: states no community, while another here does: how AWS prefers the "
                "one to the other is not for us to say; have all routers of the site tag their routes"
            ],
        ),
        (
            {"sites.campus.virtual_interfaces": {"north": {}, "south": {"prepend": 1}}},
            [
                "sites.campus.virtual_interfaces.south.prepend: prepending alone makes no standby of another location, for "
                "AWS goes by distance first; have the routers tag what they announce, and state community: 7224:7300 for "
                "the first way and 7224:7100 for the standby"
            ],
        ),
        (
            {
                "sites.campus.virtual_interfaces": {
                    "north": {"community": "7224:7200"},
                    "south": {"community": "7224:7200", "prepend": 1},
                }
            },
            [],
        ),
    ],
)
def test_what_is_worth_knowing_is_told(changes: Changes, notices: list[str]) -> None:
    assert told(changes) == notices


@pytest.mark.parametrize(
    ("north", "south", "order"),
    [
        ({}, {}, [["north", "south"]]),
        ({"prepend": 1}, {}, [["south"], ["north"]]),
        ({"community": "7224:7100"}, {"community": "7224:7300"}, [["south"], ["north"]]),
        ({"community": "7224:7300", "prepend": 10}, {"community": "7224:7200"}, [["north"], ["south"]]),
        ({"community": "7224:7200", "prepend": 2}, {"community": "7224:7200", "prepend": 1}, [["south"], ["north"]]),
        ({"community": "7224:7200"}, {}, [["north", "south"]]),
    ],
)
def test_communities_come_before_prepends(north: Changes, south: Changes, order: list[list[str]]) -> None:
    spec = changed({"sites.campus.virtual_interfaces": {"north": north, "south": south}}).spec
    assert isinstance(spec, DirectConnectSpec)
    assert preference(spec, "campus") == order


def test_with_all_vlans_taken_no_free_one_is_named() -> None:
    everything = interfaces(4094)
    everything[f"{LINKS}.virtual_interfaces"]["one-more"] = {"connection": "north", "vlan": 7}
    everything["sites.campus.virtual_interfaces"]["one-more"] = {}
    assert f"{LINKS}.virtual_interfaces.one-more.vlan: 7 is the VLAN of i7 on north already; take another" in refusals(
        everything
    )
