output "virtual_interfaces" {
  value = {
    for key, interface in module.direct_connect_gateway.virtual_interfaces : key => merge(interface, { site = local.interface_sites[key] })
  }
}
