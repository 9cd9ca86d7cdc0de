variable "alarms" {
  description = <<-EOT
    CloudWatch alarms of every virtual interface: a BGP session down, for each address family. No data counts as down.
    - `enabled`: (Optional) whether alarms are made. Default: true.
    - `sns_topic_arns`: (Optional) topics told when an alarm starts and when it ends, at most 5. Default: none.
    - `period_seconds`: (Optional) how long one look covers: a multiple of 60, 300-86400, for AWS tells the state every five minutes. Default: 300.
    - `evaluation_periods`: (Optional) how many looks in a row must find the session down: 1-100; all together at most a day, or seven with a period of an hour or more. Default: 1.
  EOT
  type = object({
    enabled            = optional(bool, true)
    sns_topic_arns     = optional(list(string), [])
    period_seconds     = optional(number, 300)
    evaluation_periods = optional(number, 1)
  })
  default  = {}
  nullable = false

  validation {
    condition = alltrue([for arn in var.alarms.sns_topic_arns : can(regex("^arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}(\\.fifo)?$", arn))])
    error_message = join("\n", [
      for arn in var.alarms.sns_topic_arns : "alarms.sns_topic_arns: ${arn} is no SNS topic; it reads like arn:aws:sns:eu-north-1:111122223333:network."
      if !can(regex("^arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}(\\.fifo)?$", arn))
    ])
  }

  validation {
    condition = alltrue([for arn in var.alarms.sns_topic_arns : try(regex("^arn:[a-z-]+:[a-z]+:([a-z0-9-]+):", arn)[0], data.aws_region.current.id) == data.aws_region.current.id])
    error_message = join("\n", [
      for arn in var.alarms.sns_topic_arns : "alarms.sns_topic_arns: ${arn} is of ${split(":", arn)[3]}; an alarm tells topics of its own Region, ${data.aws_region.current.id}, only."
      if try(regex("^arn:[a-z-]+:[a-z]+:([a-z0-9-]+):", arn)[0], data.aws_region.current.id) != data.aws_region.current.id
    ])
  }

  validation {
    condition     = length(var.alarms.sns_topic_arns) <= 5
    error_message = "alarms.sns_topic_arns: ${length(var.alarms.sns_topic_arns)} topics; an alarm tells at most 5: have one topic pass it on."
  }

  validation {
    condition     = length(distinct(var.alarms.sns_topic_arns)) == length(var.alarms.sns_topic_arns)
    error_message = "alarms.sns_topic_arns: ${join(", ", var.alarms.sns_topic_arns)} names one twice; name each once."
  }

  validation {
    condition     = var.alarms.period_seconds >= 300 && var.alarms.period_seconds <= 86400 && var.alarms.period_seconds % 60 == 0
    error_message = "alarms.period_seconds: ${var.alarms.period_seconds} is no period; AWS tells the state of a BGP session every five minutes: take a multiple of 60 of 300-86400, such as 300."
  }

  validation {
    condition     = var.alarms.evaluation_periods >= 1 && var.alarms.evaluation_periods <= 100 && floor(var.alarms.evaluation_periods) == var.alarms.evaluation_periods
    error_message = "alarms.evaluation_periods: ${var.alarms.evaluation_periods} is out of range; take a whole number of 1-100."
  }

  validation {
    condition     = var.alarms.period_seconds * var.alarms.evaluation_periods <= (var.alarms.period_seconds < 3600 ? 86400 : 604800)
    error_message = "alarms.evaluation_periods: ${var.alarms.evaluation_periods} of ${var.alarms.period_seconds} seconds are more than CloudWatch looks back, ${var.alarms.period_seconds < 3600 ? "a day (86400 seconds)" : "seven days (604800 seconds)"}; take fewer."
  }
}
