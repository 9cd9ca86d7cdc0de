variable "public_virtual_interfaces" {
  description = <<-EOT
    Public virtual interfaces, to AWS's public services, by names of yours as of `private_virtual_interfaces`. Default: none.
    - `connection`: (Required) your name of the connection or LAG it is on: what has one name shares its VLANs.
    - `connection_id`: (Required) the id of that: dxcon-... or dxlag-...; need not be known before apply.
    - `vlan`: (Required) its VLAN, 1-4094, unlike any other on the connection.
    - `asn`: (Required) the ASN of your router, 1-2147483646.
    - `address_family`: (Optional) of its first BGP peer: ipv4 or ipv6. Default: ipv4.
    - `amazon_address`, `customer_address`: (Optional) the two ends' public IPv4 addresses, of one /30 or /31 of yours and with its length. Required for ipv4; IPv6 addresses are Amazon's to give.
    - `prefixes`: (Required) the public ranges of yours that you announce there: 1-1000, IPv4 or IPv6. Changing them replaces the virtual interface.
    - `bgp_peers`: (Optional) BGP peers beside the first, by names of yours, such as one for IPv6. Default: none. Each has:
      - `address_family`: (Required) ipv4 or ipv6; no two peers of a virtual interface have both this and the ASN in common.
      - `asn`: (Optional) the ASN of your router for this peer. Default: that of the virtual interface.
      - `amazon_address`, `customer_address`: (Optional) as of the virtual interface.
    - `owner_account`: (Optional) makes it for this other account, which accepts it; then `tags` are said there. Default: null.
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
    prefixes         = list(string)
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
    condition = alltrue(flatten([
      for interfaces in [var.public_virtual_interfaces] : [
        for interface in interfaces : [
          for peer in concat([interface], [for peer in interface.bgp_peers : peer]) : peer.address_family != "ipv4" || peer.amazon_address != null || peer.customer_address != null
        ]
      ]
    ]))
    error_message = join("\n", flatten([
      for kind, interfaces in { public_virtual_interfaces = var.public_virtual_interfaces } : [
        for key, interface in interfaces : [
          for place, peer in merge({ "${kind}.${key}" = interface }, { for peer_key, peer in interface.bgp_peers : "${kind}.${key}.bgp_peers.${peer_key}" => peer }) : "${place}: no amazon_address and customer_address; AWS picks none for a public virtual interface: give two public addresses of one /30 or /31 of yours."
          if peer.address_family == "ipv4" && peer.amazon_address == null && peer.customer_address == null
        ]
      ]
    ]))
  }

  validation {
    condition = !anytrue(flatten([
      for interfaces in [var.public_virtual_interfaces] : [
        for interface in interfaces : [
          for peer in concat([interface], [for peer in interface.bgp_peers : peer]) : [for range in keys(local.not_public) : try(cidrhost("${split("/", peer.amazon_address)[0]}/${split("/", range)[1]}", 0) == split("/", range)[0], false)]
        ]
      ]
    ]))
    error_message = join("\n", flatten([
      for kind, interfaces in { public_virtual_interfaces = var.public_virtual_interfaces } : [
        for key, interface in interfaces : [
          for place, peer in merge({ "${kind}.${key}" = interface }, { for peer_key, peer in interface.bgp_peers : "${kind}.${key}.bgp_peers.${peer_key}" => peer }) : [
            for range, why in local.not_public : "${place}.amazon_address: ${coalesce(peer.amazon_address, "null")} lies in ${range}, which ${why}; take public addresses of yours."
            if try(cidrhost("${split("/", peer.amazon_address)[0]}/${split("/", range)[1]}", 0) == split("/", range)[0], false)
          ]
        ]
      ]
    ]))
  }

  validation {
    # The quota is fixed.
    condition     = alltrue([for interface in var.public_virtual_interfaces : length(interface.prefixes) >= 1 && length(interface.prefixes) <= 1000])
    error_message = join("\n", [for key, interface in var.public_virtual_interfaces : "public_virtual_interfaces.${key}.prefixes: ${length(interface.prefixes)} ranges; name 1-1000 public ranges of yours, summarised." if length(interface.prefixes) < 1 || length(interface.prefixes) > 1000])
  }

  validation {
    condition = alltrue([for prefix in flatten(values(var.public_virtual_interfaces)[*].prefixes) : can(regex(local.cidr_pattern, prefix)) || can(regex(":", cidrhost(prefix, 0)))])
    error_message = join("\n", flatten([
      for key, interface in var.public_virtual_interfaces : [
        for prefix in interface.prefixes : "public_virtual_interfaces.${key}.prefixes: ${coalesce(prefix, "null")} is no range; write it like 198.51.100.0/24 or 2001:db8:44::/56."
        if !(can(regex(local.cidr_pattern, prefix)) || can(regex(":", cidrhost(prefix, 0))))
      ]
    ]))
  }

  validation {
    condition = alltrue([for prefix in flatten(values(var.public_virtual_interfaces)[*].prefixes) : can(regex(local.cidr_pattern, prefix)) || can(regex(":", cidrhost(prefix, 0))) ? "${cidrhost(prefix, 0)}/${tonumber(split("/", prefix)[1])}" == prefix : true])
    error_message = join("\n", flatten([
      for key, interface in var.public_virtual_interfaces : [
        for prefix in interface.prefixes : "public_virtual_interfaces.${key}.prefixes: ${prefix} has bits set behind its prefix, or is not written in AWS's way; write ${cidrhost(prefix, 0)}/${tonumber(split("/", prefix)[1])}."
        if can(regex(local.cidr_pattern, prefix)) || can(regex(":", cidrhost(prefix, 0))) ? "${cidrhost(prefix, 0)}/${tonumber(split("/", prefix)[1])}" != prefix : false
      ]
    ]))
  }

  validation {
    condition     = alltrue([for interface in var.public_virtual_interfaces : length(toset(interface.prefixes)) == length(interface.prefixes)])
    error_message = join("\n", flatten([for key, interface in var.public_virtual_interfaces : [for prefix, times in { for prefix in interface.prefixes : coalesce(prefix, "null") => true... } : "public_virtual_interfaces.${key}.prefixes: ${prefix} stands ${length(times)} times; name each once." if length(times) > 1]]))
  }

  validation {
    # Two ranges overlap when, cut to the shorter length, they are the same. What is no range is told of above.
    condition = !anytrue(flatten([
      for prefix in flatten(values(var.public_virtual_interfaces)[*].prefixes) : [
        for range in keys(local.not_public) : try(strcontains(prefix, ":") != strcontains(range, ":") ? false : tonumber(split("/", prefix)[1]) < tonumber(split("/", range)[1]) ? cidrhost("${split("/", range)[0]}/${split("/", prefix)[1]}", 0) == split("/", prefix)[0] : cidrhost("${split("/", prefix)[0]}/${split("/", range)[1]}", 0) == split("/", range)[0], false)
      ]
    ]))
    error_message = join("\n", flatten([
      for key, interface in var.public_virtual_interfaces : [
        for prefix in interface.prefixes : [
          for range, why in local.not_public : "public_virtual_interfaces.${key}.prefixes: ${prefix} overlaps ${range}, which ${why}; name public ranges of yours."
          if try(strcontains(prefix, ":") != strcontains(range, ":") ? false : tonumber(split("/", prefix)[1]) < tonumber(split("/", range)[1]) ? cidrhost("${split("/", range)[0]}/${split("/", prefix)[1]}", 0) == split("/", prefix)[0] : cidrhost("${split("/", prefix)[0]}/${split("/", range)[1]}", 0) == split("/", range)[0], false)
        ]
      ]
    ]))
  }

  # What holds for virtual interfaces of all three kinds stands from here on: this is the variable that can see the others.

  validation {
    condition = alltrue([for key in flatten([for interfaces in [var.private_virtual_interfaces, var.transit_virtual_interfaces, var.public_virtual_interfaces] : keys(interfaces)]) : can(regex(local.key_pattern, key))])
    error_message = join("\n", flatten([
      for kind, interfaces in {
        private_virtual_interfaces = var.private_virtual_interfaces
        transit_virtual_interfaces = var.transit_virtual_interfaces
        public_virtual_interfaces  = var.public_virtual_interfaces
        } : [
        for key in keys(interfaces) : "${kind}.${key}: ${key} is no name for a virtual interface; ${local.key_advice}." if !can(regex(local.key_pattern, key))
      ]
    ]))
  }

  validation {
    condition = alltrue([for key in flatten([for interfaces in [var.private_virtual_interfaces, var.transit_virtual_interfaces, var.public_virtual_interfaces] : [for interface in interfaces : keys(interface.bgp_peers)]]) : can(regex(local.key_pattern, key))])
    error_message = join("\n", flatten([
      for kind, interfaces in {
        private_virtual_interfaces = var.private_virtual_interfaces
        transit_virtual_interfaces = var.transit_virtual_interfaces
        public_virtual_interfaces  = var.public_virtual_interfaces
        } : [
        for key, interface in interfaces : [
          for peer in keys(interface.bgp_peers) : "${kind}.${key}.bgp_peers.${peer}: ${peer} is no name for a BGP peer; ${local.key_advice}." if !can(regex(local.key_pattern, peer))
        ]
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for interfaces in [var.private_virtual_interfaces, var.transit_virtual_interfaces, var.public_virtual_interfaces] : [
        for interface in interfaces : can(regex(local.key_pattern, interface.connection))
      ]
    ]))
    error_message = join("\n", flatten([
      for kind, interfaces in {
        private_virtual_interfaces = var.private_virtual_interfaces
        transit_virtual_interfaces = var.transit_virtual_interfaces
        public_virtual_interfaces  = var.public_virtual_interfaces
        } : [
        for key, interface in interfaces : "${kind}.${key}.connection: ${coalesce(interface.connection, "null")} is no name for a connection; ${local.key_advice}."
        if !can(regex(local.key_pattern, interface.connection))
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for interfaces in [var.private_virtual_interfaces, var.transit_virtual_interfaces, var.public_virtual_interfaces] : [
        for interface in interfaces : can(regex(local.connection_pattern, interface.connection_id))
      ]
    ]))
    error_message = join("\n", flatten([
      for kind, interfaces in {
        private_virtual_interfaces = var.private_virtual_interfaces
        transit_virtual_interfaces = var.transit_virtual_interfaces
        public_virtual_interfaces  = var.public_virtual_interfaces
        } : [
        for key, interface in interfaces : "${kind}.${key}.connection_id: ${coalesce(interface.connection_id, "null")} is no connection and no LAG; it reads like dxcon-0aa11bb2 or dxlag-0aa11bb2."
        if !can(regex(local.connection_pattern, interface.connection_id))
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for interfaces in [var.private_virtual_interfaces, var.transit_virtual_interfaces, var.public_virtual_interfaces] : [
        for interface in interfaces : try(interface.vlan >= 1 && interface.vlan <= 4094 && floor(interface.vlan) == interface.vlan, false)
      ]
    ]))
    error_message = join("\n", flatten([
      for kind, interfaces in {
        private_virtual_interfaces = var.private_virtual_interfaces
        transit_virtual_interfaces = var.transit_virtual_interfaces
        public_virtual_interfaces  = var.public_virtual_interfaces
        } : [
        for key, interface in interfaces : "${kind}.${key}.vlan: ${coalesce(interface.vlan, "null")} is no VLAN; take one of 1-4094."
        if !try(interface.vlan >= 1 && interface.vlan <= 4094 && floor(interface.vlan) == interface.vlan, false)
      ]
    ]))
  }

  validation {
    condition = length(toset(flatten([
      for interfaces in [var.private_virtual_interfaces, var.transit_virtual_interfaces, var.public_virtual_interfaces] : [for interface in interfaces : "${coalesce(interface.connection, "null")}/${coalesce(interface.vlan, 0)}"]
    ]))) == length(var.private_virtual_interfaces) + length(var.transit_virtual_interfaces) + length(var.public_virtual_interfaces)
    error_message = join("\n", [
      for at, places in merge({}, {
        for use in flatten([
          for kind, interfaces in {
            private_virtual_interfaces = var.private_virtual_interfaces
            transit_virtual_interfaces = var.transit_virtual_interfaces
            public_virtual_interfaces  = var.public_virtual_interfaces
          } : [for key, interface in interfaces : { at = "${coalesce(interface.vlan, 0)} on connection ${coalesce(interface.connection, "null")}", place = "${kind}.${key}" }]
        ]) : use.at => use.place...
      }) : "${join(" and ", places)}: VLAN ${at} stands ${length(places)} times; give each a VLAN of its own."
      if length(places) > 1
    ])
  }

  validation {
    # The quotas are fixed.
    condition = alltrue([
      for connection in toset(flatten([for interfaces in [var.private_virtual_interfaces, var.transit_virtual_interfaces, var.public_virtual_interfaces] : values(interfaces)[*].connection])) : (
        length([for interface in var.transit_virtual_interfaces : true if interface.connection == connection]) <= local.transit_per_connection
        && length([for interface in concat(values(var.private_virtual_interfaces)[*].connection, values(var.public_virtual_interfaces)[*].connection) : true if interface == connection]) <= local.others_per_connection
        && length([for interface in concat(values(var.private_virtual_interfaces)[*].connection, values(var.public_virtual_interfaces)[*].connection, values(var.transit_virtual_interfaces)[*].connection) : true if interface == connection]) <= local.interfaces_per_connection
      )
    ])
    error_message = join("\n", flatten([
      for connection in toset(flatten([for interfaces in [var.private_virtual_interfaces, var.transit_virtual_interfaces, var.public_virtual_interfaces] : values(interfaces)[*].connection])) : [
        for count in [{
          transit = length([for interface in var.transit_virtual_interfaces : true if interface.connection == connection])
          other   = length([for interface in concat(values(var.private_virtual_interfaces)[*].connection, values(var.public_virtual_interfaces)[*].connection) : true if interface == connection])
        }] : "virtual interfaces on connection ${connection}: ${count.transit} transit and ${count.other} others; a connection or LAG takes ${local.transit_per_connection} and ${local.others_per_connection}, ${local.interfaces_per_connection} in all: spread them over several."
        if count.transit > local.transit_per_connection || count.other > local.others_per_connection || count.transit + count.other > local.interfaces_per_connection
      ]
    ]))
  }

  validation {
    # A name is one connection, and a connection has one name.
    condition = alltrue([
      for same in [
        toset(flatten([for interfaces in [var.private_virtual_interfaces, var.transit_virtual_interfaces, var.public_virtual_interfaces] : [for interface in interfaces : interface.connection]])),
        toset(flatten([for interfaces in [var.private_virtual_interfaces, var.transit_virtual_interfaces, var.public_virtual_interfaces] : [for interface in interfaces : interface.connection_id]])),
      ] : length(same) == length(toset(flatten([for interfaces in [var.private_virtual_interfaces, var.transit_virtual_interfaces, var.public_virtual_interfaces] : [for interface in interfaces : "${coalesce(interface.connection, "null")} ${coalesce(interface.connection_id, "null")}"]])))
    ])
    error_message = join("\n", concat(
      [
        for name, ids in merge({}, {
          for use in flatten([
            for kind, interfaces in {
              private_virtual_interfaces = var.private_virtual_interfaces
              transit_virtual_interfaces = var.transit_virtual_interfaces
              public_virtual_interfaces  = var.public_virtual_interfaces
            } : [for key, interface in interfaces : { name = coalesce(interface.connection, "null"), id = coalesce(interface.connection_id, "null") }]
          ]) : use.name => use.id...
        }) : "connection ${name}: is ${join(" and ", distinct(ids))}; give each connection a name of its own." if length(distinct(ids)) > 1
      ],
      [
        for id, names in merge({}, {
          for use in flatten([
            for kind, interfaces in {
              private_virtual_interfaces = var.private_virtual_interfaces
              transit_virtual_interfaces = var.transit_virtual_interfaces
              public_virtual_interfaces  = var.public_virtual_interfaces
            } : [for key, interface in interfaces : { name = coalesce(interface.connection, "null"), id = coalesce(interface.connection_id, "null") }]
          ]) : use.id => use.name...
        }) : "connection ${join(" and ", distinct(names))}: all are ${id}; call it by one name, for its VLANs to be compared." if length(distinct(names)) > 1
      ],
    ))
  }

  validation {
    condition = alltrue(flatten([
      for interfaces in [var.private_virtual_interfaces, var.transit_virtual_interfaces, var.public_virtual_interfaces] : [
        for interface in interfaces : [
          for peer in concat([interface], [for peer in interface.bgp_peers : peer]) : try(contains(["ipv4", "ipv6"], peer.address_family), false)
        ]
      ]
    ]))
    error_message = join("\n", flatten([
      for kind, interfaces in {
        private_virtual_interfaces = var.private_virtual_interfaces
        transit_virtual_interfaces = var.transit_virtual_interfaces
        public_virtual_interfaces  = var.public_virtual_interfaces
        } : [
        for key, interface in interfaces : [
          for place, peer in merge({ "${kind}.${key}" = interface }, { for peer_key, peer in interface.bgp_peers : "${kind}.${key}.bgp_peers.${peer_key}" => peer }) : "${place}.address_family: ${coalesce(peer.address_family, "null")} is not one of ipv4, ipv6; take one of them."
          if !try(contains(["ipv4", "ipv6"], peer.address_family), false)
        ]
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for interfaces in [var.private_virtual_interfaces, var.transit_virtual_interfaces, var.public_virtual_interfaces] : [
        for interface in interfaces : interface.asn != null
      ]
    ]))
    error_message = join("\n", flatten([
      for kind, interfaces in {
        private_virtual_interfaces = var.private_virtual_interfaces
        transit_virtual_interfaces = var.transit_virtual_interfaces
        public_virtual_interfaces  = var.public_virtual_interfaces
        } : [
        for key, interface in interfaces : "${kind}.${key}.asn: null is no ASN; give that of your router."
        if interface.asn == null
      ]
    ]))
  }

  validation {
    # The provider sends it as a 32-bit number with a sign.
    condition = alltrue(flatten([
      for interfaces in [var.private_virtual_interfaces, var.transit_virtual_interfaces, var.public_virtual_interfaces] : [
        for interface in interfaces : [
          for peer in concat([interface], [for peer in interface.bgp_peers : peer]) : peer.asn == null ? true : peer.asn >= 1 && peer.asn <= 2147483646 && floor(peer.asn) == peer.asn
        ]
      ]
    ]))
    error_message = join("\n", flatten([
      for kind, interfaces in {
        private_virtual_interfaces = var.private_virtual_interfaces
        transit_virtual_interfaces = var.transit_virtual_interfaces
        public_virtual_interfaces  = var.public_virtual_interfaces
        } : [
        for key, interface in interfaces : [
          for place, peer in merge({ "${kind}.${key}" = interface }, { for peer_key, peer in interface.bgp_peers : "${kind}.${key}.bgp_peers.${peer_key}" => peer }) : "${place}.asn: ${coalesce(peer.asn, 0)} is no ASN that the provider can give a virtual interface; take one of 1-2147483646, if private then of 64512-65534."
          if peer.asn == null ? false : !(peer.asn >= 1 && peer.asn <= 2147483646 && floor(peer.asn) == peer.asn)
        ]
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for interfaces in [var.private_virtual_interfaces, var.transit_virtual_interfaces, var.public_virtual_interfaces] : [
        for interface in interfaces : [
          for peer in concat([interface], [for peer in interface.bgp_peers : peer]) : !contains(concat([7224], lookup(local.reserved_asns, data.aws_region.current.id, [])), coalesce(peer.asn, 0))
        ]
      ]
    ]))
    error_message = join("\n", flatten([
      for kind, interfaces in {
        private_virtual_interfaces = var.private_virtual_interfaces
        transit_virtual_interfaces = var.transit_virtual_interfaces
        public_virtual_interfaces  = var.public_virtual_interfaces
        } : [
        for key, interface in interfaces : [
          for place, peer in merge({ "${kind}.${key}" = interface }, { for peer_key, peer in interface.bgp_peers : "${kind}.${key}.bgp_peers.${peer_key}" => peer }) : "${place}.asn: ${coalesce(peer.asn, 0)} is reserved by Amazon${peer.asn == 7224 ? "" : " in ${data.aws_region.current.id}"}; use a private ASN such as 65010."
          if contains(concat([7224], lookup(local.reserved_asns, data.aws_region.current.id, [])), coalesce(peer.asn, 0))
        ]
      ]
    ]))
  }

  validation {
    # The provider finds a peer by its virtual interface, address family and ASN alone.
    condition = alltrue(flatten([
      for interfaces in [var.private_virtual_interfaces, var.transit_virtual_interfaces, var.public_virtual_interfaces] : [
        for interface in interfaces : length(toset(concat(
          ["${interface.address_family} ${coalesce(interface.asn, 0)}"],
          [for peer in interface.bgp_peers : "${coalesce(peer.address_family, "null")} ${coalesce(peer.asn, interface.asn, 0)}"],
        ))) == 1 + length(interface.bgp_peers)
      ]
    ]))
    error_message = join("\n", flatten([
      for kind, interfaces in {
        private_virtual_interfaces = var.private_virtual_interfaces
        transit_virtual_interfaces = var.transit_virtual_interfaces
        public_virtual_interfaces  = var.public_virtual_interfaces
        } : [
        for key, interface in interfaces : [
          for what, places in merge({}, {
            for use in concat(
              [{ what = "${interface.address_family} with ASN ${coalesce(interface.asn, 0)}", place = "the first" }],
              [for peer_key, peer in interface.bgp_peers : { what = "${coalesce(peer.address_family, "null")} with ASN ${coalesce(peer.asn, interface.asn, 0)}", place = peer_key }],
            ) : use.what => use.place...
          }) : "${kind}.${key}.bgp_peers: ${what} is what ${join(" and ", places)} are for; one peer is enough, or give another ASN."
          if length(places) > 1
        ]
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for interfaces in [var.private_virtual_interfaces, var.transit_virtual_interfaces, var.public_virtual_interfaces] : [
        for interface in interfaces : [
          for peer in concat([interface], [for peer in interface.bgp_peers : peer]) : (
            peer.amazon_address == null && peer.customer_address == null ? true : peer.address_family == "ipv6" ? false : try(
              can(regex(local.peer_pattern, peer.amazon_address)) && can(regex(local.peer_pattern, peer.customer_address)) && peer.amazon_address != peer.customer_address
              && split("/", peer.amazon_address)[1] == split("/", peer.customer_address)[1] && cidrhost(peer.amazon_address, 0) == cidrhost(peer.customer_address, 0)
              # A /30 has a first and a last address that are no hosts.
              && (endswith(peer.amazon_address, "/31") ? true : length(setintersection([for address in [peer.amazon_address, peer.customer_address] : split("/", address)[0]], [cidrhost(peer.amazon_address, 0), cidrhost(peer.amazon_address, 3)])) == 0),
              false,
            )
          )
        ]
      ]
    ]))
    error_message = join("\n", flatten([
      for kind, interfaces in {
        private_virtual_interfaces = var.private_virtual_interfaces
        transit_virtual_interfaces = var.transit_virtual_interfaces
        public_virtual_interfaces  = var.public_virtual_interfaces
        } : [
        for key, interface in interfaces : [
          for place, peer in merge({ "${kind}.${key}" = interface }, { for peer_key, peer in interface.bgp_peers : "${kind}.${key}.bgp_peers.${peer_key}" => peer }) : "${place}: ${
            peer.address_family == "ipv6" ? "amazon_address ${coalesce(peer.amazon_address, "null")}, customer_address ${coalesce(peer.customer_address, "null")}; an IPv6 peer's addresses are Amazon's to give: leave them out"
            : peer.amazon_address == null || peer.customer_address == null ? "${peer.amazon_address == null ? "customer_address" : "amazon_address"} alone; give the addresses of both ends, or of none"
            : "amazon_address ${peer.amazon_address} and customer_address ${peer.customer_address} are not the two hosts of one /30 or /31; write them like 169.254.240.1/30 and 169.254.240.2/30"
          }."
          if !(
            peer.amazon_address == null && peer.customer_address == null ? true : peer.address_family == "ipv6" ? false : try(
              can(regex(local.peer_pattern, peer.amazon_address)) && can(regex(local.peer_pattern, peer.customer_address)) && peer.amazon_address != peer.customer_address
              && split("/", peer.amazon_address)[1] == split("/", peer.customer_address)[1] && cidrhost(peer.amazon_address, 0) == cidrhost(peer.customer_address, 0)
              # A /30 has a first and a last address that are no hosts.
              && (endswith(peer.amazon_address, "/31") ? true : length(setintersection([for address in [peer.amazon_address, peer.customer_address] : split("/", address)[0]], [cidrhost(peer.amazon_address, 0), cidrhost(peer.amazon_address, 3)])) == 0),
              false,
            )
          )
        ]
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for interfaces in [var.private_virtual_interfaces, var.transit_virtual_interfaces, var.public_virtual_interfaces] : [
        for interface in interfaces : interface.owner_account == null ? true : can(regex(local.account_pattern, interface.owner_account))
      ]
    ]))
    error_message = join("\n", flatten([
      for kind, interfaces in {
        private_virtual_interfaces = var.private_virtual_interfaces
        transit_virtual_interfaces = var.transit_virtual_interfaces
        public_virtual_interfaces  = var.public_virtual_interfaces
        } : [
        for key, interface in interfaces : "${kind}.${key}.owner_account: ${coalesce(interface.owner_account, "null")} is no account; give its 12 digits."
        if interface.owner_account == null ? false : !can(regex(local.account_pattern, interface.owner_account))
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for interfaces in [var.private_virtual_interfaces, var.transit_virtual_interfaces, var.public_virtual_interfaces] : [
        for interface in interfaces : interface.owner_account == null || length([for attribute, given in { sitelink = try(interface.sitelink, false), vpn_gateway_id = try(interface.vpn_gateway_id, null) != null, tags = length(interface.tags) > 0 } : attribute if given]) == 0
      ]
    ]))
    error_message = join("\n", flatten([
      for kind, interfaces in {
        private_virtual_interfaces = var.private_virtual_interfaces
        transit_virtual_interfaces = var.transit_virtual_interfaces
        public_virtual_interfaces  = var.public_virtual_interfaces
        } : [
        for key, interface in interfaces : "${kind}.${key}: ${join(", ", [for attribute, given in { sitelink = try(interface.sitelink, false), vpn_gateway_id = try(interface.vpn_gateway_id, null) != null, tags = length(interface.tags) > 0 } : attribute if given])} given, but account ${coalesce(interface.owner_account, "null")} says that when it accepts the interface; leave it out here."
        if interface.owner_account != null && length([for attribute, given in { sitelink = try(interface.sitelink, false), vpn_gateway_id = try(interface.vpn_gateway_id, null) != null, tags = length(interface.tags) > 0 } : attribute if given]) > 0
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for interfaces in [var.private_virtual_interfaces, var.transit_virtual_interfaces, var.public_virtual_interfaces] : [
        for interface in interfaces : [
          for tag, value in interface.tags : can(regex("^.{1,128}$", tag)) && !startswith(lower(tag), "aws:") && tag != "Name" && try(length(value) <= 256, false)
        ]
      ]
    ]))
    error_message = join("\n", flatten([
      for kind, interfaces in {
        private_virtual_interfaces = var.private_virtual_interfaces
        transit_virtual_interfaces = var.transit_virtual_interfaces
        public_virtual_interfaces  = var.public_virtual_interfaces
        } : [
        for key, interface in interfaces : [
          for tag, value in interface.tags : join("", [
            "${kind}.${key}.tags.${tag}: ",
            startswith(lower(tag), "aws:") ? "keys that start with aws: are Amazon's; take another key."
            : tag == "Name" ? "tieline names what it makes; take another key."
            : value == null ? "null is no value; give text, or take the tag away."
            : !can(regex("^.{1,128}$", tag)) ? "the key has ${length(tag)} characters, AWS takes 1-128; shorten it."
            : "the value has ${length(value)} characters, AWS takes up to 256; shorten it.",
          ])
          if !(can(regex("^.{1,128}$", tag)) && !startswith(lower(tag), "aws:") && tag != "Name" && try(length(value) <= 256, false))
        ]
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for interfaces in [var.private_virtual_interfaces, var.transit_virtual_interfaces, var.public_virtual_interfaces] : [
        for interface in interfaces : length(merge(var.tags, interface.tags)) <= 45
      ]
    ]))
    error_message = join("\n", flatten([
      for kind, interfaces in {
        private_virtual_interfaces = var.private_virtual_interfaces
        transit_virtual_interfaces = var.transit_virtual_interfaces
        public_virtual_interfaces  = var.public_virtual_interfaces
        } : [
        for key, interface in interfaces : "${kind}.${key}.tags: ${length(merge(var.tags, interface.tags))} tags with the module's; AWS takes 50 on a resource and up to 5 are set here: keep to 45."
        if length(merge(var.tags, interface.tags)) > 45
      ]
    ]))
  }
}
