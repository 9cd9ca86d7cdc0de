variable "private_virtual_interfaces" {
  description = <<-EOT
    Private virtual interfaces, to VPCs, by names of yours: up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends, as for connections and BGP peers. Another name makes another interface. Default: none.
    - `connection`: (Required) your name of the connection or LAG it is on: what has one name shares its VLANs.
    - `connection_id`: (Required) the id of that: dxcon-... or dxlag-...; need not be known before apply.
    - `vlan`: (Required) its VLAN, 1-4094, unlike any other on the connection.
    - `asn`: (Required) the ASN of your router, 1-2147483646.
    - `address_family`: (Optional) of its first BGP peer: ipv4 or ipv6. Default: ipv4.
    - `amazon_address`, `customer_address`: (Optional) the two ends' IPv4 addresses, of one /30 or /31 and with its length, such as 169.254.240.1/30; both or none. IPv6 addresses are Amazon's to give. Default: AWS picks.
    - `mtu`: (Optional) 1500 or 9001. Changing it can interrupt all virtual interfaces of the connection for half a minute. Default: 1500.
    - `sitelink`: (Optional) whether your places reach each other through AWS's network, by SiteLink: through a Direct Connect gateway only. Default: false.
    - `vpn_gateway_id`: (Optional) the virtual private gateway it leads straight to, instead of `gateway`. Default: null. An id that is not known before apply must be wrapped: `coalesce(aws_vpn_gateway.other.id)`.
    - `bgp_peers`: (Optional) BGP peers beside the first, by names of yours, such as one for IPv6. Default: none. Each has:
      - `address_family`: (Required) ipv4 or ipv6; no two peers of a virtual interface have both this and the ASN in common.
      - `asn`: (Optional) the ASN of your router for this peer. Default: that of the virtual interface.
      - `amazon_address`, `customer_address`: (Optional) as of the virtual interface.
    - `owner_account`: (Optional) makes it for this other account, which accepts it; then `sitelink`, `vpn_gateway_id` and `tags` are said there. Default: null.
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
    vpn_gateway_id   = optional(string)
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
    condition     = alltrue([for interface in var.private_virtual_interfaces : contains([1500, 9001], interface.mtu)])
    error_message = join("\n", [for key, interface in var.private_virtual_interfaces : "private_virtual_interfaces.${key}.mtu: ${coalesce(interface.mtu, "null")} is not one of 1500, 9001; take one of them." if !contains([1500, 9001], interface.mtu)])
  }

  validation {
    condition     = alltrue([for interface in var.private_virtual_interfaces : interface.vpn_gateway_id == null ? true : can(regex("^vgw-${local.hex}$", interface.vpn_gateway_id))])
    error_message = join("\n", [for key, interface in var.private_virtual_interfaces : "private_virtual_interfaces.${key}.vpn_gateway_id: ${coalesce(interface.vpn_gateway_id, "null")} is no virtual private gateway id; it reads like vgw-0aa11bb22cc33dd44." if interface.vpn_gateway_id == null ? false : !can(regex("^vgw-${local.hex}$", interface.vpn_gateway_id))])
  }

  validation {
    condition     = alltrue([for interface in var.private_virtual_interfaces : interface.vpn_gateway_id != null || interface.owner_account != null || var.gateway != null])
    error_message = join("\n", [for key, interface in var.private_virtual_interfaces : "private_virtual_interfaces.${key}: leads nowhere; give gateway, or the interface's vpn_gateway_id." if interface.vpn_gateway_id == null && interface.owner_account == null && var.gateway == null])
  }

  validation {
    condition     = alltrue([for interface in var.private_virtual_interfaces : !interface.sitelink || interface.vpn_gateway_id == null])
    error_message = join("\n", [for key, interface in var.private_virtual_interfaces : "private_virtual_interfaces.${key}.sitelink: true, but vpn_gateway_id leads it straight to a gateway, and SiteLink works through a Direct Connect gateway only; remove one of the two." if interface.sitelink && interface.vpn_gateway_id != null])
  }
}
