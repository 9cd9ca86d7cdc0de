"""Says which arguments of the modules no test would miss: each is taken away, and the tests run on the new plan.

The tests are those of tests/modules with a plan of a case of the mutated module, or of one that calls it. Each mutant
first gets few cases, those most likely to tell; survivors get more, in the end all. Exit 1: some survive.
"""

from __future__ import annotations

import argparse
import contextlib
import inspect
import io
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from mutations import Mutation, arguments, calls, required
from tieline.errors import InvalidInput, TielineError
from tieline.interrupt import signals_raise
from tieline.localstack.server import Server, running
from tieline.terraform.batch import plan_cases
from tieline.terraform.case import Case
from tieline.terraform.plan import Plan
from tieline.terraform.runner import Terraform
from tieline.testing.session import MARK, Plans

#: How many cases a mutant gets at first; each round after that brings WIDEN times as many.
FIRST, WIDEN = 2, 4
#: So many cases share a plan: enough to spread Terraform's start, and progress shows.
BATCH = 150
STARTED = time.monotonic()


@dataclass(frozen=True)
class Test:
    """A test function that takes a plan, with its other arguments and its case."""

    __test__ = False  # pytest shall not collect it

    item: pytest.Function
    arguments: Mapping[str, Any]
    case: Case

    def fails_on(self, plan: Plan | None) -> bool:
        """Whether the test fails, as it does when the case is refused."""
        if plan is None:
            return True
        try:
            self.item.obj(**self.arguments, plan=plan)
        except (Exception, pytest.fail.Exception):
            return True
        return False


def collect(root: Path, server: Server) -> list[Test]:
    """The tests of the modules that take a plan and nothing else of pytest's.

    Raises:
        InvalidInput: pytest cannot collect them.
    """

    class Keep:
        items: Sequence[pytest.Item] = ()
        plans: Plans

        def pytest_collection_finish(self, session: pytest.Session) -> None:
            self.items = list(session.items)
            self.plans = Plans(session.config, self.items, lambda: server)

    keep, said = Keep(), io.StringIO()
    folder = root / "tests" / "modules"
    with contextlib.redirect_stdout(said):
        code = pytest.main(["--collect-only", "-q", "-p", "no:cacheprovider", f"--rootdir={root}", str(folder)], [keep])
    if code != pytest.ExitCode.OK:
        raise InvalidInput(f"{folder}: pytest cannot collect the tests; mend them first:\n{said.getvalue()}")
    tests = []
    for item in keep.items:
        mark = item.get_closest_marker(MARK)
        if mark and isinstance(item, pytest.Function):
            given = item.callspec.params if hasattr(item, "callspec") else {}
            if inspect.signature(item.obj).parameters.keys() == {"plan", *given}:
                tests.append(Test(item, given, keep.plans.marked(mark).case))
    return tests


def refused(mutants: Mapping[Mutation, Path]) -> set[Mutation]:
    """The mutations that leave no valid module, found together: `plan_cases` would have to look for them one by one."""
    found: set[Mutation] = set()
    # Terraform looks for errors in stages, and errors in one keep it from the next.
    while (left := {m: copy for m, copy in mutants.items() if m not in found}) and (invalid := _invalid(left)):
        found |= invalid
    return found


def _invalid(mutants: Mapping[Mutation, Path]) -> set[Mutation]:
    """The mutations in whose copies of the modules `terraform validate` finds errors, with all in one root."""
    blocks = ['variable "unknown" {}']
    for copy, mutation in (owners := {copy: mutation for mutation, copy in mutants.items()}).items():
        inputs = [f"  {name} = var.unknown" for name in required(copy / mutation.module)]
        source = f'  source = "../{copy.name}/{mutation.module}"'
        blocks.append("\n".join([f'module "mutant_{copy.name}" {{', source, *inputs, "}"]))
    with tempfile.TemporaryDirectory(dir=next(iter(owners)).parent) as folder:
        root = Path(folder)
        (root / "main.tf").write_text("\n\n".join(blocks) + "\n", encoding="utf-8")
        terraform = Terraform(root)
        terraform.init()
        errors = [error for error in terraform.validate() if error.severity == "error"]
        files = [(root / error.range.filename).resolve() for error in errors if error.range]
    return {owners[folder] for file in files for folder in file.parents if folder in owners}


