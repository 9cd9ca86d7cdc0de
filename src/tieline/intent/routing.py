"""Route tables of the transit gateway and routes in VPCs: planned by key exactly as the segments ask for."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from tieline.intent.check import Check
from tieline.intent.lookup import DIRECT_CONNECT, told_tables
from tieline.intent.places import Places
from tieline.render.routing import Routing
from tieline.spec.document import Path
from tieline.spec.network import VpnSite
from tieline.terraform.plan import ABSENT, UNKNOWN, Plan, Resource

_TABLE = "aws_ec2_transit_gateway_route_table"
_ROUTE = "aws_ec2_transit_gateway_route"


def route_tables(places: Places, plan: Plan, wanted: Routing) -> Iterator[Check]:
    """The tables, who asks them, what they learn, and their static routes."""
    yield _tables(places, plan, wanted)
    yield _associations(places, plan, wanted)
    yield _propagations(places, plan, wanted)
    yield _routes(places, plan, wanted)


def _tables(places: Places, plan: Plan, wanted: Routing) -> Check:
    check = Check("route tables: one for each segment")
    made = {name: places.route_table(name) for name, table in wanted.tables.items() if table.id is None}
    for name, table in check.keys(plan, _TABLE, made, ("segments",)).items():
        check.attribute(table, "transit_gateway_id", places.spec.transit_gateway.id or UNKNOWN, made[name])
        check.tags(table, places.spec.tags, ("tags",))
    return check


def _associations(places: Places, plan: Plan, wanted: Routing) -> Check:
    check = Check("which route table each attachment asks")
    kind = f"{_TABLE}_association"
    tables = {attachment: table for member, table in wanted.associations.items() for attachment in places.of(member)}
    paths = {attachment: places.routed(places.attachments[attachment]) for attachment in tables}
    behind = {attachment: paths.pop(attachment) for attachment in places.on_direct_connect if attachment in paths}
    told = {name: set(table.get("associations", ())) for name, table in told_tables(plan).items()}
    found = check.keys(plan, kind, paths, ("segments",), "this")
    of_gateway = [each for each in plan.of_type(kind) if each.name == DIRECT_CONNECT]
    count = f"{len(of_gateway)} are planned for the attachment of the Direct Connect gateway"
    if behind or of_gateway:
        check.fact(len(of_gateway) == int(bool(behind)), ("sites",), kind, count)
    found |= {site: each for site in behind for each in of_gateway}
    for attachment, planned in found.items():
        table, path = tables[attachment], paths.get(attachment) or behind[attachment]
        asks = f"is not associated with {table}"
        check.fact(attachment in told.get(table, ()), path, planned.address, asks)
        adopted = wanted.tables[table].id
        check.attribute(planned, "transit_gateway_route_table_id", adopted or UNKNOWN, path)
    for attachment in paths.keys() & found.keys():
        _attachment(check, places, found[attachment], attachment, paths[attachment])
    if paths:
        _joined(check, plan, kind)
    return check


def _propagations(places: Places, plan: Plan, wanted: Routing) -> Check:
    check = Check("what each route table learns")
    kind = f"{_TABLE}_propagation"
    paths: dict[str, Path] = {}
    behind: dict[str, Path] = {}
    for name, table in wanted.tables.items():
        for member in table.learns:
            if member in places.on_direct_connect:
                behind[name] = places.route_table(name)
            elif not _static(places, member):
                paths |= {f"{attachment}/{name}": places.route_table(name) for attachment in places.of(member)}
    found = check.keys(plan, kind, paths, ("segments",), "this")
    for key, planned in found.items():
        _attachment(check, places, planned, key.rsplit("/", 1)[0], paths[key])
    found |= check.keys(plan, kind, behind, ("segments",), DIRECT_CONNECT)
    for key, planned in found.items():
        adopted = wanted.tables[key.rsplit("/", 1)[-1]].id
        check.attribute(planned, "transit_gateway_route_table_id", adopted or UNKNOWN, (paths | behind)[key])
    if paths:
        _joined(check, plan, kind)
    return check


def _routes(places: Places, plan: Plan, wanted: Routing) -> Check:
    check = Check("static routes and blackholes")
    paths: dict[str, Path] = {}
    dropped: dict[str, bool] = {}
    for name, table in wanted.tables.items():
        routes = dict(table.routes)
        for member in table.learns:
            if _static(places, member):  # a static VPN announces nothing
                routes |= dict.fromkeys(places.spec.sites[member].cidrs, member)
        for destination, target in routes.items():
            paths[f"{name}/{destination}"] = places.route_table(name)
            dropped[f"{name}/{destination}"] = target is None
    for key, route in check.keys(plan, _ROUTE, paths, ("segments",)).items():
        name, destination = key.split("/", 1)
        check.attribute(route, "destination_cidr_block", destination, paths[key])
        check.attribute(route, "blackhole", dropped[key], paths[key])
        target = route["transit_gateway_attachment_id"]
        said = "a blackhole" if dropped[key] else "a route"
        found = f"transit_gateway_attachment_id is planned as {target!r}; it is {said}"
        check.fact((target is ABSENT) is dropped[key], paths[key], route.address, found)
        adopted = wanted.tables[name].id
        check.attribute(route, "transit_gateway_route_table_id", adopted or UNKNOWN, paths[key])
    check.keys(plan, "aws_ec2_transit_gateway_prefix_list_reference", {}, ("segments",))
    if paths:
        _joined(check, plan, _ROUTE)
    return check


def _attachment(check: Check, places: Places, planned: Resource, attachment: str, path: Path) -> None:
    """The fact that something is of an attachment; the ids of those that others have made are known."""
    spec = places.spec
    member = spec.vpcs.get(attachment) or spec.peerings.get(attachment)
    known = member.attachment_id if member else None
    check.attribute(planned, "transit_gateway_attachment_id", known or UNKNOWN, path)


def _joined(check: Check, plan: Plan, kind: str) -> None:
    """Ids come from the maps of all attachments and tables, each under its own name."""
    for argument, ids in (
        ("transit_gateway_attachment_id", "local.attachment_ids"),
        ("transit_gateway_route_table_id", "local.table_ids"),
    ):
        check.joined(plan, f"{kind}.this", argument, ids, ("segments",), keyed=True)


def _static(places: Places, member: str) -> bool:
    site = places.spec.sites.get(member)
    return isinstance(site, VpnSite) and site.routing == "static"


def vpc_routes(places: Places, plan: Plan, wanted: Routing) -> Check:
    """What the VPCs' own route tables send to the gateway."""
    check = Check("routes in the VPCs' route tables")
    spec = places.spec
    paths: dict[str, Path] = {}
    tables: dict[str, str] = {}
    for key, destinations in wanted.vpc_routes.items():
        for name, table in spec.vpcs[key].route_tables.items():
            routes = {f"{key}/{name}/{destination}": table for destination in destinations}
            tables |= routes
            paths |= dict.fromkeys(routes, ("vpcs", key, "route_tables", name))
    for key, route in check.keys(plan, "aws_route", paths, ("vpcs",)).items():
        destination = key.split("/", 2)[2]
        check.attribute(route, "route_table_id", tables[key], paths[key])
        check.attribute(route, _family(destination), destination, paths[key])
        check.attribute(route, "transit_gateway_id", spec.transit_gateway.id or UNKNOWN, paths[key])
    if paths:
        check.joined(plan, "aws_route.this", "transit_gateway_id", "local.attached_to", ("vpcs",), keyed=True)
    return check


def _family(destination: str) -> str:
    """The argument that takes a destination."""
    if destination.startswith("pl-"):
        return "destination_prefix_list_id"
    version = ipaddress.ip_network(destination).version
    return "destination_cidr_block" if version == 4 else "destination_ipv6_cidr_block"
