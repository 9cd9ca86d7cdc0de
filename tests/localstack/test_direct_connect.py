"""The attachments of Direct Connect gateways, which LocalStack itself knows nothing of: found as AWS's provider asks for them."""

from typing import Any

import boto3
import pytest

from tieline.localstack.process import Server

GATEWAY, OTHER_GATEWAY = "1234abcd-12ab-34cd-56ef-1234567890ab", "5678abcd-12ab-34cd-56ef-1234567890ab"
TRANSIT_GATEWAY, OTHER_TRANSIT_GATEWAY = "tgw-0aa11bb22cc33dd44", "tgw-0ab11bb22cc33dd44"
ASKED = {"resource-type": "direct-connect-gateway", "resource-id": GATEWAY, "transit-gateway-id": TRANSIT_GATEWAY}


@pytest.fixture
def ec2(localstack: Server) -> Any:
    return boto3.client(
        "ec2",
        endpoint_url=localstack.endpoint,
        region_name="eu-north-1",
        aws_access_key_id="123412341234",
        aws_secret_access_key="unchecked",
    )


def found(ec2: Any, **changes: str | None) -> list[Any]:
    asked = ASKED | {key.replace("_", "-"): value for key, value in changes.items()}
    filters = [{"Name": name, "Values": [value]} for name, value in asked.items() if value]
    attachments: list[Any] = ec2.describe_transit_gateway_attachments(Filters=filters)["TransitGatewayAttachments"]
    return attachments


def test_the_two_gateways_asked_for_have_one_attachment(ec2: Any) -> None:
    (attachment,) = found(ec2)
    assert attachment["ResourceType"] == "direct-connect-gateway"
    assert attachment["ResourceId"] == GATEWAY
    assert attachment["TransitGatewayId"] == TRANSIT_GATEWAY
    assert attachment["State"] == "available"
    assert attachment["ResourceOwnerId"] == "123412341234"
    assert attachment["TransitGatewayAttachmentId"].startswith("tgw-attach-")
    changes: tuple[dict[str, Any], ...] = (
        {},
        {"resource_id": OTHER_GATEWAY},
        {"transit_gateway_id": OTHER_TRANSIT_GATEWAY},
    )
    ids = [found(ec2, **each)[0]["TransitGatewayAttachmentId"] for each in changes]
    assert ids[0] == attachment["TransitGatewayAttachmentId"]
    assert len(set(ids)) == 3


def test_other_questions_are_answered_as_ever(ec2: Any) -> None:
    for missing in ASKED:
        assert found(ec2, **{missing.replace("-", "_"): None}) == []
    assert found(ec2, resource_type="vpc") == []
    transit_gateway = ec2.create_transit_gateway()["TransitGateway"]["TransitGatewayId"]
    vpc = ec2.create_vpc(CidrBlock="10.44.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.44.0.0/24")["Subnet"]["SubnetId"]
    ec2.create_transit_gateway_vpc_attachment(TransitGatewayId=transit_gateway, VpcId=vpc, SubnetIds=[subnet])
    (attachment,) = found(ec2, resource_type="vpc", resource_id=vpc, transit_gateway_id=transit_gateway)
    assert attachment["ResourceId"] == vpc
