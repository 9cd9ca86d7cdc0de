"""modules/direct-connect: the rules of its gateway and virtual interfaces."""

import pytest

from support.direct_connect import (
    ACCOUNT,
    ASN,
    CONNECTION,
    DX_GATEWAY,
    HOSTED,
    LAB,
    LAG,
    backbone,
    interface,
    interfaces,
    link,
    one,
    refuses,
    site,
    straight,
    takes,
    vpc,
)
from support.vpn import Inputs
from tieline.terraform.plan import Plan
from tieline.testing.plugin import Rejection


def gateway(**changes: object) -> Inputs:
    """One VPC, and a gateway without virtual interfaces."""
    return backbone(link(gateway=changes, virtual_interfaces={}), sites={})


def on(connection: str | None) -> Inputs:
    """A virtual interface on this connection, where there are connections of all kinds."""
    return backbone(
        link(
            connections={"north": {"id": CONNECTION}, "a": {"id": "dxcon-fg0ac11b", "lag": "pair"}},
            hosted_connections={"branch": {"id": HOSTED}},
            lags={"pair": {"id": LAG}},
            virtual_interfaces={"north": interface(connection=connection)},
        )
    )


@pytest.mark.parametrize(
    (),
    [
        takes("on a dedicated connection", on("north")),
        takes("on a hosted connection", on("branch")),
        takes("on a LAG", on("pair")),
        takes(
            "two on a dedicated connection",
            interfaces(a=interface(), b=interface(vlan=211)),
        ),
        *(
            takes(f"a gateway of ASN {asn}", gateway(id=DX_GATEWAY, asn=asn))
            for asn in (64512, 65534, 4200000000, 4294967294)
        ),
        takes("a gateway of another account", gateway(id=DX_GATEWAY, account=ACCOUNT)),
        takes("SiteLink through the gateway", one(sitelink=True)),
        takes(
            "straight to a VPC beside another account's gateway",
            backbone(
                link(
                    gateway={"id": DX_GATEWAY, "account": ACCOUNT},
                    virtual_interfaces={"north": interface(vpc="shop")},
                )
            ),
        ),
        takes(
            "no gateway, no virtual interface and two VPCs",
            straight({"virtual_interfaces": {}}, sites={}, vpcs={"shop": vpc(), "lab": vpc(LAB)}),
        ),
        takes("a gateway, a virtual interface and no VPC", backbone(vpcs={})),
    ],
)
def test_accepts(plan: Plan) -> None:
    assert not plan.warnings


@pytest.mark.parametrize(
    "message",
    [
        refuses(
            "no id of a gateway",
            gateway(id="dxgw-1", account=ACCOUNT),
            f"direct_connect.gateway.id: dxgw-1 is no Direct Connect gateway id; it reads like {DX_GATEWAY}.",
        ),
        *(
            refuses(
                f"the ASN {asn}",
                gateway(id=DX_GATEWAY, asn=asn, account=ACCOUNT),
                f"direct_connect.gateway.asn: {asn} cannot be an Amazon-side ASN; "
                "take one of 64512-65534 or 4200000000-4294967294.",
            )
            for asn in (7224, 64511, 64600.5, 65535, 4199999999, 4294967295)
        ),
        *(
            refuses(
                f"the account {account}",
                gateway(id=DX_GATEWAY, account=account),
                f"direct_connect.gateway.account: {told} is no account; give its 12 digits.",
            )
            for account, told in (("44445555666", "44445555666"), ("4444555566667", "4444555566667"), ("", '""'))
        ),
        refuses(
            "another account's gateway without its id",
            gateway(asn=ASN, account=ACCOUNT),
            f"direct_connect.gateway.id: none, but the gateway of account {ACCOUNT} is made there; "
            "give its id, or leave account out.",
        ),
        refuses(
            "another account's gateway with a name",
            gateway(id=DX_GATEWAY, name="Backbone", account=ACCOUNT),
            f"direct_connect.gateway.name: belongs to a created gateway, but that of account {ACCOUNT} is made there; "
            "leave it out.",
        ),
        refuses(
            "a created gateway without an ASN",
            gateway(name="Backbone"),
            "gateway.asn: none, and a created gateway needs one; take one of 64512-65534 or 4200000000-4294967294.",
        ),
        refuses(
            "SiteLink straight to a VPC",
            interfaces(
                a=interface(sitelink=True, vpc="shop"),
                b=interface(vlan=211, sitelink=True),
                c=interface(vlan=212, vpc="shop"),
            ),
            "direct_connect.virtual_interfaces.a.sitelink: true, but vpc leads it straight to shop, and SiteLink works "
            "through a Direct Connect gateway only; leave it out, or leave vpc out.",
        ),
        refuses(
            "SiteLink without a gateway",
            straight({"virtual_interfaces": {"north": interface(sitelink=True)}}),
            "direct_connect.virtual_interfaces.north.sitelink: true, but without gateway it leads straight to a VPC, and "
            "SiteLink works through a Direct Connect gateway only; leave it out, or give gateway.",
        ),
    ],
)
def test_refuses_gateways(rejection: Rejection, message: list[str]) -> None:
    assert [error.detail.splitlines() for error in rejection.errors] == [message]


