"""modules/direct-connect-link: MACsec keys: what is taken and refused, and that nothing shows them."""

import json
from typing import Any

import pytest

from support.cases import accepted, refused
from support.direct_connect_link import CAK, CKN, CONNECTION, HOSTED, MODULE, SECRET, connection, keyed, link
from support.vpn import Inputs
from tieline.terraform.plan import Plan
from tieline.testing.plugin import Rejection

NAME = "take up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends."
OTHER = 32 * "0b"


def own(macsec_keys: list[str], ckn: dict[str, Any], cak: dict[str, Any]) -> Inputs:
    """Inputs of the module with keys given in the open."""
    return keyed({key: {} for key in macsec_keys}, macsec_ckn=ckn, macsec_cak=cak)


def secrets(*keys: str) -> Inputs:
    """A secret of its own for each key."""
    return {key: {"secret_arn": f"{SECRET}{n}"} for n, key in enumerate(keys)}


@pytest.mark.parametrize(
    (),
    [
        accepted(MODULE, "a key by its connection", own(["east"], {"east": CKN}, {"east": CAK})),
        accepted(
            MODULE,
            "three keys of a connection",
            own(["east", "east/b", "east/c"], {"east": CKN, "east/b": OTHER}, {"east": CAK, "east/b": CAK})
            | {"macsec_keys": {"east": {}, "east/b": {}, "east/" + 40 * "c": {"secret_arn": SECRET}}},
        ),
        accepted(
            MODULE,
            "one name and one secret for two connections",
            link(
                {"a": connection(), "b": connection()},
                macsec_keys={"a": {}, "b": {}, "a/2": {"secret_arn": SECRET}, "b/2": {"secret_arn": SECRET}},
                macsec_ckn={"a": CKN, "b": CKN},
                macsec_cak={"a": CAK, "b": CAK},
            ),
        ),
        accepted(
            MODULE, "a key of an adopted connection", link({"east": {"id": CONNECTION}}, macsec_keys=secrets("east"))
        ),
        accepted(
            MODULE,
            "a secret that Direct Connect named",
            keyed(
                {
                    "east": {
                        "secret_arn": "arn:aws-cn:secretsmanager:cn-north-1:111122223333:"
                        "secret:directconnect!prod/cn-north-1/directconnect/0a0a-AbCdEf"
                    }
                }
            ),
        ),
    ],
)
def test_accepts(plan: Plan) -> None:
    assert plan.of_type("aws_dx_macsec_key_association")


