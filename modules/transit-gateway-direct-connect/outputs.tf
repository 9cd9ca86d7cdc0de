output "transit_gateway" {
  description = "The transit gateway: its `id`, its `arn` (null for an adopted one) and its `asn` (64512 where nobody names one; null for an adopted gateway that states none)."
  value = {
    id  = module.transit_gateway.id
    arn = module.transit_gateway.arn
    asn = module.transit_gateway.asn
  }
}

output "route_tables" {
  description = <<-EOT
    The gateway's route tables, created and adopted, by the caller's names.
    - `id`: AWS's name for it.
    - `associations`: the attachments whose traffic is looked up in it. For the Direct Connect gateway's: the names of its sites.
    - `propagations`: the attachments whose routes it learns, told in the same way.
    - `routes`: its static routes by range or prefix list, each with `attachment` or `blackhole`.
  EOT
  value = {
    for name, table in module.transit_gateway.route_tables : name => merge(table, {
      associations = concat(table.associations, name == local.site_table ? local.attached_sites : [])
      propagations = concat(table.propagations, contains(local.site_tables, name) ? local.attached_sites : [])
    })
  }
}

output "attachments" {
  description = "Attachments: ids by the names of VPCs and peerings, and of sites, all of which are on that of the Direct Connect gateway."
  value       = merge(module.transit_gateway.attachments, { for site in local.attached_sites : site => local.attachment_id })

  # Here, as they are about all sites and VPCs together, and once is enough.
  precondition {
    condition     = length(local.overlaps.stated) == 0
    error_message = join("\n", local.overlaps.stated)
  }

  precondition {
    condition     = length(local.overlaps.real) == 0
    error_message = join("\n", local.overlaps.real)
  }
}

output "resource_share_arn" {
  description = "The RAM resource share; null without one."
  value       = module.transit_gateway.resource_share_arn

  precondition {
    condition     = var.transit_gateway.resource_share_arn == null
    error_message = "transit_gateway.resource_share_arn: another account shares the gateway, and AWS lets its owner alone have it associated with a Direct Connect gateway; use this module there, or leave resource_share_arn out if the gateway is this account's."
  }
}

output "flow_log" {
  description = "The flow log of the gateway: its `id`, and the `destination` it writes to, a log group or a bucket; null without flow logs."
  value       = module.transit_gateway.flow_log
}

output "direct_connect_gateway" {
  description = "The Direct Connect gateway: its `id`, and its Amazon-side `asn` (null for an adopted gateway that states none)."
  value       = local.owns_gateway ? module.direct_connect_gateway.gateway : { id = var.direct_connect.gateway.id, asn = var.direct_connect.gateway.asn }
}

output "connections" {
  description = <<-EOT
    Connections by your names: created, adopted and hosted ones. What AWS tells of a created one only is null for the others.
    - `id`: AWS's name for it.
    - `hosted`: whether a partner made it.
    - `lag`: the name of its LAG; null without.
    - `location`, `bandwidth`: as stated; null where not.
    - `arn`, `aws_device`, `provider_name`, `jumbo_frame_capable`, `macsec_capable`, `port_encryption_status`, `vlan`: as AWS tells.
  EOT
  value       = module.direct_connect_link.connections
}

output "lags" {
  description = "LAGs by your names: `id`, `arn` (null for an adopted one), `location` and `bandwidth` as stated, and `connections`, the names of the members told of here."
  value       = module.direct_connect_link.lags
}

output "virtual_interfaces" {
  description = <<-EOT
    Virtual interfaces by your names: what the person at the router needs, without the BGP keys.
    - `site`: the site it ends at.
    - `id`, `arn`: AWS's names for it.
    - `type`: transit.
    - `owner_account`: null, as all are this account's.
    - `connection`, `connection_id`: what it is on.
    - `aws_device`: the AWS device it ends at.
    - `vlan`, `mtu`: of the router's subinterface.
    - `customer_asn`, `amazon_asn`: the ASNs of the two ends.
    - `address_family`, `amazon_address`, `customer_address`: of the first BGP peer, with their prefix length.
    - `bgp_peers`: the other BGP peers by your names: `customer_asn`, `address_family`, `amazon_address`, `customer_address`.
  EOT
  value       = { for key, interface in module.direct_connect_gateway.virtual_interfaces : key => merge(interface, { site = local.interface_sites[key] }) }
}

output "associations" {
  description = "Associations with the Direct Connect gateway, as `transit_gateway` that of the transit gateway here, and by your names those of further ones: `id`, `association_id` (AWS's name for it), `gateway_id` (the transit gateway), `type` and `allowed_prefixes`."
  value       = module.direct_connect_gateway.associations
}

output "proposals" {
  description = "The proposal to the account of the Direct Connect gateway, as `transit_gateway`: `id`, which that account accepts as `proposal_id`, and `gateway_id`, the transit gateway. Empty without one."
  value       = { for key, proposal in module.direct_connect_gateway.proposals : key => merge(proposal, { id = coalesce(proposal.id) }) }
}

output "alarms" {
  description = "Alarms: `connections` by their names, with the ARNs of `down`, `errors`, `light_received_low`, `light_sent_low` and `not_encrypted`, null where there is no such alarm; `virtual_interfaces` by \"<virtual interface>/<address family>\", with their ARNs. Both empty without alarms."
  value = {
    connections        = module.direct_connect_link.alarms
    virtual_interfaces = module.direct_connect_gateway.alarms
  }
}
