"""What a test suite takes from tieline: the pytest plugin, and what its assertions are written with."""

from tieline.terraform.plan import ABSENT, SENSITIVE, UNKNOWN
from tieline.testing.matching import like

__all__ = ["ABSENT", "SENSITIVE", "UNKNOWN", "like"]
