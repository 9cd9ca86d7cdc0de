"""No key shows in anything that tieline prints or leaves behind, whatever becomes of a run. All runs are real.

Keys are planted in the inputs of cases, and looked for in all that a run prints, in all its files (it has a home and
temporary folders of its own) and in the arguments of all its processes.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from support.direct_connect_gateway import private
from support.direct_connect_link import keyed
from support.processes import LIMIT, bearing, wait_until
from support.vpn import vpn
from tieline.localstack.server import Server
from tieline.terraform import provider_cache
from tieline.terraform.configuration import MIRROR_VARIABLE, provider_mirror

LONG = 3 * LIMIT
XDG = ("CACHE", "CONFIG", "DATA", "STATE", "RUNTIME")
EXAMPLES = Path(__file__).parents[1] / "examples"

BGP, BGP_AFTER, CKN, CAK, PSK = "bgp.Planted.1", "bgp.Planted.2", 8 * "a1b2c3d4", 8 * "4d3c2b1a", "psk.Planted"
WRONG_BGP, WRONG_CKN, WRONG_PSK = "bgp Planted wrong", "a1b2c3d4Planted", "0psk.Planted.wrong"
QUOTED = 'quoted"Planted\\<&'
"""A key that reads otherwise inside quotes."""
SIGNS = tuple(sign.encode() for sign in ("Planted", CKN, CAK))
"""One of them is in every planted key, in any form of it."""

INTERFACE = 'aws_dx_private_virtual_interface.this["north"]'

# A module that is careless with its key: it goes into nested values, into copies, and into outputs that hide nothing.
CARELESS = """\
variable "key" {
  type      = string
  sensitive = true
}
variable "size" {
  type    = number
  default = 1
}
resource "aws_customer_gateway" "this" {
  bgp_asn    = 65000
  ip_address = "198.51.100.1"
  type       = "ipsec.1"
  tags       = { note = "its key is ${var.key}", size = var.size }
}
resource "aws_security_group" "this" {
  name = "tunnels"
  ingress {
    description = "for ${var.key}" # quoted by the provider when it refuses it
    from_port   = var.size
    to_port     = 500
    protocol    = "udp"
    cidr_blocks = ["198.51.100.1/32"]
  }
}
resource "terraform_data" "this" {
  input = { parts = [{ key = var.key }], size = var.size }
}
output "plain" { value = "its key is ${var.key}" }
output "json" { value = jsonencode({ key = var.key }) }
output "tags" { value = aws_customer_gateway.this.tags_all }
"""

CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "gateway": ("direct-connect-gateway", private() | {"bgp_auth_keys": {"north": BGP}}),
    "gateway after": ("direct-connect-gateway", private() | {"bgp_auth_keys": {"north": BGP_AFTER}}),
    "gateway wrong": ("direct-connect-gateway", private() | {"bgp_auth_keys": {"north": WRONG_BGP}}),
    "link": ("direct-connect-link", keyed({"east": {}}, macsec_ckn={"east": CKN}, macsec_cak={"east": CAK})),
    "link wrong": (
        "direct-connect-link",
        keyed({"east": {}}, macsec_ckn={"east": WRONG_CKN}, macsec_cak={"east": CAK}),
    ),
    "vpn": ("site-to-site-vpn", vpn(preshared_keys={"hq/fw-1/1/1": PSK})),
    "vpn wrong": ("site-to-site-vpn", vpn(preshared_keys={"hq/fw-1/1/1": WRONG_PSK})),
    "careless": ("careless", {"key": BGP}),
    "careless after": ("careless", {"key": BGP_AFTER, "size": 2}),
    "careless refused": ("careless", {"key": QUOTED, "size": 1}),
}
WORDS = (
    "bgp_auth_keys.north: the key has a wrong form; give 6-80 letters",
    "macsec_ckn.east: wrong form; give 64 hexadecimal digits.",
    "preshared_keys.hq/fw-1/1/1: the key has a wrong form; give 8-64 characters",
    "doesn't comply with restrictions",
)
"""What is told of the cases that are refused."""

SCRIPT = f"""\
import json, logging, os
from dataclasses import replace
from pathlib import Path

from tieline.localstack.server import Server
from tieline.shipped import modules_folder
from tieline.terraform.batch import plan_cases
from tieline.terraform.case import Case

logging.basicConfig(level=logging.DEBUG)
cases = {{
    name: Case(
        Path(module) if Path(module).is_dir() else modules_folder() / module,
        inputs,
        "eu-north-1",
        alone="wrong" in name or "refused" in name,
    )
    for name, (module, inputs) in json.loads(Path("cases.json").read_text()).items()
}}
outcomes = dict(zip(cases, plan_cases(list(cases.values()), Server(os.environ["LOCALSTACK_ENDPOINT"], owned=False))))
print(cases)
for name, outcome in outcomes.items():
    print(name, outcome, *outcome.errors, sep="\\n")
