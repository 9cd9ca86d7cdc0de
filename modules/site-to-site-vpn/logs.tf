locals {
  creates_log_group = var.logging.enabled && var.logging.log_group_arn == null
  log_group_arn = (
    !var.logging.enabled ? null
    : local.creates_log_group ? aws_cloudwatch_log_group.this[0].arn
    : trimsuffix(var.logging.log_group_arn, ":*")
  )
}

resource "aws_cloudwatch_log_group" "this" {
  count = local.creates_log_group ? 1 : 0

  # Under /aws/vendedlogs/ one resource policy serves all groups; elsewhere each adds to a policy capped at 5,120 characters.
  name              = var.logging.log_group_name != null ? var.logging.log_group_name : "/aws/vendedlogs/vpn/${var.name}"
  retention_in_days = var.logging.retention_days
  kms_key_id        = var.logging.kms_key_arn
  tags              = merge(var.tags, { Name = var.name })
}
