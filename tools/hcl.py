"""Reads Terraform's HCL as far as documentation needs it: blocks, attributes, and the values of literals."""

from __future__ import annotations

import json
import re
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tree_sitter_hcl
from tree_sitter import Language, Node, Parser

_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}


class Wrong(Exception):
    """What the documentation cannot be made of; the text says where and what to do."""


@dataclass(frozen=True)
class Block:
    """A block of HCL, with the file that it stands in."""

    file: Path
    node: Node

    @property
    def labels(self) -> list[str]:
        """The type, then the labels without quotes."""
        heads = [child for child in self.node.named_children if child.type in ("identifier", "string_lit")]
        return [text(head).strip('"') for head in heads]

    def children(self, kind: str) -> list[Node]:
        """The `attribute`s or `block`s in it."""
        bodies = [child for child in self.node.named_children if child.type == "body"]
        return [child for body in bodies for child in body.named_children if child.type == kind]

    def blocks(self, kind: str) -> list[Block]:
        """The blocks of a type in it."""
        found = [Block(self.file, node) for node in self.children("block")]
        return [block for block in found if block.labels[0] == kind]

    def attributes(self) -> dict[str, Node]:
        """The expressions by name."""
        pairs = (attribute.named_children for attribute in self.children("attribute"))
        return {text(pair[0]): pair[-1] for pair in pairs}

    def value(self, name: str) -> Any:
        """The value of an attribute that is a literal; None when it is not there."""
        node = self.attributes().get(name)
        return None if node is None else _value(self.file, node)

    def element(self, name: str, key: str) -> Any:
        """The value of one key of an attribute that is an object; None when it is not there."""
        node = elements(self.attributes()[name]).get(key)
        return None if node is None else _value(self.file, node)


def text(node: Node) -> str:
    return (node.text or b"").decode()


def read(folder: Path) -> list[Block]:
    """All top-level blocks of a module, in the order of files and lines."""
    parser, blocks = Parser(Language(tree_sitter_hcl.language())), []
    for file in sorted(folder.glob("*.tf")):
        root = parser.parse(file.read_bytes()).root_node
        if root.has_error:
            raise Wrong(f"{file}: cannot be read as HCL; run terraform fmt to see where.")
        for body in (child for child in root.named_children if child.type == "body"):
            blocks += [Block(file, node) for node in body.named_children if node.type == "block"]
    return blocks


def _value(file: Path, node: Node) -> Any:
    """What a literal expression evaluates to."""
    source, inner = text(node), _inner(node)
    match node.type:
        case "string_lit" | "quoted_template" if all(part.type == "template_literal" for part in inner):
            plain = re.sub(r'\\([nrt"\\])', lambda found: _ESCAPES[found[1]], source[1:-1])
            return plain.replace("$${", "${").replace("%%{", "%{")
        case "heredoc_template":
            head, _, rest = source.partition("\n")
            body = rest.rpartition("\n")[0]
            plain = textwrap.dedent(body) if head.startswith("<<-") else body
            return plain.replace("$${", "${").replace("%%{", "%{")
        case "numeric_lit" | "bool_lit" | "null_lit" | "unary_operation":
            return json.loads(source)
        case "tuple":
            return [_value(file, child) for child in inner]
        case "object":
            return {name: _value(file, child) for name, child in elements(node).items()}
        case "expression" | "literal_value" | "template_expr" | "collection_value" | "operation" if len(inner) == 1:
            return _value(file, inner[0])
        case _:
            raise Wrong(f"{file}:{node.start_point[0] + 1}: {source} is no literal, so it cannot be documented.")


def elements(node: Node) -> dict[str, Node]:
    """The expressions of an object by key; none where the node is no object."""
    while node.type in ("expression", "collection_value"):
        node = _inner(node)[0]
    if node.type != "object":
        return {}
    return {text(element.named_children[0]).strip('"'): element.named_children[1] for element in _inner(node)}


def _inner(node: Node) -> list[Node]:
    return [child for child in node.named_children if not child.type.endswith(("_start", "_end", "comment"))]
