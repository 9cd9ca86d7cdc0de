"""Where AWS keeps the pre-shared keys of a connection."""

from __future__ import annotations

from collections.abc import Iterator

from tieline.policy.plancheck import Fault, PlanCheck, Values, comes_from_elsewhere
from tieline.terraform.plan import ABSENT, SENSITIVE, UNKNOWN


class KeyStorage(PlanCheck):
    """`preshared_key_storage` is SecretsManager."""

    def __init__(self) -> None:
        super().__init__("TIELINE_VPN_6", "aws_vpn_connection")

    def faults(self, values: Values, conf: Values) -> Iterator[Fault]:
        """A fault where the storage is another, or AWS's choice."""
        name = "preshared_key_storage"
        storage = values.get(name, ABSENT)
        if storage is SENSITIVE or (storage is UNKNOWN and comes_from_elsewhere(conf, name)):
            yield name, None
        elif storage is UNKNOWN or storage is ABSENT:
            # The attribute is computed: when it is not set, the plan says unknown, not null.
            yield name, "not set, and AWS's default is Standard"
        elif storage != "SecretsManager":
            yield name, f"set to {storage}"


KeyStorage()
