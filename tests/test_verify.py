"""Verdicts: what is not proved is not verified, and what is found is told at the spec's line."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from conftest import ROOT
from tieline import verify
from tieline.localstack.server import Server
from tieline.policy.scan import Scan, scan
from tieline.report.data import verdict_data
from tieline.report.terminal import verdict_screen
from tieline.spec import Loaded, load
from tieline.spec.loading import check, parsed
from tieline.terraform.batch import compatible
from tieline.verify import Verdict

SPECS = ROOT / "tests" / "intent" / "specs"
ADDRESS = 'module.case_0.module.site_to_site_vpn.aws_vpn_connection.this["harbour/fw-1/1"]'


def test_a_policy_that_could_not_be_judged_is_a_finding(localstack: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def without_a_verdict(document: dict[str, object]) -> Scan:
        return replace(scan(document), undecided=(("TIELINE_VPN_6", ADDRESS),))

    monkeypatch.setattr(verify, "scan", without_a_verdict)
    [verdict] = verify.verify([load(ROOT / "examples" / "managed-vpn" / "spec.yaml")], localstack)
    [found] = verdict.findings
    assert not verdict.ok
    assert found.problem.key == "preshared_key_storage"
    assert "cannot be judged" in found.problem.message


# Adopted connections: where they are a plan does not know.
PRODUCTION = """\
pattern: direct-connect
name: {name}
region: eu-north-1
tags: {{environment: production}}
direct_connect:
  gateway: {{asn: 64803}}
  connections:
    one: {{id: dxcon-0aa11bb2, location: EDCH1}}
    two: {{id: dxcon-0aa11bb3{two}}}
    three: {{id: dxcon-0aa11bb4, location: EqSe2-EQ}}
  virtual_interfaces:
    one: {{connection: one, vlan: 210}}
    two: {{connection: two, vlan: 210}}
    straight-1: {{connection: one, vlan: 220, vpc: shop}}
    straight-3: {{connection: three, vlan: 220, vpc: shop}}
vpcs:
  shop: {{id: vpc-0aa11bb22cc33dd44, cidrs: [10.44.0.0/16], allowed_prefixes: [{prefix}]}}
sites:
  campus: {{cidrs: [172.26.0.0/16], asn: 65142, virtual_interfaces: {{one: {{}}, two: {{}}, straight-1: {{}}, straight-3: {{}}}}}}
"""


def production(name: str, two: str = "", prefix: str = "10.44.0.0/16") -> Loaded:
    return check(parsed(PRODUCTION.format(name=name, two=two, prefix=prefix), name), name)


@pytest.fixture(scope="module")
def every() -> list[Loaded]:
    files = (SPECS / "lines.yaml", SPECS / "trunk-isolated.yaml", SPECS / "adopted.yaml")
    return [
        *map(load, files),
        production("placed", two=", location: EqSe2-EQ"),
        production("alike", two=", location: EDCH1"),
        production("unplaced", prefix='10.44.0.0/16, "::/0"'),
    ]


@pytest.fixture(scope="module")
def verdicts(every: list[Loaded], localstack: Server) -> dict[str, Verdict]:
    """Specs of all kinds verified in one batch."""
    found = verify.verify(every, localstack)
    return {verdict.loaded.spec.name: verdict for verdict in found}


def test_a_spec_over_regions_and_accounts_is_one_case_among_others(every: list[Loaded]) -> None:
    cases = [verify.case(loaded) for loaded in every]
    assert [list(group) for group in compatible(cases)] == [list(range(len(every)))]
    over_regions = cases[0]
    assert over_regions.module.parent.parent == verify.compositions()
    assert (over_regions.region, over_regions.regions) == ("eu-north-1", {"aws.eu_west_3": "eu-west-3"})
    assert verify.case(every[0]) == over_regions
    assert cases[1].module == ROOT / "modules" / "transit-gateway-direct-connect"
    assert [path.name for path in over_regions.module.iterdir()] == ["main.tf"]


def test_the_landscape_has_each_vpc_in_its_region(every: list[Loaded]) -> None:
    found = verify.case(every[0]).landscape
    assert {region: {vpc.cidrs[0] for vpc in found.within(region).vpcs} for region in found.regions()} == {
        "eu-north-1": {"10.44.0.0/16", "10.45.0.0/16", "10.46.0.0/16", "10.49.0.0/16", "10.55.0.0/16"},
        "eu-west-3": {"10.54.0.0/16", "10.56.0.0/16", "10.57.0.0/16"},
    }


def test_a_spec_over_regions_and_accounts_does_what_it_says(verdicts: dict[str, Verdict]) -> None:
    verdict = verdicts["lines"]
    assert verdict.plan is not None, verdict.refusals
    assert verdict.failures == []
    calls = {resource.module.split(".")[1] for resource in verdict.plan.managed()}
    account = "lines_account_444455556666"
    assert calls == {"lines", "lines_eu_west_3", account, f"{account}_eu_west_3"}
    assert [verdict.failures for verdict in verdicts.values()] == [[]] * len(verdicts)


def everything(verdict: Verdict) -> str:
    console = Console(width=300)
    with console.capture() as captured:
        console.print(verdict_screen(verdict))
    return "\n".join([json.dumps(verdict_data(verdict)), captured.get(), repr(verdict)])


def test_stand_ins_for_macsec_keys_never_show(every: list[Loaded], verdicts: dict[str, Verdict]) -> None:
    case = verify.case(every[0])
    assert case.inputs.keys() == {"macsec_ckn", "macsec_cak"}
    assert case.inputs["macsec_cak"].keys() == {"north/second", "south"}
    keys = {key for keys in case.inputs.values() for key in keys.values()}
    assert len(keys) == 4
    assert all(re.fullmatch("[0-9a-f]{64}", key) for key in keys)
    told = everything(verdicts["lines"]) + (case.module / "main.tf").read_text() + repr(case)
    assert not [key for key in keys if key in told]
    assert "aws_dx_macsec_key_association" in told


def test_a_spec_whose_keys_are_all_referred_to_needs_no_stand_ins(every: list[Loaded]) -> None:
    assert verify.case(every[3]).inputs.keys() & {"macsec_ckn", "macsec_cak"} == set()


def findings(verdict: Verdict, policy: str) -> dict[str, str]:
    """By the key of the spec, what a policy's finding says."""
    return {f.problem.key: f.problem.message for f in verdict.findings if f.finding.policy == policy}


