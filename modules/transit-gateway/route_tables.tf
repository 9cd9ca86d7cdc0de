locals {
  created_tables = { for key, table in var.route_tables : key => table.tags if table.id == null }
  table_ids = merge(
    { for key, table in aws_ec2_transit_gateway_route_table.this : key => table.id },
    { for key, table in var.route_tables : key => table.id if table.id != null },
  )

  # Every static route, by "<table>/<range>" or "<table>/<prefix list>".
  static_routes = merge([
    for table_key, table in var.route_tables : {
      for destination, route in table.routes : "${table_key}/${destination}" => {
        table       = table_key
        destination = destination
        attachment  = route.attachment
        blackhole   = route.blackhole
      }
    }
  ]...)
  # Terraform takes a for_each apart once more for every instance, so each is a map of text; the rest is looked up.
  routes                 = tomap({ for key, route in local.static_routes : key => route.destination if !startswith(route.destination, "pl-") })
  prefix_list_references = tomap({ for key, route in local.static_routes : key => route.destination if startswith(route.destination, "pl-") })

  # Attachments by table.
  associated = { for attachment, table in var.associations : table => attachment... }
  propagated = { for key, table in local.propagations : table => trimsuffix(key, "/${table}")... }

  # Tables by "<attachment>/<table>".
  propagations = tomap(merge([
    for attachment, tables in var.propagations : { for table in tables : "${attachment}/${table}" => table }
  ]...))
}

resource "aws_ec2_transit_gateway_route_table" "this" {
  for_each = local.created_tables

  transit_gateway_id = local.id
  tags               = merge(var.tags, { Name = "${var.name}/${each.key}" }, each.value)
}

resource "aws_ec2_transit_gateway_route_table_association" "this" {
  for_each = var.associations

  transit_gateway_attachment_id  = local.attachment_ids[each.key]
  transit_gateway_route_table_id = local.table_ids[each.value]
  # Somebody else's gateway may associate new attachments by default, and an attachment asks one table.
  replace_existing_association = !local.created
}

resource "aws_ec2_transit_gateway_route_table_propagation" "this" {
  for_each = local.propagations

  transit_gateway_attachment_id  = local.attachment_ids[trimsuffix(each.key, "/${each.value}")]
  transit_gateway_route_table_id = local.table_ids[each.value]
}

resource "aws_ec2_transit_gateway_route" "this" {
  for_each = local.routes

  destination_cidr_block         = each.value
  blackhole                      = local.static_routes[each.key].blackhole
  transit_gateway_attachment_id  = local.static_routes[each.key].blackhole ? null : local.attachment_ids[local.static_routes[each.key].attachment]
  transit_gateway_route_table_id = local.table_ids[local.static_routes[each.key].table]
}

resource "aws_ec2_transit_gateway_prefix_list_reference" "this" {
  for_each = local.prefix_list_references

  prefix_list_id                 = each.value
  blackhole                      = local.static_routes[each.key].blackhole
  transit_gateway_attachment_id  = local.static_routes[each.key].blackhole ? null : local.attachment_ids[local.static_routes[each.key].attachment]
  transit_gateway_route_table_id = local.table_ids[local.static_routes[each.key].table]
}
