"""What a module's source says without running Terraform: which local folders it reaches, and whether it uses AWS."""

from __future__ import annotations

import re
from pathlib import Path

_AWS = re.compile(r'^\s*(?:resource|data|ephemeral)\s+"aws_', re.MULTILINE)
_LOCAL = re.compile(r'^\s*source\s*=\s*"(\.\.?/[^"]*)"', re.MULTILINE)


def folders(module: Path) -> dict[Path, str]:
    """The module's folder and those of the local modules it calls, each with the text of its `.tf` files."""
    found: dict[Path, str] = {}
    waiting = [module.resolve()]
    while waiting:
        folder = waiting.pop()
        if folder not in found:
            files = sorted(folder.glob("*.tf"))
            found[folder] = "\n".join(file.read_text(encoding="utf-8", errors="replace") for file in files)
            waiting += [(folder / source).resolve() for source in _LOCAL.findall(found[folder])]
    return found


def uses_aws(module: Path) -> bool:
    """Whether the module has AWS resources; without any, a root needs no AWS provider."""
    return any(_AWS.search(text) for text in folders(module).values())
