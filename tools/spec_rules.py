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
    LAG_MEMBERS,
    MACSEC_KEYS,
    MAX_ROUTES,
    PREFIXES_PER_TRANSIT_GATEWAY,
    ROUTES_OVER_DIRECT_CONNECT,
    ROUTES_OVER_VPN,
    ROUTES_PER_VPC_TABLE,
    TRANSIT_GATEWAY_PEERINGS,
    TRANSIT_GATEWAY_TABLES,
    TRANSIT_GATEWAYS_PER_DX_GATEWAY,
    VIRTUAL_INTERFACES,
    VIRTUAL_INTERFACES_PER_GATEWAY,
    VPN_GATEWAYS_PER_DX_GATEWAY,
    VPN_GATEWAYS_PER_REGION,
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

_TRANSIT_GATEWAY = (
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
)
"""What holds wherever there is a transit gateway."""

_DIRECT_CONNECT = (
    "Connections, hosted connections and LAGs have names of their own, and each id stands once. A connection that is "
    "ordered and a LAG that is made say `location` and `bandwidth`; what belongs to them is refused beside `id`.",
    f"A LAG that is made has a member. It takes {LAG_MEMBERS['10Gbps']}, at 100 and 400 Gbps {LAG_MEMBERS['100Gbps']}. "
    "Members have its location and bandwidth. A member that is ordered has no MACsec; from 10 Gbps on it says "
    "`macsec: off`.",
    "MACsec, and so each of `macsec_keys`, is of a dedicated connection of 10 Gbps or more. A connection holds "
    f"{MACSEC_KEYS} keys, each secret once.",
    "A virtual interface is on a connection, a hosted connection or a LAG, not on a LAG's member. Its `vlan` is unlike "
    "any other there. A hosted connection carries one virtual interface.",
    "`amazon_address` and `customer_address` are both given or none, for IPv4: the two hosts of one /30 or /31. Two "
    "peers of a virtual interface differ in address family or ASN.",
    "Each virtual interface ends at exactly one site, which needs `asn`. A site where none ends, and a spec without "
    "any, take an adopted Direct Connect gateway (`gateway.id`): the virtual interfaces are made elsewhere then.",
    f"A site where virtual interfaces end has {ROUTES_OVER_DIRECT_CONNECT} ranges at most. Amazon reserves 7224, and a "
    "few more ASNs in some Regions.",
    "`resiliency` holds for each site: the locations and AWS devices that it is joined over are counted. A LAG counts "
    "as one connection; one whose `aws_device` is not stated counts as on a device of its own. Where the level hangs "
    "on a connection without `location`, that is refused. [How it is counted](../direct-connect.md#resiliency).",
    "A Direct Connect gateway of another account (`gateway.account`) is adopted by `id`, and no virtual interface of "
    "this spec leads to it.",
    "Topics lie in the spec's Region. Alarms look back at most a day, with periods of an hour or more seven days.",
    f"Spec and connection, LAG or virtual interface give {MAX_TAGS} tags at most.",
)
"""What holds wherever there is Direct Connect."""

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
        *_TRANSIT_GATEWAY,
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
    "direct-connect": (
        "No two ranges overlap, of VPCs or sites. Each VPC, virtual private gateway and route table stands once.",
        "A virtual interface leads to the Direct Connect gateway, or straight to the VPC that it names in `vpc`; "
        "without `gateway` and with one VPC, to that. Something leads to every VPC.",
        "Straight leads to a VPC of the spec's Region and account, without `sitelink`; `allowed_prefixes` are of VPCs "
        "behind the Direct Connect gateway.",
        "The ASN of a site, and of each of `bgp_peers`, differs from that of the Direct Connect gateway or, where a "
        "virtual interface leads straight, of the VPC's virtual private gateway. Where none is written, a created one "
        f"has {DEFAULT_GATEWAY_ASN}.",
        *_DIRECT_CONNECT,
        "A VPC of another account needs `account` at the top too, and a Direct Connect gateway of that account. It is "
        "associated once its `proposal_id` is written. [Step by step](../direct-connect.md#several-accounts).",
        "None of `allowed_prefixes` is narrower than a range of the VPC, or lies in another; they cover at least one "
        "range.",
        "A Direct Connect gateway takes virtual private gateways or transit gateways, never both: `transit_gateway` "
        "and `transit_gateways` are refused.",
        f"A Direct Connect gateway takes {VPN_GATEWAYS_PER_DX_GATEWAY} virtual private gateways, a route table learns "
        f"{MAX_ROUTES} routes, a connection or LAG carries {VIRTUAL_INTERFACES['private']} private virtual interfaces. "
        f"Higher quotas are needed for more than {VIRTUAL_INTERFACES_PER_GATEWAY} virtual interfaces on the gateway or "
        f"{VPN_GATEWAYS_PER_REGION} virtual private gateways in one Region of an account.",
    ),
    "transit-gateway-direct-connect": (
        *_TRANSIT_GATEWAY,
        "All sites are behind the one attachment of the Direct Connect gateway, and so in one segment. Where there are "
        "several, it says `isolated: true`, or all their virtual interfaces say `sitelink: true`. No `default` names a "
        "site: routers announce what leads there.",
        "The transit gateway, the Direct Connect gateway and each of `transit_gateways` have ASNs of their own; where "
        f"none is written, a created transit gateway has {DEFAULT_GATEWAY_ASN}. The ASN of a site differs from the "
        "Direct Connect gateway's.",
        *_DIRECT_CONNECT,
        "`allowed_prefixes` cover the ranges of all VPCs and peerings that may reach the sites; without these they are "
        f"written. A transit gateway has {PREFIXES_PER_TRANSIT_GATEWAY} at most, and no range of one lies in another, "
        "of its own or of another's.",
        "Each of `transit_gateways` has the `id` of one of this account, once, or the `account` that proposes it; that "
        "one is associated once its `proposal_id` is written. Beside `gateway.account` there are none.",
        "With `gateway.account` the sites are routed to once `attachment_id` is written. [Step by "
        "step](../direct-connect.md#several-accounts).",
        f"A Direct Connect gateway takes {TRANSIT_GATEWAYS_PER_DX_GATEWAY} transit gateways, a connection or LAG "
        f"carries {VIRTUAL_INTERFACES['transit']} transit virtual interfaces, a transit gateway takes "
        f"{ATTACHMENTS_PER_TRANSIT_GATEWAY:,} attachments. Higher quotas are needed for more than "
        f"{VIRTUAL_INTERFACES_PER_GATEWAY} virtual interfaces on the Direct Connect gateway, {TRANSIT_GATEWAY_TABLES} "
        f"route tables, {TRANSIT_GATEWAY_PEERINGS} peerings or {ROUTES_PER_VPC_TABLE} routes in a VPC's route table.",
    ),
}
"""By pattern, one sentence or a few for each list item."""
