output "gateway" {
  description = "The Direct Connect gateway, created or adopted: its `id` and its Amazon-side `asn` (null for an adopted gateway that states none). Null without a gateway."
  value       = local.has_gateway ? { id = coalesce(local.gateway_id), asn = local.gateway_asn } : null
}

output "associations" {
  description = "Associations by the caller's names: `id`, `association_id` (AWS's name for it), `gateway_id` (the virtual private gateway or transit gateway), `type` and `allowed_prefixes`."
  value = {
    for key, association in aws_dx_gateway_association.this : key => {
      id               = association.id
      association_id   = association.dx_gateway_association_id
      gateway_id       = association.associated_gateway_id
      type             = var.associations[key].type
      allowed_prefixes = association.allowed_prefixes
    }
  }
}

output "proposals" {
  description = "Proposals by the caller's names: their `id`, which the account of the Direct Connect gateway accepts in `associations`, and `gateway_id`, what they would associate."
  value       = { for key, proposal in aws_dx_gateway_association_proposal.this : key => { id = proposal.id, gateway_id = proposal.associated_gateway_id } }
}

output "virtual_interfaces" {
  description = <<-EOT
    Virtual interfaces of all kinds by the caller's names: what the person at the router needs, without the BGP keys.
    - `id`, `arn`: AWS's names for it.
    - `type`: private, transit or public.
    - `owner_account`: the account that must accept it; null if it is this one's.
    - `connection`, `connection_id`: what it is on.
    - `aws_device`: the AWS device it ends at.
    - `vlan`, `mtu`: of the router's subinterface.
    - `customer_asn`, `amazon_asn`: the ASNs of the two ends.
    - `address_family`, `amazon_address`, `customer_address`: of the first BGP peer, with their prefix length.
    - `bgp_peers`: the other BGP peers by the caller's names: `customer_asn`, `address_family`, `amazon_address`, `customer_address`.
  EOT
  value = {
    for key, interface in local.virtual_interfaces : key => {
      id               = local.made_virtual_interfaces[key].id
      arn              = local.made_virtual_interfaces[key].arn
      type             = interface.type
      owner_account    = interface.owner_account
      connection       = interface.connection
      connection_id    = interface.connection_id
      aws_device       = local.made_virtual_interfaces[key].aws_device
      vlan             = interface.vlan
      mtu              = interface.mtu
      customer_asn     = interface.asn
      amazon_asn       = local.made_virtual_interfaces[key].amazon_asn
      address_family   = interface.address_family
      amazon_address   = local.made_virtual_interfaces[key].amazon_address
      customer_address = local.made_virtual_interfaces[key].customer_address
      bgp_peers = {
        for peer_key, peer in interface.bgp_peers : peer_key => {
          customer_asn     = local.bgp_peers["${key}/${peer_key}"].asn
          address_family   = peer.address_family
          amazon_address   = local.peer_addresses["${key}/${peer_key}"].amazon
          customer_address = local.peer_addresses["${key}/${peer_key}"].customer
        }
      }
    }
  }
}

locals {
  peer_addresses = { for key, peer in aws_dx_bgp_peer.this : key => { amazon = peer.amazon_address, customer = peer.customer_address } }
}

output "accepted_virtual_interfaces" {
  description = "Accepted virtual interfaces by the caller's names: `id` and `arn`, once they are accepted."
  value       = local.accepted_virtual_interfaces
}

output "alarms" {
  description = "Alarms by \"<virtual interface>/<address family>\": their ARNs. Empty without alarms."
  value       = { for key, alarm in aws_cloudwatch_metric_alarm.bgp_down : key => alarm.arn }
}
