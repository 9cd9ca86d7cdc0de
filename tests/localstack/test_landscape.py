import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import boto3
import pytest

from tieline.errors import InvalidInput, Unavailable
from tieline.localstack.landscape import Landscape, LandscapeConflict, Subnet, Vpc, VpnGateway, ensure, merge
from tieline.localstack.process import Server

REGION = "eu-north-1"
SHOP = Vpc(
    "vpc-0aa11bb22cc33dd44",
    REGION,
    ("10.44.0.0/16", "10.45.0.0/16"),
    (
        Subnet("subnet-0bb11bb22cc33dd44", "eu-north-1b"),
        Subnet("subnet-0aa11bb22cc33dd44", "eu-north-1a", "10.45.1.0/24"),
        Subnet("subnet-0cc11bb22cc33dd44", "eu-north-1c", "10.44.0.0/27"),
    ),
)
LAB = Vpc("vpc-0ab11bb22cc33dd44", REGION, ("10.46.0.0/24",))
FAR = Vpc("vpc-0ac11bb22cc33dd44", "us-east-1", ("10.46.0.0/24",))
GATEWAY = VpnGateway("vgw-0aa11bb22cc33dd44", REGION, 64801, SHOP.id)


def ec2(endpoint: str, landscape: Landscape, region: str = REGION) -> Any:
    return boto3.client(
        "ec2",
        endpoint_url=endpoint,
        region_name=region,
        aws_access_key_id=landscape.account,
        aws_secret_access_key="unchecked",
    )


def ranges(vpc: dict[str, Any]) -> list[str]:
    associations = vpc["CidrBlockAssociationSet"]
    return [a["CidrBlock"] for a in associations if a["CidrBlockState"]["State"] == "associated"]


def contents(endpoint: str, landscape: Landscape) -> list[Any]:
    client = ec2(endpoint, landscape)
    return [
        client.describe_vpcs()["Vpcs"],
        client.describe_subnets()["Subnets"],
        client.describe_vpn_gateways()["VpnGateways"],
    ]


def test_everything_is_there_under_its_id(localstack: Server) -> None:
    landscape = Landscape((SHOP, LAB, FAR), (GATEWAY,))
    ensure(localstack.endpoint, landscape)

    client = ec2(localstack.endpoint, landscape)
    shop, lab = client.describe_vpcs(VpcIds=[SHOP.id, LAB.id])["Vpcs"]
    assert ranges(shop) == ["10.44.0.0/16", "10.45.0.0/16"]
    assert ranges(lab) == ["10.46.0.0/24"]
    subnets = client.describe_subnets(SubnetIds=[subnet.id for subnet in SHOP.subnets])["Subnets"]
    assert {(s["SubnetId"], s["VpcId"], s["AvailabilityZone"], s["CidrBlock"]) for s in subnets} == {
        ("subnet-0aa11bb22cc33dd44", SHOP.id, "eu-north-1a", "10.45.1.0/24"),
        ("subnet-0bb11bb22cc33dd44", SHOP.id, "eu-north-1b", "10.44.0.32/28"),
        ("subnet-0cc11bb22cc33dd44", SHOP.id, "eu-north-1c", "10.44.0.0/27"),
    }
    (gateway,) = client.describe_vpn_gateways(VpnGatewayIds=[GATEWAY.id])["VpnGateways"]
    assert gateway["AmazonSideAsn"] == 64801
    assert [attachment["VpcId"] for attachment in gateway["VpcAttachments"]] == [SHOP.id]
    far = ec2(localstack.endpoint, landscape, "us-east-1").describe_vpcs(VpcIds=[FAR.id])["Vpcs"]
    assert [ranges(vpc) for vpc in far] == [["10.46.0.0/24"]]


def test_again_changes_nothing_and_mends_what_is_missing(localstack: Server) -> None:
    landscape = Landscape((SHOP,), (GATEWAY, VpnGateway("vgw-0bb11bb22cc33dd44", REGION, 64802)))
    ensure(localstack.endpoint, landscape)
    before = contents(localstack.endpoint, landscape)
    ensure(localstack.endpoint, landscape)
    assert contents(localstack.endpoint, landscape) == before

    client = ec2(localstack.endpoint, landscape)
    client.delete_subnet(SubnetId=SHOP.subnets[0].id)
    (shop,) = client.describe_vpcs(VpcIds=[SHOP.id])["Vpcs"]
    client.disassociate_vpc_cidr_block(AssociationId=shop["CidrBlockAssociationSet"][1]["AssociationId"])
    ensure(localstack.endpoint, landscape)
    (shop,) = client.describe_vpcs(VpcIds=[SHOP.id])["Vpcs"]
    assert ranges(shop) == list(SHOP.cidrs)
    assert len(contents(localstack.endpoint, landscape)[1]) == len(before[1])


