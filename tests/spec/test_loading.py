"""Spec files: what is accepted, and every problem of what is not, at once and at its line."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from tieline.cli import app
from tieline.spec import SpecError, load
from tieline.spec.base import VpnSpec
from tieline.spec.loading import MAX_BYTES

GOOD = """\
pattern: managed-vpn
name: harbour
region: eu-north-1
vpcs:
  shop: {id: vpc-0aa11bb22cc33dd44, cidrs: [10.44.0.0/16]}
sites:
  harbour:
    cidrs: [192.168.40.0/22]
    asn: 65140
    devices:
      fw-1: {ip_address: 198.51.100.41}
"""


def problems(tmp_path: Path, text: str | bytes, name: str = "site.yaml") -> list[str]:
    """What loading the text complains of, each as a person reads it, less the folder."""
    file = tmp_path / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(SpecError) as refused:
        load(file)
    return [line.removeprefix(f"{tmp_path}/") for line in str(refused.value).splitlines()]


def test_a_typical_spec_is_accepted(tmp_path: Path) -> None:
    file = tmp_path / "site.yaml"
    file.write_text(GOOD)
    spec = load(file).spec
    assert isinstance(spec, VpnSpec)
    assert spec.sites["harbour"].asn == 65140
    assert spec.sites["harbour"].tunnels.ike_versions == ["ikev2"]
    assert spec.logging.enabled
    assert spec.alarms.enabled


def test_json_is_accepted_with_tabs_and_a_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "site.yaml"
    file.write_text(GOOD)
    as_json = tmp_path / "site.json"
    text = json.dumps(
        {
            "pattern": "managed-vpn",
            "name": "harbour",
            "region": "eu-north-1",
            "vpcs": {"shop": {"id": "vpc-0aa11bb22cc33dd44", "cidrs": ["10.44.0.0/16"]}},
            "sites": {
                "harbour": {
                    "cidrs": ["192.168.40.0/22"],
                    "asn": 65140,
                    "devices": {"fw-1": {"ip_address": "198.51.100.41"}},
                }
            },
        },
        indent="\t",
    )
    as_json.write_text(text, encoding="utf-8-sig")
    assert load(as_json).spec == load(file).spec


def test_all_problems_come_at_once_each_at_its_line(tmp_path: Path) -> None:
    """Unknown keys, wrong types, broken rules, and rules that span what is right beside what is wrong."""
    text = """\
pattern: managed-vpn
name: Harbour
region: eu-north-1
tags: {environment: 5}
vpcs:
  shop: {id: vpc-0aa11bb22cc33dd44, cidrs: [10.44.0.0/16]}
vpn_gateway: {asn: 64801}
sites:
  harbour:
    cidrs: [192.168.40.0/22, 10.44.1.0/24]
    asn: 65010.5
    devices:
      fw-1: {ip_address: 203}
      fw-2: {ip_address: 10.1.1.1}
    tunels: {startup_action: start}
  lyon:
    cidrs: [192.168.41.0/24]
    asn: 7224
    devices: {a: {}}
  oslo: {cidrs: [172.16.0.1/12], asn: 64801, devices: {r: {ip_address: 198.51.100.1, psk: hunter22}}}
  bergen:
    cidrs: [10.9.0.0/16]
    asn: 64801
    devices: {r: {ip_address: 198.51.100.1}}
    tunnels: {inside_cidrs: {r: [169.254.0.0/30]}, phase1_lifetime_seconds: 900}
