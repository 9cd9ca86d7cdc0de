# plan coverage: never none, validations want a site, a device in it, and a connection of that
resource "aws_vpn_connection" "this" {
  for_each = local.vpn_connections

  type                  = "ipsec.1"
  customer_gateway_id   = local.customer_gateway_ids[local.connections[each.key].customer_gateway]
  vpn_gateway_id        = var.vpn_gateway_id
  transit_gateway_id    = var.transit_gateway_id
  static_routes_only    = local.connections[each.key].site.routing == "static"
  preshared_key_storage = var.preshared_key_storage
  # On a virtual private gateway the provider refuses even false.
  enable_acceleration      = local.on_transit_gateway ? local.connections[each.key].site.acceleration : null
  tunnel_inside_ip_version = local.on_transit_gateway ? local.connections[each.key].device.inside_ip_version : null

  tunnel1_inside_cidr                     = local.inside_cidrs[each.key]["1"]
  tunnel1_inside_ipv6_cidr                = local.inside_ipv6_cidrs[each.key]["1"]
  tunnel1_preshared_key                   = try(var.preshared_keys["${each.key}/1"], null)
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
  tunnel2_inside_ipv6_cidr                = local.inside_ipv6_cidrs[each.key]["2"]
  tunnel2_preshared_key                   = try(var.preshared_keys["${each.key}/2"], null)
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

  tags = local.tags[each.key]

  # Rules on what a tunnel ends up with, after the overrides.
  lifecycle {
    precondition {
      condition = alltrue([
        for options in local.tunnels[each.key] : options.phase2_lifetime_seconds < options.phase1_lifetime_seconds
      ])
      error_message = join("\n", [
        for tunnel, options in local.tunnels[each.key] :
        "sites.${local.connections[each.key].site_key}.tunnels.phase2_lifetime_seconds: ${options.phase2_lifetime_seconds} on ${local.connections[each.key].device.key}/${local.connections[each.key].number}/${tunnel} is not shorter than phase1_lifetime_seconds ${options.phase1_lifetime_seconds}; shorten phase 2 or lengthen phase 1."
        if options.phase2_lifetime_seconds >= options.phase1_lifetime_seconds
      ])
    }

    precondition {
      condition = alltrue([
        for options in local.tunnels[each.key] : options.rekey_margin_time_seconds <= options.phase2_lifetime_seconds / 2
      ])
      error_message = join("\n", [
        for tunnel, options in local.tunnels[each.key] :
        "sites.${local.connections[each.key].site_key}.tunnels.rekey_margin_time_seconds: ${options.rekey_margin_time_seconds} on ${local.connections[each.key].device.key}/${local.connections[each.key].number}/${tunnel} is more than half of phase2_lifetime_seconds ${options.phase2_lifetime_seconds}; take at most ${floor(options.phase2_lifetime_seconds / 2)}."
        if options.rekey_margin_time_seconds > options.phase2_lifetime_seconds / 2
      ])
    }

    precondition {
      condition = alltrue([
        for options in local.tunnels[each.key] : options.startup_action != "start" || local.connections[each.key].device.ip_address != null
      ])
      error_message = join("\n", [
        for tunnel, options in local.tunnels[each.key] :
        "sites.${local.connections[each.key].site_key}.tunnels.startup_action: start on ${local.connections[each.key].device.key}/${local.connections[each.key].number}/${tunnel}, but AWS has no address to start towards; give sites.${local.connections[each.key].site_key}.devices.${local.connections[each.key].device.key}.ip_address, or take add."
        if options.startup_action == "start"
      ])
    }

    precondition {
      condition = alltrue([
        for options in local.tunnels[each.key] : options.startup_action != "start" || !contains(options.ike_versions, "ikev1")
      ])
      error_message = join("\n", [
        for tunnel, options in local.tunnels[each.key] :
        "sites.${local.connections[each.key].site_key}.tunnels.startup_action: start on ${local.connections[each.key].device.key}/${local.connections[each.key].number}/${tunnel}, but AWS starts IKEv2 only and ike_versions holds ikev1; take ike_versions ikev2 alone, or add."
        if options.startup_action == "start" && contains(options.ike_versions, "ikev1")
      ])
    }
  }
}
