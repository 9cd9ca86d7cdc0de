"""The logical side of Direct Connect in a plan: the gateway, virtual interfaces and BGP peers, and resiliency."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from tieline.intent.check import Check
from tieline.intent.links import link_ids
from tieline.spec.base import DirectConnectSpec
from tieline.spec.document import Path
from tieline.spec.link_rules import HERE
from tieline.spec.resiliency import LEVELS, Carrier, carrier, devices, level, ways
from tieline.spec.virtual_interface_rules import VIFS
from tieline.terraform.plan import ABSENT, UNKNOWN, Plan, Resource

Kind = Literal["private", "transit"]
_GATEWAY: Path = (*HERE, "gateway")


def gateway(spec: DirectConnectSpec, plan: Plan) -> Check:
    """The Direct Connect gateway: created as said, or none where one is adopted or there is none."""
    check = Check("Direct Connect gateway")
    wanted, planned = spec.direct_connect.gateway, plan.of_type("aws_dx_gateway")
    creates = wanted is not None and wanted.id is None
    found = f"{len(planned)} are planned; the spec says {int(creates)}"
    check.fact(len(planned) == int(creates), _GATEWAY, "aws_dx_gateway", found)
    for made in planned if wanted else ():
        check.attribute(made, "amazon_side_asn", str(wanted.asn) if wanted else ABSENT, (*_GATEWAY, "asn"))
        name = (wanted.name if wanted else None) or spec.name.replace("_", "-")  # AWS takes no _
        check.attribute(made, "name", name, (*_GATEWAY, "name"))
    return check


def gateway_id(spec: DirectConnectSpec) -> Any:
    """The id of the Direct Connect gateway; that of a created one is known only at apply."""
    stated = spec.direct_connect.gateway
    return ABSENT if stated is None else stated.id or UNKNOWN


def virtual_interfaces(spec: DirectConnectSpec, plan: Plan, kind: Kind, straight_to: dict[str, Any]) -> Iterator[Check]:
    """Virtual interfaces and their BGP peers.

    Args:
        spec: the spec.
        plan: its plan.
        kind: what they are.
        straight_to: of those that lead straight to a virtual private gateway: its id, or UNKNOWN.
    """
    check, peers = Check(f"{kind} virtual interfaces, each on its connection and to its gateway"), Check("BGP peers")
    stated, ids = spec.direct_connect.virtual_interfaces, link_ids(spec)
    asns = {key: site.asn for site in spec.sites.values() for key in site.virtual_interfaces}
    paths: dict[str, Path] = {key: (*VIFS, key) for key in stated}
    resource = f"aws_dx_{kind}_virtual_interface"
    for key, planned in check.keys(plan, resource, paths, VIFS).items():
        wanted, path = stated[key], paths[key]
        check.attribute(planned, "connection_id", ids[wanted.connection], (*path, "connection"))
        check.attribute(planned, "vlan", wanted.vlan, (*path, "vlan"))
        check.attribute(planned, "mtu", wanted.mtu, (*path, "mtu"))
        check.attribute(planned, "sitelink_enabled", wanted.sitelink, (*path, "sitelink"))
        check.attribute(planned, "bgp_asn", asns[key], ("sites",))
        check.attribute(planned, "address_family", wanted.address_family, (*path, "address_family"))
        check.attribute(planned, "dx_gateway_id", ABSENT if key in straight_to else gateway_id(spec), path)
        if kind == "private":
            check.attribute(planned, "vpn_gateway_id", straight_to.get(key, ABSENT), path)
        check.tags(planned, spec.tags | wanted.tags, (*path, "tags"))
        _addresses(check, planned, wanted, path)
    for other in plan.managed():
        if "_virtual_interface" in other.type and other.type != resource:
            check.fact(False, VIFS, other.address, "is planned, and the spec does not ask for it")
    beside: dict[str, Path] = {
        f"{key}/{name}": (*VIFS, key, "bgp_peers", name) for key, each in stated.items() for name in each.bgp_peers
    }
    for key, planned in peers.keys(plan, "aws_dx_bgp_peer", beside, VIFS).items():
        interface, name = key.split("/")
        peer = stated[interface].bgp_peers[name]
        peers.attribute(planned, "address_family", peer.address_family, beside[key])
        peers.attribute(planned, "bgp_asn", peer.asn or asns[interface], beside[key])
        peers.attribute(planned, "virtual_interface_id", UNKNOWN, beside[key])  # of one that is made here
        _addresses(peers, planned, peer, beside[key])
    if stated:
        check.joined(plan, f"{resource}.this", "connection_id", "local.virtual_interfaces", VIFS, keyed=True)
        check.joined(plan, f"{resource}.this", "dx_gateway_id", "local.gateway_id", VIFS)
        block = "module.direct_connect_gateway"
        check.joined(plan, block, f"{kind}_virtual_interfaces", "local.virtual_interfaces", VIFS)
    if straight_to:
        check.joined(plan, f"{resource}.this", "vpn_gateway_id", "local.virtual_interfaces", VIFS, keyed=True)
        for source in ("local.straight_to", "local.vpn_gateway_ids"):
            check.joined(plan, block, f"{kind}_virtual_interfaces", source, VIFS)
    if beside:
        peers.joined(
            plan, "aws_dx_bgp_peer.this", "virtual_interface_id", "local.virtual_interface_ids", VIFS, keyed=True
        )
    yield check
    yield _carried(spec, plan)
    yield peers


def _addresses(check: Check, planned: Resource, wanted: Any, path: Path) -> None:
    for end in ("amazon_address", "customer_address"):
        # What nobody gives AWS picks.
        check.one_of(planned[end], [getattr(wanted, end) or UNKNOWN], (*path, end), planned.address, end)


def _carried(spec: DirectConnectSpec, plan: Plan) -> Check:
    """The ids of what is made are unknown, so the module says which connection each virtual interface is on."""
    check = Check("the module tells of its virtual interfaces what the spec says")
    told = plan.outputs.get("virtual_interfaces")
    told = told if isinstance(told, dict) else {}
    ends = {key: site_key for site_key, site in spec.sites.items() for key in site.virtual_interfaces}
    for key, interface in spec.direct_connect.virtual_interfaces.items():
        found = told.get(key, {})
        for what, wanted in (("connection", interface.connection), ("site", ends[key])):
            said = f"{what} is told as {found.get(what)!r}; the spec says {wanted!r}"
            check.fact(found.get(what) == wanted, (*VIFS, key), "output virtual_interfaces", said)
    return check


def resiliency(spec: DirectConnectSpec, plan: Plan) -> Check:
    """Every site is joined over as many locations and devices as the spec says, as far as a plan can tell."""
    wanted = spec.direct_connect.resiliency
    check = Check(f"resiliency of each site: {wanted}")
    places = {str(r.key): r["location"] for kind in ("aws_dx_connection", "aws_dx_lag") for r in plan.of_type(kind)}
    told = plan.outputs.get("virtual_interfaces")
    told = told if isinstance(told, dict) else {}
    for site_key, by_target in ways(spec).items() if wanted != "none" else ():
        for target, keys in by_target.items():
            ends = set()
            for key in keys:
                if not spec.direct_connect.virtual_interfaces[key].carries("ipv4"):
                    continue
                name = str(told.get(key, {}).get("connection"))
                known = carrier(spec.direct_connect, name)
                ends.add(Carrier(name, places.get(name, known.location), known.device))
            counts = devices(ends)
            found = ", ".join(f"{count} at {location}" for location, count in counts.items())
            message = (
                f"{site_key}{f' to {target}' if target else ''} is joined over {found or 'nothing'}: {level(counts)}"
            )
            enough = LEVELS.index(level(counts)) >= LEVELS.index(wanted)
            check.fact(enough, (*HERE, "resiliency"), "output virtual_interfaces", message)
    return check
