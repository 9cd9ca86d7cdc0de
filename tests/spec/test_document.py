"""YAML into values and positions, within bounds whatever the text holds."""

from __future__ import annotations

import math
import tracemalloc

import pytest
import yaml

from tieline.spec import document as documents
from tieline.spec.document import MAX_DEPTH, MAX_VALUES, DocumentError, Position, parse


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("a: 1", {"a": 1}),
        (
            "{a: [1, 0o17, 0x1F, -2, 1.5, true, null, ~, 'x', \"y\"]}",
            {"a": [1, 15, 31, -2, 1.5, True, None, None, "x", "y"]},
        ),
        (
            "a: no\nb: on\nc: 1:30\nd: 0123\ne: 2024-01-01",
            {"a": "no", "b": "on", "c": "1:30", "d": 123, "e": "2024-01-01"},
        ),
        ("a: '1'\nb: !!str 2\nc: |\n  x\n  y\n", {"a": "1", "b": "2", "c": "x\ny\n"}),
        ("a: &x {b: [1]}\nc: *x\n", {"a": {"b": [1]}, "c": {"b": [1]}}),
        ('{"a": {"b": ["c", 1, true, null]}}', {"a": {"b": ["c", 1, True, None]}}),
    ],
)
def test_values_follow_yaml_1_2(text: str, value: object) -> None:
    assert parse(text).value == value


@pytest.mark.parametrize("word", ["inf", "Inf", "INF"])
def test_infinity_is_a_number_in_every_spelling(word: str) -> None:
    assert parse(f"[.{word}, +.{word}, -.{word}, {word}, -{word}]").value == [
        *(math.inf, math.inf, -math.inf),
        *(word, f"-{word}"),
    ]


@pytest.mark.parametrize("word", ["nan", "NaN", "NAN"])
def test_not_a_number_is_a_number_in_every_spelling(word: str) -> None:
    number, signed, bare = parse(f"[.{word}, -.{word}, {word}]").value
    assert math.isnan(number)
    assert (signed, bare) == (f"-.{word}", word)


def test_every_key_and_item_has_its_position() -> None:
    document = parse("a: 1\nb:\n  c: {d: 2, e: [3,\n    4]}\n")
    assert document.locate(("a",)) == Position(1, 1)
    assert document.locate(("b", "c")) == Position(3, 3)
    assert document.locate(("b", "c", "e")) == Position(3, 13)
    assert document.locate(("b", "c", "e", 1)) == Position(4, 5)


def test_what_is_missing_is_placed_at_what_lacks_it() -> None:
    assert parse("a: 1\nb:\n  c: 2\n").locate(("b", "x", "y")) == Position(2, 1)
    assert parse("a: 1").locate(("x",)) == Position(1, 1)


def test_an_alias_has_the_positions_of_its_anchor() -> None:
    document = parse("a: &x\n  b: 1\nc: *x\n")
    assert document.locate(("c",)) == Position(3, 1)
    assert document.locate(("c", "b")) == Position(2, 3)


def test_aliases_of_aliases_have_the_positions_of_their_anchors() -> None:
    document = parse("a: &x\n  b: &y [1, 2]\nc:\n  d: &z {e: *x, f: *y}\ng: [*z, &s 1, *s]\n")
    assert document.value["g"] == [{"e": {"b": [1, 2]}, "f": [1, 2]}, 1, 1]
    assert document.locate(("g", 0)) == Position(5, 5)
    assert document.locate(("g", 0, "e")) == Position(4, 10)
    assert document.locate(("g", 0, "e", "b", 1)) == Position(2, 13)
    assert document.locate(("g", 0, "f", 0)) == Position(2, 10)
    assert document.locate(("g", 2)) == Position(5, 15)


@pytest.mark.parametrize("loader", [documents._LOADER, yaml.SafeLoader])
@pytest.mark.parametrize(
    ("text", "line", "column"), [("é: é\nb: é\x01", 2, 5), ("# é\r\n# 😀\na: \x01\x01", 3, 4), ("é\x7f", 1, 2)]
)
def test_a_forbidden_character_is_placed_in_characters(
    monkeypatch: pytest.MonkeyPatch, loader: type, text: str, line: int, column: int
) -> None:
    """The two readers of PyYAML count differently, and a platform may have only the second."""
    monkeypatch.setattr(documents, "_LOADER", loader)
    with pytest.raises(DocumentError, match=r"the character U\+00.. is not allowed") as refused:
        parse(text)
    assert refused.value.position == Position(line, column)


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("a: 1\nb: 2\na: 3", 3, 1, "the key stands twice; the first is at line 1"),
        ("a:\n\tb: 1", 2, 1, "a tab stands where YAML wants spaces; indent with spaces"),
        ("a: @b", 1, 4, "a value cannot start with @; put it in quotes"),
        ("a: [1, 2", 2, 1, "this is not YAML: did not find expected ',' or ']' (while parsing a flow sequence)"),
        ("a: b: c", 1, 5, "this is not YAML: mapping values are not allowed in this context"),
        ("a: *x", 1, 4, "the alias *x has no finished anchor &x above it"),
        ("&a [*a]", 1, 5, "the alias *a has no finished anchor &a above it"),
        ("a: \x01", 1, 4, "the character U+0001 is not allowed"),
        ("? [a]\n: 1", 1, 3, "a mapping or a list cannot be a key"),
        ("a: &x b\n*x : 1", 2, 1, "an alias cannot be a key"),
        ("a: 1\n---\nb: 2", 2, 1, "a second document starts here; write one connection a file"),
        (
            "a: !!python/object:os.system x",
            1,
            4,
            "the tag tag:yaml.org,2002:python/object:os.system is not part of a spec; remove it",
        ),
        ("a: &x {b: 1}\nc:\n  <<: *x", 3, 3, "merge keys (<<) are not part of a spec; write the keys out"),
        ("[" * 1000, 1, MAX_DEPTH + 1, f"the nesting is deeper than {MAX_DEPTH}"),
    ],
)
def test_what_is_no_document_is_refused_at_its_place(text: str, line: int, column: int, message: str) -> None:
    with pytest.raises(DocumentError) as refused:
        parse(text)
    assert (refused.value.position, refused.value.message) == (Position(line, column), message)


def test_aliases_that_explode_are_refused_at_once() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    with pytest.raises(DocumentError, match="more than 200000 values, aliases expanded"):
        parse("\n".join(lines))


def test_an_alias_counts_all_it_repeats() -> None:
    values = "&x [" + ", ".join("1" * 1000) + "]"
    fitting = (MAX_VALUES - 2) // 1001
    parse(f"[{values}{', *x' * (fitting - 1)}]")
    with pytest.raises(DocumentError, match="more than 200000 values, aliases expanded"):
        parse(f"[{values}{', *x' * fitting}]")


def test_anchors_around_anchors_cost_nothing() -> None:
    """Each once held a copy of all the positions within it."""

    def peak(anchor: str) -> int:
        depth = MAX_DEPTH - 2
        tracemalloc.start()
        parse("".join(f"{' ' * n}a:{anchor.format(n)}\n" for n in range(depth)) + " " * depth + f"v: [{'1, ' * 2000}]")
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    assert peak(" &x{}") < 1.5 * peak("")
