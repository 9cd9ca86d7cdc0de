"""Which attributes of what is planned are looked at, and where the spec says them: every resource is tried."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from intent.tampering import otherwise, without
from tieline.intent import Failure, checks
from tieline.spec import Spec
from tieline.spec.base import DirectConnectSpec
from tieline.terraform.plan import Plan, Resource
from tieline.testing.traced import TracedPlan


@dataclass(frozen=True)
class Kind:
    """A type of resource: where the spec asks for one ("" if nobody counts them), and says what is looked at of it.

    A path that starts with a dot follows that of the resource. In all of them {key} is the resource's key, {first} and
    {last} are the parts of that, {link} is the connection of that name, dedicated or hosted, and {vpc} is the VPC whose
    virtual private gateway it is of.
    """

    path: str
    attributes: Mapping[str, str]
    unasked: str = ""
    """Where is told of one that nobody asks for; by default where one is asked for, without its key."""


def of_spec(plan: Plan) -> Spec:
    """The spec that a plan is of."""
    assert isinstance(plan, TracedPlan)
    return plan.loaded.spec


def failures(plan: Plan) -> list[Failure]:
    """Each fact of a plan that does not hold."""
    return [failure for check in checks(of_spec(plan), plan) for failure in check.failures]


def told(plan: Plan) -> set[tuple[str, str, str]]:
    """Each fact that does not hold: the title of its check, its path, and what is said of which address."""
    return {
        (check.title, dotted(failure), f"{failure.address}: {failure.message}")
        for check in checks(of_spec(plan), plan)
        for failure in check.failures
    }


def dotted(failure: Failure) -> str:
    return ".".join(map(str, failure.path))


def place(template: str, resource: Resource, spec: Spec) -> str:
    key = str(resource.key)
    hosted = spec.direct_connect.hosted_connections if isinstance(spec, DirectConnectSpec) else {}
    link = f"{'hosted_connections' if key in hosted else 'connections'}.{key}"
    first, _, last = key.partition("/")
    vpc = re.search(r'gateway\["([^"]+)"\]', resource.module)
    return template.format(key=key, first=first, last=last, link=link, vpc=vpc[1] if vpc else "")


def kind_of(resource: Resource, kinds: Mapping[str, Kind]) -> Kind:
    """The kind of a resource: that of its key, of its name, or of its type."""
    names = (f"{resource.type}.{resource.name}[{resource.key}]", f"{resource.type}.{resource.name}", resource.type)
    return next(kinds[name] for name in names if name in kinds)


def unseen_attributes(plan: Plan, kinds: Mapping[str, Kind], ignored: Mapping[str, set[str]]) -> Iterator[str]:
    """What is wrong with how attributes are looked at: each is planned otherwise in all resources of a type and name.

    Those looked at have to be told of on each resource, at their path, and those ignored on none.
    """
    spec = of_spec(plan)
    for kind, called in {(resource.type, resource.name) for resource in plan.managed()}:
        alike = [resource for resource in plan.of_type(kind) if resource.name == called]
        for attribute in alike[0].values:
            changed = {r.address: replace(r, values={**r.values, attribute: otherwise(r[attribute])}) for r in alike}
            found: dict[str, set[str]] = {address: set() for address in changed}
            for failure in failures(replace(plan, resources={**plan.resources, **changed})):
                if failure.address in found:
                    found[failure.address].add(dotted(failure))
            for resource in alike:
                paths, known = found[resource.address], kind_of(resource, kinds)
                if attribute in known.attributes:
                    suffix = known.attributes[attribute]
                    path = known.path + suffix if not suffix or suffix.startswith(".") else suffix
                    if place(path, resource, spec) not in paths and (attribute != "tags" or spec.tags):
                        yield f"{resource.address}: {attribute}: told of at {paths}, not at {path}"
                elif attribute not in ignored[""] | ignored.get(kind, set()):
                    yield f"{resource.address}: nobody has decided on {attribute}"
                elif paths:
                    yield f"{resource.address}: {attribute} is looked at"


_ONE_IS_ENOUGH = re.compile(r"is planned beside|are planned|it should be")
_NOT_ASKED = re.compile(r"the spec does not ask for it|are planned|it should be|takes none")
_MISSING = re.compile(r"nothing of this type is planned|0 are planned|0 gateways are planned")


def unseen_resources(plan: Plan, kinds: Mapping[str, Kind]) -> Iterator[str]:
    """What is wrong with how resources are counted: each is taken away, is planned twice, and one more is planned."""

    def is_told(changed: Plan, told_of: re.Pattern[str], path: str) -> bool:
        return any(told_of.search(failure.message) and dotted(failure) == path for failure in failures(changed))

    seen: set[tuple[str, str]] = set()
    for resource in plan.managed():
        known = kind_of(resource, kinds)
        if not known.path:
            continue
        path = place(known.path, resource, of_spec(plan))
        unasked = known.unasked or re.sub(r"\.?\{.*", "", known.path)
        if not is_told(without(plan, lambda r, gone=resource: r is gone), _MISSING, path):  # type: ignore[misc]
            yield f"{resource.address} is not missed at {path}"
        if not is_told(beside(plan, resource), _ONE_IS_ENOUGH, unasked):
            yield f"{resource.address} may be planned twice, or is not told of at {unasked}"
        if (resource.type, resource.name) not in seen and not is_told(another(plan, resource), _NOT_ASKED, unasked):
            yield f"{resource.address}: another may be planned, or is not told of at {unasked}"
        seen.add((resource.type, resource.name))


def beside(plan: Plan, resource: Resource, **changed: Any) -> Plan:
    """The plan with a resource once more, in another call of its module."""
    address = f"module.other.{resource.address}"
    made = replace(resource, address=address, **{"module": f"module.other.{resource.module}", **changed})
    return replace(plan, resources={**plan.resources, address: made})


def another(plan: Plan, resource: Resource) -> Plan:
    """The plan with a resource like another, of a key that is nobody's."""
    module = re.sub(r'gateway\["[^"]+"\]', 'gateway["other"]', resource.module)
    return beside(plan, resource, key=re.sub("^[^/]+", "other", str(resource.key)), module=module)


