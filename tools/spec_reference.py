"""Writes docs/spec/<pattern>.md, the reference of each pattern's spec, or `--check`s them.

A page has a sample, all keys, and the rules that span keys. The tables come from the models at run time, by way of
their JSON Schema.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spec_rules import RULES
from tables import cell, code, section
from tieline.spec.loading import PATTERNS
from tieline.spec.schema import schema

SAMPLES = Path(__file__).with_name("samples")
PAGES = Path(__file__).resolve().parents[1] / "docs" / "spec"
TOP = "Top level"
COLUMNS = ["Key", "Type", "Default", "Meaning"]

#: How the entries below a key are named, where not simply <name>.
ENTRIES = {
    "inside_cidrs": "<device>",
    "inside_ipv6_cidrs": "<device>",
    "macsec_keys": "<connection>[/<key>]",
    "overrides": "<device>[/<connection>[/<tunnel>]]",
}
SIMPLE = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false"}
PLURAL = {"whole number": "whole numbers", "number": "numbers"}


def _introduction(pattern: str) -> str:
    others = ", ".join(f"[{other}]({other}.md)" for other in PATTERNS if other != pattern)
    return f"""\
# Specs of the pattern {pattern}

A spec is one YAML or JSON file. Unknown keys are errors. Only keys marked **needed** must be written. A spec never
holds a secret. `tieline validate SPEC` tells every problem at its line.

Other patterns: {others}.

<!-- Written by tools/spec_reference.py from the models, tools/samples and tools/spec_rules.py: run make docs. -->
"""


@dataclass(frozen=True)
class Part:
    """A table: where its keys stand in a spec, and their schemas."""

    path: str
    keys: Mapping[str, Any]
    needed: frozenset[str]
    inherits: Mapping[str, Any]
    """The keys of the part around it: what an override leaves out comes from there."""


class Reference:
    """All tables of a JSON Schema, in the order of a spec."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document

    def sections(self) -> Iterator[str]:
        """A heading and a table for each part."""
        for part in self._parts(self._document, ""):
            rows = [self._row(part, key) for key in part.keys]
            yield section(f"`{part.path}`" if part.path else TOP, COLUMNS, rows)

    def _parts(self, model: Mapping[str, Any], path: str, around: Mapping[str, Any] | None = None) -> Iterator[Part]:
        keys = model["properties"]
        yield Part(path, keys, frozenset(model.get("required", ())), around or {})
        for key, value in keys.items():
            if inner := self._model(value):
                yield from self._parts(inner, _path(path, key, value), keys)

    def _model(self, value: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The model that a key, or each entry below it, holds, if it holds one."""
        for option in value.get("anyOf", [value]):
            named = option.get("additionalProperties", option).get("$ref")
            if named:
                inner: Mapping[str, Any] = self._document["$defs"][named.rpartition("/")[2]]
                return inner
        return None

    def _row(self, part: Part, key: str) -> list[str]:
        value = part.keys[key]
        inherited = "description" not in value and key in part.inherits
        described = part.inherits[key] if inherited else value
        return [
            code(key),
            cell(self._words(value, part.path, key)),
            _default(value, key in part.needed, inherited),
            _meaning(described if "description" in described else self._model(described) or {}),
        ]

    def _words(self, value: Mapping[str, Any], path: str, key: str) -> str:
        """The type of a value in words."""
        if options := value.get("anyOf"):
            return " or ".join(self._words(o, path, key) for o in options if o.get("type") != "null")
        if "const" in value:
            return code(_yaml(value["const"]))
        if "enum" in value:
            return "one of " + ", ".join(code(_yaml(choice)) for choice in value["enum"])
        if "$ref" in value:
            name = _path(path, key, value)
            return f"the keys of [`{name}`](#{_anchor(name)})"
        if isinstance(entry := value.get("additionalProperties"), Mapping):
            each = f"for each `{_entry(key)}`: "
            if "$ref" in entry:
                name = _path(path, key, value)
                return f"{each}the keys of [`{name}`](#{_anchor(name)})"
            return each + self._words(entry, path, key)
        if value["type"] == "array":
            most = f" (at most {value['maxItems']})" if "maxItems" in value else ""
            items = self._words(value["items"], path, key)
            return f"list{most} of {re.sub('^one of', 'any of', PLURAL.get(items, items))}"
        most = f" of at most {value['maxLength']} characters" if "maxLength" in value else ""
        return SIMPLE[value["type"]] + most


def _entry(key: str) -> str:
    return ENTRIES.get(key, "<name>")


def _path(path: str, key: str, value: Mapping[str, Any]) -> str:
    """Where the model below a key stands."""
    parts = [path, key, _entry(key) if "additionalProperties" in value else ""]
    return ".".join(part for part in parts if part)


def _anchor(heading: str) -> str:
    """A heading's anchor as GitHub makes it."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def _yaml(value: Any) -> str:
    """A default as one writes it in a spec."""
    match value:
        case bool():
            return str(value).lower()
        case list():
            return f"[{', '.join(map(_yaml, value))}]"
        case _:
            return str(value)


def _default(value: Mapping[str, Any], needed: bool, inherited: bool) -> str:
    if needed:
        return "**needed**"
    if "$ref" in value:
        return "those of its keys"
    if value["default"] is None:
        return "inherited" if inherited else "not set"
    return code(_yaml(value["default"]))


def _meaning(value: Mapping[str, Any]) -> str:
    text = " ".join(value["description"].split())
    if value.get("intent"):
        text = f"{text} No input of the module."
    # In plain text, Markdown would take <name> for HTML and drop it.
    return cell(re.sub(r"[^\s`]*<[^\s`]+>", r"`\g<0>`", text))


def document(pattern: str) -> str:
    """The whole page of a pattern."""
    sample = (SAMPLES / f"{pattern}.yaml").read_text(encoding="utf-8")
    parts = [_introduction(pattern), f"## A sample\n\n```yaml\n{sample}```\n"]
    parts += [f"{text}\n" for text in Reference(schema(pattern)).sections()]
    rules = "\n".join(f"- {rule}" for rule in RULES[pattern])
    return "\n".join([*parts, f"## Rules that span keys\n\n{rules}\n"])


def main() -> int:
    """Writes or checks; 1 when a page was stale."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--check", action="store_true", help="write nothing, say which pages are stale")
    arguments.add_argument("--folder", type=Path, default=PAGES, help="where the pages are; by default docs/spec")
    options = arguments.parse_args()
    stale = 0
    for pattern in PATTERNS:
        file, text = options.folder / f"{pattern}.md", document(pattern)
        if file.is_file() and file.read_text(encoding="utf-8") == text:
            continue
        if options.check:
            print(f"{file}: is stale; run python tools/spec_reference.py", file=sys.stderr)
            stale = 1
        else:
            _write(file, text)
            print(f"wrote {file}")
    return stale


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, delete=False) as new:
        new.write(text)
    Path(new.name).chmod(0o644)
    Path(new.name).replace(file)


if __name__ == "__main__":
    sys.exit(main())
