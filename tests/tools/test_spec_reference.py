"""docs/spec.md: its sample is a good spec, it is fresh, and it leaves no key out."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from spec_reference import DOCUMENT, SAMPLE, document
from tieline.spec import load
from tieline.spec.fields import Model

TOOL = Path(__file__).parents[2] / "tools" / "spec_reference.py"


def run(*options: object) -> tuple[int, str, str]:
    ended = subprocess.run([sys.executable, TOOL, *map(str, options)], capture_output=True, text=True, check=False)
    return ended.returncode, ended.stdout, ended.stderr


def narrowest(model: type[Model] = Model) -> Iterator[type[Model]]:
    """The models of a spec that no other model extends."""
    extended = [inner for inner in model.__subclasses__() if inner.__module__.startswith("tieline.spec.")]
    for inner in extended:
        yield from narrowest(inner)
    if not extended:
        yield model


def test_the_sample_is_accepted_without_a_notice() -> None:
    assert load(SAMPLE).notices == ()


def test_the_sample_holds_what_its_comments_say() -> None:
    spec = load(SAMPLE).spec
    quay, mill = spec.sites["quay"], spec.sites["mill"]
    assert (quay.routing, mill.routing) == ("bgp", "static")
    assert quay.devices["fw-2"].prepend > quay.devices["fw-1"].prepend
    assert quay.tunnels.startup_action == "add"
    assert [key for key, o in quay.tunnels.overrides.items() if o.startup_action == "start"] == ["fw-2"]


def test_what_the_sample_calls_a_default_is_one(tmp_path: Path) -> None:
    lines = SAMPLE.read_text().splitlines()
    shorter = [line for line in lines if "(default)" not in line or line.startswith("#")]
    assert len(shorter) < len(lines) - 4
    (tmp_path / "shorter.yaml").write_text("\n".join(shorter))
    assert load(tmp_path / "shorter.yaml").spec.model_dump() == load(SAMPLE).spec.model_dump()


def test_the_page_is_fresh() -> None:
    assert run("--check") == (0, "", "")


def test_a_changed_page_is_stale_until_it_is_written_again(tmp_path: Path) -> None:
    page = tmp_path / "spec.md"
    stale = (1, "", f"{page}: is stale; run python tools/spec_reference.py\n")
    assert run("--check", "--file", page) == stale
    assert not page.exists()
    page.write_text(DOCUMENT.read_text().replace("28800", "28801", 1))
    assert run("--check", "--file", page) == stale
    assert run("--file", page) == (0, f"wrote {page}\n", "")
    assert page.read_text() == DOCUMENT.read_text()
    assert page.stat().st_mode & 0o777 == 0o644
    assert run("--file", page) == (0, "", "")  # nothing left to write


def test_every_key_of_every_model_has_a_row() -> None:
    keys = Counter(key for model in narrowest() for key in model.model_fields)
    rows = Counter(re.findall(r"^\| `(\w+)` \|", document(), re.MULTILINE))
    assert len(keys) > 40
    assert keys - rows == Counter()


def test_every_row_says_type_default_and_meaning() -> None:
    rows = [line for line in document().splitlines() if line.startswith("| `")]
    for row in rows:
        cells = re.split(r" (?<!\\)\| ", row.strip("| "))
        assert len(cells) == 4, row
        assert all(cells), row


def test_links_lead_to_headings() -> None:
    text = document()
    headings = {re.sub(r"[^\w -]", "", h.lower()) for h in re.findall(r"^## (.+)$", text, re.MULTILINE)}
    links = re.findall(r"\]\(#([^)]*)\)", text)
    assert len(links) >= 8
    assert set(links) <= headings


@pytest.mark.parametrize(
    "row",
    [
        "| `pattern` | `managed-vpn` | **needed** | ",
        "| `sites` | for each `<name>`: the keys of [`sites.<name>`](#sitesname) | **needed** | ",
        "| `cidrs` | list of text | **needed** | ",
        "| `attach` | true or false | not set | ",
        "| `routing` | one of `bgp`, `static` | `bgp` | ",
        "| `prepend` | whole number | `0` | A fact: ",
        "| `ike_versions` | list of any of `ikev1`, `ikev2` | `[ikev2]` | IKE versions",
        "| `ike_versions` | list of any of `ikev1`, `ikev2` | inherited | IKE versions",
        "| `phase1_dh_group_numbers` | list of whole numbers | `[19, 20, 21, 14]` | ",
        "| `inside_cidrs` | for each `<device>`: list of text | `{}` | ",
        "| `sns_topic_arns` | list (at most 5) of text | `[]` | ",
        "| `logging` | the keys of [`logging`](#logging) | those of its keys | ",
    ],
)
def test_types_and_defaults_in_words(row: str) -> None:
    assert row in document()