@pytest.mark.parametrize(
    "message",
    [
        refuses(
            "one that there is not",
            backbone(sites={"campus": site("north", "south", "west")}),
            *(
                f"sites.campus.virtual_interfaces.{key}: {key} is not in direct_connect.virtual_interfaces, "
                "which has north; take one of these, or add it."
                for key in ("south", "west")
            ),
        ),
        refuses(
            "one where there is none",
            backbone(link(virtual_interfaces={})),
            "sites.campus.virtual_interfaces.north: north is not in direct_connect.virtual_interfaces, which is empty; "
            "take one of these, or add it.",
        ),
        refuses(
            "one at two sites",
            backbone(sites={"campus": site("north"), "depot": site("north", cidrs=["172.27.0.0/16"])}),
            "sites.campus.virtual_interfaces.north and sites.depot.virtual_interfaces.north: north ends at 2 sites; "
            "a virtual interface ends at one: name it there alone.",
        ),
        refuses(
            "some at no site",
            backbone(
                link(virtual_interfaces={"north": interface(), "b": interface(vlan=211), "a": interface(vlan=212)})
            ),
            *(
                f"direct_connect.virtual_interfaces.{key}: ends at no site; "
                "name it in the virtual_interfaces of the one its router stands at."
                for key in ("a", "b")
            ),
        ),
        *(
            refuses(
                f"on {connection}",
                on(connection),
                f"direct_connect.virtual_interfaces.north.connection: {connection or 'null'} is not in connections, "
                "hosted_connections and lags of direct_connect, which have a, north, branch, pair; "
                "take one of these, or add it.",
            )
            for connection in ("south", None)
        ),
        refuses(
            "on nothing",
            backbone(link(connections={})),
            "direct_connect.virtual_interfaces.north.connection: north is not in connections, hosted_connections and "
            "lags of direct_connect, which are empty; take one of these, or add it.",
        ),
        refuses(
            "on a LAG's member",
            on("a"),
            "direct_connect.virtual_interfaces.north.connection: a is a member of the LAG pair, "
            "which carries the virtual interfaces; take pair.",
        ),
        refuses(
            "two on a hosted connection",
            backbone(
                link(
                    hosted_connections={"branch": {"id": HOSTED}},
                    virtual_interfaces={
                        "a": interface(connection="branch"),
                        "b": interface(connection="branch", vlan=211),
                        "c": interface(),
                        "d": interface(vlan=211),
                    },
                ),
                sites={"campus": site("a", "c"), "depot": site("b", "d", cidrs=["172.27.0.0/16"])},
            ),
            "direct_connect.virtual_interfaces.a and direct_connect.virtual_interfaces.b: 2 on branch, and a hosted "
            "connection carries one; have your partner make another connection.",
        ),
        refuses(
            "to another account's gateway",
            backbone(
                link(
                    gateway={"id": DX_GATEWAY, "account": ACCOUNT},
                    virtual_interfaces={"north": interface(), "direct": interface(vlan=211, vpc="shop")},
                ),
                sites={"campus": site("north", "direct")},
            ),
            f"direct_connect.virtual_interfaces.north: would lead to the Direct Connect gateway of account {ACCOUNT}, "
            "which takes virtual interfaces of its own account alone; make it there, or for that account with "
            "modules/direct-connect-gateway.",
        ),
        refuses(
            "to nowhere",
            straight({"virtual_interfaces": {"north": interface(), "direct": interface(vlan=211, vpc="shop")}})
            | {"vpcs": {"shop": vpc(), "lab": vpc(LAB)}, "sites": {"campus": site("north", "direct")}},
            "direct_connect.virtual_interfaces.north: leads nowhere; give direct_connect.gateway, or the interface's vpc, "
            "as there are 2 (lab, shop).",
        ),
        refuses(
            "to nowhere at all",
            straight(vpcs={}),
            "direct_connect.virtual_interfaces.north: leads nowhere; give direct_connect.gateway, or the interface's vpc, "
            "as there is none.",
        ),
        refuses(
            "to one VPC of two",
            straight({"virtual_interfaces": {"north": interface(vpc="shop")}}, vpcs={"lab": vpc(LAB), "shop": vpc()}),
            "vpcs.lab: no virtual interface leads here, and there is no Direct Connect gateway; name it in the vpc of one, "
            "or give direct_connect.gateway.",
        ),
        refuses(
            "what the gateway's block refuses",
            interfaces(a=interface(), b=interface()),
            "private_virtual_interfaces.a and private_virtual_interfaces.b: VLAN 210 on connection north stands 2 times; "
            "give each a VLAN of its own.",
        ),
    ],
)
def test_refuses_virtual_interfaces(rejection: Rejection, message: list[str]) -> None:
    assert [error.detail.splitlines() for error in rejection.errors] == [message]
