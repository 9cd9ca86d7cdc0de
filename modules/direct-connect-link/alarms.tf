# A state of 1 is up, 0 is down. Where a state is not told it counts as down: nobody knows then that it is up. Light and
# errors are told of dedicated connections only; no data means nothing there, for the state's alarm speaks then.

locals {
  alarmed_connections = var.alarms.enabled ? { for key in keys(merge(var.connections, var.hosted_connections)) : key => key } : {}
  alarmed_ports       = var.alarms.enabled ? { for key in keys(var.connections) : key => key } : {}
  # From 100 Gbps on there is a metric for each optical lane, and another range of levels. An adopted connection that
  # states no speed gets the alarm, which is silent when there is no such metric.
  alarmed_optics = { for key in keys(local.alarmed_ports) : key => key if try(local.bandwidths[var.connections[key].bandwidth].one_lane, true) }
  # Where encryption is switched off it is down on purpose.
  alarmed_encryption = { for key in keys(local.alarmed_ports) : key => key if can(local.keyed_connections[key]) && var.connections[key].macsec != "no_encrypt" }
}

resource "aws_cloudwatch_metric_alarm" "down" {
  for_each = local.alarmed_connections

  alarm_name          = "dx/${var.name}/${each.key}/down"
  alarm_description   = "The Direct Connect connection ${each.key} of ${var.name} is down."
  namespace           = "AWS/DX"
  metric_name         = "ConnectionState"
  dimensions          = { ConnectionId = local.connection_ids[each.key] }
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

resource "aws_cloudwatch_metric_alarm" "errors" {
  for_each = local.alarmed_ports

  alarm_name          = "dx/${var.name}/${each.key}/errors"
  alarm_description   = "The Direct Connect connection ${each.key} of ${var.name} has errors on AWS's port, such as broken frames: look at fibre and optics."
  namespace           = "AWS/DX"
  metric_name         = "ConnectionErrorCount"
  dimensions          = { ConnectionId = local.connection_ids[each.key] }
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = var.alarms.period_seconds
  evaluation_periods  = var.alarms.evaluation_periods
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarms.sns_topic_arns
  ok_actions          = var.alarms.sns_topic_arns
  tags                = local.tags[each.key]
}

resource "aws_cloudwatch_metric_alarm" "light_received_low" {
  for_each = local.alarmed_optics

  alarm_name          = "dx/${var.name}/${each.key}/light-received-low"
  alarm_description   = "AWS's port of the Direct Connect connection ${each.key} of ${var.name} receives too little light: look at your optics and the cross connect."
  namespace           = "AWS/DX"
  metric_name         = "ConnectionLightLevelRx"
  dimensions          = { ConnectionId = local.connection_ids[each.key] }
  statistic           = "Minimum"
  comparison_operator = "LessThanThreshold"
  threshold           = var.alarms.light_level_dbm
  period              = var.alarms.period_seconds
  evaluation_periods  = var.alarms.evaluation_periods
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarms.sns_topic_arns
  ok_actions          = var.alarms.sns_topic_arns
  tags                = local.tags[each.key]
}

resource "aws_cloudwatch_metric_alarm" "light_sent_low" {
  for_each = local.alarmed_optics

  alarm_name          = "dx/${var.name}/${each.key}/light-sent-low"
  alarm_description   = "AWS's port of the Direct Connect connection ${each.key} of ${var.name} sends too little light: open a case with AWS."
  namespace           = "AWS/DX"
  metric_name         = "ConnectionLightLevelTx"
  dimensions          = { ConnectionId = local.connection_ids[each.key] }
  statistic           = "Minimum"
  comparison_operator = "LessThanThreshold"
  threshold           = var.alarms.light_level_dbm
  period              = var.alarms.period_seconds
  evaluation_periods  = var.alarms.evaluation_periods
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarms.sns_topic_arns
  ok_actions          = var.alarms.sns_topic_arns
  tags                = local.tags[each.key]
}

resource "aws_cloudwatch_metric_alarm" "not_encrypted" {
  for_each = local.alarmed_encryption

  alarm_name          = "dx/${var.name}/${each.key}/not-encrypted"
  alarm_description   = "MACsec is down on the Direct Connect connection ${each.key} of ${var.name}: with should_encrypt it carries traffic in clear, with must_encrypt none."
  namespace           = "AWS/DX"
  metric_name         = "ConnectionEncryptionState"
  dimensions          = { ConnectionId = local.connection_ids[each.key] }
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
