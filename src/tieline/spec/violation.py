"""A rule that spans fields, broken."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from tieline.spec.document import Path
from tieline.spec.fields import shown


@dataclass(frozen=True)
class Violation:
    """A rule broken: where, what and how to mend it. A notice is worth knowing and refuses nothing."""

    path: Path
    message: str
    notice: bool = False
    beside: Path | None = None
    """What else in the spec it is about; its line is told too."""
    hangs_on: tuple[Path, ...] = ()
    """What may hold what it misses: nothing is told if one of these, or a part of one, was wrong and so left out."""


def adjustable(path: Path, count: int, quota: int, what: str) -> Iterator[Violation]:
    """A notice where more is asked for than AWS gives unasked."""
    if count > quota:
        yield Violation(
            path,
            f"{count} {what}; the quota is {quota} and adjustable: ask AWS for more before you apply",
            notice=True,
        )


def told_of(path: Path, name: str, known: Collection[str], kind: str, hangs_on: tuple[Path, ...] = ()) -> Violation:
    """That a name is none of a kind, and which of them is near."""
    near = difflib.get_close_matches(name, list(known), n=1)
    told = f"did you mean {near[0]}?" if near else f"those are {', '.join(known)}" if known else "there are none"
    return Violation(path, f"{shown(name)} is none of the {kind}; {told}", hangs_on=hangs_on)
