variable "name" {
  description = "What the connections are called: part of the log group's and the alarms' names. Up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex(local.key_pattern, var.name))
    error_message = "name: ${var.name} is no name for this; ${local.key_advice}."
  }
}

variable "tags" {
  description = "Tags of everything made here, beside its Name. Default: none."
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

variable "vpn_gateway_id" {
  description = "The virtual private gateway on AWS's side; either this or `transit_gateway_id`. Default: null."
  type        = string
  default     = null

  validation {
    condition     = var.vpn_gateway_id == null ? true : can(regex("^vgw-([0-9a-f]{8}|[0-9a-f]{17})$", var.vpn_gateway_id))
    error_message = "vpn_gateway_id: ${coalesce(var.vpn_gateway_id, "null")} is no virtual private gateway id; it reads like vgw-0aa11bb22cc33dd44."
  }
}

variable "transit_gateway_id" {
  description = "The transit gateway on AWS's side; either this or `vpn_gateway_id`. An id that is not known before apply must be wrapped: `coalesce(aws_ec2_transit_gateway.other.id)`. Default: null."
  type        = string
  default     = null

  validation {
    condition     = var.transit_gateway_id == null ? true : can(regex("^tgw-([0-9a-f]{8}|[0-9a-f]{17})$", var.transit_gateway_id))
    error_message = "transit_gateway_id: ${coalesce(var.transit_gateway_id, "null")} is no transit gateway id; it reads like tgw-0aa11bb22cc33dd44."
  }

  validation {
    condition     = (var.vpn_gateway_id == null) != (var.transit_gateway_id == null)
    error_message = "transit_gateway_id: ${var.transit_gateway_id == null ? "neither this nor vpn_gateway_id is given; name the gateway on AWS's side" : "given, and vpn_gateway_id too; a connection ends at one gateway: keep one of them"}."
  }
}
