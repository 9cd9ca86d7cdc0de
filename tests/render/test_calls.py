"""A spec over Regions and accounts: a call of the module for each, root modules of their own for other accounts."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from tieline.errors import InvalidInput
from tieline.localstack.server import Server
from tieline.render import Call, RenderedFile, calls, composition, root_module
from tieline.render.calls import DX_GATEWAY_VARIABLE
from tieline.render.files import drift, local_source, write
from tieline.render.hcl import Expression
from tieline.shipped import modules_folder
from tieline.spec import DirectConnect, Spec, load
from tieline.spec.document import Document
from tieline.spec.loading import check
from tieline.terraform import binary
from tieline.terraform.batch import plan_cases
from tieline.terraform.case import Case, Outcome
from tieline.terraform.plan import SENSITIVE, UNKNOWN, Plan
from tieline.verify import landscape

SPECS = ROOT / "tests" / "intent" / "specs"
DX_GATEWAY = "1234abcd-12ab-34cd-56ef-1234567890ab"
THEIRS = "444455556666"


def spec(name: str = "lines") -> Spec:
    return load(SPECS / f"{name}.yaml").spec


def with_vpcs(**vpcs: object) -> DirectConnect:
    """The spec lines with other VPCs, and no virtual interface that leads straight to one."""
    said = spec().model_dump(exclude_unset=True)
    for straight in ("lab-north", "lab-south"):
        del said["direct_connect"]["virtual_interfaces"][straight]
        del said["sites"]["campus"]["virtual_interfaces"][straight]
    found = check(Document(said | {"vpcs": vpcs}, {}), "spec.yaml").spec
    assert isinstance(found, DirectConnect)
    return found


def vpc(number: int, **more: object) -> dict[str, object]:
    return {"id": f"vpc-{number:08x}", "cidrs": [f"10.{number}.0.0/16"]} | more


def texts(of: Spec, source: str | None = "./modules") -> dict[str, str]:
    return {file.name: file.text for file in root_module(of, "spec.yaml", source)}


def told(made: list[Call]) -> list[tuple[str, str, str | None, list[str]]]:
    return [(call.label, call.region, call.account, list(call.inputs["vpcs"])) for call in made]


def test_there_is_a_call_for_each_account_and_region() -> None:
    own = [
        ("lines", "eu-north-1", None, ["shop", "lab", "bank", "hall", "orders"]),
        ("lines_eu_west_3", "eu-west-3", None, ["far", "vault", "stock"]),
    ]
    assert told(calls(spec())) == [
        *own,
        ("lines", "eu-north-1", THEIRS, ["orders"]),
        ("lines_eu_west_3", "eu-west-3", THEIRS, ["vault", "stock"]),
    ]
    assert told(calls(spec(), together=True)) == [
        *own,
        (f"lines_account_{THEIRS}", "eu-north-1", THEIRS, ["orders"]),
        (f"lines_account_{THEIRS}_eu_west_3", "eu-west-3", THEIRS, ["vault", "stock"]),
    ]


@pytest.mark.parametrize("name", ["lines-straight", "trunk", "trunk-participant", "created"])
def test_what_is_in_one_place_is_one_call(name: str) -> None:
    [call] = calls(spec(name))
    assert (call.region, call.account, calls(spec(name), together=True)) == ("eu-north-1", None, [call])


def test_a_call_takes_what_is_its_own() -> None:
    main, far, account, account_far = calls(spec())
    assert main.inputs.keys() == {"name", "tags", "vpcs", "sites", "alarms", "direct_connect"}
    assert main.inputs["direct_connect"].keys() == {
        "gateway", "connections", "hosted_connections", "lags", "macsec_keys", "virtual_interfaces",
    }  # fmt: skip
    assert main.inputs["sites"]["campus"]["virtual_interfaces"]["south"] == {}  # facts about routers are not inputs
    assert "aws_device" not in str(main.inputs)
    sites = {"campus": {"cidrs": ["172.26.0.0/16"], "asn": 65142}, "plant": {"cidrs": ["172.27.0.0/16"], "asn": 65143}}
    for call in (far, account, account_far):
        assert call.inputs.keys() == {"name", "tags", "vpcs", "sites", "direct_connect"}
        assert call.inputs["sites"] == sites
        assert call.inputs["direct_connect"].keys() == {"gateway"}
    proposal = "1234abcd-12ab-34cd-56ef-1234567890ab"
    orders = {"id": "vpc-1af11bb22cc33dd44", "cidrs": ["10.55.0.0/16"]}
    tables = {"route_tables": {"private-a": "rtb-0af11bb22cc33dd44"}}
    assert main.inputs["vpcs"]["orders"] == orders | {"account": THEIRS, "proposal_id": proposal}
    assert account.inputs["vpcs"] == {"orders": orders | tables}
    assert far.inputs["vpcs"]["stock"]["account"] == THEIRS
    assert account_far.inputs["vpcs"]["stock"] == {"id": "vpc-1ba11bb22cc33dd44", "cidrs": ["10.56.0.0/16"]}
    assert "account" not in main.inputs["vpcs"]["lab"]  # it is ours, and the spec says so


def gateways(of: Spec, *, together: bool = False) -> list[dict[str, Any]]:
    return [call.inputs["direct_connect"]["gateway"] for call in calls(of, together=together)[1:]]


def test_the_gateway_that_is_made_is_given_to_the_other_calls() -> None:
    made = Expression("module.lines.direct_connect_gateway.id")
    asked = Expression("var.dx_gateway_id")
    ours = {"account": "111122223333"}
    assert gateways(spec()) == [
        {"id": made, "asn": 64803},
        {"id": asked, "asn": 64803} | ours,
        {"id": asked, "asn": 64803} | ours,
    ]
    assert gateways(spec(), together=True) == [
        {"id": made, "asn": 64803},
        {"id": made, "asn": 64803} | ours,
        {"id": made, "asn": 64803} | ours,
    ]
    assert gateways(spec("lines-adopted")) == [{"id": DX_GATEWAY}]
    assert gateways(spec("lines-participant")) == [{"id": DX_GATEWAY, "account": "111122223333"}]


def test_a_site_whose_virtual_interfaces_lead_straight_is_none_of_other_calls() -> None:
    said = spec().model_dump(exclude_unset=True)
    interfaces = said["direct_connect"]["virtual_interfaces"]
    for key in said["sites"]["campus"]["virtual_interfaces"]:
        interfaces[key].pop("sitelink", None)
        interfaces[key]["vpc"] = "lab"
    found = check(Document(said, {}), "spec.yaml").spec
    assert [list(call.inputs["sites"]) for call in calls(found)] == [["campus", "plant"], *[["plant"]] * 3]


def blocks(text: str, kind: str) -> list[str]:
    return re.findall(rf'^{kind} ("[^"]+") {{', text, re.MULTILINE)


def test_another_account_has_a_root_module_of_its_own() -> None:
    files = texts(spec())
    names = ["main.tf", "outputs.tf", "variables.tf", "versions.tf"]
    assert list(files) == [*names, *(f"accounts/{THEIRS}/{name}" for name in names)]
    ours, theirs = files["main.tf"], files[f"accounts/{THEIRS}/main.tf"]
    for text in (ours, theirs):
        assert blocks(text, "module") == ['"lines"', '"lines_eu_west_3"']
        assert 'provider "aws" {\n  alias  = "eu_west_3"\n  region = "eu-west-3"\n}\n' in text
        assert text.count("providers = { aws = aws.eu_west_3 }") == 1
    assert 'source = "./modules/direct-connect"' in ours
    assert 'source = "../../modules/direct-connect"' in theirs
    assert blocks(files["variables.tf"], "variable") == ['"bgp_auth_keys"', '"macsec_ckn"', '"macsec_cak"']
    assert blocks(files[f"accounts/{THEIRS}/variables.tf"], "variable") == [f'"{DX_GATEWAY_VARIABLE}"']
    assert "macsec_cak    = var.macsec_cak" in ours
    assert "var.macsec" not in theirs
    assert "var.bgp" not in theirs
    merged = "merge(module.lines.{0}, module.lines_eu_west_3.{0})"
    assert f"value       = {merged.format('associations')}" in files["outputs.tf"]
    assert blocks(files[f"accounts/{THEIRS}/outputs.tf"], "output") == ['"proposals"', '"vpn_gateways"']
    assert f"value       = {merged.format('proposals')}" in files[f"accounts/{THEIRS}/outputs.tf"]


def test_modules_of_a_registry_or_an_absolute_folder_are_seen_the_same_from_an_account() -> None:
    for source, seen in (
        (None, "tieline/hybrid-connectivity/aws//modules/direct-connect"),
        ("/opt/tieline", "/opt/tieline/direct-connect"),
    ):
        files = texts(spec(), source)
        assert f'"{seen}"' in files["main.tf"]
        assert f'"{seen}"' in files[f"accounts/{THEIRS}/main.tf"]


def test_an_account_in_another_region_alone_has_that_region() -> None:
    files = texts(with_vpcs(shop=vpc(44), stock=vpc(45, region="eu-west-3", account=THEIRS)))
    theirs = files[f"accounts/{THEIRS}/main.tf"]
    assert re.findall(r'region = "([^"]+)"', theirs) == ["eu-west-3"]
    assert "alias" not in theirs
    assert "providers" not in theirs
    assert "value       = module.lines_eu_west_3.proposals" in files[f"accounts/{THEIRS}/outputs.tf"]


def test_several_accounts_have_a_root_module_each() -> None:
    other = "777788889999"
    files = texts(with_vpcs(shop=vpc(44), a=vpc(45, account=THEIRS), b=vpc(46, account=other)))
    assert {name.split("/")[1] for name in files if name.startswith("accounts/")} == {THEIRS, other}
    assert "vpc-0000002e" not in files[f"accounts/{THEIRS}/main.tf"]
    assert "vpc-0000002e" in files[f"accounts/{other}/main.tf"]


def test_an_adopted_gateway_is_not_asked_for() -> None:
    said = with_vpcs(shop=vpc(44), a=vpc(45, account=THEIRS)).model_dump(exclude_unset=True)
    said["direct_connect"]["gateway"] = {"id": DX_GATEWAY}
    files = texts(check(Document(said, {}), "spec.yaml").spec)
    assert f"accounts/{THEIRS}/variables.tf" not in files
    assert f'id = "{DX_GATEWAY}"' in files[f"accounts/{THEIRS}/main.tf"]


@pytest.mark.parametrize(
    ("name", "variables"),
    [
        ("lines-adopted", ['"bgp_auth_keys"']),
        ("lines-participant", []),
        ("trunk", ['"bgp_auth_keys"', '"macsec_ckn"', '"macsec_cak"']),
        ("trunk-participant", []),
    ],
)
def test_secrets_are_asked_for_where_something_has_them(name: str, variables: list[str]) -> None:
    assert blocks(texts(spec(name)).get("variables.tf", ""), "variable") == variables


def test_keys_that_are_all_referred_to_ask_for_none() -> None:
    said = spec("trunk").model_dump(exclude_unset=True)
    del said["direct_connect"]["macsec_keys"]["north-1"]
    assert blocks(texts(check(Document(said, {}), "s").spec)["variables.tf"], "variable") == ['"bgp_auth_keys"']


def test_the_composition_is_one_module_without_providers() -> None:
    text = composition(spec(), "../modules")
    assert blocks(text, "provider") == []
    assert "configuration_aliases = [aws.eu_west_3]" in text
    labels = ["lines", "lines_eu_west_3", f"lines_account_{THEIRS}", f"lines_account_{THEIRS}_eu_west_3"]
    assert blocks(text, "module") == [f'"{label}"' for label in labels]
    assert text.count('source = "../modules/direct-connect"') == 4
    assert text.count("providers = { aws = aws.eu_west_3 }") == 2
    assert blocks(text, "variable") == ['"bgp_auth_keys"', '"macsec_ckn"', '"macsec_cak"']
    assert f"merge({', '.join(f'module.{label}.vpn_gateways' for label in labels)})" in text
    assert "configuration_aliases" not in composition(with_vpcs(shop=vpc(44), a=vpc(45, account=THEIRS)), "m")


@pytest.mark.parametrize("name", ["lines", "lines-participant", "trunk", "trunk-participant"])
def test_what_is_rendered_is_the_same_every_time_and_formatted(name: str, tmp_path: Path) -> None:
    files = root_module(spec(name), "spec.yaml")
    assert files == root_module(spec(name), "spec.yaml")
    together = RenderedFile("together/main.tf", composition(spec(name), "../modules"))
    write([*files, together], tmp_path)
    command = [*binary.find().command, "fmt", "-recursive", "-diff", "-check", str(tmp_path)]
    assert subprocess.run(command, capture_output=True, text=True, check=False).stdout == ""


# Files, all or none, in folders too.


def contents(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()}


def listed(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_root_module_of_an_account_is_written_compared_and_removed_with_it(tmp_path: Path) -> None:
    files = root_module(spec(), "spec.yaml")
    theirs = tmp_path / "accounts" / THEIRS
    write(files, tmp_path)
    assert drift(files, tmp_path) == []
    (theirs / "main.tf").unlink()
    (theirs / "outputs.tf").write_text("# Rendered by tieline, then edited\n")
    assert drift(files, tmp_path) == [
        f"{theirs / 'main.tf'} is missing",
        f"{theirs / 'outputs.tf'} is not as the spec renders",
    ]
    write(files, tmp_path)
    fewer = root_module(with_vpcs(shop=vpc(44)), "spec.yaml")
    gone = [f"{theirs / name} is left from before: the spec no longer renders it" for name in listed(theirs)]
    assert drift(fewer, tmp_path)[-4:] == gone
    write(fewer, tmp_path)
    assert drift(fewer, tmp_path) == []
    assert contents(tmp_path) == {file.name: file.text for file in fewer}
    assert not (tmp_path / "accounts").exists()


def test_what_others_keep_beside_it_stays(tmp_path: Path) -> None:
    theirs = tmp_path / "accounts" / THEIRS
    write(root_module(spec(), "spec.yaml"), tmp_path)
    (theirs / "backend.tf").write_text("# mine\n")
    (theirs / "variables.tf").write_text("# mine too\n")
    fewer = root_module(with_vpcs(shop=vpc(44)), "spec.yaml")
    write(fewer, tmp_path)
    assert drift(fewer, tmp_path) == []
    assert listed(theirs) == ["backend.tf", "variables.tf"]


def test_a_hand_written_file_of_an_account_is_never_lost(tmp_path: Path) -> None:
    mine = tmp_path / "accounts" / THEIRS / "main.tf"
    mine.parent.mkdir(parents=True)
    mine.write_text("# mine\n")
    assert f"{mine} was not rendered by tieline" in drift(root_module(spec(), "spec.yaml"), tmp_path)
    with pytest.raises(
        InvalidInput, match=r"accounts/444455556666/main.tf was not rendered by tieline and would be lost"
    ):
        write(root_module(spec(), "spec.yaml"), tmp_path)
    assert contents(tmp_path) == {f"accounts/{THEIRS}/main.tf": "# mine\n"}


@pytest.mark.parametrize("before", [True, False])
def test_files_in_folders_come_all_or_none(before: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if before:
        write(root_module(spec(), "spec.yaml", "../modules"), tmp_path)
    old, replace = contents(tmp_path), os.replace

    def fail_once(source: Path, target: Path) -> None:
        if target == tmp_path / "accounts" / THEIRS / "outputs.tf" and "kept" not in source.parts:
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", fail_once)  # a disk that is full at this very moment cannot be had
    with pytest.raises(InvalidInput, match=r"No space left on device.*nothing was changed"):
        write(root_module(spec(), "spec.yaml"), tmp_path)
    assert contents(tmp_path) == old
    assert (tmp_path / "accounts").exists() == before


def test_files_that_cannot_be_removed_leave_all_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root_module(spec(), "spec.yaml"), tmp_path)
    old, unlink = contents(tmp_path), Path.unlink

    def fail_once(path: Path, missing_ok: bool = False) -> None:
        if path == tmp_path / "accounts" / THEIRS / "outputs.tf":
            raise PermissionError(13, "Permission denied")
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", fail_once)
    with pytest.raises(InvalidInput, match=r"Permission denied.*nothing was changed"):
        write(root_module(with_vpcs(shop=vpc(44)), "spec.yaml"), tmp_path)
    assert contents(tmp_path) == old


# Planned for real.

KEYS = {
    "macsec_ckn": {"north/second": "0" * 64, "south": "1" * 64},
    "macsec_cak": {"north/second": "2" * 64, "south": "3" * 64},
}


@pytest.fixture(scope="module")
def planned(localstack: Server, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """The rendered roots of several specs, by their folder; all planned in one batch."""
    cases: dict[str, Case] = {}
    for name in ("lines", "lines-participant"):
        folder, of = tmp_path_factory.mktemp(name), spec(name)
        write(root_module(of, f"{name}.yaml", local_source(modules_folder(), of.pattern, folder)), folder)
        inputs = KEYS if name == "lines" else {}
        cases[name] = Case(folder, inputs, of.region, landscape(of))
        for account in folder.glob("accounts/*"):
            given = {DX_GATEWAY_VARIABLE: DX_GATEWAY}
            cases[f"{name}/{account.name}"] = Case(account, given, of.region, landscape(of))
    return dict(zip(cases, plan_cases(list(cases.values()), localstack), strict=True))


def plan_of(planned: dict[str, Outcome], name: str) -> Plan:
    outcome = planned[name]
    assert outcome.plan is not None, outcome.errors
    return outcome.plan


def made(plan: Plan, kind: str, attribute: str) -> dict[str, Any]:
    return {str(resource.key): resource[attribute] for resource in plan.of_type(kind)}


def test_our_root_accepts_what_the_other_account_has_proposed(planned: dict[str, Outcome]) -> None:
    plan = plan_of(planned, "lines")
    assert made(plan, "aws_dx_gateway_association", "dx_gateway_id").keys() == {
        "shop", "lab", "bank", "hall", "far", "orders", "vault",
    }  # fmt: skip
    assert plan.of_type("aws_dx_gateway_association_proposal") == []
    assert set(made(plan, "aws_dx_macsec_key_association", "cak")) == {"north/first", "north/second", "south"}
    assert made(plan, "aws_dx_macsec_key_association", "cak")["south"] is SENSITIVE
    assert plan.outputs["direct_connect_gateway"] == {"asn": 64803, "id": UNKNOWN}


def test_the_other_account_proposes_to_the_gateway_it_is_told(planned: dict[str, Outcome]) -> None:
    plan = plan_of(planned, f"lines/{THEIRS}")
    kind = "aws_dx_gateway_association_proposal"
    assert made(plan, kind, "dx_gateway_id") == dict.fromkeys(("orders", "vault", "stock"), DX_GATEWAY)
    assert set(made(plan, kind, "dx_gateway_owner_account_id").values()) == {"111122223333"}
    assert plan.outputs["proposals"].keys() == {"orders", "vault", "stock"}
    assert {resource.type for resource in plan.managed()} == {
        kind, "aws_vpn_gateway", "aws_vpn_gateway_attachment", "aws_vpn_gateway_route_propagation",
    }  # fmt: skip


def test_a_participant_proposes_from_both_its_regions(planned: dict[str, Outcome]) -> None:
    plan = plan_of(planned, "lines-participant")
    assert made(plan, "aws_dx_gateway_association_proposal", "associated_gateway_id") == {
        "shop": UNKNOWN,
        "far": "vgw-0ae11bb22cc33dd44",
    }
    assert {resource.module.split(".")[1] for resource in plan.managed()} == {"guest", "guest_eu_west_3"}
