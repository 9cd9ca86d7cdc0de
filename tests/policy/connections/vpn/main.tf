variable "connections" {
  type = map(object({
    storage = optional(string)
    # Names of what is only known after apply.
    later = optional(list(string), [])
    tunnels = list(object({
      ike_versions                 = optional(set(string))
      phase1_encryption_algorithms = optional(set(string))
      phase2_encryption_algorithms = optional(set(string))
      phase1_integrity_algorithms  = optional(set(string))
      phase2_integrity_algorithms  = optional(set(string))
      phase1_dh_group_numbers      = optional(set(number))
      phase2_dh_group_numbers      = optional(set(number))
      preshared_key                = optional(string)
      # Whether the tunnel has log options, and what log_enabled is in them.
      log         = optional(bool, false)
      log_enabled = optional(bool)
    }))
  }))
}

variable "later" {
  type = string
}

resource "aws_vpn_connection" "this" {
  for_each = var.connections

  customer_gateway_id   = "cgw-0aa11bb22cc33dd44"
  type                  = "ipsec.1"
  vpn_gateway_id        = "vgw-0aa11bb22cc33dd44"
  preshared_key_storage = contains(each.value.later, "storage") ? var.later : each.value.storage

  tunnel1_preshared_key                = each.value.tunnels[0].preshared_key
  tunnel1_ike_versions                 = contains(each.value.later, "ike_versions") ? [var.later] : each.value.tunnels[0].ike_versions
  tunnel1_phase1_encryption_algorithms = contains(each.value.later, "phase1_encryption_algorithms") ? [var.later] : each.value.tunnels[0].phase1_encryption_algorithms
  tunnel1_phase2_encryption_algorithms = contains(each.value.later, "phase2_encryption_algorithms") ? [var.later] : each.value.tunnels[0].phase2_encryption_algorithms
  tunnel1_phase1_integrity_algorithms  = contains(each.value.later, "phase1_integrity_algorithms") ? [var.later] : each.value.tunnels[0].phase1_integrity_algorithms
  tunnel1_phase2_integrity_algorithms  = contains(each.value.later, "phase2_integrity_algorithms") ? [var.later] : each.value.tunnels[0].phase2_integrity_algorithms
  tunnel1_phase1_dh_group_numbers      = contains(each.value.later, "phase1_dh_group_numbers") ? [length(var.later)] : each.value.tunnels[0].phase1_dh_group_numbers
  tunnel1_phase2_dh_group_numbers      = contains(each.value.later, "phase2_dh_group_numbers") ? [length(var.later)] : each.value.tunnels[0].phase2_dh_group_numbers

  dynamic "tunnel1_log_options" {
    for_each = each.value.tunnels[0].log ? [1] : []
    content {
      cloudwatch_log_options {
        log_enabled       = contains(each.value.later, "log_enabled") ? length(var.later) > 2 : each.value.tunnels[0].log_enabled
        log_group_arn     = "arn:aws:logs:eu-north-1:111122223333:log-group:${var.later}"
        log_output_format = "json"
      }
    }
  }

  tunnel2_preshared_key                = each.value.tunnels[1].preshared_key
  tunnel2_ike_versions                 = contains(each.value.later, "ike_versions") ? [var.later] : each.value.tunnels[1].ike_versions
  tunnel2_phase1_encryption_algorithms = contains(each.value.later, "phase1_encryption_algorithms") ? [var.later] : each.value.tunnels[1].phase1_encryption_algorithms
  tunnel2_phase2_encryption_algorithms = contains(each.value.later, "phase2_encryption_algorithms") ? [var.later] : each.value.tunnels[1].phase2_encryption_algorithms
  tunnel2_phase1_integrity_algorithms  = contains(each.value.later, "phase1_integrity_algorithms") ? [var.later] : each.value.tunnels[1].phase1_integrity_algorithms
  tunnel2_phase2_integrity_algorithms  = contains(each.value.later, "phase2_integrity_algorithms") ? [var.later] : each.value.tunnels[1].phase2_integrity_algorithms
  tunnel2_phase1_dh_group_numbers      = contains(each.value.later, "phase1_dh_group_numbers") ? [length(var.later)] : each.value.tunnels[1].phase1_dh_group_numbers
  tunnel2_phase2_dh_group_numbers      = contains(each.value.later, "phase2_dh_group_numbers") ? [length(var.later)] : each.value.tunnels[1].phase2_dh_group_numbers

  dynamic "tunnel2_log_options" {
    for_each = each.value.tunnels[1].log ? [1] : []
    content {
      cloudwatch_log_options {
        log_enabled       = contains(each.value.later, "log_enabled") ? length(var.later) > 2 : each.value.tunnels[1].log_enabled
        log_group_arn     = "arn:aws:logs:eu-north-1:111122223333:log-group:${var.later}"
        log_output_format = "json"
      }
    }
  }

}

# For checkov's own checks.
resource "aws_cloudwatch_log_group" "this" {
  name = "/aws/vendedlogs/vpn"
}
