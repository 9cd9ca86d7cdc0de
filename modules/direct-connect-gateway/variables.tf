variable "name" {
  description = "What it is called: the gateway's name, if nothing else is, and part of those of virtual interfaces and alarms, where - stands for _. Up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex(local.key_pattern, var.name))
    error_message = "name: ${var.name} is no name for this; ${local.key_advice}."
  }
}

variable "tags" {
  description = "Tags of virtual interfaces and alarms, beside their Name; AWS takes none on gateways and associations. Default: none."
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
