"""Running Terraform in a folder. This is the one file that knows python-terraform.

python-terraform builds the argument list; all else of it is replaced here, as it can apply, prompt, hang, leak
variables into files and logs, and turn a typo into a Terraform command.
"""

import json
import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn

import python_terraform

from tieline.errors import InvalidInput, Unavailable
from tieline.terraform import binary, process, provider_cache
from tieline.terraform.binary import Executable
from tieline.terraform.configuration import (
    AWS_PROVIDER,
    MIRROR_VARIABLE,
    base_environment,
    cli_configuration,
    from_registry,
    provider_mirror,
)
from tieline.terraform.diagnostics import Diagnostic, TerraformFailed, parse_stream, parse_text

_COMMANDS = frozenset({"init", "plan", "providers schema", "show", "validate", "version"})
_FLAG = python_terraform.IsFlagged
_MISSING = ("Failed to query available provider packages", "Failed to install provider")

_DOWNLOADING = threading.Lock()
"""Several threads at once would each download the same provider."""

_log = logging.getLogger(__name__)


class NoProvider(Unavailable):
    """A provider cannot be had where Terraform looks."""


class Killed(Unavailable):
    """Somebody killed Terraform, most often the system for want of memory."""


@dataclass(frozen=True)
class PlanRun:
    """How a plan went.

    Attributes:
        ok: whether Terraform made the plan without an error.
        diagnostics: its errors and warnings.
        file: the plan; Terraform writes one for most failed plans, too. None when it did not.
    """

    ok: bool
    diagnostics: list[Diagnostic]
    file: Path | None


