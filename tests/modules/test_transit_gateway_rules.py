"""modules/transit-gateway: what it takes and refuses of the gateway itself and its sharing."""

import pytest

from support.transit_gateway import GATEWAY, ORGANIZATION, SHARE, UNIT, VPN, core, foreign, peer, refuses, shop, takes
from support.vpn import Inputs
from tieline.terraform.plan import ABSENT, Plan
from tieline.testing.plugin import Rejection

NAME_ADVICE = "take up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends."
OWN = "networks that are joined need ranges of their own."


def made(**gateway: object) -> Inputs:
    return core(transit_gateway=gateway)


def blocks(*cidrs: str | None) -> Inputs:
    return made(cidr_blocks=list(cidrs))


@pytest.mark.parametrize(
    (),
    [
        takes("a name of 40 characters", core(name="a" + 38 * "_" + "9")),
        takes(
            "tags at their limits",
            core(tags={128 * "k": 256 * "v", "my-aws:key": ""} | {f"k{n}": "v" for n in range(43)}),
        ),
        *(takes(f"ASN {asn}", made(asn=asn)) for asn in (64512, 65534, 4200000000, 4294967294)),
        takes("a gateway id of 8 digits", made(id="tgw-0aa11bb2")),
        takes(
            "five blocks side by side",
            blocks("100.64.0.0/24", "100.64.1.0/24", "100.64.2.0/23", "100.64.4.0/22", "128.0.0.0/8"),
        ),
        takes("a block beside a VPC", shop() | blocks("10.43.255.0/24", "10.45.1.0/24")),
        takes("a share with a unit", made(share_with=[UNIT])),
        takes(
            "a share of GovCloud",
            made(share_with=[ORGANIZATION.replace("arn:aws:", "arn:aws-us-gov:")]),
        ),
        takes(
            "a share to accept, and VPNs", made(id=GATEWAY, resource_share_arn=SHARE) | {"attachments": {"vpn": VPN}}
        ),
    ],
)
def test_accepts(plan: Plan) -> None:
    assert plan.outputs["id"] is not ABSENT


