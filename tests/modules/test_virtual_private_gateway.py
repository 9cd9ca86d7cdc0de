"""modules/virtual-private-gateway: what it makes, and what it refuses."""

from typing import Any

import pytest

from support.cases import accepted, refused
from support.vpn import GATEWAY, VPC
from tieline.terraform.plan import ABSENT, UNKNOWN, Plan
from tieline.testing.plugin import Rejection

MODULE = "virtual-private-gateway"
TABLES = {"private": "rtb-0aa11bb22cc33dd44", "public": "rtb-0ab11bb22cc33dd44"}


def gateway(**changes: Any) -> dict[str, Any]:
    return {"name": "harbour", **changes}


@pytest.mark.plan(
    MODULE,
    inputs=gateway(
        tags={"owner": "network"},
        vpc_id=VPC,
        vpn_gateway={"asn": 64801},
        route_tables=TABLES,
    ),
)
def test_creates_attaches_and_propagates(plan: Plan) -> None:
    tags = {"owner": "network", "Name": "harbour"}
    assert plan["aws_vpn_gateway.this[0]"].known() == {
        "amazon_side_asn": "64801",
        "tags": tags,
        "tags_all": tags,
    }
    attachment = plan["aws_vpn_gateway_attachment.this[0]"]
    assert attachment.known() == {"vpc_id": VPC}
    assert attachment["vpn_gateway_id"] is UNKNOWN
    for key, table in TABLES.items():
        propagation = plan[f'aws_vpn_gateway_route_propagation.this["{key}"]']
        assert propagation.known() == {"route_table_id": table}
        assert propagation["vpn_gateway_id"] is UNKNOWN
    assert len(plan.managed()) == 4
    assert plan.outputs == {
        "id": UNKNOWN,
        "attached_id": UNKNOWN,
        "arn": UNKNOWN,
        "asn": 64801,
        "vpc_id": VPC,
        "route_tables": TABLES,
    }


@pytest.mark.plan(MODULE, inputs=gateway())
def test_a_hub_needs_no_vpc(plan: Plan) -> None:
    assert plan["aws_vpn_gateway.this[0]"].known() == {
        "amazon_side_asn": "64512",
        "tags": {"Name": "harbour"},
        "tags_all": {"Name": "harbour"},
    }
    assert len(plan.managed()) == 1
    assert plan.outputs == {
        "id": UNKNOWN,
        "attached_id": UNKNOWN,
        "arn": UNKNOWN,
        "asn": 64512,
        "vpc_id": ABSENT,
        "route_tables": {},
    }


@pytest.mark.plan(MODULE, inputs=gateway(vpc_id=VPC, vpn_gateway={"id": GATEWAY, "asn": 64801}, route_tables=TABLES))
def test_adopts_an_attached_gateway(plan: Plan) -> None:
    assert {r.address: r.known() for r in plan.managed()} == {
        f'aws_vpn_gateway_route_propagation.this["{key}"]': {"route_table_id": table, "vpn_gateway_id": GATEWAY}
        for key, table in TABLES.items()
    }
    assert plan.outputs == {
        "id": GATEWAY,
        "attached_id": GATEWAY,
        "arn": ABSENT,
        "asn": 64801,
        "vpc_id": VPC,
        "route_tables": TABLES,
    }


@pytest.mark.plan(MODULE, inputs=gateway(vpc_id=VPC, vpn_gateway={"id": GATEWAY, "attach": True}))
def test_attaches_an_adopted_gateway_when_asked(plan: Plan) -> None:
    assert {r.address: r.known() for r in plan.managed()} == {
        "aws_vpn_gateway_attachment.this[0]": {"vpc_id": VPC, "vpn_gateway_id": GATEWAY}
    }
    assert plan.outputs["asn"] is ABSENT


@pytest.mark.plan(MODULE, inputs=gateway(vpc_id=VPC, vpn_gateway={"attach": False}))
def test_leaves_a_created_gateway_detached_when_asked(plan: Plan) -> None:
    assert [r.address for r in plan.managed()] == ["aws_vpn_gateway.this[0]"]
    assert plan.outputs["vpc_id"] == VPC


@pytest.mark.parametrize(
    (),
    [
        accepted(MODULE, "a name of one character", gateway(name="a")),
        accepted(MODULE, "a name of 40 characters", gateway(name="a" + 38 * "_" + "9")),
        accepted(MODULE, "a name of two parts", gateway(name=f"{40 * 'a'}/b{38 * '-'}9")),
        accepted(MODULE, "a tag key that only holds aws:", gateway(tags={"my-aws:key": "x"})),
        accepted(MODULE, "a tag key of 128 characters", gateway(tags={128 * "k": "x"})),
        accepted(MODULE, "a tag value of 256 characters", gateway(tags={"k": 256 * "v"})),
        accepted(MODULE, "45 tags", gateway(tags={f"k{n}": "v" for n in range(45)})),
        accepted(MODULE, "a VPC id of 8 digits", gateway(vpc_id="vpc-0aa11bb2")),
        accepted(MODULE, "a gateway id of 8 digits", gateway(vpn_gateway={"id": "vgw-0aa11bb2"})),
        accepted(MODULE, "a route table id of 8 digits", gateway(vpc_id=VPC, route_tables={"a": "rtb-0aa11bb2"})),
        *(
            accepted(MODULE, f"ASN {asn}", gateway(vpn_gateway={"asn": asn}))
            for asn in (64512, 65534, 4200000000, 4294967294)
        ),
    ],
)
def test_accepts(plan: Plan) -> None:
    assert plan.outputs["id"] is not ABSENT


