# Rendered by tieline from spec.yaml: edit that, then render again.

output "direct_connect_gateway" {
  description = "The Direct Connect gateway; null without one."
  value       = module.trunk.direct_connect_gateway
}

output "connections" {
  description = "The Direct Connect connections, by name: ids, locations and AWS devices."
  value       = module.trunk.connections
}

output "virtual_interfaces" {
  description = "What the person at each router needs, by virtual interface: VLAN, addresses, ASNs and MTU."
  value       = module.trunk.virtual_interfaces
}

output "attachments" {
  description = "The ids of all attachments, by name."
  value       = module.trunk.attachments
}

output "resource_share_arn" {
  description = "The share that other accounts accept; null if there is none."
  value       = module.trunk.resource_share_arn
}

output "route_tables" {
  description = "The route tables, by name."
  value       = module.trunk.route_tables
}

output "transit_gateway" {
  description = "The transit gateway."
  value       = module.trunk.transit_gateway
}
