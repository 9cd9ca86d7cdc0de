"""Providers that Terraform took from a registry, kept for next time: a second run downloads nothing.

They are kept in the user's cache folder, as a filesystem mirror. That is also the layout of `.terraform/providers`,
where Terraform puts what it downloads.
"""

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path


def folder() -> Path | None:
    """Where they are kept; it may not exist yet. None for a user without a home."""
    try:
        base = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
    except RuntimeError:
        return None
    return base.absolute() / "tieline" / "providers"


def keep(providers: Path) -> None:
    """Keep the packages that are in a root module's `.terraform/providers`. That it cannot be done is no error."""
    cache = folder()
    if cache is None:
        return
    for package in providers.glob("*/*/*/*/*"):  # host, namespace, name, version, platform
        kept = cache / package.relative_to(providers)
        if not package.is_symlink() and not kept.exists():  # a link leads to where it is kept already
            with suppress(OSError):
                _copy(package, kept, cache.parent)


def _copy(package: Path, kept: Path, beside: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=beside, prefix="provider-") as draft:
        copy = Path(draft) / "package"
        shutil.copytree(package, copy, copy_function=_link_or_copy)
        # Whole or not at all. Where another process was quicker this fails, and its package is as good.
        copy.rename(kept)


def _link_or_copy(source: str, target: str) -> None:
    """A second name for the same file takes no room and no time, but only works within a file system."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
