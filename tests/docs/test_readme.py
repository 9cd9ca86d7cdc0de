"""The README does what it says: every command is run, every snippet is used."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from html import unescape
from pathlib import Path

import pytest

from conftest import ROOT, Tieline
from tieline.cli import app
from tieline.localstack.landscape import Landscape, Vpc
from tieline.localstack.server import Server
from tieline.terraform.batch import Case, plan_cases

README = (ROOT / "README.md").read_text()


def blocks(language: str) -> list[str]:
    """The fenced blocks of a language."""
    return [
        text
        for found, text in re.findall(r"^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
        if found == language
    ]


def test_every_block_is_accounted_for() -> None:
    """A new snippet needs a test here."""
    counts = {language: len(blocks(language)) for language in ("sh", "yaml", "hcl", "python", "mermaid", "")}
    assert counts == {"sh": 2, "yaml": 1, "hcl": 1, "python": 1, "mermaid": 1, "": 1}


def test_the_two_commands_exist() -> None:
    """What they do is run by CI and by people; here only that make knows them."""
    for command in blocks("sh")[0].splitlines():
        done = subprocess.run([*shlex.split(command), "-n"], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_a_site_is_onboarded_as_shown(tieline: Tieline, tmp_path: Path) -> None:
    (tmp_path / "site.yaml").write_text(blocks("yaml")[0])
    for command in blocks("sh")[1].splitlines():
        program, *arguments = shlex.split(command)
        assert program == "tieline"
        done = tieline(*arguments)
        assert done.returncode == 0, done.stderr
    assert 'module "harbour"' in (tmp_path / "harbour" / "main.tf").read_text()


def test_a_mistake_reads_as_shown(tieline: Tieline, tmp_path: Path) -> None:
    wrong = blocks("yaml")[0].replace("192.168.40.0/22", "10.44.8.0/22").replace("65140", "7224")
    (tmp_path / "site.yaml").write_text(wrong)
    assert tieline("validate", "site.yaml").stderr == blocks("")[0]


def test_every_verb_and_option_of_the_table_exists(tieline: Tieline) -> None:
    rows = re.findall(r"^\| `tieline (\w+)[^|]*\|([^|]*)\|", README, re.MULTILINE)
    assert len(rows) == 8
    for verb, text in rows:
        told = tieline(verb, "--help").stdout
        for option in re.findall(r"--[a-z]+", text):
            assert option in told
    groups = {group.name for group in app.registered_groups}
    assert {verb for verb, _ in rows} == {command.name for command in app.registered_commands} | groups


def test_the_module_snippet_plans(tmp_path: Path, localstack: Server) -> None:
    source = os.path.relpath(ROOT / "modules" / "managed-vpn", tmp_path.resolve())
    text, replaced = re.subn(
        r'source  = "tieline/hybrid-connectivity/aws//modules/managed-vpn"\n  version = "[^"]*"',
        f'source = "{source}"',
        blocks("hcl")[0],
    )
    assert replaced == 1
    (tmp_path / "main.tf").write_text(text)
    landscape = Landscape((Vpc("vpc-0aa11bb22cc33dd44", "eu-north-1", ("10.44.0.0/16",)),))
    [outcome] = plan_cases([Case(tmp_path, {}, "eu-north-1", landscape)], localstack)
    assert outcome.plan is not None, outcome.errors
    assert len(outcome.plan.of_type("aws_vpn_connection")) == 1


def test_the_test_snippet_passes(
    pytester: pytest.Pytester, localstack: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCALSTACK_ENDPOINT", localstack.endpoint)
    pytester.makepyfile(blocks("python")[0])
    pytester.runpytest_subprocess().assert_outcomes(passed=2)


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_picture_is_todays_screen(tieline: Tieline) -> None:
    """Its text, line by line, is what verify prints; `make docs` draws it again."""
    svg = (ROOT / "docs" / "verify.svg").read_text()
    drawn = " ".join(unescape(" ".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg))).split())
    done = tieline("verify", "examples/managed-vpn/spec.yaml", cwd=ROOT)
    for line in done.stdout.splitlines():
        text = " ".join(line.split())
        if not text.startswith("Verified"):
            assert text in drawn
