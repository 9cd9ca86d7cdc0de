"""The physical side of Direct Connect in a plan: connections, LAGs and MACsec keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tieline.intent.check import Check
from tieline.spec.base import DirectConnectSpec
from tieline.spec.document import Path
from tieline.spec.link_rules import HERE
from tieline.terraform.plan import ABSENT, SENSITIVE, UNKNOWN, Plan

_MODES = {"no_encrypt", "should_encrypt", "must_encrypt"}


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
        check.attribute(planned, "provider_name", wanted.provider_name or UNKNOWN, (*made[key], "provider_name"))
        check.attribute(planned, "request_macsec", wanted.with_macsec, (*made[key], "macsec"))
        mode = wanted.macsec if wanted.macsec in _MODES else UNKNOWN
        check.attribute(planned, "encryption_mode", mode, (*made[key], "macsec"))
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
        check.attribute(planned, "provider_name", wanted.provider_name or UNKNOWN, (*made[key], "provider_name"))
        check.attribute(planned, "force_destroy", wanted.force_destroy, (*made[key], "force_destroy"))
        check.attribute(planned, "connection_id", ABSENT, made[key])  # members join it by themselves
        check.tags(planned, spec.tags | wanted.tags, (*made[key], "tags"))
    joining: dict[str, Path] = {
        key: (*HERE, "connections", key, "lag") for key, item in stated.connections.items() if item.lag is not None
    }
    ids = link_ids(spec)
    for key, planned in check.keys(plan, "aws_dx_connection_association", joining, path).items():
        check.attribute(planned, "connection_id", ids[key], joining[key])
        check.attribute(planned, "lag_id", ids[str(stated.connections[key].lag)], joining[key])
    if joining:
        for argument, source in (("connection_id", "local.connection_ids"), ("lag_id", "local.lag_ids")):
            check.joined(plan, "aws_dx_connection_association.this", argument, source, path, keyed=True)
    return check


def _macsec_keys(spec: DirectConnectSpec, plan: Plan) -> Check:
    check = Check("MACsec keys, by reference or from the environment")
    stated, path = spec.direct_connect, (*HERE, "macsec_keys")
    keys: dict[str, Path] = {key: (*path, key) for key in stated.macsec_keys}
    ids = link_ids(spec)
    kind = "aws_dx_macsec_key_association"
    for key, planned in check.keys(plan, kind, keys, path).items():
        check.attribute(planned, "connection_id", ids[key.split("/", maxsplit=1)[0]], keys[key])
        secret = stated.macsec_keys[key].secret_arn
        check.attribute(planned, "secret_arn", secret or UNKNOWN, (*keys[key], "secret_arn"))
        # Of a key that is referred to AWS tells the name.
        for attribute, referred in (("ckn", UNKNOWN), ("cak", ABSENT)):
            found = "is planned beside the secret" if secret else f"does not come from TF_VAR_macsec_{attribute}"
            same = planned[attribute] is (referred if secret else SENSITIVE)
            check.fact(same, keys[key], planned.address, f"{attribute} {found}")
    if keys:
        check.joined(plan, f"{kind}.this", "connection_id", "local.connection_ids", path, keyed=True)
    return check
