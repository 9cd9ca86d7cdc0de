# Rendered by tieline from spec.yaml: edit that, then render again.

variable "preshared_keys" {
  description = <<-EOT
    Pre-shared keys of your own, keyed `<site>/<device>/<connection>/<tunnel>`. AWS makes the keys that are not given.
    Set them in the environment, as JSON in TF_VAR_preshared_keys; they never belong in a file.
  EOT
  type        = map(string)
  sensitive   = true
  nullable    = false
  default     = {}
}
