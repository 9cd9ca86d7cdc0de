"""How our own Terraform runs are configured: environment, and the CLI configuration that says where providers are."""

import json
import os
import platform
import re
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path
from urllib.parse import urlsplit

from tieline.errors import InvalidInput
from tieline.terraform import provider_cache

MIRROR_VARIABLE = "TIELINE_PROVIDER_MIRROR"
AWS_PROVIDER = "registry.terraform.io/hashicorp/aws"

# Where a Unix machine keeps what was put there by hand, and how many folders deep a mirror is looked for.
_PREFIXES = {
    "/opt": 2,
    "/srv": 2,
    "/usr/local": 2,
    "/usr/local/lib": 1,
    "/usr/local/share": 1,
    "/usr/lib": 1,
    "/usr/share": 1,
    "/var/lib": 1,
    "~": 1,
}
_MOST_ENTRIES = 1000  # of one folder: the look stays a matter of milliseconds

# What of Terraform's own variables a run may inherit: access and caches. All others change what a plan says.
_INHERITED = ("TF_PLUGIN_CACHE_", "TF_REGISTRY_", "TF_TOKEN_")
_CONFIGURATION_VARIABLES = ("TF_CLI_CONFIG_FILE", "TERRAFORM_CONFIG")
_INSTALLATION_BLOCK = re.compile(r'^\s*provider_installation\s*\{|"provider_installation"\s*:', re.MULTILINE)
_PROVIDER_PART = re.compile(r"[a-z0-9][a-z0-9._-]*")


def base_environment(configuration: Path | None) -> dict[str, str]:
    """The environment of every Terraform run: ours, less all that would make Terraform behave in another way.

    Args:
        configuration: the CLI configuration file; None leaves Terraform to its usual places.
    """
    environment = {
        name: value
        for name in os.environ
        if name.startswith(_INHERITED) or not name.startswith(("TF_", "TERRAFORM_CONFIG"))
        if (value := os.environ.get(name)) is not None  # numpy, imported in another thread, takes away one it had set
    }
    environment |= {
        "CHECKPOINT_DISABLE": "1",
        # Together they save a fifth of a large plan's work, at the memory that GOGC=400 takes.
        "GOGC": "800",
        "GOMEMLIMIT": "1500MiB",
        "TF_IN_AUTOMATION": "1",
        "TF_INPUT": "0",
    }
    if configuration:
        environment["TF_CLI_CONFIG_FILE"] = str(configuration)
    return environment


def localstack_environment(endpoint: str, account: str, region: str | None) -> dict[str, str | None]:
    """What makes the AWS provider talk to LocalStack, and unable to reach AWS; None means unset.

    Every AWS_* variable of this process is unset first: a profile, a role or the endpoint of one service would
    win over the endpoint given here.

    Args:
        endpoint: LocalStack's URL.
        account: 12 digits; LocalStack keeps what different accounts make apart.
        region: the region, or None to leave it to the provider block.
    """
    environment: dict[str, str | None] = {name: None for name in os.environ if name.startswith("AWS_")}
    hosts = [*filter(None, (os.environ.get("NO_PROXY") or os.environ.get("no_proxy") or "").split(","))]
    hosts += [host for host in ("127.0.0.1", "localhost", "::1", urlsplit(endpoint).hostname) if host]
    no_proxy = ",".join(dict.fromkeys(hosts))
    return environment | {
        "AWS_ACCESS_KEY_ID": account,
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_MAX_ATTEMPTS": "2",  # the provider itself heeds only `max_retries` of its block: set both
        "AWS_REGION": region,
        "NO_PROXY": no_proxy,
        "no_proxy": no_proxy,
    }


def provider_mirror(*, cached: bool = True) -> Path | None:
    """The folder that holds the AWS provider for this platform, or None: then it comes from the registry.

    First TIELINE_PROVIDER_MIRROR, then the folders in which Terraform itself looks, then a shallow look where
    people put such a folder, then, if `cached`, what earlier runs took from the registry.

    Raises:
        InvalidInput: TIELINE_PROVIDER_MIRROR names no such folder.
    """
    if given := os.environ.get(MIRROR_VARIABLE):
        mirror = Path(given).expanduser().absolute()
        if not _has_package(mirror / AWS_PROVIDER):
            raise InvalidInput(
                f"{MIRROR_VARIABLE}={given} holds no AWS provider for {_platform()}; name a folder that holds "
                f"{AWS_PROVIDER}/<version>/{_platform()}/, or unset it to use the registry."
            )
        return mirror
    places = chain(_implied_mirrors(), _nearby_mirrors(), filter(None, [provider_cache.folder()] if cached else []))
    return next((mirror for mirror in places if _has_package(mirror / AWS_PROVIDER)), None)


def from_registry() -> bool:
    """Whether the AWS provider comes from the registry, or from what is kept of it: nothing else was named or found."""
    _, own = _users_configuration()
    return not _INSTALLATION_BLOCK.search(own) and provider_mirror(cached=False) is None


def cli_configuration(directory: Path, *, cached: bool = True) -> Path | None:
    """The CLI configuration file for our runs, or None where Terraform's usual places are right.

    The user's own configuration is kept: untouched where it says how providers are installed, else with our mirror
    added to it. Only TIELINE_PROVIDER_MIRROR goes before it; a configuration with a `provider_installation` of
    its own is then set aside whole. A variable that names a file that does not exist counts as not set.

    Args:
        directory: where the file goes if one has to be written; made if need be.
        cached: whether providers may be those that earlier runs took from the registry.

    Raises:
        InvalidInput: TIELINE_PROVIDER_MIRROR names no folder with an AWS provider.
    """
    named, own = _users_configuration()
    decided = _INSTALLATION_BLOCK.search(own) is not None
    mirror = provider_mirror(cached=cached) if os.environ.get(MIRROR_VARIABLE) or not decided else None
    if mirror is None:
        return named
    return _write(directory / "tieline.tfrc", ("" if decided else own + "\n") + _installation(mirror))


