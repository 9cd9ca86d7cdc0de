"""What a change of the inputs of modules/direct-connect-link does to what is there: nothing more than it has to."""

from __future__ import annotations

from typing import Any

import pytest

from support.direct_connect_link import (
    CAK,
    CKN,
    CONNECTION,
    HOSTED,
    MODULE,
    SECRET,
    TOPIC,
    connection,
    lag,
    link,
    member,
)
from tieline.terraform.change import Change
from tieline.terraform.plan import ABSENT

BASE = link(
    {
        "east": connection(),
        "west": {"id": CONNECTION, "location": "EqSe2-EQ"},
        "a": member(),
        "b": member(),
        "slow": connection(bandwidth="1Gbps"),
    },
    hosted_connections={"branch": {"id": HOSTED}},
    lags={"pair": lag()},
    macsec_keys={"east": {}, "west": {"secret_arn": SECRET}},
    macsec_ckn={"east": CKN},
    macsec_cak={"east": CAK},
    alarms={},
)
KINDS = ["down", "errors", "light_received_low", "light_sent_low"]


def made(kind: str, *keys: str) -> list[str]:
    return [f'aws_dx_{kind}.this["{key}"]' for key in keys]


def alarms(*keys: str, kinds: list[str] = KINDS) -> list[str]:
    return [f'aws_cloudwatch_metric_alarm.{kind}["{key}"]' for key in keys for kind in kinds]


ALARMS = [
    *alarms("east", "west", "a", "b", "slow"),
    *alarms("east", "west", kinds=["not_encrypted"]),
    *alarms("branch", kinds=["down"]),
]
OF_EAST = alarms("east", kinds=[*KINDS, "not_encrypted"])
KEY = made("macsec_key_association", "east")


def expected(name: str, after: dict[str, Any], **actions: list[str]) -> Any:
    """A change, and all that it does."""
    wanted = {address: action for action, addresses in actions.items() for address in addresses}
    return pytest.param(wanted, marks=pytest.mark.plan_change(MODULE, inputs=BASE, after=after), id=name)


@pytest.mark.parametrize(
    "actions",
    [
        expected("nothing", {}),
        expected(
            "a connection more touches no other",
            {"connections.aaa": connection(bandwidth="1Gbps")},
            create=[*made("connection", "aaa"), *alarms("aaa")],
        ),
        expected(
            "an adopted connection more touches no other",
            {"connections.aaa": {"id": "dxcon-fgother1"}},
            create=alarms("aaa"),
        ),
        expected(
            "a member more touches no other",
            {"connections.aaa": member()},
            create=[*made("connection", "aaa"), *made("connection_association", "aaa"), *alarms("aaa")],
        ),
        expected(
            "a member less takes only its own away",
            {"connections.a": ABSENT},
            delete=[*made("connection", "a"), *made("connection_association", "a"), *alarms("a")],
        ),
        expected(
            "a member that leaves keeps its connection",
            {"connections.a.lag": ABSENT},
            delete=made("connection_association", "a"),
        ),
        expected(
            "a LAG more touches no other",
            {"lags.aaa": lag(), "connections.bbb": member(lag="aaa")},
            create=[
                *made("lag", "aaa"),
                *made("connection", "bbb"),
                *made("connection_association", "bbb"),
                *alarms("bbb"),
            ],
        ),
        expected(
            "a hosted connection more touches no other",
            {"hosted_connections.aaa": {"id": "dxcon-fgother1"}},
            create=[*made("connection_confirmation", "aaa"), *alarms("aaa", kinds=["down"])],
        ),
        expected(
            "one key for another keeps the connection",
            {"macsec_ckn.east": 32 * "0b", "macsec_cak.east": 32 * "F2"},
            replace=KEY,
        ),
        expected("a key alone for another keeps the connection", {"macsec_cak.east": 32 * "F2"}, replace=KEY),
        expected(
            "a secret for another keeps the connection",
            {"macsec_keys.west.secret_arn": f"{SECRET}2"},
            replace=made("macsec_key_association", "west"),
        ),
        expected(
            "from a key in the open to one in a secret",
            {"macsec_keys.east.secret_arn": SECRET, "macsec_ckn": {}, "macsec_cak": {}},
            replace=KEY,
        ),
        expected(
            "a second key leaves the first alone",
            {"macsec_keys": BASE["macsec_keys"] | {"east/2027": {"secret_arn": SECRET}}},
            create=made("macsec_key_association", "east/2027"),
        ),
        expected(
            "the last key gone keeps the connection",
            {"macsec_keys.east": ABSENT, "macsec_ckn": {}, "macsec_cak": {}},
            delete=[*KEY, *alarms("east", kinds=["not_encrypted"])],
        ),
        expected(
            "an encryption mode changes in place",
            {"connections.east.macsec": "must_encrypt"},
            update=made("connection", "east"),
        ),
        expected(
            "to be given back when destroyed",
            {"connections.east.skip_destroy": False},
            update=made("connection", "east"),
        ),
        expected("no MACsec where there is none, written out, changes nothing", {"connections.slow.macsec": "off"}),
        expected(
            "MACsec given up means another connection",
            {
                "connections.east.macsec": "off",
                "macsec_keys.east": ABSENT,
                "macsec_ckn": {},
                "macsec_cak": {},
            },
            replace=made("connection", "east"),
            delete=[*KEY, *alarms("east", kinds=["not_encrypted"])],
            update=alarms("east"),
        ),
        expected(
            "another name renames the LAG, keeps the connections and makes the alarms anew",
            {"name": "quay"},
            update=[*made("connection", "east", "a", "b", "slow"), *made("lag", "pair")],
            replace=ALARMS,
        ),
        expected(
            "a connection's tags",
            {"connections.east.tags": {"floor": "2"}},
            update=[*made("connection", "east"), *OF_EAST],
        ),
        expected("a LAG's tags", {"lags.pair.tags": {"floor": "2"}}, update=made("lag", "pair")),
        expected("alarms off", {"alarms": {"enabled": False}}, delete=ALARMS),
        expected("alarms that tell somebody", {"alarms": {"sns_topic_arns": [TOPIC]}}, update=ALARMS),
        expected(
            "another level of light",
            {"alarms": {"light_level_dbm": -12}},
            update=alarms("east", "west", "a", "b", "slow", kinds=["light_received_low", "light_sent_low"]),
        ),
    ],
)
def test_a_change_does(actions: dict[str, str], change: Change) -> None:
    assert change.actions == actions


@pytest.mark.plan_change(MODULE, inputs=BASE | {"alarms": {"enabled": False}}, after={"alarms": {}})
def test_alarms_on_touch_nothing_else(change: Change) -> None:
    assert change.actions == dict.fromkeys(ALARMS, "create")


@pytest.mark.plan_change(MODULE, inputs=BASE, after={"name": "quay"})
def test_a_connections_name_stays_and_its_tag_follows(change: Change) -> None:
    assert change['aws_dx_connection.this["east"]'].changed == {
        "tags.Name": ("harbour/east", "quay/east"),
    }
    assert change['aws_dx_lag.this["pair"]'].changed == {
        "name": ("harbour-pair", "quay-pair"),
        "tags.Name": ("harbour/pair", "quay/pair"),
    }


@pytest.mark.plan_change(MODULE, inputs=BASE, after={"macsec_cak.east": 32 * "F2"})
def test_no_change_shows_a_key(change: Change) -> None:
    key = change[KEY[0]]
    assert key.forced_by == ("cak",)
    assert not [secret for secret in (CAK, 32 * "F2", CKN) if secret in repr(change) + str(change)]
