"""From what a mark says to the case it means."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tieline.spec import Loaded
    from tieline.spec.document import Document
    from tieline.terraform.case import Case

# ruff: noqa: PLC0415 - a session without plans imports none of this

Changes = Mapping[str, Any]

_NAME = re.compile(r"[A-Za-z_][\w-]*")
_RESERVED = {"count", "depends_on", "for_each", "lifecycle", "locals", "providers", "source", "version"}
_STEP = re.compile(r"[^.\[\]]+|\[(\d+)\]")


@dataclass(frozen=True)
class Marked:
    """What a mark asks for: a case, and the spec it is of, if it is of one."""

    case: Case
    loaded: Loaded | None = None


def marked(
    root: Path,
    module_or_spec: str | Path | Mapping[str, Any],
    *,
    changes: Changes | Sequence[Changes] = (),
    inputs: Mapping[str, Any] | None = None,
    vpcs: Mapping[str, Sequence[str]] | None = None,
    region: str | None = None,
) -> Marked:
    """The case of `@pytest.mark.plan(...)`.

    Args:
        root: the folder that paths are seen from.
        module_or_spec: a module's folder, or one of tieline's own by name; a spec file; or a spec itself, as a mapping
            or as YAML text of several lines.
        changes: values to set in the inputs or the spec, by dotted keys such as "sites.hq.cidrs[0]"; ABSENT removes.
        inputs: of a module.
        vpcs: of a module: the VPCs that shall exist, their ranges by their ids.
        region: of a module; eu-north-1 if not said.

    Raises:
        SpecError: the spec is refused.
        UsageError: the mark itself is mistaken.
    """
    from tieline.localstack.landscape import Landscape, Vpc
    from tieline.terraform.case import Case

    document, name = _document(root, module_or_spec)
    if document:
        if given := [
            key for key, value in (("inputs", inputs), ("vpcs", vpcs), ("region", region)) if value is not None
        ]:
            raise pytest.UsageError(f"{name} is a spec, which says {', '.join(given)} itself; use changes={{...}}")
        return _of_spec(document, name, changes)
    folder = _folder(root, name)
    values = changed(_mapping("inputs", inputs), changes, "inputs")
    if wrong := next((key for key in values if not _NAME.fullmatch(key) or key in _RESERVED), None):
        raise pytest.UsageError(f"pytest.mark.plan: inputs: {wrong} is no name that a variable of a module can have")
    try:
        json.dumps(values)
    except (TypeError, ValueError) as error:
        raise pytest.UsageError(f"pytest.mark.plan: the inputs of {name} must be what JSON can hold: {error}") from None
    where = region or "eu-north-1"
    landscape = Landscape(tuple(Vpc(vpc, where, _ranges(vpc, cidrs)) for vpc, cidrs in _mapping("vpcs", vpcs).items()))
    return Marked(Case(folder, values, where, landscape))


def _mapping(what: str, given: Any) -> dict[str, Any]:
    if given is not None and not (isinstance(given, Mapping) and all(isinstance(key, str) for key in given)):
        raise pytest.UsageError(f"pytest.mark.plan: {what}: write a dict with text for its keys")
    return dict(given or {})


def _ranges(vpc: str, given: Any) -> tuple[str, ...]:
    if isinstance(given, str) or not given:
        raise pytest.UsageError(f"pytest.mark.plan: vpcs: {vpc}: {given!r} is no list of ranges")
    try:
        return tuple(str(IPv4Network(each)) for each in given)
    except (TypeError, ValueError) as error:
        raise pytest.UsageError(f"pytest.mark.plan: vpcs: {vpc}: {given!r}: {error}") from None


def _document(root: Path, given: str | Path | Mapping[str, Any]) -> tuple[Document | None, str]:
    """The spec that a mark names or holds, and its name; no spec for a module."""
    from tieline.spec.loading import parsed, read

    if isinstance(given, Mapping):
        return parsed(json.dumps(given), "spec"), "spec"
    if isinstance(given, str) and "\n" in given:
        return parsed(given, "spec"), "spec"
    try:
        is_file = (root / given).is_file()
    except (TypeError, OSError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise pytest.UsageError(f"pytest.mark.plan: {str(given)[:80]!r} is no module and no spec: {why}") from None
    return (read(root / given), str(given)) if is_file else (None, str(given))


def _of_spec(document: Document, name: str, changes: Changes | Sequence[Changes]) -> Marked:
    from dataclasses import replace

    from tieline.spec.loading import check
    from tieline.verify import case

    value = changed(document.value, changes, name)
    loaded = check(replace(document, value=value), name)
    return Marked(case(loaded), loaded)


def _folder(root: Path, name: str) -> Path:
    from tieline.shipped import modules_folder

    for folder in (root / name, modules_folder() / name):
        if folder.is_dir():
            return folder
    raise pytest.UsageError(f"pytest.mark.plan: {name} is neither a module folder nor a spec file (seen from {root})")


def changed(value: Any, changes: Changes | Sequence[Changes], name: str) -> Any:
    """A copy of `value` with values set at dotted keys; what holds the last key must be there already.

    Raises:
        UsageError: a key leads nowhere.
    """
    from tieline.terraform.plan import ABSENT, nearest

    value = copy.deepcopy(value)
    several = changes if isinstance(changes, list | tuple) else [changes]
    for dotted, new in (pair for each in several for pair in _mapping("changes", each).items()):
        steps: list[Any] = [int(step[1]) if step[1] else step[0] for step in _STEP.finditer(dotted)]
        if not steps:
            raise pytest.UsageError(f"changes: {dotted!r} is no key; write it like sites.hq.asn")
        here = value
        for depth, step in enumerate(steps):
            last = depth == len(steps) - 1
            known = range(len(here)) if isinstance(here, list) else here if isinstance(here, Mapping) else ()
            if step not in known and not (
                last and isinstance(here, dict) and isinstance(step, str) and new is not ABSENT
            ):
                hint = nearest(str(step), [str(key) for key in known])
                raise pytest.UsageError(f"changes: {dotted}: {name} has no {_dotted(steps[: depth + 1])}{hint}")
            if not last:
                here = here[step]
            elif new is ABSENT:
                del here[step]
            else:
                here[step] = copy.deepcopy(new)
    return value


def _dotted(steps: Sequence[Any]) -> str:
    return "".join(f"[{s}]" if isinstance(s, int) else f".{s}" for s in steps).removeprefix(".")
