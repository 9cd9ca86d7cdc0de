"""What a spec names by ARN and AWS takes from the same Region only."""

from __future__ import annotations

from collections.abc import Iterator

from tieline.spec.base import Spec, VpnSpec
from tieline.spec.document import Path
from tieline.spec.violation import Violation


def arn_regions(spec: Spec) -> Iterator[Violation]:
    """ARNs of another Region than the spec's."""
    for path, arn, rule in _arns(spec):
        region = arn.split(":")[3]
        if region != spec.region:
            told = f"{arn} is of {region}; {rule} of its own Region, {spec.region}, only"
            yield Violation(path, told, hangs_on=(("region",),))


def _arns(spec: Spec) -> Iterator[tuple[Path, str, str]]:
    for index, topic in enumerate(spec.alarms.sns_topic_arns):
        yield ("alarms", "sns_topic_arns", index), topic, "an alarm tells topics"
    if isinstance(spec, VpnSpec):
        yield from _of_vpn(spec)


def _of_vpn(spec: VpnSpec) -> Iterator[tuple[Path, str, str]]:
    if spec.logging.log_group_arn:
        yield ("logging", "log_group_arn"), spec.logging.log_group_arn, "a tunnel logs to a group"
    if spec.logging.kms_key_arn:
        yield ("logging", "kms_key_arn"), spec.logging.kms_key_arn, "a log group takes a key"
    for site_key, site in spec.sites.items():
        for device_key, device in site.devices.items():
            if device.certificate_arn:
                path: Path = ("sites", site_key, "devices", device_key, "certificate_arn")
                yield path, device.certificate_arn, "a customer gateway takes a certificate"
