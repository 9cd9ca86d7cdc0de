"""The two ways in which tieline stops: the input is wrong, or the machine cannot do the work.

Every message is a sentence or more for a person: what is wrong, where, the value, and how to mend it.
"""

from __future__ import annotations


class TielineError(Exception):
    """Anything tieline tells its user; `exit_code` is what the command line returns for it."""

    exit_code = 1

    def __reduce__(self) -> tuple[object, ...]:
        # Whatever a subclass's constructor takes: an error goes from one process to another as it is.
        return TielineError.__new__, (type(self), *self.args), self.__dict__


class InvalidInput(TielineError):
    """What the user gave is wrong. Exit code 1."""


class Unavailable(TielineError):
    """Something the work needs is missing or broke: Terraform, a provider, LocalStack. Exit code 3."""

    exit_code = 3
