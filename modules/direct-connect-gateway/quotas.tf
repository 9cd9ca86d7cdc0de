# AWS's default quotas as of November 2026. They can be raised, so going over them is told and not refused. Only what this
# module makes is counted: the account may hold more.
locals {
  quotas = {
    virtual_interfaces_per_gateway = 30
  }
  interfaces_on_gateway = concat(
    [for key, interface in local.virtual_interfaces : key if interface.type != "public" && interface.vpn_gateway_id == null && interface.owner_account == null],
    [for key, interface in var.accepted_virtual_interfaces : key if interface.type != "public" && interface.vpn_gateway_id == null],
  )
}

check "virtual_interfaces_per_gateway" {
  assert {
    condition     = length(local.interfaces_on_gateway) <= local.quotas.virtual_interfaces_per_gateway
    error_message = "gateway: ${length(local.interfaces_on_gateway)} virtual interfaces; AWS's quota is ${local.quotas.virtual_interfaces_per_gateway} on a Direct Connect gateway. It is adjustable: have it raised before you apply."
  }
}
