"""The pytest plugin: plans as fixtures, all of a session's cases planned together.

    @pytest.mark.plan("modules/office", inputs={"name": "lyon"})
    def test_names_the_gateway(plan):
        assert plan["aws_vpn_gateway.this"]["tags"] == {"Name": "lyon"}

    @pytest.mark.plan("modules/office", inputs={"name": ""})
    def test_wants_a_name(rejection):
        assert "give it a name" in rejection

    @pytest.mark.plan("site.yaml", changes={"sites.hq.asn": 7224})
    def test_refuses_amazons_asn(rejection):
        assert "7224 is reserved by Amazon" in rejection

The mark's first argument is a module folder (relative to pytest's root folder, or one of tieline's own by name) with
`inputs`, a spec file, or a spec itself; `changes` sets values in it by dotted keys. `vpcs` maps the ids of VPCs that
shall exist before the plan to their ranges; `region` is where. Nothing is planned before the first test that needs it,
and then only the cases of the tests selected, equal ones once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from tieline.testing import changes, failing, hooks, matching, shared, snapshots
from tieline.testing.coverage import plugin as coverage
from tieline.testing.session import MARK, Plans

if TYPE_CHECKING:
    from tieline.localstack.server import Server
    from tieline.terraform.case import Outcome
    from tieline.terraform.diagnostics import Diagnostic
    from tieline.terraform.plan import Plan
    from tieline.testing.cases import Marked

# ruff: noqa: PLC0415 - a session without plans imports none of this


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """Declares our own hooks, and takes in the plugin's parts."""
    pluginmanager.add_hookspecs(hooks)
    # Not as `pytest_plugins`, which warns of modules that are imported already.
    for part in (matching, snapshots, changes, coverage):
        pluginmanager.register(part, part.__name__)


def pytest_configure(config: pytest.Config) -> None:
    """Declares the mark, for --strict-markers and `pytest --markers`."""
    config.addinivalue_line(
        "markers",
        "plan(module_or_spec, *, changes={}, inputs={}, vpcs={}, region='eu-north-1'): "
        "what the fixtures plan and rejection plan",
    )


@pytest.hookimpl(optionalhook=True)  # pytest-xdist's
def pytest_configure_node(node: Any) -> None:
    """Every worker shares what the session has planned."""
    shared.tell_worker(node.config, node.workerinput)


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With `--dist loadgroup` all plans and changes go to one worker: the others have tests while it plans."""
    if config.pluginmanager.hasplugin("xdist"):
        for item in items:
            if item.get_closest_marker(MARK) or item.get_closest_marker(changes.MARK):
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


@pytest.fixture(scope="session")
def localstack() -> Iterator[Server]:
    """The LocalStack that this session plans against."""
    from tieline.localstack.server import running

    with running() as server:
        yield server


@pytest.fixture(scope="session")
def _plans(request: pytest.FixtureRequest) -> Plans:
    return Plans(request.config, request.session.items, lambda: request.getfixturevalue("localstack"))


def _outcome(request: pytest.FixtureRequest, plans: Plans) -> tuple[Outcome, Marked | None]:
    """What became of the test's case; a spec that is refused before any plan is a refused case."""
    from tieline.spec import SpecError
    from tieline.terraform.case import Outcome
    from tieline.terraform.diagnostics import Diagnostic

    mark = request.node.get_closest_marker(MARK)
    if mark is None:
        raise pytest.UsageError(f"{request.node.nodeid} asks for a plan; say of what with @pytest.mark.plan(...)")
    try:
        marked = plans.marked(mark)
    except SpecError as error:
        problems = [Diagnostic("error", "invalid spec", str(problem)) for problem in error.problems]
        return Outcome(None, tuple(problems)), None
    return plans.outcome(marked.case), marked


@pytest.fixture
def plan(request: pytest.FixtureRequest, _plans: Plans) -> Plan:
    """The plan of this test's case; the test fails if the case is refused."""
    from tieline.testing.traced import TracedPlan

    with failing.in_words():
        outcome, marked = _outcome(request, _plans)
    if outcome.plan is None:
        pytest.fail("the case was refused:\n" + "\n".join(map(str, outcome.errors)), pytrace=False)
    return TracedPlan.of(outcome.plan, marked.loaded) if marked and marked.loaded else outcome.plan


@pytest.fixture
def rejection(request: pytest.FixtureRequest, _plans: Plans) -> Rejection:
    """The errors of this test's case; the test fails if the case is accepted."""
    with failing.in_words():
        outcome, _ = _outcome(request, _plans)
    if outcome.broken:
        pytest.fail("nobody refused the case; it broke:\n" + "\n".join(map(str, outcome.errors)), pytrace=False)
    if outcome.plan is not None:
        planned = ", ".join(outcome.plan.resources) or "nothing"
        pytest.fail(f"the case was accepted; planned: {planned}", pytrace=False)
    return Rejection(outcome.errors)
