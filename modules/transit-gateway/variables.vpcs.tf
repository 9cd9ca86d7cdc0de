variable "vpcs" {
  description = <<-EOT
    The VPCs to attach, by names of yours: up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends, as for subnets and route tables. Default: none.
    - `id`: (Required) the VPC's id.
    - `cidrs`: (Required) its IPv4 ranges, as it really has them; none may overlap another VPC's.
    - `region`: (Optional) the Region it is in, which must be the gateway's. Default: that.
    - `account`: (Optional) the account it belongs to, if that is another; then with `attachment_id`. Default: null.
    - `subnets`: (Optional) where the gateway gets its network interfaces: subnet ids by names of yours, one in each zone the VPC uses. Required without `attachment_id`.
    - `attachment_id`: (Optional) the attachment that the VPC's own account has made, to accept here: then its subnets, options and routes are set there. Default: null. An id that is not known before apply must be wrapped: `coalesce(aws_ec2_transit_gateway_vpc_attachment.other.id)`.
    - `appliance_mode`: (Optional) whether both directions of a flow stay in one zone: for a VPC with firewalls. Default: false.
    - `ipv6`: (Optional) whether the attachment carries IPv6; its subnets need it too. Default: false.
    - `dns_support`: (Optional) as of the gateway, for this VPC. Default: true.
    - `security_group_referencing`: (Optional) as of the gateway, for this VPC. Default: true.
    - `route_tables`: (Optional) the VPC's route tables that get `routes`: ids by names of yours. Default: none.
    - `routes`: (Optional) what each of `route_tables` sends to the gateway: IPv4 or IPv6 ranges or prefix list ids. Default: none.
    - `tags`: (Optional) tags of its attachment, over the module's. Default: none.
  EOT
  type = map(object({
    id                         = string
    cidrs                      = list(string)
    region                     = optional(string)
    account                    = optional(string)
    subnets                    = optional(map(string), {})
    attachment_id              = optional(string)
    appliance_mode             = optional(bool, false)
    ipv6                       = optional(bool, false)
    dns_support                = optional(bool, true)
    security_group_referencing = optional(bool, true)
    route_tables               = optional(map(string), {})
    routes                     = optional(list(string), [])
    tags                       = optional(map(string), {})
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
    error_message = join("\n", [for id, names in { for key, vpc in var.vpcs : coalesce(vpc.id, "null") => key... } : "vpcs: ${id} stands under ${join(" and ", names)}; a gateway has one attachment of a VPC." if length(names) > 1])
  }

  validation {
    condition     = alltrue([for vpc in var.vpcs : vpc.region == null ? true : vpc.region == data.aws_region.current.id])
    error_message = join("\n", [for key, vpc in var.vpcs : "vpcs.${key}.region: ${coalesce(vpc.region, "null")} is not ${data.aws_region.current.id}, where the gateway is, and a VPC is attached in its own Region; attach it to a gateway there, and peer the two." if vpc.region == null ? false : vpc.region != data.aws_region.current.id])
  }

  validation {
    condition     = alltrue([for vpc in var.vpcs : vpc.account == null ? true : can(regex(local.account_pattern, vpc.account))])
    error_message = join("\n", [for key, vpc in var.vpcs : "vpcs.${key}.account: ${coalesce(vpc.account, "null")} is no account; give its 12 digits." if vpc.account == null ? false : !can(regex(local.account_pattern, vpc.account))])
  }

  validation {
    condition     = alltrue([for vpc in var.vpcs : vpc.account == null || vpc.attachment_id != null])
    error_message = join("\n", [for key, vpc in var.vpcs : "vpcs.${key}.account: ${coalesce(vpc.account, "null")} attaches its VPC itself; give the attachment_id it has then, or leave account out if the VPC is this account's." if vpc.account != null && vpc.attachment_id == null])
  }

  validation {
    condition     = alltrue([for vpc in var.vpcs : vpc.attachment_id == null ? true : can(regex(local.attachment_pattern, vpc.attachment_id))])
    error_message = join("\n", [for key, vpc in var.vpcs : "vpcs.${key}.attachment_id: ${coalesce(vpc.attachment_id, "null")} is no attachment id; it reads like tgw-attach-0aa11bb22cc33dd44." if vpc.attachment_id == null ? false : !can(regex(local.attachment_pattern, vpc.attachment_id))])
  }

  validation {
    condition = alltrue([
      for vpc in var.vpcs : vpc.attachment_id == null ? true
      : length(vpc.subnets) + length(vpc.route_tables) + length(vpc.routes) == 0 && alltrue([for option, unset in local.attached_only : vpc[option] == unset])
    ])
    error_message = join("\n", flatten([
      for key, vpc in var.vpcs : [
        for option in concat(
          [for option, given in { subnets = length(vpc.subnets), route_tables = length(vpc.route_tables), routes = length(vpc.routes) } : option if given > 0],
          [for option, unset in local.attached_only : option if vpc[option] != unset],
        ) : "vpcs.${key}.${option}: is set where the VPC is attached, but attachment_id accepts an attachment made there; remove one of the two."
      ] if vpc.attachment_id != null
    ]))
  }

  validation {
    condition     = alltrue([for vpc in var.vpcs : length(vpc.cidrs) > 0])
    error_message = join("\n", [for key, vpc in var.vpcs : "vpcs.${key}.cidrs: empty; name at least one range." if length(vpc.cidrs) == 0])
  }

  validation {
    condition = alltrue(flatten([for vpc in var.vpcs : [for cidr in vpc.cidrs : can(regex(local.cidr_pattern, cidr))]]))
    error_message = join("\n", flatten([
      for key, vpc in var.vpcs : [
        for cidr in vpc.cidrs : "vpcs.${key}.cidrs: ${coalesce(cidr, "null")} is no IPv4 range; write it like 10.44.0.0/16. IPv6 ranges need not be stated."
        if !can(regex(local.cidr_pattern, cidr))
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([for vpc in var.vpcs : [for cidr in vpc.cidrs : can(regex(local.cidr_pattern, cidr)) ? cidrhost(cidr, 0) == split("/", cidr)[0] : true]]))
    error_message = join("\n", flatten([
      for key, vpc in var.vpcs : [
        for cidr in vpc.cidrs : "vpcs.${key}.cidrs: ${cidr} has bits set behind its prefix; write ${cidrhost(cidr, 0)}/${split("/", cidr)[1]}."
        if can(regex(local.cidr_pattern, cidr)) ? cidrhost(cidr, 0) != split("/", cidr)[0] : false
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([for vpc in var.vpcs : [for cidr in vpc.cidrs : can(regex(local.cidr_pattern, cidr)) ? split("/", cidr)[1] >= 16 && split("/", cidr)[1] <= 28 : true]]))
    error_message = join("\n", flatten([
      for key, vpc in var.vpcs : [
        for cidr in vpc.cidrs : "vpcs.${key}.cidrs: ${cidr} is no range of a VPC, which are /16 to /28; give those the VPC has, such as 10.44.0.0/16."
        if can(regex(local.cidr_pattern, cidr)) ? split("/", cidr)[1] < 16 || split("/", cidr)[1] > 28 : false
      ]
    ]))
  }

  validation {
    condition = !anytrue(flatten([for vpc in var.vpcs : [for cidr in vpc.cidrs : can(regex(local.cidr_pattern, cidr)) && can(regex(local.unusable_pattern, cidr))]]))
    error_message = join("\n", flatten([
      for key, vpc in var.vpcs : [
        for cidr in vpc.cidrs : [
          for pattern, range in local.unusable : "vpcs.${key}.cidrs: ${cidr} overlaps ${range}; name ranges the network really has."
          if can(regex(local.cidr_pattern, cidr)) && can(regex(pattern, cidr))
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
    # A range lies within another when, cut to that one's length, it is that other: so all are cut to each shorter length
    # that occurs, and what comes out is looked for. Comparing every two ranges takes far longer.
    condition = alltrue([
      for all in [[for cidr in flatten(values(var.vpcs)[*].cidrs) : cidr if can(regex(local.cidr_pattern, cidr))]] : [
        for lengths in [toset([for cidr in all : tonumber(split("/", cidr)[1])])] : length(setintersection(all, flatten([
          for cidr in all : [for length in lengths : "${cidrhost("${split("/", cidr)[0]}/${length}", 0)}/${length}" if length < tonumber(split("/", cidr)[1])]
        ]))) == 0
      ][0]
    ])
    error_message = join("\n", flatten([
      for all in [[for cidr in flatten(values(var.vpcs)[*].cidrs) : cidr if can(regex(local.cidr_pattern, cidr))]] : [
        for lengths in [toset([for cidr in all : tonumber(split("/", cidr)[1])])] : [
          for wide in setintersection(all, flatten([
            for cidr in all : [for length in lengths : "${cidrhost("${split("/", cidr)[0]}/${length}", 0)}/${length}" if length < tonumber(split("/", cidr)[1])]
            ])) : [
            for key, vpc in var.vpcs : [
              for cidr in vpc.cidrs : "vpcs.${key}.cidrs: ${cidr} lies in ${wide} of ${join(", ", [for other, holder in var.vpcs : "vpcs.${other}" if contains(holder.cidrs, wide)])}; networks that are joined need ranges of their own."
              if can(regex(local.cidr_pattern, cidr)) ? tonumber(split("/", wide)[1]) < tonumber(split("/", cidr)[1]) && cidrhost("${split("/", cidr)[0]}/${split("/", wide)[1]}", 0) == split("/", wide)[0] : false
            ]
          ]
        ]
      ]
    ]))
  }

  validation {
    condition     = alltrue([for vpc in var.vpcs : vpc.attachment_id != null || length(vpc.subnets) > 0])
    error_message = join("\n", [for key, vpc in var.vpcs : "vpcs.${key}.subnets: none; name one in each zone the VPC uses, or give the attachment_id if its own account has attached it." if vpc.attachment_id == null && length(vpc.subnets) == 0])
  }

  validation {
    condition = alltrue(flatten([for vpc in var.vpcs : [for name in concat(keys(vpc.subnets), keys(vpc.route_tables)) : can(regex(local.key_pattern, name))]]))
    error_message = join("\n", flatten([
      for key, vpc in var.vpcs : [
        for part, given in { subnets = vpc.subnets, route_tables = vpc.route_tables } : [
          for name in keys(given) : "vpcs.${key}.${part}.${name}: ${name} is no name for this; ${local.key_advice}." if !can(regex(local.key_pattern, name))
        ]
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([for vpc in var.vpcs : [for id in values(vpc.subnets) : can(regex("^subnet-${local.hex}$", id))]]))
    error_message = join("\n", flatten([
      for key, vpc in var.vpcs : [
        for name, id in vpc.subnets : "vpcs.${key}.subnets.${name}: ${coalesce(id, "null")} is no subnet id; it reads like subnet-0aa11bb22cc33dd44." if !can(regex("^subnet-${local.hex}$", id))
      ]
    ]))
  }

  validation {
    condition = length(toset(flatten([for vpc in var.vpcs : values(vpc.subnets)]))) == length(flatten([for vpc in var.vpcs : values(vpc.subnets)]))
    error_message = join("\n", [
      for id, places in merge({}, {
        for use in flatten([
          for key, vpc in var.vpcs : [for name, id in vpc.subnets : { id = coalesce(id, "null"), place = "vpcs.${key}.subnets.${name}" }]
        ]) : use.id => use.place...
      }) : "${join(" and ", places)}: ${id} stands ${length(places)} times; name each subnet once."
      if length(places) > 1
    ])
  }

  validation {
    condition = alltrue(flatten([for vpc in var.vpcs : [for id in values(vpc.route_tables) : can(regex("^rtb-${local.hex}$", id))]]))
    error_message = join("\n", flatten([
      for key, vpc in var.vpcs : [
        for name, id in vpc.route_tables : "vpcs.${key}.route_tables.${name}: ${coalesce(id, "null")} is no route table id; it reads like rtb-0aa11bb22cc33dd44." if !can(regex("^rtb-${local.hex}$", id))
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
    condition = alltrue(flatten([for vpc in var.vpcs : [for route in vpc.routes : can(regex(local.prefix_list_pattern, route)) || can(regex(local.cidr_pattern, route)) || can(regex(":", cidrhost(route, 0)))]]))
    error_message = join("\n", flatten([
      for key, vpc in var.vpcs : [
        for route in vpc.routes : "vpcs.${key}.routes: ${coalesce(route, "null")} is no range and no prefix list; write it like 10.0.0.0/8, 2001:db8::/32 or pl-0aa11bb22cc33dd44."
        if !(can(regex(local.prefix_list_pattern, route)) || can(regex(local.cidr_pattern, route)) || can(regex(":", cidrhost(route, 0))))
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([for vpc in var.vpcs : [for route in vpc.routes : can(regex(local.cidr_pattern, route)) || can(regex(":", cidrhost(route, 0))) ? "${cidrhost(route, 0)}/${tonumber(split("/", route)[1])}" == route : true]]))
    error_message = join("\n", flatten([
      for key, vpc in var.vpcs : [
        for route in vpc.routes : "vpcs.${key}.routes: ${route} has bits set behind its prefix, or is not written in AWS's way; write ${cidrhost(route, 0)}/${tonumber(split("/", route)[1])}."
        if can(regex(local.cidr_pattern, route)) || can(regex(":", cidrhost(route, 0))) ? "${cidrhost(route, 0)}/${tonumber(split("/", route)[1])}" != route : false
      ]
    ]))
  }

  validation {
    condition     = alltrue([for vpc in var.vpcs : length(toset(vpc.routes)) == length(vpc.routes)])
    error_message = join("\n", [for key, vpc in var.vpcs : "vpcs.${key}.routes: ${join(", ", [for route in vpc.routes : coalesce(route, "null")])} names one twice; name each once." if length(toset(vpc.routes)) != length(vpc.routes)])
  }

  validation {
    condition     = alltrue([for vpc in var.vpcs : length(vpc.routes) == 0 || length(vpc.route_tables) > 0])
    error_message = join("\n", [for key, vpc in var.vpcs : "vpcs.${key}.routes: ${join(", ", [for route in vpc.routes : coalesce(route, "null")])} stand in no route table; name those they go into in route_tables, or leave routes out." if length(vpc.routes) > 0 && length(vpc.route_tables) == 0])
  }

  validation {
    condition = !anytrue(flatten([for vpc in var.vpcs : [for route in vpc.routes : [for cidr in vpc.cidrs : try(tonumber(split("/", route)[1]) >= tonumber(split("/", cidr)[1]) && cidrhost("${split("/", route)[0]}/${split("/", cidr)[1]}", 0) == split("/", cidr)[0], false)]]]))
    error_message = join("\n", flatten([
      for key, vpc in var.vpcs : [
        for route in vpc.routes : [
          for cidr in vpc.cidrs : "vpcs.${key}.routes: ${route} lies in ${cidr}, the VPC's own range, and stays within it; take it away."
          if try(tonumber(split("/", route)[1]) >= tonumber(split("/", cidr)[1]) && cidrhost("${split("/", route)[0]}/${split("/", cidr)[1]}", 0) == split("/", cidr)[0], false)
        ]
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for item in var.vpcs : [
        for key, value in item.tags : can(regex("^.{1,128}$", key)) && !startswith(lower(key), "aws:") && key != "Name" && try(length(value) <= 256, false)
      ]
    ]))
    error_message = join("\n", flatten([
      for name, item in var.vpcs : [
        for key, value in item.tags : join("", [
          "vpcs.${name}.tags.${key}: ",
          startswith(lower(key), "aws:") ? "keys that start with aws: are Amazon's; take another key."
          : key == "Name" ? "tieline names what it makes; take another key."
          : value == null ? "null is no value; give text, or take the tag away."
          : !can(regex("^.{1,128}$", key)) ? "the key has ${length(key)} characters, AWS takes 1-128; shorten it."
          : "the value has ${length(value)} characters, AWS takes up to 256; shorten it.",
        ])
        if !can(regex("^.{1,128}$", key)) || startswith(lower(key), "aws:") || key == "Name" || try(length(value) > 256, true)
      ]
    ]))
  }

  validation {
    condition     = alltrue([for item in var.vpcs : length(merge(var.tags, item.tags)) <= 45])
    error_message = join("\n", [for name, item in var.vpcs : "vpcs.${name}.tags: ${length(merge(var.tags, item.tags))} tags with the module's; AWS takes 50 on a resource and up to 5 are set here: keep to 45." if length(merge(var.tags, item.tags)) > 45])
  }
}
