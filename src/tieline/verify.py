"""The main job: a spec planned in LocalStack, asserted on, and scanned.

Many specs are planned as one batch. Findings of every kind are traced to the spec's line.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import singledispatch

from tieline.intent import Check, checks
from tieline.intent.trace import mend, origin
from tieline.localstack.landscape import Landscape, Vpc, VpnGateway
from tieline.localstack.server import Server
from tieline.policy.catalogue import POLICIES
from tieline.policy.scan import Finding, Scan, scan, warm_up
from tieline.render import tfvars
from tieline.shipped import modules_folder
from tieline.spec import Loaded, ManagedVpn, Spec, TransitGatewayVpn
from tieline.spec.loading import Problem
from tieline.spec.quotas import DEFAULT_GATEWAY_ASN
from tieline.terraform.batch import Progress, plan_cases
from tieline.terraform.case import Case, Outcome
from tieline.terraform.diagnostics import Diagnostic
from tieline.terraform.plan import Plan

FAILING = frozenset({"CRITICAL", "HIGH", "MEDIUM"})
"""Severities of policy findings that fail a verification; lesser ones are told."""


@dataclass(frozen=True)
class PolicyFinding:
    """A policy's finding and the place in the spec it goes back to."""

    finding: Finding
    problem: Problem

    @property
    def fails(self) -> bool:
        """Whether the finding fails the verification."""
        return self.finding.severity in FAILING


@dataclass(frozen=True)
class Verdict:
    """Everything that is known about a spec after verifying it."""

    loaded: Loaded
    plan: Plan | None
    refusals: tuple[Diagnostic, ...] = ()
    """Why the module, or the provider, refuses to plan a spec that was accepted."""
    checks: tuple[Check, ...] = ()
    findings: tuple[PolicyFinding, ...] = ()
    policies: int = 0
    """How many policies judged the plan."""
    seconds: dict[str, float] = field(default_factory=dict)
    """How long each step took, in order; steps shared by a batch count whole."""

    @property
    def failures(self) -> list[Problem]:
        """The facts of the plan that are not what the spec says, at the spec's lines."""
        return [
            self.loaded.problem(failure.path, f"{failure.address}: {failure.message}")
            for check in self.checks
            for failure in check.failures
        ]

    @property
    def ok(self) -> bool:
        """Whether the connection is fit to be applied."""
        return bool(self.plan) and not self.failures and not any(finding.fails for finding in self.findings)


def case(loaded: Loaded) -> Case:
    """The spec's pattern module with its inputs, and the networks the spec names."""
    spec = loaded.spec
    return Case(modules_folder() / spec.pattern, tfvars(spec), spec.region, landscape(spec))


@singledispatch
def landscape(spec: Spec) -> Landscape:
    """What exists before the plan, as the spec tells it."""
    raise NotImplementedError(spec.pattern)


@landscape.register
def _transit_gateway_vpn(spec: TransitGatewayVpn) -> Landscape:
    here = (vpc for vpc in spec.vpcs.values() if vpc.attachment_id is None)
    return Landscape(tuple(Vpc(vpc.id, spec.region, tuple(vpc.cidrs)) for vpc in here))


@landscape.register
def _managed_vpn(spec: ManagedVpn) -> Landscape:
    vpcs = tuple(Vpc(vpc.id, spec.region, tuple(vpc.cidrs)) for vpc in spec.vpcs.values())
    adopted = spec.vpn_gateway
    if adopted.id is None:
        return Landscape(vpcs)
    attached = None if adopted.attach else vpcs[0].id
    return Landscape(vpcs, (VpnGateway(adopted.id, spec.region, adopted.asn or DEFAULT_GATEWAY_ASN, attached),))


def verify(specs: Sequence[Loaded], server: Server, progress: Progress = lambda *_: None) -> list[Verdict]:
    """Plans, asserts on and scans every spec; one verdict for each, in order.

    `progress` is told how many of the specs are planned.

    Raises:
        Unavailable: Terraform, the provider, LocalStack or checkov cannot do the work.
    """
    # checkov's import takes over a second: it happens while Terraform, another process, plans.
    with ThreadPoolExecutor(1, "policies") as pool:
        warm = pool.submit(warm_up)
        started = time.perf_counter()
        outcomes = plan_cases([case(loaded) for loaded in specs], server, progress)
        planned = time.perf_counter()
        warm.result()
    scans = {id(outcome.document): scan(outcome.document) for outcome in _one_each(outcomes) if outcome.document}
    seconds = {"plan": planned - started, "policies": time.perf_counter() - planned}
    return [
        _verdict(loaded, outcome, scans.get(id(outcome.document)), seconds)
        for loaded, outcome in zip(specs, outcomes, strict=True)
    ]


def _one_each(outcomes: Iterable[Outcome]) -> Iterable[Outcome]:
    """One outcome for each document that outcomes share."""
    return {id(outcome.document): outcome for outcome in outcomes}.values()


def _undecided(scanned: Scan) -> Iterable[Finding]:
    """What a policy could not judge as a finding: nobody has seen that it is kept."""
    for policy_id, address in scanned.undecided:
        policy = POLICIES[policy_id]
        message = "hangs on a value that the plan does not settle, or hides, and cannot be judged"
        yield Finding(address, policy.id, policy.severity, message, policy.mend, policy.reference)


def _verdict(loaded: Loaded, outcome: Outcome, scanned: Scan | None, seconds: dict[str, float]) -> Verdict:
    if outcome.plan is None or scanned is None:
        return Verdict(loaded, None, outcome.errors, seconds=seconds)
    inside = f"{outcome.prefix}."
    findings = []
    for finding in (*scanned.findings, *_undecided(scanned)):
        if finding.address.startswith(inside):
            own = replace(finding, address=finding.address.removeprefix(inside))
            path = origin(loaded.spec, own.address, own.policy, own.message)
            advice = mend(own.policy, own.mend[0].lower() + own.mend[1:].rstrip("."), own.address)
            text = f"{own.message}; {advice} [{own.policy}, {own.severity}]"
            findings.append(PolicyFinding(own, loaded.problem(path, text)))
    return Verdict(
        loaded,
        outcome.plan,
        checks=tuple(checks(loaded.spec, outcome.plan)),
        findings=tuple(findings),
        policies=len(scanned.ran),
        seconds=seconds,
    )
