"""A spec into root modules: files that `terraform fmt` leaves alone, the same bytes every time.

Most specs have one root module. What belongs to another account has one of its own, below `accounts`: it is applied
there. A module without providers that makes all of it at once is what is planned to verify the spec.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping

from tieline import __version__
from tieline.render.calls import DX_GATEWAY_VARIABLE, Call, calls
from tieline.render.files import ACCOUNTS, MARK, RenderedFile
from tieline.render.hcl import Expression, attributes, quoted
from tieline.spec.base import DirectConnectSpec, Spec, VpnSpec

REGISTRY_SOURCE = "tieline/hybrid-connectivity/aws"
"""The modules' address in a registry; a pattern is the submodule `//modules/<pattern>`."""


def root_module(spec: Spec, spec_name: str, source: str | None = None) -> list[RenderedFile]:
    """The root modules that join what the spec names.

    Args:
        spec: an accepted spec.
        spec_name: the spec's file name, for the note at the head of each file.
        source: where the modules are, a folder as the root module sees it (`local_source`); the registry if None.
    """
    head = f"{MARK} from {spec_name}: edit that, then render again.\n\n"
    by_account: dict[str | None, list[Call]] = {}
    for call in calls(spec):
        by_account.setdefault(call.account, []).append(call)
    found = []
    for account, made in by_account.items():
        folder = f"{ACCOUNTS}/{account}/" if account else ""
        above = account and source and source.startswith(".")
        seen = posixpath.normpath(f"../../{source}") if above else source
        bodies = {
            "main.tf": _main(spec, made, seen),
            "outputs.tf": _outputs(spec.pattern, made),
            "variables.tf": "\n".join(_variable(name) for name in _asked(spec, made)),
            "versions.tf": _versions(),
        }
        found += [RenderedFile(folder + file, head + body) for file, body in bodies.items() if body]
    return found


def composition(spec: Spec, source: str) -> str:
    """One module for all calls of a spec, which is given the provider of each other Region as `aws.<region>`."""
    made = calls(spec, together=True)
    others = [f"aws.{call.alias}" for call in _with_alias(made, spec.region)]
    blocks = [_versions(others), *(_variable(name) for name in _asked(spec, made))]
    blocks += [_call(spec, call, source, spec.region) for call in made]
    return "\n".join([*blocks, _outputs(spec.pattern, made)])


def _with_alias(made: Iterable[Call], region: str) -> list[Call]:
    """A call for each Region but the one that has the provider without an alias."""
    return list({call.region: call for call in made if call.region != region}.values())


def _main(spec: Spec, made: list[Call], source: str | None) -> str:
    region = made[0].region
    blocks = [f'provider "aws" {{\n  region = {quoted(region)}\n}}\n']
    for call in _with_alias(made, region):
        values = {"alias": call.alias, "region": call.region}
        blocks.append(f'provider "aws" {{\n{attributes(values, 2)}\n}}\n')
    return "\n".join([*blocks, *(_call(spec, call, source, region) for call in made)])


def _call(spec: Spec, call: Call, source: str | None, region: str) -> str:
    """A module block; `region` is that of the provider without an alias."""
    if source is None:
        where = {"source": f"{REGISTRY_SOURCE}//modules/{spec.pattern}", "version": f"~> {__version__}"}
    else:
        where = {"source": f"{source.rstrip('/')}/{spec.pattern}"}
    parts = [attributes(where, 2)]
    if call.region != region:
        parts.append(attributes({"providers": {"aws": Expression(f"aws.{call.alias}")}}, 2))
    secrets = {name: Expression(f"var.{name}") for name in _secrets(spec, call)}
    parts.append(attributes(call.inputs | secrets, 2))
    return f'module "{call.label}" {{\n' + "\n\n".join(parts) + "\n}\n"


_DESCRIPTIONS = {
    "preshared_keys": """\
    Pre-shared keys of your own, keyed `<site>/<device>/<connection>/<tunnel>`. AWS makes the keys that are not given.
    Set them in the environment, as JSON in TF_VAR_preshared_keys; they never belong in a file.
""",
    "bgp_auth_keys": """\
    Keys of BGP sessions of your own, keyed `<virtual interface>` or `<virtual interface>/<peer>`. AWS makes the others.
    Set them in the environment, as JSON in TF_VAR_bgp_auth_keys; they never belong in a file.
""",
    "macsec_ckn": """\
    The names (CKN) of MACsec keys that have no secret_arn, keyed as macsec_keys: 64 hexadecimal digits each.
    Set them in the environment, as JSON in TF_VAR_macsec_ckn; they never belong in a file.
""",
    "macsec_cak": """\
    The MACsec keys (CAK) themselves, keyed as macsec_ckn: 64 hexadecimal digits each.
    Set them in the environment, as JSON in TF_VAR_macsec_cak; they never belong in a file.
""",
}
_DX_GATEWAY = f"""\
variable "{DX_GATEWAY_VARIABLE}" {{
  description = "The id of the other account's Direct Connect gateway: see its output direct_connect_gateway."
  type        = string
  nullable    = false
}}
"""


