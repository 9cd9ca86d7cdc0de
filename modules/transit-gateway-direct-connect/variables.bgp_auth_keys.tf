# Written by tools/docs.py from modules/direct-connect-gateway, which also validates these values: edit them there.
variable "bgp_auth_keys" {
  description = <<-EOT
    Keys of BGP sessions (MD5), by "<virtual interface>" or "<virtual interface>/<peer>": 6-80 characters each. Without one AWS makes a key.
    Keys stand in the state, as those that AWS makes do; another key replaces the virtual interface or the peer. Default: none.
  EOT
  type        = map(string)
  default     = {}
  nullable    = false
  sensitive   = true
}
