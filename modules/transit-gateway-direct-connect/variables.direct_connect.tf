variable "direct_connect" {
  description = <<-EOT
    The Direct Connect gateway, connections, and the virtual interfaces on them. All names are yours: up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends.
    - `gateway`: (Required) the Direct Connect gateway, which leads to the transit gateway, and to others of other Regions and accounts.
      - `id`: (Optional) adopts this gateway instead of creating one. Default: null, a gateway is created. An id that is not known before apply must be wrapped: `coalesce(aws_dx_gateway.other.id)`.
      - `asn`: (Optional) the Amazon-side ASN, 64512-65534 or 4200000000-4294967294, and no site's or transit gateway's. Required for a created gateway; changing it replaces that. Of an adopted gateway: the ASN it has, as a fact.
      - `name`: (Optional) what AWS calls a created gateway: up to 100 of a-z, A-Z, 0-9 and -. Default: `name`.
      - `account`: (Optional) the account the gateway `id` belongs to, if that is another: then association is proposed to it. Default: null.
      - `allowed_prefixes`: (Optional) what is announced to the sites for the transit gateway, literally: IPv4 and IPv6 ranges, at most 200, none within another and overlapping none of another transit gateway. Changing them is an update in place, which interrupts nothing. Default: the ranges of `vpcs`.
      - `attachment_id`: (Optional) with `account`: the attachment to the transit gateway that stands once that account has accepted the proposal; then `associations` and `propagations` of sites are made. Default: null. Wrap an unknown one as above.
      - `transit_gateways`: (Optional) further transit gateways on the Direct Connect gateway, of other Regions or accounts: up to five. Default: none.
        - `id`: (Optional) the gateway, of this account. Required without `account`. Wrap an unknown one as above.
        - `asn`: (Required) its Amazon-side ASN, unlike that of any other on the Direct Connect gateway, and of that itself.
        - `allowed_prefixes`: (Required) as above, for this one.
        - `account`: (Optional) the account it belongs to, if that is another: then its proposal is accepted here. Default: null. Wrap an unknown one as above.
        - `proposal_id`: (Optional) the proposal that `account` has made; without it nothing is associated yet. Default: null. Wrap an unknown one as above.
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
    - `virtual_interfaces`: (Optional) transit virtual interfaces, each named in the site it ends at. Default: none.
      - `connection`: (Required) what it is on: the name of one of `connections`, `hosted_connections` or `lags`. A LAG's member carries none.
      - `vlan`: (Required) its VLAN, 1-4094, unlike any other on the connection.
      - `mtu`: (Optional) 1500 or 8500. Changing it can interrupt all virtual interfaces of the connection for half a minute. Default: 1500.
      - `address_family`: (Optional) of its first BGP peer: ipv4 or ipv6. Default: ipv4.
      - `amazon_address`, `customer_address`: (Optional) the two ends' IPv4 addresses, of one /30 or /31 and with its length, such as 169.254.240.1/30; both or none. IPv6 addresses are Amazon's to give. Default: AWS picks.
      - `sitelink`: (Optional) whether your sites reach each other through AWS's network, by SiteLink. Default: false.
      - `bgp_peers`: (Optional) BGP peers beside the first, such as one for IPv6. Default: none. Each has:
        - `address_family`: (Required) ipv4 or ipv6; no two peers of a virtual interface have both this and the ASN in common.
        - `asn`: (Optional) the ASN of your router for this peer. Default: that of the site.
        - `amazon_address`, `customer_address`: (Optional) as of the virtual interface.
      - `tags`: (Optional) tags of it and its alarms, over the module's. Default: none.
  EOT
  type = object({
    gateway = object({
      id               = optional(string)
      asn              = optional(number)
      name             = optional(string)
      account          = optional(string)
      allowed_prefixes = optional(list(string))
      attachment_id    = optional(string)
      transit_gateways = optional(map(object({
        id               = optional(string)
        asn              = number
        allowed_prefixes = list(string)
        account          = optional(string)
        proposal_id      = optional(string)
      })), {})
    })
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
      tags = optional(map(string), {})
    })), {})
  })
  nullable = false

  validation {
    condition     = var.direct_connect.gateway != null
    error_message = "direct_connect.gateway: null, but virtual interfaces lead to a transit gateway through a Direct Connect gateway alone; give it, such as { asn = 64803 }."
  }

  # A gateway of another account is not given to modules/direct-connect-gateway, so what holds for all gateways stands here.

  validation {
    condition     = try(var.direct_connect.gateway.id, null) == null ? true : can(regex(local.uuid_pattern, var.direct_connect.gateway.id))
    error_message = "direct_connect.gateway.id: ${try(coalesce(var.direct_connect.gateway.id), "null")} is no Direct Connect gateway id; it reads like ${local.uuid_example}."
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
    condition     = try(var.direct_connect.gateway.attachment_id, null) == null ? true : can(regex("^tgw-attach-${local.hex}$", var.direct_connect.gateway.attachment_id))
    error_message = "direct_connect.gateway.attachment_id: ${try(coalesce(var.direct_connect.gateway.attachment_id), "null")} is no attachment id; it reads like tgw-attach-0aa11bb22cc33dd44."
  }

  validation {
    condition     = try(var.direct_connect.gateway.attachment_id, null) == null ? true : var.direct_connect.gateway.account != null
    error_message = "direct_connect.gateway.attachment_id: given, but the attachment of a gateway of this account is found by itself; leave it out, or name the gateway's account."
  }

  validation {
    condition     = try(var.direct_connect.gateway.account, null) == null ? true : length(var.direct_connect.gateway.transit_gateways) == 0
    error_message = "direct_connect.gateway.transit_gateways: ${try(join(", ", keys(var.direct_connect.gateway.transit_gateways)), "null")}, but account ${try(coalesce(var.direct_connect.gateway.account), "null")} has the Direct Connect gateway and associates them; say them there."
  }

  validation {
    condition     = alltrue([for key in keys(try(var.direct_connect.gateway.transit_gateways, {})) : can(regex(local.key_pattern, key))])
    error_message = join("\n", [for key in keys(try(var.direct_connect.gateway.transit_gateways, {})) : "direct_connect.gateway.transit_gateways.${key}: ${key} is no name for a transit gateway; ${local.key_advice}." if !can(regex(local.key_pattern, key))])
  }

  validation {
    condition     = !can(var.direct_connect.gateway.transit_gateways[local.own_gateway])
    error_message = "direct_connect.gateway.transit_gateways.${local.own_gateway}: the output associations calls the transit gateway of this module so; take another name."
  }

  validation {
    condition = alltrue([for further in try(values(var.direct_connect.gateway.transit_gateways), []) : (further.id == null) != (further.account == null)])
    error_message = join("\n", [
      for key, further in try(var.direct_connect.gateway.transit_gateways, {}) : "direct_connect.gateway.transit_gateways.${key}: ${further.id == null ? "no id; name the transit gateway, or the account that proposes it" : "an id, but the proposal of account ${coalesce(further.account, "null")} names its gateway; leave one of the two out"}."
      if(further.id == null) == (further.account == null)
    ])
  }

  validation {
    condition     = alltrue([for further in try(values(var.direct_connect.gateway.transit_gateways), []) : further.id == null ? true : can(regex("^tgw-${local.hex}$", further.id))])
    error_message = join("\n", [for key, further in try(var.direct_connect.gateway.transit_gateways, {}) : "direct_connect.gateway.transit_gateways.${key}.id: ${coalesce(further.id, "null")} is no transit gateway id; it reads like tgw-0aa11bb22cc33dd44." if further.id == null ? false : !can(regex("^tgw-${local.hex}$", further.id))])
  }

  validation {
    condition     = alltrue([for further in try(values(var.direct_connect.gateway.transit_gateways), []) : further.account == null ? true : can(regex(local.account_pattern, further.account))])
    error_message = join("\n", [for key, further in try(var.direct_connect.gateway.transit_gateways, {}) : "direct_connect.gateway.transit_gateways.${key}.account: ${coalesce(further.account, "null")} is no account; give its 12 digits." if further.account == null ? false : !can(regex(local.account_pattern, further.account))])
  }

  validation {
    condition     = alltrue([for further in try(values(var.direct_connect.gateway.transit_gateways), []) : further.proposal_id == null || further.account != null])
    error_message = join("\n", [for key, further in try(var.direct_connect.gateway.transit_gateways, {}) : "direct_connect.gateway.transit_gateways.${key}.proposal_id: ${further.proposal_id} without account, the one that has made the proposal; give both, or none for a transit gateway of this account." if further.proposal_id != null && further.account == null])
  }

  validation {
    condition     = alltrue([for further in try(values(var.direct_connect.gateway.transit_gateways), []) : further.proposal_id == null ? true : can(regex(local.uuid_pattern, further.proposal_id))])
    error_message = join("\n", [for key, further in try(var.direct_connect.gateway.transit_gateways, {}) : "direct_connect.gateway.transit_gateways.${key}.proposal_id: ${coalesce(further.proposal_id, "null")} is no proposal; it reads like ${local.uuid_example}." if further.proposal_id == null ? false : !can(regex(local.uuid_pattern, further.proposal_id))])
  }

  validation {
    condition = alltrue([
      for ids in [concat([var.transit_gateway.id], try(values(var.direct_connect.gateway.transit_gateways)[*].id, []))] : length(distinct([for id in ids : id if id != null])) == length([for id in ids : id if id != null])
    ])
    error_message = join("\n", [
      for id, places in merge({}, {
        for use in concat(
          [{ id = var.transit_gateway.id, place = "transit_gateway" }],
          [for key, further in try(var.direct_connect.gateway.transit_gateways, {}) : { id = further.id, place = "direct_connect.gateway.transit_gateways.${key}" }],
        ) : coalesce(use.id, "none") => use.place...
      }) : "${join(" and ", places)}: ${id} stands ${length(places)} times; two gateways are associated once."
      if length(places) > 1 && id != "none"
    ])
  }

  validation {
    condition     = try(length(var.direct_connect.gateway.transit_gateways), 0) < local.transit_gateways_per_gateway
    error_message = "direct_connect.gateway.transit_gateways: ${try(length(var.direct_connect.gateway.transit_gateways), 0)} beside the one here; a Direct Connect gateway takes ${local.transit_gateways_per_gateway}: spread them over several."
  }

  validation {
    condition = alltrue(flatten([
      for further in try(values(var.direct_connect.gateway.transit_gateways), []) : [
        anytrue([for range in [[64512, 65534], [4200000000, 4294967294]] : try(further.asn >= range[0] && further.asn <= range[1] && floor(further.asn) == further.asn, false)])
      ]
    ]))
    error_message = join("\n", [
      for key, further in try(var.direct_connect.gateway.transit_gateways, {}) : "direct_connect.gateway.transit_gateways.${key}.asn: ${coalesce(further.asn, "null")} cannot be an Amazon-side ASN; it is one of 64512-65534 or 4200000000-4294967294."
      if !anytrue([for range in [[64512, 65534], [4200000000, 4294967294]] : try(further.asn >= range[0] && further.asn <= range[1] && floor(further.asn) == further.asn, false)])
    ])
  }

  validation {
    condition = try(var.direct_connect.gateway.asn, null) == null ? true : var.direct_connect.gateway.asn != (
      var.transit_gateway.asn != null ? var.transit_gateway.asn : var.transit_gateway.id == null ? local.default_gateway_asn : -1
    )
    error_message = "direct_connect.gateway.asn: ${try(coalesce(var.direct_connect.gateway.asn), "null")} is the ASN of the transit gateway too${var.transit_gateway.asn != null ? "" : ", AWS's default as transit_gateway.asn is not set"}; AWS associates no two gateways of one ASN: take another private ASN here, such as 64803, or as transit_gateway.asn."
  }

  validation {
    condition     = alltrue([for further in try(values(var.direct_connect.gateway.transit_gateways), []) : try(further.asn != var.direct_connect.gateway.asn, true)])
    error_message = join("\n", [for key, further in try(var.direct_connect.gateway.transit_gateways, {}) : "direct_connect.gateway.transit_gateways.${key}.asn: ${coalesce(further.asn, "null")} is the ASN of the Direct Connect gateway too; AWS associates no two gateways of one ASN: give direct_connect.gateway another." if try(further.asn == var.direct_connect.gateway.asn, false)])
  }

  validation {
    condition = alltrue([
      for asns in [concat(
        [var.transit_gateway.asn != null ? var.transit_gateway.asn : var.transit_gateway.id == null ? local.default_gateway_asn : -1],
        try(values(var.direct_connect.gateway.transit_gateways)[*].asn, []),
      )] : length(toset(asns)) == length(asns)
    ])
    error_message = join("\n", [
      for asn, places in merge({}, {
        for use in concat(
          [{
            asn   = var.transit_gateway.asn != null ? var.transit_gateway.asn : var.transit_gateway.id == null ? local.default_gateway_asn : -1
            place = var.transit_gateway.asn != null ? "transit_gateway.asn" : "transit_gateway.asn (AWS's default, as it is not set)"
          }],
          [for key, further in try(var.direct_connect.gateway.transit_gateways, {}) : { asn = further.asn, place = "direct_connect.gateway.transit_gateways.${key}.asn" }],
        ) : coalesce(use.asn, "null") => use.place...
      }) : "${join(" and ", places)}: ${asn} stands ${length(places)} times; the transit gateways of one Direct Connect gateway need ASNs of their own."
      if length(places) > 1
    ])
  }

  validation {
    condition = alltrue(flatten([
      for gateway in [var.direct_connect.gateway] : [for prefixes in concat([gateway.allowed_prefixes], values(gateway.transit_gateways)[*].allowed_prefixes) : prefixes == null ? true : length(prefixes) > 0] if gateway != null
    ]))
    error_message = join("\n", flatten([
      for gateway in [var.direct_connect.gateway] : [
        for place, prefixes in merge({ gateway = gateway.allowed_prefixes }, { for key, further in gateway.transit_gateways : "gateway.transit_gateways.${key}" => further.allowed_prefixes }) :
        "direct_connect.${place}.allowed_prefixes: empty, so that nothing would be announced to the sites; name at least one range${place == "gateway" ? ", or leave them out, then the ranges of vpcs are announced" : ""}."
        if prefixes == null ? false : length(prefixes) == 0
      ] if gateway != null
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for gateway in [var.direct_connect.gateway] : [
        for prefixes in concat([gateway.allowed_prefixes], values(gateway.transit_gateways)[*].allowed_prefixes) : prefixes == null ? true : length(prefixes) <= local.prefixes_of_transit_gateway
      ] if gateway != null
    ]))
    error_message = join("\n", flatten([
      for gateway in [var.direct_connect.gateway] : [
        for place, prefixes in merge({ gateway = gateway.allowed_prefixes }, { for key, further in gateway.transit_gateways : "gateway.transit_gateways.${key}" => further.allowed_prefixes }) :
        "direct_connect.${place}.allowed_prefixes: ${length(prefixes)} ranges; AWS announces ${local.prefixes_of_transit_gateway} of a transit gateway: summarise them."
        if prefixes == null ? false : length(prefixes) > local.prefixes_of_transit_gateway
      ] if gateway != null
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for gateway in [var.direct_connect.gateway] : [
        for prefixes in concat([gateway.allowed_prefixes], values(gateway.transit_gateways)[*].allowed_prefixes) : [
          for range in coalesce(prefixes, []) : can(regex(local.cidr_pattern, range)) || can(regex(":", cidrhost(range, 0)))
        ]
      ] if gateway != null
    ]))
    error_message = join("\n", flatten([
      for gateway in [var.direct_connect.gateway] : [
        for place, prefixes in merge({ gateway = gateway.allowed_prefixes }, { for key, further in gateway.transit_gateways : "gateway.transit_gateways.${key}" => further.allowed_prefixes }) : [
          for range in coalesce(prefixes, []) : "direct_connect.${place}.allowed_prefixes: ${coalesce(range, "null")} is no range; write it like 10.44.0.0/16 or 2001:db8:44::/56."
          if !can(regex(local.cidr_pattern, range)) && !can(regex(":", cidrhost(range, 0)))
        ]
      ] if gateway != null
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for gateway in [var.direct_connect.gateway] : [
        for prefixes in concat([gateway.allowed_prefixes], values(gateway.transit_gateways)[*].allowed_prefixes) : [
          for range in coalesce(prefixes, []) : can(regex(local.cidr_pattern, range)) || can(regex(":", cidrhost(range, 0))) ? "${cidrhost(range, 0)}/${tonumber(split("/", range)[1])}" == range : true
        ]
      ] if gateway != null
    ]))
    error_message = join("\n", flatten([
      for gateway in [var.direct_connect.gateway] : [
        for place, prefixes in merge({ gateway = gateway.allowed_prefixes }, { for key, further in gateway.transit_gateways : "gateway.transit_gateways.${key}" => further.allowed_prefixes }) : [
          for range in coalesce(prefixes, []) : "direct_connect.${place}.allowed_prefixes: ${range} has bits set behind its prefix, or is not written in AWS's way; write ${cidrhost(range, 0)}/${tonumber(split("/", range)[1])}."
          if can(regex(local.cidr_pattern, range)) || can(regex(":", cidrhost(range, 0))) ? "${cidrhost(range, 0)}/${tonumber(split("/", range)[1])}" != range : false
        ]
      ] if gateway != null
    ]))
  }

  validation {
    # A range lies within another when, cut to a shorter length that another has, it is that other: looked up in an object, for
    # comparing every two would take far longer. What is no range is told of above.
    condition = length(flatten([
      for gateway in [var.direct_connect.gateway] : [
        for ranges in [[for range in flatten(concat([coalesce(gateway.allowed_prefixes, [])], values(gateway.transit_gateways)[*].allowed_prefixes)) : coalesce(range, "null")]] : [
          length(toset(ranges)) == length(ranges) ? [] : ["a range twice"],
          [
            for lengths in [keys({ for range in ranges : try(split("/", range)[1], "") => true... })] : [
              for range in ranges : [
                for length in lengths : range
                if try(tonumber(length) < tonumber(split("/", range)[1]) && contains(ranges, "${cidrhost("${split("/", range)[0]}/${length}", 0)}/${length}"), false)
              ]
            ]
          ],
        ]
      ] if gateway != null
    ])) == 0
    error_message = join("\n", flatten([
      for gateway in [var.direct_connect.gateway] : [
        for uses in [flatten([
          for place, prefixes in merge({ gateway = gateway.allowed_prefixes }, { for key, further in gateway.transit_gateways : "gateway.transit_gateways.${key}" => further.allowed_prefixes }) : [
            for range in coalesce(prefixes, []) : { range = coalesce(range, "null"), place = "direct_connect.${place}.allowed_prefixes" }
          ]
          ])] : [
          for owners in [{ for use in uses : use.range => use.place... }] : [
            [for range, places in owners : "${join(" and ", distinct(places))}: ${range} stands ${length(places)} times; AWS takes no range twice." if length(places) > 1],
            [
              for lengths in [keys({ for range in keys(owners) : try(split("/", range)[1], "") => true... })] : [
                for use in uses : [
                  for wide in [for length in lengths : try("${cidrhost("${split("/", use.range)[0]}/${length}", 0)}/${length}", "") if try(tonumber(length) < tonumber(split("/", use.range)[1]), false)] :
                  "${use.place}: ${use.range} lies in ${wide} of ${join(", ", distinct(owners[wide]))}; AWS takes no range twice."
                  if can(owners[wide])
                ]
              ]
            ],
          ]
        ]
      ] if gateway != null
    ]))
  }
}
