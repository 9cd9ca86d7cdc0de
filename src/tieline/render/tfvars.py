"""A spec into its module's inputs: mechanism is passed on as it stands, intent is worked out or left behind."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from pydantic import BaseModel

from tieline.render.routing import routing
from tieline.spec.base import Spec
from tieline.spec.connections import expand, inside_cidrs
from tieline.spec.managed_vpn import ManagedVpn
from tieline.spec.transit_gateway_vpn import TransitGatewayVpn

NOT_INPUTS = {"pattern", "region"}
"""Keys that say which module and where, and so are no inputs of it."""


@singledispatch
def tfvars(spec: Spec) -> dict[str, Any]:
    """The inputs of the spec's pattern module: what the spec says, and what follows from it."""
    raise NotImplementedError(spec.pattern)


@tfvars.register
def _managed_vpn(spec: ManagedVpn) -> dict[str, Any]:
    return _vpn(spec)


@tfvars.register
def _transit_gateway_vpn(spec: TransitGatewayVpn) -> dict[str, Any]:
    inputs = {"sites": {}} | _vpn(spec)
    worked_out = routing(spec)
    for key, routes in worked_out.vpc_routes.items():
        inputs["vpcs"][key]["routes"] = routes
    for segment in spec.segments.values():
        if segment.through and spec.vpcs[segment.through].attachment_id is None:
            inputs["vpcs"][segment.through]["appliance_mode"] = True
    return inputs | worked_out.inputs()


def _vpn(spec: Spec) -> dict[str, Any]:
    """What is written, with the number of connections and inside CIDRs of every device."""
    inputs = {key: value for key, value in mechanism(spec).items() if key not in NOT_INPUTS}
    for key, site in spec.sites.items():
        for device, count in site.connections().items():
            if count != site.devices[device].connections:
                inputs["sites"][key]["devices"][device]["connections"] = count
    worked_out: dict[str, dict[str, list[str]]] = {}
    for connection in expand(spec.sites):
        devices = worked_out.setdefault(connection.site_key, {})
        devices.setdefault(connection.device_key, []).extend(inside_cidrs(spec.name, connection))
    for site_key, by_device in worked_out.items():
        inputs["sites"][site_key].setdefault("tunnels", {})["inside_cidrs"] = by_device
    return inputs


def mechanism(model: BaseModel) -> dict[str, Any]:
    """What the spec's author wrote, less the facts and intents that no module takes."""
    values = {}
    for name in type(model).model_fields:
        extra = type(model).model_fields[name].json_schema_extra
        intent = isinstance(extra, dict) and extra.get("intent")
        if name in model.model_fields_set and not intent:
            values[name] = _plain(getattr(model, name))
    return values


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return mechanism(value)
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return value
