"""modules/transit-gateway: where the flow logs go, and what is refused of them."""

import json
from typing import Any

import pytest

from support.transit_gateway import GATEWAY, MODULE, refuses, takes
from support.vpn import KMS_KEY, Inputs
from tieline.terraform.plan import ABSENT, UNKNOWN, Plan
from tieline.testing.plugin import Rejection

BUCKET = "arn:aws:s3:::my-flow-logs"
GROUP = "arn:aws:logs:eu-north-1:111122223333:log-group:/aws/vendedlogs/transit-gateway"
ROLE = "arn:aws:iam::111122223333:role/flow-logs"
LOG, NAME = "aws_flow_log.this[0]", "aws_cloudwatch_log_group.flow_logs[0]"


def logs(**options: Any) -> Inputs:
    return {"name": "core", "flow_logs": options}


@pytest.mark.plan(MODULE, inputs={"name": "core", "tags": {"owner": "network"}})
def test_a_created_gateway_logs_into_a_group_of_its_own(plan: Plan) -> None:
    tags = {"owner": "network", "Name": "core"}
    group = "/aws/vendedlogs/transit-gateway/core"
    assert plan[LOG].known() == {
        "log_destination_type": "cloud-watch-logs",
        "max_aggregation_interval": 60,
        "destination_options": [],
        "tags": tags,
        "tags_all": tags,
    }
    assert plan[NAME]["name"] == group
    assert plan[NAME]["retention_in_days"] == 365
    assert plan[NAME]["tags"] == tags
    assert plan[NAME]["kms_key_id"] is ABSENT
    role = plan["aws_iam_role.flow_logs[0]"]
    assert role["name"] == "core-eu-north-1-tgw-logs"
    assert role["description"] == f"Writes the flow logs of the transit gateway core to {group}."
    assert role["tags"] == tags
    assert plan["aws_iam_role_policy.flow_logs[0]"]["name"] == "write"
    [trust] = json.loads(role["assume_role_policy"])["Statement"]
    account = trust["Condition"]["StringEquals"]["aws:SourceAccount"]
    assert trust == {
        "Effect": "Allow",
        "Principal": {"Service": "vpc-flow-logs.amazonaws.com"},
        "Action": "sts:AssumeRole",
        "Condition": {
            "StringEquals": {"aws:SourceAccount": account},
            "ArnLike": {"aws:SourceArn": f"arn:aws:ec2:eu-north-1:{account}:vpc-flow-log/*"},
        },
    }
    assert len(account) == 12
    groups = f"arn:aws:logs:eu-north-1:{account}:log-group"
    assert json.loads(plan["aws_iam_role_policy.flow_logs[0]"]["policy"])["Statement"] == [
        {
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            "Resource": f"{groups}:{group}:*",
        },
        {"Effect": "Allow", "Action": "logs:DescribeLogGroups", "Resource": f"{groups}:*"},
    ]
    assert len(plan.managed()) == 5
    assert plan.outputs["flow_log"] == {"id": UNKNOWN, "destination": UNKNOWN}


@pytest.mark.parametrize(
    ("expected", "destination"),
    [
        pytest.param(*values, marks=case.marks, id=case.id)
        for values, case in (
            (
                ({"log_destination_type": "s3", "log_destination": BUCKET}, BUCKET),
                takes("a bucket", logs(bucket_arn=BUCKET)),
            ),
            (
                ({"log_destination_type": "s3", "log_destination": f"{BUCKET}/core/"}, f"{BUCKET}/core/"),
                takes("a bucket's folder", logs(bucket_arn=f"{BUCKET}/core/")),
            ),
            (
                ({"log_destination_type": "cloud-watch-logs", "log_destination": GROUP, "iam_role_arn": ROLE}, GROUP),
                takes("an adopted group", logs(log_group_arn=f"{GROUP}:*", iam_role_arn=ROLE)),
            ),
            (
                ({"log_destination_type": "s3", "transit_gateway_id": GATEWAY}, BUCKET),
                takes(
                    "an adopted gateway that shall log",
                    logs(enabled=True, bucket_arn=BUCKET) | {"transit_gateway": {"id": GATEWAY}},
                ),
            ),
        )
    ],
)
def test_makes_neither_group_nor_role_for(plan: Plan, expected: dict[str, Any], destination: str) -> None:
    planned = plan[LOG].known()
    assert {key: planned[key] for key in expected} == expected
    assert ("iam_role_arn" in planned) == ("iam_role_arn" in expected)
    assert {r.type for r in plan.managed()} <= {"aws_flow_log", "aws_ec2_transit_gateway"}
    assert plan.outputs["flow_log"] == {"id": UNKNOWN, "destination": destination}


@pytest.mark.plan(
    MODULE,
    inputs=logs(iam_role_arn=ROLE, log_group_name="/logs/core", retention_days=0, kms_key_arn=KMS_KEY),
)
def test_a_created_group_as_told(plan: Plan) -> None:
    assert plan[NAME]["name"] == "/logs/core"
    assert plan[NAME]["retention_in_days"] == 0
    assert plan[NAME]["kms_key_id"] == KMS_KEY
    assert plan[LOG]["iam_role_arn"] == ROLE
    assert not plan.of_type("aws_iam_role")


