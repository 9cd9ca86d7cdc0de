"""The transit gateway's route tables as a plan has them, and where each sends what is sent to a range.

Which attachment a route leads to, and which table an attachment asks, are ids that are known only at apply. Their names
are in the keys of the planned resources and in the module's output `route_tables`; both have to say the same.
"""

from __future__ import annotations

import ipaddress
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tieline.intent.check import Check
from tieline.intent.places import Places
from tieline.terraform.plan import ABSENT, Plan

_TABLE = "aws_ec2_transit_gateway_route_table"
_ROUTE = "aws_ec2_transit_gateway_route"
DIRECT_CONNECT = "direct_connect"
"""What the module calls the association and the propagations of the Direct Connect gateway's attachment."""

Range = tuple[int, int]
"""First address and prefix length."""
Targets = frozenset[str]
"""Attachments that share the traffic of a route; none is a blackhole."""
DROPPED: Targets = frozenset()
EVERYTHING: Range = (0, 0)


def parsed(cidr: str) -> Range:
    """An IPv4 range."""
    address, length = cidr.split("/")
    return int(ipaddress.IPv4Address(address)), int(length)


def _cut(address: int, length: int) -> int:
    return address >> (32 - length) << (32 - length)


class Table:
    """The routes of a table: the longest prefix wins, and of equal ones the static one."""

    def __init__(self, learnt: Iterable[tuple[Range, str]], static: Mapping[Range, Targets]) -> None:
        routes: dict[Range, Targets] = {}
        for prefix, attachment in learnt:
            routes[prefix] = routes.get(prefix, DROPPED) | {attachment}
        self._routes = routes | dict(static)
        self._lengths = sorted({length for _, length in self._routes}, reverse=True)
        self._sorted = sorted(self._routes)

    def ways(self, wanted: Range) -> list[Targets]:
        """Where it sends what is sent to a range: what covers it, and what is known of parts of it apart."""
        address, length = wanted
        found = []
        for at in self._lengths:
            if at <= length and (route := self._routes.get((_cut(address, at), at))) is not None:
                found.append(route)
                break
        else:
            found.append(DROPPED)
        beyond = address + (1 << (32 - length))
        for index in range(bisect_left(self._sorted, (address, length + 1)), len(self._sorted)):
            inner = self._sorted[index]
            if inner[0] >= beyond:
                break
            if inner[1] > length:
                found.append(self._routes[inner])
        return found


@dataclass(frozen=True)
class Tables:
    """All tables of a plan by name, and which of them each attachment asks."""

    by_name: Mapping[str, Table]
    asked: Mapping[str, str]


def planned_tables(check: Check, places: Places, plan: Plan) -> Tables:
    """The tables of a plan, with the facts that its resources and the module's output say the same of them."""
    told = told_tables(plan)
    ranges = {member: [parsed(cidr) for cidr in cidrs] for member, cidrs in places.ranges()}
    asked: dict[str, str] = {}
    for name, table in told.items():
        for attachment in table.get("associations", ()):
            if (first := asked.setdefault(attachment, name)) != name:
                path = places.routed(places.attachments.get(attachment, attachment))
                check.fact(
                    False, path, f"{_TABLE}_association", f"{attachment} asks {first} and {name}; it can ask one"
                )
    _associated(check, places, plan, told, asked)
    learnt: dict[str, list[tuple[Range, str]]] = {}
    for attachment, name in _learnt(places, plan):
        routes = learnt.setdefault(name, [])
        for prefix in ranges.get(places.attachments.get(attachment, ""), ()):
            routes.append((prefix, attachment))
    static: dict[str, dict[Range, Targets]] = {}
    for key, targets in _static(check, places, plan, told):
        name, destination = key.split("/", 1)
        static.setdefault(name, {})[parsed(destination)] = targets
    names = {*told, *learnt, *static}
    return Tables({name: Table(learnt.get(name, ()), static.get(name, {})) for name in names}, asked)


def _learnt(places: Places, plan: Plan) -> Iterator[tuple[str, str]]:
    """Which attachment each table learns; the Direct Connect gateway's counts as one of each site behind it."""
    for propagation in plan.of_type(f"{_TABLE}_propagation"):
        if propagation.name == DIRECT_CONNECT:
            yield from ((site, str(propagation.key)) for site in places.on_direct_connect)
        else:
            attachment, name = str(propagation.key).rsplit("/", 1)
            yield attachment, name


def told_tables(plan: Plan) -> dict[str, dict[str, Any]]:
    """What the module's output says of each table."""
    tables = plan.outputs.get("route_tables")
    if not isinstance(tables, dict):
        return {}
    return {name: table for name, table in tables.items() if isinstance(table, dict)}


def _associated(
    check: Check, places: Places, plan: Plan, told: Mapping[str, Mapping[str, Any]], asked: Mapping[str, str]
) -> None:
    planned = {str(r.key): r for r in plan.of_type(f"{_TABLE}_association") if r.name != DIRECT_CONNECT}
    for resource in plan.of_type(f"{_TABLE}_association"):
        if resource.name == DIRECT_CONNECT:  # asked for by all sites behind it
            planned |= dict.fromkeys(places.on_direct_connect, resource)
    # An adopted gateway may have associated an attachment already.
    replaces = places.spec.transit_gateway.id is not None
    for attachment, resource in planned.items():
        name = asked.get(attachment)
        path = places.routed(places.attachments.get(attachment, attachment))
        check.attribute(resource, "replace_existing_association", replaces, path)
        check.fact(name is not None, path, resource.address, "nothing says which table it is associated with")
        if name is not None:
            found, wanted = resource["transit_gateway_route_table_id"], told[name].get("id")
            same = f"is associated with {found!r}; the output says {name}, {wanted!r}"
            check.fact(found == wanted, path, resource.address, same)
    for attachment in asked.keys() - planned.keys():
        path = places.routed(places.attachments.get(attachment, attachment))
        check.fact(False, path, f"{_TABLE}_association", f'no association is planned for "{attachment}"')


def _static(
    check: Check, places: Places, plan: Plan, told: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[str, Targets]]:
    """The static routes: `<table>/<destination>` and the attachment each leads to."""
    ids = plan.outputs.get("attachments")
    for route in plan.of_type(_ROUTE):
        key = str(route.key)
        name, destination = key.split("/", 1)
        path = places.route_table(name)
        same = route["destination_cidr_block"] == destination
        check.fact(same, path, route.address, f"is planned for {route['destination_cidr_block']!r}")
        if ":" in destination:  # the ranges of a spec are IPv4
            continue
        if route["blackhole"] is True:
            yield key, DROPPED
            continue
        target = told.get(name, {}).get("routes", {}).get(destination, {}).get("attachment", ABSENT)
        check.fact(isinstance(target, str), path, route.address, "nothing says which attachment it leads to")
        if isinstance(target, str):
            found = route["transit_gateway_attachment_id"]
            wanted = ids.get(target) if isinstance(ids, dict) else None
            leads = f"leads to {found!r}; the output says {target}, {wanted!r}"
            check.fact(found == wanted, path, route.address, leads)
            yield key, frozenset({target})
