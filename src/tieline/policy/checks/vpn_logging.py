"""Whether each tunnel writes its log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tieline.policy.plancheck import Fault, PlanCheck, Values
from tieline.terraform.plan import SENSITIVE, UNKNOWN, Mark


class TunnelLogging(PlanCheck):
    """Both tunnels have `log_enabled`. The log group may be unknown: it is often made by the same plan."""

    def __init__(self) -> None:
        super().__init__("TIELINE_VPN_5", "aws_vpn_connection")

    def faults(self, values: Values, conf: Values) -> Iterator[Fault]:  # noqa: ARG002
        """A fault for each tunnel without a log."""
        for name in ("tunnel1_log_options", "tunnel2_log_options"):
            # The block is computed: one that is not written is not null but unknown.
            options = _first(_first(values.get(name)).get("cloudwatch_log_options"))
            enabled = options.get("log_enabled")
            if not options:
                yield name, "not set, so AWS keeps no log"
            elif enabled is UNKNOWN or enabled is SENSITIVE:
                yield name, None
            elif enabled is not True:
                yield name, "log_enabled is not true"


def _first(block: Any) -> dict[str, Any]:
    """The one block of a list, or nothing where the list is empty, not set or unknown."""
    return block[0] if block and not isinstance(block, Mark) and not isinstance(block[0], Mark) else {}


TunnelLogging()
