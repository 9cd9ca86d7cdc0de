"""Many cases, one plan: each case is a module with its inputs, planned together in one generated root.

Terraform and the provider start once for all of them. A large batch is split over several Terraforms that run side by
side: most of a plan is work for one core, and beyond some hundred cases each costs more than the last. A failure that
names no case is found by planning the halves.
"""

from __future__ import annotations

import logging
import os
import re
import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from tieline.errors import InvalidInput, TielineError, Unavailable
from tieline.localstack.landscape import LandscapeConflict, Merged, ensure, merge
from tieline.localstack.server import Server
from tieline.terraform.case import Case, Outcome
from tieline.terraform.configuration import localstack_environment
from tieline.terraform.diagnostics import Diagnostic, SourceRange, TerraformFailed
from tieline.terraform.generated import NEVER_APPLIED, VALUES, Place, never_apply, write_root
from tieline.terraform.plan import Json
from tieline.terraform.redact import redacted, secrets
from tieline.terraform.runner import Killed, NoProvider, Terraform
from tieline.terraform.slices import CRASHES, attribute, case_outputs, cut, inside, sensitive_inputs, without
from tieline.terraform.sources import folders, has_providers, may_use_aws, uses_aws
from tieline.working_folder import working_folder

log = logging.getLogger(__name__)

MOST, LEAST = 125, 25
"""How many cases one Terraform plans. With more of them each costs more than the last (and some 14 MB), with fewer the
start of Terraform and its provider, 3 s of a core, counts for more than what a second core gains."""
PROCESSES = 4
"""How many Terraforms run side by side at most: each takes up to 2 GB."""

LONGEST, LONGER = 600.0, 1.0
"""Seconds that Terraform may take, and how many more for each kilobyte of values: 5,000 attachments are 1,400 kilobytes
and ten minutes of work, which takes a busy machine longer."""

NOWHERE = "http://127.0.0.1:9"
"""Where nothing answers: an AWS provider that nobody expected must not find its way to AWS."""

_HASHES = re.compile(r"^ *hashes = \[[^\]]*\]\n", re.MULTILINE)

Group = dict[int, Case]
Errors = dict[int, list[Diagnostic]]
Progress = Callable[[int, int], object]


