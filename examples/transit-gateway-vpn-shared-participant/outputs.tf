# Rendered by tieline from spec.yaml: edit that, then render again.

output "connections" {
  description = "What the person at each device needs, by connection: addresses, ASNs, MTU and MSS."
  value       = module.shop.connections
}

output "attachments" {
  description = "The ids of all attachments, by name."
  value       = module.shop.attachments
}

output "resource_share_arn" {
  description = "The share that other accounts accept; null if there is none."
  value       = module.shop.resource_share_arn
}

output "route_tables" {
  description = "The route tables, by name."
  value       = module.shop.route_tables
}

output "transit_gateway" {
  description = "The transit gateway."
  value       = module.shop.transit_gateway
}
