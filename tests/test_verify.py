"""Verdicts: what is not proved is not verified."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conftest import ROOT
from tieline import verify
from tieline.localstack.server import Server
from tieline.policy.scan import Scan, scan
from tieline.spec import load

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
