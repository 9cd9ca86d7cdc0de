"""Plan coverage of small modules that need no provider, in a project of its own."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tieline.localstack.server import Server
from tieline.terraform.case import Case, Outcome
from tieline.testing.coverage.evidence import Sources, collect
from tieline.testing.coverage.report import report

OUTER = """\
variable "name" { type = string }
variable "size" {
  type    = number
  default = 3
  validation {
    condition     = var.size < 10
    error_message = "number: out of range."
  }
}
variable "sites" {
  type = map(object({
    asn = optional(number, 65000)
    devices = optional(map(object({
      connections = optional(number, 1)
      notes       = optional(list(string), [])
    })), { spare = { connections = 2 } })
  }))
  default = {}
}
variable "zones" {
  type    = set(string)
  default = ["a", "b"]
}
variable "secret" {
  type      = string
  default   = "nothing"
  sensitive = true
}
resource "terraform_data" "always" {}
resource "terraform_data" "maybe" { count = (var.size > 5 ? 1 : 0) }
resource "terraform_data" "each" {
  for_each = var.sites
  lifecycle {
    precondition {
      condition     = each.value.asn != 7224
      error_message = "asn: 7224 is Amazon's."
    }
    # plan coverage: never refuses, nothing here sets it
    postcondition {
      condition     = self.input != "wrong"
      error_message = "input: is wrong."
    }
  }
}
# Two of them.
# plan coverage: always many, there are as many as zones
# and every caller has two of those
resource "terraform_data" "zones" {
  for_each = var.zones
}
module "inner" {
  source   = "../inner"
  for_each = var.sites
  asn      = each.value.asn
}
check "advice" {
  assert {
    condition     = var.size != 4
    error_message = "size: 4 is odd."
  }
}
output "size" {
  value = var.size
  precondition {
    condition     = var.size != 7
    error_message = "size: 7 is taken."
  }
}
"""
INNER = """\
variable "asn" {
  type = number
  validation {
    condition     = var.asn > 0
    error_message = "number: out of range."
  }
}
resource "terraform_data" "this" { count = var.asn == 1 ? 0 : 1 }
"""
SECRET = "hunter2-correct-horse"

DEFAULTS: dict[str, Any] = {"name": "x", "size": "3", "zones": ["b", "a"], "sites": {}}
FEW: list[dict[str, Any]] = [
    DEFAULTS,
    {"name": "x", "secret": SECRET, "sites": {"hq": {"devices": {"spare": {"connections": 2, "notes": []}}}}},
    {"name": "x", "size": 12},
]
REST: list[dict[str, Any]] = [
    {
        "name": "x",
        "size": 4,
        "zones": ["a", "c"],
        "sites": {"a": {"asn": 1, "devices": {"r": {"notes": ["x"]}}}, "b": {}},
    },
    {"name": "x", "size": 6, "sites": {"a": {"devices": {"r": {"connections": 3}}}}},
    {"name": "x", "size": 7},
    {"name": "x", "sites": {"a": {"asn": 7224}}},
    {"name": "x", "sites": {"a": {"asn": 0}}},
]

RUNS = """\
import pytest

@pytest.mark.parametrize((), [pytest.param(marks=pytest.mark.plan("outer", inputs=i)) for i in {cases!r}])
def test_case(request):
    try:
        request.getfixturevalue("plan")
    except pytest.fail.Exception:
        pass
