"""What a transit-gateway-vpn spec may and may not say: changes to a base spec, each with its verdict."""

from __future__ import annotations

from typing import Any

from support.verdicts import Changes

SHOP, LAB, TOOLS = "vpc-0ba11bb22cc33dd44", "vpc-0bb11bb22cc33dd44", "vpc-0bc11bb22cc33dd44"
SUBNET = "subnet-0aa11bb22cc33dd4{}"
GATEWAY, ATTACHMENT, TABLE = "tgw-0aa11bb22cc33dd44", "tgw-attach-0aa11bb22cc33dd44", "tgw-rtb-0aa11bb22cc33dd44"
SHARE = "arn:aws:ram:eu-north-1:111122223333:resource-share/1234abcd-12ab-34cd-56ef-1234567890ab"
ROLE = "arn:aws:iam::111122223333:role/flow-logs"
LOG_GROUP = "arn:aws:logs:eu-north-1:111122223333:log-group:/aws/vendedlogs/flows"
TABLES = {"private": "rtb-0aa11bb22cc33dd44"}
PLANT = "sites.plant"
PARIS = {"id": "tgw-0bb11bb22cc33dd44", "region": "eu-west-3", "cidrs": ["10.60.0.0/16"]}

BASE: dict[str, Any] = {
    "pattern": "transit-gateway-vpn",
    "name": "core",
    "region": "eu-north-1",
    "vpcs": {
        "shop": {"id": SHOP, "cidrs": ["10.44.0.0/16"], "subnets": {"a": SUBNET.format(1)}},
        "lab": {"id": LAB, "cidrs": ["10.45.0.0/16"], "subnets": {"a": SUBNET.format(2)}},
        "tools": {"id": TOOLS, "cidrs": ["10.46.0.0/16"], "subnets": {"a": SUBNET.format(3)}},
    },
    "transit_gateway": {"asn": 64802},
    "sites": {
        "plant": {
            "cidrs": ["172.27.0.0/16"],
            "asn": 65141,
            "devices": {"edge-1": {"ip_address": "198.51.100.51"}, "edge-2": {"ip_address": "198.51.100.52"}},
        }
    },
    "segments": {
        "workloads": {"vpcs": ["shop", "lab"], "isolated": True, "reaches": ["services", "offices"]},
        "services": {"vpcs": ["tools"], "reaches": ["offices"]},
        "offices": {"sites": ["plant"]},
    },
}

WITHOUT_SEGMENTS: Changes = {"segments": None}
ADOPTED: Changes = {"transit_gateway": {"id": GATEWAY}, "sites": {}, "segments": None}
FIREWALL: Changes = {
    "vpcs.fw": {"id": "vpc-0ad11bb22cc33dd44", "cidrs": ["10.47.0.0/16"], "subnets": {"a": SUBNET.format(4)}},
    "segments.workloads.through": "fw",
}

