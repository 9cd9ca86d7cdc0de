"""The command line beside what it wraps: what is timed in turn, and what came out."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tieline.localstack.server import Server
from tieline.shipped import modules_folder
from tieline.spec import load
from tieline.terraform import binary
from tieline.terraform.configuration import base_environment, cli_configuration, localstack_environment
from tieline.verify import case

SPEC = Path(__file__).resolve().parents[1] / "examples/managed-vpn/spec.yaml"
TIELINE = (sys.executable, "-m", "tieline")
Work = Callable[[], object]


@dataclass(frozen=True)
class Question:
    """Two things to time in turn, and the most that their ratio, or the first one's seconds, may be."""

    what: str
    beside: str
    one: Work
    other: Work
    most_ratio: float | None = None
    most_seconds: float | None = None
    times: int = 1
    """In each round: what is quick is timed more often."""
    slow: bool = False
    """Timed once in all, and not at all by --quick."""


@dataclass(frozen=True)
class Answer:
    """What was measured: the seconds of both things, as often as they were timed."""

    question: Question
    seconds: tuple[tuple[float, float], ...]

    @property
    def medians(self) -> tuple[float, float]:
        one, other = zip(*self.seconds, strict=True)
        return statistics.median(one), statistics.median(other)

    @property
    def ratio(self) -> float:
        """The median of the ratios: what disturbs the machine for a while hits both of a pair alike."""
        return statistics.median(one / other for one, other in self.seconds)

    @property
    def target(self) -> str:
        if self.question.most_ratio is not None:
            return f"ratio at most {self.question.most_ratio}"
        return "none" if self.question.most_seconds is None else f"under {self.question.most_seconds} s"

    @property
    def met(self) -> bool | None:
        """None where there is no target."""
        if self.question.most_ratio is not None:
            return self.ratio <= self.question.most_ratio
        return None if self.question.most_seconds is None else self.medians[0] < self.question.most_seconds

    def data(self) -> dict[str, Any]:
        return {
            "measured": self.question.what,
            "beside": self.question.beside,
            "medians": [round(seconds, 3) for seconds in self.medians],
            "ratio": round(self.ratio, 3),
            "target": self.target,
            "met": self.met,
            "seconds": [[round(seconds, 3) for seconds in pair] for pair in self.seconds],
        }


def answer(question: Question, rounds: int) -> Answer:
    """Times both things in turn; a first time, when files are not yet in memory, does not count."""
    count = 1 if question.slow else 1 + rounds * question.times
    pairs = [(_timed(question.one), _timed(question.other)) for _ in range(count)]
    return Answer(question, tuple(pairs[-1:] if question.slow else pairs[1:]))


def _timed(work: Work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def run(argv: Sequence[str], folder: Path, env: Mapping[str, str] | None = None) -> str:
    """A command's stdout.

    Raises:
        CalledProcessError: it failed.
    """
    done = subprocess.run(
        argv, cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True
    )
    return done.stdout


@dataclass(frozen=True)
class Rendered:
    """The example's root module in a folder, and Terraform in it as `tieline verify` runs it."""

    folder: Path
    env: Mapping[str, str]
    server: Server

    @classmethod
    def make(cls, folder: Path, server: Server) -> Rendered:
        modules = os.path.relpath(modules_folder(), folder)
        run([*TIELINE, "render", str(SPEC), "-o", str(folder), "--source", modules], folder.parent)
        planned = case(load(SPEC))
        settings = base_environment(cli_configuration(folder / ".terraform")) | localstack_environment(
            server.endpoint, planned.landscape.account, planned.region
        )
        rendered = cls(folder, {name: value for name, value in settings.items() if value is not None}, server)
        rendered.terraform("init", "-input=false")
        return rendered

    def terraform(self, *arguments: str) -> str:
        return run([*binary.find().command, *arguments], self.folder, self.env)

    def plan_and_show(self) -> None:
        self.terraform("plan", "-input=false", "-out=plan.bin")
        self.terraform("show", "-json", "plan.bin")


def questions(rendered: Rendered) -> Iterator[Question]:
    """All that is timed in turn."""

    def command(*argv: str) -> Work:
        return lambda: run(argv, rendered.folder.parent)

    bare = command(sys.executable, "-c", "pass")
    verify, validate = (command(*TIELINE, verb, str(SPEC)) for verb in ("verify", "validate"))
    yield Question("tieline verify", "terraform plan, show -json", verify, rendered.plan_and_show, most_ratio=1.6)
    yield Question("tieline --help", "python -c pass", command(*TIELINE, "--help"), bare, most_seconds=0.2, times=4)
    yield Question("tieline validate", "python -c pass", validate, bare, times=4)
