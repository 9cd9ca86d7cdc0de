output "connections" {
  description = <<-EOT
    Connections by your names: created, adopted and hosted ones. What AWS tells of a created one only is null for the others.
    - `id`: for virtual interfaces, unless the connection is a LAG's member: these go on the LAG.
    - `hosted`: whether a partner made it: such a one carries a single virtual interface.
    - `lag`: the name of its LAG; null without.
    - `location`, `bandwidth`: as stated; null where not.
    - `arn`, `aws_device`, `provider_name`, `jumbo_frame_capable`, `macsec_capable`, `port_encryption_status`, `vlan`: as AWS tells.
  EOT
  value = {
    for key, id in local.connection_ids : key => {
      id                     = id
      hosted                 = contains(keys(var.hosted_connections), key)
      lag                    = try(var.connections[key].lag, null)
      location               = try(var.connections[key].location, var.hosted_connections[key].location)
      bandwidth              = try(var.connections[key].bandwidth, var.hosted_connections[key].bandwidth)
      arn                    = try(local.told[key].arn, null)
      aws_device             = try(local.told[key].aws_device, null)
      provider_name          = try(local.told[key].provider_name, null)
      jumbo_frame_capable    = try(local.told[key].jumbo_frame_capable, null)
      macsec_capable         = try(local.told[key].macsec_capable, null)
      port_encryption_status = try(local.told[key].port_encryption_status, null)
      vlan                   = try(local.told[key].vlan_id, null)
    }
  }
}

output "lags" {
  description = "LAGs by your names: `id` (for virtual interfaces), `arn` (null for an adopted one), `location` and `bandwidth` as stated, and `connections`, the names of the members told of here."
  value = {
    for key, id in local.lag_ids : key => {
      id          = id
      arn         = try(local.lags_told[key].arn, null)
      location    = var.lags[key].location
      bandwidth   = var.lags[key].bandwidth
      connections = try(local.members[key], [])
    }
  }

  # What goes on a LAG waits for its members.
  depends_on = [aws_dx_connection_association.this]
}

output "alarms" {
  description = "Alarms by connection: the ARNs of `down`, `errors`, `light_received_low`, `light_sent_low` and `not_encrypted`, null where there is no such alarm. Empty without alarms."
  value = {
    for key, alarm in aws_cloudwatch_metric_alarm.down : key => {
      down               = alarm.arn
      errors             = try(local.alarms_told.errors[key].arn, null)
      light_received_low = try(local.alarms_told.light_received_low[key].arn, null)
      light_sent_low     = try(local.alarms_told.light_sent_low[key].arn, null)
      not_encrypted      = try(local.alarms_told.not_encrypted[key].arn, null)
    }
  }
}

locals {
  told      = aws_dx_connection.this
  lags_told = aws_dx_lag.this
  members   = { for connection, lag in local.memberships : lag => connection... }
  alarms_told = {
    errors             = aws_cloudwatch_metric_alarm.errors
    light_received_low = aws_cloudwatch_metric_alarm.light_received_low
    light_sent_low     = aws_cloudwatch_metric_alarm.light_sent_low
    not_encrypted      = aws_cloudwatch_metric_alarm.not_encrypted
  }
}
