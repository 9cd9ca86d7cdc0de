"""Verdicts, plans and problems as JSON data. Unknown, absent and sensitive values stay apart, as {"mark": ...}."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tieline.terraform.plan import Mark

if TYPE_CHECKING:
    from tieline.spec.loading import Problem
    from tieline.terraform.diagnostics import Diagnostic
    from tieline.terraform.plan import Plan
    from tieline.verify import Verdict


def problem_data(problem: Problem) -> dict[str, Any]:
    """A problem with its place."""
    position = problem.position
    return {
        "file": problem.file,
        "line": position.line,
        "column": position.column,
        "key": problem.key,
        "message": problem.message,
    }


def plan_data(plan: Plan) -> dict[str, Any]:
    """A plan: what is set on each resource. Absent attributes are left out."""
    return {
        "resources": [
            {"address": r.address, "type": r.type, "actions": list(r.actions), "values": _plain(r.values)}
            for r in plan.managed()
        ],
        "outputs": _plain(plan.outputs),
    }


def verdict_data(verdict: Verdict) -> dict[str, Any]:
    """A verdict with everything it rests on."""
    spec = verdict.loaded.spec
    return {
        "file": verdict.loaded.file,
        "name": spec.name,
        "pattern": spec.pattern,
        "ok": verdict.ok,
        "resources": [r.address for r in verdict.plan.managed()] if verdict.plan else [],
        "refusals": [diagnostic_data(diagnostic) for diagnostic in verdict.refusals],
        "checks": [
            {"title": check.title, "facts": check.facts, "failures": len(check.failures)} for check in verdict.checks
        ],
        "failures": [problem_data(problem) for problem in verdict.failures],
        "policies": verdict.policies,
        "findings": [
            {
                "policy": found.finding.policy,
                "severity": found.finding.severity,
                "address": found.finding.address,
                "message": found.finding.message,
                "mend": found.finding.mend,
                "reference": found.finding.reference,
                "fails": found.fails,
                "at": problem_data(found.problem),
            }
            for found in verdict.findings
        ],
        "notices": [problem_data(notice) for notice in verdict.loaded.notices],
        "warnings": [diagnostic_data(warning) for warning in (verdict.plan.warnings if verdict.plan else ())],
        "seconds": {step: round(seconds, 3) for step, seconds in verdict.seconds.items()},
    }


def diagnostic_data(diagnostic: Diagnostic) -> dict[str, Any]:
    """What Terraform said, and of what."""
    return {"summary": diagnostic.summary, "detail": diagnostic.detail, "address": diagnostic.address}


def _plain(value: Any) -> Any:
    if isinstance(value, Mark):
        return {"mark": value.value}
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items() if inner is not Mark.ABSENT}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value
