data "aws_region" "current" {}

locals {
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

  # Every static route, by "<site>/<device>/<number>/<range>".
  static_routes = merge([
    for key, connection in local.connections : {
      for cidr in connection.site.cidrs : "${key}/${cidr}" => { connection = key, cidr = cidr }
      if connection.site.routing == "static"
    }
  ]...)
}

# plan coverage: never none, validations want a site, and a device in it
resource "aws_customer_gateway" "this" {
  for_each = local.devices

  type             = "ipsec.1"
  bgp_asn          = each.value.asn <= 2147483647 ? each.value.asn : null
  bgp_asn_extended = each.value.asn > 2147483647 ? each.value.asn : null
  ip_address       = each.value.ip_address
  certificate_arn  = each.value.certificate_arn
  device_name      = each.value.name
  tags             = merge(var.tags, var.sites[each.value.site].tags, { Name = "${var.name}/${each.key}" }, each.value.tags)

  lifecycle {
    # Every change replaces a customer gateway, and AWS deletes none that a connection still uses:
    # make the new one, move the connections, then delete the old one.
    create_before_destroy = true
  }
}

resource "aws_vpn_connection_route" "this" {
  for_each = local.static_routes

  vpn_connection_id      = aws_vpn_connection.this[each.value.connection].id
  destination_cidr_block = each.value.cidr
}