NAME_ADVICE = "take up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends."


@pytest.mark.parametrize(
    "message",
    [
        refused(MODULE, "a capital", gateway(name="Harbour"), f"name: Harbour is no name for this; {NAME_ADVICE}"),
        refused(
            MODULE,
            "a name of 41 characters",
            gateway(name=41 * "a"),
            f"name: {41 * 'a'} is no name for this; {NAME_ADVICE}",
        ),
        *(
            refused(MODULE, f"the name {name}", gateway(name=name), f"name: {name} is no name for this; {NAME_ADVICE}")
            for name in ("a/", "/a", "a/b/c", f"a/{41 * 'b'}")
        ),
        refused(
            MODULE,
            "tags of Amazon's",
            gateway(tags={"aws:a": "x", "AWS:b": "x", "owner": "x"}),
            "tags.AWS:b: keys that start with aws: are Amazon's; take another key.",
            "tags.aws:a: keys that start with aws: are Amazon's; take another key.",
        ),
        refused(
            MODULE,
            "tag keys too long and empty",
            gateway(tags={129 * "k": "x", "": "x", "owner": "x"}),
            "tags.: the key has 0 characters, AWS takes 1-128; shorten it.",
            f"tags.{129 * 'k'}: the key has 129 characters, AWS takes 1-128; shorten it.",
        ),
        refused(
            MODULE,
            "a tag value too long",
            gateway(tags={"k": 257 * "v", "owner": "x"}),
            "tags.k: the value has 257 characters, AWS takes up to 256; shorten it.",
        ),
        refused(
            MODULE,
            "a tag called Name",
            gateway(tags={"Name": "x", "name": "x"}),
            "tags.Name: tieline names what it makes; take another key.",
        ),
        refused(
            MODULE,
            "a tag of null",
            gateway(tags={"k": None, "owner": "x"}),
            "tags.k: null is no value; give text, or take the tag away.",
        ),
        refused(
            MODULE,
            "a route table of null",
            gateway(vpc_id=VPC, route_tables={"a": None}),
            "route_tables.a: null is no route table id; it reads like rtb-0aa11bb22cc33dd44.",
        ),
        refused(
            MODULE,
            "46 tags",
            gateway(tags={f"k{n}": "v" for n in range(46)}),
            "tags: 46 tags; AWS takes 50 on a resource and up to 5 are set here: keep to 45.",
        ),
        refused(
            MODULE,
            "no VPC id",
            gateway(vpc_id="vpc-0aa11bb2g"),
            "vpc_id: vpc-0aa11bb2g is no VPC id; it reads like vpc-0aa11bb22cc33dd44.",
        ),
        refused(
            MODULE,
            "no gateway id",
            gateway(vpn_gateway={"id": "tgw-0aa11bb22cc33dd44"}),
            "vpn_gateway.id: tgw-0aa11bb22cc33dd44 is no virtual private gateway id; "
            "it reads like vgw-0aa11bb22cc33dd44.",
        ),
        *(
            refused(
                MODULE,
                f"ASN {asn}",
                gateway(vpn_gateway={"asn": asn}),
                f"vpn_gateway.asn: {asn} cannot be an Amazon-side ASN; "
                "take one of 64512-65534 or 4200000000-4294967294.",
            )
            for asn in (7224, 64511, 64600.5, 65535, 4199999999, 4294967295)
        ),
        refused(
            MODULE,
            "attach without a VPC",
            gateway(vpn_gateway={"attach": True}),
            "vpn_gateway.attach: true, but there is no VPC; give vpc_id, or leave attach out.",
        ),
        refused(
            MODULE,
            "bad route table names",
            gateway(vpc_id=VPC, route_tables={"-a": TABLES["private"], "B": TABLES["public"]}),
            f"route_tables.-a: -a is no name for this; {NAME_ADVICE}",
            f"route_tables.B: B is no name for this; {NAME_ADVICE}",
        ),
        refused(
            MODULE,
            "no route table ids",
            gateway(vpc_id=VPC, route_tables={"a": "rtb-1", "b": TABLES["public"], "c": "subnet-0aa11bb2"}),
            "route_tables.a: rtb-1 is no route table id; it reads like rtb-0aa11bb22cc33dd44.",
            "route_tables.c: subnet-0aa11bb2 is no route table id; it reads like rtb-0aa11bb22cc33dd44.",
        ),
        refused(
            MODULE,
            "a route table twice",
            gateway(vpc_id=VPC, route_tables={"a": TABLES["public"], "b": TABLES["public"]}),
            f"route_tables: {TABLES['public']} stands under a and b; name each route table once.",
        ),
        refused(
            MODULE,
            "propagation without a VPC",
            gateway(route_tables=TABLES),
            "route_tables: private, public cannot learn routes from a gateway without a VPC; "
            "give vpc_id, or leave route_tables out.",
        ),
    ],
)
def test_refuses(rejection: Rejection, message: list[str]) -> None:
    assert [error.detail.splitlines() for error in rejection.errors] == [message]
