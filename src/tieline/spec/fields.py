"""The values a spec is made of, each with the rule that AWS (or the network) has for it.

A field's rule stands here once; rules that span fields stand in `rules`. Messages say the value and the mend.
Sources: the AWS VPN, Direct Connect and VPC user guides; IANA's special-purpose address registry.
"""

from __future__ import annotations

import ipaddress
import re
from collections import Counter
from collections.abc import Callable
from typing import Annotated, Any, Literal, NoReturn

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError


class Model(BaseModel):
    """A part of a spec: unknown keys and wrong types are errors, nothing is converted, nothing changes later."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, use_attribute_docstrings=True)


INTENT: Any = {"intent": True}
"""Marks a field that exists in the spec alone: it is used to check and to render, and is no module's input."""


def refuse(message: str, at: str | None = None) -> NoReturn:
    """Raises what pydantic reports as `message`, for the field `at` of the object being validated."""
    raise PydanticCustomError("refused", "{message}", {"message": message, "at": at})


def _text(rule: Callable[[str], None]) -> BeforeValidator:
    """A rule for text; it also sees the numbers people write by mistake, so that they read its message and mend."""

    def check(value: Any) -> Any:
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            rule(str(value))
        return value

    return BeforeValidator(check)


def _matching(pattern: str, what: str) -> BeforeValidator:
    compiled = re.compile(pattern)

    def rule(value: str) -> None:
        if not compiled.fullmatch(value):
            refuse(f"{shown(value)} is not {what}")

    return _text(rule)


def shown(value: object) -> str:
    """A value as an error message shows it: bounded, on one line."""
    text = value if isinstance(value, str) else repr(value)
    text = text if text.isprintable() and text.strip() else repr(text)
    return text if len(text) <= 60 else f"{text[:57]}..."


KEY_PATTERN = r"[a-z0-9]([a-z0-9_-]{0,38}[a-z0-9])?"
Key = Annotated[
    str,
    _matching(
        KEY_PATTERN, "a name tieline can use; take up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends"
    ),
]
"""The caller's name for something; it becomes part of Terraform addresses and of AWS names."""

_REGION = (
    "(af|ap|ca|cn|eu|eu-iso[a-z]|eusc-[a-z]{2}|il|me|mx|sa|us|us-gov|us-iso[a-z]?)-"
    "(central|(north|south)?(east|west)|north|south)-[1-9]"
)
Region = Annotated[str, _matching(_REGION, "an AWS Region; write it like eu-north-1")]

_HEX = r"([0-9a-f]{8}|[0-9a-f]{17})"
VpcId = Annotated[str, _matching(f"vpc-{_HEX}", "a VPC id; it reads like vpc-0aa11bb22cc33dd44")]
RouteTableId = Annotated[str, _matching(f"rtb-{_HEX}", "a route table id; it reads like rtb-0aa11bb22cc33dd44")]
SubnetId = Annotated[str, _matching(f"subnet-{_HEX}", "a subnet id; it reads like subnet-0aa11bb22cc33dd44")]
VpnGatewayId = Annotated[
    str, _matching(f"vgw-{_HEX}", "a virtual private gateway id; it reads like vgw-0aa11bb22cc33dd44")
]
TransitGatewayId = Annotated[str, _matching(f"tgw-{_HEX}", "a transit gateway id; it reads like tgw-0aa11bb22cc33dd44")]
AttachmentId = Annotated[
    str,
    _matching(f"tgw-attach-{_HEX}", "a transit gateway attachment id; it reads like tgw-attach-0aa11bb22cc33dd44"),
]
TransitGatewayRouteTableId = Annotated[
    str,
    _matching(f"tgw-rtb-{_HEX}", "a transit gateway route table id; it reads like tgw-rtb-0aa11bb22cc33dd44"),
]
ConnectionId = Annotated[
    str, _matching("dxcon-[a-z0-9]{8,17}", "a Direct Connect connection id; it reads like dxcon-fh6ayh1d")
]
LagId = Annotated[str, _matching("dxlag-[a-z0-9]{8,17}", "a LAG id; it reads like dxlag-fgnsp5rq")]
_UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
DxGatewayId = Annotated[
    str, _matching(_UUID, "a Direct Connect gateway id; it reads like 1234abcd-12ab-34cd-56ef-1234567890ab")
]
ProposalId = Annotated[str, _matching(_UUID, "a proposal's id; it reads like 1234abcd-12ab-34cd-56ef-1234567890ab")]
Location = Annotated[
    str,
    _matching(
        "[A-Za-z0-9][A-Za-z0-9_.-]{1,29}",
        "a location's code; it reads like EqDC2, as `aws directconnect describe-locations` lists it",
    ),
]
Account = Annotated[str, _matching("[0-9]{12}", "an account number; write its 12 digits in quotes")]


