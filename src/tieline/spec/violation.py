"""A rule that spans fields, broken."""

from __future__ import annotations

from dataclasses import dataclass

from tieline.spec.document import Path


@dataclass(frozen=True)
class Violation:
    """A rule broken: where, what and how to mend it. A notice is worth knowing and refuses nothing."""

    path: Path
    message: str
    notice: bool = False
    beside: Path | None = None
    """What else in the spec it is about; its line is told too."""
    hangs_on: Path | None = None
    """What would have to be there for it to be none: nothing is told if that itself is wrong."""
