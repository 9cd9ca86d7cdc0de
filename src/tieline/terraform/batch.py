"""Many cases, one plan: each case is a module with its inputs, planned together in one generated root.

Terraform and the provider start once for all of them. How a failure finds its case is measured, not guessed:
`checks[]` of the plan JSON names the instance whose validation or condition failed; provider errors carry the
address; type errors only name the module call. What cannot be attributed so is found by planning the halves.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tieline.localstack.landscape import Landscape, LandscapeConflict, ensure, merge
from tieline.localstack.server import Server
from tieline.terraform.configuration import localstack_environment
from tieline.terraform.diagnostics import Diagnostic, TerraformFailed
from tieline.terraform.plan import Json, Plan, Resource, read_outputs, read_resource, strip_prefix
from tieline.terraform.redact import redacted
from tieline.terraform.runner import Terraform

log = logging.getLogger(__name__)

_CASE = re.compile(r"\bmodule\.(case_\d+)\b")
_CALL = re.compile(r'^module "(case_\d+)"$')


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
    try:
        run = _run(group, server)
    except TerraformFailed as failure:
        if len(group) == 1:
            return {next(iter(group)): Outcome(None, tuple(failure.diagnostics))}
        return _halves(group, server, "it cannot be initialised as a whole")
    blamed, orphans = _attribute(group, run)
    if run.document is None and blamed:
        log.info("planning again without %d of %d cases: they stop the others", len(blamed), len(group))
        rest = {index: case for index, case in group.items() if index not in blamed}
        failed = {index: Outcome(None, tuple(errors)) for index, errors in blamed.items()}
        return failed | (_plan_group(rest, server) if rest else {})
    if orphans and len(group) > 1:
        return _halves(group, server, f"no case can be named for: {orphans[0].summary}")
    if orphans:
        blamed.setdefault(next(iter(group)), []).extend(orphans)
    plans = _slices(run.document, run.diagnostics, group.keys() - blamed.keys())
    clean = redacted(run.document) if run.document else None
    return {
        index: Outcome(None, tuple(blamed[index]))
        if index in blamed
        else Outcome(plans[index], (), clean, f"module.{_name(index)}")
        for index in group
    }


def _halves(group: Group, server: Server, why: str) -> dict[int, Outcome]:
    log.info("planning %d cases in two halves: %s", len(group), why)
    indexes = list(group)
    middle = len(indexes) // 2
    first, second = ({i: group[i] for i in part} for part in (indexes[:middle], indexes[middle:]))
    return _plan_group(first, server) | _plan_group(second, server)


@dataclass(frozen=True)
class _Run:
    diagnostics: list[Diagnostic]
    document: Json | None


def _run(group: Group, server: Server) -> _Run:
    landscape = merge([case.landscape for case in group.values()])
    regions = sorted({case.region for case in group.values()})
    environment = localstack_environment(server.endpoint, landscape.account, regions[0])
    with tempfile.TemporaryDirectory(prefix="tieline-") as folder:
        root = Path(folder).resolve()
        (root / "main.tf").write_text(_root(group, regions, root), encoding="utf-8")
        values = {"cases": {_name(i): case.inputs for i, case in group.items()}}
        (root / "cases.auto.tfvars.json").write_text(json.dumps(values), encoding="utf-8")
        terraform = Terraform(root, environment=environment)
        ensure(server.endpoint, landscape)
        terraform.init()
        planned = terraform.plan()
        if not server.alive():
            raise server.explain_death()
        return _Run(planned.diagnostics, terraform.show(planned.file) if planned.file else None)


def _name(index: int) -> str:
    return f"case_{index}"


def _root(group: Group, regions: Sequence[str], folder: Path) -> str:
    """The generated root module. Values come through one variable: literals would end the validate walk early."""
    blocks = [
        'terraform {\n  required_providers {\n    aws = {\n      source = "hashicorp/aws"\n    }\n  }\n}',
        'variable "cases" {\n  type = any\n}',
    ]
    aliases = {region: f"aws.{region}" for region in regions[1:]}
    for region in regions:
        alias = f'\n  alias  = "{region}"' if region in aliases else ""
        blocks.append(f'provider "aws" {{{alias}\n  region = "{region}"\n}}')
    for index, case in group.items():
        name = _name(index)
        # Relative, because Terraform copies a module given by an absolute path, and its `../` neighbours are lost.
        lines = [f"  source = {json.dumps(os.path.relpath(case.module.resolve(), folder))}"]
        lines += [f"  {argument} = var.cases.{name}[{json.dumps(argument)}]" for argument in case.inputs]
        if case.region in aliases:
            lines.append(f"  providers = {{ aws = {aliases[case.region]} }}")
        blocks.append(f'module "{name}" {{\n' + "\n".join(lines) + "\n}")
        blocks.append(f'output "{name}" {{\n  value     = module.{name}\n  sensitive = true\n}}')
    return "\n\n".join(blocks) + "\n"


def _attribute(group: Group, run: _Run) -> tuple[dict[int, list[Diagnostic]], list[Diagnostic]]:
    """Each error with the case it belongs to, and the errors that name none."""
    blamed: dict[int, list[Diagnostic]] = {}
    orphans: list[Diagnostic] = []
    told = _failed_checks(run.document or {})
    unexplained: list[Diagnostic] = []
    for error in (d for d in run.diagnostics if d.severity == "error"):
        index = _case_of(error)
        if index is None:
            unexplained.append(error)
        elif error not in blamed.setdefault(index, []):
            blamed[index].append(_inside(error, index))
    messages = {check.detail for _, check in told}
    orphans = [error for error in unexplained if _without_origin(error.detail) not in messages]
    for index, check in told:
        known = {_without_origin(error.detail) for error in blamed.get(index, [])}
        if check.detail not in known:
            blamed.setdefault(index, []).append(_inside(check, index))
    return {index: errors for index, errors in blamed.items() if index in group}, orphans


def _case_of(error: Diagnostic) -> int | None:
    """The case an error names: in its address, in the module call it points at, or in its text."""
    named = _CASE.match(error.address or "")
    called = _CALL.match(error.context or "")
    written = _CASE.search(error.detail)
    found = named or called or written
    return int(found[1].removeprefix("case_")) if found else None


def _failed_checks(document: Json) -> list[tuple[int, Diagnostic]]:
    """The failed validations and conditions, each with its case. Failed `check` blocks are warnings, not failures."""
    failed = []
    for check in document.get("checks", []):
        if check["address"]["kind"] == "check":
            continue
        for instance in check.get("instances", []):
            address = instance["address"]["to_display"]
            case = _CASE.match(address)
            for problem in instance.get("problems", []) if case else []:
                index = int(case[1].removeprefix("case_")) if case else 0
                summary = "Invalid value for variable" if check["address"]["kind"] == "var" else "Check failed"
                failed.append((index, Diagnostic("error", summary, problem["message"], address, None, None)))
    return failed


def _without_origin(detail: str) -> str:
    """A validation's message without the note on where the rule stands."""
    return detail.split("\n\nThis was checked by the validation rule at ", maxsplit=1)[0]


