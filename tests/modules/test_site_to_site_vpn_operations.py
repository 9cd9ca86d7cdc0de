"""modules/site-to-site-vpn: pre-shared keys, logs, alarms and quotas: what is taken, refused or told."""

from typing import Any

import pytest

from support.cases import accepted, refused
from support.vpn import GATEWAY, KMS_KEY, LOG_GROUP, TOPIC, Inputs, one_device, site, vpn
from tieline.terraform.plan import Plan
from tieline.testing.plugin import Rejection

MODULE = "site-to-site-vpn"


def keys(**given: str) -> Inputs:
    """Two connections, and keys for `_<connection>_<tunnel>`."""
    return one_device(connections=2) | {
        "preshared_keys": {f"hq/fw-1/{k[1:].replace('_', '/')}": v for k, v in given.items()}
    }


def logging(**options: Any) -> Inputs:
    return vpn(logging=options)


def alarms(**options: Any) -> Inputs:
    return vpn(alarms=options)


def topics(count: int) -> list[str]:
    return [f"{TOPIC}-{n}" for n in range(count)]


@pytest.mark.parametrize(
    (),
    [
        accepted(MODULE, "keys at the limits", keys(_1_1="abcdefg1", _1_2=64 * "9", _2_1="._.._..0", _2_2="ZZZZZZZZ")),
        accepted(MODULE, "one key for two connections", keys(_1_1="abcdefg1", _2_1="abcdefg1", _2_2="abcdefg2")),
        accepted(MODULE, "storage Standard", vpn(preshared_key_storage="Standard")),
        *(accepted(MODULE, f"retention of {days}", logging(retention_days=days)) for days in (0, 1, 3653)),
        accepted(MODULE, "text", logging(format="text")),
        accepted(MODULE, "an adopted group", logging(log_group_arn=LOG_GROUP)),
        accepted(
            MODULE,
            "an adopted group of 512 characters in China",
            logging(log_group_arn=f"arn:aws-cn:logs:cn-north-1:111122223333:log-group:{512 * 'a'}"),
            region="cn-north-1",
        ),
        accepted(MODULE, "a group name of 512 characters", logging(log_group_name=512 * "a")),
        accepted(MODULE, "a group name with all it may hold", logging(log_group_name="aA0_./#-")),
        accepted(MODULE, "a key by its alias", logging(kms_key_arn=KMS_KEY.split(":key/")[0] + ":alias/logs/vpn_1")),
        accepted(MODULE, "five topics", alarms(sns_topic_arns=topics(5))),
        accepted(MODULE, "a FIFO topic", alarms(sns_topic_arns=[f"{TOPIC}.fifo"])),
        accepted(MODULE, "a minute", alarms(period_seconds=60)),
        accepted(MODULE, "a day", alarms(period_seconds=86400)),
        accepted(MODULE, "100 looks", alarms(evaluation_periods=100)),
        accepted(MODULE, "a day of looks", alarms(period_seconds=3540, evaluation_periods=24)),
        accepted(MODULE, "a week of looks", alarms(period_seconds=86400, evaluation_periods=7)),
        accepted(MODULE, "an hour for a week less", alarms(period_seconds=3600, evaluation_periods=100)),
    ],
)
def test_accepts(plan: Plan) -> None:
    assert plan.of_type("aws_vpn_connection")


