"""Tables of plan cases: what goes into a module, and what must come of it."""

from typing import Any

import pytest

from support.vpn import Inputs


def accepted(module: str, name: str, inputs: Inputs, **settings: Any) -> Any:
    """A case that must plan."""
    return pytest.param(marks=pytest.mark.plan(module, inputs=inputs, **settings), id=name)


def refused(module: str, name: str, inputs: Inputs, *lines: str, **settings: Any) -> Any:
    """A case that must fail with one error, whose message has exactly these lines."""
    return pytest.param(list(lines), marks=pytest.mark.plan(module, inputs=inputs, **settings), id=name)
