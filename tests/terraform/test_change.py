"""What changes when inputs change, told by the real Terraform over a state that no cloud has given."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tieline.terraform import provider_cache
from tieline.terraform.case import Case
from tieline.terraform.change import Change, ChangeOutcome, plan_changes
from tieline.terraform.invention import invent
from tieline.terraform.plan import ABSENT, SENSITIVE, UNKNOWN
from tieline.terraform.runner import Terraform

# Lists from typed variables, typed nulls, sets and maps are what a guess at a dynamic value's type would get wrong.
MODULE = """\
variable "trigger" {
  type    = list(string)
  default = ["one"]
}
variable "settings" {
  type    = object({ note = optional(string), ports = set(number), names = map(string) })
  default = { ports = [443, 80], names = { a = "b" } }
}
variable "keys" {
  type    = map(string)
  default = { "left/1" = "l", "right.2" = "r" }
}
variable "copies" {
  type    = number
  default = 2
}
variable "any" {
  type    = any
  default = null
}
variable "size" {
  type    = number
  default = 4
  validation {
    condition     = var.size != 13
    error_message = "size: 13 is unlucky; take 12."
  }
}
variable "secret" {
  type      = string
  default   = "correct-horse-battery"
  sensitive = true
}
resource "terraform_data" "root" {
  input            = var.settings
  triggers_replace = var.trigger
}
resource "terraform_data" "each" {
  for_each = var.keys
  input    = { text = each.value, root = terraform_data.root.id, list = [terraform_data.root.output.ports] }
}
resource "terraform_data" "counted" {
  count            = var.copies
  triggers_replace = terraform_data.each["left/1"].id
}
resource "terraform_data" "secret" {
  input = { list = [var.secret], size = var.size, any = var.any }
}
resource "terraform_data" "copied" {
  input = nonsensitive("a copy of ${var.secret}")
}
resource "terraform_data" "triggered" {
  lifecycle { replace_triggered_by = [terraform_data.secret] }
}
module "inner" {
  source   = "./inner"
  for_each = { (var.size) = true }
  id       = terraform_data.root.id
}
output "secret" {
  value     = var.secret
  sensitive = true
}
"""
INNER = """\
variable "id" { type = string }
resource "terraform_data" "this" { triggers_replace = [var.id] }
"""
SECRET = "correct-horse-battery"


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("module")
    (folder / "main.tf").write_text(MODULE)
    (folder / "inner").mkdir()
    (folder / "inner" / "main.tf").write_text(INNER)
    return folder


def broken(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "main.tf").write_text(text)
    return folder


@pytest.fixture(scope="module")
def outcomes(module: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, ChangeOutcome]:
    """All changes of this file, planned at once."""
    other = tmp_path_factory.mktemp("others")
    empty = broken(other / "empty", 'variable "x" { default = 1 }\noutput "x" { value = var.x }\n')
    clock = broken(other / "clock", 'resource "terraform_data" "now" { input = timestamp() }\n')
    kept = 'resource "terraform_data" "kept" {\n  input = "x"\n}\n'
    version_1 = broken(other / "version-1", kept.replace("kept", "old") + 'resource "terraform_data" "gone" {}\n')
    moved = "moved {\n  from = terraform_data.old\n  to   = terraform_data.kept\n}\n"
    forgotten = "removed {\n  from = terraform_data.gone\n  lifecycle { destroy = false }\n}\n"
    version_2 = broken(other / "version-2", kept + moved + forgotten)
    reading = broken(
        other / "reading",
        'resource "terraform_data" "file" { input = "nowhere" }\ndata "terraform_remote_state" "own" {\n'
        '  backend = "local"\n  config  = { path = terraform_data.file.id }\n}\n',
    )
    locked = broken(
        other / "locked",
        'variable "t" {}\nresource "terraform_data" "locked" {\n'
        "  triggers_replace = var.t\n  lifecycle { prevent_destroy = true }\n}\n",
    )

    def case(**inputs: Any) -> Case:
        return Case(module, inputs)

    changes = {
        "nothing": (case(), case()),
        "trigger": (case(), case(trigger=["two"])),
        "settings": (case(), case(settings={"note": "n", "ports": [80, 443], "names": {"a": "c"}})),
        "less": (case(), case(keys={"left/1": "l"}, copies=1)),
        "more": (case(keys={"left/1": "l"}, copies=1), case()),
        "secret": (case(), case(secret="staple-battery-horse")),
        "number": (case(any=1), case(any=True)),
        "inner": (case(), case(size=5)),
        "refused after": (case(), case(size=13)),
        "refused before": (case(size=13), case()),
        "no such input": (case(), case(nonsense=1)),
        "no resources": (Case(empty, {}), Case(empty, {"x": 2})),
        "clock": (Case(clock, {}), Case(clock, {})),
        "versions": (Case(version_1, {}), Case(version_2, {})),
        "reading": (Case(reading, {}), Case(reading, {})),
        "locked": (Case(locked, {"t": 1}), Case(locked, {"t": 2})),
    }
    return dict(zip(changes, plan_changes(list(changes.values()), None), strict=True))


def changed(outcome: ChangeOutcome) -> Change:
    assert outcome.change is not None, outcome.errors
    return outcome.change


ALL = [
    'module.inner["4"].terraform_data.this',
    "terraform_data.copied",
    "terraform_data.counted[0]",
    "terraform_data.counted[1]",
    'terraform_data.each["left/1"]',
    'terraform_data.each["right.2"]',
    "terraform_data.root",
    "terraform_data.secret",
    "terraform_data.triggered",
]


def test_what_does_not_change_is_left_alone(outcomes: dict[str, ChangeOutcome]) -> None:
    change = changed(outcomes["nothing"])
    assert change.actions == {}
    assert change.unchanged == ALL
    assert repr(change) == "nothing changes\n(9 unchanged)"


def test_a_replacement_says_what_forces_it_and_what_follows(outcomes: dict[str, ChangeOutcome]) -> None:
    change = changed(outcomes["trigger"])
    assert change.replaced == ['module.inner["4"].terraform_data.this', "terraform_data.root"]
    assert change.updated == ['terraform_data.each["left/1"]', 'terraform_data.each["right.2"]']
    assert change["terraform_data.root"].forced_by == ("triggers_replace",)
    assert change["terraform_data.root"]["triggers_replace"] == (["one"], ["two"])
    assert list(change["terraform_data.root"].changed) == ["output", "triggers_replace"]
    # The new id is known to nobody, and neither was the old one.
    assert change['terraform_data.each["left/1"]']["input.root"] == (UNKNOWN, UNKNOWN)
    assert change['module.inner["4"].terraform_data.this']["triggers_replace"] == ([UNKNOWN], [UNKNOWN])


def test_an_update_tells_the_values_that_differ(outcomes: dict[str, ChangeOutcome]) -> None:
    change = changed(outcomes["settings"])
    assert change["terraform_data.root"].action == "update"
    assert change["terraform_data.root"].changed == {
        "input.names.a": ("b", "c"),
        "input.note": (ABSENT, "n"),
        "output": ({"note": ABSENT, "ports": [80, 443], "names": {"a": "b"}}, UNKNOWN),
    }


def test_keys_and_indexes(outcomes: dict[str, ChangeOutcome]) -> None:
    wanted = ["terraform_data.counted[1]", 'terraform_data.each["right.2"]']
    less, more = changed(outcomes["less"]), changed(outcomes["more"])
    assert (less.deleted, list(less.actions)) == (wanted, wanted)
    assert (more.created, list(more.actions)) == (wanted, wanted)


def test_sensitive_values_do_not_show(outcomes: dict[str, ChangeOutcome]) -> None:
    change = changed(outcomes["secret"])
    assert change["terraform_data.secret"]["input.list"] == ([SENSITIVE], [SENSITIVE])
    assert change["terraform_data.copied"]["input"] == (SENSITIVE, SENSITIVE)
    assert change["terraform_data.triggered"].forced_by == ("replace_triggered_by",)
    text = repr(outcomes)
    assert "correct-horse" not in text
    assert "staple" not in text


def test_one_is_not_true(outcomes: dict[str, ChangeOutcome]) -> None:
    before, after = changed(outcomes["number"])["terraform_data.secret"]["input.any"]
    assert (before, type(after)) == (1, bool)


def test_instances_of_a_module(outcomes: dict[str, ChangeOutcome]) -> None:
    change = changed(outcomes["inner"])
    assert change.created == ['module.inner["5"].terraform_data.this']
    assert change.deleted == ['module.inner["4"].terraform_data.this']


@pytest.mark.parametrize(
    ("name", "side", "message"),
    [
        ("refused after", "after", "size: 13 is unlucky; take 12."),
        ("refused before", "before", "size: 13 is unlucky; take 12."),
        ("no such input", "after", 'An argument named "nonsense" is not expected here.'),
        ("clock", "before", "update terraform_data.now. What a change does cannot be told"),
        ("reading", "before", "a data source that looks for what its own module makes does not find it"),
        ("locked", "after", "lifecycle.prevent_destroy"),
    ],
)
def test_a_refused_case_has_its_errors(outcomes: dict[str, ChangeOutcome], name: str, side: str, message: str) -> None:
    outcome = outcomes[name]
    assert (outcome.change, outcome.refused) == (None, side)
    assert [message in error.detail for error in outcome.errors] == [True]
    assert "case_" not in str([str(error) for error in outcome.errors])


def test_a_module_without_resources(outcomes: dict[str, ChangeOutcome]) -> None:
    assert changed(outcomes["no resources"]).resources == {}


def test_two_versions_of_a_module(outcomes: dict[str, ChangeOutcome]) -> None:
    change = changed(outcomes["versions"])
    assert change.actions == {"terraform_data.gone": "forget"}
    assert change.unchanged == ["terraform_data.kept"]


def test_a_wrong_address_or_path_names_the_nearest(outcomes: dict[str, ChangeOutcome]) -> None:
    change = changed(outcomes["settings"])
    assert "terraform_data.root" in change
    with pytest.raises(KeyError, match=r"nothing is at terraform_data.roof, before or after; the nearest is"):
        change["terraform_data.roof"]
    with pytest.raises(KeyError, match=r"input.nose of terraform_data.root does not change; the nearest is input.note"):
        change["terraform_data.root"]["input.nose"]


def test_a_broken_module_spoils_no_other_change(module: Path, tmp_path: Path) -> None:
    torn = broken(tmp_path / "torn", 'resource "terraform_data" "x" {\n')
    sound = (Case(module, {}), Case(module, {"copies": 3}))
    first, second, third = plan_changes([sound, (Case(torn, {}), Case(torn, {})), sound], None)
    assert (second.change, second.refused) == (None, "before")
    assert "Unclosed configuration block" in str(second.errors)
    assert changed(first).created == changed(third).created == ["terraform_data.counted[2]"]


def test_changes_share_their_plans(module: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """However many there are, Terraform plans three times; the types of the resources are asked for once."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    commands: list[str] = []
    real = Terraform.cmd

    def counted(self: Terraform, cmd: str, *args: Any, **options: Any) -> Any:
        commands.append(cmd)
        return real(self, cmd, *args, **options)

    monkeypatch.setattr(Terraform, "cmd", counted)
    changes: Sequence[tuple[Case, Case]] = [(Case(module, {"copies": n}), Case(module, {"copies": 1})) for n in (2, 3)]
    for schemas in (1, 0):
        commands.clear()
        assert [len(changed(outcome).deleted) for outcome in plan_changes(changes, None)] == [1, 2]
        expected = {"init": 1, "plan": 3, "show": 3, "providers schema": schemas}
        assert {command: commands.count(command) for command in expected} == expected
    cache = provider_cache.folder()
    assert cache is not None
    assert [file.suffix for file in (cache.parent / "types").rglob("*") if file.is_file()] == [".json"]


