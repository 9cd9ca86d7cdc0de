data "aws_region" "current" {}

locals {
  on_transit_gateway = var.transit_gateway_id != null

  # Every device, by "<site>/<device>".
  devices = merge([
    for site_key, site in var.sites : {
      for device_key, device in site.devices : "${site_key}/${device_key}" => merge(device, {
        site = site_key
        key  = device_key
        asn  = site.asn != null ? site.asn : local.static_asn
        name = device.device_name != null ? device.device_name : "${var.name}-${site_key}-${device_key}"
      })
    }
  ]...)

  # What the gateways and the connections go through: keys alone, for Terraform goes through all of a for_each for each
  # instance. For the same reason ids are looked up in one map of them.
  customer_gateways    = { for key in keys(local.devices) : key => key }
  customer_gateway_ids = { for key, gateway in aws_customer_gateway.this : key => gateway.id }

  # Every connection, by "<site>/<device>/<number>". The number is always there, so that a second connection renames nothing.
  connections = merge([
    for device_key, device in local.devices : {
      for number in range(1, device.connections + 1) : "${device_key}/${number}" => {
        site             = var.sites[device.site]
        site_key         = device.site
        device           = device
        customer_gateway = device_key
        number           = number
      }
    }
  ]...)

  tags = {
    for key, connection in local.connections : key =>
    merge(var.tags, connection.site.tags, { Name = "${var.name}/${key}" }, connection.device.tags)
  }

  vpn_connections = { for key in keys(local.connections) : key => key }
  connection_ids  = { for key, connection in aws_vpn_connection.this : key => connection.id }

  # Every static route, by "<site>/<device>/<number>/<range>". Those of a transit gateway stand in its own route tables.
  static_routes = merge([
    for key, connection in local.connections : {
      for cidr in connection.site.cidrs : "${key}/${cidr}" => { connection = key, cidr = cidr }
      if connection.site.routing == "static" && !local.on_transit_gateway
    }
  ]...)
}

# plan coverage: never none, validations want a site, and a device in it
resource "aws_customer_gateway" "this" {
  for_each = local.customer_gateways

  type             = "ipsec.1"
  bgp_asn          = local.devices[each.key].asn <= 2147483647 ? local.devices[each.key].asn : null
  bgp_asn_extended = local.devices[each.key].asn > 2147483647 ? local.devices[each.key].asn : null
  ip_address       = local.devices[each.key].ip_address
  certificate_arn  = local.devices[each.key].certificate_arn
  device_name      = local.devices[each.key].name
  tags             = merge(var.tags, var.sites[local.devices[each.key].site].tags, { Name = "${var.name}/${each.key}" }, local.devices[each.key].tags)

  lifecycle {
    # Every change replaces a customer gateway, and AWS deletes none that a connection still uses:
    # make the new one, move the connections, then delete the old one.
    create_before_destroy = true
  }
}

resource "aws_vpn_connection_route" "this" {
  for_each = local.static_routes

  vpn_connection_id      = local.connection_ids[each.value.connection]
  destination_cidr_block = each.value.cidr
}
