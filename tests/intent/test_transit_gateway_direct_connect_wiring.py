"""Intent on Direct Connect to a transit gateway: joins, routing through its one attachment, what is announced; traces."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conftest import ROOT
from intent.looked_at import told
from intent.tampering import Tamper, less, more, rewires, saying, values
from tieline.intent.trace import origin
from tieline.spec import load
from tieline.terraform.plan import UNKNOWN, Plan

SPECS = "tests/intent/specs"
GATEWAY, TABLE = "direct_connect.gateway", "aws_ec2_transit_gateway_route_table"
ASSOCIATION, PROPOSAL = "aws_dx_gateway_association", "aws_dx_gateway_association_proposal"
BLOCK, DIRECT_CONNECT = "module.direct_connect_gateway", "direct_connect"
FOUND = "data.aws_ec2_transit_gateway_dx_gateway_attachment.this"
INTERFACE = "aws_dx_transit_virtual_interface"


def of(argument: str, found: str, wanted: str) -> str:
    return f"{argument} comes from {found}; it has to come from {wanted}"


def asking(plan: Plan, one: str, other: str) -> Plan:
    """The module says that the sites ask another table."""
    plan = saying(plan, "route_tables", one, associations=[])
    beside = plan.outputs["route_tables"][other]["associations"]
    return saying(plan, "route_tables", other, associations=[*beside, "campus"])


# By the check that sees it, and what is done to the plan: where it points, and the end of what it says.
TAMPERED: dict[str, dict[str, tuple[Tamper, str, str]]] = {
    "transit virtual interfaces": {
        "a private one": (
            lambda p: replace(p, resources={**p.resources, "x": replace(p.of_type(INTERFACE)[0], address="x", type="aws_dx_private_virtual_interface")}),
            "direct_connect.virtual_interfaces", "x: is planned, and the spec does not ask for it",
        ),
        "the block gets others": (
            rewires(BLOCK, "transit_virtual_interfaces", "var.other"), "direct_connect.virtual_interfaces",
            of("transit_virtual_interfaces", "var.other", "local.virtual_interfaces"),
        ),
    },
    "associations": {
        "one of another Region": (
            lambda p: more(p, ASSOCIATION, "far"), GATEWAY, '["far"]: is planned, and the spec does not ask for it',
        ),
        "one that nobody has proposed": (
            lambda p: more(p, ASSOCIATION, "later"), GATEWAY, '["later"]: is planned, and the spec does not ask for it',
        ),
        "another transit gateway": (
            values(ASSOCIATION, key="beside", associated_gateway_id="tgw-1"), f"{GATEWAY}.transit_gateways.beside.id",
            "associated_gateway_id is planned as 'tgw-1'; the spec says 'tgw-0bb11bb22cc33dd44'",
        ),
        "a range of another's": (
            values(ASSOCIATION, key="guest", allowed_prefixes=["10.0.0.0/8"]),
            f"{GATEWAY}.transit_gateways.guest.allowed_prefixes",
            "allowed_prefixes is planned as ['10.0.0.0/8']; the spec says ['10.62.0.0/16']",
        ),
        "of another account": (
            values(ASSOCIATION, key="guest", associated_gateway_owner_account_id=UNKNOWN),
            f"{GATEWAY}.transit_gateways.guest.account",
            "associated_gateway_owner_account_id is planned as UNKNOWN; the spec says '444455556666'",
        ),
        "with another gateway": (
            rewires(f"{ASSOCIATION}.this", "dx_gateway_id", "var.other"), GATEWAY,
            of("dx_gateway_id", "var.other", "local.gateway_id"),
        ),
        "one transit gateway for all": (
            rewires(f"{ASSOCIATION}.this", "associated_gateway_id", "var.associations"), GATEWAY,
            of("associated_gateway_id", "var.associations", "the var.associations of its key"),
        ),
        "not the one that is made": (
            rewires(BLOCK, "associations", "var.transit_gateway"), "transit_gateway",
            of("associations", "var.transit_gateway", "module.transit_gateway.id"),
        ),
    },
    "routing of the Direct Connect gateway's attachment": {
        "a known attachment": (
            values(f"{TABLE}_association", DIRECT_CONNECT, transit_gateway_attachment_id="tgw-attach-1"), GATEWAY,
            "transit_gateway_attachment_id is planned as 'tgw-attach-1'; the spec says UNKNOWN",
        ),
        **{
            f"{what} of another attachment": (
                rewires(f"{TABLE}_{what}.direct_connect", "transit_gateway_attachment_id", "var.other"), GATEWAY,
                of("transit_gateway_attachment_id", "var.other", "local.attachment_id"),
            )
            for what in ("association", "propagation")
        },
        **{
            f"{what} with another table": (
                rewires(f"{TABLE}_{what}.direct_connect", "transit_gateway_route_table_id", "var.other"), GATEWAY,
                of("transit_gateway_route_table_id", "var.other", "module.transit_gateway.route_tables"),
            )
            for what in ("association", "propagation")
        },
        "found by another transit gateway": (
            rewires(FOUND, "transit_gateway_id", "var.other"), "transit_gateway",
            of("transit_gateway_id", "var.other", "module.transit_gateway.id"),
        ),
        "found by another Direct Connect gateway": (
            rewires(FOUND, "dx_gateway_id", "var.other"), GATEWAY,
            of("dx_gateway_id", "var.other", "module.direct_connect_gateway.gateway.id"),
        ),
    },
    "which route table": {
        "none": (
            less(f"{TABLE}_association", called=DIRECT_CONNECT), "sites",
            "0 are planned for the attachment of the Direct Connect gateway",
        ),
        "another than that of its segment": (
            lambda p: asking(p, "offices", "secrets"), "segments.offices.sites.0", "is not associated with offices",
        ),
    },
    "the module tells of its route tables": {
        "an association that is not planned": (
            less(f"{TABLE}_association", called=DIRECT_CONNECT), "segments.offices.sites.0",
            'no association is planned for "campus"',
        ),
        "an association with another table": (
            values(f"{TABLE}_association", DIRECT_CONNECT, transit_gateway_route_table_id="tgw-rtb-1"),
            "segments.offices.sites.0", "is associated with 'tgw-rtb-1'; the output says offices, UNKNOWN",
        ),
    },
    "what each route table learns": {
        "the firewall does not learn the sites": (
            less(f"{TABLE}_propagation", "wall", DIRECT_CONNECT), "segments.workloads.through",
            'nothing of this type is planned for "wall"',
        ),
        "a table more learns the sites": (
            lambda p: learning(p, "secrets"), "segments", "is planned, and the spec does not ask for it",
        ),
    },
    "everyone reaches": {
        "behind the firewall the way ends": (
            less(f"{TABLE}_propagation", "wall", DIRECT_CONNECT), "segments.workloads.reaches.0",
            "route table workloads: from shop, lab to campus is dropped behind wall",
        ),
        "the sites ask a table that leads nowhere": (
            lambda p: asking(p, "offices", "secrets"), "segments.workloads.reaches.0",
            "route table secrets: from campus to shop, lab is dropped; it has to pass wall",
        ),
    },
    "nobody reaches": {
        "the sites are learnt where nobody may": (
            lambda p: learning(p, "secrets"), "segments.secrets",
            "route table secrets: leads from bank to campus; the segments do not let them",
        ),
    },
    "what may reach the sites": {
        "a range is not announced": (
            values(ASSOCIATION, key="transit_gateway", allowed_prefixes=["10.44.0.0/15", "10.60.0.0/16"]), "vpcs.lab",
            "no allowed prefix covers 100.64.8.0/22; nothing at the sites leads to it",
        ),
        "a peering is not announced": (
            values(ASSOCIATION, key="transit_gateway", allowed_prefixes=["10.44.0.0/15"]), "peerings.abroad",
            "no allowed prefix covers 10.60.0.0/16; nothing at the sites leads to it",
        ),
    },
    "resiliency of each site: maximum": {
        "one location": (
            values("aws_dx_lag", location="EDCH1"), "direct_connect.resiliency",
            "output virtual_interfaces: campus is joined over 3 at EDCH1, 1 at EqSe2-EQ: high",
        ),
    },
    "flow logs": {
        "nobody may use the role": (
            values("aws_iam_role", "flow_logs", assume_role_policy="{}"), "flow_logs",
            "assume_role_policy does not let flow logs use the role",
        ),
        "the role may not write": (
            values("aws_iam_role_policy", "flow_logs", policy="{}"), "flow_logs",
            "policy does not let the role write to /aws/vendedlogs/transit-gateway/trunk_line",
        ),
        "another role": (
            rewires("aws_flow_log.this", "iam_role_arn", "var.other"), "flow_logs",
            of("iam_role_arn", "var.other", "aws_iam_role.flow_logs[0].arn"),
        ),
        "the policy of another role": (
            rewires("aws_iam_role_policy.flow_logs", "role", "var.other"), "flow_logs",
            of("role", "var.other", "aws_iam_role.flow_logs[0].id"),
        ),
    },
}  # fmt: skip


def learning(plan: Plan, table: str) -> Plan:
    """A table more learns what is behind the Direct Connect gateway."""
    model = next(r for r in plan.of_type(f"{TABLE}_propagation") if r.name == DIRECT_CONNECT)
    address = f'{model.address.rsplit("[", 1)[0]}["{table}"]'
    return replace(plan, resources={**plan.resources, address: replace(model, address=address, key=table)})


@pytest.mark.plan(f"{SPECS}/trunk.yaml")
@pytest.mark.parametrize(
    ("title", "tamper", "path", "message"),
    [
        pytest.param(title, *what, id=f"{title}: {name}")
        for title, tampered in TAMPERED.items()
        for name, what in tampered.items()
    ],
)
def test_a_plan_that_does_otherwise_is_seen(title: str, tamper: Tamper, path: str, message: str, plan: Plan) -> None:
    found = told(tamper(plan))
    assert any(check.startswith(title) and at == path and said.endswith(message) for check, at, said in found), found


PARTICIPANT: dict[str, tuple[Tamper, str, str]] = {
    "another attachment": (
        values(f"{TABLE}_propagation", DIRECT_CONNECT, transit_gateway_attachment_id=UNKNOWN),
        GATEWAY,
        "transit_gateway_attachment_id is planned as UNKNOWN; the spec says 'tgw-attach-0aa11bb22cc33dd44'",
    ),
    "another account": (
        values(PROPOSAL, dx_gateway_owner_account_id="444455556666"),
        f"{GATEWAY}.account",
        "dx_gateway_owner_account_id is planned as '444455556666'; the spec says '111122223333'",
    ),
    "what is proposed does not cover all": (
        values(PROPOSAL, allowed_prefixes=["10.45.0.0/16"]),
        "vpcs.shop",
        "no allowed prefix covers 10.44.0.0/16; nothing at the sites leads to it",
    ),
    "one transit gateway for all": (
        rewires(f"{PROPOSAL}.this", "associated_gateway_id", "var.proposals"),
        GATEWAY,
        of("associated_gateway_id", "var.proposals", "the var.proposals of its key"),
    ),
    "not the one that is made": (
        rewires(BLOCK, "proposals", "var.transit_gateway"),
        "transit_gateway",
        of("proposals", "var.transit_gateway", "module.transit_gateway.id"),
    ),
    "an association by ourselves": (
        lambda p: replace(
            p, resources={**p.resources, "x": replace(p.of_type(PROPOSAL)[0], type=ASSOCIATION, address="x")}
        ),
        GATEWAY,
        "x: is planned, and the spec does not ask for it",
    ),
}


@pytest.mark.plan(f"{SPECS}/trunk-participant.yaml")
@pytest.mark.parametrize(("tamper", "path", "message"), PARTICIPANT.values(), ids=PARTICIPANT)
def test_a_participant_that_does_otherwise_is_seen(tamper: Tamper, path: str, message: str, plan: Plan) -> None:
    found = told(tamper(plan))
    assert any(at == path and said.endswith(message) for _, at, said in found), found


@pytest.mark.plan(f"{SPECS}/trunk-isolated.yaml")
def test_sites_that_shall_not_reach_each_other_are_not_learnt_where_they_ask(plan: Plan) -> None:
    found = {said for _, at, said in told(learning(plan, "offices")) if at == "segments.offices.isolated"}
    leads = "route table offices: leads from campus, plant to {}; the segments do not let them"
    assert found == {leads.format("campus"), leads.format("plant")}


T, G = "module.transit_gateway", "module.direct_connect_gateway"


@pytest.mark.parametrize(
    ("address", "policy", "path"),
    [
        (f"{T}.aws_ec2_transit_gateway.this[0]", "", "transit_gateway"),
        (f"{T}.aws_ec2_transit_gateway.this[0]", "TIELINE_TGW_3", "transit_gateway.ecmp"),
        (f'{T}.aws_ec2_transit_gateway_vpc_attachment.this["lab"]', "", "vpcs.lab"),
        (f'{T}.{TABLE}_association.this["lab"]', "", "segments.workloads.vpcs.1"),
        (f"{TABLE}_association.direct_connect[0]", "", "segments.offices.sites.0"),
        (f'{TABLE}_propagation.direct_connect["wall"]', "", "segments.workloads.through"),
        ("data.aws_ec2_transit_gateway_dx_gateway_attachment.this[0]", "", GATEWAY),
        (f"{G}.aws_dx_gateway.this[0]", "", GATEWAY),
        (f'{G}.{INTERFACE}.this["south-1"]', "", "direct_connect.virtual_interfaces.south-1"),
        (f'{G}.{INTERFACE}.this["south-1"]', "TIELINE_DX_6", "direct_connect.virtual_interfaces.south-1.mtu"),
        (f'{G}.{ASSOCIATION}.this["transit_gateway"]', "TIELINE_DX_5", f"{GATEWAY}.allowed_prefixes"),
        (f'{G}.{ASSOCIATION}.this["guest"]', "TIELINE_DX_5", f"{GATEWAY}.transit_gateways.guest.allowed_prefixes"),
        (f'{G}.{PROPOSAL}.this["transit_gateway"]', "TIELINE_DX_5", f"{GATEWAY}.allowed_prefixes"),
        (f"{T}.aws_cloudwatch_log_group.flow_logs[0]", "CKV_AWS_158", "flow_logs.kms_key_arn"),
        (f'{T}.aws_route.this["shop/private/172.26.0.0/16"]', "", "vpcs.shop.route_tables.private"),
        ("terraform_data.direct_connect_attachment[0]", "", ""),
        ("aws_other.this", "", ""),
    ],
)  # fmt: skip
def test_a_resource_is_traced_to_the_spec(address: str, policy: str, path: str) -> None:
    assert ".".join(map(str, origin(load(ROOT / SPECS / "trunk.yaml").spec, address, policy))) == path
