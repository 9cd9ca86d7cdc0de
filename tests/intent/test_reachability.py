"""The proof of who reaches whom, on plans whose tables are made by hand: every hole and every gap is seen."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tieline.intent.lookup import Table
from tieline.intent.places import Places
from tieline.intent.reachability import reachability
from tieline.render import tfvars
from tieline.spec import TransitGatewayVpn, load
from tieline.spec.connections import expand
from tieline.terraform.plan import ABSENT, UNKNOWN, Plan, Resource

Spec = dict[str, Any]
Inputs = dict[str, Any]


def vpc(number: int, **more: Any) -> Spec:
    return {
        "id": f"vpc-{number:08x}",
        "cidrs": [f"10.{number}.0.0/16"],
        "subnets": {"a": f"subnet-{number:08x}"},
    } | more


def site(number: int, **more: Any) -> Spec:
    return {
        "cidrs": [f"172.{number}.0.0/16"],
        "asn": 65000 + number,
        "devices": {"edge": {"ip_address": f"198.51.100.{number}"}},
    } | more


def peering(number: int) -> Spec:
    return {"id": f"tgw-{number:08x}", "region": "eu-west-1", "cidrs": [f"10.{number}.0.0/16"]}


def loaded(spec: Spec, folder: Path) -> TransitGatewayVpn:
    file = folder / "spec.yaml"
    file.write_text(
        yaml.safe_dump(
            {"pattern": "transit-gateway-vpn", "name": "core", "region": "eu-north-1"} | spec, sort_keys=False
        )
    )
    found = load(file).spec
    assert isinstance(found, TransitGatewayVpn)
    return found


def resource(kind: str, key: str, **values: Any) -> Resource:
    address = f'{kind}.this["{key}"]'
    return Resource(address, "", "managed", kind, "this", key, ("create",), values)


GATEWAY = "aws_ec2_transit_gateway"


def planned(spec: TransitGatewayVpn, inputs: Inputs) -> Plan:
    """The tables of a plan, as the module makes them of its inputs."""
    connections: dict[str, list[str]] = {}
    for connection in expand(spec.sites):
        connections.setdefault(connection.site_key, []).append(connection.key)
    tables: dict[str, Any] = {
        name: {"id": table.get("id", UNKNOWN), "associations": [], "routes": dict(table.get("routes", {}))}
        for name, table in inputs["route_tables"].items()
    }
    made: list[Resource] = []

    def by_name(name: str) -> list[str]:
        return connections.get(name, [name])

    for member, table in inputs["associations"].items():
        for attachment in by_name(member):
            tables[table]["associations"].append(attachment)
            made.append(
                resource(
                    f"{GATEWAY}_route_table_association",
                    attachment,
                    transit_gateway_route_table_id=tables[table]["id"],
                    replace_existing_association=spec.transit_gateway.id is not None,
                )
            )
    for member, learnt_by in inputs["propagations"].items():
        for table in learnt_by:
            if member in spec.sites and spec.sites[member].routing == "static":
                tables[table]["routes"] |= {cidr: {"attachment": member} for cidr in spec.sites[member].cidrs}
                continue
            made += [
                resource(f"{GATEWAY}_route_table_propagation", f"{attachment}/{table}")
                for attachment in by_name(member)
            ]
    for name, table in tables.items():
        for destination, route in table["routes"].items():
            target = by_name(route["attachment"])[0] if "attachment" in route else None
            table["routes"][destination] = {"attachment": target or ABSENT, "blackhole": target is None}
            made.append(
                resource(
                    f"{GATEWAY}_route",
                    f"{name}/{destination}",
                    destination_cidr_block=destination,
                    blackhole=target is None,
                    transit_gateway_attachment_id=UNKNOWN if target else ABSENT,
                )
            )
    for key, attached in inputs["vpcs"].items():
        made += [
            resource("aws_route", f"{key}/{table}/{destination}")
            for table in attached.get("route_tables", {})
            for destination in attached.get("routes", [])
        ]
    attachments = [*spec.vpcs, *spec.peerings, *(key for keys in connections.values() for key in keys)]
    return Plan(
        {made.address: made for made in made},
        outputs={"route_tables": tables, "attachments": dict.fromkeys(attachments, UNKNOWN)},
    )


def failures(spec: TransitGatewayVpn, plan: Plan) -> list[tuple[str, str]]:
    """Path and message of each fact that does not hold."""
    return [
        (".".join(map(str, failure.path)), f"{failure.address}: {failure.message}")
        for check in reachability(Places(spec), plan)
        for failure in check.failures
    ]


SEGMENTED: Spec = {
    "vpcs": {
        "shop": vpc(44, route_tables={"private": "rtb-0aa11bb22cc33dd44"}),
        "lab": vpc(45),
        "tools": vpc(46),
    },
    "sites": {
        "plant": site(27, devices={f"e{n}": {"ip_address": f"198.51.100.{n}"} for n in (1, 2)}),
        "yard": site(28, routing="static"),
    },
    "peerings": {"west": peering(60)},
    "segments": {
        "workloads": {"vpcs": ["shop", "lab"], "isolated": True, "reaches": ["services", "offices"]},
        "services": {"vpcs": ["tools"], "reaches": ["offices", "abroad"]},
        "offices": {"sites": ["plant", "yard"]},
        "abroad": {"peerings": ["west"]},
    },
}
INSPECTED: Spec = {
    "vpcs": {
        "shop": vpc(44),
        "lab": vpc(45),
        "bank": vpc(47),
        "wall": vpc(50),
        "exit": vpc(51, route_tables={"private": "rtb-0aa11bb22cc33dd44"}),
    },
    "sites": {"plant": site(27)},
    "segments": {
        "workloads": {"vpcs": ["shop", "lab"], "reaches": ["offices"], "through": "wall", "default": "exit"},
        "secrets": {"vpcs": ["bank"], "default": "exit", "isolated": True},
        "offices": {"sites": ["plant"]},
    },
}
FLAT: Spec = {"vpcs": {"shop": vpc(44), "lab": vpc(45)}, "sites": {"plant": site(27)}}
ADOPTED: Spec = {
    "vpcs": {"shop": vpc(44)},
    "sites": {"plant": site(27, routing="static")},
    "transit_gateway": {"id": "tgw-0aa11bb22cc33dd44"},
    "segments": {"all": {"vpcs": ["shop"], "sites": ["plant"], "route_table": "tgw-rtb-0aa11bb22cc33dd44"}},
}
ONE_WAY_OUT: Spec = {
    "vpcs": {"shop": vpc(44), "lab": vpc(45), "exit": vpc(51)},
    "segments": {
        "one": {"vpcs": ["shop"], "default": "exit", "reaches": ["out"]},
        "two": {"vpcs": ["lab"]},
        "out": {"vpcs": ["exit"]},
    },
}
UNSEGMENTED_ADOPTED: Spec = {"vpcs": {"shop": vpc(44)}, "transit_gateway": {"id": "tgw-0aa11bb22cc33dd44"}}

SPECS = {
    "segmented": SEGMENTED,
    "inspected": INSPECTED,
    "flat": FLAT,
    "adopted": ADOPTED,
    "one way out": ONE_WAY_OUT,
    "unsegmented": UNSEGMENTED_ADOPTED,
}


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)
def test_what_is_rendered_reaches_whom_it_may_and_nobody_else(spec: Spec, tmp_path: Path) -> None:
    found = loaded(spec, tmp_path)
    assert failures(found, planned(found, tfvars(found))) == []


def test_facts_are_counted_by_table_and_member(tmp_path: Path) -> None:
    found = loaded(SEGMENTED, tmp_path)
    checks = list(reachability(Places(found), planned(found, tfvars(found))))
    assert {check.title: check.facts for check in checks} == {
        "the module tells of its route tables what is planned": 33,
        "everyone reaches whom they may, past the firewall where one is named": 14,
        "nobody reaches whom they may not, through no table and no default route": 8,
        "what no other route leads to takes the way out that is named": 4,
        "VPCs send to the gateway whatever they may reach": 1,
    }


Break = Callable[[Inputs], Any]


def route(table: str, destination: str, attachment: str | None) -> Break:
    said = {"attachment": attachment} if attachment else {"blackhole": True}
    return lambda i: i["route_tables"][table].setdefault("routes", {}).update({destination: said})


def unroute(table: str, destination: str) -> Break:
    return lambda i: i["route_tables"][table]["routes"].pop(destination)


def learn(member: str, table: str) -> Break:
    return lambda i: i["propagations"].setdefault(member, []).append(table)


def forget(member: str, table: str) -> Break:
    return lambda i: i["propagations"][member].remove(table)


def ask(member: str, table: str) -> Break:
    return lambda i: i["associations"].update({member: table})


BROKEN: dict[str, tuple[Spec, Break, str, str]] = {
    "a VPC more is learnt": (
        SEGMENTED,
        learn("shop", "workloads"),
        "segments.workloads.isolated",
        "route table workloads: leads from shop, lab to shop; the segments do not let them",
    ),
    "a segment more is learnt": (
        SEGMENTED,
        learn("shop", "abroad"),
        "segments.abroad",
        "route table abroad: leads from west to shop; the segments do not let them",
    ),
    "a static route to a stranger": (
        SEGMENTED,
        route("offices", "10.60.0.0/16", "west"),
        "segments.offices",
        "route table offices: leads from plant, yard to west; the segments do not let them",
    ),
    "a route to a part of a stranger": (
        SEGMENTED,
        route("offices", "10.60.7.0/24", "west"),
        "segments.offices",
        "route table offices: leads from plant, yard to west; the segments do not let them",
    ),
    "an aggregate that covers a stranger": (
        SEGMENTED,
        route("offices", "10.0.0.0/8", "west"),
        "segments.offices",
        "route table offices: leads from plant, yard to west; the segments do not let them",
    ),
    "a default route to a VPC that knows the stranger": (
        SEGMENTED,
        route("workloads", "0.0.0.0/0", "tools"),
        "segments.workloads",
        "route table workloads: leads from shop, lab to west by way of tools; the segments do not let them",
    ),
    "a default route nobody named": (
        SEGMENTED,
        route("workloads", "0.0.0.0/0", "tools"),
        "segments.workloads.isolated",
        "route table workloads: what no other route leads to, from shop, lab, goes to tools; the spec names no way out",
    ),
    "a VPC asks another segment's table": (
        SEGMENTED,
        ask("lab", "services"),
        "segments.workloads",
        "route table services: leads from lab to west; the segments do not let them",
    ),
    "a site asks another segment's table": (
        SEGMENTED,
        ask("plant", "workloads"),
        "segments.workloads.reaches.1",
        "route table workloads: from plant to shop, lab is dropped",
    ),
    "a VPC is not learnt": (
        SEGMENTED,
        forget("tools", "workloads"),
        "segments.workloads.reaches.0",
        "route table workloads: from shop, lab to tools is dropped",
    ),
    "the way back is missing": (
        SEGMENTED,
        forget("shop", "offices"),
        "segments.workloads.reaches.1",
        "route table offices: from plant, yard to shop is dropped",
    ),
    "a static site has no route": (
        SEGMENTED,
        forget("yard", "workloads"),
        "segments.workloads.reaches.1",
        "route table workloads: from shop, lab to yard is dropped",
    ),
    "members of one segment are parted": (
        SEGMENTED,
        forget("yard", "offices"),
        "segments.offices",
        "route table offices: from plant, yard to yard is dropped",
    ),
    "a peering has no route": (
        SEGMENTED,
        unroute("services", "10.60.0.0/16"),
        "segments.services.reaches.1",
        "route table services: from tools to west is dropped",
    ),
    "part of a VPC goes elsewhere": (
        SEGMENTED,
        route("workloads", "10.46.9.0/24", "plant"),
        "segments.workloads.reaches.0",
        "route table workloads: from shop, lab to tools goes to plant, tools",
    ),
    "part of a VPC is dropped": (
        SEGMENTED,
        route("workloads", "10.46.9.0/24", None),
        "segments.workloads.reaches.0",
        "route table workloads: from shop, lab to tools goes to tools and is dropped",
    ),
    "a static route beats the learnt one": (
        SEGMENTED,
        route("workloads", "10.46.0.0/16", "plant"),
        "segments.workloads.reaches.0",
        "route table workloads: from shop, lab to tools goes to plant",
    ),
    "nobody asks": (
        SEGMENTED,
        lambda i: i["associations"].pop("tools"),
        "segments.services.vpcs.0",
        "tools: no route table is associated with it",
    ),
    "a VPC's own table lacks a route": (
        SEGMENTED,
        lambda i: i["vpcs"]["shop"]["routes"].remove("10.46.0.0/16"),
        "vpcs.shop.route_tables.private",
        "aws_route: nothing leads to tools, which shop may reach",
    ),
    "around the firewall": (
        INSPECTED,
        route("workloads", "172.27.0.0/16", "plant"),
        "segments.workloads.reaches.0",
        "route table workloads: from shop, lab to plant goes to plant; it has to pass wall",
    ),
    "around the firewall on the way back": (
        INSPECTED,
        lambda i: (unroute("offices", "10.44.0.0/16")(i), learn("shop", "offices")(i)),
        "segments.workloads.reaches.0",
        "route table offices: from plant to shop goes to shop; it has to pass wall",
    ),
    "around the firewall within the segment": (
        INSPECTED,
        learn("lab", "workloads"),
        "segments.workloads",
        "route table workloads: from shop, lab to lab goes to lab; it has to pass wall",
    ),
    "the firewall leads nowhere": (
        INSPECTED,
        forget("plant", "wall"),
        "segments.workloads.reaches.0",
        "route table workloads: from shop, lab to plant goes to exit behind wall",
    ),
    "the firewall asks no table": (
        INSPECTED,
        lambda i: i["associations"].pop("wall"),
        "segments.workloads.reaches.0",
        "route table workloads: from shop, lab to plant ends in wall, which has no route table",
    ),
    "through the firewall to a stranger": (
        INSPECTED,
        lambda i: (unroute("workloads", "10.47.0.0/16")(i), learn("bank", "wall")(i)),
        "segments.workloads",
        "route table workloads: leads from shop, lab to bank by way of wall; the segments do not let them",
    ),
    "through the firewall and the way out to a stranger": (
        INSPECTED,
        unroute("workloads", "10.47.0.0/16"),
        "segments.workloads",
        "route table workloads: leads from shop, lab to bank by way of wall, exit; the segments do not let them",
    ),
    "by the default route to a stranger": (
        INSPECTED,
        unroute("secrets", "10.44.0.0/16"),
        "segments.secrets",
        "route table secrets: leads from bank to shop by way of exit, wall; the segments do not let them",
    ),
    "the firewall knows a stranger": (
        INSPECTED,
        learn("bank", "wall"),
        "segments.secrets",
        "route table wall: leads from wall to bank; the segments do not let them",
    ),
    "no way out": (
        INSPECTED,
        unroute("secrets", "0.0.0.0/0"),
        "segments.secrets.default",
        "route table secrets: what no other route leads to, from bank, is dropped; it has to go to exit",
    ),
    "the way out is not behind the firewall": (
        INSPECTED,
        unroute("wall", "0.0.0.0/0"),
        "segments.workloads.default",
        "route table wall: what no other route leads to, from shop, lab, is dropped; it has to go to exit",
    ),
    "the way out goes around the firewall": (
        INSPECTED,
        route("workloads", "0.0.0.0/0", "exit"),
        "segments.workloads.default",
        "route table workloads: what no other route leads to, from shop, lab, goes to exit; it has to go to wall",
    ),
    "no way back from the way out": (
        INSPECTED,
        forget("bank", "exit"),
        "segments.secrets.default",
        "route table exit: from exit to bank is dropped",
    ),
    "the way back from the way out goes around the firewall": (
        INSPECTED,
        lambda i: (unroute("exit", "10.44.0.0/16")(i), learn("shop", "exit")(i)),
        "segments.workloads.default",
        "route table exit: from exit to shop goes to shop; it has to pass wall",
    ),
    "the way out's own table lacks a route": (
        INSPECTED,
        lambda i: i["vpcs"]["exit"]["routes"].remove("10.47.0.0/16"),
        "vpcs.exit.route_tables.private",
        "aws_route: nothing leads to bank, which exit may reach",
    ),
    "a hole in the blackholes": (
        ONE_WAY_OUT,
        lambda i: (unroute("one", "10.45.0.0/16")(i), learn("lab", "out")(i)),
        "segments.one",
        "route table one: leads from shop to lab by way of exit; the segments do not let them",
    ),
    "one of all is not learnt": (
        FLAT,
        forget("lab", "main"),
        "vpcs.lab",
        "route table main: from shop, lab, plant to lab is dropped",
    ),
    "the static site of an adopted table": (
        ADOPTED,
        forget("plant", "all"),
        "segments.all",
        "route table all: from shop, plant to plant is dropped",
    ),
}


@pytest.mark.parametrize(("spec", "breaks", "path", "message"), BROKEN.values(), ids=BROKEN)
def test_a_hole_or_a_gap_is_seen(spec: Spec, breaks: Break, path: str, message: str, tmp_path: Path) -> None:
    found = loaded(spec, tmp_path)
    inputs = copy.deepcopy(tfvars(found))
    breaks(inputs)
    told = failures(found, planned(found, inputs))
    assert (path, message) in told


def with_output(plan: Plan, table: str, **said: Any) -> Plan:
    tables = copy.deepcopy(plan.outputs["route_tables"])
    tables[table] |= said
    return Plan(plan.resources, {**plan.outputs, "route_tables": tables})


UNTRUE: dict[str, tuple[Callable[[Plan], Plan], str, str]] = {
    "an association it does not have": (
        lambda p: with_output(p, "workloads", associations=["shop", "lab", "nobody"]),
        "segments",
        'aws_ec2_transit_gateway_route_table_association: no association is planned for "nobody"',
    ),
    "an association that it keeps to itself": (
        lambda p: with_output(p, "workloads", associations=["shop"]),
        "segments.workloads.vpcs.1",
        'aws_ec2_transit_gateway_route_table_association.this["lab"]: nothing says which table it is associated with',
    ),
    "another table's id": (
        lambda p: with_output(p, "services", id="tgw-rtb-1"),
        "segments.services.vpcs.0",
        'aws_ec2_transit_gateway_route_table_association.this["tools"]: is associated with UNKNOWN; the output says '
        "services, 'tgw-rtb-1'",
    ),
    "two tables for one": (
        lambda p: with_output(p, "services", associations=["tools", "west"]),
        "segments.abroad.peerings.0",
        "aws_ec2_transit_gateway_route_table_association: west asks services and abroad; it can ask one",
    ),
    "no target": (
        lambda p: with_output(p, "services", routes={}),
        "segments.services",
        'aws_ec2_transit_gateway_route.this["services/10.60.0.0/16"]: nothing says which attachment it leads to',
    ),
    "a target that is not there": (
        lambda p: with_output(p, "services", routes={"10.60.0.0/16": {"attachment": "nobody"}}),
        "segments.services",
        'aws_ec2_transit_gateway_route.this["services/10.60.0.0/16"]: leads to UNKNOWN; the output says nobody, None',
    ),
    "nothing at all": (
        lambda p: Plan(p.resources),
        "segments.services.vpcs.0",
        "tools: no route table is associated with it",
    ),
}


@pytest.mark.parametrize(("untrue", "path", "message"), UNTRUE.values(), ids=UNTRUE)
def test_an_output_that_is_not_what_is_planned_is_seen(
    untrue: Callable[[Plan], Plan], path: str, message: str, tmp_path: Path
) -> None:
    found = loaded(SEGMENTED, tmp_path)
    plan = untrue(planned(found, tfvars(found)))
    assert (path, message) in failures(found, plan)


def test_a_route_is_planned_for_the_range_of_its_key(tmp_path: Path) -> None:
    found = loaded(SEGMENTED, tmp_path)
    plan = planned(found, tfvars(found))
    address = f'{GATEWAY}_route.this["services/10.60.0.0/16"]'
    other = dict(plan.resources[address].values) | {"destination_cidr_block": "0.0.0.0/0"}
    moved = Resource(address, "", "managed", f"{GATEWAY}_route", "this", "services/10.60.0.0/16", ("create",), other)
    told = failures(found, Plan({**plan.resources, address: moved}, plan.outputs))
    assert told == [("segments.services", f"{address}: is planned for '0.0.0.0/0'")]


def many(count: int) -> Spec:
    """So many attachments in 16 segments, one of which all others reach through a firewall."""
    members = {
        f"v{n}": vpc(n) | {"cidrs": [f"{10 + n // 65536}.{n // 256 % 256}.{n % 256}.0/24"]} for n in range(count)
    }
    names = list(members)
    segments: Spec = {
        f"s{n}": {"vpcs": names[n::16], "isolated": True, "reaches": ["s0"], "through": "wall", "default": "exit"}
        for n in range(1, 16)
    }
    ways = {"wall": vpc(200001) | {"cidrs": ["172.30.0.0/16"]}, "exit": vpc(200002) | {"cidrs": ["172.31.0.0/16"]}}
    return {"vpcs": members | ways, "segments": {"s0": {"vpcs": names[::16]}} | segments}


def test_the_work_grows_with_tables_times_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up = 0
    ways = Table.ways

    def counted(table: Table, wanted: tuple[int, int]) -> Any:
        nonlocal looked_up
        looked_up += 1
        return ways(table, wanted)

    monkeypatch.setattr(Table, "ways", counted)
    found = loaded(many(400), tmp_path)
    assert failures(found, planned(found, tfvars(found))) == []
    members, tables = 402, 18
    assert looked_up < tables * members + 100
