locals {
  # Every virtual interface made here, of all three kinds alike.
  virtual_interfaces = merge(
    {
      for key, interface in var.private_virtual_interfaces : key => merge(interface, {
        type     = "private"
        prefixes = null
      })
    },
    {
      for key, interface in var.transit_virtual_interfaces : key => merge(interface, {
        type           = "transit"
        vpn_gateway_id = null
        prefixes       = null
      })
    },
    {
      for key, interface in var.public_virtual_interfaces : key => merge(interface, {
        type           = "public"
        vpn_gateway_id = null
        mtu            = 1500 # the only one
        sitelink       = false
      })
    },
  )
  # By kind, those of this account and those of another: "private", "hosted/private".
  virtual_interface_keys = {
    for kind in ["private", "transit", "public", "hosted/private", "hosted/transit", "hosted/public"] : kind => {
      for key, interface in local.virtual_interfaces : key => key
      if kind == "${interface.owner_account != null ? "hosted/" : ""}${interface.type}"
    }
  }

  # What is made of them, less the keys. What hangs on virtual interfaces looks them up here.
  made_virtual_interfaces = merge([
    for made in [
      aws_dx_private_virtual_interface.this, aws_dx_transit_virtual_interface.this, aws_dx_public_virtual_interface.this,
      aws_dx_hosted_private_virtual_interface.this, aws_dx_hosted_transit_virtual_interface.this, aws_dx_hosted_public_virtual_interface.this,
    ] :
    {
      for key, interface in made : key => {
        id               = interface.id
        arn              = interface.arn
        aws_device       = interface.aws_device
        amazon_asn       = interface.amazon_side_asn
        amazon_address   = interface.amazon_address
        customer_address = interface.customer_address
      }
    }
  ]...)
  virtual_interface_ids = { for key, interface in local.made_virtual_interfaces : key => interface.id }

  # BGP peers beside the first, by "<virtual interface>/<peer>".
  bgp_peers = merge([
    for key, interface in local.virtual_interfaces : {
      for peer_key, peer in interface.bgp_peers : "${key}/${peer_key}" => merge(peer, {
        interface = key
        asn       = peer.asn != null ? peer.asn : interface.asn
      })
    }
  ]...)
  bgp_peer_keys = { for key in keys(local.bgp_peers) : key => key }
}

resource "aws_dx_private_virtual_interface" "this" {
  for_each = local.virtual_interface_keys["private"]

  name             = replace("${var.name}-${each.key}", "_", "-")
  connection_id    = local.virtual_interfaces[each.key].connection_id
  vlan             = local.virtual_interfaces[each.key].vlan
  dx_gateway_id    = local.virtual_interfaces[each.key].vpn_gateway_id == null ? local.gateway_id : null
  vpn_gateway_id   = local.virtual_interfaces[each.key].vpn_gateway_id
  bgp_asn          = local.virtual_interfaces[each.key].asn
  bgp_auth_key     = try(var.bgp_auth_keys[each.key], null)
  address_family   = local.virtual_interfaces[each.key].address_family
  amazon_address   = local.virtual_interfaces[each.key].amazon_address
  customer_address = local.virtual_interfaces[each.key].customer_address
  mtu              = local.virtual_interfaces[each.key].mtu
  sitelink_enabled = local.virtual_interfaces[each.key].sitelink
  tags             = merge(var.tags, { Name = "${var.name}/${each.key}" }, local.virtual_interfaces[each.key].tags)

  lifecycle {
    # AWS cannot rename a virtual interface, and another one cuts the line: the name stays, the Name tag follows.
    ignore_changes = [name]
  }
}

resource "aws_dx_transit_virtual_interface" "this" {
  for_each = local.virtual_interface_keys["transit"]

  name             = replace("${var.name}-${each.key}", "_", "-")
  connection_id    = local.virtual_interfaces[each.key].connection_id
  vlan             = local.virtual_interfaces[each.key].vlan
  dx_gateway_id    = local.gateway_id
  bgp_asn          = local.virtual_interfaces[each.key].asn
  bgp_auth_key     = try(var.bgp_auth_keys[each.key], null)
  address_family   = local.virtual_interfaces[each.key].address_family
  amazon_address   = local.virtual_interfaces[each.key].amazon_address
  customer_address = local.virtual_interfaces[each.key].customer_address
  mtu              = local.virtual_interfaces[each.key].mtu
  sitelink_enabled = local.virtual_interfaces[each.key].sitelink
  tags             = merge(var.tags, { Name = "${var.name}/${each.key}" }, local.virtual_interfaces[each.key].tags)

  lifecycle {
    # AWS cannot rename a virtual interface, and another one cuts the line: the name stays, the Name tag follows.
    ignore_changes = [name]
  }
}

resource "aws_dx_public_virtual_interface" "this" {
  for_each = local.virtual_interface_keys["public"]

  name                  = replace("${var.name}-${each.key}", "_", "-")
  connection_id         = local.virtual_interfaces[each.key].connection_id
  vlan                  = local.virtual_interfaces[each.key].vlan
  bgp_asn               = local.virtual_interfaces[each.key].asn
  bgp_auth_key          = try(var.bgp_auth_keys[each.key], null)
  address_family        = local.virtual_interfaces[each.key].address_family
  amazon_address        = local.virtual_interfaces[each.key].amazon_address
  customer_address      = local.virtual_interfaces[each.key].customer_address
  route_filter_prefixes = local.virtual_interfaces[each.key].prefixes
  tags                  = merge(var.tags, { Name = "${var.name}/${each.key}" }, local.virtual_interfaces[each.key].tags)

  lifecycle {
    # AWS cannot rename a virtual interface, and another one cuts the line: the name stays, the Name tag follows.
    ignore_changes = [name]
  }
}

resource "aws_dx_bgp_peer" "this" {
  for_each = local.bgp_peer_keys

  virtual_interface_id = local.virtual_interface_ids[local.bgp_peers[each.key].interface]
  bgp_asn              = local.bgp_peers[each.key].asn
  bgp_auth_key         = try(var.bgp_auth_keys[each.key], null)
  address_family       = local.bgp_peers[each.key].address_family
  amazon_address       = local.bgp_peers[each.key].amazon_address
  customer_address     = local.bgp_peers[each.key].customer_address
}
