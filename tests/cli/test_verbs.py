"""The command line as a person meets it: data on stdout, talk on stderr, and the exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from conftest import ROOT, Tieline
from tieline.cli import plan
from tieline.localstack.server import Server
from tieline.spec.document import parse
from tieline.spec.loading import PATTERNS
from tieline.terraform import batch
from tieline.terraform.case import Outcome
from tieline.terraform.diagnostics import Diagnostic

EXAMPLE = ROOT / "examples" / "managed-vpn" / "spec.yaml"
BAD = (
    "pattern: managed-vpn\nname: x\nregion: eu-north-1\nvpcs: {v: {id: vpc-0aa11bb22cc33dd44, cidrs: [10.0.0.0/16]}}\n"
)


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    file = tmp_path / "bad.yaml"
    file.write_text(BAD + "sites: {hq: {cidrs: [10.0.1.0/24], asn: 7224, devices: {a: {ip_address: 198.51.100.1}}}}\n")
    return file


COMPLAINTS = [
    "bad.yaml:5:22: sites.hq.cidrs[0]: 10.0.1.0/24 overlaps 10.0.0.0/16 of vpcs.v; "
    "networks that are joined need ranges of their own (the other is at line 4)",
    "bad.yaml:5:36: sites.hq.asn: 7224 is reserved by Amazon; use a private ASN such as 65010",
]


def test_help_names_every_verb(tieline: Tieline) -> None:
    done = tieline("--help")
    assert done.returncode == 0
    for verb in ("validate", "verify", "plan", "tfvars", "render", "schema", "localstack", "doctor"):
        assert verb in done.stdout


def test_a_librarys_warnings_are_for_programmers_who_ask(tmp_path: Path) -> None:
    code = "import warnings; from tieline import cli; cli.app = lambda **_: warnings.warn('psst'); cli.main()"
    for options, told in (([], ""), (["-W", "always"], "psst")):
        done = subprocess.run(
            [sys.executable, *options, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0
        assert told in done.stderr
        assert bool(done.stderr) is bool(told)


def test_usage_errors_exit_2(tieline: Tieline) -> None:
    for wrong in (["nonsense"], ["verify"], ["render", EXAMPLE], ["validate", "--nonsense", EXAMPLE]):
        done = tieline(*wrong)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr


def test_version(tieline: Tieline) -> None:
    assert tieline("--version").stdout == "tieline 0.1.0\n"


def test_validate_accepts(tieline: Tieline) -> None:
    done = tieline("validate", EXAMPLE)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"{EXAMPLE}: valid, managed-vpn harbour\n"


@pytest.mark.parametrize("verb", [["validate"], ["tfvars"], ["plan"], ["verify"], ["render", "-o", "out"]])
def test_a_bad_spec_stops_every_verb_alike(tieline: Tieline, bad: Path, verb: list[str]) -> None:
    done = tieline(*verb, "bad.yaml")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == COMPLAINTS
    assert [path.name for path in bad.parent.iterdir()] == ["bad.yaml"]


@pytest.mark.usefixtures("bad")
def test_problems_of_several_files_come_at_once(tieline: Tieline) -> None:
    done = tieline("validate", "bad.yaml", "none.yaml", EXAMPLE)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [*COMPLAINTS, "none.yaml:1:1: no such file; check the path"]


@pytest.mark.usefixtures("bad")
def test_validate_json(tieline: Tieline) -> None:
    done = tieline("validate", "--json", "bad.yaml")
    assert done.returncode == 1
    assert done.stderr == ""
    data = json.loads(done.stdout)
    assert (data["valid"], data["notices"]) == (False, [])
    assert data["problems"][1] == {
        "file": "bad.yaml",
        "line": 5,
        "column": 36,
        "key": "sites.hq.asn",
        "message": "7224 is reserved by Amazon; use a private ASN such as 65010",
    }
    assert json.loads(tieline("validate", "--json", EXAMPLE).stdout) == {"valid": True, "problems": [], "notices": []}


def test_tfvars_is_json_on_stdout(tieline: Tieline) -> None:
    done = tieline("tfvars", EXAMPLE)
    assert (done.returncode, done.stderr) == (0, "")
    inputs = json.loads(done.stdout)
    assert inputs["sites"]["depot"]["asn"] == 4200000140
    assert "region" not in inputs


def test_schema_accepts_the_examples_and_refuses_what_it_can(tieline: Tieline) -> None:
    import jsonschema

    schemas = {pattern: json.loads(tieline("schema", pattern).stdout) for pattern in PATTERNS}
    of_any = json.loads(tieline("schema").stdout)
    for example in (ROOT / "examples").glob("*/spec.yaml"):
        spec = parse(example.read_text()).value  # as editors read it: in YAML 1.2 off is a word
        jsonschema.validate(spec, schemas[spec["pattern"]])
        jsonschema.validate(spec, of_any)
        assert not jsonschema.Draft202012Validator(of_any).is_valid(spec | {"sitez": 1})
    schema = schemas["managed-vpn"]
    with pytest.raises(jsonschema.ValidationError, match="'sitez' was unexpected"):
        jsonschema.validate({**parse(EXAMPLE.read_text()).value, "sitez": 1}, schema)
    wrong = tieline("schema", "managed-vnp")
    assert wrong.returncode == 1
    assert (
        wrong.stderr
        == "managed-vnp is not one of managed-vpn, transit-gateway-vpn, direct-connect, transit-gateway-direct-connect; did you mean managed-vpn?; name a pattern\n"
    )


def test_render_writes_checks_and_refuses(tieline: Tieline, tmp_path: Path) -> None:
    done = tieline("render", EXAMPLE, "-o", "out")
    assert (done.returncode, done.stdout) == (0, "")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        "main.tf", "outputs.tf", "variables.tf", "versions.tf",
    ]  # fmt: skip
    same = tieline("render", EXAMPLE, "-o", "out", "--check")
    assert (same.returncode, same.stderr) == (0, f"out: as {EXAMPLE} renders it\n")
    (tmp_path / "out" / "main.tf").write_text("edited")
    stale = tieline("render", EXAMPLE, "-o", "out", "--check")
    assert stale.returncode == 1
    assert stale.stderr.splitlines() == [
        "out/main.tf was not rendered by tieline",
        f"render again: tieline render {EXAMPLE} -o out",
    ]
    refused = tieline("render", EXAMPLE, "-o", "out")
    assert refused.returncode == 1
    assert refused.stderr.startswith("out/main.tf was not rendered by tieline and would be lost; nothing was written")


@pytest.mark.parametrize("example", sorted(p.parent.name for p in (ROOT / "examples").glob("*/spec.yaml")))
def test_an_example_is_what_its_spec_renders_to(tieline: Tieline, example: str) -> None:
    folder = ROOT / "examples" / example
    done = tieline("render", folder / "spec.yaml", "-o", folder, "--source", ROOT / "modules", "--check")
    assert done.returncode == 0, done.stderr


def test_plan_shows_what_would_be_made(tieline: Tieline) -> None:
    done = tieline("plan", EXAMPLE, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    resources = {r["address"]: r for r in json.loads(done.stdout)["resources"]}
    connection = resources['module.site_to_site_vpn.aws_vpn_connection.this["harbour/fw-1/1"]']
    assert connection["actions"] == ["create"]
    assert connection["values"]["tunnel1_inside_cidr"] == "169.254.60.0/30"
    assert connection["values"]["customer_gateway_id"] == {"mark": "unknown"}
    assert "transit_gateway_id" not in connection["values"]


def test_plan_tells_a_refusal_as_json(
    localstack: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    refusal = Diagnostic("error", "Invalid value", "say it otherwise", "module.vpn")
    # no spec that is valid is known to be refused: tests/contract sees to that
    monkeypatch.setattr(batch, "plan_cases", lambda *_: [Outcome(None, (refusal,))])
    with pytest.raises(typer.Exit):
        plan.run(EXAMPLE, localstack.endpoint, as_json=True)
    assert json.loads(capsys.readouterr().out) == {
        "refusals": [{"summary": "Invalid value", "detail": "say it otherwise", "address": "module.vpn"}]
    }


def test_verify_is_one_screen_and_a_json_file(tieline: Tieline, tmp_path: Path) -> None:
    names = {"managed-vpn": "harbour", "direct-connect-cross-account": "lines"}
    done = tieline("verify", *(ROOT / "examples" / name / "spec.yaml" for name in names), "--json", "out.json")
    assert (done.returncode, done.stderr) == (0, "")
    for text in ("Will be made", "3 VPN connections", "harbour/fw-1/1", "✓ tunnel logs", "policies kept", "Verified"):
        assert text in done.stdout
    assert done.stdout.rstrip().endswith("2 of 2 specs verified")
    report = json.loads((tmp_path / "out.json").read_text())
    assert report["problems"] == []
    verdicts = report["verdicts"]
    told = {v["name"]: (v["ok"], v["failures"], v["findings"]) for v in verdicts}
    assert told == dict.fromkeys(names.values(), (True, [], []))
    assert all(sum(check["facts"] for check in v["checks"]) > 30 for v in verdicts)
    assert [p.name for p in tmp_path.iterdir()] == ["out.json"]


WEAK = """\
pattern: managed-vpn
name: weak
region: eu-north-1
vpcs: {v: {id: vpc-0aa11bb22cc33dd44, cidrs: [10.0.0.0/16]}}
sites:
  hq:
    cidrs: [192.168.0.0/24]
    asn: 65140
    devices: {a: {ip_address: 198.51.100.1}}
    tunnels:
      ike_versions: [ikev1, ikev2]
      phase1_encryption_algorithms: [AES128]
      phase2_integrity_algorithms: [SHA1]
      phase1_dh_group_numbers: [2]
