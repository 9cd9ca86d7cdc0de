"""modules/direct-connect-link: connections, hosted connections, LAGs and alarms: what is taken, and what is refused."""

from typing import Any

import pytest

from support.cases import accepted, refused
from support.direct_connect_link import (
    CONNECTION,
    HOSTED,
    LAG,
    MODULE,
    SECRET,
    TOPIC,
    adopted,
    bundle,
    connection,
    lag,
    link,
    member,
    one,
)
from support.vpn import Inputs
from tieline.terraform.plan import Plan
from tieline.testing.plugin import Rejection

NAME = "take up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends."
SPEEDS = "1Gbps, 10Gbps, 100Gbps, 400Gbps"
HOSTED_SPEEDS = "50Mbps, 100Mbps, 200Mbps, 300Mbps, 400Mbps, 500Mbps, 1Gbps, 2Gbps, 5Gbps, 10Gbps, 25Gbps"


def alarms(**options: Any) -> Inputs:
    return link(alarms=options)


def hosted(**items: Any) -> Inputs:
    """Inputs of the module with these hosted connections, by their ids."""
    return link(hosted_connections={key: {"id": value} for key, value in items.items()})


def members(*names: str, **changes: Any) -> Inputs:
    """A LAG with these members of 10 Gbps."""
    return bundle({name: member(**changes) for name in names}, bandwidth=changes.get("bandwidth", "10Gbps"))


def many_tags(count: int) -> dict[str, str]:
    return {f"k{n}": "v" for n in range(count)}


@pytest.mark.parametrize(
    (),
    [
        accepted(MODULE, "a name of one character", link(name="a")),
        accepted(MODULE, "a name of 40 characters", link(name="a" + 38 * "_" + "9")),
        accepted(MODULE, "45 tags", link(tags=many_tags(45))),
        accepted(MODULE, "45 tags with the module's", one(tags=many_tags(44)) | {"tags": {"k0": "w", "owner": "x"}}),
        accepted(MODULE, "tags at the limits", link(tags={128 * "k": 256 * "v", "my-aws:key": "x"})),
        accepted(MODULE, "a connection's tags at the limits", one(tags={128 * "k": 256 * "v", "my-aws:key": "x"})),
        accepted(MODULE, "a connection's name of 40 characters", link({"a" + 38 * "-" + "9": connection()})),
        accepted(MODULE, "a short location", one(location="A1")),
        accepted(MODULE, "a long location", one(location="EqSe2.x_-" + 21 * "a")),
        accepted(MODULE, "an adopted connection of 17 characters", link({"east": {"id": "dxcon-" + 17 * "a"}})),
        accepted(MODULE, "an adopted connection with facts", adopted(location="EqDC2", bandwidth="1Gbps")),
        accepted(MODULE, "an adopted connection in a LAG", adopted(lag="pair") | {"lags": {"pair": lag()}}),
        accepted(MODULE, "one that says no MACsec", one(bandwidth="1Gbps", macsec="off")),
        *(
            accepted(MODULE, f"MACsec {macsec}", one(macsec=macsec))
            for macsec in ("off", "no_encrypt", "should_encrypt", "must_encrypt")
        ),
        *(
            accepted(
                MODULE,
                f"a hosted connection of {speed}",
                link(hosted_connections={"a": {"id": HOSTED, "location": "EqDC2", "bandwidth": speed}}),
            )
            for speed in HOSTED_SPEEDS.split(", ")
        ),
        accepted(MODULE, "one of 1 Gbps in a LAG", members("a", bandwidth="1Gbps", macsec=None)),
        accepted(MODULE, "four members", members(*"abcd")),
        accepted(MODULE, "two members at 100 Gbps", members("a", "b", bandwidth="100Gbps")),
        accepted(MODULE, "two members at 400 Gbps", members("a", "b", bandwidth="400Gbps")),
        accepted(MODULE, "an adopted LAG without members", link(lags={"pair": {"id": "dxlag-" + 17 * "9"}})),
        accepted(
            MODULE,
            "an adopted LAG with facts",
            link({"a": member()}, lags={"pair": {"id": LAG, "location": "EqDC2", "bandwidth": "10Gbps"}}),
        ),
        accepted(
            MODULE,
            "two of everything",
            link(
                {"a": member(), "b": member(lag="trio"), "c": connection(), "d": connection()},
                lags={"pair": lag(), "trio": lag()},
                hosted_connections={"e": {"id": HOSTED}, "f": {"id": CONNECTION}},
                macsec_keys={key: {"secret_arn": SECRET} for key in "cd"},
                alarms={},
            ),
        ),
        accepted(MODULE, "a hosted connection of 17 characters", hosted(branch="dxcon-" + 17 * "a")),
        accepted(MODULE, "five topics", alarms(sns_topic_arns=[f"{TOPIC}-{n}" for n in range(5)])),
        accepted(MODULE, "a FIFO topic", alarms(sns_topic_arns=[f"{TOPIC}.fifo"])),
        accepted(MODULE, "a day", alarms(period_seconds=86400, evaluation_periods=7)),
        accepted(MODULE, "a day of looks", alarms(period_seconds=3540, evaluation_periods=24)),
        accepted(MODULE, "100 looks", alarms(period_seconds=60, evaluation_periods=100)),
        accepted(MODULE, "100 hours", alarms(period_seconds=3600, evaluation_periods=100)),
        accepted(MODULE, "the lowest light", alarms(light_level_dbm=-40)),
        accepted(MODULE, "the highest light", alarms(light_level_dbm=10)),
    ],
)
def test_accepts(plan: Plan) -> None:
    assert {*plan.outputs["connections"], *plan.outputs["lags"]}


