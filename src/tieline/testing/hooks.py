"""The hooks that tieline's own plugin modules, and anybody's conftest.py, may implement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tieline.terraform.case import Case, Outcome


@pytest.hookspec
def pytest_tieline_planned(config: pytest.Config, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> None:
    """Called once a session, after its cases have been planned, in the process that planned them."""
