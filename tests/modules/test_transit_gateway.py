"""modules/transit-gateway: what it makes."""

import pytest

from support.transit_gateway import (
    ATTACHMENT,
    MODULE,
    ORGANIZATION,
    OTHER,
    PREFIX_LIST,
    VPN,
    WORLD,
    core,
    foreign,
    peer,
    takes,
    vpc,
)
from tieline.terraform.plan import ABSENT, UNKNOWN, Plan

TABLE = "rtb-0d011bb22cc33dd44"
SECOND_TABLE = "rtb-0d111bb22cc33dd44"


def tags(name: str, **more: str) -> dict[str, dict[str, str]]:
    both = {"owner": "network", "Name": name} | more
    return {"tags": both, "tags_all": both}


@pytest.mark.plan(
    MODULE,
    vpcs=WORLD,
    inputs=core(
        tags={"owner": "network"},
        transit_gateway={
            "asn": 64802,
            "description": "joins everything",
            "cidr_blocks": ["100.64.20.0/24"],
            "share_with": ["111122223333", ORGANIZATION],
        },
        vpcs={
            "shop": vpc(
                cidrs=["10.44.0.0/16", "10.45.0.0/24"],
                region="eu-north-1",
                subnets={"a": "subnet-0d011bb22cc33dd44", "b": "subnet-0d911bb22cc33dd44"},
                appliance_mode=True,
                ipv6=True,
                route_tables={"private": TABLE, "public": SECOND_TABLE},
                routes=["10.0.0.0/8", "2001:db8::/32", PREFIX_LIST],
                tags={"tier": "1"},
            ),
            "lab": vpc(1, dns_support=False, security_group_referencing=False),
            "partner": foreign(account="222233334444", tags={"tier": "2"}),
        },
        peerings={
            "paris": peer(account="222233334444", tags={"tier": "3"}),
            "dublin": peer(id="tgw-0ac11bb22cc33dd44", region="eu-west-1", attachment_id=ATTACHMENT),
        },
        attachments={"plant/edge-1/1": VPN},
        route_tables={
            "main": {
                "tags": {"tier": "4"},
                "routes": {
                    "172.16.0.0/12": {"attachment": "paris"},
                    "10.44.0.0/24": {"blackhole": True},
                    "2001:db8:44::/56": {"attachment": "shop"},
                    PREFIX_LIST: {"attachment": "plant/edge-1/1"},
                    "pl-0ab11bb2": {"blackhole": True},
                },
            },
            "lab": {},
        },
        associations={"shop": "main", "lab": "lab", "partner": "main", "paris": "main", "plant/edge-1/1": "main"},
        propagations={"shop": ["lab", "main"], "plant/edge-1/1": ["main"], "lab": []},
    ),
)
def test_makes_all_there_is(plan: Plan) -> None:
    gateway = plan["aws_ec2_transit_gateway.this[0]"]
    assert gateway.known() == {
        "amazon_side_asn": 64802,
        "auto_accept_shared_attachments": "disable",
        "default_route_table_association": "disable",
        "default_route_table_propagation": "disable",
        "description": "joins everything",
        "dns_support": "enable",
        "multicast_support": "disable",
        "security_group_referencing_support": "enable",
        "transit_gateway_cidr_blocks": ["100.64.20.0/24"],
        "vpn_ecmp_support": "enable",
        **tags("core"),
    }
    vpcs = {
        "shop": ["enable", "enable", "enable", "enable", ["subnet-0d011bb22cc33dd44", "subnet-0d911bb22cc33dd44"]],
        "lab": ["disable", "disable", "disable", "disable", ["subnet-0d111bb22cc33dd44"]],
    }
    for number, (key, (appliance, dns, ipv6, groups, subnets)) in enumerate(vpcs.items()):
        attachment = plan[f'aws_ec2_transit_gateway_vpc_attachment.this["{key}"]']
        assert attachment.known() == {
            "vpc_id": list(WORLD)[number],
            "subnet_ids": subnets,
            "appliance_mode_support": appliance,
            "dns_support": dns,
            "ipv6_support": ipv6,
            "security_group_referencing_support": groups,
            "transit_gateway_default_route_table_association": False,
            "transit_gateway_default_route_table_propagation": False,
            **tags(f"core/{key}", **({"tier": "1"} if key == "shop" else {})),
        }
        assert attachment["transit_gateway_id"] is UNKNOWN
    assert plan['aws_ec2_transit_gateway_vpc_attachment_accepter.this["partner"]'].known() == {
        "transit_gateway_attachment_id": foreign()["attachment_id"],
        "transit_gateway_default_route_table_association": False,
        "transit_gateway_default_route_table_propagation": False,
        **tags("core/partner", tier="2"),
    }
    assert plan['aws_ec2_transit_gateway_peering_attachment.this["paris"]'].known() == {
        "peer_transit_gateway_id": OTHER,
        "peer_region": "eu-west-3",
        "peer_account_id": "222233334444",
        "options": [],
        **tags("core/paris", tier="3"),
    }
    assert plan['aws_ec2_transit_gateway_peering_attachment_accepter.this["dublin"]'].known() == {
        "transit_gateway_attachment_id": ATTACHMENT,
        **tags("core/dublin"),
    }
    assert plan['aws_ec2_transit_gateway_route_table.this["main"]'].known() == tags("core/main", tier="4")
    assert plan['aws_ec2_transit_gateway_route_table.this["lab"]'].known() == tags("core/lab")
    assert plan["aws_ram_resource_share.this[0]"].known() == {
        "name": "core",
        "allow_external_principals": False,
        **tags("core"),
    }
    assert plan["aws_ram_resource_association.this[0]"]["resource_arn"] is UNKNOWN
    for principal in ("111122223333", ORGANIZATION):
        assert plan[f'aws_ram_principal_association.this["{principal}"]'].known() == {"principal": principal}
    assert len(plan.managed()) == 1 + 2 + 1 + 2 + 2 + 4 + 5 + 3 + 5 + 6
    assert plan.outputs == {
        "id": UNKNOWN,
        "arn": UNKNOWN,
        "asn": 64802,
        "route_tables": {
            "main": {
                "id": UNKNOWN,
                "associations": ["paris", "partner", "plant/edge-1/1", "shop"],
                "propagations": ["plant/edge-1/1", "shop"],
                "routes": {
                    "172.16.0.0/12": {"attachment": "paris", "blackhole": False},
                    "10.44.0.0/24": {"attachment": ABSENT, "blackhole": True},
                    "2001:db8:44::/56": {"attachment": "shop", "blackhole": False},
                    PREFIX_LIST: {"attachment": "plant/edge-1/1", "blackhole": False},
                    "pl-0ab11bb2": {"attachment": ABSENT, "blackhole": True},
                },
            },
            "lab": {"id": UNKNOWN, "associations": ["lab"], "propagations": ["shop"], "routes": {}},
        },
        "attachments": {
            "shop": UNKNOWN,
            "lab": UNKNOWN,
            "partner": foreign()["attachment_id"],
            "paris": UNKNOWN,
            "dublin": ATTACHMENT,
            "plant/edge-1/1": VPN,
        },
        "vpc_cidrs": {"lab": ["10.46.0.0/16"], "shop": ["10.44.0.0/16", "10.45.0.0/24"]},
        "resource_share_arn": UNKNOWN,
        "flow_log": ABSENT,
    }
    assert plan['aws_ec2_transit_gateway_prefix_list_reference.this["main/pl-0ab11bb2"]']["blackhole"] is True
    # Where the routes lead that are known before apply.
    assert {
        key: plan[address]["transit_gateway_attachment_id"]
        for key, address in {
            "association": 'aws_ec2_transit_gateway_route_table_association.this["plant/edge-1/1"]',
            "propagation": 'aws_ec2_transit_gateway_route_table_propagation.this["plant/edge-1/1/main"]',
            "prefix list": f'aws_ec2_transit_gateway_prefix_list_reference.this["main/{PREFIX_LIST}"]',
            "blackhole": 'aws_ec2_transit_gateway_prefix_list_reference.this["main/pl-0ab11bb2"]',
            "peering": 'aws_ec2_transit_gateway_route.this["main/172.16.0.0/12"]',
            "range": 'aws_ec2_transit_gateway_route.this["main/10.44.0.0/24"]',
        }.items()
    } == {
        "association": VPN,
        "propagation": VPN,
        "prefix list": VPN,
        "blackhole": ABSENT,
        "peering": UNKNOWN,
        "range": ABSENT,
    }


