"""What Terraform says is read into values: from its real output, and from the odd cases."""

import json
from pathlib import Path

import pytest

from tieline.terraform.diagnostics import Diagnostic, SourceRange, TerraformFailed, parse_stream, parse_text
from tieline.terraform.runner import Terraform

INVALID = """
variable "count_of_sites" {
  type = number
  validation {
    condition     = var.count_of_sites > 3
    error_message = "count_of_sites is ${var.count_of_sites}; make it more than 3."
  }
}

resource "terraform_data" "first" {
  input = var.count_of_sites
  lifecycle {
    precondition {
      condition     = var.count_of_sites == 99
      error_message = "Only 99 will do."
    }
  }
}

check "advice" {
  assert {
    condition     = var.count_of_sites == 98
    error_message = "98 would be better."
  }
}
"""


def plan(directory: Path, text: str, value: int) -> list[Diagnostic]:
    (directory / "main.tf").write_text(text)
    (directory / "terraform.tfvars.json").write_text(json.dumps({"count_of_sites": value}))
    terraform = Terraform(directory)
    terraform.init()
    return terraform.plan().diagnostics


def test_a_real_plan_gives_severity_range_and_context(tmp_path: Path) -> None:
    found = {item.summary: item for item in plan(tmp_path, INVALID, 50)}

    precondition = found["Resource precondition failed"]
    assert precondition == Diagnostic(
        severity="error",
        summary="Resource precondition failed",
        detail="Only 99 will do.",
        range=SourceRange("main.tf", 14, 23),
        context='resource "terraform_data" "first"',
        rule=SourceRange("main.tf", 14, 23),
    )
    assert str(precondition) == "Resource precondition failed: Only 99 will do. (main.tf:14)"
    assert found["Check block assertion failed"].severity == "warning"


def test_a_real_refused_variable_names_the_value(tmp_path: Path) -> None:
    [error] = plan(tmp_path, INVALID, 2)

    assert error.summary == "Invalid value for variable"
    assert error.detail.startswith("count_of_sites is 2; make it more than 3.")
    assert error.range == SourceRange("terraform.tfvars.json", 1, 20)


def test_a_real_validate_document_is_read(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('output "x" {\n  value = nothing.here\n}\n')

    [error] = Terraform(tmp_path).validate()

    assert (error.summary, error.range, error.context) == (
        "Reference to undeclared resource",
        SourceRange("main.tf", 2, 11),
        'output "x"',
    )


def test_lines_that_are_no_diagnostics_are_passed_over() -> None:
    one = {"type": "diagnostic", "diagnostic": {"severity": "warning", "summary": "Old", "detail": ""}}
    stream = "\n".join(
        ['{"type":"version"}', "plain text", '{"broken "diagnostic"', '["diagnostic"]', json.dumps(one), ""]
    )

    assert parse_stream(stream) == [Diagnostic("warning", "Old")]
    assert parse_stream(json.dumps(one)) == [Diagnostic("warning", "Old")]
    assert parse_stream("") == parse_stream("[]") == parse_stream('{"valid": true}') == []


def test_an_address_is_kept_and_shown() -> None:
    raw = {
        "severity": "error",
        "summary": "Bad",
        "detail": "It is.",
        "address": "module.a.aws_x.y",
        "range": {"filename": "main.tf", "start": {"line": 3, "column": 4}},
        "snippet": {"context": None},
    }

    [error] = parse_stream(json.dumps({"diagnostics": [raw]}))

    assert error.address == "module.a.aws_x.y"
    assert str(error) == "Bad: It is. (module.a.aws_x.y, main.tf:3)"


def test_colours_and_control_characters_are_dropped() -> None:
    raw = {
        "type": "diagnostic",
        "diagnostic": {"severity": "error", "summary": "\x1b[1mBad\x1b[0m\x07", "detail": "a\nb"},
    }

    assert parse_stream(json.dumps(raw)) == [Diagnostic("error", "Bad", "a\nb")]


def test_text_for_a_person_becomes_one_error() -> None:
    framed = "\x1b[31m╷\n│\x1b[0m \x1b[1mError: \x1b[0mNo such plan\n│ \n│ It is not\n│ there.\n╵\n"

    assert parse_text(framed) == Diagnostic("error", "No such plan", "It is not\nthere.")


@pytest.mark.parametrize(
    "text",
    [
        "panic: oh dear\n\ngoroutine 1 [running]:\nmain.main()\n",
        "runtime: goroutine stack exceeds 1000000000-byte limit\nfatal error: oh dear\n\nruntime stack:\n",
        "\n!!!! TERRAFORM CRASH !!!!\n\nTerraform crashed! This is\n\n!!!! TERRAFORM CRASH !!!!\n\noh dear\ngoroutine 1\n",
    ],
)
def test_a_crash_is_called_one(text: str) -> None:
    advice = "Find out what in the inputs makes it do so."
    assert parse_text(text) == Diagnostic("error", "Terraform crashed", f"oh dear. {advice}")


def test_a_failure_is_readable_and_bounded() -> None:
    errors = [Diagnostic("error", f"Bad {n}", "long " * 1000, range=SourceRange("a.tf", n, 1)) for n in range(40)]
    general = Diagnostic("error", "There are problems, described below")
    failure = TerraformFailed("plan", [Diagnostic("warning", "Old", "way"), *errors, general])

    text = str(failure)
    assert text.startswith("terraform plan failed: Bad 0: long long")
    assert "(a.tf:9)\n... and 30 more errors" in text
    assert len(text) < 10_000
    assert "Old" not in text
    assert "described below" not in text
    assert len(failure.diagnostics) == 42


def test_a_failure_without_a_detail_still_says_what_is_wrong() -> None:
    assert str(TerraformFailed("init", [Diagnostic("error", "Bad")])) == "terraform init failed: Bad"
    assert str(TerraformFailed("init", [])) == "terraform init failed: it gave no reason"
