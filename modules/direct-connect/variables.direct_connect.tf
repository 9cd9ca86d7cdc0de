variable "direct_connect" {
  description = <<-EOT
    Connections, the virtual interfaces on them, and the Direct Connect gateway they lead to. All names are yours: up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends.
    - `gateway`: (Optional) the Direct Connect gateway, which leads to all of `vpcs`, also to those of other Regions and accounts. Default: null, no gateway: then virtual interfaces lead straight to virtual private gateways.
      - `id`: (Optional) adopts this gateway instead of creating one. Default: null, a gateway is created. An id that is not known before apply must be wrapped: `coalesce(aws_dx_gateway.other.id)`.
      - `asn`: (Optional) the Amazon-side ASN, 64512-65534 or 4200000000-4294967294, and no site's. Required for a created gateway; changing it replaces that. Of an adopted gateway: the ASN it has, as a fact.
      - `name`: (Optional) what AWS calls a created gateway: up to 100 of a-z, A-Z, 0-9 and -. Default: `name`.
      - `account`: (Optional) the account the gateway `id` belongs to, if that is another: then association is proposed to it. Default: null.
    - `connections`: (Optional) dedicated connections, ordered or adopted; no hosted connection or LAG may have the same name. Default: none.
      - `id`: (Optional) adopts this connection instead of ordering one. Default: null, a connection is ordered. Wrap an unknown one as above.
      - `location`: (Optional) the code of the Direct Connect location, such as EqDC2. Required without `id`. Of an adopted connection: where it is, as a fact.
      - `bandwidth`: (Optional) 1Gbps, 10Gbps, 100Gbps or 400Gbps. Required without `id`. Of an adopted connection: what it has, as a fact.
      - `provider_name`: (Optional) the provider that brings you to the location. Default: none.
      - `macsec`: (Optional) off, for a port without MACsec, or of one with it, at 10, 100 and 400 Gbps, the encryption mode: no_encrypt, should_encrypt or must_encrypt. Default: null, a port with MACsec where the speed has one, in AWS's own mode. To and from off replaces the connection.
      - `skip_destroy`: (Optional) whether AWS keeps the connection when Terraform destroys or replaces it. Default: true, for a cross connect given back takes weeks to get again.
      - `lag`: (Optional) the name of the LAG it joins, one of `lags`; from 10 Gbps on with `macsec` off only. Default: null.
      - `tags`: (Optional) tags of the connection and its alarms, over the module's. Default: none.
    - `hosted_connections`: (Optional) connections that a partner has made for you. Each carries a single virtual interface. Default: none.
      - `id`: (Required) the id the partner tells.
      - `confirm`: (Optional) whether it is accepted here, which starts its port hours; false for one that you have accepted. Default: true.
      - `location`: (Optional) the code of the Direct Connect location it is at, such as EqDC2, as a fact. Default: null.
      - `bandwidth`: (Optional) what it has, as a fact: 50Mbps, 100Mbps, 200Mbps, 300Mbps, 400Mbps, 500Mbps, 1Gbps, 2Gbps, 5Gbps, 10Gbps or 25Gbps. Default: null.
    - `lags`: (Optional) link aggregation groups, made or adopted. Members say so with `lag`: 4 at most, 2 at 100 and 400 Gbps; a made one has at least one. Default: none.
      - `id`: (Optional) adopts this LAG instead of making one. Default: null, a LAG is made. Wrap an unknown one as above.
      - `location`, `bandwidth`: (Optional) those of its members. Required without `id`. Of an adopted LAG: what it has, as facts.
      - `provider_name`: (Optional) the provider that brings you to the location. Default: none.
      - `force_destroy`: (Optional) whether a destroyed LAG takes connections that are still on it with it. Default: false.
      - `tags`: (Optional) tags of the LAG, over the module's. Default: none.
    - `macsec_keys`: (Optional) MACsec keys of `connections`, by "<connection>", or "<connection>/<key>" for several of one connection: 3 at most. A connection takes keys once AWS has made it available. Default: none.
      - `secret_arn`: (Optional) the secret in Secrets Manager that Direct Connect holds for a key it has. Default: null, then `macsec_ckn` and `macsec_cak` have the key.
    - `virtual_interfaces`: (Optional) private virtual interfaces, each named in the site it ends at. Default: none.
      - `connection`: (Required) what it is on: the name of one of `connections`, `hosted_connections` or `lags`. A LAG's member carries none.
      - `vlan`: (Required) its VLAN, 1-4094, unlike any other on the connection.
      - `mtu`: (Optional) 1500 or 9001. Changing it can interrupt all virtual interfaces of the connection for half a minute. Default: 1500.
      - `address_family`: (Optional) of its first BGP peer: ipv4 or ipv6. Default: ipv4.
      - `amazon_address`, `customer_address`: (Optional) the two ends' IPv4 addresses, of one /30 or /31 and with its length, such as 169.254.240.1/30; both or none. IPv6 addresses are Amazon's to give. Default: AWS picks.
      - `sitelink`: (Optional) whether your sites reach each other through AWS's network, by SiteLink: through the Direct Connect gateway only. Default: false.
      - `bgp_peers`: (Optional) BGP peers beside the first, such as one for IPv6. Default: none. Each has:
        - `address_family`: (Required) ipv4 or ipv6; no two peers of a virtual interface have both this and the ASN in common.
        - `asn`: (Optional) the ASN of your router for this peer. Default: that of the site.
        - `amazon_address`, `customer_address`: (Optional) as of the virtual interface.
      - `vpc`: (Optional) the one of `vpcs` whose virtual private gateway it leads straight to, instead of `gateway`. Default: null; without a gateway the only VPC there is.
      - `tags`: (Optional) tags of it and its alarms, over the module's. Default: none.
  EOT
  type = object({
    gateway = optional(object({
      id      = optional(string)
      asn     = optional(number)
      name    = optional(string)
      account = optional(string)
    }))
    connections = optional(map(object({
      id            = optional(string)
      location      = optional(string)
      bandwidth     = optional(string)
      provider_name = optional(string)
      macsec        = optional(string)
      skip_destroy  = optional(bool, true)
      lag           = optional(string)
      tags          = optional(map(string), {})
    })), {})
    hosted_connections = optional(map(object({
      id        = string
      confirm   = optional(bool, true)
      location  = optional(string)
      bandwidth = optional(string)
    })), {})
    lags = optional(map(object({
      id            = optional(string)
      location      = optional(string)
      bandwidth     = optional(string)
      provider_name = optional(string)
      force_destroy = optional(bool, false)
      tags          = optional(map(string), {})
    })), {})
    macsec_keys = optional(map(object({
      secret_arn = optional(string)
    })), {})
    virtual_interfaces = optional(map(object({
      connection       = string
      vlan             = number
      mtu              = optional(number, 1500)
      address_family   = optional(string, "ipv4")
      amazon_address   = optional(string)
      customer_address = optional(string)
      sitelink         = optional(bool, false)
      bgp_peers = optional(map(object({
        address_family   = string
        asn              = optional(number)
        amazon_address   = optional(string)
        customer_address = optional(string)
      })), {})
      vpc  = optional(string)
      tags = optional(map(string), {})
    })), {})
  })
  nullable = false

  # A gateway of another account is not given to modules/direct-connect-gateway, so what holds for all gateways stands here.

  validation {
    condition     = try(var.direct_connect.gateway.id, null) == null ? true : can(regex(local.uuid_pattern, var.direct_connect.gateway.id))
    error_message = "direct_connect.gateway.id: ${try(coalesce(var.direct_connect.gateway.id), "null")} is no Direct Connect gateway id; it reads like 1234abcd-12ab-34cd-56ef-1234567890ab."
  }

  validation {
    condition = try(var.direct_connect.gateway.asn, null) == null ? true : anytrue([
      for range in [[64512, 65534], [4200000000, 4294967294]] :
      var.direct_connect.gateway.asn >= range[0] && var.direct_connect.gateway.asn <= range[1] && floor(var.direct_connect.gateway.asn) == var.direct_connect.gateway.asn
    ])
    error_message = "direct_connect.gateway.asn: ${try(coalesce(var.direct_connect.gateway.asn), "null")} cannot be an Amazon-side ASN; take one of 64512-65534 or 4200000000-4294967294."
  }

  validation {
    condition     = try(var.direct_connect.gateway.account, null) == null ? true : can(regex(local.account_pattern, var.direct_connect.gateway.account))
    error_message = "direct_connect.gateway.account: ${try(coalesce(var.direct_connect.gateway.account), "\"\"")} is no account; give its 12 digits."
  }

  validation {
    condition     = try(var.direct_connect.gateway.account, null) == null ? true : var.direct_connect.gateway.id != null
    error_message = "direct_connect.gateway.id: none, but the gateway of account ${try(coalesce(var.direct_connect.gateway.account), "null")} is made there; give its id, or leave account out."
  }

  validation {
    condition     = try(var.direct_connect.gateway.account, null) == null ? true : var.direct_connect.gateway.name == null
    error_message = "direct_connect.gateway.name: belongs to a created gateway, but that of account ${try(coalesce(var.direct_connect.gateway.account), "null")} is made there; leave it out."
  }

  validation {
    condition     = alltrue([for interface in var.direct_connect.virtual_interfaces : !(interface.sitelink && (interface.vpc != null || var.direct_connect.gateway == null))])
    error_message = join("\n", [for key, interface in var.direct_connect.virtual_interfaces : "direct_connect.virtual_interfaces.${key}.sitelink: true, but ${interface.vpc != null ? "vpc leads it straight to ${interface.vpc}" : "without gateway it leads straight to a VPC"}, and SiteLink works through a Direct Connect gateway only; leave it out, or ${interface.vpc != null ? "leave vpc out" : "give gateway"}." if interface.sitelink && (interface.vpc != null || var.direct_connect.gateway == null)])
  }
}
