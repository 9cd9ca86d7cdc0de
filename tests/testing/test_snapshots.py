"""Snapshots: files that a person can read and prune, and one command that writes them anew."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tieline.errors import InvalidInput
from tieline.terraform.plan import ABSENT, SENSITIVE, UNKNOWN, Plan, Resource
from tieline.testing.snapshots import snapshot_file
from tieline.testing.summary import read, summarise, write

CONFTEST = """\
import json
from pathlib import Path
import pytest
from tieline.terraform.plan import ABSENT, SENSITIVE, UNKNOWN, Plan, Resource

def resource(address, **values):
    kind, name = address.split(".")
    return Resource(address, "", "managed", kind, name, None, ("create",), values)

@pytest.fixture
def plan():
    set_by_test = json.loads(Path(__file__).with_name("now.json").read_text())
    found = [
        resource("aws_vpn_gateway.this", tags={"Name": set_by_test["name"]}, tags_all={"Name": set_by_test["name"]},
                 id=UNKNOWN, psk=SENSITIVE, vpc_id=ABSENT, word="yes"),
        *(resource(f"aws_eip.{name}") for name in set_by_test["addresses"]),
    ]
    return Plan({r.address: r for r in found}, {"twice": 8})
"""
TESTS = """\
import pytest

def test_office(plan, plan_snapshot):
    assert plan == plan_snapshot

@pytest.mark.parametrize("city", ["lyon", "Lyon", "a b/c"])
def test_table(city, plan, plan_snapshot):
    assert plan_snapshot == plan

class TestIt:
    def test_office(self, plan, plan_snapshot):
        assert plan == plan_snapshot
"""
FILE = """\
# What test_it.py::test_office plans; `pytest --tieline-update` writes it anew once it no longer matches.
# What is deleted from this file does not matter any more.
counts:
  total: 1
  aws_vpn_gateway: 1
resources:
  aws_vpn_gateway.this:
    id: !unknown
    psk: !sensitive
    tags:
      Name: lyon
    word: 'yes'
outputs:
  twice: 8
