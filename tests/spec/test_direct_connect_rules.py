"""Every rule of a direct-connect spec, seen accepting and refusing."""

from __future__ import annotations

import pytest

from support.verdicts import Changes, spec_with
from support.verdicts_direct_connect import ACCEPTED, BASE, INTENT, REFUSED, SPEC_ACCEPTED
from tieline.spec import SpecError
from tieline.spec.document import Document
from tieline.spec.loading import Loaded, check


def changed(changes: Changes) -> Loaded:
    return check(Document(spec_with(changes, BASE), {}), "spec")


def refusals(changes: Changes) -> list[str]:
    try:
        changed(changes)
    except SpecError as error:
        return [f"{problem.key}: {problem.message}" for problem in error.problems]
    return []


@pytest.mark.parametrize("changes", (ACCEPTED | SPEC_ACCEPTED).values(), ids=ACCEPTED | SPEC_ACCEPTED)
def test_accepts(changes: Changes) -> None:
    assert refusals(changes) == []


@pytest.mark.parametrize(("changes", "message"), (REFUSED | INTENT).values(), ids=REFUSED | INTENT)
def test_refuses(changes: Changes, message: str) -> None:
    [told] = refusals(changes)
    assert told.startswith(message)
