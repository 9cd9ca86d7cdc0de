"""`like`: every rule seen matching and refusing, and what a failure tells."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from tieline.errors import InvalidInput
from tieline.spec.document import parse
from tieline.spec.loading import check
from tieline.terraform.plan import ABSENT, SENSITIVE, UNKNOWN, Plan, Resource
from tieline.testing.matching import explain, like, mismatches
from tieline.testing.traced import TracedPlan


def resource(address: str, **values: Any) -> Resource:
    kind, name = address.split("[", maxsplit=1)[0].split(".")
    return Resource(address, "", "managed", kind, name, None, ("create",), values)


def plan(*resources: Resource, **outputs: Any) -> Plan:
    return Plan({r.address: r for r in resources}, outputs)


GATEWAY = resource(
    "aws_vpn_gateway.this", tags={"Name": "lyon", "aws:x": "y"}, asn="64512", id=UNKNOWN, vpc_id=ABSENT, psk=SENSITIVE
)
CONNECTION = resource('aws_vpn_connection.this["hq/fw-1/1"]', tags={"Name": "hq"}, ports=[{"from": 1, "to": 2}])
PLAN = plan(GATEWAY, CONNECTION, twice=8, sites={"hq": ["a", "b"]})


def test_a_misspelt_attribute_is_not_absent() -> None:
    [mismatch] = mismatches(PLAN, {"aws_vpn_gateway.this": {"vpc": ABSENT}})
    assert mismatch.path == "aws_vpn_gateway.this.vpc"
    assert "vpc_id" in str(mismatch)


@pytest.mark.parametrize(
    ("actual", "pattern"),
    [
        (1, 1),
        (1, 1.0),
        (True, True),
        ("x", "x"),
        ("abcd", re.compile("b.d$")),
        (UNKNOWN, UNKNOWN),
        (ABSENT, ABSENT),
        (SENSITIVE, SENSITIVE),
        ({"a": 1, "b": 2}, {"b": 2}),
        ({"a": 1}, {"b": ABSENT}),
        ({"a": {"b": [{"c": 1, "d": 2}]}}, {"a": {"b": [{"c": 1}]}}),
        ({"a": 1}, {}),
        ([], []),
        ([1, 2], [1, 2]),
        ([1, 2], (1, 2)),
        ([1, 2, 3], [3, 1, ...]),
        ([1, 2], [...]),
        # what a greedy look gets wrong: the first pattern could take the only item that the second can have
        ([{"a": 1, "b": 2}, {"a": 1}], [{"a": 1}, {"a": 1, "b": 2}, ...]),
        ([{"a": 1, "b": 2}, {"a": 1}], [..., {"a": 1, "b": 2}, {"a": 1}]),
        (["b", "a"], {"a", "b"}),
        (["b", UNKNOWN, "1"], {re.compile("[a-b]"), UNKNOWN, "1"}),
        ([], set()),
        (GATEWAY, {"asn": "64512", "tags": {"Name": "lyon"}, "id": UNKNOWN, "vpc_id": ABSENT, "psk": SENSITIVE}),
        (PLAN, {"aws_vpn_gateway.this": {"asn": "64512"}, "aws_x.gone": ABSENT}),
        (PLAN.outputs, {"twice": 8, "sites": {"hq": {"b", "a"}}}),
        ({"a": {"b": 1}}, {"a": like({"b": 1})}),
        ({}, {"a": like(ABSENT)}),
        ([{"b": 1}, 2], [like({"b": 1}), ...]),
    ],
)
def test_matches(actual: Any, pattern: Any) -> None:
    assert mismatches(actual, pattern) == []
    assert actual == like(pattern)
    assert like(pattern) == actual
    assert not actual != like(pattern)  # noqa: SIM202 - this operator


@pytest.mark.parametrize(
    ("actual", "pattern", "told"),
    [
        (1, True, ["expected True, found 1"]),
        (True, 1, ["expected 1, found True"]),
        (1, "1", ['expected "1", found 1']),
        ("1", 1, ['expected 1, found "1"']),
        (0, False, ["expected False, found 0"]),
        ("abc", re.compile("^b"), ["""expected re.compile('^b'), found "abc\""""]),
        (1, re.compile("1"), ["expected re.compile('1'), found 1"]),
        (UNKNOWN, "x", ['expected "x", found UNKNOWN']),
        ("unknown", UNKNOWN, ['expected UNKNOWN, found "unknown"']),
        (ABSENT, UNKNOWN, ["expected UNKNOWN, found ABSENT"]),
        (UNKNOWN, ABSENT, ["expected ABSENT, found UNKNOWN"]),
        (SENSITIVE, UNKNOWN, ["expected UNKNOWN, found SENSITIVE"]),
        (SENSITIVE, "x", ["expected a value that is not shown beside a sensitive one, found SENSITIVE"]),
        ("x", SENSITIVE, ['expected SENSITIVE, found "x"']),
        ("", ABSENT, ['expected ABSENT, found ""']),
        ({"a": 1}, {"a": 2, "b": 3}, ["a: expected 2, found 1", "b: expected 3, found no such key"]),
        (
            {"a": {"Name": 1}},
            {"a": {"name": 1}},
            ["a.name: expected 1, found no such key; the nearest is Name"],
        ),
        ({"a": {"x/y": 1, 'q"': 1}}, {"a": {"x/y": 2, 'q"': 2}}, ['a["x/y"]: expected 2, found 1', 'a["q\\""]: expected 2, found 1']),
        ([1], {"a": 1}, ['expected {"a": 1}, found [1]']),
        ({"a": 1}, [1], ['expected [1], found {"a": 1}']),
        ({"a": 1}, [...], ['expected [...], found {"a": 1}']),
        ("ab", {"a", "b"}, ['expected {"a", "b"}, found "ab"']),
        ([1, 2, 3], [2, 2], ["[0]: expected 2, found 1", "[2]: expected no such item, found 3"]),
        ([1], [1, {"a": 1}], ['[1]: expected {"a": 1}, found no such item']),
        ([1, 2], [], ["[0]: expected no such item, found 1", "[1]: expected no such item, found 2"]),
        ({"l": [1]}, {"l": [2, ...]}, ["l[...]: expected 2, found none such in 1"]),
        ([1, 2], [1, 1, ...], ["[...]: expected 1, found only 1 such, met by others of the list"]),
        (
            [{"a": 1, "b": 1}, {"a": 2, "b": 2}],
            [{"a": 2, "b": 3}, ...],
            ['[...]: expected {"a": 2, "b": 3}, found none such in 2; the nearest is [1]', "[1].b: expected 3, found 2"],
        ),
        ([], [{"a": 1}, ...], ['[...]: expected {"a": 1}, found none such in 0']),
        (["a", "b"], {"a", "c"}, ['[...]: expected "c", found no such value', '[1]: expected no such value, found "b"']),
        (["a", "a"], {"a"}, ['[1]: expected no such value, found "a"']),
        ([True], {1}, ["[...]: expected 1, found no such value", "[0]: expected no such value, found True"]),
        ({"a": {"b": 1}}, {"a": like({"b": 2})}, ["a.b: expected 2, found 1"]),
        (GATEWAY, {"asn": 64512}, ['aws_vpn_gateway.this.asn: expected 64512, found "64512"']),
        (
            CONNECTION,
            {"tag": {"Name": "x"}, "ports": [{"to": 3}]},
            [
                'aws_vpn_connection.this["hq/fw-1/1"].tag: expected {"Name": "x"}, '
                "found no such attribute of aws_vpn_connection; the nearest is tags",
                'aws_vpn_connection.this["hq/fw-1/1"].ports[0].to: expected 3, found 2',
            ],
        ),
        (
            PLAN,
            {
                'aws_vpn_connection.this["hq/fw-1/1"]': {"tags": {"Name": "lyon"}},
                'aws_vpn_connection.this["hq/fw-1/2"]': {"psk": "geheim"},
                "aws_vpn_gateway.this": ABSENT,
            },
            [
                'aws_vpn_connection.this["hq/fw-1/1"].tags.Name: expected "lyon", found "hq"',
                'aws_vpn_connection.this["hq/fw-1/2"]: expected a resource, found nothing planned there; '
                'the nearest is aws_vpn_connection.this["hq/fw-1/1"]',
                "aws_vpn_gateway.this: expected ABSENT, found the resource aws_vpn_gateway.this",
            ],
        ),
    ],
)  # fmt: skip
def test_tells_every_mismatch(actual: Any, pattern: Any, told: list[str]) -> None:
    assert list(map(str, mismatches(actual, pattern))) == told
    assert actual != like(pattern)
    assert not actual == like(pattern)  # noqa: SIM201 - this operator
    assert not like(pattern) == actual  # noqa: SIM201


