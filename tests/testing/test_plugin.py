"""The pytest plugin, in a project of its own with modules that need no provider."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tieline.localstack.server import Server

MODULE = """\
variable "size" {
  type = number
  validation {
    condition     = var.size != 13
    error_message = "size: 13 is unlucky; take 12."
  }
}
resource "terraform_data" "this" { input = var.size }
output "twice" { value = 2 * var.size }
"""
TESTS = """\
import pytest
from tieline.terraform.plan import UNKNOWN

good = pytest.mark.plan("module", inputs={"size": 4})

@good
def test_size(plan):
    assert plan["terraform_data.this"]["input"] == 4
    assert plan["terraform_data.this"]["id"] is UNKNOWN

@good
def test_output(plan):
    assert plan.outputs == {"twice": 8}

@pytest.mark.plan("module", inputs={"size": 13})
def test_unlucky(rejection):
    assert "13 is unlucky" in rejection
    assert "14" not in rejection

@pytest.mark.parametrize("size", [
    pytest.param(n, marks=pytest.mark.plan("module", inputs={"size": n})) for n in (1, 2)
])
def test_table(size, plan):
    assert plan.outputs["twice"] == 2 * size
"""


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project with a module, and a Terraform that writes down how it is called."""
    (pytester.path / "module").mkdir()
    (pytester.path / "module" / "main.tf").write_text(MODULE)
    real = shutil.which("terraform")
    terraform = pytester.path / "terraform"
    terraform.write_text(
        f'#!/bin/sh\necho "$1" >> {pytester.path}/calls\ncat cases.auto.tfvars.json >> {pytester.path}/cases 2>/dev/null\nexec {real} "$@"\n'
    )
    terraform.chmod(0o755)
    monkeypatch.setenv("TIELINE_TERRAFORM", str(terraform))
    monkeypatch.setenv("LOCALSTACK_ENDPOINT", "http://127.0.0.1:9")  # not asked for, where no module uses AWS
    return pytester


def calls(project: pytest.Pytester, command: str) -> int:
    file = project.path / "calls"
    return file.read_text().split().count(command) if file.exists() else 0


def test_all_cases_are_planned_together_and_equal_ones_once(project: pytest.Pytester) -> None:
    project.makepyfile(TESTS)
    project.runpytest_subprocess("--strict-markers").assert_outcomes(passed=5)
    assert calls(project, "plan") == 1
    assert (project.path / "cases").read_text().count('"size": 4') == calls(project, "init") + calls(
        project, "plan"
    ) + calls(project, "show")


@pytest.mark.parametrize("selection", [["-k", "unlucky"], ["test_it.py::test_unlucky"]])
def test_only_selected_cases_are_planned(project: pytest.Pytester, selection: list[str]) -> None:
    project.makepyfile(test_it=TESTS)
    project.runpytest_subprocess(*selection).assert_outcomes(passed=1, deselected=4 if "-k" in selection else 0)
    assert '"size": 13' in (project.path / "cases").read_text()
    assert '"size": 4' not in (project.path / "cases").read_text()


