"""The plan JSON of `terraform show -json`, typed.

A planned value is a plain Python value, or one of three marks that never mix with values or with each other:
UNKNOWN (settled only at apply), ABSENT (null: not set) and SENSITIVE (known, and never shown).
Source: https://developer.hashicorp.com/terraform/internals/json-format
"""

from __future__ import annotations

import difflib
import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tieline.terraform.diagnostics import Diagnostic

Json = dict[str, Any]


class Mark(enum.Enum):
    """What stands in the place of a value that cannot, or must not, be shown."""

    UNKNOWN = "unknown"
    ABSENT = "absent"
    SENSITIVE = "sensitive"

    def __repr__(self) -> str:
        return self.name


UNKNOWN, ABSENT, SENSITIVE = Mark.UNKNOWN, Mark.ABSENT, Mark.SENSITIVE


def marked(after: Any, unknown: Any = False, sensitive: Any = False) -> Any:
    """`after` with the marks of its two shadow trees put in; unknown wins over sensitive, absent over both trees."""
    if unknown is True:
        return UNKNOWN
    if isinstance(after, dict) or (after is None and isinstance(unknown, dict) and unknown):
        if sensitive is True:
            return SENSITIVE
        return _marked_object(after or {}, unknown, sensitive)
    if after is None and not (isinstance(unknown, list) and unknown):
        return ABSENT
    if sensitive is True:
        return SENSITIVE
    if isinstance(after, list) or isinstance(unknown, list):
        return _marked_list(after or [], unknown, sensitive)
    return after


def _marked_object(after: Json, unknown: Any, sensitive: Any) -> Json:
    unknown = unknown if isinstance(unknown, dict) else {}
    sensitive = sensitive if isinstance(sensitive, dict) else {}
    names = list(after) + [name for name in unknown if name not in after and unknown[name]]
    return {name: marked(after.get(name), unknown.get(name, False), sensitive.get(name, False)) for name in names}


def _marked_list(after: list[Any], unknown: Any, sensitive: Any) -> list[Any]:
    def at(tree: Any, index: int) -> Any:
        return tree[index] if isinstance(tree, list) and index < len(tree) else False

    length = max(len(after), len(unknown) if isinstance(unknown, list) else 0)
    return [marked(after[i] if i < len(after) else None, at(unknown, i), at(sensitive, i)) for i in range(length)]


def nearest(name: str, known: Iterator[str] | list[str]) -> str:
    """A hint that names the nearest of `known`, or nothing when none is near."""
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"; the nearest is {close[0]}" if close else ""


@dataclass(frozen=True)
class Resource:
    """One instance of a resource or data source as the plan has it."""

    address: str
    module: str
    mode: str
    type: str
    name: str
    key: str | int | None
    actions: tuple[str, ...]
    values: Mapping[str, Any]

    def __getitem__(self, attribute: str) -> Any:
        """A planned value or its mark.

        Raises:
            KeyError: the resource's type has no such attribute.
        """
        if attribute not in self.values:
            raise KeyError(f"{self.type} has no attribute {attribute}{nearest(attribute, list(self.values))}")
        return self.values[attribute]

    def known(self) -> dict[str, Any]:
        """The attributes that are neither absent nor unknown."""
        return {k: v for k, v in self.values.items() if v is not ABSENT and v is not UNKNOWN}


@dataclass(frozen=True)
class Plan:
    """What Terraform would do: resource instances by address, outputs by name, and warnings on the way."""

    resources: Mapping[str, Resource]
    outputs: Mapping[str, Any] = field(default_factory=dict)
    warnings: tuple[Diagnostic, ...] = ()
    references: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)
    """What the arguments of each resource block and module call refer to, as the configuration writes it.

    Keyed by address without instance keys (`module.vpn.aws_vpn_connection.this`), then by argument. It says what an
    unknown value will come from.
    """

    def __getitem__(self, address: str) -> Resource:
        """The instance at an address.

        Raises:
            KeyError: nothing is planned there; the message names the nearest address.
        """
        if address not in self.resources:
            raise KeyError(f"nothing is planned at {address}{nearest(address, list(self.resources))}")
        return self.resources[address]

    def __contains__(self, address: str) -> bool:
        return address in self.resources

    def of_type(self, resource_type: str) -> list[Resource]:
        """All managed instances of a type, in the order of their addresses."""
        return [r for r in self.resources.values() if r.type == resource_type and r.mode == "managed"]

    def managed(self) -> list[Resource]:
        """All managed instances, in the order of their addresses."""
        return [r for r in self.resources.values() if r.mode == "managed"]


def strip_prefix(address: str, module: str) -> str:
    """`address` as it reads inside `module` ("" is the root)."""
    return address.removeprefix(f"{module}.") if module else address


def read_resource(change: Json, inside: str = "") -> Resource:
    """One entry of `resource_changes`, with its address as it reads inside the module `inside`."""
    diff = change["change"]
    values = marked(diff.get("after") or {}, diff.get("after_unknown") or {}, diff.get("after_sensitive") or {})
    module = change.get("module_address", "")
    return Resource(
        address=strip_prefix(change["address"], inside),
        module="" if module == inside else strip_prefix(module, inside),
        mode=change["mode"],
        type=change["type"],
        name=change["name"],
        key=change.get("index"),
        actions=tuple(diff["actions"]),
        values=values if isinstance(values, dict) else {},
    )


def read_outputs(values: Json, unknown: Any, configuration: Json) -> dict[str, Any]:
    """A module's outputs; those its configuration declares sensitive become the mark."""
    found = {}
    for name, declared in configuration.items():
        inner = unknown if isinstance(unknown, bool) else unknown.get(name, False)
        value = marked(values.get(name), inner)
        hidden = declared.get("sensitive") and value is not ABSENT and value is not UNKNOWN
        found[name] = SENSITIVE if hidden else value
    return found


def read_references(module: Json, inside: str = "") -> dict[str, dict[str, frozenset[str]]]:
    """`Plan.references` of a module, from its part of the plan JSON's `configuration`."""
    found = {}
    for resource in module.get("resources", []):
        found[f"{inside}{resource['address']}"] = _arguments(resource.get("expressions", {}))
    for name, call in module.get("module_calls", {}).items():
        found[f"{inside}module.{name}"] = _arguments(call.get("expressions", {}))
        found |= read_references(call.get("module", {}), f"{inside}module.{name}.")
    return found


def _arguments(expressions: Json) -> dict[str, frozenset[str]]:
    return {argument: frozenset(_references(value)) for argument, value in expressions.items()}


def _references(expression: Any) -> Iterator[str]:
    if isinstance(expression, list):
        for inner in expression:
            yield from _references(inner)
    elif isinstance(expression, dict):
        yield from expression.get("references", [])
        for inner in expression.values():
            yield from _references(inner) if isinstance(inner, dict) else ()
