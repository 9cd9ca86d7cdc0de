"""The transit gateway of a plan, and what is attached to it, shared and logged."""

from __future__ import annotations

from tieline.intent.check import Check, absent_or
from tieline.spec.base import TransitGatewaySpec
from tieline.spec.document import Path
from tieline.spec.quotas import DEFAULT_GATEWAY_ASN
from tieline.terraform.plan import ABSENT, UNKNOWN, Plan, Resource

_HERE: Path = ("transit_gateway",)


def _switch(on: bool) -> str:
    return "enable" if on else "disable"


def on_the_gateway(check: Check, resource: Resource, spec: TransitGatewaySpec, path: Path) -> None:
    """The fact that something is on the gateway of the spec; the id of a created one is known only at apply."""
    check.attribute(resource, "transit_gateway_id", spec.transit_gateway.id or UNKNOWN, path)


def gateway(spec: TransitGatewaySpec, plan: Plan) -> Check:
    """The transit gateway itself: created as said, or none where one is adopted."""
    check = Check("transit gateway")
    wanted = spec.transit_gateway
    kind = "aws_ec2_transit_gateway"
    planned = plan.of_type(kind)
    if wanted.id:
        check.fact(not planned, (*_HERE, "id"), kind, f"a gateway is planned; the spec adopts {wanted.id}")
        return check
    check.fact(len(planned) == 1, _HERE, kind, f"{len(planned)} gateways are planned; the spec says 1")
    for made in planned:
        check.attribute(made, "amazon_side_asn", wanted.asn or DEFAULT_GATEWAY_ASN, (*_HERE, "asn"))
        check.attribute(made, "description", absent_or(wanted.description), (*_HERE, "description"))
        for option, attribute in (
            ("ecmp", "vpn_ecmp_support"),
            ("dns_support", "dns_support"),
            ("security_group_referencing", "security_group_referencing_support"),
            ("auto_accept", "auto_accept_shared_attachments"),
        ):
            check.attribute(made, attribute, _switch(getattr(wanted, option)), (*_HERE, option))
        for attribute in ("default_route_table_association", "default_route_table_propagation"):
            check.attribute(made, attribute, "disable", _HERE)
        blocks = wanted.cidr_blocks or ABSENT
        check.attribute(made, "transit_gateway_cidr_blocks", blocks, (*_HERE, "cidr_blocks"))
        check.tags(made, spec.tags, ("tags",))
    return check


def vpc_attachments(spec: TransitGatewaySpec, plan: Plan) -> Check:
    """Attachments of VPCs: those made here, and those that are accepted."""
    check = Check("attachments of the VPCs")
    kind, accepter = "aws_ec2_transit_gateway_vpc_attachment", "aws_ec2_transit_gateway_vpc_attachment_accepter"
    passed = {segment.through for segment in spec.segments.values()}
    paths: dict[str, Path] = {key: ("vpcs", key) for key in spec.vpcs}
    made = {key: paths[key] for key, vpc in spec.vpcs.items() if vpc.attachment_id is None}
    for key, planned in check.keys(plan, kind, made, ("vpcs",)).items():
        vpc, path = spec.vpcs[key], paths[key]
        on_the_gateway(check, planned, spec, path)
        check.attribute(planned, "vpc_id", vpc.id, (*path, "id"))
        check.attribute(planned, "subnet_ids", list(vpc.subnets.values()), (*path, "subnets"))
        for option, attribute, on in (
            # A firewall has to see both ways of a flow.
            ("appliance_mode", "appliance_mode_support", vpc.appliance_mode or key in passed),
            ("dns_support", "dns_support", vpc.dns_support),
            ("ipv6", "ipv6_support", vpc.ipv6),
            ("security_group_referencing", "security_group_referencing_support", vpc.security_group_referencing),
        ):
            check.attribute(planned, attribute, _switch(on), (*path, option))
    accepted = {key: paths[key] for key, vpc in spec.vpcs.items() if vpc.attachment_id is not None}
    for key, planned in check.keys(plan, accepter, accepted, ("vpcs",)).items():
        wanted = spec.vpcs[key].attachment_id
        check.attribute(planned, "transit_gateway_attachment_id", wanted, (*paths[key], "attachment_id"))
    for planned in (*plan.of_type(kind), *plan.of_type(accepter)):
        key = str(planned.key)
        for what in ("association", "propagation"):
            check.attribute(planned, f"transit_gateway_default_route_table_{what}", False, ("vpcs", key))
        if key in spec.vpcs:
            check.tags(planned, spec.tags | spec.vpcs[key].tags, ("vpcs", key, "tags"))
    if made:
        check.joined(plan, f"{kind}.this", "transit_gateway_id", "local.id", ("vpcs",))
    return check