class Terraform(python_terraform.Terraform):  # type: ignore[misc]
    """Terraform in one folder: `init`, `validate`, `plan`, `show`. It never applies anything.

    Args:
        directory: the root module.
        executable: which Terraform; the one that `binary.find` finds by default.
        environment: set (or with None unset) on top of the environment of every run.
        timeout: seconds a command may take.
        watch: called again and again while a command runs; what it raises ends the command.

    Raises:
        InvalidInput: `directory` is not a folder.
    """

    def __init__(
        self,
        directory: Path,
        *,
        executable: Executable | None = None,
        environment: Mapping[str, str | None] | None = None,
        timeout: float = 600,
        watch: Callable[[], object] = lambda: None,
    ) -> None:
        if not directory.is_dir():
            raise InvalidInput(f"{directory} is not a folder; Terraform runs in the folder of a root module.")
        super().__init__(working_dir=str(directory))
        self.directory = directory.absolute()
        self.environment = dict(environment or {})
        self.timeout = timeout
        self.watch = watch
        if executable:
            self.executable = executable

    def __getattr__(self, item: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {item!r}", name=item, obj=self)

    @cached_property
    def executable(self) -> Executable:
        """The Terraform that runs."""
        return binary.find()

    @cached_property
    def _configuration(self) -> Path | None:
        return cli_configuration(self.directory / ".terraform")

    def init(self) -> None:
        """Fetch modules and providers. Providers that come from the registry are kept for next time.

        Raises:
            Unavailable: a provider cannot be had.
            TerraformFailed: anything else is wrong.
        """
        if not from_registry():
            self._init()
            return
        with _DOWNLOADING:
            try:
                self._init()
            except NoProvider:
                if provider_mirror() is None:
                    raise
                # The module wants another version than the one that was kept; the registry may have it.
                self._configuration = cli_configuration(self.directory / ".terraform", cached=False)
                self._init()
            provider_cache.keep(self.directory / ".terraform" / "providers")

    def _init(self) -> None:
        code, out, err = self.cmd("init", json=_FLAG, input=False)
        if code == 0:
            return
        diagnostics = _explained(out, err)
        missing = [item for item in diagnostics if item.summary.startswith(_MISSING)]
        if missing:
            raise NoProvider(
                f"Terraform cannot get a provider. {missing[0]}\n"
                f"Set {MIRROR_VARIABLE} to a folder that holds it ({AWS_PROVIDER}/<version>/<platform>/ for AWS), "
                "or allow this machine to reach the registry."
            )
        raise TerraformFailed("init", diagnostics)

    def validate(self) -> list[Diagnostic]:
        """Check the configuration; empty when it is fine. Needs `init` first."""
        code, out, err = self.cmd("validate", json=_FLAG)
        return parse_stream(out) if code == 0 else _explained(out, err)

    def plan(self, out: str = "plan.bin", **options: Any) -> PlanRun:
        """Plan to the file `out`. A plan that fails is a result, not an exception. Needs `init` first.

        No lock is taken: nothing is changed, and a remote state's lock is not ours to hold.

        Args:
            out: the plan's file, in the folder.
            **options: any of Terraform's options (`var_file`, `refresh`, ...), and those of `cmd`.

        Raises:
            TerraformFailed: Terraform ended without saying why in its own way: it crashed.
        """
        file = self.directory / out
        file.unlink(missing_ok=True)  # else a plan that fails early would leave the last one to be read
        settings = {"json": _FLAG, "input": False, "lock": False, "out": out} | options
        code, stdout, stderr = self.cmd("plan", **settings)
        diagnostics = parse_stream(stdout)
        if code and not _has_error(diagnostics):
            raise TerraformFailed("plan", _explained(stdout, stderr))
        return PlanRun(code == 0, diagnostics, file if file.is_file() else None)

    def show(self, path: Path | str) -> dict[str, Any]:
        """Read a plan file as Terraform's JSON.

        Raises:
            TerraformFailed: the file is missing, or no plan.
        """
        code, out, err = self.cmd("show", str(path), json=_FLAG, no_color=_FLAG)
        if code:
            raise TerraformFailed("show", _explained(out, err))
        document: dict[str, Any] = json.loads(out)
        return document

    def providers_schema(self) -> dict[str, Any]:
        """What the providers of the folder's configuration can do, as Terraform's JSON. Needs `init` first.

        Raises:
            TerraformFailed: a provider does not start.
        """
        code, out, err = self.cmd("providers schema", json=_FLAG)
        if code:
            raise TerraformFailed("providers schema", _explained(out, err))
        document: dict[str, Any] = json.loads(out)
        return document

    def cmd(
        self,
        cmd: str,
        *args: str,
        environment: Mapping[str, str | None] | None = None,
        timeout: float | None = None,
        **options: Any,
    ) -> tuple[int, str, str]:
        """Run one of the commands that change nothing; returns the exit code, stdout and stderr.

        Args:
            cmd: `init`, `plan`, `providers schema`, `show`, `validate` or `version`.
            *args: its positional arguments.
            environment: on top of the object's, for this run.
            timeout: instead of the object's, for this run.
            **options: Terraform's options, with `_` for `-`: a flag is `IsFlagged`, a list repeats the option.

        Raises:
            NotImplementedError: any other command.
            Unavailable: it cannot be run, took too long or was killed.
        """
        if cmd not in _COMMANDS:
            raise NotImplementedError(f"terraform {cmd} is refused: tieline plans, and never applies anything")
        argv = [*self.executable.command, *self.generate_cmd_string(cmd, *args, **options)[1:]]
        settings = base_environment(self._configuration) | self.environment | dict(environment or {})
        if cmd != "init":  # which starts no provider, and keeps there what it fetches
            # Sockets of providers go with the folder, also when these are killed; and no socket's path is too long.
            settings["TMPDIR"] = "."
        limit = self.timeout if timeout is None else timeout
        start = time.monotonic()
        try:
            finished = process.run(
                argv,
                cwd=self.directory,
                env={name: value for name, value in settings.items() if value is not None},
                timeout=limit,
                watch=self.watch,
            )
        except TimeoutError as error:
            raise Unavailable(
                f"terraform {cmd} did not end within {limit:g} s in {self.directory} and was stopped; "
                "look whether what it talks to (LocalStack, the registry) still answers."
            ) from error
        except OSError as error:
            raise Unavailable(f"terraform {cmd} cannot be started in {self.directory}: {error}.") from error
        # No argument and no output: either may hold a secret.
        _log.debug("terraform %s: exit code %d after %.2f s", cmd, finished.code, time.monotonic() - start)
        if finished.code < 0:
            raise Killed(f"terraform {cmd} was killed by signal {-finished.code}; the machine may be out of memory.")
        return finished.code, finished.stdout, finished.stderr

    def generate_cmd_string(self, cmd: str, *args: str, **options: Any) -> list[str]:
        """Build the argument list; python-terraform's, less the temporary files it makes of mappings."""
        for name, value in options.items():
            if isinstance(value, Mapping):
                raise TypeError(f"{name}: a mapping would go through a shared temporary file; write a tfvars file")
        words: list[str] = super().generate_cmd_string(cmd, *args, **options)
        return words

    def read_state_file(self, *_args: Any) -> None:
        """Does nothing: python-terraform reads the state at construction and after every command."""


def _explained(out: str, err: str) -> list[Diagnostic]:
    """The diagnostics of a command that failed: what it printed for a person, where it gave no error as JSON."""
    diagnostics = parse_stream(out)
    return diagnostics if _has_error(diagnostics) else [*diagnostics, parse_text(err or out)]


def _has_error(diagnostics: list[Diagnostic]) -> bool:
    return any(item.severity == "error" for item in diagnostics)