alarms: {sns_topic_arns: network}
"""
    found = problems(tmp_path, text)
    assert found == [
        "site.yaml:2:1: name: Harbour is not a name tieline can use; take up to 40 of a-z, 0-9, - and _, "
        "with a letter or digit at both ends",
        'site.yaml:4:8: tags.environment: 5 is a number where text is meant; put it in quotes: "5"',
        "site.yaml:10:30: sites.harbour.cidrs[1]: 10.44.1.0/24 overlaps 10.44.0.0/16 of vpcs.shop; "
        "networks that are joined need ranges of their own (the other is at line 6)",
        "site.yaml:11:5: sites.harbour.asn: 65010.5 is a number with a fraction where a whole number is meant",
        "site.yaml:13:14: sites.harbour.devices.fw-1.ip_address: 203 is not an IPv4 address; "
        "write the device's public address, such as 198.51.100.41",
        "site.yaml:14:14: sites.harbour.devices.fw-2.ip_address: 10.1.1.1 is private (RFC 1918); "
        "give the public address the device is seen with, behind NAT that of the NAT",
        "site.yaml:15:5: sites.harbour.tunels: is no key here; did you mean tunnels?",
        "site.yaml:17:13: sites.lyon.cidrs[0]: 192.168.41.0/24 overlaps 192.168.40.0/22 of sites.harbour; "
        "networks that are joined need ranges of their own (the other is at line 10)",
        "site.yaml:18:5: sites.lyon.asn: 7224 is reserved by Amazon; use a private ASN such as 65010",
        "site.yaml:19:15: sites.lyon.devices.a: has neither ip_address nor certificate_arn; "
        "give the address AWS sees the device with",
        "site.yaml:20:18: sites.oslo.cidrs[0]: 172.16.0.1/12 has bits set behind its prefix; write 172.16.0.0/12",
        "site.yaml:20:86: sites.oslo.devices.r.psk: is no key here, and a spec never holds a secret: AWS makes the "
        "keys, or the rendered module takes them from the environment (TF_VAR_preshared_keys); "
        "if a key stood here, replace it now",
        "site.yaml:23:5: sites.bergen.asn: 64801 is the ASN of the virtual private gateway too; the two sides must "
        "differ: change this one, or set vpn_gateway.asn to another private ASN such as 64802",
        "site.yaml:25:34: sites.bergen.tunnels.inside_cidrs.r[0]: 169.254.0.0/30 is reserved by AWS; "
        "take another /30, such as 169.254.60.0/30",
        "site.yaml:25:52: sites.bergen.tunnels.phase1_lifetime_seconds: tunnel 1 of bergen/r/1: phase 2 lives 3600 s "
        "and phase 1 900 s; phase 2 must be the shorter",
        "site.yaml:26:10: alarms.sns_topic_arns: network is text where a list is meant; write [network]",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "site.yaml:1:1: is empty; start with the line `pattern: managed-vpn`"),
        ("# nothing\n", "site.yaml:1:1: is empty; start with the line `pattern: managed-vpn`"),
        ("- a\n", "site.yaml:1:1: holds a list where keys such as pattern, name and region are meant"),
        (
            "name: x\n",
            "site.yaml:1:1: pattern: is missing; add one of managed-vpn, transit-gateway-vpn, direct-connect, transit-gateway-direct-connect",
        ),
        (
            "name: x\npattern: managed-vnp\n",
            "site.yaml:2:1: pattern: managed-vnp is not one of managed-vpn, transit-gateway-vpn, direct-connect, transit-gateway-direct-connect; did you mean managed-vpn?",
        ),
        (b"name: caf\xe9\n", "site.yaml:1:10: the byte 0xe9 is not UTF-8; save the file as UTF-8"),
        (b"name: x\nname: y\n", "site.yaml:2:1: name: the key stands twice; the first is at line 1"),
    ],
)
def test_a_file_that_is_no_spec_is_refused(tmp_path: Path, text: str | bytes, problem: str) -> None:
    assert problems(tmp_path, text) == [problem]


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match=r"none\.yaml:1:1: no such file; check the path"):
        load(tmp_path / "none.yaml")
    with pytest.raises(SpecError, match=":1:1: is a folder; name a spec file in it"):
        load(tmp_path)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "huge.yaml"
    with file.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    with pytest.raises(SpecError, match=f"has 209715200 bytes; a spec has at most {MAX_BYTES}: is this the right file"):
        load(file)


def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SpecError, match="is not a regular file"):
        load(tmp_path / "pipe")


@pytest.mark.parametrize("name", ["-", "/dev/stdin", "/dev/fd/0"])
def test_stdin_is_refused_with_the_mend(name: str) -> None:
    with pytest.raises(SpecError, match=f"^{name}:1:1: is stdin, and a spec is read from a file; save it in one"):
        load(Path(name))


@pytest.mark.parametrize("verb", [["validate"], ["tfvars"], ["render", "-o", "out"]])
def test_an_unreadable_file_is_refused_by_the_loader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: list[str]
) -> None:
    """Through typer too, which would call it wrong usage. Permissions do not bind root, so the system's answer is set."""

    def denied(path: Path) -> bytes:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    (tmp_path / "x.yaml").write_text(GOOD)
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Path, "read_bytes", denied)
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    result = CliRunner().invoke(app, [*verb, "x.yaml"])
    assert isinstance(result.exception, SpecError), result.output
    assert (
        str(result.exception)
        == "x.yaml:1:1: cannot be read: Permission denied; check the path, and that you may read it"
    )


