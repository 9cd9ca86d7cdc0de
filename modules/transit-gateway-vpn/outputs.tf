output "transit_gateway" {
  description = "The transit gateway: its `id`, its `arn` (null for an adopted one) and its `asn` (64512 where nobody names one; null for an adopted gateway that states none)."
  value = {
    id  = module.transit_gateway.id
    arn = module.transit_gateway.arn
    asn = module.transit_gateway.asn
  }
}

output "route_tables" {
  description = <<-EOT
    The gateway's route tables, created and adopted, by the caller's names.
    - `id`: AWS's name for it.
    - `associations`: the attachments whose traffic is looked up in it.
    - `propagations`: the attachments whose routes it learns.
    - `routes`: its static routes by range or prefix list, each with `attachment` or `blackhole`.
  EOT
  value       = module.transit_gateway.route_tables
}

output "attachments" {
  description = "Attachments: ids by the names of VPCs and peerings, and of connections (\"<site>/<device>/<number>\")."
  value       = module.transit_gateway.attachments

  # Here, as they are about all sites and VPCs together, and once is enough.
  precondition {
    condition     = length(local.overlaps.stated) == 0
    error_message = join("\n", local.overlaps.stated)
  }

  precondition {
    condition     = length(local.overlaps.real) == 0
    error_message = join("\n", local.overlaps.real)
  }
}

output "customer_gateways" {
  description = "Customer gateways by \"<site>/<device>\": id, arn, asn, ip_address and device_name."
  value       = merge(concat([{}], module.site_to_site_vpn[*].customer_gateways)...)
}

output "connections" {
  description = <<-EOT
    Connections by "<site>/<device>/<number>": what the person at the device needs, without the keys themselves.
    - `id`, `arn`, `customer_gateway_id`, `transit_gateway_attachment_id`: AWS's names for it.
    - `routing`: bgp or static.
    - `customer_asn`: the ASN of the device's side.
    - `preshared_key_arn`: the secret in Secrets Manager that holds both tunnels' pre-shared keys; null or empty with storage Standard.
    - `tunnels`: by "1" and "2": `outside_address` (AWS's public address), `inside_cidr`, `aws_inside_address`, `customer_inside_address`, `aws_asn`, the same of IPv6 (`inside_ipv6_cidr`, `aws_inside_ipv6_address`, `customer_inside_ipv6_address`; null where the tunnels carry IPv4), and for the device's tunnel interface `mtu` and `mss` (of TCP over what the tunnel carries), worked out for the largest overhead the two ends can agree on, NAT traversal included.
  EOT
  value       = merge(concat([{}], module.site_to_site_vpn[*].connections)...)
}

output "log_group_arn" {
  description = "The log group of the tunnels' logs, created or adopted; null without logs or sites."
  value       = one(module.site_to_site_vpn[*].log_group_arn)
}

output "alarms" {
  description = "Alarms by \"<site>/<device>/<number>\": the ARNs of `one_tunnel_down` and `both_tunnels_down`. Empty without alarms."
  value       = merge(concat([{}], module.site_to_site_vpn[*].alarms)...)
}

output "resource_share_arn" {
  description = "The RAM resource share, created or accepted; null without one."
  value       = module.transit_gateway.resource_share_arn
}

output "flow_log" {
  description = "The flow log of the gateway: its `id`, and the `destination` it writes to, a log group or a bucket; null without flow logs."
  value       = module.transit_gateway.flow_log
}
