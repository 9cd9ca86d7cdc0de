"""What each policy says of Direct Connect that real Terraform planned, many cases in one plan, judged by real checkov."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from tieline.policy.scan import Scan, scan
from tieline.terraform.runner import Terraform

GATEWAY, OTHER_GATEWAY = "0aa11bb2-2cc3-3dd4-4ee5-5ff667788990", "0ab11bb2-2cc3-3dd4-4ee5-5ff667788990"
VGW, OTHER_VGW = "vgw-0aa11bb22cc33dd44", "vgw-0ab11bb22cc33dd44"
LINE, OTHER_LINE = "dxcon-fg0aa11b", "dxcon-fg0ab11b"
SECRET, CKN, CAK = "not.for.any.report", 32 * "0a", 32 * "F1"
TWO_PLACES = {"north": {"location": "EDCH1"}, "south": {"location": "EqDC2"}}
ONE_PLACE = {"north": {"location": "EqDC2"}, "south": {"location": "EqDC2"}}
PRODUCTION = {"environment": "production"}


def ordered(bandwidth: str = "10Gbps", *later: str, **more: Any) -> dict[str, Any]:
    """A case of one connection."""
    return {"connections": {"one": {"bandwidth": bandwidth} | more}, "later": later}


def keyed(interface: str, key: str | None = SECRET, *later: str, **more: Any) -> dict[str, Any]:
    """A case of one virtual interface with a key."""
    return {"interfaces": {"one": {"type": interface, "key": key} | more}, "later": later}


def leading(*interfaces: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A case of production: virtual interfaces, of one VLAN unless they say otherwise."""
    found = {str(n): {"environment": PRODUCTION} | interface for n, interface in enumerate(interfaces)}
    return {"interfaces": found} | more


def on(*lines: str, **more: Any) -> list[dict[str, Any]]:
    """Virtual interfaces on these connections."""
    return [{"on": line} | more for line in lines]


def sized(*sizes: int | None, **more: Any) -> dict[str, Any]:
    """A case of virtual interfaces with these MTUs."""
    return {"interfaces": {str(n): {"mtu": mtu, "vlan": 210 + n} for n, mtu in enumerate(sizes)}} | more


