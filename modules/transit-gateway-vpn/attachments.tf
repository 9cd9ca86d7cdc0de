locals {
  # The connections of each site, by the names they have in site-to-site-vpn. Those are the names of their attachments.
  site_connections = {
    for site_key, site in var.sites : site_key => flatten([
      for device_key, device in site.devices : [
        for number in range(1, min(device.connections, 100) + 1) : "${site_key}/${device_key}/${number}"
      ]
    ])
  }
  connection_sites = merge([
    for site, connections in local.site_connections : { for connection in connections : connection => site }
  ]...)

  attachments = {
    for connection in keys(local.connection_sites) :
    connection => module.site_to_site_vpn[0].connections[connection].transit_gateway_attachment_id
  }

  # All that can be associated, and that a route can lead to. Messages tell the first of them.
  names = merge(
    { for key in keys(var.vpcs) : key => key },
    { for key in keys(var.peerings) : key => key },
    { for key in keys(var.sites) : key => key },
    local.connection_sites,
  )
  names_list = concat(keys(var.vpcs), keys(var.peerings), keys(var.sites))
  names_told = length(local.names_list) == 0 ? "there is none in vpcs, peerings and sites" : "vpcs, peerings and sites have ${join(", ", slice(local.names_list, 0, min(10, length(local.names_list))))}${length(local.names_list) > 10 ? " and ${length(local.names_list) - 10} more" : ""}"

  tables_told = length(var.route_tables) == 0 ? "route_tables has none" : "route_tables has ${join(", ", keys(var.route_tables))}"

  attachment_tags = merge(flatten([
    for site_key, site in var.sites : [
      for device_key, device in site.devices : [
        for number in range(1, min(device.connections, 100) + 1) : {
          for key, value in merge(var.tags, site.tags, { Name = "${var.name}/${site_key}/${device_key}/${number}" }, device.tags) :
          "${site_key}/${device_key}/${number}|${key}" => { connection = "${site_key}/${device_key}/${number}", key = key, value = value }
        }
      ]
    ]
  ])...)
}
