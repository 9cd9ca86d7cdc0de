variable "name" {
  description = "What the connection is called; what is made carries it. Up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of everything made here, beside its Name. Default: none."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "vpcs" {
  description = <<-EOT
    The VPC to join, under a name of yours: exactly one, for a virtual private gateway serves one.
    - `id`: (Required) the VPC's id.
    - `cidrs`: (Required) its address ranges, as it really has them; none may overlap a site's.
    - `route_tables`: (Optional) the route tables that shall learn the sites' routes: ids by names of yours. Default: none. Leave `propagating_vgws` of these tables unset: it fights with this.
  EOT
  type = map(object({
    id           = string
    cidrs        = list(string)
    route_tables = optional(map(string), {})
  }))
  nullable = false

  validation {
    condition     = length(var.vpcs) == 1
    error_message = "vpcs: a virtual private gateway serves exactly one VPC, and here are ${length(var.vpcs)} (${coalesce(join(", ", keys(var.vpcs)), "none")}); keep one, or take a transit gateway."
  }

  validation {
    condition     = alltrue([for key in keys(var.vpcs) : can(regex(local.key_pattern, key))])
    error_message = join("\n", [for key in keys(var.vpcs) : "vpcs.${key}: ${key} is no name for a VPC; ${local.key_advice}." if !can(regex(local.key_pattern, key))])
  }

  validation {
    condition     = alltrue([for vpc in var.vpcs : can(regex("^vpc-([0-9a-f]{8}|[0-9a-f]{17})$", vpc.id))])
    error_message = join("\n", [for key, vpc in var.vpcs : "vpcs.${key}.id: ${vpc.id} is no VPC id; it reads like vpc-0aa11bb22cc33dd44." if !can(regex("^vpc-([0-9a-f]{8}|[0-9a-f]{17})$", vpc.id))])
  }

  validation {
    condition     = alltrue([for vpc in var.vpcs : length(vpc.cidrs) > 0])
    error_message = join("\n", [for key, vpc in var.vpcs : "vpcs.${key}.cidrs: empty; name at least one range." if length(vpc.cidrs) == 0])
  }

  validation {
    condition = alltrue([for cidr in flatten(values(var.vpcs)[*].cidrs) : can(regex(local.cidr_pattern, cidr))])
    error_message = join("\n", flatten([
      for key, vpc in var.vpcs : [
        for cidr in vpc.cidrs : "vpcs.${key}.cidrs: ${cidr} is no IPv4 range; write it like 10.44.0.0/16. A virtual private gateway carries no IPv6."
        if !can(regex(local.cidr_pattern, cidr))
      ]
    ]))
  }

  validation {
    condition = alltrue([
      for cidr in flatten(values(var.vpcs)[*].cidrs) : can(regex(local.cidr_pattern, cidr)) ? cidrhost(cidr, 0) == split("/", cidr)[0] : true
    ])
    error_message = join("\n", flatten([
      for key, vpc in var.vpcs : [
        for cidr in vpc.cidrs : "vpcs.${key}.cidrs: ${cidr} has bits set behind its prefix; write ${cidrhost(cidr, 0)}/${split("/", cidr)[1]}."
        if can(regex(local.cidr_pattern, cidr)) ? cidrhost(cidr, 0) != split("/", cidr)[0] : false
      ]
    ]))
  }

  validation {
    # Two ranges overlap when, cut to the shorter length, they are the same. What is no range is told of above.
    condition = alltrue(flatten([
      for cidr in flatten(values(var.vpcs)[*].cidrs) : [
        for range in keys(local.unusable) : can(regex(local.cidr_pattern, cidr)) ? cidrhost("${split("/", cidr)[0]}/${min(split("/", cidr)[1], split("/", range)[1])}", 0) != cidrhost("${split("/", range)[0]}/${min(split("/", cidr)[1], split("/", range)[1])}", 0) : true
      ]
    ]))
    error_message = join("\n", flatten([
      for key, vpc in var.vpcs : [
        for cidr in vpc.cidrs : [
          for clashes in [[
            for range, why in local.unusable : "${range}, which ${why}"
            if can(regex(local.cidr_pattern, cidr)) ? cidrhost("${split("/", cidr)[0]}/${min(split("/", cidr)[1], split("/", range)[1])}", 0) == cidrhost("${split("/", range)[0]}/${min(split("/", cidr)[1], split("/", range)[1])}", 0) : false
          ]] : "vpcs.${key}.cidrs: ${cidr} overlaps ${join(", and ", clashes)}; name ranges the network really has."
          if length(clashes) > 0
        ]
      ]
    ]))
  }

  validation {
    condition = alltrue([
      for cidr in flatten(values(var.vpcs)[*].cidrs) : can(regex(local.cidr_pattern, cidr)) ? split("/", cidr)[1] >= 16 && split("/", cidr)[1] <= 28 : true
    ])
    error_message = join("\n", flatten([
      for key, vpc in var.vpcs : [
        for cidr in vpc.cidrs : "vpcs.${key}.cidrs: ${cidr} is no range of a VPC, which are /16 to /28; give those the VPC has, such as 10.44.0.0/16."
        if can(regex(local.cidr_pattern, cidr)) ? split("/", cidr)[1] < 16 || split("/", cidr)[1] > 28 : false
      ]
    ]))
  }

  validation {
    condition     = alltrue([for vpc in var.vpcs : length(distinct(vpc.cidrs)) == length(vpc.cidrs)])
    error_message = join("\n", [for key, vpc in var.vpcs : "vpcs.${key}.cidrs: ${join(", ", vpc.cidrs)} names one twice; name each once." if length(distinct(vpc.cidrs)) != length(vpc.cidrs)])
  }

  validation {
    # Overlap as above.
    condition = alltrue(flatten([
      for vpc in var.vpcs : [
        for a in vpc.cidrs : [
          for site in var.sites : [
            for b in site.cidrs : alltrue([for c in [a, b] : can(regex(local.cidr_pattern, c))]) ? cidrhost("${split("/", a)[0]}/${min(split("/", a)[1], split("/", b)[1])}", 0) != cidrhost("${split("/", b)[0]}/${min(split("/", a)[1], split("/", b)[1])}", 0) : true
          ]
        ]
      ]
    ]))
    error_message = join("\n", flatten([
      for vpc_key, vpc in var.vpcs : [
        for a in vpc.cidrs : [
          for key, site in var.sites : [
            for b in site.cidrs : "sites.${key}.cidrs: ${b} overlaps ${a} of vpcs.${vpc_key}; networks that are joined need ranges of their own."
            if alltrue([for c in [a, b] : can(regex(local.cidr_pattern, c))]) ? cidrhost("${split("/", a)[0]}/${min(split("/", a)[1], split("/", b)[1])}", 0) == cidrhost("${split("/", b)[0]}/${min(split("/", a)[1], split("/", b)[1])}", 0) : false
          ]
        ]
      ]
    ]))
  }

  validation {
    # The quota is fixed.
    condition     = alltrue([for vpc in var.vpcs : length(vpc.route_tables) == 0 || length(flatten(values(var.sites)[*].cidrs)) <= 100])
    error_message = join("\n", [for key, vpc in var.vpcs : "vpcs.${key}.route_tables: the sites have ${length(flatten(values(var.sites)[*].cidrs))} ranges (${join(", ", [for site_key, site in var.sites : "sites.${site_key} ${length(site.cidrs)}"])}), and a route table learns 100 routes; summarise the ranges."])
  }
}

variable "vpn_gateway" {
  description = <<-EOT
    The virtual private gateway: created, or adopted by its id.
    - `id`: (Optional) adopts this gateway instead of creating one. Default: null, a gateway is created. An id that is not known before apply must be wrapped: `coalesce(aws_vpn_gateway.other.id)`.
    - `asn`: (Optional) the Amazon-side ASN, 64512-65534 or 4200000000-4294967294, and no site's. Default: null, AWS's own default 64512. Of an adopted gateway: the ASN it has, as a fact. Changing it replaces a created gateway.
    - `attach`: (Optional) whether to attach the gateway to the VPC. Default: true for a created gateway, false for an adopted one.
  EOT
  type = object({
    id     = optional(string)
    asn    = optional(number)
    attach = optional(bool)
  })
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for site in var.sites :
      (site.asn != null ? site.asn : site.routing == "static" ? local.default_static_asn : -1)
      != (var.vpn_gateway.asn != null ? var.vpn_gateway.asn : var.vpn_gateway.id == null ? local.default_gateway_asn : -2)
    ])
    error_message = join("\n", [
      for key, site in var.sites : join("", [
        "sites.${key}.asn: ",
        site.asn != null ? "${site.asn} is" : "${local.default_static_asn}, which is sent as none is set, is",
        " the ASN of the virtual private gateway too",
        var.vpn_gateway.asn != null ? "" : ", AWS's default as vpn_gateway.asn is not set",
        "; the two sides must differ: change this one, or set vpn_gateway.asn to another private ASN such as 64801.",
      ])
      if(site.asn != null ? site.asn : local.default_static_asn) == (var.vpn_gateway.asn != null ? var.vpn_gateway.asn : local.default_gateway_asn)
    ])
  }
}
