# AWS's default quotas as of November 2026. They can be raised, so going over them is told and not refused. Only what this
# module makes is counted: the account may hold more.
locals {
  quotas = {
    connections_per_vpn_gateway        = 10
    connections_per_region             = 50
    accelerated_connections_per_region = 10
    customer_gateways_per_region       = 50
  }
  accelerated_connections = [for key, connection in local.connections : key if connection.site.acceleration]
}

check "connections_per_vpn_gateway" {
  assert {
    condition     = local.on_transit_gateway || length(local.connections) <= local.quotas.connections_per_vpn_gateway
    error_message = "sites: ${length(local.connections)} VPN connections on ${coalesce(var.vpn_gateway_id, "a transit gateway")}; AWS's quota is ${local.quotas.connections_per_vpn_gateway} on a virtual private gateway. It is adjustable: have it raised before you apply."
  }
}

check "connections_per_region" {
  assert {
    condition     = length(local.connections) <= local.quotas.connections_per_region
    error_message = "sites: ${length(local.connections)} VPN connections; AWS's quota is ${local.quotas.connections_per_region} in a Region. It is adjustable: have it raised before you apply."
  }
}

check "accelerated_connections_per_region" {
  assert {
    condition     = length(local.accelerated_connections) <= local.quotas.accelerated_connections_per_region
    error_message = "sites: ${length(local.accelerated_connections)} accelerated VPN connections; AWS's quota is ${local.quotas.accelerated_connections_per_region} in a Region. It is adjustable: have it raised before you apply."
  }
}

check "customer_gateways_per_region" {
  assert {
    condition     = length(local.devices) <= local.quotas.customer_gateways_per_region
    error_message = "sites: ${length(local.devices)} customer gateways; AWS's quota is ${local.quotas.customer_gateways_per_region} in a Region. It is adjustable: have it raised before you apply."
  }
}