"""


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """Tests whose plan is made up, in a folder of their own; `now` says what is planned. (Hypothesis is slow to end a session.)"""
    for name in ("CI", "BUILD_NUMBER"):
        monkeypatch.delenv(name, raising=False)  # there pytest cuts nothing off
    pytester.mkdir("checks")
    (pytester.path / "checks" / "conftest.py").write_text(CONFTEST)
    (pytester.path / "checks" / "test_it.py").write_text(TESTS)
    pytester.makeini("[pytest]\naddopts = -p no:hypothesispytest --import-mode=importlib\n")
    now(pytester)
    return pytester


def now(project: pytest.Pytester, name: str = "lyon", addresses: tuple[str, ...] = ()) -> None:
    (project.path / "checks" / "now.json").write_text(
        f'{{"name": "{name}", "addresses": {list(addresses)}}}'.replace("'", '"')
    )


def files(project: pytest.Pytester) -> list[str]:
    return sorted(str(file.relative_to(project.path)) for file in project.path.glob("checks/*.plans/*"))


def said(result: pytest.RunResult) -> list[str]:
    return re.findall(r"^E +(.*)$", result.stdout.str(), re.MULTILINE)


def summary(result: pytest.RunResult) -> list[str]:
    """The lines of the section at the end."""
    section = re.search(r"^=+ plan snapshots =+\n(.*?)\n=", result.stdout.str(), re.MULTILINE | re.DOTALL)
    return section[1].splitlines() if section else []


def command(*tests: str) -> str:
    """What puts it right; `pytest` alone where that is the one which runs."""
    found = shutil.which("pytest")
    own = found is not None and Path(found).parent == Path(sys.executable).parent
    return f"{'pytest' if own else f'{sys.executable} -m pytest'} --tieline-update {shlex.join(tests)}"


OFFICE, NAMED = "checks/test_it.plans/test_office.yaml", "checks/test_it.py::test_office"


def test_a_file_from_nothing_to_a_difference_and_back(project: pytest.Pytester) -> None:
    result = project.runpytest_subprocess(NAMED)
    result.assert_outcomes(failed=1)
    mend = command(NAMED)
    assert said(result) == [
        f"assert plan == plan_snapshot ({OFFICE}): 1 mismatch",
        f"{OFFICE}: expected a snapshot, found no such file",
        f"to accept what is planned: {mend}",
    ]
    assert summary(result) == ["to accept what is planned where it does not match:", f"  {mend}"]
    assert files(project) == []

    result = project.runpytest_subprocess(NAMED, "--tieline-update")
    result.assert_outcomes(passed=1)
    assert summary(result) == [f"wrote {OFFICE}"]
    assert files(project) == [OFFICE]
    assert (project.path / OFFICE).read_text() == FILE

    result = project.runpytest_subprocess(NAMED)
    result.assert_outcomes(passed=1)
    assert summary(result) == []

    now(project, "paris", ("a", "b", "c", "d"))
    result = project.runpytest_subprocess(NAMED)
    result.assert_outcomes(failed=1)
    assert said(result) == [
        f"assert plan == plan_snapshot ({OFFICE}): 2 mismatches",
        'aws_vpn_gateway.this.tags.Name: expected "lyon", found "paris"',
        "counts.total: expected 1, found 5; not in the file: aws_eip.a, aws_eip.b, aws_eip.c, ...",
        f"to accept what is planned: {mend}",
    ]
    done = subprocess.run(  # noqa: S602 - what it prints is what a person pastes
        summary(result)[-1], shell=True, cwd=project.path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert (project.path / OFFICE).read_text().startswith(FILE[:150])
    assert "Name: paris" in (project.path / OFFICE).read_text()
    assert "  aws_eip.a: {}\n" in (project.path / OFFICE).read_text()


def test_what_a_person_deletes_does_not_matter_and_stays_deleted(project: pytest.Pytester) -> None:
    file = project.path / OFFICE
    file.parent.mkdir()
    file.write_text("resources:\n  aws_vpn_gateway.this:\n    tags: {Name: lyon}\n    vpc_id: !absent\n")
    now(project, "lyon", ("new",))
    before = file.stat().st_mtime_ns
    result = project.runpytest_inprocess(NAMED, "--tieline-update")
    result.assert_outcomes(passed=1)
    assert (file.stat().st_mtime_ns, summary(result)) == (before, [])

    file.write_text("counts: {aws_vpn_gateway: 1, aws_eip: 2}\noutputs: {twice: '8'}\n")
    result = project.runpytest_inprocess(NAMED)
    assert said(result)[1:-1] == [
        'output.twice: expected "8", found 8',
        "counts.aws_eip: expected 2, found 1; not in the file: aws_eip.new",
    ]
    file.write_text("counts: {aws_vpn_gateway: 1, aws_vpc: 1}\n")
    assert said(project.runpytest_inprocess(NAMED))[1:-1] == ["counts.aws_vpc: expected 1, found 0"]


@pytest.mark.parametrize("workers", [[], ["-n2"], ["-n2", "--dist=loadgroup"]], ids=["alone", "xdist", "loadgroup"])
def test_every_test_has_a_file_of_its_own_and_one_command_mends_all(
    project: pytest.Pytester, workers: list[str]
) -> None:
    folder = project.path / "checks" / "sub dir"
    folder.mkdir()
    for name in ("conftest.py", "now.json"):
        (folder / name).write_bytes((project.path / "checks" / name).read_bytes())
    (folder / "test_it.py").write_text(
        "import pytest\n@pytest.mark.xdist_group('x')\ndef test_office(plan, plan_snapshot): assert plan == plan_snapshot\n"
    )
    result = project.runpytest_inprocess(*workers)
    result.assert_outcomes(failed=6)
    [_, last] = summary(result)
    tests = [
        "checks/sub dir/test_it.py::test_office",
        "checks/test_it.py::TestIt::test_office",
        "checks/test_it.py::test_office",
        "checks/test_it.py::test_table[Lyon]",
        "checks/test_it.py::test_table[a b/c]",
        "checks/test_it.py::test_table[lyon]",
    ]
    assert last == f"  {command(*tests)}"

    result = project.runpytest_inprocess("--tieline-update", *workers)
    result.assert_outcomes(passed=6)
    made = [file for file in files(project) if not file.endswith("-")]
    assert [re.sub(r"-[0-9a-f]{8}\.", "-HASH.", file) for file in made] == [
        "checks/test_it.plans/test_office.yaml",
        "checks/test_it.plans/test_table[a-b-c]-HASH.yaml",
        "checks/test_it.plans/test_table[lyon]-HASH.yaml",
        "checks/test_it.plans/test_table[lyon].yaml",
        "checks/test_it.plans/testit.test_office-HASH.yaml",
    ]
    beside = "checks/sub dir/test_it.plans/test_office.yaml"
    assert summary(result) == sorted(f"wrote {file}" for file in [beside, *made])

    (project.path / OFFICE).with_name("test_gone.yaml").write_text(FILE)
    result = project.runpytest_inprocess(*workers)
    result.assert_outcomes(passed=6)
    assert summary(result) == [
        "checks/test_it.plans/test_gone.yaml is stale, its test is gone",
        "--tieline-update removes what is stale",
    ]


def test_only_files_of_tests_that_are_gone_are_stale(project: pytest.Pytester) -> None:
    project.runpytest_inprocess("--tieline-update").assert_outcomes(passed=5)
    made = files(project)
    gone = project.path / "checks" / "test_gone.plans"
    gone.mkdir()
    (gone / "test_a.yaml").write_text(FILE)
    (project.path / OFFICE).with_name("test_b.yaml").write_text(FILE)
    (project.path / OFFICE).with_name("notes.txt").write_text("mine")
    kept = sorted([*made, "checks/test_gone.plans/test_a.yaml", "checks/test_it.plans/test_b.yaml", "checks/test_it.plans/notes.txt"])  # fmt: skip
    for selection in ([NAMED], ["--lf"], ["--collect-only"]):  # here it is not known which tests there are
        result = project.runpytest_inprocess("--tieline-update", *selection)
        assert summary(result) == []
        assert files(project) == kept
    (project.path / "checks" / "test_broken.py").write_text("1 +\n")
    project.runpytest_inprocess("--tieline-update").assert_outcomes(errors=1)
    assert files(project) == kept
    (project.path / "checks" / "test_broken.py").unlink()

    result = project.runpytest_inprocess("--tieline-update", "-k", "nothing")
    assert summary(result) == [
        "removed checks/test_gone.plans/test_a.yaml, its test is gone",
        "removed checks/test_it.plans/test_b.yaml, its test is gone",
    ]
    assert files(project) == sorted([*made, "checks/test_it.plans/notes.txt"])
    assert not gone.exists()


def test_the_command_holds_where_pytest_was_started(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.path / "checks")
    result = project.runpytest_inprocess("-k", "TestIt")
    assert summary(result)[-1] == f"  {command('test_it.py::TestIt::test_office')}"
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    result = project.runpytest_inprocess("-k", "TestIt")
    assert summary(result)[-1] == "  pytest --tieline-update test_it.py::TestIt::test_office"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a: [", "{file}:1:5: this is no snapshot: "),
        ("- 1\n", "{file}: this is no snapshot: it has none of the keys counts, resources, outputs"),
        ("", "{file}: this is no snapshot: it has none of the keys counts, resources, outputs"),
        ("resource: {}", "{file}: resource is no key of a snapshot; there are counts, resources, outputs"),
        ("outputs:", "{file}: outputs holds no keys; delete the line if it shall not matter"),
        ("outputs: {a: !unknown yes}", "{file}:1:14: this is no snapshot: !unknown stands alone, with nothing behind it"),
        ("outputs: {a: !other x}", "{file}:1:14: this is no snapshot: could not determine a constructor for the tag '!other'"),
        ("outputs: {a: !!python/object:os.system x}", "could not determine a constructor for the tag"),
        ("outputs: {a: 2020-01-01}", "plan_snapshot ({file}): outputs.a: a date is no value of a plan;"),
        ("outputs: {a: }", "plan_snapshot ({file}): outputs.a: None is no planned value;"),
        ("outputs: {1: 2}", "plan_snapshot ({file}): outputs: the key 1 is no text"),
        ("\x00", "{file}: this is no snapshot: unacceptable character #x0000"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_told_and_can_be_written_anew(tmp_path: Path, content: str, message: str) -> None:
    from tieline.testing.snapshots import Snapshot

    file = tmp_path / "a.yaml"
    file.write_text(content)
    with pytest.raises(InvalidInput) as caught:
        Snapshot(file, "test_a.py::test_a", tmp_path, update=False)
    assert message.format(file="a.yaml") in str(caught.value)
    assert plan() == Snapshot(file, "test_a.py::test_a", tmp_path, update=True)
    assert plan() == Snapshot(file, "test_a.py::test_a", tmp_path, update=False)


def test_a_file_that_is_none_fails_its_test_with_the_command(project: pytest.Pytester) -> None:
    (project.path / OFFICE).parent.mkdir()
    (project.path / OFFICE).write_text("resource: {}")
    result = project.runpytest_inprocess(NAMED)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        [f"{OFFICE}: resource is no key of a snapshot; there are *", f"to write it anew: {command(NAMED)}"]
    )


def test_it_is_for_a_whole_plan(project: pytest.Pytester) -> None:
    (project.path / "checks" / "test_it.py").write_text(
        "def test_it(plan, plan_snapshot):\n    assert plan.outputs == plan_snapshot\n"
    )
    result = project.runpytest_inprocess()
    result.stdout.fnmatch_lines(
        ["*InvalidInput: plan_snapshot holds a whole plan; write `assert plan == plan_snapshot`"]
    )


def plan(**values: Any) -> Plan:
    gateway = Resource("aws_x.y", "", "managed", "aws_x", "y", None, ("create",), values)
    data = Resource("data.aws_z.w", "", "data", "aws_z", "w", None, ("read",), {"id": UNKNOWN})
    return Plan({"aws_x.y": gateway, "data.aws_z.w": data}, {"out": values.get("out", 1)})


WORDS = ["yes", "no", "null", "~", "", " ", "unknown", "!unknown", "!unknown ''", "1", "1.0", "1e5", "0x1f", "1:30", "=", "<<", "...", "---", "2020-01-01", "# x", "a: b", "- a", "é\u00a0\u2028", "tab\t", "a\nb: !unknown ''\n", "  a\n b \n", "\r\n", "\x07", "%", "@", "`", "'\"", "x" * 300, "on", "[a]", "{", "&a", "*a", "|", ">"]  # fmt: skip


@pytest.mark.parametrize(
    "value",
    [UNKNOWN, SENSITIVE, True, 0, 1, -1.5, 1e300, 10**30, [], {}, [UNKNOWN, ABSENT], [[{"a": [1]}]], WORDS, dict.fromkeys(WORDS, 1)],
    ids=repr,
)  # fmt: skip
def test_every_value_survives_the_way_there_and_back(value: Any) -> None:
    summary = summarise(plan(v=value))
    again = read(write(summary, "two\nlines").encode(), "a.yaml")
    assert again == summary
    assert again["resources"]["aws_x.y"]["v"] == value
    assert type(again["resources"]["aws_x.y"]["v"]) is type(value)


def test_a_summary_leaves_out_what_says_nothing() -> None:
    same = [{"b": 1, "a": ABSENT, "c": {"d": ABSENT}}]
    kept = plan(tags={"a": "b"}, tags_all={"a": "b", "c": "d"}, twice=same, again=same, gone=ABSENT)
    assert (
        write(summarise(kept), "x")
        == """\
