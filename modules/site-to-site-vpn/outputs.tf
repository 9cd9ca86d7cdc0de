output "customer_gateways" {
  description = "Customer gateways by \"<site>/<device>\": id, arn, asn, ip_address and device_name."
  value = {
    for key, gateway in aws_customer_gateway.this : key => {
      id          = gateway.id
      arn         = gateway.arn
      asn         = local.devices[key].asn
      ip_address  = gateway.ip_address
      device_name = gateway.device_name
    }
  }
}

output "connections" {
  description = <<-EOT
    Connections by "<site>/<device>/<number>": what the person at the device needs, without the keys themselves.
    - `id`, `arn`, `customer_gateway_id`: AWS's names for it.
    - `routing`: bgp or static.
    - `customer_asn`: the ASN of the device's side.
    - `preshared_key_arn`: the secret in Secrets Manager that holds both tunnels' pre-shared keys; null or empty with storage Standard.
    - `transit_gateway_attachment_id`: its attachment to the transit gateway; null on a virtual private gateway.
    - `tunnels`: by "1" and "2": `outside_address` (AWS's public address), `inside_cidr`, `aws_inside_address`, `customer_inside_address`, `aws_asn`, the same of IPv6 (`inside_ipv6_cidr`, `aws_inside_ipv6_address`, `customer_inside_ipv6_address`; null where the tunnels carry IPv4), and for the device's tunnel interface `mtu` and `mss` (of TCP over what the tunnel carries), worked out for the largest overhead the two ends can agree on, NAT traversal included.
  EOT
  value = {
    for key, connection in aws_vpn_connection.this : key => {
      id                            = connection.id
      arn                           = connection.arn
      customer_gateway_id           = connection.customer_gateway_id
      routing                       = local.connections[key].site.routing
      customer_asn                  = local.connections[key].device.asn
      preshared_key_arn             = connection.preshared_key_arn
      transit_gateway_attachment_id = local.on_transit_gateway ? connection.transit_gateway_attachment_id : null
      tunnels = {
        "1" = {
          outside_address         = connection.tunnel1_address
          inside_cidr             = connection.tunnel1_inside_cidr
          aws_inside_address      = connection.tunnel1_vgw_inside_address
          customer_inside_address = connection.tunnel1_cgw_inside_address
          aws_asn                 = connection.tunnel1_bgp_asn
          inside_ipv6_cidr        = local.ipv6_ranges[key]["1"]
          # As of the IPv4 range: the first address is AWS's, the second the device's.
          aws_inside_ipv6_address      = try(cidrhost(local.ipv6_ranges[key]["1"], 1), null)
          customer_inside_ipv6_address = try(cidrhost(local.ipv6_ranges[key]["1"], 2), null)
          mtu                          = local.mtu[key]["1"]
          mss                          = local.mtu[key]["1"] - local.ip_and_tcp_headers[key]
        }
        "2" = {
          outside_address         = connection.tunnel2_address
          inside_cidr             = connection.tunnel2_inside_cidr
          aws_inside_address      = connection.tunnel2_vgw_inside_address
          customer_inside_address = connection.tunnel2_cgw_inside_address
          aws_asn                 = connection.tunnel2_bgp_asn
          inside_ipv6_cidr        = local.ipv6_ranges[key]["2"]
          # As of the IPv4 range: the first address is AWS's, the second the device's.
          aws_inside_ipv6_address      = try(cidrhost(local.ipv6_ranges[key]["2"], 1), null)
          customer_inside_ipv6_address = try(cidrhost(local.ipv6_ranges[key]["2"], 2), null)
          mtu                          = local.mtu[key]["2"]
          mss                          = local.mtu[key]["2"] - local.ip_and_tcp_headers[key]
        }
      }
    }
  }
}

output "log_group_arn" {
  description = "The log group of the tunnels' logs, created or adopted; null without logs."
  value       = local.log_group_arn
}

output "alarms" {
  description = "Alarms by \"<site>/<device>/<number>\": the ARNs of `one_tunnel_down` and `both_tunnels_down`. Empty without alarms."
  value = {
    for key, alarm in aws_cloudwatch_metric_alarm.one_tunnel_down : key => {
      one_tunnel_down   = alarm.arn
      both_tunnels_down = aws_cloudwatch_metric_alarm.both_tunnels_down[key].arn
    }
  }
}
