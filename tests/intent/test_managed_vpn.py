"""Intent: a plan that does what its spec says passes, and every way in which it might not is seen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from intent.tampering import Tamper, renamed, rewired, with_values, without
from tieline.intent import checks
from tieline.intent.trace import origin
from tieline.spec import ManagedVpn, load
from tieline.terraform.plan import ABSENT, UNKNOWN, Plan

EXAMPLES = Path(__file__).parents[2] / "examples"
BGP = pytest.mark.plan("examples/managed-vpn/spec.yaml")
STATIC = pytest.mark.plan("examples/managed-vpn-static/spec.yaml")


def spec(example: str) -> ManagedVpn:
    found = load(EXAMPLES / example / "spec.yaml").spec
    assert isinstance(found, ManagedVpn)
    return found


def failures(spec: ManagedVpn, plan: Plan) -> list[tuple[str, str]]:
    """The title of every check that fails, with the path of each failure."""
    return [
        (check.title, ".".join(map(str, failure.path))) for check in checks(spec, plan) for failure in check.failures
    ]


@pytest.mark.parametrize(
    ("example", "empty"),
    [
        pytest.param("managed-vpn", {"static routes: one for each range of a static site"}, marks=BGP),
        pytest.param("managed-vpn-static", set(), marks=STATIC),
    ],
)
def test_an_example_does_what_its_spec_says(example: str, empty: set[str], plan: Plan) -> None:
    found = checks(spec(example), plan)
    assert [failure for check in found for failure in check.failures] == []
    assert {check.title for check in found if not check.facts} == empty


def log_options(**values: Any) -> list[dict[str, Any]]:
    good = {"log_enabled": True, "log_group_arn": UNKNOWN, "log_output_format": "json"}
    return [{"cloudwatch_log_options": [good | values]}]


CONNECTION, GATEWAY, CUSTOMER = "aws_vpn_connection", "aws_vpn_gateway", "aws_customer_gateway"
ALARM, GROUP, ROUTE = "aws_cloudwatch_metric_alarm", "aws_cloudwatch_log_group", "aws_vpn_connection_route"
PROPAGATION, ATTACHMENT = "aws_vpn_gateway_route_propagation", "aws_vpn_gateway_attachment"

TAMPERED: dict[str, tuple[Tamper, str]] = {
    "no gateway": (lambda p: without(p, lambda r: r.type == GATEWAY), "virtual private gateway"),
    "gateway ASN": (lambda p: with_values(p, GATEWAY, amazon_side_asn="64512"), "virtual private gateway"),
    "not attached": (lambda p: without(p, lambda r: r.type == ATTACHMENT), "virtual private gateway"),
    "attached elsewhere": (lambda p: with_values(p, ATTACHMENT, vpc_id="vpc-1"), "virtual private gateway"),
    "a customer gateway less": (lambda p: without(p, lambda r: r.key == "harbour/fw-2"), "customer gateways"),
    "another customer gateway": (lambda p: renamed(p, CUSTOMER), "customer gateways"),
    "customer ASN": (lambda p: with_values(p, CUSTOMER, bgp_asn="65000"), "customer gateways"),
    "4-byte ASN": (lambda p: with_values(p, CUSTOMER, bgp_asn_extended=ABSENT), "customer gateways"),
    "address": (lambda p: with_values(p, CUSTOMER, ip_address="198.51.100.1"), "customer gateways"),
    "a certificate": (lambda p: with_values(p, CUSTOMER, certificate_arn="arn"), "customer gateways"),
    "device name": (lambda p: with_values(p, CUSTOMER, device_name="x"), "customer gateways"),
    "tags of a gateway": (lambda p: with_values(p, CUSTOMER, tags={"owner": "network"}), "customer gateways"),
    "a connection less": (lambda p: without(p, lambda r: r.key == "depot/router/1"), "connections"),
    "another connection": (lambda p: renamed(p, CONNECTION), "connections"),
    "tags of a connection": (lambda p: with_values(p, CONNECTION, tags={}), "connections"),
    "static routing": (lambda p: with_values(p, CONNECTION, static_routes_only=True), "routing of each connection"),
    "inside CIDR 1": (lambda p: with_values(p, CONNECTION, tunnel1_inside_cidr="169.254.6.0/30"), "inside CIDRs"),
    "inside CIDR 2 left to AWS": (lambda p: with_values(p, CONNECTION, tunnel2_inside_cidr=UNKNOWN), "inside CIDRs"),
    "ikev1 on tunnel 2": (
        lambda p: with_values(p, CONNECTION, tunnel2_ike_versions=["ikev1", "ikev2"]),
        "options of both tunnels",
    ),
    "a DH group more": (
        lambda p: with_values(p, CONNECTION, tunnel1_phase2_dh_group_numbers=[2, 14, 19, 20, 21]),
        "options of both tunnels",
    ),
    "encryption left to AWS": (
        lambda p: with_values(p, CONNECTION, tunnel1_phase1_encryption_algorithms=ABSENT),
        "options of both tunnels",
    ),
    "startup": (lambda p: with_values(p, CONNECTION, tunnel1_startup_action="add"), "options of both tunnels"),
    "keys in clear": (lambda p: with_values(p, CONNECTION, preshared_key_storage="Standard"), "pre-shared keys"),
    "a propagation less": (lambda p: without(p, lambda r: r.key == "private-b"), "propagation"),
    "propagation elsewhere": (lambda p: with_values(p, PROPAGATION, route_table_id="rtb-1"), "propagation"),
    "no log group": (lambda p: without(p, lambda r: r.type == GROUP), "tunnel logs"),
    "log group name": (lambda p: with_values(p, GROUP, name="x"), "tunnel logs"),
    "retention": (lambda p: with_values(p, GROUP, retention_in_days=1), "tunnel logs"),
    "log key": (lambda p: with_values(p, GROUP, kms_key_id=ABSENT), "tunnel logs"),
    "no log block": (lambda p: with_values(p, CONNECTION, tunnel2_log_options=[]), "tunnel logs"),
    "log off": (
        lambda p: with_values(p, CONNECTION, tunnel1_log_options=log_options(log_enabled=False)),
        "tunnel logs",
    ),
    "log elsewhere": (
        lambda p: with_values(p, CONNECTION, tunnel1_log_options=log_options(log_group_arn="arn")),
        "tunnel logs",
    ),
    "log format": (
        lambda p: with_values(p, CONNECTION, tunnel2_log_options=log_options(log_output_format="text")),
        "tunnel logs",
    ),
    "no alarm for one": (lambda p: without(p, lambda r: r.name == "one_tunnel_down"), "alarms"),
    "no alarm for both": (lambda p: without(p, lambda r: r.name == "both_tunnels_down"), "alarms"),
    "alarm statistic": (lambda p: with_values(p, ALARM, "both_tunnels_down", statistic="Minimum"), "alarms"),
    "alarm metric": (lambda p: with_values(p, ALARM, "one_tunnel_down", metric_name="TunnelDataIn"), "alarms"),
    "alarm namespace": (lambda p: with_values(p, ALARM, "one_tunnel_down", namespace="AWS/EC2"), "alarms"),
    "alarm period": (lambda p: with_values(p, ALARM, "one_tunnel_down", period=60), "alarms"),
    "alarm periods": (lambda p: with_values(p, ALARM, "one_tunnel_down", evaluation_periods=9), "alarms"),
    "alarm that never fires": (lambda p: with_values(p, ALARM, "one_tunnel_down", threshold=-5), "alarms"),
    "alarm the wrong way round": (
        lambda p: with_values(p, ALARM, "both_tunnels_down", comparison_operator="GreaterThanThreshold"),
        "alarms",
    ),
    "silence is fine": (
        lambda p: with_values(p, ALARM, "one_tunnel_down", treat_missing_data="notBreaching"),
        "alarms",
    ),
    "actions off": (lambda p: with_values(p, ALARM, "one_tunnel_down", actions_enabled=False), "alarms"),
    "nobody told of the end": (lambda p: with_values(p, ALARM, "one_tunnel_down", ok_actions=ABSENT), "alarms"),
    "alarm on all tunnels of the account": (
        lambda p: with_values(p, ALARM, "one_tunnel_down", dimensions=ABSENT),
        "alarms",
    ),
    "one alarm's connection for all": (
        lambda p: rewired(p, f"{ALARM}.one_tunnel_down", "dimensions", {"local.connection_ids"}),
        "alarms",
    ),
    "one customer gateway for all": (
        lambda p: rewired(p, f"{CONNECTION}.this", "customer_gateway_id", {"local.customer_gateway_ids"}),
        "connections",
    ),
    "another customer gateway for each": (
        lambda p: rewired(p, f"{CONNECTION}.this", "customer_gateway_id", {"local.other_ids", "each.key"}),
        "connections",
    ),
    "connections to another gateway": (
        lambda p: rewired(p, f"{CONNECTION}.this", "vpn_gateway_id", {"var.other"}),
        "virtual private gateway",
    ),
    "the block gets another gateway": (
        lambda p: rewired(p, "module.site_to_site_vpn", "vpn_gateway_id", {"var.other"}),
        "virtual private gateway",
    ),
    "nobody told": (lambda p: with_values(p, ALARM, "both_tunnels_down", alarm_actions=ABSENT), "alarms"),
}


@BGP
@pytest.mark.parametrize(("tamper", "title"), TAMPERED.values(), ids=TAMPERED)
def test_a_plan_that_does_otherwise_is_seen(tamper: Tamper, title: str, plan: Plan) -> None:
    titles = {failed for failed, _ in failures(spec("managed-vpn"), tamper(plan))}
    assert any(failed.startswith(title) for failed in titles)


TAMPERED_STATIC: dict[str, tuple[Tamper, str, str]] = {
    "a route less": (
        lambda p: without(p, lambda r: r.key == "workshop/gate/1/192.168.98.0/23"),
        "static routes",
        "sites.workshop.cidrs.1",
    ),
    "a route elsewhere": (
        lambda p: with_values(p, ROUTE, destination_cidr_block="10.0.0.0/8"),
        "static routes",
        "sites.workshop.cidrs.0",
    ),
    "bgp": (
        lambda p: with_values(p, CONNECTION, static_routes_only=False),
        "routing of each connection",
        "sites.workshop.routing",
    ),
    "routes of another connection": (
        lambda p: rewired(p, f"{ROUTE}.this", "vpn_connection_id", {"local.connection_ids"}),
        "static routes",
        "sites",
    ),
    "another gateway": (
        lambda p: with_values(p, CONNECTION, vpn_gateway_id="vgw-1"),
        "virtual private gateway",
        "vpn_gateway",
    ),
}


@STATIC
@pytest.mark.parametrize(("tamper", "title", "path"), TAMPERED_STATIC.values(), ids=TAMPERED_STATIC)
def test_a_static_plan_that_does_otherwise_is_seen(tamper: Tamper, title: str, path: str, plan: Plan) -> None:
    assert any(
        failed.startswith(title) and where == path
        for failed, where in failures(spec("managed-vpn-static"), tamper(plan))
    )


CONNECTION_KEY = 'module.v.aws_vpn_connection.this["depot/router/1"]'


@pytest.mark.parametrize(
    ("address", "policy", "message", "path"),
    [
        (CONNECTION_KEY, "", "", "sites.depot.devices.router"),
        (CONNECTION_KEY, "TIELINE_VPN_4", "tunnel2_phase1_dh_group_numbers: allows 2",
         "sites.depot.tunnels.overrides.router/1/2.phase1_dh_group_numbers"),
        (CONNECTION_KEY, "TIELINE_VPN_4", "tunnel1_phase1_dh_group_numbers: allows 2", "sites.depot.tunnels"),
        (CONNECTION_KEY, "TIELINE_VPN_5", "", "logging.enabled"),
        (CONNECTION_KEY, "TIELINE_VPN_6", "", "preshared_key_storage"),
        ('module.v.aws_vpn_connection.this["harbour/fw-1/1"]', "", "tunnel1_startup_action: x",
         "sites.harbour.tunnels.startup_action"),
        ('module.v.aws_customer_gateway.this["harbour/fw-1"]', "", "", "sites.harbour.devices.fw-1"),
        ('module.v.aws_cloudwatch_metric_alarm.one_tunnel_down["harbour/fw-1/1"]', "CKV_AWS_319", "", "alarms"),
        ("module.v.aws_cloudwatch_log_group.this[0]", "CKV_AWS_158", "", "logging.kms_key_arn"),
        ("module.g.aws_vpn_gateway.this[0]", "", "", "vpn_gateway"),
        ("aws_other.this", "", "", ""),
    ],
)  # fmt: skip
def test_a_resource_is_traced_to_the_spec(address: str, policy: str, message: str, path: str) -> None:
    assert ".".join(map(str, origin(spec("managed-vpn"), address, policy, message))) == path
