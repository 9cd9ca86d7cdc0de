# TunnelState is 1 for a tunnel that is up and 0 for one that is down; of a connection it can be a fraction, which says
# that one tunnel is down. No data counts as down: nobody knows then that the tunnels are up.

resource "aws_cloudwatch_metric_alarm" "one_tunnel_down" {
  for_each = var.alarms.enabled ? local.connections : {}

  alarm_name          = "vpn/${var.name}/${each.key}/one-tunnel-down"
  alarm_description   = "A tunnel of the VPN connection ${each.key} of ${var.name} is down: the connection has no spare."
  namespace           = "AWS/VPN"
  metric_name         = "TunnelState"
  dimensions          = { VpnId = aws_vpn_connection.this[each.key].id }
  statistic           = "Minimum"
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  period              = var.alarms.period_seconds
  evaluation_periods  = var.alarms.evaluation_periods
  treat_missing_data  = "breaching"
  alarm_actions       = var.alarms.sns_topic_arns
  ok_actions          = var.alarms.sns_topic_arns
  tags                = merge(var.tags, each.value.site.tags, { Name = "${var.name}/${each.key}" }, each.value.device.tags)
}

resource "aws_cloudwatch_metric_alarm" "both_tunnels_down" {
  for_each = var.alarms.enabled ? local.connections : {}

  alarm_name          = "vpn/${var.name}/${each.key}/both-tunnels-down"
  alarm_description   = "Both tunnels of the VPN connection ${each.key} of ${var.name} are down: nothing passes."
  namespace           = "AWS/VPN"
  metric_name         = "TunnelState"
  dimensions          = { VpnId = aws_vpn_connection.this[each.key].id }
  statistic           = "Maximum"
  comparison_operator = "LessThanOrEqualToThreshold"
  threshold           = 0
  period              = var.alarms.period_seconds
  evaluation_periods  = var.alarms.evaluation_periods
  treat_missing_data  = "breaching"
  alarm_actions       = var.alarms.sns_topic_arns
  ok_actions          = var.alarms.sns_topic_arns
  tags                = merge(var.tags, each.value.site.tags, { Name = "${var.name}/${each.key}" }, each.value.device.tags)
}
