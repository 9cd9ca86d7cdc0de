"""What each policy says of connections that real Terraform planned, in one plan, judged by real checkov."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tieline.policy.catalogue import POLICIES
from tieline.policy.scan import Scan, scan
from tieline.terraform.runner import Terraform

STRONG = {
    "ike_versions": ["ikev2"],
    "phase1_encryption_algorithms": ["AES256", "AES256-GCM-16"],
    "phase2_encryption_algorithms": ["AES256-GCM-16"],
    "phase1_integrity_algorithms": ["SHA2-256", "SHA2-384"],
    "phase2_integrity_algorithms": ["SHA2-512"],
    "phase1_dh_group_numbers": [14, 15, 16, 17],
    "phase2_dh_group_numbers": [18, 19, 20, 21],
    "log": True,
    "log_enabled": True,
}
OF_TUNNELS = [policy for policy in POLICIES if policy.startswith("TIELINE_VPN")]
ALL = {1: "failed", 2: "failed", 3: "failed", 4: "failed", 5: "failed", 6: "failed"}


def connection(first: Any = None, second: Any = None, **more: Any) -> dict[str, Any]:
    tunnels = [STRONG | (first or {}), STRONG | (second or {})]
    return {"storage": "SecretsManager", "tunnels": tunnels, **more}


# By for_each key: the connection, and which policies (TIELINE_VPN_<n>) do not pass it.
CASES: dict[str, tuple[dict[str, Any], dict[int, str]]] = {
    "harbour/fw-1.oslo/1": (connection(), {}),
    "nothing set": ({"tunnels": [{}, {}]}, ALL),
    "ikev1 in tunnel 1": (connection({"ike_versions": ["ikev1", "ikev2"]}), {1: "failed"}),
    "ike default in tunnel 2": (connection(None, {"ike_versions": None}), {1: "failed"}),
    "ike later": (connection(later=["ike_versions"]), {1: "undecided"}),
    "aes128 in phase 1": (connection({"phase1_encryption_algorithms": ["AES128", "AES256"]}), {2: "failed"}),
    "aes128-gcm in phase 2": (
        connection(None, {"phase2_encryption_algorithms": ["AES128-GCM-16"]}),
        {2: "failed"},
    ),
    "encryption default": (connection(None, {"phase1_encryption_algorithms": None}), {2: "failed"}),
    "encryption later": (connection(later=["phase2_encryption_algorithms"]), {2: "undecided"}),
    "encryption later and weak": (
        connection(None, {"phase2_encryption_algorithms": ["AES128"]}, later=["phase1_encryption_algorithms"]),
        {2: "failed"},
    ),
    "sha1 in phase 1": (connection({"phase1_integrity_algorithms": ["SHA1"]}), {3: "failed"}),
    "sha1 in phase 2": (
        connection(None, {"phase2_integrity_algorithms": ["SHA1", "SHA2-256"]}),
        {3: "failed"},
    ),
    "integrity default": (connection({"phase2_integrity_algorithms": None}), {3: "failed"}),
    "integrity later": (connection(later=["phase1_integrity_algorithms"]), {3: "undecided"}),
    "dh 2 in phase 1": (connection({"phase1_dh_group_numbers": [2, 14]}), {4: "failed"}),
    "dh 5 in phase 2": (connection(None, {"phase2_dh_group_numbers": [5, 14]}), {4: "failed"}),
    "dh 22": (connection({"phase1_dh_group_numbers": [22]}), {4: "failed"}),
    "dh 23": (connection({"phase2_dh_group_numbers": [23]}), {4: "failed"}),
    "dh 24": (connection(None, {"phase1_dh_group_numbers": [24]}), {4: "failed"}),
    "dh default": (connection(None, {"phase2_dh_group_numbers": None}), {4: "failed"}),
    "dh later": (connection(later=["phase1_dh_group_numbers"]), {4: "undecided"}),
    "log off in tunnel 1": (connection({"log_enabled": False}), {5: "failed"}),
    "log unset in tunnel 2": (connection(None, {"log_enabled": None}), {5: "failed"}),
    "no log options in tunnel 2": (connection(None, {"log": False}), {5: "failed"}),
    "log later": (connection(later=["log_enabled"]), {5: "undecided"}),
    "keys in standard storage": (connection(storage="Standard"), {6: "failed"}),
    "keys default": (connection(storage=None), {6: "failed"}),
    # The attribute is computed: in the plan this is the same as not set, so it must not pass.
    "keys later": (connection(later=["storage"]), {6: "failed"}),
}


def address(key: str) -> str:
    return f'module.case_3.aws_vpn_connection.this["{key}"]'


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("policies") / "root"
    shutil.copytree(Path(__file__).with_name("connections"), folder)
    values = {"connections": {key: values for key, (values, _) in CASES.items()}}
    (folder / "terraform.tfvars.json").write_text(json.dumps(values))
    terraform = Terraform(folder)
    terraform.init()
    run = terraform.plan(refresh=False)
    assert run.ok, run.diagnostics
    assert run.file
    return terraform.show(run.file)


@pytest.fixture(scope="module")
def judged(plan: dict[str, Any]) -> Scan:
    return scan(plan)


def verdicts(judged: Scan, where: str) -> dict[int, str]:
    found = {finding.policy: "failed" for finding in judged.findings if finding.address == where}
    found |= {policy: "undecided" for policy, at in judged.undecided if at == where}
    return {int(policy.removeprefix("TIELINE_VPN_")): verdict for policy, verdict in found.items()}


@pytest.mark.parametrize("key", CASES)
def test_verdicts(judged: Scan, key: str) -> None:
    assert verdicts(judged, address(key)) == CASES[key][1]


def test_storage_that_another_resource_gives_is_undecided(judged: Scan) -> None:
    assert verdicts(judged, "aws_vpn_connection.elsewhere") == ALL | {6: "undecided"}


def test_all_that_do_not_fail_pass(judged: Scan) -> None:
    for number, policy in enumerate(OF_TUNNELS, start=1):
        assert judged.passed[policy] == sum(number not in expected for _, expected in CASES.values())


def test_message_names_the_options_and_what_is_wrong_with_them(judged: Scan) -> None:
    messages = {(f.address, f.policy): f.message for f in judged.findings}
    default = "not set, and AWS's default allows everything"
    assert messages[address("ikev1 in tunnel 1"), "TIELINE_VPN_1"] == "tunnel1_ike_versions: allows ikev1"
    assert messages[address("nothing set"), "TIELINE_VPN_1"] == f"tunnel1_ike_versions, tunnel2_ike_versions: {default}"
    assert messages[address("dh 5 in phase 2"), "TIELINE_VPN_4"] == "tunnel2_phase2_dh_group_numbers: allows 5"
    assert (
        messages[address("no log options in tunnel 2"), "TIELINE_VPN_5"]
        == "tunnel2_log_options: not set, so AWS keeps no log"
    )
    assert messages[address("keys in standard storage"), "TIELINE_VPN_6"] == "preshared_key_storage: set to Standard"


def test_a_finding_carries_what_the_catalogue_says(judged: Scan) -> None:
    for finding in judged.findings:
        if policy := POLICIES.get(finding.policy):
            said = finding.severity, finding.mend, finding.reference
            assert said == (policy.severity, policy.mend, policy.reference)


def test_checkovs_own_checks_run_and_speak_our_words(judged: Scan) -> None:
    own = [finding for finding in judged.findings if finding.policy.startswith("CKV")]
    assert [(f.policy, f.severity, f.address) for f in own] == [
        ("CKV_AWS_158", "LOW", "module.case_3.aws_cloudwatch_log_group.this")
    ]
    assert own[0].message == "breaks the rule: a log group is encrypted with a KMS key of yours"
    assert {"CKV_AWS_158", "CKV_AWS_338", *OF_TUNNELS} <= judged.ran


def test_findings_are_in_order_and_the_same_every_time(judged: Scan, plan: dict[str, Any]) -> None:
    assert list(judged.findings) == sorted(judged.findings, key=lambda f: (f.address, f.policy))
    assert scan(plan) == judged


def test_a_plan_without_connections_is_not_applicable(plan: dict[str, Any]) -> None:
    other = json.loads(json.dumps(plan))
    other["planned_values"]["root_module"] = {}
    other["resource_changes"] = []
    judged = scan(other)
    assert not judged.findings
    assert not judged.ran & POLICIES.keys()


def test_a_plan_file_is_judged_as_the_plan_is(judged: Scan, plan: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(plan))
    assert scan(file) == judged
