"""What is measured of tieline: plan so many cases, and assert on each. Usage: bench_tieline.py COUNT."""

from __future__ import annotations

import sys

from bench_cases import cases, connections
from tieline.localstack.server import running
from tieline.terraform.batch import plan_cases

with running() as server:
    outcomes = plan_cases(cases(int(sys.argv[1])), server)
for number, outcome in enumerate(outcomes):
    if outcome.plan is None:
        sys.exit(f"case {number}: {outcome.errors[0]}")
    assert len(outcome.plan.of_type("aws_vpn_connection")) == connections(number), number