def _secrets(spec: Spec, call: Call) -> list[str]:
    """The secrets that a call takes: where there is something that has them."""
    if isinstance(spec, VpnSpec):
        return ["preshared_keys"]
    if not isinstance(spec, DirectConnectSpec):
        return []
    links = call.inputs["direct_connect"]
    bgp = ["bgp_auth_keys"] if links.get("virtual_interfaces") else []
    given = all(key.get("secret_arn") for key in links.get("macsec_keys", {}).values())
    return bgp if given else [*bgp, "macsec_ckn", "macsec_cak"]


def _asked(spec: Spec, made: Iterable[Call]) -> list[str]:
    """The variables of a module that makes these calls."""
    names = [name for call in made for name in _secrets(spec, call)]
    refers = any(_refers(call.inputs, f"var.{DX_GATEWAY_VARIABLE}") for call in made)
    return list(dict.fromkeys([*([DX_GATEWAY_VARIABLE] if refers else []), *names]))


def _refers(value: object, expression: str) -> bool:
    if isinstance(value, Expression):
        return value == expression
    return isinstance(value, Mapping) and any(_refers(inner, expression) for inner in value.values())


def _variable(name: str) -> str:
    if name == DX_GATEWAY_VARIABLE:
        return _DX_GATEWAY
    return (
        f'variable "{name}" {{\n  description = <<-EOT\n{_DESCRIPTIONS[name]}  EOT\n'
        "  type        = map(string)\n  sensitive   = true\n  nullable    = false\n  default     = {}\n}\n"
    )


def _versions(aliases: list[str] | None = None) -> str:
    aws = {"source": "hashicorp/aws", "version": ">= 5.100, < 7.0"}
    asked = {"configuration_aliases": Expression(f"[{', '.join(aliases)}]")} if aliases else {}
    return (
        'terraform {\n  required_version = ">= 1.9"\n\n  required_providers {\n    aws = {\n'
        f"{attributes(aws | asked, 6)}\n    }}\n  }}\n}}\n"
    )


_CONNECTIONS = {"connections": "What the person at each device needs, by connection: addresses, ASNs, MTU and MSS."}
_TRANSIT_GATEWAY = {
    "attachments": "The ids of all attachments, by name.",
    "resource_share_arn": "The share that other accounts accept; null if there is none.",
    "route_tables": "The route tables, by name.",
    "transit_gateway": "The transit gateway.",
}
_DIRECT_CONNECT = {
    "direct_connect_gateway": "The Direct Connect gateway; null without one.",
    "connections": "The Direct Connect connections, by name: ids, locations and AWS devices.",
    "virtual_interfaces": "What the person at each router needs, by virtual interface: VLAN, addresses, ASNs and MTU.",
}
_PROPOSED = {"proposals": "The proposals to the Direct Connect gateway's account, by VPC; their ids go into the spec."}
_PROPOSED_ONE = {
    "proposals": "The proposal to the Direct Connect gateway's account, as transit_gateway; its id goes into its spec."
}
_ASSOCIATED = {"associations": "The associations with the Direct Connect gateway, by VPC."}
_VPN_GATEWAYS = {"vpn_gateways": "The virtual private gateways, by VPC."}
_DESCRIBED = {
    "managed-vpn": _CONNECTIONS | {"vpn_gateway": "The virtual private gateway."},
    "transit-gateway-vpn": _CONNECTIONS | _TRANSIT_GATEWAY,
    "direct-connect": _DIRECT_CONNECT,
    "transit-gateway-direct-connect": _DIRECT_CONNECT | _TRANSIT_GATEWAY,
}
"""The outputs of a pattern's root module."""


def _outputs(pattern: str, made: list[Call]) -> str:
    first = made[0]
    told = {name: (text, f"module.{first.label}.{name}") for name, text in _DESCRIBED[pattern].items()}
    if pattern == "direct-connect":
        told = {} if first.account else told
        proposes = bool((first.inputs["direct_connect"].get("gateway") or {}).get("account"))
        for name, text in ((_PROPOSED if proposes else _ASSOCIATED) | _VPN_GATEWAYS).items():
            values = [f"module.{call.label}.{name}" for call in made]
            told[name] = (text, values[0] if len(values) == 1 else f"merge({', '.join(values)})")
    elif (first.inputs.get("direct_connect", {}).get("gateway") or {}).get("account"):
        told |= {name: (text, f"module.{first.label}.{name}") for name, text in _PROPOSED_ONE.items()}
    blocks = [
        f'output "{output}" {{\n  description = {quoted(text)}\n  value       = {value}\n}}\n'
        for output, (text, value) in told.items()
    ]
    return "\n".join(blocks)
