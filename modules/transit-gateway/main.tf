data "aws_region" "current" {}

locals {
  created = var.transit_gateway.id == null
  # coalesce() lets it be known before apply that the id is not null.
  id = local.created ? coalesce(one(aws_ec2_transit_gateway.this[*].id)) : var.transit_gateway.id

  # AWS gives a gateway that names no ASN this one.
  default_asn = 64512
  asn         = local.created ? coalesce(var.transit_gateway.asn, local.default_asn) : var.transit_gateway.asn

  # Every attachment's id by its name. What hangs on attachments looks them up here: a reference to one instance of a
  # resource makes Terraform put together all of them, each time.
  attachment_ids = merge(
    { for key, attachment in aws_ec2_transit_gateway_vpc_attachment.this : key => attachment.id },
    { for key, accepted in aws_ec2_transit_gateway_vpc_attachment_accepter.this : key => accepted.transit_gateway_attachment_id },
    { for key, attachment in aws_ec2_transit_gateway_peering_attachment.this : key => attachment.id },
    { for key, accepted in aws_ec2_transit_gateway_peering_attachment_accepter.this : key => accepted.transit_gateway_attachment_id },
    var.attachments,
  )

  # For messages: the names there are, or the first of them.
  attachment_names      = concat(keys(var.vpcs), keys(var.peerings), keys(var.attachments))
  attachment_names_told = length(local.attachment_names) == 0 ? "there is none in vpcs, peerings and attachments" : "vpcs, peerings and attachments have ${join(", ", slice(local.attachment_names, 0, min(10, length(local.attachment_names))))}${length(local.attachment_names) > 10 ? " and ${length(local.attachment_names) - 10} more" : ""}"
  table_names_told      = length(var.route_tables) == 0 ? "route_tables has none" : "route_tables has ${join(", ", keys(var.route_tables))}"
}

resource "aws_ec2_transit_gateway" "this" {
  count = local.created ? 1 : 0

  description                        = var.transit_gateway.description
  amazon_side_asn                    = local.asn
  auto_accept_shared_attachments     = var.transit_gateway.auto_accept ? "enable" : "disable"
  dns_support                        = var.transit_gateway.dns_support ? "enable" : "disable"
  security_group_referencing_support = var.transit_gateway.security_group_referencing ? "enable" : "disable"
  vpn_ecmp_support                   = var.transit_gateway.ecmp ? "enable" : "disable"
  transit_gateway_cidr_blocks        = var.transit_gateway.cidr_blocks
  # Who reaches whom is said, never a default; and where there is a default, an explicit association collides with it.
  default_route_table_association = "disable"
  default_route_table_propagation = "disable"

  tags = merge(var.tags, { Name = var.name })
}
