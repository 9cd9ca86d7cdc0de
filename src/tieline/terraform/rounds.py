"""Plans over a state: a generated root in which cases are planned again and again, as their states become complete."""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from tieline.localstack.landscape import ensure, merge
from tieline.localstack.server import Server
from tieline.terraform import plan_file
from tieline.terraform.batch import NOWHERE, compatible, forget_checksums, told
from tieline.terraform.case import Case
from tieline.terraform.configuration import localstack_environment
from tieline.terraform.diagnostics import Diagnostic, TerraformFailed
from tieline.terraform.generated import case_name, module_calls, write_root
from tieline.terraform.plan import Json
from tieline.terraform.plan_file import Planned
from tieline.terraform.provider_schema import Type, Types, resource_types
from tieline.terraform.redact import masked, secrets
from tieline.terraform.runner import Terraform
from tieline.terraform.slices import attribute, sensitive_inputs
from tieline.terraform.virtual_state import VirtualState, write

log = logging.getLogger(__name__)

Group = Mapping[int, Case]
Errors = dict[int, list[Diagnostic]]


@dataclass(frozen=True, repr=False)
class Round:
    """A plan of some cases, each over its state; the document has its sensitive values, of which `hidden` are texts."""

    modules: Mapping[int, str]
    """By case, the address of its module."""
    document: Json
    planned: Mapping[str, Planned]
    types: Types
    hidden: frozenset[str]


class Rounds:
    """The generated root of some cases.

    Args:
        cases: all that will be planned in it.
        server: the LocalStack that data sources are read from; None when no module uses AWS.
        folder: an empty folder.

    Raises:
        TerraformFailed: some module is broken, and with it the root.
        Unavailable: Terraform or a provider cannot be had.
    """

    def __init__(self, cases: Group, server: Server | None, folder: Path) -> None:
        self._server, self._cases = server, cases
        self._types: dict[str, Mapping[str, Type]] = {}
        # Set for each plan anew; until then the user's own must not be there.
        nobody = localstack_environment(NOWHERE, "000000000000", None)
        self._terraform = Terraform(folder, environment=nobody, watch=self._watch)
        self._calls: dict[str, list[int]] = module_calls(cases)
        write_root(folder, cases, self._calls)
        self._init()

    def _init(self) -> None:
        self._terraform.init()
        forget_checksums(self._terraform.directory / ".terraform.lock.hcl")

    def _known_types(self, document: Json) -> Types:
        """The types of all resources that are in a plan."""
        wanted = {change["provider_name"] for change in document.get("resource_changes", [])}
        if missing := wanted - self._types.keys():
            version = document["terraform_version"]
            self._types |= resource_types(self._terraform, missing, version)
        return self._types

    def plan(self, cases: Group, states: Mapping[int, VirtualState]) -> tuple[list[Round], Errors]:
        """Plans some of the cases over their states, and tells whose errors are whose."""
        rounds: list[Round] = []
        errors: Errors = {}
        for group in compatible_groups(cases):
            more, found = self._plan(group, states)
            rounds += more
            errors |= found
        return rounds, errors

    def _plan(self, group: Group, states: Mapping[int, VirtualState]) -> tuple[list[Round], Errors]:
        folder = self._terraform.directory
        calls = {call: [i for i in indexes if i in group] for call, indexes in self._calls.items()}
        places = write_root(folder, group, {call: indexes for call, indexes in calls.items() if indexes})
        over = {places[index].address: states[index] for index in group if index in states}
        (folder / "terraform.tfstate").write_text(json.dumps(write(over)), encoding="utf-8")
        landscape = merge([case.landscape for case in group.values()])
        endpoint = self._server.endpoint if self._server else NOWHERE
        if self._server:
            ensure(endpoint, landscape)
        environment = localstack_environment(endpoint, landscape.account, next(iter(group.values())).region)
        hidden = sensitive_inputs(group.values())
        try:
            run = self._terraform.plan(refresh=False, environment=environment)
            document = self._terraform.show(run.file) if run.file else None
        except TerraformFailed as failure:
            raise TerraformFailed("plan", told(failure.diagnostics, folder, hidden)) from None
        checked: Json = {}
        if document is not None:
            hidden |= secrets(document)
            checked = document | {"checks": masked(document.get("checks", []), hidden)}
        blamed, orphans = attribute(checked, told(run.diagnostics, folder, hidden), places)
        if failed := {index for index in blamed if places[index].key}:
            self._part(failed)
            return self._plan(group, states)
        if document is None and blamed:
            rest = {index: case for index, case in group.items() if index not in blamed}
            rounds, errors = self._plan(rest, states) if rest else ([], {})
            return rounds, blamed | errors
        if orphans and len(group) > 1:
            log.info("planning %d cases in two halves: no case can be named for: %s", len(group), orphans[0])
            indexes = list(group)
            parts = (indexes[: len(indexes) // 2], indexes[len(indexes) // 2 :])
            (one, first), (two, second) = (self._plan({i: group[i] for i in part}, states) for part in parts)
            return one + two, first | second
        if orphans:
            blamed.setdefault(next(iter(group)), []).extend(orphans)
        if document is None or run.file is None:
            return [], blamed
        fine = {index: places[index].address for index in group.keys() - blamed.keys()}
        return [Round(fine, document, plan_file.read(run.file), self._known_types(document), hidden)], blamed

    def _part(self, cases: Collection[int]) -> None:
        """Gives cases calls of their own from now on: what fails for one ends the work on all that share its call."""
        log.info("planning %d cases in calls of their own: they fail", len(cases))
        rest = {call: [index for index in indexes if index not in cases] for call, indexes in self._calls.items()}
        self._calls = {call: indexes for call, indexes in rest.items() if indexes}
        self._calls |= {case_name(index): [index] for index in cases}
        write_root(self._terraform.directory, self._cases, self._calls)
        self._init()

    def _watch(self) -> None:
        if self._server:
            self._server.check()


def compatible_groups(cases: Group) -> list[Group]:
    """The cases in groups that can share a landscape, under their own numbers."""
    indexes = list(cases)
    return [{indexes[i]: case for i, case in group.items()} for group in compatible([cases[i] for i in indexes])]