[tunnels] = outcomes["vpn"].plan.of_type("aws_vpn_connection")
[macsec] = outcomes["link"].plan.of_type("aws_dx_macsec_key_association")
interface = outcomes["gateway"].plan[{INTERFACE!r}]
print("keys:", [interface["bgp_auth_key"], macsec["ckn"], macsec["cak"], tunnels["tunnel1_preshared_key"]])
"""

TESTS = f"""\
import json
from pathlib import Path

import pytest

from tieline.terraform.plan import SENSITIVE

CASES = json.loads(Path("cases.json").read_text())

def case(name):
    module, inputs = CASES[name]
    return pytest.mark.plan(module, inputs=inputs)

def changed(before, after):
    module, inputs = CASES[before]
    return pytest.mark.plan_change(module, inputs=inputs, after=CASES[after][1])

@case("gateway")
def test_the_key_is_there(plan, plan_snapshot):
    assert plan[{INTERFACE!r}]["bgp_auth_key"] is SENSITIVE
    assert plan == plan_snapshot

@case("careless")
def test_snapshot(plan, plan_snapshot):
    assert plan == plan_snapshot

@case("careless")
def test_fails_and_shows_values(plan):
    found = {{address: resource.values for address, resource in plan.resources.items()}}
    assert (found, plan.outputs) == ()

@case("careless refused")
def test_refused(plan):
    pass

@case("vpn wrong")
def test_wrong(plan):
    pass

@case("link wrong")
def test_wrong_ckn(plan):
    pass

@case("gateway wrong")
def test_rejection(rejection):
    assert rejection.messages == []

@pytest.mark.plan("direct-connect-link", inputs=CASES["link"][1], strange=1)
def test_mistaken(plan):
    pass

@pytest.mark.plan("direct-connect-link", inputs=list(CASES["link"][1].items()))
def test_no_inputs(plan):
    pass

@changed("gateway", "gateway after")
def test_change_fails_and_shows_values(change):
    assert change.replaced == ["a connection"]

@changed("careless", "careless after")
def test_change_of_nested_values_fails_and_shows_them(change):
    found = {{address: resource.changed for address, resource in change.resources.items()}}
    assert found == {{}}

@changed("careless", "careless refused")
def test_change_refused(change):
    pass
