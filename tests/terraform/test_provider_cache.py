"""Real Terraform takes a provider from a registry on this machine; it cannot run, which is enough for `init`."""

from __future__ import annotations

import base64
import hashlib
import http.server
import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tieline.errors import Unavailable
from tieline.terraform import configuration, provider_cache
from tieline.terraform.configuration import AWS_PROVIDER
from tieline.terraform.runner import Terraform

VERSIONS = ("9.9.8", "9.9.9")
# A ZIP with an empty provider, and a signature of its checksum by a key made for these tests: Terraform wants both.
ARCHIVE = base64.b64decode(
    "UEsDBBQAAAAAAAAAIQAAAAAAAAAAAAAAAAAdAAAAdGVycmFmb3JtLXByb3ZpZGVyLWF3c192OS45LjlQSwECFAMUAAAAAAAAACEAAAAAAAAA"
    "AAAAAAAAHQAAAAAAAAAAAAAAgAEAAAAAdGVycmFmb3JtLXByb3ZpZGVyLWF3c192OS45LjlQSwUGAAAAAAEAAQBLAAAAOwAAAAAA"
)
CHECKSUM = hashlib.sha256(ARCHIVE).hexdigest()
SIGNATURE = base64.b64decode(
    "iHUEABYIAB0WIQShgAzzW6HBrIorB13H6RAAdgVBawUCZZIAgAAKCRDH6RAAdgVBa55KAP4yQtEmpURjVSqC1ptdC5H/p7YIDVptj3m6mOJQ"
    "PaBmBQD/daDG2QkoDlWjeAyFCJZ0REOEbwWGxCH8AhTBGhzHfQM="
)
KEY = """-----BEGIN PGP PUBLIC KEY BLOCK-----

mDMEZZIAgBYJKwYBBAHaRw8BAQdAU9OgOCX004nU1DfrxTJVe3yyvJooB/gNCHEM
WxrzAMC0DXRpZWxpbmUgdGVzdHOIkAQTFggAOBYhBKGADPNbocGsiisHXcfpEAB2
BUFrBQJlkgCAAhsDBQsJCAcCBhUKCQgLAgQWAgMBAh4BAheAAAoJEMfpEAB2BUFr
SJAA/A+PCPrqCiBYjJSHb2UBjGtb4wVLhKt86K4L7Fvj1iBoAQCsch0f2L5RNbIT
tYl06utofldn6AIgJNco7s+6/D6NAA==
=rW8Q
-----END PGP PUBLIC KEY BLOCK-----
"""