@pytest.mark.parametrize(
    "message",
    [
        refused(MODULE, "a capital", link(name="Harbour"), f"name: Harbour is no name for this; {NAME}"),
        refused(MODULE, "41 characters", link(name=41 * "a"), f"name: {41 * 'a'} is no name for this; {NAME}"),
        refused(
            MODULE,
            "tags of Amazon's",
            link(tags={"aws:a": "x", "AWS:b": "x", "owner": "x"}),
            "tags.AWS:b: keys that start with aws: are Amazon's; take another key.",
            "tags.aws:a: keys that start with aws: are Amazon's; take another key.",
        ),
        refused(
            MODULE,
            "a tag called Name",
            link(tags={"Name": "x", "name": "x"}),
            "tags.Name: tieline names what it makes; take another key.",
        ),
        refused(
            MODULE,
            "tag keys too long and empty",
            link(tags={129 * "k": "x", "": "x", "owner": "x"}),
            "tags.: the key has 0 characters, AWS takes 1-128; shorten it.",
            f"tags.{129 * 'k'}: the key has 129 characters, AWS takes 1-128; shorten it.",
        ),
        refused(
            MODULE,
            "a tag of null",
            link(tags={"k": None, "owner": "x"}),
            "tags.k: null is no value; give text, or take the tag away.",
        ),
        refused(
            MODULE,
            "a tag value too long",
            link(tags={"k": 257 * "v", "owner": "x"}),
            "tags.k: the value has 257 characters, AWS takes up to 256; shorten it.",
        ),
        refused(
            MODULE,
            "46 tags",
            link(tags=many_tags(46)),
            "tags: 46 tags; AWS takes 50 on a resource and up to 5 are set here: keep to 45.",
        ),
    ],
)
def test_refuses(rejection: Rejection, message: list[str]) -> None:
    assert [error.detail.splitlines() for error in rejection.errors] == [message]


WRONG_TAGS = {"aws:a": "x", "Name": "x", "null": None, "": "x", 129 * "k": "x", "long": 257 * "v", "owner": "x"}


