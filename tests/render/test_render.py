"""A spec into tfvars and a root module: deterministic, formatted, all files or none."""

from __future__ import annotations

import copy
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tieline.errors import InvalidInput
from tieline.render import root_module, tfvars
from tieline.render.files import RenderedFile, drift, local_source, write
from tieline.render.hcl import Expression, attributes, quoted
from tieline.spec import Spec
from tieline.spec.document import Document
from tieline.spec.loading import check
from tieline.terraform import binary

SPEC: dict[str, Any] = {
    "pattern": "managed-vpn",
    "name": "harbour",
    "region": "eu-north-1",
    "tags": {"owner": "network ${team} %{if}", "quote": 'a "b" \\ c'},
    "vpcs": {"shop": {"id": "vpc-0aa11bb22cc33dd44", "cidrs": ["10.44.0.0/16"]}},
    "sites": {
        "hq": {
            "cidrs": ["192.168.40.0/22"],
            "asn": 65140,
            "devices": {
                "1-fw": {"ip_address": "198.51.100.41", "prepend": 2},
                "fw-2": {"ip_address": "198.51.100.42", "connections": 2},
            },
            "tunnels": {
                "inside_cidrs": {"1-fw": ["169.254.60.0/30", "169.254.60.4/30"]},
                "overrides": {"fw-2/1": {"startup_action": "start"}},
                "phase1_dh_group_numbers": [19, 20],
            },
        }
    },
}


def spec(**changes: Any) -> Spec:
    return check(Document(SPEC | changes, {}), "spec.yaml").spec