def test_a_session_that_asks_for_no_plan_starts_nothing(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCALSTACK_ENDPOINT", "http://127.0.0.1:1")
    pytester.makepyfile(TESTS + "\ndef test_plain():\n    pass\n")
    pytester.runpytest_subprocess("-k", "plain").assert_outcomes(passed=1, deselected=5)


def test_a_plan_where_a_refusal_is_meant_fails_and_the_other_way_round(project: pytest.Pytester) -> None:
    project.makepyfile("""\
        import pytest

        @pytest.mark.plan("module", inputs={"size": 13})
        def test_planned(plan):
            pass

        @pytest.mark.plan("module", inputs={"size": 1})
        def test_refused(rejection):
            pass
        """)
    result = project.runpytest_subprocess()
    result.assert_outcomes(errors=2)
    result.stdout.fnmatch_lines(["*the case was refused:*", "*size: 13 is unlucky; take 12.*"])
    result.stdout.fnmatch_lines(["*the case was accepted; planned: terraform_data.this*"])


@pytest.mark.parametrize(
    ("mark", "message"),
    [
        ("", "*asks for a plan; say of what with @pytest.mark.plan(...)*"),
        ("@pytest.mark.plan('nowhere')", "*nowhere is neither a module folder nor a spec file*"),
    ],
)
def test_a_mark_that_says_nothing_is_a_usage_error(project: pytest.Pytester, mark: str, message: str) -> None:
    project.makepyfile(f"import pytest\n\n{mark}\ndef test_it(plan):\n    pass\n")
    result = project.runpytest_subprocess()
    assert result.ret != 0
    result.stdout.fnmatch_lines([message])


def test_a_spec_is_a_case_from_a_file_or_written_in_the_mark(
    project: pytest.Pytester, localstack: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCALSTACK_ENDPOINT", localstack.endpoint)
    example = Path(__file__).parents[2] / "examples" / "managed-vpn" / "spec.yaml"
    shutil.copy(example, project.path / "site.yaml")
    project.makepyfile("""\
        from pathlib import Path

        import pytest

        @pytest.mark.plan("site.yaml")
        def test_file(plan):
            assert len(plan.of_type("aws_vpn_connection")) == 3

        @pytest.mark.plan(Path("site.yaml").read_text(), changes={"name": "quay"})
        def test_text(plan):
            assert plan["module.virtual_private_gateway.aws_vpn_gateway.this[0]"]["tags"]["Name"] == "quay"

        @pytest.mark.plan("site.yaml", changes={"region": "Stockholm"})
        def test_refused(rejection):
            assert "site.yaml:4:1: region: Stockholm is not an AWS Region" in rejection
        """)
    project.runpytest_subprocess().assert_outcomes(passed=3)


@pytest.mark.parametrize("mode", ["load", "loadgroup"])
def test_workers_plan_once_between_them(project: pytest.Pytester, mode: str) -> None:
    project.makepyfile(test_one=TESTS, test_two=TESTS)
    project.runpytest_subprocess("-n", "2", "--dist", mode).assert_outcomes(passed=10)
    assert calls(project, "plan") == 1


def test_a_worker_that_dies_while_it_plans_loses_its_own_test_only(project: pytest.Pytester) -> None:
    terraform = project.path / "terraform"
    deadly = '[ "$1" = plan ] && mkdir first 2>/dev/null && kill -9 $PPID\n'.replace("first", f"{project.path}/first")
    terraform.write_text(terraform.read_text().replace("exec ", deadly + "exec "))
    project.makepyfile(test_one=TESTS, test_two=TESTS)
    result = project.runpytest_subprocess("-n", "2", "--dist", "load")
    result.assert_outcomes(passed=9, failed=1)
    result.stdout.fnmatch_lines(["*worker 'gw?' crashed while running *"])
    assert calls(project, "plan") == 2


def test_what_breaks_is_no_rejection(project: pytest.Pytester) -> None:
    terraform = project.path / "terraform"
    terraform.write_text(terraform.read_text().replace("exec ", '[ "$1" = plan ] && kill -9 $$\nexec '))
    project.makepyfile("""\
        import pytest

        @pytest.mark.plan("module", inputs={"size": 13})
        def test_one(rejection):
            pass

        @pytest.mark.plan("nothing")
        def test_other(rejection):
            pass
        """)
    (project.path / "nothing").mkdir()
    result = project.runpytest_subprocess()
    result.assert_outcomes(errors=2)
    result.stdout.fnmatch_lines(["*terraform plan was killed by signal 9*"])


def test_others_are_told_what_was_planned(project: pytest.Pytester) -> None:
    project.makeconftest("""\
        def pytest_tieline_planned(config, cases, outcomes):
            for case, outcome in zip(cases, outcomes, strict=True):
                print("\\ntold:", case.inputs, "planned" if outcome.plan else outcome.errors[0].rule.line)
        """)
    project.makepyfile(TESTS)
    result = project.runpytest_subprocess("-s")
    result.stdout.fnmatch_lines(["told: {'size': 4} planned", "told: {'size': 13} 3"])


def test_a_bad_spec_fails_its_own_test_only(project: pytest.Pytester) -> None:
    (project.path / "bad.yaml").write_text("pattern: managed-vpn\n")
    project.makepyfile("""\
        import pytest

        @pytest.mark.plan("module", inputs={"size": 1})
        def test_good(plan):
            pass

        @pytest.mark.plan("bad.yaml")
        def test_bad(plan):
            pass

        @pytest.mark.plan("bad.yaml")
        def test_known_bad(rejection):
            assert "bad.yaml:1:1: region: " in rejection
        """)
    result = project.runpytest_subprocess()
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*the case was refused:*", "*bad.yaml:1:1: region: *"])


def test_what_stops_the_planning_stops_it_once(project: pytest.Pytester) -> None:
    (project.path / "terraform").write_text(f'#!/bin/sh\necho "$1" >> {project.path}/calls\nexit 1\n')
    project.makepyfile(TESTS)
    project.runpytest_subprocess().assert_outcomes(errors=5)
    assert calls(project, "version") == 1
