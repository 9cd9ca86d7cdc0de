"""Many cases, one plan: each case is a module with its inputs, planned together in one generated root.

Terraform and the provider start once for all of them. A failure that names no case is found by planning the halves.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tieline.localstack.landscape import Landscape, LandscapeConflict, ensure, merge
from tieline.localstack.server import Server
from tieline.terraform.configuration import localstack_environment
from tieline.terraform.diagnostics import Diagnostic, TerraformFailed
from tieline.terraform.plan import Json, Plan
from tieline.terraform.redact import redacted
from tieline.terraform.runner import Terraform
from tieline.terraform.slices import attribute, case_name, case_outputs, cut
from tieline.terraform.sources import folders, uses_aws

log = logging.getLogger(__name__)

_HASHES = re.compile(r"^ *hashes = \[[^\]]*\]\n", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """A module folder, its inputs (anything JSON can hold), and the world it is planned in."""

    module: Path
    inputs: Mapping[str, Any]
    region: str = "us-east-1"
    landscape: Landscape = field(default_factory=Landscape)

    def fingerprint(self) -> str:
        """Equal for cases that would plan alike."""
        parts = [str(self.module), self.region, repr(self.landscape), json.dumps(self.inputs, sort_keys=True)]
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


def plan_cases(cases: Sequence[Case], server: Server) -> list[Outcome]:
    """Plans every case and returns one outcome for each, in order.

    Raises:
        Unavailable: Terraform, the provider or LocalStack cannot do the work.
    """
    outcomes: dict[int, Outcome] = {}
    for group in _compatible(cases):
        outcomes |= _plan_group(group, server)
    return [outcomes[index] for index in range(len(cases))]


Group = dict[int, Case]


def _compatible(cases: Sequence[Case]) -> list[Group]:
    """The cases in as few groups as can share a landscape: no VPC id may mean two things in one of them."""
    groups: list[tuple[Group, Landscape]] = []
    for index, case in enumerate(cases):
        for position, (group, landscape) in enumerate(groups):
            try:
                together = merge([landscape, case.landscape])
            except LandscapeConflict:
                continue
            group[index] = case
            groups[position] = (group, together)
            break
        else:
            groups.append(({index: case}, case.landscape))
    return [group for group, _ in groups]


def _plan_group(group: Group, server: Server) -> dict[int, Outcome]:
    """Plans a group; cases whose failure hides the others' results are taken out and the rest planned again."""
    run = _run(group, server)
    blamed, orphans = attribute(run.document, run.diagnostics, group)
    if run.document is None:
        blamed |= _in_broken_modules(group, orphans)
    if run.document is None and blamed:
        log.info("planning again without %d of %d cases: they stop the others", len(blamed), len(group))
        rest = {index: case for index, case in group.items() if index not in blamed}
        failed = {index: Outcome(None, tuple(errors)) for index, errors in blamed.items()}
        return failed | (_plan_group(rest, server) if rest else {})
    if orphans and len(group) > 1:
        return _halves(group, server, f"no case can be named for: {orphans[0].summary}")
    if orphans:
        blamed.setdefault(next(iter(group)), []).extend(orphans)
    plans = cut(run.document or {}, run.outputs, group.keys() - blamed.keys())
    return {
        index: Outcome(None, tuple(blamed[index]))
        if index in blamed
        else Outcome(plans[index], (), run.document, f"module.{case_name(index)}")
        for index in group
    }


def _in_broken_modules(group: Group, errors: list[Diagnostic]) -> dict[int, list[Diagnostic]]:
    """The cases of modules that are wrong whatever their inputs: before a plan starts, Terraform knows no inputs."""
    reached = {module: folders(module) for module in {case.module for case in group.values()}}
    found = {
        index: [e for e in errors if e.range and Path(e.range.filename).parent in reached[case.module]]
        for index, case in group.items()
    }
    return {index: errors for index, errors in found.items() if errors}


