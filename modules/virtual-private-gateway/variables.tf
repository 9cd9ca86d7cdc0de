variable "name" {
  description = "The gateway's Name tag: up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends; or two of these with / between them, such as \"backbone/shop\"."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]([a-z0-9_-]{0,38}[a-z0-9])?(/[a-z0-9]([a-z0-9_-]{0,38}[a-z0-9])?)?$", var.name))
    error_message = "name: ${var.name} is no name for this; take up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends."
  }
}

variable "tags" {
  description = "Tags of the gateway, beside its Name. Default: none."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = !anytrue([for key in keys(var.tags) : startswith(lower(key), "aws:")])
    error_message = join("\n", [for key in keys(var.tags) : "tags.${key}: keys that start with aws: are Amazon's; take another key." if startswith(lower(key), "aws:")])
  }

  validation {
    condition     = !contains(keys(var.tags), "Name")
    error_message = "tags.Name: tieline names what it makes; take another key."
  }

  validation {
    condition     = alltrue([for key in keys(var.tags) : length(key) >= 1 && length(key) <= 128])
    error_message = join("\n", [for key in keys(var.tags) : "tags.${key}: the key has ${length(key)} characters, AWS takes 1-128; shorten it." if length(key) < 1 || length(key) > 128])
  }

  validation {
    condition     = alltrue([for value in values(var.tags) : value != null])
    error_message = join("\n", [for key, value in var.tags : "tags.${key}: null is no value; give text, or take the tag away." if value == null])
  }

  validation {
    condition     = alltrue([for value in values(var.tags) : try(length(value) <= 256, true)])
    error_message = join("\n", [for key, value in var.tags : "tags.${key}: the value has ${length(value)} characters, AWS takes up to 256; shorten it." if try(length(value) > 256, false)])
  }

  validation {
    condition     = length(var.tags) <= 45
    error_message = "tags: ${length(var.tags)} tags; AWS takes 50 on a resource and up to 5 are set here: keep to 45."
  }
}

variable "vpc_id" {
  description = "The VPC to attach the gateway to. Default: null, a gateway without a VPC, such as the hub of a VPN CloudHub."
  type        = string
  default     = null

  validation {
    condition     = var.vpc_id == null ? true : can(regex("^vpc-([0-9a-f]{8}|[0-9a-f]{17})$", var.vpc_id))
    error_message = "vpc_id: ${coalesce(var.vpc_id, "null")} is no VPC id; it reads like vpc-0aa11bb22cc33dd44."
  }
}

variable "vpn_gateway" {
  description = <<-EOT
    The virtual private gateway: created, or adopted by its id.
    - `id`: (Optional) adopts this gateway instead of creating one. Default: null, a gateway is created. An id that is not known before apply must be wrapped: `coalesce(aws_vpn_gateway.other.id)`.
    - `asn`: (Optional) the Amazon-side ASN, 64512-65534 or 4200000000-4294967294. Default: null, AWS's own default 64512. Of an adopted gateway: the ASN it has, as a fact. Changing it replaces a created gateway.
    - `attach`: (Optional) whether to attach the gateway to `vpc_id`. Default: true for a created gateway with a `vpc_id`, false for an adopted one.
  EOT
  type = object({
    id     = optional(string)
    asn    = optional(number)
    attach = optional(bool)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.vpn_gateway.id == null ? true : can(regex("^vgw-([0-9a-f]{8}|[0-9a-f]{17})$", var.vpn_gateway.id))
    error_message = "vpn_gateway.id: ${coalesce(var.vpn_gateway.id, "null")} is no virtual private gateway id; it reads like vgw-0aa11bb22cc33dd44."
  }

  validation {
    condition = var.vpn_gateway.asn == null ? true : anytrue([
      for range in [[64512, 65534], [4200000000, 4294967294]] :
      var.vpn_gateway.asn >= range[0] && var.vpn_gateway.asn <= range[1] && floor(var.vpn_gateway.asn) == var.vpn_gateway.asn
    ])
    error_message = "vpn_gateway.asn: ${coalesce(var.vpn_gateway.asn, 0)} cannot be an Amazon-side ASN; take one of 64512-65534 or 4200000000-4294967294."
  }

  validation {
    condition     = var.vpn_gateway.attach == true ? var.vpc_id != null : true
    error_message = "vpn_gateway.attach: true, but there is no VPC; give vpc_id, or leave attach out."
  }
}

variable "route_tables" {
  description = "Route tables of the VPC that shall learn the gateway's routes: ids by the caller's names. Default: none. Leave `propagating_vgws` of these tables unset: it fights with this."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key in keys(var.route_tables) : can(regex("^[a-z0-9]([a-z0-9_-]{0,38}[a-z0-9])?$", key))])
    error_message = join("\n", [for key in keys(var.route_tables) : "route_tables.${key}: ${key} is no name for this; take up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends." if !can(regex("^[a-z0-9]([a-z0-9_-]{0,38}[a-z0-9])?$", key))])
  }

  validation {
    condition     = alltrue([for id in values(var.route_tables) : can(regex("^rtb-([0-9a-f]{8}|[0-9a-f]{17})$", id))])
    error_message = join("\n", [for key, id in var.route_tables : "route_tables.${key}: ${coalesce(id, "null")} is no route table id; it reads like rtb-0aa11bb22cc33dd44." if !can(regex("^rtb-([0-9a-f]{8}|[0-9a-f]{17})$", id))])
  }

  validation {
    condition     = length(distinct(values(var.route_tables))) == length(var.route_tables)
    error_message = join("\n", [for id, keys in { for key, id in var.route_tables : id => key... if id != null } : "route_tables: ${id} stands under ${join(" and ", keys)}; name each route table once." if length(keys) > 1])
  }

  validation {
    condition     = length(var.route_tables) == 0 ? true : var.vpc_id != null
    error_message = "route_tables: ${join(", ", keys(var.route_tables))} cannot learn routes from a gateway without a VPC; give vpc_id, or leave route_tables out."
  }
}
