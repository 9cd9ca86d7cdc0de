"""The rules that span keys, as the reference of each pattern's spec tells them."""

from __future__ import annotations

from tieline.spec.fields import MAX_TAGS
from tieline.spec.network import TUNNEL_MEGABITS
from tieline.spec.quotas import (
    ATTACHMENTS_PER_TRANSIT_GATEWAY,
    CONNECTIONS_PER_GATEWAY,
    CONNECTIONS_PER_REGION,
    DEFAULT_GATEWAY_ASN,
    DEFAULT_STATIC_ASN,
    MAX_ROUTES,
    ROUTES_OVER_VPN,
    ROUTES_PER_VPC_TABLE,
    TRANSIT_GATEWAY_PEERINGS,
    TRANSIT_GATEWAY_TABLES,
)

_TUNNEL = f"{TUNNEL_MEGABITS / 1000:g} Gbps"

_VPN = (
    f"The ASN of the gateway and the ASN of each site differ. Where none is written, a created gateway has "
    f"{DEFAULT_GATEWAY_ASN} and a static site {DEFAULT_STATIC_ASN}.",
    "A site with `routing: bgp` needs `asn`. Amazon reserves 7224, and a few more ASNs in some Regions.",
    "A device needs `ip_address` or `certificate_arn`. Two devices differ in address, certificate, ASN or "
    "`device_name`.",
    "`inside_cidrs` names two /30 of 169.254.0.0/16 for each connection of a device. No /30 is used twice.",
    "A key of `overrides` names a device, connection or tunnel that exists. The narrowest wins. Connections count from "
    "1; a connection's tunnels are 1 and 2.",
    "In each tunnel, phase 2 lives shorter than phase 1, and the rekey margin is at most half of phase 2.",
    "`startup_action: start` needs the device's `ip_address`, and no `ikev1` in `ike_versions`.",
    "ARNs lie in the spec's Region. An adopted log group (`log_group_arn`) has no `log_group_name` and no "
    "`kms_key_arn`. Alarms look back at most a day, with periods of an hour or more seven days.",
    f"Spec, site and device give {MAX_TAGS} tags at most.",
)
"""What holds wherever there are VPN connections."""

RULES = {
    "managed-vpn": (
        "`vpcs` holds exactly one VPC. No two ranges overlap, of the VPC or of the sites. Each route table is named "
        "once.",
        *_VPN,
        f"The gateway takes {MAX_ROUTES} ranges by BGP and {MAX_ROUTES} static ones; a route table learns {MAX_ROUTES} "
        f"in all. More than {CONNECTIONS_PER_GATEWAY} connections need a higher quota.",
        "`acceleration`, `inside_ip_version: ipv6` and `inside_ipv6_cidrs` take a transit gateway and are refused; "
        f"`bandwidth` is at most the {_TUNNEL} that the gateway sends in all.",
    ),
    "transit-gateway-vpn": (
        "No two ranges overlap, of VPCs, sites, peerings or `cidr_blocks`. VPCs, sites and peerings have names of "
        "their own. Each VPC and each subnet stands once, and each route table once in its VPC.",
        "A VPC is attached in the spec's Region, by `subnets`; or its own account has attached it, and it is accepted "
        "by `attachment_id`. Then its subnets, route tables and routes are that account's.",
        "With `segments`, everything is in exactly one; only what a segment's `through` or `default` names may be in "
        "none. What `through` names is in none, and its attachment gets appliance mode. [More on "
        "segments](../segments.md).",
        "Without `segments`, everything on a created gateway reaches everything. On an adopted one nothing is worked "
        "out: a VPC with `route_tables` says its `routes`, and sites and peerings need a segment, as a rule with "
        "`route_table`.",
        "What belongs to a created gateway is refused beside `transit_gateway.id`, and so is a `route_table` without "
        "it. `resource_share_arn` needs it.",
        *_VPN,
        "A static site has one connection, and its tunnels carry IPv4. `inside_ipv6_cidrs` are for devices with "
        "`inside_ip_version: ipv6`, two /126 for each connection.",
        f"`bandwidth` beyond {_TUNNEL} needs BGP and ECMP: the devices that prepend least share it, and each gets as "
        "many connections as it takes; those you state are checked against it.",
        f"A gateway takes {ATTACHMENTS_PER_TRANSIT_GATEWAY:,} attachments, a connection learns {ROUTES_OVER_VPN:,} "
        f"routes. Higher quotas are needed for more than {TRANSIT_GATEWAY_TABLES} route tables, "
        f"{TRANSIT_GATEWAY_PEERINGS} peerings, {CONNECTIONS_PER_REGION} connections in the Region or "
        f"{ROUTES_PER_VPC_TABLE} routes in a VPC's route table.",
    ),
}
"""By pattern, one sentence or a few for each list item."""
