"""Reads a module's HCL as it is written: blocks, attributes, and the values of literals. Nothing is evaluated.

It needs tree-sitter-hcl, of the extra "pytest".
"""

from __future__ import annotations

import json
import re
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tree_sitter_hcl
from tree_sitter import Language, Node, Parser

from tieline.errors import InvalidInput

_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_WRAPPERS = ("expression", "literal_value", "template_expr", "collection_value", "operation")


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

    @property
    def lines(self) -> tuple[int, int]:
        """Its first and last line, from 1."""
        return line(self.node), self.node.end_point[0] + 1

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
        """The value of an attribute that is a literal; None when it is not there.

        Raises:
            InvalidInput: it is no literal.
        """
        node = self.attributes().get(name)
        return None if node is None else value(self.file, node)

    def element(self, name: str, key: str) -> Any:
        """The value of one key of an attribute that is an object; None when it is not there.

        Raises:
            InvalidInput: it is no literal.
        """
        node = elements(self.attributes()[name]).get(key)
        return None if node is None else value(self.file, node)


def read(folder: Path) -> list[Block]:
    """All top-level blocks of a module, in the order of files and lines.

    Raises:
        InvalidInput: a file is no HCL.
    """
    parser, blocks = Parser(Language(tree_sitter_hcl.language())), []
    for file in sorted(folder.glob("*.tf")):
        root = parser.parse(file.read_bytes()).root_node
        if root.has_error:
            raise InvalidInput(f"{file}: cannot be read as HCL; run terraform fmt to see where.")
        for body in (child for child in root.named_children if child.type == "body"):
            blocks += [Block(file, node) for node in body.named_children if node.type == "block"]
    return blocks


def text(node: Node) -> str:
    """The source of an expression."""
    return (node.text or b"").decode()


def line(node: Node) -> int:
    """The line it starts in, from 1."""
    return node.start_point[0] + 1


def inner(node: Node) -> list[Node]:
    """What a node is made of, without brackets and comments."""
    return [child for child in node.named_children if not child.type.endswith(("_start", "_end", "comment"))]


def bare(node: Node) -> Node:
    """The expression without what the grammar, or a pair of parentheses, wraps around it."""
    while node.type in _WRAPPERS and len(parts := inner(node)) == 1:
        node = parts[0]
    return node


def called(node: Node) -> tuple[str, list[Node]]:
    """The function that an expression calls, and the arguments; "" when it is no call."""
    node = bare(node)
    if node.type != "function_call":
        return "", []
    name, *rest = inner(node)
    return text(name), [argument for arguments in rest for argument in inner(arguments)]


def value(file: Path, node: Node) -> Any:
    """What a literal expression evaluates to.

    Raises:
        InvalidInput: it is no literal.
    """
    node = bare(node)
    source, parts = text(node), inner(node)
    match node.type:
        case "string_lit" | "quoted_template" if all(part.type == "template_literal" for part in parts):
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
            return [value(file, child) for child in parts]
        case "object":
            return {name: value(file, child) for name, child in elements(node).items()}
        case _:
            raise InvalidInput(f"{file}:{line(node)}: {source} is no literal, so its value cannot be read.")


def elements(node: Node) -> dict[str, Node]:
    """The expressions of an object by key; none where the node is no object."""
    node = bare(node)
    if node.type != "object":
        return {}
    return {text(element.named_children[0]).strip('"'): element.named_children[1] for element in inner(node)}
