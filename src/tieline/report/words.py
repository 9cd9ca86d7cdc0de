"""Words and tables that the parts of a report share."""

from __future__ import annotations

from rich.table import Table


def table(*headings: str) -> Table:
    """A table without lines, with headings."""
    made = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for heading in headings:
        made.add_column(heading, overflow="fold")
    return made


def count(number: int, noun: str) -> str:
    """`2 alarms`, `1 alarm`, `2 role policies`."""
    plural = f"{noun[:-1]}ies" if noun.endswith("cy") else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"


def words(value: object) -> str:
    """A value as a spec has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "/".join(map(str, value)) if isinstance(value, list) else str(value)
