"""A module's reference as terraform-docs writes it: markdown tables, without anchors and escapes, sorted by name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from tieline.terraform.hcl import Block, text


def cell(content: str) -> str:
    """Text for a table: line breaks as <br/>, fenced code as <pre>, pipes escaped outside code."""
    parts = content.split("```")
    for i, part in enumerate(parts):
        if i % 2:
            parts[i] = f"<pre>{part.strip()}</pre>"
        else:
            spans = part.strip().split("`")
            spans[::2] = [span.replace("|", "\\|") for span in spans[::2]]
            parts[i] = "`".join(spans)
    return re.sub(r"(  )?\n", "<br/>", "".join(parts)) or "n/a"


def code(content: str) -> str:
    """Code for a table: in one line, or as a fenced block."""
    return cell(f"```\n{content}\n```" if "\n" in content else f"`{content}`")


def section(title: str, columns: list[str], rows: Iterable[list[str]]) -> str:
    """A heading and a table, or a sentence that there is nothing."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    if not lines:
        return f"## {title}\n\nNo {title.lower()}."
    rule = [":------:" if column == "Required" else "-" * len(column) for column in columns]
    head = [f"| {' | '.join(columns)} |", f"| {' | '.join(rule)} |"]
    return "\n".join([f"## {title}", "", *head, *lines])


def reference(blocks: list[Block]) -> str:
    """Requirements, modules, resources, inputs and outputs of a module."""
    named: dict[str, list[Block]] = {}
    for block in sorted(blocks, key=lambda block: block.labels):
        named.setdefault(block.labels[0], []).append(block)
    versions: list[list[str]] = []
    sources: dict[str, str] = {}
    for settings in named.get("terraform", []):
        if version := settings.value("required_version"):
            versions.append(["terraform", version])
        for required in settings.blocks("required_providers"):
            for name in sorted(required.attributes()):
                versions.append([name, required.element(name, "version") or "n/a"])
                sources[name] = required.element(name, "source") or f"hashicorp/{name}"
    resources = [_resource(block, sources) for kind in ("resource", "data") for block in named.get(kind, [])]
    return "\n\n".join(
        [
            section("Requirements", ["Name", "Version"], versions),
            section(
                "Modules",
                ["Name", "Source", "Version"],
                ([b.labels[1], b.value("source"), b.value("version") or "n/a"] for b in named.get("module", [])),
            ),
            section("Resources", ["Name", "Type"], resources),
            section(
                "Inputs",
                ["Name", "Description", "Type", "Default", "Required"],
                map(_input, named.get("variable", [])),
            ),
            section(
                "Outputs",
                ["Name", "Description"],
                ([b.labels[1], cell(b.value("description") or "")] for b in named.get("output", [])),
            ),
        ]
    )


def _resource(block: Block, sources: dict[str, str]) -> list[str]:
    kind, type_, name = block.labels
    provider, _, rest = type_.partition("_")
    source = sources.get(provider, f"hashicorp/{provider}")
    page = "resources" if kind == "resource" else "data-sources"
    url = f"https://registry.terraform.io/providers/{source}/latest/docs/{page}/{rest}"
    return [f"[{type_}.{name}]({url})", "resource" if kind == "resource" else "data source"]


def _input(block: Block) -> list[str]:
    attributes = block.attributes()
    type_ = text(attributes["type"]) if "type" in attributes else "any"
    optional = "default" in attributes
    default = json.dumps(block.value("default"), indent=2, sort_keys=True, ensure_ascii=False)
    return [
        block.labels[1],
        cell(block.value("description") or ""),
        code(type_),
        code(default) if optional else "n/a",
        "no" if optional else "yes",
    ]
