# Virtual interfaces made here for other accounts, and the other side: those that other accounts have made for this one.
# Where they lead, SiteLink and their tags are the accepter's to say.

resource "aws_dx_hosted_private_virtual_interface" "this" {
  for_each = local.virtual_interface_keys["hosted/private"]

  name             = replace("${var.name}-${each.key}", "_", "-")
  owner_account_id = local.virtual_interfaces[each.key].owner_account
  connection_id    = local.virtual_interfaces[each.key].connection_id
  vlan             = local.virtual_interfaces[each.key].vlan
  bgp_asn          = local.virtual_interfaces[each.key].asn
  bgp_auth_key     = try(var.bgp_auth_keys[each.key], null)
  address_family   = local.virtual_interfaces[each.key].address_family
  amazon_address   = local.virtual_interfaces[each.key].amazon_address
  customer_address = local.virtual_interfaces[each.key].customer_address
  mtu              = local.virtual_interfaces[each.key].mtu
}

resource "aws_dx_hosted_transit_virtual_interface" "this" {
  for_each = local.virtual_interface_keys["hosted/transit"]

  name             = replace("${var.name}-${each.key}", "_", "-")
  owner_account_id = local.virtual_interfaces[each.key].owner_account
  connection_id    = local.virtual_interfaces[each.key].connection_id
  vlan             = local.virtual_interfaces[each.key].vlan
  bgp_asn          = local.virtual_interfaces[each.key].asn
  bgp_auth_key     = try(var.bgp_auth_keys[each.key], null)
  address_family   = local.virtual_interfaces[each.key].address_family
  amazon_address   = local.virtual_interfaces[each.key].amazon_address
  customer_address = local.virtual_interfaces[each.key].customer_address
  mtu              = local.virtual_interfaces[each.key].mtu
}

resource "aws_dx_hosted_public_virtual_interface" "this" {
  for_each = local.virtual_interface_keys["hosted/public"]

  name                  = replace("${var.name}-${each.key}", "_", "-")
  owner_account_id      = local.virtual_interfaces[each.key].owner_account
  connection_id         = local.virtual_interfaces[each.key].connection_id
  vlan                  = local.virtual_interfaces[each.key].vlan
  bgp_asn               = local.virtual_interfaces[each.key].asn
  bgp_auth_key          = try(var.bgp_auth_keys[each.key], null)
  address_family        = local.virtual_interfaces[each.key].address_family
  amazon_address        = local.virtual_interfaces[each.key].amazon_address
  customer_address      = local.virtual_interfaces[each.key].customer_address
  route_filter_prefixes = local.virtual_interfaces[each.key].prefixes
}

locals {
  accepted_keys = {
    for type in ["private", "transit", "public"] : type => {
      for key, interface in var.accepted_virtual_interfaces : key => key if interface.type == type
    }
  }
  accepted_virtual_interfaces = merge([
    for accepted in [
      aws_dx_hosted_private_virtual_interface_accepter.this, aws_dx_hosted_transit_virtual_interface_accepter.this, aws_dx_hosted_public_virtual_interface_accepter.this,
    ] :
    { for key, interface in accepted : key => { id = interface.virtual_interface_id, arn = interface.arn } }
  ]...)
}

resource "aws_dx_hosted_private_virtual_interface_accepter" "this" {
  for_each = local.accepted_keys["private"]

  virtual_interface_id = var.accepted_virtual_interfaces[each.key].id
  dx_gateway_id        = var.accepted_virtual_interfaces[each.key].vpn_gateway_id == null ? local.gateway_id : null
  vpn_gateway_id       = var.accepted_virtual_interfaces[each.key].vpn_gateway_id
  tags                 = merge(var.tags, { Name = "${var.name}/${each.key}" }, var.accepted_virtual_interfaces[each.key].tags)
}

resource "aws_dx_hosted_transit_virtual_interface_accepter" "this" {
  for_each = local.accepted_keys["transit"]

  virtual_interface_id = var.accepted_virtual_interfaces[each.key].id
  dx_gateway_id        = local.gateway_id
  tags                 = merge(var.tags, { Name = "${var.name}/${each.key}" }, var.accepted_virtual_interfaces[each.key].tags)
}

resource "aws_dx_hosted_public_virtual_interface_accepter" "this" {
  for_each = local.accepted_keys["public"]

  virtual_interface_id = var.accepted_virtual_interfaces[each.key].id
  tags                 = merge(var.tags, { Name = "${var.name}/${each.key}" }, var.accepted_virtual_interfaces[each.key].tags)
}