@pytest.mark.parametrize(
    "message",
    [
        refused(
            MODULE,
            "keys of a wrong form",
            keys(_1_1="abcdefg", _1_2=65 * "a", _2_1="0bcdefgh", _2_2="abcdefg-"),
            *(
                f"preshared_keys.hq/fw-1/{tunnel}: the key has a wrong form; "
                "give 8-64 characters of A-Z, a-z, 0-9, . and _ that do not start with 0."
                for tunnel in ("1/1", "1/2", "2/1", "2/2")
            ),
        ),
        refused(
            MODULE,
            "one key for both tunnels",
            keys(_1_1="abcdefg1", _1_2="abcdefg1", _2_1="abcdefg2", _2_2="abcdefg2"),
            "preshared_keys.hq/fw-1/1/2: the same key as for tunnel 1; give each tunnel a key of its own.",
            "preshared_keys.hq/fw-1/2/2: the same key as for tunnel 1; give each tunnel a key of its own.",
        ),
        refused(
            MODULE,
            "keys of no tunnel",
            keys(_1="abcdefg1", _1_3="abcdefg2", _3_1="abcdefg3", _1_1="abcdefg4"),
            *(
                f"preshared_keys.hq/fw-1/{place}: names no tunnel; write <site>/<device>/<connection>/<tunnel>, "
                "such as hq/fw-1/1/2."
                for place in ("1", "1/3", "3/1")
            ),
        ),
        refused(
            MODULE,
            "storage of nobody's",
            vpn(preshared_key_storage="Vault"),
            "preshared_key_storage: Vault is not one of SecretsManager, Standard; take one of them.",
        ),
        *(
            refused(
                MODULE,
                f"retention of {days}",
                logging(retention_days=days),
                f"logging.retention_days: {days} is not one of CloudWatch's; take 0 (for ever), 1, 3, 5, 7, 14, 30, "
                "60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653.",
            )
            for days in (-1, 2, 364, 3654)
        ),
        refused(
            MODULE,
            "another format",
            logging(format="xml"),
            "logging.format: xml is not one of json, text; take one of them.",
        ),
        *(
            refused(
                MODULE,
                f"no log group: {name}",
                logging(log_group_arn=arn),
                f"logging.log_group_arn: {arn} is no log group; "
                "it reads like arn:aws:logs:eu-north-1:111122223333:log-group:/aws/vendedlogs/vpn.",
            )
            for name, arn in (
                ("a name", "/aws/vendedlogs/vpn"),
                ("a stream", f"{LOG_GROUP}:log-stream:x"),
                ("513 characters", f"arn:aws:logs:eu-north-1:111122223333:log-group:{513 * 'a'}"),
            )
        ),
        *(
            refused(
                MODULE,
                f"no log group name: {name}",
                logging(log_group_name=value),
                f"logging.log_group_name: {value} is no log group name; "
                "take up to 512 of A-Z, a-z, 0-9, _, ., /, # and -.",
            )
            for name, value in (("a space", "vpn logs"), ("513 characters", 513 * "a"))
        ),
        refused(
            MODULE,
            "no KMS key",
            logging(kms_key_arn="1234abcd"),
            f"logging.kms_key_arn: 1234abcd is no KMS key; it reads like {KMS_KEY}.",
        ),
        refused(
            MODULE,
            "a key of another Region",
            logging(kms_key_arn=KMS_KEY),
            f"logging.kms_key_arn: {KMS_KEY} is of eu-north-1; a log group takes a key of its own Region, eu-west-1, only.",
            region="eu-west-1",
        ),
        refused(
            MODULE,
            "a log group of another Region",
            logging(log_group_arn=LOG_GROUP),
            f"logging.log_group_arn: {LOG_GROUP} is of eu-north-1; "
            "a tunnel logs to a group of its own Region, eu-west-1, only.",
            region="eu-west-1",
        ),
        refused(
            MODULE,
            "topics of another Region",
            alarms(sns_topic_arns=[TOPIC.replace("eu-north-1", "eu-west-1"), TOPIC]),
            f"alarms.sns_topic_arns: {TOPIC} is of eu-north-1; "
            "an alarm tells topics of its own Region, eu-west-1, only.",
            region="eu-west-1",
        ),
        refused(
            MODULE,
            "adopted and created",
            logging(log_group_arn=LOG_GROUP, log_group_name="x", kms_key_arn=KMS_KEY),
            "logging.log_group_name: belongs to a created log group, but log_group_arn adopts one; "
            "remove one of the two.",
            "logging.kms_key_arn: belongs to a created log group, but log_group_arn adopts one; remove one of the two.",
        ),
        refused(
            MODULE,
            "adopted with a key",
            logging(log_group_arn=LOG_GROUP, kms_key_arn=KMS_KEY),
            "logging.kms_key_arn: belongs to a created log group, but log_group_arn adopts one; remove one of the two.",
        ),
        refused(
            MODULE,
            "no topics",
            alarms(sns_topic_arns=["network", TOPIC, f"{TOPIC}:subscription"]),
            f"alarms.sns_topic_arns: network is no SNS topic; it reads like {TOPIC}.",
            f"alarms.sns_topic_arns: {TOPIC}:subscription is no SNS topic; it reads like {TOPIC}.",
        ),
        refused(
            MODULE,
            "six topics",
            alarms(sns_topic_arns=topics(6)),
            "alarms.sns_topic_arns: 6 topics; an alarm tells at most 5: have one topic pass it on.",
        ),
        refused(
            MODULE,
            "a topic twice",
            alarms(sns_topic_arns=[TOPIC, TOPIC]),
            f"alarms.sns_topic_arns: {TOPIC}, {TOPIC} names one twice; name each once.",
        ),
        *(
            refused(
                MODULE,
                f"a period of {seconds}",
                alarms(period_seconds=seconds),
                f"alarms.period_seconds: {seconds} is no period; take a multiple of 60 of 60-86400, such as 300.",
            )
            for seconds in (0, 59, 90, 300.5, 86460)
        ),
        *(
            refused(
                MODULE,
                f"{count} looks",
                alarms(evaluation_periods=count, period_seconds=60),
                f"alarms.evaluation_periods: {count} is out of range; take a whole number of 1-100.",
            )
            for count in (0, 1.5, 101)
        ),
        refused(
            MODULE,
            "more than a day of looks",
            alarms(period_seconds=3540, evaluation_periods=25),
            "alarms.evaluation_periods: 25 of 3540 seconds are more than CloudWatch looks back, "
            "a day (86400 seconds); take fewer.",
        ),
        refused(
            MODULE,
            "more than a week of looks",
            alarms(period_seconds=86400, evaluation_periods=8),
            "alarms.evaluation_periods: 8 of 86400 seconds are more than CloudWatch looks back, "
            "seven days (604800 seconds); take fewer.",
        ),
    ],
)
def test_refuses(rejection: Rejection, message: list[str]) -> None:
    assert [error.detail.splitlines() for error in rejection.errors] == [message]