@pytest.mark.parametrize(
    "message",
    [
        refuses("a capital", core(name="Core"), f"name: Core is no name for this; {NAME_ADVICE}"),
        refuses(
            "tags of Amazon's",
            core(tags={"aws:a": "x", "AWS:b": "x", "owner": "x"}),
            "tags.AWS:b: keys that start with aws: are Amazon's; take another key.",
            "tags.aws:a: keys that start with aws: are Amazon's; take another key.",
        ),
        refuses(
            "a tag called Name", core(tags={"Name": "x"}), "tags.Name: tieline names what it makes; take another key."
        ),
        refuses(
            "tag keys too long and empty",
            core(tags={129 * "k": "x", "": "x", "owner": "x"}),
            "tags.: the key has 0 characters, AWS takes 1-128; shorten it.",
            f"tags.{129 * 'k'}: the key has 129 characters, AWS takes 1-128; shorten it.",
        ),
        refuses("a tag of null", core(tags={"k": None}), "tags.k: null is no value; give text, or take the tag away."),
        refuses(
            "a tag value too long",
            core(tags={"k": 257 * "v"}),
            "tags.k: the value has 257 characters, AWS takes up to 256; shorten it.",
        ),
        refuses(
            "46 tags",
            core(tags={f"k{n}": "v" for n in range(46)}),
            "tags: 46 tags; AWS takes 50 on a resource and up to 5 are set here: keep to 45.",
        ),
        refuses(
            "no gateway id",
            made(id="vgw-0aa11bb22cc33dd44"),
            "transit_gateway.id: vgw-0aa11bb22cc33dd44 is no transit gateway id; it reads like tgw-0aa11bb22cc33dd44.",
        ),
        refuses(
            "what belongs to a created gateway",
            made(
                id=GATEWAY,
                description="mine",
                ecmp=False,
                dns_support=False,
                security_group_referencing=False,
                auto_accept=True,
                share_externally=True,
                cidr_blocks=["100.64.0.0/24"],
                share_with=["111122223333"],
            ),
            *(
                f"transit_gateway.{key}: belongs to a created gateway, but id adopts one; remove one of the two."
                for key in (
                    "auto_accept",
                    "description",
                    "dns_support",
                    "ecmp",
                    "security_group_referencing",
                    "share_externally",
                    "cidr_blocks",
                    "share_with",
                )
            ),
        ),
        *(
            refuses(
                f"ASN {asn}",
                made(asn=asn),
                f"transit_gateway.asn: {asn} cannot be an Amazon-side ASN; "
                "take one of 64512-65534 or 4200000000-4294967294.",
            )
            for asn in (7224, 64511, 64600.5, 65535, 4199999999, 4294967295)
        ),
        refuses(
            "six blocks",
            blocks(*(f"100.64.{n}.0/24" for n in range(6))),
            "transit_gateway.cidr_blocks: 6 ranges; a transit gateway takes 5: take larger ones.",
        ),
        refuses(
            "what is no block",
            blocks("fd00::/64", None, "100.64.0.0", "100.64.0.0/24"),
            *(
                f"transit_gateway.cidr_blocks: {cidr} is no IPv4 range; write it like 100.64.20.0/24."
                for cidr in ("fd00::/64", "null", "100.64.0.0")
            ),
        ),
        refuses(
            "a block with host bits",
            blocks("100.64.0.1/24", "100.65.0.0/24"),
            "transit_gateway.cidr_blocks: 100.64.0.1/24 has bits set behind its prefix; write 100.64.0.0/24.",
        ),
        refuses(
            "blocks too small and too large",
            blocks("100.64.0.0/25", "96.0.0.0/7", "100.65.0.0/24"),
            *(
                f"transit_gateway.cidr_blocks: {cidr} is no range of a gateway; "
                "take one of /8 to /24, such as 100.64.20.0/24."
                for cidr in ("100.64.0.0/25", "96.0.0.0/7")
            ),
        ),
        refuses(
            "blocks nobody has",
            blocks("169.254.0.0/24", "127.0.0.0/8", "100.65.0.0/24"),
            "transit_gateway.cidr_blocks: 169.254.0.0/24 overlaps 169.254.0.0/16, which is link-local; "
            "take a range of your own, such as 100.64.20.0/24.",
            "transit_gateway.cidr_blocks: 127.0.0.0/8 overlaps 127.0.0.0/8, which is loopback; "
            "take a range of your own, such as 100.64.20.0/24.",
        ),
        refuses(
            "blocks that overlap",
            blocks("100.64.0.0/24", "100.64.0.0/16", "100.65.0.0/24", "100.65.0.0/24"),
            "transit_gateway.cidr_blocks: 100.64.0.0/16 overlaps 100.64.0.0/24; name each range once.",
            "transit_gateway.cidr_blocks: 100.65.0.0/24 overlaps 100.65.0.0/24; name each range once.",
        ),
        refuses(
            "blocks in VPCs",
            core(vpcs={"a": foreign(), "b": foreign(1)}) | blocks("10.60.4.0/24", "10.61.0.0/16", "10.62.0.0/16"),
            f"transit_gateway.cidr_blocks: 10.60.4.0/24 overlaps 10.60.0.0/16 of vpcs.a; {OWN}",
            f"transit_gateway.cidr_blocks: 10.61.0.0/16 overlaps 10.61.0.0/16 of vpcs.b; {OWN}",
        ),
        refuses(
            "shares with what is nobody",
            made(share_with=["11112222333", UNIT + "/", "*", None, "111122223333"]),
            *(
                f"transit_gateway.share_with: {principal} can be given no share; name an account such as "
                "111122223333, or an organizational unit or organization by its ARN."
                for principal in ("11112222333", UNIT + "/", "*", "null")
            ),
        ),
        refuses(
            "a share twice",
            made(share_with=["111122223333", UNIT, "111122223333"]),
            "transit_gateway.share_with: 111122223333 stands 2 times; name each once.",
        ),
        refuses(
            "a share outside with nobody",
            made(share_externally=True),
            "transit_gateway.share_externally: true, but share_with names nobody; "
            "name accounts there, or leave this out.",
        ),
        refuses(
            "no resource share",
            made(id=GATEWAY, resource_share_arn=ORGANIZATION),
            f"transit_gateway.resource_share_arn: {ORGANIZATION} is no resource share; it reads like {SHARE}.",
        ),
        refuses(
            "a share of another Region",
            made(id=GATEWAY, resource_share_arn=SHARE.replace("eu-north-1", "eu-west-3")),
            f"transit_gateway.resource_share_arn: {SHARE.replace('eu-north-1', 'eu-west-3')} is of eu-west-3; "
            "a gateway is shared in its own Region, eu-north-1, only.",
        ),
        refuses(
            "a share of no gateway",
            made(resource_share_arn=SHARE),
            "transit_gateway.resource_share_arn: shares a gateway that exists, but no id adopts it; "
            "give the id, or leave this out.",
        ),
        refuses(
            "a participant who sets what is the owner's",
            core(
                transit_gateway={"id": GATEWAY, "resource_share_arn": SHARE},
                attachments={"vpn": VPN},
                route_tables={"a": {"id": "tgw-rtb-0aa11bb2"}, "b": {"id": "tgw-rtb-0ab11bb2"}},
                peerings={"paris": peer()},
                associations={"vpn": "a"},
                propagations={"vpn": ["a"]},
            ),
            *(
                f"{key}: the account that owns {GATEWAY} sets them; say there what shall hold for {names}, "
                "or leave resource_share_arn out if the gateway is this account's."
                for key, names in (
                    ("associations", "vpn"),
                    ("peerings", "paris"),
                    ("propagations", "vpn"),
                    ("route_tables", "a, b"),
                )
            ),
        ),
    ],
)
def test_refuses(rejection: Rejection, message: list[str]) -> None:
    assert [error.detail.splitlines() for error in rejection.errors] == [message]
