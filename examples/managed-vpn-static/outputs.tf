# Rendered by tieline from spec.yaml: edit that, then render again.

output "connections" {
  description = "What the person at each device needs, by connection: addresses, ASNs, MTU and MSS."
  value       = module.workshop.connections
}

output "vpn_gateway" {
  description = "The virtual private gateway."
  value       = module.workshop.vpn_gateway
}