"""

MAIN = "import logging; logging.basicConfig(level=logging.DEBUG); from tieline.cli import main; main()"


class Run:
    """A program that runs with folders of its own; it is told of the planted keys in `cases.json`, and only there."""

    def __init__(self, folder: Path, endpoint: str, *arguments: str, **environment: str) -> None:
        self.folder = folder
        self.project, self.temporary = folder / "project", folder / "tmp"
        own = {"TMPDIR": str(self.temporary), "LOCALSTACK_ENDPOINT": endpoint, "COLUMNS": "200"}
        own |= {name: str(folder / name.lower()) for name in ("HOME", *map("XDG_{}_HOME".format, XDG))}
        if mirror := provider_mirror():
            own[MIRROR_VARIABLE] = str(mirror)
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "TF_VAR_"))}
        for place in (self.project, self.temporary, folder / "home"):
            place.mkdir(parents=True)
        self.planted = self.project / "cases.json"
        self.planted.write_text(json.dumps(CASES))
        if (types := _known_types()) and types.is_dir():
            shutil.copytree(types, folder / "xdg_cache_home" / "tieline" / types.name)
        (self.project / "careless").mkdir()
        (self.project / "careless" / "main.tf").write_text(CARELESS)
        (self.project / "script.py").write_text(SCRIPT)
        (self.project / "test_it.py").write_text(TESTS)
        with (folder / "output").open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=self.project,
                env=inherited | own | environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        self.arguments: set[str] = set()
        self._ended = threading.Event()
        self._watching = threading.Thread(target=self._watch)
        self._watching.start()

    def _watch(self) -> None:
        while not self._ended.wait(0.1):
            self.arguments.update(*(arguments for _, arguments in self.processes()))

    def processes(self) -> list[tuple[int, list[str]]]:
        """Its processes, as long as any of them lives, and their arguments."""
        return list(bearing(str(self.folder)))

    def until(self, condition: Callable[[], object]) -> None:
        """Waits for something that happens before the end of the run."""
        wait_until(lambda: condition() or self.process.poll() is not None, LONG)
        assert self.process.poll() is None, self.output

    def ends(self) -> int:
        """Waits for the end of the program and of all that it has started: its exit code."""
        code = self.process.wait(LONG)
        wait_until(lambda: not self.processes())
        self.close()
        return code

    def close(self) -> None:
        self._ended.set()
        self._watching.join()

    @property
    def output(self) -> str:
        return (self.folder / "output").read_text()

    def shows(self) -> list[str]:
        """Where a planted key is, in files or in arguments."""
        there = [*found(self.folder), *(a for a in self.arguments if any(sign in a.encode() for sign in SIGNS))]
        return sorted(set(there) - {str(self.planted)})


def _known_types() -> Path | None:
    """What a change needs to know of the provider and the provider takes long to tell."""
    cache = provider_cache.folder()
    return cache.with_name("types") if cache else None


def found(folder: Path) -> Iterator[str]:
    """The files in which a planted key is."""
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):  # gone in the meantime
            if path.is_file() and any(sign in content for content in _contents(path) for sign in SIGNS):
                yield str(path)


def _contents(path: Path) -> Iterator[bytes]:
    yield path.read_bytes()
    if zipfile.is_zipfile(path):  # as a plan is
        with zipfile.ZipFile(path) as archive:
            yield from map(archive.read, archive.namelist())


Start = Callable[..., Run]


@pytest.fixture
def start(tmp_path: Path, localstack: Server) -> Iterator[Start]:
    """Starts a run; whatever is left of it after the test, by a fault, is killed."""
    runs: list[Run] = []

    def make(*arguments: str, **environment: str) -> Run:
        runs.append(Run(tmp_path / f"run-{len(runs)}", localstack.endpoint, *arguments, **environment))
        return runs[-1]

    yield make
    for run in runs:
        run.close()
        for pid, _ in run.processes():
            os.kill(pid, signal.SIGKILL)
        run.process.wait()


def test_what_is_planted_is_found(tmp_path: Path) -> None:
    (tmp_path / "clean").write_text("nothing")
    (tmp_path / "plain").write_text(json.dumps(CASES["careless refused"]))
    with zipfile.ZipFile(tmp_path / "plan.bin", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("tfplan", 100 * "-" + CAK)
    assert sorted(found(tmp_path)) == [str(tmp_path / "plain"), str(tmp_path / "plan.bin")]
    for name, (_, inputs) in CASES.items():
        assert any(sign.decode() in json.dumps(inputs) for sign in SIGNS), name


def test_no_key_shows_of_planned_and_refused_cases(start: Start) -> None:
    run = start("script.py")
    assert run.ends() == 0, run.output
    assert "keys: [SENSITIVE, SENSITIVE, SENSITIVE, SENSITIVE]" in run.output
    assert "DEBUG:tieline.terraform.runner:terraform plan" in run.output
    assert [words for words in WORDS if words not in run.output] == []
    assert {"plan", "tieline-guard"} <= run.arguments
    assert run.shows() == []
    assert list(run.temporary.iterdir()) == []


def test_no_key_shows_in_a_pytest_session(start: Start) -> None:
    run = start("-m", "pytest", "-vv", "--showlocals", "--tieline-update", "--log-level=DEBUG", "--log-file=debug.log")
    assert run.ends() == 1, run.output
    assert "4 failed, 2 passed, 6 errors" in run.output, run.output
    assert "bgp_auth_key: SENSITIVE -> SENSITIVE" in run.output
    assert [words for words in WORDS if words not in run.output] == []
    assert len(list(run.project.glob("test_it.plans/*.yaml"))) == 2
    assert "terraform plan: exit code" in (run.project / "debug.log").read_text()
    assert run.shows() == []
    assert list(run.temporary.iterdir()) == []


def test_no_key_of_the_environment_shows_in_what_the_command_line_does(start: Start) -> None:
    keys = {
        "TF_VAR_preshared_keys": json.dumps({"harbour/fw-1/1/1": PSK}),
        "TF_VAR_bgp_auth_keys": json.dumps({"north": BGP}),
        "TF_VAR_macsec_ckn": json.dumps({"east": CKN}),
        "TF_VAR_macsec_cak": json.dumps({"east": CAK}),
    }
    verify = start("-c", MAIN, "verify", str(EXAMPLES / "direct-connect/spec.yaml"), "--json", "report.json", **keys)
    plan = start("-c", MAIN, "plan", str(EXAMPLES / "managed-vpn/spec.yaml"), **keys)
    assert (verify.ends(), plan.ends()) == (0, 0), verify.output + plan.output
    assert json.loads((verify.project / "report.json").read_text())["verdicts"][0]["ok"]
    for run in (verify, plan):
        assert "terraform plan: exit code" in run.output
        assert run.shows() == []
        assert list(run.temporary.iterdir()) == []


def written(run: Run, name: str) -> list[Path]:
    """The files of a name, in the run's working folders, that have a planted key in clear."""
    return [Path(file) for file in found(run.temporary) if Path(file).name == name]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_no_key_stays_when_planning_is_cut_short(start: Start, number: signal.Signals) -> None:
    run = start("script.py")
    run.until(lambda: "plan" in run.arguments and written(run, "cases.auto.tfvars.json"))
    [file] = written(run, "cases.auto.tfvars.json")
    assert file.parent.stat().st_mode & 0o777 == 0o700

    run.process.send_signal(number)

    assert run.ends() == -number
    assert run.shows() == []
    assert list(run.temporary.iterdir()) == []


def test_no_key_stays_when_a_session_is_killed_over_a_state(start: Start) -> None:
    run = start("-m", "pytest", "-k", "test_change_of_nested")
    run.until(lambda: written(run, "terraform.tfstate"))

    run.process.kill()

    assert run.ends() == -signal.SIGKILL
    assert run.shows() == []
    assert list(run.temporary.iterdir()) == []
