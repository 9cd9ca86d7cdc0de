"""The base of our checks: a checkov check that judges a planned resource by what the plan JSON itself says.

checkov's own view of a plan cannot be judged: it puts the text of the reference (`each.value.x`) in the place of both
an attribute that is null, which means AWS's default, and one that is only known after apply.
"""

from __future__ import annotations

import functools
import json
import re
from abc import abstractmethod
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checkov.common.bridgecrew.severities import Severities
from checkov.common.models.enums import CheckCategories, CheckResult
from checkov.terraform.checks.resource.base_resource_check import BaseResourceCheck

from tieline.policy.catalogue import POLICIES
from tieline.terraform.plan import UNKNOWN, Mark, Resource, read_references, read_resource

Values = Mapping[str, Any]
#: An attribute, and in a clause what is wrong with it; None where the plan leaves that open.
Fault = tuple[str, str | None]

#: What a reference that names no other resource, data source or module starts with.
_OWN = {"each", "count", "self", "path", "terraform", "var", "local"}
_INSTANCE = re.compile(r'\[(?:"(?:[^"\\]|\\.)*"|\d+)\]')


class PlanCheck(BaseResourceCheck):
    """Decides one policy of the catalogue for every planned instance of `resources`, which are types."""

    def __init__(self, policy: str, *resources: str) -> None:
        about = POLICIES[policy]
        super().__init__(
            name=about.title,
            id=about.id,
            categories=[CheckCategories.NETWORKING],
            supported_resources=list(resources),
            guideline=about.reference,
        )
        self.severity = Severities[about.severity]  # type: ignore[assignment]  # checkov declares it as None

    @abstractmethod
    def faults(self, values: Values, conf: Values) -> Iterator[Fault]:
        """Each attribute that breaks the policy or leaves it open.

        Args:
            values: the planned attributes, or the marks of `tieline.terraform.plan` in their place.
            conf: checkov's view of the resource; only good to see where a value comes from.
        """

    def scan_resource_conf(self, conf: dict[str, list[Any]]) -> CheckResult:
        """Fails on any fault; says unknown when no fault is certain and the plan leaves something open."""
        values = _planned(conf)
        if values is None:  # HCL, not a plan: what a variable or an optional() gives cannot be seen there
            return CheckResult.UNKNOWN
        faults = list(self.faults(values, conf))
        self.evaluated_keys = [attribute for attribute, _ in faults]
        by_clause: dict[str, list[str]] = {}
        for attribute, clause in faults:
            if clause:
                by_clause.setdefault(clause, []).append(attribute)
        self.details = [f"{', '.join(attributes)}: {clause}" for clause, attributes in by_clause.items()]
        if by_clause:
            return CheckResult.FAILED
        return CheckResult.UNKNOWN if faults else CheckResult.PASSED


def _planned(conf: Mapping[str, Any]) -> Values | None:
    path = conf.get("__file__")
    if not path or not str(path[0]).endswith(".json"):
        return None
    return itself(conf).values


def beside(conf: Values, kind: str) -> list[Resource]:
    """The planned resources of a type that may have to do with a resource: of one plan may be many cases.

    Those are what stands under the same module call of the root module, or in the root module itself.
    """
    plan = _plan_of(conf["__file__"][0])
    case = _case(itself(conf))
    if not case:
        return [one for resources in plan.by_case.get(kind, {}).values() for one in resources]
    return [*plan.by_case[kind][case], *plan.by_case[kind][""]] if kind in plan.by_case else []


def itself(conf: Values) -> Resource:
    """The planned resource that is judged."""
    return _plan_of(conf["__file__"][0]).by_address[str(conf["__address__"])]


def references(conf: Values, resource: Resource, attribute: str) -> frozenset[str]:
    """What an argument refers to, as the configuration writes it; nothing where it is not written."""
    block = _INSTANCE.sub("", resource.address)
    return _plan_of(conf["__file__"][0]).references.get(block, {}).get(attribute, frozenset())


def comes_from_elsewhere(conf: Values, attribute: str) -> bool:
    """Whether an argument refers to another resource or module: an unknown value is then no default of AWS's."""
    return any(name.split(".")[0] not in _OWN for name in references(conf, itself(conf), attribute))


def may_be(conf: Values, resource: Resource, attribute: str, *kinds: str) -> frozenset[str | Mark]:
    """What an id may be: the id, or the addresses of those of these types whose id is known only after apply.

    UNKNOWN is among it where the id may be anything. An id that is known is not that of what is to be created.
    """
    value = resource.values.get(attribute)
    if value is not UNKNOWN:
        return frozenset({value if isinstance(value, str) else UNKNOWN})
    created = [one for kind in kinds for one in beside(conf, kind) if isinstance(one.values.get("id", UNKNOWN), Mark)]
    names = references(conf, resource, attribute) - {"each.key", "count.index"}
    if names and all(name.split(".")[0] in kinds for name in names):
        blocks = {".".join(_INSTANCE.sub("", name).split(".")[:2]) for name in names}
        created = [one for one in created if one.module == resource.module and f"{one.type}.{one.name}" in blocks]
    return frozenset(one.address for one in created) or frozenset({UNKNOWN})


def _case(resource: Resource) -> str:
    """The module call of the root module under which a resource stands; nothing for the root module itself."""
    found = re.match(r'module\.[^.\[]+(\["[^"]*"\]|\[\d+\])?', resource.module)
    return found[0] if found else ""


@dataclass(frozen=True)
class _Plan:
    by_address: Mapping[str, Resource]
    by_case: Mapping[str, Mapping[str, list[Resource]]]  # by type
    references: Mapping[str, Mapping[str, frozenset[str]]]  # as those of tieline.terraform.plan.Plan


def _plan_of(path: str) -> _Plan:
    return _read(path, Path(path).stat().st_mtime_ns)


@functools.lru_cache(maxsize=1)  # every check asks for every resource of the one plan that is scanned
def _read(path: str, _version: int) -> _Plan:
    document = json.loads(Path(path).read_text(encoding="utf-8"))
    by_address: dict[str, Resource] = {}
    by_case: dict[str, dict[str, list[Resource]]] = {}
    for change in document["resource_changes"]:
        if "deposed" in change:
            continue
        resource = by_address[change["address"]] = read_resource(change)
        if resource.mode == "managed" and change["change"].get("after") is not None:  # {}: all of it is unknown
            by_case.setdefault(resource.type, defaultdict(list))[_case(resource)].append(resource)
    configuration = document.get("configuration", {}).get("root_module", {})
    return _Plan(by_address, by_case, read_references(configuration))
