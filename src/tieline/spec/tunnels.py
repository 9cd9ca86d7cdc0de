"""Tunnel options: AWS's own names, safe defaults, and overrides for a device, a connection or one tunnel.

Source: https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator

from tieline.spec.fields import Distinct, InsideCidr, InsideIpv6Cidr, Key, Model, NotEmpty, between, in_range, refuse

IkeVersion = Literal["ikev1", "ikev2"]
Encryption = Literal["AES128", "AES256", "AES128-GCM-16", "AES256-GCM-16"]
Integrity = Literal["SHA1", "SHA2-256", "SHA2-384", "SHA2-512"]


def _group(allowed: set[int]) -> AfterValidator:
    def check(value: int) -> int:
        if value not in allowed:
            refuse(f"{value} is no DH group AWS offers here; take of {', '.join(map(str, sorted(allowed)))}")
        return value

    return AfterValidator(check)


Phase1Group = Annotated[int, _group({2, *range(14, 25)})]
Phase2Group = Annotated[int, _group({2, 5, *range(14, 25)})]


def _fuzz(value: int) -> int:
    if value == 0:
        refuse("0 is dropped by the provider and becomes 100; take a number of 1-100")
    return in_range(value, 1, 100)


IkeVersions = Annotated[list[IkeVersion], NotEmpty, Distinct]
Phase1Groups = Annotated[list[Phase1Group], NotEmpty, Distinct]
Phase2Groups = Annotated[list[Phase2Group], NotEmpty, Distinct]
Encryptions = Annotated[list[Encryption], NotEmpty, Distinct]
Integrities = Annotated[list[Integrity], NotEmpty, Distinct]
Phase1Lifetime = Annotated[int, between(900, 28800, "seconds")]
Phase2Lifetime = Annotated[int, between(900, 3600, "seconds")]
RekeyMargin = Annotated[int, between(60, 1800, "seconds")]
RekeyFuzz = Annotated[int, AfterValidator(_fuzz)]
ReplayWindow = Annotated[int, between(64, 2048, "packets")]
DpdTimeout = Annotated[int, between(30, 2147483647, "seconds")]
DpdAction = Literal["clear", "none", "restart"]
StartupAction = Literal["add", "start"]


class TunnelOverrides(Model):
    """The options a tunnel may have apart from the rest of its site; what is not set is inherited."""

    ike_versions: IkeVersions | None = None
    phase1_dh_group_numbers: Phase1Groups | None = None
    phase2_dh_group_numbers: Phase2Groups | None = None
    phase1_encryption_algorithms: Encryptions | None = None
    phase2_encryption_algorithms: Encryptions | None = None
    phase1_integrity_algorithms: Integrities | None = None
    phase2_integrity_algorithms: Integrities | None = None
    phase1_lifetime_seconds: Phase1Lifetime | None = None
    phase2_lifetime_seconds: Phase2Lifetime | None = None
    rekey_margin_time_seconds: RekeyMargin | None = None
    rekey_fuzz_percentage: RekeyFuzz | None = None
    replay_window_size: ReplayWindow | None = None
    dpd_timeout_seconds: DpdTimeout | None = None
    dpd_timeout_action: DpdAction | None = None
    startup_action: StartupAction | None = None
    enable_tunnel_lifecycle_control: bool | None = None


class TunnelOptions(Model):
    """Every option of a tunnel with tieline's default."""

    ike_versions: IkeVersions = ["ikev2"]
    """IKE versions AWS accepts: ikev1, ikev2."""
    phase1_dh_group_numbers: Phase1Groups = [19, 20, 21, 14]
    """Diffie-Hellman groups of phase 1: 2, 14-24. AWS takes the lowest one the device offers."""
    phase2_dh_group_numbers: Phase2Groups = [19, 20, 21, 14]
    """Diffie-Hellman groups of phase 2: 2, 5, 14-24."""
    phase1_encryption_algorithms: Encryptions = ["AES256-GCM-16", "AES256"]
    """Encryption of phase 1: AES128, AES256, AES128-GCM-16, AES256-GCM-16."""
    phase2_encryption_algorithms: Encryptions = ["AES256-GCM-16", "AES256"]
    """Encryption of phase 2: AES128, AES256, AES128-GCM-16, AES256-GCM-16."""
    phase1_integrity_algorithms: Integrities = ["SHA2-256", "SHA2-384", "SHA2-512"]
    """Integrity of phase 1: SHA1, SHA2-256, SHA2-384, SHA2-512."""
    phase2_integrity_algorithms: Integrities = ["SHA2-256", "SHA2-384", "SHA2-512"]
    """Integrity of phase 2: SHA1, SHA2-256, SHA2-384, SHA2-512."""
    phase1_lifetime_seconds: Phase1Lifetime = 28800
    """Lifetime of phase 1 in seconds: 900-28800."""
    phase2_lifetime_seconds: Phase2Lifetime = 3600
    """Lifetime of phase 2 in seconds: 900-3600, and less than phase 1."""
    rekey_margin_time_seconds: RekeyMargin = 270
    """How long before the end of a lifetime AWS starts to rekey, in seconds: 60 to half of phase 2."""
    rekey_fuzz_percentage: RekeyFuzz = 100
    """By how much the rekey margin varies, in percent: 1-100."""
    replay_window_size: ReplayWindow = 1024
    """Packets in an IKE replay window: 64-2048."""
    dpd_timeout_seconds: DpdTimeout = 30
    """After how many seconds of silence the peer counts as dead: 30 or more."""
    dpd_timeout_action: DpdAction = "clear"
    """What AWS does with a dead peer: clear, none, restart."""
    startup_action: StartupAction = "add"
    """Who starts IKE: add (the device) or start (AWS, IKEv2 only)."""
    enable_tunnel_lifecycle_control: bool = False
    """Whether you choose when AWS replaces a tunnel's endpoint."""


class Tunnels(TunnelOptions):
    """The tunnels of a site: options for all of them, inside CIDRs by device, and exceptions."""

    inside_cidrs: dict[Key, list[InsideCidr]] = {}
    """Inside CIDRs by device, two for each connection, in order; worked out for devices that are not named."""
    inside_ipv6_cidrs: dict[Key, Annotated[list[InsideIpv6Cidr], Distinct]] = {}
    """For devices whose tunnels carry IPv6: /126s of fd00::/8 by device, two for each connection, in order."""
    overrides: dict[str, TunnelOverrides] = {}
    """Exceptions, keyed <device>, <device>/<connection> or <device>/<connection>/<tunnel>; the narrowest wins."""
