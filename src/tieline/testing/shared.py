"""What the processes of one session share: under pytest-xdist, the controller and all its workers."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TypeVar, cast

import pytest

from tieline.working_folder import working_folder

T = TypeVar("T")

_FOLDER = pytest.StashKey[Path]()
_DONE = pytest.StashKey[dict[str, Any]]()
_INPUT = "tieline_folder"


def tell_worker(config: pytest.Config, workerinput: dict[str, Any]) -> None:
    """Puts where the session's folder is into what a worker is started with."""
    workerinput[_INPUT] = str(folder(config))


def folder(config: pytest.Config) -> Path:
    """The session's folder, for its user alone; it goes with the session."""
    if _FOLDER not in config.stash:
        given = getattr(config, "workerinput", {}).get(_INPUT)
        if given is None:
            stack = ExitStack()
            given = stack.enter_context(working_folder())
            config.add_cleanup(stack.close)
        config.stash[_FOLDER] = Path(given)
    return config.stash[_FOLDER]


def once(config: pytest.Config, name: str, work: Callable[[], T]) -> T:
    """What `work` returns or raises, done once in the session: other workers wait for it and take what it made.

    A worker that dies at it gives its turn to the next. What raised an exception would raise it in every worker, each
    time after a wait: it is raised again instead.
    """
    done = config.stash.setdefault(_DONE, {})
    if name not in done:
        alone = not hasattr(config, "workerinput")
        done[name] = _tried(work) if alone else _among_workers(folder(config) / name, work)
    if isinstance(done[name], Exception):
        raise done[name]
    return cast("T", done[name])


def _tried(work: Callable[[], Any]) -> Any:
    try:
        return work()
    except Exception as error:
        return error


def _among_workers(place: Path, work: Callable[[], Any]) -> Any:
    import fcntl  # noqa: PLC0415 - there is none on Windows, where a session without workers goes well

    result = place.with_suffix(".pickle")
    with place.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not result.exists():
            draft = place.with_suffix(".new")
            draft.write_bytes(pickle.dumps(_tried(work)))
            draft.replace(result)
    return pickle.loads(result.read_bytes())  # noqa: S301 - our own, in a folder nobody else may enter
