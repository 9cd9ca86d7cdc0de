"""What an example renders to plans exactly what verifying its spec plans."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ROOT
from tieline.localstack.server import Server
from tieline.spec import load
from tieline.terraform.batch import plan_cases
from tieline.terraform.case import Case
from tieline.verify import case


@pytest.mark.parametrize("example", sorted((ROOT / "examples").glob("*/spec.yaml")), ids=lambda path: path.parent.name)
def test_the_rendered_root_plans_what_is_verified(example: Path, localstack: Server) -> None:
    verified = case(load(example))
    rendered = Case(example.parent, {}, verified.region, verified.landscape)
    [one, other] = plan_cases([verified, rendered], localstack)
    assert one.plan is not None
    assert other.plan is not None, other.errors
    [inside] = {resource.address.split(".")[1] for resource in other.plan.managed()}
    found = {r.address.removeprefix(f"module.{inside}."): r.values for r in other.plan.managed()}
    assert found == {r.address: r.values for r in one.plan.managed()}