@pytest.mark.plan(MODULE, inputs=core())
def test_a_gateway_alone(plan: Plan) -> None:
    assert [r.address for r in plan.managed()] == ["aws_ec2_transit_gateway.this[0]"]
    assert plan["aws_ec2_transit_gateway.this[0]"]["amazon_side_asn"] == 64512
    assert plan["aws_ec2_transit_gateway.this[0]"]["description"] is ABSENT
    assert plan.outputs["route_tables"] == plan.outputs["attachments"] == {}


@pytest.mark.parametrize(
    (),
    [
        takes(
            "all switches the other way",
            core(
                transit_gateway={
                    "ecmp": False,
                    "dns_support": False,
                    "security_group_referencing": False,
                    "auto_accept": True,
                    "share_with": ["111122223333"],
                    "share_externally": True,
                }
            ),
        )
    ],
)
def test_switches(plan: Plan) -> None:
    gateway = plan["aws_ec2_transit_gateway.this[0]"]
    assert gateway["vpn_ecmp_support"] == "disable"
    assert gateway["dns_support"] == "disable"
    assert gateway["security_group_referencing_support"] == "disable"
    assert gateway["auto_accept_shared_attachments"] == "enable"
    assert plan["aws_ram_resource_share.this[0]"]["allow_external_principals"] is True
