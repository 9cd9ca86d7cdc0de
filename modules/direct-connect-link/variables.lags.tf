# Patterns repeat these variables without their validations: tools/docs.py copies them.

variable "lags" {
  description = <<-EOT
    Link aggregation groups, made or adopted, by names of yours, as of `connections`. Members say so with `lag`: 4 at most, 2 at 100 and 400 Gbps; a made one has at least one. Default: none.
    - `id`: (Optional) adopts this LAG instead of making one. Default: null, a LAG is made. An id that is not known before apply must be wrapped: `coalesce(aws_dx_lag.other.id)`.
    - `location`: (Optional) the code of the location, that of its members. Required without `id`. Of an adopted LAG: where it is, as a fact.
    - `bandwidth`: (Optional) the speed of each member: 1Gbps, 10Gbps, 100Gbps or 400Gbps. Required without `id`. Of an adopted LAG: what it has, as a fact.
    - `provider_name`: (Optional) the provider that brings you to the location. Default: none.
    - `force_destroy`: (Optional) whether a destroyed LAG takes connections that are still on it with it. Default: false.
    - `tags`: (Optional) tags of the LAG, over the module's. Default: none.
  EOT
  type = map(object({
    id            = optional(string)
    location      = optional(string)
    bandwidth     = optional(string)
    provider_name = optional(string)
    force_destroy = optional(bool, false)
    tags          = optional(map(string), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for key in keys(var.lags) : can(regex(local.key_pattern, key))])
    error_message = join("\n", [for key in keys(var.lags) : "lags.${key}: ${key} is no name for a LAG; ${local.key_advice}." if !can(regex(local.key_pattern, key))])
  }

  validation {
    condition     = alltrue([for item in var.lags : item.id == null ? true : can(regex(local.lag_id_pattern, item.id))])
    error_message = join("\n", [for key, item in var.lags : "lags.${key}.id: ${coalesce(item.id, "null")} is no LAG id; it reads like dxlag-fgnsp5rq." if item.id == null ? false : !can(regex(local.lag_id_pattern, item.id))])
  }

  validation {
    condition = alltrue(flatten([
      for item in var.lags : item.id == null ? [true] : concat([length(item.tags) == 0], [for key, unset in local.created_lag_only : item[key] == unset])
    ]))
    error_message = join("\n", flatten([
      for name, item in var.lags : item.id == null ? [] : [
        for key in concat([for key, unset in local.created_lag_only : key if item[key] != unset], length(item.tags) > 0 ? ["tags"] : []) :
        "lags.${name}.${key}: belongs to a created LAG, but id adopts one; remove one of the two."
      ]
    ]))
  }

  validation {
    condition = alltrue([for item in var.lags : item.id != null || (item.location != null && item.bandwidth != null)])
    error_message = join("\n", flatten([
      for name, item in var.lags : [
        for key, example in { location = "EqDC2", bandwidth = "10Gbps" } : "lags.${name}.${key}: missing; say it, such as ${example}, or adopt a LAG by its id." if item[key] == null
      ]
      if item.id == null
    ]))
  }

  validation {
    condition     = alltrue([for item in var.lags : item.location == null ? true : can(regex(local.location_pattern, item.location))])
    error_message = join("\n", [for key, item in var.lags : "lags.${key}.location: ${coalesce(item.location, "\"\"")} is no location's code; it reads like EqDC2, as `aws directconnect describe-locations` lists it." if item.location == null ? false : !can(regex(local.location_pattern, item.location))])
  }

  validation {
    condition     = alltrue([for item in var.lags : item.bandwidth == null ? true : can(local.bandwidths[item.bandwidth])])
    error_message = join("\n", [for key, item in var.lags : "lags.${key}.bandwidth: ${coalesce(item.bandwidth, "\"\"")} is no speed of a dedicated connection, which are ${local.bandwidths_told}; a LAG is of dedicated connections alone." if item.bandwidth == null ? false : !can(local.bandwidths[item.bandwidth])])
  }

  validation {
    condition     = alltrue([for item in var.lags : item.provider_name == null ? true : trimspace(item.provider_name) != ""])
    error_message = join("\n", [for key, item in var.lags : "lags.${key}.provider_name: empty; name the provider, or leave it out." if item.provider_name == null ? false : trimspace(item.provider_name) == ""])
  }

  validation {
    condition     = length(toset([for item in var.lags : item.id if item.id != null])) == length([for item in var.lags : item.id if item.id != null])
    error_message = join("\n", [for id, names in { for key, item in var.lags : coalesce(item.id, "null") => key... if item.id != null } : "lags: ${id} stands under ${join(" and ", names)}; name each LAG once." if length(names) > 1])
  }

  validation {
    condition     = alltrue([for item in var.connections : item.lag == null ? true : contains(keys(var.lags), item.lag)])
    error_message = join("\n", [for key, item in var.connections : "connections.${key}.lag: ${item.lag} is not in lags, which ${length(var.lags) > 0 ? "has ${join(", ", keys(var.lags))}" : "is empty"}; take one of these, or add it." if item.lag == null ? false : !contains(keys(var.lags), item.lag)])
  }

  validation {
    condition = alltrue(flatten([
      for members in [{ for item in var.connections : item.lag => true... if item.lag != null }] : [
        for key, lag in var.lags : lag.id != null || can(members[key])
      ]
    ]))
    error_message = join("\n", flatten([
      for members in [{ for item in var.connections : item.lag => true... if item.lag != null }] : [
        for key, lag in var.lags : "lags.${key}: no member; name it in the lag of a connection, or remove it." if lag.id == null && !can(members[key])
      ]
    ]))
  }

  validation {
    # An adopted LAG that states no speed has that of its members.
    condition = alltrue(flatten([
      for members in [{ for item in var.connections : item.lag => item.bandwidth... if item.lag != null }] : [
        for key, lag in var.lags : length(try(members[key], [])) <= min(4, [for bandwidth in concat([lag.bandwidth], try(members[key], [])) : try(local.bandwidths[bandwidth].lag_size, 4)]...)
      ]
    ]))
    error_message = join("\n", flatten([
      for members in [{ for key, item in var.connections : item.lag => { name = key, bandwidth = item.bandwidth }... if item.lag != null }] : [
        for key, lag in var.lags : [
          for limit in [min(4, [for bandwidth in concat([lag.bandwidth], try(members[key], [])[*].bandwidth) : try(local.bandwidths[bandwidth].lag_size, 4)]...)] :
          "lags.${key}: ${length(members[key])} members (${join(", ", members[key][*].name)}); a LAG takes ${limit}${limit == 2 ? " at 100 and 400 Gbps" : ""}: make another LAG."
          if length(try(members[key], [])) > limit
        ]
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for item in var.connections : [
        for key in ["location", "bandwidth"] : item.lag == null || item[key] == null || try(var.lags[item.lag][key], null) == null || item[key] == try(var.lags[item.lag][key], null)
      ]
    ]))
    error_message = join("\n", flatten([
      for name, item in var.connections : [
        for key in ["location", "bandwidth"] : "connections.${name}.${key}: ${item[key]}, but lags.${item.lag} has ${var.lags[item.lag][key]}; a LAG's members have its ${key}."
        if !(item.lag == null || item[key] == null || try(var.lags[item.lag][key], null) == null || item[key] == try(var.lags[item.lag][key], null))
      ]
    ]))
  }

  validation {
    condition = alltrue(flatten([
      for item in var.lags : [
        for key, value in item.tags : can(regex("^.{1,128}$", key)) && !startswith(lower(key), "aws:") && key != "Name" && try(length(value) <= 256, false)
      ]
    ]))
    error_message = join("\n", flatten([
      for name, item in var.lags : [
        for key, value in item.tags : join("", [
          "lags.${name}.tags.${key}: ",
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
    condition     = alltrue([for item in var.lags : length(merge(var.tags, item.tags)) <= 45])
    error_message = join("\n", [for name, item in var.lags : "lags.${name}.tags: ${length(merge(var.tags, item.tags))} tags with the module's; AWS takes 50 on a resource and up to 5 are set here: keep to 45." if length(merge(var.tags, item.tags)) > 45])
  }
}
