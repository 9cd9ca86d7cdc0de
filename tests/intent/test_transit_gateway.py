"""Intent on a transit gateway: a plan that does what its spec says passes, and every way in which it might not is seen."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from intent.tampering import Tamper, less, more, renamed, rewires, values, without
from tieline.intent import checks
from tieline.intent.trace import mend, origin
from tieline.spec import TransitGatewayVpn, load
from tieline.terraform.plan import ABSENT, UNKNOWN, Plan

SPECS = Path(__file__).with_name("specs")
CREATED = pytest.mark.plan("tests/intent/specs/created.yaml")
ADOPTED = pytest.mark.plan("tests/intent/specs/adopted.yaml")
PARTICIPANT = pytest.mark.plan("tests/intent/specs/participant.yaml")


@cache
def spec(name: str) -> TransitGatewayVpn:
    found = load(SPECS / f"{name}.yaml").spec
    assert isinstance(found, TransitGatewayVpn)
    return found


def failures(name: str, plan: Plan) -> set[tuple[str, str]]:
    """The title of every check that fails, with the path of each failure."""
    return {
        (check.title, ".".join(map(str, failure.path)))
        for check in checks(spec(name), plan)
        for failure in check.failures
    }


EMPTY: dict[str, set[str]] = {
    "created": set(),
    "adopted": {
        "route tables: one for each segment",
        "nobody reaches whom they may not, through no table and no default route",
        "sharing with other accounts",
    },
    "participant": {
        "peerings",
        "route tables: one for each segment",
        "which route table each attachment asks",
        "what each route table learns",
        "static routes and blackholes",
        "the module tells of its route tables what is planned",
        "everyone reaches whom they may, past the firewall where one is named",
        "nobody reaches whom they may not, through no table and no default route",
        "what no other route leads to takes the way out that is named",
        "VPCs send to the gateway whatever they may reach",
        "VPN connections on the transit gateway",
        "routing of each connection",
        "inside CIDRs of both tunnels",
        "options of both tunnels, crypto among them",
        "pre-shared keys",
        "tags of the connections' attachments",
        "customer gateways: one for each device",
        "alarms: one tunnel down, both tunnels down",
    },
}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("created", marks=CREATED),
        pytest.param("adopted", marks=ADOPTED),
        pytest.param("participant", marks=PARTICIPANT),
    ],
)
def test_a_plan_does_what_its_spec_says(name: str, plan: Plan) -> None:
    found = checks(spec(name), plan)
    assert [failure for check in found for failure in check.failures] == []
    assert {check.title for check in found if not check.facts} == EMPTY[name]


GATEWAY, ATTACHMENT = "aws_ec2_transit_gateway", "aws_ec2_transit_gateway_vpc_attachment"
PEERING = "aws_ec2_transit_gateway_peering_attachment"
TABLE, ROUTE = "aws_ec2_transit_gateway_route_table", "aws_ec2_transit_gateway_route"
CONNECTION, TAG, VPC_ROUTE = "aws_vpn_connection", "aws_ec2_tag", "aws_route"
SHARE, LOG, GROUP = "aws_ram_resource_share", "aws_flow_log", "aws_cloudwatch_log_group"


def tells(table: str, **said: Any) -> Tamper:
    """What the module says of a table, and what it does not do."""

    def change(plan: Plan) -> Plan:
        tables = plan.outputs["route_tables"]
        changed = {**tables, table: {**tables[table], **said}}
        return Plan(plan.resources, {**plan.outputs, "route_tables": changed}, plan.warnings, plan.references)

    return change


# What is done to the plan, the check that sees it, and where it points.
TAMPERED: dict[str, tuple[Tamper, str, str]] = {
    "no gateway": (less(GATEWAY), "transit gateway", "transit_gateway"),
    "gateway ASN": (values(GATEWAY, amazon_side_asn=64512), "transit gateway", "transit_gateway.asn"),
    "description": (values(GATEWAY, description="x"), "transit gateway", "transit_gateway.description"),
    "ECMP off": (values(GATEWAY, vpn_ecmp_support="disable"), "transit gateway", "transit_gateway.ecmp"),
    "DNS off": (values(GATEWAY, dns_support="disable"), "transit gateway", "transit_gateway.dns_support"),
    "referencing on": (
        values(GATEWAY, security_group_referencing_support="enable"),
        "transit gateway",
        "transit_gateway.security_group_referencing",
    ),
    "auto-accept": (
        values(GATEWAY, auto_accept_shared_attachments="enable"),
        "transit gateway",
        "transit_gateway.auto_accept",
    ),
    "a default association": (
        values(GATEWAY, default_route_table_association="enable"),
        "transit gateway",
        "transit_gateway",
    ),
    "a default propagation": (
        values(GATEWAY, default_route_table_propagation=UNKNOWN),
        "transit gateway",
        "transit_gateway",
    ),
    "no block": (values(GATEWAY, transit_gateway_cidr_blocks=ABSENT), "transit gateway", "transit_gateway.cidr_blocks"),
    "gateway tags": (values(GATEWAY, tags={}), "transit gateway", "tags"),
    "a VPC less": (less(ATTACHMENT, "lab"), "attachments", "vpcs.lab"),
    "a VPC more": (lambda p: more(p, ATTACHMENT, "other"), "attachments", "vpcs"),
    "another VPC": (values(ATTACHMENT, key="lab", vpc_id="vpc-1"), "attachments", "vpcs.lab.id"),
    "a subnet less": (
        values(ATTACHMENT, key="shop", subnet_ids=["subnet-0aa11bb22cc33dd44"]),
        "attachments",
        "vpcs.shop.subnets",
    ),
    "no appliance mode": (
        values(ATTACHMENT, key="wall", appliance_mode_support="disable"),
        "attachments",
        "vpcs.wall.appliance_mode",
    ),
    "DNS of a VPC": (values(ATTACHMENT, key="lab", dns_support="enable"), "attachments", "vpcs.lab.dns_support"),
    "no IPv6": (values(ATTACHMENT, key="bank", ipv6_support="disable"), "attachments", "vpcs.bank.ipv6"),
    "referencing of a VPC": (
        values(ATTACHMENT, key="shop", security_group_referencing_support="disable"),
        "attachments",
        "vpcs.shop.security_group_referencing",
    ),
    "a VPC in the default table": (
        values(ATTACHMENT, key="shop", transit_gateway_default_route_table_association=True),
        "attachments",
        "vpcs.shop",
    ),
    "tags of a VPC": (values(ATTACHMENT, key="shop", tags={"owner": "network"}), "attachments", "vpcs.shop.tags"),
    "not accepted": (less(f"{ATTACHMENT}_accepter"), "attachments", "vpcs.guest"),
    "another is accepted": (
        values(f"{ATTACHMENT}_accepter", transit_gateway_attachment_id="tgw-attach-1"),
        "attachments",
        "vpcs.guest.attachment_id",
    ),
    "accepted into the default table": (
        values(f"{ATTACHMENT}_accepter", transit_gateway_default_route_table_propagation=True),
        "attachments",
        "vpcs.guest",
    ),
    "VPCs on another gateway": (
        rewires(f"{ATTACHMENT}.this", "transit_gateway_id", "var.other"),
        "attachments",
        "vpcs",
    ),
    "no peering": (less(PEERING), "peerings", "peerings.west"),
    "another gateway is peered": (values(PEERING, peer_transit_gateway_id="tgw-1"), "peerings", "peerings.west.id"),
    "another Region": (values(PEERING, peer_region="us-east-1"), "peerings", "peerings.west.region"),
    "no peering accepted": (less(f"{PEERING}_accepter"), "peerings", "peerings.east"),
    "another peering accepted": (
        values(f"{PEERING}_accepter", transit_gateway_attachment_id="tgw-attach-1"),
        "peerings",
        "peerings.east.attachment_id",
    ),
    "a table less": (less(TABLE, "secrets"), "route tables", "segments.secrets"),
    "the firewall's table is missing": (less(TABLE, "wall"), "route tables", "segments.workloads.through"),
    "the way out's table is missing": (less(TABLE, "exit"), "route tables", "segments.workloads.default"),
    "a table more": (lambda p: more(p, TABLE, "other"), "route tables", "segments"),
    "an association less": (less(f"{TABLE}_association", "bank"), "which route table", "segments.secrets.vpcs.0"),
    "an association of a connection less": (
        less(f"{TABLE}_association", "plant/edge-2/1"),
        "which route table",
        "segments.offices.sites.0",
    ),
    "an association elsewhere": (
        values(f"{TABLE}_association", key="bank", transit_gateway_route_table_id="tgw-rtb-1"),
        "which route table",
        "segments.secrets.vpcs.0",
    ),
    "one table for all": (
        rewires(f"{TABLE}_association.this", "transit_gateway_route_table_id", "local.table_ids"),
        "which route table",
        "segments",
    ),
    "one attachment for all": (
        rewires(f"{TABLE}_association.this", "transit_gateway_attachment_id", "local.attachment_ids"),
        "which route table",
        "segments",
    ),
    "a propagation less": (
        less(f"{TABLE}_propagation", "lights/edge/1/wall"),
        "what each route table learns",
        "segments.workloads.through",
    ),
    "a propagation more": (
        lambda p: more(p, f"{TABLE}_propagation", "bank/workloads"),
        "what each route table learns",
        "segments",
    ),
    "a propagation more lets them in": (
        lambda p: without(
            more(p, f"{TABLE}_propagation", "bank/workloads"), lambda r: r.key == "workloads/10.46.0.0/16"
        ),
        "nobody reaches",
        "segments.workloads",
    ),
    "propagations of something else": (
        rewires(f"{TABLE}_propagation.this", "transit_gateway_attachment_id", "local.other", "each.value"),
        "what each route table learns",
        "segments",
    ),
    "a blackhole less": (less(ROUTE, "secrets/10.44.0.0/16"), "static routes", "segments.secrets"),
    "a blackhole less is a hole": (less(ROUTE, "secrets/10.44.0.0/16"), "nobody reaches", "segments.secrets"),
    "a blackhole that leads somewhere": (
        values(ROUTE, key="secrets/10.44.0.0/16", blackhole=False, transit_gateway_attachment_id=UNKNOWN),
        "static routes",
        "segments.secrets",
    ),
    "a static route of a static site less": (
        less(ROUTE, "guests/172.28.0.0/16"),
        "everyone reaches",
        "segments.guests.reaches.0",
    ),
    "a route to another range": (
        values(ROUTE, key="guests/10.60.0.0/16", destination_cidr_block="10.0.0.0/8"),
        "static routes",
        "segments.guests",
    ),
    "a route more": (
        lambda p: more(p, ROUTE, "offices/10.46.0.0/16", like="offices/10.44.0.0/16"),
        "static routes",
        "segments",
    ),
    "routes to something else": (
        rewires(f"{ROUTE}.this", "transit_gateway_attachment_id", "local.other", "each.value"),
        "static routes",
        "segments",
    ),
    "the way out leads elsewhere": (
        tells("secrets", routes={"0.0.0.0/0": {"attachment": "shop", "blackhole": False}}),
        "what no other route",
        "segments.secrets.default",
    ),
    "a member asks another table": (
        lambda p: tells("secrets", associations=["bank", "lab"])(tells("workloads", associations=["shop"])(p)),
        "everyone reaches",
        "segments.workloads",
    ),
    "a member does not ask its own table": (
        lambda p: tells("secrets", associations=["bank", "lab"])(tells("workloads", associations=["shop"])(p)),
        "which route table",
        "segments.workloads.vpcs.1",
    ),
    "a member asks two tables": (
        tells("secrets", associations=["bank", "lab"]),
        "the module tells",
        "segments.workloads.vpcs.1",
    ),
    "a VPC's route less": (
        less(VPC_ROUTE, "shop/private/0.0.0.0/0"),
        "VPCs send to the gateway",
        "vpcs.shop.route_tables.private",
    ),
    "a stated route less": (
        less(VPC_ROUTE, "exit/private/pl-0aa11bb22cc33dd44"),
        "routes in the VPCs",
        "vpcs.exit.route_tables.private",
    ),
    "a VPC's route of another family": (
        values(VPC_ROUTE, key="exit/private/2001:db8::/32", destination_ipv6_cidr_block=ABSENT),
        "routes in the VPCs",
        "vpcs.exit.route_tables.private",
    ),
    "a VPC's route in another table": (
        values(VPC_ROUTE, key="shop/private/0.0.0.0/0", route_table_id="rtb-1"),
        "routes in the VPCs",
        "vpcs.shop.route_tables.private",
    ),
    "a VPC's route to another gateway": (
        rewires(f"{VPC_ROUTE}.this", "transit_gateway_id", "var.other"),
        "routes in the VPCs",
        "vpcs",
    ),
    "not shared": (less(SHARE), "sharing", "transit_gateway.share_with"),
    "shared outside": (
        values(SHARE, allow_external_principals=True),
        "sharing",
        "transit_gateway.share_externally",
    ),
    "one account less": (
        less("aws_ram_principal_association", "444455556666"),
        "sharing",
        "transit_gateway.share_with.1",
    ),
    "another account": (
        values("aws_ram_principal_association", key="444455556666", principal="999988887777"),
        "sharing",
        "transit_gateway.share_with.1",
    ),
    "something else is shared": (
        rewires("aws_ram_resource_association.this", "resource_arn", "var.other"),
        "sharing",
        "transit_gateway.share_with",
    ),
    "no flow log": (less(LOG), "flow logs", "flow_logs"),
    "no group of the flow log": (less(GROUP, called="flow_logs"), "flow logs", "flow_logs"),
    "no role of the flow log": (less("aws_iam_role", called="flow_logs"), "flow logs", "flow_logs"),
    "retention of flow logs": (values(GROUP, "flow_logs", retention_in_days=1), "flow logs", "flow_logs.retention_days"),
    "key of flow logs": (values(GROUP, "flow_logs", kms_key_id=ABSENT), "flow logs", "flow_logs.kms_key_arn"),
    "name of flow logs": (values(GROUP, "flow_logs", name="x"), "flow logs", "flow_logs.log_group_name"),
    "flow logs elsewhere": (values(LOG, log_destination="arn:aws:s3:::x"), "flow logs", "flow_logs"),
    "flow logs of something else": (
        rewires(f"{LOG}.this", "transit_gateway_id", "var.other"),
        "flow logs",
        "flow_logs",
    ),
    "no tunnel log": (less(GROUP), "tunnel logs", "logging"),
    "a connection on another gateway": (
        values(CONNECTION, key="yard/gate/1", transit_gateway_id="tgw-1"),
        "VPN connections on",
        "sites.yard",
    ),
    "a connection on a virtual private gateway": (
        values(CONNECTION, key="yard/gate/1", vpn_gateway_id="vgw-1"),
        "VPN connections on",
        "sites.yard",
    ),
    "no acceleration": (
        values(CONNECTION, key="plant/edge-1/1", enable_acceleration=False),
        "VPN connections on",
        "sites.plant.acceleration",
    ),
    "IPv4 inside": (
        values(CONNECTION, key="lights/edge/1", tunnel_inside_ip_version="ipv4"),
        "VPN connections on",
        "sites.lights.devices.edge.inside_ip_version",
    ),
    "another IPv6 range inside": (
        values(CONNECTION, key="lights/edge/1", tunnel2_inside_ipv6_cidr=UNKNOWN),
        "VPN connections on",
        "sites.lights.tunnels.inside_ipv6_cidrs.edge",
    ),
    "the block's connections on another gateway": (
        rewires("module.site_to_site_vpn", "transit_gateway_id", "var.other"),
        "VPN connections on",
        "transit_gateway",
    ),
    "connections on another gateway": (
        rewires(f"{CONNECTION}.this", "transit_gateway_id", "var.other"),
        "VPN connections on",
        "sites",
    ),
    "BGP for a static site": (
        values(CONNECTION, key="yard/gate/1", static_routes_only=False),
        "routing of each connection",
        "sites.yard.routing",
    ),
    "a tag less": (
        less(TAG, "plant/edge-2/1|rack", "vpn_attachment"),
        "tags of the connections",
        "sites.plant.devices.edge-2",
    ),
    "a tag of another value": (
        values(TAG, "vpn_attachment", "plant/edge-2/1|rack", value="8"),
        "tags of the connections",
        "sites.plant.devices.edge-2",
    ),
    "tags of one attachment for all": (
        rewires(f"{TAG}.vpn_attachment", "resource_id", "local.attachments"),
        "tags of the connections",
        "sites",
    ),
    "a tag more": (lambda p: more(p, TAG, "plant/edge-2/1|x"), "tags of the connections", "sites"),
    "other attachments": (
        lambda p: renamed(p, f"{TABLE}_association"),
        "which route table",
        "segments.workloads.vpcs.0",
    ),
}  # fmt: skip


@CREATED
@pytest.mark.parametrize(("tamper", "title", "path"), TAMPERED.values(), ids=TAMPERED)
def test_a_plan_that_does_otherwise_is_seen(tamper: Tamper, title: str, path: str, plan: Plan) -> None:
    found = failures("created", tamper(plan))
    assert any(failed.startswith(title) and where == path for failed, where in found), found


TAMPERED_ADOPTED: dict[str, tuple[Tamper, str, str]] = {
    "a VPC on another gateway": (values(ATTACHMENT, transit_gateway_id="tgw-1"), "attachments", "vpcs.shop"),
    "a peering of another gateway": (values(PEERING, transit_gateway_id="tgw-1"), "peerings", "peerings.west"),
    "a connection on another gateway": (
        values(CONNECTION, transit_gateway_id="tgw-1"),
        "VPN connections",
        "sites.yard",
    ),
    "an association with another table": (
        values(f"{TABLE}_association", key="shop", transit_gateway_route_table_id="tgw-rtb-1"),
        "which route table",
        "segments.all.vpcs.0",
    ),
    "a propagation into another table": (
        values(f"{TABLE}_propagation", transit_gateway_route_table_id="tgw-rtb-1"),
        "what each route table learns",
        "segments.all",
    ),
    "a route in another table": (
        values(ROUTE, transit_gateway_route_table_id="tgw-rtb-1"),
        "static routes",
        "segments.all",
    ),
    "a range of the static site less": (less(ROUTE, "all/172.30.0.0/16"), "everyone reaches", "segments.all"),
    "a VPC's route to another gateway": (
        values(VPC_ROUTE, transit_gateway_id="tgw-1"),
        "routes in the VPCs",
        "vpcs.shop.route_tables.private",
    ),
    "flow logs into a group": (
        values(LOG, log_destination_type="cloud-watch-logs"),
        "flow logs",
        "flow_logs",
    ),
    "flow logs of another gateway": (values(LOG, transit_gateway_id="tgw-1"), "flow logs", "flow_logs"),
}


@ADOPTED
@pytest.mark.parametrize(("tamper", "title", "path"), TAMPERED_ADOPTED.values(), ids=TAMPERED_ADOPTED)
def test_an_adopted_gateway_used_otherwise_is_seen(tamper: Tamper, title: str, path: str, plan: Plan) -> None:
    found = failures("adopted", tamper(plan))
    assert any(failed.startswith(title) and where == path for failed, where in found), found


@PARTICIPANT
def test_a_share_that_is_not_accepted_is_seen(plan: Plan) -> None:
    accepter = "aws_ram_resource_share_accepter"
    expected = ("sharing with other accounts", "transit_gateway.resource_share_arn")
    assert failures("participant", less(accepter)(plan)) == {expected}
    assert failures("participant", values(accepter, share_arn="arn")(plan)) == {expected}


M = "module.transit_gateway"


@pytest.mark.parametrize(
    ("address", "policy", "path"),
    [
        (f"{M}.{GATEWAY}.this[0]", "", "transit_gateway"),
        (f"{M}.{GATEWAY}.this[0]", "TIELINE_TGW_1", "transit_gateway.auto_accept"),
        (f"{M}.{GATEWAY}.this[0]", "TIELINE_TGW_2", "transit_gateway"),
        (f"{M}.{GATEWAY}.this[0]", "TIELINE_TGW_3", "transit_gateway.ecmp"),
        (f"{M}.{GATEWAY}.this[0]", "TIELINE_TGW_4", "flow_logs.enabled"),
        ('module.v.aws_vpn_connection.this["yard/gate/1"]', "TIELINE_TGW_5", "sites.yard.routing"),
        (f"{M}.{SHARE}.this[0]", "TIELINE_TGW_6", "transit_gateway.share_externally"),
        (f"{M}.{SHARE}.this[0]", "", "transit_gateway.share_with"),
        (f'{M}.aws_ram_principal_association.this["111122223333"]', "", "transit_gateway.share_with"),
        (f'{M}.{ATTACHMENT}.this["lab"]', "", "vpcs.lab"),
        (f'{M}.{ATTACHMENT}_accepter.this["guest"]', "", "vpcs.guest"),
        (f'{M}.data.aws_vpc.this["lab"]', "", "vpcs.lab"),
        (f'{M}.{PEERING}.this["west"]', "", "peerings.west"),
        (f'{M}.{TABLE}.this["secrets"]', "", "segments.secrets"),
        (f'{M}.{TABLE}.this["wall"]', "", "segments.workloads.through"),
        (f'{M}.{TABLE}_association.this["lab"]', "", "segments.workloads.vpcs.1"),
        (f'{M}.{TABLE}_association.this["wall"]', "", "segments.workloads.through"),
        (f'{M}.{TABLE}_association.this["plant/edge-1/1"]', "", "segments.offices.sites.0"),
        (f'{M}.{TABLE}_propagation.this["plant/edge-1/1/guests"]', "", "segments.guests"),
        (f'{M}.{ROUTE}.this["exit/10.44.0.0/16"]', "", "segments.workloads.default"),
        (f'{M}.{VPC_ROUTE}.this["shop/private/0.0.0.0/0"]', "", "vpcs.shop.route_tables.private"),
        (f"{M}.{LOG}.this[0]", "", "flow_logs"),
        (f"{M}.{GROUP}.flow_logs[0]", "", "flow_logs"),
        (f"{M}.{GROUP}.flow_logs[0]", "CKV_AWS_158", "flow_logs.kms_key_arn"),
        (f"module.v.{GROUP}.this[0]", "CKV_AWS_158", "logging.kms_key_arn"),
        (f"{M}.aws_iam_role.flow_logs[0]", "", "flow_logs"),
        ('aws_ec2_tag.vpn_attachment["plant/edge-2/1|rack"]', "", "sites.plant.devices.edge-2"),
        ('module.v.aws_customer_gateway.this["plant/edge-2"]', "", "sites.plant.devices.edge-2"),
        ('module.v.aws_cloudwatch_metric_alarm.one_tunnel_down["plant/edge-2/1"]', "", "alarms"),
        ("aws_other.this", "", ""),
    ],
)  # fmt: skip
def test_a_resource_is_traced_to_the_spec(address: str, policy: str, path: str) -> None:
    assert ".".join(map(str, origin(spec("created"), address, policy))) == path


def test_the_mend_speaks_of_the_part_of_the_spec_that_the_group_is_of() -> None:
    assert mend("CKV_AWS_338", "", f"{M}.{GROUP}.flow_logs[0]") == "set flow_logs.retention_days to 365 or more"
    assert mend("CKV_AWS_338", "", f"module.v.{GROUP}.this[0]") == "set logging.retention_days to 365 or more"
    assert mend("TIELINE_TGW_2", "in Terraform's words") == "in Terraform's words"