class Handler(http.server.BaseHTTPRequestHandler):
    """The provider registry protocol, for one provider."""

    def do_GET(self) -> None:
        platform = dict(zip(("os", "arch"), configuration._platform().split("_"), strict=True))
        versions = [{"version": version, "protocols": ["5.0"], "platforms": [platform]} for version in VERSIONS]
        package = platform | {
            "protocols": ["5.0"],
            "filename": "provider.zip",
            "download_url": "/provider.zip",
            "shasum": CHECKSUM,
            "shasums_url": "/checksums",
            "shasums_signature_url": "/signature",
            "signing_keys": {"gpg_public_keys": [{"key_id": "C7E910007605416B", "ascii_armor": KEY}]},
        }
        kind, body = {
            "versions": ("application/json", json.dumps({"versions": versions}).encode()),
            platform["arch"]: ("application/json", json.dumps(package).encode()),
            "provider.zip": ("application/zip", ARCHIVE),
            "checksums": ("text/plain", f"{CHECKSUM}  provider.zip\n".encode()),
            "signature": ("application/octet-stream", SIGNATURE),
        }[self.path.rpartition("/")[2]]
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Keep quiet."""


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[http.server.ThreadingHTTPServer]:
    """A machine with no mirror, whose Terraform takes this server for the public registry."""
    for name in ("TIELINE_PROVIDER_MIRROR", "TF_PLUGIN_CACHE_DIR", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name in ("home", "cache", "data"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "data"))
    monkeypatch.setattr(configuration, "_PREFIXES", {})
    monkeypatch.chdir(tmp_path)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    url = f"http://127.0.0.1:{server.server_port}/"
    rules = tmp_path / "registry.tfrc"
    rules.write_text(f'host "registry.terraform.io" {{\n  services = {{ "providers.v1" = "{url}" }}\n}}\n')
    monkeypatch.setenv("TF_CLI_CONFIG_FILE", str(rules))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    close(server)
    thread.join()


def close(server: http.server.ThreadingHTTPServer) -> None:
    server.shutdown()
    server.server_close()


def initialised(folder: Path, version: str = ">= 9.9") -> str:
    """The version that a new root module gets."""
    folder.mkdir()
    wanted = f'aws = {{\n      source  = "hashicorp/aws"\n      version = "{version}"\n    }}'
    (folder / "main.tf").write_text(f"terraform {{\n  required_providers {{\n    {wanted}\n  }}\n}}\n")
    Terraform(folder).init()
    [got] = (folder / ".terraform/providers" / AWS_PROVIDER).iterdir()
    return got.name


def kept(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "cache/tieline/providers" / AWS_PROVIDER).glob("*"))


def test_a_second_init_needs_no_registry(tmp_path: Path, registry: http.server.ThreadingHTTPServer) -> None:
    assert initialised(tmp_path / "first") == "9.9.9"
    close(registry)

    assert initialised(tmp_path / "second") == "9.9.9"
    assert [path.name for path in (tmp_path / "cache/tieline").iterdir()] == ["providers"]


@pytest.mark.usefixtures("registry")
def test_another_version_than_the_kept_one_still_comes_from_the_registry(tmp_path: Path) -> None:
    initialised(tmp_path / "first")

    assert initialised(tmp_path / "second", "9.9.8") == "9.9.8"
    assert kept(tmp_path) == ["9.9.8", "9.9.9"]


def test_neither_kept_nor_in_the_registry_is_told(tmp_path: Path, registry: http.server.ThreadingHTTPServer) -> None:
    initialised(tmp_path / "first")
    close(registry)

    with pytest.raises(Unavailable, match="Terraform cannot get a provider"):
        initialised(tmp_path / "second", "9.9.8")


@pytest.mark.usefixtures("registry")
@pytest.mark.parametrize("how", ["a mirror", "the user's rules"])
def test_what_does_not_come_from_the_registry_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    packages = tmp_path / "mirror" / AWS_PROVIDER
    packages.mkdir(parents=True)
    (packages / f"terraform-provider-aws_9.9.9_{configuration._platform()}.zip").write_bytes(ARCHIVE)
    if how == "a mirror":
        monkeypatch.setenv("TIELINE_PROVIDER_MIRROR", str(tmp_path / "mirror"))
    else:
        (tmp_path / "registry.tfrc").write_text(
            f'provider_installation {{\n  filesystem_mirror {{\n    path = "{tmp_path}/mirror"\n  }}\n}}\n'
        )

    assert initialised(tmp_path / "first") == "9.9.9"
    assert kept(tmp_path) == []


@pytest.mark.usefixtures("registry")
def test_no_place_to_keep_it_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))

    assert initialised(tmp_path / "first") == "9.9.9"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package in `.terraform/providers`, which is not on the cache's file system."""

    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("os.link", refuse)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    package = tmp_path / "providers" / AWS_PROVIDER / "9.9.9" / configuration._platform()
    package.mkdir(parents=True)
    for number in range(50):
        (package / str(number)).write_bytes(bytes(100_000))
    return package


def test_many_at_once_keep_one_whole_package(tmp_path: Path, package: Path) -> None:
    providers = tmp_path / "providers"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(provider_cache.keep, [providers] * 8))

    copy = tmp_path / "cache/tieline/providers" / package.relative_to(providers)
    assert len(list(copy.iterdir())) == 50
    assert [path.name for path in (tmp_path / "cache/tieline").iterdir()] == ["providers"]


def test_what_cannot_be_copied_whole_is_not_kept(tmp_path: Path, package: Path) -> None:
    (package / "broken").symlink_to("missing")

    provider_cache.keep(tmp_path / "providers")

    assert [path for path in (tmp_path / "cache").rglob("*") if path.is_file()] == []
