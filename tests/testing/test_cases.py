"""What a mark says becomes a case, or an error that says what is wrong with the mark."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from support.verdicts import BASE
from tieline.localstack.landscape import Vpc
from tieline.spec import SpecError
from tieline.spec.base import VpnSpec
from tieline.terraform.plan import ABSENT
from tieline.testing.cases import changed, marked

VALUE = {"asn": 1, "sites": {"hq": {"cidrs": ["10.0.0.0/8", "172.16.0.0/12"]}}}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, VALUE),
        ({"asn": None}, VALUE | {"asn": None}),
        ({"asn": ABSENT}, {"sites": VALUE["sites"]}),
        ({"name": "new"}, VALUE | {"name": "new"}),
        ({"sites.hq.cidrs[1]": "x"}, VALUE | {"sites": {"hq": {"cidrs": ["10.0.0.0/8", "x"]}}}),
        ({"sites.hq.cidrs[0]": ABSENT}, VALUE | {"sites": {"hq": {"cidrs": ["172.16.0.0/12"]}}}),
        ({"sites.lab": {}, "sites.lab.asn": 2}, VALUE | {"sites": {**VALUE["sites"], "lab": {"asn": 2}}}),  # type: ignore[dict-item]
    ],
)
def test_changes_set_values_at_dotted_keys(changes: dict[str, Any], expected: Any) -> None:
    before = repr(VALUE)
    assert changed(VALUE, changes, "inputs") == expected
    assert repr(VALUE) == before


@pytest.mark.parametrize(
    ("dotted", "value", "message"),
    [
        ("stes.hq.asn", 1, "changes: stes.hq.asn: inputs has no stes; the nearest is sites"),
        ("sites.hq.asn.x", 1, "changes: sites.hq.asn.x: inputs has no sites.hq.asn"),
        ("sites.hq.cidrs[2]", 1, "changes: sites.hq.cidrs[2]: inputs has no sites.hq.cidrs[2]"),
        ("sites.hq.cidrs.x", 1, "changes: sites.hq.cidrs.x: inputs has no sites.hq.cidrs.x"),
        ("sites.hq.cidr", ABSENT, "changes: sites.hq.cidr: inputs has no sites.hq.cidr; the nearest is cidrs"),
        ("asn.x", 1, "changes: asn.x: inputs has no asn.x"),
        ("", 1, "changes: '' is no key"),
    ],
)
def test_changes_that_lead_nowhere_are_refused(dotted: str, value: Any, message: str) -> None:
    with pytest.raises(pytest.UsageError, match=f"^{re.escape(message)}"):
        changed(VALUE, {dotted: value}, "inputs")


def test_a_module_is_a_case_with_its_inputs_and_networks(tmp_path: Path) -> None:
    (tmp_path / "office").mkdir()
    found = marked(
        tmp_path,
        "office",
        inputs={"a": {"b": 1}},
        changes={"a.b": 2},
        vpcs={"vpc-1": ["10.0.0.0/16"]},
        region="eu-west-1",
    )
    assert found.loaded is None
    assert (found.case.module, found.case.inputs, found.case.region) == (
        tmp_path / "office",
        {"a": {"b": 2}},
        "eu-west-1",
    )
    assert found.case.landscape.vpcs == (Vpc("vpc-1", "eu-west-1", ("10.0.0.0/16",)),)


def test_one_of_tielines_own_modules_is_meant_by_its_name(tmp_path: Path) -> None:
    found = marked(tmp_path, "managed-vpn").case
    assert found.module.name == "managed-vpn"
    assert (found.module / "main.tf").is_file()
    assert found.region == "eu-north-1"


def test_changes_are_made_one_after_the_other(tmp_path: Path) -> None:
    changes: list[dict[str, Any]] = [{"sites.hq.tags": {"floor": "2"}}, {"sites.hq.tags.floor": "3"}]
    found = marked(tmp_path, BASE, changes=changes).loaded
    assert found is not None
    assert isinstance(found.spec, VpnSpec)
    assert found.spec.sites["hq"].tags == {"floor": "3"}


def test_a_spec_may_stand_in_the_mark(tmp_path: Path) -> None:
    found = marked(tmp_path, BASE, changes={"sites.hq.asn": 65150})
    assert found.loaded is not None
    assert found.loaded.spec.sites["hq"].asn == 65150
    assert found.case.inputs["sites"]["hq"]["asn"] == 65150


def test_a_change_that_the_spec_refuses_is_told_at_its_line(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match=r"^spec:1:\d+: sites.hq.asn: 7224 is reserved by Amazon"):
        marked(tmp_path, BASE, changes={"sites.hq.asn": 7224})
    with pytest.raises(SpecError, match=r"^spec:2:1: this is not YAML"):
        marked(tmp_path, "a: [\n")


@pytest.mark.parametrize(
    ("arguments", "settings", "message"),
    [
        (
            ("managed-vpn",),
            {"inputs": {"name": {"a"}}},
            "the inputs of managed-vpn must be what JSON can hold: Object of type set",
        ),
        (("managed-vpn",), {"inputs": {"count": 0}}, "inputs: count is no name that a variable of a module can have"),
        (("managed-vpn",), {"inputs": "x"}, "inputs: write a dict with text for its keys"),
        (("managed-vpn",), {"inputs": {1: 2}}, "inputs: write a dict with text for its keys"),
        (("managed-vpn",), {"changes": ["x"]}, "changes: write a dict"),
        (
            ("managed-vpn",),
            {"inputs": {"a": 1}, "changes": {"a": {"b": ABSENT}}},
            "what JSON can hold: Object of type Mark",
        ),
        (("managed-vpn",), {"vpcs": {"vpc-1": "10.0.0.0/16"}}, "vpcs: vpc-1: '10.0.0.0/16' is no list of ranges"),
        (
            ("managed-vpn",),
            {"vpcs": {"vpc-1": ["10.0.0.1/16"]}},
            "vpcs: vpc-1: ['10.0.0.1/16']: 10.0.0.1/16 has host bits set",
        ),
        (("a: " * 2000,), {}, "is no module and no spec: File name too long"),
        ((7,), {}, "'7' is no module and no spec"),
        (("nowhere",), {}, "nowhere is neither a module folder nor a spec file"),
        ((BASE,), {"inputs": {}}, "spec is a spec, which says inputs itself; use changes={...}"),
        ((BASE,), {"vpcs": {}, "region": "eu-west-1"}, "spec is a spec, which says vpcs, region itself"),
    ],
)
def test_a_mistaken_mark_is_refused(tmp_path: Path, arguments: Any, settings: dict[str, Any], message: str) -> None:
    with pytest.raises(pytest.UsageError, match=re.escape(message)):
        marked(tmp_path, *arguments, **settings)
