variable "logging" {
  description = <<-EOT
    Logs of both tunnels of every connection, in CloudWatch Logs.
    - `enabled`: (Optional) whether the tunnels log. Default: true.
    - `log_group_arn`: (Optional) adopts this log group instead of creating one. Default: null, a group is created. An ARN that is not known before apply must be wrapped: `coalesce(aws_cloudwatch_log_group.other.arn)`.
    - `log_group_name`: (Optional) the name of the created group, which should start with /aws/vendedlogs/. Default: /aws/vendedlogs/vpn/<name>.
    - `retention_days`: (Optional) how long the created group keeps its logs, in days, as CloudWatch offers them; 0 is for ever. Default: 365.
    - `kms_key_arn`: (Optional) the key that encrypts the created group; its policy must admit CloudWatch Logs. Default: null, a key of AWS's own.
    - `format`: (Optional) json or text. Default: json.
  EOT
  type = object({
    enabled        = optional(bool, true)
    log_group_arn  = optional(string)
    log_group_name = optional(string)
    retention_days = optional(number, 365)
    kms_key_arn    = optional(string)
    format         = optional(string, "json")
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.logging.log_group_arn == null ? true : can(regex("^arn:aws[a-z-]*:logs:[a-z0-9-]+:[0-9]{12}:log-group:[A-Za-z0-9_./#-]{1,512}(:\\*)?$", var.logging.log_group_arn))
    error_message = "logging.log_group_arn: ${coalesce(var.logging.log_group_arn, "null")} is no log group; it reads like arn:aws:logs:eu-north-1:111122223333:log-group:/aws/vendedlogs/vpn."
  }

  validation {
    condition     = var.logging.log_group_name == null ? true : can(regex("^[A-Za-z0-9_./#-]{1,512}$", var.logging.log_group_name))
    error_message = "logging.log_group_name: ${coalesce(var.logging.log_group_name, "null")} is no log group name; take up to 512 of A-Z, a-z, 0-9, _, ., /, # and -."
  }

  validation {
    condition     = var.logging.kms_key_arn == null ? true : can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:(key|alias)/[A-Za-z0-9/_-]+$", var.logging.kms_key_arn))
    error_message = "logging.kms_key_arn: ${coalesce(var.logging.kms_key_arn, "null")} is no KMS key; it reads like arn:aws:kms:eu-north-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab."
  }

  validation {
    condition     = try(regex("^arn:[a-z-]+:[a-z]+:([a-z0-9-]+):", var.logging.log_group_arn)[0], data.aws_region.current.id) == data.aws_region.current.id
    error_message = "logging.log_group_arn: ${coalesce(var.logging.log_group_arn, "null")} is of ${try(regex("^arn:[a-z-]+:[a-z]+:([a-z0-9-]+):", var.logging.log_group_arn)[0], data.aws_region.current.id)}; a tunnel logs to a group of its own Region, ${data.aws_region.current.id}, only."
  }

  validation {
    condition     = try(regex("^arn:[a-z-]+:[a-z]+:([a-z0-9-]+):", var.logging.kms_key_arn)[0], data.aws_region.current.id) == data.aws_region.current.id
    error_message = "logging.kms_key_arn: ${coalesce(var.logging.kms_key_arn, "null")} is of ${try(regex("^arn:[a-z-]+:[a-z]+:([a-z0-9-]+):", var.logging.kms_key_arn)[0], data.aws_region.current.id)}; a log group takes a key of its own Region, ${data.aws_region.current.id}, only."
  }

  validation {
    condition = var.logging.log_group_arn == null || (var.logging.log_group_name == null && var.logging.kms_key_arn == null)
    error_message = join("\n", [
      for key in ["log_group_name", "kms_key_arn"] : "logging.${key}: belongs to a created log group, but log_group_arn adopts one; remove one of the two."
      if var.logging[key] != null
    ])
  }

  validation {
    condition     = contains([0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.logging.retention_days)
    error_message = "logging.retention_days: ${var.logging.retention_days} is not one of CloudWatch's; take 0 (for ever), 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653."
  }

  validation {
    condition     = contains(["json", "text"], var.logging.format)
    error_message = "logging.format: ${var.logging.format} is not one of json, text; take one of them."
  }
}
