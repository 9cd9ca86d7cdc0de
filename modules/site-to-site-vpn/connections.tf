# plan coverage: never none, validations want a site, a device in it, and a connection of that
resource "aws_vpn_connection" "this" {
  for_each = local.connections

  type                  = "ipsec.1"
  customer_gateway_id   = aws_customer_gateway.this[each.value.customer_gateway].id
  vpn_gateway_id        = var.vpn_gateway_id
  static_routes_only    = each.value.site.routing == "static"
  preshared_key_storage = var.preshared_key_storage

  tunnel1_inside_cidr                     = local.inside_cidrs[each.key]["1"]
  tunnel1_preshared_key                   = lookup(var.preshared_keys, "${each.key}/1", null)
  tunnel1_ike_versions                    = local.tunnels[each.key]["1"].ike_versions
  tunnel1_phase1_dh_group_numbers         = local.tunnels[each.key]["1"].phase1_dh_group_numbers
  tunnel1_phase1_encryption_algorithms    = local.tunnels[each.key]["1"].phase1_encryption_algorithms
  tunnel1_phase1_integrity_algorithms     = local.tunnels[each.key]["1"].phase1_integrity_algorithms
  tunnel1_phase1_lifetime_seconds         = local.tunnels[each.key]["1"].phase1_lifetime_seconds
  tunnel1_phase2_dh_group_numbers         = local.tunnels[each.key]["1"].phase2_dh_group_numbers
  tunnel1_phase2_encryption_algorithms    = local.tunnels[each.key]["1"].phase2_encryption_algorithms
  tunnel1_phase2_integrity_algorithms     = local.tunnels[each.key]["1"].phase2_integrity_algorithms
  tunnel1_phase2_lifetime_seconds         = local.tunnels[each.key]["1"].phase2_lifetime_seconds
  tunnel1_rekey_margin_time_seconds       = local.tunnels[each.key]["1"].rekey_margin_time_seconds
  tunnel1_rekey_fuzz_percentage           = local.tunnels[each.key]["1"].rekey_fuzz_percentage
  tunnel1_replay_window_size              = local.tunnels[each.key]["1"].replay_window_size
  tunnel1_dpd_timeout_seconds             = local.tunnels[each.key]["1"].dpd_timeout_seconds
  tunnel1_dpd_timeout_action              = local.tunnels[each.key]["1"].dpd_timeout_action
  tunnel1_startup_action                  = local.tunnels[each.key]["1"].startup_action
  tunnel1_enable_tunnel_lifecycle_control = local.tunnels[each.key]["1"].enable_tunnel_lifecycle_control

  tunnel1_log_options {
    # Said even when off: the provider keeps what it once set when the block goes away.
    cloudwatch_log_options {
      log_enabled       = var.logging.enabled
      log_group_arn     = local.log_group_arn
      log_output_format = var.logging.enabled ? var.logging.format : null
    }
  }

  tunnel2_inside_cidr                     = local.inside_cidrs[each.key]["2"]
  tunnel2_preshared_key                   = lookup(var.preshared_keys, "${each.key}/2", null)
  tunnel2_ike_versions                    = local.tunnels[each.key]["2"].ike_versions
  tunnel2_phase1_dh_group_numbers         = local.tunnels[each.key]["2"].phase1_dh_group_numbers
  tunnel2_phase1_encryption_algorithms    = local.tunnels[each.key]["2"].phase1_encryption_algorithms
  tunnel2_phase1_integrity_algorithms     = local.tunnels[each.key]["2"].phase1_integrity_algorithms
  tunnel2_phase1_lifetime_seconds         = local.tunnels[each.key]["2"].phase1_lifetime_seconds
  tunnel2_phase2_dh_group_numbers         = local.tunnels[each.key]["2"].phase2_dh_group_numbers
  tunnel2_phase2_encryption_algorithms    = local.tunnels[each.key]["2"].phase2_encryption_algorithms
  tunnel2_phase2_integrity_algorithms     = local.tunnels[each.key]["2"].phase2_integrity_algorithms
  tunnel2_phase2_lifetime_seconds         = local.tunnels[each.key]["2"].phase2_lifetime_seconds
  tunnel2_rekey_margin_time_seconds       = local.tunnels[each.key]["2"].rekey_margin_time_seconds
  tunnel2_rekey_fuzz_percentage           = local.tunnels[each.key]["2"].rekey_fuzz_percentage
  tunnel2_replay_window_size              = local.tunnels[each.key]["2"].replay_window_size
  tunnel2_dpd_timeout_seconds             = local.tunnels[each.key]["2"].dpd_timeout_seconds
  tunnel2_dpd_timeout_action              = local.tunnels[each.key]["2"].dpd_timeout_action
  tunnel2_startup_action                  = local.tunnels[each.key]["2"].startup_action
  tunnel2_enable_tunnel_lifecycle_control = local.tunnels[each.key]["2"].enable_tunnel_lifecycle_control

  tunnel2_log_options {
    # Said even when off: the provider keeps what it once set when the block goes away.
    cloudwatch_log_options {
      log_enabled       = var.logging.enabled
      log_group_arn     = local.log_group_arn
      log_output_format = var.logging.enabled ? var.logging.format : null
    }
  }

  tags = merge(var.tags, each.value.site.tags, { Name = "${var.name}/${each.key}" }, each.value.device.tags)

  # Rules on what a tunnel ends up with, after the overrides.
  lifecycle {
    precondition {
      condition = alltrue([
        for options in local.tunnels[each.key] : options.phase2_lifetime_seconds < options.phase1_lifetime_seconds
      ])
      error_message = join("\n", [
        for tunnel, options in local.tunnels[each.key] :
        "sites.${each.value.site_key}.tunnels.phase2_lifetime_seconds: ${options.phase2_lifetime_seconds} on ${each.value.device.key}/${each.value.number}/${tunnel} is not shorter than phase1_lifetime_seconds ${options.phase1_lifetime_seconds}; shorten phase 2 or lengthen phase 1."
        if options.phase2_lifetime_seconds >= options.phase1_lifetime_seconds
      ])
    }

    precondition {
      condition = alltrue([
        for options in local.tunnels[each.key] : options.rekey_margin_time_seconds <= options.phase2_lifetime_seconds / 2
      ])
      error_message = join("\n", [
        for tunnel, options in local.tunnels[each.key] :
        "sites.${each.value.site_key}.tunnels.rekey_margin_time_seconds: ${options.rekey_margin_time_seconds} on ${each.value.device.key}/${each.value.number}/${tunnel} is more than half of phase2_lifetime_seconds ${options.phase2_lifetime_seconds}; take at most ${floor(options.phase2_lifetime_seconds / 2)}."
        if options.rekey_margin_time_seconds > options.phase2_lifetime_seconds / 2
      ])
    }

    precondition {
      condition = alltrue([
        for options in local.tunnels[each.key] : options.startup_action != "start" || each.value.device.ip_address != null
      ])
      error_message = join("\n", [
        for tunnel, options in local.tunnels[each.key] :
        "sites.${each.value.site_key}.tunnels.startup_action: start on ${each.value.device.key}/${each.value.number}/${tunnel}, but AWS has no address to start towards; give sites.${each.value.site_key}.devices.${each.value.device.key}.ip_address, or take add."
        if options.startup_action == "start"
      ])
    }

    precondition {
      condition = alltrue([
        for options in local.tunnels[each.key] : options.startup_action != "start" || !contains(options.ike_versions, "ikev1")
      ])
      error_message = join("\n", [
        for tunnel, options in local.tunnels[each.key] :
        "sites.${each.value.site_key}.tunnels.startup_action: start on ${each.value.device.key}/${each.value.number}/${tunnel}, but AWS starts IKEv2 only and ike_versions holds ikev1; take ike_versions ikev2 alone, or add."
        if options.startup_action == "start" && contains(options.ike_versions, "ikev1")
      ])
    }
  }
}
