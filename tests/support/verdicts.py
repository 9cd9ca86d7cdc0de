"""What a managed-vpn spec may and may not say: changes to a base spec, each with its verdict."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

BASE: dict[str, Any] = {
    "pattern": "managed-vpn",
    "name": "harbour",
    "region": "eu-north-1",
    "vpcs": {"shop": {"id": "vpc-0b011bb22cc33dd44", "cidrs": ["10.44.0.0/16"]}},
    "vpn_gateway": {"asn": 64801},
    "sites": {
        "hq": {"cidrs": ["192.168.40.0/22"], "asn": 65140, "devices": {"fw-1": {"ip_address": "198.51.100.41"}}},
        "lab": {"cidrs": ["172.27.0.0/16"], "asn": 65141, "devices": {"r": {"ip_address": "198.51.100.51"}}},
    },
}

Changes = dict[str, Any]


def spec_with(changes: Changes, base: Mapping[str, Any] = BASE) -> dict[str, Any]:
    """The base spec with values set (None removes) at dotted keys."""
    value: dict[str, Any] = copy.deepcopy(dict(base))
    for dotted, new in changes.items():
        *way, last = dotted.split(".")
        here = value
        for key in way:
            here = here.setdefault(key, {})
        if new is None:
            del here[last]
        else:
            here[last] = copy.deepcopy(new)
    return value


MANY = {f"t{n}": "v" for n in range(44)}
TABLES = {"private": "rtb-0aa11bb22cc33dd44"}
HQ = "sites.hq"
TUNNELS = "sites.hq.tunnels"
ARN = "arn:aws:{}:eu-north-1:111122223333:{}"
CERTIFICATE = ARN.format("acm", "certificate/1234abcd-12ab")

ACCEPTED: dict[str, Changes] = {
    "nothing changed": {},
    "longest name": {"name": "a" * 40},
    "shortest name": {"name": "a"},
    "lowest ASN": {f"{HQ}.asn": 1},
    "highest ASN": {f"{HQ}.asn": 4294967295},
    "amazon-side ASNs": {"vpn_gateway.asn": 64512},
    "amazon-side 2-byte end": {"vpn_gateway.asn": 65534},
    "amazon-side 4-byte start": {"vpn_gateway.asn": 4200000000},
    "amazon-side 4-byte end": {"vpn_gateway.asn": 4294967294},
    "two sites share an ASN": {f"{HQ}.asn": 65141},
    "reserved elsewhere": {f"{HQ}.asn": 9059},
    "the default ASN beside another": {"vpn_gateway": None},
    "an adopted gateway of unknown ASN": {"vpn_gateway": {"id": "vgw-0aa11bb22cc33dd44"}, f"{HQ}.asn": 64512},
    "static without an ASN": {f"{HQ}.asn": None, f"{HQ}.routing": "static"},
    "a certificate instead of an address": {f"{HQ}.devices": {"fw-1": {"certificate_arn": CERTIFICATE}}},
    "100 connections a device": {f"{HQ}.devices.fw-1.connections": 100},
    "100 ranges learnt": {"vpcs.shop.route_tables": TABLES, f"{HQ}.cidrs": [f"10.60.{n}.0/24" for n in range(99)]},
    "101 ranges of both kinds, learnt by no table": {
        f"{HQ}.cidrs": [f"10.60.{n}.0/24" for n in range(100)],
        "sites.lab.routing": "static",
    },
    "neighbouring ranges": {f"{HQ}.cidrs": ["10.45.0.0/16", "10.43.0.0/16", "10.46.0.0/32"]},
    "lifetimes at their ends": {f"{TUNNELS}.phase1_lifetime_seconds": 901, f"{TUNNELS}.phase2_lifetime_seconds": 900},
    "margin at half": {f"{TUNNELS}.rekey_margin_time_seconds": 1800},
    "fuzz 1": {f"{TUNNELS}.rekey_fuzz_percentage": 1},
    "replay ends": {f"{TUNNELS}.replay_window_size": 64},
    "dpd 30": {f"{TUNNELS}.dpd_timeout_seconds": 30},
    "all DH groups": {
        f"{TUNNELS}.phase1_dh_group_numbers": [2, 14, 24],
        f"{TUNNELS}.phase2_dh_group_numbers": [2, 5, 14, 24],
    },
    "ikev1, asked for": {f"{TUNNELS}.ike_versions": ["ikev1", "ikev2"]},
    "start": {f"{TUNNELS}.startup_action": "start"},
    "inside CIDRs": {f"{TUNNELS}.inside_cidrs": {"fw-1": ["169.254.6.0/30", "169.254.169.248/30"]}},
    "overrides at three widths": {
        f"{TUNNELS}.overrides": {"fw-1": {}, "fw-1/1": {}, "fw-1/1/2": {"startup_action": "start"}}
    },
    "a log group adopted": {"logging": {"log_group_arn": ARN.format("logs", "log-group:vpn:*"), "retention_days": 0}},
    "alarms": {
        "alarms": {"sns_topic_arns": [ARN.format("sns", "network")], "period_seconds": 60, "evaluation_periods": 100}
    },
    "a day of looks": {"alarms": {"period_seconds": 900, "evaluation_periods": 96}},
    "a week of long looks": {"alarms": {"period_seconds": 86400, "evaluation_periods": 7}},
    "alike but for the name": {"sites.lab.asn": 65140, "sites.lab.devices.r.ip_address": "198.51.100.41"},
    "45 tags in all": {"tags": MANY, f"{HQ}.tags": {"t0": "w", "t44": "v"}},
    "100 ranges by BGP": {f"{HQ}.cidrs": [f"10.60.{n}.0/24" for n in range(99)]},
    "100 static routes": {f"{HQ}.routing": "static", f"{HQ}.cidrs": [f"10.60.{n}.0/24" for n in range(100)]},
    "45 tags": {"tags": {f"t{n}": "v" for n in range(45)}},
    "a tag that only reads like Name": {"tags": {"name": "x"}},
    "a device named as the default was without the spec's name": {
        "sites.lab.asn": 65140,
        "sites.lab.devices.r": {"ip_address": "198.51.100.41", "device_name": "hq-fw-1"},
    },
    "a device's facts": {f"{HQ}.devices.fw-1.prepend": 3},
}

REFUSED: dict[str, tuple[Changes, str]] = {
    "long name": ({"name": "a" * 41}, f"name: {'a' * 41} is not a name tieline can use; take up to 40 of"),
    "name ends in -": ({"name": "a-"}, "name: a- is not a name tieline can use"),
    "region": ({"region": "Stockholm"}, "region: Stockholm is not an AWS Region; write it like eu-north-1"),
    "vpc id": ({"vpcs.shop.id": "vpc-1"}, "vpcs.shop.id: vpc-1 is not a VPC id; it reads like vpc-0aa11bb22cc33dd44"),
    "two VPCs": (
        {"vpcs.more": {"id": "vpc-0ab11bb22cc33dd44", "cidrs": ["10.45.0.0/16"]}},
        "vpcs: a virtual private gateway serves exactly one VPC, and here are 2 (shop, more); keep one; several VPCs take",
    ),
    "no sites": ({"sites": {}}, "sites: is empty; name at least one"),
    "no devices": ({f"{HQ}.devices": {}}, "sites.hq.devices: is empty; name at least one"),
    "no ranges": ({f"{HQ}.cidrs": []}, "sites.hq.cidrs: is empty; name at least one"),
    "odd key": ({"sites.Paris": BASE["sites"]["hq"]}, "sites.Paris: Paris is not a name tieline can use"),
    "route table twice": (
        {"vpcs.shop.route_tables": {"a": "rtb-0aa11bb22cc33dd44", "b": "rtb-0aa11bb22cc33dd44"}},
        "vpcs.shop.route_tables: rtb-0aa11bb22cc33dd44 stands under a and b; name each route table once",
    ),
    "ASN 0": ({f"{HQ}.asn": 0}, "sites.hq.asn: 0 is no ASN; take one of 1-4294967295"),
    "ASN too high": ({f"{HQ}.asn": 4294967296}, "sites.hq.asn: 4294967296 is no ASN"),
    "ASN 7224": ({f"{HQ}.asn": 7224}, "sites.hq.asn: 7224 is reserved by Amazon; use a private ASN such as 65010"),
    "ASN reserved here": (
        {"region": "eu-west-1", f"{HQ}.asn": 9059},
        "sites.hq.asn: 9059 is reserved by Amazon in eu-west-1; use a private ASN such as 65010",
    ),
    "ASN as text": ({f"{HQ}.asn": "65140"}, "sites.hq.asn: 65140 is text where a whole number is meant; remove the quotes: 65140"),
    "ASN true": ({f"{HQ}.asn": True}, "sites.hq.asn: true stands where a whole number is meant"),
    "amazon-side too low": ({"vpn_gateway.asn": 64511}, "vpn_gateway.asn: 64511 cannot be an Amazon-side ASN; take"),
    "amazon-side between": ({"vpn_gateway.asn": 65535}, "vpn_gateway.asn: 65535 cannot be an Amazon-side ASN; take"),
    "amazon-side 4-byte low": ({"vpn_gateway.asn": 4199999999}, "vpn_gateway.asn: 4199999999 cannot be"),
    "amazon-side 4-byte high": ({"vpn_gateway.asn": 4294967295}, "vpn_gateway.asn: 4294967295 cannot be"),
    "both ASNs equal": ({f"{HQ}.asn": 64801}, "sites.hq.asn: 64801 is the ASN of the virtual private gateway too; the two sides must differ: change this one, or set vpn_gateway.asn to another private ASN such as 64802"),
    "the default ASN": (
        {"vpn_gateway": None, f"{HQ}.asn": 64512},
        "sites.hq.asn: 64512 is the ASN of the virtual private gateway too, the default nobody wrote; the two sides must differ: change this one, or set vpn_gateway.asn to another private ASN such as 64801",
    ),
    "bgp without ASN": ({f"{HQ}.asn": None}, "sites.hq: BGP needs the site's ASN; add asn, if private then 64512-65534, or routing: static"),
    "unidentified device": ({f"{HQ}.devices.fw-1": {}}, "sites.hq.devices.fw-1: has neither ip_address nor certificate_arn"),
    "101 connections": ({f"{HQ}.devices.fw-1.connections": 101}, "sites.hq.devices.fw-1.connections: 101 is outside 1-100; take a number in that range"),
    "no connection": ({f"{HQ}.devices.fw-1.connections": 0}, "sites.hq.devices.fw-1.connections: 0 is outside 1-100"),
    "looks of more than a day": ({"alarms": {"period_seconds": 900, "evaluation_periods": 97}}, "alarms.evaluation_periods: 97 of 900 seconds are more than CloudWatch looks back, a day; take at most 96"),
    "looks of more than a week": ({"alarms": {"period_seconds": 86400, "evaluation_periods": 8}}, "alarms.evaluation_periods: 8 of 86400 seconds are more than CloudWatch looks back, seven days; take at most 7"),
    "alike": (
        {"sites.lab.asn": 65140, "sites.lab.devices.r": {"ip_address": "198.51.100.41", "device_name": "harbour-hq-fw-1", "connections": 2}},
        "sites.lab.devices.r: is like hq/fw-1 in address, certificate, ASN and device_name, so AWS takes them for one; give each a device_name of its own",
    ),
    "46 tags in all": (
        {"tags": MANY, f"{HQ}.tags": {"t44": "v"}, f"{HQ}.devices.fw-1.tags": {"t45": "v"}},
        "sites.hq.devices.fw-1.tags: 46 tags with the site's and the spec's; AWS takes 50",
    ),
    "101 ranges by BGP": ({f"{HQ}.cidrs": [f"10.60.{n}.0/24" for n in range(100)]}, "sites: 101 ranges to learn by BGP; a virtual private gateway takes 100: summarise the ranges"),
    "101 ranges learnt": (
        {"vpcs.shop.route_tables": TABLES, f"{HQ}.cidrs": [f"10.60.{n}.0/24" for n in range(100)], "sites.lab.routing": "static"},
        "vpcs.shop.route_tables: the sites have 101 ranges, and a route table learns 100 routes: summarise the ranges",
    ),
    "the ASN nobody wrote for a static site": (
        {"vpn_gateway.asn": 65000, f"{HQ}.asn": None, f"{HQ}.routing": "static"},
        "sites.hq.asn: 65000, sent for a static site that states none, is the ASN of the virtual private gateway too; the two sides must differ",
    ),
    "site in the VPC": ({f"{HQ}.cidrs": ["10.44.255.255/32"]}, "sites.hq.cidrs[0]: 10.44.255.255/32 overlaps 10.44.0.0/16 of vpcs.shop"),
    "VPC in a site": ({f"{HQ}.cidrs": ["10.0.0.0/8"]}, "sites.hq.cidrs[0]: 10.0.0.0/8 overlaps 10.44.0.0/16 of vpcs.shop"),
    "sites overlap": ({f"{HQ}.cidrs": ["172.27.9.0/24"]}, "sites.lab.cidrs[0]: 172.27.0.0/16 overlaps 172.27.9.0/24 of sites.hq"),
    "link-local": ({f"{HQ}.cidrs": ["169.254.60.0/24"]}, "sites.hq.cidrs[0]: 169.254.60.0/24 overlaps 169.254.0.0/16, which is link-local; name ranges the network really has"),
    "multicast and more": ({f"{HQ}.cidrs": ["208.0.0.0/4", "224.0.0.0/3"]}, "sites.hq.cidrs[1]: 224.0.0.0/3 overlaps 224.0.0.0/4, which is multicast, and 240.0.0.0/4, which is reserved; name"),
    "loopback": ({f"{HQ}.cidrs": ["127.8.0.0/16"]}, "sites.hq.cidrs[0]: 127.8.0.0/16 overlaps 127.0.0.0/8, which is loopback"),
    "this network": ({f"{HQ}.cidrs": ["0.1.0.0/16"]}, "sites.hq.cidrs[0]: 0.1.0.0/16 overlaps 0.0.0.0/8, which means this network"),
    "same range": ({f"{HQ}.cidrs": ["172.27.0.0/16"]}, "sites.lab.cidrs[0]: 172.27.0.0/16 overlaps 172.27.0.0/16 of sites.hq"),
    "range twice": ({f"{HQ}.cidrs": ["10.60.0.0/16", "10.60.0.0/16"]}, "sites.hq.cidrs: 10.60.0.0/16 stands more than once; name each once"),
    "host bits": ({f"{HQ}.cidrs": ["10.60.1.0/16"]}, "sites.hq.cidrs[0]: 10.60.1.0/16 has bits set behind its prefix; write 10.60.0.0/16"),
    "no length": ({f"{HQ}.cidrs": ["10.60.1.0"]}, "sites.hq.cidrs[0]: 10.60.1.0 has no prefix length; write it like 10.60.1.0/24"),
    "IPv6": ({f"{HQ}.cidrs": ["2001:db8::/32"]}, "sites.hq.cidrs[0]: 2001:db8::/32 is IPv6, and these ranges are IPv4; write it like 10.44.0.0/16"),
    "no range": ({f"{HQ}.cidrs": ["office"]}, "sites.hq.cidrs[0]: office is not an address range; write it like 10.44.0.0/16"),
    "phase 2 as long": (
        {f"{TUNNELS}.phase1_lifetime_seconds": 3600},
        "sites.hq.tunnels.phase1_lifetime_seconds: tunnel 1 of hq/fw-1/1: phase 2 lives 3600 s and phase 1 3600 s; phase 2 must be the shorter",
    ),
    "phase 2 in an override": (
        {f"{TUNNELS}.overrides": {"fw-1/1/2": {"phase1_lifetime_seconds": 900}}},
        "sites.hq.tunnels.overrides.fw-1/1/2.phase1_lifetime_seconds: tunnel 2 of hq/fw-1/1: phase 2 lives 3600 s",
    ),
    "margin over half": (
        {f"{TUNNELS}.phase2_lifetime_seconds": 900, f"{TUNNELS}.rekey_margin_time_seconds": 451},
        "sites.hq.tunnels.rekey_margin_time_seconds: tunnel 1 of hq/fw-1/1: a rekey margin of 451 s is more than half of phase 2 (900 s); take at most 450",
    ),
    "phase 1 too short": ({f"{TUNNELS}.phase1_lifetime_seconds": 899}, "sites.hq.tunnels.phase1_lifetime_seconds: 899 is outside 900-28800 seconds"),
    "phase 1 too long": ({f"{TUNNELS}.phase1_lifetime_seconds": 28801}, "sites.hq.tunnels.phase1_lifetime_seconds: 28801 is outside 900-28800 seconds"),
    "phase 2 too long": ({f"{TUNNELS}.phase2_lifetime_seconds": 3601}, "sites.hq.tunnels.phase2_lifetime_seconds: 3601 is outside 900-3600 seconds"),
    "margin too short": ({f"{TUNNELS}.rekey_margin_time_seconds": 59}, "sites.hq.tunnels.rekey_margin_time_seconds: 59 is outside 60-1800 seconds"),
    "fuzz 0": ({f"{TUNNELS}.rekey_fuzz_percentage": 0}, "sites.hq.tunnels.rekey_fuzz_percentage: 0 is dropped by the provider and becomes 100; take a number of 1-100"),
    "fuzz 101": ({f"{TUNNELS}.rekey_fuzz_percentage": 101}, "sites.hq.tunnels.rekey_fuzz_percentage: 101 is outside 1-100"),
    "replay 63": ({f"{TUNNELS}.replay_window_size": 63}, "sites.hq.tunnels.replay_window_size: 63 is outside 64-2048 packets"),
    "dpd 29": ({f"{TUNNELS}.dpd_timeout_seconds": 29}, "sites.hq.tunnels.dpd_timeout_seconds: 29 is outside 30-2147483647 seconds"),
    "DH 5 in phase 1": ({f"{TUNNELS}.phase1_dh_group_numbers": [5]}, "sites.hq.tunnels.phase1_dh_group_numbers[0]: 5 is no DH group AWS offers here; take of 2, 14, 15"),
    "DH 1 in phase 2": ({f"{TUNNELS}.phase2_dh_group_numbers": [1]}, "sites.hq.tunnels.phase2_dh_group_numbers[0]: 1 is no DH group AWS offers here; take of 2, 5, 14"),
    "no algorithm": ({f"{TUNNELS}.phase1_integrity_algorithms": []}, "sites.hq.tunnels.phase1_integrity_algorithms: is empty; name at least one"),
    "3DES": ({f"{TUNNELS}.phase1_encryption_algorithms": ["3DES"]}, "sites.hq.tunnels.phase1_encryption_algorithms[0]: 3DES is not one of AES128, AES256, AES128-GCM-16, AES256-GCM-16"),
    "start with ikev1": (
        {f"{TUNNELS}.startup_action": "start", f"{TUNNELS}.ike_versions": ["ikev1"]},
        "sites.hq.tunnels.ike_versions: tunnel 1 of hq/fw-1/1: AWS starts IKEv2 only; take ikev1 out of ike_versions, or startup_action: add",
    ),
    "start without an address": (
        {f"{HQ}.devices.fw-1": {"certificate_arn": CERTIFICATE}, f"{TUNNELS}.startup_action": "start"},
        "sites.hq.tunnels.startup_action: tunnel 1 of hq/fw-1/1: AWS can start only towards an ip_address, and the device has none",
    ),
    "inside reserved low": ({f"{TUNNELS}.inside_cidrs": {"fw-1": ["169.254.5.0/30", "169.254.6.0/30"]}}, "sites.hq.tunnels.inside_cidrs.fw-1[0]: 169.254.5.0/30 is reserved by AWS"),
    "inside reserved high": ({f"{TUNNELS}.inside_cidrs": {"fw-1": ["169.254.6.0/30", "169.254.169.252/30"]}}, "sites.hq.tunnels.inside_cidrs.fw-1[1]: 169.254.169.252/30 is reserved by AWS"),
    "inside /29": ({f"{TUNNELS}.inside_cidrs": {"fw-1": ["169.254.6.0/29", "169.254.7.0/30"]}}, "sites.hq.tunnels.inside_cidrs.fw-1[0]: 169.254.6.0/29 is no inside CIDR; take a /30 of 169.254.0.0/16"),
    "inside elsewhere": ({f"{TUNNELS}.inside_cidrs": {"fw-1": ["10.0.0.0/30", "169.254.7.0/30"]}}, "sites.hq.tunnels.inside_cidrs.fw-1[0]: 10.0.0.0/30 is no inside CIDR"),
    "inside once": ({f"{TUNNELS}.inside_cidrs": {"fw-1": ["169.254.6.0/30"]}}, "sites.hq.tunnels.inside_cidrs.fw-1: 1 inside CIDRs for 1 connection(s); give 2, one for each tunnel, or none"),
    "inside of nobody": ({f"{TUNNELS}.inside_cidrs": {"fw-9": ["169.254.6.0/30", "169.254.7.0/30"]}}, "sites.hq.tunnels.inside_cidrs.fw-9: fw-9 is no device of the site; its devices are fw-1"),
    "inside shared": (
        {f"{TUNNELS}.inside_cidrs": {"fw-1": ["169.254.6.0/30", "169.254.7.0/30"]}, "sites.lab.tunnels.inside_cidrs": {"r": ["169.254.8.0/30", "169.254.6.0/30"]}},
        "sites.lab.tunnels.inside_cidrs.r[1]: 169.254.6.0/30 is the inside CIDR of tunnel 1 of hq/fw-1/1 already; take another /30, such as 169.254.",
    ),
    "override of nobody": ({f"{TUNNELS}.overrides": {"fw-1/2": {}}}, "sites.hq.tunnels.overrides.fw-1/2: fw-1/2 names no device, connection or tunnel of the site; write <device>"),
    "101 static routes": ({f"{HQ}.routing": "static", f"{HQ}.cidrs": [f"10.60.{n}.0/24" for n in range(101)]}, "sites: 101 static routes; a virtual private gateway takes 100: summarise the ranges, or use bgp"),
    "46 tags": ({"tags": {f"t{n}": "v" for n in range(46)}}, "tags: 46 tags; AWS takes 50 on a resource and tieline sets up to 5 itself: keep to 45"),
    "aws: tag": ({"tags": {"AWS:x": "v"}}, "tags.AWS:x: AWS:x starts with aws:, which is Amazon's; take another key"),
    "Name tag": ({"tags": {"Name": "x"}}, "tags.Name: tieline names what it makes; take another key"),
    "Name tag of a site": ({f"{HQ}.tags": {"Name": "x"}}, "sites.hq.tags.Name: tieline names what it makes; take another key"),
    "Name tag of a device": ({f"{HQ}.devices.fw-1.tags": {"Name": "x"}}, "sites.hq.devices.fw-1.tags.Name: tieline names what it makes; take another key"),
    "null tag": ({"tags": {"x": None}}, "tags.x: nothing stands here"),
    "null tag of a site": ({f"{HQ}.tags": {"x": None}}, "sites.hq.tags.x: nothing stands here"),
    "null override": ({f"{TUNNELS}.overrides": {"fw-1": None}}, "sites.hq.tunnels.overrides.fw-1: nothing stands here"),
    "null route table": ({"vpcs.shop.route_tables": {"private": None}}, "vpcs.shop.route_tables.private: nothing stands here"),
    "a VPC's range too wide": ({"vpcs.shop.cidrs": ["10.44.0.0/15"]}, "vpcs.shop.cidrs[0]: 10.44.0.0/15 is no range of a VPC, which are /16 to /28; give those the VPC has"),
    "a VPC's range too narrow": ({"vpcs.shop.cidrs": ["10.44.0.0/29"]}, "vpcs.shop.cidrs[0]: 10.44.0.0/29 is no range of a VPC"),
    "a topic of elsewhere": (
        {"alarms": {"sns_topic_arns": [ARN.format("sns", "network"), (topic := "arn:aws:sns:us-east-1:111122223333:network")]}},
        f"alarms.sns_topic_arns[1]: {topic} is of us-east-1; an alarm tells topics of its own Region, eu-north-1, only",
    ),
    "a key of elsewhere": (
        {"region": "eu-west-1", "logging": {"kms_key_arn": (key := ARN.format("kms", "key/1234abcd"))}},
        f"logging.kms_key_arn: {key} is of eu-north-1; a log group takes a key of its own Region, eu-west-1, only",
    ),
    "a log group of elsewhere": (
        {"region": "eu-west-1", "logging": {"log_group_arn": (group := ARN.format("logs", "log-group:vpn"))}},
        f"logging.log_group_arn: {group} is of eu-north-1; a tunnel logs to a group of its own Region, eu-west-1, only",
    ),
    "a certificate of elsewhere": (
        {"region": "eu-west-1", f"{HQ}.devices": {"fw-1": {"certificate_arn": CERTIFICATE}}},
        f"sites.hq.devices.fw-1.certificate_arn: {CERTIFICATE} is of eu-north-1; a customer gateway takes a certificate of its own Region, eu-west-1, only",
    ),
    "long tag": ({"tags": {"x": "v" * 257}}, "tags.x: has 257 characters; keep to 256"),
    "log group both ways": (
        {"logging": {"log_group_arn": ARN.format("logs", "log-group:vpn"), "log_group_name": "vpn"}},
        "logging.log_group_name: log_group_name belong to a created log group; remove them or log_group_arn",
    ),
    "retention": ({"logging": {"retention_days": 2}}, "logging.retention_days: 2 is not one of 0, 1, 3, 5"),
    "topic": ({"alarms": {"sns_topic_arns": ["network"]}}, "alarms.sns_topic_arns[0]: network is not an SNS topic's ARN; it reads like arn:aws:sns:"),
    "six topics": ({"alarms": {"sns_topic_arns": [ARN.format("sns", f"t{n}") for n in range(6)]}}, "alarms.sns_topic_arns: has 6 entries; keep to 5"),
    "odd period": ({"alarms": {"period_seconds": 90}}, "alarms.period_seconds: 90 is not a multiple of 60; take 60 or 120"),
    "unknown key": ({"sitez": 1}, "sitez: is no key here; did you mean sites?"),
    "null": ({"vpn_gateway": [None]}, "vpn_gateway: a list stands here, where keys with values are meant"),
    **{
        f"address {address}": (
            {f"{HQ}.devices.fw-1.ip_address": address}, f"sites.hq.devices.fw-1.ip_address: {address} {why}"
        )
        for address, why in {
            "0.1.2.3": "means this network",
            "10.0.0.1": "is private (RFC 1918)",
            "100.64.0.1": "is shared address space (RFC 6598)",
            "127.0.0.1": "is loopback",
            "169.254.1.1": "is link-local",
            "172.31.255.255": "is private (RFC 1918)",
            "192.168.0.1": "is private (RFC 1918)",
            "224.0.0.1": "is multicast",
            "255.255.255.255": "is reserved",
            "198.51.100": "is not an IPv4 address",
        }.items()
    },
}  # fmt: skip
