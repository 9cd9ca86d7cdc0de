# Rendered by tieline from spec.yaml: edit that, then render again.

output "direct_connect_gateway" {
  description = "The Direct Connect gateway; null without one."
  value       = module.lines.direct_connect_gateway
}

output "connections" {
  description = "The Direct Connect connections, by name: ids, locations and AWS devices."
  value       = module.lines.connections
}

output "virtual_interfaces" {
  description = "What the person at each router needs, by virtual interface: VLAN, addresses, ASNs and MTU."
  value       = module.lines.virtual_interfaces
}

output "associations" {
  description = "The associations with the Direct Connect gateway, by VPC."
  value       = module.lines.associations
}

output "vpn_gateways" {
  description = "The virtual private gateways, by VPC."
  value       = module.lines.vpn_gateways
}