# The case, and which policies (TIELINE_DX_<n>) do not pass it.
CASES: dict[str, tuple[dict[str, Any], dict[int, str]]] = {
    "MACsec at 10 Gbps": (ordered(macsec=True), {}),
    "MACsec asked for and left to AWS": (ordered(macsec=True, mode="should_encrypt"), {}),
    "MACsec only": (ordered(macsec=True, mode="must_encrypt"), {}),
    "no MACsec at 10 Gbps": (ordered(), {1: "failed"}),
    "MACsec declined at 100 Gbps": (ordered("100Gbps", macsec=False), {1: "failed"}),
    "no MACsec at 400 Gbps": (ordered("400Gbps"), {1: "failed"}),
    "no MACsec where no port can": (ordered("1Gbps"), {}),
    "MACsec declined by a member of a LAG, which cannot have it": (ordered(macsec=False, joins=True), {}),
    "MACsec switched off": (ordered(macsec=True, mode="no_encrypt"), {1: "failed"}),
    "MACsec later": (ordered("10Gbps", "macsec"), {1: "undecided"}),
    "MACsec later and switched off": (ordered("10Gbps", "macsec", mode="no_encrypt"), {1: "failed"}),
    "bandwidth later": (ordered("10Gbps", "bandwidth"), {1: "undecided"}),
    "bandwidth later, MACsec switched off": (ordered("", "bandwidth", macsec=True, mode="no_encrypt"), {1: "undecided"}),
    "bandwidth later, with MACsec": (ordered("", "bandwidth", macsec=True), {}),
    "key of a private virtual interface": (keyed("private"), {2: "failed"}),
    "key of a transit virtual interface": (keyed("transit"), {2: "failed"}),
    "key of a public virtual interface": (keyed("public"), {2: "failed"}),
    "key of a private one for another account": (keyed("hosted-private"), {2: "failed"}),
    "key of a transit one for another account": (keyed("hosted-transit"), {2: "failed"}),
    "key of a public one for another account": (keyed("hosted-public"), {2: "failed"}),
    "key of a peer": ({"peer_key": SECRET}, {2: "failed"}),
    "key that is marked": (keyed("private", marked=True), {}),
    "key that AWS makes": (keyed("private", None), {}),
    "key later": (keyed("public", None, "key"), {}),
    "MACsec key": ({"macsec": {"ckn": CKN, "cak": CAK}}, {3: "failed"}),
    "MACsec key that is marked": ({"macsec": {"ckn": CKN, "cak": CAK, "marked": True}}, {}),
    "MACsec key in Secrets Manager": (
        {"macsec": {"secret_arn": "arn:aws:secretsmanager:eu-north-1:111122223333:secret:macsec-AbCdEf"}},
        {},
    ),
    "two locations": (leading(*on("north", "south"), connections=TWO_PLACES), {}),
    "two locations or one": (
        leading({"on": "north", "vlan": 210}, {"on": "south", "vlan": 211}, connections=TWO_PLACES),
        {4: "undecided"},
    ),
    "three lines at two locations": (
        leading(*on("north", "south", "third"), connections=TWO_PLACES | {"third": {"location": "EqDC2"}}),
        {},
    ),
    "two of three lines at two locations": (
        leading(*on("north", "south"), connections=TWO_PLACES | {"third": {"location": "EqDC2"}}),
        {4: "undecided"},
    ),
    "a LAG elsewhere": (leading(*on("north", "pair"), connections={"north": {"location": "EDCH1"}}, lags={"pair": "EqDC2"}), {}),
    "a LAG at the same location": (
        leading(*on("north", "pair"), connections={"north": {}}, lags={"pair": "EqDC2"}),
        {4: "failed"},
    ),
    "two connections at one location": (leading(*on("north", "south"), connections=ONE_PLACE), {4: "failed"}),
    "one connection": (leading({"on": "one"}, {"on": "one", "vlan": 211}, connections={"one": {}}), {4: "failed"}),
    "one adopted connection": (leading({}, {"vlan": 211}), {4: "failed"}),
    "two adopted connections": (leading(*on(LINE, OTHER_LINE)), {4: "undecided"}),
    "an adopted and an ordered connection": (leading(*on("one", LINE), connections={"one": {}}), {4: "undecided"}),
    "a hosted and an ordered connection": (leading(*on("one", "hosted"), connections={"one": {}}, hosted=True), {4: "undecided"}),
    "connections of elsewhere": (leading(*on("later", "later"), later=["on"]), {4: "undecided"}),
    "one virtual interface": (leading({}), {4: "failed"}),
    "one that is Prod": (leading({"environment": {"Environment": "Prod"}}), {4: "failed"}),
    "one outside production": (leading({"environment": {"environment": "reproduction"}}), {}),
    "one that says nothing": (leading({"environment": {}}), {}),
    "one of an environment later": (leading({}, later=["environment"]), {4: "undecided"}),
    "two locations of an environment later": (leading(*on("north", "south"), connections=TWO_PLACES, later=["environment"]), {}),
    "one with another outside production": (
        leading({"on": "north"}, {"on": "south", "environment": {}}, connections=TWO_PLACES),
        {},
    ),
    "two locations, but two gateways": (leading(*on("north", "south"), connections=TWO_PLACES, gateways=2), {4: "undecided"}),
    "one location and two gateways": (leading(*on("north", "south"), connections=ONE_PLACE, gateways=2), {4: "failed"}),
    "two locations to an adopted gateway": (
        leading(*on("north", "south", type="transit", to=GATEWAY), connections=TWO_PLACES, gateways=0),
        {},
    ),
    "one to each of two adopted gateways": (
        leading({"on": "north", "to": GATEWAY}, {"on": "south", "to": OTHER_GATEWAY}, connections=TWO_PLACES),
        {4: "failed"},
    ),
    "one to an adopted and one to a created gateway": (
        leading({"on": "north", "to": GATEWAY}, {"on": "south"}, connections=TWO_PLACES),
        {4: "failed"},
    ),
    "one to a gateway of each kind": (
        leading({"on": "north", "to": VGW}, {"on": "south", "to": GATEWAY}, connections=TWO_PLACES),
        {4: "failed"},
    ),
    "two locations to a virtual private gateway": (
        leading(*on("north", "south", to="virtual"), connections=TWO_PLACES),
        {},
    ),
    "two locations to an adopted virtual private gateway": (
        leading(*on("north", "south", to=VGW), connections=TWO_PLACES),
        {},
    ),
    "one accepted virtual interface": (leading({"type": "accepted-transit"}), {4: "failed"}),
    "two accepted virtual interfaces": (leading(*on(LINE, LINE, type="accepted-private")), {4: "undecided"}),
    "an accepted and an own virtual interface": (
        leading({"on": "one"}, {"type": "accepted-private"}, connections={"one": {}}),
        {4: "undecided", 6: "undecided"},
    ),
    "one public virtual interface": (leading({"type": "public"}), {}),
    "one virtual interface for another account": (leading({"type": "hosted-private"}), {}),
    "ranges": ({"prefixes": {"association": ["10.44.0.0/16"], "proposal": ["2001:db8:44::/56"]}}, {}),
    "default route of an association": ({"prefixes": {"association": ["10.44.0.0/16", "0.0.0.0/0"]}}, {5: "failed"}),
    "default route of a proposal": ({"prefixes": {"proposal": ["::/0"]}}, {5: "failed"}),
    "ranges later": ({"prefixes": {"proposal": ["10.44.0.0/16"]}, "later": ["prefixes"]}, {5: "undecided"}),
    "both default routes": ({"prefixes": {"proposal": ["::/0", "0.0.0.0/0"]}}, {5: "failed"}),
    "one MTU": (sized(9001, 9001), {}),
    "the MTU of a single one": (sized(1500), {}),
    "two MTUs": (sized(9001, None, 1500), {6: "failed"}),
    "MTUs later": (sized(None, None, later=["mtu"]), {6: "undecided"}),
    "the MTU of a single one later": (sized(None, later=["mtu"]), {}),
    "two MTUs and two gateways": (sized(9001, 1500, gateways=2), {6: "undecided"}),
    "two MTUs to two gateways": ({"interfaces": {"a": {"mtu": 9001, "to": VGW}, "b": {"to": OTHER_VGW}}}, {}),
}  # fmt: skip
KINDS = {
    1: ["connection"],
    2: [
        "bgp_peer",
        *(f"{kind}_virtual_interface" for kind in ("private", "transit", "public")),
        *(f"hosted_{kind}_virtual_interface" for kind in ("private", "transit", "public")),
    ],
    3: ["macsec_key_association"],
    4: [
        *(f"{kind}_virtual_interface" for kind in ("private", "transit")),
        *(f"hosted_{kind}_virtual_interface_accepter" for kind in ("private", "transit")),
    ],
    5: ["gateway_association", "gateway_association_proposal"],
    6: ["private_virtual_interface", "transit_virtual_interface"],
}