@pytest.mark.parametrize(
    "message",
    [
        refused(
            MODULE,
            "keys of other connections, and of no name",
            keyed(
                secrets("branch", "nowhere", "east/", "east/2/3", "east/B"),
                hosted_connections={"branch": {"id": HOSTED}},
            ),
            "macsec_keys.branch: branch is a hosted connection, and those carry no MACsec; remove it.",
            f"macsec_keys.east/: what stands behind the connection is no name for a key; {NAME}",
            f"macsec_keys.east/2/3: what stands behind the connection is no name for a key; {NAME}",
            f"macsec_keys.east/B: what stands behind the connection is no name for a key; {NAME}",
            "macsec_keys.nowhere: nowhere is not in connections, which has east; take one of these, or add it.",
        ),
        refused(
            MODULE,
            "a key where there is no connection",
            link({}, macsec_keys=secrets("east")),
            "macsec_keys.east: east is not in connections, which is empty; take one of these, or add it.",
        ),
        refused(
            MODULE,
            "keys without MACsec",
            link(
                {
                    "a": connection(bandwidth="1Gbps"),
                    "b": connection(macsec="off"),
                    "c": connection(),
                    "d": {"id": "dxcon-fg0ae11b", "bandwidth": "1Gbps"},
                    "e": {"id": "dxcon-fg0af11b"},
                },
                macsec_keys=secrets("a", "b/2", "c", "d", "e"),
            ),
            "macsec_keys.a: a is ordered without MACsec (no port of 1Gbps can do it); "
            "remove the key, or take 10Gbps or more.",
            "macsec_keys.b/2: b is ordered without MACsec (macsec is off); remove the key, or take another macsec.",
            "macsec_keys.d: d has no MACsec (no port of 1Gbps can do it); remove the key.",
        ),
        refused(
            MODULE,
            "no secret",
            keyed({"east": {"secret_arn": "macsec"}, "east/2": {"secret_arn": SECRET}}),
            "macsec_keys.east.secret_arn: this is no secret of Secrets Manager; "
            "it reads like arn:aws:secretsmanager:eu-north-1:111122223333:secret:macsec-AbCdEf.",
        ),
        refused(
            MODULE,
            "four keys",
            keyed(secrets("east", "east/2", "east/3", "east/4")),
            "macsec_keys: 4 keys of east (east, east/2, east/3, east/4); a connection holds 3: "
            "remove those no longer used.",
        ),
        refused(
            MODULE,
            "one secret twice",
            keyed({"east": {"secret_arn": SECRET}, "east/2": {"secret_arn": SECRET}}),
            "macsec_keys: east and east/2 name the same secret for one connection; name it once.",
        ),
        refused(
            MODULE,
            "names of a wrong form",
            own(["east", "east/2", "east/3"], {"east": CKN + "0", "east/2": "g" + CKN[1:], "east/3": None}, {}),
            *(f"macsec_ckn.{key}: wrong form; give 64 hexadecimal digits." for key in ("east", "east/2", "east/3")),
        ),
        refused(
            MODULE,
            "names of no key",
            own(["east"], {"east": CKN, "west": CKN}, {"east": CAK}),
            'macsec_ckn.west: west is not in macsec_keys; add it there, as "west" = {}.',
        ),
        refused(
            MODULE,
            "one name twice",
            own(["east", "east/2"], {"east": CKN, "east/2": CKN.upper()}, {"east": CAK, "east/2": CAK}),
            "macsec_ckn: east and east/2 are the same; give each key of a connection a name of its own.",
        ),
        refused(
            MODULE,
            "keys of a wrong form",
            own(["east", "east/2"], {"east": CKN, "east/2": OTHER}, {"east": CAK[1:], "east/2": None}),
            *(f"macsec_cak.{key}: wrong form; give 64 hexadecimal digits." for key in ("east", "east/2")),
        ),
        refused(
            MODULE,
            "a key of no name",
            own(["east"], {"east": CKN}, {"east": CAK, "west": CAK}),
            'macsec_cak.west: west is not in macsec_keys; add it there, as "west" = {}.',
        ),
        refused(
            MODULE,
            "halves",
            own(["east", "east/2"], {"east": CKN}, {"east/2": CAK}),
            "macsec_ckn.east: a name without its key; give macsec_cak.east too.",
            "macsec_cak.east/2: a key without its name; give macsec_ckn.east/2 too.",
        ),
        refused(
            MODULE,
            "no key, and one too many",
            keyed(
                {"east": {}, "east/2": {"secret_arn": SECRET}},
                macsec_ckn={"east/2": CKN},
                macsec_cak={"east/2": CAK},
            ),
            "macsec_keys.east: no key; give secret_arn, or the key in macsec_ckn and macsec_cak.",
            "macsec_keys.east/2: a secret_arn, and a key in macsec_ckn and macsec_cak too; keep one of the two.",
        ),
        refused(
            MODULE,
            "a key that is its name",
            own(["east"], {"east": CKN}, {"east": CKN.upper()}),
            "macsec_cak.east: the same as macsec_ckn.east, which everybody on the line can read; "
            "make a key of its own.",
        ),
    ],
)
def test_refuses(rejection: Rejection, message: list[str]) -> None:
    assert [error.detail.splitlines() for error in rejection.errors] == [message]


SHORT = "deadbeef" * 7
WRONG = {
    "wrong form": own(["east"], {"east": CKN}, {"east": SHORT}),
    "wrong form of the name": own(["east"], {"east": SHORT}, {"east": CAK}),
    "no name": own(["east"], {}, {"east": CAK}),
    "nowhere": own(["east"], {"east": CKN}, {"east": CAK, "west": CAK}),
    "the same twice": own(["east", "east/2"], {"east": CAK, "east/2": CAK}, {"east": CAK, "east/2": CAK}),
    "in the place of the secret": keyed({"east": {"secret_arn": CAK}}),
}


@pytest.mark.parametrize(
    (), [pytest.param(marks=pytest.mark.plan(MODULE, inputs=inputs), id=name) for name, inputs in WRONG.items()]
)
def test_no_message_shows_a_key(rejection: Rejection) -> None:
    assert rejection.errors
    assert not [key for key in (SHORT, CKN, CAK) if any(key.lower() in str(e).lower() for e in rejection.errors)]


@pytest.mark.plan(MODULE, inputs=own(["east"], {"east": CKN}, {"east": CAK}))
def test_no_output_shows_a_key(plan: Plan) -> None:
    # What tieline shows is redacted: a key in an output would read (sensitive).
    shown = json.dumps(plan.outputs, default=repr)
    assert "east" in shown
    assert not [word for word in (CAK, CKN, "sensitive") if word.lower() in shown.lower()]
