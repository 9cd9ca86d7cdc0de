variable "bgp_auth_keys" {
  description = <<-EOT
    Keys of BGP sessions (MD5), by "<virtual interface>" or "<virtual interface>/<peer>": 6-80 characters each. Without one AWS makes a key.
    Keys stand in the state, as those that AWS makes do; another key replaces the virtual interface or the peer. Default: none.
  EOT
  type        = map(string)
  default     = {}
  nullable    = false
  sensitive   = true

  validation {
    condition     = alltrue([for key in values(var.bgp_auth_keys) : can(regex("^[!-~]{6,80}$", key))])
    error_message = nonsensitive(join("\n", [for place, key in var.bgp_auth_keys : "bgp_auth_keys.${place}: the key has a wrong form; give 6-80 letters, digits and signs, without spaces." if !can(regex("^[!-~]{6,80}$", key))]))
  }

  validation {
    condition = length(setsubtract(nonsensitive(keys(var.bgp_auth_keys)), flatten([
      for interfaces in [var.private_virtual_interfaces, var.transit_virtual_interfaces, var.public_virtual_interfaces] : [
        for key, interface in interfaces : concat([key], [for peer in keys(interface.bgp_peers) : "${key}/${peer}"])
      ]
    ]))) == 0
    error_message = join("\n", [
      for place in setsubtract(nonsensitive(keys(var.bgp_auth_keys)), flatten([
        for interfaces in [var.private_virtual_interfaces, var.transit_virtual_interfaces, var.public_virtual_interfaces] : [
          for key, interface in interfaces : concat([key], [for peer in keys(interface.bgp_peers) : "${key}/${peer}"])
        ]
      ])) : "bgp_auth_keys.${place}: names no virtual interface made here, and no BGP peer of one; write <virtual interface> or <virtual interface>/<peer>."
    ])
  }
}
