"""docs/spec/: the samples are good specs, the pages are fresh, and they leave no key out."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from spec_reference import PAGES, SAMPLES, document
from spec_rules import RULES
from tieline.render import calls, tfvars
from tieline.spec import DirectConnect, Spec, load
from tieline.spec.base import DirectConnectSpec, VpnSpec
from tieline.spec.fields import Model
from tieline.spec.loading import PATTERNS, check, parsed
from tieline.spec.network import megabits
from tieline.spec.resiliency import carrier, devices, level, ways
from tieline.spec.transit_gateway_direct_connect import TransitGatewayDirectConnect
from tieline.spec.virtual_interface_rules import preference

TOOL = Path(__file__).parents[2] / "tools" / "spec_reference.py"
each_pattern = pytest.mark.parametrize("pattern", PATTERNS)
NOTICES = {
    "managed-vpn": [],
    "transit-gateway-vpn": ["sites.plant.bandwidth"],  # what one flow gets
    "direct-connect": [],
    "transit-gateway-direct-connect": [],
}
"""By pattern, where the sample has something worth knowing."""


def run(*options: object) -> tuple[int, str, str]:
    ended = subprocess.run([sys.executable, TOOL, *map(str, options)], capture_output=True, text=True, check=False)
    return ended.returncode, ended.stdout, ended.stderr


def sample(pattern: str) -> Path:
    return SAMPLES / f"{pattern}.yaml"


def models(annotation: object) -> Iterator[type[Model]]:
    """The models in an annotation, and in their fields."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
        for field in annotation.model_fields.values():
            yield from models(field.annotation)
    for part in get_args(annotation):
        yield from models(part)


def test_each_pattern_has_a_sample_a_page_and_rules() -> None:
    assert {file.stem for file in SAMPLES.iterdir()} == PATTERNS.keys()
    assert {file.stem for file in PAGES.iterdir()} == PATTERNS.keys()
    assert RULES.keys() == PATTERNS.keys()


@each_pattern
def test_a_sample_is_accepted(pattern: str) -> None:
    loaded = load(sample(pattern))
    assert loaded.spec.pattern == pattern
    assert [notice.key for notice in loaded.notices] == NOTICES[pattern]


def test_the_managed_vpn_sample_holds_what_its_comments_say() -> None:
    spec = load(sample("managed-vpn")).spec
    assert isinstance(spec, VpnSpec)
    quay, mill = spec.sites["quay"], spec.sites["mill"]
    assert (quay.routing, mill.routing) == ("bgp", "static")
    assert quay.devices["fw-2"].prepend > quay.devices["fw-1"].prepend
    assert quay.tunnels.startup_action == "add"
    assert [key for key, o in quay.tunnels.overrides.items() if o.startup_action == "start"] == ["fw-2"]


def test_the_transit_gateway_sample_holds_what_its_comments_say() -> None:
    spec = load(sample("transit-gateway-vpn")).spec
    assert isinstance(spec, VpnSpec)
    inputs = tfvars(spec)
    plant = spec.sites["plant"]
    assert plant.connections() == {"edge-1": 1, "edge-2": 1}
    assert megabits(plant.bandwidth or "") == 4 * 1250
    assert {key for key, segment in inputs["associations"].items() if segment == "egress"} == {"egress"}
    assert inputs["vpcs"]["shop"]["routes"] == ["0.0.0.0/0"]
    assert inputs["vpcs"]["tools"]["routes"] == ["10.0.0.0/8", "172.16.0.0/12"]
    assert inputs["propagations"]["yard"] == ["workloads", "services", "offices"]
    assert inputs["route_tables"]["workloads"]["routes"] == {"0.0.0.0/0": {"attachment": "egress"}} | {
        cidr: {"blackhole": True} for cidr in ("10.44.0.0/16", "100.64.8.0/22", "10.45.0.0/16")
    }


def resiliency(spec: DirectConnectSpec) -> dict[str, str]:
    """By site, the level that its virtual interfaces to the Direct Connect gateway come to."""
    links = spec.direct_connect
    return {
        site: level(devices({carrier(links, links.virtual_interfaces[key].connection) for key in to[""]}))
        for site, to in ways(spec).items()
    }


