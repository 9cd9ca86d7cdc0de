"""What a change of the inputs of modules/transit-gateway-direct-connect does to what is there: nothing more than it has to.

Above all a change of the allowed prefixes, of which plain Terraform makes an outage: see direct_connect_cut_over.
"""

from __future__ import annotations

from typing import Any

import pytest

from support.transit_gateway_direct_connect import (
    ACCOUNT,
    ATTACHMENT,
    CONNECTION,
    DX_GATEWAY,
    GATEWAY_ASN,
    LAB,
    MODULE,
    OTHER_ATTACHMENT,
    OTHER_DX_GATEWAY,
    OTHER_TGW,
    PROPOSAL,
    TGW,
    TOOLS,
    WORLD,
    backbone,
    further,
    interface,
    link,
    site,
    theirs,
    vpc,
)
from tieline.terraform.change import Change
from tieline.terraform.plan import ABSENT, UNKNOWN

TGWM, DXL, DXG = "module.transit_gateway", "module.direct_connect_link", "module.direct_connect_gateway"
CUT_OVER, WAITING = "tests/modules/direct_connect_cut_over", "tests/modules/direct_connect_waiting"
PREFIXES = "direct_connect.gateway.allowed_prefixes"
BASE = backbone(
    link(
        gateway={"asn": GATEWAY_ASN, "allowed_prefixes": ["10.44.0.0/15"], "transit_gateways": {"paris": further()}},
        virtual_interfaces={"north": interface(), "south": interface(vlan=211)},
    ),
    sites={"campus": site("north", "south")},
    route_tables={"main": {}, "offices": {}},
    associations={"shop": "main", "lab": "main", "campus": "offices"},
    propagations={"shop": ["offices"], "lab": ["offices"], "campus": ["main"]},
)
ADOPTED = backbone(
    link(gateway={"id": DX_GATEWAY}),
    transit_gateway={"id": TGW},
    route_tables={"main": {"id": "tgw-rtb-0dd01bb22cc33dd44"}},
)

ASSOCIATION = "aws_ec2_transit_gateway_route_table_association.direct_connect[0]"
TRIGGER = "terraform_data.direct_connect_attachment[0]"


def propagation(table: str) -> str:
    return f'aws_ec2_transit_gateway_route_table_propagation.direct_connect["{table}"]'


def on_gateway(kind: str, key: str) -> str:
    return f'{TGWM}.aws_ec2_transit_gateway_{kind}.this["{key}"]'


def joined(key: str) -> str:
    """The association of a transit gateway with the Direct Connect gateway."""
    return f'{DXG}.aws_dx_gateway_association.this["{key}"]'


def vif(key: str) -> str:
    return f'{DXG}.aws_dx_transit_virtual_interface.this["{key}"]'


ATTACHED = [TRIGGER, ASSOCIATION, propagation("main")]
OWN = joined("transit_gateway")


def expected(
    name: str,
    after: dict[str, Any],
    before: dict[str, Any] | None = None,
    base: dict[str, Any] = BASE,
    **actions: list[str],
) -> Any:
    """A change, and all that it does."""
    wanted = {address: action for action, addresses in actions.items() for address in addresses}
    mark = pytest.mark.plan_change(MODULE, inputs=base, vpcs=WORLD, before=before or {}, after=after)
    return pytest.param(wanted, marks=mark, id=name)


@pytest.mark.parametrize(
    "actions",
    [
        expected("nothing", {}),
        expected("a prefix more", {PREFIXES: ["10.44.0.0/15", "10.46.0.0/16"]}, update=[OWN]),
        expected("other prefixes", {PREFIXES: ["10.40.0.0/13"]}, update=[OWN]),
        expected("the ranges of the VPCs instead", {PREFIXES: ABSENT}, update=[OWN]),
        expected("other prefixes of adopted gateways", {PREFIXES: ["10.40.0.0/13"]}, base=ADOPTED, update=[OWN]),
        expected(
            "other prefixes of another transit gateway",
            {"direct_connect.gateway.transit_gateways.paris.allowed_prefixes": ["10.68.0.0/14"]},
            update=[joined("paris")],
        ),
    ],
)
def test_prefixes_leave_the_attachment_alone(actions: dict[str, str], change: Change) -> None:
    assert change.actions == actions


