"""The tools that plan the same cases, each as its users run it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bench_cases import LANDSCAPE, MODULE, REGION, VPC, cases, connections, inputs
from bench_measure import Failed, Job
from tieline.shipped import modules_folder
from tieline.terraform import binary
from tieline.terraform.configuration import base_environment, cli_configuration, localstack_environment
from tieline.terraform.generated import write_root

REFERENCE = "reference"
"""The key of what all others are compared with."""

_TOOLS = Path(__file__).parent
# What tieline sets to make Terraform quicker or quieter, and other people do not.
_OURS = ("GOGC", "GOMEMLIMIT", "TF_IN_AUTOMATION", "TF_INPUT")

# What the module's own checks need: a mocked VPC has no ranges, and a mocked Region an invented name.
_MOCKED_PROVIDER = f"""mock_provider "aws" {{
  mock_data "aws_region" {{
    defaults = {{ id = "{REGION}" }}
  }}

  mock_data "aws_vpc" {{
    defaults = {{
      cidr_block_associations = [{{ cidr_block = "{VPC.cidrs[0]}", state = "associated", association_id = "mocked" }}]
    }}
  }}
}}
"""
_REAL_PROVIDER = f"""provider "aws" {{
  region      = "{REGION}"
  max_retries = 2
}}
"""


@dataclass(frozen=True)
class World:
    """Where the tools run: a folder for their files, and the LocalStack that all of them talk to."""

    folder: Path
    endpoint: str

    def ours(self) -> dict[str, str]:
        """The environment that tieline gives to Terraform."""
        settings = base_environment(cli_configuration(self.folder)) | localstack_environment(
            self.endpoint, LANDSCAPE.account, REGION
        )
        return {name: value for name, value in settings.items() if value is not None}

    def everyones(self) -> dict[str, str]:
        """The environment of somebody who runs Terraform against LocalStack by himself."""
        return {name: value for name, value in self.ours().items() if name not in _OURS}


@dataclass(frozen=True)
class Peer:
    """A tool with a number of cases, and what makes them ready to be planned, which is not measured."""

    key: str
    tool: str
    cases: int
    prepare: Callable[[World, Path, int], Job]
    how: str
    least: float | None = None
    """The target: a case takes at least so many times as long as one of the reference."""
    most: float | None = None

    @property
    def title(self) -> str:
        return f"{self.tool}, {self.cases} {'case' if self.cases == 1 else 'cases'}"

    @property
    def target(self) -> str:
        if self.key == REFERENCE:
            return "reference"
        if self.least is not None:
            return f"at least {self.least:.3g}"
        return "none" if self.most is None else f"at most {self.most:.3g}"

    def met(self, ratio: float) -> bool | None:
        """None where there is no target."""
        if self.least is not None:
            return ratio >= self.least
        return None if self.most is None else ratio <= self.most


def peers(sizes: Sizes) -> list[Peer]:
    """All that is measured."""
    fewer = "one run after the other, so that more cases would change little: measured on fewer"
    mocked = Peer("mocked", "terraform test, mocked provider", sizes.mocked, mocked_test, fewer, least=4)
    return [
        *(_tieline(count) for count in sizes.small),
        replace(_tieline(sizes.reference), key=REFERENCE),
        _tieline(sizes.large, most=1.2),
        Peer(
            "bare", "terraform plan, show -json", sizes.reference, bare, "tieline's root module, as one", least=1 / 1.2
        ),
        Peer("tftest", "tftest", sizes.slow, tftest, fewer, least=40),
        mocked,
        replace(mocked, cases=1, how="what its start takes", least=None),
        Peer("test", "terraform test, real provider", sizes.slow, real_test, fewer),
    ]


@dataclass(frozen=True)
class Sizes:
    """How many cases each plans."""

    reference: int = 200
    small: tuple[int, ...] = (1, 10, 50)
    large: int = 500
    mocked: int = 40
    slow: int = 5


def _tieline(count: int, most: float | None = None) -> Peer:
    return Peer("tieline", "tieline", count, tieline, "its start and terraform init included", most=most)


def tieline(world: World, folder: Path, count: int) -> Job:
    """tieline's own way, in a Python process of its own."""
    folder.mkdir(parents=True)
    environment = dict(os.environ) | {"LOCALSTACK_ENDPOINT": world.endpoint}
    return Job(((sys.executable, str(_TOOLS / "bench_tieline.py"), str(count)),), folder, environment)


def bare(world: World, folder: Path, count: int) -> Job:
    """Terraform alone, with the root module that tieline would generate."""
    folder.mkdir(parents=True)
    write_root(folder, dict(enumerate(cases(count))))
    _init(folder, world.ours())
    commands = (terraform("plan", "-input=false", "-out=plan.bin"), terraform("show", "-json", "plan.bin"))
    return Job(commands, folder, world.ours())


def tftest(world: World, folder: Path, count: int) -> Job:
    """Many Terraform runs in the module's folder, as tftest starts them."""
    module = _module(folder)
    program, *arguments = terraform()
    if arguments:
        raise Failed("tftest cannot run an embedded Terraform")
    files = [folder / f"{number}.tfvars.json" for number in range(count)]
    for number, file in enumerate(files):
        file.write_text(json.dumps(inputs(number)), encoding="utf-8")
    command = (sys.executable, str(_TOOLS / "bench_tftest.py"), str(module), program, *map(str, files))
    return Job((command,), module, world.everyones())


def mocked_test(world: World, folder: Path, count: int) -> Job:
    """Terraform's own test command, with invented data in the place of the provider's."""
    return _terraform_test(world, folder, count, _MOCKED_PROVIDER)


def real_test(world: World, folder: Path, count: int) -> Job:
    """Terraform's own test command, with the provider. An `endpoints` block in it would cost 4 s more a run."""
    return _terraform_test(world, folder, count, _REAL_PROVIDER)


def _terraform_test(world: World, folder: Path, count: int, provider: str) -> Job:
    module = _module(folder)
    file = module / "tests" / "cases.tftest.hcl"
    file.parent.mkdir()
    file.write_text("\n".join([provider, *map(_run_block, range(count))]), encoding="utf-8")
    _init(module, world.everyones())
    return Job((terraform("test", "-no-color"),), module, world.everyones())


def _run_block(number: int) -> str:
    variables = "\n".join(f"    {name} = {json.dumps(value)}" for name, value in inputs(number).items())
    return f"""run "case_{number}" {{
  command = plan

  variables {{
{variables}
  }}

  assert {{
    condition     = length(output.connections) == {connections(number)}
    error_message = "There are not as many connections as devices."
  }}
}}
"""


def _module(folder: Path) -> Path:
    """A copy of the module under test and of the modules beside it, for the files that go into it."""
    shutil.copytree(modules_folder(), folder / "modules", ignore=shutil.ignore_patterns(".terraform*"))
    return folder / "modules" / MODULE


def terraform(*arguments: str) -> tuple[str, ...]:
    """The Terraform that tieline would take."""
    return (*binary.find().command, *arguments)


def _init(folder: Path, env: Mapping[str, str]) -> None:
    done = subprocess.run(
        terraform("init", "-input=false", "-no-color"), cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Failed.saying(done.stdout + done.stderr, done.returncode)
