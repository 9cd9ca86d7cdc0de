# modules/transit-gateway-direct-connect has the same file: tools/docs.py copies it from modules/direct-connect.
variable "sites" {
  description = <<-EOT
    Your places, by names of yours: up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends. Default: none.
    - `cidrs`: (Required) the address ranges of the site: IPv4, at least one, overlapping no other site's and no VPC's. Where virtual interfaces end: at most 100, for AWS takes no more from a router.
    - `asn`: (Optional) the ASN of its routers, 1-2147483646. Required where virtual interfaces end. Default: null.
    - `virtual_interfaces`: (Optional) those of `direct_connect.virtual_interfaces` that end here, by their names, such as `{ north = {} }`. Each ends at one site. Default: none, then the site's ranges are only checked.
  EOT
  type = map(object({
    cidrs              = list(string)
    asn                = optional(number)
    virtual_interfaces = optional(map(object({})), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for key in keys(var.sites) : can(regex(local.key_pattern, key))])
    error_message = join("\n", [for key in keys(var.sites) : "sites.${key}: ${key} is no name for a site; ${local.key_advice}." if !can(regex(local.key_pattern, key))])
  }

  validation {
    condition     = alltrue([for site in var.sites : length(site.cidrs) > 0])
    error_message = join("\n", [for key, site in var.sites : "sites.${key}.cidrs: empty; name at least one range." if length(site.cidrs) == 0])
  }

  validation {
    condition = alltrue([for cidr in flatten(values(var.sites)[*].cidrs) : can(regex(local.cidr_pattern, cidr))])
    error_message = join("\n", flatten([
      for key, site in var.sites : [
        for cidr in site.cidrs : "sites.${key}.cidrs: ${coalesce(cidr, "null")} is no IPv4 range; write it like 192.168.40.0/22. IPv6 ranges need not be stated."
        if !can(regex(local.cidr_pattern, cidr))
      ]
    ]))
  }

  validation {
    condition = alltrue([for cidr in flatten(values(var.sites)[*].cidrs) : can(regex(local.cidr_pattern, cidr)) ? cidrhost(cidr, 0) == split("/", cidr)[0] : true])
    error_message = join("\n", flatten([
      for key, site in var.sites : [
        for cidr in site.cidrs : "sites.${key}.cidrs: ${cidr} has bits set behind its prefix; write ${cidrhost(cidr, 0)}/${split("/", cidr)[1]}."
        if can(regex(local.cidr_pattern, cidr)) ? cidrhost(cidr, 0) != split("/", cidr)[0] : false
      ]
    ]))
  }

  validation {
    # Two ranges overlap when, cut to the shorter length, they are the same. What is no range is told of above.
    condition = !anytrue(flatten([
      for cidr in flatten(values(var.sites)[*].cidrs) : [
        for range in keys(local.unusable) : can(regex(local.cidr_pattern, cidr)) ? cidrhost("${split("/", cidr)[0]}/${min(split("/", cidr)[1], split("/", range)[1])}", 0) == cidrhost("${split("/", range)[0]}/${min(split("/", cidr)[1], split("/", range)[1])}", 0) : false
      ]
    ]))
    error_message = join("\n", flatten([
      for key, site in var.sites : [
        for cidr in site.cidrs : [
          for clashes in [[
            for range, why in local.unusable : "${range}, which ${why}"
            if can(regex(local.cidr_pattern, cidr)) ? cidrhost("${split("/", cidr)[0]}/${min(split("/", cidr)[1], split("/", range)[1])}", 0) == cidrhost("${split("/", range)[0]}/${min(split("/", cidr)[1], split("/", range)[1])}", 0) : false
          ]] : "sites.${key}.cidrs: ${cidr} overlaps ${join(", and ", clashes)}; name ranges the network really has."
          if length(clashes) > 0
        ]
      ]
    ]))
  }

  validation {
    condition = length(toset(flatten(values(var.sites)[*].cidrs))) == length(flatten(values(var.sites)[*].cidrs))
    error_message = join("\n", [
      for cidr, places in merge({}, {
        for use in flatten([
          for key, site in var.sites : [for cidr in site.cidrs : { cidr = coalesce(cidr, "null"), place = "sites.${key}.cidrs" }]
        ]) : use.cidr => use.place...
      }) : "${join(" and ", distinct(places))}: ${cidr} stands ${length(places)} times; networks that are joined need ranges of their own."
      if length(places) > 1
    ])
  }

  validation {
    # A range lies within another when, cut to a shorter length that another has, it is that other: looked up in an object,
    # for comparing every two would take far longer. What is no range is told of above.
    condition = length(flatten([
      for all in [{ for cidr in flatten(values(var.sites)[*].cidrs) : coalesce(cidr, "null") => true... }] : [
        for lengths in [keys({ for cidr in keys(all) : try(split("/", cidr)[1], "") => true... })] : [
          for cidr in keys(all) : [
            for length in lengths : cidr
            if try(tonumber(length) < tonumber(split("/", cidr)[1]), false) && can(all["${cidrhost("${split("/", cidr)[0]}/${length}", 0)}/${length}"])
          ]
        ]
      ]
    ])) == 0
    error_message = join("\n", flatten([
      for owners in [{ for use in flatten([for key, site in var.sites : [for cidr in site.cidrs : { cidr = coalesce(cidr, "null"), site = key }]]) : use.cidr => use.site... }] : [
        for lengths in [keys({ for cidr in keys(owners) : try(split("/", cidr)[1], "") => true... })] : [
          for key, site in var.sites : [
            for cidr in site.cidrs : [
              for wide in [for length in lengths : try("${cidrhost("${split("/", cidr)[0]}/${length}", 0)}/${length}", "") if try(tonumber(length) < tonumber(split("/", cidr)[1]), false)] :
              "sites.${key}.cidrs: ${cidr} lies in ${wide} of ${join(", ", [for other in distinct(owners[wide]) : "sites.${other}"])}; networks that are joined need ranges of their own."
              if can(owners[wide])
            ]
          ]
        ]
      ]
    ]))
  }

  validation {
    # The quota is fixed, and each virtual interface learns all of its site's ranges.
    condition     = alltrue([for site in var.sites : length(site.virtual_interfaces) == 0 || length(site.cidrs) <= 100])
    error_message = join("\n", [for key, site in var.sites : "sites.${key}.cidrs: ${length(site.cidrs)} ranges to learn by BGP; a virtual interface takes 100 and then drops the session: have the routers summarise, and state the summaries." if length(site.virtual_interfaces) > 0 && length(site.cidrs) > 100])
  }

  validation {
    condition     = alltrue([for site in var.sites : length(site.virtual_interfaces) == 0 || site.asn != null])
    error_message = join("\n", [for key, site in var.sites : "sites.${key}.asn: none, and BGP needs one where virtual interfaces end; give the ASN of the site's routers, if private then of 64512-65534." if length(site.virtual_interfaces) > 0 && site.asn == null])
  }

  validation {
    # The provider sends it as a 32-bit number with a sign.
    condition = alltrue([for asn in values(var.sites)[*].asn : asn == null ? true : asn >= 1 && asn <= 2147483646 && floor(asn) == asn])
    error_message = join("\n", [
      for key, site in var.sites : "sites.${key}.asn: ${site.asn} is no ASN that the provider can give a virtual interface; take one of 1-2147483646, if private then of 64512-65534."
      if site.asn == null ? false : site.asn < 1 || site.asn > 2147483646 || floor(site.asn) != site.asn
    ])
  }

  validation {
    condition = !anytrue([for asn in values(var.sites)[*].asn : contains(concat([7224], lookup(local.reserved_asns, data.aws_region.current.id, [])), coalesce(asn, 0))])
    error_message = join("\n", [
      for key, site in var.sites : "sites.${key}.asn: ${site.asn} is reserved by Amazon${site.asn == 7224 ? "" : " in ${data.aws_region.current.id}"}; use a private ASN such as 65010."
      if contains(concat([7224], lookup(local.reserved_asns, data.aws_region.current.id, [])), coalesce(site.asn, 0))
    ])
  }

  validation {
    condition = alltrue(flatten([for site in var.sites : [for interface in keys(site.virtual_interfaces) : can(var.direct_connect.virtual_interfaces[interface])]]))
    error_message = join("\n", flatten([
      for key, site in var.sites : [
        for interface in keys(site.virtual_interfaces) : "sites.${key}.virtual_interfaces.${interface}: ${interface} is not in direct_connect.virtual_interfaces, which ${length(var.direct_connect.virtual_interfaces) > 0 ? "has ${join(", ", keys(var.direct_connect.virtual_interfaces))}" : "is empty"}; take one of these, or add it."
        if !can(var.direct_connect.virtual_interfaces[interface])
      ]
    ]))
  }

  validation {
    condition = length(toset(flatten([for site in var.sites : keys(site.virtual_interfaces)]))) == length(flatten([for site in var.sites : keys(site.virtual_interfaces)]))
    error_message = join("\n", [
      for interface, sites in merge({}, {
        for use in flatten([
          for key, site in var.sites : [for interface in keys(site.virtual_interfaces) : { interface = interface, site = key }]
        ]) : use.interface => use.site...
      }) : "${join(" and ", [for site in sites : "sites.${site}.virtual_interfaces.${interface}"])}: ${interface} ends at ${length(sites)} sites; a virtual interface ends at one: name it there alone."
      if length(sites) > 1
    ])
  }

  # What holds for virtual interfaces in every pattern stands from here on. Each ends at a site, or is told of here.

  validation {
    condition     = length(setsubtract(keys(var.direct_connect.virtual_interfaces), flatten([for site in var.sites : keys(site.virtual_interfaces)]))) == 0
    error_message = join("\n", [for key in setsubtract(keys(var.direct_connect.virtual_interfaces), flatten([for site in var.sites : keys(site.virtual_interfaces)])) : "direct_connect.virtual_interfaces.${key}: ends at no site; name it in the virtual_interfaces of the one its router stands at."])
  }

  validation {
    condition = alltrue(flatten([
      for site in var.sites : [
        for interface in [for key in keys(site.virtual_interfaces) : var.direct_connect.virtual_interfaces[key] if can(var.direct_connect.virtual_interfaces[key])] :
        anytrue([for kind in ["connections", "hosted_connections", "lags"] : can(var.direct_connect[kind][interface.connection])])
      ]
    ]))
    error_message = join("\n", flatten([
      for names in [flatten([for kind in ["connections", "hosted_connections", "lags"] : keys(var.direct_connect[kind])])] : [
        for site in var.sites : [
          for key in keys(site.virtual_interfaces) : "direct_connect.virtual_interfaces.${key}.connection: ${coalesce(var.direct_connect.virtual_interfaces[key].connection, "null")} is not in connections, hosted_connections and lags of direct_connect, which ${length(names) > 0 ? "have ${join(", ", names)}" : "are empty"}; take one of these, or add it."
          if can(var.direct_connect.virtual_interfaces[key]) && !contains(names, coalesce(try(var.direct_connect.virtual_interfaces[key].connection, null), "null"))
        ]
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for site in var.sites : [
        for key in keys(site.virtual_interfaces) : try(var.direct_connect.connections[var.direct_connect.virtual_interfaces[key].connection].lag, null) == null
      ]
    ]))
    error_message = join("\n", flatten([
      for site in var.sites : [
        for key in keys(site.virtual_interfaces) : [
          for connection in [try(var.direct_connect.virtual_interfaces[key].connection, null)] : "direct_connect.virtual_interfaces.${key}.connection: ${connection} is a member of the LAG ${var.direct_connect.connections[connection].lag}, which carries the virtual interfaces; take ${var.direct_connect.connections[connection].lag}."
          if try(var.direct_connect.connections[connection].lag, null) != null
        ]
      ]
    ]))
  }

  validation {
    condition = alltrue([
      for interfaces in [toset(flatten([for site in var.sites : keys(site.virtual_interfaces)]))] : alltrue([
        for connection in keys(var.direct_connect.hosted_connections) : length([for key in interfaces : key if try(var.direct_connect.virtual_interfaces[key].connection == connection, false)]) <= 1
      ])
    ])
    error_message = join("\n", [
      for connection, interfaces in merge({}, {
        for key in toset(flatten([for site in var.sites : keys(site.virtual_interfaces)])) : try(coalesce(var.direct_connect.virtual_interfaces[key].connection), "") => key...
      }) : "${join(" and ", [for key in interfaces : "direct_connect.virtual_interfaces.${key}"])}: ${length(interfaces)} on ${connection}, and a hosted connection carries one; have your partner make another connection."
      if length(interfaces) > 1 && can(var.direct_connect.hosted_connections[connection])
    ])
  }

  validation {
    # AWS attaches a virtual interface to a Direct Connect gateway of its own account.
    condition = alltrue(flatten([
      for site in var.sites : [
        for key in keys(site.virtual_interfaces) : try(var.direct_connect.gateway.account, null) == null || try(var.direct_connect.virtual_interfaces[key].vpc, null) != null
      ]
    ]))
    error_message = join("\n", flatten([
      for site in var.sites : [
        for key in keys(site.virtual_interfaces) : "direct_connect.virtual_interfaces.${key}: would lead to the Direct Connect gateway of account ${try(coalesce(var.direct_connect.gateway.account), "null")}, which takes virtual interfaces of its own account alone; make it there, or for that account with modules/direct-connect-gateway."
        if try(var.direct_connect.virtual_interfaces[key].vpc, null) == null
      ]
    ]))
  }
}
