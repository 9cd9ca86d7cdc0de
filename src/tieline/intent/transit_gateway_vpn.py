"""What a transit-gateway-vpn plan has to hold so that it does what its spec says."""

from __future__ import annotations

from tieline.intent.check import Check
from tieline.intent.places import Places
from tieline.intent.reachability import reachability
from tieline.intent.routing import route_tables, vpc_routes
from tieline.intent.transit_gateway import flow_logs, gateway, on_the_gateway, peerings, share, vpc_attachments
from tieline.intent.vpn import connections_and_tunnels, customer_gateways, tags_of, tunnel_alarms, tunnel_logs
from tieline.render.routing import routing
from tieline.spec.connections import TUNNELS
from tieline.spec.document import Path
from tieline.spec.transit_gateway_vpn import TransitGatewayVpn
from tieline.terraform.plan import ABSENT, Plan


def transit_gateway_vpn_checks(spec: TransitGatewayVpn, plan: Plan) -> list[Check]:
    """Every check of a transit-gateway-vpn plan, in the order a person reads them."""
    places = Places(spec)
    wanted = routing(spec)
    return [
        gateway(spec, plan),
        vpc_attachments(spec, plan),
        peerings(spec, plan),
        *route_tables(places, plan, wanted),
        vpc_routes(places, plan, wanted),
        *reachability(places, plan),
        share(spec, plan),
        flow_logs(spec, plan),
        customer_gateways(spec, plan, places.connections),
        _on_the_transit_gateway(places, plan),
        *connections_and_tunnels(spec, plan, places.connections),
        _tags_of_attachments(spec, places, plan),
        tunnel_logs(spec, plan),
        tunnel_alarms(spec, plan, places.connections),
    ]


def _on_the_transit_gateway(places: Places, plan: Plan) -> Check:
    """Connections end on the transit gateway, with what only such connections have."""
    check = Check("VPN connections on the transit gateway")
    spec = places.spec
    wanted = {connection.key: connection for connection in places.connections}
    for planned in plan.of_type("aws_vpn_connection"):
        connection = wanted.get(str(planned.key))
        if connection is None:  # told where connections are counted
            continue
        site: Path = ("sites", connection.site_key)
        on_the_gateway(check, planned, spec, site)
        check.attribute(planned, "vpn_gateway_id", ABSENT, site)
        check.attribute(planned, "enable_acceleration", connection.site.acceleration, (*site, "acceleration"))
        version = connection.device.inside_ip_version
        check.attribute(planned, "tunnel_inside_ip_version", version, (*connection.path, "inside_ip_version"))
        given = connection.site.tunnels.inside_ipv6_cidrs.get(connection.device_key, [])
        for tunnel, cidr in zip(TUNNELS, given[2 * (connection.number - 1) :], strict=False):
            path = (*site, "tunnels", "inside_ipv6_cidrs", connection.device_key)
            check.attribute(planned, f"tunnel{tunnel}_inside_ipv6_cidr", cidr, path)
    if wanted:
        routes = plan.of_type("aws_vpn_connection_route")
        check.fact(not routes, ("sites",), "aws_vpn_connection_route", "is planned; a transit gateway takes none")
        check.joined(plan, "aws_vpn_connection.this", "transit_gateway_id", "var.transit_gateway_id", ("sites",))
        block = "module.site_to_site_vpn"
        check.joined(plan, block, "transit_gateway_id", "module.transit_gateway.id", ("transit_gateway",))
    return check


def _tags_of_attachments(spec: TransitGatewayVpn, places: Places, plan: Plan) -> Check:
    """AWS makes the attachment of a connection without tags; they are put on it."""
    check = Check("tags of the connections' attachments")
    wanted: dict[str, str] = {}
    paths: dict[str, Path] = {}
    for connection in places.connections:
        tags = {"Name": f"{spec.name}/{connection.key}"} | tags_of(spec, connection)
        wanted |= {f"{connection.key}|{key}": value for key, value in tags.items()}
        paths |= {f"{connection.key}|{key}": connection.path for key in tags}
    for key, tag in check.keys(plan, "aws_ec2_tag", paths, ("sites",)).items():
        check.attribute(tag, "key", key.split("|", 1)[1], paths[key])
        check.attribute(tag, "value", wanted[key], paths[key])
    if wanted:
        check.joined(plan, "aws_ec2_tag.vpn_attachment", "resource_id", "local.attachments", ("sites",), keyed=True)
    return check
