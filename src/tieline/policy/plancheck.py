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
from tieline.terraform.plan import Resource, read_resource

Values = Mapping[str, Any]
#: An attribute, and in a clause what is wrong with it; None where the plan leaves that open.
Fault = tuple[str, str | None]


class PlanCheck(BaseResourceCheck):
    """Decides one policy of the catalogue for every planned instance of `resource`."""

    def __init__(self, policy: str, resource: str) -> None:
        about = POLICIES[policy]
        super().__init__(
            name=about.title,
            id=about.id,
            categories=[CheckCategories.NETWORKING],
            supported_resources=[resource],
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
    path, address = conf.get("__file__"), conf.get("__address__")
    if not path or not str(path[0]).endswith(".json"):
        return None
    return _plan_of(path[0]).by_address[str(address)].values


def beside(conf: Values, kind: str) -> list[Resource]:
    """The planned resources of a type that may have to do with a resource: of one plan may be many cases.

    Those are what stands under the same module call of the root module, or in the root module itself.
    """
    plan = _plan_of(conf["__file__"][0])
    case = _case(plan.by_address[str(conf["__address__"])])
    if not case:
        return [one for resources in plan.by_case.get(kind, {}).values() for one in resources]
    return [*plan.by_case[kind][case], *plan.by_case[kind][""]] if kind in plan.by_case else []


def _case(resource: Resource) -> str:
    """The module call of the root module under which a resource stands; nothing for the root module itself."""
    found = re.match(r'module\.[^.\[]+(\["[^"]*"\]|\[\d+\])?', resource.module)
    return found[0] if found else ""


@dataclass(frozen=True)
class _Plan:
    by_address: Mapping[str, Resource]
    by_case: Mapping[str, Mapping[str, list[Resource]]]  # by type


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
    return _Plan(by_address, by_case)