def plan_cases(cases: Sequence[Case], server: Server | None, progress: Progress = lambda *_: None) -> list[Outcome]:
    """Plans every case and returns one outcome for each, in order.

    Args:
        cases: any number; equal ones are planned each for itself.
        server: the LocalStack that the AWS provider talks to; None when no module uses AWS.
        progress: told of how many cases, out of how many, something is known; called from several threads.

    Raises:
        Unavailable: Terraform, the provider or LocalStack cannot do the work for any case.
        InvalidInput: LocalStack takes no case's networks.
    """
    workers = min(PROCESSES, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
    parts = [part for group in compatible(cases) for part in _parts(group, workers)]
    run = _Batch(server, len(cases), progress)
    with ThreadPoolExecutor(workers, "terraform") as pool:
        waiting = {pool.submit(run.plan, part): part for part in parts}
        try:
            outcomes = _gathered((waiting[done], done.result) for done in as_completed(waiting))
        except BaseException:
            run.stop.set()
            pool.shutdown(cancel_futures=True)
            raise
    return [outcomes[index] for index in range(len(cases))]


def compatible(cases: Sequence[Case]) -> list[Group]:
    """The cases in as few groups as can share a plan.

    No VPC id may mean two things in one group. A module that is not given its AWS provider by the generated root, but
    configures or calls for it out of our sight, finds its Region in the environment: a group has one of these. And
    what is wrong with a provider is told before any plan.
    """
    alone = {module: _alone(module) for module in {case.module for case in cases}}
    groups: list[tuple[str, Group, Merged]] = []
    for index, case in enumerate(cases):
        region = case.region if alone[case.module] else ""
        for with_region, group, landscape in groups:
            if with_region == region:
                try:
                    landscape.add(case.landscape)
                except LandscapeConflict:
                    continue
                group[index] = case
                break
        else:
            groups.append((region, {index: case}, Merged([case.landscape])))
    return [group for _, group, _ in groups]


def _alone(module: Path) -> bool:
    return has_providers(module) or (may_use_aws(module) and not uses_aws(module))


def _parts(group: Group, workers: int) -> list[Group]:
    """The group in equal parts, as many as keep all workers busy; cases that can share a call stay together."""
    count = max(-(-len(group) // MOST), min(workers, len(group) // LEAST), 1)
    if count > 1:
        count = -(-count // workers) * workers
    ordered = sorted(group, key=lambda i: (group[i].region, str(group[i].module), sorted(group[i].inputs), i))
    bounds = [len(ordered) * n // count for n in range(count + 1)]
    return [{index: group[index] for index in ordered[start:end]} for start, end in pairwise(bounds)]


def _gathered(results: Iterable[tuple[Group, Callable[[], dict[int, Outcome]]]]) -> dict[int, Outcome]:
    """The outcomes of parts of the cases. What one part lacks spoils no other; what all lack is raised."""
    outcomes: dict[int, Outcome] = {}
    failures: dict[int, TielineError] = {}
    for part, result in results:
        try:
            outcomes |= result()
        except (Killed, NoProvider, InvalidInput) as failure:
            failures |= dict.fromkeys(part, failure)
    if failures and not outcomes:
        raise next(iter(failures.values()))
    return outcomes | {
        index: Outcome(None, (Diagnostic("error", "The case cannot be planned", str(failure)),), broken=True)
        for index, failure in failures.items()
    }


@dataclass(frozen=True)
class _Run:
    """What Terraform said of a group, all of it redacted; the outputs are each case's with their marks."""

    places: dict[int, Place]
    diagnostics: list[Diagnostic]
    document: Json | None = None
    outputs: dict[int, dict[str, Any]] = field(default_factory=dict)


class _Batch:
    """What the Terraforms of one batch share."""

    def __init__(self, server: Server | None, total: int, progress: Progress) -> None:
        self.stop = threading.Event()
        """Set when nobody waits for the outcomes any more."""
        self._server = server
        self._total, self._known, self._progress = total, 0, progress
        self._counting = threading.Lock()

    def plan(self, group: Group) -> dict[int, Outcome]:
        """Plans a group; cases whose failure hides the others' results are taken out and the rest planned again.

        Raises:
            Unavailable: the work cannot be done for any of them.
        """
        try:
            run = self._run(group)
        except (Killed, NoProvider, InvalidInput) as failure:
            parts = _by_module(group) if isinstance(failure, NoProvider) else _halves(group)
            if len(parts) == 1:
                raise
            return self._apart(parts, failure)
        blamed, orphans = attribute(run.document, run.diagnostics, run.places)
        if run.document is None and (broken := _in_broken_modules(group, orphans)):
            return self._without(run, group, broken)
        if again := _spoiled(group, run.places, blamed, everything=run.document is None or bool(orphans)):
            alone = sum(case.alone for case in again.values())
            log.info("planning %d of %d cases again, %d in calls of their own", len(again), len(group), alone)
            known = group.keys() - again.keys()
            return self._outcomes(run, {index: group[index] for index in known}, blamed) | self.plan(again)
        if run.document is None and blamed:
            return self._without(run, group, blamed)
        if orphans and len(group) > 1:
            return self._apart(_halves(group), orphans[0])
        if orphans:
            [index] = group
            blamed.setdefault(index, []).extend(inside(orphan, index) for orphan in orphans)
        return self._outcomes(run, group, blamed)

    def _without(self, run: _Run, group: Group, blamed: Errors) -> dict[int, Outcome]:
        """Takes cases out that failed, and plans the rest again."""
        log.info("planning again without %d of %d cases: they stop the others", len(blamed), len(group))
        rest = {index: case for index, case in group.items() if index not in blamed}
        failed = self._outcomes(run, {index: group[index] for index in blamed}, blamed)
        return failed | (self.plan(rest) if rest else {})

    def _outcomes(self, run: _Run, group: Group, blamed: Errors) -> dict[int, Outcome]:
        document = run.document or {}
        fine = {index: run.places[index] for index in group.keys() - blamed.keys()}
        plans = cut(document, run.diagnostics, run.outputs, fine)
        self._tell(len(group))
        outcomes = {i: Outcome(plan, (), document, run.places[i].address) for i, plan in plans.items()}
        for index in group.keys() & blamed.keys():
            errors = tuple(blamed[index])
            outcomes[index] = Outcome(None, errors, broken=any(e.summary in CRASHES for e in errors))
        return outcomes

    def _apart(self, parts: list[Group], why: object) -> dict[int, Outcome]:
        """Plans parts of a group each for itself, to find the cases that something is about."""
        log.info("planning %s cases apart: no case can be named for: %s", " and ".join(str(len(p)) for p in parts), why)
        return _gathered((part, partial(self.plan, part)) for part in parts)

    def _tell(self, known: int) -> None:
        with self._counting:
            self._known += known
            self._progress(self._known, self._total)

    def _run(self, group: Group) -> _Run:
        landscape = merge([case.landscape for case in group.values()])
        endpoint = self._server.endpoint if self._server else NOWHERE
        region = next(iter(group.values())).region
        environment = localstack_environment(endpoint, landscape.account, region)
        hidden = sensitive_inputs(group.values())
        with working_folder() as root:
            where = write_root(root, group)
            never_apply(root)
            timeout = LONGEST + LONGER * (root / VALUES).stat().st_size / 1000
            terraform = Terraform(root, environment=environment, timeout=timeout, watch=self._watch)
            if self._server:
                ensure(endpoint, landscape)
            try:
                terraform.init()
                forget_checksums(root / ".terraform.lock.hcl")
                planned = terraform.plan()
                self._watch()
                said = [diagnostic for diagnostic in planned.diagnostics if not _ours(diagnostic)]
                if planned.file is None:
                    return _Run(where, told(said, root, hidden))
                document = terraform.show(planned.file)
            except TerraformFailed as failure:
                return _Run(where, told(failure.diagnostics, root, hidden))
        hidden |= secrets(document)
        diagnostics = told(said, root, hidden)
        return _Run(where, diagnostics, redacted(document, hidden), case_outputs(document, where, hidden))

    def _watch(self) -> None:
        """Ends a run that has become useless."""
        if self.stop.is_set():
            raise Unavailable("Planning was given up.")
        if self._server:
            self._server.check()


def _ours(diagnostic: Diagnostic) -> bool:
    """Whether it is the error that every plan ends with."""
    return diagnostic.range is not None and diagnostic.range.filename == NEVER_APPLIED


def _spoiled(group: Group, where: Mapping[int, Place], blamed: Collection[int], *, everything: bool) -> Group:
    """The cases to plan again, or everything, because what fails in a call that cases share ends the work on all.

    Those that failed get calls of their own, there to tell all that is wrong with them.
    """
    failed = {index for index in blamed if where[index].key}
    calls = {where[index].call for index in failed}
    return {
        index: replace(case, alone=case.alone or index in failed)
        for index, case in group.items()
        if where[index].call in calls or (failed and everything)
    }


def _halves(group: Group) -> list[Group]:
    indexes = list(group)
    middle = len(indexes) // 2
    return [part for part in ({i: group[i] for i in indexes[:middle]}, {i: group[i] for i in indexes[middle:]}) if part]


def _by_module(group: Group) -> list[Group]:
    modules = dict.fromkeys(case.module for case in group.values())
    return [{index: case for index, case in group.items() if case.module == module} for module in modules]


def _in_broken_modules(group: Group, errors: list[Diagnostic]) -> Errors:
    """The cases of modules that are wrong whatever their inputs: before a plan starts, Terraform knows no inputs."""
    reached = {module: folders(module) for module in {case.module for case in group.values()}}
    found = {
        index: [e for e in errors if e.range and Path(e.range.filename).parent in reached[case.module]]
        for index, case in group.items()
    }
    return {index: errors for index, errors in found.items() if errors}


def told(diagnostics: Iterable[Diagnostic], root: Path, hidden: frozenset[str]) -> list[Diagnostic]:
    """The diagnostics with the whole paths of their files and without sensitive texts, fit to be shown and logged."""
    return [without(_placed(diagnostic, root), hidden) for diagnostic in diagnostics]


def _placed(diagnostic: Diagnostic, root: Path) -> Diagnostic:
    """The diagnostic with the whole paths of its files, which are seen from the generated root."""

    def whole(place: SourceRange | None) -> SourceRange | None:
        return replace(place, filename=str((root / place.filename).resolve())) if place else None

    seen = whole(diagnostic.range)
    # Only in the root itself does `module "case_1"` mean a case: a module may call its own parts so.
    context = diagnostic.context if seen and Path(seen.filename).parent == root else None
    return replace(diagnostic, range=seen, rule=whole(diagnostic.rule), context=context)


def forget_checksums(lock: Path) -> None:
    """Spares `plan` and `show` reading all of the provider, 0.4 s each: `init` has worked them out a moment ago."""
    if lock.is_file():
        lock.write_text(_HASHES.sub("", lock.read_text(encoding="utf-8")), encoding="utf-8")
