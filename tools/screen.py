"""Draws docs/verify.svg: the screen of `tieline verify` on the example, without how long it took."""

from __future__ import annotations

import io
import os
import re
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme

from tieline.localstack.server import running
from tieline.report.terminal import verdict_screen
from tieline.spec import load
from tieline.verify import Verdict, verify

ROOT = Path(__file__).parents[1]
EXAMPLE = Path("examples/managed-vpn/spec.yaml")
PICTURE = ROOT / "docs" / "verify.svg"
INK, PAPER = (201, 209, 217), (13, 17, 23)
RED, GREEN, YELLOW, BLUE = (255, 123, 114), (63, 185, 80), (210, 153, 34), (88, 166, 255)
THEME = TerminalTheme(PAPER, INK, [(72, 79, 88), RED, GREEN, YELLOW, BLUE, (188, 140, 255), (57, 197, 207), INK])


def draw(verdict: Verdict) -> str:
    """The screen as an SVG that fetches nothing."""
    console = Console(record=True, width=118, file=io.StringIO(), force_terminal=True, highlight=False)
    console.print(f"$ tieline verify {EXAMPLE}\n", style="bold")
    console.print(verdict_screen(replace(verdict, seconds={})))
    svg = console.export_svg(title="tieline verify", theme=THEME, unique_id="tieline")
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL) + "\n"


def main() -> None:
    os.chdir(ROOT)
    with running() as server:
        [verdict] = verify([load(EXAMPLE)], server)
    draft = PICTURE.with_suffix(".new")
    draft.write_text(draw(verdict), encoding="utf-8")
    draft.replace(PICTURE)


if __name__ == "__main__":
    main()
