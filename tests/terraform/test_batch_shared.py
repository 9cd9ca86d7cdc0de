"""Cases that share a module call plan as they would alone, and what fails for one costs no other its plan."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tieline.localstack.landscape import Landscape, Vpc
from tieline.localstack.server import Server
from tieline.shipped import modules_folder
from tieline.terraform.batch import plan_cases
from tieline.terraform.case import Case, Outcome
from tieline.terraform.generated import write_root
from tieline.terraform.sources import may_share

REGION = "eu-north-1"
SHOP = Landscape((Vpc("vpc-0aa11bb22cc33dd44", REGION, ("10.44.0.0/16",)),))

MIXED = """\
variable "name" {
  type = string
  validation {
    condition     = var.name != "bad"
    error_message = "name: bad is refused."
  }
}
variable "count_of" {
  type    = number
  default = 1
}
variable "key" {
  type      = string
  default   = "none"
  sensitive = true
}
check "short" {
  assert {
    condition     = length(var.name) < 20
    error_message = "name: ${var.name} is long."
  }
}
module "inner" {
  source   = "./inner"
  for_each = toset([for n in range(var.count_of) : "part-${n}"])
  name     = "${var.name}-${each.key}"
}
output "names" { value = [for part in module.inner : part.name] }
output "key" {
  value     = var.key
  sensitive = true
}
"""
INNER = """\
variable "name" { type = string }
resource "terraform_data" "this" { input = var.name }
output "name" { value = terraform_data.this.input }
"""
LATE = """\
variable "name" { type = string }
locals { number = tonumber(var.name) }
resource "terraform_data" "this" { input = local.number }
"""


def module(folder: Path, text: str, inner: str = INNER) -> Path:
    (folder / "inner").mkdir(parents=True)
    (folder / "main.tf").write_text(text)
    (folder / "inner" / "main.tf").write_text(inner)
    return folder


def both(cases: list[Case], server: Server | None) -> tuple[list[Outcome], list[Outcome]]:
    """The same cases sharing calls, and each in its own."""
    return plan_cases(cases, server), plan_cases([replace(case, alone=True) for case in cases], server)


@pytest.mark.thorough
def test_cases_of_a_real_module_plan_alike(localstack: Server) -> None:
    def inputs(number: int) -> dict[str, Any]:
        site: dict[str, Any] = {"cidrs": [f"192.168.{number}.0/24"], "devices": {"fw": {"ip_address": "198.51.100.1"}}}
        site |= {"routing": "static"} if number == 1 else {"asn": 65010 + number}
        vpcs = {
            "shop": {"id": SHOP.vpcs[0].id, "cidrs": ["10.44.0.0/16"], "route_tables": {"a": "rtb-0aa11bb22cc33dd44"}}
        }
        return {"name": f"site-{number}", "vpcs": vpcs, "sites": {"hq": site}, "alarms": {"enabled": number != 2}}

    cases = [Case(modules_folder() / "managed-vpn", inputs(number), REGION, SHOP) for number in range(4)]
    shared, alone = both(cases, localstack)
    assert [outcome.plan for outcome in shared] == [outcome.plan for outcome in alone]
    assert all(outcome.plan and outcome.plan.of_type("aws_vpn_connection") for outcome in shared)
    assert shared[1].prefix == 'module.cases_0["case_1"]'
    assert alone[1].prefix == "module.case_1"


def test_addresses_outputs_warnings_and_secrets_are_each_case_s_own(tmp_path: Path) -> None:
    folder = module(tmp_path / "mixed", MIXED)
    names = ["oslo", "a-name-that-is-far-too-long", "rome"]
    cases = [Case(folder, {"name": name, "key": "geheim7", "count_of": n}) for n, name in enumerate(names)]
    shared, alone = both(cases, None)
    assert [outcome.plan for outcome in shared] == [outcome.plan for outcome in alone]
    plans = [outcome.plan for outcome in shared]
    assert [sorted(plan.resources) for plan in plans if plan][1:] == [
        ['module.inner["part-0"].terraform_data.this'],
        ['module.inner["part-0"].terraform_data.this', 'module.inner["part-1"].terraform_data.this'],
    ]
    assert [[warning.detail for warning in plan.warnings] for plan in plans if plan] == [
        [],
        ["name: a-name-that-is-far-too-long is long."],
        [],
    ]
    assert "geheim7" not in repr(shared)


def test_a_failure_costs_no_other_its_plan(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    folder = module(tmp_path / "mixed", MIXED)
    wrong: list[dict[str, Any]] = [{"name": "bad"}, {"name": ["x"]}, {"name": None}]
    good = [{"name": f"site-{n}"} for n in range(4)]
    cases = [Case(folder, inputs) for inputs in [*good[:2], *wrong, *good[2:]]]
    outcomes = plan_cases(cases, None)
    assert [outcome.plan is not None for outcome in outcomes] == [True] * 2 + [False] * 3 + [True] * 2
    assert [outcome.plan.outputs["names"] for outcome in outcomes if outcome.plan] == [
        [f"site-{n}-part-0"] for n in range(4)
    ]
    assert [error.detail for error in outcomes[2].errors] == ["name: bad is refused."]
    assert "string required" in outcomes[3].errors[0].detail
    assert "null value" in outcomes[4].errors[0].detail
    assert "again" in caplog.text


def test_what_is_wrong_names_no_case_and_is_found_all_the_same(tmp_path: Path) -> None:
    folder = module(tmp_path / "late", LATE)
    outcomes = plan_cases([Case(folder, {"name": name}) for name in ("1", "2", "three", "4")], None)
    assert [outcome.plan is not None for outcome in outcomes] == [True, True, False, True]
    assert 'cannot convert "three" to number' in outcomes[2].errors[0].detail
    assert "case_" not in str(outcomes[2].errors)


def test_a_missing_input_is_told_for_every_case_that_lacks_it(tmp_path: Path) -> None:
    folder = module(tmp_path / "mixed", MIXED)
    outcomes = plan_cases([Case(folder, inputs) for inputs in ({"count_of": 1}, {"count_of": 2}, {"name": "a"})], None)
    assert [outcome.plan is not None for outcome in outcomes] == [False, False, True]
    assert all('"name" is required' in outcome.errors[0].detail for outcome in outcomes[:2])


NAMESAKE = """\
variable "name" { type = string }
module "case_0" {
  source = "./inner"
  name   = var.name
}
"""
GUARDED = """\
variable "name" { type = string }
resource "terraform_data" "this" {
  lifecycle {
    precondition {
      condition     = var.name != "bad"
      error_message = "name: bad is refused."
    }
  }
}
"""


def test_a_module_s_own_call_keeps_its_name_whatever_it_is(tmp_path: Path) -> None:
    folder = module(tmp_path / "namesake", NAMESAKE, GUARDED)
    bad, good = plan_cases([Case(folder, {"name": name}) for name in ("bad", "good")], None)
    assert [error.address for error in bad.errors] == ["module.case_0.terraform_data.this"]
    assert good.plan is not None
    assert list(good.plan.resources) == ["module.case_0.terraform_data.this"]


WAITING = """\
variable "made" { type = bool }
resource "terraform_data" "this" { count = var.made ? 1 : 0 }
data "terraform_remote_state" "this" {
  backend    = "local"
  config     = { path = "${path.module}/some.tfstate" }
  depends_on = [terraform_data.this]
}
output "outputs" { value = data.terraform_remote_state.this.outputs }
"""


def test_a_data_source_that_waits_waits_only_for_its_own_case(tmp_path: Path) -> None:
    folder = module(tmp_path / "waiting", WAITING)
    state = '{"version": 4, "outputs": {"zone": {"value": "a", "type": "string"}}, "resources": []}'
    (folder / "some.tfstate").write_text(state)
    made, not_made = plan_cases([Case(folder, {"made": True}), Case(folder, {"made": False})], None)
    assert not_made.plan is not None
    assert not_made.plan.outputs == {"outputs": {"zone": "a"}}
    assert made.plan is not None
    assert made.plan.outputs != not_made.plan.outputs


@pytest.mark.parametrize(
    ("text", "share"),
    [
        (MIXED, True),
        (WAITING, False),
        ('resource "a" "b" {\n  depends_on = [a.c]\n}\n', True),
        ('data "a" "b" {}\noutput "c" {\n  depends_on = [a.c]\n}\n', True),
        ('module "inner" {\n  source     = "./inner"\n  depends_on = [a.c]\n}\n', False),
        ('module "far" {\n  source = "company/far/aws"\n}\n', False),
        ('provider "aws" {}\n', False),
    ],
)
def test_which_modules_share_a_call(tmp_path: Path, text: str, share: bool) -> None:
    folder = module(tmp_path / "some", text)
    assert may_share(folder) is share
    root = tmp_path / "root"
    root.mkdir()
    places = write_root(root, {n: Case(folder, {"name": str(n)}) for n in (3, 5)})
    calls = ["cases_3", "cases_3"] if share else ["case_3", "case_5"]
    assert [places[n].call for n in (3, 5)] == calls
    assert (root / "main.tf").read_text().count("module ") == len(set(calls))


def test_cases_that_set_other_inputs_or_stand_in_other_regions_share_nothing(tmp_path: Path) -> None:
    folder = module(tmp_path / "mixed", MIXED)
    (tmp_path / "root").mkdir()
    inputs: list[dict[str, Any]] = [{"name": "a"}, {"name": "b"}, {"name": "c", "count_of": 2}]
    cases = dict(enumerate([*(Case(folder, each) for each in inputs), Case(folder, inputs[0], "eu-west-1")]))
    places = write_root(tmp_path / "root", cases)
    assert [places[n].call for n in range(4)] == ["cases_0", "cases_0", "case_2", "case_3"]
