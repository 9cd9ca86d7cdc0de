# AWS's default quota as of November 2026. It can be raised, so going over it is told and not refused. Only what this module
# makes is counted: the account may hold more.
locals {
  quotas = {
    vpn_gateways_per_region = 5
  }
  created_vpn_gateways = [for key in keys(local.own_vpcs) : key if var.vpcs[key].vpn_gateway.id == null]
}

check "vpn_gateways_per_region" {
  assert {
    condition     = length(local.created_vpn_gateways) <= local.quotas.vpn_gateways_per_region
    error_message = "vpcs: ${length(local.created_vpn_gateways)} virtual private gateways; AWS's quota is ${local.quotas.vpn_gateways_per_region} in a Region. It is adjustable: have it raised before you apply."
  }
}