def test_the_direct_connect_sample_holds_what_its_comments_say() -> None:
    spec = load(sample("direct-connect")).spec
    assert isinstance(spec, DirectConnect)
    links = spec.direct_connect
    assert resiliency(spec) == {"campus": "high", "depot": "high"}
    assert [key for key, each in links.connections.items() if each.with_macsec] == ["south"]
    assert all(interface.sitelink and not interface.vpc for interface in links.virtual_interfaces.values())
    assert preference(spec, "campus") == [["campus-north"], ["campus-south"]]
    assert preference(spec, "depot") == [["depot-north", "depot-south"]]
    assert links.macsec_keys["south/next"].secret_arn is None
    assert spec.alarms.period_seconds * spec.alarms.evaluation_periods == 600

    here, west, ledger = calls(spec)
    assert list(here.inputs["vpcs"]) == ["orders", "ledger"]
    assert here.inputs["vpcs"]["orders"]["allowed_prefixes"] == [*spec.vpcs["orders"].cidrs[:1], "2001:db8:44::/56"]
    assert "route_tables" not in here.inputs["vpcs"]["ledger"]
    assert (west.region, list(west.inputs["vpcs"])) == ("eu-west-3", ["west"])
    assert (ledger.account, list(ledger.inputs["vpcs"])) == ("444455556666", ["ledger"])
    assert "route_tables" in ledger.inputs["vpcs"]["ledger"]


def test_the_transit_gateway_direct_connect_sample_holds_what_its_comments_say() -> None:
    text = sample("transit-gateway-direct-connect").read_text()
    spec = load(sample("transit-gateway-direct-connect")).spec
    assert isinstance(spec, TransitGatewayDirectConnect)
    inputs = tfvars(spec)
    links = spec.direct_connect
    assert resiliency(spec) == {"hub": "high", "mill": "high"}
    assert preference(spec, "hub") == [["hub-north"], ["hub-south"]]
    assert preference(spec, "mill") == [["mill-south"], ["mill-north"]]
    assert [key for key, each in links.connections.items() if each.with_macsec] == ["north"]
    assert {interface.mtu for interface in links.virtual_interfaces.values()} == {8500}
    assert not any(interface.sitelink for interface in links.virtual_interfaces.values())
    assert inputs["vpcs"]["orders"]["routes"] == ["0.0.0.0/0"]
    assert inputs["vpcs"]["tools"]["routes"] == ["10.44.0.0/16", "172.26.0.0/16", "172.28.16.0/22"]
    assert inputs["associations"]["hub"] == inputs["associations"]["mill"] == "offices"
    assert inputs["propagations"]["hub"] == ["production", "services"]

    prefixes = "    allowed_prefixes: [10.44.0.0/15, 10.46.0.0/16]\n"
    left_out = check(parsed(text.replace(prefixes, ""), "sample"), "sample").spec
    assert tfvars(left_out)["direct_connect"]["gateway"]["allowed_prefixes"] == [
        *spec.vpcs["orders"].cidrs,
        *spec.vpcs["tools"].cidrs,
    ]


@each_pattern
def test_what_a_sample_calls_a_default_is_one(pattern: str, tmp_path: Path) -> None:
    lines = sample(pattern).read_text().splitlines()
    shorter = [line for line in lines if "(default)" not in line or line.startswith("#")]
    assert len(shorter) <= len(lines) - 2
    (tmp_path / "shorter.yaml").write_text("\n".join(shorter))
    assert load(tmp_path / "shorter.yaml").spec.model_dump() == load(sample(pattern)).spec.model_dump()


def test_the_pages_are_fresh() -> None:
    assert run("--check") == (0, "", "")


def test_a_changed_page_is_stale_until_it_is_written_again(tmp_path: Path) -> None:
    def stale(*pages: Path) -> str:
        return "".join(f"{page}: is stale; run python tools/spec_reference.py\n" for page in pages)

    folder = tmp_path / "spec"
    one, other, *_ = pages = [folder / f"{pattern}.md" for pattern in PATTERNS]
    assert run("--check", "--folder", folder) == (1, "", stale(*pages))
    assert not folder.exists()
    shutil.copytree(PAGES, folder)
    one.write_text(one.read_text().replace("28800", "28801", 1))
    assert run("--check", "--folder", folder) == (1, "", stale(one))
    assert run("--folder", folder) == (0, f"wrote {one}\n", "")
    assert one.read_text() == (PAGES / one.name).read_text()
    assert one.stat().st_mode & 0o777 == 0o644
    assert run("--folder", folder) == (0, "", "")  # nothing left to write
    other.unlink()
    assert run("--folder", folder) == (0, f"wrote {other}\n", "")


