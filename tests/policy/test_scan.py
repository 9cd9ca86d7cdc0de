"""How the scan behaves: what it refuses, what it leaves alone, and that nothing passes without being looked at."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tieline.errors import InvalidInput, Unavailable
from tieline.policy import checks
from tieline.policy.catalogue import CHECKOV_POLICIES, POLICIES, SEVERITIES
from tieline.policy.scan import scan

OF_TUNNELS = {policy for policy in POLICIES if policy.startswith("TIELINE_VPN")}
ADDRESS = 'module.case_3.module.vpn.aws_vpn_connection.this["harbour/fw-1.oslo/1"]'
SECRET = "not.for.any.file"


def plan_of_one_connection() -> dict[str, Any]:
    """As Terraform writes it, less what nobody here reads; nothing is set but a key."""
    values = {"tunnel1_ike_versions": None, "tunnel1_preshared_key": SECRET}
    shared = {"address": ADDRESS, "mode": "managed", "type": "aws_vpn_connection", "name": "this"}
    planned = {**shared, "values": values, "sensitive_values": {"tunnel1_preshared_key": True}}
    change = {
        "actions": ["create"],
        "before": None,
        "after": values,
        "after_unknown": {"preshared_key_storage": True, "tunnel1_log_options": True},
        "after_sensitive": {"tunnel1_preshared_key": True},
    }
    inner = {"address": "module.case_3.module.vpn", "resources": [planned]}
    outer = {"address": "module.case_3", "child_modules": [inner]}
    return {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "planned_values": {"root_module": {"child_modules": [outer]}},
        "resource_changes": [{**shared, "module_address": "module.case_3.module.vpn", "change": change}],
        "configuration": {"root_module": {}},
    }


def run_python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=120, check=False
    )


def test_addresses_are_whole() -> None:
    judged = scan(plan_of_one_connection())
    assert {finding.address for finding in judged.findings} == {ADDRESS}
    assert {finding.policy for finding in judged.findings} == OF_TUNNELS


def test_what_a_replacement_left_over_is_not_judged() -> None:
    plan = plan_of_one_connection()
    change = json.loads(json.dumps(plan["resource_changes"][0]))
    unsettled = {"tunnel1_ike_versions": True, "tunnel2_ike_versions": True}
    change["change"] |= {"actions": ["delete"], "after": None, "after_unknown": unsettled}
    change["deposed"] = "0aa11bb2"
    plan["resource_changes"].append(change)
    assert scan(plan) == scan(plan_of_one_connection())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "cannot be read"),
        ("{", "cannot be read"),
        ("\xff", "cannot be read"),
        ("[]", "is not the JSON of a plan"),
        ('{"format_version": "1.0", "values": {}}', "is not the JSON of a plan"),
    ],
)
def test_what_is_no_plan_is_refused(content: str | None, words: str, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    if content is not None:
        file.write_bytes(content.encode("latin-1"))
    with pytest.raises(InvalidInput, match=words) as refusal:
        scan(file)
    assert str(file) in str(refusal.value)
    assert "terraform show -json" in str(refusal.value)


def test_a_policy_whose_check_was_not_loaded_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    scan(plan_of_one_connection())  # once loaded, a check is not loaded again
    from checkov.terraform.checks.resource.registry import resource_registry

    loaded = resource_registry.checks["aws_vpn_connection"]
    left = [check for check in loaded if check.id != "TIELINE_VPN_4"]
    monkeypatch.setitem(resource_registry.checks, "aws_vpn_connection", left)
    with pytest.raises(Unavailable, match=r"No check was loaded for TIELINE_VPN_4"):
        scan(plan_of_one_connection())


def test_a_policy_that_did_not_judge_a_resource_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    from tieline.policy import engine

    monkeypatch.setattr(engine, "SKIPPED", ("TIELINE_VPN_2", "TIELINE_VPN_5"))
    with pytest.raises(Unavailable, match=r"TIELINE_VPN_2 did not judge module\.case_3.*and 1 more"):
        scan(plan_of_one_connection())


def test_a_check_that_crashes_is_an_error() -> None:
    plan = plan_of_one_connection()
    plan["resource_changes"][0]["change"]["after"]["tunnel2_ike_versions"] = 7  # no provider says that
    with pytest.raises(Unavailable, match=r"TIELINE_VPN_1 could not judge module\.case_3.*TypeError"):
        scan(plan)


@pytest.mark.parametrize(("known", "fails"), [("ikev1", True), ("ikev2", False)])
def test_a_list_that_is_hidden_in_part_is_judged_by_the_rest(known: str, fails: bool) -> None:
    plan = plan_of_one_connection()
    change = plan["resource_changes"][0]["change"]
    for tunnel in ("tunnel1", "tunnel2"):
        change["after"][f"{tunnel}_ike_versions"] = [known, "hidden one", "hidden two"]
        change["after_sensitive"][f"{tunnel}_ike_versions"] = [False, True, True]
    judged = scan(plan)
    messages = [finding.message for finding in judged.findings if finding.policy == "TIELINE_VPN_1"]
    assert [f"allows {known}" in message for message in messages] == [True] * fails
    assert (("TIELINE_VPN_1", ADDRESS) in judged.undecided) is not fails


def test_no_secret_reaches_a_file_and_no_file_stays(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from tieline.policy import engine

    written: list[str] = []
    run = engine.run

    def look(file: Path) -> engine.Verdicts:
        written.append(file.read_text())
        return run(file)

    monkeypatch.setattr(engine, "run", look)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    scan(plan_of_one_connection())
    assert len(written) == 1
    assert ADDRESS in json.loads(written[0])["resource_changes"][0]["address"]
    assert SECRET not in written[0]
    assert list(tmp_path.iterdir()) == []


def test_it_is_silent_and_leaves_the_process_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = plan_of_one_connection()
    group = {"mode": "managed", "type": "aws_cloudwatch_log_group", "name": "this", "values": {"name": "vpn"}}
    document["planned_values"]["root_module"]["resources"] = [
        {"address": "aws_cloudwatch_log_group.this", **group}  # for a check of checkov's own
    ]
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps(document))
    code = """
