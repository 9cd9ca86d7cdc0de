variable "direct_connect" {
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
}

variable "vpcs" {
  type = map(object({
    id           = string
    cidrs        = list(string)
    route_tables = optional(map(string), {})
    vpn_gateway = optional(object({
      id     = optional(string)
      asn    = optional(number)
      attach = optional(bool)
    }), {})
    allowed_prefixes = optional(list(string))
    account          = optional(string)
    proposal_id      = optional(string)
  }))
  default  = {}
  nullable = false
}
