"""What a module's author says cannot be had, in a comment above a block or rule, or in it, always with the reason:

# plan coverage: always one, a validation holds the caller to one VPC
# plan coverage: never refuses, only an apply can show it
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tieline.errors import InvalidInput
from tieline.testing.coverage.source import CHECK, NUMBERS, RULE, Item

_COMMENT = re.compile(r"\s*(?:#|//)")
_CLAIM = re.compile(r"\s*(?:#|//)\s*plan coverage:(.*)")
_FORM = re.compile(r"\s*(always|never) (\w+), *\S")


@dataclass(frozen=True)
class Claim:
    """States of an item that a comment rules out."""

    item: Item
    states: frozenset[str]
    line: int
    text: str


class Problem(NamedTuple):
    """What is wrong with a comment, or with all of a module: then `line` is 0."""

    file: Path
    line: int
    text: str


def read_claims(folder: Path, items: Sequence[Item]) -> tuple[list[Claim], list[Problem]]:
    """The claims in a module's files, and what is wrong with each comment that means nothing."""
    claims, problems = [], []
    for file in sorted(folder.glob("*.tf")):
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
        own = [item for item in items if item.file == file and item.kind != "variables"]
        for number, text in _comments(lines):
            try:
                claims.append(_claim(_beside(own, lines, number), number, text))
            except InvalidInput as error:
                problems.append(Problem(file, number, f"plan coverage:{text}: {error}"))
    return claims, problems


def _comments(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines, 1):
        if found := _CLAIM.match(line):
            yield number, found[1].rstrip()


def _beside(items: Sequence[Item], lines: Sequence[str], number: int) -> Item:
    """What a comment speaks of: the item that it leads up to, else the innermost that holds it."""
    below = next((n for n in range(number, len(lines)) if not _COMMENT.match(lines[n])), len(lines)) + 1
    around = [item for item in items if item.lines[0] == below or item.lines[0] <= number <= item.lines[1]]
    if not around:
        raise InvalidInput("it stands beside no resource, data source, check or rule; put it in, or right above, one.")
    return max(around, key=lambda item: item.lines[0])


def _claim(item: Item, line: int, text: str) -> Claim:
    known = next(states for states in (NUMBERS, RULE, CHECK) if set(item.states) <= set(states))
    found = _FORM.match(text)
    if not found or found[2] not in known:
        words = f"{', '.join(known[:-1])} or {known[-1]}"
        raise InvalidInput(f"it does not read `always` or `never`, then {words}, a comma and the reason.")
    named = {found[2]}
    return Claim(item, frozenset(named if found[1] == "never" else set(known) - named), line, text.strip())
