"""Verdicts on one screen: the spec, what will be made, the checks, the findings, how long it took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tieline.spec import TransitGatewayVpn
from tieline.spec.connections import TUNNELS, expand, inside_cidrs
from tieline.spec.segments import reached
from tieline.spec.transit_gateway import TransitGateway
from tieline.spec.tunnels import TunnelOptions
from tieline.terraform.plan import Plan
from tieline.verify import Verdict

MOST_CONNECTIONS = 12
"""As many are listed; more are counted."""

MOST_MEMBERS = 6
"""As many members of a segment are named; more are counted."""

_NOUNS = {
    "aws_vpn_gateway": "virtual private gateway",
    "aws_vpn_gateway_attachment": "gateway attachment",
    "aws_vpn_gateway_route_propagation": "route propagation",
    "aws_ec2_transit_gateway": "transit gateway",
    "aws_ec2_transit_gateway_vpc_attachment": "VPC attachment",
    "aws_ec2_transit_gateway_vpc_attachment_accepter": "accepted VPC attachment",
    "aws_ec2_transit_gateway_peering_attachment": "peering",
    "aws_ec2_transit_gateway_peering_attachment_accepter": "accepted peering",
    "aws_ec2_transit_gateway_route_table": "gateway route table",
    "aws_ec2_transit_gateway_route_table_association": "association",
    "aws_ec2_transit_gateway_route_table_propagation": "propagation",
    "aws_ec2_transit_gateway_route": "gateway route",
    "aws_ec2_transit_gateway_prefix_list_reference": "prefix list reference",
    "aws_route": "VPC route",
    "aws_ram_resource_share": "resource share",
    "aws_ram_resource_share_accepter": "accepted share",
    "aws_ram_resource_association": "shared resource",
    "aws_ram_principal_association": "shared-with account",
    "aws_customer_gateway": "customer gateway",
    "aws_vpn_connection": "VPN connection",
    "aws_vpn_connection_route": "static route",
    "aws_ec2_tag": "attachment tag",
    "aws_flow_log": "flow log",
    "aws_cloudwatch_log_group": "log group",
    "aws_iam_role": "role",
    "aws_iam_role_policy": "role policy",
    "aws_cloudwatch_metric_alarm": "alarm",
}


def console(*, on_stderr: bool = False) -> Console:
    """The terminal; colours only where it is one and NO_COLOR is not set, and no wrapping where it is none."""
    out = Console(stderr=on_stderr, highlight=False)
    return out if out.is_terminal else Console(stderr=on_stderr, highlight=False, width=10_000)


def _print(out: Console, screen: RenderableType) -> None:
    """Prints; into a pipe or a file without the spaces that fill a terminal's lines."""
    if out.is_terminal:
        out.print(screen)
        return
    with out.capture() as captured:
        out.print(screen)
    for line in captured.get().splitlines():
        out.file.write(f"{line.rstrip()}\n")


def show_verdicts(verdicts: Sequence[Verdict], *, on_stderr: bool = False) -> None:
    """Prints every verdict, and a last line that counts them when there are several."""
    out = console(on_stderr=on_stderr)
    for verdict in verdicts:
        _print(out, verdict_screen(verdict))
    if len(verdicts) > 1:
        good = sum(verdict.ok for verdict in verdicts)
        out.print(
            f"{good} of {len(verdicts)} specs verified", style="bold green" if good == len(verdicts) else "bold red"
        )


def verdict_screen(verdict: Verdict) -> RenderableType:
    """One verdict as a screen."""
    spec = verdict.loaded.spec
    parts: list[RenderableType] = [
        Text.assemble((spec.name, "bold"), f"  {spec.pattern} in {spec.region}  ", (verdict.loaded.file, "dim"))
    ]
    if verdict.plan:
        parts += [_section("Will be made"), _indented(_made(verdict.plan))]
        if isinstance(spec, TransitGatewayVpn):
            parts += [_section("Who reaches whom"), _indented(reaches(spec))]
        if spec.sites:
            parts += [_section("Connections"), _indented(_connections(verdict))]
        parts += [_section("Of your own choice"), _indented(_choices(verdict))]
        parts += [_section("Checks"), _indented(_checks(verdict))]
        parts += [_section("Policies"), _indented(_findings(verdict))]
    for refusal in verdict.refusals:
        parts.append(_indented(Text.assemble(("✗ ", "red"), f"Terraform refuses the spec: {refusal}")))
    notes = [str(notice) for notice in verdict.loaded.notices]
    notes += [f"{w.summary}: {w.detail}" for w in (verdict.plan.warnings if verdict.plan else ())]
    if notes:
        parts.append(_section("Worth knowing"))
        parts += [_indented(Text(note)) for note in notes]
    parts += [Text(""), _bottom_line(verdict), Text("")]
    return Group(*parts)