# x
counts:
  total: 1
  aws_x: 1
resources:
  aws_x.y:
    again:
      - b: 1
        c: {}
    tags:
      a: b
    tags_all:
      a: b
      c: d
    twice:
      - b: 1
        c: {}
  data.aws_z.w:
    id: !unknown
outputs:
  out: 1
"""
    )
    says_nothing: list[dict[str, Any]] = [
        {"tags_all": UNKNOWN, "tags": ABSENT},
        {"tags_all": {"a": "b"}, "tags": {"a": "b"}},
        {"tags_all": {}},
    ]
    for values in says_nothing:
        assert "tags_all" not in summarise(plan(**values))["resources"]["aws_x.y"]
    assert "tags_all" in summarise(plan(tags_all=UNKNOWN, tags={"a": "b"}))["resources"]["aws_x.y"]


def test_no_two_tests_share_a_file(pytester: pytest.Pytester) -> None:
    ids = ["a.b", "a::b", "a-b", "a/b", "a b", "A", "a", "a][b", "a]-1a2b3c4d", "é", "é", "x" * 100, "x" * 101]
    items = pytester.getitems(f"""\
        import pytest
        @pytest.mark.parametrize("x", {ids}, ids=str)
        def test_it(x): pass
        class TestA:
            def test_it(self): pass
            class TestB:
                def test_it(self): pass
        class Testa:
            def test_it(self): pass
    """)
    names = {snapshot_file(item).name for item in items}
    assert len(names) == len(items) == len(ids) + 3
    assert len({name.lower() for name in names}) == len(names)
    assert max(map(len, names)) <= 60 + len("-12345678.yaml")


def test_a_real_plan_is_kept_and_its_secret_is_not(pytester: pytest.Pytester) -> None:
    (pytester.path / "module").mkdir()
    (pytester.path / "module" / "main.tf").write_text("""\
        variable "names" { type = set(string) }
        resource "terraform_data" "this" {
          for_each = var.names
          input    = { name = each.key, key = sensitive("geheim-geheim") }
        }
        output "names" { value = [for one in terraform_data.this : nonsensitive(one.input.name)] }
    """)
    test = """\
        import pytest
        from tieline.testing.matching import like

        @pytest.mark.plan("module", inputs={"names": NAMES})
        def test_names(plan, plan_snapshot):
            assert plan == plan_snapshot

        @pytest.mark.plan("module", inputs={"names": ["a/1"]})
        def test_like(plan):
            assert plan == like({'terraform_data.this["a/1"]': {"input": {"name": "a/1", "key": "x"}}})
    """
    pytester.makepyfile(test_it=test.replace("NAMES", '["a/1"]'))
    pytester.runpytest_subprocess("--tieline-update").assert_outcomes(passed=1, failed=1)
    file = (pytester.path / "test_it.plans" / "test_names.yaml").read_text()
    assert "geheim" not in file
    assert file.splitlines()[2:] == [
        "counts:",
        "  total: 1",
        "  terraform_data: 1",
        "resources:",
        '  terraform_data.this["a/1"]:',
        "    id: !unknown",
        "    input:",
        "      key: !sensitive",
        "      name: a/1",
        "    output: !unknown",
        "outputs:",
        "  names:",
        "    - a/1",
    ]
    pytester.makepyfile(test_it=test.replace("NAMES", '["a/1", "b/2"]'))
    result = pytester.runpytest_subprocess()
    result.assert_outcomes(failed=2)
    assert [line for line in said(result) if line.startswith(("counts", "output", "terraform"))] == [
        "output.names[1]: expected no such item, found \"b/2\"",
        'counts.total: expected 1, found 2',
        'counts.terraform_data: expected 1, found 2; not in the file: terraform_data.this["b/2"]',
        'terraform_data.this["a/1"].input.key: expected a value that is not shown beside a sensitive one, found SENSITIVE',
    ]  # fmt: skip
    assert "geheim" not in result.stdout.str()