@pytest.mark.plan_change(
    CUT_OVER,
    inputs={"dx_gateway_id": DX_GATEWAY, "transit_gateway_id": TGW, "allowed_prefixes": ["10.44.0.0/15"]},
    after={"allowed_prefixes": ["10.40.0.0/13"]},
)
def test_without_that_prefixes_cut_direct_connect(change: Change) -> None:
    """The propagation is taken away and made anew.

    So was the association up to provider 5.86. Since then it is updated, to an id that this resource cannot change.
    """
    association = "aws_ec2_transit_gateway_route_table_association.this"
    propagation = "aws_ec2_transit_gateway_route_table_propagation.this"
    assert change.actions == {
        "aws_dx_gateway_association.this": "update",
        association: "update",
        propagation: "replace",
    }
    attachment = change[propagation].changed["transit_gateway_attachment_id"]
    assert str(attachment.before).startswith("tgw-attach-")  # read, as the association stood
    assert attachment.after is UNKNOWN
    assert change[propagation].forced_by == ("transit_gateway_attachment_id",)
    assert change[association].changed == {"transit_gateway_attachment_id": attachment}


@pytest.mark.plan_change(
    WAITING,
    inputs={"note": "a", "allowed_prefixes": ["10.44.0.0/15"]},
    after={"note": "b", "allowed_prefixes": ["10.40.0.0/13"]},
)
def test_nor_does_a_caller_who_makes_it_wait(change: Change) -> None:
    """Then the attachment's id is unknown, as in the module that cuts."""
    assert change.actions == {"terraform_data.before": "update", f"module.trunk.{OWN}": "update"}


REPLACED = [*ATTACHED, OWN]


@pytest.mark.parametrize(
    "actions",
    [
        expected(
            "another Direct Connect gateway",
            {"direct_connect.gateway.id": OTHER_DX_GATEWAY},
            base=ADOPTED,
            replace=[*REPLACED, vif("north")],
        ),
        expected(
            "another transit gateway, of the same tables",
            {"transit_gateway.id": OTHER_TGW},
            base=ADOPTED,
            replace=[
                *REPLACED,
                *(on_gateway("vpc_attachment", key) for key in ("lab", "shop")),
                *(on_gateway("route_table_propagation", f"{key}/main") for key in ("lab", "shop")),
            ],
            update=[on_gateway("route_table_association", key) for key in ("lab", "shop")],
        ),
        expected(
            "a Direct Connect gateway made anew",
            {"direct_connect.gateway.asn": 64900},
            replace=[*REPLACED, joined("paris"), vif("north"), vif("south"), f"{DXG}.aws_dx_gateway.this[0]"],
        ),
        expected(
            "another attachment of another account's gateway",
            {"direct_connect.gateway.attachment_id": OTHER_ATTACHMENT},
            base=theirs({"attachment_id": ATTACHMENT}),
            replace=ATTACHED,
        ),
    ],
)
def test_another_gateway_replaces_them(actions: dict[str, str], change: Change) -> None:
    assert change.actions == actions


@pytest.mark.plan_change(MODULE, inputs=ADOPTED, vpcs=WORLD, after={"direct_connect.gateway.id": OTHER_DX_GATEWAY})
def test_what_is_made_anew_is_of_the_new_attachment(change: Change) -> None:
    for address in (ASSOCIATION, propagation("main")):
        assert change[address].forced_by == ("replace_triggered_by",)
        assert change[address].changed["transit_gateway_attachment_id"].after is UNKNOWN


