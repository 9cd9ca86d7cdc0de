"""What the cases of a plan have shown of their modules: which variables, numbers of instances, rules. No values.

It is a set of triples: the module's folder, what was seen, and in which state. So it adds up by union, whichever
process planned what.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tieline.terraform.case import Case, Outcome
from tieline.terraform.plan import Json
from tieline.testing.coverage.shapes import set_by
from tieline.testing.coverage.source import Source, number, read_source

Seen = tuple[str, str, str]

CASE = "case"
"""The state that says: this folder was the module of a case."""

_KEY = re.compile(r'\[(\d+|"(?:[^"\\]|\\.)*")\]')
_PASSED = {"pass": "passes"}
_CHECKED = {"pass": "passes", "fail": "warns"}


class Sources(dict[Path, Source]):
    """Modules by folder, each read once."""

    def __missing__(self, folder: Path) -> Source:
        self[folder] = read_source(folder)
        return self[folder]


def collect(cases: Sequence[Case], outcomes: Sequence[Outcome], sources: Sources) -> set[Seen]:
    """What the cases have shown, from what became of them."""
    seen: set[Seen] = set()
    documents: dict[int, _Document] = {}
    for case, outcome in zip(cases, outcomes, strict=True):
        folder = case.module.resolve()
        if not case.composed:
            seen.add((str(folder), "", CASE))
        given = [
            path
            for name, variable in sources[folder].variables.items()
            for path in set_by(variable.shape, name, case.inputs.get(name), variable.default)
        ]
        for error in outcome.errors:
            if error.rule:
                file = Path(error.rule.filename).resolve()
                seen.add((str(file.parent), f"{file.name}:{error.rule.line}", "refuses"))
                if file.parent != folder:  # what a module of its own calls takes, and never from here, counts
                    named = (path for path in given if path.rpartition(".")[2] in error.detail)
                    seen.update((str(folder), path, "set") for path in named)
        if outcome.plan is None:
            continue
        seen.update((str(folder), path, "set") for path in given)
        if outcome.document is not None:
            document = documents.setdefault(id(outcome.document), _Document(outcome.document))
            document.modules.update(_instances(document, folder, outcome.prefix, sources))
    for document in documents.values():
        seen.update(document.blocks(sources))
        seen.update(document.rules())
    return seen


@dataclass
class _Document:
    """The plan JSON of a batch, by module instance."""

    document: Json
    modules: dict[str, Path] = field(default_factory=dict)
    """The folders of the module instances of accepted cases."""
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How many instances of a block each module instance has."""

    def __post_init__(self) -> None:
        self._count(self.document.get("planned_values", {}).get("root_module", {}), "managed")
        # A data source that could be read stands only in the state.
        self._count(self.document.get("prior_state", {}).get("values", {}).get("root_module", {}), "data")
        self._count(self.document.get("planned_values", {}).get("root_module", {}), "data")

    def _count(self, module: Json, mode: str) -> None:
        for resource in module.get("resources", []):
            if resource["mode"] == mode:
                self.counts[module.get("address", ""), _subject(resource)] += 1
        for child in module.get("child_modules", []):
            self._count(child, mode)

    @cached_property
    def addresses(self) -> set[str]:
        """Every module instance that the plan lets see: it has a resource, or something that is checked."""
        checked = (instance["address"].get("module", "") for _, instance in self._checks())
        return {module for module, _ in self.counts} | set(checked)

    def blocks(self, sources: Sources) -> Iterator[Seen]:
        """How many instances of each block there are in each module instance."""
        for module, folder in self.modules.items():
            for item in sources[folder].items:
                if item.kind == "blocks":
                    yield str(folder), item.subject, number(self.counts[module, item.subject])

    def rules(self) -> Iterator[Seen]:
        """Which validations and conditions passed, and which `check` blocks warned."""
        for check, instance in self._checks():
            address = check["address"]
            states = _CHECKED if address["kind"] == "check" else _PASSED
            folder = self.modules.get(instance["address"].get("module", ""))
            if folder and instance["status"] in states:
                yield str(folder), _subject(address), states[instance["status"]]

    def _checks(self) -> Iterator[tuple[Json, Json]]:
        for check in self.document.get("checks", []):
            for instance in check.get("instances", []):
                yield check, instance


def _subject(address: Json) -> str:
    """What `Item.subject` calls a resource, or an object with rules."""
    kind = {"output_value": "output"}.get(address.get("kind", "resource"), address.get("kind", "resource"))
    if kind != "resource":
        return f"{kind}.{address['name']}"
    return f"{'data.' * (address['mode'] == 'data')}{address['type']}.{address['name']}"


def _instances(document: _Document, folder: Path, address: str, sources: Sources) -> Iterator[tuple[str, Path]]:
    """A module instance and all that are in it, with their folders."""
    yield address, folder
    for name, call in sources[folder].calls.items():
        inside = f"{address}.module.{name}"
        for instance in _keyed(document.addresses, inside) if call.several else [inside]:
            yield from _instances(document, call.folder, instance, sources)


def _keyed(addresses: set[str], inside: str) -> Iterator[str]:
    """The instances of a module call with count or for_each; those that only hold other modules count, too."""
    found = {f"{inside}{key[0]}" for a in addresses if a.startswith(inside) and (key := _KEY.match(a, len(inside)))}
    yield from sorted(found)