def terraform(*arguments: str, given: str | None = None, cwd: Path | None = None) -> str:
    done = subprocess.run(
        [*binary.find().command, *arguments], input=given, cwd=cwd, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_tfvars_hold_what_the_spec_says_and_no_more() -> None:
    expected = copy.deepcopy(SPEC)
    del expected["pattern"], expected["region"]
    del expected["sites"]["hq"]["devices"]["1-fw"]["prepend"]  # a fact, which no module takes
    worked_out = tfvars(spec())["sites"]["hq"]["tunnels"]["inside_cidrs"]["fw-2"]
    expected["sites"]["hq"]["tunnels"]["inside_cidrs"]["fw-2"] = worked_out
    assert tfvars(spec()) == expected
    assert len(set(worked_out)) == 4


def test_worked_out_inside_cidrs_stay_when_sites_and_connections_come() -> None:
    before = tfvars(spec())["sites"]["hq"]["tunnels"]["inside_cidrs"]["fw-2"]
    sites = copy.deepcopy(SPEC["sites"])
    sites["hq"]["devices"]["fw-2"]["connections"] = 3
    sites = {"a": {"cidrs": ["10.60.0.0/16"], "asn": 65141, "devices": {"r": {"ip_address": "198.51.100.61"}}}} | sites
    after = tfvars(spec(sites=sites))["sites"]["hq"]["tunnels"]["inside_cidrs"]["fw-2"]
    assert after[:4] == before


def test_the_root_module_is_the_same_every_time_and_formatted(tmp_path: Path) -> None:
    files = root_module(spec(), "spec.yaml")
    assert files == root_module(spec(), "spec.yaml")
    write(files, tmp_path)
    assert terraform("fmt", "-diff", "-check", str(tmp_path)) == ""


@pytest.mark.parametrize(
    "value",
    [
        {"a": 1, "bcd": True, "e": None, "f": "x"},
        {"a": {"b": {"c": 1}, "dd": 2}, "eee": [1, 2], "f-g": {"1": 2, "a b": 3}},
        {"a": {}, "bb": [], "ccc": {"d": [{"e": 1}, {"e": 2}]}, "x": 0.5},
        {"long": [f"10.{n}.0.0/16" for n in range(20)], "a": 1, "wide": {f"key{n}": "value" for n in range(9)}, "b": 2},
        {"for": {"for": 1, "x": {"null": 2}}, "null": 3, "true": 4, "false": 5},
        {"text": "tab\t nl\n cr\r nul\x00 bell\x07 ${x} %{y} $${z} é 🎉 \u2028"},
    ],
)
def test_hcl_is_what_terraform_fmt_leaves_and_reads_back_as_written(value: dict[str, Any], tmp_path: Path) -> None:
    text = f"locals {{\n{attributes({'value': value}, 2)}\n}}\n"
    (tmp_path / "main.tf").write_text(text)
    assert terraform("fmt", "-", given=text) == text
    told = terraform("console", given="jsonencode(local.value)\n", cwd=tmp_path)
    assert json.loads(json.loads(told)) == value


def test_an_expression_is_written_as_it_is() -> None:
    assert attributes({"keys": Expression("var.keys")}) == "keys = var.keys"


def test_quoted_text_is_inert() -> None:
    assert quoted('${a} %{b} "c" \\') == '"$${a} %%{b} \\"c\\" \\\\"'


def test_writing_leaves_other_files_alone_and_renders_again(tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text("mine")
    files = root_module(spec(), "spec.yaml")
    assert drift(files, tmp_path) == [f"{tmp_path / file.name} is missing" for file in files]
    write(files, tmp_path)
    write(files, tmp_path)
    assert drift(files, tmp_path) == []
    assert (tmp_path / "spec.yaml").read_text() == "mine"
    (tmp_path / "main.tf").write_text("# Rendered by tieline, then edited\n")
    assert drift(files, tmp_path) == [f"{tmp_path / 'main.tf'} is not as the spec renders"]
    write(files, tmp_path)
    assert drift(files, tmp_path) == []
    (tmp_path / "main.tf").write_text("mine")
    assert drift(files, tmp_path) == [f"{tmp_path / 'main.tf'} was not rendered by tieline"]
    write(root_module(spec(), "spec.yaml", "../modules"), tmp_path / "other")
    [told] = drift(files, tmp_path / "other")
    assert "its modules come from ../modules/managed-vpn, not tieline/hybrid-connectivity/aws//modules/" in told
    for file in files[1:]:
        (tmp_path / file.name).unlink()
    (tmp_path / "main.tf").unlink()
    shutil.rmtree(tmp_path / "other")
    write(files, tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(["spec.yaml", *(file.name for file in files)])


def test_a_hand_written_file_is_never_lost_and_nothing_half_written(tmp_path: Path) -> None:
    (tmp_path / "versions.tf").write_text("terraform {}\n")
    with pytest.raises(
        InvalidInput, match=r"versions.tf was not rendered by tieline and would be lost; nothing was written"
    ):
        write(root_module(spec(), "spec.yaml"), tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["versions.tf"]


def test_another_specs_root_module_is_never_lost(tmp_path: Path) -> None:
    write(root_module(spec(), "one.yaml"), tmp_path)
    before = (tmp_path / "main.tf").read_text()
    with pytest.raises(
        InvalidInput, match=r"main.tf was rendered from one.yaml and would be lost; nothing was written"
    ):
        write(root_module(spec(name="another"), "another.yaml"), tmp_path)
    told = drift(root_module(spec(name="another"), "another.yaml"), tmp_path)
    assert f"{tmp_path / 'main.tf'} was rendered from one.yaml" in told
    assert (tmp_path / "main.tf").read_text() == before


def test_a_site_may_be_called_for(tmp_path: Path) -> None:
    write(root_module(spec(sites={"for": SPEC["sites"]["hq"]}), "spec.yaml"), tmp_path)
    assert terraform("fmt", "-diff", "-check", str(tmp_path)) == ""


@pytest.mark.parametrize("before", [True, False])
def test_files_come_all_or_none(before: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if before:
        write(root_module(spec(name="before"), "spec.yaml"), tmp_path)
    old = {path.name: path.read_text() for path in tmp_path.iterdir()}
    replace = os.replace

    def fail_once(source: Path, target: Path) -> None:
        if target.name == "variables.tf" and source.parent.parent == tmp_path:
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", fail_once)  # a disk that is full at this very moment cannot be had
    with pytest.raises(InvalidInput, match=r"No space left on device.*nothing was changed"):
        write(root_module(spec(), "spec.yaml"), tmp_path)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == old


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(InvalidInput, match=r"out is a file; name a folder to write to"):
        write([RenderedFile("main.tf", "x")], tmp_path / "out")


@pytest.mark.parametrize(
    ("name", "label"), [("harbour", "harbour"), ("two-words", "two_words"), ("9-lives", "_9_lives")]
)
def test_the_module_label_is_a_terraform_name(name: str, label: str) -> None:
    main = root_module(spec(name=name), "spec.yaml")[0].text
    assert f'module "{label}" {{' in main


def test_the_source_is_the_registry_with_a_version_or_a_path() -> None:
    assert (
        'source  = "tieline/hybrid-connectivity/aws//modules/managed-vpn"\n  version = "~> 0.1.0"'
        in root_module(spec(), "s")[0].text
    )
    assert 'source = "../../modules/managed-vpn"\n\n' in root_module(spec(), "s", "../../modules/")[0].text


def test_a_local_source_is_seen_from_the_root_module_and_has_to_hold_the_module(tmp_path: Path) -> None:
    (tmp_path / "modules" / "managed-vpn").mkdir(parents=True)
    (tmp_path / "modules" / "managed-vpn" / "main.tf").touch()
    modules = tmp_path / "modules"
    assert local_source(modules, "managed-vpn", tmp_path / "a" / "b") == "../../modules"
    assert local_source(modules, "managed-vpn", tmp_path) == "./modules"
    for wrong in (tmp_path / "nowhere", modules / "managed-vpn"):
        with pytest.raises(
            InvalidInput, match=r"holds no module managed-vpn; name the folder that has managed-vpn/ in it"
        ):
            local_source(wrong, "managed-vpn", tmp_path)