"""


@pytest.fixture
def project(pytester: pytest.Pytester, localstack: Server, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    for name, text in {"outer": OUTER, "inner": INNER}.items():
        (pytester.path / name).mkdir()
        (pytester.path / name / "main.tf").write_text(text)
    monkeypatch.setenv("LOCALSTACK_ENDPOINT", localstack.endpoint)
    return pytester


def run(project: pytest.Pytester, cases: Iterable[dict[str, Any]], *options: str) -> pytest.RunResult:
    project.makepyfile(RUNS.format(cases=list(cases)))
    return project.runpytest_subprocess("-q", "-p", "no:cacheprovider", *options)


def gap(kind: str, name: str, line: int, *states: str, file: str = "outer/main.tf") -> dict[str, Any]:
    return {"kind": kind, "name": name, "file": file, "line": line, "states": list(states)}


def test_says_what_is_missing(project: pytest.Pytester) -> None:
    result = run(project, FEW, "--tieline-coverage-json", "out/coverage.json", "--tieline-coverage-fail-under", "56")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.assert_outcomes(passed=3)
    text = (project.path / "out" / "coverage.json").read_text()
    report = json.loads(text)
    assert text == json.dumps(report, indent=2, sort_keys=True) + "\n"
    assert report["policies"] == {}
    assert report["modules"] == {
        "outer": {
            "percent": 56.5,
            "variables": {"seen": 2, "wanted": 7, "percent": 28.5},
            "blocks": {"seen": 5, "wanted": 7, "percent": 71.4},
            "rules": {"seen": 6, "wanted": 9, "percent": 66.6},
            "missing": [
                gap("variables", "size", 2, "set"),
                gap("variables", "sites.*.asn", 12, "set"),
                gap("variables", "sites.*.devices.*.connections", 14, "set"),
                gap("variables", "sites.*.devices.*.notes", 15, "set"),
                gap("variables", "zones", 20, "set"),
                gap("blocks", "terraform_data.maybe", 30, "one"),
                gap("blocks", "terraform_data.each", 31, "many"),
                gap("rules", "precondition of terraform_data.each", 34, "refuses"),
                gap("rules", "check.advice", 56, "warns"),
                gap("rules", "precondition of output.size", 64, "refuses"),
            ],
            "problems": [],
        },
        "inner": {  # called, and no case's own: its variables are not in the plan
            "percent": 50,
            "blocks": {"seen": 1, "wanted": 2, "percent": 50},
            "rules": {"seen": 1, "wanted": 2, "percent": 50},
            "missing": [
                gap("blocks", "terraform_data.this", 8, "none", file="inner/main.tf"),
                gap("rules", "validation of var.asn", 3, "refuses", file="inner/main.tf"),
            ],
            "problems": [],
        },
    }
    result.stdout.fnmatch_lines(
        [
            "module  variables set  resource blocks  validations, conditions     all",
            "inner               -        1/2  50 %                1/2  50 %    50 %",
            "outer     2/7  28.5 %      5/7  71.4 %              6/9  66.6 %  56.5 %",
            "outer lacks:",
            "  outer/main.tf:14: sites.*.devices.*.connections: never set to other than its default",
            "  outer/main.tf:31: terraform_data.each: never planned with several",
            "  outer/main.tf:56: check.advice: never warned",
            "Plan coverage of inner is 50 %, less than 56 %: see above what it lacks.",
        ]
    )
    assert "of outer is 56" not in result.stdout.str()
    assert SECRET not in result.stdout.str() + text


def test_the_processes_of_a_session_add_up(project: pytest.Pytester) -> None:
    options = ("-n", "2", "--dist", "load", "--tieline-coverage", "--tieline-coverage-fail-under", "100")
    result = run(project, [*FEW, *REST], *options)
    assert result.ret == pytest.ExitCode.OK
    result.assert_outcomes(passed=8)
    result.stdout.fnmatch_lines(
        [
            "inner               -       2/2  100 %               2/2  100 %  100 %",
            "outer      7/7  100 %       7/7  100 %               9/9  100 %  100 %",
        ]
    )
    assert "lacks" not in result.stdout.str()


CLAIMS = """\
# plan coverage: never many, nobody wants two
resource "terraform_data" "this" { count = var.number }
variable "number" { type = number }

# plan coverage: always two, it is a pair
resource "terraform_data" "pair" { count = var.number }

# plan coverage: always many
resource "terraform_data" "none" { count = 0 }

# plan coverage: never one, it stands alone

resource "aws_vpn_connection" "this" {
  type                  = "ipsec.1"
  customer_gateway_id   = "cgw-0aa11bb22cc33dd44"
  vpn_gateway_id        = "vgw-0aa11bb22cc33dd44"
  preshared_key_storage = "SecretsManager"
  tunnel1_ike_versions  = ["ikev1"]
}

resource "aws_ec2_transit_gateway" "this" {}

# No policy judges it, but one looks whether it is there.
resource "aws_flow_log" "this" {
  transit_gateway_id       = aws_ec2_transit_gateway.this.id
  log_destination_type     = "s3"
  log_destination          = "arn:aws:s3:::logs"
  max_aggregation_interval = 60
}
"""


def test_a_wrong_comment_fails_and_policies_only_tell(project: pytest.Pytester) -> None:
    (project.path / "outer" / "main.tf").write_text(CLAIMS)
    result = run(project, [{"number": 2}], "--tieline-coverage-fail-under", "0")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    form = "it does not read `always` or `never`, then none, one or many, a comma and the reason."
    result.stdout.fnmatch_lines(
        [
            "outer is wrong:",
            "  outer/main.tf:1: plan coverage: never many, nobody wants two: a plan contradicts it: terraform_data.this was planned with several instances.",
            f"  outer/main.tf:5: plan coverage: always two, it is a pair: {form}",
            f"  outer/main.tf:8: plan coverage: always many: {form}",
            "  outer/main.tf:11: plan coverage: never one, it stands alone: it stands beside no resource*",
            "policies (not part of the percentage):",
            "  TIELINE_TGW_4: passes",
            "  TIELINE_VPN_1: fails",
            "  TIELINE_VPN_6: passes",
            "Plan coverage of outer: something is wrong with it; see above.",
        ]
    )


def test_nothing_planned_is_not_enough(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_nothing(): pass")
    result = pytester.runpytest_subprocess("--tieline-coverage-fail-under", "1")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["Plan coverage: no module was planned*"])
    result = pytester.runpytest_subprocess("--tieline-coverage-fail-under", "101")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*101 is no percentage; give a number of 0-100."])


def test_costs_nothing_when_it_is_not_asked_for(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import sys

        def test_imports():
            assert "tieline.testing.coverage.plugin" in sys.modules
            heavy = {"tieline.testing.coverage.session", "tree_sitter", "tree_sitter_hcl", "rich", "pydantic"}
            assert not heavy & sys.modules.keys()
        """
    )
    result = pytester.runpytest_subprocess()
    result.assert_outcomes(passed=1)
    assert "plan coverage" not in result.stdout.str()


@pytest.mark.parametrize(("composed", "measured"), [(False, 1), (True, 0)])
def test_a_module_written_for_one_case_is_nobodys_to_measure(tmp_path: Path, composed: bool, measured: int) -> None:
    (tmp_path / "main.tf").write_text('variable "name" {}\n')
    case = Case(tmp_path, {}, composed=composed)
    assert len(report(collect([case], [Outcome(None)], Sources()), tmp_path)) == measured
