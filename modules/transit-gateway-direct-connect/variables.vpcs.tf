# Written by tools/docs.py from modules/transit-gateway, which also validates these values: edit them there. Validations here are this module's own.
variable "vpcs" {
  description = <<-EOT
    The VPCs to attach, by names of yours: up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends, as for subnets and route tables. Default: none.
    - `id`: (Required) the VPC's id.
    - `cidrs`: (Required) its IPv4 ranges, as it really has them; none may overlap another VPC's.
    - `region`: (Optional) the Region it is in, which must be the gateway's. Default: that.
    - `account`: (Optional) the account it belongs to, if that is another; then with `attachment_id`. Default: null.
    - `subnets`: (Optional) where the gateway gets its network interfaces: subnet ids by names of yours, one in each zone the VPC uses. Required without `attachment_id`.
    - `attachment_id`: (Optional) the attachment that the VPC's own account has made, to accept here: then its subnets, options and routes are set there. Default: null. An id that is not known before apply must be wrapped: `coalesce(aws_ec2_transit_gateway_vpc_attachment.other.id)`.
    - `appliance_mode`: (Optional) whether both directions of a flow stay in one zone: for a VPC with firewalls. Default: false.
    - `ipv6`: (Optional) whether the attachment carries IPv6; its subnets need it too. Default: false.
    - `dns_support`: (Optional) as of the gateway, for this VPC. Default: true.
    - `security_group_referencing`: (Optional) as of the gateway, for this VPC. Default: true.
    - `route_tables`: (Optional) the VPC's route tables that get `routes`: ids by names of yours. Default: none.
    - `routes`: (Optional) what each of `route_tables` sends to the gateway: IPv4 or IPv6 ranges or prefix list ids. Default: none.
    - `tags`: (Optional) tags of its attachment, over the module's. Default: none.
  EOT
  type = map(object({
    id                         = string
    cidrs                      = list(string)
    region                     = optional(string)
    account                    = optional(string)
    subnets                    = optional(map(string), {})
    attachment_id              = optional(string)
    appliance_mode             = optional(bool, false)
    ipv6                       = optional(bool, false)
    dns_support                = optional(bool, true)
    security_group_referencing = optional(bool, true)
    route_tables               = optional(map(string), {})
    routes                     = optional(list(string), [])
    tags                       = optional(map(string), {})
  }))
  default  = {}
  nullable = false

  validation {
    # What is said of a name in associations, propagations and routes has to be about one thing. The file of sites is shared with
    # another module, so what holds for them here alone stands here.
    condition = length([for key in keys(var.sites) : key if can(var.vpcs[key]) || can(var.peerings[key])]) == 0
    error_message = join("\n", [
      for key in keys(var.sites) : "sites.${key}: ${can(var.vpcs[key]) ? "vpcs" : "peerings"} has ${key} too, and a name stands for one attachment; take another."
      if can(var.vpcs[key]) || can(var.peerings[key])
    ])
  }

  validation {
    condition     = var.direct_connect.gateway.allowed_prefixes != null || length(var.vpcs) > 0
    error_message = "direct_connect.gateway.allowed_prefixes: none, and there are no vpcs whose ranges would be announced to the sites; name at least one range."
  }

  validation {
    condition     = var.direct_connect.gateway.allowed_prefixes != null || length(flatten(values(var.vpcs)[*].cidrs)) <= local.prefixes_of_transit_gateway
    error_message = "direct_connect.gateway.allowed_prefixes: none, so that the ${length(flatten(values(var.vpcs)[*].cidrs))} ranges of vpcs would be announced; AWS announces ${local.prefixes_of_transit_gateway} of a transit gateway: name summaries."
  }

  validation {
    # Two ranges overlap when, cut to the shorter length, they are the same. What is no range is told of elsewhere.
    condition = length(flatten([
      for further in var.direct_connect.gateway.allowed_prefixes != null ? [] : values(var.direct_connect.gateway.transit_gateways) : [
        for prefix in further.allowed_prefixes : [
          for cidr in flatten(values(var.vpcs)[*].cidrs) : cidr
          if try(cidrhost("${split("/", cidr)[0]}/${min(split("/", cidr)[1], split("/", prefix)[1])}", 0) == cidrhost("${split("/", prefix)[0]}/${min(split("/", cidr)[1], split("/", prefix)[1])}", 0), false)
        ] if can(regex(local.cidr_pattern, prefix))
      ]
    ])) == 0
    error_message = join("\n", flatten([
      for further_key, further in var.direct_connect.gateway.transit_gateways : [
        for prefix in further.allowed_prefixes : [
          for key, vpc in var.vpcs : [
            for cidr in vpc.cidrs : "direct_connect.gateway.transit_gateways.${further_key}.allowed_prefixes: ${prefix} overlaps ${cidr} of vpcs.${key}, which is announced for the transit gateway here; AWS takes no range twice."
            if try(cidrhost("${split("/", cidr)[0]}/${min(split("/", cidr)[1], split("/", prefix)[1])}", 0) == cidrhost("${split("/", prefix)[0]}/${min(split("/", cidr)[1], split("/", prefix)[1])}", 0), false)
          ]
        ] if can(regex(local.cidr_pattern, prefix))
      ]
    ]))
  }
}
