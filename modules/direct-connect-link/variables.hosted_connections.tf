# Patterns repeat these variables without their validations: tools/docs.py copies them.

variable "hosted_connections" {
  description = <<-EOT
    Connections that a partner has made for you, by names of yours, as of `connections`. Each carries a single virtual interface. Default: none.
    - `id`: (Required) the id the partner tells.
    - `confirm`: (Optional) whether it is accepted here, which starts its port hours; false for one that you have accepted. Default: true.
    - `location`: (Optional) the code of the Direct Connect location it is at, such as EqDC2, as a fact. Default: null.
    - `bandwidth`: (Optional) what it has, as a fact: 50Mbps, 100Mbps, 200Mbps, 300Mbps, 400Mbps, 500Mbps, 1Gbps, 2Gbps, 5Gbps, 10Gbps or 25Gbps. Default: null.
  EOT
  type = map(object({
    id        = string
    confirm   = optional(bool, true)
    location  = optional(string)
    bandwidth = optional(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for key in keys(var.hosted_connections) : can(regex(local.key_pattern, key))])
    error_message = join("\n", [for key in keys(var.hosted_connections) : "hosted_connections.${key}: ${key} is no name for a connection; ${local.key_advice}." if !can(regex(local.key_pattern, key))])
  }

  validation {
    condition     = alltrue([for item in var.hosted_connections : can(regex(local.connection_id_pattern, item.id))])
    error_message = join("\n", [for key, item in var.hosted_connections : "hosted_connections.${key}.id: ${coalesce(item.id, "null")} is no connection id; it reads like dxcon-fh6ayh1d." if !can(regex(local.connection_id_pattern, item.id))])
  }

  validation {
    condition     = alltrue([for item in var.hosted_connections : item.location == null ? true : can(regex(local.location_pattern, item.location))])
    error_message = join("\n", [for key, item in var.hosted_connections : "hosted_connections.${key}.location: ${coalesce(item.location, "\"\"")} is no location's code; it reads like EqDC2, as `aws directconnect describe-locations` lists it." if item.location == null ? false : !can(regex(local.location_pattern, item.location))])
  }

  validation {
    condition     = alltrue([for item in var.hosted_connections : item.bandwidth == null ? true : contains(local.hosted_bandwidths, item.bandwidth)])
    error_message = join("\n", [for key, item in var.hosted_connections : "hosted_connections.${key}.bandwidth: ${coalesce(item.bandwidth, "\"\"")} is no speed of a hosted connection, which are ${join(", ", local.hosted_bandwidths)}; take one of these." if item.bandwidth == null ? false : !contains(local.hosted_bandwidths, item.bandwidth)])
  }

  validation {
    condition = length(toset(concat(keys(var.connections), keys(var.hosted_connections), keys(var.lags)))) == length(var.connections) + length(var.hosted_connections) + length(var.lags)
    error_message = join("\n", [
      for key, places in merge({}, {
        for use in concat(
          [for key in keys(var.connections) : { key = key, place = "connections" }],
          [for key in keys(var.hosted_connections) : { key = key, place = "hosted_connections" }],
          [for key in keys(var.lags) : { key = key, place = "lags" }],
        ) : use.key => use.place...
      }) : "${join(" and ", [for place in places : "${place}.${key}"])}: one name for ${length(places)} things; give each a name of its own."
      if length(places) > 1
    ])
  }

  validation {
    condition = length(toset(concat(values(var.hosted_connections)[*].id, [for item in var.connections : item.id if item.id != null]))) == length(concat(values(var.hosted_connections)[*].id, [for item in var.connections : item.id if item.id != null]))
    error_message = join("\n", [
      for id, places in merge({}, {
        for use in concat(
          [for key, item in var.connections : { id = item.id, place = "connections.${key}" } if item.id != null],
          [for key, item in var.hosted_connections : { id = coalesce(item.id, "null"), place = "hosted_connections.${key}" }],
        ) : use.id => use.place...
      }) : "${join(" and ", places)}: ${id} is one connection under ${length(places)} names; name each once."
      if length(places) > 1
    ])
  }
}
