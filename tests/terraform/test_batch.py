"""Many cases in one plan: each gets its own plan or its own errors, whatever happens to the others."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest

from tieline.localstack.landscape import Landscape, Vpc
from tieline.localstack.server import Server
from tieline.terraform.batch import plan_cases
from tieline.terraform.case import Case, Outcome
from tieline.terraform.plan import SENSITIVE, UNKNOWN
from tieline.terraform.runner import PlanRun, Terraform
from tieline.terraform.sources import sensitive_variables

MODULE = """\
variable "asn" {
  type = number
  validation {
    condition     = var.asn != 7224
    error_message = "asn: ${var.asn} is reserved."
  }
}
variable "cidr" {
  type    = string
  default = "10.0.0.0/16"
}
variable "secret" {
  type      = string
  default   = "x"
  sensitive = true
}
module "inner" {
  source = "./inner"
  asn    = var.asn
}
resource "aws_customer_gateway" "this" {
  bgp_asn    = var.asn
  ip_address = "198.51.100.1"
  type       = "ipsec.1"
  tags       = { secret = var.secret }
  lifecycle {
    precondition {
      condition     = var.asn != 65099
      error_message = "precondition: ${var.asn} is taken."
    }
  }
}
data "aws_vpc" "this" {
  count = var.asn == 65050 ? 1 : 0
  id    = "vpc-0aa11bb22cc33dd44"
}
check "quota" {
  assert {
    condition     = var.asn != 65098
    error_message = "quota: ${var.asn} is many."
  }
}
output "id" { value = aws_customer_gateway.this.id }
output "asn" { value = var.asn }
output "cidrs" { value = one(data.aws_vpc.this[*].cidr_block) }
output "secret" {
  value     = var.secret
  sensitive = true
}
"""
INNER = """\
variable "asn" {
  type = number
  validation {
    condition     = var.asn != 9059
    error_message = "inner asn: ${var.asn} is reserved."
  }
}
"""


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("module")
    (folder / "main.tf").write_text(MODULE)
    (folder / "inner").mkdir()
    (folder / "inner" / "main.tf").write_text(INNER)
    return folder


def vpc(cidr: str) -> Landscape:
    return Landscape((Vpc("vpc-0aa11bb22cc33dd44", "eu-north-1", (cidr,)),))


@pytest.fixture(scope="module")
def outcomes(module: Path, localstack: Server) -> dict[str, Outcome]:
    """One run of good cases and of every kind of bad one."""
    cases: dict[str, Case] = {
        "good": Case(module, {"asn": 65001, "secret": "geheim"}, "eu-north-1"),
        "validation": Case(module, {"asn": 7224}, "eu-north-1"),
        "inner validation": Case(module, {"asn": 9059}, "eu-north-1"),
        "precondition": Case(module, {"asn": 65099}, "eu-north-1"),
        "type": Case(module, {"asn": "many"}, "eu-north-1"),
        "provider": Case(module, {"asn": 5000000000}, "eu-north-1"),
        "check": Case(module, {"asn": 65098}, "eu-north-1"),
        "elsewhere": Case(module, {"asn": 65002}, "us-west-2"),
        "a VPC": Case(module, {"asn": 65050}, "eu-north-1", vpc("10.44.0.0/16")),
        "the VPC otherwise": Case(module, {"asn": 65050}, "eu-north-1", vpc("10.45.0.0/16")),
    }
    return dict(zip(cases, plan_cases(list(cases.values()), localstack), strict=True))


def test_a_good_case_has_a_plan_of_its_own(outcomes: dict[str, Outcome]) -> None:
    plan = outcomes["good"].plan
    assert plan is not None
    assert list(plan.resources) == ["aws_customer_gateway.this"]
    assert plan["aws_customer_gateway.this"]["bgp_asn"] == "65001"
    assert plan.outputs == {"id": UNKNOWN, "asn": 65001, "secret": SENSITIVE, "cidrs": plan.outputs["cidrs"]}
    assert plan.warnings == ()
    assert plan["aws_customer_gateway.this"]["tags"] == {"secret": SENSITIVE}


@pytest.mark.parametrize(
    ("case", "address", "message"),
    [
        ("validation", "var.asn", "asn: 7224 is reserved."),
        ("inner validation", "module.inner.var.asn", "inner asn: 9059 is reserved."),
        ("precondition", "aws_customer_gateway.this", "precondition: 65099 is taken."),
        ("type", None, "The given value is not suitable for var.asn"),
        ("provider", "aws_customer_gateway.this", "must be in the range 0 to 4294967295"),
    ],
)
def test_each_refusal_goes_to_its_case(
    outcomes: dict[str, Outcome], case: str, address: str | None, message: str
) -> None:
    [error] = outcomes[case].errors
    assert outcomes[case].plan is None
    assert error.address == address
    assert message in f"{error.summary} {error.detail}"
    assert "case_" not in str(error)


def test_a_failed_check_block_is_a_warning(outcomes: dict[str, Outcome]) -> None:
    plan = outcomes["check"].plan
    assert plan is not None
    assert [warning.detail for warning in plan.warnings] == ["quota: 65098 is many."]


def test_a_good_plan_tells_nothing_of_the_error_that_it_ends_with(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('resource "terraform_data" "this" {}\noutput "never_applied" {\n  value = 1\n}\n')
    [outcome] = plan_cases([Case(tmp_path, {})], None)
    assert outcome.plan is not None
    assert outcome.document is not None
    assert (outcome.errors, outcome.plan.warnings, outcome.plan.outputs) == ((), (), {"never_applied": 1})
    assert (outcome.document["errored"], outcome.document["applyable"]) == (True, False)
    assert "output_changes" in outcome.document
    assert list(outcome.document["output_changes"]) == ["case_0"]


def test_cases_of_other_regions_and_other_networks_are_planned_in_them(outcomes: dict[str, Outcome]) -> None:
    assert outcomes["elsewhere"].plan is not None
    for case, cidr in (("a VPC", "10.44.0.0/16"), ("the VPC otherwise", "10.45.0.0/16")):
        plan = outcomes[case].plan
        assert plan is not None
        assert plan.outputs["cidrs"] == cidr


def test_no_secret_is_in_an_error(tmp_path: Path, localstack: Server) -> None:
    (tmp_path / "main.tf").write_text("""\
