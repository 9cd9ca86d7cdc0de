"""What a direct-connect plan has to hold so that it does what its spec says."""

from __future__ import annotations

import ipaddress
import re
from typing import Any

from tieline.intent.check import Check
from tieline.intent.links import alarms, links
from tieline.intent.virtual_interfaces import gateway, gateway_id, resiliency, virtual_interfaces
from tieline.spec.direct_connect import DirectConnect, DirectConnectVpc
from tieline.spec.document import Path
from tieline.spec.quotas import DEFAULT_GATEWAY_ASN
from tieline.terraform.plan import ABSENT, UNKNOWN, Plan, Resource

_OF_VPC = re.compile(r'module\.virtual_private_gateway\["([^"]+)"\]$')


def direct_connect_checks(spec: DirectConnect, plan: Plan) -> list[Check]:
    """Every check of a direct-connect plan, in the order a person reads them."""
    straight: dict[str, Any] = {}
    for key in spec.direct_connect.virtual_interfaces:
        if target := spec.target(key):
            straight[key] = spec.vpcs[target].vpn_gateway.id or UNKNOWN
    return [
        *links(spec, plan),
        gateway(spec, plan),
        *virtual_interfaces(spec, plan, "private", straight),
        _vpn_gateways(spec, plan),
        _propagation(spec, plan),
        _associations(spec, plan),
        _proposals(spec, plan),
        _announced(spec, plan),
        resiliency(spec, plan),
        alarms(spec, plan),
    ]


def _by_vpc(plan: Plan, kind: str) -> dict[str, list[Resource]]:
    """What is planned of a type, by the VPC whose virtual private gateway it is about."""
    found: dict[str, list[Resource]] = {}
    for resource in plan.of_type(kind):
        of = _OF_VPC.search(resource.module)
        found.setdefault(of[1] if of else "", []).append(resource)
    return found


def _vpn_gateways(spec: DirectConnect, plan: Plan) -> Check:
    """Each VPC has its virtual private gateway, created and attached, or adopted."""
    check = Check("virtual private gateways: one for each VPC, attached to it")
    made, attached = _by_vpc(plan, "aws_vpn_gateway"), _by_vpc(plan, "aws_vpn_gateway_attachment")
    for key, vpc in spec.vpcs.items():
        path: Path = ("vpcs", key, "vpn_gateway")
        wanted = vpc.vpn_gateway
        here = made.pop(key, [])
        found = f"{len(here)} are planned for {key}; the spec says {int(wanted.id is None)}"
        check.fact(len(here) == int(wanted.id is None), path, "aws_vpn_gateway", found)
        for planned in here:
            check.attribute(planned, "amazon_side_asn", str(wanted.asn or DEFAULT_GATEWAY_ASN), (*path, "asn"))
            check.tags(planned, spec.tags, ("tags",))
        attaches = wanted.attach if wanted.attach is not None else wanted.id is None
        joined = attached.pop(key, [])
        found = f"{len(joined)} are planned for {key}"
        check.fact(len(joined) == int(attaches), path, "aws_vpn_gateway_attachment", found)
        for planned in joined:
            check.attribute(planned, "vpc_id", vpc.id, ("vpcs", key, "id"))
            check.attribute(planned, "vpn_gateway_id", wanted.id or UNKNOWN, path)
    for resource in (each for group in (*made.values(), *attached.values()) for each in group):
        check.fact(False, ("vpcs",), resource.address, "is planned, and the spec does not ask for it")
    if spec.vpcs:
        check.joined(plan, "module.virtual_private_gateway", "vpc_id", "each.value", ("vpcs",))
    return check


def _propagation(spec: DirectConnect, plan: Plan) -> Check:
    check = Check("propagation into every route table named")
    planned = _by_vpc(plan, "aws_vpn_gateway_route_propagation")
    for key, vpc in spec.vpcs.items():
        found = {str(resource.key): resource for resource in planned.pop(key, [])}
        for name, table in vpc.route_tables.items():
            path: Path = ("vpcs", key, "route_tables", name)
            check.fact(name in found, path, "aws_vpn_gateway_route_propagation", "none is planned for it")
            if name in found:
                propagation = found.pop(name)
                check.attribute(propagation, "route_table_id", table, path)
                check.attribute(propagation, "vpn_gateway_id", vpc.vpn_gateway.id or UNKNOWN, path)
        for resource in found.values():
            check.fact(False, ("vpcs", key), resource.address, "is planned, and the spec does not ask for it")
    for resource in (each for group in planned.values() for each in group):
        check.fact(False, ("vpcs",), resource.address, "is planned, and the spec does not ask for it")
    return check


