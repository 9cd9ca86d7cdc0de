"""tools/bench*.py: what would rot unseen, as nobody measures every day."""

import fcntl
import json
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import bench_report as report
import bench_scale as scale
from bench_cases import LANDSCAPE, connections, inputs
from bench_commands import Answer, Question
from bench_measure import Failed, Job, measure
from bench_peers import REFERENCE, Peer, Sizes, World, mocked_test, peers, real_test, tftest, tieline
from bench_rounds import Row, compare
from tieline.localstack.landscape import ensure
from tieline.localstack.server import Server
from tieline.render import tfvars
from tieline.spec import load

VARIED = 4  # cases enough to see everything that varies in them
FACTS = dict.fromkeys(
    (
        "cores",
        "system",
        "architecture",
        "load",
        "python",
        "terraform",
        "aws_provider",
        "localstack",
        "checkov",
        "tftest",
    ),
    "x",
)


def python(code: str, title: str = "ok", *, least: float | None = None, key: str = "some") -> Peer:
    """A tool that is a line of Python."""

    def prepare(_world: World, folder: Path, _count: int) -> Job:
        folder.mkdir()
        return Job(((sys.executable, "-c", code),), folder, {})

    return Peer(key, title, 2, prepare, "for a test", least=least)


@pytest.mark.thorough
def test_every_tool_plans_the_cases(localstack: Server, tmp_path: Path) -> None:
    world = World(tmp_path, localstack.endpoint)
    ensure(localstack.endpoint, LANDSCAPE)
    tools: dict[Callable[[World, Path, int], Job], int] = {
        tieline: VARIED,
        tftest: 1,
        mocked_test: VARIED,
        real_test: 1,
    }

    def run(tool: Callable[[World, Path, int], Job], count: int) -> float:
        return measure(tool(world, tmp_path / tool.__name__, count)).peak_mb

    with ThreadPoolExecutor() as pool:
        peaks = list(pool.map(run, tools, tools.values()))
    # The provider alone is more than that, and it is everywhere a child of a child.
    assert all(300 < peak < 4000 for peak in peaks), peaks


def test_no_two_cases_are_alike() -> None:
    largest = max(peer.cases for peer in peers(Sizes()))
    assert len({json.dumps(inputs(number), sort_keys=True) for number in range(largest)}) == largest == 500
    assert {connections(number) for number in range(VARIED)} == {1, 2}


def test_what_fails_is_told_and_ends_nothing(tmp_path: Path) -> None:
    def unprepared(*_: object) -> Job:
        raise Failed("Error: no provider", "a long story")

    told: list[str] = []
    rows = compare(
        [
            python("", "first", key=REFERENCE),
            python("print('│ Error: no such thing'); print('more'); exit(1)", "bad", least=2),
            Peer("never", "never", 1, unprepared, "for a test"),
            python("", "good", least=0.001),
            python("", "slow", least=1000),
        ],
        World(tmp_path, "http://127.0.0.1:1"),
        2,
        told.append,
    )
    assert [(len(row.samples), len(row.ratios), row.failed, row.met) for row in rows] == [
        (7, 0, None, None),
        (0, 0, "Error: no such thing", None),
        (0, 0, "Error: no provider", None),
        (2, 2, None, True),
        (2, 2, None, False),
    ]
    assert [line for line in told if "failed" in line] == [
        "never, 1 case failed: a long story",
        "bad, 2 cases failed: │ Error: no such thing\nmore",
    ]
    assert [(row[0], *row[-2:]) for row in report.case_table(rows)[1:]] == [
        ("first", "reference", ""),
        ("bad", "at least 2", "failed: Error: no such thing"),
        ("never", "none", "failed: Error: no provider"),
        ("good", "at least 0.001", "met"),
        ("slow", "at least 1e+03", "missed"),
    ]


def test_without_the_reference_there_is_no_verdict(tmp_path: Path) -> None:
    world = World(tmp_path, "http://127.0.0.1:1")
    first, other = compare([python("exit(3)", key=REFERENCE), python("", least=2)], world, 1, str)
    assert (first.failed, other.failed, other.met, len(other.samples)) == ("exit code 3", None, None, 1)


def test_what_hangs_is_ended_with_all_its_children(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    child = f"exec 3>{lock}; flock 3; echo held >&3; sleep 20; echo survived >&3"
    with pytest.raises(Failed, match="did not end in the time"):
        measure(Job((("sh", "-c", f"setsid sh -c '{child}' & wait"),), tmp_path, dict(os.environ)), limit=1)
    with lock.open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # had when the last that holds it has ended
        assert file.read() == "held\n"


def test_writes_the_tables_between_their_marks(tmp_path: Path) -> None:
    document = tmp_path / report.DOCUMENT
    document.parent.mkdir()
    marks = [f"<!-- {edge}_{mark} -->" for mark in (report.CASES, report.COMMANDS) for edge in ("BEGIN", "END")]
    document.write_text("before\n{}\nold\n{}\nwithin\n{}\n{}\nafter\n".format(*marks))
    answer = Answer(Question("a", "b", str, str, most_ratio=2), ((3.0, 2.0),))
    rows = [Row(python("", "ok", key=REFERENCE), failed="it | fell"), Row(python("", "other"), failed="too")]

    report.write(tmp_path, FACTS, (5, [answer]), (2, rows))
    written = document.read_text()
    assert [line for line in written.splitlines() if line.startswith(("|", "b", "w", "a", "o", "<"))] == [
        "before",
        marks[0],
        "| Tool | Cases | Seconds | ms a case | Peak MB | Ratio | Target | Verdict |",
        "| ---- | ----- | ------- | --------- | ------- | ----- | ------ | ------- |",
        "| ok | 2 |  |  |  |  | reference | failed: it / fell |",
        "| other | 2 |  |  |  |  | none | failed: too |",
        marks[1],
        "within",
        marks[2],
        "| Measured | Median | Beside | Median | Ratio | Target | Verdict |",
        "| -------- | ------ | ------ | ------ | ----- | ------ | ------- |",
        "| a | 3.00 s | b | 2.00 s | 1.50 | ratio at most 2 | met |",
        marks[3],
        "after",
    ]
    report.write(tmp_path, FACTS, (5, [answer]), (2, rows))
    assert document.read_text() == written
    data = json.loads((tmp_path / report.RESULTS).read_text())
    assert (data["machine"], data["rounds"], data["results"]) == (FACTS, 5, [answer.data()])
    assert data["cases"]["reference"] == "ok, 2 cases"
    assert data["cases"]["table"][1] == {"tool": "other", "cases": 2, "how": "for a test", "failed": "too"}
    assert sorted(path.name for path in tmp_path.rglob("*.*")) == ["benchmarks.md", "results.json"]

    document.write_text("no marks\n")
    (tmp_path / report.RESULTS).unlink()
    with pytest.raises(SystemExit, match="needs the lines <!-- BEGIN_BENCH -->"):
        report.write(tmp_path, FACTS, (5, [answer]), (2, rows))
    assert not (tmp_path / report.RESULTS).exists()


def test_the_large_network_is_a_good_spec(tmp_path: Path) -> None:
    large = load(scale.write(tmp_path, 300))
    assert (len(large.spec.vpcs), len(large.spec.sites)) == (297, 3)
    assert not large.notices
    made = tfvars(large.spec)
    assert len(made["associations"]) == 300
    assert len(made["route_tables"]) == scale.DOMAINS + 1
