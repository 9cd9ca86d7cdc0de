# What the VPCs really have, beside what the caller states.
data "aws_vpc" "this" {
  for_each = local.own_vpcs

  id = each.value
}

locals {
  real_ranges = {
    for key, vpc in data.aws_vpc.this : key => [for range in vpc.cidr_block_associations : range.cidr_block if startswith(range.state, "associat")]
  }
  unreal_ranges = flatten([
    for key, ranges in local.real_ranges : [
      for cidr in setsubtract(var.vpcs[key].cidrs, ranges) : "vpcs.${key}.cidrs: ${cidr} is no range of ${var.vpcs[key].id}, which has ${join(", ", ranges)}; state those."
    ]
  ])

  stated_ranges = flatten([
    for kind, networks in { vpcs = var.vpcs, sites = var.sites } : [
      for key, network in networks : [for cidr in network.cidrs : { kind = kind, key = key, cidr = cidr, told = "" }]
    ]
  ])
  # What is real beside that.
  unstated_ranges = flatten([
    for key, ranges in local.real_ranges : [
      for cidr in setsubtract(ranges, var.vpcs[key].cidrs) : { kind = "vpcs", key = key, cidr = cidr, told = ", which ${var.vpcs[key].id} really has," }
    ]
  ])

  # Two ranges overlap when, cut to the shorter one's length, they are the same. Validations compare what VPCs state among
  # themselves, and what sites do.
  overlaps = {
    stated = flatten([
      for site in local.stated_ranges : [
        for vpc in local.stated_ranges : "sites.${site.key}.cidrs: ${site.cidr} overlaps ${vpc.cidr} of vpcs.${vpc.key}; networks that are joined need ranges of their own."
        if vpc.kind == "vpcs" && cidrhost("${split("/", site.cidr)[0]}/${min(split("/", site.cidr)[1], split("/", vpc.cidr)[1])}", 0) == cidrhost("${split("/", vpc.cidr)[0]}/${min(split("/", site.cidr)[1], split("/", vpc.cidr)[1])}", 0)
      ] if site.kind == "sites"
    ])
    real = flatten([
      for index, real in local.unstated_ranges : [
        for other in concat(local.stated_ranges, slice(local.unstated_ranges, index + 1, length(local.unstated_ranges))) :
        "${other.kind}.${other.key}.cidrs: ${other.cidr}${other.told} overlaps ${real.cidr}, which ${var.vpcs[real.key].id} (vpcs.${real.key}) really has; networks that are joined need ranges of their own."
        if "${other.kind}.${other.key}" != "vpcs.${real.key}" && cidrhost("${split("/", other.cidr)[0]}/${min(split("/", other.cidr)[1], split("/", real.cidr)[1])}", 0) == cidrhost("${split("/", real.cidr)[0]}/${min(split("/", other.cidr)[1], split("/", real.cidr)[1])}", 0)
      ]
    ])
  }

  # A validation compares allowed prefixes with what is stated.
  narrow_prefixes = flatten([
    for real in local.unstated_ranges : [
      for prefix in coalesce(var.vpcs[real.key].allowed_prefixes, []) : "vpcs.${real.key}.allowed_prefixes: ${prefix} is narrower than ${real.cidr}, which ${var.vpcs[real.key].id} really has, so that AWS announces nothing of it; name ${real.cidr}, or a wider range."
      if try(tonumber(split("/", prefix)[1]) > tonumber(split("/", real.cidr)[1]) && cidrhost("${split("/", prefix)[0]}/${split("/", real.cidr)[1]}", 0) == split("/", real.cidr)[0], false)
    ]
  ])
}
