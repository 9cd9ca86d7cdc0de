# Patterns repeat these variables without their validations: tools/docs.py copies them.

variable "macsec_keys" {
  description = <<-EOT
    MACsec keys of `connections`, by "<connection>", or "<connection>/<key>" for several of one connection: 3 at most. Each comes from Secrets Manager, or from `macsec_ckn` and `macsec_cak`. A connection takes keys once AWS has made it available. Default: none.
    - `secret_arn`: (Optional) the secret in Secrets Manager that Direct Connect holds for a key it has. Default: null, then `macsec_ckn` and `macsec_cak` have the key.
  EOT
  type = map(object({
    secret_arn = optional(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition = alltrue([for key in keys(var.macsec_keys) : contains(keys(var.connections), split("/", key)[0]) && can(regex(local.key_pattern, try(split("/", key)[1], "a"))) && length(split("/", key)) <= 2])
    error_message = join("\n", [
      for key in keys(var.macsec_keys) : join("", [
        "macsec_keys.${key}: ",
        contains(keys(var.hosted_connections), split("/", key)[0]) ? "${split("/", key)[0]} is a hosted connection, and those carry no MACsec; remove it."
        : !contains(keys(var.connections), split("/", key)[0]) ? "${split("/", key)[0]} is not in connections, which ${length(var.connections) > 0 ? "has ${join(", ", keys(var.connections))}" : "is empty"}; take one of these, or add it."
        : "what stands behind the connection is no name for a key; ${local.key_advice}."
      ])
      if !(contains(keys(var.connections), split("/", key)[0]) && can(regex(local.key_pattern, try(split("/", key)[1], "a"))) && length(split("/", key)) <= 2)
    ])
  }

  validation {
    condition = alltrue([
      for connection in [for key in keys(var.macsec_keys) : try(var.connections[split("/", key)[0]], null)] :
      try(connection.id != null || connection.macsec != "off", true) && try(local.bandwidths[connection.bandwidth].macsec, true)
    ])
    error_message = join("\n", [
      for key in keys(var.macsec_keys) : join("", [
        "macsec_keys.${key}: ${split("/", key)[0]} ${var.connections[split("/", key)[0]].id == null ? "is ordered without" : "has no"} MACsec ",
        try(local.bandwidths[var.connections[split("/", key)[0]].bandwidth].macsec, true) ? "(macsec is off); remove the key, or take another macsec."
        : "(no port of ${var.connections[split("/", key)[0]].bandwidth} can do it); remove the key${var.connections[split("/", key)[0]].id == null ? ", or take 10Gbps or more" : ""}.",
      ])
      if !(try(var.connections[split("/", key)[0]].id != null || var.connections[split("/", key)[0]].macsec != "off", true) && try(local.bandwidths[var.connections[split("/", key)[0]].bandwidth].macsec, true))
    ])
  }

  validation {
    condition     = alltrue([for item in var.macsec_keys : item.secret_arn == null ? true : can(regex(local.secret_pattern, item.secret_arn))])
    error_message = join("\n", [for key, item in var.macsec_keys : "macsec_keys.${key}.secret_arn: this is no secret of Secrets Manager; it reads like arn:aws:secretsmanager:eu-north-1:111122223333:secret:macsec-AbCdEf." if item.secret_arn == null ? false : !can(regex(local.secret_pattern, item.secret_arn))])
  }

  validation {
    condition = alltrue([for keys in { for key in keys(var.macsec_keys) : split("/", key)[0] => key... } : length(keys) <= local.key_limit])
    error_message = join("\n", [
      for connection, keys in { for key in keys(var.macsec_keys) : split("/", key)[0] => key... } : "macsec_keys: ${length(keys)} keys of ${connection} (${join(", ", keys)}); a connection holds ${local.key_limit}: remove those no longer used."
      if length(keys) > local.key_limit
    ])
  }

  validation {
    condition = alltrue([
      for keys in { for key, item in var.macsec_keys : "${split("/", key)[0]} ${coalesce(item.secret_arn, "null")}" => key... if item.secret_arn != null } : length(keys) == 1
    ])
    error_message = join("\n", [
      for keys in values({ for key, item in var.macsec_keys : "${split("/", key)[0]} ${coalesce(item.secret_arn, "null")}" => key... if item.secret_arn != null }) : "macsec_keys: ${join(" and ", keys)} name the same secret for one connection; name it once."
      if length(keys) > 1
    ])
  }
}

variable "macsec_ckn" {
  description = "The names (CKN) of the keys of `macsec_keys` that have no `secret_arn`, by the same names: 64 hexadecimal digits each. Default: none."
  type        = map(string)
  default     = {}
  nullable    = false
  sensitive   = true

  validation {
    condition     = alltrue([for value in values(var.macsec_ckn) : can(regex(local.hex_pattern, value))])
    error_message = nonsensitive(join("\n", [for key, value in var.macsec_ckn : "macsec_ckn.${key}: wrong form; give 64 hexadecimal digits." if !can(regex(local.hex_pattern, value))]))
  }

  validation {
    condition     = alltrue([for key in nonsensitive(keys(var.macsec_ckn)) : contains(keys(var.macsec_keys), key)])
    error_message = join("\n", [for key in nonsensitive(keys(var.macsec_ckn)) : "macsec_ckn.${key}: ${key} is not in macsec_keys; add it there, as \"${key}\" = {}." if !contains(keys(var.macsec_keys), key)])
  }

  validation {
    condition = alltrue([for keys in { for key, value in var.macsec_ckn : "${split("/", key)[0]} ${lower(coalesce(value, "null"))}" => key... } : length(keys) == 1])
    error_message = nonsensitive(join("\n", [
      for keys in values({ for key, value in var.macsec_ckn : "${split("/", key)[0]} ${lower(coalesce(value, "null"))}" => key... }) : "macsec_ckn: ${join(" and ", keys)} are the same; give each key of a connection a name of its own."
      if length(keys) > 1
    ]))
  }
}

variable "macsec_cak" {
  description = "The keys (CAK) themselves, by the same names as `macsec_ckn`: 64 hexadecimal digits each. Default: none; keys given here stand in the state, those of Secrets Manager do not."
  type        = map(string)
  default     = {}
  nullable    = false
  sensitive   = true

  validation {
    condition     = alltrue([for value in values(var.macsec_cak) : can(regex(local.hex_pattern, value))])
    error_message = nonsensitive(join("\n", [for key, value in var.macsec_cak : "macsec_cak.${key}: wrong form; give 64 hexadecimal digits." if !can(regex(local.hex_pattern, value))]))
  }

  validation {
    condition     = alltrue([for key in nonsensitive(keys(var.macsec_cak)) : contains(keys(var.macsec_keys), key)])
    error_message = join("\n", [for key in nonsensitive(keys(var.macsec_cak)) : "macsec_cak.${key}: ${key} is not in macsec_keys; add it there, as \"${key}\" = {}." if !contains(keys(var.macsec_keys), key)])
  }

  # What goes over several variables stands at the last of them: validations of two that look at each other are a cycle.
  validation {
    condition = alltrue([for key, item in var.macsec_keys : item.secret_arn != null || contains(nonsensitive(keys(var.macsec_ckn)), key) == contains(nonsensitive(keys(var.macsec_cak)), key)])
    error_message = join("\n", [
      for key, item in var.macsec_keys : contains(nonsensitive(keys(var.macsec_cak)), key) ? "macsec_cak.${key}: a key without its name; give macsec_ckn.${key} too." : "macsec_ckn.${key}: a name without its key; give macsec_cak.${key} too."
      if !(item.secret_arn != null || contains(nonsensitive(keys(var.macsec_ckn)), key) == contains(nonsensitive(keys(var.macsec_cak)), key))
    ])
  }

  validation {
    condition = alltrue(flatten([
      for given in [merge({}, { for key in nonsensitive(concat(keys(var.macsec_ckn), keys(var.macsec_cak))) : key => true... })] : [
        for key, item in var.macsec_keys : (item.secret_arn != null) != can(given[key])
      ]
    ]))
    error_message = join("\n", flatten([
      for given in [merge({}, { for key in nonsensitive(concat(keys(var.macsec_ckn), keys(var.macsec_cak))) : key => true... })] : [
        for key, item in var.macsec_keys : "macsec_keys.${key}: ${item.secret_arn == null ? "no key; give secret_arn, or the key in macsec_ckn and macsec_cak" : "a secret_arn, and a key in macsec_ckn and macsec_cak too; keep one of the two"}."
        if(item.secret_arn != null) == can(given[key])
      ]
    ]))
  }

  validation {
    condition     = alltrue([for key, value in var.macsec_cak : lower(coalesce(value, "null")) != lower(try(var.macsec_ckn[key], ""))])
    error_message = nonsensitive(join("\n", [for key, value in var.macsec_cak : "macsec_cak.${key}: the same as macsec_ckn.${key}, which everybody on the line can read; make a key of its own." if lower(coalesce(value, "null")) == lower(try(var.macsec_ckn[key], ""))]))
  }
}
