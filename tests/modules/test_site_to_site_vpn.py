"""modules/site-to-site-vpn: everything it makes, argument by argument."""

from typing import Any

import pytest

from support.vpn import CERTIFICATE, GATEWAY, KMS_KEY, LOG_GROUP, TOPIC, one_device, site, vpn
from tieline.terraform.plan import ABSENT, SENSITIVE, UNKNOWN, Plan

MODULE = "site-to-site-vpn"

SAFE_OPTIONS = {
    "ike_versions": ["ikev2"],
    "phase1_dh_group_numbers": [14, 19, 20, 21],
    "phase1_encryption_algorithms": ["AES256", "AES256-GCM-16"],
    "phase1_integrity_algorithms": ["SHA2-256", "SHA2-384", "SHA2-512"],
    "phase1_lifetime_seconds": 28800,
    "phase2_dh_group_numbers": [14, 19, 20, 21],
    "phase2_encryption_algorithms": ["AES256", "AES256-GCM-16"],
    "phase2_integrity_algorithms": ["SHA2-256", "SHA2-384", "SHA2-512"],
    "phase2_lifetime_seconds": 3600,
    "rekey_margin_time_seconds": 270,
    "rekey_fuzz_percentage": 100,
    "replay_window_size": 1024,
    "dpd_timeout_seconds": 30,
    "dpd_timeout_action": "clear",
    "startup_action": "add",
    "enable_tunnel_lifecycle_control": False,
}
OPTIONS = {
    "ike_versions": ["ikev1", "ikev2"],
    "phase1_dh_group_numbers": [2, 24],
    "phase1_encryption_algorithms": ["AES128"],
    "phase1_integrity_algorithms": ["SHA1"],
    "phase1_lifetime_seconds": 14400,
    "phase2_dh_group_numbers": [5, 15],
    "phase2_encryption_algorithms": ["AES128-GCM-16"],
    "phase2_integrity_algorithms": ["SHA2-384"],
    "phase2_lifetime_seconds": 1800,
    "rekey_margin_time_seconds": 120,
    "rekey_fuzz_percentage": 50,
    "replay_window_size": 512,
    "dpd_timeout_seconds": 60,
    "dpd_timeout_action": "restart",
    "startup_action": "add",
    "enable_tunnel_lifecycle_control": True,
}
OTHER_OPTIONS = {
    "ike_versions": ["ikev2"],
    "phase1_dh_group_numbers": [20],
    "phase1_encryption_algorithms": ["AES256"],
    "phase1_integrity_algorithms": ["SHA2-512"],
    "phase1_lifetime_seconds": 7200,
    "phase2_dh_group_numbers": [21],
    "phase2_encryption_algorithms": ["AES128"],
    "phase2_integrity_algorithms": ["SHA1"],
    "phase2_lifetime_seconds": 900,
    "rekey_margin_time_seconds": 60,
    "rekey_fuzz_percentage": 25,
    "replay_window_size": 64,
    "dpd_timeout_seconds": 45,
    "dpd_timeout_action": "none",
    "startup_action": "start",
    "enable_tunnel_lifecycle_control": False,
}


def tunnel(number: int, options: dict[str, Any], **others: Any) -> dict[str, Any]:
    """The provider's arguments for a tunnel."""
    return {f"tunnel{number}_{name}": value for name, value in (options | others).items()}


def log_options(**options: Any) -> list[dict[str, Any]]:
    return [{"cloudwatch_log_options": [options]}]


