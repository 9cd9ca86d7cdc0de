"""Where AWS keeps the pre-shared keys of a connection."""

from __future__ import annotations

from collections.abc import Iterator

from tieline.policy.plancheck import Fault, PlanCheck, Values
from tieline.terraform.plan import ABSENT, SENSITIVE, UNKNOWN

#: What a reference that names no other resource, data source or module starts with.
_OWN = {"each", "count", "self", "path", "terraform", "var", "local"}


class KeyStorage(PlanCheck):
    """`preshared_key_storage` is SecretsManager."""

    def __init__(self) -> None:
        super().__init__("TIELINE_VPN_6", "aws_vpn_connection")

    def faults(self, values: Values, conf: Values) -> Iterator[Fault]:
        """A fault where the storage is another, or AWS's choice."""
        name = "preshared_key_storage"
        storage = values.get(name, ABSENT)
        if storage is SENSITIVE or (storage is UNKNOWN and _comes_from_elsewhere(conf.get(name))):
            yield name, None
        elif storage is UNKNOWN or storage is ABSENT:
            # The attribute is computed: when it is not set, the plan says unknown, not null.
            yield name, "not set, and AWS's default is Standard"
        elif storage != "SecretsManager":
            yield name, f"set to {storage}"


def _comes_from_elsewhere(reference: object) -> bool:
    """Whether checkov saw a reference to another resource, so that the value is truly unknown until apply."""
    text = reference[0] if isinstance(reference, list) and reference else None
    return isinstance(text, str) and "." in text and text.split(".")[0] not in _OWN


KeyStorage()
