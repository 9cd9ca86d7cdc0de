locals {
  logs_flows        = var.flow_logs.enabled != null ? var.flow_logs.enabled : local.created
  logs_to_bucket    = var.flow_logs.bucket_arn != null
  creates_log_group = local.logs_flows && !local.logs_to_bucket && var.flow_logs.log_group_arn == null
  creates_log_role  = local.creates_log_group && var.flow_logs.iam_role_arn == null
  log_group_name    = var.flow_logs.log_group_name != null ? var.flow_logs.log_group_name : "/aws/vendedlogs/transit-gateway/${var.name}"
  log_group_arn     = local.creates_log_group ? aws_cloudwatch_log_group.flow_logs[0].arn : trimsuffix(coalesce(var.flow_logs.log_group_arn, "none"), ":*")
  # The role and its policy, beside what is unknown before apply.
  log_account = local.creates_log_role ? data.aws_caller_identity.current[0].account_id : null
  log_arns    = local.creates_log_role ? "arn:${data.aws_partition.current[0].partition}:logs:${data.aws_region.current.id}:${local.log_account}:log-group" : null
}

data "aws_caller_identity" "current" {
  count = local.creates_log_role ? 1 : 0
}

data "aws_partition" "current" {
  count = local.creates_log_role ? 1 : 0
}

resource "aws_cloudwatch_log_group" "flow_logs" {
  count = local.creates_log_group ? 1 : 0

  # Under /aws/vendedlogs/ one resource policy serves all groups; elsewhere each adds to a policy capped at 5,120 characters.
  name              = local.log_group_name
  retention_in_days = var.flow_logs.retention_days
  kms_key_id        = var.flow_logs.kms_key_arn
  tags              = merge(var.tags, { Name = var.name })
}

resource "aws_iam_role" "flow_logs" {
  count = local.creates_log_role ? 1 : 0

  # Roles have no Region, so that their names have one. At most 64 characters.
  name        = "${var.name}-${data.aws_region.current.id}-tgw-logs"
  description = "Writes the flow logs of the transit gateway ${var.name} to ${local.log_group_name}."
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "vpc-flow-logs.amazonaws.com" }
      Action    = "sts:AssumeRole"
      # Nobody else's flow logs may use the role.
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.log_account }
        ArnLike      = { "aws:SourceArn" = "arn:${data.aws_partition.current[0].partition}:ec2:${data.aws_region.current.id}:${local.log_account}:vpc-flow-log/*" }
      }
    }]
  })
  tags = merge(var.tags, { Name = var.name })
}

resource "aws_iam_role_policy" "flow_logs" {
  count = local.creates_log_role ? 1 : 0

  name = "write"
  role = aws_iam_role.flow_logs[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
        Resource = "${local.log_arns}:${local.log_group_name}:*"
      },
      {
        Effect   = "Allow"
        Action   = "logs:DescribeLogGroups"
        Resource = "${local.log_arns}:*"
      },
    ]
  })
}

resource "aws_flow_log" "this" {
  count = local.logs_flows ? 1 : 0

  transit_gateway_id       = local.id
  log_destination_type     = local.logs_to_bucket ? "s3" : "cloud-watch-logs"
  log_destination          = local.logs_to_bucket ? var.flow_logs.bucket_arn : local.log_group_arn
  iam_role_arn             = local.creates_log_role ? aws_iam_role.flow_logs[0].arn : var.flow_logs.iam_role_arn
  max_aggregation_interval = 60 # the only one for transit gateways
  tags                     = merge(var.tags, { Name = var.name })

  # Without its rights the role would lose the first records.
  depends_on = [aws_iam_role_policy.flow_logs]
}
