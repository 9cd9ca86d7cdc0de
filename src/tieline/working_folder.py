"""Folders for what must not stay: inputs, plans and states, which have secrets in clear.

A guard, a small shell, removes such a folder when this process cannot: after `kill -9`, or a signal that nobody
handles. It waits on a pipe that this process alone holds, and that the system closes however the process ends.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

# It stands in the folder, so that `.` is the folder also when that has lost its name. What still runs there (Terraform
# and its provider, which are interrupted when we die) may write on until its files and the folder are gone under it:
# then nothing can be made there again. What has not ended after 5 s is killed.
_GUARD = """\
trap '' HUP INT TERM
read -r released && exit
turn=0
while [ $turn -lt 100 ]; do
  rm -rf "$1"
  left=
  for process in /proc/[0-9]*; do
    [ "$process/cwd" -ef . ] && [ "$process" != /proc/$$ ] && left="$left ${process#/proc/}"
  done
  [ "$left" ] || [ -e "$1" ] || exit
  [ $turn -ge 50 ] && [ "$left" ] && kill -9 $left
  turn=$((turn + 1))
  sleep 0.1
done
"""


@contextmanager
def working_folder() -> Iterator[Path]:
    """An empty folder, for this user alone, that is gone afterwards, however this process ends.

    Where there is no shell, only an end in order removes it.
    """
    folder = Path(tempfile.mkdtemp(prefix="tieline-")).resolve()
    guard = None
    try:
        guard = _guard(folder)
        yield folder
    finally:
        with guard or nullcontext():  # ends the pipe, and waits for the guard
            shutil.rmtree(folder, ignore_errors=guard is not None)
            if guard and guard.stdin and not folder.exists():
                with suppress(OSError):  # somebody has killed it
                    guard.stdin.write(b"\n")


def _guard(folder: Path) -> subprocess.Popen[bytes] | None:
    path = os.pathsep.join(filter(None, [os.environ.get("PATH"), os.defpath]))
    try:
        return subprocess.Popen(
            ["/bin/sh", "-c", _GUARD, "tieline-guard", str(folder)],
            bufsize=0,
            cwd=folder,
            env={"PATH": path},
            stdin=subprocess.PIPE,
            # Not ours: whoever reads them would wait for the guard.
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for us
        )
    except OSError:
        return None
