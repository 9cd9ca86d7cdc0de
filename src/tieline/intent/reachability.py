"""The proof that members of segments reach whom they may, and nobody else, through the tables of a plan.

It follows the routes as AWS does and asks the spec only who may reach whom: what was rendered is not looked at. Sources
that ask the same table and may reach the same are one source, so that the work grows with tables times members.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from tieline.intent.check import Check
from tieline.intent.lookup import EVERYTHING, Range, Tables, parsed, planned_tables
from tieline.intent.places import Places
from tieline.intent.who import Group, Intent, groups
from tieline.spec.document import Path
from tieline.terraform.plan import Plan

MOST_NAMES = 5


def reachability(places: Places, plan: Plan) -> Iterator[Check]:
    """Whom each member reaches through the planned tables, and whom it does not."""
    agree = Check("the module tells of its route tables what is planned")
    tables = planned_tables(agree, places, plan)
    yield agree
    proof = _Proof(places, tables, groups(places))
    yield proof.allowed()
    yield proof.forbidden()
    yield proof.defaults()
    yield proof.sent_by_vpcs(plan)


class _Proof:
    def __init__(self, places: Places, tables: Tables, all_groups: list[Group]) -> None:
        self._places, self._tables, self._groups = places, tables, all_groups
        self._intent = Intent(all_groups)
        self._ranges: dict[str, list[Range]] = {
            member: [parsed(cidr) for cidr in cidrs] for member, cidrs in places.ranges()
        }
        self._known: dict[tuple[str, str], frozenset[str]] = {}

    def _sources(self, group: Group) -> dict[str | None, list[str]]:
        """By table, or None for no table, the members of a group whose attachments ask it."""
        found: dict[str | None, dict[str, None]] = {}
        for member in group.members:
            for attachment in self._places.of(member):
                found.setdefault(self._tables.asked.get(attachment), {})[member] = None
        return {table: list(members) for table, members in found.items()}

    def _targets(self, table: str, member: str) -> frozenset[str]:
        """The members to which a table sends what is sent to a member; "" stands for what is dropped."""
        if (table, member) not in self._known:
            self._known[table, member] = frozenset(
                self._places.attachments.get(attachment, attachment)
                for wanted in self._ranges[member]
                for targets in self._tables.by_name[table].ways(wanted)
                for attachment in targets or ("",)
            )
        return self._known[table, member]

    def _asked_by(self, member: str) -> set[str | None]:
        return {self._tables.asked.get(attachment) for attachment in self._places.of(member)}

    def allowed(self) -> Check:
        """Every ordered pair that may has a way, past the firewall where there is one."""
        check = Check("everyone reaches whom they may, past the firewall where one is named")
        for source in self._groups:
            for table, members in self._sources(source).items():
                if table is None or table not in self._tables.by_name:
                    path = self._places.routed(members[0])
                    check.fact(False, path, _named(members), "no route table is associated with it")
                    continue
                for target in self._groups:
                    rule = self._intent.rule(source, target)
                    if rule.must:
                        self._reached(check, table, members, (source, target), rule.through)
        return check

    def _reached(
        self, check: Check, table: str, members: list[str], pair: tuple[Group, Group], firewall: str | None
    ) -> None:
        lost: dict[str, list[str]] = defaultdict(list)
        for member in pair[1].members:
            if members != [member]:
                check.facts += 1
                if why := self._lost(table, member, None if firewall in {member, *members} else firewall):
                    lost[why].append(member)
        for why, unreached in lost.items():
            check.facts -= 1
            told = f"from {_named(members)} to {_named(unreached)} {why}"
            check.fact(False, self._stated(*pair) or self._places.routed(unreached[0]), _address(table), told)

    def _lost(self, table: str, member: str, firewall: str | None) -> str:
        """Why what is sent to a member does not arrive; nothing if it does."""
        first = self._targets(table, member)
        if first != {firewall or member}:
            past = f"; it has to pass {firewall}" if firewall else ""
            return f"{_led(first)}{past}"
        if firewall:
            for beyond in self._asked_by(firewall):
                if beyond not in self._tables.by_name:
                    return f"ends in {firewall}, which has no route table"
                if (then := self._targets(str(beyond), member)) != {member}:
                    return f"{_led(then)} behind {firewall}"
        return ""

    def forbidden(self) -> Check:
        """No pair that may not has a way, through whatever the traffic passes."""
        check = Check("nobody reaches whom they may not, through no table and no default route")
        for source in self._groups:
            for table, members in self._sources(source).items():
                for target in self._groups if table in self._tables.by_name else ():
                    rule = self._intent.rule(source, target)
                    if not rule.must and not rule.may:
                        self._unreached(check, str(table), members, source, target)
        return check

    def _unreached(self, check: Check, table: str, members: list[str], source: Group, target: Group) -> None:
        open_ways: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for member in target.members:
            if members != [member]:
                check.facts += 1
                if way := self._way(table, member, onward=source.segment is not None):
                    open_ways[way].append(member)
        for way, reached in open_ways.items():
            check.facts -= 1
            past = f" by way of {', '.join(way[:-1])}" if way[:-1] else ""
            told = f"leads from {_named(members)} to {_named(reached)}{past}; the segments do not let them"
            path = self._stated(source, target) or self._places.routed(reached[0])
            check.fact(False, path, _address(table), told)

    def _way(self, table: str, member: str, *, onward: bool) -> tuple[str, ...]:
        """How what asks a table gets to a member, if it does: whatever it is sent to may send it on."""
        seen = {table}
        waiting: list[tuple[str, tuple[str, ...]]] = [(table, ())]
        for asked, passed in waiting:  # grows while it is read
            for target in sorted(self._targets(asked, member)):
                if target == member:
                    return (*passed, member)
                for beyond in self._asked_by(target) if target and onward else ():
                    if beyond in self._tables.by_name and beyond not in seen:
                        seen.add(str(beyond))
                        waiting.append((str(beyond), (*passed, target)))
        return ()

    def defaults(self) -> Check:
        """What no other route leads to takes the way out that the spec names, and none where it names none."""
        check = Check("what no other route leads to takes the way out that is named")
        for group in self._groups:
            segment = group.segment
            for table, members in self._sources(group).items() if segment else ():
                if segment is None or table not in self._tables.by_name:
                    continue
                ways = [segment.through, segment.default] if segment.through else [segment.default]
                expected = [way for way in dict.fromkeys(ways) if way] if segment.default else []
                self._default(check, group, str(table), members, expected)
        return check

    def _default(self, check: Check, group: Group, table: str, members: list[str], expected: list[str]) -> None:
        path: Path = ("segments", group.name, "default") if expected else self._stated(group, group) or ("segments",)
        tables = [table]
        for one, _ in pairwise(expected):
            tables += [str(beyond) for beyond in self._asked_by(one)]
        for asked, way in zip(tables, expected or [""], strict=False):
            found = self._by_default(asked)
            said = f"it has to go to {way}" if way else "the spec names no way out"
            told = f"what no other route leads to, from {_named(members)}, {_led(found)}; {said}"
            check.fact(found == {way}, path, _address(asked), told)

    def _by_default(self, table: str) -> frozenset[str]:
        found = self._tables.by_name.get(table)
        targets = found.ways(EVERYTHING)[0] if found else frozenset()
        return frozenset(self._places.attachments.get(attachment, attachment) for attachment in targets or ("",))

    def sent_by_vpcs(self, plan: Plan) -> Check:
        """The VPCs' own tables send to the gateway all that may be reached; where the spec says them, it decides."""
        check = Check("VPCs send to the gateway whatever they may reach")
        planned: dict[tuple[str, str], set[Range]] = defaultdict(set)
        for route in plan.of_type("aws_route"):
            vpc, name, destination = str(route.key).split("/", 2)
            if "." in destination:
                planned[vpc, name].add(parsed(destination))
        home = {member: group for group in self._groups for member in group.members}
        for key, attached in self._places.spec.vpcs.items():
            if attached.routes or key not in home:
                continue
            targets = [two for two in self._groups if self._intent.rule(home[key], two).must]
            for name in attached.route_tables:
                missing = self._not_sent(key, planned[key, name], targets)
                told = f"nothing leads to {_named(missing)}, which {key} may reach"
                check.fact(not missing, ("vpcs", key, "route_tables", name), "aws_route", told)
        return check

    def _not_sent(self, vpc: str, routes: set[Range], targets: Iterable[Group]) -> list[str]:
        if EVERYTHING in routes:
            return []
        lengths = {length for _, length in routes}
        return [
            member
            for target in targets
            for member in target.members
            if member != vpc
            and not all(
                any(at <= length and (address >> (32 - at) << (32 - at), at) in routes for at in lengths)
                for address, length in self._ranges[member]
            )
        ]

    def _stated(self, one: Group, two: Group) -> Path:
        """Where the spec says whether one group may reach another; nowhere without segments."""
        segments = self._places.spec.segments
        for here, there in ((one, two), (two, one)):
            segment = segments.get(here.name) if here.segment else None
            if segment is None:
                continue
            path: Path = ("segments", here.name)
            if there.name in segment.reaches and there.segment:
                return (*path, "reaches", segment.reaches.index(there.name))
            for option in ("through", "default"):
                if not there.segment and getattr(segment, option) == there.name:
                    return (*path, option)
        if one.segment and one.name in segments:
            return ("segments", one.name, "isolated") if one == two and one.segment.isolated else ("segments", one.name)
        if two.segment and two.name in segments:
            return ("segments", two.name)
        return ()


def _address(table: str) -> str:
    return f"route table {table}"


def _led(targets: frozenset[str]) -> str:
    """`is dropped`, `goes to tools`, `goes to tools and is dropped`."""
    told = [f"goes to {', '.join(sorted(targets - {''}))}"] if targets - {""} else []
    return " and ".join(told + ["is dropped"] * ("" in targets))


def _named(members: list[str]) -> str:
    more = f" and {len(members) - MOST_NAMES} more" if len(members) > MOST_NAMES else ""
    return ", ".join(members[:MOST_NAMES]) + more
