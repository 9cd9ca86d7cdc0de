output "direct_connect_gateway" {
  description = "The Direct Connect gateway: its `id`, and its Amazon-side `asn` (null for an adopted gateway that states none). For the calls of other Regions. Null without a gateway."
  value       = local.owns_gateway ? module.direct_connect_gateway.gateway : local.has_gateway ? { id = var.direct_connect.gateway.id, asn = var.direct_connect.gateway.asn } : null
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
    - `type`: private.
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

output "vpn_gateways" {
  description = "The virtual private gateways by the names of this account's VPCs: `id`, told once it is attached, and `asn` (64512 where nobody names one; null for an adopted gateway that states none)."
  value       = { for key, id in local.vpn_gateway_ids : key => { id = id, asn = local.vpn_gateway_asns[key] } }

  # Here, as these are about all VPCs and sites together, and once is enough.

  precondition {
    condition     = length(local.unreal_ranges) == 0
    error_message = join("\n", local.unreal_ranges)
  }

  precondition {
    condition     = length(local.overlaps.stated) == 0
    error_message = join("\n", local.overlaps.stated)
  }

  precondition {
    condition     = length(local.overlaps.real) == 0
    error_message = join("\n", local.overlaps.real)
  }

  precondition {
    condition     = length(local.narrow_prefixes) == 0
    error_message = join("\n", local.narrow_prefixes)
  }
}

output "associations" {
  description = "Associations with the Direct Connect gateway by the names of VPCs: `id`, `association_id` (AWS's name for it), `gateway_id` (the virtual private gateway), `type` and `allowed_prefixes`."
  value       = module.direct_connect_gateway.associations
}

output "proposals" {
  description = "Proposals to the account of the Direct Connect gateway by the names of VPCs: `id`, which that account accepts as the `proposal_id` of its VPC, and `gateway_id`, the virtual private gateway."
  value       = { for key, proposal in module.direct_connect_gateway.proposals : key => merge(proposal, { id = coalesce(proposal.id) }) }
}

output "alarms" {
  description = "Alarms: `connections` by their names, with the ARNs of `down`, `errors`, `light_received_low`, `light_sent_low` and `not_encrypted`, null where there is no such alarm; `virtual_interfaces` by \"<virtual interface>/<address family>\", with their ARNs. Both empty without alarms."
  value = {
    connections        = module.direct_connect_link.alarms
    virtual_interfaces = module.direct_connect_gateway.alarms
  }
}
