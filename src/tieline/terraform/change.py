"""What changes when a module's inputs change, as the provider itself says, and without a cloud.

The state that a first apply would leave is made from the plan of the old inputs, and completed by planning over it
again, until nothing is left to do. Over that state the new inputs are planned. Nothing is refreshed: there is no cloud
to ask. All changes go through these plans together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tieline.errors import InvalidInput
from tieline.localstack.server import Server
from tieline.terraform.batch import plan_cases
from tieline.terraform.case import Case
from tieline.terraform.diagnostics import Diagnostic, TerraformFailed
from tieline.terraform.differences import Action, Inventions, ResourceChange, read_change
from tieline.terraform.plan import Json, nearest, read_references, strip_prefix
from tieline.terraform.redact import redacted
from tieline.terraform.rounds import Rounds
from tieline.terraform.runner import Killed, NoProvider
from tieline.terraform.settling import SIDES, Refused, Settled, Side, number, settle
from tieline.working_folder import working_folder

_KEYS = re.compile(r'\["(?:[^"\\]|\\.)*"\]|\[\d+\]')

Pairs = dict[int, tuple[Case, Case]]


@dataclass(frozen=True, repr=False)
class Change:
    """What becomes of every managed resource instance, by address."""

    resources: Mapping[str, ResourceChange]

    def __getitem__(self, address: str) -> ResourceChange:
        """What becomes of the instance at an address.

        Raises:
            KeyError: there is none, before or after; the message names the nearest address.
        """
        if address not in self.resources:
            raise KeyError(f"nothing is at {address}, before or after{nearest(address, list(self.resources))}")
        return self.resources[address]

    def __contains__(self, address: str) -> bool:
        return address in self.resources

    @property
    def actions(self) -> dict[str, Action]:
        """What is done, by address; what stays as it is is left out."""
        return {address: each.action for address, each in self.resources.items() if each.action != "nothing"}

    @property
    def created(self) -> list[str]:
        """The addresses of what is new."""
        return self._with("create")

    @property
    def updated(self) -> list[str]:
        """The addresses of what is changed in place."""
        return self._with("update")

    @property
    def replaced(self) -> list[str]:
        """The addresses of what is deleted and made anew, in whatever order."""
        return self._with("replace")

    @property
    def deleted(self) -> list[str]:
        """The addresses of what goes."""
        return self._with("delete")

    @property
    def unchanged(self) -> list[str]:
        """The addresses of what stays as it is."""
        return self._with("nothing")

    def _with(self, action: Action) -> list[str]:
        return [address for address, each in self.resources.items() if each.action == action]

    def __repr__(self) -> str:
        done = [str(each) for each in self.resources.values() if each.action != "nothing"]
        kept = len(self.resources) - len(done)
        return "\n".join([*(done or ["nothing changes"]), f"({kept} unchanged)"])


@dataclass(frozen=True)
class ChangeOutcome:
    """What became of a change: what it does, or the errors that kept it from being planned."""

    change: Change | None
    errors: tuple[Diagnostic, ...] = ()
    refused: Side | None = None
    """Which of the two cases the errors are of."""


MOST = 200
"""How many changes one Terraform plans: of each, two cases."""


def plan_changes(changes: Sequence[tuple[Case, Case]], server: Server | None) -> list[ChangeOutcome]:
    """Plans every change, from its first case to its second, and returns one outcome for each, in order.

    Args:
        changes: any number of pairs of cases; the two may be of different modules, such as two versions of one.
        server: the LocalStack that data sources are read from; None when no module uses AWS.

    Raises:
        Unavailable: Terraform, the provider or LocalStack cannot do the work.
    """
    outcomes: dict[int, ChangeOutcome] = {}
    for start in range(0, len(changes), MOST):
        outcomes |= _isolated(dict(enumerate(changes[start : start + MOST], start)), server)
    return [outcomes[index] for index in range(len(changes))]


def _isolated(pairs: Pairs, server: Server | None) -> dict[int, ChangeOutcome]:
    """Plans changes; one that breaks the run costs no other its outcome."""
    try:
        return _planned(pairs, server)
    except (TerraformFailed, NoProvider, Killed, InvalidInput):
        # Some module is broken whatever its inputs, or a case breaks Terraform: nothing can be planned beside it.
        if broken := _broken(pairs, server):
            sound = {index: pair for index, pair in pairs.items() if index not in broken}
            return broken | _isolated(sound, server)
        if len(pairs) == 1:
            raise
    indexes = list(pairs)
    halves = (indexes[: len(indexes) // 2], indexes[len(indexes) // 2 :])
    first, second = (_isolated({index: pairs[index] for index in half}, server) for half in halves)
    return first | second


def _planned(pairs: Pairs, server: Server | None) -> dict[int, ChangeOutcome]:
    if not pairs:
        return {}
    with working_folder() as folder:
        cases = {
            number(index, side): case for index, pair in pairs.items() for side, case in zip(SIDES, pair, strict=True)
        }
        settled = settle(pairs, Rounds(cases, server, folder))
    changes = _read({index: each for index, each in settled.items() if isinstance(each, Settled)})
    return {
        index: ChangeOutcome(None, each.errors, each.side)
        if isinstance(each, Refused)
        else ChangeOutcome(changes[index])
        for index, each in settled.items()
    }


def _read(settled: Mapping[int, Settled]) -> dict[int, Change]:
    """The changes that plans tell, each plan read once."""
    by_plan: dict[int, dict[int, Settled]] = {}
    for index, each in settled.items():
        by_plan.setdefault(id(each.plan), {})[index] = each
    return {index: change for group in by_plan.values() for index, change in _read_plan(group)}


def _read_plan(group: Mapping[int, Settled]) -> Iterator[tuple[int, Change]]:
    plan = next(iter(group.values())).plan
    clean = {change["address"]: change["change"] for change in redacted(plan.document, plan.hidden)["resource_changes"]}
    found: dict[str, list[Json]] = {}
    for change in plan.document["resource_changes"]:
        if change["mode"] == "managed":
            found.setdefault(".".join(change["address"].split(".")[:2]), []).append(change)
    calls = plan.document["configuration"]["root_module"]["module_calls"]
    for index, each in group.items():
        references = read_references(calls[_KEYS.sub("", each.module).removeprefix("module.")]["module"])
        inventions = Inventions(each.state.invented)
        resources = {}
        for change in found.get(each.module, []):
            address = strip_prefix(change["address"], each.module)
            wanted = plan.types[change["provider_name"]][change["type"]]
            arguments = references.get(_KEYS.sub("", address), {})
            resources[address] = read_change(
                change, clean[change["address"]], address, wanted=wanted, inventions=inventions, arguments=arguments
            )
        yield index, Change(dict(sorted(resources.items())))


def _broken(pairs: Pairs, server: Server | None) -> dict[int, ChangeOutcome]:
    """The changes with a case that cannot be planned at all."""
    outcomes = plan_cases([case for pair in pairs.values() for case in pair], server)
    found: dict[int, ChangeOutcome] = {}
    for position, index in enumerate(pairs):
        for side, outcome in zip(SIDES, outcomes[2 * position : 2 * position + 2], strict=True):
            if outcome.plan is None:
                found.setdefault(index, ChangeOutcome(None, outcome.errors, side))
    return found
