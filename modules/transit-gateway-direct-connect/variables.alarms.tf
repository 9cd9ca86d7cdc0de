# modules/transit-gateway-direct-connect has the same file: tools/docs.py copies it from modules/direct-connect.
variable "alarms" {
  description = <<-EOT
    CloudWatch alarms of every connection (down; of a dedicated one also errors on AWS's port, too little light received or sent, and MACsec down where it has a key) and of every virtual interface (a BGP session down, for each address family). No state counts as down.
    - `enabled`: (Optional) whether alarms are made. Default: true.
    - `sns_topic_arns`: (Optional) topics told when an alarm starts and when it ends, at most 5. Default: none.
    - `period_seconds`: (Optional) how long one look covers: a multiple of 60, 300-86400, for AWS tells the state of BGP sessions every five minutes. Default: 300.
    - `evaluation_periods`: (Optional) how many looks in a row must find it so: 1-100; all together at most a day, or seven with a period of an hour or more. Default: 1.
    - `light_level_dbm`: (Optional) below which level light is too little, at 1 and 10 Gbps: -40 to 10. Above that speed there is a level for each optical lane, and no alarm here. Default: -14.4.
  EOT
  type = object({
    enabled            = optional(bool, true)
    sns_topic_arns     = optional(list(string), [])
    period_seconds     = optional(number, 300)
    evaluation_periods = optional(number, 1)
    light_level_dbm    = optional(number, -14.4)
  })
  default  = {}
  nullable = false
}
