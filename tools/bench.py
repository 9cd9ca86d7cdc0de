"""Measures what tieline costs beside what it wraps and beside other tools: in turn, in one run, with a warm LocalStack.

Absolute times are the machine's; the ratios are tieline's. Writes bench/results.json and the tables in
docs/benchmarks.md. A target that is missed is shown, and is no error; a tool that fails is shown, and is one.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

import bench_report as report
import bench_scale as scale
from bench_cases import LANDSCAPE
from bench_commands import Answer, Rendered, answer, questions
from bench_peers import REFERENCE, Sizes, World, peers
from bench_rounds import Row, compare
from tieline.errors import TielineError
from tieline.interrupt import signals_raise
from tieline.localstack import environment as localstack
from tieline.localstack import warm
from tieline.localstack.landscape import ensure
from tieline.localstack.server import Server
from tieline.terraform.configuration import AWS_PROVIDER

COMMANDS = "commands"
_QUICK = Sizes(reference=20, small=(1,), large=50, mocked=4, slow=1)


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
        "tftest": version("tftest"),
    }


def main() -> int:
    """Measures, prints, writes; 1 when a tool failed."""
    options = arguments()
    os.environ.pop("LOCALSTACK_ENDPOINT", None)
    with tempfile.TemporaryDirectory(prefix="tieline-bench-") as folder:
        work = Path(folder).resolve()
        os.environ["XDG_STATE_HOME"] = str(work)  # a warm server of our own: nobody else's plans slow it down
        os.environ["TMPDIR"] = str(work)  # what a tool that is ended leaves behind goes, too
        try:
            endpoint = warm.start().endpoint
            rendered = Rendered.make(work / "rendered", Server(endpoint, owned=False))
            facts = machine(rendered)
            answers = time_commands(rendered, work, options) if options.only in {None, COMMANDS} else []
            rows = time_cases(World(work, endpoint), options) if options.only != COMMANDS else []
        except subprocess.CalledProcessError as error:
            sys.exit(f"nothing is written: {' '.join(error.cmd)} failed:\n{error.stdout}{error.stderr}")
        finally:
            warm.stop()
    for table in (report.command_table(answers), report.case_table(rows)):
        if table[1:]:
            report.show(table)
    print(report.told(facts))
    if options.only or options.quick:
        print("Nothing is written: this was a part of it. The targets are meant for all of it.")
    else:
        report.write(report.ROOT, facts, (options.rounds, answers), (options.case_rounds, rows))
    return 1 if any(row.failed for row in rows) else 0


def arguments() -> argparse.Namespace:
    """What the user wants measured."""
    keys = [key for key in dict.fromkeys(peer.key for peer in peers(Sizes())) if key != REFERENCE]
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5, help="how often commands are timed (default: %(default)s)")
    parser.add_argument("--case-rounds", type=int, default=2, help="how often cases are planned (default: %(default)s)")
    parser.add_argument("--only", choices=[COMMANDS, *keys], help="measure this part, and write nothing")
    parser.add_argument("--quick", action="store_true", help="see that all works: few cases, one round, write nothing")
    options = parser.parse_args()
    if options.quick:
        options.rounds = options.case_rounds = 1
    if min(options.rounds, options.case_rounds) < 1:
        parser.error("--rounds, --case-rounds: at least 1")
    if options.only != COMMANDS and platform.system() != "Linux":
        parser.error("memory is measured on Linux alone; elsewhere: --only commands")
    return options


def time_commands(rendered: Rendered, work: Path, options: argparse.Namespace) -> list[Answer]:
    """The command line beside what it wraps, and large networks beside smaller ones."""
    answers = []
    for question in (*questions(rendered), *scale.questions(work, rendered.server)):
        if question.slow and options.quick:
            continue
        tell(f"{question.what} beside {question.beside}")
        answers.append(answer(question, options.rounds))
    return answers


def time_cases(world: World, options: argparse.Namespace) -> list[Row]:
    """The tools that plan cases, or the one that is wanted, beside tieline."""
    ensure(world.endpoint, LANDSCAPE)
    every = peers(_QUICK if options.quick else Sizes())
    wanted = [peer for peer in every if options.only in {None, peer.key} or peer.key == REFERENCE]
    return compare(wanted, world, options.case_rounds, tell)


_START = time.monotonic()


def tell(what: str) -> None:
    """Progress, with the time since the start."""
    minutes, seconds = divmod(int(time.monotonic() - _START), 60)
    print(f"{minutes:2}:{seconds:02} {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        with signals_raise():
            sys.exit(main())
    except TielineError as error:
        sys.exit(f"nothing was measured: {error}")
