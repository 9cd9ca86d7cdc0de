"""Does the plan do what the spec says? Each check compares facts of the plan with intent of the spec."""

from tieline.intent.check import Check, Failure
from tieline.intent.managed_vpn import checks

__all__ = ["Check", "Failure", "checks"]