def peerings(spec: TransitGatewaySpec, plan: Plan) -> Check:
    """Attachments of gateways of other Regions: those made here, and those that are accepted."""
    check = Check("peerings")
    kind, accepter = "aws_ec2_transit_gateway_peering_attachment", "aws_ec2_transit_gateway_peering_attachment_accepter"
    paths: dict[str, Path] = {key: ("peerings", key) for key in spec.peerings}
    made = {key: paths[key] for key, peering in spec.peerings.items() if peering.attachment_id is None}
    for key, planned in check.keys(plan, kind, made, ("peerings",)).items():
        peering, path = spec.peerings[key], paths[key]
        on_the_gateway(check, planned, spec, path)
        check.attribute(planned, "peer_transit_gateway_id", peering.id, (*path, "id"))
        check.attribute(planned, "peer_region", peering.region, (*path, "region"))
        check.attribute(planned, "peer_account_id", peering.account or UNKNOWN, (*path, "account"))
    accepted = {key: paths[key] for key, peering in spec.peerings.items() if peering.attachment_id is not None}
    for key, planned in check.keys(plan, accepter, accepted, ("peerings",)).items():
        wanted = spec.peerings[key].attachment_id
        check.attribute(planned, "transit_gateway_attachment_id", wanted, (*paths[key], "attachment_id"))
    for planned in (*plan.of_type(kind), *plan.of_type(accepter)):
        key = str(planned.key)
        if key in spec.peerings:
            check.tags(planned, spec.tags | spec.peerings[key].tags, (*paths[key], "tags"))
    if made:
        check.joined(plan, f"{kind}.this", "transit_gateway_id", "local.id", ("peerings",))
    return check


def share(spec: TransitGatewaySpec, plan: Plan) -> Check:
    """Sharing the gateway with other accounts, or accepting theirs."""
    check = Check("sharing with other accounts")
    wanted = spec.transit_gateway
    path: Path = (*_HERE, "share_with")
    for kind in ("aws_ram_resource_share", "aws_ram_resource_association"):
        planned = plan.of_type(kind)
        found = f"{len(planned)} are planned; the spec shares with {len(wanted.share_with)}"
        if planned or wanted.share_with:
            check.fact(len(planned) == int(bool(wanted.share_with)), path, kind, found)
    for made in plan.of_type("aws_ram_resource_share"):
        check.attribute(made, "allow_external_principals", wanted.share_externally, (*_HERE, "share_externally"))
        check.tags(made, spec.tags, ("tags",))
    paths: dict[str, Path] = {who: (*path, index) for index, who in enumerate(wanted.share_with)}
    for who, principal in check.keys(plan, "aws_ram_principal_association", paths, path).items():
        check.attribute(principal, "principal", who, paths[who])
    if wanted.share_with:
        for block, argument, target in (
            ("aws_ram_resource_association.this", "resource_arn", "aws_ec2_transit_gateway.this[0]"),
            ("aws_ram_resource_association.this", "resource_share_arn", "aws_ram_resource_share.this[0]"),
            ("aws_ram_principal_association.this", "resource_share_arn", "aws_ram_resource_share.this[0]"),
        ):
            check.joined(plan, block, argument, target, path)
    accepters = plan.of_type("aws_ram_resource_share_accepter")
    path = (*_HERE, "resource_share_arn")
    if accepters or wanted.resource_share_arn:
        kind = "aws_ram_resource_share_accepter"
        check.fact(len(accepters) == int(bool(wanted.resource_share_arn)), path, kind, f"{len(accepters)} are planned")
    for accepter in accepters:
        check.attribute(accepter, "share_arn", absent_or(wanted.resource_share_arn), path)
    return check


