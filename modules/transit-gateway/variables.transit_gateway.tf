# Patterns repeat these variables without their validations: tools/docs.py copies them.

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

  validation {
    condition     = var.transit_gateway.id == null ? true : can(regex("^tgw-${local.hex}$", var.transit_gateway.id))
    error_message = "transit_gateway.id: ${coalesce(var.transit_gateway.id, "null")} is no transit gateway id; it reads like tgw-0aa11bb22cc33dd44."
  }

  validation {
    condition = var.transit_gateway.id == null ? true : alltrue(concat(
      [for key, unset in local.created_only : var.transit_gateway[key] == unset],
      [for key in ["cidr_blocks", "share_with"] : length(var.transit_gateway[key]) == 0],
    ))
    error_message = join("\n", [
      for key in concat(
        [for key, unset in local.created_only : key if var.transit_gateway[key] != unset],
        [for key in ["cidr_blocks", "share_with"] : key if length(var.transit_gateway[key]) > 0],
      ) : "transit_gateway.${key}: belongs to a created gateway, but id adopts one; remove one of the two."
    ])
  }

  validation {
    condition = var.transit_gateway.asn == null ? true : anytrue([
      for range in [[64512, 65534], [4200000000, 4294967294]] :
      var.transit_gateway.asn >= range[0] && var.transit_gateway.asn <= range[1] && floor(var.transit_gateway.asn) == var.transit_gateway.asn
    ])
    error_message = "transit_gateway.asn: ${coalesce(var.transit_gateway.asn, 0)} cannot be an Amazon-side ASN; take one of 64512-65534 or 4200000000-4294967294."
  }

  validation {
    # The quota is fixed.
    condition     = length(var.transit_gateway.cidr_blocks) <= 5
    error_message = "transit_gateway.cidr_blocks: ${length(var.transit_gateway.cidr_blocks)} ranges; a transit gateway takes 5: take larger ones."
  }

  validation {
    condition     = alltrue([for cidr in var.transit_gateway.cidr_blocks : can(regex(local.cidr_pattern, cidr))])
    error_message = join("\n", [for cidr in var.transit_gateway.cidr_blocks : "transit_gateway.cidr_blocks: ${coalesce(cidr, "null")} is no IPv4 range; write it like 100.64.20.0/24." if !can(regex(local.cidr_pattern, cidr))])
  }

  validation {
    condition = alltrue([
      for cidr in var.transit_gateway.cidr_blocks : can(regex(local.cidr_pattern, cidr)) ? cidrhost(cidr, 0) == split("/", cidr)[0] : true
    ])
    error_message = join("\n", [
      for cidr in var.transit_gateway.cidr_blocks : "transit_gateway.cidr_blocks: ${cidr} has bits set behind its prefix; write ${cidrhost(cidr, 0)}/${split("/", cidr)[1]}."
      if can(regex(local.cidr_pattern, cidr)) ? cidrhost(cidr, 0) != split("/", cidr)[0] : false
    ])
  }

  validation {
    condition = alltrue([
      for cidr in var.transit_gateway.cidr_blocks : can(regex(local.cidr_pattern, cidr)) ? split("/", cidr)[1] >= 8 && split("/", cidr)[1] <= 24 : true
    ])
    error_message = join("\n", [
      for cidr in var.transit_gateway.cidr_blocks : "transit_gateway.cidr_blocks: ${cidr} is no range of a gateway; take one of /8 to /24, such as 100.64.20.0/24."
      if can(regex(local.cidr_pattern, cidr)) ? split("/", cidr)[1] < 8 || split("/", cidr)[1] > 24 : false
    ])
  }

  validation {
    condition = !anytrue([for cidr in var.transit_gateway.cidr_blocks : can(regex(local.cidr_pattern, cidr)) && can(regex(local.unusable_pattern, cidr))])
    error_message = join("\n", flatten([
      for cidr in var.transit_gateway.cidr_blocks : [
        for pattern, range in local.unusable : "transit_gateway.cidr_blocks: ${cidr} overlaps ${range}; take a range of your own, such as 100.64.20.0/24."
        if can(regex(local.cidr_pattern, cidr)) && can(regex(pattern, cidr))
      ]
    ]))
  }

  validation {
    # Two ranges overlap when, cut to the shorter length, they are the same. What is no range is told of above.
    condition = alltrue(flatten([
      for at, a in var.transit_gateway.cidr_blocks : [
        for b in slice(var.transit_gateway.cidr_blocks, 0, at) : try(cidrhost("${split("/", a)[0]}/${min(split("/", a)[1], split("/", b)[1])}", 0) != cidrhost("${split("/", b)[0]}/${min(split("/", a)[1], split("/", b)[1])}", 0), true)
      ]
    ]))
    error_message = join("\n", flatten([
      for at, a in var.transit_gateway.cidr_blocks : [
        for b in slice(var.transit_gateway.cidr_blocks, 0, at) : "transit_gateway.cidr_blocks: ${a} overlaps ${b}; name each range once."
        if try(cidrhost("${split("/", a)[0]}/${min(split("/", a)[1], split("/", b)[1])}", 0) == cidrhost("${split("/", b)[0]}/${min(split("/", a)[1], split("/", b)[1])}", 0), false)
      ]
    ]))
  }

  validation {
    # Overlap as above.
    condition = alltrue(flatten([
      for a in var.transit_gateway.cidr_blocks : [
        for b in flatten(values(var.vpcs)[*].cidrs) : try(cidrhost("${split("/", a)[0]}/${min(split("/", a)[1], split("/", b)[1])}", 0) != cidrhost("${split("/", b)[0]}/${min(split("/", a)[1], split("/", b)[1])}", 0), true)
      ]
    ]))
    error_message = join("\n", flatten([
      for a in var.transit_gateway.cidr_blocks : [
        for key, vpc in var.vpcs : [
          for b in vpc.cidrs : "transit_gateway.cidr_blocks: ${a} overlaps ${b} of vpcs.${key}; networks that are joined need ranges of their own."
          if try(cidrhost("${split("/", a)[0]}/${min(split("/", a)[1], split("/", b)[1])}", 0) == cidrhost("${split("/", b)[0]}/${min(split("/", a)[1], split("/", b)[1])}", 0), false)
        ]
      ]
    ]))
  }

  validation {
    condition     = alltrue([for principal in var.transit_gateway.share_with : can(regex(local.principal_pattern, principal))])
    error_message = join("\n", [for principal in var.transit_gateway.share_with : "transit_gateway.share_with: ${coalesce(principal, "null")} can be given no share; name an account such as 111122223333, or an organizational unit or organization by its ARN." if !can(regex(local.principal_pattern, principal))])
  }

  validation {
    condition     = length(toset(var.transit_gateway.share_with)) == length(var.transit_gateway.share_with)
    error_message = join("\n", [for principal, times in { for principal in var.transit_gateway.share_with : coalesce(principal, "null") => true... } : "transit_gateway.share_with: ${principal} stands ${length(times)} times; name each once." if length(times) > 1])
  }

  validation {
    condition     = var.transit_gateway.share_externally ? length(var.transit_gateway.share_with) > 0 || var.transit_gateway.id != null : true
    error_message = "transit_gateway.share_externally: true, but share_with names nobody; name accounts there, or leave this out."
  }

  validation {
    condition     = var.transit_gateway.resource_share_arn == null ? true : can(regex("^arn:aws[a-z-]*:ram:[a-z0-9-]+:[0-9]{12}:resource-share/[0-9a-f-]{36}$", var.transit_gateway.resource_share_arn))
    error_message = "transit_gateway.resource_share_arn: ${coalesce(var.transit_gateway.resource_share_arn, "null")} is no resource share; it reads like arn:aws:ram:eu-north-1:111122223333:resource-share/1234abcd-12ab-34cd-56ef-1234567890ab."
  }

  validation {
    condition     = try(regex("^arn:[a-z-]+:ram:([a-z0-9-]+):", var.transit_gateway.resource_share_arn)[0], data.aws_region.current.id) == data.aws_region.current.id
    error_message = "transit_gateway.resource_share_arn: ${coalesce(var.transit_gateway.resource_share_arn, "null")} is of ${try(regex("^arn:[a-z-]+:ram:([a-z0-9-]+):", var.transit_gateway.resource_share_arn)[0], data.aws_region.current.id)}; a gateway is shared in its own Region, ${data.aws_region.current.id}, only."
  }

  validation {
    condition     = var.transit_gateway.resource_share_arn == null || var.transit_gateway.id != null
    error_message = "transit_gateway.resource_share_arn: shares a gateway that exists, but no id adopts it; give the id, or leave this out."
  }

  validation {
    condition     = var.transit_gateway.id == null ? true : alltrue([for peering in var.peerings : peering.id != var.transit_gateway.id])
    error_message = join("\n", [for key, peering in var.peerings : "peerings.${key}.id: ${peering.id} is this gateway itself; give the other's id." if var.transit_gateway.id == null ? false : peering.id == var.transit_gateway.id])
  }
}
