"""A module that has nothing to do with tieline, tested in a repository of its own, from a fresh virtual environment."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import distributions
from pathlib import Path

import pytest

from tieline.localstack.server import Server

ROOT = Path(__file__).parents[2]

MODULE = """\
variable "office" {
  type = object({
    address = string
    asn     = optional(number, 65000)
  })
  validation {
    condition     = !startswith(var.office.address, "10.")
    error_message = "office.address: ${var.office.address} is private."
  }
}
variable "vpc_id" { type = string }
data "aws_vpc" "this" { id = var.vpc_id }
resource "aws_customer_gateway" "this" {
  ip_address = var.office.address
  bgp_asn    = var.office.asn
  type       = "ipsec.1"
  tags       = { Network = data.aws_vpc.this.cidr_block }
}
output "id" { value = aws_customer_gateway.this.id }
"""
TESTS = """\
import pytest

from tieline.testing import ABSENT, UNKNOWN, like

office = pytest.mark.plan(
    "modules/office",
    inputs={"office": {"address": "198.51.100.7"}, "vpc_id": "vpc-0aa11bb22cc33dd44"},
    vpcs={"vpc-0aa11bb22cc33dd44": ["10.44.0.0/16"]},
)

@office
def test_gateway(plan):
    assert plan == like({"aws_customer_gateway.this": {"bgp_asn": "65000", "tags": {"Network": "10.44.0.0/16"}}})
    assert plan.outputs == {"id": UNKNOWN}

@office
def test_misspelt(plan):
    assert plan == like({"aws_customer_gateway.that": {"certificate_arn": ABSENT}})

@pytest.mark.plan("modules/office", inputs={"office": {"address": "10.0.0.1"}, "vpc_id": "vpc-0aa11bb22cc33dd44"})
def test_private(rejection):
    assert "10.0.0.1 is private" in rejection
"""


def run(argv: Sequence[object], folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV", "COV"))}
    return subprocess.run(
        [*map(str, argv)], cwd=folder, env=kept | env, capture_output=True, text=True, check=False, timeout=300
    )


@pytest.fixture
def python(tmp_path: Path) -> Path:
    """A fresh virtual environment with tieline from its wheel, in the versions that this one has."""
    pip = ("-m", "pip", "--quiet", "--disable-pip-version-check")
    built = run([sys.executable, *pip, "wheel", "--no-deps", "--no-build-isolation", "-w", tmp_path, ROOT], tmp_path)
    assert built.returncode == 0, built.stderr
    [wheel] = tmp_path.glob("tieline-*.whl")
    pins = {f"{each.name}=={each.version}" for each in distributions() if each.name != "tieline"}
    (tmp_path / "constraints.txt").write_text("\n".join(sorted(pins)))
    run([sys.executable, "-m", "venv", tmp_path / "venv"], tmp_path)
    fresh = tmp_path / "venv" / "bin" / "python"
    wanted = f"tieline[localstack,pytest] @ {wheel.as_uri()}"
    installed = run([fresh, *pip, "install", "-c", tmp_path / "constraints.txt", wanted], tmp_path)
    assert installed.returncode == 0, installed.stderr
    return fresh


@pytest.mark.thorough
def test_a_foreign_module_is_tested_from_a_plain_install(python: Path, tmp_path: Path, localstack: Server) -> None:
    repository = tmp_path / "network"
    (repository / "modules" / "office").mkdir(parents=True)
    (repository / "modules" / "office" / "main.tf").write_text(MODULE)
    (repository / "test_office.py").write_text(TESTS)
    tested = run(
        [python, "-m", "pytest", "--tieline-coverage"],
        repository,
        LOCALSTACK_ENDPOINT=localstack.endpoint,
        NO_COLOR="1",
    )
    assert "1 failed, 2 passed" in tested.stdout, tested.stdout + tested.stderr
    assert (
        "aws_customer_gateway.that: expected a resource, found nothing planned there; the nearest is" in tested.stdout
    )
    assert "modules/office/main.tf:4: office.asn: never set to other than its default" in tested.stdout
    assert sorted(path.name for path in repository.rglob("*") if path.is_file() and "cache" not in str(path)) == [
        "main.tf",
        "test_office.py",
    ]
