"""The README does what it says: every command is run, every snippet is used."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import screen
from conftest import ROOT, Tieline
from support.documents import blocks, counts
from tieline.cli import app
from tieline.localstack.landscape import Landscape, Vpc
from tieline.localstack.server import Server
from tieline.spec import load
from tieline.spec.base import VpnSpec
from tieline.spec.loading import PATTERNS
from tieline.terraform.batch import plan_cases
from tieline.terraform.case import Case
from tieline.verify import verify

README = ROOT / "README.md"
GUIDE = ROOT / "docs" / "testing.md"
GUIDES = sorted((ROOT / "docs").rglob("*.md"))
MODULES = sorted((ROOT / "modules").glob("*/README.md"))
EXAMPLES = sorted((ROOT / "examples").glob("*/README.md"))


def test_every_block_is_accounted_for() -> None:
    """A new snippet needs a test here."""
    assert counts(GUIDE) == {"sh": 3, "hcl": 1, "python": 1}  # see test_testing.py
    assert counts(README) == {"sh": 2, "mermaid": 1, "yaml": 3, "": 1, "hcl": 1, "python": 1}
    assert [counts(document) for document in MODULES] == [{"hcl": 1}] * len(MODULES)
    assert [counts(document) for document in EXAMPLES] == [{"sh": 1}] * len(EXAMPLES)


def test_the_two_commands_exist() -> None:
    """What they do is run by CI and by people; here only that make knows them."""
    for command in blocks("sh", README)[0].splitlines():
        done = subprocess.run([*shlex.split(command), "-n"], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_a_site_is_onboarded_as_shown(tieline: Tieline, tmp_path: Path) -> None:
    (tmp_path / "site.yaml").write_text(blocks("yaml", README)[0])
    for command in blocks("sh", README)[1].splitlines():
        program, *arguments = shlex.split(command)
        assert program == "tieline"
        done = tieline(*arguments)
        assert done.returncode == 0, done.stderr
    assert 'module "harbour"' in (tmp_path / "harbour" / "main.tf").read_text()


def test_a_mistake_reads_as_shown(tieline: Tieline, tmp_path: Path) -> None:
    wrong = blocks("yaml", README)[0].replace("192.168.40.0/22", "10.44.8.0/22").replace("65140", "7224")
    (tmp_path / "site.yaml").write_text(wrong)
    assert tieline("validate", "site.yaml").stderr == blocks("", README)[0]


def test_the_many_vpcs_and_the_private_line_are_verified(tmp_path: Path, localstack: Server) -> None:
    specs = []
    for name, text in zip(("core", "backbone"), blocks("yaml", README)[1:], strict=True):
        (tmp_path / f"{name}.yaml").write_text(text)
        specs.append(load(tmp_path / f"{name}.yaml"))
    core = specs[0].spec
    assert isinstance(core, VpnSpec)
    assert core.sites["plant"].connections() == {"edge-1": 1, "edge-2": 1}
    for verdict in verify(specs, localstack):
        assert verdict.ok, (verdict.refusals, verdict.failures, verdict.findings)


def test_every_pattern_is_listed() -> None:
    rows = re.findall(
        r"^\| \[([\w-]+)\]\(modules/\1/README.md\) \|.*\(docs/spec/\1.md\) \|$", README.read_text(), re.MULTILINE
    )
    assert rows == list(PATTERNS)


def test_every_verb_and_option_of_the_table_exists(tieline: Tieline) -> None:
    rows = re.findall(r"^\| `tieline (\w+)[^|]*\|([^|]*)\|", README.read_text(), re.MULTILINE)
    assert len(rows) == 8
    for verb, text in rows:
        told = tieline(verb, "--help").stdout
        for option in re.findall(r"--[a-z]+", text):
            assert option in told
    groups = {group.name for group in app.registered_groups}
    assert {verb for verb, _ in rows} == {command.name for command in app.registered_commands} | groups


def vpcs_of(snippet: str) -> Iterator[Vpc]:
    """The VPCs that a snippet names, with the ranges it says they have."""
    for vpc, ranges in re.findall(r'id += "(vpc-\w+)",?\s+cidrs += \[([^]]*)\]', snippet):
        yield Vpc(vpc, "eu-north-1", tuple(re.findall(r'"([^"]+)"', ranges)))


def test_every_module_snippet_plans(tmp_path: Path, localstack: Server) -> None:
    cases = []
    for document in (README, *MODULES):
        folder = tmp_path / document.parent.name
        folder.mkdir()
        modules = os.path.relpath(ROOT / "modules", folder.resolve())
        text, replaced = re.subn(
            r'source +=[ ]"[^"]*/modules/([^"]*)"(\n  version = "[^"]*")?',
            rf'source = "{modules}/\1"',
            blocks("hcl", document)[0],
        )
        assert replaced == 1
        (folder / "main.tf").write_text(text)
        cases.append(Case(folder, {}, "eu-north-1", Landscape(tuple(vpcs_of(text)))))
    for outcome in plan_cases(cases, localstack):
        assert outcome.plan is not None, outcome.errors
        assert outcome.plan.managed()


def test_the_examples_commands_work(tieline: Tieline) -> None:
    """What is verified is verified in one run, as one would type it."""
    before = {file: file.read_bytes() for file in (ROOT / "examples").rglob("*") if file.is_file()}
    commands = [shlex.split(command)[1:] for document in EXAMPLES for command in blocks("sh", document)[0].splitlines()]
    verified = [spec for verb, *specs in commands if verb == "verify" for spec in specs]
    assert verified == [f"examples/{document.parent.name}/spec.yaml" for document in EXAMPLES]
    for command in (["verify", *verified], *(command for command in commands if command[0] != "verify")):
        done = tieline(*command, cwd=ROOT)
        assert done.returncode == 0, done.stdout + done.stderr
    assert {file: file.read_bytes() for file in before} == before


def test_the_test_snippet_passes(
    pytester: pytest.Pytester, localstack: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCALSTACK_ENDPOINT", localstack.endpoint)
    pytester.makepyfile(blocks("python", README)[0])
    pytester.runpytest_subprocess().assert_outcomes(passed=2)


@pytest.mark.parametrize(
    "document", [README, *GUIDES, *MODULES, *EXAMPLES], ids=lambda path: str(path.relative_to(ROOT))
)
def test_links_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)[^)]*\)", document.read_text()):
        assert (document.parent / target).exists(), target


def test_the_picture_is_todays_screen(localstack: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """`make docs` draws it again."""
    monkeypatch.chdir(ROOT)
    [verdict] = verify([load(screen.EXAMPLE)], localstack)
    assert screen.draw(verdict) == screen.PICTURE.read_text()
