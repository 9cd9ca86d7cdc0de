"""modules/direct-connect-link: what it makes."""

from typing import Any

import pytest

from support.direct_connect_link import (
    CAK,
    CKN,
    CONNECTION,
    HOSTED,
    LAG,
    MODULE,
    SECRET,
    TOPIC,
    connection,
    lag,
    link,
    member,
)
from tieline.terraform.plan import ABSENT, SENSITIVE, UNKNOWN, Plan

TOLD = {
    "arn": UNKNOWN,
    "aws_device": UNKNOWN,
    "provider_name": UNKNOWN,
    "jumbo_frame_capable": UNKNOWN,
    "macsec_capable": UNKNOWN,
    "port_encryption_status": UNKNOWN,
    "vlan": UNKNOWN,
}
NOT_TOLD = dict.fromkeys(TOLD, ABSENT)
NO_ALARM = {"light_received_low": ABSENT, "light_sent_low": ABSENT, "not_encrypted": ABSENT}


def tags(name: str, **more: str) -> dict[str, str]:
    return {"Name": f"harbour/{name}", **more}


#: By kind of alarm: the connections of `MIXED` that have it, and what is special.
QUIET = {"treat_missing_data": "notBreaching"}
ALARMS: dict[str, tuple[list[str], dict[str, Any]]] = {
    "down": (["branch", "depot", "east", "west"], {"metric_name": "ConnectionState"}),
    "errors": (
        ["east", "west"],
        {
            "metric_name": "ConnectionErrorCount",
            "statistic": "Sum",
            "comparison_operator": "GreaterThanThreshold",
            "threshold": 0,
            **QUIET,
        },
    ),
    "light_received_low": (
        ["east", "west"],
        {"metric_name": "ConnectionLightLevelRx", "threshold": -12, **QUIET},
    ),
    "light_sent_low": (
        ["east", "west"],
        {"metric_name": "ConnectionLightLevelTx", "threshold": -12, **QUIET},
    ),
    "not_encrypted": (["east"], {"metric_name": "ConnectionEncryptionState"}),
}


@pytest.mark.plan(
    MODULE,
    inputs=link(
        {
            "east": connection(
                provider_name="Equinix, Inc.",
                macsec="must_encrypt",
                tags={"owner": "transmission", "floor": "2"},
            ),
            "west": connection(location="EqSe2-EQ", bandwidth="1Gbps", skip_destroy=False),
            "south": connection(bandwidth="100Gbps", macsec="off"),
            "north": connection(bandwidth="400Gbps", macsec="should_encrypt"),
        },
        tags={"owner": "network"},
        macsec_keys={"east": {"secret_arn": SECRET}, "north": {}},
        macsec_ckn={"north": CKN},
        macsec_cak={"north": CAK},
    ),
)
def test_orders_connections_of_every_speed(plan: Plan) -> None:
    east = tags("east", owner="transmission", floor="2")
    assert plan['aws_dx_connection.this["east"]'].known() == {
        "name": "harbour-east",
        "location": "EqDC2",
        "bandwidth": "10Gbps",
        "provider_name": "Equinix, Inc.",
        "request_macsec": True,
        "encryption_mode": "must_encrypt",
        "skip_destroy": True,
        "tags": east,
        "tags_all": east,
    }
    west = tags("west", owner="network")
    assert plan['aws_dx_connection.this["west"]'].known() == {
        "name": "harbour-west",
        "location": "EqSe2-EQ",
        "bandwidth": "1Gbps",
        "request_macsec": False,
        "skip_destroy": False,
        "tags": west,
        "tags_all": west,
    }
    south, north = (plan[f'aws_dx_connection.this["{key}"]'].known() for key in ("south", "north"))
    assert (south["request_macsec"], north["request_macsec"]) == (False, True)
    assert ("encryption_mode" in south, north["encryption_mode"]) == (False, "should_encrypt")
    assert plan['aws_dx_macsec_key_association.this["east"]'].known() == {"secret_arn": SECRET}
    own = plan['aws_dx_macsec_key_association.this["north"]']
    assert (own["ckn"], own["cak"], own["connection_id"]) == (SENSITIVE, SENSITIVE, UNKNOWN)
    assert len(plan.managed()) == 6
    assert plan.warnings == ()
    assert plan.outputs == {
        "connections": {
            key: {"id": UNKNOWN, "hosted": False, "lag": ABSENT, "location": location, "bandwidth": bandwidth, **TOLD}
            | ({"provider_name": "Equinix, Inc."} if key == "east" else {})
            for key, location, bandwidth in (
                ("east", "EqDC2", "10Gbps"),
                ("west", "EqSe2-EQ", "1Gbps"),
                ("south", "EqDC2", "100Gbps"),
                ("north", "EqDC2", "400Gbps"),
            )
        },
        "lags": {},
        "alarms": {},
    }


OLD = "dxcon-fgonfirm"
MIXED = link(
    {
        "east": {"id": CONNECTION, "location": "EqDC2", "lag": "pair"},
        "west": member(bandwidth="1Gbps", macsec=None, lag="trio"),
    },
    hosted_connections={
        "branch": {"id": HOSTED},
        "depot": {"id": OLD, "confirm": False, "location": "EqDC2", "bandwidth": "500Mbps"},
    },
    lags={
        "pair": {"id": LAG},
        "trio": lag(bandwidth="1Gbps", provider_name="Equinix, Inc.", force_destroy=True, tags={"floor": "2"}),
    },
    tags={"owner": "network"},
    alarms={"sns_topic_arns": [TOPIC], "evaluation_periods": 3, "light_level_dbm": -12},
    macsec_keys={"east/2026": {"secret_arn": SECRET}, "east/2027": {"secret_arn": f"{SECRET}2"}},
)


