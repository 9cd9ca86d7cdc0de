"""The pytest plugin: plans as fixtures, all of a session's cases planned together.

    @pytest.mark.plan("modules/office", inputs={"name": "lyon"})
    def test_names_the_gateway(plan):
        assert plan["aws_vpn_gateway.this"]["tags"] == {"Name": "lyon"}

    @pytest.mark.plan("modules/office", inputs={"name": ""})
    def test_wants_a_name(rejection):
        assert "give it a name" in rejection

The mark's first argument is a module folder (relative to pytest's root folder, or one of tieline's own by name) with
`inputs`, or a spec file. `vpcs` maps the ids of VPCs that shall exist before the plan to their ranges; `region` is
where. Nothing is planned before the first test that needs it, and then only the cases of the tests selected.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tieline.localstack.server import Server
    from tieline.terraform.batch import Case, Outcome
    from tieline.terraform.diagnostics import Diagnostic
    from tieline.terraform.plan import Plan

MARK = "plan"


def pytest_configure(config: pytest.Config) -> None:
    """Declares the mark, for --strict-markers and `pytest --markers`."""
    config.addinivalue_line(
        "markers",
        "plan(module_or_spec, *, inputs={}, vpcs={}, region='eu-north-1'): what the fixtures plan and rejection plan",
    )


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Under pytest-xdist (`--dist loadgroup`) all cases go to one worker, which plans them together."""
    if config.pluginmanager.hasplugin("xdist"):
        for item in items:
            if item.get_closest_marker(MARK):
                item.add_marker(pytest.mark.xdist_group("tieline"))


@dataclass(frozen=True)
class Rejection:
    """The errors of a case that was refused. `text in rejection` looks into all their messages."""

    errors: tuple[Diagnostic, ...]

    def __contains__(self, text: str) -> bool:
        return any(text in message for message in self.messages)

    @property
    def messages(self) -> list[str]:
        """What a person reads of each error."""
        return [error.detail or error.summary for error in self.errors]


class Session:
    """The cases of the selected tests, planned together when the first of them is asked for."""

    def __init__(self, items: Sequence[pytest.Item], root: Path, server: Server) -> None:
        self._root, self._server = root, server
        self._items = items
        self._outcomes: dict[str, Outcome] = {}
        self._failure: Exception | None = None

    def outcome(self, mark: pytest.Mark) -> Outcome:
        """What became of the mark's case; a spec that is refused before any plan is a refused case."""
        from tieline.spec import SpecError
        from tieline.terraform.batch import Outcome
        from tieline.terraform.diagnostics import Diagnostic

        try:
            case = self.case(mark)
        except SpecError as error:
            errors = [Diagnostic("error", "invalid spec", str(problem)) for problem in error.problems]
            return Outcome(None, tuple(errors))
        if self._failure:
            raise self._failure
        if not self._outcomes:
            try:
                self._plan()
            except Exception as error:
                self._failure = error  # it would be the same for every test, each time after a wait
                raise
        return self._outcomes[case.fingerprint()]

    def _plan(self) -> None:
        from tieline.spec import SpecError
        from tieline.terraform.batch import plan_cases

        cases: dict[str, Case] = {}
        for item in self._items:
            if mark := item.get_closest_marker(MARK):
                with suppress(SpecError, pytest.UsageError):  # its own test tells
                    case = self.case(mark)
                    cases[case.fingerprint()] = case
        outcomes = plan_cases(list(cases.values()), self._server)
        self._outcomes = dict(zip(cases, outcomes, strict=True))

    def case(self, mark: pytest.Mark) -> Case:
        """The case that a mark describes."""
        return _case(self._root, *mark.args, **mark.kwargs)


def _case(
    root: Path,
    module_or_spec: str | Path,
    *,
    inputs: Mapping[str, Any] | None = None,
    vpcs: Mapping[str, Sequence[str]] | None = None,
    region: str = "eu-north-1",
) -> Case:
    # ruff: noqa: PLC0415 - a session without plans imports none of this
    from tieline.localstack.landscape import Landscape, Vpc
    from tieline.shipped import modules_folder
    from tieline.spec import load
    from tieline.terraform.batch import Case
    from tieline.verify import case

    path = root / module_or_spec
    if path.is_file():
        return case(load(path))
    folder = path if path.is_dir() else modules_folder() / module_or_spec
    if not folder.is_dir():
        raise pytest.UsageError(f"pytest.mark.plan: {module_or_spec} is neither a module folder nor a spec file")
    landscape = Landscape(tuple(Vpc(vpc, region, tuple(cidrs)) for vpc, cidrs in (vpcs or {}).items()))
    return Case(folder, dict(inputs or {}), region, landscape)


@pytest.fixture(scope="session")
def localstack() -> Iterator[Server]:
    """The LocalStack that this session plans against."""
    from tieline.localstack.server import running

    with running() as server:
        yield server


@pytest.fixture(scope="session")
def _plans(request: pytest.FixtureRequest, localstack: Server) -> Session:
    return Session(request.session.items, request.config.rootpath, localstack)


def _outcome(request: pytest.FixtureRequest, plans: Session) -> Outcome:
    mark = request.node.get_closest_marker(MARK)
    if mark is None:
        raise pytest.UsageError(f"{request.node.nodeid} asks for a plan; say of what with @pytest.mark.plan(...)")
    return plans.outcome(mark)


@pytest.fixture
def plan(request: pytest.FixtureRequest, _plans: Session) -> Plan:
    """The plan of this test's case; the test fails if the case is refused."""
    outcome = _outcome(request, _plans)
    if outcome.plan is None:
        pytest.fail("the case was refused:\n" + "\n".join(map(str, outcome.errors)), pytrace=False)
    return outcome.plan


@pytest.fixture
def rejection(request: pytest.FixtureRequest, _plans: Session) -> Rejection:
    """The errors of this test's case; the test fails if the case is accepted."""
    outcome = _outcome(request, _plans)
    if outcome.plan is not None:
        planned = ", ".join(outcome.plan.resources) or "nothing"
        pytest.fail(f"the case was accepted; planned: {planned}", pytrace=False)
    return Rejection(outcome.errors)