ACCEPTED: dict[str, Changes] = {
    "nothing changed": {},
    "no segments": WITHOUT_SEGMENTS,
    "no sites": {"sites": None, "segments": {"all": {"vpcs": ["shop", "lab", "tools"]}}},
    "the default ASN": {"transit_gateway": None},
    "settings of a gateway": {
        "transit_gateway": {
            "asn": 4200000000,
            "description": "core",
            "ecmp": False,
            "dns_support": False,
            "auto_accept": False,
            "security_group_referencing": False,
            "cidr_blocks": ["100.64.20.0/24", "100.64.24.0/22"],
        }
    },
    "a share": {
        "transit_gateway.share_with": ["111122223333", "arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5"]
    },
    "a share with strangers": {
        "transit_gateway.share_with": ["444455556666"],
        "transit_gateway.share_externally": True,
    },
    "an adopted gateway": ADOPTED,
    "a participant": ADOPTED | {"transit_gateway.resource_share_arn": SHARE},
    "somebody else's table": {
        "transit_gateway": {"id": GATEWAY},
        "vpcs": {},
        "segments": {"offices": {"sites": ["plant"], "route_table": TABLE}},
    },
    "attached from its own account": {
        "vpcs.shop": {"id": SHOP, "cidrs": ["10.44.0.0/16"], "account": "444455556666", "attachment_id": ATTACHMENT}
    },
    "all of an attachment": {
        "vpcs.shop": {
            "id": SHOP,
            "cidrs": ["10.44.0.0/16"],
            "region": "eu-north-1",
            "appliance_mode": True,
            "ipv6": True,
            "subnets": {"a": SUBNET.format(1), "b": SUBNET.format(5)},
            "dns_support": False,
            "tags": {"team": "shop"},
            "security_group_referencing": False,
            "route_tables": TABLES,
            "routes": ["0.0.0.0/0", "2001:db8::/32", "pl-0aa11bb22cc33dd44"],
        }
    },
    "a peering": {"peerings": {"paris": PARIS}, "segments.abroad": {"peerings": ["paris"], "reaches": ["workloads"]}},
    "a peering asked for from there": {
        "peerings": {"paris": PARIS | {"account": "444455556666", "attachment_id": ATTACHMENT}},
        **WITHOUT_SEGMENTS,
    },
    "a firewall": FIREWALL,
    "a firewall and a way out": FIREWALL | {"segments.workloads.default": "tools"},
    "a way out": {"segments.workloads.default": "tools"},
    "a firewall that is the way out": FIREWALL | {"segments.workloads.default": "fw"},
    "static": {
        PLANT: {"cidrs": ["172.27.0.0/16"], "routing": "static", "devices": {"r": {"ip_address": "198.51.100.51"}}}
    },
    "accelerated": {f"{PLANT}.acceleration": True},
    "IPv6 inside": {
        f"{PLANT}.devices.edge-1.inside_ip_version": "ipv6",
        f"{PLANT}.tunnels.inside_ipv6_cidrs": {"edge-1": ["fd12:3456:789a::/126", "fd12:3456:789a::4/126"]},
    },
    "flow logs off": {"flow_logs": {"enabled": False}},
    "flow logs in a bucket": {"flow_logs": {"bucket_arn": "arn:aws:s3:::flow-logs"}},
    "flow logs in a group of yours": {"flow_logs": {"log_group_arn": LOG_GROUP, "iam_role_arn": ROLE}},
    "flow logs in a group to make": {"flow_logs": {"log_group_name": "/aws/vendedlogs/x", "retention_days": 30}},
}
"""What both the spec and the module take."""