def _users_configuration() -> tuple[Path | None, str]:
    """The file that a variable names, and the text of the user's configuration."""
    named = next((path for name in _CONFIGURATION_VARIABLES if (path := _file(os.environ.get(name)))), None)
    return named, _text(named) if named else "\n".join(_usual_texts())


def _file(name: str | None) -> Path | None:
    path = Path(name).absolute() if name else None
    return path if path and path.is_file() else None


def _usual_texts() -> Iterator[str]:
    home = _home()
    if home is None:
        return
    main = home / ("terraform.rc" if sys.platform == "win32" else ".terraformrc")
    folder = home / ".terraform.d"
    for path in (main, *sorted(folder.glob("*.tfrc")), *sorted(folder.glob("*.tfrc.json"))):
        if path.is_file():
            yield _text(path)


def _text(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return _credentials(text) if text.lstrip().startswith("{") and not _INSTALLATION_BLOCK.search(text) else text


def _credentials(text: str) -> str:
    """The JSON that `terraform login` writes, in the syntax that can be joined with ours."""
    try:
        hosts = json.loads(text).get("credentials", {})
        tokens = {host: values["token"] for host, values in hosts.items()}
    except (ValueError, AttributeError, TypeError, KeyError):
        return ""
    return "".join(f"credentials {json.dumps(host)} {{\n  token = {json.dumps(tokens[host])}\n}}\n" for host in tokens)


def _installation(mirror: Path) -> str:
    # As Terraform does with its implied mirrors: what is there comes from there alone, the rest from the registry.
    providers = json.dumps(sorted(_providers(mirror)))
    return f"""provider_installation {{
  filesystem_mirror {{
    path    = {json.dumps(str(mirror), ensure_ascii=False)}
    include = {providers}
  }}
  direct {{
    exclude = {providers}
  }}
}}
"""


def _write(path: Path, text: str) -> Path:
    path = path.absolute()
    path.parent.mkdir(parents=True, exist_ok=True)
    # Readable by its owner alone, as the user's text may hold tokens.
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with open(handle, "w", encoding="utf-8") as file:  # noqa: PTH123 - an open descriptor
        file.write(text)
    return Path(temporary).replace(path)


def _providers(mirror: Path) -> Iterator[str]:
    for host in _folders(mirror):
        for namespace in _folders(host) if "." in host.name else ():
            for folder in _folders(namespace):
                parts = (host.name, namespace.name, folder.name)
                if all(map(_PROVIDER_PART.fullmatch, parts)) and _has_package(folder):
                    yield "/".join(parts)


def _has_package(provider: Path) -> bool:
    """Whether a provider's folder in a mirror, unpacked or packed, holds a version for this platform."""
    wanted = _platform()
    try:
        with os.scandir(provider) as entries:
            return any(
                (entry.is_dir() and Path(entry.path, wanted).is_dir()) or entry.name.endswith(f"_{wanted}.zip")
                for entry in entries
            )
    except OSError:
        return False


def _platform() -> str:
    """This platform in Terraform's words, such as linux_amd64."""
    machine = platform.machine().lower()
    return f"{platform.system().lower()}_" + {
        "x86_64": "amd64",
        "aarch64": "arm64",
        "i386": "386",
        "i686": "386",
        "armv7l": "arm",
    }.get(machine, machine)


def _implied_mirrors() -> Iterator[Path]:
    home = _home()
    yield Path("terraform.d/plugins").absolute()
    if home:
        yield home / ".terraform.d/plugins"
    data = [os.environ.get("XDG_DATA_HOME") or (str(home / ".local/share") if home else "")]
    data += (os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
    for folder in filter(None, data):
        yield Path(folder, "terraform/plugins").absolute()


def _nearby_mirrors() -> Iterator[Path]:
    for name, depth in _PREFIXES.items():
        prefix = _home() if name == "~" else Path(name)
        if prefix:
            yield from (mirror for mirror in _within(prefix, depth) if _trusted(mirror))


def _within(folder: Path, depth: int) -> Iterator[Path]:
    for child in _folders(folder):
        if Path(child, AWS_PROVIDER).is_dir():
            yield child
        elif depth > 1:
            yield from _within(child, depth - 1)


def _trusted(mirror: Path) -> bool:
    """Whether nobody but root and this user can have put a program there: we found it, nobody named it."""
    folder = (mirror / AWS_PROVIDER).resolve()
    owners = {0, os.geteuid()}
    try:
        states = [path.stat() for path in (folder, *folder.parents)]
    except OSError:
        return False
    # In a sticky folder, such as /tmp, everybody may add a name but not replace another's.
    return all(
        state.st_uid in owners and (not state.st_mode & stat.S_IWOTH or state.st_mode & stat.S_ISVTX)
        for state in states
    )


def _folders(folder: Path) -> list[Path]:
    found = []
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in islice(entries, _MOST_ENTRIES):
            with suppress(OSError):
                if entry.is_dir():
                    found.append(Path(entry.path))
    return sorted(found)


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:
        return None
