"""What the screen of `tieline verify` says of transit gateways and of Direct Connect."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console, RenderableType

from intent.looked_at import of_spec
from tieline.report.direct_connect import choices, virtual_interfaces
from tieline.report.terminal import verdict_screen
from tieline.report.transit_gateway import reaches
from tieline.report.words import count
from tieline.spec import Spec, TransitGatewayVpn, load
from tieline.spec.base import DirectConnectSpec
from tieline.terraform.plan import ABSENT, Plan
from tieline.testing.traced import TracedPlan
from tieline.verify import Verdict

SPECS = Path(__file__).with_name("specs")


def shown(what: RenderableType, width: int = 120) -> list[str]:
    console = Console(width=width)
    with console.capture() as captured:
        console.print(what)
    return captured.get().splitlines()


def cells(what: RenderableType) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in shown(what)]


def screen(name: str) -> list[list[str]]:
    spec = load(SPECS / f"{name}.yaml").spec
    assert isinstance(spec, TransitGatewayVpn)
    return cells(reaches(spec))


def of_lines(spec: Spec) -> DirectConnectSpec:
    assert isinstance(spec, DirectConnectSpec)
    return spec


def lines(name: str) -> DirectConnectSpec:
    return of_lines(load(SPECS / f"{name}.yaml").spec)


def test_segments_say_who_reaches_whom() -> None:
    assert screen("created") == [
        ["segment", "members", "reaches", "by way of"],
        ["workloads", "shop, lab", "each other, offices, exit for all else", "wall"],
        ["secrets", "bank", "exit for all else"],
        ["guests", "guest", "each other, offices, abroad"],
        ["offices", "plant, yard, lights", "workloads, guests, each other", "wall to workloads"],
        ["abroad", "west, east", "guests, each other"],
    ]


def test_without_segments_a_gateway_says_whose_tables_hold() -> None:
    assert screen("participant") == [["as the adopted gateway's own route tables say; the spec names no segments"]]


def test_things_are_counted_in_english() -> None:
    assert [count(1, "role policy"), count(2, "role policy"), count(2, "gateway")] == [
        "1 role policy",
        "2 role policies",
        "2 gateways",
    ]


def test_virtual_interfaces_say_in_which_order_those_that_lead_to_the_same_are_used() -> None:
    assert cells(virtual_interfaces(lines("lines"))) == [
        ["virtual interface", "connection", "VLAN", "site", "MTU", "towards the site"],
        ["north", "north at EDCH1", "210", "campus, ASN 65142", "9001", "first"],
        ["south", "south at EqSe2-EQ", "210", "campus, ASN 65142", "1500", "second"],
        ["lab-north to lab", "north at EDCH1", "220", "campus, ASN 65142", "1500", "first, beside lab-south"],
        ["lab-south to lab", "slow at EqSe2-EQ", "220", "campus, ASN 65142", "1500", "first, beside lab-north"],
        ["pair", "pair at EDCH1", "211", "plant, ASN 65143", "1500", "first, beside old, west"],
        ["old", "old at EDCH1", "212", "plant, ASN 65143", "1500", "first, beside pair, west"],
        ["east", "east at EqSe2-EQ", "300", "plant, ASN 65143", "1500", "second"],
        ["west", "west at EDCH1", "301", "plant, ASN 65143", "1500", "first, beside pair, old"],
    ]
    assert cells(virtual_interfaces(lines("lines-straight")))[1][:2] == ["only to shop", "only"]


MANY: dict[str, object] = {
    "direct_connect.virtual_interfaces": {f"v{n}": {"connection": "one", "vlan": n} for n in range(1, 15)},
    "sites.campus.virtual_interfaces": {f"v{n}": {"prepend": min(n, 10) - 1} for n in range(1, 15)},
    "direct_connect.resiliency": "none",
}


@pytest.mark.plan("tests/intent/specs/lines-adopted.yaml", changes=MANY)
def test_many_virtual_interfaces_are_counted_and_communities_decide_before_prepends(plan: Plan) -> None:
    spec = of_lines(of_spec(plan))
    told = cells(virtual_interfaces(spec))
    assert [line[-1] for line in told[1:6]] == ["first", "second", "third", "number 4", "number 5"]
    assert told[10][-1] == "number 10, beside v11, v12, v13, v14"
    assert told[13:] == [["and 2 more"]]
    ends = spec.sites["campus"].virtual_interfaces
    ends["v7"] = ends["v7"].model_copy(update={"community": "7224:7300"})
    ends["v1"] = ends["v1"].model_copy(update={"community": "7224:7100"})
    turns = {line[0]: line[-1] for line in cells(virtual_interfaces(spec))}
    assert (turns["v7"], turns["v2"], turns["v1"]) == ("first", "second", "number 10")


def test_resiliency_and_encryption_are_told() -> None:
    assert choices(lines("lines")) == [
        "resiliency of campus: high (1 at EDCH1, 1 at EqSe2-EQ); asked for: high",
        "resiliency of campus to lab: high (1 at EDCH1, 1 at EqSe2-EQ); asked for: high",
        "resiliency of plant: high (3 at EDCH1, 1 at EqSe2-EQ); asked for: high",
        "MACsec: north",
        "no MACsec: south, pair-1, pair-2, slow, east, west",
    ]
    assert choices(lines("lines-adopted")) == ["resiliency of campus: development (2 at EDCH1); asked for: development"]
    assert choices(lines("lines-straight")) == [
        "resiliency of campus to shop: not known (only at a location that is not stated); asked for: none",
        "no MACsec: only",
    ]
    assert choices(lines("trunk"))[1:] == ["MACsec: north-1, north-2", "no MACsec: pair-1, south"]
    assert choices(lines("lines-participant")) == []


def test_what_is_not_known_may_make_it_better() -> None:
    spec = lines("trunk")
    links = spec.direct_connect
    links.hosted_connections["south"] = links.hosted_connections["south"].model_copy(update={"location": None})
    links.macsec_keys.pop("north-2")
    told = choices(spec)
    assert told[0] == (
        "resiliency of campus: at least high (2 at EDCH1, 1 at EqSe2-EQ, south at a location that is not stated); "
        "asked for: maximum"
    )
    assert told[1:3] == ["MACsec: north-1", "MACsec once it has a key: north-2"]


def whole(plan: Plan) -> list[str]:
    assert isinstance(plan, TracedPlan)
    return [line.strip() for line in shown(verdict_screen(Verdict(plan.loaded, plan)), width=200)]


@pytest.mark.plan("tests/intent/specs/lines.yaml")
def test_the_screen_has_what_is_made_the_virtual_interfaces_and_the_choices(plan: Plan) -> None:
    told = whole(plan)
    assert told[3].startswith("5 Direct Connect connections · 1 accepted hosted connection · 1 LAG · 3 LAG members · ")
    assert told[told.index("Virtual interfaces") + 1].startswith("virtual interface")
    assert told[told.index("Of your own choice") + 1].startswith("resiliency of campus: high")
    assert "alarms: told to arn:aws:sns:eu-north-1:111122223333:network" in told


@pytest.mark.plan(
    "tests/intent/specs/lines.yaml",
    changes={"direct_connect.connections.north.macsec": "must_encrypt", "direct_connect.macsec_keys": {}},
)
def test_what_a_notice_tells_the_modules_warning_does_not_tell_again(plan: Plan) -> None:
    told = whole(plan)
    assert [line for line in told if "unless it gets one elsewhere" in line] == [
        "tests/intent/specs/lines.yaml:11:77: direct_connect.connections.north.macsec: must_encrypt, and macsec_keys has no key for north: "
        "unless it gets one elsewhere, nothing passes"
    ]
    assert isinstance(plan, TracedPlan)
    unnoticed = shown(verdict_screen(Verdict(replace(plan.loaded, notices=()), plan)), width=200)
    assert [line.strip() for line in unnoticed if "unless it gets one elsewhere" in line] == [
        "connections.north.macsec: must_encrypt, and macsec_keys has no key for north: unless it gets one elsewhere, "
        "nothing passes."
    ]


@pytest.mark.plan("tests/intent/specs/lines-participant.yaml")
def test_where_nothing_is_watched_nobody_is_told(plan: Plan) -> None:
    told = whole(plan)
    assert "Virtual interfaces" not in told
    assert not [line for line in told if line.startswith("alarms")]


@pytest.mark.plan("tests/intent/specs/lines-straight.yaml", changes={"alarms": ABSENT})
def test_alarms_that_tell_nobody_are_told(plan: Plan) -> None:
    assert "alarms: told to nobody (name a topic in alarms.sns_topic_arns)" in whole(plan)