@pytest.mark.plan(
    MODULE,
    inputs={
        "name": "harbour",
        "tags": {"owner": "network", "level": "module"},
        "vpn_gateway_id": GATEWAY,
        "sites": {
            "hq": {
                "cidrs": ["192.168.40.0/22", "192.168.44.0/24"],
                "asn": 4200000123,
                "routing": "static",
                "tags": {"level": "site", "place": "hq"},
                "devices": {
                    "fw-1": {
                        "ip_address": "198.51.100.41",
                        "certificate_arn": CERTIFICATE,
                        "device_name": "hq-firewall",
                        "connections": 2,
                        "tags": {"level": "device"},
                    }
                },
                "tunnels": OPTIONS
                | {
                    "inside_cidrs": {
                        "fw-1": ["169.254.60.0/30", "169.254.60.4/30", "169.254.60.8/30", "169.254.60.12/30"]
                    },
                    "overrides": {"fw-1/2/2": OTHER_OPTIONS},
                },
            }
        },
        "preshared_keys": {"hq/fw-1/1/1": "abcdefg1", "hq/fw-1/2/2": "abcdefg2"},
        "preshared_key_storage": "Standard",
        "logging": {
            "log_group_name": "/aws/vendedlogs/hq",
            "retention_days": 30,
            "kms_key_arn": KMS_KEY,
            "format": "text",
        },
        "alarms": {"sns_topic_arns": [TOPIC], "period_seconds": 60, "evaluation_periods": 3},
    },
)
def test_every_argument_that_can_be_given(plan: Plan) -> None:
    tags = {"owner": "network", "level": "device", "place": "hq"}

    def tagged(name: str, tags: dict[str, str] = tags) -> dict[str, Any]:
        return {"tags": tags | {"Name": name}, "tags_all": tags | {"Name": name}}

    assert plan['aws_customer_gateway.this["hq/fw-1"]'].known() == {
        "type": "ipsec.1",
        "bgp_asn_extended": "4200000123",
        "ip_address": "198.51.100.41",
        "certificate_arn": CERTIFICATE,
        "device_name": "hq-firewall",
        **tagged("harbour/hq/fw-1"),
    }

    logs = log_options(log_enabled=True, log_group_arn=UNKNOWN, log_output_format="text")
    common = {
        "type": "ipsec.1",
        "vpn_gateway_id": GATEWAY,
        "static_routes_only": True,
        "preshared_key_storage": "Standard",
        "tunnel1_log_options": logs,
        "tunnel2_log_options": logs,
    }
    first = plan['aws_vpn_connection.this["hq/fw-1/1"]']
    assert first.known() == {
        **common,
        **tunnel(1, OPTIONS, inside_cidr="169.254.60.0/30", preshared_key=SENSITIVE),
        **tunnel(2, OPTIONS, inside_cidr="169.254.60.4/30"),
        **tagged("harbour/hq/fw-1/1"),
    }
    assert first["customer_gateway_id"] is UNKNOWN
    second = plan['aws_vpn_connection.this["hq/fw-1/2"]']
    assert second.known() == {
        **common,
        **tunnel(1, OPTIONS, inside_cidr="169.254.60.8/30"),
        **tunnel(2, OTHER_OPTIONS, inside_cidr="169.254.60.12/30", preshared_key=SENSITIVE),
        **tagged("harbour/hq/fw-1/2"),
    }

    routes = {r.key: r.known() for r in plan.of_type("aws_vpn_connection_route")}
    assert routes == {
        f"hq/fw-1/{number}/{cidr}": {"destination_cidr_block": cidr}
        for number in (1, 2)
        for cidr in ("192.168.40.0/22", "192.168.44.0/24")
    }

    group = plan["aws_cloudwatch_log_group.this[0]"].known()
    assert group == {
        "name": "/aws/vendedlogs/hq",
        "retention_in_days": 30,
        "kms_key_id": KMS_KEY,
        "skip_destroy": False,
        **tagged("harbour", {"owner": "network", "level": "module"}),
    }

    alarm = {
        "namespace": "AWS/VPN",
        "metric_name": "TunnelState",
        "period": 60,
        "evaluation_periods": 3,
        "treat_missing_data": "breaching",
        "alarm_actions": [TOPIC],
        "ok_actions": [TOPIC],
        "actions_enabled": True,
        "metric_query": [],
    }
    for number in (1, 2):
        key = f"hq/fw-1/{number}"
        assert plan[f'aws_cloudwatch_metric_alarm.one_tunnel_down["{key}"]'].known() == {
            **alarm,
            "alarm_name": f"vpn/harbour/{key}/one-tunnel-down",
            "alarm_description": f"A tunnel of the VPN connection {key} of harbour is down: "
            "the connection has no spare.",
            "statistic": "Minimum",
            "comparison_operator": "LessThanThreshold",
            "threshold": 1,
            **tagged(f"harbour/{key}"),
        }
        assert plan[f'aws_cloudwatch_metric_alarm.both_tunnels_down["{key}"]'].known() == {
            **alarm,
            "alarm_name": f"vpn/harbour/{key}/both-tunnels-down",
            "alarm_description": f"Both tunnels of the VPN connection {key} of harbour are down: nothing passes.",
            "statistic": "Maximum",
            "comparison_operator": "LessThanOrEqualToThreshold",
            "threshold": 0,
            **tagged(f"harbour/{key}"),
        }

    for resource in plan.of_type("aws_cloudwatch_metric_alarm"):
        assert resource["dimensions"] is UNKNOWN  # the connection's id

    assert len(plan.managed()) == 1 + 2 + 4 + 1 + 4
    assert not plan.warnings
    assert plan.outputs["customer_gateways"] == {
        "hq/fw-1": {
            "id": UNKNOWN,
            "arn": UNKNOWN,
            "asn": 4200000123,
            "ip_address": "198.51.100.41",
            "device_name": "hq-firewall",
        }
    }
    assert plan.outputs["connections"]["hq/fw-1/2"] == {
        "id": UNKNOWN,
        "arn": UNKNOWN,
        "customer_gateway_id": UNKNOWN,
        "routing": "static",
        "customer_asn": 4200000123,
        "preshared_key_arn": UNKNOWN,
        "transit_gateway_attachment_id": ABSENT,
        "tunnels": {
            number: {
                "outside_address": UNKNOWN,
                "inside_cidr": cidr,
                "aws_inside_address": UNKNOWN,
                "customer_inside_address": UNKNOWN,
                "aws_asn": UNKNOWN,
                "inside_ipv6_cidr": ABSENT,
                "aws_inside_ipv6_address": ABSENT,
                "customer_inside_ipv6_address": ABSENT,
                "mtu": mtu,
                "mss": mtu - 40,
            }
            for number, cidr, mtu in (("1", "169.254.60.8/30", 1438), ("2", "169.254.60.12/30", 1422))
        },
    }
    assert plan.outputs["log_group_arn"] is UNKNOWN
    assert plan.outputs["alarms"] == {
        f"hq/fw-1/{number}": {"one_tunnel_down": UNKNOWN, "both_tunnels_down": UNKNOWN} for number in (1, 2)
    }


