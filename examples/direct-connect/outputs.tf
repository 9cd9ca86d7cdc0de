# Rendered by tieline from spec.yaml: edit that, then render again.

output "direct_connect_gateway" {
  description = "The Direct Connect gateway; null without one."
  value       = module.backbone.direct_connect_gateway
}

output "connections" {
  description = "The Direct Connect connections, by name: ids, locations and AWS devices."
  value       = module.backbone.connections
}

output "virtual_interfaces" {
  description = "What the person at each router needs, by virtual interface: VLAN, addresses, ASNs and MTU."
  value       = module.backbone.virtual_interfaces
}

output "associations" {
  description = "The associations with the Direct Connect gateway, by VPC."
  value       = merge(module.backbone.associations, module.backbone_eu_west_3.associations)
}

output "vpn_gateways" {
  description = "The virtual private gateways, by VPC."
  value       = merge(module.backbone.vpn_gateways, module.backbone_eu_west_3.vpn_gateways)
}
