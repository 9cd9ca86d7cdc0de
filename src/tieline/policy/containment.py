"""Keeps checkov from changing the process it runs in, and from saying anything.

Importing it takes over the root logger (level DEBUG, a handler to stderr, one that keeps every record in memory), and
while it works it logs through the root logger, whose first use without a handler installs one. Its HCL parser keeps
its grammar in the temporary folder, under a name anybody can guess, and loads it back as a pickle: so it gets no cache.
Nothing else was found to matter: no signal handler, hook, working directory, environment or thread.
"""

from __future__ import annotations

import importlib
import io
import logging
import os
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_LOGGING = "checkov.logging_init"
#: Beside the root logger checkov uses these: its own, and for each check one named for its module.
_LOGGERS = ("checkov", "tieline.policy.checks")
#: Without it checkov takes what is known only after apply for not set. Read at every scan.
_AFTER_UNKNOWN = "EVAL_TF_PLAN_AFTER_UNKNOWN"


@contextmanager
def contained() -> Iterator[None]:
    """Inside, checkov may be imported and run; it logs nothing and leaves the root logger alone."""
    root, silent = logging.getLogger(), logging.NullHandler()
    levels = {name: logging.getLogger(name).level for name in _LOGGERS}
    before = os.environ.get(_AFTER_UNKNOWN)
    root.addFilter(_not_checkov)
    root.addHandler(silent)
    for name in levels:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    os.environ[_AFTER_UNKNOWN] = "1"
    stand_in = _LOGGING not in sys.modules
    if stand_in:
        sys.modules[_LOGGING] = _logging_stand_in()
    try:
        with _parsers_without_a_cache():
            yield
    finally:
        if stand_in:
            sys.modules.pop(_LOGGING, None)
        if before is None:
            os.environ.pop(_AFTER_UNKNOWN, None)
        else:
            os.environ[_AFTER_UNKNOWN] = before
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
        root.removeHandler(silent)
        root.removeFilter(_not_checkov)


@contextmanager
def _parsers_without_a_cache() -> Iterator[None]:
    """Inside, `from lark import Lark` gives a parser that neither reads nor writes the temporary folder."""
    try:
        lark = importlib.import_module("lark")
    except ImportError:  # then checkov, which brings it, is missing too
        yield
        return
    original = lark.Lark

    class Uncached(original):  # type: ignore[misc, valid-type]
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options | {"cache": False})

    lark.Lark = Uncached  # type: ignore[attr-defined]
    try:
        yield
    finally:
        lark.Lark = original  # type: ignore[attr-defined]


def _not_checkov(record: logging.LogRecord) -> bool:
    return f"{os.sep}checkov{os.sep}" not in record.pathname


def _logging_stand_in() -> types.ModuleType:
    """What the rest of checkov wants from the module that takes over the root logger."""
    module = types.ModuleType(_LOGGING)
    module.log_stream = io.StringIO()  # type: ignore[attr-defined]
    module.erase_log_stream = lambda: None  # type: ignore[attr-defined]
    return module