@pytest.mark.parametrize(
    "text", ["\\ud83d\\ude00", "\\uD83D\\uDE00", "😀", "\\\\\\ud83d\\ude00", "\\\\ud83d\\\\ude00", '\\"\\u00e9\\/\\n']
)
def test_json_escapes_mean_what_json_says(tmp_path: Path, text: str) -> None:
    file = tmp_path / "site.json"
    good = json.dumps({**yaml.safe_load(GOOD), "tags": {"emoji": "@"}})
    file.write_text(good.replace("@", text), encoding="utf-8")
    assert load(file).spec.tags == {"emoji": json.loads(f'"{text}"')}


def test_half_a_surrogate_pair_in_json_is_refused(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, '{"pattern": "managed-vpn",\n "name": "\\ud83d"}', "site.json")
    assert problem.startswith("site.json:2:13: this is not YAML: found invalid Unicode character escape code")


def test_a_misspelt_key_is_not_also_told_as_missing(tmp_path: Path) -> None:
    text = GOOD.replace("vpcs:", "vpc:").replace("    cidrs:", "    cidr:").replace("region: eu-north-1\n", "")
    assert problems(tmp_path, text) == [
        "site.yaml:1:1: region: is missing; add it",
        "site.yaml:3:1: vpc: is no key here; did you mean vpcs?",
        "site.yaml:7:5: sites.harbour.cidr: is no key here; did you mean cidrs?",
    ]


def test_a_missing_key_is_told_where_its_namesake_stands_elsewhere(tmp_path: Path) -> None:
    text = GOOD.replace("cidrs: [10.44.0.0/16]", "cidr: [10.44.0.0/16]").replace("    cidrs: [192.168.40.0/22]\n", "")
    assert problems(tmp_path, text) == [
        "site.yaml:5:37: vpcs.shop.cidr: is no key here; did you mean cidrs?",
        "site.yaml:7:3: sites.harbour.cidrs: is missing; add it",
    ]


def test_what_stands_more_than_once_is_told_once(tmp_path: Path) -> None:
    text = GOOD.replace("[10.44.0.0/16]", "[10.45.0.0/16, 10.44.0.0/16, 10.46.0.0/16, 10.44.0.0/16, 10.45.0.0/16]")
    assert problems(tmp_path, text) == [
        "site.yaml:5:37: vpcs.shop.cidrs: 10.44.0.0/16, 10.45.0.0/16 stands more than once; name each once"
    ]


def test_hundreds_of_problems_are_all_told(tmp_path: Path) -> None:
    """Each in its place, and those that follow from them are not; when each met all others, thousands took minutes."""
    count = 400
    site = "  s{}:\n    cidrs: [172.16.0.{}]\n    tunels: {{}}\n    devices: {{fw: {{ip_address: 198.51.100.41}}}}\n"
    head = GOOD[: GOOD.index("  harbour:")]
    found = problems(tmp_path, head + "".join(site.format(n, "0/33") for n in range(count)))
    assert [line for line in found if "tunels" in line] == [
        f"site.yaml:{9 + 4 * n}:5: sites.s{n}.tunels: is no key here; did you mean tunnels?" for n in range(count)
    ]
    assert len(found) == 2 * count
