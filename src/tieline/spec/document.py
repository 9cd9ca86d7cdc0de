"""YAML (and so JSON) text into plain values, with the position of every key.

PyYAML's C parser is asked for its events and the values are built here, for four reasons: positions come in the
same pass at C speed; YAML 1.2's scalars are wanted (`no` is a word, 1:30 is a word); duplicate keys are errors; and
what an alias expands to, the depth and the size stay bounded whatever the file holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

MAX_VALUES = 200_000
"""Values in one file, aliases expanded: some 10,000 sites."""
MAX_DEPTH = 50

Path = tuple[str | int, ...]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN = "tag:yaml.org,2002:"
_NULLS = {"", "~", "null", "Null", "NULL"}
_TRUE = {"true", "True", "TRUE"}
_FALSE = {"false", "False", "FALSE"}
_DECIMAL = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


@dataclass(frozen=True)
class Position:
    """Where a key or an item starts; both counted from 1."""

    line: int
    column: int


class DocumentError(Exception):
    """The text is no document: what is wrong, and where."""

    def __init__(self, message: str, position: Position, path: Path = ()) -> None:
        super().__init__(message)
        self.message, self.position, self.path = message, position, path


@dataclass
class Document:
    """The values of a document and the position of everything in it, by path."""

    value: Any
    positions: dict[Path, Position]

    def locate(self, path: Path) -> Position:
        """The position of `path`, or of the nearest thing around it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.positions:
                return self.positions[path[:length]]
        return Position(1, 1)


@dataclass
class _Open:
    """A mapping or sequence under construction."""

    value: Any
    path: Path
    anchor: str | None
    inside: int
    key: str | None = None
    expects_key: bool = True


@dataclass(frozen=True)
class _Anchored:
    """A finished value that aliases may repeat; the paths inside it are `_order[start:end]`, `depth` parts too long.

    Only an alias copies them: every anchor around a value would copy it again.
    """

    value: Any
    depth: int
    start: int
    end: int


