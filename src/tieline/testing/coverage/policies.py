"""Which of tieline's policies the plans of a session gave something to judge, and what they said."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Collection, Iterable, Iterator, Set

from tieline.errors import TielineError
from tieline.terraform.case import Outcome
from tieline.terraform.plan import Json
from tieline.testing.coverage.evidence import Seen

PASSES, FAILS, UNDECIDED, FAULT = "policy passes", "policy fails", "policy is undecided", "policies are not judged"


def judged(outcomes: Iterable[Outcome]) -> set[Seen]:
    """What the policies say of the plans; nothing without checkov, or without resources of AWS."""
    if importlib.util.find_spec("checkov") is None:
        return set()
    batches: dict[int, tuple[Json, set[str]]] = {}
    for outcome in outcomes:
        if outcome.plan is not None and outcome.document is not None:
            _, accepted = batches.setdefault(id(outcome.document), (outcome.document, set()))
            accepted.add(outcome.prefix.removeprefix("module."))
    known: set[str] = set()
    seen: set[Seen] = set()
    for document, accepted in batches.values():
        if _has_aws(document):
            seen.update(_scanned(document, accepted, known))
    return seen


def _has_aws(document: Json) -> bool:
    return any(
        change["mode"] == "managed" and change["type"].startswith("aws_") for change in document["resource_changes"]
    )


def _scanned(document: Json, accepted: Collection[str], known: set[str]) -> Iterator[Seen]:
    # ruff: noqa: PLC0415 - with checkov: seconds, which few sessions need
    from tieline.policy.catalogue import POLICIES
    from tieline.policy.scan import scan, warm_up

    try:
        warm_up()
        sample = _sample(document, accepted, known)
        if not sample["resource_changes"]:
            return
        result = scan(sample)
    except TielineError as error:  # it must not take the plans with it
        yield "", str(error), FAULT
        return
    failed = {finding.policy for finding in result.findings}
    undecided = {policy for policy, _ in result.undecided}
    for policies, state in ((result.passed, PASSES), (failed, FAILS), (undecided, UNDECIDED)):
        for policy in POLICIES.keys() & set(policies):
            yield "", policy, state


def _sample(document: Json, accepted: Collection[str], known: set[str]) -> Json:
    """The document with only what a policy judges, and with one of all resources that are alike; none that is `known`.

    checkov takes 25 ms for a resource, and many cases plan the same ones. What no policy judges stays where one may
    look at it, such as flow logs of a gateway.
    """
    from tieline.policy import engine

    expected = {address for _, address in engine.expected(document)}
    judged = {address for address in expected if address.split(".")[1] in accepted}
    sample = []
    for change in document["resource_changes"]:
        diff = change["change"]
        content = json.dumps([change["type"], diff["after"], diff["after_unknown"]], sort_keys=True)
        if change["address"] in judged and content not in known:
            known.add(content)
            sample.append(change)
    addresses = {change["address"] for change in sample}
    cases = {address.split(".")[1].partition("[")[0] for address in addresses}
    sample += [
        change
        for change in document["resource_changes"]
        if change["address"] not in expected and change["address"].split(".")[1].partition("[")[0] in cases
    ]
    root = document["configuration"]["root_module"]
    calls = {name: call for name, call in root["module_calls"].items() if name in cases}
    return document | {
        "resource_changes": sample,
        "planned_values": {"root_module": _only(document["planned_values"]["root_module"], addresses)},
        "configuration": document["configuration"] | {"root_module": root | {"module_calls": calls}},
    }


def _only(module: Json, addresses: Set[str]) -> Json:
    resources = [resource for resource in module.get("resources", []) if resource["address"] in addresses]
    children = [_only(child, addresses) for child in module.get("child_modules", [])]
    filled = [child for child in children if child["resources"] or child["child_modules"]]
    return module | {"resources": resources, "child_modules": filled}


def verdicts(seen: Set[Seen]) -> dict[str, list[str]]:
    """For each policy that judged something, what it said: "passes", "fails" or "is undecided"."""
    found: dict[str, list[str]] = {}
    for state in (PASSES, FAILS, UNDECIDED):
        for policy in (subject for _, subject, at in seen if at == state):
            found.setdefault(policy, []).append(state.removeprefix("policy "))
    return found


def faults(seen: Set[Seen]) -> list[str]:
    """Why policies could not judge."""
    return sorted(text for _, text, state in seen if state == FAULT)
