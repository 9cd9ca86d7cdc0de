"""Inputs of the VPN modules, small and valid; a test says only what it changes."""

from typing import Any

Inputs = dict[str, Any]

VPC = "vpc-0e011bb22cc33dd44"
GATEWAY = "vgw-0aa11bb22cc33dd44"
TRANSIT_GATEWAY = "tgw-0aa11bb22cc33dd44"
TOPIC = "arn:aws:sns:eu-north-1:111122223333:network"
KMS_KEY = "arn:aws:kms:eu-north-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
LOG_GROUP = "arn:aws:logs:eu-north-1:111122223333:log-group:/aws/vendedlogs/vpn/shared"
CERTIFICATE = "arn:aws:acm:eu-north-1:111122223333:certificate/1234abcd-12ab-34cd-56ef-1234567890ab"


def site(**changes: Any) -> Inputs:
    """A site with one device."""
    return {
        "cidrs": ["192.168.40.0/22"],
        "asn": 65140,
        "devices": {"fw-1": {"ip_address": "198.51.100.41"}},
    } | changes


def vpn(sites: Inputs | None = None, **changes: Any) -> Inputs:
    """Inputs of site-to-site-vpn, without logs and alarms: most rules need none."""
    return {
        "name": "harbour",
        "vpn_gateway_id": GATEWAY,
        "sites": sites if sites is not None else {"hq": site()},
        "logging": {"enabled": False},
        "alarms": {"enabled": False},
    } | changes


def transit(sites: Inputs | None = None, **changes: Any) -> Inputs:
    """Inputs of site-to-site-vpn as of `vpn`, on a transit gateway."""
    return vpn(sites, **{"vpn_gateway_id": None, "transit_gateway_id": TRANSIT_GATEWAY} | changes)


def one_site(**changes: Any) -> Inputs:
    """Inputs of site-to-site-vpn with the site hq, changed."""
    return vpn({"hq": site(**changes)})


def one_device(**changes: Any) -> Inputs:
    """Inputs of site-to-site-vpn with the device hq/fw-1, changed."""
    return one_site(devices={"fw-1": {"ip_address": "198.51.100.41"} | changes})


def tunnels(**options: Any) -> Inputs:
    """Inputs of site-to-site-vpn with these tunnel options for the site hq."""
    return one_site(tunnels=options)


def many(prefix: str, count: int) -> list[str]:
    """So many /24s that overlap nothing: 10.1.0.0/24, 10.1.1.0/24, ... for the prefix 10.1."""
    return [f"{prefix}.{third}.0/24" for third in range(count)]
