"""Plan coverage in a pytest session: the process that plans writes its evidence down, the controller reports."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence

import pytest

from tieline.policy.catalogue import POLICIES
from tieline.terraform.case import Case, Outcome
from tieline.testing import shared
from tieline.testing.coverage import table
from tieline.testing.coverage.data import as_json, write
from tieline.testing.coverage.evidence import Seen, Sources, collect
from tieline.testing.coverage.policies import faults, judged, verdicts
from tieline.testing.coverage.report import Module, report

_PREFIX = "coverage-"


class Collector:
    """Lives in every process of a session, and works in the ones that plan."""

    def pytest_tieline_planned(self, config: pytest.Config, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> None:
        """Writes down what these cases have shown."""
        seen = collect(cases, outcomes, Sources()) | judged(outcomes)
        write(shared.folder(config) / f"{_PREFIX}{uuid.uuid4().hex}.json", json.dumps(sorted(seen)))


class Reporter:
    """Adds up, in the controller, what all processes wrote down."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._root = config.rootpath.resolve()
        self._least: float | None = config.option.tieline_coverage_fail_under
        self._modules: list[Module] = []
        self._seen: set[Seen] = set()
        self._failures: list[str] = []

    @pytest.hookimpl(tryfirst=True)  # while the session's folder is there, and before the summary is written
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Makes the report; a session that is below the limit fails."""
        if self._config.option.collectonly:
            return
        for file in shared.folder(self._config).glob(f"{_PREFIX}*.json"):
            self._seen |= {(folder, subject, state) for folder, subject, state in json.loads(file.read_bytes())}
        self._modules = report(self._seen, self._root)
        try:
            if target := self._config.option.tieline_coverage_json:
                text = as_json(self._modules, verdicts(self._seen), self._root)
                write(self._config.invocation_params.dir / target, text)
        except OSError as error:
            self._failures.append(f"--tieline-coverage-json: {error.filename} cannot be written: {error.strerror}.")
        self._failures += self._too_little()
        if self._failures and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def _too_little(self) -> list[str]:
        if self._least is None:
            return []
        if not self._modules:
            return ["Plan coverage: no module was planned, so nothing was measured; select tests with plan cases."]
        lacking = [
            f"Plan coverage of {module.name} is {module.total.percent:g} %, less than {self._least:g} %: "
            "see above what it lacks."
            for module in self._modules
            if module.total.percent < self._least
        ]
        wrong = [
            f"Plan coverage of {module.name}: something is wrong with it; see above."
            for module in self._modules
            if module.problems
        ]
        return lacking + wrong

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Shows the report."""
        out = terminalreporter
        if self._config.option.collectonly:
            return
        out.section("plan coverage")
        if not self._modules:
            out.write_line("No module was planned.")
        else:
            out.write_line(table.table(self._modules, colours=out.hasmarkup))
        for module in self._modules:
            self._module(out, module)
        said = list(table.policies(verdicts(self._seen), sorted(POLICIES)))
        self._list(out, "policies (not part of the percentage)", [*said, *faults(self._seen)])
        for failure in self._failures:
            out.write_line(failure, red=True, bold=True)

    def _module(self, out: pytest.TerminalReporter, module: Module) -> None:
        self._list(out, f"{module.name} lacks", list(table.missing(module, self._root)))
        self._list(out, f"{module.name} is wrong", list(table.problems(module, self._root)), red=True)

    def _list(self, out: pytest.TerminalReporter, title: str, lines: Sequence[str], **colour: bool) -> None:
        if lines:
            out.write_line(f"\n{title}:")
        for line in lines:
            out.write_line(f"  {line}", **colour)
