"""Changes as a fixture: what becomes of everything when a spec, or a module's inputs, change.

    @pytest.mark.plan_change("site.yaml", after={"sites.hq.tags": {"floor": "2"}})
    def test_tags_take_no_tunnel_down(change, tunnels_down):
        assert change.updated and not change.replaced
        assert not tunnels_down

The mark takes what `plan` takes, with `before` and `after` in the place of `changes`: `before` is set first, `after` on
top of it. All changes of the selected tests are planned together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from tieline.testing import failing, shared

if TYPE_CHECKING:
    from tieline.localstack.server import Server
    from tieline.terraform.case import Case
    from tieline.terraform.change import Change, ChangeOutcome

# ruff: noqa: PLC0415 - a session without changes imports none of this

MARK = "plan_change"


def pytest_configure(config: pytest.Config) -> None:
    """Declares the mark, for --strict-markers and `pytest --markers`."""
    config.addinivalue_line(
        "markers",
        f"{MARK}(module_or_spec, *, before={{}}, after={{}}, inputs={{}}, vpcs={{}}, region='eu-north-1'): "
        "what the fixtures change and tunnels_down plan",
    )


def _pair(config: pytest.Config, mark: pytest.Mark) -> tuple[Case, Case]:
    """The two cases of a mark.

    Raises:
        SpecError: its spec is refused, before or after.
        UsageError: it is mistaken.
    """
    from tieline.testing.cases import marked

    settings = dict(mark.kwargs)
    before, after = settings.pop("before", None) or {}, settings.pop("after", None) or {}
    if "changes" in settings:
        raise pytest.UsageError(f"pytest.mark.{MARK} takes no changes; say before={{...}} and after={{...}}")
    try:
        first = marked(config.rootpath, *mark.args, changes=before, **settings)
        second = marked(config.rootpath, *mark.args, changes=[before, after], **settings)
    except TypeError as error:
        raise pytest.UsageError(f"pytest.mark.{MARK}: {str(error).removeprefix('marked() ')}") from None
    return first.case, second.case


def _fingerprint(pair: tuple[Case, Case]) -> str:
    return hashlib.sha256("".join(case.fingerprint() for case in pair).encode()).hexdigest()


def _plan(request: pytest.FixtureRequest, items: Sequence[pytest.Item]) -> dict[str, ChangeOutcome]:
    """Every different change of the selected tests, planned."""
    from tieline.errors import TielineError
    from tieline.terraform.change import plan_changes
    from tieline.terraform.sources import may_use_aws

    pairs: dict[str, tuple[Case, Case]] = {}
    for item in items:
        if mark := item.get_closest_marker(MARK):
            with suppress(TielineError, pytest.UsageError):  # its own test tells
                pair = _pair(request.config, mark)
                pairs[_fingerprint(pair)] = pair
    modules = {case.module for pair in pairs.values() for case in pair}
    server: Server | None = request.getfixturevalue("localstack") if any(map(may_use_aws, modules)) else None
    return dict(zip(pairs, plan_changes(list(pairs.values()), server), strict=True))


@pytest.fixture
def change(request: pytest.FixtureRequest) -> Change:
    """What this test's change does; the test fails if one of its two cases is refused."""
    from tieline.spec import SpecError

    mark = request.node.get_closest_marker(MARK)
    if mark is None:
        raise pytest.UsageError(f"{request.node.nodeid} asks for a change; say which with @pytest.mark.{MARK}(...)")
    with failing.in_words():
        try:
            pair = _pair(request.config, mark)
        except SpecError as error:
            problems = "\n".join(map(str, error.problems))
            pytest.fail(f"the spec was refused:\n{problems}", pytrace=False)
        outcomes = shared.once(request.config, "changes", lambda: _plan(request, request.session.items))
        outcome = outcomes[_fingerprint(pair)]
    if outcome.change is None:
        errors = "\n".join(map(str, outcome.errors))
        pytest.fail(f"the case {outcome.refused} the change was refused:\n{errors}", pytrace=False)
    return outcome.change


@pytest.fixture
def tunnels_down(change: Change) -> dict[str, dict[int, str]]:
    """The VPN tunnels that this test's change takes down: by connection, then by number, the reason why."""
    from tieline.intent.tunnels_down import tunnels_down

    return tunnels_down(change)
