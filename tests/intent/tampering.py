"""Plans broken on purpose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tieline.terraform.plan import Mark, Plan, Resource

Tamper = Callable[[Plan], Plan]


def without(plan: Plan, chosen: Callable[[Resource], bool]) -> Plan:
    """The plan less some resources."""
    return replace(plan, resources={a: r for a, r in plan.resources.items() if not chosen(r)})


def with_values(plan: Plan, kind: str, called: str = "this", key: str | None = None, **values: Any) -> Plan:
    """The plan with values changed in every resource of a type and name, or in the one of a key."""
    return replace(
        plan,
        resources={
            a: replace(r, values={**r.values, **values})
            if (r.type, r.name) == (kind, called) and key in {None, r.key}
            else r
            for a, r in plan.resources.items()
        },
    )


def renamed(plan: Plan, kind: str, new: Callable[[str], str] = lambda key: f"other/{key}") -> Plan:
    """The plan with the key of each resource of a type changed, so that it is another's."""
    return replace(
        plan,
        resources={
            a: replace(r, key=new(str(r.key))) if r.type == kind and r.key is not None else r
            for a, r in plan.resources.items()
        },
    )


def rewired(plan: Plan, block: str, argument: str, references: set[str]) -> Plan:
    """The plan with an argument of a block, or of a module call, that refers to something else."""
    return replace(
        plan,
        references={
            a: {**arguments, argument: frozenset(references)} if a == block or a.endswith(f".{block}") else arguments
            for a, arguments in plan.references.items()
        },
    )


def more(plan: Plan, kind: str, key: str, like: str | None = None, **values: Any) -> Plan:
    """The plan with one more resource of a type, as the first (or that of a key) but for its key and these values."""
    model = next(r for r in plan.of_type(kind) if like in {None, r.key})
    address = f'{model.address.rsplit("[", 1)[0]}["{key}"]'
    made = replace(model, address=address, key=key, values={**model.values, **values})
    return replace(plan, resources={**plan.resources, address: made})


def less(kind: str, key: str | int | None = None, called: str = "this") -> Tamper:
    """Without the resources of a type and name, or the one of a key."""
    return lambda plan: without(plan, lambda r: (r.type, r.name) == (kind, called) and key in {None, r.key})


def values(kind: str, called: str = "this", key: str | None = None, **changed: Any) -> Tamper:
    """With values changed, as `with_values`."""
    return lambda plan: with_values(plan, kind, called, key, **changed)


def rewires(block: str, argument: str, *references: str) -> Tamper:
    """With an argument that refers to something else, as `rewired`."""
    return lambda plan: rewired(plan, block, argument, set(references))


def saying(plan: Plan, output: str, key: str, **said: Any) -> Plan:
    """The plan with an output that says something else of one key."""
    found = plan.outputs[output]
    return replace(plan, outputs={**plan.outputs, output: {**found, key: {**found[key], **said}}})


def otherwise(value: Any) -> Any:
    """Some other value of the same kind."""
    if isinstance(value, Mark):
        return "known"
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if isinstance(value, list):
        return ["198.51.100.0/24"]
    return {} if isinstance(value, dict) else value[::-1]