def tag_lines(place: str) -> list[str]:
    """What is said of `WRONG_TAGS`."""
    return [
        f"{place}.tags.: the key has 0 characters, AWS takes 1-128; shorten it.",
        f"{place}.tags.Name: tieline names what it makes; take another key.",
        f"{place}.tags.aws:a: keys that start with aws: are Amazon's; take another key.",
        f"{place}.tags.{129 * 'k'}: the key has 129 characters, AWS takes 1-128; shorten it.",
        f"{place}.tags.long: the value has 257 characters, AWS takes up to 256; shorten it.",
        f"{place}.tags.null: null is no value; give text, or take the tag away.",
    ]


@pytest.mark.parametrize(
    "message",
    [
        refused(
            MODULE,
            "names of connections",
            link({"East": connection(), "east": connection(), 41 * "a": connection()}),
            f"connections.East: East is no name for a connection; {NAME}",
            f"connections.{41 * 'a'}: {41 * 'a'} is no name for a connection; {NAME}",
        ),
        refused(
            MODULE,
            "ids of connections",
            link({"a": {"id": LAG}, "b": {"id": "dxcon-short"}, "c": {"id": "dxcon-" + 18 * "a"}, "d": {"id": HOSTED}}),
            *(
                f"connections.{key}.id: {id_} is no connection id; it reads like dxcon-fh6ayh1d."
                for key, id_ in (("a", LAG), ("b", "dxcon-short"), ("c", "dxcon-" + 18 * "a"))
            ),
        ),
        refused(
            MODULE,
            "what an adopted connection has already",
            adopted(
                provider_name="x",
                macsec="off",
                skip_destroy=False,
                tags={"owner": "x"},
            ),
            *(
                f"connections.east.{key}: belongs to a created connection, but id adopts one; remove one of the two."
                for key in ("macsec", "provider_name", "skip_destroy", "tags")
            ),
        ),
        refused(
            MODULE,
            "nowhere and no speed",
            link({"a": {"bandwidth": "10Gbps"}, "b": {"location": "EqDC2"}, "c": {}, "d": connection()}),
            "connections.a.location: missing; say it, such as EqDC2, or adopt a connection by its id.",
            "connections.b.bandwidth: missing; say it, such as 10Gbps, or adopt a connection by its id.",
            "connections.c.bandwidth: missing; say it, such as 10Gbps, or adopt a connection by its id.",
            "connections.c.location: missing; say it, such as EqDC2, or adopt a connection by its id.",
        ),
        refused(
            MODULE,
            "locations that are none",
            link(
                {"a": connection(location=""), "b": connection(location="Equinix DC2"), "c": connection(location="x")}
            ),
            *(
                f"connections.{key}.location: {location} is no location's code; it reads like EqDC2, "
                "as `aws directconnect describe-locations` lists it."
                for key, location in (("a", '""'), ("b", "Equinix DC2"), ("c", "x"))
            ),
        ),
        refused(
            MODULE,
            "speeds of hosted connections",
            link({"a": connection(bandwidth="500Mbps"), "b": connection(bandwidth="25Gbps"), "c": connection()}),
            *(
                f"connections.{key}.bandwidth: {speed} is no speed of a dedicated connection, which are {SPEEDS}; "
                "less is a hosted connection, which a partner makes: hosted_connections."
                for key, speed in (("a", "500Mbps"), ("b", "25Gbps"))
            ),
        ),
        refused(
            MODULE,
            "a provider of no name",
            one(provider_name=" "),
            "connections.east.provider_name: empty; name the provider, or leave it out.",
        ),
        refused(
            MODULE,
            "MACsec of nobody's",
            link({"a": connection(macsec="encrypt"), "b": connection(macsec=""), "c": connection(macsec="off")}),
            *(
                f"connections.{key}.macsec: {macsec} is not one of off, no_encrypt, should_encrypt, must_encrypt; "
                "take one of them."
                for key, macsec in (("a", "encrypt"), ("b", '""'))
            ),
        ),
        refused(
            MODULE,
            "MACsec at 1 Gbps",
            link(
                {
                    "a": connection(bandwidth="1Gbps", macsec="must_encrypt"),
                    "b": connection(bandwidth="1Gbps", macsec="no_encrypt"),
                    "c": connection(macsec="no_encrypt"),
                }
            ),
            *(
                f"connections.{key}.macsec: {macsec}, but no port of 1Gbps can do MACsec; "
                "leave it out, or take 10Gbps or more."
                for key, macsec in (("a", "must_encrypt"), ("b", "no_encrypt"))
            ),
        ),
        refused(
            MODULE,
            "MACsec in a LAG",
            bundle({"a": member(macsec="no_encrypt"), "b": member(macsec=None), "c": member()}),
            "connections.a.lag: pair, but a connection with MACsec joins no LAG; "
            'write macsec = "off" (one already ordered is replaced by that), or leave lag out.',
            "connections.b.lag: pair, but a connection with MACsec, which 10Gbps asks for by itself, joins no LAG; "
            'write macsec = "off" (one already ordered is replaced by that), or leave lag out.',
        ),
        refused(MODULE, "tags of a connection", one(tags=WRONG_TAGS), *tag_lines("connections.east")),
        refused(
            MODULE,
            "46 tags of a connection",
            one(tags=many_tags(45)) | {"tags": {"owner": "x"}},
            "connections.east.tags: 46 tags with the module's; AWS takes 50 on a resource and up to 5 are set here: "
            "keep to 45.",
        ),
        refused(
            MODULE,
            "names of hosted connections",
            hosted(Branch=HOSTED),
            f"hosted_connections.Branch: Branch is no name for a connection; {NAME}",
        ),
        refused(
            MODULE,
            "ids of hosted connections",
            hosted(a="dxvif-fg5678gh", b=None, c=HOSTED),
            "hosted_connections.a.id: dxvif-fg5678gh is no connection id; it reads like dxcon-fh6ayh1d.",
            "hosted_connections.b.id: null is no connection id; it reads like dxcon-fh6ayh1d.",
        ),
        refused(
            MODULE,
            "no locations of hosted connections",
            link(
                hosted_connections={
                    "a": {"id": HOSTED, "location": "Equinix DC2"},
                    "b": {"id": CONNECTION, "location": ""},
                    "c": {"id": "dxcon-fgother1", "location": "EqDC2"},
                }
            ),
            *(
                f"hosted_connections.{key}.location: {location} is no location's code; it reads like EqDC2, "
                "as `aws directconnect describe-locations` lists it."
                for key, location in (("a", "Equinix DC2"), ("b", '""'))
            ),
        ),
        refused(
            MODULE,
            "speeds that no hosted connection has",
            link(
                hosted_connections={
                    "a": {"id": HOSTED, "bandwidth": "100Gbps"},
                    "b": {"id": CONNECTION, "bandwidth": ""},
                    "c": {"id": "dxcon-fgother1", "bandwidth": "25Gbps"},
                }
            ),
            *(
                f"hosted_connections.{key}.bandwidth: {speed} is no speed of a hosted connection, "
                f"which are {HOSTED_SPEEDS}; take one of these."
                for key, speed in (("a", "100Gbps"), ("b", '""'))
            ),
        ),
        refused(
            MODULE,
            "one name for two things",
            link(
                {"a": member(lag="b"), "c": connection()},
                hosted_connections={"a": {"id": HOSTED}, "b": {"id": CONNECTION}},
                lags={"a": {"id": LAG}, "b": lag()},
            ),
            "connections.a and hosted_connections.a and lags.a: one name for 3 things; give each a name of its own.",
            "hosted_connections.b and lags.b: one name for 2 things; give each a name of its own.",
        ),
        refused(
            MODULE,
            "one connection under two names",
            link(
                {"a": {"id": CONNECTION}, "b": {"id": CONNECTION}, "c": {"id": HOSTED}},
                hosted_connections={"d": {"id": HOSTED}},
            ),
            f"connections.c and hosted_connections.d: {HOSTED} is one connection under 2 names; name each once.",
            f"connections.a and connections.b: {CONNECTION} is one connection under 2 names; name each once.",
        ),
    ],
)
def test_refuses_connections(rejection: Rejection, message: list[str]) -> None:
    assert [error.detail.splitlines() for error in rejection.errors] == [message]