def test_facts_of_the_spec_settle_what_the_plan_leaves_open(verdicts: dict[str, Verdict]) -> None:
    assert verdicts["placed"].ok
    assert findings(verdicts["placed"], "TIELINE_DX_4") == {}


@pytest.mark.parametrize("name", ["alike", "unplaced"])
def test_without_the_facts_it_is_not_verified(name: str, verdicts: dict[str, Verdict]) -> None:
    verdict = verdicts[name]
    [(key, message)] = findings(verdict, "TIELINE_DX_4").items()
    assert key == "direct_connect.connections"
    assert message == (
        "hangs on a value that the plan does not settle, or hides, and cannot be judged; add a connection at another "
        "location, with a virtual interface; of what is there already state the location [TIELINE_DX_4, MEDIUM]"
    )
    assert not verdict.ok
    # What leads straight to the VPC is at two locations.
    found = {f.finding.address for f in verdict.findings if f.finding.policy == "TIELINE_DX_4"}
    interface = "module.direct_connect_gateway.aws_dx_private_virtual_interface.this"
    assert found == {f'{interface}["one"]', f'{interface}["two"]'}


def lines_of(verdict: Verdict, policy: str) -> list[str]:
    """The lines of the spec's file that a policy's findings point at, from the column on."""
    text = Path(verdict.loaded.file).read_text(encoding="utf-8").splitlines()
    at = [found.problem.position for found in verdict.findings if found.finding.policy == policy]
    return [text[position.line - 1][position.column - 1 :] for position in at]


def test_findings_lead_to_the_lines_of_the_spec(verdicts: dict[str, Verdict]) -> None:
    lines = verdicts["lines"]
    assert findings(lines, "TIELINE_DX_1") == {
        "direct_connect.connections.south.macsec": "encryption_mode: set to no_encrypt; take its macsec out, or set it "
        "to should_encrypt or must_encrypt [TIELINE_DX_1, MEDIUM]"
    }
    [line] = lines_of(lines, "TIELINE_DX_1")
    assert line.startswith("macsec: no_encrypt")
    assert sorted(findings(lines, "TIELINE_DX_6")) == [
        f"direct_connect.virtual_interfaces.{name}.mtu" for name in ("east", "old", "pair", "south", "west")
    ]
    assert [line.split(":")[0] for line in lines_of(lines, "TIELINE_DX_6")] == ["east", "old", "pair", "south", "west"]
    [line] = lines_of(verdicts["star"], "TIELINE_DX_5")
    assert line.startswith("allowed_prefixes: [0.0.0.0/0]")
    [(key, message)] = findings(verdicts["unplaced"], "TIELINE_DX_5").items()
    assert key == "vpcs.shop.allowed_prefixes"
    assert message.startswith("allowed_prefixes: holds ::/0")
