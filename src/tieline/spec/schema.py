"""The JSON Schema of a pattern's spec."""

from __future__ import annotations

from typing import Any

from tieline.errors import InvalidInput
from tieline.spec import wording
from tieline.spec.loading import PATTERNS


def schema(pattern: str) -> dict[str, Any]:
    """JSON Schema (2020-12) of a pattern's spec, for editors.

    Raises:
        InvalidInput: there is no such pattern.
    """
    if pattern not in PATTERNS:
        raise InvalidInput(f"{wording.not_one_of(pattern, PATTERNS)}; name a pattern")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **PATTERNS[pattern].model_json_schema()}
