"""What a transit-gateway-direct-connect plan has to hold so that it does what its spec says."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection

from tieline.intent.check import Check
from tieline.intent.links import alarms, links
from tieline.intent.lookup import DIRECT_CONNECT
from tieline.intent.places import Places
from tieline.intent.reachability import reachability
from tieline.intent.routing import route_tables, vpc_routes
from tieline.intent.transit_gateway import flow_logs, peerings, share, vpc_attachments
from tieline.intent.transit_gateway import gateway as transit_gateway
from tieline.intent.virtual_interfaces import gateway, gateway_id, resiliency, virtual_interfaces
from tieline.render.routing import Routing, routing
from tieline.spec.announced import allowed_prefixes, reaching_sites
from tieline.spec.document import Path
from tieline.spec.link_rules import HERE
from tieline.spec.transit_gateway_direct_connect import TransitGatewayDirectConnect
from tieline.terraform.plan import ABSENT, UNKNOWN, Plan

OWN = "transit_gateway"
"""What the module calls the association of the spec's own transit gateway."""
_GATEWAY: Path = (*HERE, "gateway")
_PREFIXES: Path = (*_GATEWAY, "allowed_prefixes")


def transit_gateway_direct_connect_checks(spec: TransitGatewayDirectConnect, plan: Plan) -> list[Check]:
    """Every check of a transit-gateway-direct-connect plan, in the order a person reads them."""
    routed = _routed(spec)
    places, wanted = Places(spec), _less(routing(spec), spec.sites.keys() - routed.sites.keys())
    return [
        transit_gateway(spec, plan),
        vpc_attachments(spec, plan),
        peerings(spec, plan),
        *links(spec, plan),
        gateway(spec, plan),
        *virtual_interfaces(spec, plan, "transit", {}),
        _associations(spec, plan),
        _attachment(spec, plan),
        _announced(spec, plan),
        *route_tables(places, plan, wanted),
        vpc_routes(places, plan, wanted),
        *reachability(Places(routed), plan),
        resiliency(spec, plan),
        share(spec, plan),
        flow_logs(spec, plan),
        alarms(spec, plan),
    ]


def _routed(spec: TransitGatewayDirectConnect) -> TransitGatewayDirectConnect:
    """The spec, without its sites while another account has not yet accepted: there is no attachment then."""
    gateway = spec.direct_connect.gateway
    if gateway.account is None or gateway.attachment_id:
        return spec
    segments = {key: segment.model_copy(update={"sites": []}) for key, segment in spec.segments.items()}
    return spec.model_copy(update={"sites": {}, "segments": segments})


def _less(wanted: Routing, sites: Collection[str]) -> Routing:
    """Routing in which these sites ask no table and are known in none."""
    for site in sites:
        wanted.associations.pop(site, None)
        for table in wanted.tables.values():
            table.learns.pop(site, None)
    return wanted


def _associations(spec: TransitGatewayDirectConnect, plan: Plan) -> Check:
    """The transit gateways on the Direct Connect gateway, each with what is announced for it."""
    check = Check("associations with the Direct Connect gateway, with their allowed prefixes")
    stated = spec.direct_connect.gateway
    further = {k: g for k, g in stated.transit_gateways.items() if g.account is None or g.proposal_id}
    paths: dict[str, Path] = {key: (*_GATEWAY, "transit_gateways", key) for key in further}
    kind = "aws_dx_gateway_association"
    own: dict[str, Path] = {} if stated.account else {OWN: _PREFIXES}
    for key, planned in check.keys(plan, kind, paths | own, _GATEWAY).items():
        check.attribute(planned, "dx_gateway_id", gateway_id(spec), _GATEWAY)
        if key == OWN:
            check.attribute(planned, "allowed_prefixes", allowed_prefixes(spec), _PREFIXES)
            check.attribute(planned, "associated_gateway_id", spec.transit_gateway.id or UNKNOWN, ("transit_gateway",))
        else:
            wanted = further[key]
            check.attribute(planned, "allowed_prefixes", wanted.allowed_prefixes, (*paths[key], "allowed_prefixes"))
            check.attribute(planned, "associated_gateway_id", wanted.id or UNKNOWN, (*paths[key], "id"))
            check.attribute(planned, "proposal_id", wanted.proposal_id or ABSENT, (*paths[key], "proposal_id"))
    proposed: dict[str, Path] = {OWN: _GATEWAY} if stated.account else {}
    for planned in check.keys(plan, f"{kind}_proposal", proposed, _GATEWAY).values():
        check.attribute(planned, "dx_gateway_id", stated.id, (*_GATEWAY, "id"))
        check.attribute(planned, "dx_gateway_owner_account_id", stated.account, (*_GATEWAY, "account"))
        check.attribute(planned, "associated_gateway_id", spec.transit_gateway.id or UNKNOWN, ("transit_gateway",))
        check.attribute(planned, "allowed_prefixes", allowed_prefixes(spec), _PREFIXES)
    return check


def _attachment(spec: TransitGatewayDirectConnect, plan: Plan) -> Check:
    """Association and propagations are of the Direct Connect gateway's attachment, found or named."""
    check = Check("routing of the Direct Connect gateway's attachment")
    named = spec.direct_connect.gateway.attachment_id
    for what in ("association", "propagation"):
        kind = f"aws_ec2_transit_gateway_route_table_{what}"
        for planned in plan.of_type(kind):
            if planned.name == DIRECT_CONNECT:
                check.attribute(planned, "transit_gateway_attachment_id", named or UNKNOWN, _GATEWAY)
    return check


def _announced(spec: TransitGatewayDirectConnect, plan: Plan) -> Check:
    """Whatever may reach the sites is announced to them: a planned prefix covers it."""
    check = Check("what may reach the sites is announced to them")
    for planned in (*plan.of_type("aws_dx_gateway_association"), *plan.of_type("aws_dx_gateway_association_proposal")):
        prefixes = planned["allowed_prefixes"]
        if str(planned.key) != OWN or not isinstance(prefixes, list):
            continue
        wide = [ipaddress.ip_network(prefix) for prefix in prefixes]
        covering = [prefix for prefix in wide if isinstance(prefix, ipaddress.IPv4Network)]
        for path, cidr in reaching_sites(spec):
            covered = any(ipaddress.IPv4Network(cidr).subnet_of(prefix) for prefix in covering)
            check.fact(
                covered, path, planned.address, f"no allowed prefix covers {cidr}; nothing at the sites leads to it"
            )
    return check
