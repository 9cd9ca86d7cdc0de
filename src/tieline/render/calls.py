"""A spec into calls of its pattern's module: one, or one for each account and Region that something of it is in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from tieline.render.hcl import Expression
from tieline.render.tfvars import is_main, mechanism, tfvars, vpc_inputs
from tieline.spec.base import Spec
from tieline.spec.direct_connect import DirectConnect, DirectConnectVpc

DX_GATEWAY_VARIABLE = "dx_gateway_id"
"""What the root module of another account asks for: the Direct Connect gateway, made in ours."""


@dataclass(frozen=True)
class Call:
    """A call of a pattern's module."""

    label: str
    region: str
    inputs: dict[str, Any]
    """Values, or an Expression where a value comes from another call or from a variable."""
    account: str | None = None
    """Another account, where the call belongs into a root module of its own."""

    @property
    def alias(self) -> str:
        """What the AWS provider of its Region is called where it is not the root's own."""
        return self.region.replace("-", "_")


def label(name: str) -> str:
    """A spec's name as Terraform takes it for a module."""
    text = name.replace("-", "_")
    return text if name[0].isalpha() else f"_{text}"


@singledispatch
def calls(spec: Spec, *, together: bool = False) -> list[Call]:  # noqa: ARG001
    """The calls of a spec; the first is that of the spec's own account and Region.

    Args:
        spec: an accepted spec.
        together: for one module that makes all of them, as they are planned; else other accounts have roots of theirs.
    """
    return [Call(label(spec.name), spec.region, tfvars(spec))]


@calls.register
def _direct_connect(spec: DirectConnect, *, together: bool = False) -> list[Call]:
    main = Call(label(spec.name), spec.region, tfvars(spec))
    return [main, *_elsewhere(spec, main, together=together)]


def _elsewhere(spec: DirectConnect, main: Call, *, together: bool) -> Iterator[Call]:
    """VPCs of other Regions are associated, or accepted, there; those of other accounts are proposed from there."""
    gateway = spec.direct_connect.gateway
    groups: dict[tuple[str | None, str], dict[str, DirectConnectVpc]] = {}
    for key, vpc in spec.vpcs.items():
        region = vpc.region or spec.region
        if not is_main(spec, vpc):
            groups.setdefault((None, region), {})[key] = vpc
        if spec.elsewhere(vpc):
            groups.setdefault((vpc.account, region), {})[key] = vpc
    for (account, region), vpcs in groups.items():
        made = Expression(f"module.{main.label}.direct_connect_gateway.id")
        known = gateway.id if gateway else None
        id_ = known or (Expression(f"var.{DX_GATEWAY_VARIABLE}") if account and not together else made)
        there: dict[str, Any] = {"id": id_}
        if gateway and gateway.asn:
            there["asn"] = gateway.asn
        owner = spec.account if account else gateway.account if gateway else None
        inputs: dict[str, Any] = {key: value for key, value in main.inputs.items() if key in {"name", "tags"}}
        inputs["vpcs"] = {key: vpc_inputs(spec, vpc, there=account is not None) for key, vpc in vpcs.items()}
        inputs["sites"] = {
            key: _ranges(mechanism(site))
            for key, site in spec.sites.items()
            if not site.virtual_interfaces or not all(map(spec.target, site.virtual_interfaces))
        }
        inputs["direct_connect"] = {"gateway": there | ({"account": owner} if owner else {})}
        parts = [main.label, *(["account", account] if account and together else [])]
        parts += [region.replace("-", "_")] if region != spec.region else []
        yield Call("_".join(parts), region, inputs, account)


def _ranges(site: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in site.items() if key != "virtual_interfaces"}
