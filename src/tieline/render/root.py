"""A spec into a root module: four files that `terraform fmt` leaves alone, the same bytes every time."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tieline import __version__
from tieline.errors import InvalidInput
from tieline.render.hcl import Expression, attributes, quoted
from tieline.render.tfvars import tfvars
from tieline.spec.base import Spec

REGISTRY_SOURCE = "tieline/hybrid-connectivity/aws"
"""The modules' address in a registry; a pattern is the submodule `//modules/<pattern>`."""
_SOURCE = re.compile(r'^  source +=[ ]"([^"]*)"', re.MULTILINE)
MARK = "# Rendered by tieline"
"""How a file of ours starts. A file that starts otherwise is somebody's own and is never written over."""


@dataclass(frozen=True)
class RenderedFile:
    """A file of the root module."""

    name: str
    text: str


def root_module(spec: Spec, spec_name: str, source: str | None = None) -> list[RenderedFile]:
    """The root module that joins what the spec names.

    Args:
        spec: an accepted spec.
        spec_name: the spec's file name, for the note at the head of each file.
        source: where the modules are, a folder as the root module sees it (`local_source`); the registry if None.
    """
    head = f"{MARK} from {spec_name}: edit that, then render again.\n\n"
    name = spec.name.replace("-", "_") if spec.name[0].isalpha() else f"_{spec.name.replace('-', '_')}"
    bodies = {
        "main.tf": _main(spec, name, source),
        "outputs.tf": _outputs(spec.pattern, name),
        "variables.tf": _VARIABLES,
        "versions.tf": _VERSIONS,
    }
    return [RenderedFile(file, head + body) for file, body in bodies.items()]


def _main(spec: Spec, name: str, source: str | None) -> str:
    if source is None:
        where = {"source": f"{REGISTRY_SOURCE}//modules/{spec.pattern}", "version": f"~> {__version__}"}
    else:
        where = {"source": f"{source.rstrip('/')}/{spec.pattern}"}
    inputs = tfvars(spec) | {"preshared_keys": Expression("var.preshared_keys")}
    return (
        f'provider "aws" {{\n  region = {quoted(spec.region)}\n}}\n\n'
        f'module "{name}" {{\n{attributes(where, 2)}\n\n{attributes(inputs, 2)}\n}}\n'
    )


_VARIABLES = """\
variable "preshared_keys" {
  description = <<-EOT
    Pre-shared keys of your own, keyed `<site>/<device>/<connection>/<tunnel>`. AWS makes the keys that are not given.
    Set them in the environment, as JSON in TF_VAR_preshared_keys; they never belong in a file.
  EOT
  type        = map(string)
  sensitive   = true
  nullable    = false
  default     = {}
}
"""

_VERSIONS = """\
terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}
"""


_CONNECTIONS = {"connections": "What the person at each device needs, by connection: addresses, ASNs, MTU and MSS."}
_DESCRIBED = {
    "managed-vpn": _CONNECTIONS | {"vpn_gateway": "The virtual private gateway."},
    "transit-gateway-vpn": _CONNECTIONS
    | {
        "attachments": "The ids of all attachments, by name.",
        "resource_share_arn": "The share that other accounts accept; null if there is none.",
        "route_tables": "The route tables, by name.",
        "transit_gateway": "The transit gateway.",
    },
}
"""The outputs of a pattern's root module."""


def _outputs(pattern: str, name: str) -> str:
    blocks = [
        f'output "{output}" {{\n  description = {quoted(text)}\n  value       = module.{name}.{output}\n}}\n'
        for output, text in _DESCRIBED[pattern].items()
    ]
    return "\n".join(blocks)


def local_source(modules: Path, pattern: str, folder: Path) -> str:
    """The modules' folder as a root module in `folder` names it.

    Raises:
        InvalidInput: the pattern's module is not in it.
    """
    if not (modules / pattern / "main.tf").is_file():
        raise InvalidInput(f"{modules} holds no module {pattern}; name the folder that has {pattern}/ in it")
    relative = os.path.relpath(modules.resolve(), folder.resolve())
    return relative if relative.startswith(".") else f"./{relative}"


def drift(files: Iterable[RenderedFile], folder: Path) -> list[str]:
    """What in `folder` is not as rendered, a sentence for each file.

    Raises:
        InvalidInput: the folder cannot be read.
    """
    told = []
    for file in files:
        text = _current(folder / file.name)
        if text is None:
            told.append(f"{folder / file.name} is missing")
        elif not text.startswith(MARK):
            told.append(f"{folder / file.name} was not rendered by tieline")
        elif text != file.text:
            before, after = _SOURCE.search(text), _SOURCE.search(file.text)
            other = before and after and before[1] != after[1]
            why = (
                f"; its modules come from {before[1]}, not {after[1]}: mind --source"
                if before and after and other
                else ""
            )
            told.append(f"{folder / file.name} is not as the spec renders{why}")
    return told


def write(files: list[RenderedFile], folder: Path) -> None:
    """Writes the files, all or none of them; whatever else is in the folder stays as it is.

    Raises:
        InvalidInput: the folder cannot be written to, or a file there is somebody's own.
    """
    if folder.exists() and not folder.is_dir():
        raise InvalidInput(f"{folder} is a file; name a folder to write to")
    for file in files:
        text = _current(folder / file.name)
        if text is not None and not text.startswith(MARK):
            raise InvalidInput(
                f"{folder / file.name} was not rendered by tieline and would be lost; nothing was written: "
                "move it away, or render into another folder"
            )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".tieline-") as draft:
            for file in files:
                (Path(draft) / file.name).write_text(file.text, encoding="utf-8")
            _replace([file.name for file in files], Path(draft), folder)
    except OSError as error:
        raise InvalidInput(
            f"{folder} cannot be written to ({error.strerror}); nothing was changed: name a folder you may write to"
        ) from None


def _replace(names: list[str], draft: Path, folder: Path) -> None:
    """Moves the drafts into the folder; if one cannot be moved, what was there before is put back."""
    kept = draft / "kept"
    kept.mkdir()
    for name in names:
        if (folder / name).exists():
            shutil.copy2(folder / name, kept / name)
    moved: list[str] = []
    try:
        for name in names:
            moved.append(name)
            os.replace(draft / name, folder / name)  # noqa: PTH105 - atomic on every platform
    except BaseException:
        for name in moved:
            if (kept / name).exists():
                os.replace(kept / name, folder / name)  # noqa: PTH105
            elif not (draft / name).exists():
                (folder / name).unlink(missing_ok=True)
        raise


def _current(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not text"
        raise InvalidInput(f"{path} cannot be read ({why}); name a folder with rendered files, or a new one") from None
