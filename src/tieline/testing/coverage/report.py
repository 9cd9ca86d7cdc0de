"""What the evidence makes of the modules: a tally for each kind, what is missing, and which comments are wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path

from tieline.testing.coverage.claims import Claim, Problem, read_claims
from tieline.testing.coverage.evidence import CASE, Seen, Sources
from tieline.testing.coverage.source import Item, Source

KINDS = ("variables", "blocks", "rules")
#: Each state of an item, as the end of a sentence about it.
SEEN = {
    "set": "was set",
    "none": "was planned with no instance",
    "one": "was planned with one instance",
    "many": "was planned with several instances",
    "passes": "passed",
    "refuses": "refused a case",
    "warns": "warned",
}
_DOWNLOADED = {".terraform", "site-packages", "dist-packages"}


@dataclass(frozen=True)
class Tally:
    """How many states are to be seen, and how many were."""

    seen: int
    wanted: int

    @property
    def percent(self) -> float:
        """Rounded down, so that only what is complete is 100."""
        return int(1000 * self.seen / self.wanted) / 10 if self.wanted else 100.0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.seen + other.seen, self.wanted + other.wanted)


@dataclass(frozen=True)
class Module:
    """The coverage of a module; `tallies` has no variables where no case was of this module itself."""

    name: str
    tallies: dict[str, Tally]
    missing: tuple[tuple[Item, tuple[str, ...]], ...]
    problems: tuple[Problem, ...]

    @property
    def total(self) -> Tally:
        """All kinds together."""
        return sum(self.tallies.values(), Tally(0, 0))


def report(seen: Set[Seen], root: Path) -> list[Module]:
    """The modules of the cases and the local modules they call, by name.

    Downloaded modules are left out, and so are called ones outside of `root`: they have tests of their own.
    """
    sources = Sources()
    named = {Path(folder) for folder, _, state in seen if state == CASE}
    reached = _reached(named, sources)
    shown = named | {folder for folder in reached if folder.is_relative_to(root)}
    folders = [folder for folder in shown if not _DOWNLOADED & set(folder.parts)]
    modules = [_module(folder, sources[folder], seen, root, direct=folder in named) for folder in folders]
    return sorted(modules, key=lambda module: module.name)


def place(file: Path, root: Path) -> str:
    """A path as a person reads it who stands in `root`."""
    return str(file.relative_to(root) if file.is_relative_to(root) else file)


def _reached(folders: Iterable[Path], sources: Sources) -> set[Path]:
    found, waiting = set(), list(folders)
    while waiting:
        folder = waiting.pop()
        if folder not in found:
            found.add(folder)
            waiting += [call.folder for call in sources[folder].calls.values()]
    return found


def _module(folder: Path, source: Source, seen: Set[Seen], root: Path, *, direct: bool) -> Module:
    if source.unreadable:
        return Module(place(folder, root), {}, (), (Problem(folder, 0, source.unreadable),))
    own = {(subject, state) for at, subject, state in seen if at == str(folder)}
    kinds = KINDS if direct else KINDS[1:]
    claims, problems = read_claims(folder, source.items)
    tallies = dict.fromkeys(kinds, Tally(0, 0))
    missing = []
    for item in (item for item in source.items if item.kind in kinds):
        had = _had(item, own)
        excused = frozenset[str]().union(*(claim.states for claim in claims if claim.item == item))
        wanted = [state for state in item.states if state in had or state not in excused]
        lacking = tuple(state for state in wanted if state not in had)
        tallies[item.kind] += Tally(len(wanted) - len(lacking), len(wanted))
        if lacking:
            missing.append((item, lacking))
    problems += [problem for claim in claims for problem in _contradicted(claim, own)]
    order = sorted(missing, key=lambda entry: (KINDS.index(entry[0].kind), entry[0].file, entry[0].lines[0]))
    return Module(place(folder, root), tallies, tuple(order), tuple(sorted(problems)))


def _had(item: Item, own: Set[tuple[str, str]]) -> set[str]:
    """The states in which an item was seen. Of a rule that refuses, the plan says only the line."""
    first, last = item.lines
    had = {state for subject, state in own if subject == item.subject}
    if any((f"{item.file.name}:{line}", "refuses") in own for line in range(first, last + 1)):
        had.add("refuses")
    return had


def _contradicted(claim: Claim, own: Set[tuple[str, str]]) -> Iterator[Problem]:
    for state in sorted(claim.states & _had(claim.item, own)):
        text = f"plan coverage: {claim.text}: a plan contradicts it: {claim.item.name} {SEEN[state]}."
        yield Problem(claim.item.file, claim.line, text)
