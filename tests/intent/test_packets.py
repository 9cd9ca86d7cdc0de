"""The proof against packets: on random segments and tables broken at random it finds what a packet walked by hand finds."""

from __future__ import annotations

import copy
import ipaddress
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from intent.test_reachability import Inputs, Spec, loaded, peering, planned, site, vpc
from tieline.intent.places import Places
from tieline.intent.reachability import reachability
from tieline.render import tfvars
from tieline.spec import SpecError, TransitGatewayVpn


def random_spec(pick: random.Random) -> Spec:
    """Some members in some segments; not every one is accepted."""
    kinds = {
        "vpcs": {f"v{n}": vpc(n + 1) for n in range(pick.randint(1, 6))},
        "sites": {f"s{n}": site(n + 16, routing=pick.choice(["bgp", "static"])) for n in range(pick.randint(0, 3))},
        "peerings": {f"p{n}": peering(n + 60) for n in range(pick.randint(0, 2))},
    }
    members = [(kind, key) for kind, group in kinds.items() for key in group]
    pick.shuffle(members)
    ways = [members.pop() for _ in range(min(len(members) - 1, pick.randint(0, 2)))]
    segments: Spec = {f"g{n}": {} for n in range(pick.randint(1, 4))}
    for kind, key in members:
        segments[pick.choice(list(segments))].setdefault(kind, []).append(key)
    firewalls = [key for kind, key in ways if kind == "vpcs"]
    for name, segment in segments.items():
        segment["reaches"] = [other for other in segments if other != name and pick.random() < 0.35]
        segment["isolated"] = pick.random() < 0.4
        if firewalls and pick.random() < 0.35:
            segment["through"] = pick.choice(firewalls)
        if pick.random() < 0.4:
            segment["default"] = pick.choice(ways or members)[1]
    return {kind: group for kind, group in kinds.items() if group} | {"segments": segments}


def broken(spec: TransitGatewayVpn, pick: random.Random) -> Inputs:
    """What is rendered, with none, one or two things taken away or put in."""
    inputs: Inputs = copy.deepcopy(tfvars(spec))
    ranges = Packets(spec, inputs).ranges
    for _ in range(pick.randint(0, 2)):
        table = pick.choice(list(inputs["route_tables"]))
        routes = inputs["route_tables"][table].setdefault("routes", {})
        member = pick.choice(list(ranges))
        learnt_by = inputs["propagations"].setdefault(member, [])
        match pick.randint(0, 4):
            case 0 if learnt_by:
                learnt_by.remove(pick.choice(learnt_by))
            case 1 if member not in spec.peerings and table not in learnt_by:
                learnt_by.append(table)
            case 2 if routes:
                del routes[pick.choice(list(routes))]
            case 3:
                parts = [f"10.{n}.9.0/24" for n in range(1, 6)]
                whole = [cidr for cidrs in ranges.values() for cidr in cidrs]
                target = {"attachment": member} if pick.random() < 0.8 else {"blackhole": True}
                routes[pick.choice(["0.0.0.0/0", "10.0.0.0/8", *parts, *whole])] = target
            case 4:
                inputs["associations"][pick.choice(list(inputs["associations"]))] = table
    return inputs


