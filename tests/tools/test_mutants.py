"""tools/mutants.py on small modules: which arguments it finds that no test misses."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tieline.localstack.server import Server

TOOL = Path(__file__).parents[2] / "tools" / "mutants.py"
Run = Callable[..., subprocess.CompletedProcess[str]]
STATE = '{"version": 4, "terraform_version": "1.9.0", "serial": 1, "lineage": "x", "outputs": {}, "resources": []}'

FILES = {
    # Everything that stands here once too often for its tests, and what is no argument.
    "modules/box/main.tf": """
variable "label" {
  type = string
}

variable "colour" {
  default = null
}

resource "terraform_data" "this" {
  count = 1

  input            = { label = var.label, colour = var.colour }
  triggers_replace = var.colour # only the caller's test looks

  lifecycle {
    create_before_destroy = true
  }
}

resource "terraform_data" "checked" {
  input = var.label

  lifecycle {
    postcondition {
      condition     = self.input != null
      error_message = "There is no label."
    }
  }
}

output "colour" {
  value = one(terraform_data.this[*].triggers_replace)
}
""",
    "modules/shelf/main.tf": """
variable "state" {
  type = string
}

variable "label" {
  default = "shelf"
}

data "terraform_remote_state" "this" {
  backend  = "local" # Terraform itself misses it
  config   = { path = var.state }
  defaults = { size = 3 }
}

module "box" {
  source = "../box"

  label  = var.label # required
  colour = "red"
}

resource "terraform_data" "unseen" {
  for_each = toset(["a"])

  input            = var.label
  triggers_replace = var.state
  depends_on       = [module.box]
}

resource "terraform_data" "unset" {
  input = one([])
}

output "box" {
  value = module.box
}

output "size" {
  value = data.terraform_remote_state.this.outputs.size
}
""",
    "modules/untested/main.tf": """
resource "terraform_data" "this" {
  provisioner "local-exec" {
    command = "true"
  }
}
""",
    "tests/modules/test_box.py": """
import pytest

@pytest.mark.parametrize("label", [pytest.param(x, marks=pytest.mark.plan("modules/box", inputs={"label": x})) for x in "abc"])
def test_box(plan, label):
    assert plan["terraform_data.this[0]"]["input"]["label"] == label

@pytest.mark.plan("modules/box", inputs={"label": "other fixtures"})
def test_is_left_out(plan, tmp_path):
    assert False

@pytest.mark.plan("modules/box", inputs={})
def test_wants_a_label(rejection):
    assert "label" in str(rejection.errors)
""",
    "tests/modules/test_shelf.py": """
from pathlib import Path
import pytest

STATE = str(Path(__file__).with_name("state.json"))

@pytest.mark.plan("modules/shelf", inputs={"state": STATE})
def test_shelf(plan):
    assert plan.outputs == {"box": {"colour": "red"}, "size": 3}

@pytest.mark.plan("modules/shelf", inputs={"state": STATE, "label": "x"})
def test_replaces(plan):
    assert plan['terraform_data.unseen["a"]']["triggers_replace"] == STATE
""",
    "tests/modules/state.json": STATE,
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


@pytest.fixture
def mutants(root: Path, request: pytest.FixtureRequest) -> Run:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        server: Server = request.getfixturevalue("localstack")
        return subprocess.run(
            [sys.executable, TOOL, "--root", root, *arguments],
            env=os.environ | {"LOCALSTACK_ENDPOINT": server.endpoint},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


@pytest.mark.thorough
def test_finds_what_no_test_misses(mutants: Run) -> None:
    run = mutants()
    assert run.stdout.splitlines() == [
        "modules/shelf/main.tf:26: terraform_data.unseen.input: set in 2 cases, but no test misses it",
        "modules/shelf/main.tf:32: terraform_data.unset.input: no case sets it",
        "modules/untested/main.tf:4: terraform_data.this.provisioner.command: no case sets it",
        "8 of 11 arguments are missed by a test when they go.",
    ], run.stderr
    assert run.returncode == 1


def test_is_content_when_each_is_missed(mutants: Run) -> None:
    run = mutants("--module", "box")
    assert (run.stdout, run.returncode) == ("3 of 3 arguments are missed by a test when they go.\n", 0), run.stderr
    assert "3 arguments, 5 tests" in run.stderr


def test_wants_tests_that_pass(mutants: Run, root: Path) -> None:
    (root / "tests/modules/test_box.py").write_text(FILES["tests/modules/test_box.py"].replace("== label", "!= label"))
    run = mutants("--module", "box")
    assert (run.stdout, run.returncode) == ("", 1)
    assert "test_box.py::test_box[a]: fails on the modules as they are; mend that first." in run.stderr


def test_wants_tests_that_can_be_collected(mutants: Run, root: Path) -> None:
    (root / "tests/modules/test_box.py").write_text("import nothing_of_this_name\n")
    run = mutants()
    assert (run.stdout, run.returncode) == ("", 1)
    assert "tests/modules: pytest cannot collect the tests" in run.stderr
    assert "No module named 'nothing_of_this_name'" in run.stderr


def test_wants_a_module(mutants: Run, root: Path) -> None:
    run = mutants("--module", "bax")
    assert (run.stdout, run.returncode) == ("", 1)
    assert run.stderr == f"{root}/modules has no module bax; --module takes the name of a folder in it.\n"