variable "key" {
  type      = string
  sensitive = true
}
resource "aws_vpn_connection" "this" {
  customer_gateway_id   = "cgw-0aa11bb22cc33dd44"
  vpn_gateway_id        = "vgw-0aa11bb22cc33dd44"
  type                  = "ipsec.1"
  tunnel1_preshared_key = var.key
}
""")
    [outcome] = plan_cases([Case(tmp_path, {"key": "geheim7"})], localstack)
    told = " ".join(f"{error.summary} {error.detail}" for error in outcome.errors)
    assert "tunnel1_preshared_key" in told
    assert "(sensitive)" in told
    assert "geheim" not in repr(outcome)


def test_no_secret_is_in_the_document(outcomes: dict[str, Outcome]) -> None:
    assert outcomes["good"].document is not None
    assert "geheim" not in repr(outcomes["good"].document)


def test_which_variables_are_sensitive_is_known_without_a_plan(tmp_path: Path) -> None:
    assert sensitive_variables(tmp_path) == set()
    (tmp_path / "a.tf").write_text("""\
variable "open" {
  type        = string
  description = "data that may be seen"
}
variable "key" {
  description = <<-EOT
    data and module keys
  EOT
  validation {
    condition     = var.key != ""
    error_message = "key: none."
  }
  sensitive = true
}
variable "other" { sensitive=true }
resource "terraform_data" "this" {}
""")
    (tmp_path / "b.tf").write_text("variable unquoted {\n  type = string\n\n  sensitive = true\n}\n")
    assert sensitive_variables(tmp_path) == {"key", "other", "unquoted"}


# These need no provider, so that a plan takes a fraction of a second.
PLAIN = """\
variable "size" {
  type = number
  validation {
    condition     = var.size != 13
    error_message = "size: 13 is unlucky."
  }
}
resource "terraform_data" "this" { input = var.size }
"""


@pytest.mark.parametrize(
    ("inputs", "text", "message"),
    [
        ({}, PLAIN, 'The argument "size" is required'),
        ({"size": 1, "sise": 1}, PLAIN, 'An argument named "sise" is not expected here'),
        ({"size": 1}, 'resource "terraform_data" "this" {\n', "Unclosed configuration block"),
        ({"size": 1}, 'variable "size" {}\noutput "o" { value = local.gone }\n', "gone"),
    ],
    ids=["argument missing", "argument unknown", "syntax", "reference"],
)
def test_a_case_that_would_stop_all_others_is_taken_out(
    tmp_path: Path,
    localstack: Server,
    inputs: dict[str, Any],
    text: str,
    message: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    for folder, content in (("good", PLAIN), ("bad", text)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "main.tf").write_text(content)
    good, bad = tmp_path / "good", tmp_path / "bad"
    cases = [Case(good, {"size": 1}), Case(bad, inputs), Case(good, {"size": 2}), Case(good, {"size": 13})]
    with caplog.at_level(logging.INFO, "tieline.terraform.batch"):
        first, stopper, second, refused = plan_cases(cases, localstack)
    for outcome, size in ((first, 1), (second, 2)):
        assert outcome.plan is not None
        assert outcome.plan["terraform_data.this"]["input"] == size
    assert any(message in f"{error.summary} {error.detail}" for error in stopper.errors)
    assert [error.detail for error in refused.errors] == ["size: 13 is unlucky."]
    assert caplog.messages


def test_a_broken_module_costs_one_more_plan_however_many_cases_it_has(
    tmp_path: Path, localstack: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = 'module "inner" { source = "./inner" }\n'
    for folder, content in (
        ("good", PLAIN),
        ("bad", 'variable "size" {}\n' + broken),
        ("bad/inner", 'variable "x" {}\n'),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "main.tf").write_text(content)
    runs = []

    def counted(self: Terraform) -> PlanRun:
        runs.append(self)
        return plan(self)

    plan = Terraform.plan
    monkeypatch.setattr(Terraform, "plan", counted)
    cases = [Case(tmp_path / kind, {"size": size}) for size in range(6) for kind in ("good", "bad")]
    outcomes = plan_cases(cases, localstack)
    assert [bool(outcome.plan) for outcome in outcomes] == [True, False] * 6
    assert all('The argument "x" is required' in str(outcome.errors[0]) for outcome in outcomes[1::2])
    assert len(runs) == 2


def test_more_values_may_take_longer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "main.tf").write_text('variable "text" {\n  type = string\n}\n')
    plan, limits = Terraform.plan, []

    def noted(self: Terraform) -> PlanRun:
        limits.append(self.timeout)
        return plan(self)

    monkeypatch.setattr(Terraform, "plan", noted)
    for size in (1, 1_000_000):
        [outcome] = plan_cases([Case(tmp_path, {"text": "x" * size})], None)
        assert outcome.plan is not None
    assert [round(limit) for limit in limits] == [600, 1600]


def test_no_cases_cost_nothing(localstack: Server) -> None:
    assert plan_cases([], localstack) == []
