# modules/transit-gateway-direct-connect has the same file: tools/docs.py copies it from modules/transit-gateway-vpn.
# Two ranges overlap when, cut to the shorter one's length, they are the same. Comparing every site's with every other
# network's would take far too long: each is looked up, cut to the lengths that the others have.
locals {
  site_ranges = flatten([
    for key, site in var.sites : [
      for cidr in site.cidrs : { site = key, cidr = cidr, length = tonumber(split("/", cidr)[1]) }
      if can(regex(local.cidr_pattern, cidr))
    ]
  ])
  site_lengths = keys({ for range in local.site_ranges : range.length => true... })

  # What is stated, and what the VPCs really have beside that.
  other_ranges = {
    stated = flatten([
      [for key, vpc in var.vpcs : [for cidr in vpc.cidrs : { cidr = cidr, told = " of vpcs.${key}" } if can(regex(local.cidr_pattern, cidr))]],
      [for cidr in var.transit_gateway.cidr_blocks : { cidr = cidr, told = " of transit_gateway.cidr_blocks" } if can(regex(local.cidr_pattern, cidr))],
    ])
    real = flatten([
      for key, ranges in module.transit_gateway.vpc_cidrs : [
        for cidr in ranges : { cidr = cidr, told = ", which ${var.vpcs[key].id} (vpcs.${key}) really has" }
        if !contains(var.vpcs[key].cidrs, cidr)
      ]
    ])
  }

  overlaps = {
    for kind, others in local.other_ranges : kind => flatten([
      for look in [{
        whole   = { for other in others : other.cidr => other... }
        lengths = keys({ for other in others : split("/", other.cidr)[1] => true... })
        cut = {
          for part in flatten([
            for other in others : [
              for length in local.site_lengths : merge(other, { at = "${cidrhost("${split("/", other.cidr)[0]}/${length}", 0)}/${length}" })
              if tonumber(length) < tonumber(split("/", other.cidr)[1])
            ]
          ]) : part.at => part...
        }
        }] : [
        for range in local.site_ranges : [
          for other in flatten([
            try(look.cut[range.cidr], []),
            [for length in look.lengths : try(look.whole["${cidrhost("${split("/", range.cidr)[0]}/${length}", 0)}/${length}"], []) if tonumber(length) <= range.length],
          ]) : "sites.${range.site}.cidrs: ${range.cidr} overlaps ${other.cidr}${other.told}; networks that are joined need ranges of their own."
        ]
      ]
    ])
  }
}
