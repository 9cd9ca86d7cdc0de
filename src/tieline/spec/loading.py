"""A spec file into a spec, or everything that is wrong with it at once, each problem at its line."""

from __future__ import annotations

import difflib
import re
import stat
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from tieline.errors import InvalidInput
from tieline.spec import wording
from tieline.spec.base import Spec
from tieline.spec.direct_connect import DirectConnect
from tieline.spec.document import Document, DocumentError, Path, Position, parse
from tieline.spec.managed_vpn import ManagedVpn
from tieline.spec.rules import violations
from tieline.spec.transit_gateway_direct_connect import TransitGatewayDirectConnect
from tieline.spec.transit_gateway_vpn import TransitGatewayVpn

MAX_BYTES = 16 * 1024 * 1024

_STDIN = {"-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"}
_ESCAPE = re.compile(r"\\(?:u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})|.)", re.IGNORECASE | re.DOTALL)
"""Any escape of a JSON string; with groups if it is a character written as a surrogate pair."""

STAND_INS: dict[tuple[str, ...], Any] = {
    ("name",): "stand-in",
    ("region",): "us-east-1",
    ("vpcs",): {"stand-in": {"id": "vpc-00000000", "cidrs": ["192.0.2.0/28"]}},
    ("sites", "*", "asn"): 2147483645,
    ("sites", "*", "devices"): {"stand-in": {"ip_address": "203.0.113.254"}},
    ("sites", "*", "devices", "*", "ip_address"): "203.0.113.254",
    ("direct_connect", "gateway"): {"id": "00000000-0000-0000-0000-000000000000", "asn": 4294967294},
    ("direct_connect", "gateway", "id"): "00000000-0000-0000-0000-000000000000",
    ("direct_connect", "gateway", "asn"): 4294967294,
    ("direct_connect", "connections", "*", "id"): "dxcon-00000000",
    ("direct_connect", "hosted_connections", "*", "id"): "dxcon-00000000",
    ("direct_connect", "lags", "*", "id"): "dxlag-00000000",
}
"""What is put in the place of a needed key that is wrong, so that the rest can be checked; it offends no rule."""

WITH = {"amazon_address": "customer_address", "customer_address": "amazon_address", "macsec": "lag"}
"""Keys that are left out with one that is wrong, as they would be wrong without it."""

PATTERNS: dict[str, type[Spec]] = {
    "managed-vpn": ManagedVpn,
    "transit-gateway-vpn": TransitGatewayVpn,
    "direct-connect": DirectConnect,
    "transit-gateway-direct-connect": TransitGatewayDirectConnect,
}
"""The model of each pattern that a spec may name."""


@dataclass(frozen=True)
class Problem:
    """One thing to mend in, or to know about, a spec: reads `file:line:col: key: what, and the mend`."""

    file: str
    position: Position
    key: str
    message: str

    def __str__(self) -> str:
        parts = [f"{self.file}:{self.position.line}:{self.position.column}", self.key, self.message]
        return ": ".join(part for part in parts if part)


class SpecError(InvalidInput):
    """A spec that is refused, with all its problems in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True)
class Loaded:
    """An accepted spec, where it came from, and what is worth knowing about it."""

    spec: Spec
    file: str
    document: Document
    notices: tuple[Problem, ...] = ()

    def problem(self, path: Path, message: str) -> Problem:
        """A problem with this spec, placed at the line of `path`."""
        return Problem(self.file, self.document.locate(path), dotted(path), message)


def dotted(path: Path) -> str:
    """`sites.hq.cidrs[0]` for ("sites", "hq", "cidrs", 0)."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def load(file: str | FilePath) -> Loaded:
    """Reads and checks a spec.

    Raises:
        SpecError: the file cannot be read, is no YAML, or the spec breaks rules; all problems at once.
    """
    return check(read(file), str(file))


def read(file: str | FilePath) -> Document:
    """Reads a spec, unchecked.

    Raises:
        SpecError: the file cannot be read, or is no YAML.
    """
    name = str(file)
    text = _read(FilePath(file), name)
    return parsed(_as_yaml(text) if name.endswith(".json") else text, name)


def parsed(text: str, name: str) -> Document:
    """A spec from its text, unchecked.

    Raises:
        SpecError: it is no YAML.
    """
    try:
        return parse(text)
    except DocumentError as error:
        raise SpecError([Problem(name, error.position, dotted(error.path), error.message)]) from None


def _as_yaml(text: str) -> str:
    """JSON without what YAML refuses: tabs (no JSON string can hold one), and characters as surrogate pairs."""

    def joined(escape: re.Match[str]) -> str:
        high, low = escape.groups()
        return bytes.fromhex(high + low).decode("utf-16-be") if high else escape[0]

    return _ESCAPE.sub(joined, text.replace("\t", " "))


def _read(path: FilePath, name: str) -> str:
    def problem(message: str, line: int = 1, column: int = 1) -> SpecError:
        return SpecError([Problem(name, Position(line, column), "", message)])

    if name in _STDIN:
        raise problem("is stdin, and a spec is read from a file; save it in one, and name that")
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise problem("is a folder; name a spec file in it")
        if not stat.S_ISREG(status.st_mode):
            raise problem("is not a regular file; a spec is a file of text")
        if status.st_size > MAX_BYTES:
            raise problem(f"has {status.st_size} bytes; a spec has at most {MAX_BYTES}: is this the right file?")
        data = path.read_bytes()
    except FileNotFoundError:
        raise problem("no such file; check the path") from None
    except OSError as error:
        raise problem(f"cannot be read: {error.strerror}; check the path, and that you may read it") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise problem(
            f"the byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8", line, column
        ) from None


