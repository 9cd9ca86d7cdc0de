"""The edits of a module that its tests must notice: an argument of a resource, data source or module call goes away."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tree_sitter import Node

from tieline.terraform.hcl import Block, read, text
from tieline.terraform.plan import ABSENT, Plan, Resource

#: What every block of a kind may hold beside its arguments: it steers Terraform, and nothing of it is in a plan.
META = {
    "resource": {"count", "for_each", "depends_on", "provider", "lifecycle"},
    "data": {"count", "for_each", "depends_on", "provider", "lifecycle"},
    "module": {"count", "for_each", "depends_on", "providers", "source", "version"},
}


@dataclass(frozen=True)
class Mutation:
    """A stretch of a module's source that goes away.

    Attributes:
        module: the module's folder name.
        file: the file's name in it.
        line: where the stretch starts, from 1.
        block: the kind, type and name of the top-level block it is in.
        path: the argument, below the nested blocks that hold it.
        start: the stretch's first byte in the file.
        end: the byte after its last.
    """

    module: str
    file: str
    line: int
    block: tuple[str, ...]
    path: tuple[str, ...]
    start: int
    end: int

    def __str__(self) -> str:
        address = self.block[1:] if self.block[0] == "resource" else self.block
        return f"{self.module}/{self.file}:{self.line}: {'.'.join(address + self.path)}"

    def apply(self, modules: Path, copy: Path) -> None:
        """Makes `copy` of all modules, for they call each other, with this edit in it."""
        shutil.copytree(modules, copy, ignore=shutil.ignore_patterns(".terraform*", "*.md"))
        file = copy / self.module / self.file
        source = file.read_bytes()
        file.write_bytes(source[: self.start] + source[self.end :])

    def instances(self, plan: Plan) -> list[Resource]:
        """What a plan has of the block, when it is a resource."""
        return [r for r in plan.managed() if self.block == ("resource", r.type, r.name)]

    def shows_in(self, plan: Plan) -> bool:
        """Whether it can change this plan: taking away what is null in every instance changes nothing."""
        if self.block[0] != "resource":
            return True
        return any(_is_set(r.values, self.path) for r in self.instances(plan))


def _is_set(values: Any, path: tuple[str, ...]) -> bool:
    if not path or not isinstance(values, dict | list):
        return values is not ABSENT
    if isinstance(values, list):
        return any(_is_set(element, path) for element in values)
    return _is_set(values.get(path[0], ABSENT), path[1:])


def arguments(folder: Path) -> Iterator[Mutation]:
    """Every argument of a module's resources, data sources and module calls, in the order of files and lines.

    Less what a call has to give to a module beside this one: without that Terraform gets nowhere, in any module.
    """
    for block in read(folder):
        labels = tuple(block.labels)
        if labels[0] in META:
            given = required(folder / str(block.value("source"))) if labels[0] == "module" else []
            for path, node in _arguments(block, META[labels[0]].union(given)):
                line = node.start_point[0] + 1
                yield Mutation(folder.name, block.file.name, line, labels, path, node.start_byte, node.end_byte)


def _arguments(block: Block, meta: set[str]) -> Iterator[tuple[tuple[str, ...], Node]]:
    """The path and source of each argument in a block and the blocks nested in it."""
    for node in block.children("attribute"):
        name = text(node.named_children[0])
        if name not in meta:
            yield (name,), node
    for inner in (Block(block.file, node) for node in block.children("block")):
        if inner.labels[0] not in meta:
            yield from (((inner.labels[0], *path), node) for path, node in _arguments(inner, set()))


@cache
def calls(folder: Path) -> frozenset[str]:
    """The names of a module and of all that it calls beside it, directly or not."""
    sources = (str(block.value("source")) for block in read(folder) if block.labels[0] == "module")
    beside = {source.removeprefix("../") for source in sources if source.startswith("../")}
    return frozenset({folder.name}).union(*(calls(folder.parent / name) for name in beside))


def required(folder: Path) -> list[str]:
    """The names of a module's variables without a default."""
    variables = [block for block in read(folder) if block.labels[0] == "variable"]
    return [block.labels[1] for block in variables if "default" not in block.attributes()]
