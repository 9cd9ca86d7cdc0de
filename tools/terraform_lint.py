"""Everything static about the Terraform: formatted, valid, and clean to tflint where tflint is installed.

tflint is in no package registry: it is required with REQUIRE_TFLINT=1, and its absence is said otherwise.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tieline.errors import TielineError
from tieline.terraform import binary, sources
from tieline.terraform.configuration import base_environment
from tieline.terraform.runner import Terraform

ROOT = Path(__file__).parents[1]


def folders() -> list[Path]:
    """The modules, and the root modules of examples, that no other calls: what is called is validated with it."""
    found = {file.parent for top in ("modules", "examples") for file in (ROOT / top).rglob("*.tf")}
    called = {other for folder in found for other in sources.folders(folder) if other != folder}
    return sorted(found - called)


def unformatted() -> Iterator[str]:
    done = subprocess.run(
        [*binary.find().command, "fmt", "-check", "-recursive", "-list=true", "modules", "examples"],
        cwd=ROOT,
        env=base_environment(None),
        capture_output=True,
        text=True,
        check=False,
    )
    for file in done.stdout.splitlines():
        yield f"{file}: not as `terraform fmt` leaves it; run: make format"
    if done.returncode and not done.stdout:
        yield done.stderr


def invalid() -> Iterator[str]:
    """What `terraform validate` says. One copy of the tree, so that nothing is written into the checkout."""
    with tempfile.TemporaryDirectory(prefix="tieline-lint-") as temporary:
        for top in ("modules", "examples"):
            shutil.copytree(ROOT / top, Path(temporary) / top, ignore=shutil.ignore_patterns(".terraform*"))

        def validated(folder: Path) -> list[str]:
            terraform = Terraform(Path(temporary) / folder.relative_to(ROOT))
            terraform.init()
            return [f"{folder.relative_to(ROOT)}: {diagnostic}" for diagnostic in terraform.validate()]

        with ThreadPoolExecutor(os.cpu_count()) as pool:  # most of it is work for one core
            for told in pool.map(validated, folders()):
                yield from told


def tflint() -> Iterator[str]:
    program = shutil.which("tflint")
    if program is None:
        if os.environ.get("REQUIRE_TFLINT") == "1":
            yield "tflint is not on PATH, and REQUIRE_TFLINT=1 wants it"
        else:
            print("tflint is not installed; skipped", file=sys.stderr)
        return
    for arguments in (["--init"], [f"--config={ROOT / '.tflint.hcl'}", "--recursive"]):
        done = subprocess.run([program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            yield done.stdout + done.stderr


def main() -> int:
    try:
        problems = [problem for look in (unformatted, invalid, tflint) for problem in look()]
    except TielineError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
