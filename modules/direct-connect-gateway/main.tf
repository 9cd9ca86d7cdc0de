data "aws_region" "current" {}

locals {
  has_gateway     = var.gateway != null
  creates_gateway = local.has_gateway ? var.gateway.id == null : false
  # coalesce() lets it be known before apply that the id is not null; try() would hide that of an adopted gateway.
  gateway_id  = local.creates_gateway ? coalesce(one(aws_dx_gateway.this[*].id)) : local.has_gateway ? var.gateway.id : null
  gateway_asn = try(var.gateway.asn, null)

  # AWS's names of gateways and virtual interfaces know no underscores.
  aws_name = replace(var.name, "_", "-")
}

resource "aws_dx_gateway" "this" {
  count = local.creates_gateway ? 1 : 0

  name            = var.gateway.name != null ? var.gateway.name : local.aws_name
  amazon_side_asn = var.gateway.asn
}
