"""Running the connection: tunnel logs and alarms."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from tieline.spec.fields import (
    Distinct,
    KmsKeyArn,
    LogGroupArn,
    Model,
    RetentionDays,
    SnsTopicArn,
    between,
    refuse,
)


class Logging(Model):
    """Tunnel logs in CloudWatch Logs."""

    enabled: bool = True
    """Whether tunnels log."""
    log_group_arn: LogGroupArn | None = None
    """Adopts this log group instead of creating one."""
    log_group_name: Annotated[str, Field(pattern=r"^[A-Za-z0-9_./#-]{1,512}$")] | None = None
    """The name of the log group to create; by default /aws/vendedlogs/vpn/<name>."""
    retention_days: RetentionDays = 365
    """How long the created group keeps its logs, in days; 0 keeps them for ever."""
    kms_key_arn: KmsKeyArn | None = None
    """The key that encrypts the created group."""
    format: Literal["json", "text"] = "json"
    """How a line is written."""

    @model_validator(mode="after")
    def _adopts_or_creates(self) -> Logging:
        made = [key for key in ("log_group_name", "kms_key_arn") if getattr(self, key) is not None]
        if self.log_group_arn and made:
            refuse(f"{' and '.join(made)} belong to a created log group; remove them or log_group_arn", made[0])
        return self


def _whole_minutes(value: int) -> int:
    if value % 60:
        refuse(f"{value} is not a multiple of 60; take {value // 60 * 60} or {(value // 60 + 1) * 60}")
    return value


class Alarms(Model):
    """CloudWatch alarms on each connection: one tunnel down, both tunnels down."""

    enabled: bool = True
    """Whether alarms are made."""
    sns_topic_arns: Annotated[list[SnsTopicArn], Distinct, Field(max_length=5)] = []
    """Topics of the same Region told when an alarm fires and when it ends, at most 5."""
    period_seconds: Annotated[int, between(60, 86400, "seconds"), AfterValidator(_whole_minutes)] = 300
    """How long one look at the tunnels' state covers, in seconds: 60-86400, a multiple of 60."""
    evaluation_periods: Annotated[int, between(1, 100)] = 1
    """How many looks in a row must find a tunnel down: 1-100, all together at most a day (a week with long looks)."""

    @model_validator(mode="after")
    def _within_cloudwatchs_look(self) -> Alarms:
        longest, words = (86400, "a day") if self.period_seconds < 3600 else (604800, "seven days")
        if self.period_seconds * self.evaluation_periods > longest:
            refuse(
                f"{self.evaluation_periods} of {self.period_seconds} seconds are more than CloudWatch looks back, "
                f"{words}; take at most {longest // self.period_seconds}",
                "evaluation_periods",
            )
        return self


class DirectConnectAlarms(Alarms):
    """CloudWatch alarms on connections (down, errors, light, MACsec) and virtual interfaces (BGP down)."""

    period_seconds: Annotated[int, between(300, 86400, "seconds"), AfterValidator(_whole_minutes)] = 300
    """How long one look covers, in seconds: 300-86400, a multiple of 60; AWS tells the state every five minutes."""
    evaluation_periods: Annotated[int, between(1, 100)] = 1
    """How many looks in a row must find it so: 1-100, all together at most a day (a week with long looks)."""
    light_level_dbm: Annotated[float, between(-40, 10, "dBm")] = -14.4
    """Below which level light is too little, at 1 and 10 Gbps: -40 to 10."""