import logging, os, signal, sys, threading, time
from pathlib import Path
from tieline.policy.scan import scan, warm_up

events = []  # only kept here: checkov swallows what is raised

def note(event, arguments):
    if event == "subprocess.Popen" and arguments[1][3] == "tieline-guard":  # of the scan's own folder
        return
    if event in ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.fork", "os.posix_spawn", "os.system"):
        events.append((event, arguments[:2]))
    elif event in ("os.putenv", "os.unsetenv") and arguments[0] != b"OPENBLAS_MAIN_FREE":  # numpy's, while imported
        events.append((event, arguments))

def state():
    root = logging.getLogger()
    return (
        os.getcwd(), dict(os.environ), list(sys.path), sys.excepthook, threading.excepthook, sys.getrecursionlimit(),
        root.level, list(root.handlers), list(root.filters), logging.getLogger("checkov").level,
        {number: signal.getsignal(number) for number in signal.valid_signals()}, threading.active_count(),
        "checkov.logging_init" in sys.modules,
    )

before = state()
sys.addaudithook(note)
thread = threading.Thread(target=warm_up)
thread.start()
judged = scan(Path(sys.argv[1]))
thread.join()
assert {"TIELINE_VPN_6", "CKV_AWS_158"} <= {finding.policy for finding in judged.findings}, judged
assert state() == before
assert events == [], events

logging.basicConfig(level=logging.DEBUG, stream=sys.stdout)
scan(Path(sys.argv[1]))
"""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setenv("HOME", str(home))
    ended = run_python(code, str(plan))
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    assert list(temporary.iterdir()) == []  # nothing is kept there, or read back, under a name others can guess
    assert list(home.iterdir()) == []


def test_without_checkov_it_says_how_to_get_it() -> None:
    code = """
import sys
sys.modules["checkov"] = None
from tieline.errors import Unavailable
from tieline.policy.scan import warm_up
try:
    warm_up()
except Unavailable as error:
    print(error)
"""
    assert "pip install 'tieline[policy]'" in run_python(code).stdout


def test_importing_the_scan_imports_no_checkov() -> None:
    code = "import sys, tieline.policy.scan; print('checkov' in sys.modules, 'boto3' in sys.modules)"
    assert run_python(code).stdout.split() == ["False", "False"]


def test_the_folder_of_checks_works_alone_with_checkov(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps(plan_of_one_connection(), indent=1))
    folder = str(Path(next(iter(checks.__path__))))
    ended = subprocess.run(
        [
            *(sys.executable, "-m", "checkov.main", "--file", str(plan), "--framework", "terraform_plan"),
            *("--external-checks-dir", folder, "--skip-download", "--output", "json"),
            *("--check", "TIELINE_*", "--soft-fail-on", "TIELINE_*"),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "LOG_LEVEL": "ERROR"},
    )
    assert ended.returncode == 0, ended.stderr  # every failure is soft: checkov's filters know our ids
    failed = json.loads(ended.stdout)["results"]["failed_checks"]
    assert {check["check_id"]: (check["severity"], check["guideline"]) for check in failed} == {
        policy: (POLICIES[policy].severity, POLICIES[policy].reference) for policy in OF_TUNNELS
    }


def test_the_catalogue_is_whole() -> None:
    for key, policy in {**POLICIES, **CHECKOV_POLICIES}.items():
        assert key == policy.id
        assert policy.severity in SEVERITIES
        assert policy.reference.startswith("https://")
        assert policy.why.endswith(".")
        assert policy.mend.endswith(".")
