"""`like(...)`: what a plan must hold, for plain asserts; a failure tells every mismatch at once.

    assert plan == like({"aws_vpn_gateway.this": {"tags": {"Name": "lyon"}}, "aws_vpn_gateway.other": ABSENT})
    assert plan["aws_vpn_connection.this"]["routes"] == like([{"cidr": "10.1.0.0/16"}, ...])

An object is partial: keys that are not named do not matter. A list is whole, each of its items partial; with `...` in
it there may be others, and order is free. A set is the same values in any order. UNKNOWN, ABSENT and SENSITIVE match
themselves alone, ABSENT also a key that is not there. A compiled regular expression is searched for in a text. `1` is
`1.0`, and neither `True` nor `"1"`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest

from tieline.errors import InvalidInput
from tieline.terraform.plan import ABSENT, SENSITIVE, Mark, Plan, Resource, nearest
from tieline.terraform.redact import HIDDEN
from tieline.testing.traced import TracedPlan, TracedResource

LONGEST = 100
_HIDDEN = "a value that is not shown beside a sensitive one"
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_EXPLAINED = pytest.StashKey[list[str]]()


@dataclass(frozen=True)
class Mismatch:
    """One thing that is not as expected; all its texts are fit to be shown.

    Attributes:
        path: where in the plan, in Terraform's notation; "" is the value itself.
        expected: what the pattern wants.
        actual: what is there instead.
        place: where the spec asks for it, if the plan comes from one.
    """

    path: str
    expected: str
    actual: str
    place: str = ""

    def __str__(self) -> str:
        text = f"expected {self.expected}, found {self.actual}" + (f" ({self.place})" if self.place else "")
        return f"{self.path}: {text}" if self.path else text


class Like:
    """What `like` makes: equal to everything that matches its pattern."""

    title = "like(...)"
    footer = ""
    """A last line for whoever reads a failure."""

    def __init__(self, pattern: Any) -> None:
        __tracebackhide__ = True
        if complaint := _complaint(pattern, ""):
            raise InvalidInput(f"{self.title}: {complaint}")
        self.pattern = pattern

    def __eq__(self, actual: object) -> bool:
        if isinstance(actual, Like):
            return NotImplemented
        return not self.mismatches(actual)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"like({show(self.pattern)})"

    def mismatches(self, actual: object) -> list[Mismatch]:
        """Everything about `actual` that is not as the pattern wants it."""
        return mismatches(actual, self.pattern)


def like(pattern: Any) -> Like:
    """What a plan, a resource, an output or any part of them must hold.

    Raises:
        InvalidInput: the pattern has something in it that no plan can hold.
    """
    __tracebackhide__ = True
    return Like(pattern)


def mismatches(actual: Any, pattern: Any, path: str = "") -> list[Mismatch]:
    """Everything about `actual` that is not as `pattern` wants it, in the pattern's order; `path` leads to `actual`."""
    return list(_compare(actual, pattern, path))


def explain(op: str, left: object, right: object) -> list[str] | None:
    """What pytest prints of a failed `left op right`, if one of the two is a `like`."""
    wanted, actual = (right, left) if isinstance(right, Like) else (left, right)
    if not isinstance(wanted, Like) or isinstance(actual, Like) or op not in {"==", "!="}:
        return None
    subject = "plan" if isinstance(actual, Plan) else actual.address if isinstance(actual, Resource) else "value"
    if op == "!=":
        return [f"{subject} != {wanted.title}: it matches, and must not"]
    found = wanted.mismatches(actual)
    heading = f"{subject} == {wanted.title}: {len(found)} mismatch{'es' * (len(found) != 1)}"
    return [heading, *map(str, found), *filter(None, [wanted.footer])]


def pytest_assertrepr_compare(config: pytest.Config, op: str, left: object, right: object) -> list[str] | None:
    """Tells every mismatch of a failed comparison with a `like`."""
    lines = explain(op, left, right)
    if lines:
        config.stash[_EXPLAINED] = lines
    return lines


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    """Puts back what pytest has cut off: without -vv it keeps eight lines of an explanation."""
    lines = item.config.stash.get(_EXPLAINED, [])
    error = call.excinfo.value if call.excinfo else None
    if isinstance(error, AssertionError) and lines:
        before, heading, rest = str(error).partition(lines[0])
        if heading and not all(line in rest for line in lines[1:]):
            error.args = (before + "\n  ".join(lines),)


