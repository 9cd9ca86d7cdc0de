"""What a batch's document and diagnostics say of each of its cases: errors, warnings, outputs, plans.

How a failure finds its case is measured, not guessed: `checks[]` of the plan JSON names the instance whose validation
or condition failed; provider errors carry the address; type errors only name the module call.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import Any, Literal

from tieline.terraform.case import Case
from tieline.terraform.diagnostics import CHECK_FAILED, Diagnostic, SourceRange
from tieline.terraform.generated import Place, case_name
from tieline.terraform.plan import Json, Plan, Resource, read_outputs, read_references, read_resource
from tieline.terraform.redact import masked, texts
from tieline.terraform.sources import sensitive_variables

_CASE = re.compile(r'\bmodule\.(?:cases_\d+\[")?(case_\d+)\b')
CRASHES = {"The provider crashed", "Terraform crashed"}
_CRASHED = {"Plugin did not respond", "Request cancelled"}
_MODULE = re.compile(r"\bmodule\.([^.\[]+)")
_KEY = re.compile(r'\[(?:\d+|"(?:[^"\\]|\\.)*")\]')
_CALL = re.compile(r'^module "(cases?_\d+)"$')


def attribute(
    document: Json | None, diagnostics: Iterable[Diagnostic], places: Mapping[int, Place]
) -> tuple[dict[int, list[Diagnostic]], list[Diagnostic]]:
    """Each error with the case it belongs to, and the errors that name none."""
    blamed: dict[int, list[Diagnostic]] = {}
    diagnostics = list(diagnostics)
    checks = _failed_checks(document or {}, diagnostics, "error")
    for index, check in checks:
        blamed.setdefault(index, []).append(check)
    told = {check.detail for _, check in checks}
    orphans = []
    for error in diagnostics:
        if error.severity == "error" and error.detail not in told:
            indexes = _cases_of(error, places)
            for index in indexes:
                blamed.setdefault(index, []).append(inside(error, index))
            if not indexes:
                orphans.append(error)
    return blamed, orphans


def _cases_of(error: Diagnostic, places: Mapping[int, Place]) -> list[int]:
    """The cases an error names: one in its address or its text, or all those of the module call it points at.

    When the provider crashes, it does so for every case that waits for it: their names say nothing.
    """
    if error.summary in _CRASHED:
        return []
    named = _index(_CASE.match(error.address or "") or _CASE.search(error.detail))
    if named in places:
        return [named]
    called = _CALL.match(error.context or "")
    return [index for index, place in places.items() if called and place.call == called[1]]


def _index(match: re.Match[str] | None) -> int:
    return int(match[1].removeprefix("case_")) if match else -1


def _failed_checks(
    document: Json, diagnostics: Iterable[Diagnostic], severity: Literal["warning", "error"]
) -> list[tuple[int, Diagnostic]]:
    """The failed validations and conditions (errors) or `check` blocks (warnings), each with its case.

    The document says what failed and where, the diagnostics which rule it was; they meet in the message. Modules may
    say the same: then it is the rule in the folder of the module that failed.
    """
    rules: dict[str, list[SourceRange]] = {}
    for diagnostic in diagnostics:
        if diagnostic.rule and diagnostic.rule not in rules.setdefault(diagnostic.detail, []):
            rules[diagnostic.detail].append(diagnostic.rule)
    failed = []
    for check in document.get("checks", []):
        kind = check["address"]["kind"]
        if (kind == "check") is not (severity == "warning"):
            continue
        summary = {"var": "Invalid value for variable", "check": CHECK_FAILED}.get(kind, "Condition failed")
        for instance in check.get("instances", []):
            address = instance["address"]["to_display"]
            index = _index(_CASE.match(address))
            for problem in instance.get("problems", []):
                message = problem["message"]
                rule = _nearest_rule(rules.get(message, []), document, address)
                found = Diagnostic(severity, summary, message, address, rule=rule)
                failed.append((index, inside(found, index)))
    return failed


def _nearest_rule(rules: list[SourceRange], document: Json, address: str) -> SourceRange | None:
    if len(rules) < 2:
        return rules[0] if rules else None
    module, folder = document.get("configuration", {}).get("root_module", {}), PurePath()
    for name in _MODULE.findall(_KEY.sub("", address)):
        call = module.get("module_calls", {}).get(name, {})
        module, folder = call.get("module", {}), folder / call.get("source", "")
    own = [part for part in PurePath(os.path.normpath(folder)).parts if part != ".."]
    return next((rule for rule in rules if list(PurePath(rule.filename).parent.parts[-len(own) :]) == own), rules[0])


def inside(error: Diagnostic, index: int) -> Diagnostic:
    """The error as somebody reads it who knows only the module: no trace of the generated root."""
    name = case_name(index)
    prefix = re.compile(rf'\bmodule\.(?:cases_\d+\["{name}"\]|{name})\.')
    crashed = error.summary in _CRASHED
    return replace(
        error,
        summary="The provider crashed" if crashed else error.summary,
        detail=prefix.sub("", f"{error.summary}. {error.detail}" if crashed else error.detail),
        address=prefix.sub("", error.address, count=1) if error.address else None,
    )


def cut(
    document: Json,
    diagnostics: Iterable[Diagnostic],
    outputs: Mapping[int, Mapping[str, Any]],
    wanted: Mapping[int, Place],
) -> dict[int, Plan]:
    """One plan for each wanted case, cut from a batch's document in a single pass."""
    resources: dict[int, list[Resource]] = {index: [] for index in wanted}
    for change in document.get("resource_changes", []):
        index = _index(_CASE.match(change["address"]))
        if index in resources:
            resources[index].append(read_resource(change, wanted[index].address))
    warnings: dict[int, list[Diagnostic]] = {index: [] for index in resources}
    for index, warning in _failed_checks(document, diagnostics, "warning"):
        warnings.setdefault(index, []).append(warning)
    calls = document.get("configuration", {}).get("root_module", {}).get("module_calls", {})
    # The cases of one module share its configuration, and so what is read from it.
    references: dict[str, dict[str, dict[str, frozenset[str]]]] = {}
    plans = {}
    for index, found in resources.items():
        call = calls.get(wanted[index].call, {})
        source = call.get("source", "")
        if source not in references:
            references[source] = read_references(call.get("module", {}))
        addresses = {r.address: r for r in sorted(found, key=lambda r: r.address)}
        plans[index] = Plan(addresses, outputs[index], tuple(warnings[index]), references[source])
    return plans


