"""Drives checkov in process. It imports checkov, which takes seconds, so it is itself imported only to scan."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from checkov.common.checks_infra.registry import get_graph_checks_registry
from checkov.common.models.enums import CheckResult
from checkov.common.output.record import Record
from checkov.common.runners.runner_registry import RunnerRegistry
from checkov.runner_filter import RunnerFilter
from checkov.terraform import plan_parser
from checkov.terraform.checks.resource.base_registry import Registry
from checkov.terraform.checks.resource.registry import resource_registry
from checkov.terraform.plan_runner import Runner

from tieline.errors import Unavailable
from tieline.policy import checks
from tieline.policy.catalogue import POLICIES

#: CKV_TF_1 wants a commit hash and so refuses every registry source, even one with a version. CKV_AWS_331 is our
#: TIELINE_TGW_1, which also tells what is unknown. CKV2_AWS_35 takes every default route for one to a NAT instance:
#: instance_id, which it looks at, is nobody's argument any more and always unknown.
SKIPPED = ("CKV_TF_1", "CKV_AWS_331", "CKV2_AWS_35")


def load_checks() -> None:
    """Registers our checks with checkov and reads checkov's graph checks.

    Raises:
        Unavailable: a policy of the catalogue has no check, so it would pass without being looked at.
    """
    for module in pkgutil.iter_modules(checks.__path__):
        importlib.import_module(f"{checks.__name__}.{module.name}")
    missing = sorted(POLICIES.keys() - {check.id for _, check in resource_registry.all_checks()})
    if missing:
        raise Unavailable(
            f"No check was loaded for {', '.join(missing)}, so nothing was scanned: the folder policy/checks of this "
            "installation is incomplete. Install tieline again."
        )
    get_graph_checks_registry("terraform").load_checks()


@dataclass
class Verdicts:
    """Every verdict of one scan."""

    failed: list[Record] = field(default_factory=list)
    passed: Counter[str] = field(default_factory=Counter)
    ours: dict[tuple[str, str], CheckResult] = field(default_factory=dict)  # by policy and address


class _Recorder(Registry):
    """checkov's registry of resource checks, which also keeps what our checks say.

    checkov's report leaves out what is unknown, and takes a check that crashed for one that said unknown.
    """

    def __init__(self, verdicts: dict[tuple[str, str], CheckResult]) -> None:
        super().__init__(resource_registry.report_type)
        self.checks = resource_registry.checks
        self.wildcard_checks = resource_registry.wildcard_checks
        self._verdicts = verdicts

    def run_check(self, check: Any, entity_configuration: dict[str, Any], *rest: Any) -> Any:
        if check.id not in POLICIES:
            return super().run_check(check, entity_configuration, *rest)
        entity_name, entity_type, scanned_file, skip_info = rest
        address = str(entity_configuration["__address__"])
        try:
            result = check.run(scanned_file, entity_configuration, entity_name, entity_type, skip_info)
        except Exception as error:
            raise Unavailable(
                f"The policy {check.id} could not judge {address} ({type(error).__name__}: {error}). This is a fault "
                "in tieline, or a provider that it does not know; its modules want AWS provider 5.100 or later."
            ) from error
        self._verdicts[check.id, address] = result["result"]
        return result


def run(plan: Path) -> Verdicts:
    """Scans one plan JSON file with checkov's checks and ours.

    Raises:
        Unavailable: checkov could not read the plan, or a check could not decide.
    """
    verdicts = Verdicts()
    runner = Runner()
    runner.block_type_registries = {**runner.block_type_registries, "resource": _Recorder(verdicts.ours)}
    runner_filter = RunnerFilter(framework=["terraform_plan"], skip_checks=list(SKIPPED), show_progress_bar=False)
    with _unknown_is_not_unset():
        reports = RunnerRegistry("", runner_filter, runner).run(files=[str(plan)])
    if not reports or any(report.parsing_errors for report in reports) or not runner.definitions:
        raise Unavailable("checkov could not read the plan JSON; no policy was judged.")
    for report in reports:
        verdicts.failed += report.failed_checks
        verdicts.passed.update(record.check_id for record in report.passed_checks)
    return verdicts


@contextmanager
def _unknown_is_not_unset() -> Iterator[None]:
    """Inside, checkov tells what is known only after apply from what is not set.

    It does so under EVAL_TF_PLAN_AFTER_UNKNOWN, the only variable its plan parser reads: it alone is shown it.
    """
    names = vars(plan_parser)
    original = names["os"]
    names["os"] = SimpleNamespace(getenv={"EVAL_TF_PLAN_AFTER_UNKNOWN": "1"}.get)
    try:
        yield
    finally:
        names["os"] = original


def expected(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Policy and address of everything that our checks must have judged in a plan."""
    for change in document.get("resource_changes", []):
        if change["mode"] == "managed" and change["change"].get("after"):
            for check in resource_registry.get_checks(change["type"]):
                if check.id in POLICIES:
                    yield check.id, change["address"]