def _proposes(spec: DirectConnect, vpc: DirectConnectVpc) -> bool:
    """Whether a VPC's account proposes its virtual private gateway to the account of the Direct Connect gateway."""
    stated = spec.direct_connect.gateway
    return stated is not None and (stated.account is not None or spec.elsewhere(vpc))


def _associations(spec: DirectConnect, plan: Plan) -> Check:
    check = Check("associations with the Direct Connect gateway, with their allowed prefixes")
    stated = spec.direct_connect.gateway
    paths: dict[str, Path] = {}
    for key, vpc in spec.vpcs.items():
        if stated and not stated.account and (not spec.elsewhere(vpc) or vpc.proposal_id):
            paths[key] = ("vpcs", key)
    for key, planned in check.keys(plan, "aws_dx_gateway_association", paths, ("vpcs",)).items():
        vpc, path = spec.vpcs[key], paths[key]
        theirs = spec.elsewhere(vpc)
        check.attribute(planned, "dx_gateway_id", gateway_id(spec), path)
        check.attribute(planned, "allowed_prefixes", vpc.allowed_prefixes or vpc.cidrs, (*path, "allowed_prefixes"))
        own = UNKNOWN if theirs else vpc.vpn_gateway.id or UNKNOWN
        check.attribute(planned, "associated_gateway_id", own, path)
        check.attribute(planned, "proposal_id", vpc.proposal_id or ABSENT, (*path, "proposal_id"))
        owner = vpc.account if theirs else UNKNOWN
        check.attribute(planned, "associated_gateway_owner_account_id", owner, (*path, "account"))
    if paths:
        check.joined(plan, "aws_dx_gateway_association.this", "dx_gateway_id", "local.gateway_id", ("vpcs",))
        check.joined(
            plan, "aws_dx_gateway_association.this", "associated_gateway_id", "var.associations", ("vpcs",), keyed=True
        )
    return check


def _proposals(spec: DirectConnect, plan: Plan) -> Check:
    check = Check("proposals to the account of the Direct Connect gateway")
    stated = spec.direct_connect.gateway
    paths: dict[str, Path] = {key: ("vpcs", key) for key, vpc in spec.vpcs.items() if _proposes(spec, vpc)}
    for key, planned in check.keys(plan, "aws_dx_gateway_association_proposal", paths, ("vpcs",)).items():
        vpc, path = spec.vpcs[key], paths[key]
        check.attribute(planned, "dx_gateway_id", gateway_id(spec), path)
        owner = (stated.account if stated else None) or spec.account
        check.attribute(planned, "dx_gateway_owner_account_id", owner, path)
        check.attribute(planned, "associated_gateway_id", vpc.vpn_gateway.id or UNKNOWN, path)
        check.attribute(planned, "allowed_prefixes", vpc.allowed_prefixes or vpc.cidrs, (*path, "allowed_prefixes"))
    return check


def _announced(spec: DirectConnect, plan: Plan) -> Check:
    """The sites learn the ranges of every VPC that is associated: each lies within a planned prefix, or is left out."""
    check = Check("what is announced to the sites: the VPCs' ranges")
    for planned in plan.of_type("aws_dx_gateway_association"):
        vpc = spec.vpcs.get(str(planned.key))
        prefixes = planned["allowed_prefixes"]
        if vpc is None or not isinstance(prefixes, list):
            continue
        wide = [ipaddress.ip_network(prefix) for prefix in prefixes]
        covering = [prefix for prefix in wide if isinstance(prefix, ipaddress.IPv4Network)]
        for index, cidr in enumerate(vpc.cidrs):
            covered = any(ipaddress.IPv4Network(cidr).subnet_of(prefix) for prefix in covering)
            left_out = vpc.allowed_prefixes is not None and not covered
            path: Path = ("vpcs", str(planned.key), "cidrs", index)
            check.fact(
                covered or left_out, path, planned.address, f"no allowed prefix covers {cidr}; it is not announced"
            )
    return check
