# modules/transit-gateway-direct-connect has the same file: tools/docs.py copies it from modules/direct-connect.
locals {
  # The site that each virtual interface ends at; validations hold the caller to one.
  interface_sites = merge([
    for site_key, site in var.sites : { for interface in keys(site.virtual_interfaces) : interface => site_key }
  ]...)

  # What carries virtual interfaces: a name is one thing, and none of them goes on a LAG's member.
  carrier_ids = merge(
    { for key, connection in module.direct_connect_link.connections : key => connection.id },
    { for key, lag in module.direct_connect_link.lags : key => lag.id },
  )

  # As modules/direct-connect-gateway takes them. Their routers have the ASN of their site.
  virtual_interfaces = {
    for key, interface in var.direct_connect.virtual_interfaces : key => merge(interface, {
      connection_id = local.carrier_ids[interface.connection]
      asn           = var.sites[local.interface_sites[key]].asn
    })
  }
}
