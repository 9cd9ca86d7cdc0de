"""The main job: a spec planned in LocalStack, asserted on, and scanned.

Many specs are planned as one batch. Findings of every kind are traced to the spec's line.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import cache, singledispatch
from pathlib import Path
from typing import Any

from tieline.intent import Check, checks
from tieline.intent.trace import mend, origin, settled
from tieline.localstack.landscape import Landscape, Vpc, VpnGateway
from tieline.localstack.server import Server
from tieline.policy.catalogue import POLICIES
from tieline.policy.scan import Finding, Scan, scan, warm_up
from tieline.render import Call, calls, composition, tfvars
from tieline.shipped import modules_folder
from tieline.spec import DirectConnect, Loaded, ManagedVpn, Spec
from tieline.spec.base import DirectConnectSpec, TransitGatewaySpec
from tieline.spec.loading import Problem
from tieline.spec.quotas import DEFAULT_GATEWAY_ASN
from tieline.terraform.batch import Progress, plan_cases
from tieline.terraform.case import Case, Outcome
from tieline.terraform.diagnostics import Diagnostic
from tieline.terraform.plan import Plan
from tieline.working_folder import working_folder

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
    """The spec's pattern module with its inputs, or all its calls of it, and the networks the spec names."""
    spec = loaded.spec
    made = calls(spec, together=True)
    if len(made) == 1:
        return Case(modules_folder() / spec.pattern, tfvars(spec) | _stand_ins(spec), spec.region, landscape(spec))
    regions = {f"aws.{call.alias}": call.region for call in made if call.region != spec.region}
    return Case(_together(spec, made), _stand_ins(spec), spec.region, landscape(spec), regions, composed=True)


def _together(spec: Spec, made: Sequence[Call]) -> Path:
    """A module, kept as long as this process lives, that makes all calls of a spec, in all accounts and Regions."""
    folder = compositions() / spec.name / hashlib.sha256(repr(made).encode()).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    text = composition(spec, os.path.relpath(modules_folder().resolve(), folder.resolve()))
    (folder / "main.tf").write_text(text, encoding="utf-8")
    return folder


@cache
def compositions() -> Path:
    """Where this process keeps such modules. They hold what the specs say: no secret."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(working_folder())


def _stand_ins(spec: Spec) -> dict[str, Any]:
    """Invented MACsec keys for those that come from the environment when the module is applied: it wants some."""
    if not isinstance(spec, DirectConnectSpec):
        return {}
    names = [name for name, key in spec.direct_connect.macsec_keys.items() if key.secret_arn is None]
    return {
        variable: {name: hashlib.sha256(f"{variable} {name}".encode()).hexdigest() for name in names}
        for variable in ("macsec_ckn", "macsec_cak")
        if names
    }


@singledispatch
def landscape(spec: Spec) -> Landscape:
    """What exists before the plan, as the spec tells it."""
    raise NotImplementedError(spec.pattern)


@landscape.register
def _transit_gateway(spec: TransitGatewaySpec) -> Landscape:
    here = (vpc for vpc in spec.vpcs.values() if vpc.attachment_id is None)
    return Landscape(tuple(Vpc(vpc.id, spec.region, tuple(vpc.cidrs)) for vpc in here))


@landscape.register
def _direct_connect(spec: DirectConnect) -> Landscape:
    return Landscape(tuple(Vpc(vpc.id, vpc.region or spec.region, tuple(vpc.cidrs)) for vpc in spec.vpcs.values()))


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


def _undecided(scanned: Scan, spec: Spec) -> Iterable[Finding]:
    """What a policy could not judge as a finding: nobody has seen that it is kept."""
    for policy_id, address in scanned.undecided:
        if settled(spec, policy_id, address):
            continue
        policy = POLICIES[policy_id]
        message = "hangs on a value that the plan does not settle, or hides, and cannot be judged"
        yield Finding(address, policy.id, policy.severity, message, policy.mend, policy.reference)


def _verdict(loaded: Loaded, outcome: Outcome, scanned: Scan | None, seconds: dict[str, float]) -> Verdict:
    if outcome.plan is None or scanned is None:
        return Verdict(loaded, None, outcome.errors, seconds=seconds)
    inside = f"{outcome.prefix}."
    findings = []
    for finding in (*scanned.findings, *_undecided(scanned, loaded.spec)):
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