def parse(text: str) -> Document:
    """Reads one document.

    Raises:
        DocumentError: it is not YAML, or breaks a bound, or holds a duplicate key.
    """
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        position = Position(mark.line + 1, mark.column + 1) if mark else Position(1, 1)
        raise DocumentError(_readable(error, text), position) from None
    except yaml.reader.ReaderError as error:
        character = chr(error.character)
        index = text.index(character)  # of the error itself, libyaml counts bytes and PyYAML's own reader characters
        position = Position(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
        raise DocumentError(f"the character U+{ord(character):04X} is not allowed", position) from None
    return Document(builder.root, builder.positions)


def _readable(error: yaml.MarkedYAMLError, text: str) -> str:
    mark = error.problem_mark
    if error.problem == "found character that cannot start any token" and mark:
        character = text.splitlines()[mark.line][mark.column]
        if character == "\t":
            return "a tab stands where YAML wants spaces; indent with spaces"
        return f"a value cannot start with {character}; put it in quotes"
    return f"this is not YAML: {error.problem or error}" + (f" ({error.context})" if error.context else "")


class _Builder:
    """Turns parser events into values, without recursion."""

    def __init__(self) -> None:
        self.root: Any = None
        self.positions: dict[Path, Position] = {}
        self._order: list[Path] = []
        self._stack: list[_Open] = []
        self._anchors: dict[str, _Anchored] = {}
        self._documents = 0
        self._values = 0

    def take(self, event: Any) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._open(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._close()
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise self._problem(event, "a second document starts here; write one connection a file")

    def _scalar(self, event: Any) -> None:
        if self._stack and isinstance(self._stack[-1].value, dict) and self._stack[-1].expects_key:
            self._take_key(event)
            return
        value = self._read(event)
        path = self._place(event)
        self._put(value)
        if event.anchor:
            self._anchors[event.anchor] = _Anchored(value, len(path), len(self._order), len(self._order))

    def _take_key(self, event: Any) -> None:
        parent = self._stack[-1]
        key = event.value
        if key == "<<" and not event.style:
            raise self._problem(event, "merge keys (<<) are not part of a spec; write the keys out")
        path = (*parent.path, key)
        if key in parent.value:
            first = self.positions[path]
            raise self._problem(event, f"the key stands twice; the first is at line {first.line}", path)
        self._note(path, _position(event))
        parent.value[key] = None
        parent.key, parent.expects_key = key, False

    def _open(self, event: Any) -> None:
        if len(self._stack) >= MAX_DEPTH:
            raise self._problem(event, f"the nesting is deeper than {MAX_DEPTH}")
        parent = self._stack[-1] if self._stack else None
        if parent and isinstance(parent.value, dict) and parent.expects_key:
            raise self._problem(event, "a mapping or a list cannot be a key")
        path = self._place(event)
        value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._put(value)
        self._stack.append(_Open(value, path, event.anchor, len(self._order)))

    def _close(self) -> None:
        done = self._stack.pop()
        if done.anchor:
            self._anchors[done.anchor] = _Anchored(done.value, len(done.path), done.inside, len(self._order))

    def _alias(self, event: Any) -> None:
        parent = self._stack[-1] if self._stack else None
        if parent and isinstance(parent.value, dict) and parent.expects_key:
            raise self._problem(event, "an alias cannot be a key")
        if event.anchor not in self._anchors:
            raise self._problem(event, f"the alias *{event.anchor} has no finished anchor &{event.anchor} above it")
        anchored = self._anchors[event.anchor]
        path = self._place(event, 1 + anchored.end - anchored.start)
        for original in self._order[anchored.start : anchored.end]:
            self._note((*path, *original[anchored.depth :]), self.positions[original])
        self._put(anchored.value)

    def _place(self, event: Any, size: int = 1) -> Path:
        """The path of the value that `event` starts; its position is noted, unless its key's already is."""
        self._values += size
        if self._values > MAX_VALUES:
            raise self._problem(event, f"the file holds more than {MAX_VALUES} values, aliases expanded")
        path: Path = ()
        if self._stack:
            parent = self._stack[-1]
            last = parent.key if isinstance(parent.value, dict) else len(parent.value)
            path = (*parent.path, last if last is not None else "")
        self._note(path, _position(event))
        return path

    def _note(self, path: Path, position: Position) -> None:
        if path not in self.positions:
            self.positions[path] = position
            self._order.append(path)

    def _put(self, value: Any) -> None:
        if not self._stack:
            self.root = value
            return
        parent = self._stack[-1]
        if isinstance(parent.value, dict):
            parent.value[parent.key] = value
            parent.expects_key = True
        else:
            parent.value.append(value)

    def _read(self, event: Any) -> Any:
        """A scalar by YAML 1.2's core schema."""
        text, tag = event.value, event.tag
        if tag and tag not in {"!", _PLAIN + "str"}:
            raise self._problem(event, f"the tag {tag} is not part of a spec; remove it")
        if event.style or tag:
            return text
        if text in _NULLS:
            return None
        if text in _TRUE or text in _FALSE:
            return text in _TRUE
        if len(text) > 40:
            return text
        if _DECIMAL.fullmatch(text):
            return int(text)
        if _OCTAL.fullmatch(text) or _HEXADECIMAL.fullmatch(text):
            return int(text, 0)
        if _FLOAT.fullmatch(text):
            return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
        return text

    def _problem(self, event: Any, message: str, path: Path | None = None) -> DocumentError:
        if path is None and self._stack:
            parent = self._stack[-1]
            path = (*parent.path, parent.key) if parent.key and not parent.expects_key else parent.path
        return DocumentError(message, _position(event), path or ())


def _position(event: Any) -> Position:
    return Position(event.start_mark.line + 1, event.start_mark.column + 1)
