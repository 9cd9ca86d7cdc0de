"""What a terminal shows while work goes on; nothing where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, Task, TextColumn, TimeElapsedColumn
from rich.text import Text


class Working:
    """Work that goes on: say what it is at, and how far it is where that is known."""

    def __init__(self, bar: Progress, what: str) -> None:
        self._bar, self._task = bar, bar.add_task(what, total=None)

    def step(self, what: str) -> None:
        """What is being done now."""
        self._bar.update(self._task, description=what)

    def count(self, done: int, total: int) -> None:
        """So many of so many; a single one needs no counting."""
        if total > 1:
            self._bar.update(self._task, completed=done, total=total)


class _Counted(MofNCompleteColumn):
    def render(self, task: Task) -> Text:
        return super().render(task) if task.total else Text()


@contextmanager
def working(what: str) -> Iterator[Working]:
    """Shows on stderr that work goes on."""
    out = Console(stderr=True, highlight=False)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(20), _Counted(), TimeElapsedColumn())
    with Progress(*columns, console=out, transient=True, disable=not out.is_terminal) as bar:
        yield Working(bar, what)
