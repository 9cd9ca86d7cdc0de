"""From the old inputs to the plan of the new ones: states are completed until nothing is left to do over them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from tieline.terraform.case import Case
from tieline.terraform.diagnostics import Diagnostic
from tieline.terraform.plan import Json, strip_prefix
from tieline.terraform.rounds import Round, Rounds
from tieline.terraform.virtual_state import VirtualState, after_apply

Side = Literal["before", "after"]
SIDES: tuple[Side, Side] = ("before", "after")

MOST_ROUNDS = 5
"""How often a change is planned at most. Three times is usual; what differs after these differs for ever."""


@dataclass(frozen=True, repr=False)
class Settled:
    """The plan of a change's case after, which is the module `module` of it, over the state of its case before."""

    plan: Round
    module: str
    state: VirtualState


@dataclass(frozen=True)
class Refused:
    """Why one of a change's two cases cannot be planned."""

    side: Side
    errors: tuple[Diagnostic, ...]


def number(change: int, side: Side) -> int:
    """The number of a change's case in the generated root."""
    return 2 * change + SIDES.index(side)


def settle(changes: Mapping[int, tuple[Case, Case]], rounds: Rounds) -> dict[int, Settled | Refused]:
    """Plans changes, all of them together. Changes that start from equal cases share that case's state."""
    firsts: dict[str, int] = {}
    source = {change: firsts.setdefault(pair[0].fingerprint(), change) for change, pair in changes.items()}
    ended: dict[int, Settled | Refused] = {}
    states: dict[int, VirtualState] = {}
    complete: set[int] = set()
    left: dict[int, list[str]] = {}
    for turn in range(MOST_ROUNDS):
        waiting = [change for change in changes if change not in ended]
        befores = {source[change] for change in waiting} - complete
        # The first state has no references yet: nothing can be told from it but the next one.
        afters = waiting if turn > 1 else []
        cases = {number(change, "before"): changes[change][0] for change in sorted(befores)}
        cases |= {number(change, "after"): changes[change][1] for change in afters}
        if not cases:
            break
        over = {number(change, "before"): states[change] for change in befores & states.keys()}
        over |= {number(change, "after"): states[source[change]] for change in afters}
        planned, errors = rounds.plan(cases, over)
        plans = {case: plan for plan in planned for case in plan.modules}
        for change in befores:
            if plan := plans.get(number(change, "before")):
                module = plan.modules[number(change, "before")]
                left[change] = list(_unfinished(plan.document, module))
                if turn and not left[change]:
                    complete.add(change)
                else:
                    states[change] = _after(plan, module, states.get(change))
        for change in waiting:
            before, after = number(source[change], "before"), number(change, "after")
            if before in errors or after in errors:
                side: Side = "before" if before in errors else "after"
                found = errors[before if before in errors else after]
                ended[change] = Refused(side, tuple(_explained(error) if turn else error for error in found))
            elif source[change] in complete and after in plans:
                ended[change] = Settled(plans[after], plans[after].modules[after], states[source[change]])
    return {change: ended.get(change) or _never(left[source[change]]) for change in changes}


def _after(plan: Round, module: str, earlier: VirtualState | None) -> VirtualState:
    return after_apply(plan.document, plan.planned, plan.types, module, earlier)


def _unfinished(document: Json, module: str) -> Iterator[str]:
    """What a plan would still do in a module, as it reads inside it."""
    for change in document.get("resource_changes", []):
        if change["mode"] == "managed" and change["address"].startswith(f"{module}."):
            actions = change["change"]["actions"]
            if actions != ["no-op"]:
                yield f"{'/'.join(actions)} {strip_prefix(change['address'], module)}"


def _explained(error: Diagnostic) -> Diagnostic:
    if not re.search(r"(^|\.)data\.", error.address or ""):
        return error
    why = (
        "Nothing has been applied: a data source that looks for what its own module makes does not find it, and "
        "no change of such a module can be planned; take what it looks up from the resource itself."
    )
    return replace(error, detail=f"{error.detail} {why}".strip())


def _never(left: list[str]) -> Refused:
    text = (
        "planned over its own result it would still do something, again and again: "
        f"{', '.join(left)}. What a change does cannot be told from that; mend what differs each time, such as a "
        "timestamp()."
    )
    return Refused("before", (Diagnostic("error", "The module never comes to rest", text),))
