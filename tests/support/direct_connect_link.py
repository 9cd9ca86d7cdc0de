"""Inputs of modules/direct-connect-link, small and valid; a test says only what it changes."""

from typing import Any

from support.vpn import Inputs

MODULE = "direct-connect-link"
CONNECTION = "dxcon-fh6ayh1d"
HOSTED = "dxcon-fg5678gh"
LAG = "dxlag-fgnsp5rq"
TOPIC = "arn:aws:sns:eu-north-1:111122223333:network"
SECRET = "arn:aws:secretsmanager:eu-north-1:111122223333:secret:macsec/east-AbCdEf"
CKN, CAK = 32 * "0a", 32 * "F1"


def connection(**changes: Any) -> Inputs:
    """A connection to order."""
    return {"location": "EqDC2", "bandwidth": "10Gbps"} | changes


def member(**changes: Any) -> Inputs:
    """A connection that can join a LAG."""
    return connection(macsec="off", lag="pair") | changes


def lag(**changes: Any) -> Inputs:
    """A LAG to make."""
    return {"location": "EqDC2", "bandwidth": "10Gbps"} | changes


def link(connections: Inputs | None = None, **changes: Any) -> Inputs:
    """Inputs of the module, without alarms: most rules need none."""
    return {
        "name": "harbour",
        "connections": connections if connections is not None else {"east": connection()},
        "alarms": {"enabled": False},
    } | changes


def one(**changes: Any) -> Inputs:
    """Inputs of the module with the connection east, changed."""
    return link({"east": connection(**changes)})


def adopted(**changes: Any) -> Inputs:
    """Inputs of the module with the connection east, adopted."""
    return link({"east": {"id": CONNECTION} | changes})


def bundle(members: Inputs | None = None, **changes: Any) -> Inputs:
    """Inputs of the module with the LAG pair, changed, and its members."""
    return link(members if members is not None else {"east": member()}, lags={"pair": lag(**changes)})


def keyed(macsec_keys: Inputs, **changes: Any) -> Inputs:
    """Inputs of the module with MACsec keys of the connection east."""
    return link(macsec_keys=macsec_keys, **changes)
