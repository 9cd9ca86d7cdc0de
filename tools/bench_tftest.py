"""What is measured of tftest: plan each case and assert on it. Usage: bench_tftest.py MODULE TERRAFORM VARS..."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import tftest  # type: ignore[import-untyped]

module, terraform, *files = sys.argv[1:]
tempfile.tempdir = str(Path(files[0]).parent)  # tftest leaves its plans there
under_test = tftest.TerraformTest(module, binary=terraform)
# No setup(): it would run `terraform init`, which is done. Files, as tftest hands booleans and null on wrongly.
for file in files:
    plan = under_test.plan(output=True, tf_var_file=file)
    made = [change for change in plan.resource_changes.values() if change["type"] == "aws_vpn_connection"]
    assert len(made) == len(json.loads(Path(file).read_text(encoding="utf-8"))["sites"]["hq"]["devices"]), file
