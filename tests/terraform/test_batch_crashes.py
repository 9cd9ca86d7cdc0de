"""What breaks a whole run breaks it for one case only: crashes, killed processes, providers that cannot be had."""

from __future__ import annotations

import http.client
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tieline.errors import InvalidInput, Unavailable
from tieline.localstack.landscape import Landscape, Vpc
from tieline.localstack.server import Server
from tieline.terraform.batch import plan_cases
from tieline.terraform.case import Case, Outcome

GOOD, BAD = "vpc-0aa11bb22cc33dd44", "vpc-0bad0bad0bad0bad0"
LANDSCAPE = Landscape((Vpc(GOOD, "us-east-1", ("10.44.0.0/16",)),))
LOOKS = """\
variable "vpc_id" { type = string }
data "aws_vpc" "this" { id = var.vpc_id }
output "cidr" { value = data.aws_vpc.this.cidr_block }
"""


def parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def client(port: int) -> int:
    """The process that speaks from a port of this machine."""
    [inode] = (
        line.split()[9]
        for line in Path("/proc/net/tcp").read_text().splitlines()[1:]
        if line.split()[1].endswith(f":{port:04X}")
    )
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            if str(link.readlink()) == f"socket:[{inode}]":
                return int(link.parts[2])
        except OSError:
            continue
    raise LookupError(port)


@contextmanager
def deadly(server: Server, victim: str) -> Iterator[Server]:
    """LocalStack, but whoever asks it for the bad VPC dies: the provider, or the Terraform that runs it."""
    upstream = urlsplit(server.endpoint).netloc

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if BAD.encode() in body:
                provider = client(self.client_address[1])
                os.kill(provider if victim == "provider" else parent(provider), signal.SIGKILL)
            self.forward(body)

        def do_GET(self) -> None:
            self.forward(b"")

        def forward(self, body: bytes) -> None:
            connection = http.client.HTTPConnection(upstream)
            connection.request(self.command, self.path, body, dict(self.headers))
            answer = connection.getresponse()
            content = answer.read()
            connection.close()
            try:
                self.send_response(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in {"content-length", "connection", "transfer-encoding"}:
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
            except OSError:
                pass  # the client is dead: that is what this is for

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as proxy:
        thread = threading.Thread(target=proxy.serve_forever)
        thread.start()
        try:
            yield Server(f"http://127.0.0.1:{proxy.server_address[1]}", owned=False)
        finally:
            proxy.shutdown()
            thread.join()


def module(folder: Path, name: str, text: str) -> Path:
    (folder / name).mkdir()
    (folder / name / "main.tf").write_text(text)
    return folder / name


def planned(outcome: Outcome) -> bool:
    assert outcome.plan is not None, outcome.errors
    return True


@pytest.mark.parametrize(
    ("victim", "summary", "words"),
    [
        ("provider", "The provider crashed", "GRPCProvider).ReadDataSource"),
        pytest.param(
            "terraform",
            "The case cannot be planned",
            "terraform plan was killed by signal 9",
            marks=pytest.mark.thorough,
        ),
    ],
)
def test_a_killed_process_costs_its_own_case_only(
    tmp_path: Path, localstack: Server, victim: str, summary: str, words: str
) -> None:
    looks = module(tmp_path, "looks", LOOKS)
    cases = [Case(looks, {"vpc_id": vpc}, landscape=LANDSCAPE) for vpc in (GOOD, BAD)]
    with deadly(localstack, victim) as server:
        good, bad = plan_cases(cases, server)
    assert planned(good)
    assert bad.broken
    assert summary in {error.summary for error in bad.errors}
    assert any(words in error.detail for error in bad.errors)


def test_a_case_that_makes_terraform_crash_is_found(tmp_path: Path) -> None:
    # Terraform recurses over what it decodes until its stack is full.
    deep = module(
        tmp_path,
        "deep",
        'variable "text" { type = string }\nresource "terraform_data" "this" { input = jsondecode(var.text) }\n',
    )
    cases = [Case(deep, {"text": text}) for text in ('"a"', "[" * 10_000_000, '"b"')]
    first, bad, last = plan_cases(cases, None)
    assert planned(first)
    assert planned(last)
    [error] = bad.errors
    assert bad.broken
    advice = "Find out what in the inputs makes it do so."
    assert str(error) == f"Terraform crashed: stack overflow. {advice}"


def test_a_provider_that_cannot_be_had_stops_its_own_modules_only(tmp_path: Path) -> None:
    wants = 'terraform {\n  required_providers {\n    aws = {\n      source = "hashicorp/aws"\n      version = "0.0.1"\n    }\n  }\n}\n'
    cases = [
        Case(module(tmp_path, "good", 'resource "terraform_data" "this" {}\n'), {}),
        Case(module(tmp_path, "bad", wants), {}),
    ]
    good, bad = plan_cases(cases, None)
    assert planned(good)
    assert "Terraform cannot get a provider" in bad.errors[0].detail
    with pytest.raises(Unavailable, match="Terraform cannot get a provider"):
        plan_cases(cases[1:], None)


def test_networks_that_localstack_refuses_stop_their_own_case_only(tmp_path: Path, localstack: Server) -> None:
    looks = module(tmp_path, "looks", LOOKS)
    wide = Landscape((Vpc(BAD, "us-east-1", ("10.0.0.0/8",)),))
    cases = [Case(looks, {"vpc_id": GOOD}, landscape=LANDSCAPE), Case(looks, {"vpc_id": BAD}, landscape=wide)]
    good, bad = plan_cases(cases, localstack)
    assert planned(good)
    assert BAD in bad.errors[0].detail
    with pytest.raises(InvalidInput, match=BAD):
        plan_cases(cases[1:], localstack)


@pytest.mark.thorough
def test_modules_that_configure_providers_are_planned_beside_the_others(tmp_path: Path, localstack: Server) -> None:
    own = module(tmp_path, "own", 'provider "aws" { region = "eu-west-1" }\ndata "aws_region" "this" {}\n' + OUTPUT)
    bare = module(tmp_path, "bare", 'provider "aws" {}\ndata "aws_region" "this" {}\n' + OUTPUT)
    peers = module(
        tmp_path,
        "peers",
        "terraform {\n  required_providers {\n    aws = {\n"
        '      source = "hashicorp/aws"\n      configuration_aliases = [aws.here, aws.there]\n'
        '    }\n  }\n}\ndata "aws_region" "this" { provider = aws.there }\n' + OUTPUT,
    )
    broken = module(tmp_path, "broken", 'provider "aws" { regin = "eu-west-1" }\ndata "aws_region" "this" {}\n')
    regions = [
        (bare, "us-west-2"),
        (bare, "us-west-1"),
        (own, "us-east-1"),
        (peers, "us-east-1"),
        (peers, "eu-north-1"),
        (broken, "us-east-1"),
    ]
    *good, bad = plan_cases([Case(folder, {}, region) for folder, region in regions], localstack)
    assert [outcome.plan and outcome.plan.outputs["region"] for outcome in good] == [
        "us-west-2",
        "us-west-1",
        "eu-west-1",
        "us-east-1",
        "eu-north-1",
    ]
    assert any('"regin" is not expected here' in error.detail for error in bad.errors)


OUTPUT = 'output "region" { value = data.aws_region.this.name }\n'