@each_pattern
def test_every_key_of_every_model_has_a_row(pattern: str) -> None:
    spec: type[Spec] = PATTERNS[pattern]
    keys = Counter(key for model in set(models(spec)) for key in model.model_fields)
    rows = Counter(re.findall(r"^\| `(\w+)` \|", document(pattern), re.MULTILINE))
    assert len(keys) > 40
    assert rows == keys


@each_pattern
def test_every_row_says_type_default_and_meaning(pattern: str) -> None:
    rows = [line for line in document(pattern).splitlines() if line.startswith("| `")]
    for row in rows:
        cells = re.split(r" (?<!\\)\| ", row.strip("| "))
        assert len(cells) == 4, row
        assert all(cells), row


@each_pattern
def test_links_lead_to_headings_and_files(pattern: str) -> None:
    text = document(pattern)
    headings = {re.sub(r"[^\w -]", "", h.lower()) for h in re.findall(r"^## (.+)$", text, re.MULTILINE)}
    links = re.findall(r"\]\(#([^)]*)\)", text)
    assert len(links) >= 8
    assert set(links) <= headings
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert (PAGES / target).is_file()


@pytest.mark.parametrize(
    ("pattern", "row"),
    [
        ("managed-vpn", "| `pattern` | `managed-vpn` | **needed** | "),
        ("managed-vpn", "| `sites` | for each `<name>`: the keys of [`sites.<name>`](#sitesname) | **needed** | "),
        ("managed-vpn", "| `cidrs` | list of text | **needed** | "),
        ("managed-vpn", "| `attach` | true or false | not set | "),
        ("managed-vpn", "| `routing` | one of `bgp`, `static` | `bgp` | "),
        ("managed-vpn", "| `prepend` | whole number | `0` | A fact nobody here sets: "),
        ("managed-vpn", "Used for path order. No input of the module. |"),
        ("managed-vpn", "| `ike_versions` | list of any of `ikev1`, `ikev2` | `[ikev2]` | IKE versions"),
        ("managed-vpn", "| `ike_versions` | list of any of `ikev1`, `ikev2` | inherited | IKE versions"),
        ("managed-vpn", "| `phase1_dh_group_numbers` | list of whole numbers | `[19, 20, 21, 14]` | "),
        ("managed-vpn", "| `inside_cidrs` | for each `<device>`: list of text | `{}` | "),
        ("managed-vpn", "| `sns_topic_arns` | list (at most 5) of text | `[]` | "),
        ("managed-vpn", "| `logging` | the keys of [`logging`](#logging) | those of its keys | "),
        ("transit-gateway-vpn", "| `pattern` | `transit-gateway-vpn` | **needed** | "),
        ("transit-gateway-vpn", "| `sites` | for each `<name>`: the keys of [`sites.<name>`](#sitesname) | `{}` | "),
        (
            "transit-gateway-vpn",
            "| `flow_logs` | the keys of [`flow_logs`](#flow_logs) | those of its keys | Flow logs",
        ),
        ("transit-gateway-vpn", "| `inside_ipv6_cidrs` | for each `<device>`: list of text | `{}` | "),
        (
            "direct-connect",
            "| `gateway` | the keys of [`direct_connect.gateway`](#direct_connectgateway) | not set | The Direct",
        ),
        ("direct-connect", "## `direct_connect.gateway`\n"),
        (
            "direct-connect",
            "| `macsec_keys` | for each `<connection>[/<key>]`: the keys of "
            "[`direct_connect.macsec_keys.<connection>[/<key>]`](#direct_connectmacsec_keysconnectionkey) | `{}` | ",
        ),
        ("direct-connect", "| `light_level_dbm` | number | `-14.4` | "),
        ("direct-connect", "| `mtu` | one of `1500`, `9001` | `1500` | "),
        ("transit-gateway-direct-connect", "| `mtu` | one of `1500`, `8500` | `1500` | "),
        (
            "transit-gateway-direct-connect",
            "| `gateway` | the keys of [`direct_connect.gateway`](#direct_connectgateway) | **needed** | The Direct",
        ),
    ],
)
def test_types_and_defaults_in_words(pattern: str, row: str) -> None:
    assert row in document(pattern)
