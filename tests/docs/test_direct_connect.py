"""The guide to Direct Connect, followed: its specs verify, or are refused as it says; ids go where it says."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from conftest import ROOT, Tieline
from support.documents import blocks, counts
from tieline.localstack.server import Server
from tieline.render import calls, root_module, tfvars
from tieline.spec import DirectConnect, Loaded, SpecError, load
from tieline.spec.base import DirectConnectSpec
from tieline.spec.quotas import LAG_MEMBERS, PREFIXES_PER_TRANSIT_GATEWAY, VIRTUAL_INTERFACES
from tieline.spec.resiliency import LEVELS
from tieline.spec.transit_gateway_direct_connect import TransitGatewayDirectConnect
from tieline.spec.virtual_interface_rules import preference
from tieline.spec.virtual_interfaces import Resiliency
from tieline.verify import verify

PAGE = ROOT / "docs" / "direct-connect.md"
TEXT = PAGE.read_text()
VERIFIED = ["depot", "backbone", "vault", "ring", "trunk", "trunk-west", "lines", "partner"]
REFUSED = ["backbone", "trunk"]
WAITING = ["lines", "partner"]
"""Those that are applied without their last line first, the one that another account has to tell."""
OTHER, PROPOSAL = "444455556666", "1234abcd-12ab-34cd-56ef-1234567890ab"


def name_of(text: str) -> str:
    name: str = re.findall(r"^name: (.+)$", text, re.MULTILINE)[0]
    return name


SPECS = dict(zip(VERIFIED, blocks("yaml", PAGE), strict=False))
Load = Callable[[str], Loaded]


@pytest.fixture
def loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """Loads a text as a spec in a file of its name."""
    monkeypatch.chdir(tmp_path)

    def accept(text: str) -> Loaded:
        file = f"{name_of(text)}.yaml"
        Path(file).write_text(text)
        return load(file)

    return accept


def before_the_last_step(name: str) -> str:
    text, dropped = re.subn(r"^.* # step 4\n", "", SPECS[name], flags=re.MULTILINE)
    assert dropped >= 1
    return text


def with_the_partner() -> str:
    """The spec trunk once it has accepted the transit gateway of another account, as step 3 says."""
    [added] = re.findall(r"^   `(transit_gateways: .*)`\.$", TEXT, re.MULTILINE)
    gateway = "  gateway: {asn: 64807, "
    assert SPECS["trunk"].count(gateway) == 1
    return SPECS["trunk"].replace(gateway, gateway + added.replace("...", PROPOSAL) + ", ")


def outputs(spec: Loaded, folder: str = "") -> set[str]:
    files = {file.name: file.text for file in root_module(spec.spec, spec.file)}
    return set(re.findall(r'^output "(\w+)"', files[f"{folder}outputs.tf"], re.MULTILINE))


def test_every_block_is_accounted_for() -> None:
    assert counts(PAGE) == {"yaml": len(VERIFIED) + len(REFUSED), "": len(REFUSED), "sh": 1}
    assert [name_of(text) for text in blocks("yaml", PAGE)] == VERIFIED + REFUSED


def test_the_specs_verify(loaded: Load, localstack: Server) -> None:
    texts = [*SPECS.values(), *map(before_the_last_step, WAITING), with_the_partner()]
    for verdict in verify([loaded(text) for text in texts], localstack):
        assert verdict.plan is not None, (verdict.loaded.file, verdict.refusals)
        assert verdict.ok, (verdict.loaded.file, verdict.failures, verdict.findings)


@pytest.mark.parametrize("index", range(len(REFUSED)), ids=REFUSED)
def test_a_mistake_reads_as_shown(index: int, loaded: Load) -> None:
    with pytest.raises(SpecError) as refused:
        loaded(blocks("yaml", PAGE)[len(VERIFIED) + index])
    assert f"{refused.value}\n" == blocks("", PAGE)[index]


def test_the_table_of_the_patterns_is_right() -> None:
    rows = re.findall(r"^\| (.+) \| (.+) \| (.+) \|$", TEXT, re.MULTILINE)
    told = {what: (one, other) for what, one, other in rows}
    private, transit = told["virtual interfaces"]
    assert private == f"private, MTU 1500 or 9001; {VIRTUAL_INTERFACES['private']} on a connection"
    assert transit == f"transit, MTU 1500 or 8500; {VIRTUAL_INTERFACES['transit']} on a connection"
    assert "up to 20," in told["VPCs"][0]
    assert f"{PREFIXES_PER_TRANSIT_GATEWAY} is the most" in TEXT
    assert set(LAG_MEMBERS.values()) == {4, 2}


def test_straight_is_straight(loaded: Load) -> None:
    spec = loaded(SPECS["depot"]).spec
    assert isinstance(spec, DirectConnect)
    assert spec.target("line") == "orders"
    spec = loaded(SPECS["backbone"]).spec
    assert isinstance(spec, DirectConnect)
    assert {spec.target(key) for key in spec.direct_connect.virtual_interfaces} == {None}
    assert [call.region for call in calls(spec)] == ["eu-north-1", "eu-west-3"]


def test_the_levels_are_all_there(loaded: Load) -> None:
    assert re.findall(r"^\| `(\w+)` \|", TEXT, re.MULTILINE) == list(LEVELS)
    assert set(LEVELS) == set(get_args(Resiliency))
    assert loaded(SPECS["ring"]).notices == ()
    on_trust = loaded(re.sub(r", aws_device: [\w-]+", "", SPECS["ring"])).notices
    assert [notice.key for notice in on_trust] == ["sites.campus", "sites.campus"]
    with pytest.raises(SpecError, match="maximum, and campus has high"):
        loaded(SPECS["ring"].replace("EDCH1-7p6n5m4k3j2h1", "EDCH1-1h2j3k4m5n6p7"))
    with pytest.raises(SpecError, match="without its location nobody can say"):
        loaded(SPECS["ring"].replace("location: EqSe2-EQ, ", ""))


def test_the_order_follows_from_the_facts(loaded: Load) -> None:
    spec = loaded(SPECS["backbone"]).spec
    assert isinstance(spec, DirectConnectSpec)
    assert preference(spec, "campus") == [["north"], ["south"]]
    notices = loaded(SPECS["backbone"].replace('{community: "7224:7100"}', "{}")).notices
    assert "sites.campus.virtual_interfaces.south" in [notice.key for notice in notices]


def test_macsec_is_asked_for_unless_it_is_off(loaded: Load) -> None:
    def encrypted(text: str) -> list[str]:
        spec = loaded(text).spec
        assert isinstance(spec, DirectConnectSpec)
        return [key for key, connection in spec.direct_connect.connections.items() if connection.with_macsec]

    assert encrypted(SPECS["vault"]) == ["north"]
    assert encrypted(SPECS["vault"].replace(", macsec: must_encrypt", "")) == ["north"]
    assert encrypted(SPECS["backbone"]) == []
    with pytest.raises(SpecError, match="a connection with MACsec, which 10Gbps asks for by itself, joins no LAG"):
        loaded(SPECS["backbone"].replace(", macsec: off", ""))


def test_sites_are_joined_by_sitelink_or_isolated(loaded: Load) -> None:
    with pytest.raises(SpecError, match="a Direct Connect gateway joins no sites; say isolated: true"):
        loaded(SPECS["trunk"].replace(", sitelink: true", ""))
    isolated = SPECS["trunk"].replace(", sitelink: true", "").replace("[hub, mill]", "[hub, mill], isolated: true")
    assert loaded(isolated).spec.sites.keys() == {"hub", "mill"}


def test_prefixes_are_those_of_who_may_reach_the_sites(loaded: Load) -> None:
    spec = loaded(SPECS["trunk"].replace(", allowed_prefixes: [10.44.0.0/15]", "")).spec
    assert tfvars(spec)["direct_connect"]["gateway"]["allowed_prefixes"] == ["10.44.0.0/16", "10.45.0.0/16"]


def test_ids_go_where_the_steps_say(loaded: Load) -> None:
    lines = loaded(before_the_last_step("lines"))
    rendered = {file.name: file.text for file in root_module(lines.spec, lines.file)}
    assert {name.rpartition("/")[0] for name in rendered} == {"", f"accounts/{OTHER}"}
    assert 'variable "dx_gateway_id"' in rendered[f"accounts/{OTHER}/variables.tf"]
    assert {"direct_connect_gateway", "connections", "virtual_interfaces"} <= outputs(lines)
    assert "proposals" in outputs(lines, f"accounts/{OTHER}/")

    partner, trunk = loaded(before_the_last_step("partner")), loaded(SPECS["trunk"])
    assert "direct_connect_gateway" in outputs(trunk)
    assert "proposals" in outputs(partner)
    accepted, theirs = loaded(with_the_partner()).spec, partner.spec
    assert isinstance(accepted, TransitGatewayDirectConnect)
    assert isinstance(theirs, TransitGatewayDirectConnect)
    further = accepted.direct_connect.gateway.transit_gateways["partner"]
    assert (further.account, further.asn) == (OTHER, theirs.transit_gateway.asn)
    assert further.allowed_prefixes == theirs.vpcs["stock"].cidrs
    assert accepted.direct_connect.gateway.asn == theirs.direct_connect.gateway.asn


def test_the_secrets_are_asked_for(loaded: Load) -> None:
    given = dict(re.findall(r"^export TF_VAR_(\w+)='(.*)'$", blocks("sh", PAGE)[0], re.MULTILINE))
    vault = loaded(SPECS["vault"])
    assert isinstance(vault.spec, DirectConnectSpec)
    asked = {file.name: file.text for file in root_module(vault.spec, vault.file)}["variables.tf"]
    assert set(re.findall(r'^variable "(\w+)"', asked, re.MULTILINE)) == given.keys()
    links = vault.spec.direct_connect
    named = {variable: set(json.loads(keys)) for variable, keys in given.items()}
    unwritten = {key for key, item in links.macsec_keys.items() if item.secret_arn is None}
    assert named["bgp_auth_keys"] <= links.virtual_interfaces.keys()
    assert named["macsec_ckn"] == named["macsec_cak"] == unwritten


def test_the_commands_exist(tieline: Tieline) -> None:
    assert re.findall(r"`tieline (\w+) lines.yaml -o lines`", TEXT) == ["render"]
    assert "-o" in tieline("render", "--help").stdout


def test_links_to_its_headings_lead_there() -> None:
    headings = {
        re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in re.findall(r"^## (.+)$", TEXT, re.MULTILINE)
    }
    pages = [page.read_text() for page in (ROOT / "docs").rglob("*.md")]
    anchors = {anchor for page in pages for anchor in re.findall(r"\]\([./]*direct-connect\.md#([^)]*)\)", page)}
    assert len(anchors) == 3
    assert anchors <= headings