class Suite:
    """The tests by case, and each case's plan of the modules as they are.

    Raises:
        InvalidInput: a test fails on them.
    """

    def __init__(self, tests: Sequence[Test], server: Server) -> None:
        self._server = server
        self._tests: dict[str, list[Test]] = {}
        for test in tests:
            self._tests.setdefault(test.case.fingerprint(), []).append(test)
        self._cases = {key: tests[0].case for key, tests in self._tests.items()}
        alike = Counter(test.item.function for test in tests)
        # A function of many cases says little of each.
        self._vague = {key: min(alike[test.item.function] for test in tests) for key, tests in self._tests.items()}
        self._plans: dict[str, Plan] = {}
        for key, outcome in zip(self._cases, plan_cases(list(self._cases.values()), server), strict=True):
            if bad := [test for test in self._tests[key] if test.fails_on(outcome.plan)]:
                raise InvalidInput(f"{bad[0].item.nodeid}: fails on the modules as they are; mend that first.")
            if outcome.plan:
                self._plans[key] = outcome.plan

    def telling(self, mutation: Mutation) -> list[str]:
        """The cases that a mutation can show in, those most likely to tell first."""

        def rank(key: str) -> tuple[bool, int, int, int]:
            plan = self._plans[key]
            most = max((len(resource.known()) for resource in mutation.instances(plan)), default=0)
            return self._cases[key].module.name != mutation.module, self._vague[key], -most, len(plan.resources)

        return sorted((key for key in self.planning(mutation) if mutation.shows_in(self._plans[key])), key=rank)

    def planning(self, mutation: Mutation) -> list[str]:
        """The cases whose module holds the mutated one."""
        return [key for key, case in self._cases.items() if mutation.module in calls(case.module)]

    def noticed(self, mutants: Mapping[Mutation, Path], wanted: Mapping[Mutation, Sequence[str]]) -> set[Mutation]:
        """The mutations that a test of the cases wanted for each notices."""
        pairs = [(mutation, key) for mutation, keys in wanted.items() for key in keys]
        cases = [(self._cases[key], mutants[mutation]) for mutation, key in pairs]
        mutated = [replace(case, module=copy / case.module.name) for case, copy in cases]
        outcomes = plan_cases(mutated, self._server)
        return {
            mutation
            for (mutation, key), outcome in zip(pairs, outcomes, strict=True)
            if any(test.fails_on(outcome.plan) for test in self._tests[key])
        }


def survivors(suite: Suite, mutants: Mapping[Mutation, Path]) -> dict[Mutation, int]:
    """The mutations that no test notices, each with the number of cases that it can show in."""
    invalid = refused(mutants)
    alive = [mutation for mutation in mutants if not (mutation in invalid and suite.planning(mutation))]
    say(f"{len(invalid)} of {len(mutants)} leave no valid module")
    telling = {mutation: suite.telling(mutation) for mutation in alive}
    first, last = 0, FIRST
    while wanted := {m: telling[m][first:last] for m in alive if telling[m][first:last]}:
        for part in _batches(wanted):
            killed = suite.noticed(mutants, part)
            alive = [m for m in alive if m not in killed]
            plans = sum(map(len, part.values()))
            say(f"{plans} plans of {len(part)} mutants: {len(killed)} noticed; {len(alive)} left")
        first, last = last, last * WIDEN
    return {mutation: len(telling[mutation]) for mutation in alive}


def _batches(wanted: Mapping[Mutation, Sequence[str]]) -> Iterator[dict[Mutation, Sequence[str]]]:
    """The mutations in parts of about BATCH cases."""
    part: dict[Mutation, Sequence[str]] = {}
    for mutation, keys in wanted.items():
        part[mutation] = keys
        if sum(map(len, part.values())) >= BATCH:
            yield part
            part = {}
    if part:
        yield part


def run(root: Path, name: str | None) -> int:
    """Prints the survivors; 1 when there are any.

    Raises:
        InvalidInput: there is no such module, or the tests do not pass as it is.
    """
    modules = root / "modules"
    names = [name] if name else sorted({file.parent.name for file in modules.glob("*/*.tf")})
    if not all((modules / each).is_dir() for each in names):
        raise InvalidInput(f"{modules} has no module {name}; --module takes the name of a folder in it.")
    mutations = [mutation for each in names for mutation in arguments(modules / each)]
    with signals_raise(), running() as server, tempfile.TemporaryDirectory(prefix="tieline-") as folder:
        mutants = {m: Path(folder).resolve() / str(number) for number, m in enumerate(mutations)}
        for mutation, copy in mutants.items():
            mutation.apply(modules, copy)
        ours = [test for test in collect(root, server) if test.case.module.parent == modules]
        tests = [test for test in ours if not calls(test.case.module).isdisjoint(names)]
        say(f"{len(mutations)} arguments, {len(tests)} tests")
        found = survivors(Suite(tests, server), mutants)
    for mutation, cases in found.items():
        why = f"set in {cases} cases, but no test misses it" if cases else "no case sets it"
        print(f"modules/{mutation}: {why}")
    print(f"{len(mutations) - len(found)} of {len(mutations)} arguments are missed by a test when they go.")
    return 1 if found else 0


def say(text: str) -> None:
    """Progress, with the seconds since the start."""
    print(f"{time.monotonic() - STARTED:4.0f} s: {text}", file=sys.stderr, flush=True)


def main() -> int:
    """Runs from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--module", help="only this module's arguments; all by default")
    parser.add_argument("--root", type=Path, default=Path(__file__).parents[1])
    options = parser.parse_args()
    try:
        return run(options.root.resolve(), options.module)
    except TielineError as error:
        print(error, file=sys.stderr)
        return error.exit_code


if __name__ == "__main__":
    sys.exit(main())
