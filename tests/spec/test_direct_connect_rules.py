"""Every rule of a direct-connect spec, seen accepting and refusing."""

from __future__ import annotations

import pytest

from support.verdicts import Changes, spec_with
from support.verdicts_direct_connect import (
    ACCEPTED,
    ACCOUNT,
    ADOPTED,
    BASE,
    FOREIGN,
    GATEWAY,
    INTENT,
    LINKS,
    NORTH,
    OURS,
    PROPOSAL,
    REFUSED,
    SPEC_ACCEPTED,
    STRAIGHT,
    TABLE,
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
    """The notices, less those on resiliency and on VPCs that name no route tables, as those of the base spec."""
    notices = [f"{notice.key}: {notice.message}" for notice in changed(changes).notices]
    return [notice for notice in notices if " resiliency" not in notice and "route_tables" not in notice]


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


def test_a_vpc_that_no_route_leads_out_of_is_told() -> None:
    notices = [f"{notice.key}: {notice.message}" for notice in changed({"vpcs.lab.route_tables": {"a": TABLE}}).notices]
    assert [notice for notice in notices if "route_tables" in notice] == [
        "vpcs.shop: has no route_tables, so that no route to the sites is put into any; name those of its subnets, unless "
        "that is done elsewhere"
    ]


SIX: Changes = {f"{LINKS}.virtual_interfaces.north.bgp_peers": {"six": {"address_family": "ipv6"}}}


@pytest.mark.parametrize(
    ("changes", "notices"),
    [
        (
            {
                f"{LINKS}.virtual_interfaces.north.address_family": "ipv6",
                "vpcs.lab.allowed_prefixes": ["2001:db8:45::/48"],
            },
            [
                "direct_connect.virtual_interfaces.north: carries IPv6 alone, so that the ranges of campus, which are IPv4, "
                "do not come over it; add a peer with address_family: ipv4 in bgp_peers"
            ],
        ),
        (
            SIX,
            [
                "direct_connect.virtual_interfaces.north: carries IPv6, and no VPC's allowed_prefixes have an IPv6 range, so "
                "that none is announced to the site; name them there, the IPv4 ranges beside them"
            ],
        ),
        (SIX | {"vpcs.lab.allowed_prefixes": ["10.45.0.0/16", "2001:db8:45::/48"]}, []),
        (SIX | STRAIGHT, []),
        (SIX | {"vpcs": {}, f"{LINKS}.gateway": {"id": GATEWAY}}, []),  # nothing here to announce
        (
            {f"{LINKS}.connections.north.macsec": "must_encrypt"},
            [
                "direct_connect.connections.north.macsec: must_encrypt, and macsec_keys has no key for north: unless it gets "
                "one elsewhere, nothing passes"
            ],
        ),
        ({f"{LINKS}.connections.north.macsec": "must_encrypt", f"{LINKS}.macsec_keys": {"north/a": {}}}, []),
    ],
)
def test_what_would_come_over_no_line_is_told(changes: Changes, notices: list[str]) -> None:
    assert told(changes) == notices


def test_lines_are_ordered_before_their_virtual_interfaces() -> None:
    later = "carries no virtual interface yet; once AWS shows it available, add one in virtual_interfaces"
    ordered: Changes = {f"{LINKS}.virtual_interfaces": {}, "sites.campus.virtual_interfaces": {}}
    assert told(ordered) == [f"{NORTH}: {later}"]  # the other is there
    # A LAG stands for its members.
    lag: Changes = {
        NORTH: {"location": "EDCH1", "bandwidth": "10Gbps", "macsec": "off", "lag": "pair"},
        f"{LINKS}.lags": {"pair": {"location": "EDCH1", "bandwidth": "10Gbps"}},
    }
    assert told(ordered | lag) == [f"{LINKS}.lags.pair: {later}"]
    assert len(refusals(ordered | ADOPTED)) == 2


@pytest.mark.parametrize("region", ["eu-nort-1", "eu-north", "xx-north-1", "us-gov-1", "eu-north-1a", "eu-iso-west-1"])
def test_no_region(region: str) -> None:
    assert refusals({"region": region})[0] == f"region: {region} is not an AWS Region; write it like eu-north-1"


@pytest.mark.parametrize(
    "region", ["ap-northeast-3", "us-gov-west-1", "cn-northwest-1", "us-isob-east-1", "eusc-de-east-1"]
)
def test_every_partition_has_regions(region: str) -> None:
    assert changed({"region": region}).spec.region == region


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
