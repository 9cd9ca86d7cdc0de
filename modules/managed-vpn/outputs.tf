output "vpn_gateway" {
  description = "The virtual private gateway: its `id`, and its `asn` (64512 where nobody names one; null for an adopted gateway that states none)."
  value = {
    id  = module.virtual_private_gateway.id
    asn = module.virtual_private_gateway.asn
  }
}

output "route_tables" {
  description = "The route tables that learn the sites' routes: ids by the caller's names."
  value       = module.virtual_private_gateway.route_tables
}

output "customer_gateways" {
  description = "Customer gateways by \"<site>/<device>\": id, arn, asn, ip_address and device_name."
  value       = module.site_to_site_vpn.customer_gateways
}

output "connections" {
  description = <<-EOT
    Connections by "<site>/<device>/<number>": what the person at the device needs, without the keys themselves.
    - `id`, `arn`, `customer_gateway_id`: AWS's names for it.
    - `routing`: bgp or static.
    - `customer_asn`: the ASN of the device's side.
    - `preshared_key_arn`: the secret in Secrets Manager that holds both tunnels' pre-shared keys; null or empty with storage Standard.
    - `tunnels`: by "1" and "2": `outside_address` (AWS's public address), `inside_cidr`, `aws_inside_address`, `customer_inside_address`, `aws_asn`, and for the device's tunnel interface `mtu` and `mss` (TCP over IPv4), worked out for the largest overhead the two ends can agree on, NAT traversal included.
    - `transit_gateway_attachment_id` and the tunnels' IPv6 addresses are null here.
  EOT
  value       = module.site_to_site_vpn.connections
}

output "log_group_arn" {
  description = "The log group of the tunnels' logs, created or adopted; null without logs."
  value       = module.site_to_site_vpn.log_group_arn
}

output "alarms" {
  description = "Alarms by \"<site>/<device>/<number>\": the ARNs of `one_tunnel_down` and `both_tunnels_down`. Empty without alarms."
  value       = module.site_to_site_vpn.alarms
}
