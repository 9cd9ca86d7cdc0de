"""Writes what the modules say twice, or `--check`s it: reference tables in the READMEs, repeated variables and files.

The tables stand between the marks of terraform-docs, in its form, so that terraform-docs can take over. Terraform has
no aliases for types: what a pattern passes on to a block it declares again, less the validations, which fire in the
block. Validations of the pattern's own, on what spans its blocks, stay where they are.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tables import reference
from tieline.errors import InvalidInput
from tieline.terraform.hcl import Block, read

BEGIN, END = "<!-- BEGIN_TF_DOCS -->", "<!-- END_TF_DOCS -->"
_VPN = ("preshared_keys", "preshared_key_storage", "logging", "alarms")
#: By pattern and file in it: the block that owns the variables, and their names.
REPEATED: dict[str, dict[str, tuple[str, tuple[str, ...]]]] = {
    "managed-vpn": {"variables.shared.tf": ("site-to-site-vpn", ("sites", *_VPN))},
    "transit-gateway-vpn": {
        "variables.transit_gateway.tf": (
            "transit-gateway",
            ("transit_gateway", "route_tables", "peerings", "flow_logs"),
        ),
        "variables.vpcs.tf": ("transit-gateway", ("vpcs",)),
        "variables.sites.tf": ("site-to-site-vpn", ("sites",)),
        "variables.vpn.tf": ("site-to-site-vpn", _VPN),
    },
    "direct-connect": {
        "variables.macsec.tf": ("direct-connect-link", ("macsec_ckn", "macsec_cak")),
        "variables.bgp_auth_keys.tf": ("direct-connect-gateway", ("bgp_auth_keys",)),
    },
    "transit-gateway-direct-connect": {
        "variables.transit_gateway.tf": (
            "transit-gateway",
            ("transit_gateway", "route_tables", "peerings", "flow_logs"),
        ),
        "variables.vpcs.tf": ("transit-gateway", ("vpcs",)),
        "variables.macsec.tf": ("direct-connect-link", ("macsec_ckn", "macsec_cak")),
        "variables.bgp_auth_keys.tf": ("direct-connect-gateway", ("bgp_auth_keys",)),
    },
}

#: By pattern and file in it: the pattern that has the same file, validations and all.
SHARED: dict[str, dict[str, str]] = {
    "transit-gateway-direct-connect": {
        "ranges.tf": "transit-gateway-vpn",
        "variables.alarms.tf": "direct-connect",
        "variables.sites.tf": "direct-connect",
        "virtual_interfaces.tf": "direct-connect",
    },
}

#: By pattern: text that reads otherwise there.
REWORDED = {
    "transit-gateway-vpn": {
        "of one of `vpcs`, `peerings` or `attachments`": "of one of `vpcs` or `peerings`, of a site with "
        'one connection, or of a connection, such as "plant/edge-1/1"',
        "as for devices.\n": "as for devices. Default: none.\n",
        "  }))\n  nullable = false": "  }))\n  default  = {}\n  nullable = false",
    },
    "direct-connect": {"the keys of `macsec_keys`": "the keys of `direct_connect.macsec_keys`"},
    "transit-gateway-direct-connect": {
        "of one of `vpcs`, `peerings` or `attachments`": "of one of `vpcs` or `peerings`",
        "the keys of `macsec_keys`": "the keys of `direct_connect.macsec_keys`",
    },
}


def documented(folder: Path) -> str:
    """A module's README with its tables.

    Raises:
        InvalidInput: there is no README, or no place for the tables in it.
    """
    readme = folder / "README.md"
    text = readme.read_text(encoding="utf-8") if readme.is_file() else ""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise InvalidInput(f"{readme}: needs the lines {BEGIN} and {END}, where the tables go.")
    return f"{before}{BEGIN}\n{reference(read(folder))}\n{END}{after}"


def repeated(modules: Path, pattern: str, file: str) -> str:
    """A file of variables that a pattern passes on to a block; the pattern's own validations in it stay.

    Raises:
        InvalidInput: the block has no such variable, or another file of the pattern declares one.
    """
    owner, names = REPEATED[pattern][file]
    theirs = {b.labels[1]: b for b in read(modules / owner) if b.labels[0] == "variable"}
    if missing := [name for name in names if name not in theirs]:
        raise InvalidInput(f"{modules / owner}: declares no variable {missing[0]}, which {pattern} repeats.")
    kept: dict[str, Block] = {}
    for block in read(modules / pattern):
        if block.labels[0] == "variable" and block.labels[1] in names:
            if block.file.name != file:
                raise InvalidInput(f"{block.file}: declares {block.labels[1]}, as {file} does; remove it here.")
            kept[block.labels[1]] = block
    # A pattern's own rules may stand here alone, and then it says so.
    own = any(block.blocks("validation") for block in kept.values())
    head = f"# Written by tools/docs.py from modules/{owner}, which also validates these values: edit them there."
    head += " Validations here are this module's own." if own else ""
    text = head + "\n" + "\n\n".join(_repeated(theirs[name], kept.get(name)) for name in names) + "\n"
    for words, others in REWORDED.get(pattern, {}).items():
        text = text.replace(words, others)
    return text


def shared(modules: Path, pattern: str, file: str) -> str:
    """A file that a pattern has as another pattern has it.

    Raises:
        InvalidInput: the other has no such file, or its first line does not tell that this one is a copy.
    """
    owner = modules / SHARED[pattern][file] / file
    if not owner.is_file():
        raise InvalidInput(f"{owner}: is not there, and {pattern} has a copy of it.")
    text = owner.read_text(encoding="utf-8")
    head = f"# modules/{pattern} has the same file: tools/docs.py copies it from modules/{owner.parent.name}.\n"
    if not text.startswith(head):
        raise InvalidInput(f"{owner}: has a copy in {pattern}, and has to say so in its first line: {head.rstrip()}")
    return text


def _repeated(theirs: Block, ours: Block | None) -> str:
    """A block's variable with a pattern's validations instead of its own."""
    text = _without_validations(theirs)
    validations = [(v.node.text or b"").decode() for v in ours.blocks("validation")] if ours else []
    if not validations:
        return text
    return "\n\n  ".join([text.removesuffix("}").rstrip(), *validations]) + "\n}"


def _without_validations(variable: Block) -> str:
    """The block's text without its validations, and without the comments and blank lines that lead up to each."""
    text, start = variable.node.text or b"", variable.node.start_byte
    for validation in reversed(variable.blocks("validation")):
        before = text[: validation.node.start_byte - start].decode()
        before = re.sub(r"\n(?:[ \t]*(?:(?:#|//)[^\n]*)?\n)*[ \t]*$", "", before)
        text = before.encode() + text[validation.node.end_byte - start :]
    return text.decode()


