# Terraform takes a for_each apart once more for every instance, so each is a map of text; the rest is looked up.
locals {
  # The ids of the VPCs that are attached from here; the attachments that are accepted here.
  vpc_ids       = tomap({ for key, vpc in var.vpcs : key => vpc.id if vpc.attachment_id == null })
  accepted_vpcs = tomap({ for key, vpc in var.vpcs : key => vpc.attachment_id if vpc.attachment_id != null })

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
  subnet_ids                         = values(var.vpcs[each.key].subnets)
  appliance_mode_support             = var.vpcs[each.key].appliance_mode ? "enable" : "disable"
  dns_support                        = var.vpcs[each.key].dns_support ? "enable" : "disable"
  ipv6_support                       = var.vpcs[each.key].ipv6 ? "enable" : "disable"
  security_group_referencing_support = var.vpcs[each.key].security_group_referencing ? "enable" : "disable"
  # An adopted gateway may have default tables; explicit associations collide with them.
  transit_gateway_default_route_table_association = false
  transit_gateway_default_route_table_propagation = false

  tags = merge(var.tags, { Name = "${var.name}/${each.key}" }, var.vpcs[each.key].tags)

  lifecycle {
    precondition {
      condition     = length(local.unreal_ranges[each.key]) == 0
      error_message = join("\n", local.unreal_ranges[each.key])
    }

    precondition {
      condition     = length(local.real_overlaps[each.key]) == 0
      error_message = join("\n", local.real_overlaps[each.key])
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
