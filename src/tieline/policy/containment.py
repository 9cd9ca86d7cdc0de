"""Keeps checkov from changing the process it runs in, and from saying anything.

Importing it takes over the root logger (level DEBUG, a handler to stderr, one that keeps every record in memory), and
while it works it logs through the root logger, whose first use without a handler installs one. Its HCL parser keeps
its grammar in the temporary folder, under a name anybody can guess, and loads it back as a pickle: so it gets no cache.
Importing it also asks the package index for a newer release, and runs `git version` for modules fetched with git, which
a plan has none of. Nothing else was found to matter: no signal handler, hook, working directory or thread.

No environment variable is set for any of this: another thread may just then be passing them on to Terraform.
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
_GIT = "checkov.common.goget.github.get_git"
#: Beside the root logger checkov uses these: its own, and for each check one named for its module.
_LOGGERS = ("checkov", "tieline.policy.checks")


@contextmanager
def contained() -> Iterator[None]:
    """Inside, checkov may be imported and run; it logs nothing and leaves the root logger alone."""
    root, silent = logging.getLogger(), logging.NullHandler()
    levels = {name: logging.getLogger(name).level for name in _LOGGERS}
    root.addFilter(_not_checkov)
    root.addHandler(silent)
    for name in levels:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    stand_ins = {module.__name__: module for module in _stand_ins() if module.__name__ not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        with _parsers_without_a_cache(), _no_update_check():
            yield
    finally:
        for name in stand_ins:
            sys.modules.pop(name, None)
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


@contextmanager
def _no_update_check() -> Iterator[None]:
    """Inside, checkov may be imported without a look at the package index."""
    try:
        settings = importlib.import_module("checkov.common.util.env_vars_config").env_vars_config
    except ImportError:  # checkov is missing, which whoever imports it tells
        yield
        return
    before = settings.SKIP_PACKAGE_UPDATE_CHECK
    settings.SKIP_PACKAGE_UPDATE_CHECK = True
    try:
        yield
    finally:
        settings.SKIP_PACKAGE_UPDATE_CHECK = before


def _not_checkov(record: logging.LogRecord) -> bool:
    return f"{os.sep}checkov{os.sep}" not in record.pathname


def _stand_ins() -> Iterator[types.ModuleType]:
    """What checkov wants from its module that takes over the root logger, and from the one that runs git."""
    module = types.ModuleType(_LOGGING)
    module.log_stream = io.StringIO()  # type: ignore[attr-defined]
    module.erase_log_stream = lambda: None  # type: ignore[attr-defined]
    yield module
    module = types.ModuleType(_GIT)
    module.GitGetter = None  # type: ignore[attr-defined]
    yield module
