"""The generated root module of a batch: its module calls, and the values of all cases in one variable.

Cases that differ only in their values share a module call with `for_each`: Terraform builds and walks its graph once
for all of them, which halves the time of a large batch. The price: what fails for one of them ends the work on all.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tieline.terraform.case import Case
from tieline.terraform.sources import aliases, has_providers, may_share, uses_aws

VALUES = "cases.auto.tfvars.json"
NEVER_APPLIED = "never_applied.tf"
_NEVER_APPLIED = """output "never_applied" {
  value = var.cases["never applied"]
}
"""


@dataclass(frozen=True)
class Place:
    """Where a case stands in a generated root: a module call, and its key there if others share the call."""

    call: str
    key: str | None = None

    @property
    def address(self) -> str:
        """The address of the case's module instance."""
        return f"module.{self.call}" + (f'["{self.key}"]' if self.key else "")


def case_name(index: int) -> str:
    """What the generated root calls a case."""
    return f"case_{index}"


Calls = Mapping[str, Sequence[int]]
"""Module calls by name, each with its cases. Of one with several in it the name stays, also with one of them alone."""
_SHARED = "cases_"


def module_calls(cases: Mapping[int, Case]) -> dict[str, list[int]]:
    """The module calls of a root with these cases."""
    shareable = {module: may_share(module) for module in {case.module for case in cases.values()}}
    alike: dict[object, list[int]] = {}
    for index, case in cases.items():
        share = shareable[case.module] and not case.alone
        given = (case.module, case.region, frozenset(case.regions.items()), frozenset(case.inputs))
        alike.setdefault(given if share else index, []).append(index)
    return {case_name(first) if not more else f"{_SHARED}{first}": [first, *more] for first, *more in alike.values()}


def write_root(folder: Path, cases: Mapping[int, Case], calls: Calls | None = None) -> dict[int, Place]:
    """Writes the root module of these cases, and its values, into a folder; returns where each case stands."""
    calls = module_calls(cases) if calls is None else calls
    (folder / "main.tf").write_text(_root(folder, cases, calls), encoding="utf-8")
    values = {call: {case_name(index): cases[index].inputs for index in indexes} for call, indexes in calls.items()}
    (folder / VALUES).write_text(json.dumps({"cases": values}), encoding="utf-8")
    return {
        index: Place(call, case_name(index) if call.startswith(_SHARED) else None)
        for call, indexes in calls.items()
        for index in indexes
    }


def never_apply(folder: Path) -> None:
    """Has the plan of a root end with an error in the file NEVER_APPLIED, once all is planned.

    After a good plan Terraform builds the graph of its apply too, and looks for cycles between what is destroyed and
    what is made. Where there is nothing yet there are none, and with thousands of resources that takes as long as all
    the rest: it joins everything with everything that it waits for.
    """
    (folder / NEVER_APPLIED).write_text(_NEVER_APPLIED, encoding="utf-8")


def _root(folder: Path, cases: Mapping[int, Case], calls: Calls) -> str:
    # Values come through one variable: literal arguments would end the validate walk at the first bad case.
    blocks = ['variable "cases" {\n  type = any\n}']
    modules = {case.module for case in cases.values()}
    ours = {module: aliases(module) for module in modules if uses_aws(module) and not has_providers(module)}
    regions = sorted(
        {each for case in cases.values() if case.module in ours for each in (case.region, *case.regions.values())}
    )
    blocks += [_provider(region, alias=region != regions[0]) for region in regions]
    for call, indexes in calls.items():
        case = cases[indexes[0]]
        passed = _passed(case, regions[0], ours[case.module]) if case.module in ours else {}
        blocks.append(_call(folder, call, case, passed, shared=call.startswith(_SHARED)))
        blocks.append(f'output "{call}" {{\n  value     = module.{call}\n  sensitive = true\n}}')
    return "\n\n".join(blocks) + "\n"


def _call(folder: Path, call: str, case: Case, passed: Mapping[str, str], *, shared: bool) -> str:
    # Relative, because Terraform copies a module given by an absolute path, and its `../` neighbours are lost.
    lines = [f"  source = {json.dumps(os.path.relpath(case.module.resolve(), folder.resolve()))}"]
    if shared:
        lines.append(f"  for_each = var.cases.{call}")
    values = "each.value" if shared else f"var.cases.{call}.{call}"
    lines += [f"  {argument} = {values}[{json.dumps(argument)}]" for argument in case.inputs]
    if passed:
        pairs = ", ".join(f"{inner} = {outer}" for inner, outer in passed.items())
        lines.append(f"  providers = {{ {pairs} }}")
    return f'module "{call}" {{\n' + "\n".join(lines) + "\n}"


def _passed(case: Case, default: str, wanted: list[str]) -> dict[str, str]:
    """The providers that a module is given: AWS's is that of the case's Region, unless the case says another."""

    def provider(name: str) -> str:
        region = case.regions.get(name, case.region)
        return "aws" if region == default else f"aws.{region}"

    given = {name: provider(name) if name.startswith("aws.") else name.partition(".")[0] for name in wanted}
    return {"aws": provider("aws")} | given if given or case.region != default else {}


def _provider(region: str, *, alias: bool) -> str:
    # The provider's own default of 25 retries makes an emulator's failure look like a hang; only this setting helps.
    lines = [f'  alias       = "{region}"'] * alias + [f'  region      = "{region}"', "  max_retries = 2"]
    return 'provider "aws" {\n' + "\n".join(lines) + "\n}"