def _section(title: str) -> Text:
    return Text(f"\n{title}", style="bold")


def _indented(inner: RenderableType) -> Padding:
    return Padding(inner, (0, 0, 0, 2), expand=False)


def count(number: int, noun: str) -> str:
    """`2 alarms`, `1 alarm`, `2 role policies`."""
    plural = f"{noun[:-1]}ies" if noun.endswith("cy") else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"


def reaches(spec: TransitGatewayVpn) -> RenderableType:
    """The segments: who is in them, whom they reach, and what their traffic passes."""
    if not spec.segments:
        everything = "everything reaches everything" if spec.transit_gateway.id is None else None
        return Text(everything or "as the adopted gateway's own route tables say; the spec names no segments")
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("segment", "members", "reaches", "by way of"):
        table.add_column(heading, overflow="fold")
    for key, others in reached(spec.segments).items():
        segment = spec.segments[key]
        named = ["each other" if other == key else other for other in others]
        named += [f"{segment.default} for all else"] if segment.default else []
        passed = {other: spec.segments[other].through for other in others}
        ways = [segment.through] if segment.through else [f"{way} to {o}" for o, way in passed.items() if way]
        table.add_row(key, _few(segment.members()), ", ".join(named) or "nobody", ", ".join(ways))
    return table


def _few(names: list[str]) -> str:
    more = f" and {len(names) - MOST_MEMBERS} more" if len(names) > MOST_MEMBERS else ""
    return (", ".join(names[:MOST_MEMBERS]) or "nobody yet") + more


def _made(plan: Plan) -> Text:
    kinds = Counter(resource.type for resource in plan.managed())
    order = {kind: place for place, kind in enumerate(_NOUNS)}
    listed = sorted(kinds, key=lambda kind: order.get(kind, len(order)))
    return Text(" · ".join(count(kinds[kind], _NOUNS.get(kind, kind)) for kind in listed))


def _connections(verdict: Verdict) -> RenderableType:
    spec = verdict.loaded.spec
    connections = list(expand(spec.sites))
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("connection", "device", "routing"):
        table.add_column(heading, overflow="fold")
    table.add_column("inside CIDRs", min_width=len("169.254.167.248/30"))
    for connection in connections[:MOST_CONNECTIONS]:
        site, device = connection.site, connection.device
        routing = f"BGP, ASN {site.asn}" if site.routing == "bgp" else f"static, {count(len(site.cidrs), 'range')}"
        if device.prepend:
            routing += f", prepends {device.prepend}"
        if site.acceleration:
            routing += ", accelerated"
        if device.inside_ip_version == "ipv6":
            routing += ", IPv6 inside"
        address = device.ip_address or "by certificate"
        table.add_row(connection.key, address, routing, " ".join(inside_cidrs(spec.name, connection)))
    if len(connections) > MOST_CONNECTIONS:
        table.add_row(f"and {len(connections) - MOST_CONNECTIONS} more")
    return table


