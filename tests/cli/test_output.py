"""JSON into a file, and into what is no file."""

from __future__ import annotations

import json
import os
import stat
import threading
from pathlib import Path

from tieline.cli.output import write_json


def test_a_new_file_has_the_mode_of_any_other(tmp_path: Path) -> None:
    plain, report = tmp_path / "plain", tmp_path / "report.json"
    plain.touch()
    write_json({"a": 1}, report)
    assert json.loads(report.read_text()) == {"a": 1}
    assert report.stat().st_mode == plain.stat().st_mode
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plain", "report.json"]


def test_an_old_file_keeps_its_mode_and_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    report, link = tmp_path / "elsewhere" / "report.json", tmp_path / "link.json"
    report.write_text("old")
    report.chmod(0o640)
    link.symlink_to(report)
    write_json([], link)
    assert link.is_symlink()
    assert report.read_text() == "[]\n"
    assert stat.S_IMODE(report.stat().st_mode) == 0o640


def test_what_is_no_file_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()), daemon=True)
    reader.start()
    write_json({"a": 1}, pipe)
    reader.join(10)
    assert json.loads(read[0]) == {"a": 1}
    assert pipe.is_fifo()
