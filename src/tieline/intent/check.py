"""A check of intent: facts compared, and those that do not hold."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from tieline.spec.document import Path
from tieline.terraform.plan import ABSENT, Plan, Resource


@dataclass(frozen=True)
class Failure:
    """A fact of the plan that is not what the spec says."""

    path: Path
    """Where the spec says it."""
    address: str
    """What the plan has, or lacks."""
    message: str


@dataclass
class Check:
    """Some facts about the plan that belong together."""

    title: str
    facts: int = 0
    """How many facts were compared."""
    failures: list[Failure] = field(default_factory=list)

    def fact(self, holds: bool, path: Path, address: str, message: str) -> None:
        """Counts a fact, and keeps it if it does not hold."""
        self.facts += 1
        if not holds:
            self.failures.append(Failure(path, address, message))

    def attribute(self, resource: Resource, name: str, expected: Any, path: Path) -> None:
        """The fact that an attribute is planned as expected; sequences compare as sets, as AWS takes them."""
        planned = resource[name]
        if isinstance(expected, list | set | tuple):
            same = isinstance(planned, list) and sorted(map(str, planned)) == sorted(map(str, expected))
        else:
            same = type(planned) is type(expected) and planned == expected
        self.fact(same, path, resource.address, f"{name} is planned as {planned!r}; the spec says {expected!r}")

    def keys(
        self,
        plan: Plan,
        kind: str,
        expected: Mapping[str, Path],
        root: Path,
        name: str | None = None,
        *,
        of: Callable[[Resource], str] = lambda resource: str(resource.key),
    ) -> dict[str, Resource]:
        """The fact that a type (and name) is planned once for each of these keys, and no others; what is, by key.

        A key is that of the resource, or what `of` says.
        """
        planned: dict[str, Resource] = {}
        for resource in plan.of_type(kind):
            if name in {None, resource.name} and (other := planned.setdefault(of(resource), resource)) is not resource:
                self.fact(False, root, resource.address, f"is planned beside {other.address}; one is enough")
        for key, path in expected.items():
            self.fact(key in planned, path, kind, f'nothing of this type is planned for "{key}"')
        for key in planned.keys() - expected.keys():
            self.fact(False, root, planned[key].address, "is planned, and the spec does not ask for it")
        return {key: planned[key] for key in expected if key in planned}

    def tags(self, resource: Resource, wanted: Mapping[str, str], path: Path) -> None:
        """The fact that a resource carries these tags, whatever others it has."""
        planned = resource["tags"]
        missing = {k: v for k, v in wanted.items() if not isinstance(planned, dict) or planned.get(k) != v}
        self.fact(not missing, path, resource.address, f"the tags {missing} are not planned")

    def joined(self, plan: Plan, block: str, argument: str, target: str, path: Path, *, keyed: bool = False) -> None:
        """The fact that an argument, unknown before apply, comes from `target`; with `keyed` by its own key."""
        found = [
            (at, arguments) for at, arguments in plan.references.items() if at == block or at.endswith(f".{block}")
        ]
        for address, arguments in found:
            references = arguments.get(argument, frozenset())
            holds = target in references and (not keyed or any(name.startswith("each.") for name in references))
            named = ", ".join(sorted(references)) or "nothing"
            wanted = f"the {target} of its key" if keyed else target
            self.fact(holds, path, address, f"{argument} comes from {named}; it has to come from {wanted}")
        self.fact(bool(found), path, block, "is not in the module")

    def one_of(self, value: Any, allowed: Collection[Any], path: Path, address: str, what: str) -> None:
        """The fact that a value is one of several that would do."""
        self.fact(any(value is a or value == a for a in allowed), path, address, f"{what} is planned as {value!r}")


def absent_or(value: Any) -> Any:
    """What a plan has for an attribute the spec leaves out."""
    return ABSENT if value is None else value