def _compare(actual: Any, pattern: Any, path: str) -> Iterator[Mismatch]:
    if isinstance(pattern, Like):
        pattern = pattern.pattern
    if isinstance(actual, Resource):
        path = actual.address
    if isinstance(pattern, Mapping) and isinstance(actual, Plan | Resource | Mapping):
        yield from _object(actual, pattern, path)
    elif isinstance(pattern, list | tuple) and isinstance(actual, list | tuple):
        yield from (_among if any(inner is ... for inner in pattern) else _each)(actual, pattern, path)
    elif isinstance(pattern, set | frozenset) and isinstance(actual, list | tuple):
        yield from _values(actual, pattern, path)
    elif not _same(actual, pattern):
        if isinstance(actual, str) and isinstance(pattern, str):
            yield Mismatch(path, *_both(pattern, actual))
        else:
            yield Mismatch(path, _expected(pattern, actual), show(actual))


def _same(actual: Any, pattern: Any) -> bool:
    """Whether two values that hold no others are the same."""
    if isinstance(pattern, Mark) or isinstance(actual, Mark):
        return actual is pattern
    if isinstance(pattern, re.Pattern):
        return isinstance(actual, str) and pattern.search(actual) is not None
    if isinstance(pattern, bool) or isinstance(actual, bool):
        return actual is pattern
    if isinstance(pattern, int | float):
        return isinstance(actual, int | float) and actual == pattern
    return isinstance(pattern, str) and isinstance(actual, str) and actual == pattern


def _object(actual: Plan | Resource | Mapping[str, Any], pattern: Mapping[str, Any], path: str) -> Iterator[Mismatch]:
    values, what = _keyed(actual)
    for key, inner in pattern.items():
        at = key if isinstance(actual, Plan) else _step(path, key)
        if key in values:
            found = _compare(values[key], inner, at)
        elif _unwrapped(inner) is ABSENT and not isinstance(actual, Resource):  # which has all attributes of its type
            continue
        else:
            expected = "a resource" if isinstance(actual, Plan) else _expected(inner, values)
            found = iter([Mismatch(at, expected, what + nearest(key, list(values)))])
        if isinstance(actual, TracedPlan | TracedResource):
            yield from (replace(mismatch, place=mismatch.place or actual.place(key)) for mismatch in found)
        else:
            yield from found


def _keyed(actual: Plan | Resource | Mapping[str, Any]) -> tuple[Mapping[str, Any], str]:
    """What stands under the keys of an object, and what to say of a key that is not there."""
    if isinstance(actual, Plan):
        return actual.resources, "nothing planned there"
    if isinstance(actual, Resource):
        return actual.values, f"no such attribute of {actual.type}"
    return actual, "no such key"


def _each(actual: Sequence[Any], pattern: Sequence[Any], path: str) -> Iterator[Mismatch]:
    for index in range(max(len(actual), len(pattern))):
        at = f"{path}[{index}]"
        if index >= len(actual):
            yield Mismatch(at, _expected(pattern[index], actual), "no such item")
        elif index >= len(pattern):
            yield Mismatch(at, "no such item", show(actual[index]))
        else:
            yield from _compare(actual[index], pattern[index], at)


def _among(actual: Sequence[Any], pattern: Sequence[Any], path: str) -> Iterator[Mismatch]:
    patterns = [inner for inner in pattern if inner is not ...]
    unmet, _ = _assign(actual, patterns)
    for inner in unmet:
        differences = [list(_compare(item, inner, f"{path}[{index}]")) for index, item in enumerate(actual)]
        if [] in differences:
            found = f"only {len(actual) - len([d for d in differences if d])} such, met by others of the list"
            yield Mismatch(f"{path}[...]", _expected(inner, actual), found)
            continue
        close = min(differences, key=len, default=[])
        inside = _unwrapped(inner)
        partly = isinstance(inside, Mapping) and 0 < len(close) < len(inside)
        found = f"none such in {len(actual)}" + (f"; the nearest is [{differences.index(close)}]" if partly else "")
        yield Mismatch(f"{path}[...]", _expected(inner, actual), found)
        yield from close if partly else ()


def _values(actual: Sequence[Any], pattern: Iterable[Any], path: str) -> Iterator[Mismatch]:
    unmet, left = _assign(actual, sorted(pattern, key=show))
    for inner in unmet:
        yield Mismatch(f"{path}[...]", _expected(inner, actual), "no such value")
    for index in left:
        yield Mismatch(f"{path}[{index}]", "no such value", show(actual[index]))


