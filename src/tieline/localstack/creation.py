"""Makes a landscape's networks in the emulator, through botocore.

The client knows nothing of the user's AWS settings: no environment variable, profile, configuration file,
proxy or certificate bundle, so that no request can go anywhere but to the emulator.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import Any

from tieline.errors import InvalidInput, Unavailable
from tieline.localstack import state
from tieline.localstack.landscape import Landscape

try:
    from botocore.config import Config
    from botocore.exceptions import BotoCoreError, ClientError
    from botocore.session import Session
except ImportError as error:
    raise Unavailable(
        "Creating a spec's networks in LocalStack needs boto3: run `pip install 'tieline[localstack]'`."
    ) from error

LOCK = "landscape.lock"

Step = tuple[str, dict[str, Any]]  # an operation of the EC2 client and its arguments


@dataclass(frozen=True)
class Present:
    """What one Region of the emulator has: ranges by VPC, subnet ids, and attached VPCs by gateway."""

    vpcs: dict[str, set[str]]
    subnets: set[str]
    vpn_gateways: dict[str, set[str]]


def create_missing(endpoint: str, landscape: Landscape) -> None:
    """Create what is missing; see `landscape.ensure`."""
    session = _session()
    account = landscape.account
    with ExitStack() as stack:
        # With no place for the lock, go without: should another process get in between, `_create_in` forgives it.
        with suppress(Unavailable):
            stack.enter_context(state.locked(LOCK))
        for region in landscape.regions():
            try:
                _create_in(_client(session, endpoint, account, region), landscape.within(region), region)
            except ClientError as error:
                raise _refused("a network", region, error) from error
            except BotoCoreError as error:
                raise Unavailable(f"LocalStack at {endpoint} does not answer ({error}): is it still there?") from error


def _session() -> Session:
    """A session in which every setting has its default."""
    blind = {
        name: (None, None, default, convert) for name, (_, _, default, convert) in Session.SESSION_VARIABLES.items()
    }
    for name in ("config_file", "credentials_file"):
        blind[name] = (None, None, os.devnull, None)
    return Session(session_vars=blind)


def _client(session: Session, endpoint: str, account: str, region: str) -> Any:
    return session.create_client(
        "ec2",
        region_name=region,
        endpoint_url=endpoint,
        aws_access_key_id=account,  # LocalStack takes 12 digits for the account
        aws_secret_access_key="unchecked",  # noqa: S106
        config=Config(
            proxies={},
            connect_timeout=5,
            read_timeout=60,
            retries={"total_max_attempts": 2, "mode": "standard"},
        ),
    )


def _create_in(client: Any, landscape: Landscape, region: str) -> None:
    """Create what is missing in one Region. One by one: LocalStack is no faster in parallel."""
    refusal: tuple[str, ClientError] | None = None
    for operation, arguments in _steps(landscape, _look(client)):
        try:
            created = getattr(client, operation)(**arguments)
        except ClientError as error:
            refusal = refusal or (_subject(arguments), error)
        else:
            _check_gateway_id(client, operation, arguments, created)
    if refusal and list(_steps(landscape, _look(client))):
        subject, cause = refusal
        raise _refused(subject, region, cause) from cause


def _subject(arguments: dict[str, Any]) -> str:
    """The id of the VPC, or else of the gateway, that a step is about."""
    return str(arguments.get("VpcId") or arguments["TagSpecifications"][0]["Tags"][0]["Value"])


def _refused(subject: str, region: str, error: ClientError) -> InvalidInput | Unavailable:
    kind = InvalidInput if error.response["ResponseMetadata"]["HTTPStatusCode"] < 500 else Unavailable
    return kind(f"LocalStack refuses {subject} in {region}: {error}")


def _look(client: Any) -> Present:
    gateways = client.describe_vpn_gateways()["VpnGateways"]
    return Present(
        vpcs={
            vpc["VpcId"]: {
                association["CidrBlock"]
                for association in vpc["CidrBlockAssociationSet"]
                if association["CidrBlockState"]["State"] == "associated"
            }
            for vpc in client.describe_vpcs()["Vpcs"]
        },
        subnets={subnet["SubnetId"] for subnet in client.describe_subnets()["Subnets"]},
        vpn_gateways={
            gateway["VpnGatewayId"]: {attachment["VpcId"] for attachment in gateway["VpcAttachments"]}
            for gateway in gateways
        },
    )


def _steps(landscape: Landscape, present: Present) -> Iterator[Step]:
    """What to do, in order, so that all of the landscape is there."""
    for vpc in landscape.vpcs:
        if vpc.id not in present.vpcs:
            tags = _custom_id("vpc", vpc.id)
            yield "create_vpc", {"CidrBlock": vpc.cidrs[0], "TagSpecifications": tags}
        for cidr in vpc.cidrs[1:]:
            if cidr not in present.vpcs.get(vpc.id, set()):
                yield "associate_vpc_cidr_block", {"VpcId": vpc.id, "CidrBlock": cidr}
        for subnet in vpc.placed_subnets():
            if subnet.id not in present.subnets:
                yield (
                    "create_subnet",
                    {
                        "VpcId": vpc.id,
                        "CidrBlock": subnet.cidr,
                        "AvailabilityZone": subnet.zone,
                        "TagSpecifications": _custom_id("subnet", subnet.id),
                    },
                )
    for gateway in landscape.vpn_gateways:
        if gateway.id not in present.vpn_gateways:
            tags = _custom_id("vpn-gateway", gateway.id)
            yield (
                "create_vpn_gateway",
                {"Type": "ipsec.1", "AmazonSideAsn": gateway.asn, "TagSpecifications": tags},
            )
        if gateway.vpc_id and gateway.vpc_id not in present.vpn_gateways.get(gateway.id, set()):
            yield "attach_vpn_gateway", {"VpnGatewayId": gateway.id, "VpcId": gateway.vpc_id}


def _custom_id(kind: str, custom_id: str) -> list[dict[str, Any]]:
    return [{"ResourceType": kind, "Tags": [{"Key": "_custom_id_", "Value": custom_id}]}]


def _check_gateway_id(client: Any, operation: str, arguments: dict[str, Any], created: dict[str, Any]) -> None:
    """Only a LocalStack that tieline started gives a VPN gateway the id that is asked for (see boot.py)."""
    if operation != "create_vpn_gateway":
        return
    given = created["VpnGateway"]["VpnGatewayId"]
    wanted = arguments["TagSpecifications"][0]["Tags"][0]["Value"]
    if given != wanted:
        client.delete_vpn_gateway(VpnGatewayId=given)
        raise Unavailable(
            f"This LocalStack cannot create {wanted} under its id; let tieline start one "
            "(leave LOCALSTACK_ENDPOINT and --localstack-endpoint away)."
        )
