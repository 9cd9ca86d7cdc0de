"""Snapshots: what is planned, in a readable file beside the test.

    def test_office(plan, plan_snapshot):
        assert plan == plan_snapshot

`test_x.plans/test_office.yaml` is a `like`: what somebody deletes from it does not matter any more. `--tieline-update`
writes the files that are missing or do not match, and removes those of tests that are gone.
"""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import shutil
import sys
from collections.abc import Generator, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tieline.errors import InvalidInput
from tieline.terraform.plan import Plan, Resource
from tieline.testing.matching import Like, Mismatch, mismatches

# ruff: noqa: PLC0415 - a session without snapshots reads no YAML

OPTION = "--tieline-update"
FOLDER = ".plans"
HEADING = """\
What {test} plans; `pytest --tieline-update` writes it anew once it no longer matches.
What is deleted from this file does not matter any more."""
_LONGEST_NAME = 60
_MOST_NEW = 3
_FINDING = "tieline_snapshot"
_STALE = "tieline_stale_snapshots"


@dataclass
class _Seen:
    """What a process learns of snapshots, the controller of pytest-xdist from its workers."""

    items: list[pytest.Item] = field(default_factory=list)
    whole: bool = True
    stale: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)
    missed: set[str] = field(default_factory=set)


class Snapshot(Like):
    """A `like` that a file holds; when updated, the file is made to match the plan that it is compared with."""

    def __init__(self, file: Path, test: str, start: Path, *, update: bool) -> None:
        self.test, self.shown = test, os.path.relpath(file, start)
        self.title = f"plan_snapshot ({self.shown})"
        self.footer = f"to accept what is planned: {command([test])}"
        self.written = self.missed = False
        self._file, self._update = file, update
        try:
            held = self._read()
            super().__init__(held or {})
            self._held = held is not None
        except InvalidInput:
            if not update:
                raise
            self._held = False

    def __repr__(self) -> str:
        return self.title

    def mismatches(self, actual: object) -> list[Mismatch]:
        """What the plan has otherwise than the file; nothing once that is written anew."""
        if not isinstance(actual, Plan):
            raise InvalidInput("plan_snapshot holds a whole plan; write `assert plan == plan_snapshot`")
        found = self._compare(actual)
        if found and self._update:
            self._write(actual)
            found = []
        self.missed = bool(found)
        return found

    def _compare(self, plan: Plan) -> list[Mismatch]:
        from tieline.testing.summary import counts

        if not self._held:
            return [Mismatch(self.shown, "a snapshot", "no such file")]
        resources, outputs, wanted = (self.pattern.get(key, {}) for key in ("resources", "outputs", "counts"))
        found = mismatches(plan, resources) + mismatches(plan.outputs, outputs, "output")
        planned = dict.fromkeys(wanted, 0) | counts(plan)
        new = [resource for resource in plan.managed() if resource.address not in resources]
        for mismatch in mismatches(planned, wanted, "counts"):
            kind = mismatch.path.removeprefix("counts.")
            named = [r for r in new if r.type == kind or (kind == "total" and r.type not in wanted)]
            found.append(Mismatch(mismatch.path, mismatch.expected, mismatch.actual + _not_in_file(named)))
        return found

    def _read(self) -> dict[str, Any] | None:
        from tieline.testing.summary import read

        try:
            return read(self._file.read_bytes(), self.shown)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise InvalidInput(f"{self.shown} cannot be read: {error.strerror}") from None

    def _write(self, plan: Plan) -> None:
        from tieline.testing.summary import summarise, write

        module, _, name = self.test.partition("::")
        text = write(summarise(plan), HEADING.format(test=f"{Path(module).name}::{name}"))
        draft = self._file.with_name(f".{self._file.name}.{os.getpid()}")
        try:
            self._file.parent.mkdir(exist_ok=True)
            draft.write_text(text, encoding="utf-8", newline="\n")
            draft.replace(self._file)
        except OSError as error:
            raise InvalidInput(f"{self.shown} cannot be written: {error.strerror}") from None
        self.written = True


_SEEN = pytest.StashKey[_Seen]()
_SNAPSHOT = pytest.StashKey[Snapshot]()


def _not_in_file(resources: list[Resource]) -> str:
    shown = [resource.address for resource in resources[:_MOST_NEW]] + ["..."] * (len(resources) > _MOST_NEW)
    return f"; not in the file: {', '.join(shown)}" if shown else ""


def command(tests: Iterable[str]) -> str:
    """What to type, where pytest was started, to have the snapshots of tests written anew."""
    own, found = Path(sys.executable), shutil.which("pytest")
    pytest_is_own = found is not None and Path(found).parent == own.parent
    return shlex.join([*(["pytest"] if pytest_is_own else [str(own), "-m", "pytest"]), OPTION, *sorted(tests)])


