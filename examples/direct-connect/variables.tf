# Rendered by tieline from spec.yaml: edit that, then render again.

variable "bgp_auth_keys" {
  description = <<-EOT
    Keys of BGP sessions of your own, keyed `<virtual interface>` or `<virtual interface>/<peer>`. AWS makes the others.
    Set them in the environment, as JSON in TF_VAR_bgp_auth_keys; they never belong in a file.
  EOT
  type        = map(string)
  sensitive   = true
  nullable    = false
  default     = {}
}
