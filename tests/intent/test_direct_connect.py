"""Intent on Direct Connect: a plan that does what its spec says passes, and nothing of it goes unseen."""

from __future__ import annotations

import pytest

from conftest import ROOT
from intent.looked_at import DIRECT_CONNECT, IGNORED, Kind, of_spec, told, unseen_attributes, unseen_resources
from intent.tampering import Tamper, values
from tieline.intent import checks
from tieline.intent.trace import mend, origin, settled
from tieline.spec import DirectConnect, load
from tieline.terraform.plan import UNKNOWN, Plan

SPECS = "tests/intent/specs"
MADE = pytest.mark.plan(f"{SPECS}/lines.yaml")
ADOPTED = pytest.mark.plan(f"{SPECS}/lines-adopted.yaml")
PARTICIPANT = pytest.mark.plan(f"{SPECS}/lines-participant.yaml")
STRAIGHT = pytest.mark.plan(f"{SPECS}/lines-straight.yaml")
EVERY = [
    pytest.param(marks=mark, id=name)
    for name, mark in {"made": MADE, "adopted": ADOPTED, "participant": PARTICIPANT, "straight": STRAIGHT}.items()
]

CONNECTIONS = "Direct Connect connections"
LAGS = {"LAGs and their members", "MACsec keys, by reference or from the environment"}
INTERFACES = {
    "private virtual interfaces, each on its connection and to its gateway",
    "the module tells of its virtual interfaces what the spec says",
}
VPN_GATEWAYS = {
    "virtual private gateways: one for each VPC, attached to it",
    "propagation into every route table named",
}
ASSOCIATIONS = "associations with the Direct Connect gateway, with their allowed prefixes"
PROPOSALS = "proposals to the account of the Direct Connect gateway"
ELSEWHERE = "VPCs of other Regions and accounts are joined to the gateway that is made here"
ANNOUNCED = "what is announced to the sites: the VPCs' ranges"
NONE = "resiliency of each site: none"
ALARMS = "alarms: connections down, errors, light, MACsec, BGP sessions"


@pytest.mark.parametrize(
    "empty",
    [
        pytest.param(set(), marks=MADE),
        pytest.param({CONNECTIONS, *LAGS, "BGP peers", *VPN_GATEWAYS, PROPOSALS, ELSEWHERE}, marks=ADOPTED),
        pytest.param(
            {CONNECTIONS, *LAGS, *INTERFACES, "BGP peers", ASSOCIATIONS, ELSEWHERE, NONE, ALARMS}, marks=PARTICIPANT
        ),
        pytest.param(
            {*LAGS, "BGP peers", *VPN_GATEWAYS, ASSOCIATIONS, PROPOSALS, ELSEWHERE, ANNOUNCED, NONE, ALARMS},
            marks=STRAIGHT,
        ),
    ],
)
def test_a_plan_does_what_its_spec_says(empty: set[str], plan: Plan) -> None:
    found = checks(of_spec(plan), plan)
    assert [failure for check in found for failure in check.failures] == []
    assert {check.title for check in found if not check.facts} == empty


ASSOCIATION, PROPOSAL = "aws_dx_gateway_association", "aws_dx_gateway_association_proposal"
OF_VPCS = {
    "aws_vpn_gateway": Kind("vpcs.{vpc}.vpn_gateway", {"amazon_side_asn": ".asn", "vpc_id": "", "tags": "tags"}),
    "aws_vpn_gateway_attachment": Kind("vpcs.{vpc}.vpn_gateway", {"vpc_id": "vpcs.{vpc}.id", "vpn_gateway_id": ""}),
    "aws_vpn_gateway_route_propagation": Kind(
        "vpcs.{vpc}.route_tables.{key}", {"route_table_id": "", "vpn_gateway_id": ""}
    ),
    ASSOCIATION: Kind(
        "vpcs.{key}",
        {
            "dx_gateway_id": "",
            "allowed_prefixes": ".allowed_prefixes",
            "associated_gateway_id": "",
            "proposal_id": ".proposal_id",
            "associated_gateway_owner_account_id": ".account",
        },
    ),
    PROPOSAL: Kind(
        "vpcs.{key}",
        {
            "dx_gateway_id": "",
            "allowed_prefixes": ".allowed_prefixes",
            "associated_gateway_id": "",
            "dx_gateway_owner_account_id": "",
        },
    ),
}