SECRETS = ["tooshrt", "same.on_both.tunnels", "0starts.with.zero"]


@pytest.mark.parametrize(
    (),
    [
        pytest.param(marks=pytest.mark.plan(MODULE, inputs=keys(**given)), id=name)
        for name, given in {
            "wrong form": {"_1_1": SECRETS[0], "_1_2": SECRETS[2]},
            "both tunnels": {"_1_1": SECRETS[1], "_1_2": SECRETS[1]},
            "no tunnel": {"_9_1": SECRETS[1]},
        }.items()
    ],
)
def test_no_message_shows_a_key(rejection: Rejection) -> None:
    assert rejection.errors
    assert not [secret for secret in SECRETS if any(secret in str(error) for error in rejection.errors)]


def gateways(count: int, connections: int = 1) -> Inputs:
    """A site with so many devices, each with so many connections."""
    return vpn(
        {
            "hq": site(
                devices={f"fw-{n}": {"ip_address": f"198.51.100.{n}", "connections": connections} for n in range(count)}
            )
        }
    )


@pytest.mark.parametrize(
    "told",
    [
        pytest.param([], marks=pytest.mark.plan(MODULE, inputs=gateways(1, 10)), id="10 connections"),
        pytest.param(
            [
                f"sites: 11 VPN connections on {GATEWAY}; AWS's quota is 10 on a virtual private gateway. "
                "It is adjustable: have it raised before you apply."
            ],
            marks=pytest.mark.plan(MODULE, inputs=gateways(1, 11)),
            id="11 connections",
        ),
        pytest.param(
            [
                f"sites: 50 VPN connections on {GATEWAY}; AWS's quota is 10 on a virtual private gateway. "
                "It is adjustable: have it raised before you apply."
            ],
            marks=pytest.mark.plan(MODULE, inputs=gateways(50)),
            id="50 connections and customer gateways",
        ),
        pytest.param(
            [
                f"sites: 51 VPN connections on {GATEWAY}; AWS's quota is 10 on a virtual private gateway. "
                "It is adjustable: have it raised before you apply.",
                "sites: 51 VPN connections; AWS's quota is 50 in a Region. "
                "It is adjustable: have it raised before you apply.",
                "sites: 51 customer gateways; AWS's quota is 50 in a Region. "
                "It is adjustable: have it raised before you apply.",
            ],
            marks=pytest.mark.plan(MODULE, inputs=gateways(51)),
            id="51 connections and customer gateways",
        ),
    ],
)
def test_adjustable_quotas_are_told_and_not_refused(plan: Plan, told: list[str]) -> None:
    assert sorted(warning.detail for warning in plan.warnings) == told
