"""Plan coverage as a person reads it: a table, then what is missing, each with its place."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from tieline.testing.coverage.report import KINDS, SEEN, Module, Tally, place

_WIDEST = 200
_HEADINGS = {"variables": "variables set", "blocks": "resource blocks", "rules": "validations, conditions"}
#: Some states, for "not yet: ...".
_LACKS = SEEN | {"set": "set to other than its default", "refuses": "refused", "warns": "warned", "passes": "passed"}


def table(modules: Sequence[Module], *, colours: bool) -> str:
    """The table; without colours it is plain text."""
    grid = Table(box=SIMPLE if colours else None, pad_edge=False, padding=(0, 2, 0, 0))
    grid.add_column("module", overflow="fold")
    for heading in (*_HEADINGS.values(), "all"):
        grid.add_column(heading, justify="right", no_wrap=True)
    for module in modules:
        cells = [_cell(module.tallies.get(kind)) for kind in KINDS]
        colour = "green" if module.total.percent == 100 and not module.problems else "red"
        grid.add_row(module.name, *cells, f"[{colour}]{module.total.percent:g} %[/]")
    text = io.StringIO()
    console = Console(file=text, force_terminal=colours, color_system="standard" if colours else None, width=_WIDEST)
    console.print(grid)
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines())


def _cell(tally: Tally | None) -> str:
    if tally is None or not tally.wanted:
        return "-"
    return f"{tally.seen}/{tally.wanted}  {tally.percent:g} %"


def problems(module: Module, root: Path) -> Iterator[str]:
    """A line for everything that is wrong with the module or its comments."""
    for file, line, text in module.problems:
        yield f"{place(file, root)}:{line}: {text}" if line else text


def missing(module: Module, root: Path) -> Iterator[str]:
    """A line for everything that no case of the session has shown."""
    for item, states in module.missing:
        lacking = [state for state in item.states if state in states]
        yield f"{place(item.file, root)}:{item.lines[0]}: {item.name}: never {_phrase(lacking)}"


def _phrase(states: Sequence[str]) -> str:
    if set(states) <= {"none", "one", "many"}:
        words = {"none": "with no instance", "one": "with one", "many": "with several"}
        return "planned " + " or ".join(words[state] for state in states)
    return " or ".join(_LACKS[state] for state in states)


def policies(verdicts: Mapping[str, Sequence[str]], known: Sequence[str]) -> Iterator[str]:
    """What each policy said; those that had nothing to judge, too, where others had."""
    for policy in known if verdicts else ():
        yield f"{policy}: {', '.join(verdicts.get(policy, ())) or 'judged nothing'}"