@pytest.mark.plan(
    MODULE,
    inputs={
        "name": "harbour",
        "vpn_gateway_id": GATEWAY,
        "sites": {"hq": site()},
    },
)
def test_defaults(plan: Plan) -> None:
    def tagged(name: str) -> dict[str, Any]:
        return {"tags": {"Name": name}, "tags_all": {"Name": name}}

    assert plan['aws_customer_gateway.this["hq/fw-1"]'].known() == {
        "type": "ipsec.1",
        "bgp_asn": "65140",
        "ip_address": "198.51.100.41",
        "device_name": "harbour-hq-fw-1",
        **tagged("harbour/hq/fw-1"),
    }
    logs = log_options(log_enabled=True, log_group_arn=UNKNOWN, log_output_format="json")
    connection = plan['aws_vpn_connection.this["hq/fw-1/1"]']
    assert connection.known() == {
        "type": "ipsec.1",
        "vpn_gateway_id": GATEWAY,
        "static_routes_only": False,
        "preshared_key_storage": "SecretsManager",
        "tunnel1_log_options": logs,
        "tunnel2_log_options": logs,
        **tunnel(1, SAFE_OPTIONS),
        **tunnel(2, SAFE_OPTIONS),
        **tagged("harbour/hq/fw-1/1"),
    }
    assert plan["aws_cloudwatch_log_group.this[0]"].known() == {
        "name": "/aws/vendedlogs/vpn/harbour",
        "retention_in_days": 365,
        "skip_destroy": False,
        **tagged("harbour"),
    }
    for alarm in plan.of_type("aws_cloudwatch_metric_alarm"):
        assert (alarm["period"], alarm["evaluation_periods"]) == (300, 1)
        assert (alarm["alarm_actions"], alarm["ok_actions"]) == (ABSENT, ABSENT)
    assert len(plan.managed()) == 1 + 1 + 1 + 2
    assert not plan.warnings