# fmt: off
REFUSED: dict[str, tuple[Changes, str]] = {
    "ASN out of range": ({"transit_gateway.asn": 65535}, "transit_gateway.asn: 65535 cannot be an Amazon-side ASN"),
    "ASN of a site": ({"transit_gateway.asn": 65141}, "sites.plant.asn: 65141 is the ASN of the transit gateway too; the two sides must differ"),
    "the default ASN is a site's": ({"transit_gateway": None, f"{PLANT}.asn": 64512}, "sites.plant.asn: 64512 is the ASN of the transit gateway too, the default nobody wrote"),
    "another Region": ({"vpcs.shop.region": "eu-west-3"}, "vpcs.shop.region: eu-west-3 is not eu-north-1, the transit gateway's; a VPC is attached in its own Region"),
    "VPCs overlap": ({"vpcs.lab.cidrs": ["10.44.128.0/17"]}, "vpcs.lab.cidrs[0]: 10.44.128.0/17 overlaps 10.44.0.0/16 of vpcs.shop"),
    "a VPC twice": ({"vpcs.lab.id": SHOP}, f"vpcs.lab.id: {SHOP} is shop already; a transit gateway has one attachment for each VPC"),
    "a site in a VPC": ({f"{PLANT}.cidrs": ["10.44.1.0/24"]}, "sites.plant.cidrs[0]: 10.44.1.0/24 overlaps 10.44.0.0/16 of vpcs.shop"),
    "a block in a VPC": ({"transit_gateway.cidr_blocks": ["10.44.1.0/24"]}, "transit_gateway.cidr_blocks[0]: 10.44.1.0/24 overlaps 10.44.0.0/16 of vpcs.shop"),
    "a block in a site": ({"transit_gateway.cidr_blocks": ["172.27.1.0/24"]}, "transit_gateway.cidr_blocks[0]: 172.27.1.0/24 overlaps 172.27.0.0/16 of sites.plant"),
    "a block too small": ({"transit_gateway.cidr_blocks": ["100.64.20.0/25"]}, "transit_gateway.cidr_blocks[0]: 100.64.20.0/25 is too small"),
    "a link-local block": ({"transit_gateway.cidr_blocks": ["169.254.7.0/24"]}, "transit_gateway.cidr_blocks[0]: 169.254.7.0/24 overlaps 169.254.0.0/16, which is link-local"),
    "six blocks": ({"transit_gateway.cidr_blocks": [f"100.64.{n}.0/24" for n in range(6)]}, "transit_gateway.cidr_blocks: has 6 entries; keep to 5"),
    "settings of an adopted gateway": (ADOPTED | {"transit_gateway": {"id": GATEWAY, "ecmp": False}}, "transit_gateway.ecmp: ecmp can be said only of a created gateway"),
    "a share to accept for one's own": ({"transit_gateway.resource_share_arn": SHARE}, "transit_gateway.resource_share_arn: a share is accepted for somebody else's gateway"),
    "a share with nobody": ({"transit_gateway.share_externally": True}, "transit_gateway.share_externally: nobody is shared with"),
    "no principal": ({"transit_gateway.share_with": ["1234"]}, "transit_gateway.share_with[0]: 1234 is not an account, an organisational unit or an organisation"),
    "no subnets": ({"vpcs.shop.subnets": {}}, "vpcs.shop.subnets: a VPC is attached by a subnet in each zone; name them"),
    "a subnet twice": ({"vpcs.lab.subnets": {"a": SUBNET.format(1)}}, "vpcs.lab.subnets.a: subnet-0aa11bb22cc33dd41 is a subnet of shop already"),
    "a route table twice": ({"vpcs.shop.route_tables": TABLES, "vpcs.lab.route_tables": TABLES}, "vpcs.lab.route_tables.private: rtb-0aa11bb22cc33dd44 is a route table of shop already"),
    "accepted, with options": (
        {"vpcs.shop": {"id": SHOP, "cidrs": ["10.44.0.0/16"], "attachment_id": ATTACHMENT, "ipv6": True}},
        "vpcs.shop.ipv6: the VPC's own account attaches it, and says ipv6 there",
    ),
    "a subnet twice in a VPC": ({"vpcs.lab.subnets": {"a": SUBNET.format(2), "b": SUBNET.format(2)}}, "vpcs.lab.subnets: subnet-0aa11bb22cc33dd42 stands under a and b"),
    "accepted and attached": ({"vpcs.shop.attachment_id": ATTACHMENT}, "vpcs.shop.subnets: the VPC's own account attaches it, and says subnets there; remove that here"),
    "another account's": ({"vpcs.shop.account": "444455556666"}, "vpcs.shop.account: a VPC of 444455556666 is attached from there"),
    "routes for no table": ({"vpcs.shop.routes": ["10.0.0.0/8"]}, "vpcs.shop.routes: no route table is named that could take routes"),
    "a route with host bits": ({"vpcs.shop.route_tables": TABLES, "vpcs.shop.routes": ["10.0.0.1/8"]}, "vpcs.shop.routes[0]: 10.0.0.1/8 has bits set behind its prefix; write 10.0.0.0/8"),
    "no prefix list": ({"vpcs.shop.route_tables": TABLES, "vpcs.shop.routes": ["pl-1"]}, "vpcs.shop.routes[0]: pl-1 is no prefix list id"),
    "one name twice": ({"sites.shop": {"cidrs": ["172.28.0.0/16"], "asn": 65142, "devices": {"r": {"ip_address": "198.51.100.61"}}}, "segments": None}, "sites.shop: shop is the name of one of the vpcs too"),
    "static over two connections": ({f"{PLANT}.routing": "static"}, "sites.plant.devices: 2 connections and static routing; a transit gateway's table has one static route"),
    "static and IPv6": ({PLANT: {"cidrs": ["172.27.0.0/16"], "routing": "static", "devices": {"r": {"ip_address": "198.51.100.51", "inside_ip_version": "ipv6"}}}}, "sites.plant.devices.r.inside_ip_version: the static routes are IPv4; use bgp, or ipv4"),
    "IPv6 inside for IPv4": ({f"{PLANT}.tunnels.inside_ipv6_cidrs": {"edge-1": ["fd12:3456:789a::/126", "fd12:3456:789a::4/126"]}}, "sites.plant.tunnels.inside_ipv6_cidrs.edge-1: the tunnels of edge-1 carry IPv4"),
    "no inside IPv6 CIDR": ({f"{PLANT}.devices.edge-1.inside_ip_version": "ipv6", f"{PLANT}.tunnels.inside_ipv6_cidrs": {"edge-1": ["fd12::/64", "fd12:0:0:1::/126"]}}, "sites.plant.tunnels.inside_ipv6_cidrs.edge-1[0]: fd12::/64 is no inside IPv6 CIDR"),
    "two logs": ({"flow_logs": {"bucket_arn": "arn:aws:s3:::flow-logs", "log_group_name": "x"}}, "flow_logs.log_group_name: log_group_name belong to CloudWatch Logs; remove them or bucket_arn"),
    "a group without a role": ({"flow_logs": {"log_group_arn": LOG_GROUP}}, "flow_logs.iam_role_arn: is missing: a log group of yours needs the role that may write to it"),
    "a group adopted and made": ({"flow_logs": {"log_group_arn": LOG_GROUP, "iam_role_arn": ROLE, "log_group_name": "x"}}, "flow_logs.log_group_name: log_group_name belong to a created log group"),
    "a peering overlaps": ({"peerings": {"paris": PARIS | {"cidrs": ["10.44.8.0/24"]}}, "segments": None}, "peerings.paris.cidrs[0]: 10.44.8.0/24 overlaps 10.44.0.0/16 of vpcs.shop"),
}
"""What the spec refuses, with its words."""