def planned(folder: Path, fixture: str, **values: Any) -> dict[str, Any]:
    """The plan of a folder beside this file, with values for its variables."""
    shutil.copytree(Path(__file__).with_name(fixture), folder)
    (folder / "terraform.tfvars.json").write_text(json.dumps(values))
    terraform = Terraform(folder)
    terraform.init()
    run = terraform.plan(refresh=False)
    assert run.ok, run.diagnostics
    assert run.file
    return terraform.show(run.file)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    cases = {key: values for key, (values, _) in CASES.items()}
    return planned(tmp_path_factory.mktemp("policies") / "root", "direct_connect", cases=cases)


@pytest.fixture(scope="module")
def judged(plan: dict[str, Any]) -> Scan:
    return scan(plan)


def verdicts(judged: Scan, inside: str) -> dict[int, str]:
    """By policy, the verdict on any resource whose address starts so."""
    found = {policy: "undecided" for policy, at in judged.undecided if at.startswith(inside)}
    found |= {f.policy: "failed" for f in judged.findings if f.address.startswith(inside)}
    return {int(key.removeprefix("TIELINE_DX_")): told for key, told in found.items() if key.startswith("TIELINE_DX")}


@pytest.mark.parametrize("case", CASES)
def test_verdicts(judged: Scan, case: str) -> None:
    assert verdicts(judged, f'module.case["{case}"].') == CASES[case][1]


@pytest.mark.parametrize(
    ("resource", "expected"),
    [
        ("aws_dx_connection.north", {}),
        ("aws_dx_connection.south", {1: "undecided"}),
        ("aws_dx_transit_virtual_interface.north", {}),
        ("aws_dx_transit_virtual_interface.south", {}),
        ("aws_dx_transit_virtual_interface.many[0]", {4: "failed"}),
        ("aws_dx_transit_virtual_interface.many[1]", {4: "failed"}),
        ("aws_dx_gateway_association.ranges", {}),
        ("aws_dx_gateway_association.later", {5: "undecided"}),
    ],
)
def test_what_refers_to_what_says_which_is_meant(judged: Scan, resource: str, expected: dict[int, str]) -> None:
    assert verdicts(judged, f"module.written.{resource}") == expected


def test_a_tag_of_the_providers_counts_unless_it_is_overridden(judged: Scan) -> None:
    of = "module.by_default.aws_dx_private_virtual_interface.this"
    assert verdicts(judged, f'{of}["one"]') == {4: "failed"}
    assert verdicts(judged, f'{of}["other"]') == {}


def test_all_that_do_not_fail_pass(judged: Scan, plan: dict[str, Any]) -> None:
    kinds = [change["type"].removeprefix("aws_dx_") for change in plan["resource_changes"]]
    for number, judged_kinds in KINDS.items():
        policy = f"TIELINE_DX_{number}"
        against = [f.address for f in judged.findings if f.policy == policy]
        against += [address for found, address in judged.undecided if found == policy]
        assert judged.passed[policy] + len(against) == sum(kinds.count(kind) for kind in judged_kinds)


