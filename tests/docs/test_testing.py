"""The guide to the pytest plugin, followed word for word."""

from __future__ import annotations

import re
import shlex
import tomllib

import pytest

from conftest import ROOT, Tieline
from support.documents import blocks
from tieline.localstack.server import Server

GUIDE = ROOT / "docs" / "testing.md"


def test_the_guide_works_as_written(
    pytester: pytest.Pytester, localstack: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, snapshot, coverage = blocks("sh", GUIDE)
    [module], [tests] = blocks("hcl", GUIDE), blocks("python", GUIDE)
    monkeypatch.setenv("LOCALSTACK_ENDPOINT", localstack.endpoint)
    (pytester.path / "modules" / "office").mkdir(parents=True)
    (pytester.path / "modules" / "office" / "main.tf").write_text(module)
    (pytester.path / "test_office.py").write_text(tests)
    (first, update), (second, cover) = (shlex.split(block) for block in (snapshot, coverage))
    assert first == second == "pytest"
    pytester.runpytest_subprocess(update).assert_outcomes(passed=4)
    assert (pytester.path / "test_office.plans" / "test_plans_what_it_did.yaml").is_file()
    covered = pytester.runpytest_subprocess(cover, "-k", "not means")  # changes cover nothing
    covered.assert_outcomes(passed=3, deselected=1)
    covered.stdout.fnmatch_lines(["modules/office lacks:", "  modules/office/main.tf:*"])


def test_what_it_says_to_install_exists(tieline: Tieline) -> None:
    pip, localstack = blocks("sh", GUIDE)[0].splitlines()
    extras = re.findall(r"\[(.*)\]", pip)[0].split(",")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert set(extras) <= project["optional-dependencies"].keys()
    assert tieline(*shlex.split(localstack)[1:], "--help").returncode == 0


def test_every_option_it_names_exists(pytester: pytest.Pytester) -> None:
    told = pytester.runpytest_subprocess("--help").stdout.str()
    for option in set(re.findall(r"--tieline-[a-z-]+", GUIDE.read_text())):
        assert option in told
