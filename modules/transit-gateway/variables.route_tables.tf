variable "route_tables" {
  description = <<-EOT
    The gateway's route tables, by names of yours: up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends. Default: none.
    - `id`: (Optional) adopts this table of an adopted gateway instead of creating one. Default: null, a table is created. An id that is not known before apply must be wrapped: `coalesce(aws_ec2_transit_gateway_route_table.other.id)`.
    - `tags`: (Optional) tags of a created table, over the module's. Default: none.
    - `routes`: (Optional) static routes, by IPv4 or IPv6 range or prefix list id. Default: none. Each has exactly one of:
      - `attachment`: (Optional) where it leads: the name of one of `vpcs`, `peerings` or `attachments`. Default: null.
      - `blackhole`: (Optional) whether what is sent there is dropped. Default: false.
  EOT
  type = map(object({
    id   = optional(string)
    tags = optional(map(string), {})
    routes = optional(map(object({
      attachment = optional(string)
      blackhole  = optional(bool, false)
    })), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for key in keys(var.route_tables) : can(regex(local.key_pattern, key))])
    error_message = join("\n", [for key in keys(var.route_tables) : "route_tables.${key}: ${key} is no name for a route table; ${local.key_advice}." if !can(regex(local.key_pattern, key))])
  }

  validation {
    condition     = alltrue([for table in var.route_tables : table.id == null ? true : can(regex("^tgw-rtb-${local.hex}$", table.id))])
    error_message = join("\n", [for key, table in var.route_tables : "route_tables.${key}.id: ${coalesce(table.id, "null")} is no route table of a transit gateway; it reads like tgw-rtb-0aa11bb22cc33dd44." if table.id == null ? false : !can(regex("^tgw-rtb-${local.hex}$", table.id))])
  }

  validation {
    condition     = length(toset([for table in var.route_tables : table.id if table.id != null])) == length([for table in var.route_tables : table.id if table.id != null])
    error_message = join("\n", [for id, names in { for key, table in var.route_tables : table.id => key... if table.id != null } : "route_tables: ${id} stands under ${join(" and ", names)}; name each route table once." if length(names) > 1])
  }

  validation {
    condition     = alltrue([for table in var.route_tables : table.id == null || length(table.tags) == 0])
    error_message = join("\n", [for key, table in var.route_tables : "route_tables.${key}.tags: belong to a created route table, but id adopts one; remove one of the two." if table.id != null && length(table.tags) > 0])
  }

  validation {
    condition = alltrue(flatten([
      for item in var.route_tables : [
        for key, value in item.tags : can(regex("^.{1,128}$", key)) && !startswith(lower(key), "aws:") && key != "Name" && try(length(value) <= 256, false)
      ]
    ]))
    error_message = join("\n", flatten([
      for name, item in var.route_tables : [
        for key, value in item.tags : join("", [
          "route_tables.${name}.tags.${key}: ",
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
    condition     = alltrue([for item in var.route_tables : length(merge(var.tags, item.tags)) <= 45])
    error_message = join("\n", [for name, item in var.route_tables : "route_tables.${name}.tags: ${length(merge(var.tags, item.tags))} tags with the module's; AWS takes 50 on a resource and up to 5 are set here: keep to 45." if length(merge(var.tags, item.tags)) > 45])
  }

  validation {
    condition = alltrue(flatten([
      for table in var.route_tables : [
        for route in keys(table.routes) : can(regex(local.prefix_list_pattern, route)) || can(regex(local.cidr_pattern, route)) || can(regex(":", cidrhost(route, 0)))
      ]
    ]))
    error_message = join("\n", flatten([
      for key, table in var.route_tables : [
        for route in keys(table.routes) : "route_tables.${key}.routes: ${route} is no range and no prefix list; write it like 10.44.0.0/16, 2001:db8:44::/56 or pl-0aa11bb22cc33dd44."
        if !can(regex(local.prefix_list_pattern, route)) && !can(regex(local.cidr_pattern, route)) && !can(regex(":", cidrhost(route, 0)))
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for table in var.route_tables : [
        for route in keys(table.routes) : can(regex(local.cidr_pattern, route)) || can(regex(":", cidrhost(route, 0))) ? "${cidrhost(route, 0)}/${tonumber(split("/", route)[1])}" == route : true
      ]
    ]))
    error_message = join("\n", flatten([
      for key, table in var.route_tables : [
        for route in keys(table.routes) : "route_tables.${key}.routes: ${route} has bits set behind its prefix, or is not written in AWS's way; write ${cidrhost(route, 0)}/${tonumber(split("/", route)[1])}."
        if can(regex(local.cidr_pattern, route)) || can(regex(":", cidrhost(route, 0))) ? "${cidrhost(route, 0)}/${tonumber(split("/", route)[1])}" != route : false
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([for table in var.route_tables : [for route in table.routes : (route.attachment != null) != route.blackhole]]))
    error_message = join("\n", flatten([
      for key, table in var.route_tables : [
        for destination, route in table.routes : "route_tables.${key}.routes.${destination}: ${route.blackhole ? "leads to ${coalesce(route.attachment, "null")} and is a blackhole; remove one of the two" : "leads nowhere; give its attachment, or blackhole = true"}."
        if(route.attachment != null) == route.blackhole
      ]
    ]))
  }

  validation {
    condition = length(setsubtract(flatten([for table in var.route_tables : [for route in table.routes : route.attachment if route.attachment != null]]), local.attachment_names)) == 0
    error_message = join("\n", flatten([
      for missing in [setsubtract(flatten([for table in var.route_tables : [for route in table.routes : route.attachment if route.attachment != null]]), local.attachment_names)] : [
        for key, table in var.route_tables : [
          for destination, route in table.routes : "route_tables.${key}.routes.${destination}: ${route.attachment} is no attachment; ${local.attachment_names_told}."
          if route.attachment == null ? false : contains(missing, route.attachment)
        ]
      ]
    ]))
  }

  validation {
    condition     = var.transit_gateway.id != null || alltrue([for table in var.route_tables : table.id == null])
    error_message = join("\n", [for key, table in var.route_tables : "route_tables.${key}.id: ${coalesce(table.id, "null")} is a table of another gateway than the one created here; remove it, or adopt its gateway by transit_gateway.id." if table.id != null])
  }
}
