output "id" {
  description = "The gateway's id."
  value       = coalesce(local.id)
}

output "arn" {
  description = "The ARN of a created gateway; null for an adopted one."
  value       = one(aws_ec2_transit_gateway.this[*].arn)
}

output "asn" {
  description = "The Amazon-side ASN: the one given, AWS's default 64512 for a created gateway without one, null for an adopted gateway that states none."
  value       = local.asn
}

output "route_tables" {
  description = <<-EOT
    The gateway's route tables, created and adopted, by the caller's names.
    - `id`: AWS's name for it.
    - `associations`: the attachments whose traffic is looked up in it.
    - `propagations`: the attachments whose routes it learns.
    - `routes`: its static routes by range or prefix list, each with `attachment` or `blackhole`.
  EOT
  value = {
    for name, id in local.table_ids : name => {
      id           = id
      associations = try(local.associated[name], [])
      propagations = try(local.propagated[name], [])
      routes       = var.route_tables[name].routes
    }
  }
}

output "attachments" {
  description = "Attachments of all kinds, those made elsewhere too: ids by the caller's names."
  value       = local.attachment_ids
}

output "resource_share_arn" {
  description = "The RAM resource share, created or accepted; null without one."
  value       = local.shared ? aws_ram_resource_share.this[0].arn : one(aws_ram_resource_share_accepter.this[*].share_arn)
}

output "flow_log" {
  description = "The flow log: its `id`, and the `destination` it writes to, a log group or a bucket; null without flow logs."
  value       = local.logs_flows ? { id = aws_flow_log.this[0].id, destination = aws_flow_log.this[0].log_destination } : null
}

output "vpc_cidrs" {
  description = "The IPv4 ranges that the VPCs attached here really have, by the caller's names."
  value       = local.real_ranges
}
