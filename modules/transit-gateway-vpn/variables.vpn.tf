# Written by tools/docs.py from modules/site-to-site-vpn, which also validates these values: edit them there.
variable "preshared_keys" {
  description = <<-EOT
    Pre-shared keys of your own, by tunnel: "<site>/<device>/<connection>/<tunnel>", for example "harbour/fw-1/1/2".
    Each has 8-64 characters of A-Z, a-z, 0-9, . and _ and does not start with 0; the two tunnels of a connection differ.
    Default: none; AWS makes the keys, which is safer, for keys given here stand in the state.
  EOT
  type        = map(string)
  default     = {}
  nullable    = false
  sensitive   = true
}

variable "preshared_key_storage" {
  description = "Where AWS keeps the pre-shared keys: SecretsManager, or Standard, which shows them to whoever may describe the connection. Default: SecretsManager."
  type        = string
  default     = "SecretsManager"
  nullable    = false
}

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
}

variable "alarms" {
  description = <<-EOT
    CloudWatch alarms of every connection: one tunnel down, both tunnels down. No data counts as down.
    - `enabled`: (Optional) whether alarms are made. Default: true.
    - `sns_topic_arns`: (Optional) topics told when an alarm starts and when it ends, at most 5. Default: none.
    - `period_seconds`: (Optional) how long one look covers: a multiple of 60, 60-86400. Default: 300.
    - `evaluation_periods`: (Optional) how many looks in a row must find a tunnel down: 1-100; all together at most a day, or seven with a period of an hour or more. Default: 1.
  EOT
  type = object({
    enabled            = optional(bool, true)
    sns_topic_arns     = optional(list(string), [])
    period_seconds     = optional(number, 300)
    evaluation_periods = optional(number, 1)
  })
  default  = {}
  nullable = false
}
