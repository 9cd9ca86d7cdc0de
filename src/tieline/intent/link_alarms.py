"""The alarms of Direct Connect in a plan: on connections and their ports, light and encryption, and BGP sessions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tieline.intent.check import Check
from tieline.intent.links import link_ids
from tieline.spec.base import DirectConnectSpec
from tieline.spec.document import Path
from tieline.spec.link_rules import HERE
from tieline.terraform.plan import ABSENT, UNKNOWN, Plan, Resource

_ONE_LANE = {"1Gbps", "10Gbps", None}
"""Speeds whose light is of one lane; of an adopted connection of unknown speed it is tried."""
_BELOW, _ABOVE = "LessThanThreshold", "GreaterThanThreshold"


@dataclass(frozen=True)
class _Watched:
    """What has an alarm: where the spec has it, the tags it has, and the dimensions, where the plan knows them."""

    at: Path
    tags: Mapping[str, str]
    dimensions: Any


@dataclass(frozen=True)
class _Alarm:
    """An alarm as the module calls it, what it looks at and when it goes off."""

    name: str
    watched: Mapping[str, _Watched]
    metric: str
    threshold: float
    statistic: str = "Minimum"
    operator: str = _BELOW
    silence: str = "notBreaching"
    """What it makes of no data at all."""
    sources: tuple[str, ...] = ("local.connection_ids",)
    """Where the ids in its dimensions come from."""


def _alarms(spec: DirectConnectSpec) -> Iterator[_Alarm]:
    stated, ids = spec.direct_connect, link_ids(spec)

    def of(kind: str, key: str, tags: Mapping[str, str]) -> _Watched:
        dimensions = UNKNOWN if ids[key] is UNKNOWN else {"ConnectionId": ids[key]}
        return _Watched((*HERE, kind, key), spec.tags | dict(tags), dimensions)

    ports = {key: of("connections", key, item.tags) for key, item in stated.connections.items()}
    every = ports | {key: of("hosted_connections", key, {}) for key in stated.hosted_connections}
    optics = {key: port for key, port in ports.items() if stated.connections[key].bandwidth in _ONE_LANE}
    keyed = {key.split("/", maxsplit=1)[0] for key in stated.macsec_keys}
    encrypted = {
        key: port for key, port in ports.items() if key in keyed and stated.connections[key].macsec != "no_encrypt"
    }
    sessions: dict[str, _Watched] = {}
    for key, interface in stated.virtual_interfaces.items():
        families = {interface.address_family, *(peer.address_family for peer in interface.bgp_peers.values())}
        # The id of a virtual interface is among the dimensions, and so they are unknown.
        watched = _Watched((*HERE, "virtual_interfaces", key), spec.tags | interface.tags, UNKNOWN)
        sessions |= dict.fromkeys((f"{key}/{family}" for family in families), watched)
    light = spec.alarms.light_level_dbm
    yield _Alarm("down", every, "ConnectionState", 1, silence="breaching")
    yield _Alarm("errors", ports, "ConnectionErrorCount", 0, "Sum", _ABOVE)
    yield _Alarm("light_received_low", optics, "ConnectionLightLevelRx", light)
    yield _Alarm("light_sent_low", optics, "ConnectionLightLevelTx", light)
    yield _Alarm("not_encrypted", encrypted, "ConnectionEncryptionState", 1, silence="breaching")
    ends = ("local.watched_interfaces", "local.watched_ids")
    yield _Alarm("bgp_down", sessions, "VirtualInterfaceBgpStatus", 1, silence="breaching", sources=ends)


def alarms(spec: DirectConnectSpec, plan: Plan) -> Check:
    """What is watched, and when an alarm goes off."""
    check = Check("alarms: connections down, errors, light, MACsec, BGP sessions")
    path: Path = ("alarms",)
    kind = "aws_cloudwatch_metric_alarm"
    for wanted in _alarms(spec):
        watched = wanted.watched if spec.alarms.enabled else {}
        paths = {key: each.at for key, each in watched.items()}
        for key, alarm in check.keys(plan, kind, paths, path, wanted.name).items():
            _goes_off(check, spec, alarm, wanted)
            check.attribute(alarm, "dimensions", watched[key].dimensions, paths[key])
            check.tags(alarm, watched[key].tags, (*paths[key], "tags"))
        for source in wanted.sources if watched else ():
            # A session's key is that of its interface with the family behind it.
            check.joined(plan, f"{kind}.{wanted.name}", "dimensions", source, path, keyed=True)
    names: dict[Any, Resource] = {}
    for alarm in plan.of_type(kind):
        other = names.setdefault(alarm["alarm_name"], alarm)
        if other is not alarm:
            check.fact(False, path, alarm.address, f"takes the name of {other.address}, and so its place")
    return check


def _goes_off(check: Check, spec: DirectConnectSpec, alarm: Resource, wanted: _Alarm) -> None:
    stated, path = spec.alarms, ("alarms",)
    fixed = {
        "namespace": "AWS/DX",
        "metric_name": wanted.metric,
        "statistic": wanted.statistic,
        "comparison_operator": wanted.operator,
        "treat_missing_data": wanted.silence,
        "actions_enabled": True,
        "unit": ABSENT,
        "datapoints_to_alarm": ABSENT,
    }
    for attribute, value in fixed.items():
        check.attribute(alarm, attribute, value, path)
    # JSON does not tell -14 from -14.0.
    at = (*path, "light_level_dbm") if wanted.name.startswith("light_") else path
    check.one_of(alarm["threshold"], [wanted.threshold], at, alarm.address, "threshold")
    check.attribute(alarm, "period", stated.period_seconds, (*path, "period_seconds"))
    check.attribute(alarm, "evaluation_periods", stated.evaluation_periods, (*path, "evaluation_periods"))
    for attribute in ("alarm_actions", "ok_actions"):
        check.attribute(alarm, attribute, stated.sns_topic_arns or ABSENT, (*path, "sns_topic_arns"))
