variable "vpcs" {
  description = <<-EOT
    The VPCs to join, of this Region, by names of yours: up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends. Default: none.
    - `id`: (Required) the VPC's id.
    - `cidrs`: (Required) its IPv4 ranges, as it really has them; none may overlap another VPC's or a site's.
    - `route_tables`: (Optional) the VPC's route tables that shall learn the sites' routes: ids by names of yours. Default: none. Leave `propagating_vgws` of these tables unset: it fights with this.
    - `vpn_gateway`: (Optional) its virtual private gateway. Default: one is created.
      - `id`: (Optional) adopts this gateway instead of creating one. Default: null, a gateway is created. An id that is not known before apply must be wrapped: `coalesce(aws_vpn_gateway.other.id)`.
      - `asn`: (Optional) the Amazon-side ASN, 64512-65534 or 4200000000-4294967294. Default: null, AWS's own default 64512. Of an adopted gateway: the ASN it has, as a fact. Changing it replaces a created gateway.
      - `attach`: (Optional) whether to attach the gateway to the VPC. Default: true for a created gateway, false for an adopted one.
    - `allowed_prefixes`: (Optional) which of the VPC's ranges the Direct Connect gateway announces: those that one of these IPv4 and IPv6 ranges covers; none within another. Changing them is an update in place. Default: `cidrs`.
    - `account`: (Optional) the account the VPC belongs to, if that is another: then its virtual private gateway is there, and its proposal is accepted here. Default: null. An account that is not known before apply must be wrapped as above.
    - `proposal_id`: (Optional) the proposal that `account` has made; without it nothing is associated yet. Default: null. Wrap an unknown one as above.
  EOT
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

  validation {
    condition     = alltrue([for key in keys(var.vpcs) : can(regex(local.key_pattern, key))])
    error_message = join("\n", [for key in keys(var.vpcs) : "vpcs.${key}: ${key} is no name for a VPC; ${local.key_advice}." if !can(regex(local.key_pattern, key))])
  }

  validation {
    condition     = alltrue([for vpc in var.vpcs : can(regex("^vpc-${local.hex}$", vpc.id))])
    error_message = join("\n", [for key, vpc in var.vpcs : "vpcs.${key}.id: ${coalesce(vpc.id, "null")} is no VPC id; it reads like vpc-0aa11bb22cc33dd44." if !can(regex("^vpc-${local.hex}$", vpc.id))])
  }

  validation {
    condition     = length(toset(values(var.vpcs)[*].id)) == length(var.vpcs)
    error_message = join("\n", [for id, names in { for key, vpc in var.vpcs : coalesce(vpc.id, "null") => key... } : "vpcs: ${id} stands under ${join(" and ", names)}; name each VPC once." if length(names) > 1])
  }

  validation {
    condition     = alltrue([for vpc in var.vpcs : length(vpc.cidrs) > 0])
    error_message = join("\n", [for key, vpc in var.vpcs : "vpcs.${key}.cidrs: empty; name at least one range." if length(vpc.cidrs) == 0])
  }

  validation {
    condition = alltrue([for cidr in flatten(values(var.vpcs)[*].cidrs) : can(regex(local.cidr_pattern, cidr))])
    error_message = join("\n", flatten([
      for key, vpc in var.vpcs : [
        for cidr in vpc.cidrs : "vpcs.${key}.cidrs: ${coalesce(cidr, "null")} is no IPv4 range; write it like 10.44.0.0/16. IPv6 ranges need not be stated."
        if !can(regex(local.cidr_pattern, cidr))
      ]
    ]))
  }

  validation {
    condition = alltrue([for cidr in flatten(values(var.vpcs)[*].cidrs) : can(regex(local.cidr_pattern, cidr)) ? cidrhost(cidr, 0) == split("/", cidr)[0] : true])
    error_message = join("\n", flatten([
      for key, vpc in var.vpcs : [
        for cidr in vpc.cidrs : "vpcs.${key}.cidrs: ${cidr} has bits set behind its prefix; write ${cidrhost(cidr, 0)}/${split("/", cidr)[1]}."
        if can(regex(local.cidr_pattern, cidr)) ? cidrhost(cidr, 0) != split("/", cidr)[0] : false
      ]
    ]))
  }

  validation {
    condition = alltrue([for cidr in flatten(values(var.vpcs)[*].cidrs) : can(regex(local.cidr_pattern, cidr)) ? split("/", cidr)[1] >= 16 && split("/", cidr)[1] <= 28 : true])
    error_message = join("\n", flatten([
      for key, vpc in var.vpcs : [
        for cidr in vpc.cidrs : "vpcs.${key}.cidrs: ${cidr} is no range of a VPC, which are /16 to /28; give those the VPC has, such as 10.44.0.0/16."
        if can(regex(local.cidr_pattern, cidr)) ? split("/", cidr)[1] < 16 || split("/", cidr)[1] > 28 : false
      ]
    ]))
  }

  validation {
    # As of sites: two ranges overlap when, cut to the shorter length, they are the same.
    condition = !anytrue(flatten([
      for cidr in flatten(values(var.vpcs)[*].cidrs) : [
        for range in keys(local.unusable) : can(regex(local.cidr_pattern, cidr)) ? cidrhost("${split("/", cidr)[0]}/${min(split("/", cidr)[1], split("/", range)[1])}", 0) == cidrhost("${split("/", range)[0]}/${min(split("/", cidr)[1], split("/", range)[1])}", 0) : false
      ]
    ]))
    error_message = join("\n", flatten([
      for key, vpc in var.vpcs : [
        for cidr in vpc.cidrs : [
          for range, why in local.unusable : "vpcs.${key}.cidrs: ${cidr} overlaps ${range}, which ${why}; name ranges the network really has."
          if can(regex(local.cidr_pattern, cidr)) ? cidrhost("${split("/", cidr)[0]}/${min(split("/", cidr)[1], split("/", range)[1])}", 0) == cidrhost("${split("/", range)[0]}/${min(split("/", cidr)[1], split("/", range)[1])}", 0) : false
        ]
      ]
    ]))
  }

  validation {
    condition = length(toset(flatten(values(var.vpcs)[*].cidrs))) == length(flatten(values(var.vpcs)[*].cidrs))
    error_message = join("\n", [
      for cidr, places in merge({}, {
        for use in flatten([
          for key, vpc in var.vpcs : [for cidr in vpc.cidrs : { cidr = coalesce(cidr, "null"), place = "vpcs.${key}.cidrs" }]
        ]) : use.cidr => use.place...
      }) : "${join(" and ", distinct(places))}: ${cidr} stands ${length(places)} times; networks that are joined need ranges of their own."
      if length(places) > 1
    ])
  }

  validation {
    # As among sites: a range lies within another when, cut to a shorter length that another has, it is that other.
    condition = length(flatten([
      for all in [{ for cidr in flatten(values(var.vpcs)[*].cidrs) : coalesce(cidr, "null") => true... }] : [
        for lengths in [keys({ for cidr in keys(all) : try(split("/", cidr)[1], "") => true... })] : [
          for cidr in keys(all) : [
            for length in lengths : cidr
            if try(tonumber(length) < tonumber(split("/", cidr)[1]), false) && can(all["${cidrhost("${split("/", cidr)[0]}/${length}", 0)}/${length}"])
          ]
        ]
      ]
    ])) == 0
    error_message = join("\n", flatten([
      for owners in [{ for use in flatten([for key, vpc in var.vpcs : [for cidr in vpc.cidrs : { cidr = coalesce(cidr, "null"), vpc = key }]]) : use.cidr => use.vpc... }] : [
        for lengths in [keys({ for cidr in keys(owners) : try(split("/", cidr)[1], "") => true... })] : [
          for key, vpc in var.vpcs : [
            for cidr in vpc.cidrs : [
              for wide in [for length in lengths : try("${cidrhost("${split("/", cidr)[0]}/${length}", 0)}/${length}", "") if try(tonumber(length) < tonumber(split("/", cidr)[1]), false)] :
              "vpcs.${key}.cidrs: ${cidr} lies in ${wide} of ${join(", ", [for other in distinct(owners[wide]) : "vpcs.${other}"])}; networks that are joined need ranges of their own."
              if can(owners[wide])
            ]
          ]
        ]
      ]
    ]))
  }

  validation {
    condition = length(toset(flatten([for vpc in var.vpcs : values(vpc.route_tables)]))) == length(flatten([for vpc in var.vpcs : values(vpc.route_tables)]))
    error_message = join("\n", [
      for id, places in merge({}, {
        for use in flatten([
          for key, vpc in var.vpcs : [for name, id in vpc.route_tables : { id = coalesce(id, "null"), place = "vpcs.${key}.route_tables.${name}" }]
        ]) : use.id => use.place...
      }) : "${join(" and ", places)}: ${id} stands ${length(places)} times; name each route table once."
      if length(places) > 1
    ])
  }

  validation {
    condition = length(toset([for vpc in var.vpcs : vpc.vpn_gateway.id if vpc.vpn_gateway.id != null])) == length([for vpc in var.vpcs : true if vpc.vpn_gateway.id != null])
    error_message = join("\n", [
      for id, names in { for key, vpc in var.vpcs : coalesce(vpc.vpn_gateway.id, "null") => key... if vpc.vpn_gateway.id != null } :
      "${join(" and ", [for name in names : "vpcs.${name}.vpn_gateway.id"])}: ${id} stands ${length(names)} times, and a virtual private gateway serves one VPC; give each its own."
      if length(names) > 1
    ])
  }

  validation {
    # AWS associates a gateway once it is attached, and nobody can attach a created one in between.
    condition     = alltrue([for vpc in var.vpcs : var.direct_connect.gateway == null || vpc.vpn_gateway.attach != false || vpc.vpn_gateway.id != null])
    error_message = join("\n", [for key, vpc in var.vpcs : "vpcs.${key}.vpn_gateway.attach: false, but a Direct Connect gateway takes a virtual private gateway that is attached to its VPC alone; leave attach out." if vpc.vpn_gateway.attach == false && vpc.vpn_gateway.id == null])
  }

  validation {
    condition     = alltrue([for vpc in var.vpcs : vpc.account == null ? true : can(regex(local.account_pattern, vpc.account))])
    error_message = join("\n", [for key, vpc in var.vpcs : "vpcs.${key}.account: ${coalesce(vpc.account, "\"\"")} is no account; give its 12 digits." if vpc.account == null ? false : !can(regex(local.account_pattern, vpc.account))])
  }

  validation {
    condition = alltrue([for vpc in var.vpcs : vpc.account == null || length(vpc.route_tables) == 0 && length([for value in [vpc.vpn_gateway.id, vpc.vpn_gateway.asn, vpc.vpn_gateway.attach] : value if value != null]) == 0])
    error_message = join("\n", flatten([
      for key, vpc in var.vpcs : [
        for option, given in { route_tables = length(vpc.route_tables) > 0, vpn_gateway = length([for value in [vpc.vpn_gateway.id, vpc.vpn_gateway.asn, vpc.vpn_gateway.attach] : value if value != null]) > 0 } :
        "vpcs.${key}.${option}: given, but account ${vpc.account} has the VPC's virtual private gateway and says that there; leave it out here." if given
      ] if vpc.account != null
    ]))
  }

  validation {
    condition     = alltrue([for vpc in var.vpcs : vpc.proposal_id == null || vpc.account != null])
    error_message = join("\n", [for key, vpc in var.vpcs : "vpcs.${key}.proposal_id: ${vpc.proposal_id} without account, the one that has made the proposal; give both, or none for a VPC of this account." if vpc.proposal_id != null && vpc.account == null])
  }

  validation {
    condition = alltrue([for vpc in var.vpcs : vpc.account == null || var.direct_connect.gateway != null && try(var.direct_connect.gateway.account, null) == null])
    error_message = join("\n", [
      for key, vpc in var.vpcs : "vpcs.${key}.account: ${vpc.account}, but ${
        var.direct_connect.gateway == null ? "without a Direct Connect gateway nothing leads to VPCs of other accounts; give direct_connect.gateway"
        : "account ${try(coalesce(var.direct_connect.gateway.account), "null")} has the Direct Connect gateway and accepts proposals; state there"
      }, or leave the VPC out."
      if vpc.account != null
    ])
  }

  validation {
    condition     = alltrue([for vpc in var.vpcs : vpc.allowed_prefixes == null || var.direct_connect.gateway != null])
    error_message = join("\n", [for key, vpc in var.vpcs : "vpcs.${key}.allowed_prefixes: given, but without a Direct Connect gateway all of the VPC is announced; leave them out, or give direct_connect.gateway." if vpc.allowed_prefixes != null])
  }

  validation {
    # IPv6 ranges of VPCs are not stated, so any IPv6 prefix may cover one. What covers a part is told of below.
    condition = alltrue([
      for vpc in var.vpcs : length(vpc.cidrs) == 0 || length(coalesce(vpc.allowed_prefixes, [])) == 0 || anytrue(flatten([
        for prefix in coalesce(vpc.allowed_prefixes, []) : [
          for cidr in vpc.cidrs : can(regex(local.cidr_pattern, prefix)) ? try(cidrhost("${split("/", cidr)[0]}/${min(split("/", cidr)[1], split("/", prefix)[1])}", 0) == cidrhost("${split("/", prefix)[0]}/${min(split("/", cidr)[1], split("/", prefix)[1])}", 0), true) : true
        ]
      ]))
    ])
    error_message = join("\n", [
      for key, vpc in var.vpcs : "vpcs.${key}.allowed_prefixes: no prefix covers a range of the VPC, such as ${vpc.cidrs[0]}, so that AWS announces nothing of it; name that, or a wider range."
      if !(length(vpc.cidrs) == 0 || length(coalesce(vpc.allowed_prefixes, [])) == 0 || anytrue(flatten([
        for prefix in coalesce(vpc.allowed_prefixes, []) : [
          for cidr in vpc.cidrs : can(regex(local.cidr_pattern, prefix)) ? try(cidrhost("${split("/", cidr)[0]}/${min(split("/", cidr)[1], split("/", prefix)[1])}", 0) == cidrhost("${split("/", prefix)[0]}/${min(split("/", cidr)[1], split("/", prefix)[1])}", 0), true) : true
        ]
      ])))
    ])
  }

  validation {
    # AWS takes such a prefix.
    condition = !anytrue(flatten([
      for vpc in var.vpcs : [
        for prefix in coalesce(vpc.allowed_prefixes, []) : [
          for cidr in vpc.cidrs : try(tonumber(split("/", prefix)[1]) > tonumber(split("/", cidr)[1]) && cidrhost("${split("/", prefix)[0]}/${split("/", cidr)[1]}", 0) == split("/", cidr)[0], false)
        ]
      ]
    ]))
    error_message = join("\n", flatten([
      for key, vpc in var.vpcs : [
        for prefix in coalesce(vpc.allowed_prefixes, []) : [
          for cidr in vpc.cidrs : "vpcs.${key}.allowed_prefixes: ${prefix} is narrower than the VPC's ${cidr}, so that AWS announces nothing of it; name ${cidr}, or a wider range."
          if try(tonumber(split("/", prefix)[1]) > tonumber(split("/", cidr)[1]) && cidrhost("${split("/", prefix)[0]}/${split("/", cidr)[1]}", 0) == split("/", cidr)[0], false)
        ]
      ]
    ]))
  }

  validation {
    condition = alltrue([for interface in var.direct_connect.virtual_interfaces : interface.vpc == null || try(var.vpcs[interface.vpc].account == null, false)])
    error_message = join("\n", [
      for key, interface in var.direct_connect.virtual_interfaces : "direct_connect.virtual_interfaces.${key}.vpc: ${interface.vpc} ${
        can(var.vpcs[interface.vpc]) ? "belongs to account ${var.vpcs[interface.vpc].account}, and a virtual interface leads straight to virtual private gateways of its own account alone; leave vpc out, then it leads to the Direct Connect gateway"
        : "is not in vpcs, which ${length(var.vpcs) > 0 ? "has ${join(", ", keys(var.vpcs))}" : "is empty"}; take one of these, or add it"
      }."
      if interface.vpc != null && !try(var.vpcs[interface.vpc].account == null, false)
    ])
  }

  validation {
    condition     = length(var.vpcs) == 1 || var.direct_connect.gateway != null || alltrue([for interface in var.direct_connect.virtual_interfaces : interface.vpc != null])
    error_message = join("\n", [for key, interface in var.direct_connect.virtual_interfaces : "direct_connect.virtual_interfaces.${key}: leads nowhere; give direct_connect.gateway, or the interface's vpc, as there ${length(var.vpcs) == 0 ? "is none" : "are ${length(var.vpcs)} (${join(", ", keys(var.vpcs))})"}." if interface.vpc == null])
  }

  validation {
    # What leads nowhere is told of above.
    condition = var.direct_connect.gateway != null || length(var.direct_connect.virtual_interfaces) == 0 || alltrue([
      for key, vpc in var.vpcs : vpc.account != null || anytrue([for interface in var.direct_connect.virtual_interfaces : interface.vpc == null || interface.vpc == key])
    ])
    error_message = join("\n", [
      for key, vpc in var.vpcs : "vpcs.${key}: no virtual interface leads here, and there is no Direct Connect gateway; name it in the vpc of one, or give direct_connect.gateway."
      if vpc.account == null && !anytrue([for interface in var.direct_connect.virtual_interfaces : interface.vpc == null || interface.vpc == key])
    ])
  }

  validation {
    condition = alltrue(flatten([
      for interface_key, interface in var.direct_connect.virtual_interfaces : [
        for vpc_key, vpc in var.vpcs : [
          for asn in concat([var.sites[local.interface_sites[interface_key]].asn], values(interface.bgp_peers)[*].asn) :
          asn == null ? true : asn != (vpc.vpn_gateway.asn != null ? vpc.vpn_gateway.asn : vpc.vpn_gateway.id == null ? local.default_gateway_asn : -1)
        ] if interface.vpc == vpc_key || interface.vpc == null && var.direct_connect.gateway == null
      ]
    ]))
    error_message = join("\n", flatten([
      for interface_key, interface in var.direct_connect.virtual_interfaces : [
        for vpc_key, vpc in var.vpcs : [
          for place, asn in merge(
            { "sites.${local.interface_sites[interface_key]}.asn" = var.sites[local.interface_sites[interface_key]].asn },
            { for peer_key, peer in interface.bgp_peers : "direct_connect.virtual_interfaces.${interface_key}.bgp_peers.${peer_key}.asn" => peer.asn },
          ) :
          "${place}: ${asn} is the ASN of the virtual private gateway of vpcs.${vpc_key} too${vpc.vpn_gateway.asn != null ? "" : ", AWS's default as vpn_gateway.asn is not set"}, to which ${interface_key} leads straight; the two sides must differ: change this one, or set vpcs.${vpc_key}.vpn_gateway.asn to another private ASN such as 64801."
          if asn == null ? false : asn == (vpc.vpn_gateway.asn != null ? vpc.vpn_gateway.asn : vpc.vpn_gateway.id == null ? local.default_gateway_asn : -1)
        ] if interface.vpc == vpc_key || interface.vpc == null && var.direct_connect.gateway == null
      ]
    ]))
  }

  validation {
    # The quota is fixed. A site whose virtual interfaces are all in another Region's call reaches the VPC through the gateway.
    condition = alltrue([
      for vpc_key, vpc in var.vpcs : length(vpc.route_tables) == 0 || 100 >= length(flatten([
        for site in var.sites : site.cidrs
        if length(site.virtual_interfaces) == 0 ? var.direct_connect.gateway != null : anytrue([for key in keys(site.virtual_interfaces) : try(var.direct_connect.virtual_interfaces[key].vpc, null) == null || try(var.direct_connect.virtual_interfaces[key].vpc, null) == vpc_key])
      ]))
    ])
    error_message = join("\n", flatten([
      for vpc_key, vpc in var.vpcs : [
        for counts in [{
          for key, site in var.sites : key => length(site.cidrs)
          if length(site.virtual_interfaces) == 0 ? var.direct_connect.gateway != null : anytrue([for key in keys(site.virtual_interfaces) : try(var.direct_connect.virtual_interfaces[key].vpc, null) == null || try(var.direct_connect.virtual_interfaces[key].vpc, null) == vpc_key])
        }] : "vpcs.${vpc_key}.route_tables: the sites have ${sum(values(counts))} ranges (${join(", ", [for key, count in counts : "sites.${key} ${count}"])}), and a route table learns 100 routes; summarise the ranges."
        if length(vpc.route_tables) > 0 && sum(concat([0], values(counts))) > 100
      ]
    ]))
  }
}