@pytest.mark.parametrize(
    ("wanted", "resource", "name", "form"),
    [
        ("string", "aws_vpn_gateway", "id", r"vgw-[0-9a-f]{17}"),
        ("string", "aws_vpn_connection", "transit_gateway_attachment_id", r"tgw-attach-[0-9a-f]{17}"),
        ("string", "aws_dx_gateway", "id", r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
        ("string", "aws_vpc", "owner_id", r"[0-9]{12}"),
        (
            "string",
            "aws_cloudwatch_log_group",
            "arn",
            r"arn:aws:logs:us-east-1:[0-9]{12}:cloudwatch-log-group/[0-9a-f]{17}",
        ),
        ("string", "aws_vpn_connection", "tunnel1_address", r"198\.18\.\d+\.\d+"),
        ("string", "aws_vpn_connection", "tunnel1_inside_cidr", r"169\.254\.\d+\.\d+/30"),
        ("string", "aws_vpn_connection", "tunnel1_bgp_asn", r"64512"),
        ("number", "aws_vpn_connection", "tunnel1_bgp_holdtime", r"[1-9]\d*"),
        ("bool", "aws_vpc", "x", r"False"),
        (["map", "string"], "aws_vpc", "tags_all", r"\{\}"),
        (["set", ["object", {"subnet_id": "string"}]], "aws_vpc", "x", r"\[\{'subnet_id': 'subnet-[0-9a-f]{17}'\}\]"),
    ],
)
def test_inventions_have_the_form_of_what_they_stand_for(wanted: Any, resource: str, name: str, form: str) -> None:
    invented = invent(wanted, resource, (name,), "one")
    assert re.fullmatch(form, str(invented))
    assert invented == invent(wanted, resource, (name,), "one")


def test_inventions_for_different_resources_differ() -> None:
    assert invent("string", "aws_vpc", ("id",), "one") != invent("string", "aws_vpc", ("id",), "two")
