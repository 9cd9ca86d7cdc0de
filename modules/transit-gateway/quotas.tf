# AWS's default quotas as of November 2026. They can be raised, so going over them is told and not refused.
locals {
  quotas = {
    route_tables = 20
    routes       = 10000
  }
  # Static routes, and what the VPCs propagate.
  route_count = length(local.static_routes) + sum(concat([0], [
    for attachment, tables in var.propagations : length(tables) * try(length(var.vpcs[attachment].cidrs), 0)
  ]))
}

check "route_tables" {
  assert {
    condition     = length(var.route_tables) <= local.quotas.route_tables
    error_message = "route_tables: ${length(var.route_tables)}; AWS's quota is ${local.quotas.route_tables} on a transit gateway. It is adjustable: have it raised before you apply."
  }
}

check "routes" {
  assert {
    condition     = local.route_count <= local.quotas.routes
    error_message = "route_tables: ${local.route_count} routes, static ones and the VPCs' ranges; AWS's quota is ${local.quotas.routes} on a transit gateway. It is adjustable: have it raised before you apply."
  }
}
