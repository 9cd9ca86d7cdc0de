"""A spec into its module's inputs: mechanism is passed on as it stands, intent is worked out or left behind."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from pydantic import BaseModel

from tieline.render.routing import routing
from tieline.spec.announced import allowed_prefixes
from tieline.spec.base import Spec, TransitGatewaySpec, VpnSpec
from tieline.spec.connections import expand, inside_cidrs
from tieline.spec.direct_connect import DirectConnect, DirectConnectVpc
from tieline.spec.managed_vpn import ManagedVpn
from tieline.spec.transit_gateway_direct_connect import TransitGatewayDirectConnect
from tieline.spec.transit_gateway_vpn import TransitGatewayVpn

NOT_INPUTS = {"account", "pattern", "region"}
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
    return inputs | _on_the_gateway(spec, inputs)


@tfvars.register
def _transit_gateway_direct_connect(spec: TransitGatewayDirectConnect) -> dict[str, Any]:
    inputs = _written(spec)
    gateway = inputs["direct_connect"]["gateway"]
    gateway["allowed_prefixes"] = allowed_prefixes(spec)
    if here := spec.further_here():
        gateway["transit_gateways"] = {key: mechanism(each) for key, each in here.items()}
    else:
        gateway.pop("transit_gateways", None)
    return inputs | _on_the_gateway(spec, inputs)


@tfvars.register
def _direct_connect(spec: DirectConnect) -> dict[str, Any]:
    """Of the account and the Region of the connections; what is elsewhere takes calls of its own."""
    inputs = _written(spec)
    inputs["vpcs"] = {key: vpc_inputs(spec, vpc) for key, vpc in spec.vpcs.items() if is_main(spec, vpc)}
    return inputs


def is_main(spec: DirectConnect, vpc: DirectConnectVpc) -> bool:
    """Whether the call that makes the connections also has this VPC: as its own, or to accept what is proposed.

    AWS associates a gateway, and accepts its proposal, in that gateway's own Region.
    """
    return vpc.region in (None, spec.region)


def vpc_inputs(spec: DirectConnect, vpc: DirectConnectVpc, *, there: bool = False) -> dict[str, Any]:
    """A VPC as the module takes it: `there`, in its own account, or where the connections are."""
    values = {key: value for key, value in mechanism(vpc).items() if key != "region"}
    if spec.elsewhere(vpc) and not there:
        return {key: value for key, value in values.items() if key not in {"route_tables", "vpn_gateway"}}
    return {key: value for key, value in values.items() if key not in {"account", "proposal_id"}}


def _on_the_gateway(spec: TransitGatewaySpec, inputs: dict[str, Any]) -> dict[str, Any]:
    """The route tables that follow from the segments; what VPCs send to the gateway is put into `inputs`."""
    worked_out = routing(spec)
    for key, routes in worked_out.vpc_routes.items():
        inputs["vpcs"][key]["routes"] = routes
    for segment in spec.segments.values():
        if segment.through and spec.vpcs[segment.through].attachment_id is None:
            inputs["vpcs"][segment.through]["appliance_mode"] = True
    return worked_out.inputs()


def _written(spec: Spec) -> dict[str, Any]:
    return {key: value for key, value in mechanism(spec).items() if key not in NOT_INPUTS}


def _vpn(spec: VpnSpec) -> dict[str, Any]:
    """What is written, with the number of connections and inside CIDRs of every device."""
    inputs = _written(spec)
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