def wanted(root: Path, problems: list[str]) -> Iterator[tuple[Path, str]]:
    """Every file that this tool writes, with its text; what cannot be written goes to `problems`."""
    modules = root / "modules"
    jobs: list[tuple[Path, Callable[[], str]]] = [
        (modules / pattern / file, partial(repeated, modules, pattern, file))
        for pattern, files in REPEATED.items()
        if (modules / pattern).is_dir()
        for file in files
    ]
    jobs += [
        (modules / pattern / file, partial(shared, modules, pattern, file))
        for pattern, files in SHARED.items()
        if (modules / pattern).is_dir()
        for file in files
    ]
    folders = sorted({file.parent for kind in ("modules", "examples") for file in root.glob(f"{kind}/*/*.tf")})
    jobs += [(folder / "README.md", partial(documented, folder)) for folder in folders]
    for file, make in jobs:
        try:
            yield file, make()
        except InvalidInput as wrong:
            problems.append(str(wrong))


def main() -> int:
    """Writes or checks; 1 when something was stale or cannot be written."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--check", action="store_true", help="write nothing, list the stale files")
    arguments.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[1])
    options = arguments.parse_args()
    problems: list[str] = []
    for file, text in wanted(options.root, problems):
        if file.is_file() and file.read_text(encoding="utf-8") == text:
            continue
        if options.check:
            problems.append(f"{file}: is stale; run python tools/docs.py")
        else:
            with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, delete=False) as new:
                new.write(text)
            Path(new.name).chmod(0o644)
            Path(new.name).replace(file)
            print(f"wrote {file}")
    print(*problems, sep="\n", end="\n" if problems else "", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
