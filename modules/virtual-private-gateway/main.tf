locals {
  created = var.vpn_gateway.id == null
  id      = local.created ? aws_vpn_gateway.this[0].id : var.vpn_gateway.id

  # AWS gives a gateway that names no ASN this one.
  default_asn = 64512
  asn         = local.created ? coalesce(var.vpn_gateway.asn, local.default_asn) : var.vpn_gateway.asn

  # An explicit `attach` is taken first: then a VPC whose id is not known yet does not make the count unknown.
  attach = var.vpn_gateway.attach != null ? var.vpn_gateway.attach : local.created && var.vpc_id != null
}

resource "aws_vpn_gateway" "this" {
  count = local.created ? 1 : 0

  amazon_side_asn = local.asn
  tags            = merge(var.tags, { Name = var.name })

  lifecycle {
    # Another ASN replaces the gateway, and AWS deletes none that connections still use: make the new one, move the
    # connections, then delete the old one.
    create_before_destroy = true
  }
}

# The same resource for a created and an adopted gateway, so that changing from one to the other moves nothing else.
resource "aws_vpn_gateway_attachment" "this" {
  count = local.attach ? 1 : 0

  vpc_id         = var.vpc_id
  vpn_gateway_id = local.id
}

resource "aws_vpn_gateway_route_propagation" "this" {
  for_each = var.route_tables

  route_table_id = each.value
  vpn_gateway_id = local.id

  # AWS refuses propagation from a gateway that is not attached to the route table's VPC.
  depends_on = [aws_vpn_gateway_attachment.this]
}
