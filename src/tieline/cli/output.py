"""Reports into files, whole or not at all; into what is no file, such as a pipe, as they come."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tieline.cli.common import print_json
from tieline.errors import InvalidInput


def write_json(value: Any, file: Path) -> None:
    """Writes JSON to a file, or to stdout for `-`.

    Raises:
        InvalidInput: the file cannot be written.
    """
    if str(file) == "-":
        print_json(value)
        return
    with _told(file):
        _write(json.dumps(value, indent=2) + "\n", file)


def check_writable(file: Path) -> None:
    """Tells before the work, and not after it, that its report could not be written.

    Raises:
        InvalidInput: the file cannot be written.
    """
    if str(file) != "-" and (file.is_file() or not file.exists()):
        with _told(file), tempfile.TemporaryDirectory(dir=file.resolve().parent, prefix=".tieline-"):
            pass


@contextmanager
def _told(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InvalidInput(
            f"{file} cannot be written ({error.strerror}); name a file in a folder you may write to"
        ) from None


def _write(text: str, file: Path) -> None:
    if file.exists() and not file.is_file():
        file.write_text(text, encoding="utf-8")
        return
    target = file.resolve()  # a link stays, and what it names is replaced
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".tieline-") as folder:
        draft = Path(folder) / target.name
        draft.write_text(text, encoding="utf-8")
        if target.exists():
            shutil.copymode(target, draft)
        draft.replace(target)
