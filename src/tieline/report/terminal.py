"""Verdicts on one screen: the spec, what will be made, the checks, the findings, how long it took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tieline.report import direct_connect, transit_gateway, vpn
from tieline.report.words import count
from tieline.spec import Spec
from tieline.spec.base import DirectConnectSpec, TransitGatewaySpec, VpnSpec
from tieline.spec.loading import Problem
from tieline.terraform.diagnostics import CHECK_FAILED
from tieline.terraform.plan import Plan
from tieline.verify import Verdict

_NOUNS = {
    "aws_dx_connection": "Direct Connect connection",
    "aws_dx_connection_confirmation": "accepted hosted connection",
    "aws_dx_lag": "LAG",
    "aws_dx_connection_association": "LAG member",
    "aws_dx_macsec_key_association": "MACsec key",
    "aws_dx_gateway": "Direct Connect gateway",
    "aws_dx_private_virtual_interface": "private virtual interface",
    "aws_dx_transit_virtual_interface": "transit virtual interface",
    "aws_dx_bgp_peer": "BGP peer",
    "aws_dx_gateway_association": "gateway association",
    "aws_dx_gateway_association_proposal": "association proposal",
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
    "terraform_data": "marker of a replacement",
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
        if isinstance(spec, TransitGatewaySpec):
            parts += [_section("Who reaches whom"), _indented(transit_gateway.reaches(spec))]
        if isinstance(spec, VpnSpec) and spec.sites:
            parts += [_section("Connections"), _indented(vpn.connections(spec))]
        if isinstance(spec, DirectConnectSpec) and spec.direct_connect.virtual_interfaces:
            parts += [_section("Virtual interfaces"), _indented(direct_connect.virtual_interfaces(spec))]
        parts += [_section("Of your own choice"), _indented(_choices(spec))]
        parts += [_section("Checks"), _indented(_checks(verdict))]
        parts += [_section("Policies"), _indented(_findings(verdict))]
    for refusal in verdict.refusals:
        parts.append(_indented(Text.assemble(("✗ ", "red"), f"Terraform refuses the spec: {refusal}")))
    if notes := _notes(verdict):
        parts.append(_section("Worth knowing"))
        parts += [_indented(Text(note)) for note in notes]
    parts += [Text(""), _bottom_line(verdict), Text("")]
    return Group(*parts)


def _notes(verdict: Verdict) -> list[str]:
    """The spec's notices, and of the module's warnings those that no notice tells, with its line, already."""
    notices = verdict.loaded.notices
    notes = [str(notice) for notice in notices]
    for warning in verdict.plan.warnings if verdict.plan else ():
        if warning.summary == CHECK_FAILED:
            notes += [line for line in warning.detail.splitlines() if not _told(line, notices)]
        else:
            notes.append(f"{warning.summary}: {warning.detail}")
    return notes


def _told(line: str, notices: Sequence[Problem]) -> bool:
    """Whether a notice is about the key that stands before a module's sentence."""
    key = line.partition(": ")[0]
    return any(
        notice.key == key or notice.key.endswith(f".{key}") or ("." in key and notice.key.startswith(f"{key}."))
        for notice in notices
    )


def _section(title: str) -> Text:
    return Text(f"\n{title}", style="bold")


def _indented(inner: RenderableType) -> Padding:
    return Padding(inner, (0, 0, 0, 2), expand=False)


def _made(plan: Plan) -> Text:
    kinds = Counter(resource.type for resource in plan.managed())
    order = {kind: place for place, kind in enumerate(_NOUNS)}
    listed = sorted(kinds, key=lambda kind: order.get(kind, len(order)))
    return Text(" · ".join(count(kinds[kind], _NOUNS.get(kind, kind)) for kind in listed))


def _choices(spec: Spec) -> RenderableType:
    """What differs from the defaults, and what becomes of logs and alarms."""
    lines = transit_gateway.choices(spec) if isinstance(spec, TransitGatewaySpec) else []
    lines += vpn.choices(spec) if isinstance(spec, VpnSpec) else []
    lines += direct_connect.choices(spec) if isinstance(spec, DirectConnectSpec) else []
    if _watched(spec):
        topics = ", ".join(spec.alarms.sns_topic_arns) or "nobody (name a topic in alarms.sns_topic_arns)"
        lines.append(f"alarms: {f'told to {topics}' if spec.alarms.enabled else 'off'}")
    return Group(*map(Text, lines))


def _watched(spec: Spec) -> bool:
    """Whether there is anything that has alarms."""
    if not isinstance(spec, DirectConnectSpec):
        return bool(spec.sites)
    links = spec.direct_connect
    return bool(links.connections or links.hosted_connections or links.virtual_interfaces)


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
