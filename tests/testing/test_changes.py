"""The mark plan_change and its fixtures, in a project of its own with a module that needs no provider."""

from __future__ import annotations

import shutil

import pytest

from tieline.intent.tunnels_down import tunnels_down
from tieline.terraform.change import Change
from tieline.terraform.differences import Action, Difference, ResourceChange
from tieline.terraform.plan import UNKNOWN

MODULE = """\
variable "rooms" {
  type    = map(object({ size = number }))
  default = {}
  validation {
    condition     = alltrue([for room in var.rooms : room.size != 13])
    error_message = "size: 13 is unlucky; take 12."
  }
}
resource "terraform_data" "room" {
  for_each         = var.rooms
  input            = each.value.size
  triggers_replace = each.value.size > 100
}
"""
TESTS = """\
import pytest
from tieline.terraform.plan import ABSENT, UNKNOWN

HALL = 'terraform_data.room["hall"]'
house = dict(inputs={"rooms": {"hall": {"size": 4}}})

@pytest.mark.plan_change("module", **house, after={"rooms.hall.size": 5})
def test_update(change, tunnels_down):
    assert change.actions == {HALL: "update"}
    assert change[HALL].changed == {"input": (4, 5), "output": (4, UNKNOWN)}
    assert tunnels_down == {}

@pytest.mark.plan_change("module", **house, before={"rooms.attic": {"size": 9}}, after={"rooms.attic.size": 900})
def test_after_is_on_top_of_before(change):
    assert change.replaced == ['terraform_data.room["attic"]']
    assert change.unchanged == [HALL]

@pytest.mark.plan_change("module", **house, after={"rooms.hall": ABSENT})
def test_delete(change):
    assert change.deleted == [HALL]

@pytest.mark.plan_change("module", **house, after={"rooms.hall.size": 5})
def test_failing(change):
    assert change.unchanged, change

def test_plain():
    pass
"""


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project with a module, a Terraform that writes down how it is called, and no LocalStack."""
    (pytester.path / "module").mkdir()
    (pytester.path / "module" / "main.tf").write_text(MODULE)
    terraform = pytester.path / "terraform"
    calls = pytester.path / "calls"
    calls.write_text("")
    terraform.write_text(f'#!/bin/sh\necho "$1" >> {calls}\nexec {shutil.which("terraform")} "$@"\n')
    terraform.chmod(0o755)
    monkeypatch.setenv("TIELINE_TERRAFORM", str(terraform))
    monkeypatch.setenv("LOCALSTACK_ENDPOINT", "http://127.0.0.1:1")
    return pytester


def plans(project: pytest.Pytester) -> int:
    return (project.path / "calls").read_text().split().count("plan")


@pytest.mark.parametrize("workers", [[], ["-n", "2", "--dist", "load"]], ids=["one process", "two workers"])
def test_all_changes_are_planned_together_and_failures_can_be_read(
    project: pytest.Pytester, workers: list[str]
) -> None:
    project.makepyfile(TESTS)
    result = project.runpytest_subprocess("--strict-markers", *workers)
    result.assert_outcomes(passed=4, failed=1)
    assert plans(project) == 3
    result.stdout.fnmatch_lines(
        [
            '*AssertionError: update terraform_data.room?"hall"?',
            "*input: 4 -> 5",
            "*output: 4 -> UNKNOWN",
            "*(0 unchanged)",
        ]
    )


def test_nothing_is_planned_for_tests_that_ask_for_nothing(project: pytest.Pytester) -> None:
    project.makepyfile(TESTS)
    project.runpytest_subprocess("-k", "plain").assert_outcomes(passed=1, deselected=4)
    assert plans(project) == 0


def test_each_mistake_is_told_in_its_own_test(project: pytest.Pytester) -> None:
    project.makepyfile("""\
        import pytest

        house = dict(inputs={"rooms": {"hall": {"size": 4}}})

        @pytest.mark.plan_change("module", **house, after={"rooms.hall.size": 13})
        def test_refused(change):
            pass

        @pytest.mark.plan_change("module", **house, after={"rooms.hell.size": 13})
        def test_misspelled(change):
            pass

        @pytest.mark.plan_change("module", **house, changes={"rooms.hall.size": 13})
        def test_changes(change):
            pass

        @pytest.mark.plan_change("module", nonsense=1)
        def test_nonsense(change):
            pass

        @pytest.mark.plan_change({"pattern": "managed-vpn"})
        def test_spec(change):
            pass

        def test_unmarked(change):
            pass

        @pytest.mark.plan_change("module", **house)
        def test_good(change):
            assert not change.actions
        """)
    result = project.runpytest_subprocess()
    result.assert_outcomes(passed=1, errors=6)
    for line in (
        "*the case after the change was refused:*",
        "*size: 13 is unlucky; take 12.*",
        "*rooms.hell*the nearest is hall*",
        "*pytest.mark.plan_change takes no changes; say before={...} and after={...}*",
        "*pytest.mark.plan_change: *nonsense*",
        "*the spec was refused:*",
        "*asks for a change; say which with @pytest.mark.plan_change(...)*",
    ):
        result.stdout.fnmatch_lines([line])


def connection(name: str, action: Action, *changed: str, forced_by: tuple[str, ...] = ()) -> ResourceChange:
    differences = {path: Difference(UNKNOWN, UNKNOWN) for path in changed}
    return ResourceChange(name, "aws_vpn_connection", action, differences, forced_by)


def test_which_tunnels_go_down() -> None:
    changes = [
        connection("new", "create"),
        connection("same", "nothing"),
        connection("tags", "update", "tags.owner"),
        connection("gone", "delete"),
        connection("anew", "replace", forced_by=("type",)),
        connection("moved", "update", "tunnel1_startup_action", "transit_gateway_id"),
        connection("first", "update", "tunnel1_log_options[0].cloudwatch_log_options[0].log_enabled"),
        connection("second", "update", "tunnel2_ike_versions", "tunnel2_replay_window_size"),
        ResourceChange("other", "aws_customer_gateway", "replace"),
    ]
    down = tunnels_down(Change({change.address: change for change in changes}))
    assert {address: list(tunnels) for address, tunnels in down.items()} == {
        "gone": [1, 2],
        "anew": [1, 2],
        "moved": [1, 2],
        "first": [1],
        "second": [2],
    }
    assert down["moved"][2] == "the connection moves to another transit gateway (transit_gateway_id)"
    assert down["second"][2].endswith("for some minutes: ike_versions, replay_window_size")
