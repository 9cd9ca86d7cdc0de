"""What a plan file knows and the plan JSON does not: each resource's provider, and the type of each dynamic value.

A plan file is a zip; its member `tfplan` is a protocol buffer message, and the values in it are MessagePack. Few
fields and few formats of either are needed, so no library is. Sources: `internal/plans/planproto/planfile.proto` of
Terraform; https://github.com/zclconf/go-cty/blob/main/docs/marshal.md; https://github.com/msgpack/msgpack
"""

from __future__ import annotations

import json
import struct
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tieline.errors import Unavailable

# Fields of the messages Plan, ResourceInstanceChange, Change and DynamicValue.
_RESOURCE_CHANGES, _PROVIDER, _CHANGE, _ADDRESS, _VALUES, _MSGPACK = 3, 8, 9, 13, 2, 1


@dataclass(frozen=True, repr=False)
class Planned:
    """A resource instance in a plan file."""

    provider: str
    """As a state writes it: `provider["registry.terraform.io/hashicorp/aws"].west`."""
    values: Any
    """Its planned values; a dynamic one is a pair whose first item is its type in JSON, as bytes."""


@dataclass(frozen=True)
class Unknown:
    """In the place of a value that is not known yet."""


def read(file: Path) -> Mapping[str, Planned]:
    """The resource instances of a plan file, by address.

    Raises:
        Unavailable: this Terraform writes its plan files in another form.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            message = archive.read("tfplan")
        changes = (dict(_fields(value)) for number, value in _fields(message) if number == _RESOURCE_CHANGES)
        return {change[_ADDRESS].decode(): _planned(change) for change in changes}
    except (ValueError, LookupError, TypeError, AttributeError, struct.error, zipfile.BadZipFile) as error:
        # What could not be read, with all its values, is in the error.
        raise Unavailable(
            f"This Terraform writes its plan files in a form that tieline does not know ({type(error).__name__}), so "
            "no change can be planned without a cloud; take a Terraform that tieline is tested with, such as 1.11."
        ) from None


def dynamic_type(value: Any) -> Any:
    """The type that stands beside a dynamic value; None beside none."""
    return json.loads(value[0]) if isinstance(value, list) and value and isinstance(value[0], bytes) else None


def _planned(change: Mapping[int, Any]) -> Planned:
    values = [value for number, value in _fields(change[_CHANGE]) if number == _VALUES]
    after = next(value for number, value in _fields(values[-1]) if number == _MSGPACK)
    return Planned(change[_PROVIDER].decode(), _Reader(after).value())


def _fields(message: bytes) -> Iterator[tuple[int, Any]]:
    """The fields of a protocol buffer message: their numbers, and their values as integers or bytes."""
    position = 0

    def varint() -> int:
        nonlocal position
        number = shift = 0
        while True:
            byte = message[position]
            position += 1
            number |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return number

    while position < len(message):
        number, wire = divmod(varint(), 8)
        if wire == 0:
            yield number, varint()
            continue
        length = {1: 8, 5: 4}.get(wire) or varint()
        yield number, message[position : position + length]
        position += length


class _Reader:
    """Reads MessagePack; a text is `str`, binary is `bytes`, an extension (cty's mark of the unknown) is `Unknown`."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._position = 0

    def value(self) -> Any:
        """The next value."""
        code = self._take(1)[0]
        if code < 0x80:
            return code
        if code >= 0xE0:
            return code - 0x100
        if code < 0x90:
            return self._map(code & 0x0F)
        if code < 0xA0:
            return self._list(code & 0x0F)
        if code < 0xC0:
            return self._take(code & 0x1F).decode()
        return self._long(code)

    def _long(self, code: int) -> Any:
        if code in _CONSTANTS:
            return _CONSTANTS[code]
        if code in _NUMBERS:
            return self._number(_NUMBERS[code])
        if code in _FIXED_EXTENSIONS:
            return self._extension(_FIXED_EXTENSIONS[code])
        kind, size = _SIZED[code]
        length = self._number(size)
        if kind == "binary":
            return self._take(length)
        if kind == "text":
            return self._take(length).decode()
        if kind == "extension":
            return self._extension(length)
        return self._list(length) if kind == "list" else self._map(length)

    def _take(self, length: int) -> bytes:
        start, self._position = self._position, self._position + length
        return self._data[start : self._position]

    def _number(self, form: str) -> Any:
        return struct.unpack(f">{form}", self._take(struct.calcsize(form)))[0]

    def _list(self, length: int) -> list[Any]:
        return [self.value() for _ in range(length)]

    def _map(self, length: int) -> dict[Any, Any]:
        return {self.value(): self.value() for _ in range(length)}

    def _extension(self, length: int) -> Unknown:
        self._take(1 + length)
        return Unknown()


_CONSTANTS = {0xC0: None, 0xC2: False, 0xC3: True}
_NUMBERS = dict(enumerate("fdBHIQbhiq", 0xCA))
_FIXED_EXTENSIONS = {0xD4: 1, 0xD5: 2, 0xD6: 4, 0xD7: 8, 0xD8: 16}
_SIZED = {
    first + step: (kind, size)
    for kind, first, sizes in (
        ("binary", 0xC4, "BHI"),
        ("extension", 0xC7, "BHI"),
        ("text", 0xD9, "BHI"),
        ("list", 0xDC, "HI"),
        ("map", 0xDE, "HI"),
    )
    for step, size in enumerate(sizes)
}
