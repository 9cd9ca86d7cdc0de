module "transit_gateway" {
  source = "../transit-gateway"

  name            = var.name
  tags            = var.tags
  transit_gateway = var.transit_gateway
  route_tables    = local.route_tables
  vpcs            = var.vpcs
  peerings        = var.peerings
  attachments     = local.attachments
  associations    = local.associations
  propagations    = local.propagations
  flow_logs       = var.flow_logs
}

module "site_to_site_vpn" {
  count  = length(var.sites) > 0 ? 1 : 0
  source = "../site-to-site-vpn"

  name                  = var.name
  tags                  = var.tags
  transit_gateway_id    = module.transit_gateway.id
  sites                 = var.sites
  preshared_keys        = var.preshared_keys
  preshared_key_storage = var.preshared_key_storage
  logging               = var.logging
  alarms                = var.alarms
}

# A VPN connection makes its attachment itself, and its tags do not go there.
resource "aws_ec2_tag" "vpn_attachment" {
  for_each = local.attachment_tags

  resource_id = local.attachments[each.value.connection]
  key         = each.value.key
  value       = each.value.value
}
