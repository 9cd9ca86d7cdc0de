locals {
  shared     = length(var.transit_gateway.share_with) > 0
  share_with = toset(var.transit_gateway.share_with)
}

resource "aws_ram_resource_share" "this" {
  count = local.shared ? 1 : 0

  name                      = var.name
  allow_external_principals = var.transit_gateway.share_externally
  tags                      = merge(var.tags, { Name = var.name })
}

resource "aws_ram_resource_association" "this" {
  count = local.shared ? 1 : 0

  resource_arn       = aws_ec2_transit_gateway.this[0].arn
  resource_share_arn = aws_ram_resource_share.this[0].arn
}

resource "aws_ram_principal_association" "this" {
  for_each = local.share_with

  principal          = each.value
  resource_share_arn = aws_ram_resource_share.this[0].arn
}

# The participant's side.
resource "aws_ram_resource_share_accepter" "this" {
  count = var.transit_gateway.resource_share_arn != null ? 1 : 0

  share_arn = var.transit_gateway.resource_share_arn

  lifecycle {
    # Here and not on the variable: the gateway may not wait for attachments that wait for the gateway.
    precondition {
      condition = var.transit_gateway.resource_share_arn == null ? true : alltrue([for given in [keys(var.route_tables), keys(var.peerings), keys(var.associations), keys(var.propagations)] : length(given) == 0])
      error_message = join("\n", [
        for key, given in { route_tables = keys(var.route_tables), peerings = keys(var.peerings), associations = keys(var.associations), propagations = keys(var.propagations) } :
        "${key}: the account that owns ${coalesce(var.transit_gateway.id, "the gateway")} sets them; say there what shall hold for ${join(", ", given)}, or leave resource_share_arn out if the gateway is this account's."
        if length(given) > 0
      ])
    }
  }
}
