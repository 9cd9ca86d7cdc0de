"""A hundred refusals in one run, each with its own message, and as many good cases beside some of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tieline.localstack.server import Server
from tieline.terraform import batch
from tieline.terraform.batch import plan_cases
from tieline.terraform.case import Case
from tieline.terraform.runner import PlanRun, Terraform

MODULE = """\
variable "asn" {
  type = number
  validation {
    condition     = var.asn < 1000 || var.asn >= 2000
    error_message = "asn: ${var.asn} is refused by the validation."
  }
}
module "inner" {
  source = "./inner"
  asn    = var.asn
}
resource "terraform_data" "first" {
  input = var.asn
  lifecycle {
    precondition {
      condition     = var.asn < 3000 || var.asn >= 4000
      error_message = "asn: ${var.asn} is refused by the precondition."
    }
  }
}
resource "aws_customer_gateway" "this" {
  bgp_asn    = var.asn
  ip_address = "198.51.100.1"
  type       = "ipsec.1"
}
output "asn" { value = var.asn }
"""
INNER = """\
variable "asn" {
  type = number
  validation {
    condition     = var.asn < 2000 || var.asn >= 3000
    error_message = "asn: ${var.asn} is refused inside."
  }
}
"""
Expected = tuple[Any, str]


def refused(n: int) -> Expected:
    """The nth value that is refused, and the words that say why: by a different rule each time."""
    return [
        (1000 + n, f"asn: {1000 + n} is refused by the validation."),
        (2000 + n, f"asn: {2000 + n} is refused inside."),
        (3000 + n, f"asn: {3000 + n} is refused by the precondition."),
        (5_000_000_000 + n, f'"bgp_asn" ("50000000{n:02}") must be in the range 0 to 4294967295'),
    ][n % 4]


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("module")
    (folder / "inner").mkdir()
    (folder / "main.tf").write_text(MODULE)
    (folder / "inner" / "main.tf").write_text(INNER)
    return folder


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[Terraform]:
    """The Terraforms that have planned."""
    planned: list[Terraform] = []
    plan: Callable[..., PlanRun] = Terraform.plan

    def counted(self: Terraform, *arguments: Any, **options: Any) -> PlanRun:
        planned.append(self)
        return plan(self, *arguments, **options)

    monkeypatch.setattr(Terraform, "plan", counted)
    return planned


def test_a_hundred_refusals_in_one_run(
    module: Path, localstack: Server, runs: list[Terraform], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "LEAST", 1000)
    expected = [refused(n) for n in range(100)]
    outcomes = plan_cases([Case(module, {"asn": asn}, alone=True) for asn, _ in expected], localstack)
    assert len(runs) == 1
    for (_, words), outcome in zip(expected, outcomes, strict=True):
        [error] = outcome.errors
        assert words in f"{error.summary} {error.detail}"
        assert outcome.plan is None


@pytest.mark.parametrize(
    ("good", "expect"),
    [(100, True), pytest.param(40, False, marks=pytest.mark.thorough)],
    ids=["expected", "unexpected"],
)
def test_refusals_and_type_errors_among_many_good_cases(
    module: Path, localstack: Server, runs: list[Terraform], good: int, expect: bool
) -> None:
    cases: list[Expected] = [(65000 + n, "") for n in range(good)]
    for n in range(good // 5):
        cases.insert(n * 6, refused(n) if n % 5 else ({}, "number required"))
    told = []
    outcomes = plan_cases(
        [Case(module, {"asn": asn}, alone=expect and bool(words)) for asn, words in cases],
        localstack,
        lambda *progress: told.append(progress),
    )
    for (asn, words), outcome in zip(cases, outcomes, strict=True):
        if words:
            assert outcome.plan is None
            [error] = outcome.errors
            assert words in f"{error.summary} {error.detail}"
        else:
            assert outcome.plan is not None, outcome.errors
            assert outcome.plan.outputs == {"asn": asn}
            assert outcome.plan["aws_customer_gateway.this"]["bgp_asn"] == str(asn)
    # A type error ends a plan before it starts: each part is planned once more without them. In a shared call one
    # failure hides the next: the conditions of variables, then those of resources, then what the provider refuses.
    assert len(runs) <= (2 if expect else 6) * batch.PROCESSES
    assert sorted(told) == told
    assert told[-1] == (len(cases), len(cases))


@pytest.mark.parametrize(
    ("count", "workers", "sizes"),
    [
        (1, 4, [1]),
        (49, 2, [49]),
        (50, 2, [25, 25]),
        (50, 4, [12, 13, 12, 13]),
        (200, 1, [100, 100]),
        (200, 2, [100, 100]),
        (500, 2, [125] * 4),
        (501, 2, [83, 84, 83, 84, 83, 84]),
    ],
)
def test_large_batches_are_split_evenly_over_the_workers(count: int, workers: int, sizes: list[int]) -> None:
    group = {index: Case(Path("module"), {}, f"eu-west-{index % 2}") for index in range(count)}
    parts = batch._parts(group, workers)
    assert [len(part) for part in parts] == sizes
    assert sorted(index for part in parts for index in part) == list(range(count))
    mixed = [part for part in parts if len({case.region for case in part.values()}) > 1]
    assert len(mixed) <= 1
