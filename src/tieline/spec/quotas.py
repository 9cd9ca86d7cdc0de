"""What AWS takes, and what it does when nobody asks: as of November 2026.

Sources: AWS Site-to-Site VPN, Transit Gateway, Direct Connect and VPC user guides, "Quotas" in each.
"""

from __future__ import annotations

DEFAULT_GATEWAY_ASN = 64512
"""What AWS gives a virtual private gateway for which nobody asks for an ASN."""
DEFAULT_STATIC_ASN = 65000
"""What the module sends for a static site that states no ASN: AWS wants one."""

REGIONAL_RESERVED_ASNS = {
    "ap-northeast-1": {10124},
    "ap-southeast-1": {17943, 17493},
    "eu-west-1": {9059},
}
"""ASNs that a customer gateway cannot have in a Region. Source: AWS VPN user guide, customer gateway options."""

MAX_ROUTES = 100
"""Routes a virtual private gateway takes, static or learnt, and a VPC route table learns; these quotas are fixed."""
VPN_GATEWAYS_PER_REGION = 5
"""Virtual private gateways of a Region; adjustable."""
CONNECTIONS_PER_GATEWAY = 10
"""VPN connections of a virtual private gateway; the quota is adjustable, so more is told, not refused."""

ATTACHMENTS_PER_TRANSIT_GATEWAY = 5000
"""Attachments of a transit gateway; fixed."""
TRANSIT_GATEWAY_TABLES = 20
"""Route tables of a transit gateway; adjustable."""
TRANSIT_GATEWAY_ROUTES = 10_000
"""Routes of all tables of a transit gateway together; adjustable."""
TRANSIT_GATEWAY_PEERINGS = 50
"""Peering attachments of a transit gateway; adjustable."""
ROUTES_OVER_VPN = 1000
"""Routes that a VPN connection of a transit gateway learns; fixed."""
CONNECTIONS_PER_REGION = 50
"""VPN connections of a Region; adjustable."""
ROUTES_PER_VPC_TABLE = 50
"""Static routes of a VPC route table; adjustable."""

LAG_MEMBERS = {"1Gbps": 4, "10Gbps": 4, "100Gbps": 2, "400Gbps": 2}
"""Connections of a LAG, by their speed; fixed."""
MACSEC_KEYS = 3
"""MACsec keys of a connection at a time; fixed."""
VIRTUAL_INTERFACES = {"private": 50, "transit": 4}
"""Virtual interfaces of a kind on a dedicated connection or LAG; fixed. A hosted connection carries one."""
VIRTUAL_INTERFACES_PER_GATEWAY = 30
"""Virtual interfaces of a Direct Connect gateway; adjustable."""
VPN_GATEWAYS_PER_DX_GATEWAY = 20
"""Virtual private gateways of a Direct Connect gateway; fixed."""
TRANSIT_GATEWAYS_PER_DX_GATEWAY = 6
"""Transit gateways of a Direct Connect gateway; fixed."""
ROUTES_OVER_DIRECT_CONNECT = 100
"""Routes of a family that a private or transit virtual interface learns; with more the session goes down. Fixed."""
PREFIXES_PER_TRANSIT_GATEWAY = 200
"""Allowed prefixes of a transit gateway on a Direct Connect gateway; fixed."""
