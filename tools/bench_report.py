"""What was measured, as tables and as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench_commands import Answer
from bench_peers import REFERENCE
from bench_rounds import Row

ROOT = Path(__file__).resolve().parents[1]
RESULTS = "bench/results.json"
DOCUMENT = "docs/benchmarks.md"
COMMANDS, CASES = "BENCH", "BENCH_CASES"  # the tables' marks in the document

_VERDICTS = {True: "met", False: "missed", None: ""}
_COMMAND_HEADINGS = ("Measured", "Median", "Beside", "Median", "Ratio", "Target", "Verdict")
_CASE_HEADINGS = ("Tool", "Cases", "Seconds", "ms a case", "Peak MB", "Ratio", "Target", "Verdict")


def command_table(answers: Iterable[Answer]) -> list[Sequence[str]]:
    """The headings, and a row a question."""
    rows: list[Sequence[str]] = [_COMMAND_HEADINGS]
    for each in answers:
        one, other = (f"{seconds:.2f} s" for seconds in each.medians)
        question = each.question
        rows.append((question.what, one, question.beside, other, f"{each.ratio:.2f}", each.target, _VERDICTS[each.met]))
    return rows


def case_table(measured: Iterable[Row]) -> list[Sequence[str]]:
    """The headings, and a row a tool and number of cases."""
    rows: list[Sequence[str]] = [_CASE_HEADINGS]
    for row in measured:
        start = (row.peer.tool, str(row.peer.cases))
        if row.failed:
            rows.append((*start, "", "", "", "", row.peer.target, f"failed: {row.failed.replace('|', '/')}"))
        else:
            took = (f"{row.seconds:.1f}", f"{row.ms_a_case:.0f}", f"{row.peak_mb:.0f}")
            ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
            rows.append((*start, *took, ratio, row.peer.target, _VERDICTS[row.met]))
    return rows


def show(table: list[Sequence[str]]) -> None:
    """Prints a table; what missed its target, or failed, is red."""
    shown = Table(*table[0])
    for row in table[1:]:
        shown.add_row(*row, style="red" if row[-1].startswith(("missed", "failed")) else "")
    Console(width=None if sys.stdout.isatty() else 140).print(shown)


def told(facts: Mapping[str, Any]) -> str:
    """One line on the machine."""
    return (
        f"{facts['cores']} cores ({facts['system']}, {facts['architecture']}; load {facts['load']} "
        f"at the start), with Python {facts['python']}, Terraform {facts['terraform']}, AWS provider "
        f"{facts['aws_provider']}, LocalStack {facts['localstack']}, checkov {facts['checkov']} and "
        f"tftest {facts['tftest']}."
    )


def write(
    root: Path, facts: dict[str, Any], commands: tuple[int, Sequence[Answer]], cases: tuple[int, Sequence[Row]]
) -> None:
    """Writes the results, and the tables into the document, between their marks.

    Args:
        root: the repository.
        facts: what the times hang on.
        commands: the number of rounds, and what the command line took.
        cases: the number of rounds, and what the tools took for their cases.
    """
    document = root / DOCUMENT
    text = document.read_text(encoding="utf-8")
    text = between(text, COMMANDS, f"{markdown(command_table(commands[1]))}\n\n{commands[0]} round(s) on {told(facts)}")
    text = between(text, CASES, f"{markdown(case_table(cases[1]))}\n\n{cases[0]} round(s), in the same run.")
    data = {
        "machine": facts,
        "rounds": commands[0],
        "results": [each.data() for each in commands[1]],
        "cases": {
            "module": "managed-vpn",
            "rounds": cases[0],
            "reference": next(row.peer.title for row in cases[1] if row.peer.key == REFERENCE),
            "ratio": "the time of a case, as a multiple of the reference's in the runs just before and just after",
            "peak_mb": "the most that was resident at one time in all processes of a tool; LocalStack is not counted",
            "table": [row.data() for row in cases[1]],
        },
    }
    replace(root / RESULTS, json.dumps(data, indent=2) + "\n")
    replace(document, text)


def markdown(table: list[Sequence[str]]) -> str:
    """The table as GitHub's Markdown has it."""
    lines = [table[0], ["-" * len(heading) for heading in table[0]], *table[1:]]
    return "\n".join(f"| {' | '.join(row)} |" for row in lines)


def between(text: str, mark: str, content: str) -> str:
    """The text with other content between two marks.

    Raises:
        SystemExit: it has no such marks.
    """
    begin, end = f"<!-- BEGIN_{mark} -->", f"<!-- END_{mark} -->"
    before, found, rest = text.partition(begin)
    _, ended, after = rest.partition(end)
    if not found or not ended:
        sys.exit(f"{DOCUMENT}: needs the lines {begin} and {end}, where a table goes.")
    return f"{before}{begin}\n{content}\n{end}{after}"


def replace(file: Path, text: str) -> None:
    """Writes a file, whole or not at all."""
    file.parent.mkdir(exist_ok=True)
    draft = file.with_name(f".{file.name}.new")
    draft.write_text(text, encoding="utf-8")
    draft.replace(file)
