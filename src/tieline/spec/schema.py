"""The JSON Schema of a pattern's spec."""

from __future__ import annotations

from typing import Annotated, Any, Union

from pydantic import Field, TypeAdapter

from tieline.errors import InvalidInput
from tieline.spec import wording
from tieline.spec.loading import PATTERNS

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(pattern: str | None = None) -> dict[str, Any]:
    """JSON Schema (2020-12) of a pattern's spec, or of any spec, for editors.

    Raises:
        InvalidInput: there is no such pattern.
    """
    if pattern is None:
        of_any: Any = Annotated[Union[tuple(PATTERNS.values())], Field(discriminator="pattern")]  # noqa: UP007
        return {"$schema": _DIALECT, **TypeAdapter(of_any).json_schema()}
    if pattern not in PATTERNS:
        raise InvalidInput(f"{wording.not_one_of(pattern, PATTERNS)}; name a pattern")
    return {"$schema": _DIALECT, **PATTERNS[pattern].model_json_schema()}