def test_different_landscapes_never_meet(localstack: Server) -> None:
    here, there = Landscape((LAB,)), Landscape((Vpc(LAB.id, REGION, ("10.99.0.0/16",)),))
    ensure(localstack.endpoint, here)
    ensure(localstack.endpoint, there)
    for landscape, cidr in ((here, "10.46.0.0/24"), (there, "10.99.0.0/16")):
        (vpc,) = ec2(localstack.endpoint, landscape).describe_vpcs(VpcIds=[LAB.id])["Vpcs"]
        assert ranges(vpc) == [cidr]


ENSURE = """
import sys
from tieline.localstack.landscape import Landscape, Subnet, Vpc, ensure
vpcs = tuple(
    Vpc(f"vpc-{n}", "eu-west-1", (f"10.{n}.0.0/16", f"10.{100 + n}.0.0/16"), (Subnet(f"subnet-{n}", "eu-west-1a"),))
    for n in range(20)
)
sys.stdin.readline()
ensure(sys.argv[1], Landscape(vpcs))
print(Landscape(vpcs).account)
"""


@pytest.mark.parametrize("lock", [True, False], ids=["with the lock", "with no place for it"])
def test_two_processes_at_once(localstack: Server, lock: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = ENSURE
    if not lock:
        (tmp_path / "file").touch()
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
        script = script.replace("vpc-", "vpc-f").replace("subnet-", "subnet-f")  # another account
    both = [
        subprocess.Popen(
            [sys.executable, "-c", script, localstack.endpoint],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for one in both:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    accounts = {one.communicate()[0].strip() for one in both}
    assert [one.returncode for one in both] == [0, 0]
    (account,) = accounts
    client = boto3.client(
        "ec2",
        endpoint_url=localstack.endpoint,
        region_name="eu-west-1",
        aws_access_key_id=account,
        aws_secret_access_key="unchecked",
    )
    vpcs = {vpc["VpcId"]: ranges(vpc) for vpc in client.describe_vpcs()["Vpcs"] if not vpc["IsDefault"]}
    assert len(vpcs) == 20
    # without the lock both may add a range; what a plan reads is right all the same
    assert all(len(cidrs if lock else set(cidrs)) == 2 for cidrs in vpcs.values())
    named = [s for s in client.describe_subnets()["Subnets"] if s["VpcId"] in vpcs]
    assert len(named) == 20


def test_the_users_aws_settings_change_nothing(
    localstack: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / ".aws" / "config"
    config.parent.mkdir()
    config.write_text("this is [no configuration\n")
    hostile = {
        "HOME": str(tmp_path),
        "AWS_PROFILE": "missing",
        "AWS_CONFIG_FILE": str(config),
        "AWS_SHARED_CREDENTIALS_FILE": str(config),
        "AWS_ACCESS_KEY_ID": "999999999999",
        "AWS_SESSION_TOKEN": "token",
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
        "AWS_ENDPOINT_URL_EC2": "http://127.0.0.1:9",
        "AWS_CA_BUNDLE": str(tmp_path / "missing.pem"),
        "AWS_USE_FIPS_ENDPOINT": "true",
        "AWS_USE_DUALSTACK_ENDPOINT": "true",
        "AWS_MAX_ATTEMPTS": "none",
        "HTTP_PROXY": "http://127.0.0.1:9",
        "http_proxy": "http://127.0.0.1:9",
        "NO_PROXY": "",
    }
    landscape = Landscape((Vpc("vpc-0ad11bb22cc33dd44", REGION, ("10.47.0.0/16",)),))
    with monkeypatch.context() as patch:
        for name, value in hostile.items():
            patch.setenv(name, value)
        ensure(localstack.endpoint, landscape)
    assert ec2(localstack.endpoint, landscape).describe_vpcs(VpcIds=["vpc-0ad11bb22cc33dd44"])["Vpcs"]


@pytest.mark.parametrize(
    ("vpc", "message"),
    [
        (Vpc("vpc-0ae11bb22cc33dd44", REGION, ("10.0.0.0/8",)), "10.0.0.0/8"),
        (Vpc(LAB.id, REGION, LAB.cidrs, (Subnet("subnet-1", "eu-north-1z"),)), "eu-north-1z"),
        (Vpc(LAB.id, REGION, LAB.cidrs, (Subnet("subnet-1", "eu-north-1a", "10.9.0.0/24"),)), "10.9.0.0/24"),
    ],
)
def test_what_aws_would_refuse_is_refused(vpc: Vpc, message: str, localstack: Server) -> None:
    with pytest.raises(InvalidInput, match=f"LocalStack refuses {vpc.id} in {REGION}: .*{message}"):
        ensure(localstack.endpoint, Landscape((vpc,)))


def test_a_vpc_may_have_as_many_ranges_as_aws_grants(localstack: Server) -> None:
    def wide(count: int) -> Vpc:
        return Vpc("vpc-0af11bb22cc33dd44", REGION, tuple(f"10.{n}.0.0/16" for n in range(count)))

    landscape = Landscape((wide(50),))
    ensure(localstack.endpoint, landscape)
    (vpc,) = ec2(localstack.endpoint, landscape).describe_vpcs(VpcIds=[wide(50).id])["Vpcs"]
    assert len(ranges(vpc)) == 50
    with pytest.raises(InvalidInput, match=r"vpc-0af11bb22cc33dd44 in .*maximum number of allowed CIDRs: 50"):
        ensure(localstack.endpoint, Landscape((wide(51),)))


def test_nobody_at_the_endpoint_is_told() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        with pytest.raises(Unavailable, match="does not answer"):
            ensure(f"http://127.0.0.1:{unused.getsockname()[1]}", Landscape((LAB,)))


def test_without_boto3_it_says_what_to_install() -> None:
    script = """if True:
        import sys
        sys.modules["botocore"] = None
        from tieline.errors import Unavailable
        from tieline.localstack.landscape import Landscape, Vpc, ensure
        ensure("http://127.0.0.1:9", Landscape())
        try:
            ensure("http://127.0.0.1:9", Landscape((Vpc("vpc-1", "eu-north-1", ("10.0.0.0/16",)),)))
        except Unavailable as error:
            print(error)
    """
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=os.environ)
    assert "pip install 'tieline[localstack]'" in done.stdout


def test_the_account_depends_on_the_content_not_its_order() -> None:
    one = Landscape((SHOP, LAB), (GATEWAY,))
    shuffled = Vpc(SHOP.id, SHOP.region, SHOP.cidrs, SHOP.subnets[::-1])
    assert Landscape((LAB, shuffled), (GATEWAY,)).account == one.account
    others = [Landscape((SHOP,), (GATEWAY,)), Landscape((SHOP, LAB)), Landscape((FAR, SHOP), (GATEWAY,))]
    assert len({one.account, *(other.account for other in others)}) == 4
    assert all(len(landscape.account) == 12 and landscape.account.isdigit() for landscape in (one, *others))
    assert Landscape((LAB,)).account == "251936668870"  # the same in every process


def test_a_vpc_too_small_for_its_subnets_is_refused() -> None:
    two = (Subnet("subnet-1", "eu-north-1a"), Subnet("subnet-2", "eu-north-1b"))
    with pytest.raises(InvalidInput, match=r"vpc-1: 10\.0\.0\.0/28 has no room for 2 subnets"):
        Vpc("vpc-1", REGION, ("10.0.0.0/28",), two).placed_subnets()


def test_merge_takes_what_any_has() -> None:
    known = Subnet("subnet-1", "eu-north-1a", "10.46.0.16/28")
    vague = Subnet("subnet-1", "eu-north-1a")
    more = Subnet("subnet-2", "eu-north-1b")

    def lab(*subnets: Subnet) -> Vpc:
        return Vpc(LAB.id, LAB.region, LAB.cidrs, subnets)

    merged = merge([Landscape((lab(vague),)), Landscape((lab(known),), (GATEWAY,)), Landscape((lab(vague, more), FAR))])
    assert merged == Landscape((lab(known, more), FAR), (GATEWAY,))
    assert merge([]) == Landscape()


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [
        (
            Landscape((LAB,)),
            Landscape((Vpc(LAB.id, REGION, ("10.9.0.0/16",)),)),
            "vpc-0ab11bb22cc33dd44 has two meanings, 10.46.0.0/24 in eu-north-1 and 10.9.0.0/16 in eu-north-1: ",
        ),
        (Landscape((LAB,)), Landscape((Vpc(LAB.id, "us-east-1", LAB.cidrs),)), "in us-east-1"),
        (
            Landscape((Vpc("vpc-1", REGION, LAB.cidrs, (Subnet("subnet-1", "eu-north-1a"),)),)),
            Landscape((Vpc("vpc-1", REGION, LAB.cidrs, (Subnet("subnet-1", "eu-north-1b"),)),)),
            "subnet-1 has two meanings, any range in eu-north-1a and any range in eu-north-1b",
        ),
        (
            Landscape((Vpc("vpc-1", REGION, LAB.cidrs, (Subnet("subnet-1", "eu-north-1a", "10.46.0.0/28"),)),)),
            Landscape((Vpc("vpc-1", REGION, LAB.cidrs, (Subnet("subnet-1", "eu-north-1a", "10.46.0.16/28"),)),)),
            "10.46.0.0/28 in eu-north-1a and 10.46.0.16/28 in eu-north-1a",
        ),
        (
            Landscape((Vpc("vpc-1", REGION, LAB.cidrs, (Subnet("subnet-1", "eu-north-1a"),)),)),
            Landscape((Vpc("vpc-2", REGION, LAB.cidrs, (Subnet("subnet-1", "eu-north-1a"),)),)),
            "subnet-1 has two meanings, a subnet of vpc-1 and a subnet of vpc-2",
        ),
        (
            Landscape((), (GATEWAY,)),
            Landscape((), (VpnGateway(GATEWAY.id, REGION, 64999),)),
            "ASN 64801 on vpc-0aa11bb22cc33dd44 in eu-north-1 and ASN 64999 on no VPC in eu-north-1",
        ),
    ],
)
def test_merge_refuses_two_meanings(one: Landscape, other: Landscape, message: str) -> None:
    with pytest.raises(LandscapeConflict) as refused:
        merge([one, other])
    assert message in str(refused.value)


def test_what_is_looked_up_by_id_is_what_a_search_finds(localstack: Server) -> None:
    landscape = Landscape((SHOP, LAB))
    ensure(localstack.endpoint, landscape)
    client = ec2(localstack.endpoint, landscape)

    def found(**wanted: Any) -> list[str]:
        return sorted(vpc["VpcId"] for vpc in client.describe_vpcs(**wanted)["Vpcs"])

    def tables(*vpcs: str) -> list[tuple[str, bool]]:
        filters = [
            {"Name": "vpc-id", "Values": list(vpcs)},
            {"Name": "association.main", "Values": ["true"]},
        ]
        return sorted(
            (table["VpcId"], table["Associations"][0]["Main"])
            for table in client.describe_route_tables(Filters=filters)["RouteTables"]
        )

    assert found(VpcIds=[SHOP.id]) == [SHOP.id]
    assert found(VpcIds=[SHOP.id, SHOP.id, LAB.id]) == sorted((SHOP.id, LAB.id))
    assert found(VpcIds=[SHOP.id, LAB.id], Filters=[{"Name": "cidr", "Values": ["10.46.0.0/24"]}]) == [LAB.id]
    with pytest.raises(client.exceptions.ClientError, match=r"InvalidVpcID\.NotFound"):
        found(VpcIds=[SHOP.id, FAR.id])

    assert tables(SHOP.id) == [(SHOP.id, True)]
    assert tables(SHOP.id, LAB.id) == tables(SHOP.id[:-1] + "*", LAB.id) == sorted([(SHOP.id, True), (LAB.id, True)])
    assert tables(FAR.id) == []

    [shop] = client.describe_vpcs(VpcIds=[SHOP.id])["Vpcs"]
    tags = client.describe_tags(Filters=[{"Name": "resource-id", "Values": [SHOP.id]}])["Tags"]
    assert shop["Tags"] == [{"Key": tag["Key"], "Value": tag["Value"]} for tag in tags] != []

    group = client.create_security_group(GroupName="web", Description="web", VpcId=SHOP.id)["GroupId"]
    client.authorize_security_group_ingress(
        GroupId=group, IpProtocol="tcp", FromPort=443, ToPort=443, CidrIp="0.0.0.0/0"
    )
    [web] = client.describe_security_groups(GroupIds=[group])["SecurityGroups"]
    assert [rule["FromPort"] for rule in web["IpPermissions"]] == [443]
