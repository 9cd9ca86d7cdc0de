locals {
  made_peerings     = { for key, peering in var.peerings : key => peering if peering.attachment_id == null }
  accepted_peerings = { for key, peering in var.peerings : key => peering if peering.attachment_id != null }
}

resource "aws_ec2_transit_gateway_peering_attachment" "this" {
  for_each = local.made_peerings

  transit_gateway_id      = local.id
  peer_transit_gateway_id = each.value.id
  peer_region             = each.value.region
  peer_account_id         = each.value.account

  tags = merge(var.tags, { Name = "${var.name}/${each.key}" }, each.value.tags)
}

resource "aws_ec2_transit_gateway_peering_attachment_accepter" "this" {
  for_each = local.accepted_peerings

  transit_gateway_attachment_id = each.value.attachment_id

  tags = merge(var.tags, { Name = "${var.name}/${each.key}" }, each.value.tags)
}
