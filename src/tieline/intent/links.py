"""The physical side of Direct Connect in a plan: connections, LAGs, MACsec keys and their alarms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tieline.intent.check import Check
from tieline.spec.base import DirectConnectSpec
from tieline.spec.document import Path
from tieline.spec.link_rules import HERE
from tieline.terraform.plan import ABSENT, UNKNOWN, Plan, Resource

_MODES = {"no_encrypt", "should_encrypt", "must_encrypt"}
_ONE_LANE = {"1Gbps", "10Gbps", None}
"""Speeds whose light is of one lane; of an adopted connection of unknown speed it is tried."""


def links(spec: DirectConnectSpec, plan: Plan) -> Iterator[Check]:
    """Connections and LAGs as said, and what is accepted or joined."""
    yield _connections(spec, plan)
    yield _lags(spec, plan)
    yield _macsec_keys(spec, plan)


def link_ids(spec: DirectConnectSpec) -> dict[str, Any]:
    """By name, the id of what carries virtual interfaces; that of what is made is known only at apply."""
    stated = spec.direct_connect
    found: dict[str, Any] = {}
    for kind in (stated.connections, stated.lags):
        found |= {key: item.id or UNKNOWN for key, item in kind.items()}
    return found | {key: item.id for key, item in stated.hosted_connections.items()}


def _connections(spec: DirectConnectSpec, plan: Plan) -> Check:
    check = Check("Direct Connect connections")
    stated, path = spec.direct_connect, (*HERE, "connections")
    made: dict[str, Path] = {key: (*path, key) for key, item in stated.connections.items() if item.id is None}
    for key, planned in check.keys(plan, "aws_dx_connection", made, path).items():
        wanted = stated.connections[key]
        for option in ("location", "bandwidth", "skip_destroy"):
            check.attribute(planned, option, getattr(wanted, option), (*made[key], option))
        provider = wanted.provider_name or UNKNOWN
        check.one_of(
            planned["provider_name"], [provider], (*made[key], "provider_name"), planned.address, "provider_name"
        )
        check.attribute(planned, "request_macsec", wanted.with_macsec, (*made[key], "macsec"))
        mode = wanted.macsec if wanted.macsec in _MODES else UNKNOWN
        check.one_of(planned["encryption_mode"], [mode], (*made[key], "macsec"), planned.address, "encryption_mode")
        check.tags(planned, spec.tags | wanted.tags, (*made[key], "tags"))
    path = (*HERE, "hosted_connections")
    accepted: dict[str, Path] = {key: (*path, key) for key, item in stated.hosted_connections.items() if item.confirm}
    for key, planned in check.keys(plan, "aws_dx_connection_confirmation", accepted, path).items():
        check.attribute(planned, "connection_id", stated.hosted_connections[key].id, (*accepted[key], "id"))
    return check


def _lags(spec: DirectConnectSpec, plan: Plan) -> Check:
    check = Check("LAGs and their members")
    stated, path = spec.direct_connect, (*HERE, "lags")
    made: dict[str, Path] = {key: (*path, key) for key, item in stated.lags.items() if item.id is None}
    for key, planned in check.keys(plan, "aws_dx_lag", made, path).items():
        wanted = stated.lags[key]
        check.attribute(planned, "location", wanted.location, (*made[key], "location"))
        check.attribute(planned, "connections_bandwidth", wanted.bandwidth, (*made[key], "bandwidth"))
        check.attribute(planned, "force_destroy", wanted.force_destroy, (*made[key], "force_destroy"))
        check.tags(planned, spec.tags | wanted.tags, (*made[key], "tags"))
    joining: dict[str, Path] = {
        key: (*HERE, "connections", key, "lag") for key, item in stated.connections.items() if item.lag is not None
    }
    ids = link_ids(spec)
    for key, planned in check.keys(plan, "aws_dx_connection_association", joining, path).items():
        lag = stated.connections[key].lag or ""
        check.attribute(planned, "connection_id", ids[key], joining[key])
        check.attribute(planned, "lag_id", ids.get(lag, UNKNOWN), joining[key])
    if joining:
        for argument, source in (("connection_id", "local.connection_ids"), ("lag_id", "local.lag_ids")):
            check.joined(plan, "aws_dx_connection_association.this", argument, source, path, keyed=True)
    return check


def _macsec_keys(spec: DirectConnectSpec, plan: Plan) -> Check:
    check = Check("MACsec keys, by reference or from the environment")
    stated, path = spec.direct_connect, (*HERE, "macsec_keys")
    keys: dict[str, Path] = {key: (*path, key) for key in stated.macsec_keys}
    ids = link_ids(spec)
    for key, planned in check.keys(plan, "aws_dx_macsec_key_association", keys, path).items():
        check.attribute(planned, "connection_id", ids[key.split("/", maxsplit=1)[0]], keys[key])
        secret = stated.macsec_keys[key].secret_arn
        check.one_of(planned["secret_arn"], [secret or UNKNOWN], keys[key], planned.address, "secret_arn")
    if keys:
        joined = "aws_dx_macsec_key_association.this"
        check.joined(plan, joined, "connection_id", "local.connection_ids", path, keyed=True)
    return check


def alarms(spec: DirectConnectSpec, plan: Plan) -> Check:
    """What is watched: connections and their ports, light and encryption, and each BGP session."""
    check = Check("alarms: connections down, errors, light, MACsec, BGP sessions")
    stated, path = spec.direct_connect, ("alarms",)
    ports: dict[str, Path] = {key: (*HERE, "connections", key) for key in stated.connections}
    every = ports | {key: (*HERE, "hosted_connections", key) for key in stated.hosted_connections}
    optics = {key: at for key, at in ports.items() if stated.connections[key].bandwidth in _ONE_LANE}
    keyed = {key.split("/", maxsplit=1)[0] for key in stated.macsec_keys}
    encrypted = {
        key: at for key, at in ports.items() if key in keyed and stated.connections[key].macsec != "no_encrypt"
    }
    sessions: dict[str, Path] = {}
    for key, interface in stated.virtual_interfaces.items():
        families = {interface.address_family, *(peer.address_family for peer in interface.bgp_peers.values())}
        sessions |= {f"{key}/{family}": (*HERE, "virtual_interfaces", key) for family in families}
    light = spec.alarms.light_level_dbm
    for name, watched, metric, threshold in (
        ("down", every, "ConnectionState", 1),
        ("errors", ports, "ConnectionErrorCount", 0),
        ("light_received_low", optics, "ConnectionLightLevelRx", light),
        ("light_sent_low", optics, "ConnectionLightLevelTx", light),
        ("not_encrypted", encrypted, "ConnectionEncryptionState", 1),
        ("bgp_down", sessions, "VirtualInterfaceBgpStatus", 1),
    ):
        wanted = watched if spec.alarms.enabled else {}
        for alarm in check.keys(plan, "aws_cloudwatch_metric_alarm", wanted, path, name).values():
            fixed: dict[str, Any] = {"metric_name": metric, "threshold": threshold}
            for attribute, value in fixed.items():
                check.one_of(alarm[attribute], [value], path, alarm.address, attribute)
            _watches(check, spec, alarm)
    return check


def _watches(check: Check, spec: DirectConnectSpec, alarm: Resource) -> None:
    stated, path = spec.alarms, ("alarms",)
    check.attribute(alarm, "namespace", "AWS/DX", path)
    check.attribute(alarm, "actions_enabled", True, path)
    check.attribute(alarm, "period", stated.period_seconds, (*path, "period_seconds"))
    check.attribute(alarm, "evaluation_periods", stated.evaluation_periods, (*path, "evaluation_periods"))
    for attribute in ("alarm_actions", "ok_actions"):
        check.attribute(alarm, attribute, stated.sns_topic_arns or ABSENT, (*path, "sns_topic_arns"))
