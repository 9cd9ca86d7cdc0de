"""Measures what tieline costs beside what it wraps: in turn, in one run, with a warm LocalStack.

Absolute times are the machine's; the ratios are tieline's. Writes bench/results.json and the table in
docs/benchmarks.md. A target that is missed is shown, and is no error.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from tieline.errors import TielineError
from tieline.localstack import environment as localstack
from tieline.localstack import warm
from tieline.shipped import modules_folder
from tieline.spec import load
from tieline.terraform import binary
from tieline.terraform.configuration import (
    AWS_PROVIDER,
    base_environment,
    cli_configuration,
    localstack_environment,
)
from tieline.verify import case

ROOT = Path(__file__).resolve().parents[1]
SPEC = ROOT / "examples/managed-vpn/spec.yaml"
TIELINE = (sys.executable, "-m", "tieline")
RESULTS = "bench/results.json"
DOCUMENT = "docs/benchmarks.md"
BEGIN, END = "<!-- BEGIN_BENCH -->", "<!-- END_BENCH -->"
Work = Callable[[], object]
HEADINGS = ("Measured", "Median", "Beside", "Median", "Ratio", "Target", "Verdict")


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

    def row(self) -> list[str]:
        one, other = (f"{seconds:.2f} s" for seconds in self.medians)
        verdict = {True: "met", False: "missed", None: ""}[self.met]
        return [self.question.what, one, self.question.beside, other, f"{self.ratio:.2f}", self.target, verdict]

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
    pairs = [(_timed(question.one), _timed(question.other)) for _ in range(1 + rounds * question.times)]
    return Answer(question, tuple(pairs[1:]))


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

    @classmethod
    def make(cls, folder: Path, endpoint: str) -> Rendered:
        modules = os.path.relpath(modules_folder(), folder)
        run([*TIELINE, "render", str(SPEC), "-o", str(folder), "--source", modules], folder.parent)
        planned = case(load(SPEC))
        settings = base_environment(cli_configuration(folder / ".terraform")) | localstack_environment(
            endpoint, planned.landscape.account, planned.region
        )
        rendered = cls(folder, {name: value for name, value in settings.items() if value is not None})
        rendered.terraform("init", "-input=false")
        return rendered

    def terraform(self, *arguments: str) -> str:
        return run([*binary.find().command, *arguments], self.folder, self.env)

    def plan_and_show(self) -> None:
        self.terraform("plan", "-input=false", "-out=plan.bin")
        self.terraform("show", "-json", "plan.bin")


def questions(rendered: Rendered) -> Iterator[Question]:
    """All that is measured."""

    def command(*argv: str) -> Work:
        return lambda: run(argv, rendered.folder.parent)

    bare = command(sys.executable, "-c", "pass")
    verify, validate = (command(*TIELINE, verb, str(SPEC)) for verb in ("verify", "validate"))
    yield Question("tieline verify", "terraform plan, show -json", verify, rendered.plan_and_show, most_ratio=1.6)
    yield Question("tieline --help", "python -c pass", command(*TIELINE, "--help"), bare, most_seconds=0.2, times=4)
    yield Question("tieline validate", "python -c pass", validate, bare, times=4)


def machine(rendered: Rendered) -> dict[str, Any]:
    """What the times hang on; nothing that names the machine."""
    terraform = json.loads(rendered.terraform("version", "-json"))
    return {
        "system": platform.system(),
        "architecture": platform.machine(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "terraform": terraform["terraform_version"],
        "aws_provider": terraform["provider_selections"][AWS_PROVIDER],
        "localstack": localstack.VERSION,
        "checkov": version("checkov"),
    }


def show(answers: Sequence[Answer]) -> None:
    """Prints the table."""
    table = Table(*HEADINGS)
    for each in answers:
        table.add_row(*each.row(), style="red" if each.met is False else "")
    Console(width=None if sys.stdout.isatty() else 120).print(table)


def write(facts: dict[str, Any], rounds: int, answers: Sequence[Answer]) -> None:
    """Writes the results, and the table into the document, between its marks."""
    data = {"machine": facts, "rounds": rounds, "results": [each.data() for each in answers]}
    replace(ROOT / RESULTS, json.dumps(data, indent=2) + "\n")
    before, begin, rest = (ROOT / DOCUMENT).read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        sys.exit(f"{DOCUMENT}: needs the lines {BEGIN} and {END}, where the table goes.")
    rows = [HEADINGS, ["-" * len(heading) for heading in HEADINGS], *(each.row() for each in answers)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    replace(ROOT / DOCUMENT, f"{before}{BEGIN}\n{table}\n\n{told(facts, rounds)}\n{END}{after}")


def told(facts: Mapping[str, Any], rounds: int) -> str:
    return (
        f"{rounds} rounds on {facts['cores']} cores ({facts['system']}, {facts['architecture']}; load {facts['load']} "
        f"at the start), with Python {facts['python']}, Terraform {facts['terraform']}, AWS provider "
        f"{facts['aws_provider']}, LocalStack {facts['localstack']} and checkov {facts['checkov']}."
    )


def replace(file: Path, text: str) -> None:
    """Writes a file, whole or not at all."""
    file.parent.mkdir(exist_ok=True)
    draft = file.with_name(f".{file.name}.new")
    draft.write_text(text, encoding="utf-8")
    draft.replace(file)


def main() -> None:
    """Measures, prints, writes."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument(
        "--rounds", type=int, default=5, help="how often both sides are timed (default: %(default)s)"
    )
    options = arguments.parse_args()
    if options.rounds < 1:
        arguments.error("--rounds: at least 1")
    os.environ.pop("LOCALSTACK_ENDPOINT", None)
    with tempfile.TemporaryDirectory(prefix="tieline-bench-") as folder:
        work = Path(folder).resolve()
        os.environ["XDG_STATE_HOME"] = str(work)  # a warm server of our own: nobody else's plans slow it down
        try:
            rendered = Rendered.make(work / "rendered", warm.start().endpoint)
            facts = machine(rendered)
            answers = [answer(question, options.rounds) for question in questions(rendered)]
        except subprocess.CalledProcessError as error:
            sys.exit(f"{' '.join(error.cmd)} failed:\n{error.stdout}{error.stderr}")
        finally:
            warm.stop()
    show(answers)
    print(told(facts, options.rounds))
    write(facts, options.rounds, answers)


if __name__ == "__main__":
    try:
        main()
    except TielineError as error:
        sys.exit(f"nothing was measured: {error}")