def test_messages_name_what_is_wrong(judged: Scan) -> None:
    messages: dict[str, dict[str, str]] = {}
    for finding in judged.findings:
        if finding.policy.startswith("TIELINE_DX") and finding.address.startswith("module.case["):
            at = finding.address.rpartition(".this")[2].strip('[]"')
            messages.setdefault(finding.address.split('"')[1], {})[at] = finding.message
    assert messages["no MACsec at 400 Gbps"]["one"] == "request_macsec: not true, and a port of 400Gbps can do MACsec"
    assert messages["MACsec switched off"]["one"] == "encryption_mode: set to no_encrypt"
    assert messages["key of a public virtual interface"]["one"] == "bgp_auth_key: stands in clear in the plan"
    assert messages["MACsec key"]["0"] == "cak, ckn: stands in clear in the plan"
    assert messages["one virtual interface"]["0"] == "dx_gateway_id: no other virtual interface leads there"
    assert messages["one to a gateway of each kind"] == {
        "0": "vpn_gateway_id: no other virtual interface leads there",
        "1": "dx_gateway_id: no other virtual interface leads there",
    }
    told = "dx_gateway_id: the 2 virtual interfaces that lead there are"
    assert messages["one connection"] == {"0": f"{told} on one connection", "1": f"{told} on one connection"}
    assert messages["two connections at one location"]["1"] == f"{told} at one location, EqDC2"
    assert messages["both default routes"] == {"proposal": "allowed_prefixes: holds 0.0.0.0/0 and ::/0"}
    larger = "another virtual interface that leads to the same gateway has 9001"
    assert messages["two MTUs"] == {"1": f"mtu: 1500, and {larger}", "2": f"mtu: 1500, and {larger}"}


def test_no_key_is_told(judged: Scan) -> None:
    for key in (SECRET, CKN, CAK):
        assert key not in repr(judged)


def test_a_name_that_aws_tells_of_a_key_is_no_key(plan: dict[str, Any]) -> None:
    """Once there is a key in Secrets Manager, the plan has its CKN, which nobody wrote."""
    inside = 'module.case["MACsec key in Secrets Manager"].'
    other = json.loads(json.dumps(plan))
    [change] = [
        change for change in other["resource_changes"] if change["address"].startswith(f"{inside}aws_dx_macsec")
    ]
    change["change"]["after"]["ckn"], change["change"]["after_unknown"]["ckn"] = CKN, False
    assert verdicts(scan(other), inside) == {}


@pytest.mark.parametrize(("known", "expected"), [("10.44.0.0/16", "undecided"), ("0.0.0.0/0", "failed")])
def test_prefixes_that_are_unknown_in_part_are_judged_by_the_rest(
    plan: dict[str, Any], known: str, expected: str
) -> None:
    inside = 'module.case["ranges later"].'
    other = json.loads(json.dumps(plan))
    [diff] = [
        change["change"]
        for change in other["resource_changes"]
        if change["address"].startswith(f"{inside}aws_dx_gateway_association")
    ]
    diff["after"]["allowed_prefixes"], diff["after_unknown"]["allowed_prefixes"] = [known, None], [False, True]
    assert verdicts(scan(other), inside) == {5: expected}


def test_a_connection_that_is_there_already_says_where_it_is(plan: dict[str, Any]) -> None:
    """Once connections have ids, these and not VLANs say which is meant."""
    case = "two locations or one"
    other = json.loads(json.dumps(plan))
    ids = {"north": LINE, "south": OTHER_LINE, "0": LINE, "1": OTHER_LINE}
    for change in other["resource_changes"]:
        if change["address"].startswith(f'module.case["{case}"].') and change.get("index") in ids:
            name = "id" if change["type"] == "aws_dx_connection" else "connection_id"
            diff = change["change"]
            diff["after"][name], diff["after_unknown"][name] = ids[change["index"]], False
    assert verdicts(scan(other), f'module.case["{case}"].') == {}


def test_a_plan_without_direct_connect_is_not_applicable(plan: dict[str, Any]) -> None:
    other = json.loads(json.dumps(plan))
    other["planned_values"]["root_module"] = {}
    other["resource_changes"] = []
    assert not [policy for policy in scan(other).ran if policy.startswith("TIELINE_DX")]


@pytest.mark.thorough
def test_our_own_modules_keep_them_all_and_no_key_is_told(tmp_path: Path) -> None:
    (tmp_path / "modules").symlink_to(ROOT / "modules")
    plan = planned(tmp_path / "root", "direct_connect_modules", bgp_auth_key=SECRET, macsec_ckn=CKN, macsec_cak=CAK)
    assert SECRET in json.dumps(plan)
    judged = scan(plan)
    assert verdicts(judged, "") == {}
    assert {f"TIELINE_DX_{number}" for number in KINDS} <= judged.ran
    for key in (SECRET, CKN, CAK):
        assert key not in repr(judged)