HERE = "direct_connect"
_ALARM = {
    **dict.fromkeys(
        ("namespace", "metric_name", "statistic", "comparison_operator", "treat_missing_data", "actions_enabled"),
        "alarms",
    ),
    **dict.fromkeys(("unit", "datapoints_to_alarm", "threshold"), "alarms"),
    "period": "alarms.period_seconds",
    "evaluation_periods": "alarms.evaluation_periods",
    "alarm_actions": "alarms.sns_topic_arns",
    "ok_actions": "alarms.sns_topic_arns",
    "dimensions": "",
    "tags": ".tags",
}
_LIGHT = _ALARM | {"threshold": "alarms.light_level_dbm"}


def alarm_kind(path: str, attributes: Mapping[str, str] = _ALARM) -> Kind:
    return Kind(path, attributes, unasked="alarms")


_ADDRESSES = {"amazon_address": ".amazon_address", "customer_address": ".customer_address"}
DIRECT_CONNECT: dict[str, Kind] = {
    "aws_dx_connection": Kind(
        HERE + ".connections.{key}",
        {name: f".{name}" for name in ("location", "bandwidth", "skip_destroy", "provider_name", "tags")}
        | dict.fromkeys(("request_macsec", "encryption_mode"), ".macsec"),
    ),
    "aws_dx_connection_confirmation": Kind(HERE + ".hosted_connections.{key}", {"connection_id": ".id"}),
    "aws_dx_lag": Kind(
        HERE + ".lags.{key}",
        {name: f".{name}" for name in ("location", "provider_name", "force_destroy", "tags")}
        | {"connections_bandwidth": ".bandwidth", "connection_id": ""},
    ),
    "aws_dx_connection_association": Kind(
        HERE + ".connections.{key}.lag", {"connection_id": "", "lag_id": ""}, unasked=HERE + ".lags"
    ),
    "aws_dx_macsec_key_association": Kind(
        HERE + ".macsec_keys.{key}", {"connection_id": "", "secret_arn": ".secret_arn", "ckn": "", "cak": ""}
    ),
    "aws_dx_gateway": Kind(HERE + ".gateway", {"amazon_side_asn": ".asn", "name": ".name"}),
    "aws_dx_bgp_peer": Kind(
        HERE + ".virtual_interfaces.{first}.bgp_peers.{last}",
        dict.fromkeys(("address_family", "bgp_asn", "virtual_interface_id"), "") | _ADDRESSES,
    ),
    **{
        f"aws_dx_{kind}_virtual_interface": Kind(
            HERE + ".virtual_interfaces.{key}",
            {name: f".{name}" for name in ("vlan", "mtu", "address_family", "tags")}
            | {"connection_id": ".connection", "sitelink_enabled": ".sitelink", "bgp_asn": "sites"}
            | {"dx_gateway_id": ""}
            | ({"vpn_gateway_id": ""} if kind == "private" else {})
            | _ADDRESSES,
        )
        for kind in ("private", "transit")
    },
    "aws_cloudwatch_metric_alarm.bgp_down": alarm_kind(HERE + ".virtual_interfaces.{first}"),
    **{
        f"aws_cloudwatch_metric_alarm.{name}": alarm_kind(HERE + ".{link}", _LIGHT if "light" in name else _ALARM)
        for name in ("down", "errors", "light_received_low", "light_sent_low", "not_encrypted")
    },
}
"""What both patterns of Direct Connect plan."""

IGNORED: dict[str, set[str]] = {
    # What AWS tells; names for people's eyes; what the provider takes in the place of another attribute; and BGP keys,
    # which a policy looks at.
    "": {
        "arn", "aws_device", "associated_gateway_type", "bgp_auth_key", "dx_gateway_association_id", "id",
        "jumbo_frame_capable", "owner_account_id", "owner_id", "state", "tags_all", "timeouts",
    },
    "aws_dx_bgp_peer": {"bgp_peer_id", "bgp_status"},
    "aws_dx_connection": {
        "has_logical_redundancy", "macsec_capable", "name", "partner_name", "port_encryption_status", "vlan_id",
    },
    "aws_dx_gateway_association": {"dx_gateway_owner_account_id", "vpn_gateway_id"},
    "aws_dx_gateway_association_proposal": {"associated_gateway_owner_account_id"},
    "aws_dx_lag": {"has_logical_redundancy", "name"},
    "aws_dx_macsec_key_association": {"start_on"},
    "aws_dx_private_virtual_interface": {"amazon_side_asn", "name"},
    "aws_dx_transit_virtual_interface": {"amazon_side_asn", "name"},
    "aws_cloudwatch_metric_alarm": {
        "alarm_description", "alarm_name", "evaluate_low_sample_count_percentiles", "extended_statistic",
        "insufficient_data_actions", "metric_query", "threshold_metric_id",
    },
    "aws_vpn_gateway": {"availability_zone"},
}  # fmt: skip