def _inside(error: Diagnostic, index: int) -> Diagnostic:
    """The error as somebody reads it who knows only the module: no trace of the generated root."""
    prefix = f"module.{_name(index)}."
    return Diagnostic(
        error.severity,
        error.summary,
        _without_origin(error.detail).replace(prefix, ""),
        strip_prefix(error.address, prefix.removesuffix(".")) if error.address else None,
        error.range,
        error.context,
    )


def _slices(document: Json | None, diagnostics: Iterable[Diagnostic], wanted: Iterable[int]) -> dict[int, Plan]:
    """One plan for each wanted case, cut from the batch's document in a single pass."""
    document = document or {}
    resources: dict[int, list[Resource]] = {index: [] for index in wanted}
    for change in document.get("resource_changes", []):
        case = _CASE.match(change["address"])
        index = int(case[1].removeprefix("case_")) if case else -1
        if index in resources:
            resources[index].append(read_resource(change, f"module.{_name(index)}"))
    warnings: dict[int, list[Diagnostic]] = {index: [] for index in resources}
    for warning in (d for d in diagnostics if d.severity == "warning"):
        number = _case_of(warning)
        if number in warnings:
            warnings[number].append(_inside(warning, number))
    calls = document.get("configuration", {}).get("root_module", {}).get("module_calls", {})
    outputs = document.get("output_changes", {})
    plans = {}
    for index, found in resources.items():
        name = _name(index)
        declared = calls.get(name, {}).get("module", {}).get("outputs", {})
        change = outputs.get(name, {})
        plans[index] = Plan(
            {r.address: r for r in sorted(found, key=lambda r: r.address)},
            read_outputs(change.get("after") or {}, change.get("after_unknown") or {}, declared),
            tuple(warnings[index]),
        )
    return plans
