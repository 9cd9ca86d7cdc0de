# VirtualInterfaceBgpStatus is 1 while the BGP session is up and 0 while it is down, for each address family of its own. No
# data counts as down: nobody knows then that it is up. A virtual interface made for another account is that account's to watch.

locals {
  watched_interfaces = merge(
    {
      for key, interface in local.virtual_interfaces : key => {
        connection_id = interface.connection_id
        families      = distinct(concat([interface.address_family], [for peer in interface.bgp_peers : peer.address_family]))
        tags          = interface.tags
      } if interface.owner_account == null
    },
    {
      for key, interface in var.accepted_virtual_interfaces : key => {
        connection_id = interface.connection_id
        families      = interface.address_families
        tags          = interface.tags
      } if interface.connection_id != null
    },
  )
  watched_ids = merge(local.virtual_interface_ids, { for key, interface in local.accepted_virtual_interfaces : key => interface.id })
  # By "<virtual interface>/<address family>".
  watched_sessions = merge([
    for key, interface in local.watched_interfaces : {
      for family in interface.families : "${key}/${family}" => { interface = key, family = family } if var.alarms.enabled
    }
  ]...)
}

resource "aws_cloudwatch_metric_alarm" "bgp_down" {
  for_each = local.watched_sessions

  alarm_name        = "dx/${var.name}/${each.key}/bgp-down"
  alarm_description = "The BGP session over ${each.value.family == "ipv6" ? "IPv6" : "IPv4"} of the virtual interface ${each.value.interface} of ${var.name} is down: nothing of it passes there."
  namespace         = "AWS/DX"
  metric_name       = "VirtualInterfaceBgpStatus"
  dimensions = {
    ConnectionId       = local.watched_interfaces[each.value.interface].connection_id
    VirtualInterfaceId = local.watched_ids[each.value.interface]
    IpAddressFamily    = each.value.family
  }
  statistic           = "Minimum"
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  period              = var.alarms.period_seconds
  evaluation_periods  = var.alarms.evaluation_periods
  treat_missing_data  = "breaching"
  alarm_actions       = var.alarms.sns_topic_arns
  ok_actions          = var.alarms.sns_topic_arns
  tags                = merge(var.tags, { Name = "${var.name}/${each.key}" }, local.watched_interfaces[each.value.interface].tags)
}
