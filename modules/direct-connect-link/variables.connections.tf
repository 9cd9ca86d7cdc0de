# Patterns repeat these variables without their validations: tools/docs.py copies them.

variable "connections" {
  description = <<-EOT
    Dedicated connections, ordered or adopted, by names of yours: up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends; no hosted connection or LAG may have the same. Default: none.
    - `id`: (Optional) adopts this connection instead of ordering one. Default: null, a connection is ordered. An id that is not known before apply must be wrapped: `coalesce(aws_dx_connection.other.id)`.
    - `location`: (Optional) the code of the Direct Connect location, such as EqDC2. Required without `id`. Of an adopted connection: where it is, as a fact.
    - `bandwidth`: (Optional) 1Gbps, 10Gbps, 100Gbps or 400Gbps. Required without `id`. Of an adopted connection: what it has, as a fact.
    - `provider_name`: (Optional) the provider that brings you to the location. Default: none.
    - `macsec`: (Optional) off, for a port without MACsec, or of one with it, at 10, 100 and 400 Gbps, the encryption mode: no_encrypt, should_encrypt or must_encrypt. Default: null, a port with MACsec where the speed has one, in AWS's own mode. To and from off replaces the connection.
    - `skip_destroy`: (Optional) whether AWS keeps the connection when Terraform destroys or replaces it. Default: true, for a cross connect given back takes weeks to get again.
    - `lag`: (Optional) the name of the LAG it joins, one of `lags`; from 10 Gbps on with `macsec` off only. Default: null.
    - `tags`: (Optional) tags of the connection and its alarms, over the module's. Default: none.
  EOT
  type = map(object({
    id            = optional(string)
    location      = optional(string)
    bandwidth     = optional(string)
    provider_name = optional(string)
    macsec        = optional(string)
    skip_destroy  = optional(bool, true)
    lag           = optional(string)
    tags          = optional(map(string), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for key in keys(var.connections) : can(regex(local.key_pattern, key))])
    error_message = join("\n", [for key in keys(var.connections) : "connections.${key}: ${key} is no name for a connection; ${local.key_advice}." if !can(regex(local.key_pattern, key))])
  }

  validation {
    condition     = alltrue([for item in var.connections : item.id == null ? true : can(regex(local.connection_id_pattern, item.id))])
    error_message = join("\n", [for key, item in var.connections : "connections.${key}.id: ${coalesce(item.id, "null")} is no connection id; it reads like dxcon-fh6ayh1d." if item.id == null ? false : !can(regex(local.connection_id_pattern, item.id))])
  }

  validation {
    condition = alltrue(flatten([
      for item in var.connections : item.id == null ? [true] : concat([length(item.tags) == 0], [for key, unset in local.created_connection_only : item[key] == unset])
    ]))
    error_message = join("\n", flatten([
      for name, item in var.connections : item.id == null ? [] : [
        for key in concat([for key, unset in local.created_connection_only : key if item[key] != unset], length(item.tags) > 0 ? ["tags"] : []) :
        "connections.${name}.${key}: belongs to a created connection, but id adopts one; remove one of the two."
      ]
    ]))
  }

  validation {
    condition = alltrue([for item in var.connections : item.id != null || (item.location != null && item.bandwidth != null)])
    error_message = join("\n", flatten([
      for name, item in var.connections : [
        for key, example in { location = "EqDC2", bandwidth = "10Gbps" } : "connections.${name}.${key}: missing; say it, such as ${example}, or adopt a connection by its id." if item[key] == null
      ]
      if item.id == null
    ]))
  }

  validation {
    condition     = alltrue([for item in var.connections : item.location == null ? true : can(regex(local.location_pattern, item.location))])
    error_message = join("\n", [for key, item in var.connections : "connections.${key}.location: ${coalesce(item.location, "\"\"")} is no location's code; it reads like EqDC2, as `aws directconnect describe-locations` lists it." if item.location == null ? false : !can(regex(local.location_pattern, item.location))])
  }

  validation {
    condition     = alltrue([for item in var.connections : item.bandwidth == null ? true : can(local.bandwidths[item.bandwidth])])
    error_message = join("\n", [for key, item in var.connections : "connections.${key}.bandwidth: ${coalesce(item.bandwidth, "\"\"")} is no speed of a dedicated connection, which are ${local.bandwidths_told}; less is a hosted connection, which a partner makes: hosted_connections." if item.bandwidth == null ? false : !can(local.bandwidths[item.bandwidth])])
  }

  validation {
    condition     = alltrue([for item in var.connections : item.provider_name == null ? true : trimspace(item.provider_name) != ""])
    error_message = join("\n", [for key, item in var.connections : "connections.${key}.provider_name: empty; name the provider, or leave it out." if item.provider_name == null ? false : trimspace(item.provider_name) == ""])
  }

  validation {
    condition     = alltrue([for item in var.connections : item.macsec == null ? true : contains(local.macsec_choices, item.macsec)])
    error_message = join("\n", [for key, item in var.connections : "connections.${key}.macsec: ${coalesce(item.macsec, "\"\"")} is not one of ${join(", ", local.macsec_choices)}; take one of them." if item.macsec == null ? false : !contains(local.macsec_choices, item.macsec)])
  }

  validation {
    condition = alltrue([
      for item in var.connections : item.macsec == null || item.macsec == "off" || try(local.bandwidths[item.bandwidth].macsec, true)
    ])
    error_message = join("\n", [
      for key, item in var.connections : "connections.${key}.macsec: ${item.macsec}, but no port of ${item.bandwidth} can do MACsec; leave it out, or take 10Gbps or more."
      if item.macsec != null && item.macsec != "off" && !try(local.bandwidths[item.bandwidth].macsec, true)
    ])
  }

  validation {
    # The provider makes LAGs without MACsec, and AWS lets no connection that has it join one of these.
    condition = alltrue([
      for item in var.connections : item.id != null || item.lag == null || item.macsec == "off" || !try(local.bandwidths[item.bandwidth].macsec, false)
    ])
    error_message = join("\n", [
      for key, item in var.connections : "connections.${key}.lag: ${item.lag}, but a connection with MACsec${item.macsec == null ? ", which ${item.bandwidth} asks for by itself," : ""} joins no LAG; write macsec = \"off\" (one already ordered is replaced by that), or leave lag out."
      if item.id == null && item.lag != null && item.macsec != "off" && try(local.bandwidths[item.bandwidth].macsec, false)
    ])
  }

  validation {
    condition = alltrue(flatten([
      for item in var.connections : [
        for key, value in item.tags : can(regex("^.{1,128}$", key)) && !startswith(lower(key), "aws:") && key != "Name" && try(length(value) <= 256, false)
      ]
    ]))
    error_message = join("\n", flatten([
      for name, item in var.connections : [
        for key, value in item.tags : join("", [
          "connections.${name}.tags.${key}: ",
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
    condition     = alltrue([for item in var.connections : length(merge(var.tags, item.tags)) <= 45])
    error_message = join("\n", [for name, item in var.connections : "connections.${name}.tags: ${length(merge(var.tags, item.tags))} tags with the module's; AWS takes 50 on a resource and up to 5 are set here: keep to 45." if length(merge(var.tags, item.tags)) > 45])
  }
}