INTENT = {"a peering overlaps"}
"""Of these the module knows nothing: they are about keys that only a spec has."""

SEGMENTS_REFUSED: dict[str, tuple[Changes, str]] = {
    "no such VPC": ({"segments.services.vpcs": ["tool"]}, "segments.services.vpcs[0]: tool is none of the vpcs; did you mean tools?"),
    "in two segments": ({"segments.services.vpcs": ["tools", "shop"]}, "segments.services.vpcs[1]: shop is in workloads already; each attachment asks one route table"),
    "in no segment": ({"segments.services": None, "segments.workloads.reaches": ["offices"]}, "vpcs.tools: is in no segment, so that nothing reaches it"),
    "reaches nobody": ({"segments.services.reaches": ["office"]}, "segments.services.reaches[0]: office is none of the segments; did you mean offices?"),
    "reaches itself": ({"segments.services.reaches": ["services"]}, "segments.services.reaches[0]: its members reach each other anyway"),
    "a firewall that is none": ({"segments.workloads.through": "plant"}, "segments.workloads.through: plant is none of the vpcs"),
    "a firewall in a segment": ({"segments.workloads.through": "tools"}, "segments.workloads.through: tools is in services; what all traffic passes stands in no segment"),
    "a firewall that sees one way": (FIREWALL | {"vpcs.fw.appliance_mode": False}, "vpcs.fw.appliance_mode: workloads sends its traffic through here"),
    "two firewalls on one way": (
        FIREWALL | {"vpcs.fx": {"id": "vpc-0ae11bb22cc33dd44", "cidrs": ["10.48.0.0/16"], "subnets": {"a": SUBNET.format(6)}}, "segments.services.through": "fx"},
        "segments.services.through: fx here and fw in workloads, which may reach each other",
    ),
    "a way out that is none": ({"segments.workloads.default": "internet"}, "segments.workloads.default: internet is none of the vpcs, sites and peerings"),
    "a way out of reach": ({"segments.workloads.reaches": ["offices"], "segments.workloads.default": "tools"}, "segments.workloads.default: tools is in services, which workloads may not reach; add services"),
    "a way out over two connections": ({"segments.workloads.default": "plant"}, "segments.workloads.default: plant has 2 connections, and a static route leads to one; name a VPC or a peering"),
    "a participant who routes": (
        ADOPTED | {"transit_gateway.resource_share_arn": SHARE, "segments": {"all": {"vpcs": ["shop", "lab", "tools"]}}},
        "segments.all: the account that owns the gateway says who reaches whom; say it there",
    ),
    "two ways out of one firewall": (
        FIREWALL | {"segments.workloads.default": "tools", "segments.offices.through": "fw", "segments.offices.default": "shop"},
        "segments.offices.default: shop here and tools in workloads, and both go through fw",
    ),
    "a table of a gateway to be made": ({"segments.offices.route_table": TABLE}, "segments.offices.route_table: a created gateway has no route table yet"),
    "one table for two": (
        {"transit_gateway": {"id": GATEWAY}, "segments.offices.route_table": TABLE, "segments.services.route_table": TABLE},
        f"segments.offices.route_table: {TABLE} is the table of services already",
    ),
    "a segment named as the firewall": (FIREWALL | {"segments.fw": {"sites": []}}, "segments.fw: fw is also the name of what traffic passes"),
    "a site on somebody else's gateway": (ADOPTED | {"sites": BASE["sites"]}, "sites.plant: is on an adopted gateway and in no segment"),
    "routes nobody can work out": (ADOPTED | {"vpcs.shop.route_tables": TABLES}, "vpcs.shop.route_tables: what they shall send to an adopted gateway cannot be worked out without segments"),
    "more than static carries": (
        {PLANT: {"cidrs": ["172.27.0.0/16"], "routing": "static", "bandwidth": "2Gbps", "devices": {"r": {"ip_address": "198.51.100.51", "connections": 1}}}},
        "sites.plant.bandwidth: 2Gbps is more than one tunnel's 1.25 Gbps allows: static routing uses one; use bgp",
    ),
    "more without ECMP": ({"transit_gateway.ecmp": False, f"{PLANT}.bandwidth": "2Gbps"}, "sites.plant.bandwidth: 2Gbps is more than one tunnel's 1.25 Gbps allows: without ECMP one is used"),
    "more than is stated": (
        {f"{PLANT}.bandwidth": "12Gbps", f"{PLANT}.devices.edge-1.connections": 2},
        "sites.plant.bandwidth: 12Gbps is more than one tunnel's 1.25 Gbps allows: 6 tunnels with equal paths carry 7.5 Gbps; give edge-1 and edge-2 3 connections each",
    ),
    "no bandwidth": ({f"{PLANT}.bandwidth": "4 gigabit"}, "sites.plant.bandwidth: 4 gigabit is no bandwidth of 1Mbps to 500Gbps; write it like 4Gbps or 500Mbps"),
    "too many ranges for a connection": ({f"{PLANT}.cidrs": [f"172.{16 + n // 256}.{n % 256}.0/24" for n in range(1001)]}, "sites.plant.cidrs: 1001 ranges; a connection learns 1000 routes"),
}
"""What only a spec can say, and so only it refuses."""
# fmt: on