_ARN_OF = {
    "acm": "an ACM certificate's ARN",
    "kms": "a KMS key's ARN",
    "logs": "a log group's ARN",
    "sns": "an SNS topic's ARN",
}


def _arn(service: str, resource: str, example: str) -> BeforeValidator:
    return _matching(
        rf"arn:aws[a-z-]*:{service}:[a-z0-9-]+:[0-9]{{12}}:{resource}", f"{_ARN_OF[service]}; it reads like {example}"
    )


SnsTopicArn = Annotated[
    str, _arn("sns", r"[A-Za-z0-9_-]{1,256}(\.fifo)?", "arn:aws:sns:eu-north-1:111122223333:network")
]
LogGroupArn = Annotated[
    str,
    _arn(
        "logs",
        r"log-group:[A-Za-z0-9_./#-]{1,512}(:\*)?",
        "arn:aws:logs:eu-north-1:111122223333:log-group:/aws/vendedlogs/vpn",
    ),
]
KmsKeyArn = Annotated[
    str,
    _arn(
        "kms",
        r"(key|alias)/[A-Za-z0-9/_-]+",
        "arn:aws:kms:eu-north-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    ),
]
CertificateArn = Annotated[
    str,
    _arn(
        "acm",
        r"certificate/[A-Za-z0-9-]+",
        "arn:aws:acm:eu-north-1:111122223333:certificate/1234abcd-12ab-34cd-56ef-1234567890ab",
    ),
]


_PRINCIPAL = (
    r"arn:aws[a-z-]*:organizations::[0-9]{12}:(organization/o-[a-z0-9]{10,32}|ou/o-[a-z0-9]{10,32}/ou-[a-z0-9-]+)"
)
Principal = Annotated[
    str,
    _matching(
        f"[0-9]{{12}}|{_PRINCIPAL}",
        "an account, an organisational unit or an organisation; write 12 digits in quotes, or an ARN such as "
        "arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5",
    ),
]
ResourceShareArn = Annotated[
    str,
    _matching(
        r"arn:aws[a-z-]*:ram:[a-z0-9-]+:[0-9]{12}:resource-share/[0-9a-f-]{36}",
        "a resource share's ARN; it reads like "
        "arn:aws:ram:eu-north-1:111122223333:resource-share/1234abcd-12ab-34cd-56ef-1234567890ab",
    ),
]
_SECRET_ARN = re.compile(r"arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@!-]{1,519}")


def _secret_arn(value: str) -> None:
    if not _SECRET_ARN.fullmatch(value):  # not shown, as it may be the key itself
        refuse(
            "is no secret's ARN, and a spec never holds a key itself; it reads like "
            "arn:aws:secretsmanager:eu-north-1:111122223333:secret:macsec-AbCdEf"
        )


SecretArn = Annotated[str, _text(_secret_arn)]
BucketArn = Annotated[
    str, _matching(r"arn:aws[a-z-]*:s3:::[a-z0-9.-]{3,63}(/.*)?", "an S3 bucket's ARN; it reads like arn:aws:s3:::logs")
]
RoleArn = Annotated[
    str,
    _matching(
        r"arn:aws[a-z-]*:iam::[0-9]{12}:role/[\w+=,.@/-]+",
        "an IAM role's ARN; it reads like arn:aws:iam::111122223333:role/flow-logs",
    ),
]


def _network(value: str) -> ipaddress.IPv4Network:
    """An IPv4 range written as AWS takes it: with its length, and no bits set behind it."""
    address, slash, length = value.partition("/")
    try:
        network = ipaddress.IPv4Network(value, strict=False)
    except ValueError:
        if ":" in value:
            refuse(f"{shown(value)} is IPv6, and these ranges are IPv4; write it like 10.44.0.0/16")
        refuse(f"{shown(value)} is not an address range; write it like 10.44.0.0/16")
    if not slash or not length.isdecimal():
        refuse(f"{shown(value)} has no prefix length; write it like {address}/24")
    if str(network) != value:
        refuse(f"{value} has bits set behind its prefix; write {network}")
    return network


def _cidr(value: str) -> None:
    _network(value)


Cidr = Annotated[str, _text(_cidr)]
"""An IPv4 range without host bits, such as 10.44.0.0/16."""


def _destination(value: str) -> None:
    if value.startswith("pl-"):
        if not re.fullmatch(f"pl-{_HEX}", value):
            refuse(f"{shown(value)} is no prefix list id; it reads like pl-0aa11bb22cc33dd44")
    elif ":" in value:
        try:
            network = ipaddress.IPv6Network(value, strict=False)
        except ValueError:
            refuse(f"{shown(value)} is no address range; write it like 10.0.0.0/8 or 2001:db8::/32")
        if value != str(network):
            refuse(f"{value} is not how AWS writes a range; write {network}")
    else:
        _network(value)


Destination = Annotated[str, _text(_destination)]
"""Where a route leads: an IPv4 or IPv6 range, or a prefix list."""


def _prefix(value: str) -> None:
    if value.startswith("pl-"):
        refuse(f"{shown(value)} is a prefix list, and Direct Connect takes ranges; write them out")
    _destination(value)


Prefix = Annotated[str, _text(_prefix)]
"""What Direct Connect announces: an IPv4 or IPv6 range."""


def _peer_address(value: str) -> None:
    address, _, length = value.partition("/")
    try:
        ipaddress.IPv4Address(address)
    except ValueError:
        length = ""
    if length not in {"30", "31"}:
        refuse(f"{shown(value)} is no address of a BGP session; write it with its length, like 169.254.240.1/30")


PeerAddress = Annotated[str, _text(_peer_address)]
"""The IPv4 address of one end of a BGP session on a virtual interface, with its /30 or /31."""


def _vpc_cidr(value: str) -> None:
    if not 16 <= _network(value).prefixlen <= 28:
        refuse(f"{value} is no range of a VPC, which are /16 to /28; give those the VPC has, such as 10.44.0.0/16")


VpcCidr = Annotated[str, _text(_vpc_cidr)]
"""An IPv4 range as a VPC has them."""

_NOT_PUBLIC = {
    "0.0.0.0/8": "means this network",
    "10.0.0.0/8": "is private (RFC 1918)",
    "100.64.0.0/10": "is shared address space (RFC 6598)",
    "127.0.0.0/8": "is loopback",
    "169.254.0.0/16": "is link-local",
    "172.16.0.0/12": "is private (RFC 1918)",
    "192.168.0.0/16": "is private (RFC 1918)",
    "224.0.0.0/4": "is multicast",
    "240.0.0.0/4": "is reserved",
}
NOT_PUBLIC_NETWORKS = {ipaddress.IPv4Network(net): why for net, why in _NOT_PUBLIC.items()}


def _public_address(value: str) -> None:
    try:
        address = ipaddress.IPv4Address(value)
    except ValueError:
        refuse(f"{shown(value)} is not an IPv4 address; write the device's public address, such as 198.51.100.41")
    for network, why in NOT_PUBLIC_NETWORKS.items():
        if address in network:
            refuse(f"{value} {why}; give the public address the device is seen with, behind NAT that of the NAT")


PublicAddress = Annotated[str, _text(_public_address)]
"""The IPv4 address AWS sees the device with."""

_RESERVED_INSIDE = {f"169.254.{third}.0/30" for third in range(6)} | {"169.254.169.252/30"}
_LINK_LOCAL = ipaddress.IPv4Network("169.254.0.0/16")


def _inside_cidr(value: str) -> None:
    network = _network(value)
    if network.prefixlen != 30 or not network.subnet_of(_LINK_LOCAL):
        refuse(f"{value} is no inside CIDR; take a /30 of 169.254.0.0/16, such as 169.254.60.0/30")
    if value in _RESERVED_INSIDE:
        refuse(f"{value} is reserved by AWS; take another /30, such as 169.254.60.0/30")


InsideCidr = Annotated[str, _text(_inside_cidr)]
"""A tunnel's inside range: a /30 of 169.254.0.0/16 that AWS has not reserved."""


_UNIQUE_LOCAL = ipaddress.IPv6Network("fd00::/8")


def _inside_ipv6_cidr(value: str) -> None:
    try:
        network = ipaddress.IPv6Network(value)
    except ValueError:
        network = _UNIQUE_LOCAL
    if network.prefixlen != 126 or not network.subnet_of(_UNIQUE_LOCAL):
        refuse(f"{shown(value)} is no inside IPv6 CIDR; take a /126 of fd00::/8, such as fd12:3456:789a::/126")


InsideIpv6Cidr = Annotated[str, _text(_inside_ipv6_cidr)]
"""A tunnel's inside IPv6 range: a /126 of fd00::/8."""


def _customer_asn(value: int) -> int:
    if not 1 <= value <= 4294967295:
        refuse(f"{value} is no ASN; take one of 1-4294967295, if private then 64512-65534 or 4200000000-4294967294")
    if value == 7224:
        refuse("7224 is reserved by Amazon; use a private ASN such as 65010")
    return value


CustomerAsn = Annotated[int, AfterValidator(_customer_asn)]


def _router_asn(value: int) -> int:
    _customer_asn(value)
    if value > MOST_ROUTER_ASN:
        refuse(
            f"{value} is no ASN that the provider can give a virtual interface; take one of 1-{MOST_ROUTER_ASN}, if "
            "private then of 64512-65534"
        )
    return value


MOST_ROUTER_ASN = 2147483646
"""The provider sends the ASN of a virtual interface's router as a number of 32 bits with a sign."""
RouterAsn = Annotated[int, AfterValidator(_router_asn)]


def _amazon_asn(value: int) -> int:
    if not (64512 <= value <= 65534 or 4200000000 <= value <= 4294967294):
        refuse(f"{value} cannot be an Amazon-side ASN; take one of 64512-65534 or 4200000000-4294967294")
    return value


AmazonAsn = Annotated[int, AfterValidator(_amazon_asn)]


def in_range(value: int, low: int, high: int, unit: str = "") -> int:
    """`value`, refused outside a closed range."""
    if not low <= value <= high:
        refuse(f"{value} is outside {low}-{high}{unit and f' {unit}'}; take a number in that range")
    return value


def between(low: int, high: int, unit: str = "") -> AfterValidator:
    """The rule that a number lies in a closed range."""
    return AfterValidator(lambda value: in_range(value, low, high, unit))


def _not_empty(value: Any) -> Any:
    if not value:
        refuse("is empty; name at least one")
    return value


def _distinct(value: list[Any]) -> list[Any]:
    twice = sorted(str(item) for item, count in Counter(value).items() if count > 1)
    if twice:
        refuse(f"{', '.join(twice)} stands more than once; name each once")
    return value


NotEmpty = AfterValidator(_not_empty)
Distinct = AfterValidator(_distinct)


def _tag_key(value: str) -> str:
    if not 1 <= len(value) <= 128:
        refuse("a tag's key has 1-128 characters; shorten it")
    if value == "Name":
        refuse("tieline names what it makes; take another key")
    if value.lower().startswith("aws:"):
        refuse(f"{shown(value)} starts with aws:, which is Amazon's; take another key")
    return value


MAX_TAGS = 45
"""AWS takes 50 on a resource; up to 5 are tieline's own."""


def _tags(value: dict[str, str]) -> dict[str, str]:
    if len(value) > MAX_TAGS:
        refuse(f"{len(value)} tags; AWS takes 50 on a resource and tieline sets up to 5 itself: keep to {MAX_TAGS}")
    return value


Tags = Annotated[
    dict[Annotated[str, AfterValidator(_tag_key)], Annotated[str, Field(max_length=256)]], AfterValidator(_tags)
]

RetentionDays = Literal[
    0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653
]  # fmt: skip
