"""How a fixture fails: with words, and no value of any case in them."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tieline.errors import TielineError


@contextmanager
def in_words() -> Iterator[None]:
    """Within this, an error fails the test with what it says, and one that nobody foresaw with Python's traceback.

    pytest's own traceback shows the arguments of functions, and with them the inputs of cases.
    """
    try:
        yield
    except (TielineError, pytest.UsageError) as error:
        told = str(error)
    except Exception as error:
        told = "".join(traceback.format_exception(error))
    else:
        return
    raise pytest.fail.Exception(told, pytrace=False) from None
