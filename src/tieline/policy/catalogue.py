"""What each policy is called, how bad its breach is, why, and how to mend it: the one place that says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

#: From worst to least. Severities are ours, also for checkov's own checks: offline, checkov gives none.
SEVERITIES = ("CRITICAL", "HIGH", "MEDIUM", "LOW", "INFO")

_GATEWAYS = "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html"
_DIRECT_CONNECT = "https://docs.aws.amazon.com/directconnect/latest/UserGuide"
_TUNNEL_OPTIONS = "https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html"


@dataclass(frozen=True)
class Policy:
    """One rule about a planned resource, as a person reads it."""

    id: str
    severity: str
    title: str
    why: str
    mend: str
    reference: str


def _by_id(*policies: Policy) -> Mapping[str, Policy]:
    return MappingProxyType({policy.id: policy for policy in policies})


#: The policies that the checks in `checks/` decide.
POLICIES = _by_id(
    Policy(
        id="TIELINE_DX_1",
        severity="MEDIUM",
        title="A Direct Connect connection whose port can do MACsec is encrypted with it",
        why="Direct Connect encrypts nothing by itself: whoever gets at the fibre, or at a patch panel, reads along. A "
        "port ordered without MACsec never gets it; another one takes weeks.",
        mend="Set request_macsec to true, and encryption_mode to should_encrypt or must_encrypt, or leave it out.",
        reference=f"{_DIRECT_CONNECT}/MACsec.html",
    ),
    Policy(
        id="TIELINE_DX_2",
        severity="HIGH",
        title="The BGP key of a virtual interface does not stand in clear in the plan",
        why="Whoever reads the plan, in a pull request or a log, could speak BGP in your router's name and draw your "
        "traffic.",
        mend="Give the key through a variable that is marked sensitive, and another key now; or leave it out, and AWS "
        "makes one.",
        reference=f"{_DIRECT_CONNECT}/WorkingWithVirtualInterfaces.html",
    ),
    Policy(
        id="TIELINE_DX_3",
        severity="HIGH",
        title="The MACsec key of a connection does not stand in clear in the plan",
        why="Whoever reads the plan, in a pull request or a log, could decrypt what the line carries.",
        mend="Give cak and ckn through variables that are marked sensitive, and another key now; or name a key that "
        "Direct Connect already holds by its secret_arn.",
        reference=f"{_DIRECT_CONNECT}/MACsec.html",
    ),
    Policy(
        id="TIELINE_DX_4",
        severity="MEDIUM",
        title="In production the virtual interfaces to a gateway are on connections at two locations",
        why="A location is a single point of failure, as a connection is: work on it, or a cut fibre, takes production "
        "off the network.",
        mend="Lead another virtual interface to the gateway, on a connection at another Direct Connect location.",
        reference=f"{_DIRECT_CONNECT}/resiliency_toolkit.html",
    ),
    Policy(
        id="TIELINE_DX_5",
        severity="MEDIUM",
        title="The allowed prefixes of a Direct Connect gateway hold no default route",
        why="A transit gateway's are announced as they stand, so that AWS would draw all traffic of your sites; a "
        "virtual private gateway's let through whatever range its VPC gets one day.",
        mend="Name the ranges that your sites shall reach in place of 0.0.0.0/0 and ::/0.",
        reference=f"{_DIRECT_CONNECT}/allowed-to-prefixes.html",
    ),
    Policy(
        id="TIELINE_DX_6",
        severity="LOW",
        title="The virtual interfaces to a gateway have one MTU",
        why="A failover onto a smaller one breaks large packets: connections stand and carry nothing.",
        mend="Give all virtual interfaces that lead to the gateway the same mtu.",
        reference=f"{_DIRECT_CONNECT}/set-jumbo-frames-vif.html",
    ),
    Policy(
        id="TIELINE_TGW_1",
        severity="HIGH",
        title="A transit gateway does not accept attachments on its own",
        why="Any account that the gateway is shared with could join its VPC to your network.",
        mend='Leave auto_accept_shared_attachments at its default, "disable".',
        reference=_GATEWAYS,
    ),
    Policy(
        id="TIELINE_TGW_2",
        severity="HIGH",
        title="A transit gateway gives attachments no route table by default",
        why="Every new attachment would reach all others in the default table, and they it, before anybody said so; "
        "and an association of your own collides with the default one.",
        mend='Set default_route_table_association and default_route_table_propagation to "disable".',
        reference="https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html",
    ),
    Policy(
        id="TIELINE_TGW_3",
        severity="LOW",
        title="A transit gateway on which several VPN connections end spreads traffic over them",
        why="Without ECMP one tunnel carries all that goes to a site, at most 1.25 Gbps, and the others idle.",
        mend='Leave vpn_ecmp_support at its default, "enable".',
        reference=_GATEWAYS,
    ),
    Policy(
        id="TIELINE_TGW_4",
        severity="MEDIUM",
        title="A transit gateway has flow logs",
        why="Without flow logs nobody can tell who spoke to whom across networks, or tried to.",
        mend="Add an aws_flow_log with the gateway's transit_gateway_id.",
        reference="https://docs.aws.amazon.com/vpc/latest/tgw/tgw-flow-logs.html",
    ),
    Policy(
        id="TIELINE_TGW_5",
        severity="MEDIUM",
        title="A VPN beside Direct Connect on a transit gateway is routed by BGP",
        why="A static route beats what Direct Connect announces for the same range, so that the VPN carries the "
        "traffic while the private line idles.",
        mend="Route the VPN by BGP: leave static_routes_only off.",
        reference="https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html",
    ),
    Policy(
        id="TIELINE_TGW_6",
        severity="MEDIUM",
        title="A transit gateway is shared within the organisation only",
        why="An account outside your organisation keeps to none of its rules, and is let in by a slip of a digit.",
        mend="Leave allow_external_principals at its default, false.",
        reference="https://docs.aws.amazon.com/ram/latest/userguide/getting-started-sharing.html",
    ),
    Policy(
        id="TIELINE_VPN_1",
        severity="HIGH",
        title="A VPN tunnel negotiates with IKEv2 only",
        why="IKEv1 leaks identities in aggressive mode, has no protection against floods of half-open exchanges, "
        "and is no longer maintained as a standard.",
        mend='Set the tunnel\'s ike_versions to ["ikev2"].',
        reference=_TUNNEL_OPTIONS,
    ),
    Policy(
        id="TIELINE_VPN_2",
        severity="HIGH",
        title="A VPN tunnel encrypts with 256-bit AES in both phases",
        why="AWS takes the lowest algorithm of the list that the device also offers, so a weak one is used as soon as "
        "it is allowed.",
        mend="Set phase1_encryption_algorithms and phase2_encryption_algorithms to AES256-GCM-16, AES256, or both.",
        reference=_TUNNEL_OPTIONS,
    ),
    Policy(
        id="TIELINE_VPN_3",
        severity="HIGH",
        title="A VPN tunnel checks integrity with SHA-2 in both phases",
        why="SHA-1 is withdrawn, and AWS uses it as soon as it is allowed and the device offers it.",
        mend="Set phase1_integrity_algorithms and phase2_integrity_algorithms to SHA2-256, SHA2-384, SHA2-512, "
        "or several of them.",
        reference=_TUNNEL_OPTIONS,
    ),
    Policy(
        id="TIELINE_VPN_4",
        severity="HIGH",
        title="A VPN tunnel exchanges keys in a strong Diffie-Hellman group in both phases",
        why="Groups 2 and 5 are short enough to be broken by a well-funded attacker; 22 to 24 have subgroups that "
        "weaken them.",
        mend="Set phase1_dh_group_numbers and phase2_dh_group_numbers to groups from 14 to 21; take 19, 20 or 21 "
        "where the device can.",
        reference=_TUNNEL_OPTIONS,
    ),
    Policy(
        id="TIELINE_VPN_5",
        severity="MEDIUM",
        title="A VPN tunnel writes its log",
        why="Without the tunnel's log nobody can tell why a negotiation failed, or who tried one.",
        mend="Turn logging on: log_enabled with a log_group_arn in cloudwatch_log_options of the tunnel's log_options.",
        reference="https://docs.aws.amazon.com/vpn/latest/s2svpn/monitoring-logs.html",
    ),
    Policy(
        id="TIELINE_VPN_6",
        severity="MEDIUM",
        title="A VPN connection keeps its pre-shared keys in Secrets Manager",
        why="In standard storage everyone who may describe the connection reads its keys in clear.",
        mend='Set preshared_key_storage to "SecretsManager".',
        reference="https://docs.aws.amazon.com/vpn/latest/s2svpn/enhanced-security.html",
    ),
)

_LOG_GROUPS = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html"

#: What we have to say about checkov's own checks of the resources that our modules make.
CHECKOV_POLICIES = _by_id(
    Policy(
        id="CKV_AWS_66",
        severity="LOW",
        title="A log group says how long it keeps its log",
        why="Without a retention CloudWatch keeps, and bills, the log for ever.",
        mend="Set retention_in_days.",
        reference=_LOG_GROUPS,
    ),
    Policy(
        id="CKV_AWS_158",
        severity="LOW",
        title="A log group is encrypted with a KMS key of yours",
        why="CloudWatch encrypts with a key of its own; with a key of yours you decide, and see, who reads the log.",
        mend="Set kms_key_id to a key whose policy lets CloudWatch Logs use it.",
        reference="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
    ),
    Policy(
        id="CKV_AWS_338",
        severity="LOW",
        title="A log group keeps its log for a year",
        why="An intrusion is often found months later, when only the log can tell what happened.",
        mend="Set retention_in_days to 365 or more.",
        reference=_LOG_GROUPS,
    ),
    Policy(
        id="CKV_AWS_319",
        severity="MEDIUM",
        title="A CloudWatch alarm has its actions enabled",
        why="An alarm whose actions are off changes colour and tells nobody.",
        mend="Leave actions_enabled at its default, true.",
        reference="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html",
    ),
)


def checkov_policy(check_id: str, name: str, guideline: str | None) -> Policy:
    """What to say about one of checkov's own checks: MEDIUM and checkov's own words where we have nothing better.

    MEDIUM, because checkov grades its checks only online; a grade of ours that hid or shouted a check nobody here has
    read would be worse than the middle.
    """
    return CHECKOV_POLICIES.get(check_id) or Policy(
        id=check_id,
        severity="MEDIUM",
        title=name,
        why=f"checkov's own check {check_id}.",
        mend=f"{name}.",
        reference=guideline or "https://www.checkov.io/5.Policy%20Index/terraform.html",
    )