def _choices(verdict: Verdict) -> RenderableType:
    """What differs from the defaults in the tunnels, and what becomes of logs and alarms."""
    spec = verdict.loaded.spec
    default = TunnelOptions()
    tunnels: dict[str, list[str]] = {}
    for connection in expand(spec.sites):
        for tunnel in TUNNELS:
            options = connection.options(tunnel)
            chosen = {name: getattr(options, name) for name in TunnelOptions.model_fields}
            told = [f"{n} {_words(v)}" for n, v in chosen.items() if v != getattr(default, n)]
            if told:
                tunnels.setdefault(", ".join(told), []).append(f"{connection.key}/{tunnel}")
    lines = _gateway_choices(spec) if isinstance(spec, TransitGatewayVpn) else []
    if not spec.sites:
        return Group(*map(Text, lines))
    lines += [f"tunnels {' '.join(keys)}: {told}" for told, keys in tunnels.items()] or ["tunnels: all as by default"]
    logging, alarms = spec.logging, spec.alarms
    kept = "for ever" if logging.retention_days == 0 else f"{logging.retention_days} days"
    where = f"to {logging.log_group_arn}" if logging.log_group_arn else f"kept {kept}"
    lines.append(f"logs: {where if logging.enabled else 'off'}")
    topics = ", ".join(alarms.sns_topic_arns) or "nobody (name a topic in alarms.sns_topic_arns)"
    lines.append(f"alarms: {f'told to {topics}' if alarms.enabled else 'off'}")
    return Group(*map(Text, lines))


def _gateway_choices(spec: TransitGatewayVpn) -> list[str]:
    """What differs from the defaults in the gateway, and what becomes of its flow logs."""
    gateway, logs, default = spec.transit_gateway, spec.flow_logs, TransitGateway()
    told = [
        f"{name} {_words(getattr(gateway, name))}"
        for name in TransitGateway.model_fields
        if getattr(gateway, name) != getattr(default, name)
    ]
    enabled = logs.enabled if logs.enabled is not None else gateway.id is None
    kept = "for ever" if logs.retention_days == 0 else f"{logs.retention_days} days"
    adopted = logs.bucket_arn or logs.log_group_arn
    where = f"to {adopted}" if adopted else f"kept {kept}"
    return [f"transit gateway: {', '.join(told) or 'as by default'}", f"flow logs: {where if enabled else 'off'}"]


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "/".join(map(str, value)) if isinstance(value, list) else str(value)


def _checks(verdict: Verdict) -> RenderableType:
    table = Table(box=None, padding=(0, 1, 0, 0), show_header=False)
    for check in verdict.checks:
        if not check.facts:
            continue
        mark = Text("✗", style="red") if check.failures else Text("✓", style="green")
        table.add_row(mark, check.title, Text(count(check.facts, "fact"), style="dim"))
    failures = [Text.assemble(("✗ ", "red"), str(problem)) for problem in verdict.failures]
    return Group(table, *failures)


def _findings(verdict: Verdict) -> RenderableType:
    """Each finding once, however many resources of the plan it is found on."""
    resources = Counter((str(found.problem), found.fails) for found in verdict.findings)
    lines = [
        Text.assemble(
            ("✗ ", "red") if fails else ("· ", "yellow"), text, ("" if n == 1 else f" on {n} resources", "dim")
        )
        for (text, fails), n in resources.items()
    ]
    broken = {found.finding.policy for found in verdict.findings}
    lines.append(Text.assemble(("✓", "green"), f" {verdict.policies - len(broken)} policies kept"))
    if verdict.findings and not any(found.fails for found in verdict.findings):
        lines.append(Text("What is marked · is worth a thought and fails nothing.", style="dim"))
    return Group(*lines)


def _bottom_line(verdict: Verdict) -> Text:
    if verdict.ok:
        word, style = "Verified", "bold green"
    else:
        broken = {str(found.problem) for found in verdict.findings if found.fails}
        problems = len(verdict.failures) + len(verdict.refusals) + len(broken)
        word, style = f"Not verified, {count(problems, 'problem')}", "bold red"
    took = [", ".join(f"{step} {seconds:.1f} s" for step, seconds in verdict.seconds.items())]
    return Text.assemble((word, style), ("  " + ". ".join([*filter(None, took), "Nothing was applied."]), "dim"))


def show_plan(plan: Plan) -> None:
    """Prints what a plan would do, resource by resource."""
    out = console()
    for resource in plan.managed():
        out.print(Text.assemble(("+ ", "green"), resource.address))
    out.print(f"{count(len(plan.managed()), 'resource')} would be made; nothing was.", style="dim")
