"""What stands in the documents, for the tests that follow them."""

from __future__ import annotations

import re
from pathlib import Path


def blocks(language: str, document: Path) -> list[str]:
    """The fenced blocks of a language in a document."""
    fences = re.findall(r"^```(\w*)\n(.*?)^```$", document.read_text(), re.MULTILINE | re.DOTALL)
    return [text for found, text in fences if found == language]


def counts(document: Path) -> dict[str, int]:
    """How many fenced blocks of each language a document has."""
    languages = re.findall(r"^```(\w*)$", document.read_text(), re.MULTILINE)[::2]
    return {language: languages.count(language) for language in languages}
