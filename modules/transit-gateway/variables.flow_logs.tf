variable "flow_logs" {
  description = <<-EOT
    Flow logs of all the gateway's attachments: in CloudWatch Logs, or in S3.
    - `enabled`: (Optional) whether there are flow logs. Default: true for a created gateway, false for an adopted one.
    - `bucket_arn`: (Optional) the S3 bucket that takes the logs, with or without a folder, instead of CloudWatch Logs. Default: null.
    - `log_group_arn`: (Optional) adopts this log group instead of creating one; then `iam_role_arn` is required. Default: null, a group is created. An ARN that is not known before apply must be wrapped: `coalesce(aws_cloudwatch_log_group.other.arn)`.
    - `iam_role_arn`: (Optional) the role that writes to the log group. Default: null, a role is created that can write to the created group alone.
    - `log_group_name`: (Optional) the name of the created group, which should start with /aws/vendedlogs/. Default: /aws/vendedlogs/transit-gateway/<name>.
    - `retention_days`: (Optional) how long the created group keeps its logs, in days, as CloudWatch offers them; 0 is for ever. Default: 365.
    - `kms_key_arn`: (Optional) the key that encrypts the created group; its policy must admit CloudWatch Logs. Default: null, a key of AWS's own.
  EOT
  type = object({
    enabled        = optional(bool)
    bucket_arn     = optional(string)
    log_group_arn  = optional(string)
    iam_role_arn   = optional(string)
    log_group_name = optional(string)
    retention_days = optional(number, 365)
    kms_key_arn    = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.flow_logs.bucket_arn == null ? true : can(regex("^arn:aws[a-z-]*:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/.*)?$", var.flow_logs.bucket_arn))
    error_message = "flow_logs.bucket_arn: ${coalesce(var.flow_logs.bucket_arn, "null")} is no bucket; it reads like arn:aws:s3:::my-flow-logs or arn:aws:s3:::my-flow-logs/core/."
  }

  validation {
    condition     = var.flow_logs.log_group_arn == null ? true : can(regex("^arn:aws[a-z-]*:logs:[a-z0-9-]+:[0-9]{12}:log-group:[A-Za-z0-9_./#-]{1,512}(:\\*)?$", var.flow_logs.log_group_arn))
    error_message = "flow_logs.log_group_arn: ${coalesce(var.flow_logs.log_group_arn, "null")} is no log group; it reads like arn:aws:logs:eu-north-1:111122223333:log-group:/aws/vendedlogs/transit-gateway."
  }

  validation {
    condition     = var.flow_logs.iam_role_arn == null ? true : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]{1,576}$", var.flow_logs.iam_role_arn))
    error_message = "flow_logs.iam_role_arn: ${coalesce(var.flow_logs.iam_role_arn, "null")} is no role; it reads like arn:aws:iam::111122223333:role/flow-logs."
  }

  validation {
    condition     = var.flow_logs.log_group_name == null ? true : can(regex("^[A-Za-z0-9_./#-]{1,512}$", var.flow_logs.log_group_name))
    error_message = "flow_logs.log_group_name: ${coalesce(var.flow_logs.log_group_name, "null")} is no log group name; take up to 512 of A-Z, a-z, 0-9, _, ., /, # and -."
  }

  validation {
    condition     = var.flow_logs.kms_key_arn == null ? true : can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:(key|alias)/[A-Za-z0-9/_-]+$", var.flow_logs.kms_key_arn))
    error_message = "flow_logs.kms_key_arn: ${coalesce(var.flow_logs.kms_key_arn, "null")} is no KMS key; it reads like arn:aws:kms:eu-north-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab."
  }

  validation {
    condition = alltrue([
      for arn in [var.flow_logs.log_group_arn, var.flow_logs.kms_key_arn] : try(regex("^arn:[a-z-]+:[a-z]+:([a-z0-9-]+):", arn)[0], data.aws_region.current.id) == data.aws_region.current.id
    ])
    error_message = join("\n", [
      for key, arn in { log_group_arn = var.flow_logs.log_group_arn, kms_key_arn = var.flow_logs.kms_key_arn } :
      "flow_logs.${key}: ${coalesce(arn, "null")} is of ${try(regex("^arn:[a-z-]+:[a-z]+:([a-z0-9-]+):", arn)[0], "another Region")}; a gateway logs in its own Region, ${data.aws_region.current.id}, only."
      if try(regex("^arn:[a-z-]+:[a-z]+:([a-z0-9-]+):", arn)[0], data.aws_region.current.id) != data.aws_region.current.id
    ])
  }

  validation {
    condition = var.flow_logs.bucket_arn == null || alltrue([for key in ["log_group_arn", "iam_role_arn", "log_group_name", "kms_key_arn"] : var.flow_logs[key] == null])
    error_message = join("\n", [
      for key in ["log_group_arn", "iam_role_arn", "log_group_name", "kms_key_arn"] : "flow_logs.${key}: belongs to CloudWatch Logs, but bucket_arn sends the logs to S3; remove one of the two."
      if var.flow_logs[key] != null
    ])
  }

  validation {
    condition = var.flow_logs.log_group_arn == null || (var.flow_logs.log_group_name == null && var.flow_logs.kms_key_arn == null)
    error_message = join("\n", [
      for key in ["log_group_name", "kms_key_arn"] : "flow_logs.${key}: belongs to a created log group, but log_group_arn adopts one; remove one of the two."
      if var.flow_logs[key] != null
    ])
  }

  validation {
    condition     = var.flow_logs.log_group_arn == null || var.flow_logs.iam_role_arn != null
    error_message = "flow_logs.iam_role_arn: none, and a role is made for a created log group only; give one that may write to ${coalesce(var.flow_logs.log_group_arn, "null")}."
  }

  validation {
    condition     = contains([0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.flow_logs.retention_days)
    error_message = "flow_logs.retention_days: ${var.flow_logs.retention_days} is not one of CloudWatch's; take 0 (for ever), 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653."
  }
}
