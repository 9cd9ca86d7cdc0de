"""What a direct-connect plan has to hold so that it does what its spec says."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from typing import Any

from tieline.intent.check import Check
from tieline.intent.link_alarms import alarms
from tieline.intent.links import links
from tieline.intent.virtual_interfaces import gateway, gateway_id, resiliency, virtual_interfaces
from tieline.render.calls import calls
from tieline.spec.direct_connect import DirectConnect, DirectConnectVpc
from tieline.spec.document import Path
from tieline.spec.quotas import DEFAULT_GATEWAY_ASN
from tieline.terraform.plan import ABSENT, UNKNOWN, Plan, Resource

_OF_VPC = re.compile(r'module\.virtual_private_gateway\["([^"]+)"\]$')
_BLOCK = "module.direct_connect_gateway"


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
        _elsewhere(spec, plan),
        _announced(spec, plan),
        resiliency(spec, plan),
        alarms(spec, plan),
    ]


def _vpc_of(resource: Resource) -> str:
    """The VPC whose virtual private gateway a resource is about."""
    found = _OF_VPC.search(resource.module)
    return found[1] if found else ""


def _vpn_gateways(spec: DirectConnect, plan: Plan) -> Check:
    """Each VPC has its virtual private gateway, created and attached, or adopted."""
    check = Check("virtual private gateways: one for each VPC, attached to it")
    paths: dict[str, Path] = {key: ("vpcs", key, "vpn_gateway") for key in spec.vpcs}
    made = {key: path for key, path in paths.items() if spec.vpcs[key].vpn_gateway.id is None}
    kind = "aws_vpn_gateway"
    for key, planned in check.keys(plan, kind, made, ("vpcs",), of=_vpc_of).items():
        asn = spec.vpcs[key].vpn_gateway.asn or DEFAULT_GATEWAY_ASN
        check.attribute(planned, "amazon_side_asn", str(asn), (*made[key], "asn"))
        check.attribute(planned, "vpc_id", UNKNOWN, made[key])  # it is attached by an attachment alone
        check.tags(planned, spec.tags, ("tags",))
    attached = {key: path for key, path in paths.items() if _attaches(spec.vpcs[key])}
    for key, planned in check.keys(plan, f"{kind}_attachment", attached, ("vpcs",), of=_vpc_of).items():
        vpc = spec.vpcs[key]
        check.attribute(planned, "vpc_id", vpc.id, ("vpcs", key, "id"))
        check.attribute(planned, "vpn_gateway_id", vpc.vpn_gateway.id or UNKNOWN, paths[key])
    if attached:
        check.joined(plan, f"{kind}_attachment.this", "vpn_gateway_id", "local.id", ("vpcs",))
    return check


def _attaches(vpc: DirectConnectVpc) -> bool:
    wanted = vpc.vpn_gateway
    return wanted.attach if wanted.attach is not None else wanted.id is None


def _propagation(spec: DirectConnect, plan: Plan) -> Check:
    check = Check("propagation into every route table named")
    kind = "aws_vpn_gateway_route_propagation"
    paths: dict[str, Path] = {
        f"{key}/{name}": ("vpcs", key, "route_tables", name)
        for key, vpc in spec.vpcs.items()
        for name in vpc.route_tables
    }
    found = check.keys(plan, kind, paths, ("vpcs",), of=lambda resource: f"{_vpc_of(resource)}/{resource.key}")
    for key, planned in found.items():
        vpc, table = key.split("/")
        check.attribute(planned, "route_table_id", spec.vpcs[vpc].route_tables[table], paths[key])
        check.attribute(planned, "vpn_gateway_id", spec.vpcs[vpc].vpn_gateway.id or UNKNOWN, paths[key])
    if paths:
        check.joined(plan, f"{kind}.this", "vpn_gateway_id", "local.id", ("vpcs",))
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
    kind = "aws_dx_gateway_association"
    for key, planned in check.keys(plan, kind, paths, ("vpcs",)).items():
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
        check.joined(plan, f"{kind}.this", "dx_gateway_id", "local.gateway_id", ("vpcs",))
        check.joined(plan, f"{kind}.this", "associated_gateway_id", "var.associations", ("vpcs",), keyed=True)
        check.joined(plan, _BLOCK, "associations", "local.vpn_gateway_ids", ("vpcs",))
    return check


def _proposals(spec: DirectConnect, plan: Plan) -> Check:
    check = Check("proposals to the account of the Direct Connect gateway")
    stated = spec.direct_connect.gateway
    paths: dict[str, Path] = {key: ("vpcs", key) for key, vpc in spec.vpcs.items() if _proposes(spec, vpc)}
    kind = "aws_dx_gateway_association_proposal"
    for key, planned in check.keys(plan, kind, paths, ("vpcs",)).items():
        vpc, path = spec.vpcs[key], paths[key]
        check.attribute(planned, "dx_gateway_id", gateway_id(spec), path)
        owner = (stated.account if stated else None) or spec.account
        check.attribute(planned, "dx_gateway_owner_account_id", owner, path)
        check.attribute(planned, "associated_gateway_id", vpc.vpn_gateway.id or UNKNOWN, path)
        check.attribute(planned, "allowed_prefixes", vpc.allowed_prefixes or vpc.cidrs, (*path, "allowed_prefixes"))
    if paths:
        for argument in ("dx_gateway_id", "associated_gateway_id"):
            check.joined(plan, f"{kind}.this", argument, "var.proposals", ("vpcs",), keyed=True)
        check.joined(plan, _BLOCK, "proposals", "local.vpn_gateway_ids", ("vpcs",))
    return check


def _elsewhere(spec: DirectConnect, plan: Plan) -> Check:
    """A Direct Connect gateway that is made is given to the calls in other Regions and accounts."""
    check = Check("VPCs of other Regions and accounts are joined to the gateway that is made here")
    stated = spec.direct_connect.gateway
    main, *others = calls(spec, together=True)
    for call in others if stated and stated.id is None else ():
        made = f"module.{main.label}.direct_connect_gateway.id"
        path: Path = ("vpcs", next(iter(call.inputs["vpcs"])))
        check.joined(plan, f"module.{call.label}", "direct_connect", made, path)
    return check


def _announced(spec: DirectConnect, plan: Plan) -> Check:
    """The sites learn those ranges of the VPCs that a prefix covers, and by default all."""
    check = Check("what is announced to the sites: the VPCs' ranges")
    for planned in (*plan.of_type("aws_dx_gateway_association"), *plan.of_type("aws_dx_gateway_association_proposal")):
        vpc, prefixes = spec.vpcs.get(str(planned.key)), planned["allowed_prefixes"]
        if vpc is None or not isinstance(prefixes, list):
            continue
        for index, cidr in enumerate(vpc.cidrs):
            wanted = vpc.allowed_prefixes is None or _covered(cidr, vpc.allowed_prefixes)
            found = _covered(cidr, prefixes)
            told = f"no allowed prefix covers {cidr}; it is not announced"
            if found:
                told = f"an allowed prefix covers {cidr}, which the spec's own leave out"
            check.fact(found == wanted, ("vpcs", str(planned.key), "cidrs", index), planned.address, told)
    return check


def _covered(cidr: str, prefixes: Iterable[str]) -> bool:
    wide = (ipaddress.ip_network(prefix) for prefix in prefixes)
    inner = ipaddress.IPv4Network(cidr)
    return any(isinstance(prefix, ipaddress.IPv4Network) and inner.subnet_of(prefix) for prefix in wide)
