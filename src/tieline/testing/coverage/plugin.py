"""The options of plan coverage. Without one of them nothing else of this package is imported."""

from __future__ import annotations

import argparse
import importlib.util

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds `--tieline-coverage` and what goes with it."""
    group = parser.getgroup("tieline")
    group.addoption(
        "--tieline-coverage",
        action="store_true",
        help="Show at the end what of the modules the plan cases have tried: variables, resource blocks, validations.",
    )
    group.addoption("--tieline-coverage-json", metavar="FILE", help="Write plan coverage to FILE, too.")
    group.addoption(
        "--tieline-coverage-fail-under",
        metavar="PERCENT",
        type=_percent,
        help="Fail when the plan coverage of a module is less.",
    )


def _percent(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1
    if not 0 <= value <= 100:
        raise argparse.ArgumentTypeError(f"{text} is no percentage; give a number of 0-100.")
    return value


def pytest_configure(config: pytest.Config) -> None:
    """Starts to collect where one of the options is given."""
    options = config.option
    if not (
        options.tieline_coverage
        or options.tieline_coverage_json is not None
        or options.tieline_coverage_fail_under is not None
    ):
        return
    if importlib.util.find_spec("tree_sitter_hcl") is None:
        raise pytest.UsageError(
            "--tieline-coverage reads modules with tree-sitter-hcl, which is not installed; "
            "install it with: pip install 'tieline[pytest]'"
        )
    # ruff: noqa: PLC0415 - it imports what sessions without coverage do without
    from tieline.testing.coverage.session import Collector, Reporter

    config.pluginmanager.register(Collector(), "tieline-coverage-collector")
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Reporter(config), "tieline-coverage-reporter")