preshared_key_storage: Standard
logging: {enabled: false}
"""


def test_what_is_relaxed_is_found_and_traced_to_the_specs_line(tieline: Tieline, tmp_path: Path) -> None:
    (tmp_path / "weak.yaml").write_text(WEAK)
    done = tieline("verify", "weak.yaml", "--json", "-")
    assert done.returncode == 1
    [verdict] = json.loads(done.stdout)["verdicts"]
    assert verdict["failures"] == []
    found = {finding["policy"]: finding["at"] for finding in verdict["findings"] if finding["fails"]}
    assert {policy: (at["line"], at["key"]) for policy, at in found.items()} == {
        "TIELINE_VPN_1": (11, "sites.hq.tunnels.ike_versions"),
        "TIELINE_VPN_2": (12, "sites.hq.tunnels.phase1_encryption_algorithms"),
        "TIELINE_VPN_3": (13, "sites.hq.tunnels.phase2_integrity_algorithms"),
        "TIELINE_VPN_4": (14, "sites.hq.tunnels.phase1_dh_group_numbers"),
        "TIELINE_VPN_5": (16, "logging.enabled"),
        "TIELINE_VPN_6": (15, "preshared_key_storage"),
    }
    assert "Not verified, 6 problems" in done.stderr
    assert (
        "✗ weak.yaml:11:7: sites.hq.tunnels.ike_versions: tunnel1_ike_versions, tunnel2_ike_versions: allows ikev1; "
        """set the tunnel's ike_versions to ["ikev2"] [TIELINE_VPN_1, HIGH]"""
    ) in done.stderr


