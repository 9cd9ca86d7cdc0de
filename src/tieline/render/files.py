"""The files of root modules in a folder: written all or none, compared, and never over somebody's own."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tieline.errors import InvalidInput

_ACCOUNT = re.compile("[0-9]{12}")
_SOURCE = re.compile(r'^  source +=[ ]"([^"]*)"', re.MULTILINE)
MARK = "# Rendered by tieline"
"""How a file of ours starts. A file that starts otherwise is somebody's own and is never written over."""
_FROM = re.compile(rf"{MARK} from (.+): edit that")
"""What the line says of the spec."""
FILES = ("main.tf", "outputs.tf", "variables.tf", "versions.tf")
"""What a root module may consist of."""
ACCOUNTS = "accounts"
"""The folder that has a root module for each other account."""


@dataclass(frozen=True)
class RenderedFile:
    """A file of a root module."""

    name: str
    """Its path below the folder that is rendered to."""
    text: str


def local_source(modules: Path, pattern: str, folder: Path) -> str:
    """The modules' folder as a root module in `folder` names it.

    Raises:
        InvalidInput: the pattern's module is not in it.
    """
    if not (modules / pattern / "main.tf").is_file():
        raise InvalidInput(f"{modules} holds no module {pattern}; name the folder that has {pattern}/ in it")
    relative = os.path.relpath(modules.resolve(), folder.resolve())
    return relative if relative.startswith(".") else f"./{relative}"


def drift(files: Collection[RenderedFile], folder: Path) -> list[str]:
    """What in `folder` is not as rendered, a sentence for each file.

    Raises:
        InvalidInput: the folder cannot be read.
    """
    told = []
    names = set()
    for file in files:
        names.add(file.name)
        text = _current(folder / file.name)
        if text is None:
            told.append(f"{folder / file.name} is missing")
        elif foreign := _foreign(text, file):
            told.append(f"{folder / file.name} {foreign}")
        elif text != file.text:
            before, after = _SOURCE.search(text), _SOURCE.search(file.text)
            other = before and after and before[1] != after[1]
            why = (
                f"; its modules come from {before[1]}, not {after[1]}: mind --source"
                if before and after and other
                else ""
            )
            told.append(f"{folder / file.name} is not as the spec renders{why}")
    return told + [
        f"{folder / name} is left from before: the spec no longer renders it" for name in _left(files, folder)
    ]


def _left(files: Collection[RenderedFile], folder: Path) -> list[str]:
    """Files of the same spec that are rendered no more, such as those of an account that has gone from it.

    Another spec's root module may stand in a folder below: what counts is the line at the head of each file.
    """
    names, heads = {file.name for file in files}, {_head(file.text) for file in files}
    accounts = (each for each in folder.glob(f"{ACCOUNTS}/*") if each.is_dir() and _ACCOUNT.fullmatch(each.name))
    roots = ["", *sorted(f"{ACCOUNTS}/{each.name}/" for each in accounts)]
    gone = (root + name for root in roots for name in FILES if root + name not in names)
    return [name for name in gone if _head(_current(folder / name) or "") in heads]


def _foreign(text: str, file: RenderedFile) -> str | None:
    """Whose a file is that stands where ours would, as the end of a sentence about it; None if it is this spec's."""
    if not text.startswith(MARK):
        return "was not rendered by tieline"
    theirs, ours = _FROM.match(text), _FROM.match(file.text)
    return f"was rendered from {theirs[1]}" if theirs and ours and theirs[1] != ours[1] else None


def _head(text: str) -> str:
    """The first line, which says of a rendered file from which spec it is."""
    return text.partition("\n")[0]


def write(files: list[RenderedFile], folder: Path) -> None:
    """Writes the files, all or none of them, and removes those of ours that are rendered no more.

    Whatever else is in the folder stays as it is.

    Raises:
        InvalidInput: the folder cannot be written to, or a file there is somebody's own or another spec's.
    """
    if folder.exists() and not folder.is_dir():
        raise InvalidInput(f"{folder} is a file; name a folder to write to")
    for file in files:
        text = _current(folder / file.name)
        if text is not None and (foreign := _foreign(text, file)):
            raise InvalidInput(
                f"{folder / file.name} {foreign} and would be lost; nothing was written: move it away, or render into "
                "another folder"
            )
    names = [file.name for file in files]
    left = _left(files, folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".tieline-") as draft:
            for file in files:
                place = Path(draft) / file.name
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text(file.text, encoding="utf-8")
            _replace(names, left, Path(draft), folder)
    except OSError as error:
        raise InvalidInput(
            f"{folder} cannot be written to ({error.strerror}); nothing was changed: name a folder you may write to"
        ) from None


def _replace(names: list[str], left: list[str], draft: Path, folder: Path) -> None:
    """Moves the drafts into the folder and removes what is left; if one fails, what was there before is put back."""
    kept = draft / "kept"
    before = [name for name in (*names, *left) if (folder / name).exists()]
    for name in before:
        (kept / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(folder / name, kept / name)
    try:
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            os.replace(draft / name, folder / name)  # noqa: PTH105 - atomic on every platform
        for name in left:
            (folder / name).unlink()
    except BaseException:
        for name in before:
            os.replace(kept / name, folder / name)  # noqa: PTH105
        for name in names:
            if name not in before and not (draft / name).exists():
                (folder / name).unlink(missing_ok=True)
        raise
    finally:
        _prune((*names, *left), folder)


def _prune(names: Iterable[str], folder: Path) -> None:
    """Removes the folders of files that have become empty."""
    for parent in sorted({parent for name in names for parent in Path(name).parents[:-1]}, reverse=True):
        with suppress(OSError):
            (folder / parent).rmdir()


def _current(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not text"
        raise InvalidInput(f"{path} cannot be read ({why}); name a folder with rendered files, or a new one") from None
