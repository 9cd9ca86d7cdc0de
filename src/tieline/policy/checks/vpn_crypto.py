"""What a tunnel may negotiate: IKE version, encryption, integrity, Diffie-Hellman groups, in both tunnels."""

from __future__ import annotations

from collections.abc import Iterator

from tieline.policy.plancheck import Fault, PlanCheck, Values
from tieline.terraform.plan import ABSENT, SENSITIVE, UNKNOWN, Mark

_ENCRYPTION = frozenset({"AES256", "AES256-GCM-16"})
_INTEGRITY = frozenset({"SHA2-256", "SHA2-384", "SHA2-512"})
_DH_GROUPS = frozenset(range(14, 22))


class AllowsOnly(PlanCheck):
    """The options of both tunnels hold nothing but the given values; an option that is not set holds everything."""

    def __init__(self, policy: str, **allowed: frozenset[str] | frozenset[int]) -> None:
        super().__init__(policy, "aws_vpn_connection")
        self.allowed = allowed

    def faults(self, values: Values, conf: Values) -> Iterator[Fault]:  # noqa: ARG002
        """A fault for each option of each tunnel that is not set or holds another value."""
        for n in (1, 2):
            for option, allowed in self.allowed.items():
                name = f"tunnel{n}_{option}"
                value = values.get(name, ABSENT)
                if value is UNKNOWN or value is SENSITIVE:
                    yield name, None
                elif value is ABSENT or not value:
                    yield name, "not set, and AWS's default allows everything"
                elif weak := [item for item in value if not isinstance(item, Mark) and item not in allowed]:
                    yield name, f"allows {', '.join(str(item) for item in sorted(weak))}"
                elif any(isinstance(item, Mark) for item in value):
                    yield name, None


AllowsOnly("TIELINE_VPN_1", ike_versions=frozenset({"ikev2"}))
AllowsOnly("TIELINE_VPN_2", phase1_encryption_algorithms=_ENCRYPTION, phase2_encryption_algorithms=_ENCRYPTION)
AllowsOnly("TIELINE_VPN_3", phase1_integrity_algorithms=_INTEGRITY, phase2_integrity_algorithms=_INTEGRITY)
AllowsOnly("TIELINE_VPN_4", phase1_dh_group_numbers=_DH_GROUPS, phase2_dh_group_numbers=_DH_GROUPS)