def flow_logs(spec: TransitGatewaySpec, plan: Plan) -> Check:
    """Flow logs of the gateway."""
    check = Check("flow logs of the transit gateway")
    wanted, path = spec.flow_logs, ("flow_logs",)
    on = wanted.enabled if wanted.enabled is not None else spec.transit_gateway.id is None
    makes_group = on and not wanted.bucket_arn and not wanted.log_group_arn
    makes_role = makes_group and not wanted.iam_role_arn
    groups = [group for group in plan.of_type("aws_cloudwatch_log_group") if group.name == "flow_logs"]
    for kind, planned, expected in (
        ("aws_flow_log", plan.of_type("aws_flow_log"), on),
        ("aws_cloudwatch_log_group", groups, makes_group),
        ("aws_iam_role", plan.of_type("aws_iam_role"), makes_role),
        ("aws_iam_role_policy", plan.of_type("aws_iam_role_policy"), makes_role),
    ):
        check.fact(
            len(planned) == int(expected), path, kind, f"{len(planned)} are planned; it should be {int(expected)}"
        )
    for resource in (*groups, *plan.of_type("aws_flow_log"), *plan.of_type("aws_iam_role")):
        check.tags(resource, spec.tags, ("tags",))
    name = wanted.log_group_name or f"/aws/vendedlogs/transit-gateway/{spec.name}"
    for group in groups:
        check.attribute(group, "name", name, (*path, "log_group_name"))
        check.attribute(group, "retention_in_days", wanted.retention_days, (*path, "retention_days"))
        check.attribute(group, "kms_key_id", absent_or(wanted.kms_key_arn), (*path, "kms_key_arn"))
    adopted = wanted.log_group_arn.removesuffix(":*") if wanted.log_group_arn else UNKNOWN
    role = UNKNOWN if makes_role else absent_or(wanted.iam_role_arn)
    for log in plan.of_type("aws_flow_log"):
        on_the_gateway(check, log, spec, path)
        check.attribute(log, "log_destination_type", "s3" if wanted.bucket_arn else "cloud-watch-logs", path)
        check.attribute(log, "log_destination", wanted.bucket_arn or adopted, path)
        check.attribute(log, "iam_role_arn", role, (*path, "iam_role_arn"))
        check.attribute(log, "max_aggregation_interval", 60, path)  # the only one there is for a transit gateway
        check.attribute(log, "traffic_type", ABSENT, path)
    if on:
        check.joined(plan, "aws_flow_log.this", "transit_gateway_id", "local.id", path)
    if makes_role:
        _may_write(check, plan, name, path)
    return check


def _may_write(check: Check, plan: Plan, group: str, path: Path) -> None:
    """The facts that flow logs may use the role that is made, and that it may write to the group."""
    for role in plan.of_type("aws_iam_role"):
        trusted = '"Service":"vpc-flow-logs.amazonaws.com"' in str(role["assume_role_policy"])
        check.fact(trusted, path, role.address, "assume_role_policy does not let flow logs use the role")
    for policy in plan.of_type("aws_iam_role_policy"):
        text = str(policy["policy"])
        writes = '"logs:PutLogEvents"' in text and f":log-group:{group}:*" in text
        check.fact(writes, path, policy.address, f"policy does not let the role write to {group}")
    check.joined(plan, "aws_iam_role_policy.flow_logs", "role", "aws_iam_role.flow_logs[0].id", path)
    check.joined(plan, "aws_flow_log.this", "iam_role_arn", "aws_iam_role.flow_logs[0].arn", path)
