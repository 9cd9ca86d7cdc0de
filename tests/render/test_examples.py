"""What an example renders to plans exactly what verifying its spec plans."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest

from conftest import ROOT, THOROUGH
from tieline.localstack.server import Server
from tieline.render.calls import DX_GATEWAY_VARIABLE, calls
from tieline.spec import load
from tieline.spec.loading import PATTERNS
from tieline.terraform.batch import plan_cases
from tieline.terraform.case import Case, Outcome
from tieline.terraform.plan import UNKNOWN
from tieline.verify import case

EXAMPLES = sorted(file.parent for file in (ROOT / "examples").glob("*/spec.yaml"))
DX_GATEWAY = "1234abcd-12ab-34cd-56ef-1234567890ab"

Values = dict[str, Mapping[str, Any]]


ACCOUNTS = sorted(file.parent for file in (ROOT / "examples").glob("*/accounts/*/main.tf"))
KINDS = [
    folder for folder in EXAMPLES if THOROUGH or folder.name in {"direct-connect-cross-account", "transit-gateway-vpn"}
]
"""One that is a single call, and one of several Regions and accounts."""


@pytest.fixture(scope="module")
def planned(localstack: Server) -> dict[str, Outcome]:
    """By path, the outcome of each spec as it is verified, and of each root module; all planned in one batch."""
    cases = {f"{folder.name}/spec.yaml": case(load(folder / "spec.yaml")) for folder in KINDS}
    for folder in KINDS:
        verified = cases[f"{folder.name}/spec.yaml"]
        cases[folder.name] = Case(folder, {}, verified.region, verified.landscape)
    for folder in ACCOUNTS:
        of = cases[folder.parents[1].name]
        cases[f"{of.module.name}/{folder.name}"] = Case(
            folder, {DX_GATEWAY_VARIABLE: DX_GATEWAY}, of.region, of.landscape
        )
    return dict(zip(cases, plan_cases(list(cases.values()), localstack), strict=True))


def values(outcome: Outcome) -> Values:
    assert outcome.plan is not None, outcome.errors
    return {resource.address: _in_any_account(resource.values) for resource in outcome.plan.managed()}


def _in_any_account(attributes: Mapping[str, Any]) -> Mapping[str, Any]:
    """LocalStack's account depends on what else is planned beside it, and policies name it."""
    policies = {name: attributes[name] for name in ("assume_role_policy", "policy") if name in attributes}
    return {**attributes} | {
        name: re.sub(r"\b\d{12}\b", "ACCOUNT", text) for name, text in policies.items() if isinstance(text, str)
    }


@pytest.mark.parametrize("example", [folder.name for folder in KINDS])
def test_the_rendered_roots_plan_what_is_verified(example: str, planned: dict[str, Outcome]) -> None:
    made = calls(load(ROOT / "examples" / example / "spec.yaml").spec, together=True)
    verified = values(planned[f"{example}/spec.yaml"])
    if len(made) == 1:  # planned as its module, without a root around it
        verified = {f"module.{made[0].label}.{address}": each for address, each in verified.items()}
    rendered = values(planned[example])
    for account in {call.account for call in made if call.account}:
        own, together = f"module.{made[0].label}", f"module.{made[0].label}_account_{account}"
        rendered |= {
            address.replace(own, together, 1): _with_a_gateway_to_come(each)
            for address, each in values(planned[f"{example}/{account}"]).items()
        }
    assert rendered == verified


def _with_a_gateway_to_come(attributes: Mapping[str, Any]) -> Mapping[str, Any]:
    """The root module of another account is given the Direct Connect gateway, which is made where the spec is whole."""
    known = attributes.get("dx_gateway_id") == DX_GATEWAY
    return {**attributes, "dx_gateway_id": UNKNOWN} if known else attributes


def test_every_pattern_has_an_example() -> None:
    assert {load(folder / "spec.yaml").spec.pattern for folder in EXAMPLES} == PATTERNS.keys()
