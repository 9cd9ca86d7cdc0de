"""Runs the tools in turn, round after round, each beside the reference, and keeps what they took."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench_measure import Failed, Job, Sample, measure
from bench_peers import REFERENCE, Peer, World

Tell = Callable[[str], object]


@dataclass
class Row:
    """What was measured of one tool with one number of cases."""

    peer: Peer
    samples: list[Sample] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)
    """The time of a case, as a multiple of the reference's just before and just after it."""
    failed: str | None = None

    @property
    def seconds(self) -> float:
        return statistics.median(sample.seconds for sample in self.samples)

    @property
    def ms_a_case(self) -> float:
        return 1000 * self.seconds / self.peer.cases

    @property
    def peak_mb(self) -> float:
        return max(sample.peak_mb for sample in self.samples)

    @property
    def ratio(self) -> float | None:
        return statistics.median(self.ratios) if self.ratios else None

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none, or nothing to measure it by."""
        return None if self.ratio is None or self.failed else self.peer.met(self.ratio)

    def data(self) -> dict[str, Any]:
        told: dict[str, Any] = {"tool": self.peer.tool, "cases": self.peer.cases, "how": self.peer.how}
        if self.failed:
            return told | {"failed": self.failed}
        return told | {
            "seconds": round(self.seconds, 2),
            "ms_a_case": round(self.ms_a_case, 1),
            "peak_mb": round(self.peak_mb),
            "ratio": self.ratio and round(self.ratio, 3),
            "target": self.peer.target,
            "met": self.met,
            "rounds": [{"seconds": round(s.seconds, 2), "peak_mb": round(s.peak_mb)} for s in self.samples],
            "ratios": [round(ratio, 3) for ratio in self.ratios],
        }


def compare(peers: Sequence[Peer], world: World, rounds: int, tell: Tell) -> list[Row]:
    """Measures all, in turn; the reference runs between any two that have a target.

    What fails is told and left out of the rest; the others go on.
    """
    rows = [Row(peer) for peer in peers]
    jobs = {id(row): job for number, row in enumerate(rows) if (job := _prepared(row, world, number, tell))}

    def sample(row: Row) -> float | None:
        """The seconds a case took now, if it can be measured."""
        if row.failed is None:
            try:
                taken = measure(jobs[id(row)])
            except Failed as failure:
                _fail(row, failure, tell)
            else:
                row.samples.append(taken)
                each = taken.seconds / row.peer.cases
                tell(f"{row.peer.title}: {taken.seconds:.1f} s, {1000 * each:.0f} ms a case, {taken.peak_mb:.0f} MB")
                return each
        return None

    (reference,) = (row for row in rows if row.peer.key == REFERENCE)
    for number in range(1, rounds + 1):
        tell(f"round {number} of {rounds}")
        before = sample(reference)
        for between in _stretches([row for row in rows if not row.failed]):
            taken = [(row, sample(row)) for row in between]
            after = sample(reference)
            if before and after:
                for row, each in taken:
                    row.ratios += [each / statistics.mean((before, after))] if each else []
            before = after
    return rows


def _stretches(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """What runs between two runs of the reference: each row that has a target alone, all others together."""
    if without := [row for row in rows if row.peer.target == "none"]:
        yield without
    yield from ([row] for row in rows if row.peer.target not in {"none", "reference"})


def _prepared(row: Row, world: World, number: int, tell: Tell) -> Job | None:
    tell(f"preparing {row.peer.title}")
    try:
        return row.peer.prepare(world, world.folder / f"{number}-{row.peer.key}", row.peer.cases)
    except Failed as failure:
        _fail(row, failure, tell)
        return None


def _fail(row: Row, failure: Failed, tell: Tell) -> None:
    row.failed = str(failure)
    tell(f"{row.peer.title} failed: {failure.output or failure}")
