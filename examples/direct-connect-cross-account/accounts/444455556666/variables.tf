# Rendered by tieline from spec.yaml: edit that, then render again.

variable "dx_gateway_id" {
  description = "The Direct Connect gateway of the other account, once it is made: its output direct_connect_gateway."
  type        = string
  nullable    = false
}