@pytest.mark.parametrize((), EVERY)
def test_every_attribute_that_matters_is_looked_at_on_every_resource(plan: Plan) -> None:
    assert list(unseen_attributes(plan, DIRECT_CONNECT | OF_VPCS, IGNORED)) == []


@pytest.mark.parametrize((), EVERY)
def test_every_resource_is_missed_and_none_more_may_be_planned(plan: Plan) -> None:
    assert list(unseen_resources(plan, DIRECT_CONNECT | OF_VPCS)) == []


INTERFACE = "aws_dx_private_virtual_interface"
DXGW = "1234abcd-12ab-34cd-56ef-1234567890ab"


# What of an adopted thing is told by its id: the change, where it is told, and what is said.
def adopted(mark: pytest.MarkDecorator, tamper: Tamper, path: str, message: str) -> object:
    return pytest.param(tamper, path, message, marks=mark, id=f"{path}: {message}")


@pytest.mark.parametrize(
    ("tamper", "path", "message"),
    [
        adopted(
            ADOPTED,
            values(INTERFACE, key="one", connection_id="dxcon-0aa11bb3"),
            "direct_connect.virtual_interfaces.one.connection",
            "connection_id is planned as 'dxcon-0aa11bb3'; the spec says 'dxcon-0aa11bb2'",
        ),
        adopted(
            ADOPTED,
            values(INTERFACE, key="one", dx_gateway_id=UNKNOWN),
            "direct_connect.virtual_interfaces.one",
            f"dx_gateway_id is planned as UNKNOWN; the spec says '{DXGW}'",
        ),
        adopted(
            ADOPTED,
            values(ASSOCIATION, key="far", associated_gateway_id="vgw-0aa11bb22cc33dd44"),
            "vpcs.far",
            "associated_gateway_id is planned as 'vgw-0aa11bb22cc33dd44'; the spec says 'vgw-0ae11bb22cc33dd44'",
        ),
        adopted(
            STRAIGHT,
            values(INTERFACE, vpn_gateway_id="vgw-1"),
            "direct_connect.virtual_interfaces.only",
            "vpn_gateway_id is planned as 'vgw-1'; the spec says 'vgw-0aa11bb22cc33dd44'",
        ),
        adopted(
            STRAIGHT,
            values(INTERFACE, dx_gateway_id=UNKNOWN),
            "direct_connect.virtual_interfaces.only",
            "dx_gateway_id is planned as UNKNOWN; the spec says ABSENT",
        ),
        adopted(
            PARTICIPANT,
            values(PROPOSAL, key="far", dx_gateway_owner_account_id="999988887777"),
            "vpcs.far",
            "dx_gateway_owner_account_id is planned as '999988887777'; the spec says '111122223333'",
        ),
        adopted(
            PARTICIPANT,
            values(PROPOSAL, key="shop", dx_gateway_id=UNKNOWN),
            "vpcs.shop",
            f"dx_gateway_id is planned as UNKNOWN; the spec says '{DXGW}'",
        ),
    ],
)
def test_what_is_adopted_is_compared_by_its_id(tamper: Tamper, path: str, message: str, plan: Plan) -> None:
    found = told(tamper(plan))
    assert any(at == path and said.endswith(message) for _, at, said in found), found


def spec() -> DirectConnect:
    found = load(ROOT / SPECS / "lines.yaml").spec
    assert isinstance(found, DirectConnect)
    return found


G, L = "module.lines.module.direct_connect_gateway", "module.lines.module.direct_connect_link"
V = 'module.lines_eu_west_3.module.virtual_private_gateway["far"]'
HERE = "direct_connect"


