"""Which VPN tunnels a change takes down: what AWS does to a tunnel when what it belongs to is changed.

Sources: AWS Site-to-Site VPN user guide, "Tunnel endpoint replacements" and "Modify Site-to-Site VPN tunnel options":
another gateway or other connection options take both tunnels down while AWS moves the connection; another tunnel option
takes that tunnel down for some minutes. Tags take none down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tieline.terraform.change import Change
from tieline.terraform.differences import ResourceChange

TUNNELS = (1, 2)

# Arguments of a connection that concern both tunnels, and what AWS does when one of them changes in place.
_CONNECTION = {
    "customer_gateway_id": "the connection moves to another customer gateway",
    "vpn_gateway_id": "the connection moves to another virtual private gateway",
    "transit_gateway_id": "the connection moves to another transit gateway",
    "local_ipv4_network_cidr": "the connection's options change",
    "local_ipv6_network_cidr": "the connection's options change",
    "remote_ipv4_network_cidr": "the connection's options change",
    "remote_ipv6_network_cidr": "the connection's options change",
    "preshared_key_storage": "the keys of both tunnels move",
}
_OPTION = re.compile(r"tunnel([12])_(\w+)")


def tunnels_down(change: Change) -> dict[str, dict[int, str]]:
    """The tunnels that go down: by the address of their connection and their number, 1 or 2, the reason why.

    A connection that is new has no tunnel that could go down.
    """
    found = {each.address: dict(_down(each)) for each in change.resources.values() if each.type == "aws_vpn_connection"}
    return {address: down for address, down in found.items() if down}


def _down(connection: ResourceChange) -> Iterator[tuple[int, str]]:
    if connection.action == "delete":
        yield from ((tunnel, "the connection is deleted") for tunnel in TUNNELS)
    elif connection.action == "replace":
        forced = f" (forced by {', '.join(connection.forced_by)})" if connection.forced_by else ""
        why = f"the connection is replaced{forced}: its device needs the new addresses and keys"
        yield from ((tunnel, why) for tunnel in TUNNELS)
    elif connection.action == "update":
        yield from _updated(connection)


def _updated(connection: ResourceChange) -> Iterator[tuple[int, str]]:
    arguments = list(dict.fromkeys(re.split(r"[.\[]", path)[0] for path in connection.changed))
    for argument in arguments:
        if argument in _CONNECTION:
            yield from ((tunnel, f"{_CONNECTION[argument]} ({argument})") for tunnel in TUNNELS)
            return
    for tunnel in TUNNELS:
        options = [m[2] for m in map(_OPTION.fullmatch, arguments) if m and int(m[1]) == tunnel]
        if options:
            yield tunnel, f"AWS puts other options into place, for some minutes: {', '.join(options)}"
