"""The cases of a session: those of the selected tests, planned together when the first of them is asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tieline.testing import shared

if TYPE_CHECKING:
    from tieline.localstack.server import Server
    from tieline.terraform.case import Case, Outcome
    from tieline.testing.cases import Marked

# ruff: noqa: PLC0415 - a session without plans imports none of this

MARK = "plan"
REJECTION = "rejection"
"""The fixture of a test that expects its case to fail."""


class Plans:
    """The outcomes of a session's cases, by case."""

    def __init__(self, config: pytest.Config, items: Sequence[pytest.Item], server: Callable[[], Server]) -> None:
        """`server` is called only when there is something to plan."""
        self._config, self._items, self._server = config, items, server
        self._planned: list[Case] = []

    def marked(self, mark: pytest.Mark) -> Marked:
        """What a mark asks for.

        Raises:
            SpecError: its spec is refused.
            UsageError: it is mistaken.
        """
        from tieline.testing.cases import marked

        try:
            return marked(self._config.rootpath, *mark.args, **mark.kwargs)
        except TypeError as error:
            raise pytest.UsageError(f"pytest.mark.{mark.name}: {str(error).removeprefix('marked() ')}") from None

    def outcome(self, case: Case) -> Outcome:
        """What became of a case of the session."""
        outcomes = shared.once(self._config, "plans", self._plan)
        if self._planned:
            cases, self._planned = self._planned, []
            told = [outcomes[each.fingerprint()] for each in cases]
            self._config.hook.pytest_tieline_planned(config=self._config, cases=cases, outcomes=told)
        if case.fingerprint() not in outcomes:
            raise pytest.UsageError(
                "the case was not there when the session's cases were planned; mark it at collection"
            )
        return outcomes[case.fingerprint()]

    def _plan(self) -> dict[str, Outcome]:
        from tieline.errors import TielineError
        from tieline.terraform.batch import plan_cases
        from tieline.terraform.sources import may_use_aws

        cases: dict[str, Case] = {}
        for item in self._items:
            if mark := item.get_closest_marker(MARK):
                with suppress(TielineError, pytest.UsageError):  # its own test tells
                    case = self.marked(mark).case
                    refused = REJECTION in getattr(item, "fixturenames", ())
                    earlier = cases.get(case.fingerprint(), case)
                    cases[case.fingerprint()] = replace(earlier, alone=earlier.alone or refused)
        server = self._server() if any(map(may_use_aws, {case.module for case in cases.values()})) else None
        with _progress(self._config) as progress:
            outcomes = plan_cases(list(cases.values()), server, progress)
        self._planned = list(cases.values())
        return dict(zip(cases, outcomes, strict=True))


@contextmanager
def _progress(config: pytest.Config) -> Iterator[Callable[[int, int], object]]:
    """A bar on the terminal, past pytest's capturing; nothing where there is no terminal, as in a worker."""
    from tieline.report.progress import working

    capture = config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled() if capture else nullcontext():
        if sys.stderr.isatty():
            sys.stderr.write("\n")  # pytest's line is begun
        with working("planning") as work:
            yield work.count