@pytest.mark.parametrize(
    ("address", "policy", "path"),
    [
        (f'{L}.aws_dx_connection.this["south"]', "", f"{HERE}.connections.south"),
        (f'{L}.aws_dx_connection.this["south"]', "TIELINE_DX_1", f"{HERE}.connections.south.macsec"),
        (f'{L}.aws_dx_connection_association.this["pair-1"]', "", f"{HERE}.connections.pair-1"),
        (f'{L}.aws_dx_connection_confirmation.this["east"]', "", f"{HERE}.hosted_connections.east"),
        (f'{L}.aws_dx_lag.this["pair"]', "", f"{HERE}.lags.pair"),
        (f'{L}.aws_dx_macsec_key_association.this["north/first"]', "", f"{HERE}.macsec_keys.north/first"),
        (f'{L}.aws_cloudwatch_metric_alarm.down["east"]', "CKV_AWS_319", "alarms"),
        (f"{G}.aws_dx_gateway.this[0]", "", f"{HERE}.gateway"),
        (f'{G}.{INTERFACE}.this["pair"]', "", f"{HERE}.virtual_interfaces.pair"),
        (f'{G}.{INTERFACE}.this["pair"]', "TIELINE_DX_2", f"{HERE}.virtual_interfaces.pair"),
        (f'{G}.{INTERFACE}.this["pair"]', "TIELINE_DX_4", f"{HERE}.connections"),
        (f'{G}.{INTERFACE}.this["pair"]', "TIELINE_DX_6", f"{HERE}.virtual_interfaces.pair.mtu"),
        (f'{G}.aws_dx_bgp_peer.this["north/six"]', "", f"{HERE}.virtual_interfaces.north.bgp_peers.six"),
        (f'{G}.aws_cloudwatch_metric_alarm.bgp_down["north/ipv6"]', "CKV_AWS_319", "alarms"),
        (f'{G}.{ASSOCIATION}.this["bank"]', "", "vpcs.bank"),
        (f'{G}.{ASSOCIATION}.this["bank"]', "TIELINE_DX_5", "vpcs.bank.allowed_prefixes"),
        (f'module.lines_account_444455556666.{PROPOSAL}.this["orders"]', "TIELINE_DX_5", "vpcs.orders.allowed_prefixes"),
        (f"{V}.aws_vpn_gateway.this[0]", "", "vpcs.far.vpn_gateway"),
        (f"{V}.aws_vpn_gateway_attachment.this[0]", "", "vpcs.far.vpn_gateway"),
        (f'{V}.aws_vpn_gateway_route_propagation.this["private-a"]', "", "vpcs.far.vpn_gateway"),
        ('module.lines.data.aws_vpc.this["shop"]', "", "vpcs.shop"),
        ("aws_other.this", "", ""),
    ],
)  # fmt: skip
def test_a_resource_is_traced_to_the_spec(address: str, policy: str, path: str) -> None:
    assert ".".join(map(str, origin(spec(), address, policy))) == path


def test_the_mend_speaks_of_the_spec() -> None:
    assert (
        mend("TIELINE_DX_1", "set request_macsec") == "take its macsec out, or set it to should_encrypt or must_encrypt"
    )
    assert mend("TIELINE_DX_4", "").endswith("of what is there already state the location")
    assert mend("TIELINE_DX_6", "in Terraform's words") == "in Terraform's words"


def test_facts_settle_what_a_plan_leaves_open_where_they_are_stated() -> None:
    known, key = spec(), f'module.case_0.{G}.{INTERFACE}.this["{{}}"]'
    for interface in ("north", "east", "lab-north"):
        assert settled(known, "TIELINE_DX_4", key.format(interface))
    assert not settled(known, "TIELINE_DX_6", key.format("north"))
    assert not settled(known, "TIELINE_DX_4", key.format("nobodys"))
    links = known.direct_connect
    links.connections["slow"] = links.connections["slow"].model_copy(update={"location": "EDCH1"})
    assert not settled(known, "TIELINE_DX_4", key.format("lab-south"))
    assert settled(known, "TIELINE_DX_4", key.format("north"))
    # The lines of another site are no help.
    links.hosted_connections["east"] = links.hosted_connections["east"].model_copy(update={"location": "EDCH1"})
    assert not settled(known, "TIELINE_DX_4", key.format("pair"))
    assert settled(known, "TIELINE_DX_4", key.format("south"))
    # Without its location a connection counts for nothing.
    links.connections["slow"] = links.connections["slow"].model_copy(update={"location": None})
    assert not settled(known, "TIELINE_DX_4", key.format("lab-north"))