def _assign(items: Sequence[Any], patterns: Sequence[Any]) -> tuple[list[Any], list[int]]:
    """Gives every pattern an item of its own where that can be; returns the patterns and the items left over."""
    fitting = [[i for i, item in enumerate(items) if not any(_compare(item, p, ""))] for p in patterns]
    owners: dict[int, int] = {}

    def settle(pattern: int, tried: set[int]) -> bool:
        for item in fitting[pattern]:
            if item not in tried:
                tried.add(item)
                if item not in owners or settle(owners[item], tried):
                    owners[item] = pattern
                    return True
        return False

    unmet = [patterns[index] for index in range(len(patterns)) if not settle(index, set())]
    return unmet, [index for index in range(len(items)) if index not in owners]


def _unwrapped(pattern: Any) -> Any:
    while isinstance(pattern, Like):
        pattern = pattern.pattern
    return pattern


def _step(path: str, key: str) -> str:
    if _IDENTIFIER.fullmatch(key):
        return f"{path}.{key}" if path else key
    return f"{path}[{show(key)}]"


def _expected(pattern: Any, beside: Any) -> str:
    """The pattern as text, unless there is something sensitive in what it stands for: it might tell that."""
    return _HIDDEN if not isinstance(pattern, Mark) and _holds_sensitive(beside) else show(pattern)


def _holds_sensitive(value: Any) -> bool:
    if isinstance(value, Plan | Resource):
        value = _keyed(value)[0]
    if isinstance(value, str):
        return HIDDEN in value
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
    return value is SENSITIVE or any(map(_holds_sensitive, inner))


def show(value: Any) -> str:
    """A value as a test would write it, cut short where it is very long."""
    text = _written(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 20]}... ({len(text)} characters)"


def _written(value: Any) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_written(key)}: {_written(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_written, value)) + "]"
    if isinstance(value, set | frozenset):
        return "{" + ", ".join(sorted(map(_written, value))) + "}" if value else "set()"
    if value is ...:
        return "..."
    if value is None or isinstance(value, bool | int | float | Mark | re.Pattern | Like):
        return repr(value)
    return f"the resource {value.address}" if isinstance(value, Resource) else f"a {type(value).__name__}"


def _both(expected: str, actual: str) -> tuple[str, str]:
    """Two texts, each from shortly before they part if that is too far in to be seen."""
    if _holds_sensitive(actual):
        return _HIDDEN, show(actual)
    pairs = enumerate(zip(expected, actual, strict=False))
    same = next((index for index, (a, b) in pairs if a != b), min(len(expected), len(actual)))
    if same <= 40 or max(len(expected), len(actual)) <= LONGEST - 20:
        return show(expected), show(actual)
    return f"...{show(expected[same - 20 :])}", f"...{show(actual[same - 20 :])}"


def _complaint(pattern: Any, path: str) -> str:
    """What is wrong with a pattern that could never match, or does not say what is meant; "" if nothing is."""
    problem = ""
    inside: Iterable[tuple[str, Any]] = ()
    if isinstance(pattern, Mapping):
        strange = next((key for key in pattern if not isinstance(key, str)), "")
        if strange != "":
            problem = f"the key {show(strange)} is no text, and all keys of a plan are"
        else:
            inside = ((_step(path, key), inner) for key, inner in pattern.items())
    elif isinstance(pattern, list | tuple):
        inside = ((f"{path}[{index}]", inner) for index, inner in enumerate(pattern) if inner is not ...)
    elif isinstance(pattern, set | frozenset):
        inside = ((f"{path}[...]", inner) for inner in pattern)
    elif pattern is None:
        problem = "None is no planned value; write ABSENT for what is not set, or leave the key out"
    elif pattern is ...:
        problem = '`...` stands in a list only, for other items: ["a", ...]'
    elif isinstance(pattern, re.Pattern) and isinstance(pattern.pattern, bytes):
        problem = "the regular expression is one for bytes; make it one for text"
    elif not isinstance(pattern, str | bool | int | float | Mark | re.Pattern | Like):
        problem = f"{show(pattern)} is no value of a plan; write text, a number, a list, an object or one of the marks"
    if problem:
        return f"{path}: {problem}" if path else problem
    return next(filter(None, (_complaint(inner, at) for at, inner in inside)), "")
