"""What there is to cover in a module, read from its source, and what its comments say cannot be had."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tree_sitter import Node

from tieline.errors import InvalidInput
from tieline.terraform import hcl
from tieline.testing.coverage.shapes import NO_DEFAULT, Leaf, Shape, paths, read_default, read_shape

SET = ("set",)
NUMBERS = ("none", "one", "many")
"""How many instances of a block one instance of its module has."""
RULE = ("passes", "refuses")
CHECK = ("passes", "warns")


@dataclass(frozen=True)
class Item:
    """Something to cover.

    Attributes:
        kind: "variables", "blocks" or "rules".
        name: what a person calls it.
        subject: what the plan calls it; the rules of one variable or resource share theirs.
        file: where it is written.
        lines: its first and last line there.
        states: what is to be seen of it.
    """

    kind: str
    name: str
    subject: str
    file: Path
    lines: tuple[int, int]
    states: tuple[str, ...]


@dataclass(frozen=True)
class Variable:
    """A variable's shape and default."""

    shape: Shape
    default: Any


@dataclass(frozen=True)
class Call:
    """A call of a local module; `several` where it has count or for_each."""

    folder: Path
    several: bool


@dataclass
class Source:
    """A module, as far as coverage needs it."""

    variables: dict[str, Variable] = field(default_factory=dict)
    calls: dict[str, Call] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    unreadable: str = ""
    """Why it cannot be read; then it has nothing."""


def read_source(folder: Path) -> Source:
    """Reads a module's folder."""
    try:
        blocks = hcl.read(folder)
    except InvalidInput as error:
        return Source(unreadable=str(error))
    source = Source()
    for block in blocks:
        match block.labels:
            case ["variable", name]:
                source.variables[name] = variable = _variable(block)
                source.items += _paths(block, name, variable)
                source.items += _rules(block, "validation", f"var.{name}")
            case ["resource" | "data" as mode, kind, name]:
                address = f"{'data.' * (mode == 'data')}{kind}.{name}"
                states = tuple(number for number in NUMBERS if number in _numbers(block))
                source.items.append(Item("blocks", address, address, block.file, block.lines, states))
                for lifecycle in block.blocks("lifecycle"):
                    source.items += _rules(lifecycle, "precondition", address)
                    source.items += _rules(lifecycle, "postcondition", address)
            case ["output", name]:
                source.items += _rules(block, "precondition", f"output.{name}")
            case ["check", name]:
                address = f"check.{name}"
                source.items.append(Item("rules", address, address, block.file, block.lines, CHECK))
            case ["module", name]:
                source.calls |= _call(block, name, folder)
    return source


def _variable(block: hcl.Block) -> Variable:
    declared = block.attributes()
    shape = read_shape(block.file, declared["type"]) if "type" in declared else Leaf()
    default = read_default(block.file, declared["default"]) if "default" in declared else NO_DEFAULT
    return Variable(shape, default)


def _paths(block: hcl.Block, name: str, variable: Variable) -> Iterator[Item]:
    for path, line in paths(variable.shape, name, block.lines[0]):
        yield Item("variables", path, path, block.file, (line, line), SET)


def _rules(block: hcl.Block, kind: str, subject: str) -> Iterator[Item]:
    for rule in block.blocks(kind):
        yield Item("rules", f"{kind} of {subject}", subject, block.file, rule.lines, RULE)


def _call(block: hcl.Block, name: str, folder: Path) -> dict[str, Call]:
    declared = block.attributes()
    source = read_default(block.file, declared["source"])
    if not isinstance(source, str) or not source.startswith(("./", "../")):
        return {}
    return {name: Call((folder / source).resolve(), bool({"count", "for_each"} & declared.keys()))}


def _numbers(block: hcl.Block) -> set[str]:
    """How many instances the block can have, as far as the source shows it."""
    declared = block.attributes()
    for meta in ("count", "for_each"):
        if meta in declared:
            return _possible(declared[meta])
    return {"one"}


def _possible(node: Node) -> set[str]:
    node = hcl.bare(node)
    function, arguments = hcl.called(node)
    if function in ("toset", "tomap", "tolist") and arguments:
        return _possible(arguments[0])
    match node.type:
        case "conditional":
            _, one, other = hcl.inner(node)
            return _possible(one) | _possible(other)
        case "numeric_lit":
            return {number(int(float(hcl.text(node))))}
        case "tuple" | "object":
            return {number(len(hcl.inner(node)))}
        case _:
            return set(NUMBERS)


def number(count: int) -> str:
    """So many instances, in a word of NUMBERS."""
    return NUMBERS[min(count, 2)]
