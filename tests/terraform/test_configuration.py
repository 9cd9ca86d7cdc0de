"""Where the provider comes from, and what environment Terraform runs in."""

import http.server
import json
import os
import platform
import threading
import timeit
import zipfile
from collections import UserDict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tieline.errors import InvalidInput, Unavailable
from tieline.terraform import configuration
from tieline.terraform.configuration import (
    base_environment,
    cli_configuration,
    localstack_environment,
    provider_mirror,
)
from tieline.terraform.runner import Terraform

ADDRESS = "registry.terraform.io/hashicorp/aws"
MACHINE = {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
PLATFORM = f"{platform.system().lower()}_{MACHINE}"
ROOT = 'terraform {\n  required_providers {\n    aws = {\n      source = "hashicorp/aws"\n    }\n  }\n}\n'
REAL_PREFIXES = configuration._PREFIXES
OWN_BLOCK = "provider_installation {\n  direct {}\n}\n"


@pytest.fixture(autouse=True)
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of this machine: an empty home, an empty working folder, no variables, no prefixes."""
    for name in [*os.environ]:
        if name.startswith(("TF_", "TERRAFORM_CONFIG", "TIELINE_", "XDG_", "AWS_")):
            monkeypatch.delenv(name)
    for name in ("home", "cwd", "run"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path / "cwd")
    monkeypatch.setattr(configuration, "_PREFIXES", {})


def unpacked(mirror: Path, address: str = ADDRESS, wanted: str = PLATFORM) -> Path:
    """A mirror with a provider that cannot run, which is enough for `terraform init`."""
    package = mirror / address / "9.9.9" / wanted
    package.mkdir(parents=True)
    (package / f"terraform-provider-{address.rpartition('/')[2]}_v9.9.9").write_text("")
    return mirror


def packed(mirror: Path) -> Path:
    (mirror / ADDRESS).mkdir(parents=True)
    with zipfile.ZipFile(mirror / ADDRESS / f"terraform-provider-aws_9.9.9_{PLATFORM}.zip", "w") as archive:
        archive.writestr("terraform-provider-aws_v9.9.9", "")
    return mirror


def test_nothing_found_means_the_registry(tmp_path: Path) -> None:
    assert provider_mirror() is None
    assert cli_configuration(tmp_path / "run") is None
    assert [*(tmp_path / "run").iterdir()] == []


@pytest.mark.parametrize("make", [unpacked, packed])
def test_real_init_takes_the_provider_from_the_named_mirror(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], Path]
) -> None:
    mirror = make(tmp_path / 'a "mirror"')
    monkeypatch.setenv("TIELINE_PROVIDER_MIRROR", str(mirror))
    (tmp_path / "run/main.tf").write_text(ROOT)

    Terraform(tmp_path / "run").init()

    assert 'version = "9.9.9"' in (tmp_path / "run/.terraform.lock.hcl").read_text()


@pytest.mark.parametrize("content", ["missing", "empty", "other platform", "a file"])
def test_a_bad_named_mirror_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    mirror = tmp_path / "mirror"
    if content == "empty":
        mirror.mkdir()
    elif content == "other platform":
        unpacked(mirror, wanted="plan9_arm")
    elif content == "a file":
        mirror.write_text("")
    unpacked(tmp_path / "home/.terraform.d/plugins")
    monkeypatch.setenv("TIELINE_PROVIDER_MIRROR", str(mirror))

    with pytest.raises(InvalidInput, match=rf"TIELINE_PROVIDER_MIRROR={mirror} holds no AWS provider for {PLATFORM}"):
        cli_configuration(tmp_path / "run")


@pytest.mark.parametrize(
    "place",
    [
        "cwd/terraform.d/plugins",
        "home/.terraform.d/plugins",
        "home/.local/share/terraform/plugins",
        "data/terraform/plugins",
    ],
)
def test_terraforms_own_mirrors_are_found(tmp_path: Path, place: str) -> None:
    assert provider_mirror() is None
    unpacked(tmp_path / place)
    assert provider_mirror() == tmp_path / place


@pytest.mark.parametrize("place", ["plugins", "terraform/plugins"])
def test_a_mirror_near_by_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    monkeypatch.setattr(configuration, "_PREFIXES", {str(tmp_path / "none"): 2, str(tmp_path / "opt"): 2})
    unpacked(tmp_path / "opt/aardvark", wanted="plan9_arm")
    mirror = unpacked(tmp_path / "opt" / place)
    assert provider_mirror() == mirror

    deep = {str(tmp_path): 1}
    monkeypatch.setattr(configuration, "_PREFIXES", deep)
    assert provider_mirror() is None


def test_a_mirror_near_by_that_anybody_can_write_to_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(configuration, "_PREFIXES", {str(tmp_path / "opt"): 1})
    mirror = unpacked(tmp_path / "opt/plugins")
    (mirror / "registry.terraform.io").chmod(0o777)
    assert provider_mirror() is None

    monkeypatch.setenv("TIELINE_PROVIDER_MIRROR", str(mirror))
    assert provider_mirror() == mirror


def test_what_the_mirror_does_not_have_still_comes_from_the_registry(tmp_path: Path) -> None:
    mirror = unpacked(tmp_path / "home/.terraform.d/plugins")
    unpacked(mirror, "registry.terraform.io/hashicorp/tls")
    unpacked(mirror, "registry.terraform.io/hashicorp/random", wanted="plan9_arm")
    unpacked(mirror, "example.org/lost+found/x")

    written = cli_configuration(tmp_path / "run")

    assert written == tmp_path / "run/tieline.tfrc"
    have = '["registry.terraform.io/hashicorp/aws", "registry.terraform.io/hashicorp/tls"]'
    assert f'path    = "{mirror}"\n    include = {have}' in written.read_text()
    assert f"direct {{\n    exclude = {have}" in written.read_text()


def test_the_users_installation_rules_are_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mirror = unpacked(tmp_path / "home/.terraform.d/plugins")
    (tmp_path / "home/.terraformrc").write_text(OWN_BLOCK)
    assert cli_configuration(tmp_path / "run") is None  # Terraform reads it by itself

    named = tmp_path / "my.tfrc"
    named.write_text(OWN_BLOCK)
    monkeypatch.setenv("TF_CLI_CONFIG_FILE", str(named))
    assert cli_configuration(tmp_path / "run") == named

    monkeypatch.setenv("TIELINE_PROVIDER_MIRROR", str(mirror))
    written = cli_configuration(tmp_path / "run")
    assert written is not None
    assert written.read_text().count("provider_installation {") == 1
    assert str(mirror) in written.read_text()


def test_the_rest_of_the_users_configuration_is_kept_beside_our_mirror(tmp_path: Path) -> None:
    unpacked(tmp_path / "home/.terraform.d/plugins")
    (tmp_path / "home/.terraformrc").write_text(
        '# provider_installation { not this }\nhost "a.example" {\n  services = {}\n}\n'
    )
    (tmp_path / "home/.terraform.d/credentials.tfrc.json").write_text(
        json.dumps({"credentials": {"b.example": {"token": "t0k"}}})
    )
    (tmp_path / "run/main.tf").write_text(ROOT)

    Terraform(tmp_path / "run").init()  # real Terraform reads the result

    written = tmp_path / "run/.terraform/tieline.tfrc"
    assert 'host "a.example"' in written.read_text()
    assert 'credentials "b.example" {\n  token = "t0k"\n}' in written.read_text()
    assert written.stat().st_mode & 0o077 == 0
    assert [path.name for path in written.parent.glob("*.tfrc*")] == ["tieline.tfrc"]


def test_a_variable_that_names_a_missing_file_is_as_good_as_unset(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TF_CLI_CONFIG_FILE", str(tmp_path / "missing"))
    assert cli_configuration(tmp_path / "run") is None
    assert "TF_CLI_CONFIG_FILE" not in base_environment(None)

    unpacked(tmp_path / "home/.terraform.d/plugins")
    (tmp_path / "run/main.tf").write_text(ROOT)
    Terraform(tmp_path / "run").init()


def test_no_provider_to_be_had_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "rc").write_text(
        f'provider_installation {{\n  filesystem_mirror {{\n    path = "{tmp_path}/empty"\n  }}\n}}\n'
    )
    monkeypatch.setenv("TF_CLI_CONFIG_FILE", str(tmp_path / "rc"))
    (tmp_path / "run/main.tf").write_text(ROOT)

    with pytest.raises(Unavailable, match=r"(?s)hashicorp/aws was not found in.*Set TIELINE_PROVIDER_MIRROR to"):
        Terraform(tmp_path / "run").init()


def test_the_look_is_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """On this machine as it is; 3 ms where it was measured."""
    monkeypatch.setattr(configuration, "_PREFIXES", REAL_PREFIXES)
    assert min(timeit.repeat(provider_mirror, number=1, repeat=5)) < 0.05


def test_terraforms_variables_are_cleared_but_for_access_and_caches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TF_LOG", "TF_LOG_PATH", "TF_CLI_ARGS_plan", "TF_VAR_x", "TF_DATA_DIR", "TF_WORKSPACE", "TF_ACC"):
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("TF_TOKEN_a_example", "t0k")
    monkeypatch.setenv("TF_PLUGIN_CACHE_DIR", "cache")

    environment = base_environment(tmp_path / "rc")

    assert {name: value for name, value in environment.items() if name.startswith("TF_")} == {
        "TF_CLI_CONFIG_FILE": str(tmp_path / "rc"),
        "TF_IN_AUTOMATION": "1",
        "TF_INPUT": "0",
        "TF_PLUGIN_CACHE_DIR": "cache",
        "TF_TOKEN_a_example": "t0k",
    }
    assert environment["PATH"] == os.environ["PATH"]
    assert environment["CHECKPOINT_DISABLE"] == "1"
    assert (environment["GOGC"], environment["GOMEMLIMIT"]) == ("800", "1500MiB")


def test_localstack_unsets_every_other_way_to_aws(monkeypatch: pytest.MonkeyPatch) -> None:
    stray = [
        "AWS_PROFILE",
        "AWS_SESSION_TOKEN",
        "AWS_CA_BUNDLE",
        "AWS_ENDPOINT_URL_EC2",
        "AWS_ENDPOINT_URL_STS",
        "AWS_ROLE_ARN",
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
        "AWS_USE_FIPS_ENDPOINT",
        "AWS_DEFAULT_REGION",
    ]
    for name in stray:
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://elsewhere")
    monkeypatch.setenv("NO_PROXY", "corp.example,localhost")

    environment = localstack_environment("http://stack.example:4566", "111122223333", "eu-west-1")

    assert [environment[name] for name in stray] == [None] * len(stray)
    assert {name: value for name, value in environment.items() if name not in stray} == {
        "AWS_ACCESS_KEY_ID": "111122223333",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_ENDPOINT_URL": "http://stack.example:4566",
        "AWS_MAX_ATTEMPTS": "2",
        "AWS_REGION": "eu-west-1",
        "NO_PROXY": "corp.example,localhost,127.0.0.1,::1,stack.example",
        "no_proxy": "corp.example,localhost,127.0.0.1,::1,stack.example",
    }
    assert localstack_environment("http://127.0.0.1:1", "111122223333", None)["AWS_REGION"] is None


class Recorder(http.server.BaseHTTPRequestHandler):
    """Answers every call with an error, and keeps who called and what for."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        seen = self.server.seen  # type: ignore[attr-defined]
        seen.append((body.split("&", 1)[0], self.headers["Authorization"].split("/", 1)[0]))
        self.send_response(500)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Keep quiet."""


@pytest.fixture
def endpoint() -> Iterator[http.server.ThreadingHTTPServer]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
    server.seen = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_real_provider_talks_to_the_endpoint_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, endpoint: http.server.ThreadingHTTPServer
) -> None:
    monkeypatch.undo()  # this one needs the machine's provider
    credentials = tmp_path / "credentials"
    credentials.write_text("[real]\naws_access_key_id = AKIAREAL\naws_secret_access_key = real\n")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(credentials))
    monkeypatch.setenv("AWS_PROFILE", "real")
    monkeypatch.setenv("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    run = tmp_path / "run"
    (run / "main.tf").write_text(ROOT + 'provider "aws" {\n  max_retries = 2\n}\ndata "aws_caller_identity" "me" {}\n')
    url = f"http://127.0.0.1:{endpoint.server_port}"
    terraform = Terraform(run, environment=localstack_environment(url, "111122223333", "eu-west-1"), timeout=60)
    terraform.init()

    result = terraform.plan()

    assert not result.ok
    assert endpoint.seen == [("Action=GetCallerIdentity", "AWS4-HMAC-SHA256 Credential=111122223333")] * 2  # type: ignore[attr-defined]


def test_a_variable_may_go_while_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    class Vanishing(UserDict[str, str]):
        def __iter__(self) -> Iterator[str]:
            yield from (*self.data, "TAKEN_AWAY_BY_ANOTHER_THREAD")

    with monkeypatch.context() as patch:
        patch.setattr(os, "environ", Vanishing(KEPT="yes"))
        environment = base_environment(None)
    assert environment["KEPT"] == "yes"
    assert "TAKEN_AWAY_BY_ANOTHER_THREAD" not in environment