def check(document: Document, name: str) -> Loaded:
    """Checks a parsed spec.

    Raises:
        SpecError: the spec breaks rules; all problems at once.
    """
    model = _pattern(document, name)
    spec, complaints, spoiled = _validate(model, document.value)
    problems = [(path, message) for path, message in complaints]
    notices = []
    moot, out = _near(spoiled), _left_out(spoiled)
    for violation in violations(spec) if spec else ():
        message = violation.message
        if violation.beside and (other := document.locate(violation.beside)) != document.locate(violation.path):
            message += f" (the other is at line {other.line})"
        if violation.notice:
            notices.append(Problem(name, document.locate(violation.path), dotted(violation.path), message))
        elif not any(moot(path) for path in (violation.path, violation.beside) if path is not None) and not any(
            map(out, violation.hangs_on)
        ):
            problems.append((violation.path, message))
    found = [Problem(name, document.locate(path), dotted(path), message) for path, message in problems]
    if found or spec is None:
        raise SpecError(sorted(found, key=lambda p: (p.position.line, p.position.column)))
    return Loaded(spec, name, document, tuple(notices))


def _pattern(document: Document, name: str) -> type[Spec]:
    known = ", ".join(PATTERNS)

    def problem(path: Path, message: str) -> SpecError:
        return SpecError([Problem(name, document.locate(path), dotted(path), message)])

    value = document.value
    if value is None:
        raise problem((), f"is empty; start with the line `pattern: {next(iter(PATTERNS))}`")
    if not isinstance(value, dict):
        raise problem((), f"holds {wording.kind(value)} where keys such as pattern, name and region are meant")
    if "pattern" not in value:
        for near in difflib.get_close_matches("pattern", map(str, value), n=1):
            raise problem((near,), "is no key here; did you mean pattern?")
        raise problem(("pattern",), f"is missing; add one of {known}")
    pattern = value["pattern"]
    if not isinstance(pattern, str) or pattern not in PATTERNS:
        raise problem(("pattern",), wording.not_one_of(pattern, list(PATTERNS)))
    return PATTERNS[pattern]


Complaint = tuple[Path, str]

_DID_YOU_MEAN = re.compile(r"^is no key here; did you mean (\w+)\?")


def _validate(model: type[Spec], value: Any) -> tuple[Spec | None, list[Complaint], set[Path]]:
    """The spec, what its fields complain of, and the paths left out to get it.

    Where fields are wrong, the rest is validated without them, so that rules spanning fields can still be checked.
    """
    complaints: list[Complaint] = []
    spoiled: set[Path] = set()
    while True:
        try:
            return model.model_validate(value), complaints, spoiled
        except ValidationError as error:
            found = list(wording.complaints(error, model))
            moot, meant = _near(spoiled), _meant(found)
            complaints += [c for c in found if not moot(c[0]) and not (c[0] in meant and c[1].startswith("is missing"))]
            removable = (_removable(value, path) for path, _ in found)
            out = {path for path in removable if path}
            out |= {(*path[:-1], WITH[str(path[-1])]) for path in out if path[-1] in WITH}
            out |= {path for path in meant if not _there(value, path)}
            out -= spoiled
            if not out:
                return None, complaints, spoiled
            spoiled |= out
            value = _without(value, _by_parent(out))


def _meant(found: list[Complaint]) -> set[Path]:
    """The keys that unknown ones are said to mean: what is missing without them is not told."""
    return {(*path[:-1], near[1]) for path, message in found if (near := _DID_YOU_MEAN.search(message))}


def _there(value: Any, path: Path) -> bool:
    for part in path:
        if not isinstance(value, dict) or part not in value:
            return False
        value = value[part]
    return True


def _removable(value: Any, path: Path) -> Path | None:
    """What to leave out for a complaint at `path`: it; what lacks it, if missing; the list, if it is a part of one."""
    here = value
    for depth, part in enumerate(path):
        if isinstance(here, list):
            return path[:depth]
        if not isinstance(here, dict) or part not in here:
            return path[:depth] or path[:1]
        here = here[part]
    return path or None


def _by_parent(paths: Iterable[Path]) -> dict[Path, set[str | int]]:
    grouped: dict[Path, set[str | int]] = defaultdict(set)
    for path in paths:
        grouped[path[:-1]].add(path[-1])
    return grouped


def _without(value: Any, out: Mapping[Path, set[str | int]], path: Path = ()) -> Any:
    """A copy of `value` without the entries in `out`, which stand there by what holds them, or with stand-ins."""
    if not isinstance(value, dict):
        return value
    gone = out.get(path, set())
    kept = {key: _without(inner, out, (*path, key)) for key, inner in value.items() if key not in gone}
    for last in gone:
        for pattern, stand_in in STAND_INS.items():
            if len(pattern) == len(path) + 1 and all(map(_fits, pattern, (*path, last))):
                kept[last] = stand_in
    return kept


def _fits(part: str, key: str | int) -> bool:
    return part in {"*", key}


def _left_out(paths: set[Path]) -> Callable[[Path], bool]:
    """Tells of a path whether one of `paths` is it, holds it or is one of its keys."""
    holding = {path[:-1] for path in paths}
    return lambda path: path in holding or any(path[:length] in paths for length in range(len(path) + 1))


def _near(paths: set[Path]) -> Callable[[Path], bool]:
    """Tells of a path whether one of `paths` is it, holds it or lies within it."""
    around = {path[:length] for path in paths for length in range(len(path))}
    return lambda path: path in around or any(path[:length] in paths for length in range(len(path) + 1))
