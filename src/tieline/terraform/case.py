"""A case to plan, and what became of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tieline.localstack.landscape import Landscape
from tieline.terraform.diagnostics import Diagnostic
from tieline.terraform.plan import Json, Plan


@dataclass(frozen=True)
class Case:
    """A module folder, its inputs (anything JSON can hold), and the world it is planned in."""

    module: Path
    inputs: Mapping[str, Any] = field(repr=False)
    region: str = "us-east-1"
    landscape: Landscape = field(default_factory=Landscape)
    regions: Mapping[str, str] = field(default_factory=dict)
    """The Region of each provider configuration that the module asks for (such as aws.peer) and that is of another
    Region than the case."""
    composed: bool = field(default=False, compare=False)
    """Whether the module was written for this case alone, so that nobody measures what is tried of it."""
    alone: bool = field(default=False, compare=False)
    """Whether the case has a module call of its own, so that its failure ends no other's plan; dearer. It is found out
    where needed: said beforehand of cases that will fail, it saves planning the others again."""

    def fingerprint(self) -> str:
        """Equal for cases that would plan alike."""
        parts = [str(self.module), self.region, repr(self.landscape)]
        parts += [json.dumps(part, sort_keys=True) for part in (self.inputs, dict(self.regions))]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@dataclass(frozen=True)
class Outcome:
    """What became of a case: its plan, or the errors that kept it from having one."""

    plan: Plan | None
    errors: tuple[Diagnostic, ...] = ()
    document: Json | None = None
    """The redacted plan JSON of the whole batch, for scanners; shared by all cases of the batch."""
    prefix: str = ""
    """The case's module address inside `document`."""
    broken: bool = False
    """Whether something broke on the way, a crash or a missing provider: nobody has refused the case."""
