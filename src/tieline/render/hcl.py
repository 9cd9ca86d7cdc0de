"""Values written as HCL the way `terraform fmt` would leave them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_KEYWORDS = {"for", "null", "true", "false"}
"""As the first word of an object, or as its key, these mean something else."""
_INLINE = 80
"""Up to this width an object without objects in it stays on one line."""


class Expression(str):
    """Text that is HCL already, such as `var.preshared_keys`."""

    __slots__ = ()


def attributes(values: Mapping[str, Any], indent: int = 0) -> str:
    """`name = value` lines, aligned as `terraform fmt` aligns them: runs of single-line values share a column."""
    pad = " " * indent
    entries = [(_key(name), expression(value, indent)) for name, value in values.items()]
    lines: list[str] = []
    run: list[tuple[str, str]] = []

    def flush() -> None:
        width = max((len(key) for key, _ in run), default=0)
        lines.extend(f"{pad}{key.ljust(width)} = {text}" for key, text in run)
        run.clear()

    for key, text in entries:
        if "\n" in text:
            flush()
            lines.append(f"{pad}{key} = {text}")
        else:
            run.append((key, text))
    flush()
    return "\n".join(lines)


def expression(value: Any, indent: int = 0) -> str:
    """A value as an HCL expression; its further lines are indented by `indent` spaces."""
    if isinstance(value, Expression):
        return str(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, Mapping):
        return _object(value, indent)
    return _list(list(value), indent)


def _object(value: Mapping[str, Any], indent: int) -> str:
    if not value:
        return "{}"
    if not any(isinstance(inner, Mapping) and inner for inner in value.values()):
        inline = "{ " + ", ".join(f"{_key(k)} = {expression(v)}" for k, v in value.items()) + " }"
        if "\n" not in inline and len(inline) <= _INLINE:
            return inline
    return "{\n" + attributes(value, indent + 2) + "\n" + " " * indent + "}"


def _list(items: list[Any], indent: int) -> str:
    inline = "[" + ", ".join(expression(item, indent) for item in items) + "]"
    if len(inline) <= _INLINE or not items:
        return inline
    pad = " " * (indent + 2)
    return "[\n" + "".join(f"{pad}{expression(item, indent + 2)},\n" for item in items) + " " * indent + "]"


def _key(name: str) -> str:
    return name if _IDENTIFIER.fullmatch(name) and name not in _KEYWORDS else quoted(name)


def quoted(text: str) -> str:
    """A string literal; templates and control characters in it are inert."""
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    out = "".join(
        escapes.get(c) or (c if c.isprintable() else f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\U{ord(c):08x}")
        for c in text
    )
    return '"' + out.replace("${", "$${").replace("%{", "%%{") + '"'