@pytest.mark.plan(
    MODULE,
    inputs=vpn(
        {
            "hq": site(
                devices={
                    "a": {"ip_address": "198.51.100.41", "connections": 2},
                    "b": {"ip_address": "198.51.100.42"},
                }
            ),
            "depot": site(cidrs=["10.1.0.0/16"], devices={"a": {"ip_address": "203.0.113.9"}}),
        }
    ),
)
def test_keys_are_the_callers(plan: Plan) -> None:
    assert [r.key for r in plan.of_type("aws_customer_gateway")] == ["depot/a", "hq/a", "hq/b"]
    assert [r.key for r in plan.of_type("aws_vpn_connection")] == ["depot/a/1", "hq/a/1", "hq/a/2", "hq/b/1"]
    assert list(plan.outputs["connections"]) == ["depot/a/1", "hq/a/1", "hq/a/2", "hq/b/1"]


@pytest.mark.plan(
    MODULE,
    inputs=vpn(
        {
            "one": site(asn=2147483647),
            "two": site(asn=2147483648, cidrs=["10.2.0.0/16"]),
            "three": site(asn=None, routing="static", cidrs=["10.3.0.0/16"]),
        }
    ),
)
def test_asns_go_where_they_fit(plan: Plan) -> None:
    assert {r.key: (r["bgp_asn"], r["bgp_asn_extended"]) for r in plan.of_type("aws_customer_gateway")} == {
        "one/fw-1": ("2147483647", ABSENT),
        "two/fw-1": (ABSENT, "2147483648"),
        "three/fw-1": ("65000", ABSENT),
    }


@pytest.mark.plan(MODULE, inputs=one_device(ip_address=None, certificate_arn=CERTIFICATE))
def test_a_certificate_stands_for_an_address(plan: Plan) -> None:
    gateway = plan['aws_customer_gateway.this["hq/fw-1"]']
    assert gateway["certificate_arn"] == CERTIFICATE
    assert gateway["ip_address"] is ABSENT


@pytest.mark.plan(MODULE, inputs=vpn(logging={"log_group_arn": f"{LOG_GROUP}:*"}))
def test_adopts_a_log_group(plan: Plan) -> None:
    assert not plan.of_type("aws_cloudwatch_log_group")
    logs = log_options(log_enabled=True, log_group_arn=LOG_GROUP, log_output_format="json")
    connection = plan['aws_vpn_connection.this["hq/fw-1/1"]']
    assert connection["tunnel1_log_options"] == connection["tunnel2_log_options"] == logs
    assert plan.outputs["log_group_arn"] == LOG_GROUP


@pytest.mark.plan(MODULE, inputs=vpn())
def test_logs_and_alarms_can_be_off(plan: Plan) -> None:
    connection = plan['aws_vpn_connection.this["hq/fw-1/1"]']
    logs = log_options(log_enabled=False, log_group_arn=ABSENT, log_output_format=ABSENT)
    assert connection["tunnel1_log_options"] == connection["tunnel2_log_options"] == logs
    assert [r.type for r in plan.managed()] == ["aws_customer_gateway", "aws_vpn_connection"]
    assert plan.outputs["log_group_arn"] is ABSENT
    assert plan.outputs["alarms"] == {}


@pytest.mark.plan(
    MODULE,
    inputs=vpn(
        {
            "a": site(devices={"b-c": {"ip_address": "198.51.100.41"}}),
            "a-b": site(cidrs=["10.1.0.0/16"], devices={"c": {"ip_address": "198.51.100.42"}}),
        },
        alarms={},
    ),
)
def test_alarm_names_are_unique(plan: Plan) -> None:
    names = [alarm["alarm_name"] for alarm in plan.of_type("aws_cloudwatch_metric_alarm")]
    assert len(set(names)) == 4
