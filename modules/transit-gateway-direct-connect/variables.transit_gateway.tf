# Written by tools/docs.py from modules/transit-gateway, which also validates these values: edit them there. Validations here are this module's own.
variable "transit_gateway" {
  description = <<-EOT
    The transit gateway: created, or adopted by its id. Attachments get no route table by default: `associations` and `propagations` say it.
    - `id`: (Optional) adopts this gateway instead of creating one. Default: null, a gateway is created. An id that is not known before apply must be wrapped: `coalesce(aws_ec2_transit_gateway.other.id)`.
    - `asn`: (Optional) the Amazon-side ASN, 64512-65534 or 4200000000-4294967294. Default: 64512 for a created gateway. Of an adopted gateway: the ASN it has, as a fact.
    - `description`: (Optional) what it is for, in words. Default: none.
    - `ecmp`: (Optional) whether traffic spreads over equal paths of several VPN tunnels. Default: true.
    - `dns_support`: (Optional) whether a public DNS name of one VPC resolves to the private address in another. Default: true.
    - `security_group_referencing`: (Optional) whether security groups may name those of other VPCs on the gateway. Default: true.
    - `cidr_blocks`: (Optional) the gateway's own ranges, for private IP VPN and Connect: up to five IPv4 ranges of /24 or larger that overlap no VPC. Default: none.
    - `auto_accept`: (Optional) whether attachments of other accounts need nobody's consent here. Default: false.
    - `share_with`: (Optional) who may attach VPCs, through AWS RAM: account numbers, ARNs of organizational units or of the organization. Default: nobody.
    - `share_externally`: (Optional) whether `share_with` may name accounts outside the organization. Default: false.
    - `resource_share_arn`: (Optional) in an account the gateway `id` is shared with: the share to accept, where sharing within the organization has not done so. Default: null.
  EOT
  type = object({
    id                         = optional(string)
    asn                        = optional(number)
    description                = optional(string)
    ecmp                       = optional(bool, true)
    dns_support                = optional(bool, true)
    security_group_referencing = optional(bool, true)
    cidr_blocks                = optional(list(string), [])
    auto_accept                = optional(bool, false)
    share_with                 = optional(list(string), [])
    share_externally           = optional(bool, false)
    resource_share_arn         = optional(string)
  })
  default  = {}
  nullable = false
}

variable "route_tables" {
  description = <<-EOT
    The gateway's route tables, by names of yours: up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends. Default: none.
    - `id`: (Optional) adopts this table of an adopted gateway instead of creating one. Default: null, a table is created. An id that is not known before apply must be wrapped: `coalesce(aws_ec2_transit_gateway_route_table.other.id)`.
    - `tags`: (Optional) tags of a created table, over the module's. Default: none.
    - `routes`: (Optional) static routes, by IPv4 or IPv6 range or prefix list id. Default: none. Each has exactly one of:
      - `attachment`: (Optional) where it leads: the name of one of `vpcs` or `peerings`. Default: null.
      - `blackhole`: (Optional) whether what is sent there is dropped. Default: false.
  EOT
  type = map(object({
    id   = optional(string)
    tags = optional(map(string), {})
    routes = optional(map(object({
      attachment = optional(string)
      blackhole  = optional(bool, false)
    })), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition = length(flatten([for table in var.route_tables : [for route in table.routes : route if route.attachment == null ? false : can(var.sites[route.attachment])]])) == 0
    error_message = join("\n", flatten([
      for key, table in var.route_tables : [
        for destination, route in table.routes : "route_tables.${key}.routes.${destination}: leads to ${route.attachment}, whose routers announce what is there; name ${key} in propagations.${route.attachment} instead."
        if route.attachment == null ? false : can(var.sites[route.attachment])
      ]
    ]))
  }

  validation {
    condition = length(flatten([for table in var.route_tables : [for route in table.routes : route if route.attachment == null ? false : !can(local.names[route.attachment])]])) == 0
    error_message = join("\n", flatten([
      for key, table in var.route_tables : [
        for destination, route in table.routes : "route_tables.${key}.routes.${destination}: ${route.attachment} is no attachment; ${local.names_told}."
        if route.attachment == null ? false : !can(local.names[route.attachment])
      ]
    ]))
  }
}

variable "peerings" {
  description = <<-EOT
    Transit gateways to peer with, by names of yours: up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends. Static routes alone cross a peering. Default: none.
    - `id`: (Required) the other gateway's id.
    - `region`: (Required) the Region it is in.
    - `account`: (Optional) the account it belongs to. Default: this one.
    - `attachment_id`: (Optional) the attachment that the other side has made, to accept here. Default: null, the attachment is made here, and the other side accepts it. An id that is not known before apply must be wrapped: `coalesce(aws_ec2_transit_gateway_peering_attachment.other.id)`.
    - `tags`: (Optional) tags of the attachment, over the module's. Default: none.
  EOT
  type = map(object({
    id            = string
    region        = string
    account       = optional(string)
    attachment_id = optional(string)
    tags          = optional(map(string), {})
  }))
  default  = {}
  nullable = false
}

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
}
