"""A plan that knows the spec it comes from, so that what is wrong in it can be told at the spec's line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, cast

from tieline.terraform.plan import Plan, Resource

if TYPE_CHECKING:
    from tieline.spec import Loaded

_KEYS = {
    ("aws_customer_gateway", "bgp_asn"): "asn",
    ("aws_customer_gateway", "ip_address"): "ip_address",
    ("aws_vpn_gateway", "amazon_side_asn"): "asn",
    ("aws_cloudwatch_log_group", "retention_in_days"): "retention_days",
    ("aws_cloudwatch_log_group", "kms_key_id"): "kms_key_arn",
}
"""Attributes that one key of the spec sets, beside or above the place its resource comes from."""


def place(loaded: Loaded, address: str, attribute: str = "") -> str:
    """Where the spec asks for an attribute of a resource: `site.yaml:7:5: sites.hq.asn`; "" where it is not known."""
    from tieline.intent.trace import origin  # noqa: PLC0415 - only failures need it

    path = origin(loaded.spec, address, message=attribute)
    if not path:
        return ""
    kind = next((part for part in address.split(".") if part.startswith("aws_")), "")
    key = _KEYS.get((kind, attribute))
    for length in range(len(path), 0, -1) if key else ():
        if (*path[:length], key) in loaded.document.positions:
            return str(loaded.problem((*path[:length], cast(str, key)), ""))
    return str(loaded.problem(path, ""))


@dataclass(frozen=True, eq=False)
class TracedResource(Resource):
    """A resource of a plan that a spec led to."""

    loaded: Loaded = field(repr=False, kw_only=True)

    def place(self, attribute: str = "") -> str:
        """Where the spec asks for it, or for one of its attributes."""
        return place(self.loaded, self.address, attribute)


@dataclass(frozen=True, eq=False)
class TracedPlan(Plan):
    """A plan that a spec led to. It compares as the plan it is."""

    loaded: Loaded = field(repr=False, kw_only=True)

    @classmethod
    def of(cls, plan: Plan, loaded: Loaded) -> TracedPlan:
        """The same plan, with the spec it comes from."""
        resources: Mapping[str, Resource] = {
            address: TracedResource(**_values(resource), loaded=loaded) for address, resource in plan.resources.items()
        }
        return cls(**_values(replace(plan, resources=resources)), loaded=loaded)

    def place(self, address: str, attribute: str = "") -> str:
        """Where the spec asks for what is, or should be, at an address."""
        return place(self.loaded, address, attribute)


def _values(plan: Plan | Resource) -> dict[str, Any]:
    return {f.name: getattr(plan, f.name) for f in fields(plan)}
