"""The state that a first apply would leave, made from the plan alone: planned values, and inventions for the unknown.

References between resources are not in it yet: planning again over it resolves them, and what that plan says is the
next, better state. Source for the form of a state: `internal/states/statefile/version4.go` of Terraform.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tieline.terraform.invention import invent
from tieline.terraform.plan import Json, strip_prefix
from tieline.terraform.plan_file import Planned, dynamic_type
from tieline.terraform.provider_schema import Type, Types

Path = tuple[str | int, ...]


@dataclass(repr=False)
class VirtualState:
    """The resources of one module as a state has them, as they read inside that module; with sensitive values."""

    resources: list[Json] = field(default_factory=list)
    invented: dict[str, dict[Path, Any]] = field(default_factory=dict)
    """By address: what was invented, and where."""


def after_apply(
    document: Json, planned: Mapping[str, Planned], types: Types, module: str, earlier: VirtualState | None = None
) -> VirtualState:
    """The state after applying the part of a plan that is in one module of the root.

    Args:
        document: the plan's JSON, with its sensitive values.
        planned: the same plan's file.
        types: of all resources in it.
        module: such as `module.case_3`.
        earlier: the state the plan started from, for what was invented before.
    """
    state = VirtualState(invented={a: dict(paths) for a, paths in earlier.invented.items()} if earlier else {})
    versions = dict(_schema_versions(document["planned_values"]["root_module"]))
    for change in document.get("resource_changes", []):
        address = change["address"]
        if address in versions and change["mode"] == "managed" and address.startswith(f"{module}."):
            resource, invented = _resource(change, planned[address], types, module, versions[address])
            state.resources.append(resource)
            state.invented.setdefault(strip_prefix(address, module), {}).update(invented)
    return state


def write(states: Mapping[str, VirtualState]) -> Json:
    """A state file of a root: by module, such as `module.case_3`, what is in it."""
    resources = []
    for module, state in states.items():
        for resource in state.resources:
            inside = f"{module}.{resource['module']}" if resource["module"] else module
            resources.append(resource | {"module": inside})
    return {
        "version": 4,
        "terraform_version": "1.9.0",  # the oldest we run with: no Terraform refuses an older one's state
        "serial": 1,
        "lineage": "tieline",
        "outputs": {},
        "resources": resources,
    }


def _schema_versions(module: Json) -> Iterator[tuple[str, int]]:
    for resource in module.get("resources", []):
        yield resource["address"], resource["schema_version"]
    for child in module.get("child_modules", []):
        yield from _schema_versions(child)


def _resource(change: Json, planned: Planned, types: Types, module: str, version: int) -> tuple[Json, dict[Path, Any]]:
    diff = change["change"]
    seed = strip_prefix(change["address"], module)
    filler = _Filler(change["type"], seed)
    wanted = types[change["provider_name"]][change["type"]]
    attributes = filler.fill(wanted, diff["after"], diff["after_unknown"], planned.values, ())
    if change["type"] == "terraform_data":  # its output is its input, and no invention
        attributes["output"] = attributes["input"]
        filler.invented = {path: value for path, value in filler.invented.items() if path[0] != "output"}
    inside = change.get("module_address", "")
    instance: Json = {
        "schema_version": version,
        "attributes": attributes,
        "sensitive_attributes": _sensitive(wanted, diff["after_sensitive"], planned.values),
    }
    if "index" in change:
        instance["index_key"] = change["index"]
    resource = {
        "module": "" if inside == module else strip_prefix(inside, module),
        "mode": "managed",
        "type": change["type"],
        "name": change["name"],
        "provider": _root_provider(planned.provider),
        "instances": [instance],
    }
    return resource, filler.invented


def _root_provider(address: str) -> str:
    """The provider's default configuration where it is one of the root's: that is there in whatever else is planned."""
    return address[: address.index("]") + 1] if address.startswith("provider[") else address


class _Filler:
    """Puts inventions in the place of unknown values, and dynamic values beside their types."""

    def __init__(self, resource: str, seed: str) -> None:
        self._resource, self._seed = resource, seed
        self.invented: dict[Path, Any] = {}

    def fill(self, wanted: Type, after: Any, unknown: Any, raw: Any, path: Path) -> Any:
        if wanted == "dynamic":
            kind = dynamic_type(raw)
            if kind is None and after is None and unknown is not True:
                return None
            kind = kind or "string"
            inner = raw[1] if isinstance(raw, list) else None
            return {"value": self.fill(kind, after, unknown, inner, path), "type": kind}
        if unknown is True:
            self.invented[path] = invent(wanted, self._resource, path, self._seed)
            return self.invented[path]
        if not isinstance(wanted, list) or (after is None and not unknown):
            return after
        parts = list(_parts(wanted, after, unknown, raw))
        filled = {step: self.fill(each, value, mark, inner, (*path, step)) for step, each, value, mark, inner in parts}
        return filled if wanted[0] in {"object", "map"} else list(filled.values())


def _parts(wanted: Type, after: Any, unknown: Any, raw: Any) -> Iterator[tuple[str | int, Type, Any, Any, Any]]:
    """What a value consists of: for each part its step, type, value, mark of the unknown, and form in the plan file."""
    kind, inner = wanted
    if kind in {"object", "map"}:
        after, unknown, raw = after or {}, unknown or {}, raw if isinstance(raw, dict) else {}
        names = inner if kind == "object" else [*after, *(name for name in unknown if name not in after)]
        for name in names:
            each = inner[name] if kind == "object" else inner
            yield name, each, after.get(name), unknown.get(name, False), raw.get(name)
        return
    after, unknown, raw = after or [], unknown or [], raw if isinstance(raw, list) else []
    for index in range(max(len(after), len(unknown))):
        each = inner[index] if kind == "tuple" else inner
        yield index, each, _at(after, index), _at(unknown, index), _at(raw, index)


def _at(items: list[Any], index: int) -> Any:
    return items[index] if index < len(items) else None


def _sensitive(wanted: Type, marks: Any, raw: Any) -> list[list[Json]]:
    """The paths of what a tree of marks says is sensitive; a set has no paths inside it, and is so as a whole."""
    if wanted == "dynamic":
        wanted, raw = dynamic_type(raw), raw[1] if isinstance(raw, list) else None
    if marks is True:
        return [[]]
    if not isinstance(wanted, list) or not marks:
        return []
    inside = [
        [_step(wanted[0], step), *path]
        for step, each, mark, _, inner in _parts(wanted, marks, None, raw)
        for path in _sensitive(each, mark, inner)
    ]
    return [[]] if wanted[0] == "set" and inside else inside


def _step(kind: str, step: str | int) -> Json:
    if kind == "object":
        return {"type": "get_attr", "value": step}
    return {"type": "index", "value": {"value": step, "type": "string" if kind == "map" else "number"}}
