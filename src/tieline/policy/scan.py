"""Judges a plan by policy, in process: our checks and checkov's own. No network, and nothing is printed."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from tieline.errors import InvalidInput, Unavailable
from tieline.policy.catalogue import POLICIES, checkov_policy
from tieline.policy.containment import contained
from tieline.terraform.redact import redacted
from tieline.working_folder import working_folder

# checkov keeps its checks, and each check its last verdict, in module state; containment is of the whole process.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, order=True)
class Finding:
    """A planned resource that breaks a policy."""

    address: str
    policy: str
    severity: str
    message: str
    mend: str
    reference: str


@dataclass(frozen=True)
class Scan:
    """What one plan was found to be."""

    #: In the order of addresses, then policies.
    findings: tuple[Finding, ...]
    #: The ids of all policies that were judged, ours and checkov's.
    ran: frozenset[str]
    #: For each policy that some resource keeps, how many do.
    passed: Mapping[str, int]
    #: Policy and address where one of our policies hangs on a value that the plan does not settle or hides.
    undecided: tuple[tuple[str, str], ...]


def warm_up() -> None:
    """Imports checkov and loads all checks, which takes seconds; call it in a thread while Terraform plans.

    Raises:
        Unavailable: checkov is not installed, or a policy has no check.
    """
    with _ONE_AT_A_TIME, contained():
        _engine()


def scan(plan: Path | Mapping[str, Any]) -> Scan:
    """Judges the planned resources.

    Args:
        plan: the output of `terraform show -json`, as a file or as read.

    Raises:
        InvalidInput: the plan cannot be read or is no plan JSON.
        Unavailable: checkov is not installed, or a policy that applies was not judged.
    """
    document = redacted(_document(plan))
    with _ONE_AT_A_TIME, contained(), working_folder() as folder:
        engine = _engine()
        file = folder / "plan.json"
        file.write_text(json.dumps(document, indent=1), encoding="utf-8")  # in one line, line numbers say nothing
        verdicts = engine.run(file)
        missed = sorted(set(engine.expected(document)) - verdicts.ours.keys())
    if missed:
        policy, address = missed[0]
        raise Unavailable(
            f"The policy {policy} did not judge {address}{f' (and {len(missed) - 1} more)' if missed[1:] else ''}, so "
            "the scan is not complete. This is a fault in tieline, or a checkov that it does not know."
        )
    return Scan(
        findings=tuple(sorted({_finding(record) for record in verdicts.failed})),
        ran=frozenset(
            {policy for policy, _ in verdicts.ours}
            | verdicts.passed.keys()
            | {record.check_id for record in verdicts.failed}
        ),
        passed=dict(sorted(verdicts.passed.items())),
        undecided=tuple(sorted(key for key, result in verdicts.ours.items() if result == "UNKNOWN")),
    )


def _engine() -> ModuleType:
    try:
        from tieline.policy import engine  # noqa: PLC0415
    except ImportError as error:
        raise Unavailable(
            f"checkov, which judges the policies, cannot be imported ({error}). "
            "Install it with: pip install 'tieline[policy]'"
        ) from error
    engine.load_checks()
    return engine


def _document(plan: Path | Mapping[str, Any]) -> dict[str, Any]:
    where = "The plan" if isinstance(plan, Mapping) else str(plan)
    try:
        document = plan if isinstance(plan, Mapping) else json.loads(plan.read_bytes())
    except (OSError, ValueError) as error:
        raise InvalidInput(
            f"{where}: the plan cannot be read ({error}). Write it with: terraform show -json PLAN"
        ) from error
    if not isinstance(document, Mapping) or not {"planned_values", "terraform_version"} <= document.keys():
        raise InvalidInput(
            f"{where} is not the JSON of a plan: it has no planned_values. Write it with: terraform show -json PLAN"
        )
    return dict(document)


def _finding(record: Any) -> Finding:
    policy = POLICIES.get(record.check_id) or checkov_policy(record.check_id, record.check_name, record.guideline)
    rule = policy.title if policy.title[1].isupper() else policy.title[0].lower() + policy.title[1:]  # "AWS ..." stays
    return Finding(
        address=record.resource_address or record.resource,
        policy=policy.id,
        severity=policy.severity,
        message="; ".join(record.details) or f"breaks the rule: {rule}",
        mend=policy.mend,
        reference=policy.reference,
    )
