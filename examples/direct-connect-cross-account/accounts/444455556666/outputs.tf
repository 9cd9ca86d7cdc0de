# Rendered by tieline from spec.yaml: edit that, then render again.

output "proposals" {
  description = "The proposals to the Direct Connect gateway's account, by VPC; their ids go into the spec."
  value       = module.lines.proposals
}

output "vpn_gateways" {
  description = "The virtual private gateways, by VPC."
  value       = module.lines.vpn_gateways
}
