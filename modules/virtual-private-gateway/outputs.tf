output "id" {
  description = "The gateway's id."
  value       = local.id
}

output "attached_id" {
  description = "The gateway's id, told once the gateway is attached: for what AWS makes of attached gateways alone, such as an association with a Direct Connect gateway."
  value       = local.id

  depends_on = [aws_vpn_gateway_attachment.this]
}

output "arn" {
  description = "The ARN of a created gateway; null for an adopted one."
  value       = one(aws_vpn_gateway.this[*].arn)
}

output "asn" {
  description = "The Amazon-side ASN: the one given, AWS's default 64512 for a created gateway without one, null for an adopted gateway that states none."
  value       = local.asn
}

output "vpc_id" {
  description = "The VPC the gateway belongs to, known once it is attached; null without a VPC."
  value       = local.attach ? aws_vpn_gateway_attachment.this[0].vpc_id : var.vpc_id
}

output "route_tables" {
  description = "The route tables that learn the gateway's routes: ids by the caller's names."
  value       = { for key, propagation in aws_vpn_gateway_route_propagation.this : key => propagation.route_table_id }
}
