# Terraform takes a for_each apart once more for every instance, so each is a map of text; the rest is looked up.
locals {
  # The ids of the VPCs that are attached from here; the attachments that are accepted here.
  vpc_ids       = tomap({ for key, vpc in var.vpcs : key => vpc.id if vpc.attachment_id == null })
  accepted_vpcs = tomap({ for key, vpc in var.vpcs : key => vpc.attachment_id if vpc.attachment_id != null })

  # What the attachments are made of. One value for all of it: with thousands of attachments, each reference counts in
  # Terraform's graph.
  vpc_attachments = {
    for key, id in local.vpc_ids : key => {
      subnet_ids                 = values(var.vpcs[key].subnets)
      appliance_mode             = var.vpcs[key].appliance_mode ? "enable" : "disable"
      dns_support                = var.vpcs[key].dns_support ? "enable" : "disable"
      ipv6                       = var.vpcs[key].ipv6 ? "enable" : "disable"
      security_group_referencing = var.vpcs[key].security_group_referencing ? "enable" : "disable"
      tags                       = merge(var.tags, { Name = "${var.name}/${key}" }, var.vpcs[key].tags)
      unreal_ranges              = local.unreal_ranges[key]
      real_overlaps              = local.real_overlaps[key]
    }
  }
  # By VPC. A depends_on would join every route to every attachment, which Terraform's graph does not bear by thousands.
  attached_to = { for key, attachment in aws_ec2_transit_gateway_vpc_attachment.this : key => attachment.transit_gateway_id }

  vpc_route_list = flatten([
    for key, vpc in var.vpcs : [
      for table_key, table in vpc.route_tables : [
        for destination in vpc.routes : { key = "${key}/${table_key}/${destination}", table = table, destination = destination }
      ]
    ]
  ])
  # By "<vpc>/<route table>/<destination>".
  vpc_routes       = tomap({ for route in local.vpc_route_list : route.key => route.destination })
  vpc_route_tables = tomap({ for route in local.vpc_route_list : route.key => route.table })
}

# What the VPCs really have, beside what the caller states. The rules on that stand on the attachments: for `self` in a
# postcondition Terraform puts together all instances, each time.
data "aws_vpc" "this" {
  for_each = local.vpc_ids

  id = each.value
}

resource "aws_ec2_transit_gateway_vpc_attachment" "this" {
  for_each = local.vpc_ids

  transit_gateway_id                 = local.id
  vpc_id                             = each.value
  subnet_ids                         = local.vpc_attachments[each.key].subnet_ids
  appliance_mode_support             = local.vpc_attachments[each.key].appliance_mode
  dns_support                        = local.vpc_attachments[each.key].dns_support
  ipv6_support                       = local.vpc_attachments[each.key].ipv6
  security_group_referencing_support = local.vpc_attachments[each.key].security_group_referencing
  # An adopted gateway may have default tables; explicit associations collide with them.
  transit_gateway_default_route_table_association = false
  transit_gateway_default_route_table_propagation = false

  tags = local.vpc_attachments[each.key].tags

  lifecycle {
    precondition {
      condition     = length(local.vpc_attachments[each.key].unreal_ranges) == 0
      error_message = join("\n", local.vpc_attachments[each.key].unreal_ranges)
    }

    precondition {
      condition     = length(local.vpc_attachments[each.key].real_overlaps) == 0
      error_message = join("\n", local.vpc_attachments[each.key].real_overlaps)
    }
  }

  # A gateway of another account is there once its share is accepted.
  depends_on = [aws_ram_resource_share_accepter.this]
}

resource "aws_ec2_transit_gateway_vpc_attachment_accepter" "this" {
  for_each = local.accepted_vpcs

  transit_gateway_attachment_id                   = each.value
  transit_gateway_default_route_table_association = false
  transit_gateway_default_route_table_propagation = false

  tags = merge(var.tags, { Name = "${var.name}/${each.key}" }, var.vpcs[each.key].tags)
}

resource "aws_route" "this" {
  for_each = local.vpc_routes

  route_table_id              = local.vpc_route_tables[each.key]
  destination_cidr_block      = strcontains(each.value, ".") ? each.value : null
  destination_ipv6_cidr_block = strcontains(each.value, ":") ? each.value : null
  destination_prefix_list_id  = startswith(each.value, "pl-") ? each.value : null
  # AWS takes no route to a gateway that the VPC is not attached to: so it is the attachment's.
  transit_gateway_id = local.attached_to[split("/", each.key)[0]]
}