@pytest.mark.parametrize(
    "actions",
    [
        expected(
            "a VPC",
            {"vpcs.a": vpc(TOOLS), "associations.a": "main", "propagations.a": ["offices"]},
            create=[
                on_gateway("vpc_attachment", "a"),
                on_gateway("route_table_association", "a"),
                on_gateway("route_table_propagation", "a/offices"),
            ],
        ),
        expected(
            "a VPC whose ranges are announced",
            {"vpcs.a": vpc(TOOLS)},
            before={PREFIXES: ABSENT},
            create=[on_gateway("vpc_attachment", "a")],
            update=[OWN],
        ),
        expected(
            "a site with a virtual interface",
            {
                "direct_connect.virtual_interfaces.a": interface(vlan=212),
                "sites.annex": site("a", cidrs=["172.27.0.0/16"]),
                "associations.annex": "offices",
                "propagations.annex": ["main"],
            },
            create=[vif("a")],
        ),
        expected("a site whose virtual interfaces are elsewhere", {"sites.annex": site(cidrs=["172.27.0.0/16"])}),
        expected(
            "a virtual interface on a connection of its own",
            {
                "direct_connect.connections.a": {"id": CONNECTION[:-1] + "c"},
                "direct_connect.virtual_interfaces.a": interface(connection="a"),
                "sites.campus": site("north", "south", "a"),
            },
            create=[vif("a")],
        ),
        expected(
            "a transit gateway",
            {
                "direct_connect.gateway.transit_gateways.a": further(
                    id="tgw-0dd31bb22cc33dd44", asn=64805, allowed_prefixes=["10.65.0.0/16"]
                )
            },
            create=[joined("a")],
        ),
        expected(
            "a transit gateway of another account, once it is proposed",
            {"direct_connect.gateway.transit_gateways.a.proposal_id": PROPOSAL},
            before={
                "direct_connect.gateway.transit_gateways.a": further(
                    id=None, account=ACCOUNT, asn=64805, allowed_prefixes=["10.65.0.0/16"]
                )
            },
            create=[joined("a")],
        ),
        expected("a table", {"route_tables.a": {}}, create=[on_gateway("route_table", "a")]),
        expected(
            "a table that learns the sites",
            {"route_tables.a": {}, "propagations.campus": ["a", "main"]},
            create=[on_gateway("route_table", "a"), propagation("a")],
        ),
        expected(
            "a peering and a route",
            {
                "peerings": {"paris": {"id": OTHER_TGW, "region": "eu-west-3"}},
                "route_tables.main.routes": {"10.60.0.0/16": {"attachment": "paris"}},
            },
            create=[on_gateway("peering_attachment", "paris"), on_gateway("route", "main/10.60.0.0/16")],
        ),
        expected("a range of a site", {"sites.campus.cidrs": ["172.26.0.0/16", "172.28.0.0/16"]}),
        expected(
            "the first site",
            {
                "sites.campus": site("north", "south"),
                "direct_connect.virtual_interfaces": {"north": interface(), "south": interface(vlan=211)},
                "associations.campus": "offices",
                "propagations.campus": ["main"],
            },
            before={
                "sites": {},
                "direct_connect.virtual_interfaces": {},
                "associations.campus": ABSENT,
                "propagations.campus": ABSENT,
            },
            create=[vif("north"), vif("south"), *ATTACHED],
        ),
        expected(
            "the attachment of another account's gateway, once it stands",
            {"direct_connect.gateway.attachment_id": ATTACHMENT},
            base=theirs(),
            create=ATTACHED,
        ),
    ],
)
def test_one_more_touches_no_other(actions: dict[str, str], change: Change) -> None:
    assert change.actions == actions


@pytest.mark.parametrize(
    "actions",
    [
        expected(
            "a site less",
            {"sites.annex": ABSENT, "associations.annex": ABSENT, "propagations.annex": ABSENT},
            before={
                "sites.annex": site(cidrs=["172.27.0.0/16"]),
                "associations.annex": "offices",
                "propagations.annex": ["main"],
            },
        ),
        expected(
            "a virtual interface less",
            {"direct_connect.virtual_interfaces.south": ABSENT, "sites.campus": site("north")},
            delete=[vif("south")],
        ),
        expected(
            "a VPC less",
            {"vpcs.lab": ABSENT, "associations.lab": ABSENT, "propagations.lab": ABSENT},
            delete=[
                on_gateway("vpc_attachment", "lab"),
                on_gateway("route_table_association", "lab"),
                on_gateway("route_table_propagation", "lab/offices"),
            ],
        ),
        expected(
            "another table for the sites, which AWS does one after the other",
            {"associations.campus": "main"},
            replace=[ASSOCIATION],
        ),
        expected(
            "another table that learns the sites",
            {"propagations.campus": ["offices"]},
            create=[propagation("offices")],
            delete=[propagation("main")],
        ),
        expected(
            "no table for the sites any more",
            {"associations.campus": ABSENT, "propagations.campus": ABSENT},
            delete=[ASSOCIATION, propagation("main")],
        ),
        expected("what is only stated", {"vpcs.lab": vpc(LAB, region="eu-north-1")}),
    ],
)
def test_other_changes_do_what_they_say(actions: dict[str, str], change: Change) -> None:
    assert change.actions == actions
