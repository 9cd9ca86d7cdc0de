"""The types of a provider's resources, as `terraform providers schema` tells them, kept in the user's cache folder.

The AWS provider takes over two seconds to tell them, so what is needed of them is kept by provider and version.
Source: https://developer.hashicorp.com/terraform/cli/commands/providers/schema
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from tieline.terraform import provider_cache
from tieline.terraform.runner import Terraform

Type = Any
"""A type as Terraform writes it in JSON: `"string"`, `["list", "string"]`, `["object", {"id": "string"}]`, ..."""
Types = Mapping[str, Mapping[str, Type]]
"""By provider, then by resource type: the type of a whole resource, nested blocks included."""

_LOCKED = re.compile(r'^provider "([^"]+)" \{\s+version\s*=\s*"([^"]+)"', re.MULTILINE)
_BUILT_IN = "terraform.io/builtin/terraform"


def resource_types(terraform: Terraform, providers: Collection[str], version: str) -> Types:
    """The types of all resources of some providers of a root module. Needs `init` first.

    Args:
        terraform: the root module.
        providers: such as `registry.terraform.io/hashicorp/aws`.
        version: Terraform's own, which is that of the provider it has built in.

    Raises:
        TerraformFailed: a provider cannot tell them.
    """
    lock = terraform.directory / ".terraform.lock.hcl"
    versions = dict(_LOCKED.findall(lock.read_text(encoding="utf-8"))) if lock.is_file() else {}
    kept = {name: _kept(name, (versions | {_BUILT_IN: version}).get(name)) for name in providers}
    found = {name: types for name, file in kept.items() if (types := _read(file))}
    if found.keys() == set(providers):
        return found
    told = terraform.providers_schema()["provider_schemas"]
    for name in providers - found.keys():
        schemas = told.get(name, {}).get("resource_schemas", {})
        found[name] = {resource: _block(schema["block"]) for resource, schema in schemas.items()}
        _keep(kept[name], found[name])
    return found


def _block(block: Mapping[str, Any]) -> Type:
    """The object type that a block is; Terraform's own documents call it the implied type."""
    attributes = {name: _attribute(attribute) for name, attribute in block.get("attributes", {}).items()}
    nested = {
        name: _nested(inner["nesting_mode"], _block(inner["block"]))
        for name, inner in block.get("block_types", {}).items()
    }
    return ["object", attributes | nested]


def _attribute(attribute: Mapping[str, Any]) -> Type:
    if "type" in attribute:
        return attribute["type"]
    nested = attribute["nested_type"]
    return _nested(nested["nesting_mode"], _block(nested))


def _nested(mode: str, inner: Type) -> Type:
    return [mode, inner] if mode in {"list", "set", "map"} else inner


def _kept(provider: str, version: str | None) -> Path | None:
    """The file that keeps a provider's types; None for a provider under development, which has no version."""
    cache = provider_cache.folder()
    return cache.parent / "types" / provider / f"{version}.json" if cache and version else None


def _read(file: Path | None) -> dict[str, Type]:
    with suppress(OSError, ValueError):
        types = json.loads(file.read_text(encoding="utf-8")) if file else {}
        return types if isinstance(types, dict) else {}
    return {}


def _keep(file: Path | None, types: Mapping[str, Type]) -> None:
    """That it cannot be kept is no error: it is asked for again next time."""
    if file is None:
        return
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=file.parent, prefix="types-")
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(types, out, separators=(",", ":"))
        Path(draft).replace(file)