@pytest.mark.parametrize(
    "message",
    [
        refused(
            MODULE,
            "names of LAGs",
            link({"a": member(lag="Pair")}, lags={"Pair": lag()}),
            f"lags.Pair: Pair is no name for a LAG; {NAME}",
        ),
        refused(
            MODULE,
            "ids of LAGs",
            link(lags={"a": {"id": CONNECTION}, "b": {"id": "dxlag-" + 7 * "a"}, "c": {"id": LAG}}),
            f"lags.a.id: {CONNECTION} is no LAG id; it reads like dxlag-fgnsp5rq.",
            f"lags.b.id: dxlag-{7 * 'a'} is no LAG id; it reads like dxlag-fgnsp5rq.",
        ),
        refused(
            MODULE,
            "what an adopted LAG has already",
            link(lags={"pair": {"id": LAG, "provider_name": "x", "force_destroy": True, "tags": {"owner": "x"}}}),
            *(
                f"lags.pair.{key}: belongs to a created LAG, but id adopts one; remove one of the two."
                for key in ("force_destroy", "provider_name", "tags")
            ),
        ),
        refused(
            MODULE,
            "nowhere and no speed",
            link({"a": member()}, lags={"pair": {}}),
            "lags.pair.bandwidth: missing; say it, such as 10Gbps, or adopt a LAG by its id.",
            "lags.pair.location: missing; say it, such as EqDC2, or adopt a LAG by its id.",
        ),
        refused(
            MODULE,
            "no location",
            bundle({"east": {"id": CONNECTION, "lag": "pair"}}, location="Equinix DC2"),
            "lags.pair.location: Equinix DC2 is no location's code; it reads like EqDC2, "
            "as `aws directconnect describe-locations` lists it.",
        ),
        refused(
            MODULE,
            "a speed of hosted connections",
            bundle({"east": {"id": CONNECTION, "lag": "pair"}}, bandwidth="50Mbps"),
            f"lags.pair.bandwidth: 50Mbps is no speed of a dedicated connection, which are {SPEEDS}; "
            "a LAG is of dedicated connections alone.",
        ),
        refused(
            MODULE,
            "a provider of no name",
            bundle(provider_name=""),
            "lags.pair.provider_name: empty; name the provider, or leave it out.",
        ),
        refused(
            MODULE,
            "a LAG under two names",
            link(lags={"a": {"id": LAG}, "b": {"id": LAG}, "c": {"id": "dxlag-fgother1"}}),
            f"lags: {LAG} stands under a and b; name each LAG once.",
        ),
        refused(
            MODULE,
            "a LAG that is none",
            bundle({"a": member(lag="trio"), "b": member()}),
            "connections.a.lag: trio is not in lags, which has pair; take one of these, or add it.",
        ),
        refused(
            MODULE,
            "a LAG where there is none",
            link({"a": member(lag="trio")}),
            "connections.a.lag: trio is not in lags, which is empty; take one of these, or add it.",
        ),
        refused(
            MODULE,
            "a LAG without members",
            bundle({"a": connection()}),
            "lags.pair: no member; name it in the lag of a connection, or remove it.",
        ),
        refused(
            MODULE,
            "five members",
            members(*"abcde"),
            "lags.pair: 5 members (a, b, c, d, e); a LAG takes 4: make another LAG.",
        ),
        refused(
            MODULE,
            "three members at 100 Gbps",
            members(*"abc", bandwidth="100Gbps"),
            "lags.pair: 3 members (a, b, c); a LAG takes 2 at 100 and 400 Gbps: make another LAG.",
        ),
        refused(
            MODULE,
            "three members at 400 Gbps of an adopted LAG",
            members(*"abc", bandwidth="400Gbps") | {"lags": {"pair": {"id": LAG}}},
            "lags.pair: 3 members (a, b, c); a LAG takes 2 at 100 and 400 Gbps: make another LAG.",
        ),
        refused(
            MODULE,
            "members of elsewhere and of other speeds",
            bundle(
                {"a": member(location="EqSe2-EQ"), "b": member(bandwidth="1Gbps", location="EqSe2-EQ"), "c": member()}
            ),
            "connections.a.location: EqSe2-EQ, but lags.pair has EqDC2; a LAG's members have its location.",
            "connections.b.location: EqSe2-EQ, but lags.pair has EqDC2; a LAG's members have its location.",
            "connections.b.bandwidth: 1Gbps, but lags.pair has 10Gbps; a LAG's members have its bandwidth.",
        ),
        refused(MODULE, "tags of a LAG", bundle(tags=WRONG_TAGS), *tag_lines("lags.pair")),
        refused(
            MODULE,
            "46 tags of a LAG",
            bundle(tags=many_tags(45)) | {"tags": {"owner": "x"}},
            "lags.pair.tags: 46 tags with the module's; AWS takes 50 on a resource and up to 5 are set here: keep to 45.",
        ),
    ],
)
def test_refuses_lags(rejection: Rejection, message: list[str]) -> None:
    assert [error.detail.splitlines() for error in rejection.errors] == [message]


