variable "proposals" {
  description = <<-EOT
    In an account whose gateways shall be associated with another account's Direct Connect gateway: the proposals, by names of yours as of `associations`. Default: none.
    - `dx_gateway_id`: (Required) the other account's Direct Connect gateway.
    - `dx_gateway_owner_account`: (Required) that account.
    - `type`: (Required) virtual-private-gateway or transit-gateway.
    - `vpn_gateway_id`, `transit_gateway_id`: (Optional) the gateway of this account, of that type; need not be known before apply. One of them is required.
    - `allowed_prefixes`: (Required) IPv4 and IPv6 ranges, none within another. As of `associations`. The other account may take others.
    - `vpc_cidrs`: (Optional) for a virtual private gateway: the ranges of its VPC, as it really has them, for the allowed prefixes to be compared with. Default: none.
  EOT
  type = map(object({
    dx_gateway_id            = string
    dx_gateway_owner_account = string
    type                     = string
    vpn_gateway_id           = optional(string)
    transit_gateway_id       = optional(string)
    allowed_prefixes         = list(string)
    vpc_cidrs                = optional(list(string), [])
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for key, proposal in var.proposals : can(regex(local.key_pattern, key))])
    error_message = join("\n", [for key, proposal in var.proposals : "proposals.${key}: ${key} is no name for a proposal; ${local.key_advice}." if !can(regex(local.key_pattern, key))])
  }

  validation {
    condition     = alltrue([for key, proposal in var.proposals : try(contains(["virtual-private-gateway", "transit-gateway"], proposal.type), false)])
    error_message = join("\n", [for key, proposal in var.proposals : "proposals.${key}.type: ${coalesce(proposal.type, "null")} is not one of virtual-private-gateway, transit-gateway; take one of them." if !try(contains(["virtual-private-gateway", "transit-gateway"], proposal.type), false)])
  }

  validation {
    condition     = alltrue([for key, proposal in var.proposals : proposal.vpn_gateway_id == null ? true : can(regex("^vgw-${local.hex}$", proposal.vpn_gateway_id))])
    error_message = join("\n", [for key, proposal in var.proposals : "proposals.${key}.vpn_gateway_id: ${coalesce(proposal.vpn_gateway_id, "null")} is no virtual private gateway id; it reads like vgw-0aa11bb22cc33dd44." if proposal.vpn_gateway_id == null ? false : !can(regex("^vgw-${local.hex}$", proposal.vpn_gateway_id))])
  }

  validation {
    condition     = alltrue([for key, proposal in var.proposals : proposal.transit_gateway_id == null ? true : can(regex("^tgw-${local.hex}$", proposal.transit_gateway_id))])
    error_message = join("\n", [for key, proposal in var.proposals : "proposals.${key}.transit_gateway_id: ${coalesce(proposal.transit_gateway_id, "null")} is no transit gateway id; it reads like tgw-0aa11bb22cc33dd44." if proposal.transit_gateway_id == null ? false : !can(regex("^tgw-${local.hex}$", proposal.transit_gateway_id))])
  }

  validation {
    condition     = alltrue([for key, proposal in var.proposals : !try(contains(["virtual-private-gateway", "transit-gateway"], proposal.type), false) || (proposal.type == "transit-gateway") == (proposal.transit_gateway_id != null) && (proposal.type == "virtual-private-gateway") == (proposal.vpn_gateway_id != null)])
    error_message = join("\n", [for key, proposal in var.proposals : "proposals.${key}: of type ${proposal.type}, so give ${proposal.type == "transit-gateway" ? "transit_gateway_id" : "vpn_gateway_id"}, and ${proposal.type == "transit-gateway" ? "vpn_gateway_id" : "transit_gateway_id"} not." if try(contains(["virtual-private-gateway", "transit-gateway"], proposal.type), false) && !((proposal.type == "transit-gateway") == (proposal.transit_gateway_id != null) && (proposal.type == "virtual-private-gateway") == (proposal.vpn_gateway_id != null))])
  }

  validation {
    condition     = alltrue([for key, proposal in var.proposals : can(regex(local.uuid_pattern, proposal.dx_gateway_id))])
    error_message = join("\n", [for key, proposal in var.proposals : "proposals.${key}.dx_gateway_id: ${coalesce(proposal.dx_gateway_id, "null")} is no Direct Connect gateway id; it reads like ${local.uuid_example}." if !can(regex(local.uuid_pattern, proposal.dx_gateway_id))])
  }

  validation {
    condition     = alltrue([for key, proposal in var.proposals : can(regex(local.account_pattern, proposal.dx_gateway_owner_account))])
    error_message = join("\n", [for key, proposal in var.proposals : "proposals.${key}.dx_gateway_owner_account: ${coalesce(proposal.dx_gateway_owner_account, "null")} is no account; give its 12 digits." if !can(regex(local.account_pattern, proposal.dx_gateway_owner_account))])
  }

  # What holds for the ranges of associations and proposals alike stands from here on.

  validation {
    condition = alltrue(flatten([for items in [var.associations, var.proposals] : [for item in items : length(item.allowed_prefixes) > 0]]))
    error_message = join("\n", flatten([
      for kind, items in { associations = var.associations, proposals = var.proposals } : [for key, item in items : "${kind}.${key}.allowed_prefixes: empty; then nothing is announced, or all of the VPC: name at least one range." if length(item.allowed_prefixes) == 0]
    ]))
  }

  validation {
    # The quota is fixed.
    condition = alltrue(flatten([for items in [var.associations, var.proposals] : [for item in items : item.type != "transit-gateway" || length(item.allowed_prefixes) <= local.prefixes_of_transit_gateway]]))
    error_message = join("\n", flatten([
      for kind, items in { associations = var.associations, proposals = var.proposals } : [for key, item in items : "${kind}.${key}.allowed_prefixes: ${length(item.allowed_prefixes)} ranges; AWS announces ${local.prefixes_of_transit_gateway} of a transit gateway: summarise them." if item.type == "transit-gateway" && length(item.allowed_prefixes) > local.prefixes_of_transit_gateway]
    ]))
  }

  validation {
    condition = alltrue(flatten([for items in [var.associations, var.proposals] : [for item in items : item.type == "virtual-private-gateway" || length(item.vpc_cidrs) == 0]]))
    error_message = join("\n", flatten([
      for kind, items in { associations = var.associations, proposals = var.proposals } : [for key, item in items : "${kind}.${key}.vpc_cidrs: belong to a virtual private gateway, but type is ${coalesce(item.type, "null")}; leave them out." if item.type != "virtual-private-gateway" && length(item.vpc_cidrs) > 0]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for items in [var.associations, var.proposals] : [for item in items : [for range in concat(item.allowed_prefixes, item.vpc_cidrs) : can(regex(local.cidr_pattern, range)) || can(regex(":", cidrhost(range, 0)))]]
    ]))
    error_message = join("\n", flatten([
      for kind, items in { associations = var.associations, proposals = var.proposals } : [
        for key, item in items : [
          for attribute, ranges in { allowed_prefixes = item.allowed_prefixes, vpc_cidrs = item.vpc_cidrs } : [
            for range in ranges : "${kind}.${key}.${attribute}: ${coalesce(range, "null")} is no range; write it like 10.44.0.0/16 or 2001:db8:44::/56."
            if !(can(regex(local.cidr_pattern, range)) || can(regex(":", cidrhost(range, 0))))
          ]
        ]
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for items in [var.associations, var.proposals] : [for item in items : [for range in concat(item.allowed_prefixes, item.vpc_cidrs) : can(regex(local.cidr_pattern, range)) || can(regex(":", cidrhost(range, 0))) ? "${cidrhost(range, 0)}/${tonumber(split("/", range)[1])}" == range : true]]
    ]))
    error_message = join("\n", flatten([
      for kind, items in { associations = var.associations, proposals = var.proposals } : [
        for key, item in items : [
          for attribute, ranges in { allowed_prefixes = item.allowed_prefixes, vpc_cidrs = item.vpc_cidrs } : [
            for range in ranges : "${kind}.${key}.${attribute}: ${range} has bits set behind its prefix, or is not written in AWS's way; write ${cidrhost(range, 0)}/${tonumber(split("/", range)[1])}."
            if can(regex(local.cidr_pattern, range)) || can(regex(":", cidrhost(range, 0))) ? "${cidrhost(range, 0)}/${tonumber(split("/", range)[1])}" != range : false
          ]
        ]
      ]
    ]))
  }

  validation {
    # AWS takes such a prefix.
    condition = !anytrue(flatten([
      for items in [var.associations, var.proposals] : [
        for item in items : [for prefix in item.allowed_prefixes : [for range in item.vpc_cidrs : try(tonumber(split("/", prefix)[1]) > tonumber(split("/", range)[1]) && "${cidrhost("${split("/", prefix)[0]}/${split("/", range)[1]}", 0)}/${split("/", range)[1]}" == range, false)]]
      ]
    ]))
    error_message = join("\n", flatten([
      for kind, items in { associations = var.associations, proposals = var.proposals } : [
        for key, item in items : [
          for prefix in item.allowed_prefixes : [
            for range in item.vpc_cidrs : "${kind}.${key}.allowed_prefixes: ${prefix} is narrower than the VPC's ${range}, so that AWS announces nothing of it; name ${range}, or a wider range."
            if try(tonumber(split("/", prefix)[1]) > tonumber(split("/", range)[1]) && "${cidrhost("${split("/", prefix)[0]}/${split("/", range)[1]}", 0)}/${split("/", range)[1]}" == range, false)
          ]
        ]
      ]
    ]))
  }

  validation {
    # A range lies within another when, cut to a shorter length that another has, it is that other: looked up in an object, for
    # comparing every two would take far longer. Virtual private gateways' prefixes are filters, each for its own VPC.
    condition = length(flatten([
      for uses in values(merge({}, {
        for use in flatten([
          for kind, items in { associations = var.associations, proposals = var.proposals } : [
            for key, item in items : [
              for range in item.allowed_prefixes : {
                pool  = kind == "associations" && item.type == "transit-gateway" ? "transit gateways" : "${kind}.${key}"
                place = "${kind}.${key}.allowed_prefixes"
                range = coalesce(range, "null")
              }
            ]
          ]
        ]) : use.pool => use...
        })) : [
        for all in [{ for use in uses : use.range => true... }] : [
          length(all) == length(uses) ? [] : ["a range twice"],
          [
            for lengths in [keys({ for range in keys(all) : try(split("/", range)[1], "") => true... })] : [
              for use in uses : [for length in lengths : use.range if try(tonumber(length) < tonumber(split("/", use.range)[1]), false) && can(all[try("${cidrhost("${split("/", use.range)[0]}/${length}", 0)}/${length}", "")])]
            ]
          ],
        ]
      ]
    ])) == 0
    error_message = join("\n", flatten([
      for uses in values(merge({}, {
        for use in flatten([
          for kind, items in { associations = var.associations, proposals = var.proposals } : [
            for key, item in items : [
              for range in item.allowed_prefixes : {
                pool  = kind == "associations" && item.type == "transit-gateway" ? "transit gateways" : "${kind}.${key}"
                place = "${kind}.${key}.allowed_prefixes"
                range = coalesce(range, "null")
              }
            ]
          ]
        ]) : use.pool => use...
        })) : [
        for owners in [{ for use in uses : use.range => use.place... }] : [
          [for range, places in owners : "${join(" and ", distinct(places))}: ${range} stands ${length(places)} times; AWS takes no range twice." if length(places) > 1],
          [
            for lengths in [keys({ for range in keys(owners) : try(split("/", range)[1], "") => true... })] : [
              for use in uses : [
                for wide in [for length in lengths : try("${cidrhost("${split("/", use.range)[0]}/${length}", 0)}/${length}", "") if try(tonumber(length) < tonumber(split("/", use.range)[1]), false)] : "${use.place}: ${use.range} lies in ${wide} of ${join(", ", distinct(owners[wide]))}; AWS takes no range twice."
                if can(owners[wide])
              ]
            ]
          ],
        ]
      ]
    ]))
  }
}
