variable "preshared_keys" {
  description = <<-EOT
    Pre-shared keys of your own, by tunnel: "<site>/<device>/<connection>/<tunnel>", for example "harbour/fw-1/1/2".
    Each has 8-64 characters of A-Z, a-z, 0-9, . and _ and does not start with 0; the two tunnels of a connection differ.
    Default: none; AWS makes the keys, which is safer, for keys given here stand in the state.
  EOT
  type        = map(string)
  default     = {}
  nullable    = false
  sensitive   = true

  validation {
    condition = alltrue([for key in values(var.preshared_keys) : can(regex("^[A-Za-z1-9._][A-Za-z0-9._]{7,63}$", key))])
    error_message = nonsensitive(join("\n", [
      for place, key in var.preshared_keys : "preshared_keys.${place}: the key has a wrong form; give 8-64 characters of A-Z, a-z, 0-9, . and _ that do not start with 0."
      if !can(regex("^[A-Za-z1-9._][A-Za-z0-9._]{7,63}$", key))
    ]))
  }

  validation {
    condition = alltrue([
      for place, key in var.preshared_keys : endswith(place, "/2") ? key != try(var.preshared_keys["${trimsuffix(place, "/2")}/1"], "") : true
    ])
    error_message = nonsensitive(join("\n", [
      for place, key in var.preshared_keys : "preshared_keys.${place}: the same key as for tunnel 1; give each tunnel a key of its own."
      if endswith(place, "/2") ? key == try(var.preshared_keys["${trimsuffix(place, "/2")}/1"], "") : false
    ]))
  }

  validation {
    condition = length(flatten([
      for tunnels in [{
        for tunnel in flatten([
          for site_key, site in var.sites : [
            for device_key, device in site.devices : [
              for number in range(1, min(device.connections, 100) + 1) : ["${site_key}/${device_key}/${number}/1", "${site_key}/${device_key}/${number}/2"]
            ]
          ]
        ]) : tunnel => true...
        }] : [
        for place in nonsensitive(keys(var.preshared_keys)) : place if !can(tunnels[place])
      ]
    ])) == 0
    error_message = join("\n", flatten([
      for tunnels in [{
        for tunnel in flatten([
          for site_key, site in var.sites : [
            for device_key, device in site.devices : [
              for number in range(1, min(device.connections, 100) + 1) : ["${site_key}/${device_key}/${number}/1", "${site_key}/${device_key}/${number}/2"]
            ]
          ]
        ]) : tunnel => true...
        }] : [
        for place in nonsensitive(keys(var.preshared_keys)) : "preshared_keys.${place}: names no tunnel; write <site>/<device>/<connection>/<tunnel>, such as ${try(keys(var.sites)[0], "hq")}/${try(keys(values(var.sites)[0].devices)[0], "fw-1")}/1/2."
        if !can(tunnels[place])
      ]
    ]))
  }
}

variable "preshared_key_storage" {
  description = "Where AWS keeps the pre-shared keys: SecretsManager, or Standard, which shows them to whoever may describe the connection. Default: SecretsManager."
  type        = string
  default     = "SecretsManager"
  nullable    = false

  validation {
    condition     = contains(["SecretsManager", "Standard"], var.preshared_key_storage)
    error_message = "preshared_key_storage: ${var.preshared_key_storage} is not one of SecretsManager, Standard; take one of them."
  }
}
