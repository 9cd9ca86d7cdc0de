"""The generated root module of a batch: one module block a case, and the values of all in one variable."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from tieline.terraform.case import Case
from tieline.terraform.sources import aliases, has_providers, uses_aws


def case_name(index: int) -> str:
    """What the generated root calls the module of a case."""
    return f"case_{index}"


def write_root(folder: Path, cases: Mapping[int, Case]) -> None:
    """Writes the root module of these cases, and its values, into an empty folder."""
    (folder / "main.tf").write_text(_root(folder, cases), encoding="utf-8")
    values = {"cases": {case_name(index): case.inputs for index, case in cases.items()}}
    (folder / "cases.auto.tfvars.json").write_text(json.dumps(values), encoding="utf-8")


def _root(folder: Path, cases: Mapping[int, Case]) -> str:
    # Values come through one variable: literal arguments would end the validate walk at the first bad case.
    blocks = ['variable "cases" {\n  type = any\n}']
    modules = {case.module for case in cases.values()}
    ours = {module: aliases(module) for module in modules if uses_aws(module) and not has_providers(module)}
    regions = sorted({case.region for case in cases.values() if case.module in ours})
    blocks += [_provider(region, alias=region != regions[0]) for region in regions]
    for index, case in cases.items():
        name = case_name(index)
        # Relative, because Terraform copies a module given by an absolute path, and its `../` neighbours are lost.
        lines = [f"  source = {json.dumps(os.path.relpath(case.module.resolve(), folder.resolve()))}"]
        lines += [f"  {argument} = var.cases.{name}[{json.dumps(argument)}]" for argument in case.inputs]
        passed = _passed(case.region == regions[0], case.region, ours[case.module]) if case.module in ours else {}
        if passed:
            pairs = ", ".join(f"{inner} = {outer}" for inner, outer in passed.items())
            lines.append(f"  providers = {{ {pairs} }}")
        blocks.append(f'module "{name}" {{\n' + "\n".join(lines) + "\n}")
        blocks.append(f'output "{name}" {{\n  value     = module.{name}\n  sensitive = true\n}}')
    return "\n\n".join(blocks) + "\n"


def _passed(default: bool, region: str, wanted: list[str]) -> dict[str, str]:
    """The providers that a module is given: AWS's is that of the case's Region, under each name the module asks for."""
    provider = "aws" if default else f"aws.{region}"
    given = {name: provider if name.startswith("aws.") else name.partition(".")[0] for name in wanted}
    return {"aws": provider} | given if given or not default else {}


def _provider(region: str, *, alias: bool) -> str:
    # The provider's own default of 25 retries makes an emulator's failure look like a hang; only this setting helps.
    lines = [f'  alias       = "{region}"'] * alias + [f'  region      = "{region}"', "  max_retries = 2"]
    return 'provider "aws" {\n' + "\n".join(lines) + "\n}"
