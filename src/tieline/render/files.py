"""The files of root modules in a folder: written all or none, compared, and never over somebody's own."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tieline.errors import InvalidInput

_SOURCE = re.compile(r'^  source +=[ ]"([^"]*)"', re.MULTILINE)
MARK = "# Rendered by tieline"
"""How a file of ours starts. A file that starts otherwise is somebody's own and is never written over."""


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
                for place in (Path(draft) / file.name, folder / file.name):
                    place.parent.mkdir(parents=True, exist_ok=True)
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
            (kept / name).parent.mkdir(parents=True, exist_ok=True)
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
