"""Reports into files, whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
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
    try:
        handle, draft = tempfile.mkstemp(dir=file.parent, prefix=".tieline-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                json.dump(value, stream, indent=2)
                stream.write("\n")
            Path(draft).replace(file)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise InvalidInput(
            f"{file} cannot be written ({error.strerror}); name a file in a folder you may write to"
        ) from None
