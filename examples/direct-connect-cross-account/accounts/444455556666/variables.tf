# Rendered by tieline from spec.yaml: edit that, then render again.

variable "dx_gateway_id" {
  description = "The id of the other account's Direct Connect gateway: see its output direct_connect_gateway."
  type        = string
  nullable    = false
}
