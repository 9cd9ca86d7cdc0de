# TunnelState is 1 for a tunnel that is up and 0 for one that is down; of a connection it can be a fraction, which says
# that one tunnel is down. No data counts as down: nobody knows then that the tunnels are up.

locals {
  alarmed_connections = var.alarms.enabled ? local.vpn_connections : {}
}

resource "aws_cloudwatch_metric_alarm" "one_tunnel_down" {
  for_each = local.alarmed_connections

  alarm_name          = "vpn/${var.name}/${each.key}/one-tunnel-down"
  alarm_description   = "A tunnel of the VPN connection ${each.key} of ${var.name} is down: the connection has no spare."
  namespace           = "AWS/VPN"
  metric_name         = "TunnelState"
  dimensions          = { VpnId = local.connection_ids[each.key] }
  statistic           = "Minimum"
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  period              = var.alarms.period_seconds
  evaluation_periods  = var.alarms.evaluation_periods
  treat_missing_data  = "breaching"
  alarm_actions       = var.alarms.sns_topic_arns
  ok_actions          = var.alarms.sns_topic_arns
  tags                = local.tags[each.key]
}

resource "aws_cloudwatch_metric_alarm" "both_tunnels_down" {
  for_each = local.alarmed_connections

  alarm_name          = "vpn/${var.name}/${each.key}/both-tunnels-down"
  alarm_description   = "Both tunnels of the VPN connection ${each.key} of ${var.name} are down: nothing passes."
  namespace           = "AWS/VPN"
  metric_name         = "TunnelState"
  dimensions          = { VpnId = local.connection_ids[each.key] }
  statistic           = "Maximum"
  comparison_operator = "LessThanOrEqualToThreshold"
  threshold           = 0
  period              = var.alarms.period_seconds
  evaluation_periods  = var.alarms.evaluation_periods
  treat_missing_data  = "breaching"
  alarm_actions       = var.alarms.sns_topic_arns
  ok_actions          = var.alarms.sns_topic_arns
  tags                = local.tags[each.key]
}