def sensitive_inputs(cases: Iterable[Case]) -> frozenset[str]:
    """The texts given for variables that modules declare sensitive: a provider that refuses one may quote it.

    A plan that fails early leaves no document to say which these are: the modules' sources do.
    """
    cases = list(cases)
    declared = {module: sensitive_variables(module) for module in {case.module for case in cases}}
    hidden = [value for case in cases for name, value in case.inputs.items() if name in declared[case.module]]
    return frozenset().union(*map(texts, hidden))


def without(error: Diagnostic, hidden: frozenset[str]) -> Diagnostic:
    """The error as it may be shown: without sensitive texts."""
    return replace(error, summary=masked(error.summary, hidden), detail=masked(error.detail, hidden))


def case_outputs(document: Json, cases: Mapping[int, Place], hidden: frozenset[str]) -> dict[int, dict[str, Any]]:
    """Every case's outputs, from the document before it is redacted: the root's own are all sensitive.

    `hidden` has the sensitive texts: a called module may hand on what is sensitive without saying so.
    """
    calls = document.get("configuration", {}).get("root_module", {}).get("module_calls", {})
    changes = document.get("output_changes", {})
    found = {}
    for index, place in cases.items():
        declared = calls.get(place.call, {}).get("module", {}).get("outputs", {})
        change = changes.get(place.call, {})
        values, unknown = (_at(change.get(part) or {}, place.key) for part in ("after", "after_unknown"))
        values = read_outputs(values, unknown, declared)
        found[index] = masked(values, hidden)
    return found


def _at(outputs: Any, key: str | None) -> Any:
    """What a case has of the outputs of its call, or of their marks, which may be one mark for all."""
    return outputs if key is None or isinstance(outputs, bool) else outputs.get(key) or {}
