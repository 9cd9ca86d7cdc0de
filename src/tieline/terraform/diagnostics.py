"""What Terraform says about a configuration, as values: read from its machine-readable output."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from tieline.errors import TielineError

_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|[\x00-\x08\x0b-\x1f\x7f]")
_BOX = re.compile(r"^[╷│╵] ?", re.MULTILINE)
_VALIDATION = re.compile(r"\s*This was checked by the validation rule at (.+):(\d+),(\d+)-[\d,]+\.\s*\Z")
CHECK_FAILED = "Check block assertion failed"
_CONDITIONS = {
    "Resource precondition failed",
    "Resource postcondition failed",
    "Module output value precondition failed",
    CHECK_FAILED,
}
# Go's own words, or what follows Terraform's banner.
_CRASH = re.compile(r"(?:^(?:panic|fatal error): |CRASH !+\n+(?!Terraform crashed))(.+)", re.MULTILINE)
_LONGEST_DETAIL = 800
_MOST_SHOWN = 10


@dataclass(frozen=True)
class SourceRange:
    """Where in a configuration a diagnostic starts; lines and columns count from 1."""

    filename: str
    line: int
    column: int


@dataclass(frozen=True)
class Diagnostic:
    """One error or warning of Terraform.

    Attributes:
        severity: "error" or "warning".
        summary: the kind of problem, a few words.
        detail: the whole story, may hold several lines.
        address: the resource it is about, where Terraform knows one.
        range: where in the configuration, where Terraform knows it.
        context: the block around that place, such as `module "case_3"`.
        rule: where the module's own rule stands that was broken: a validation, a condition or an assertion.
    """

    severity: Literal["error", "warning"]
    summary: str
    detail: str = ""
    address: str | None = None
    range: SourceRange | None = None
    context: str | None = None
    rule: SourceRange | None = None

    def __str__(self) -> str:
        detail = _one_line(self.detail, _LONGEST_DETAIL)
        text = _one_line(self.summary, _LONGEST_DETAIL) + (f": {detail}" if detail else "")
        place = f"{self.range.filename}:{self.range.line}" if self.range else None
        places = ", ".join(filter(None, (self.address, place)))
        return f"{text} ({places})" if places else text


class TerraformFailed(TielineError):
    """Terraform refused the configuration, or a command of it failed; `diagnostics` holds all it said."""

    def __init__(self, command: str, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = list(diagnostics)
        errors = [item for item in diagnostics if item.severity == "error"]
        # A general sentence ("there are problems, described below") comes without a detail: the real ones have one.
        shown = [item for item in errors if item.detail] or errors
        lines = [str(item) for item in shown[:_MOST_SHOWN]]
        if len(shown) > _MOST_SHOWN:
            lines.append(f"... and {len(shown) - _MOST_SHOWN} more errors")
        super().__init__(f"terraform {command} failed: " + "\n".join(lines or ["it gave no reason"]))


def parse_stream(text: str) -> list[Diagnostic]:
    """Read the diagnostics out of the output of `plan -json`, `init -json` or `validate -json`.

    Args:
        text: JSON lines, or one JSON document; anything else in it is passed over.
    """
    return [_diagnostic(item) for item in _raw(text)]


def parse_text(text: str) -> Diagnostic:
    """Make one error of what Terraform printed for a person (frames and colours dropped), or as it crashed."""
    plain = _BOX.sub("", _plain(text)).strip()
    if crash := _CRASH.search(plain):
        return Diagnostic("error", "Terraform crashed", f"{crash[1]}. Find out what in the inputs makes it do so.")
    _, mark, error = plain.partition("Error: ")
    summary, _, detail = (error if mark else plain).partition("\n")
    return Diagnostic("error", summary.strip(), detail.strip())


def _raw(text: str) -> Iterator[dict[str, Any]]:
    try:
        document = json.loads(text)
    except ValueError:
        # Parsing only the lines that can matter keeps a stream of thousands of planned changes cheap.
        documents = [_object(line) for line in text.splitlines() if '"diagnostic"' in line]
    else:
        documents = [document if isinstance(document, dict) else {}]
    for item in documents:
        if item.get("type") == "diagnostic":
            yield item["diagnostic"]
        yield from item.get("diagnostics") or []


def _object(line: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _diagnostic(raw: dict[str, Any]) -> Diagnostic:
    place = raw.get("range")
    summary = _plain(raw.get("summary") or "")
    detail = _plain(raw.get("detail") or "")
    seen = SourceRange(place["filename"], place["start"]["line"], place["start"]["column"]) if place else None
    validation = _VALIDATION.search(detail)
    rule = seen if summary in _CONDITIONS else None
    if validation:
        rule = SourceRange(validation[1], int(validation[2]), int(validation[3]))
        detail = detail[: validation.start()]
    return Diagnostic(
        severity="warning" if raw.get("severity") == "warning" else "error",
        summary=summary,
        detail=detail,
        address=raw.get("address") or None,
        range=seen,
        context=(raw.get("snippet") or {}).get("context"),
        rule=rule,
    )


def _plain(text: str) -> str:
    return _ESCAPES.sub("", text)


def _one_line(text: str, longest: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 3] + "..."
