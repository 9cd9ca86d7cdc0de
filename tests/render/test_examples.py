"""What an example renders to plans exactly what verifying its spec plans."""

from __future__ import annotations

import pytest

from conftest import ROOT
from tieline.localstack.server import Server
from tieline.spec import load
from tieline.spec.loading import PATTERNS
from tieline.terraform.batch import plan_cases
from tieline.terraform.case import Case, Outcome
from tieline.verify import case

EXAMPLES = sorted(file.parent for file in (ROOT / "examples").glob("*/spec.yaml"))


@pytest.fixture(scope="module")
def planned(localstack: Server) -> dict[str, tuple[Outcome, Outcome]]:
    """By example, its spec as it is verified, and its rendered folder; all planned in one batch."""
    verified = [case(load(folder / "spec.yaml")) for folder in EXAMPLES]
    rendered = [Case(folder, {}, one.region, one.landscape) for folder, one in zip(EXAMPLES, verified, strict=True)]
    outcomes = plan_cases([*verified, *rendered], localstack)
    pairs = zip(outcomes[: len(EXAMPLES)], outcomes[len(EXAMPLES) :], strict=True)
    return {folder.name: pair for folder, pair in zip(EXAMPLES, pairs, strict=True)}


@pytest.mark.parametrize("example", [folder.name for folder in EXAMPLES])
def test_the_rendered_root_plans_what_is_verified(example: str, planned: dict[str, tuple[Outcome, Outcome]]) -> None:
    one, other = planned[example]
    assert one.plan is not None, one.errors
    assert other.plan is not None, other.errors
    [inside] = {resource.address.split(".")[1] for resource in other.plan.managed()}
    found = {r.address.removeprefix(f"module.{inside}."): r.values for r in other.plan.managed()}
    assert found == {r.address: r.values for r in one.plan.managed()}


def test_every_pattern_has_an_example() -> None:
    assert {load(folder / "spec.yaml").spec.pattern for folder in EXAMPLES} == PATTERNS.keys()
