"""Intent on Direct Connect: what is joined to what, what is announced, and how resilient it is; each is seen failing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intent.looked_at import told
from intent.tampering import Tamper, rewires, saying, values
from tieline.terraform.plan import ABSENT, UNKNOWN, Plan

HERE = "direct_connect"
VIFS = f"{HERE}.virtual_interfaces"
CONNECTION, MEMBER, KEY = "aws_dx_connection", "aws_dx_connection_association", "aws_dx_macsec_key_association"
INTERFACE, PEER, ALARM = "aws_dx_private_virtual_interface", "aws_dx_bgp_peer", "aws_cloudwatch_metric_alarm"
ASSOCIATION, PROPOSAL = "aws_dx_gateway_association", "aws_dx_gateway_association_proposal"
ATTACHMENT, PROPAGATION = "aws_vpn_gateway_attachment", "aws_vpn_gateway_route_propagation"
BLOCK = "module.direct_connect_gateway"


def silent(plan: Plan) -> Plan:
    """The module tells nothing."""
    return replace(plan, outputs={})


def hosted_for_others(plan: Plan) -> Plan:
    """A virtual interface is made for another account too."""
    kind = "aws_dx_hosted_private_virtual_interface"
    made = replace(plan.of_type(INTERFACE)[0], type=kind, address=f'{kind}.this["west"]')
    return replace(plan, resources={**plan.resources, made.address: made})


def own(argument: str, source: str) -> str:
    return f"{argument} comes from {source}; it has to come from the {source} of its key"


# By the check that sees it, and what is done to the plan: where it points, and the end of what it says.
TAMPERED: dict[str, dict[str, tuple[Tamper, str, str]]] = {
    "Direct Connect connections": {
        "MACsec if it works": (
            values(CONNECTION, key="north", encryption_mode="should_encrypt"), f"{HERE}.connections.north.macsec",
            "encryption_mode is planned as 'should_encrypt'; the spec says 'must_encrypt'",
        ),
        "a tag less": (
            values(CONNECTION, key="north", tags={"owner": "network"}), f"{HERE}.connections.north.tags",
            "the tags {'rack': '7'} are not planned",
        ),
    },
    "LAGs": {
        "a member of the wrong LAG": (
            values(MEMBER, key="third", lag_id=UNKNOWN), f"{HERE}.connections.third.lag",
            "lag_id is planned as UNKNOWN; the spec says 'dxlag-fgnsp5rq'",
        ),
        "one LAG for all": (
            rewires(f"{MEMBER}.this", "lag_id", "local.lag_ids"), f"{HERE}.lags", own("lag_id", "local.lag_ids"),
        ),
        "one member for all": (
            rewires(f"{MEMBER}.this", "connection_id", "local.connection_ids"), f"{HERE}.lags",
            own("connection_id", "local.connection_ids"),
        ),
    },
    "MACsec keys": {
        "a key beside the secret": (
            values(KEY, key="north/first", cak="0123"), f"{HERE}.macsec_keys.north/first",
            "cak is planned beside the secret",
        ),
        "a key of nobody's": (
            values(KEY, key="south", cak=ABSENT), f"{HERE}.macsec_keys.south",
            "cak does not come from TF_VAR_macsec_cak",
        ),
        "a key in clear, which is not told": (
            values(KEY, key="south", ckn="0123"), f"{HERE}.macsec_keys.south",
            "ckn does not come from TF_VAR_macsec_ckn",
        ),
        "one connection's keys for all": (
            rewires(f"{KEY}.this", "connection_id", "local.connection_ids"), f"{HERE}.macsec_keys",
            own("connection_id", "local.connection_ids"),
        ),
    },
    "private virtual interfaces": {
        "one for another account": (
            hosted_for_others, VIFS,
            'aws_dx_hosted_private_virtual_interface.this["west"]: is planned, and the spec does not ask for it',
        ),
        "past the gateway": (
            values(INTERFACE, key="north", dx_gateway_id=ABSENT, vpn_gateway_id=UNKNOWN), f"{VIFS}.north",
            "dx_gateway_id is planned as ABSENT; the spec says UNKNOWN",
        ),
        "to the gateway instead of straight": (
            values(INTERFACE, key="lab-north", dx_gateway_id=UNKNOWN, vpn_gateway_id=ABSENT), f"{VIFS}.lab-north",
            "vpn_gateway_id is planned as ABSENT; the spec says UNKNOWN",
        ),
        "on the member of a LAG": (
            values(INTERFACE, key="old", connection_id="dxcon-0aa11bb2"), f"{VIFS}.old.connection",
            "connection_id is planned as 'dxcon-0aa11bb2'; the spec says 'dxlag-fgnsp5rq'",
        ),
        "the ASN of another site": (
            values(INTERFACE, key="north", bgp_asn=65143), "sites", "bgp_asn is planned as 65143; the spec says 65142",
        ),
        "one connection for all": (
            rewires(f"{INTERFACE}.this", "connection_id", "local.virtual_interfaces"), VIFS,
            own("connection_id", "local.virtual_interfaces"),
        ),
        "to another gateway": (
            rewires(f"{INTERFACE}.this", "dx_gateway_id", "var.other"), VIFS,
            "dx_gateway_id comes from var.other; it has to come from local.gateway_id",
        ),
        "to one virtual private gateway": (
            rewires(f"{INTERFACE}.this", "vpn_gateway_id", "local.virtual_interfaces"), VIFS,
            own("vpn_gateway_id", "local.virtual_interfaces"),
        ),
        "the block gets others": (
            rewires(BLOCK, "private_virtual_interfaces", "local.straight_to", "local.vpn_gateway_ids"), VIFS,
            "private_virtual_interfaces comes from local.straight_to, local.vpn_gateway_ids; it has to come from "
            "local.virtual_interfaces",
        ),
        "the block gets other virtual private gateways": (
            rewires(BLOCK, "private_virtual_interfaces", "local.virtual_interfaces"), VIFS,
            "private_virtual_interfaces comes from local.virtual_interfaces; it has to come from local.vpn_gateway_ids",
        ),
        "nothing says which lead straight": (
            rewires(BLOCK, "private_virtual_interfaces", "local.virtual_interfaces"), VIFS,
            "private_virtual_interfaces comes from local.virtual_interfaces; it has to come from local.straight_to",
        ),
    },
    "the module tells": {
        "another connection": (
            lambda p: saying(p, "virtual_interfaces", "pair", connection="pair-1"), f"{VIFS}.pair",
            "output virtual_interfaces: connection is told as 'pair-1'; the spec says 'pair'",
        ),
        "another site": (
            lambda p: saying(p, "virtual_interfaces", "pair", site="campus"), f"{VIFS}.pair",
            "output virtual_interfaces: site is told as 'campus'; the spec says 'plant'",
        ),
        "nothing": (silent, f"{VIFS}.pair", "connection is told as None; the spec says 'pair'"),
    },
    "BGP peers": {
        "one virtual interface for all": (
            rewires(f"{PEER}.this", "virtual_interface_id", "local.virtual_interface_ids"), VIFS,
            own("virtual_interface_id", "local.virtual_interface_ids"),
        ),
    },
    "virtual private gateways": {
        "attachments of another": (
            rewires(f"{ATTACHMENT}.this", "vpn_gateway_id", "var.other"), "vpcs",
            "vpn_gateway_id comes from var.other; it has to come from local.id",
        ),
    },
    "propagation": {
        "of another gateway": (
            rewires(f"{PROPAGATION}.this", "vpn_gateway_id", "var.other"), "vpcs",
            "vpn_gateway_id comes from var.other; it has to come from local.id",
        ),
    },
    "associations": {
        "no proposal is accepted": (
            values(ASSOCIATION, key="orders", proposal_id=ABSENT), "vpcs.orders.proposal_id",
            "proposal_id is planned as ABSENT; the spec says '1234abcd-12ab-34cd-56ef-1234567890ab'",
        ),
        "with another gateway": (
            rewires(f"{ASSOCIATION}.this", "dx_gateway_id", "var.other"), "vpcs",
            "dx_gateway_id comes from var.other; it has to come from local.gateway_id",
        ),
        "one virtual private gateway for all": (
            rewires(f"{ASSOCIATION}.this", "associated_gateway_id", "var.associations"), "vpcs",
            own("associated_gateway_id", "var.associations"),
        ),
        "the block gets others": (
            rewires(BLOCK, "associations", "var.vpcs"), "vpcs",
            "associations comes from var.vpcs; it has to come from local.vpn_gateway_ids",
        ),
    },
    "proposals": {
        "one virtual private gateway for all": (
            rewires(f"{PROPOSAL}.this", "associated_gateway_id", "var.proposals"), "vpcs",
            own("associated_gateway_id", "var.proposals"),
        ),
        "to another gateway": (
            rewires(f"{PROPOSAL}.this", "dx_gateway_id", "var.other", "each.key"), "vpcs",
            "dx_gateway_id comes from each.key, var.other; it has to come from the var.proposals of its key",
        ),
        "the block gets others": (
            rewires(BLOCK, "proposals", "var.vpcs"), "vpcs",
            "proposals comes from var.vpcs; it has to come from local.vpn_gateway_ids",
        ),
    },
    "VPCs of other Regions and accounts": {
        "another Region": (
            rewires("module.lines_eu_west_3", "direct_connect", "module.other.direct_connect_gateway.id"), "vpcs.far",
            "it has to come from module.lines.direct_connect_gateway.id",
        ),
        "another account": (
            rewires("module.lines_account_444455556666", "direct_connect"), "vpcs.orders",
            "direct_connect comes from nothing; it has to come from module.lines.direct_connect_gateway.id",
        ),
    },
    "what is announced": {
        "a range is not": (
            values(ASSOCIATION, key="shop", allowed_prefixes=["10.44.0.0/16"]), "vpcs.shop.cidrs.1",
            "no allowed prefix covers 100.64.8.0/22; it is not announced",
        ),
        "a proposed range is not": (
            values(PROPOSAL, key="orders", allowed_prefixes=["10.55.0.0/17"]), "vpcs.orders.cidrs.0",
            "no allowed prefix covers 10.55.0.0/16; it is not announced",
        ),
        "a range is that was left out": (
            values(ASSOCIATION, key="bank", allowed_prefixes=["10.0.0.0/8"]), "vpcs.bank.cidrs.1",
            "an allowed prefix covers 10.146.0.0/16, which the spec's own leave out",
        ),
    },
    "resiliency of each site: high": {
        "all at one location": (
            values(CONNECTION, location="EDCH1"), f"{HERE}.resiliency",
            "output virtual_interfaces: campus is joined over 2 at EDCH1: development",
        ),
        "the second is on the same connection": (
            lambda p: saying(p, "virtual_interfaces", "lab-south", connection="north"), f"{HERE}.resiliency",
            "output virtual_interfaces: campus to lab is joined over 1 at EDCH1: none",
        ),
        "nothing is told": (
            silent, f"{HERE}.resiliency", "output virtual_interfaces: plant is joined over nothing: none",
        ),
    },
    "alarms": {
        "light at another level": (
            values(ALARM, "light_received_low", threshold=-14.4), "alarms.light_level_dbm", "threshold is planned as -14.4",
        ),
        "the wrong way round": (
            values(ALARM, "errors", comparison_operator="LessThanThreshold"), "alarms",
            "comparison_operator is planned as 'LessThanThreshold'; the spec says 'GreaterThanThreshold'",
        ),
        "the best state of all": (
            values(ALARM, "bgp_down", statistic="Maximum"), "alarms",
            "statistic is planned as 'Maximum'; the spec says 'Minimum'",
        ),
        "silence is fine": (
            values(ALARM, "down", treat_missing_data="notBreaching"), "alarms",
            "treat_missing_data is planned as 'notBreaching'; the spec says 'breaching'",
        ),
        "on another connection": (
            values(ALARM, "down", key="east", dimensions={"ConnectionId": "dxcon-0aa11bb2"}), f"{HERE}.hosted_connections.east",
            "is planned as {'ConnectionId': 'dxcon-0aa11bb2'}; the spec says {'ConnectionId': 'dxcon-fg5678gh'}",
        ),
        "on all connections of the account": (
            values(ALARM, "down", key="north", dimensions=ABSENT), f"{HERE}.connections.north",
            "dimensions is planned as ABSENT; the spec says UNKNOWN",
        ),
        **{
            f"{name} of one connection for all": (
                rewires(f"{ALARM}.{name}", "dimensions", "local.connection_ids"), "alarms",
                own("dimensions", "local.connection_ids"),
            )
            for name in ("down", "errors", "light_received_low", "light_sent_low", "not_encrypted")
        },
        "sessions of other virtual interfaces": (
            rewires(f"{ALARM}.bgp_down", "dimensions", "local.watched_interfaces", "each.value"), "alarms",
            "it has to come from the local.watched_ids of its key",
        ),
        "sessions on other connections": (
            rewires(f"{ALARM}.bgp_down", "dimensions", "local.watched_ids", "each.value"), "alarms",
            "it has to come from the local.watched_interfaces of its key",
        ),
        "one takes another's place": (
            values(ALARM, "errors", alarm_name="dx/lines/north/errors"), "alarms", "and so its place",
        ),
    },
}  # fmt: skip


@pytest.mark.plan("tests/intent/specs/lines.yaml")
@pytest.mark.parametrize(
    ("title", "tamper", "path", "message"),
    [
        pytest.param(title, *what, id=f"{title}: {name}")
        for title, tampered in TAMPERED.items()
        for name, what in tampered.items()
    ],
)
def test_a_plan_that_does_otherwise_is_seen(title: str, tamper: Tamper, path: str, message: str, plan: Plan) -> None:
    found = told(tamper(plan))
    assert any(check.startswith(title) and at == path and said.endswith(message) for check, at, said in found), found