@pytest.mark.plan(MODULE, inputs=MIXED)
def test_adopts_confirms_and_bundles(plan: Plan) -> None:
    trio = tags("trio", owner="network", floor="2")
    assert plan['aws_dx_lag.this["trio"]'].known() == {
        "name": "harbour-trio",
        "location": "EqDC2",
        "connections_bandwidth": "1Gbps",
        "provider_name": "Equinix, Inc.",
        "force_destroy": True,
        "tags": trio,
        "tags_all": trio,
    }
    assert plan['aws_dx_connection_association.this["east"]'].known() == {"connection_id": CONNECTION, "lag_id": LAG}
    assert plan['aws_dx_connection_association.this["west"]'].known() == {}
    assert plan['aws_dx_connection_confirmation.this["branch"]'].known() == {"connection_id": HOSTED}
    for name, secret in {"2026": SECRET, "2027": f"{SECRET}2"}.items():
        assert plan[f'aws_dx_macsec_key_association.this["east/{name}"]'].known() == {
            "connection_id": CONNECTION,
            "secret_arn": secret,
        }

    assert len(plan.managed()) == 18
    assert plan.outputs == {
        "connections": {
            "east": {"id": CONNECTION, "hosted": False, "lag": "pair", "location": "EqDC2", "bandwidth": ABSENT}
            | NOT_TOLD,
            "west": {"id": UNKNOWN, "hosted": False, "lag": "trio", "location": "EqDC2", "bandwidth": "1Gbps"} | TOLD,
            "branch": {"id": HOSTED, "hosted": True, "lag": ABSENT, "location": ABSENT, "bandwidth": ABSENT} | NOT_TOLD,
            "depot": {
                "id": OLD,
                "hosted": True,
                "lag": ABSENT,
                "location": "EqDC2",
                "bandwidth": "500Mbps",
            }
            | NOT_TOLD,
        },
        "lags": {
            "pair": {"id": LAG, "arn": ABSENT, "location": ABSENT, "bandwidth": ABSENT, "connections": ["east"]},
            "trio": {
                "id": UNKNOWN,
                "arn": UNKNOWN,
                "location": "EqDC2",
                "bandwidth": "1Gbps",
                "connections": ["west"],
            },
        },
        "alarms": {
            key: {kind: UNKNOWN if key in keys else ABSENT for kind, (keys, _) in ALARMS.items()}
            for key in ALARMS["down"][0]
        },
    }


@pytest.mark.plan(MODULE, inputs=MIXED)
def test_watches_what_there_is_to_see(plan: Plan) -> None:
    ids = {"east": CONNECTION, "branch": HOSTED, "depot": OLD}
    for kind, (keys, special) in ALARMS.items():
        for key in keys:
            alarm = plan[f'aws_cloudwatch_metric_alarm.{kind}["{key}"]']
            assert alarm["dimensions"] == ({"ConnectionId": ids[key]} if key in ids else UNKNOWN)
            assert f"Direct Connect connection {key} of harbour" in alarm["alarm_description"]
            known = {k: v for k, v in alarm.known().items() if k not in ("dimensions", "alarm_description")}
            assert known == {
                "metric_query": [],
                "alarm_name": f"dx/harbour/{key}/{kind.replace('_', '-')}",
                "namespace": "AWS/DX",
                "statistic": "Minimum",
                "comparison_operator": "LessThanThreshold",
                "threshold": 1,
                "period": 300,
                "evaluation_periods": 3,
                "treat_missing_data": "breaching",
                "actions_enabled": True,
                "alarm_actions": [TOPIC],
                "ok_actions": [TOPIC],
                "tags": tags(key, owner="network"),
                "tags_all": tags(key, owner="network"),
                **special,
            }
    assert len(plan.of_type("aws_cloudwatch_metric_alarm")) == sum(len(keys) for keys, _ in ALARMS.values())


@pytest.mark.plan(
    MODULE,
    inputs=link(
        {
            "slow": {"id": CONNECTION, "bandwidth": "1Gbps"},
            "fast": connection(bandwidth="100Gbps", macsec="no_encrypt"),
        },
        macsec_keys={"fast": {"secret_arn": SECRET}},
        alarms={"period_seconds": 60},
    ),
)
def test_lanes_and_switched_off_encryption_are_not_watched(plan: Plan) -> None:
    assert {(a["alarm_name"], a["period"]) for a in plan.of_type("aws_cloudwatch_metric_alarm")} == {
        *((f"dx/harbour/slow/{kind}", 60) for kind in ("down", "errors", "light-received-low", "light-sent-low")),
        *((f"dx/harbour/fast/{kind}", 60) for kind in ("down", "errors")),
    }
    light = plan['aws_cloudwatch_metric_alarm.light_sent_low["slow"]']
    assert light["threshold"] == -14.4
    assert plan.outputs["alarms"]["fast"] == {"down": UNKNOWN, "errors": UNKNOWN, **NO_ALARM}


@pytest.mark.plan(MODULE, inputs={"name": "harbour"})
def test_nothing_makes_nothing(plan: Plan) -> None:
    assert plan.managed() == []
    assert plan.outputs == {"connections": {}, "lags": {}, "alarms": {}}


@pytest.mark.plan(
    MODULE,
    inputs=link({"east": connection(macsec="must_encrypt"), "west": connection(macsec="must_encrypt")}),
)
def test_encryption_that_must_be_and_cannot_is_told(plan: Plan) -> None:
    assert [line for warning in plan.warnings for line in warning.detail.splitlines()] == [
        f"connections.{key}.macsec: must_encrypt, and macsec_keys has no key for {key}: "
        "unless it gets one elsewhere, nothing passes."
        for key in ("east", "west")
    ]
