variable "accepted_virtual_interfaces" {
  description = <<-EOT
    Virtual interfaces that another account has made for this one, to accept here, by names of yours as of `private_virtual_interfaces`. Default: none.
    - `id`: (Required) its id, dxvif-...
    - `type`: (Required) private, transit or public.
    - `vpn_gateway_id`: (Optional) the virtual private gateway a private one leads straight to, instead of `gateway`. Default: null. An id that is not known before apply must be wrapped: `coalesce(aws_vpn_gateway.other.id)`.
    - `connection_id`: (Optional) the other account's connection or LAG it is on, which its alarms want; without it there are none. Default: null. Wrap an unknown one as above.
    - `address_families`: (Optional) of its BGP peers: ipv4, ipv6 or both. Default: ipv4 alone.
    - `tags`: (Optional) tags of it and its alarms, over the module's. Default: none.
  EOT
  type = map(object({
    id               = string
    type             = string
    vpn_gateway_id   = optional(string)
    connection_id    = optional(string)
    address_families = optional(set(string), ["ipv4"])
    tags             = optional(map(string), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for key, interface in var.accepted_virtual_interfaces : can(regex(local.key_pattern, key))])
    error_message = join("\n", [for key, interface in var.accepted_virtual_interfaces : "accepted_virtual_interfaces.${key}: ${key} is no name for a virtual interface; ${local.key_advice}." if !can(regex(local.key_pattern, key))])
  }

  validation {
    condition = (
      length(toset(concat(keys(var.accepted_virtual_interfaces), keys(var.private_virtual_interfaces), keys(var.transit_virtual_interfaces), keys(var.public_virtual_interfaces))))
      == length(var.accepted_virtual_interfaces) + length(var.private_virtual_interfaces) + length(var.transit_virtual_interfaces) + length(var.public_virtual_interfaces)
    )
    error_message = join("\n", [
      for key, places in merge({}, {
        for use in flatten([
          for kind, names in {
            accepted_virtual_interfaces = keys(var.accepted_virtual_interfaces)
            private_virtual_interfaces  = keys(var.private_virtual_interfaces)
            transit_virtual_interfaces  = keys(var.transit_virtual_interfaces)
            public_virtual_interfaces   = keys(var.public_virtual_interfaces)
          } : [for key in names : { key = key, place = "${kind}.${key}" }]
        ]) : use.key => use.place...
      }) : "${join(" and ", places)}: one name for ${length(places)} virtual interfaces; give each a name of its own."
      if length(places) > 1
    ])
  }

  validation {
    condition     = alltrue([for key, interface in var.accepted_virtual_interfaces : can(regex("^dxvif-[0-9a-z]{8,17}$", interface.id))])
    error_message = join("\n", [for key, interface in var.accepted_virtual_interfaces : "accepted_virtual_interfaces.${key}.id: ${coalesce(interface.id, "null")} is no virtual interface; it reads like dxvif-0aa11bb2." if !can(regex("^dxvif-[0-9a-z]{8,17}$", interface.id))])
  }

  validation {
    condition     = length(toset(values(var.accepted_virtual_interfaces)[*].id)) == length(var.accepted_virtual_interfaces)
    error_message = join("\n", [for id, names in { for key, interface in var.accepted_virtual_interfaces : coalesce(interface.id, "null") => key... } : "accepted_virtual_interfaces: ${id} stands under ${join(" and ", names)}; accept each virtual interface once." if length(names) > 1])
  }

  validation {
    condition     = alltrue([for key, interface in var.accepted_virtual_interfaces : try(contains(["private", "transit", "public"], interface.type), false)])
    error_message = join("\n", [for key, interface in var.accepted_virtual_interfaces : "accepted_virtual_interfaces.${key}.type: ${coalesce(interface.type, "null")} is not one of private, transit, public; take one of them." if !try(contains(["private", "transit", "public"], interface.type), false)])
  }

  validation {
    condition     = alltrue([for key, interface in var.accepted_virtual_interfaces : interface.vpn_gateway_id == null ? true : can(regex("^vgw-${local.hex}$", interface.vpn_gateway_id))])
    error_message = join("\n", [for key, interface in var.accepted_virtual_interfaces : "accepted_virtual_interfaces.${key}.vpn_gateway_id: ${coalesce(interface.vpn_gateway_id, "null")} is no virtual private gateway id; it reads like vgw-0aa11bb22cc33dd44." if interface.vpn_gateway_id == null ? false : !can(regex("^vgw-${local.hex}$", interface.vpn_gateway_id))])
  }

  validation {
    condition     = alltrue([for key, interface in var.accepted_virtual_interfaces : interface.vpn_gateway_id == null || interface.type == "private"])
    error_message = join("\n", [for key, interface in var.accepted_virtual_interfaces : "accepted_virtual_interfaces.${key}.vpn_gateway_id: given, but a ${interface.type} virtual interface leads to no virtual private gateway; leave it out." if interface.vpn_gateway_id != null && interface.type != "private"])
  }

  validation {
    condition     = alltrue([for key, interface in var.accepted_virtual_interfaces : interface.type == "public" || interface.vpn_gateway_id != null || var.gateway != null])
    error_message = join("\n", [for key, interface in var.accepted_virtual_interfaces : "accepted_virtual_interfaces.${key}: leads nowhere; give gateway${interface.type == "private" ? ", or the interface's vpn_gateway_id" : ""}." if interface.type != "public" && interface.vpn_gateway_id == null && var.gateway == null])
  }

  validation {
    condition     = alltrue([for key, interface in var.accepted_virtual_interfaces : interface.connection_id == null ? true : can(regex(local.connection_pattern, interface.connection_id))])
    error_message = join("\n", [for key, interface in var.accepted_virtual_interfaces : "accepted_virtual_interfaces.${key}.connection_id: ${coalesce(interface.connection_id, "null")} is no connection and no LAG; it reads like dxcon-0aa11bb2 or dxlag-0aa11bb2." if interface.connection_id == null ? false : !can(regex(local.connection_pattern, interface.connection_id))])
  }

  validation {
    condition     = alltrue([for key, interface in var.accepted_virtual_interfaces : length(interface.address_families) > 0 && length(setsubtract(interface.address_families, ["ipv4", "ipv6"])) == 0])
    error_message = join("\n", [for key, interface in var.accepted_virtual_interfaces : "accepted_virtual_interfaces.${key}.address_families: ${length(interface.address_families) == 0 ? "none" : join(", ", interface.address_families)}; name ipv4, ipv6 or both." if !(length(interface.address_families) > 0 && length(setsubtract(interface.address_families, ["ipv4", "ipv6"])) == 0)])
  }

  validation {
    condition = alltrue(flatten([for interface in var.accepted_virtual_interfaces : [for tag, value in interface.tags : can(regex("^.{1,128}$", tag)) && !startswith(lower(tag), "aws:") && tag != "Name" && try(length(value) <= 256, false)]]))
    error_message = join("\n", flatten([
      for key, interface in var.accepted_virtual_interfaces : [
        for tag, value in interface.tags : join("", [
          "accepted_virtual_interfaces.${key}.tags.${tag}: ",
          startswith(lower(tag), "aws:") ? "keys that start with aws: are Amazon's; take another key."
          : tag == "Name" ? "tieline names what it makes; take another key."
          : value == null ? "null is no value; give text, or take the tag away."
          : !can(regex("^.{1,128}$", tag)) ? "the key has ${length(tag)} characters, AWS takes 1-128; shorten it."
          : "the value has ${length(value)} characters, AWS takes up to 256; shorten it.",
        ])
        if !(can(regex("^.{1,128}$", tag)) && !startswith(lower(tag), "aws:") && tag != "Name" && try(length(value) <= 256, false))
      ]
    ]))
  }

  validation {
    condition     = alltrue([for interface in var.accepted_virtual_interfaces : length(merge(var.tags, interface.tags)) <= 45])
    error_message = join("\n", [for key, interface in var.accepted_virtual_interfaces : "accepted_virtual_interfaces.${key}.tags: ${length(merge(var.tags, interface.tags))} tags with the module's; AWS takes 50 on a resource and up to 5 are set here: keep to 45." if length(merge(var.tags, interface.tags)) > 45])
  }
}