def _halves(group: Group, server: Server, why: str) -> dict[int, Outcome]:
    log.info("planning %d cases in two halves: %s", len(group), why)
    indexes = list(group)
    middle = len(indexes) // 2
    first, second = ({i: group[i] for i in part} for part in (indexes[:middle], indexes[middle:]))
    return _plan_group(first, server) | _plan_group(second, server)


@dataclass(frozen=True)
class _Run:
    """What Terraform said of a group; the document is redacted, the outputs are each case's with their marks."""

    diagnostics: list[Diagnostic]
    document: Json | None = None
    outputs: dict[int, dict[str, Any]] = field(default_factory=dict)


def _run(group: Group, server: Server) -> _Run:
    landscape = merge([case.landscape for case in group.values()])
    regions = sorted({case.region for case in group.values()})
    environment = localstack_environment(server.endpoint, landscape.account, regions[0])
    with tempfile.TemporaryDirectory(prefix="tieline-") as folder:
        root = Path(folder).resolve()
        (root / "main.tf").write_text(_root(group, regions, root), encoding="utf-8")
        values = {"cases": {case_name(i): case.inputs for i, case in group.items()}}
        (root / "cases.auto.tfvars.json").write_text(json.dumps(values), encoding="utf-8")
        terraform = Terraform(root, environment=environment, watch=lambda: _check(server))
        ensure(server.endpoint, landscape)
        try:
            terraform.init()
        except TerraformFailed as failure:
            return _Run([_placed(diagnostic, root) for diagnostic in failure.diagnostics])
        _forget_checksums(root / ".terraform.lock.hcl")
        planned = terraform.plan()
        _check(server)
        if planned.file is None:
            return _Run([_placed(diagnostic, root) for diagnostic in planned.diagnostics])
        document = terraform.show(planned.file)
    return _Run(planned.diagnostics, redacted(document), case_outputs(document, group))


def _placed(diagnostic: Diagnostic, root: Path) -> Diagnostic:
    """The diagnostic with the whole path of its file, which is seen from the generated root."""
    if diagnostic.range is None:
        return diagnostic
    file = (root / diagnostic.range.filename).resolve()
    return replace(diagnostic, range=replace(diagnostic.range, filename=str(file)))


def _check(server: Server) -> None:
    if not server.alive():
        raise server.explain_death()


def _forget_checksums(lock: Path) -> None:
    """Spares `plan` and `show` reading all of the provider, 0.4 s each: `init` has worked them out a moment ago."""
    if lock.is_file():
        lock.write_text(_HASHES.sub("", lock.read_text(encoding="utf-8")), encoding="utf-8")


def _root(group: Group, regions: Sequence[str], folder: Path) -> str:
    """The generated root module. Values come through one variable: literals would end the validate walk early."""
    blocks = ['variable "cases" {\n  type = any\n}']
    if any(uses_aws(module) for module in {case.module for case in group.values()}):
        blocks += [_provider(region, alias=region != regions[0]) for region in regions]
    for index, case in group.items():
        name = case_name(index)
        # Relative, because Terraform copies a module given by an absolute path, and its `../` neighbours are lost.
        lines = [f"  source = {json.dumps(os.path.relpath(case.module.resolve(), folder))}"]
        lines += [f"  {argument} = var.cases.{name}[{json.dumps(argument)}]" for argument in case.inputs]
        if case.region != regions[0] and uses_aws(case.module):
            lines.append(f"  providers = {{ aws = aws.{case.region} }}")
        blocks.append(f'module "{name}" {{\n' + "\n".join(lines) + "\n}")
        blocks.append(f'output "{name}" {{\n  value     = module.{name}\n  sensitive = true\n}}')
    return "\n\n".join(blocks) + "\n"


def _provider(region: str, *, alias: bool) -> str:
    # The provider's own default of 25 retries makes an emulator's failure look like a hang; only this setting helps.
    lines = [f'  alias       = "{region}"'] * alias + [f'  region      = "{region}"', "  max_retries = 2"]
    return 'provider "aws" {\n' + "\n".join(lines) + "\n}"
