variable "case" {
  type = object({
    # One gateway, unless none or more are wanted.
    gateways    = optional(number, 1)
    auto_accept = optional(string)
    association = optional(string, "disable")
    propagation = optional(string, "disable")
    ecmp        = optional(string)
    # Names of what is only known after apply.
    later = optional(list(string), [])
    # By a name: the gateway it ends on, "created", "virtual" or an id; and whether it is static.
    connections = optional(map(object({ on = optional(string, "created"), static = optional(bool, false) })), {})
    # What flow logs, and associations of a Direct Connect gateway, are of: "created", "virtual" or an id.
    flow_logs      = optional(list(string), ["created"])
    direct_connect = optional(list(string), [])
    # Whether accounts outside may be in the share, and what is shared: "created" or an ARN.
    external = optional(bool)
    shared   = optional(list(string), [])
  })
}

variable "later" {
  type = string
}

locals {
  ids = merge(
    { for id in ["tgw-0aa11bb22cc33dd44", "tgw-0ab11bb22cc33dd44"] : id => id },
    { created = try(aws_ec2_transit_gateway.this[0].id, "") },
    { virtual = try(aws_vpn_gateway.this[0].id, "") },
  )
}

resource "aws_ec2_transit_gateway" "this" {
  count = var.case.gateways

  auto_accept_shared_attachments  = contains(var.case.later, "auto_accept") ? var.later : var.case.auto_accept
  default_route_table_association = contains(var.case.later, "association") ? var.later : var.case.association
  default_route_table_propagation = var.case.propagation
  vpn_ecmp_support                = contains(var.case.later, "ecmp") ? var.later : var.case.ecmp
}

resource "aws_vpn_gateway" "this" {
  count = contains(concat(var.case.direct_connect, values(var.case.connections)[*].on), "virtual") ? 1 : 0
}

resource "aws_vpn_connection" "this" {
  for_each = var.case.connections

  customer_gateway_id = "cgw-0aa11bb22cc33dd44"
  type                = "ipsec.1"
  transit_gateway_id  = each.value.on == "virtual" ? null : local.ids[each.value.on]
  vpn_gateway_id      = each.value.on == "virtual" ? local.ids.virtual : null
  static_routes_only  = contains(var.case.later, "static") ? length(var.later) > 2 : each.value.static
}

resource "aws_flow_log" "this" {
  count = length(var.case.flow_logs)

  transit_gateway_id       = local.ids[var.case.flow_logs[count.index]]
  log_destination_type     = "s3"
  log_destination          = "arn:aws:s3:::logs"
  max_aggregation_interval = 60
}

resource "aws_dx_gateway_association" "this" {
  count = length(var.case.direct_connect)

  dx_gateway_id         = "0aa11bb2-2cc3-3dd4-4ee5-5ff667788990"
  associated_gateway_id = local.ids[var.case.direct_connect[count.index]]
}

resource "aws_ram_resource_share" "this" {
  count = length(var.case.shared) > 0 ? 1 : 0

  name                      = "core"
  allow_external_principals = contains(var.case.later, "external") ? length(var.later) > 2 : var.case.external
}

resource "aws_ram_resource_association" "this" {
  count = length(var.case.shared)

  resource_arn       = var.case.shared[count.index] == "created" ? aws_ec2_transit_gateway.this[0].arn : var.case.shared[count.index]
  resource_share_arn = aws_ram_resource_share.this[0].arn
}

# For a check of checkov's own that takes every default route for one to a NAT instance.
resource "aws_route" "this" {
  count = length(var.case.flow_logs)

  route_table_id         = "rtb-0aa11bb22cc33dd44"
  destination_cidr_block = "0.0.0.0/0"
  transit_gateway_id     = local.ids[var.case.flow_logs[count.index]]
}
