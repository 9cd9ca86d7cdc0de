"""The typed plan: known, unknown, absent and sensitive never mix; redaction takes out what is marked."""

from __future__ import annotations

from typing import Any

import pytest

from tieline.terraform.plan import ABSENT, SENSITIVE, UNKNOWN, marked, read_outputs, read_resource
from tieline.terraform.redact import HIDDEN, masked, redacted, texts


@pytest.mark.parametrize(
    ("after", "unknown", "sensitive", "expected"),
    [
        (1, False, False, 1),
        (False, False, False, False),
        ("", False, False, ""),
        (None, False, False, ABSENT),
        (None, True, False, UNKNOWN),
        (None, True, True, UNKNOWN),
        ("x", False, True, SENSITIVE),
        (None, False, True, ABSENT),
        ({"a": 1, "b": None}, {"c": True}, {"a": True}, {"a": SENSITIVE, "b": ABSENT, "c": UNKNOWN}),
        ({"a": 1}, {"b": False}, {}, {"a": 1}),
        ([1, None, "s"], [False, True, False], [False, False, True], [1, UNKNOWN, SENSITIVE]),
        ([{"a": None}], [{"a": True}], [{}], [{"a": UNKNOWN}]),
        (None, {"a": True}, False, {"a": UNKNOWN}),
        (None, [{"a": True}], False, [{"a": UNKNOWN}]),
        ([], [], [], []),
        ({}, {}, {}, {}),
        ({"a": 1}, {}, True, SENSITIVE),
    ],
)
def test_marks(after: Any, unknown: Any, sensitive: Any, expected: Any) -> None:
    assert marked(after, unknown, sensitive) == expected


def change(**over: Any) -> dict[str, Any]:
    return {
        "address": 'module.case_1.module.vpn.aws_vpn_connection.this["hq/fw/1"]',
        "module_address": "module.case_1.module.vpn",
        "mode": "managed",
        "type": "aws_vpn_connection",
        "name": "this",
        "index": "hq/fw/1",
        "change": {
            "actions": ["create"],
            "before": None,
            "after": {"type": "ipsec.1", "key": "geheim", "gone": None},
            "after_unknown": {"id": True},
            "after_sensitive": {"key": True},
        },
    } | over


def test_a_resource_reads_as_inside_its_module() -> None:
    resource = read_resource(change(), "module.case_1")
    assert (resource.address, resource.module) == ('module.vpn.aws_vpn_connection.this["hq/fw/1"]', "module.vpn")
    assert resource.values == {"type": "ipsec.1", "key": SENSITIVE, "gone": ABSENT, "id": UNKNOWN}
    assert resource.known() == {"type": "ipsec.1", "key": SENSITIVE}
    assert read_resource(change(), "module.case_1.module.vpn").module == ""


def test_an_attribute_the_type_lacks_is_an_error_that_names_the_nearest() -> None:
    with pytest.raises(KeyError, match="aws_vpn_connection has no attribute tipe; the nearest is type"):
        read_resource(change())["tipe"]


def test_an_output_its_module_calls_sensitive_is_hidden() -> None:
    declared: dict[str, Any] = {"a": {"sensitive": True}, "b": {}, "c": {"sensitive": True}}
    assert read_outputs({"a": "x", "b": "y"}, {"c": True}, declared) == {"a": SENSITIVE, "b": "y", "c": UNKNOWN}


def test_redaction_takes_out_every_marked_value_and_all_variables() -> None:
    secret = "geheim"
    document = {
        "variables": {"cases": {"value": {"psk": secret}}},
        "resource_changes": [
            change(),
            change(change={"actions": ["update"], "before": {"l": [secret]}, "before_sensitive": {"l": True},
                           "after": {"l": [secret, "ok"]}, "after_sensitive": {"l": [True]}}),
        ],
        "resource_drift": [change()],
        "output_changes": {"o": {"before": secret, "before_sensitive": True, "after": secret, "after_sensitive": True}},
        "planned_values": {
            "outputs": {"o": {"value": secret, "sensitive": True}},
            "root_module": {"child_modules": [{"resources": [{"values": {"k": secret, "l": 1}, "sensitive_values": {"k": True}}]}]},
        },
        "prior_state": {"values": {"root_module": {"resources": [{"values": {"k": secret}, "sensitive_values": {"k": True}}]}}},
    }  # fmt: skip
    clean = redacted(document)
    assert secret not in repr(clean)
    assert secret in repr(document)
    assert clean["resource_changes"][0]["change"]["after"] == {"type": "ipsec.1", "key": HIDDEN, "gone": None}
    assert clean["resource_changes"][1]["change"]["after"] == {"l": [HIDDEN, "ok"]}
    assert clean["planned_values"]["root_module"]["child_modules"][0]["resources"][0]["values"] == {"k": HIDDEN, "l": 1}


def test_what_a_data_source_has_read_is_taken_out_of_copies_and_quotations_too() -> None:
    read = {"values": {"secret_string": 'ge"heim<1'}, "sensitive_values": {"secret_string": True}}
    prior = {"values": {"root_module": {"child_modules": [{"resources": [read]}]}}}
    copies = {"after": {"note": 'is ge"heim<1', "json": r'{"a": "ge\"heim<1"}', "go": r'"ge\"heim\u003c1"'}}
    clean = redacted({"prior_state": prior, "resource_changes": [change(change={"actions": ["create"]} | copies)]})
    assert clean["resource_changes"][0]["change"]["after"] == {
        "note": f"is {HIDDEN}",
        "json": f'{{"a": "{HIDDEN}"}}',
        "go": f'"{HIDDEN}"',
    }


def test_a_number_that_is_sensitive_is_taken_out_of_texts() -> None:
    assert masked("of 4200000140", texts({"north": 4200000140, "south": True})) == f"of {HIDDEN}"


def test_a_secret_that_holds_another_is_taken_out_whole() -> None:
    hidden = frozenset("geheim" + "x" * n for n in range(9))  # in a set's order, which is any
    assert masked({"a": ["geheim" + "x" * 8 + " ok"]}, hidden) == {"a": [f"{HIDDEN} ok"]}