class Packets:
    """Walks packets through the tables, one at a time."""

    def __init__(self, spec: TransitGatewayVpn, inputs: Inputs) -> None:
        self.ranges = {key: m.cidrs for group in (spec.vpcs, spec.sites, spec.peerings) for key, m in group.items()}
        self.asked = inputs["associations"]
        # Range, whether it is static, and where it leads.
        self.tables: dict[str, list[tuple[ipaddress.IPv4Network, bool, str | None]]] = {
            name: [(ipaddress.IPv4Network(cidr), True, r.get("attachment")) for cidr, r in t.get("routes", {}).items()]
            for name, t in inputs["route_tables"].items()
        }
        for member, names in inputs["propagations"].items():
            static = member in spec.sites and spec.sites[member].routing == "static"
            for name in names:
                for cidr in self.ranges[member]:
                    network = ipaddress.IPv4Network(cidr)
                    if static:  # one route for a range: it takes the place of another
                        self.tables[name] = [r for r in self.tables[name] if r[:2] != (network, True)]
                    self.tables[name].append((network, static, member))
        self.segments = spec.segments
        self.home = {member: key for key, segment in spec.segments.items() for member in segment.members()}
        named = [way for segment in spec.segments.values() for way in (segment.through, segment.default) if way]
        self.serving = {way for way in named if way not in self.home}

    def next_hop(self, table: str | None, address: ipaddress.IPv4Address) -> str | None:
        """Where a table sends a packet."""
        fitting = [route for route in self.tables.get(table or "", []) if address in route[0]]
        return max(fitting, key=lambda route: (route[0].prefixlen, route[1]))[2] if fitting else None

    def linked(self, one: str, two: str) -> bool:
        """Whether members of two segments may reach each other."""
        if one == two:
            return not self.segments[one].isolated
        return two in self.segments[one].reaches or one in self.segments[two].reaches

    def rule(self, one: str, two: str) -> tuple[str, str | None]:
        """Whether a member must, may or must not reach another, and the firewall on the way."""
        if one in self.home and two in self.home:
            here, there = self.home[one], self.home[two]
            firewall = self.segments[here].through or self.segments[there].through
            return ("must" if self.linked(here, there) else "must not"), firewall
        if one in self.serving and two in self.serving:
            return "may", None
        served, serving = (one, two) if one in self.home else (two, one)
        key = self.home[served]
        if self.segments[key].default == serving:
            return "must", self.segments[key].through
        passed = {s.through for other, s in self.segments.items() if other == key or self.linked(key, other)}
        return ("may" if serving in passed else "must not"), None

    def faults(self) -> Iterator[str]:
        """`lost` for a packet that should arrive, by its firewall; `arrived` for one that should not."""
        everyone = [*self.home, *self.serving]
        for one in everyone:
            for two in everyone:
                rule, firewall = self.rule(one, two)
                for cidr in self.ranges[two] if one != two else ():
                    network = ipaddress.IPv4Network(cidr)
                    for address in (network[1], network[9 * 256 + 1]):
                        if rule == "must" and not self.arrives(one, two, address, firewall):
                            yield "lost"
                        if rule == "must not" and self.strays(one, two, address):
                            yield "arrived"

    def arrives(self, one: str, two: str, address: ipaddress.IPv4Address, firewall: str | None) -> bool:
        hop = self.next_hop(self.asked.get(one), address)
        if firewall and firewall not in {one, two}:
            return hop == firewall and self.next_hop(self.asked.get(firewall), address) == two
        return hop == two

    def strays(self, one: str, two: str, address: ipaddress.IPv4Address) -> bool:
        seen: set[str | None] = set()
        at: str | None = one
        while at and self.asked.get(at) not in seen:
            seen.add(self.asked.get(at))
            at = self.next_hop(self.asked.get(at), address)
            if at == two or one in self.serving:
                break
        return at == two


@pytest.mark.parametrize("seed", range(6))
def test_the_proof_finds_what_packets_find(seed: int, tmp_path: Path) -> None:
    pick = random.Random(seed)  # noqa: S311
    seen: dict[tuple[bool, bool], int] = {}
    while sum(seen.values()) < 40:
        try:
            spec = loaded(random_spec(pick), tmp_path)
        except SpecError:
            continue
        for _ in range(4):
            inputs = broken(spec, pick)
            _, allowed, forbidden, *_ = reachability(Places(spec), planned(spec, inputs))
            found = bool(allowed.failures), bool(forbidden.failures)
            faults = set(Packets(spec, inputs).faults())
            assert found == ("lost" in faults, "arrived" in faults), (spec.segments, inputs)
            seen[found] = seen.get(found, 0) + 1
    assert len(seen) > 1


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_accepted_is_rendered_without_a_hole_or_a_gap(seed: int, tmp_path: Path) -> None:
    pick = random.Random(1000 + seed)  # noqa: S311
    accepted = 0
    while accepted < 15:
        try:
            spec = loaded(random_spec(pick), tmp_path)
        except SpecError:
            continue
        accepted += 1
        checks: list[Any] = list(reachability(Places(spec), planned(spec, tfvars(spec))))
        assert [failure for check in checks for failure in check.failures] == []
