"""What pydantic found, in words that say the value and the mend."""

from __future__ import annotations

import difflib
import re
import types
import typing
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from tieline.spec.document import Path
from tieline.spec.fields import shown
from tieline.spec.tunnels import TunnelOptions

_SECRET = re.compile(r"psk|preshared|pre_shared|secret|password|auth_key|(\b|_)c(ak|kn)\b", re.IGNORECASE)


def complaints(error: ValidationError, model: type[BaseModel]) -> Iterator[tuple[Path, str]]:
    """Each error as the path of the key it is about and a message."""
    for detail in error.errors(include_url=False):
        context = detail.get("ctx", {})
        path = tuple(part for part in detail["loc"] if part != "[key]")
        if at := context.get("at"):
            path = (*path, at)
        yield path, _message(detail, path, model)


def _message(detail: Any, path: Path, model: type[BaseModel]) -> str:
    context, value, kind_of_error = detail.get("ctx", {}), detail["input"], detail["type"]
    match kind_of_error:
        case "refused":
            return str(context["message"])
        case "missing":
            return "is missing; add it"
        case "extra_forbidden":
            return _unknown_key(path, model)
        case "literal_error":
            return not_one_of(value, re.findall(r"'([^']*)'|(\d+)", context["expected"]))
        case "string_type":
            mend = f'; put it in quotes: "{value}"' if isinstance(value, int | float) else ""
            return f"{_described(value)} where text is meant{mend}"
        case "int_type" | "int_from_float":
            return f"{_described(value)} where a whole number is meant" + _number_hint(value)
        case "float_type":
            return f"{_described(value)} where a number is meant" + _number_hint(value)
        case "bool_type":
            return f"{_described(value)} where true or false is meant; write one of the two words"
        case "list_type":
            return (
                f"{_described(value)} where a list is meant; write [{shown(value)}]"
                if isinstance(value, str | int)
                else f"{_described(value)} where a list is meant"
            )
        case "dict_type":
            return f"{_described(value)} where names with what they name are meant; write a name of yours, then a colon"
        case "model_type" | "model_attributes_type":
            keys = ", ".join(_keys_at(model, path))
            return f"{_described(value)} where keys with values are meant; the keys here are {keys}"
        case "string_too_long":
            return f"has {len(value)} characters; keep to {context['max_length']}"
        case "string_too_short":
            return f"has {len(value)} characters; give {context['min_length']} or more"
        case "too_long":
            return f"has {context['actual_length']} entries; keep to {context['max_length']}"
        case "string_pattern_mismatch":
            return f"{shown(value)} does not fit {context['pattern']}; use only what it allows"
        case _:
            return f"{shown(value)}: {detail['msg']}"


def kind(value: Any) -> str:
    """What a value is, in the words of somebody who writes YAML."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true or false"
        case int():
            return "a number"
        case float():
            return "a number with a fraction"
        case str():
            return "text"
        case list():
            return "a list"
        case _:
            return "keys with values"


def _described(value: Any) -> str:
    if value is None:
        return "nothing stands here,"
    if isinstance(value, bool):
        return f"{str(value).lower()} stands"
    if isinstance(value, int | float | str):
        return f"{shown(value)} is {kind(value)}"
    return f"{kind(value)} stands here,"


def _number_hint(value: Any) -> str:
    """How to write as a number what stands as text; `AS65010` is a number too."""
    digits = value.strip().upper().removeprefix("AS") if isinstance(value, str) else ""
    if not digits.isdecimal():
        return ""
    return f"; remove the quotes: {digits}" if digits == str(value).strip() else f"; write {digits}"


def not_one_of(value: Any, allowed: Iterable[Any]) -> str:
    """That `value` is none of `allowed`, and which of them is near."""
    names = ["".join(name) if isinstance(name, tuple) else str(name) for name in allowed]
    if value is None:
        return f"is empty; write one of {', '.join(names)}"
    if str(value) in names:
        return f"{_described(value)} where a number is meant; remove the quotes: {value}"
    close = _larger(value, names) if isinstance(value, int) else difflib.get_close_matches(str(value), names, n=1)
    near = f"; did you mean {close[0]}?" if close else ""
    told = f"one of {', '.join(names)}" if len(names) > 1 else names[0]
    return f"{shown(value)} is not {told}{near}"


def _larger(value: int, names: list[str]) -> list[str]:
    """The smallest of the numbers that is no less than `value`."""
    numbers = sorted(int(name) for name in names if name.isdecimal())
    return [str(number) for number in numbers if number >= value][:1]


def _unknown_key(path: Path, model: type[BaseModel]) -> str:
    key, known = str(path[-1]), _keys_at(model, path[:-1])
    close = difflib.get_close_matches(key, known, n=1)
    if _SECRET.search(key) and not close:
        from_environment = "TF_VAR_preshared_keys"
        if "direct_connect" in model.model_fields:
            from_environment = "TF_VAR_bgp_auth_keys, TF_VAR_macsec_ckn, TF_VAR_macsec_cak"
        return (
            "is no key here, and a spec never holds a secret: AWS makes the keys, or the rendered module takes "
            f"them from the environment ({from_environment}); if a key stood here, replace it now"
        )
    if key in TunnelOptions.model_fields and path[0] == "sites":
        site = f"sites.{path[1]}.tunnels"
        where = f"{site}.overrides.{path[3]}, for this device alone" if len(path) == 5 else f"{site}"
        return f"is no key here; it is an option of tunnels: write it in {where}"
    mend = f"did you mean {close[0]}?" if close else f"the keys here are {', '.join(known)}"
    return f"is no key here; {mend}"


def _keys_at(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that the model has at a path."""
    here: Any = model
    for part in path:
        if isinstance(here, type) and issubclass(here, BaseModel):
            here = here.model_fields[str(part)].annotation
        else:
            here = typing.get_args(here)[-1]
        here = _bare(here)
    return list(here.model_fields) if isinstance(here, type) and issubclass(here, BaseModel) else []


def _bare(annotation: Any) -> Any:
    """An annotation without `Annotated`, `| None` and aliases around it."""
    while True:
        origin = typing.get_origin(annotation)
        if origin is typing.Annotated:
            annotation = typing.get_args(annotation)[0]
        elif origin in {typing.Union, types.UnionType}:
            annotation = next(a for a in typing.get_args(annotation) if a is not types.NoneType)
        else:
            return annotation
