"""A plan JSON that is fit to be written to a file: every value Terraform marks sensitive is taken out.

`terraform show -json` prints sensitive values in clear and lays marks beside them. A provider that copies a value into
a computed attribute (`tags` into `tags_all`) loses the mark, so a marked text is taken out wherever it stands. Source:
https://developer.hashicorp.com/terraform/internals/json-format
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from tieline.terraform.plan import Json

HIDDEN = "(sensitive)"
SHORTEST = 6
"""A marked text shorter than this is taken out only where it is marked: elsewhere it may be any word."""


def redacted(document: Json, hidden: frozenset[str] = frozenset()) -> Json:
    """A copy of a plan's JSON without its sensitive values.

    Root variables go altogether: the plan JSON carries no marks for what is inside them. `hidden` has texts that are
    sensitive besides those that the document marks.
    """
    clean = {key: value for key, value in document.items() if key != "variables"}
    clean["resource_changes"] = [_change(entry) for entry in document.get("resource_changes", [])]
    if "resource_drift" in document:
        clean["resource_drift"] = [_change(entry) for entry in document["resource_drift"]]
    if "output_changes" in document:
        clean["output_changes"] = {k: _diff(v) for k, v in document["output_changes"].items()}
    if "planned_values" in document:
        clean["planned_values"] = _state(document["planned_values"])
    if "prior_state" in document:
        prior = document["prior_state"]
        clean["prior_state"] = prior | {"values": _state(prior.get("values", {}))}
    masked_document: Json = masked(clean, secrets(document) | hidden)
    return masked_document


def secrets(document: Json) -> frozenset[str]:
    """The texts that some resource of the plan, or a data source that it has read, marks sensitive."""
    found: set[str] = set()
    for entry in document.get("resource_changes", []):
        diff = entry["change"]
        for side in ("before", "after"):
            found.update(_marked_texts(diff.get(side), diff.get(f"{side}_sensitive")))
    for resource in _resources(document.get("prior_state", {}).get("values", {}).get("root_module", {})):
        found.update(_marked_texts(resource.get("values"), resource.get("sensitive_values")))
    return frozenset(text for text in found if len(text) >= SHORTEST and text != HIDDEN)


def texts(value: Any) -> frozenset[str]:
    """The texts in a value that is sensitive as a whole, less those that may be any word."""
    return frozenset(text for text in _marked_texts(value, True) if len(text) >= SHORTEST)


def masked(value: Any, hidden: frozenset[str]) -> Any:
    """`value` without the texts in `hidden`, wherever they stand in it, quoted ones too."""
    if not hidden:
        return value
    forms = {form for text in hidden for form in _forms(text)}
    longest_first = sorted(forms, key=len, reverse=True)  # one text may hold another, whose rest would then stay
    return _masked(value, re.compile("|".join(map(re.escape, longest_first))))


def _forms(text: str) -> Iterator[str]:
    """A text, and how it reads inside quotes: in JSON, and in what Go writes, which escapes more."""
    quoted = json.dumps(text, ensure_ascii=False)[1:-1]
    yield from (text, quoted)
    yield re.sub("[<>&]", lambda sign: f"\\u{ord(sign[0]):04x}", quoted)


def _masked(value: Any, hidden: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return hidden.sub(HIDDEN, value)
    if isinstance(value, dict):
        return {key: _masked(inner, hidden) for key, inner in value.items()}
    if isinstance(value, list):
        return [_masked(inner, hidden) for inner in value]
    return value


def _marked_texts(value: Any, marks: Any) -> Iterator[str]:
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        if marks is True:
            yield str(value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _marked_texts(inner, marks if marks is True else (marks or {}).get(key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            mark = marks[index] if isinstance(marks, list) and index < len(marks) else marks is True
            yield from _marked_texts(inner, mark)


def _change(entry: Json) -> Json:
    return entry | {"change": _diff(entry["change"])}


def _diff(diff: Json) -> Json:
    return diff | {
        "before": hide(diff.get("before"), diff.get("before_sensitive")),
        "after": hide(diff.get("after"), diff.get("after_sensitive")),
    }


def _state(values: Json) -> Json:
    clean = dict(values)
    if "outputs" in values:
        clean["outputs"] = {
            name: output | {"value": hide(output.get("value"), output.get("sensitive"))}
            for name, output in values["outputs"].items()
        }
    if "root_module" in values:
        clean["root_module"] = _module(values["root_module"])
    return clean


def _resources(module: Json) -> Iterator[Json]:
    yield from module.get("resources", [])
    for child in module.get("child_modules", []):
        yield from _resources(child)


def _module(module: Json) -> Json:
    clean = dict(module)
    clean["resources"] = [
        resource | {"values": hide(resource.get("values", {}), resource.get("sensitive_values"))}
        for resource in module.get("resources", [])
    ]
    if "child_modules" in module:
        clean["child_modules"] = [_module(child) for child in module["child_modules"]]
    return clean


def hide(value: Any, marks: Any) -> Any:
    """`value` with HIDDEN wherever `marks`, a tree of the same shape, says true."""
    if marks is True:
        return None if value is None else HIDDEN
    if isinstance(value, dict) and isinstance(marks, dict):
        return {key: hide(inner, marks.get(key)) for key, inner in value.items()}
    if isinstance(value, list) and isinstance(marks, list):
        padded = marks + [None] * (len(value) - len(marks))
        return [hide(inner, mark) for inner, mark in zip(value, padded, strict=False)]
    return value
