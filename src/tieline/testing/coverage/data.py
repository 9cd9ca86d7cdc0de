"""Plan coverage for machines: JSON that is the same for the same cases."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tieline.testing.coverage.report import Module, Tally, place


def as_json(modules: Sequence[Module], verdicts: Mapping[str, Sequence[str]], root: Path) -> str:
    """The whole report."""
    content = {"modules": {m.name: _module(m, root) for m in modules}, "policies": verdicts}
    return json.dumps(content, indent=2, sort_keys=True) + "\n"


def _module(module: Module, root: Path) -> dict[str, Any]:
    return {
        "percent": module.total.percent,
        **{kind: _tally(tally) for kind, tally in module.tallies.items()},
        "missing": [
            {
                "kind": item.kind,
                "name": item.name,
                "file": place(item.file, root),
                "line": item.lines[0],
                "states": list(states),
            }
            for item, states in module.missing
        ],
        "problems": [
            {"file": place(problem.file, root), "line": problem.line, "text": problem.text}
            for problem in module.problems
        ],
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {"seen": tally.seen, "wanted": tally.wanted, "percent": tally.percent}


def write(file: Path, text: str) -> None:
    """Writes the file whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as new:
            new.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
