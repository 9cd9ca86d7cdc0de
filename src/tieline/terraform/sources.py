"""What a module's source says without running Terraform: the local folders it reaches, and the providers it wants."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

_AWS = re.compile(r'^\s*(?:resource|data|ephemeral)\s+"aws_', re.MULTILINE)
_AWS_MENTIONED = re.compile(r'"aws_|"aws"|hashicorp/aws\b')
_ELSEWHERE = re.compile(r'\bsource\s*=\s*"(?!\.\.?/)(?![\w-]+/[\w-]+")[^"]*/')
_LOCAL = re.compile(r'(?:^|[{\s])source\s*=\s*"(\.\.?/[^"]*)"')
_PROVIDER = re.compile(r'^\s*provider\s+"', re.MULTILINE)
_BLOCK_OR_WAIT = re.compile(r'^\s*(resource|data|ephemeral|module|output)\s+"|\bdepends_on\s*=', re.MULTILINE)
_BLOCK = re.compile(
    r'^[ \t]*(?:(?:check|data|ephemeral|module|output|provider|resource)[ \t]+"|'
    r'(?:import|locals|moved|removed|terraform)[ \t]*\{|variable[ \t]+"?([\w-]+)"?[ \t]*\{)',
    re.MULTILINE,
)
_SENSITIVE = re.compile(r"\bsensitive\s*=\s*true\b")
_ALIASES = re.compile(r"^\s*configuration_aliases\s*=\s*\[([^\]]*)\]", re.MULTILINE)


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


def may_use_aws(module: Path) -> bool:
    """Whether a plan of the module may ask AWS for anything: it says so, or calls modules that are not here to see."""
    texts = folders(module).values()
    return any(_AWS_MENTIONED.search(text) or _ELSEWHERE.search(text) for text in texts)


def has_providers(module: Path) -> bool:
    """Whether the module configures providers itself, so that a root can give it none."""
    return any(_PROVIDER.search(text) for text in folders(module).values())


def may_share(module: Path) -> bool:
    """Whether several cases of the module may be instances of one call and still plan as each would alone.

    Terraform forbids it to modules with providers of their own. And a data source that waits (`depends_on`, its own or
    its module's) waits for what any instance changes, not only its own. Modules that are not here to see may be such.
    """
    texts = folders(module).values()
    return not has_providers(module) and not any(_ELSEWHERE.search(text) or _waits(text) for text in texts)


def _waits(text: str) -> bool:
    block = ""
    for found in _BLOCK_OR_WAIT.finditer(text):
        if found[1] is None and block in {"data", "ephemeral", "module"}:
            return True
        block = found[1] or block
    return False


def aliases(module: Path) -> list[str]:
    """The provider configurations that the module asks its caller for by name, such as aws.peer."""
    text = folders(module)[module.resolve()]
    return [name.strip() for names in _ALIASES.findall(text) for name in names.split(",") if name.strip()]


def sensitive_variables(module: Path) -> set[str]:
    """The variables that the module declares sensitive; one too many where a description says so."""
    text = folders(module)[module.resolve()]
    blocks = list(_BLOCK.finditer(text))
    bounds = pairwise([*(block.start() for block in blocks), len(text)])
    found = zip((block[1] for block in blocks), bounds, strict=True)
    return {name for name, (start, end) in found if name and _SENSITIVE.search(text, start, end)}
