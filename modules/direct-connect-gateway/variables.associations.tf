variable "associations" {
  description = <<-EOT
    What the Direct Connect gateway is associated with, by names of yours: up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends. Virtual private gateways, at most 20, or transit gateways, at most 6, never both. Default: none.
    - `type`: (Required) virtual-private-gateway or transit-gateway.
    - `vpn_gateway_id`, `transit_gateway_id`: (Optional) the gateway, of that type; need not be known before apply. Required without `owner_account`.
    - `asn`: (Optional) the Amazon-side ASN of that gateway, as a fact: those of transit gateways must differ from each other and from `gateway.asn`. Default: null, not compared.
    - `allowed_prefixes`: (Required) IPv4 and IPv6 ranges, none within another. For a virtual private gateway a filter: of its VPC are announced the ranges that a prefix covers. For a transit gateway what is announced, literally: at most 200, overlapping none of another transit gateway. Changing them is an update in place.
    - `vpc_cidrs`: (Optional) for a virtual private gateway: the ranges of its VPC, as it really has them, for the allowed prefixes to be compared with. Default: none.
    - `owner_account`: (Optional) the account the gateway belongs to, if that is another: then its proposal is accepted here. Default: null. An account that is not known before apply must be wrapped: `coalesce(data.aws_caller_identity.other.account_id)`.
    - `proposal_id`: (Optional) the proposal made there; required with `owner_account`. Default: null.
  EOT
  type = map(object({
    type               = string
    vpn_gateway_id     = optional(string)
    transit_gateway_id = optional(string)
    asn                = optional(number)
    allowed_prefixes   = list(string)
    vpc_cidrs          = optional(list(string), [])
    owner_account      = optional(string)
    proposal_id        = optional(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for key, association in var.associations : can(regex(local.key_pattern, key))])
    error_message = join("\n", [for key, association in var.associations : "associations.${key}: ${key} is no name for an association; ${local.key_advice}." if !can(regex(local.key_pattern, key))])
  }

  validation {
    condition     = alltrue([for key, association in var.associations : try(contains(["virtual-private-gateway", "transit-gateway"], association.type), false)])
    error_message = join("\n", [for key, association in var.associations : "associations.${key}.type: ${coalesce(association.type, "null")} is not one of virtual-private-gateway, transit-gateway; take one of them." if !try(contains(["virtual-private-gateway", "transit-gateway"], association.type), false)])
  }

  validation {
    condition     = alltrue([for key, association in var.associations : association.vpn_gateway_id == null ? true : can(regex("^vgw-${local.hex}$", association.vpn_gateway_id))])
    error_message = join("\n", [for key, association in var.associations : "associations.${key}.vpn_gateway_id: ${coalesce(association.vpn_gateway_id, "null")} is no virtual private gateway id; it reads like vgw-0aa11bb22cc33dd44." if association.vpn_gateway_id == null ? false : !can(regex("^vgw-${local.hex}$", association.vpn_gateway_id))])
  }

  validation {
    condition     = alltrue([for key, association in var.associations : association.transit_gateway_id == null ? true : can(regex("^tgw-${local.hex}$", association.transit_gateway_id))])
    error_message = join("\n", [for key, association in var.associations : "associations.${key}.transit_gateway_id: ${coalesce(association.transit_gateway_id, "null")} is no transit gateway id; it reads like tgw-0aa11bb22cc33dd44." if association.transit_gateway_id == null ? false : !can(regex("^tgw-${local.hex}$", association.transit_gateway_id))])
  }

  validation {
    condition     = alltrue([for key, association in var.associations : association.owner_account != null || !try(contains(["virtual-private-gateway", "transit-gateway"], association.type), false) || (association.type == "transit-gateway") == (association.transit_gateway_id != null) && (association.type == "virtual-private-gateway") == (association.vpn_gateway_id != null)])
    error_message = join("\n", [for key, association in var.associations : "associations.${key}: of type ${association.type}, so give ${association.type == "transit-gateway" ? "transit_gateway_id" : "vpn_gateway_id"}, and ${association.type == "transit-gateway" ? "vpn_gateway_id" : "transit_gateway_id"} not." if association.owner_account == null && try(contains(["virtual-private-gateway", "transit-gateway"], association.type), false) && !((association.type == "transit-gateway") == (association.transit_gateway_id != null) && (association.type == "virtual-private-gateway") == (association.vpn_gateway_id != null))])
  }

  validation {
    condition     = length(var.associations) == 0 || var.gateway != null
    error_message = "associations: ${join(", ", keys(var.associations))} with nothing to be associated with; give gateway, or leave associations out."
  }

  validation {
    condition     = alltrue([for key, association in var.associations : association.owner_account == null || association.vpn_gateway_id == null && association.transit_gateway_id == null])
    error_message = join("\n", [for key, association in var.associations : "associations.${key}.${association.vpn_gateway_id != null ? "vpn_gateway_id" : "transit_gateway_id"}: given, but the proposal of account ${coalesce(association.owner_account, "null")} names its gateway; leave it out." if association.owner_account != null && (association.vpn_gateway_id != null || association.transit_gateway_id != null)])
  }

  validation {
    condition     = alltrue([for key, association in var.associations : association.owner_account == null ? true : can(regex(local.account_pattern, association.owner_account))])
    error_message = join("\n", [for key, association in var.associations : "associations.${key}.owner_account: ${coalesce(association.owner_account, "null")} is no account; give its 12 digits." if association.owner_account == null ? false : !can(regex(local.account_pattern, association.owner_account))])
  }

  validation {
    condition     = alltrue([for key, association in var.associations : association.proposal_id == null ? true : can(regex(local.uuid_pattern, association.proposal_id))])
    error_message = join("\n", [for key, association in var.associations : "associations.${key}.proposal_id: ${coalesce(association.proposal_id, "null")} is no proposal; it reads like ${local.uuid_example}." if association.proposal_id == null ? false : !can(regex(local.uuid_pattern, association.proposal_id))])
  }

  validation {
    condition     = alltrue([for key, association in var.associations : (association.owner_account == null) == (association.proposal_id == null)])
    error_message = join("\n", [for key, association in var.associations : "associations.${key}: ${association.owner_account == null ? "proposal_id without owner_account, the account that has made the proposal" : "owner_account without proposal_id, what that account proposes"}; give both, or none for a gateway of this account." if(association.owner_account == null) != (association.proposal_id == null)])
  }

  validation {
    condition     = length(toset([for association in var.associations : coalesce(association.vpn_gateway_id, association.transit_gateway_id, "null") if association.owner_account == null])) == length([for association in var.associations : true if association.owner_account == null])
    error_message = join("\n", [for id, names in { for key, association in var.associations : coalesce(association.vpn_gateway_id, association.transit_gateway_id, "null") => key... if association.owner_account == null } : "associations: ${id} stands under ${join(" and ", names)}; two gateways are associated once." if length(names) > 1])
  }

  validation {
    # The quotas are fixed.
    condition = alltrue([for type, most in local.gateways_per_type : length([for association in var.associations : true if association.type == type]) <= most])
    error_message = join("\n", [
      for type, most in local.gateways_per_type : "associations: ${length([for association in var.associations : true if association.type == type])} of type ${type}; a Direct Connect gateway takes ${most}: spread them over several."
      if length([for association in var.associations : true if association.type == type]) > most
    ])
  }

  validation {
    condition = length(concat(
      [for association in var.associations : true if association.type == "virtual-private-gateway"],
      [for interface in var.private_virtual_interfaces : true if interface.owner_account == null && interface.vpn_gateway_id == null],
      [for interface in var.accepted_virtual_interfaces : true if interface.type == "private" && interface.vpn_gateway_id == null],
      )) == 0 || length(concat(
      [for association in var.associations : true if association.type == "transit-gateway"],
      [for interface in var.transit_virtual_interfaces : true if interface.owner_account == null],
      [for interface in var.accepted_virtual_interfaces : true if interface.type == "transit"],
    )) == 0
    error_message = "gateway: ${join(", ", concat(
      [for key, association in var.associations : "associations.${key}" if association.type == "virtual-private-gateway"],
      [for key, interface in var.private_virtual_interfaces : "private_virtual_interfaces.${key}" if interface.owner_account == null && interface.vpn_gateway_id == null],
      [for key, interface in var.accepted_virtual_interfaces : "accepted_virtual_interfaces.${key}" if interface.type == "private" && interface.vpn_gateway_id == null],
      ))} for virtual private gateways, ${join(", ", concat(
      [for key, association in var.associations : "associations.${key}" if association.type == "transit-gateway"],
      [for key, interface in var.transit_virtual_interfaces : "transit_virtual_interfaces.${key}" if interface.owner_account == null],
      [for key, interface in var.accepted_virtual_interfaces : "accepted_virtual_interfaces.${key}" if interface.type == "transit"],
    ))} for transit gateways; a Direct Connect gateway serves one kind: make one for each."
  }

  validation {
    condition     = alltrue([for key, association in var.associations : association.asn == null ? true : anytrue([for range in [[64512, 65534], [4200000000, 4294967294]] : association.asn >= range[0] && association.asn <= range[1] && floor(association.asn) == association.asn])])
    error_message = join("\n", [for key, association in var.associations : "associations.${key}.asn: ${coalesce(association.asn, 0)} cannot be an Amazon-side ASN; it is one of 64512-65534 or 4200000000-4294967294." if association.asn == null ? false : !anytrue([for range in [[64512, 65534], [4200000000, 4294967294]] : association.asn >= range[0] && association.asn <= range[1] && floor(association.asn) == association.asn])])
  }

  validation {
    condition     = alltrue([for key, association in var.associations : !(association.type == "transit-gateway" && association.asn != null && association.asn == try(var.gateway.asn, null))])
    error_message = join("\n", [for key, association in var.associations : "associations.${key}.asn: ${coalesce(association.asn, 0)} is the Direct Connect gateway's ASN too; AWS associates no transit gateway of the same ASN: give gateway another." if association.type == "transit-gateway" && association.asn != null && association.asn == try(var.gateway.asn, null)])
  }

  validation {
    condition = length(toset([for association in var.associations : association.asn if association.type == "transit-gateway" && association.asn != null])) == length([for association in var.associations : true if association.type == "transit-gateway" && association.asn != null])
    error_message = join("\n", [
      for asn, names in { for key, association in var.associations : coalesce(association.asn, 0) => key... if association.type == "transit-gateway" && association.asn != null } :
      "associations: ${asn} is the ASN of ${join(" and ", names)}; the transit gateways of one Direct Connect gateway need ASNs of their own." if length(names) > 1
    ])
  }

  validation {
    # A range lies within another when, cut to a shorter length that another has, it is that other: looked up in an object, for
    # comparing every two would take far longer. AWS joins no VPCs that overlap.
    condition = length(flatten([
      for uses in values(merge({}, {
        for use in flatten([
          for key, item in var.associations : [
            for range in item.vpc_cidrs : { pool = "VPCs", place = "associations.${key}.vpc_cidrs", range = coalesce(range, "null") }
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
          for key, item in var.associations : [
            for range in item.vpc_cidrs : { pool = "VPCs", place = "associations.${key}.vpc_cidrs", range = coalesce(range, "null") }
          ]
        ]) : use.pool => use...
        })) : [
        for owners in [{ for use in uses : use.range => use.place... }] : [
          [for range, places in owners : "${join(" and ", distinct(places))}: ${range} stands ${length(places)} times; networks that are joined need ranges of their own." if length(places) > 1],
          [
            for lengths in [keys({ for range in keys(owners) : try(split("/", range)[1], "") => true... })] : [
              for use in uses : [
                for wide in [for length in lengths : try("${cidrhost("${split("/", use.range)[0]}/${length}", 0)}/${length}", "") if try(tonumber(length) < tonumber(split("/", use.range)[1]), false)] : "${use.place}: ${use.range} lies in ${wide} of ${join(", ", distinct(owners[wide]))}; networks that are joined need ranges of their own."
                if can(owners[wide])
              ]
            ]
          ],
        ]
      ]
    ]))
  }
}
