variable "transit_virtual_interfaces" {
  description = <<-EOT
    Transit virtual interfaces, to transit gateways through `gateway`, by names of yours as of `private_virtual_interfaces`. Default: none.
    - `connection`: (Required) your name of the connection or LAG it is on: what has one name shares its VLANs.
    - `connection_id`: (Required) the id of that: dxcon-... or dxlag-...; need not be known before apply.
    - `vlan`: (Required) its VLAN, 1-4094, unlike any other on the connection.
    - `asn`: (Required) the ASN of your router, 1-2147483646.
    - `address_family`: (Optional) of its first BGP peer: ipv4 or ipv6. Default: ipv4.
    - `amazon_address`, `customer_address`: (Optional) the two ends' IPv4 addresses, of one /30 or /31 and with its length, such as 169.254.240.1/30; both or none. IPv6 addresses are Amazon's to give. Default: AWS picks.
    - `mtu`: (Optional) 1500 or 8500. Changing it can interrupt all virtual interfaces of the connection for half a minute. Default: 1500.
    - `sitelink`: (Optional) whether your places reach each other through AWS's network, by SiteLink. Default: false.
    - `bgp_peers`: (Optional) BGP peers beside the first, by names of yours, such as one for IPv6. Default: none. Each has:
      - `address_family`: (Required) ipv4 or ipv6; no two peers of a virtual interface have both this and the ASN in common.
      - `asn`: (Optional) the ASN of your router for this peer. Default: that of the virtual interface.
      - `amazon_address`, `customer_address`: (Optional) as of the virtual interface.
    - `owner_account`: (Optional) makes it for this other account, which accepts it; then `sitelink` and `tags` are said there. Default: null.
    - `tags`: (Optional) tags of it and its alarms, over the module's. Default: none.
  EOT
  type = map(object({
    connection       = string
    connection_id    = string
    vlan             = number
    asn              = number
    address_family   = optional(string, "ipv4")
    amazon_address   = optional(string)
    customer_address = optional(string)
    mtu              = optional(number, 1500)
    sitelink         = optional(bool, false)
    bgp_peers = optional(map(object({
      address_family   = string
      asn              = optional(number)
      amazon_address   = optional(string)
      customer_address = optional(string)
    })), {})
    owner_account = optional(string)
    tags          = optional(map(string), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for interface in var.transit_virtual_interfaces : contains([1500, 8500], interface.mtu)])
    error_message = join("\n", [for key, interface in var.transit_virtual_interfaces : "transit_virtual_interfaces.${key}.mtu: ${coalesce(interface.mtu, "null")} is not one of 1500, 8500; take one of them." if !contains([1500, 8500], interface.mtu)])
  }

  validation {
    condition     = alltrue([for interface in var.transit_virtual_interfaces : interface.owner_account != null || var.gateway != null])
    error_message = join("\n", [for key, interface in var.transit_virtual_interfaces : "transit_virtual_interfaces.${key}: leads nowhere; give gateway." if interface.owner_account == null && var.gateway == null])
  }

  # What holds for private and transit virtual interfaces alike stands from here on; for public ones too, at these.

  validation {
    condition = alltrue(flatten([
      for interfaces in [[for interface in var.private_virtual_interfaces : interface if interface.vpn_gateway_id == null], values(var.transit_virtual_interfaces)] : [
        for interface in interfaces : [
          for asn in concat([interface.asn], values(interface.bgp_peers)[*].asn) : asn == null || interface.owner_account != null || asn != coalesce(try(var.gateway.asn, null), 0)
        ]
      ]
    ]))
    error_message = join("\n", flatten([
      for kind, interfaces in {
        private_virtual_interfaces = { for key, interface in var.private_virtual_interfaces : key => interface if interface.vpn_gateway_id == null }
        transit_virtual_interfaces = var.transit_virtual_interfaces
        } : [
        for key, interface in interfaces : [
          for place, asn in merge({ "${kind}.${key}" = interface.asn }, { for peer_key, peer in interface.bgp_peers : "${kind}.${key}.bgp_peers.${peer_key}" => peer.asn }) :
          "${place}.asn: ${coalesce(asn, 0)} is the Direct Connect gateway's own ASN; your router needs another."
          if asn != null && interface.owner_account == null && asn == try(var.gateway.asn, null)
        ]
      ]
    ]))
  }

  validation {
    condition = !anytrue(flatten([
      for interfaces in [var.private_virtual_interfaces, var.transit_virtual_interfaces] : [
        for interface in interfaces : [
          for peer in concat([interface], [for peer in interface.bgp_peers : peer]) : [for range in keys(local.unusable) : try(cidrhost("${split("/", peer.amazon_address)[0]}/${split("/", range)[1]}", 0) == split("/", range)[0], false)]
        ]
      ]
    ]))
    error_message = join("\n", flatten([
      for kind, interfaces in { private_virtual_interfaces = var.private_virtual_interfaces, transit_virtual_interfaces = var.transit_virtual_interfaces } : [
        for key, interface in interfaces : [
          for place, peer in merge({ "${kind}.${key}" = interface }, { for peer_key, peer in interface.bgp_peers : "${kind}.${key}.bgp_peers.${peer_key}" => peer }) : [
            for range, why in local.unusable : "${place}.amazon_address: ${coalesce(peer.amazon_address, "null")} lies in ${range}, which ${why}; take a range such as 169.254.240.0/30."
            if try(cidrhost("${split("/", peer.amazon_address)[0]}/${split("/", range)[1]}", 0) == split("/", range)[0], false)
          ]
        ]
      ]
    ]))
  }
}