@pytest.mark.parametrize(
    ("actual", "pattern"),
    [
        (SENSITIVE, "geheim"),
        (SENSITIVE, {"a": "geheim"}),
        (GATEWAY, {"psk": "geheim"}),
        (GATEWAY, {"pskk": "geheim"}),
        (GATEWAY, {"psk": re.compile("geheim")}),
        ([SENSITIVE], "geheim"),
        ([SENSITIVE], ["x", "geheim"]),
        ([SENSITIVE], ["geheim", ...]),
        ([SENSITIVE], {"geheim"}),
        ([{"psk": SENSITIVE, "a": 1}], [{"psk": "geheim", "a": 1}, ...]),
        ({"a": {"psk": SENSITIVE}}, {"a": "geheim"}),
        ({"a": {"psk": SENSITIVE}}, {"b": {"psk": "geheim"}}),
        ("key=(sensitive)", "key=geheim"),
        (PLAN, {"aws_vpn_gateway.thsi": {"psk": "geheim"}}),
    ],
)
def test_what_stands_for_something_sensitive_is_not_told(actual: Any, pattern: Any) -> None:
    lines = explain("==", actual, like(pattern))
    assert lines
    assert "geheim" not in "\n".join(lines)


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ({"a": None}, "a: None is no planned value; write ABSENT for what is not set, or leave the key out"),
        ({"a": [1, None]}, "a[1]: None is no planned value; write ABSENT for what is not set, or leave the key out"),
        (None, "None is no planned value; write ABSENT for what is not set, or leave the key out"),
        ({1: "a"}, "the key 1 is no text, and all keys of a plan are"),
        ({"a": ...}, 'a: `...` stands in a list only, for other items: ["a", ...]'),
        ({..., "a"}, '[...]: `...` stands in a list only, for other items: ["a", ...]'),
        (re.compile(b"x"), "the regular expression is one for bytes; make it one for text"),
        (
            {"a.b": {"c": len}},
            'a.b.c: a builtin_function_or_method is no value of a plan; write text, a number, a list, an object or one of the marks'.replace("a.b", '["a.b"]'),
        ),
    ],
)  # fmt: skip
def test_a_pattern_that_no_plan_can_meet_is_refused_at_once(pattern: Any, message: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        like(pattern)
    assert str(caught.value) == f"like(...): {message}"


def test_long_values_are_cut_short_where_they_still_tell_the_difference() -> None:
    [early] = mismatches("a" * 500, "b" * 3)
    assert early.actual == f'"{"a" * 79}... (502 characters)'
    [late] = mismatches("a" * 500 + "x", "a" * 500 + "y")
    assert (late.expected, late.actual) == (f'..."{"a" * 20}y"', f'..."{"a" * 20}x"')
    [short] = mismatches("a" * 50 + "x", "a" * 50 + "y")
    assert short.expected == f'"{"a" * 50}y"'


def test_reads_as_written_and_has_no_hash() -> None:
    written = like({"a": ["x", True, 1.5, UNKNOWN, ..., re.compile("b")], "s": {"c"}, "n": like([])})
    assert (
        repr(written) == """like({"a": ["x", True, 1.5, UNKNOWN, ..., re.compile('b')], "s": {"c"}, "n": like([])})"""
    )
    with pytest.raises(TypeError, match="unhashable"):
        hash(written)
    assert written == written  # noqa: PLR0124 - two of them have nothing to tell
    assert like(1) != like(1)


def test_explains_its_own_comparisons_only() -> None:
    assert explain("==", 1, 2) is None
    assert explain("in", "a", like("a")) is None
    assert explain("==", np.array([1, 2]), np.array([1, 3])) is None
    assert explain("!=", GATEWAY, like({"asn": "64512"})) == [
        "aws_vpn_gateway.this != like(...): it matches, and must not"
    ]
    same = ["plan == like(...): 1 mismatch", "aws_vpn_gateway.this.asn: expected 1, found \"64512\""]  # fmt: skip
    pattern = like({"aws_vpn_gateway.this": {"asn": 1}})
    assert explain("==", PLAN, pattern) == explain("==", pattern, PLAN) == same


SPEC = """\
pattern: managed-vpn
name: harbour
region: eu-north-1
vpcs: {shop: {id: vpc-0aa11bb22cc33dd44, cidrs: [10.44.0.0/16]}}
vpn_gateway: {asn: 64801}
sites:
  hq:
    cidrs: [192.168.40.0/22]
    asn: 65140
    devices:
      fw: {ip_address: 198.51.100.41}
    tunnels:
      startup_action: start
      overrides: {fw/1/2: {dpd_timeout_action: restart}}
"""


def test_a_plan_of_a_spec_tells_the_line() -> None:
    bare = plan(
        resource("module.vpn.aws_customer_gateway.this[\"hq/fw\"]".removeprefix("module.vpn."), bgp_asn="65140", ip_address="198.51.100.41"),
        resource('aws_vpn_connection.this["hq/fw/1"]', tunnel1_startup_action="start", tunnel2_dpd_timeout_action="restart", type="ipsec.1"),
        resource("aws_vpn_gateway.this", amazon_side_asn="64801"),
        resource("data_source.other", x=1),
        answer=1,
    )  # fmt: skip
    loaded = check(parse(SPEC), "site.yaml")
    traced = TracedPlan.of(bare, loaded)
    pattern = {
        'aws_customer_gateway.this["hq/fw"]': {"bgp_asn": "1", "ip_address": "2"},
        'aws_vpn_connection.this["hq/fw/1"]': {"tunnel1_startup_action": "add", "tunnel2_dpd_timeout_action": "none", "type": "x"},
        "aws_vpn_gateway.this": {"amazon_side_asn": "3"},
        'aws_vpn_connection.that["hq/fw/1"]': {},
        "data_source.other": {"x": 2},
    }  # fmt: skip
    places = [
        "site.yaml:9:5: sites.hq.asn",
        "site.yaml:11:12: sites.hq.devices.fw.ip_address",
        "site.yaml:13:7: sites.hq.tunnels.startup_action",
        "site.yaml:14:28: sites.hq.tunnels.overrides.fw/1/2.dpd_timeout_action",
        "site.yaml:11:7: sites.hq.devices.fw",
        "site.yaml:5:15: vpn_gateway.asn",
        "site.yaml:11:7: sites.hq.devices.fw",
        "",
    ]
    assert [mismatch.place for mismatch in mismatches(traced, pattern)] == places
    [alone] = mismatches(traced["aws_vpn_gateway.this"], {"amazon_side_asn": "3"})
    assert str(alone) == (
        'aws_vpn_gateway.this.amazon_side_asn: expected "3", found "64801" (site.yaml:5:15: vpn_gateway.asn)'
    )
    [module] = mismatches(TracedPlan.of(plan(Resource(
        'module.vpn.aws_customer_gateway.this["hq/fw"]', "module.vpn", "managed", "aws_customer_gateway", "this", "hq/fw", ("create",), {"bgp_asn": "1"},
    )), loaded), {'module.vpn.aws_customer_gateway.this["hq/fw"]': {"bgp_asn": "2"}})  # fmt: skip
    assert module.place == "site.yaml:9:5: sites.hq.asn"
    assert traced == TracedPlan.of(bare, check(parse(SPEC), "other.yaml"))
    assert traced["data_source.other"] == TracedPlan.of(bare, check(parse(SPEC), "other.yaml"))["data_source.other"]
    assert traced.outputs == {"answer": 1}
    assert "harbour" not in repr(traced)


TESTS = """\
import pytest
from tieline.terraform.plan import ABSENT, SENSITIVE, UNKNOWN, Plan, Resource
from tieline.testing.matching import like

VALUES = {"tags": {"Name": "paris"}, "id": UNKNOWN, "psk": SENSITIVE, "n": [1, 2, 3, 4, 5, 6, 7, 8], "odd": "100%s {x}\\nz"}
PLAN = Plan({"aws_vpn_gateway.this": Resource(
    "aws_vpn_gateway.this", "", "managed", "aws_vpn_gateway", "this", None, ("create",), VALUES)}, {"twice": 8})

def secret():
    return PLAN["aws_vpn_gateway.this"]["psk"]

EXPECTED = "geh" + "eim"

def test_plan():
    assert PLAN == like({
        "aws_vpn_gateway.this": {
            "tags": {"Name": "lyon"}, "id": "vgw-1", "psk": EXPECTED, "n": [0, 0, 0, 0, 0, 0, 0, 0], "odd": "%d"},
        "aws_vpn_gateway.thsi": {},
    })

def test_value():
    assert secret() == like(EXPECTED), "a note"

def test_not():
    assert PLAN.outputs != like({"twice": 8})

def test_part_of_more():
    assert PLAN.outputs == like({"twice": 9}) and PLAN

def test_caught_before():
    with pytest.raises(AssertionError):
        assert PLAN.outputs == like({"twice": 9})
    assert [1] == [2]

def test_mistaken():
    like({"a": None})
"""


def test_a_failure_as_pytest_prints_it(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CI", "BUILD_NUMBER"):
        monkeypatch.delenv(name, raising=False)  # there pytest cuts nothing off
    pytester.makepyfile(TESTS)
    result = pytester.runpytest_subprocess("-p", "no:hypothesispytest")
    result.assert_outcomes(failed=6)
    said = re.findall(r"^E +(.*)$", result.stdout.str(), re.MULTILINE)
    assert said == [
        "assert plan == like(...): 13 mismatches",
        'aws_vpn_gateway.this.tags.Name: expected "lyon", found "paris"',
        'aws_vpn_gateway.this.id: expected "vgw-1", found UNKNOWN',
        "aws_vpn_gateway.this.psk: expected a value that is not shown beside a sensitive one, found SENSITIVE",
        *(f"aws_vpn_gateway.this.n[{index}]: expected 0, found {index + 1}" for index in range(8)),
        'aws_vpn_gateway.this.odd: expected "%d", found "100%s {x}\\nz"',
        "aws_vpn_gateway.thsi: expected a resource, found nothing planned there; the nearest is aws_vpn_gateway.this",
        "AssertionError: a note",
        "assert value == like(...): 1 mismatch",
        "expected a value that is not shown beside a sensitive one, found SENSITIVE",
        "assert value != like(...): it matches, and must not",
        "assert (value == like(...): 1 mismatch",
        "twice: expected 9, found 8)",
        "assert [1] == [2]",
        "",
        "At index 0 diff: 1 != 2",
        "Use -v to get more diff",
        "tieline.errors.InvalidInput: like(...): a: None is no planned value; write ABSENT for what is not set, or leave the key out",
    ]
    assert "geheim" not in result.stdout.str()
    assert "matching.py" not in result.stdout.str()  # a mistake in a test shows no code of ours
