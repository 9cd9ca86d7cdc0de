"""Rules on the connections, LAGs and MACsec keys of Direct Connect that span fields."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tieline.spec.document import Path
from tieline.spec.fields import KEY_PATTERN, MAX_TAGS, Tags, shown
from tieline.spec.quotas import LAG_MEMBERS, MACSEC_KEYS
from tieline.spec.violation import Violation, told_of
from tieline.spec.virtual_interfaces import DirectConnectLinks

HERE: Path = ("direct_connect",)
KINDS = ("connections", "hosted_connections", "lags")


def link_violations(links: DirectConnectLinks, tags: Tags) -> Iterator[Violation]:
    """What breaks a rule in what carries the virtual interfaces."""
    yield from _names_once(links)
    yield from _ids_once(links)
    yield from _locations(links)
    yield from _lags(links)
    yield from _macsec_keys(links)
    for kind in ("connections", "lags"):
        for key, item in getattr(links, kind).items():
            yield from tag_total((*HERE, kind, key, "tags"), tags, item.tags)


def tag_total(path: Path, tags: Tags, own: Tags) -> Iterator[Violation]:
    """More tags on one thing, the spec's among them, than AWS takes."""
    count = len(tags | own)
    if count > MAX_TAGS >= len(tags):
        yield Violation(
            path,
            f"{count} tags with the spec's; AWS takes 50 on a resource and tieline sets up to 5 itself: keep to "
            f"{MAX_TAGS}",
        )


def _names_once(links: DirectConnectLinks) -> Iterator[Violation]:
    owners: dict[str, Path] = {}
    for kind in KINDS:
        for key in getattr(links, kind):
            path: Path = (*HERE, kind, key)
            if (other := owners.setdefault(key, path)) != path:
                yield Violation(
                    path, f"{key} is the name of one of the {other[1]} too; give each a name of its own", beside=other
                )


def _ids_once(links: DirectConnectLinks) -> Iterator[Violation]:
    owners: dict[str, Path] = {}
    for kind in KINDS:
        for key, item in getattr(links, kind).items():
            path: Path = (*HERE, kind, key, "id")
            if item.id and (other := owners.setdefault(item.id, path)) != path:
                yield Violation(path, f"{item.id} is {other[2]} already; name each once", beside=other)


def _locations(links: DirectConnectLinks) -> Iterator[Violation]:
    """Two spellings of one location would count as two locations."""
    first: dict[str, tuple[str, Path]] = {}
    for kind in KINDS:
        for key, item in getattr(links, kind).items():
            if item.location is None:
                continue
            path: Path = (*HERE, kind, key, "location")
            spelling, place = first.setdefault(item.location.casefold(), (item.location, path))
            if spelling != item.location:
                yield Violation(
                    path,
                    f"{item.location} is {spelling} of {place[2]} but for capitals, which AWS's codes tell apart; "
                    "write one of them",
                    beside=place,
                )


def members(links: DirectConnectLinks, lag: str) -> list[str]:
    """The connections that join a LAG."""
    return [key for key, connection in links.connections.items() if connection.lag == lag]


def _lags(links: DirectConnectLinks) -> Iterator[Violation]:
    for key, connection in links.connections.items():
        path: Path = (*HERE, "connections", key)
        if connection.lag is None:
            continue
        if connection.lag not in links.lags:
            yield told_of((*path, "lag"), connection.lag, links.lags, "lags", ((*HERE, "lags", connection.lag),))
            continue
        lag = links.lags[connection.lag]
        for option in ("location", "bandwidth"):
            own, wanted = getattr(connection, option), getattr(lag, option)
            if own and wanted and own != wanted:
                yield Violation(
                    (*path, option),
                    f"{own}, but the LAG {connection.lag} has {wanted}; the members of a LAG have its {option}",
                    beside=(*HERE, "lags", connection.lag, option),
                )
    for key, lag in links.lags.items():
        joined = members(links, key)
        if not joined and lag.id is None:
            path = (*HERE, "connections")
            yield Violation(
                (*HERE, "lags", key),
                "has no member; name it in the lag of a connection, or remove it",
                hangs_on=(path, *((*path, name, "lag") for name in links.connections)),
            )
        speeds = [lag.bandwidth, *(links.connections[name].bandwidth for name in joined)]
        most = min((LAG_MEMBERS[speed] for speed in speeds if speed), default=max(LAG_MEMBERS.values()))
        if len(joined) > most:
            few = " at 100 and 400 Gbps" if most == min(LAG_MEMBERS.values()) else ""
            yield Violation(
                (*HERE, "lags", key),
                f"{len(joined)} members ({', '.join(joined)}); a LAG takes {most}{few}: make another LAG",
            )


def _macsec_keys(links: DirectConnectLinks) -> Iterator[Violation]:
    of_connection: dict[str, list[str]] = {}
    secrets: dict[tuple[str, str], str] = {}
    for key, item in links.macsec_keys.items():
        path: Path = (*HERE, "macsec_keys", key)
        name, _, own = key.partition("/")
        if name in links.hosted_connections:
            yield Violation(path, f"{name} is a hosted connection, and those carry no MACsec; remove it")
        elif name not in links.connections:
            hosted: Path = (*HERE, "hosted_connections", name)
            yield told_of(path, name, links.connections, "connections", ((*HERE, "connections", name), hosted))
        elif "/" in key and not re.fullmatch(KEY_PATTERN, own):
            yield Violation(
                path,
                f"{shown(own)} is no name for a key; take up to 40 of a-z, 0-9, - and _, with a letter or digit at "
                "both ends",
            )
        elif (connection := links.connections[name]).bandwidth and not connection.can_macsec:
            mend = "remove the key" if connection.id else "remove the key, or take 10Gbps or more"
            yield Violation(path, f"{name} has no MACsec, as no port of {connection.bandwidth} can do it; {mend}")
        elif connection.macsec == "off":
            yield Violation(
                path, f"{name} is ordered without MACsec (macsec is off); remove the key, or take macsec: off out"
            )
        of_connection.setdefault(name, []).append(key)
        if item.secret_arn:
            other = secrets.setdefault((name, item.secret_arn), key)
            if other != key:
                yield Violation(
                    (*path, "secret_arn"),
                    f"is the secret of {other} too; name it once",
                    beside=(*HERE, "macsec_keys", other, "secret_arn"),
                )
    for name, connection in links.connections.items():
        if connection.macsec == "must_encrypt" and name not in of_connection:
            yield Violation(
                (*HERE, "connections", name, "macsec"),
                f"must_encrypt, and macsec_keys has no key for {name}: unless it gets one elsewhere, nothing passes",
                notice=True,
            )
    for name, keys in of_connection.items():
        if len(keys) > MACSEC_KEYS:
            yield Violation(
                (*HERE, "macsec_keys", keys[MACSEC_KEYS]),
                f"{len(keys)} keys of {name} ({', '.join(keys)}); a connection holds {MACSEC_KEYS}: remove those no "
                "longer used",
            )
