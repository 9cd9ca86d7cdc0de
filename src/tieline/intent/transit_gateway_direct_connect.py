"""What a transit-gateway-direct-connect plan has to hold so that it does what its spec says."""

from __future__ import annotations

import ipaddress

from tieline.intent.check import Check
from tieline.intent.link_alarms import alarms
from tieline.intent.links import links
from tieline.intent.lookup import DIRECT_CONNECT
from tieline.intent.places import Places
from tieline.intent.reachability import reachability
from tieline.intent.routing import route_tables, vpc_routes
from tieline.intent.transit_gateway import flow_logs, peerings, share, vpc_attachments
from tieline.intent.transit_gateway import gateway as transit_gateway
from tieline.intent.virtual_interfaces import gateway, gateway_id, resiliency, virtual_interfaces
from tieline.render.routing import routing
from tieline.spec.announced import allowed_prefixes, reaching_sites, together
from tieline.spec.document import Path
from tieline.spec.transit_gateway_direct_connect import TransitGatewayDirectConnect
from tieline.spec.transit_gateway_direct_connect_rules import GATEWAY, OWN, PREFIXES
from tieline.terraform.plan import ABSENT, UNKNOWN, Plan

_ASSOCIATION = "aws_dx_gateway_association"
_BLOCK = "module.direct_connect_gateway"


def transit_gateway_direct_connect_checks(spec: TransitGatewayDirectConnect, plan: Plan) -> list[Check]:
    """Every check of a transit-gateway-direct-connect plan, in the order a person reads them."""
    places, wanted = Places(spec), routing(spec)
    return [
        transit_gateway(spec, plan),
        vpc_attachments(spec, plan),
        peerings(spec, plan),
        *links(spec, plan),
        gateway(spec, plan),
        *virtual_interfaces(spec, plan, "transit", {}),
        _associations(spec, plan),
        _proposal(spec, plan),
        _attachment(spec, plan),
        _announced(spec, plan),
        *route_tables(places, plan, wanted),
        vpc_routes(places, plan, wanted),
        *reachability(places, plan),
        resiliency(spec, plan),
        share(spec, plan),
        flow_logs(spec, plan),
        alarms(spec, plan),
    ]


def _associations(spec: TransitGatewayDirectConnect, plan: Plan) -> Check:
    """The transit gateways on the Direct Connect gateway, each with what is announced for it."""
    check = Check("associations with the Direct Connect gateway, with their allowed prefixes")
    stated = spec.direct_connect.gateway
    further = {k: g for k, g in spec.further_here().items() if g.account is None or g.proposal_id}
    paths: dict[str, Path] = {key: (*GATEWAY, "transit_gateways", key) for key in further}
    own: dict[str, Path] = {} if stated.account else {OWN: GATEWAY}
    for key, planned in check.keys(plan, _ASSOCIATION, paths | own, GATEWAY).items():
        path = (paths | own)[key]
        check.attribute(planned, "dx_gateway_id", gateway_id(spec), GATEWAY)
        prefixes = further[key].allowed_prefixes if key in further else allowed_prefixes(spec)
        check.attribute(planned, "allowed_prefixes", prefixes, (*path, "allowed_prefixes"))
        if key in further:
            associated, proposal, owner = further[key].id, further[key].proposal_id, further[key].account
        else:
            associated, proposal, owner = spec.transit_gateway.id, None, None
        at = (*path, "id") if key in further else ("transit_gateway",)
        check.attribute(planned, "associated_gateway_id", associated or UNKNOWN, at)
        check.attribute(planned, "proposal_id", proposal or ABSENT, (*path, "proposal_id"))
        check.attribute(planned, "associated_gateway_owner_account_id", owner or UNKNOWN, (*path, "account"))
    if own:
        block = f"{_ASSOCIATION}.this"
        check.joined(plan, block, "dx_gateway_id", "local.gateway_id", GATEWAY)
        check.joined(plan, block, "associated_gateway_id", "var.associations", GATEWAY, keyed=True)
        check.joined(plan, _BLOCK, "associations", "module.transit_gateway.id", ("transit_gateway",))
    return check


def _proposal(spec: TransitGatewayDirectConnect, plan: Plan) -> Check:
    check = Check("the proposal to the account of the Direct Connect gateway")
    stated = spec.direct_connect.gateway
    proposed: dict[str, Path] = {OWN: GATEWAY} if stated.account else {}
    kind = f"{_ASSOCIATION}_proposal"
    for planned in check.keys(plan, kind, proposed, GATEWAY).values():
        check.attribute(planned, "dx_gateway_id", stated.id, (*GATEWAY, "id"))
        check.attribute(planned, "dx_gateway_owner_account_id", stated.account, (*GATEWAY, "account"))
        check.attribute(planned, "associated_gateway_id", spec.transit_gateway.id or UNKNOWN, ("transit_gateway",))
        check.attribute(planned, "allowed_prefixes", allowed_prefixes(spec), PREFIXES)
    if proposed:
        check.joined(plan, f"{kind}.this", "associated_gateway_id", "var.proposals", GATEWAY, keyed=True)
        check.joined(plan, _BLOCK, "proposals", "module.transit_gateway.id", ("transit_gateway",))
    return check


def _attachment(spec: TransitGatewayDirectConnect, plan: Plan) -> Check:
    """Association and propagations are of the Direct Connect gateway's attachment, found or named."""
    check = Check("routing of the Direct Connect gateway's attachment")
    stated = spec.direct_connect.gateway
    found = False
    for what in ("association", "propagation"):
        kind = f"aws_ec2_transit_gateway_route_table_{what}"
        of_gateway = [planned for planned in plan.of_type(kind) if planned.name == DIRECT_CONNECT]
        for planned in of_gateway:
            found = True
            check.attribute(planned, "transit_gateway_attachment_id", stated.attachment_id or UNKNOWN, GATEWAY)
        for argument, source in (
            ("transit_gateway_attachment_id", "local.attachment_id"),
            ("transit_gateway_route_table_id", "module.transit_gateway.route_tables"),
        ):
            if of_gateway:
                check.joined(plan, f"{kind}.{DIRECT_CONNECT}", argument, source, GATEWAY)
        if of_gateway:  # of a table that is made the id is unknown: what picks it decides
            picks = "local.site_table" if what == "association" else "each.value"
            table = "transit_gateway_route_table_id"
            check.joined(plan, f"{kind}.{DIRECT_CONNECT}", table, picks, ("segments",))
    if found and not stated.account:
        block = "data.aws_ec2_transit_gateway_dx_gateway_attachment.this"
        check.joined(plan, block, "transit_gateway_id", "module.transit_gateway.id", ("transit_gateway",))
        check.joined(plan, block, "dx_gateway_id", "module.direct_connect_gateway.gateway.id", GATEWAY)
    return check


def _announced(spec: TransitGatewayDirectConnect, plan: Plan) -> Check:
    """Whatever may reach the sites is announced to them: a planned prefix covers it."""
    check = Check("what may reach the sites is announced to them")
    for planned in (*plan.of_type(_ASSOCIATION), *plan.of_type(f"{_ASSOCIATION}_proposal")):
        prefixes = planned["allowed_prefixes"]
        if str(planned.key) != OWN or not isinstance(prefixes, list):
            continue
        covering = together(prefixes)
        for path, cidr in reaching_sites(spec):
            covered = any(ipaddress.IPv4Network(cidr).subnet_of(prefix) for prefix in covering)
            check.fact(
                covered, path, planned.address, f"no allowed prefix covers {cidr}; nothing at the sites leads to it"
            )
    return check
