"""An emulator's address: only on this machine, and only when LocalStack answers there."""

import http.client
import ipaddress
import json
from urllib.parse import urlsplit

from tieline.errors import InvalidInput, Unavailable

HEALTH = "/_localstack/health"


def parse(text: str, source: str) -> str:
    """`text` as `http://host:port`, refused when it is not that or not on this machine.

    Args:
        text: the endpoint as the user wrote it.
        source: where it was written, for the message.
    """
    wrong = InvalidInput(
        f"{source}: {text!r} is not an endpoint of LocalStack; write http://127.0.0.1:PORT, usually 4566."
    )
    try:
        url = urlsplit(text)
        host, port = url.hostname, url.port
    except ValueError:
        raise wrong from None
    rest = url.path.strip("/") or url.query or url.fragment or url.username
    if url.scheme != "http" or not host or not port or rest:
        raise wrong
    if not _is_loopback(host):
        raise InvalidInput(
            f"{source}: {host} is not this machine, and tieline plans only against an emulator here, so that "
            "neither a plan nor its secrets leave it; use http://127.0.0.1:PORT, with a tunnel where needed."
        )
    return f"http://{url.netloc}"


def check_health(endpoint: str, timeout: float = 10) -> None:
    """Return when LocalStack answers at `endpoint` and has what plans need.

    Raises:
        OSError: nobody answers.
        Unavailable: somebody answers, but not a LocalStack that serves EC2.
    """
    url = urlsplit(endpoint)
    connection = http.client.HTTPConnection(url.hostname or "", url.port, timeout=timeout)
    try:
        connection.request("GET", HEALTH)
        body = connection.getresponse().read()
        ec2 = json.loads(body)["services"].get("ec2")
    except (http.client.BadStatusLine, http.client.IncompleteRead) as error:
        raise ConnectionResetError(str(error)) from error
    except (http.client.HTTPException, ValueError, LookupError, TypeError, AttributeError) as error:
        raise Unavailable(f"What answers at {endpoint} is not LocalStack: name the port that it is on.") from error
    finally:
        connection.close()
    if ec2 not in {"available", "running"}:
        raise Unavailable(f"The LocalStack at {endpoint} has EC2 off: add ec2 to the SERVICES it is started with.")


def answers(endpoint: str, timeout: float = 10) -> bool:
    """Whether a usable LocalStack answers there now."""
    try:
        check_health(endpoint, timeout)
    except (OSError, Unavailable):
        return False
    return True


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