def snapshot_file(item: pytest.Item) -> Path:
    """The file of a test's snapshot. No two tests share one, also where case does not tell file names apart."""
    names = _names(item)
    name = ".".join(names)
    safe = re.sub(r"[^a-z0-9_.,=+\[\]-]+", "-", name.lower())[:_LONGEST_NAME]
    if safe != name:
        safe += "-" + hashlib.sha256("::".join(names).encode()).hexdigest()[:8]
    return item.path.with_suffix(FOLDER) / f"{safe}.yaml"


def _names(item: pytest.Item) -> list[str]:
    return [node.name for node in item.listchain() if isinstance(node, pytest.Class | pytest.Item)]


@pytest.fixture
def plan_snapshot(request: pytest.FixtureRequest) -> Snapshot:
    """What this test planned when its snapshot was last written; compare the fixture `plan` with it."""
    item, start = request.node, request.config.invocation_params.dir
    test = "::".join([os.path.relpath(item.path, start), *_names(item)])
    try:
        snapshot = Snapshot(snapshot_file(item), test, start, update=request.config.getoption(OPTION))
    except InvalidInput as error:
        pytest.fail(f"{error}\nto write it anew: {command([test])}", pytrace=False)
    item.stash[_SNAPSHOT] = snapshot
    return snapshot


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds --tieline-update."""
    text = "Write the plan snapshots that are missing or do not match; remove those of tests that are gone."
    parser.getgroup("tieline").addoption(OPTION, action="store_true", help=text)


def pytest_configure(config: pytest.Config) -> None:
    """Starts with nothing seen."""
    seen = config.stash[_SEEN] = _Seen()
    config.pluginmanager.register(_Collector(seen), "tieline-snapshots")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Remembers every test there is, also one that will be deselected."""
    item.config.stash[_SEEN].items.append(item)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Notes whether every module was collected whole: only then it is known which tests are gone."""
    config = session.config
    parts = any("::" in argument for argument in config.args) or config.getoption("lf", default=False)
    config.stash[_SEEN].whole = not (parts or session.testsfailed or config.option.collectonly)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Lays what became of the snapshot into the report, which finds its way to the controller."""
    report = yield
    if call.when == "call" and (snapshot := item.stash.get(_SNAPSHOT, None)):
        missed = snapshot.missed and report.failed
        vars(report)[_FINDING] = {
            "written": [snapshot.shown] * snapshot.written,
            "missed": [snapshot.test] * missed,
        }
    return report


class _Collector:
    """Gathers what reports and workers tell; a report does not say of which session it is."""

    def __init__(self, seen: _Seen) -> None:
        self._seen = seen

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        finding = getattr(report, _FINDING, {"written": [], "missed": []})
        self._seen.written.update(finding["written"])
        self._seen.missed.update(finding["missed"])

    @pytest.hookimpl(optionalhook=True)  # pytest-xdist's
    def pytest_testnodedown(self, node: Any) -> None:
        self._seen.stale.update(getattr(node, "workeroutput", {}).get(_STALE, ()))


@pytest.hookimpl(tryfirst=True)  # a worker sends its output at the end of this
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Finds, and with --tieline-update removes, the snapshots of tests that are gone."""
    config = session.config
    seen = config.stash[_SEEN]
    files = _stale(seen.items) if seen.whole else []
    seen.stale.update(os.path.relpath(file, config.invocation_params.dir) for file in files)
    if hasattr(config, "workeroutput"):
        config.workeroutput[_STALE] = sorted(seen.stale)
    if config.getoption(OPTION):
        for file in files:
            file.unlink(missing_ok=True)
            with suppress(OSError):  # others are in it, or another worker was quicker
                file.parent.rmdir()


def _stale(items: Iterable[pytest.Item]) -> list[Path]:
    """The snapshots of tests, or of whole modules, that are no longer beside them."""
    modules: dict[Path, list[pytest.Item]] = {}
    for item in items:
        modules.setdefault(item.path, []).append(item)
    stale: list[Path] = []
    for module, tests in modules.items():
        files = list(module.with_suffix(FOLDER).glob("*.yaml"))
        own = {snapshot_file(test) for test in tests} if files else set()
        stale += (file for file in files if file not in own)
    for folder in {module.parent for module in modules}:
        gone = (plans for plans in folder.glob(f"*{FOLDER}") if not plans.with_suffix(".py").exists())
        stale += (file for plans in gone for file in plans.glob("*.yaml"))
    return stale


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Says which snapshots were written, are stale, or do not match, and the one command that mends those."""
    seen = config.stash[_SEEN]
    lines = [f"wrote {file}" for file in sorted(seen.written)]
    stale = "removed {}, its test is gone" if config.getoption(OPTION) else "{} is stale, its test is gone"
    lines += [stale.format(file) for file in sorted(seen.stale)]
    if seen.stale and not config.getoption(OPTION):
        lines.append(f"{OPTION} removes what is stale")
    if seen.missed:
        lines += ["to accept what is planned where it does not match:", f"  {command(seen.missed)}"]
    if lines:
        terminalreporter.section("plan snapshots")
        for line in lines:
            terminalreporter.line(line)
