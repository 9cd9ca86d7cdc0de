# The association of the two gateways makes one attachment, on which all sites are. AWS's provider tells its id by a data source
# alone, which waits while the association changes. Its route table association and propagations take any other id for another
# attachment, and replacing them cuts Direct Connect: so they look at the two gateways instead.
locals {
  # The sites that are on it: where virtual interfaces end here, and others that somebody gives a route table, as their virtual
  # interfaces are elsewhere. Validations hold the caller to say the same of all of them.
  joined_sites = [for key, site in var.sites : key if length(site.virtual_interfaces) > 0 || can(var.associations[key]) || can(var.propagations[key])]
  # Another account's gateway has an attachment once that account has accepted the proposal.
  attached_sites = local.owns_gateway || var.direct_connect.gateway.attachment_id != null ? local.joined_sites : []

  site_table  = one(distinct([for site in local.attached_sites : var.associations[site] if can(var.associations[site])]))
  site_tables = toset(flatten([for site in local.attached_sites : try(var.propagations[site], [])]))

  # All that can be associated. Messages tell the first of them.
  names       = { for key in concat(keys(var.vpcs), keys(var.peerings), keys(var.sites)) : key => true... }
  names_list  = concat(keys(var.vpcs), keys(var.peerings), keys(var.sites))
  names_told  = length(local.names_list) == 0 ? "there is none in vpcs, peerings and sites" : "vpcs, peerings and sites have ${join(", ", slice(local.names_list, 0, min(10, length(local.names_list))))}${length(local.names_list) > 10 ? " and ${length(local.names_list) - 10} more" : ""}"
  tables_told = length(var.route_tables) == 0 ? "route_tables has none" : "route_tables has ${join(", ", keys(var.route_tables))}"

  attachment_id = local.owns_gateway ? one(data.aws_ec2_transit_gateway_dx_gateway_attachment.this[*].id) : var.direct_connect.gateway.attachment_id
}

# Not read before there is an association, whose own id is unknown until then. A depends_on would read it again at each change
# of what the module makes.
data "aws_ec2_transit_gateway_dx_gateway_attachment" "this" {
  count = local.owns_gateway && length(local.attached_sites) > 0 ? 1 : 0

  transit_gateway_id = module.direct_connect_gateway.associations[local.own_gateway].association_id != "" ? module.transit_gateway.id : null
  dx_gateway_id      = module.direct_connect_gateway.gateway.id
}

resource "terraform_data" "direct_connect_attachment" {
  count = length(local.attached_sites) > 0 ? 1 : 0

  triggers_replace = {
    transit_gateway        = module.transit_gateway.id
    direct_connect_gateway = local.owns_gateway ? module.direct_connect_gateway.gateway.id : var.direct_connect.gateway.id
    attachment             = var.direct_connect.gateway.attachment_id
  }
}

resource "aws_ec2_transit_gateway_route_table_association" "direct_connect" {
  count = local.site_table != null ? 1 : 0

  transit_gateway_attachment_id  = local.attachment_id
  transit_gateway_route_table_id = module.transit_gateway.route_tables[local.site_table].id
  # Somebody else's gateway may associate new attachments by default, and an attachment asks one table.
  replace_existing_association = var.transit_gateway.id != null

  lifecycle {
    ignore_changes       = [transit_gateway_attachment_id]
    replace_triggered_by = [terraform_data.direct_connect_attachment]
  }
}

resource "aws_ec2_transit_gateway_route_table_propagation" "direct_connect" {
  for_each = local.site_tables

  transit_gateway_attachment_id  = local.attachment_id
  transit_gateway_route_table_id = module.transit_gateway.route_tables[each.value].id

  lifecycle {
    ignore_changes       = [transit_gateway_attachment_id]
    replace_triggered_by = [terraform_data.direct_connect_attachment]
  }
}