@pytest.mark.parametrize(
    (),
    [
        takes("none wanted", logs(enabled=False)),
        takes("none wanted, and a group named", logs(enabled=False, log_group_arn=GROUP, iam_role_arn=ROLE)),
        takes("an adopted gateway", {"name": "core", "transit_gateway": {"id": GATEWAY}}),
    ],
)
def test_no_flow_logs(plan: Plan) -> None:
    assert {r.type for r in plan.managed()} <= {"aws_ec2_transit_gateway"}
    assert plan.outputs["flow_log"] is ABSENT


@pytest.mark.parametrize(
    (),
    [
        takes(
            "an adopted group of 512 characters in China",
            logs(
                log_group_arn=f"arn:aws-cn:logs:cn-north-1:111122223333:log-group:{512 * 'a'}",
                iam_role_arn="arn:aws-cn:iam::111122223333:role/a/b+=,.@_-c",
            ),
            region="cn-north-1",
        ),
        takes("a group name with all it may hold", logs(log_group_name="aA0_./#-")),
        takes("a key by its alias", logs(kms_key_arn=KMS_KEY.split(":key/")[0] + ":alias/logs/tgw_1")),
    ],
)
def test_accepts(plan: Plan) -> None:
    assert plan.of_type("aws_flow_log")


@pytest.mark.parametrize(
    "message",
    [
        refuses(
            "no bucket",
            logs(bucket_arn="my-flow-logs"),
            f"flow_logs.bucket_arn: my-flow-logs is no bucket; it reads like {BUCKET} or {BUCKET}/core/.",
        ),
        refuses(
            "no log group",
            logs(log_group_arn=f"{GROUP}:log-stream:x", iam_role_arn=ROLE),
            f"flow_logs.log_group_arn: {GROUP}:log-stream:x is no log group; it reads like {GROUP}.",
        ),
        refuses(
            "no role",
            logs(iam_role_arn="flow-logs"),
            f"flow_logs.iam_role_arn: flow-logs is no role; it reads like {ROLE}.",
        ),
        refuses(
            "no log group name",
            logs(log_group_name="flow logs"),
            "flow_logs.log_group_name: flow logs is no log group name; take up to 512 of A-Z, a-z, 0-9, _, ., /, # and -.",
        ),
        refuses(
            "no KMS key",
            logs(kms_key_arn="1234abcd"),
            f"flow_logs.kms_key_arn: 1234abcd is no KMS key; it reads like {KMS_KEY}.",
        ),
        refuses(
            "a key of another Region",
            logs(kms_key_arn=KMS_KEY.replace("eu-north-1", "eu-west-3")),
            f"flow_logs.kms_key_arn: {KMS_KEY.replace('eu-north-1', 'eu-west-3')} is of eu-west-3; "
            "a gateway logs in its own Region, eu-north-1, only.",
        ),
        refuses(
            "a group of another Region",
            logs(log_group_arn=GROUP.replace("eu-north-1", "eu-west-3"), iam_role_arn=ROLE),
            f"flow_logs.log_group_arn: {GROUP.replace('eu-north-1', 'eu-west-3')} is of eu-west-3; "
            "a gateway logs in its own Region, eu-north-1, only.",
        ),
        refuses(
            "a bucket and a group",
            logs(bucket_arn=BUCKET, log_group_name="/logs/core", kms_key_arn=KMS_KEY, iam_role_arn=ROLE),
            *(
                f"flow_logs.{key}: belongs to CloudWatch Logs, but bucket_arn sends the logs to S3; remove one of the two."
                for key in ("iam_role_arn", "log_group_name", "kms_key_arn")
            ),
        ),
        refuses(
            "a bucket and an adopted group",
            logs(bucket_arn=BUCKET, log_group_arn=GROUP, iam_role_arn=ROLE),
            *(
                f"flow_logs.{key}: belongs to CloudWatch Logs, but bucket_arn sends the logs to S3; remove one of the two."
                for key in ("log_group_arn", "iam_role_arn")
            ),
        ),
        refuses(
            "what belongs to a created group",
            logs(log_group_arn=GROUP, iam_role_arn=ROLE, log_group_name="/logs/core", kms_key_arn=KMS_KEY),
            *(
                f"flow_logs.{key}: belongs to a created log group, but log_group_arn adopts one; remove one of the two."
                for key in ("log_group_name", "kms_key_arn")
            ),
        ),
        refuses(
            "an adopted group that nobody can write to",
            logs(log_group_arn=GROUP),
            f"flow_logs.iam_role_arn: none, and a role is made for a created log group only; give one that may write to {GROUP}.",
        ),
        refuses(
            "a retention of two days",
            logs(retention_days=2),
            "flow_logs.retention_days: 2 is not one of CloudWatch's; take 0 (for ever), 1, 3, 5, 7, 14, 30, "
            "60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653.",
        ),
    ],
)
def test_refuses(rejection: Rejection, message: list[str]) -> None:
    assert [error.detail.splitlines() for error in rejection.errors] == [message]