@pytest.mark.parametrize(
    "message",
    [
        refused(
            MODULE,
            "no topic",
            alarms(sns_topic_arns=["network", TOPIC]),
            "alarms.sns_topic_arns: network is no SNS topic; it reads like arn:aws:sns:eu-north-1:111122223333:network.",
        ),
        refused(
            MODULE,
            "a topic of another Region",
            alarms(sns_topic_arns=[TOPIC, TOPIC.replace("north", "west")]),
            "alarms.sns_topic_arns: arn:aws:sns:eu-west-1:111122223333:network is of eu-west-1; "
            "an alarm tells topics of its own Region, eu-north-1, only.",
        ),
        refused(
            MODULE,
            "six topics",
            alarms(sns_topic_arns=[f"{TOPIC}-{n}" for n in range(6)]),
            "alarms.sns_topic_arns: 6 topics; an alarm tells at most 5: have one topic pass it on.",
        ),
        refused(
            MODULE,
            "a topic twice",
            alarms(sns_topic_arns=[TOPIC, TOPIC]),
            f"alarms.sns_topic_arns: {TOPIC}, {TOPIC} names one twice; name each once.",
        ),
        *(
            refused(
                MODULE,
                f"a period of {seconds}",
                alarms(period_seconds=seconds),
                f"alarms.period_seconds: {seconds} is no period; take a multiple of 60 of 60-86400, such as 300.",
            )
            for seconds in (0, 90, 86460)
        ),
        *(
            refused(
                MODULE,
                f"{count} looks",
                alarms(evaluation_periods=count, period_seconds=60),
                f"alarms.evaluation_periods: {count} is out of range; take a whole number of 1-100.",
            )
            for count in (0, 1.5, 101)
        ),
        refused(
            MODULE,
            "more than a day of looks",
            alarms(period_seconds=3540, evaluation_periods=25),
            "alarms.evaluation_periods: 25 of 3540 seconds are more than CloudWatch looks back, "
            "a day (86400 seconds); take fewer.",
        ),
        refused(
            MODULE,
            "more than a week of looks",
            alarms(period_seconds=86400, evaluation_periods=8),
            "alarms.evaluation_periods: 8 of 86400 seconds are more than CloudWatch looks back, "
            "seven days (604800 seconds); take fewer.",
        ),
        *(
            refused(
                MODULE,
                f"a light of {level}",
                alarms(light_level_dbm=level),
                f"alarms.light_level_dbm: {level} is no level of light; take one of -40 to 10, such as -14.4.",
            )
            for level in (-40.5, 10.5)
        ),
    ],
)
def test_refuses_alarms(rejection: Rejection, message: list[str]) -> None:
    assert [error.detail.splitlines() for error in rejection.errors] == [message]
