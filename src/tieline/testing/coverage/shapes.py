"""The shape of a variable, as its type declares it: which paths are in it, and which of them a value sets.

A path names what a person writes, with `*` for any key of a map and `[*]` for any element of a list:
`sites.*.devices.*.connections`. A list or map without objects in it is one path.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tree_sitter import Node

from tieline.errors import InvalidInput
from tieline.terraform import hcl

NO_DEFAULT = object()
"""In the place of the default of what is required."""


@dataclass(frozen=True)
class Leaf:
    """What is covered as a whole: a primitive, `any`, or a collection without objects."""

    is_set: bool = False
    """Whether it is a Terraform set, whose order means nothing."""


@dataclass(frozen=True)
class Each:
    """A collection of something with objects in it; `step` is what stands for its keys in a path."""

    element: Shape
    step: str


@dataclass(frozen=True)
class Attribute:
    """An attribute of an object type."""

    shape: Shape
    default: Any
    line: int


@dataclass(frozen=True)
class Fields:
    """An object, by attributes."""

    attributes: dict[str, Attribute]


Shape = Leaf | Each | Fields

_COLLECTIONS = {"map": ".*", "list": "[*]", "set": "[*]"}


def read_shape(file: Path, node: Node) -> Shape:
    """The shape that a type constraint declares."""
    function, arguments = hcl.called(node)
    if function == "object" and (attributes := hcl.elements(arguments[0])):
        return Fields({name: _attribute(file, declared) for name, declared in attributes.items()})
    if function in _COLLECTIONS:
        element = read_shape(file, arguments[0])
        return Leaf(function == "set") if isinstance(element, Leaf) else Each(element, _COLLECTIONS[function])
    return Leaf()


def _attribute(file: Path, node: Node) -> Attribute:
    function, arguments = hcl.called(node)
    if function != "optional":
        return Attribute(read_shape(file, node), NO_DEFAULT, hcl.line(node))
    default = read_default(file, arguments[1]) if len(arguments) > 1 else None
    return Attribute(read_shape(file, arguments[0]), default, hcl.line(node))


def read_default(file: Path, node: Node) -> Any:
    """A default's value; one that is worked out, which is rare, counts as none."""
    try:
        return hcl.value(file, node)
    except InvalidInput:
        return NO_DEFAULT


def paths(shape: Shape, path: str, line: int) -> Iterator[tuple[str, int]]:
    """Every path of a shape, with the line that declares it."""
    match shape:
        case Leaf():
            yield path, line
        case Each(element, step):
            yield from paths(element, f"{path}{step}", line)
        case Fields(attributes):
            for name, attribute in attributes.items():
                yield from paths(attribute.shape, f"{path}.{name}", attribute.line)


def set_by(shape: Shape, path: str, value: Any, default: Any) -> Iterator[str]:
    """The paths that `value` sets to something other than `default`. Null sets nothing, nor does an empty collection
    where the default is not a full one, nor what is of another type than declared.
    """
    if value is None:
        return
    match shape:
        case Leaf(is_set):
            empty = value in ([], {}) and default in (NO_DEFAULT, None, [], {})
            if not empty and _plain(value, is_set) != _plain(default, is_set):
                yield path
        case Each(element, step):
            items = list(value.items()) if isinstance(value, dict) else [(None, item) for item in _listed(value)]
            for key, item in items:
                yield from set_by(element, f"{path}{step}", item, _inside(default, key, NO_DEFAULT))
        case Fields(attributes):
            for name, attribute in attributes.items() if isinstance(value, dict) else ():
                inner = _inside(default, name, attribute.default)
                yield from set_by(attribute.shape, f"{path}.{name}", value.get(name), inner)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _inside(default: Any, key: Any, otherwise: Any) -> Any:
    """What a default for the whole says of one key of it."""
    return default.get(key, otherwise) if isinstance(default, dict) else otherwise


def _plain(value: Any, is_set: bool = False) -> Any:
    """The value as Terraform compares it once converted to its type: 5 and "5" are one, and so are true and "true"."""
    match value:
        case dict():
            return {key: _plain(inner) for key, inner in value.items()}
        case list() | tuple():
            items = [_plain(inner) for inner in value]
            return sorted(items, key=repr) if is_set else items
        case bool():
            return str(value).lower()
        case float() if value.is_integer():
            return str(int(value))
        case int() | float():
            return str(value)
        case _:
            return value