@pytest.mark.usefixtures("bad")
def test_an_old_report_does_not_outlive_an_invalid_spec(tieline: Tieline, tmp_path: Path) -> None:
    (tmp_path / "out.json").write_text('{"verdicts": [{"ok": true}]}')
    done = tieline("verify", "bad.yaml", "--json", "out.json")
    assert done.returncode == 1
    assert COMPLAINTS[-1] in done.stderr.splitlines()
    report = json.loads((tmp_path / "out.json").read_text())
    assert report["verdicts"] == []
    assert [problem["key"] for problem in report["problems"]] == ["sites.hq.cidrs[0]", "sites.hq.asn"]


def test_validate_imports_nothing_of_what_plans(tieline: Tieline) -> None:
    done = tieline("validate", EXAMPLE, "--json", env={"PYTHONPROFILEIMPORTTIME": "1"})
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "tieline.report.data" in imported
    assert not {
        name for name in imported if name.startswith(("tieline.verify", "tieline.localstack", "tieline.policy"))
    }
    assert "tieline.terraform.batch" not in imported


def test_a_report_that_cannot_be_written_is_said_so(tieline: Tieline, tmp_path: Path) -> None:
    done = tieline("verify", EXAMPLE, "--json", "none/out.json")
    assert done.returncode == 1
    assert done.stderr.startswith("none/out.json cannot be written (No such file or directory)")
    assert list(tmp_path.iterdir()) == []


def test_an_endpoint_is_told_by_where_it_came_from(tieline: Tieline) -> None:
    done = tieline("verify", EXAMPLE, env={"LOCALSTACK_ENDPOINT": "http://203.0.113.1:4566"})
    assert done.returncode == 1
    assert done.stderr.startswith("LOCALSTACK_ENDPOINT: ")


def test_an_endpoint_elsewhere_is_refused(tieline: Tieline) -> None:
    done = tieline("verify", EXAMPLE, "--localstack-endpoint", "http://203.0.113.1:4566")
    assert done.returncode == 1
    assert "203.0.113.1" in done.stderr


def test_doctor_says_what_is_missing_and_how_to_get_it(tieline: Tieline, tmp_path: Path) -> None:
    done = tieline("doctor", "--json")
    assert done.returncode == 0
    assert {f["what"]: f["ok"] for f in json.loads(done.stdout)} == dict.fromkeys(
        ["Python", "boto3", "checkov", "Terraform modules", "Terraform", "AWS provider", "LocalStack"], True
    )
    bare = tieline("doctor", env={"TIELINE_LOCALSTACK_ENV": str(tmp_path / "none")})
    assert bare.returncode == 3
    assert "✗ LocalStack: missing\n    tieline localstack install" in bare.stdout


def test_no_colour_goes_into_a_pipe(tieline: Tieline) -> None:
    done = tieline("verify", EXAMPLE, env={"NO_COLOR": "", "TERM": "xterm-256color"})
    assert "\x1b" not in done.stdout + done.stderr
    assert not any(line.endswith(" ") for line in done.stdout.splitlines())
