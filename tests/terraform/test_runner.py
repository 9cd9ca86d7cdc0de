"""The runner: a contract test for each defect of python-terraform 0.10.1, how processes end, and the real thing.

Most run a stub in Terraform's place, a few lines of shell; what the stub is told and how it ends is what counts.
"""

import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support.processes import wait_until
from tieline.errors import InvalidInput, Unavailable
from tieline.terraform import process
from tieline.terraform.binary import EMBEDDED_VERSION, Executable, find
from tieline.terraform.diagnostics import TerraformFailed
from tieline.terraform.runner import Terraform

Stub = Callable[[str], Executable]


@pytest.fixture
def stub(tmp_path: Path) -> Stub:
    """Makes an executable out of a shell script; it runs in the folder `root`."""
    (tmp_path / "root").mkdir()

    def make(script: str) -> Executable:
        path = tmp_path / "terraform"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        return Executable((str(path),), (1, 11, 0), embedded=False)

    return make


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "root"


def runs(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


# What python-terraform does, and this must not.


@pytest.mark.parametrize(
    "call",
    [
        lambda terraform: terraform.apply(skip_plan=True),
        lambda terraform: terraform.destroy(),
        lambda terraform: terraform.cmd("apply"),
        lambda terraform: terraform.cmd("state rm", "x"),
        lambda terraform: terraform.set_workspace("x"),
        lambda terraform: terraform.create_workspace("x"),
    ],
)
def test_what_changes_anything_is_refused(stub: Stub, root: Path, call: Callable[[Terraform], Any]) -> None:
    terraform = Terraform(root, executable=stub("touch ran"))
    with pytest.raises(NotImplementedError, match="is refused: tieline plans, and never applies anything"):
        call(terraform)
    assert not (root / "ran").exists()


def test_a_plan_with_changes_is_no_failure(stub: Stub, root: Path) -> None:
    terraform = Terraform(root, executable=stub('printf "%s\\n" "$@" > argv; touch plan.bin'))

    result = terraform.plan(var_file="a.tfvars", refresh=False)

    assert (root / "argv").read_text().split() == [
        "plan", "-json", "-input=false", "-lock=false", "-out=plan.bin", "-var-file=a.tfvars", "-refresh=false",
    ]  # fmt: skip
    assert (result.ok, result.diagnostics, result.file) == (True, [], root / "plan.bin")


def test_a_typing_mistake_is_no_terraform_command(stub: Stub, root: Path) -> None:
    terraform = Terraform(root, executable=stub("touch ran"))
    assert not hasattr(terraform, "plann")
    assert not hasattr(terraform, "output_cmd")
    with pytest.raises(AttributeError, match="'Terraform' object has no attribute 'plann'"):
        terraform.plann()
    assert not (root / "ran").exists()


def test_state_is_never_read(stub: Stub, root: Path) -> None:
    (root / "terraform.tfstate").write_text("not JSON")
    assert Terraform(root, executable=stub("exit 0")).plan().ok


def test_no_variable_goes_through_a_temporary_file(
    stub: Stub, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    terraform = Terraform(root, executable=stub("exit 1"))

    with pytest.raises(TypeError, match="var: a mapping would go through a shared temporary file"):
        terraform.plan(var={"psk": "hunter2"})
    with pytest.raises(TerraformFailed):
        terraform.plan()

    assert [*(tmp_path / "temporary").iterdir()] == []


def test_a_failure_uses_nothing_deprecated(stub: Stub, root: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert Terraform(root, executable=stub("echo bad >&2; exit 1")).cmd("plan") == (1, "", "bad\n")


def test_the_environment_is_ours_merged_and_cleared(
    stub: Stub, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TF_LOG", "TF_CLI_ARGS", "TF_CLI_ARGS_plan", "TF_VAR_x", "AWS_PROFILE"):
        monkeypatch.setenv(name, "stray")
    monkeypatch.setenv("KEPT", "kept")
    monkeypatch.setenv("TF_CLI_CONFIG_FILE", str(tmp_path / "missing"))
    terraform = Terraform(root, executable=stub("env"), environment={"AWS_PROFILE": None, "ONE": "1", "TWO": "1"})

    _, first, _ = terraform.cmd("plan", environment={"TWO": "2"})
    _, second, _ = terraform.cmd("plan")

    seen = dict(line.split("=", 1) for line in first.splitlines())
    assert seen["PATH"] == os.environ["PATH"]
    assert (seen["KEPT"], seen["ONE"], seen["TWO"]) == ("kept", "1", "2")
    assert (seen["TF_IN_AUTOMATION"], seen["CHECKPOINT_DISABLE"], seen["GOGC"]) == ("1", "1", "800")
    assert {"TF_LOG", "TF_CLI_ARGS", "TF_CLI_ARGS_plan", "TF_VAR_x", "AWS_PROFILE"} & seen.keys() == set()
    assert seen.get("TF_CLI_CONFIG_FILE") != str(tmp_path / "missing")
    assert "TWO=1\n" in second


def test_no_secret_is_logged(stub: Stub, root: Path, caplog: pytest.LogCaptureFixture) -> None:
    terraform = Terraform(root, executable=stub("echo hunter2; echo hunter2 >&2; exit 1"))
    with caplog.at_level(logging.DEBUG):
        terraform.cmd("plan", var=["psk=hunter2"], environment={"PSK": "hunter2"})
    assert "terraform plan: exit code 1 after" in caplog.text
    assert "hunter2" not in caplog.text


def test_stdin_is_closed(stub: Stub, root: Path) -> None:
    reader, writer = os.pipe()
    os.write(writer, b"typed\n")
    os.close(writer)
    kept = os.dup(0)
    os.dup2(reader, 0)
    try:
        assert Terraform(root, executable=stub("cat")).cmd("plan") == (0, "", "")
    finally:
        os.dup2(kept, 0)
        os.close(kept)
        os.close(reader)


# How runs end.


def test_a_timeout_interrupts_first_and_then_kills_children_too(
    stub: Stub, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "_GRACE", 0.2)
    script = 'trap "echo > interrupted" INT; sh -c "trap : INT; echo \\$\\$ > child; while :; do sleep 1; done" &\n'
    terraform = Terraform(root, executable=stub(script + "while :; do wait; done"), timeout=0.3)

    with pytest.raises(Unavailable, match=r"terraform plan did not end within 0.3 s in .*root and was stopped"):
        terraform.plan()

    assert (root / "interrupted").exists()
    child = int((root / "child").read_text())
    wait_until(lambda: not runs(child))


def test_nothing_is_left_after_a_normal_end(stub: Stub, root: Path) -> None:
    terraform = Terraform(root, executable=stub('sleep 60 & echo "$!" > child'))
    assert terraform.plan().ok
    child = int((root / "child").read_text())
    wait_until(lambda: not runs(child))


SCRIPT = """
import signal, sys
from pathlib import Path
from tieline.terraform.binary import Executable
from tieline.terraform.runner import Terraform
signal.signal(signal.SIGTERM, lambda *_: sys.exit(7))
Terraform(Path(sys.argv[1]), executable=Executable((sys.argv[2],), (1, 11, 0), False)).plan()
"""


def start(root: Path, executable: Executable) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", SCRIPT, str(root), *executable.command]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, -signal.SIGINT), (signal.SIGTERM, 7)])
def test_ctrl_c_and_sigterm_leave_no_process(stub: Stub, root: Path, number: signal.Signals, code: int) -> None:
    script = (
        'trap "echo > interrupted; exit 1" INT; sh -c "trap : INT; echo \\$\\$ > child; while :; do sleep 1; done" &\n'
    )
    tieline = start(root, stub(script + "wait"))
    wait_until(lambda: (root / "child").exists() and (root / "child").read_text())

    tieline.send_signal(number)

    assert tieline.wait(20) == code
    assert (root / "interrupted").exists()
    child = int((root / "child").read_text())
    wait_until(lambda: not runs(child))


SETPRIV = shutil.which("setpriv")
needs_setpriv = pytest.mark.skipif(
    SETPRIV is None
    or subprocess.run([SETPRIV, "--pdeathsig", "INT", "true"], capture_output=True, check=False).returncode != 0,
    reason="no setpriv that knows --pdeathsig",
)


@needs_setpriv
def test_kill_9_interrupts_terraform(stub: Stub, root: Path) -> None:
    tieline = start(root, stub('trap "echo > interrupted; exit 1" INT; echo $$ > pid; while :; do sleep 0.05; done'))
    wait_until(lambda: (root / "pid").exists() and (root / "pid").read_text())

    tieline.kill()
    tieline.wait()

    wait_until((root / "interrupted").exists)
    wait_until(lambda: not runs(int((root / "pid").read_text())))


def test_large_outputs_on_both_streams_do_not_block(stub: Stub, root: Path) -> None:
    script = "head -c 30000000 /dev/zero | tr '\\0' o; head -c 30000000 /dev/zero | tr '\\0' e >&2"
    code, out, err = Terraform(root, executable=stub(script)).cmd("plan")
    assert (code, len(out), len(err), out[-1], err[-1]) == (0, 30_000_000, 30_000_000, "o", "e")


def test_a_killed_terraform_is_the_machines_fault(stub: Stub, root: Path) -> None:
    with pytest.raises(Unavailable, match="terraform plan was killed by signal 9; the machine may be out of memory"):
        Terraform(root, executable=stub("kill -9 $$")).plan()


def test_a_crash_is_told_with_its_own_words(stub: Stub, root: Path) -> None:
    with pytest.raises(TerraformFailed, match="terraform plan failed: Terraform crashed: oh dear"):
        Terraform(root, executable=stub("echo 'panic: oh dear' >&2; exit 2")).plan()


def test_the_last_plan_is_not_taken_for_this_one(stub: Stub, root: Path) -> None:
    (root / "plan.bin").write_text("the last one")
    error = '{"type":"diagnostic","diagnostic":{"severity":"error","summary":"Bad"}}'
    result = Terraform(root, executable=stub(f"echo '{error}'; exit 1")).plan()
    assert (result.ok, result.file, (root / "plan.bin").exists()) == (False, None, False)


def test_a_missing_folder_is_the_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="missing is not a folder"):
        Terraform(tmp_path / "missing")


def test_a_program_that_cannot_start_is_no_traceback(root: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_tied_to_us", tuple)
    executable = stub("exit 0")
    Path(executable.command[0]).unlink()
    with pytest.raises(Unavailable, match=r"terraform plan cannot be started in .*root: .*No such file"):
        Terraform(root, executable=executable).plan()


# The real thing, from PATH and embedded.


CASES = """
variable "number" {
  type = number
  validation {
    condition     = var.number > 3
    error_message = "number is ${var.number}; make it more than 3."
  }
}
"""
ROOT = """
variable "numbers" {
  type = any
}
module "good" {
  source = "./case"
  number = var.numbers.good
}
module "bad" {
  source = "./case"
  number = var.numbers.bad
}
resource "terraform_data" "x" {}
"""


@pytest.fixture(params=["path", "embedded"])
def real(request: pytest.FixtureRequest) -> Executable:
    if request.param == "embedded":
        command = (sys.executable, "-P", "-m", "tieline.terraform.embedded")
        return Executable(command, EMBEDDED_VERSION, embedded=True)
    found = find()
    if found.embedded:
        pytest.skip("no terraform on PATH")
    return found


def test_a_real_plan_that_fails_can_still_be_shown(tmp_path: Path, real: Executable) -> None:
    (tmp_path / "case").mkdir()
    (tmp_path / "case/main.tf").write_text(CASES)
    (tmp_path / "main.tf").write_text(ROOT)
    (tmp_path / "terraform.tfvars.json").write_text(json.dumps({"numbers": {"good": 4, "bad": 2}}))
    terraform = Terraform(tmp_path, executable=real)

    terraform.init()
    assert terraform.validate() == []
    result = terraform.plan()
    assert result.file is not None
    document = terraform.show(result.file)

    assert not result.ok
    assert [error.detail.partition("\n")[0] for error in result.diagnostics] == ["number is 2; make it more than 3."]
    assert document["errored"] is True
    assert "fail" in [check["status"] for check in document["checks"]]


def test_real_mistakes_are_typed_errors(tmp_path: Path, real: Executable) -> None:
    terraform = Terraform(tmp_path, executable=real)
    with pytest.raises(TerraformFailed, match=r"terraform show failed: Failed to (read|load)") as shown:
        terraform.show("missing")
    assert "│" not in str(shown.value)

    (tmp_path / "main.tf").write_text('module "x" {\n  source = "./missing"\n}\n')
    with pytest.raises(TerraformFailed, match=r"terraform init failed: Unreadable module directory: .*missing"):
        terraform.init()
    [error] = terraform.validate()
    assert error.summary == "Module not installed"


@needs_setpriv
def test_kill_9_in_a_real_plan_leaves_nothing_that_breaks_the_next(locked: Path, real: Executable) -> None:
    script = SCRIPT.replace("(sys.argv[2],)", "tuple(sys.argv[2:])").replace(
        ".plan()", ".plan(lock=True, lock_timeout='60s')"
    )
    tieline = subprocess.Popen([sys.executable, "-c", script, str(locked), *real.command])
    wait_until(lambda: _terraforms_in(locked))
    [terraform] = _terraforms_in(locked)

    tieline.kill()
    tieline.wait()

    wait_until(lambda: not runs(terraform))
    assert Terraform(locked, executable=real).plan().ok


def _terraforms_in(folder: Path) -> list[int]:
    """The processes that run there and have become Terraform: setpriv has done its work by then."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            words = (entry / "cmdline").read_text().split("\0")
            if (entry / "cwd").readlink() == folder and "plan" in words and not words[0].endswith("setpriv"):
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def test_a_plan_is_json_that_python_reads(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('output "ü" {\n  value = "ß"\n}\n')
    terraform = Terraform(tmp_path)
    assert terraform.plan().ok
    assert json.dumps(terraform.show("plan.bin")["planned_values"]["outputs"]["ü"]["value"]) == '"\\u00df"'
