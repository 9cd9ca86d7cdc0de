"""What each policy says of transit gateways that real Terraform planned, many cases in one plan, judged by real checkov."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tieline.policy.scan import Scan, scan
from tieline.terraform.runner import Terraform

KNOWN, OTHER = "tgw-0aa11bb22cc33dd44", "tgw-0ab11bb22cc33dd44"
GATEWAY_ARN = f"arn:aws:ec2:eu-north-1:111122223333:transit-gateway/{KNOWN}"
SUBNET_ARN = "arn:aws:ec2:eu-north-1:111122223333:subnet/subnet-0aa11bb22cc33dd44"
TWO: dict[str, Any] = {"one": {}, "two": {}}
STATIC = {"one": {"static": True}}


def static(on: str) -> dict[str, Any]:
    return {"one": {"static": True, "on": on}}


# The case, and which policies (TIELINE_TGW_<n>) do not pass it.
CASES: dict[str, tuple[dict[str, Any], dict[int, str]]] = {
    "as it should be": ({}, {}),
    "auto-accept": ({"auto_accept": "enable"}, {1: "failed"}),
    "auto-accept said off": ({"auto_accept": "disable"}, {}),
    "auto-accept later": ({"later": ["auto_accept"]}, {1: "undecided"}),
    "association by default": ({"association": "enable"}, {2: "failed"}),
    "propagation by default": ({"propagation": "enable"}, {2: "failed"}),
    "association later": ({"later": ["association"]}, {2: "undecided"}),
    "association later, propagation on": ({"later": ["association"], "propagation": "enable"}, {2: "failed"}),
    "no ECMP and two connections": ({"ecmp": "disable", "connections": TWO}, {3: "failed"}),
    "no ECMP and one connection": ({"ecmp": "disable", "connections": {"one": {}}}, {}),
    "no ECMP and connections elsewhere": (
        {"ecmp": "disable", "connections": {"one": {}, "two": {"on": "virtual"}, "three": {"on": "virtual"}}},
        {},
    ),
    "no ECMP on one of two gateways": ({"gateways": 2, "flow_logs": ["created", "created"], "ecmp": "disable", "connections": TWO}, {3: "undecided"}),
    "ECMP and two connections": ({"ecmp": "enable", "connections": TWO}, {}),
    "ECMP later and two connections": ({"later": ["ecmp"], "connections": TWO}, {3: "undecided"}),
    "no flow log": ({"flow_logs": []}, {4: "failed"}),
    "the flow log of another gateway": ({"flow_logs": [KNOWN]}, {4: "failed"}),
    "one flow log for two gateways": ({"gateways": 2}, {4: "undecided"}),
    "static beside Direct Connect": ({"connections": STATIC, "direct_connect": ["created"]}, {5: "failed"}),
    "BGP beside Direct Connect": ({"connections": {"one": {}}, "direct_connect": ["created"]}, {}),
    "static without Direct Connect": ({"connections": STATIC}, {}),
    "static later beside Direct Connect": (
        {"connections": STATIC, "direct_connect": ["created"], "later": ["static"]},
        {5: "undecided"},
    ),
    "static on a virtual private gateway": (
        {"connections": static("virtual"), "direct_connect": ["virtual"], "gateways": 0, "flow_logs": []},
        {},
    ),
    "static on an adopted gateway beside Direct Connect": (
        {"connections": static(KNOWN), "direct_connect": [OTHER, KNOWN], "gateways": 0, "flow_logs": []},
        {5: "failed"},
    ),
    "static on an adopted gateway, Direct Connect on another": (
        {"connections": static(KNOWN), "direct_connect": [OTHER], "gateways": 0, "flow_logs": []},
        {},
    ),
    "static, and Direct Connect to one of two gateways": (
        {"connections": STATIC | {"two": {"on": "virtual"}}, "direct_connect": ["virtual"]},
        {5: "undecided"},
    ),
    "shared outside": ({"shared": ["created"], "external": True}, {6: "failed"}),
    "shared within": ({"shared": ["created"], "external": False}, {}),
    "shared within by default": ({"shared": ["created"]}, {}),
    "shared outside later": ({"shared": ["created"], "later": ["external"]}, {6: "undecided"}),
    "an adopted gateway shared outside": (
        {"shared": [GATEWAY_ARN], "external": True, "gateways": 0, "flow_logs": []},
        {6: "failed"},
    ),
    "something else shared outside": ({"shared": [SUBNET_ARN], "external": True}, {}),
}  # fmt: skip
OF_GATEWAYS, OF_CONNECTIONS, OF_SHARES = (1, 2, 3, 4), (5,), (6,)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("policies") / "root"
    shutil.copytree(Path(__file__).with_name("transit_gateways"), folder)
    values = {"cases": {key: values for key, (values, _) in CASES.items()}}
    (folder / "terraform.tfvars.json").write_text(json.dumps(values))
    terraform = Terraform(folder)
    terraform.init()
    run = terraform.plan(refresh=False)
    assert run.ok, run.diagnostics
    assert run.file
    return terraform.show(run.file)


@pytest.fixture(scope="module")
def judged(plan: dict[str, Any]) -> Scan:
    return scan(plan)


def verdicts(judged: Scan, case: str) -> dict[int, str]:
    """By policy, the verdict on any resource of a case."""
    inside = f'module.case["{case}"].'
    found = {f.policy: "failed" for f in judged.findings if f.address.startswith(inside)}
    found |= {policy: "undecided" for policy, at in judged.undecided if at.startswith(inside)}
    return {int(key.removeprefix("TIELINE_TGW_")): told for key, told in found.items() if key.startswith("TIELINE_TGW")}


@pytest.mark.parametrize("case", CASES)
def test_verdicts(judged: Scan, case: str) -> None:
    assert verdicts(judged, case) == CASES[case][1]


def test_all_that_do_not_fail_pass(judged: Scan, plan: dict[str, Any]) -> None:
    kinds = [change["type"] for change in plan["resource_changes"]]
    for numbers, kind in (
        (OF_GATEWAYS, "aws_ec2_transit_gateway"),
        (OF_CONNECTIONS, "aws_vpn_connection"),
        (OF_SHARES, "aws_ram_resource_share"),
    ):
        for policy in (f"TIELINE_TGW_{number}" for number in numbers):
            against = [f.address for f in judged.findings if f.policy == policy]
            against += [address for found, address in judged.undecided if found == policy]
            assert judged.passed[policy] + len(against) == kinds.count(kind)


def test_messages_name_what_is_wrong(judged: Scan) -> None:
    messages = {f.address.split('"')[1]: f.message for f in judged.findings if f.policy.startswith("TIELINE_TGW")}
    assert messages["auto-accept"] == "auto_accept_shared_attachments: set to enable"
    assert messages["association by default"] == "default_route_table_association: set to enable"
    assert messages["no ECMP and two connections"] == "vpn_ecmp_support: off, and 2 VPN connections end here"
    assert messages["no flow log"] == "aws_flow_log: the plan has none for it"
    assert messages["static beside Direct Connect"] == (
        "static_routes_only: true, and a Direct Connect gateway is associated with the same transit gateway"
    )
    assert messages["shared outside"] == "allow_external_principals: true"


def test_policies_of_connections_judge_those_on_a_transit_gateway(judged: Scan) -> None:
    where = 'module.case["static without Direct Connect"].aws_vpn_connection.this["one"]'
    found = {finding.policy for finding in judged.findings if finding.address == where}
    assert {f"TIELINE_VPN_{number}" for number in range(1, 7)} <= found


def test_checkovs_own_checks_neither_repeat_ours_nor_mistake_a_route_to_the_gateway(judged: Scan) -> None:
    assert not {"CKV_AWS_331", "CKV2_AWS_35"} & judged.ran


def test_a_plan_without_transit_gateways_is_not_applicable(plan: dict[str, Any]) -> None:
    other = json.loads(json.dumps(plan))
    other["planned_values"]["root_module"] = {}
    other["resource_changes"] = []
    assert not [policy for policy in scan(other).ran if policy.startswith("TIELINE_TGW")]


def test_a_gateway_in_the_root_module_is_judged_with_the_whole_plan(plan: dict[str, Any]) -> None:
    """A flow log of the root module, or beside a gateway of it, counts."""
    for root in ("aws_ec2_transit_gateway", "aws_flow_log"):
        other = moved(plan, "as it should be", root)
        found = scan(other)
        assert not [f.policy for f in found.findings if f.policy == "TIELINE_TGW_4"]
        assert not [policy for policy, _ in found.undecided if policy == "TIELINE_TGW_4"]


def moved(plan: dict[str, Any], case: str, root: str) -> dict[str, Any]:
    """A plan of one case, with what it has of a type moved to the root module."""
    inside = f'module.case["{case}"].'
    changes = []
    for change in plan["resource_changes"]:
        if change["address"].startswith(inside):
            found = json.loads(json.dumps(change))
            if found["type"] == root:
                found["address"] = found["address"].removeprefix(inside)
                del found["module_address"]
            changes.append(found)
    resources = [
        {key: change.get(key) for key in ("address", "mode", "type", "name")} | {"values": change["change"]["after"]}
        for change in changes
    ]
    return {**plan, "planned_values": {"root_module": {"resources": resources}}, "resource_changes": changes}
