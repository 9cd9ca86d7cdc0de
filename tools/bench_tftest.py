"""What is measured of tftest: a fixture a case, as its README has it: set up, plan, assert.

Usage: bench_tftest.py MODULE TERRAFORM VARS...
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import tftest  # type: ignore[import-untyped]

module, terraform, *files = sys.argv[1:]
tempfile.tempdir = str(Path(files[0]).parent)  # tftest leaves its plans there
for file in files:
    under_test = tftest.TerraformTest(module, binary=terraform)
    under_test.setup()
    # A file, as tftest hands booleans and null on wrongly.
    plan = under_test.plan(output=True, tf_var_file=file)
    made = [change for change in plan.resource_changes.values() if change["type"] == "aws_vpn_connection"]
    assert len(made) == len(json.loads(Path(file).read_text(encoding="utf-8"))["sites"]["hq"]["devices"]), file
