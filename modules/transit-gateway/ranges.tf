# What the VPCs really have, held against what is stated and against each other. Two ranges overlap when, cut to the
# shorter length, they are the same: so the ranges that hold another are those that another, cut to a length that occurs,
# turns into. Comparing every two takes far longer.
locals {
  real_ranges = {
    for key, vpc in data.aws_vpc.this : key => [for range in vpc.cidr_block_associations : range.cidr_block if startswith(range.state, "associat")]
  }
  unreal_ranges = {
    for key, ranges in local.real_ranges : key => [
      for cidr in setsubtract(var.vpcs[key].cidrs, ranges) : "vpcs.${key}.cidrs: ${cidr} is no range of ${var.vpcs[key].id}, which has ${join(", ", ranges)}; state those."
    ]
  }

  # Of VPCs in other accounts only what is stated is known.
  joined_ranges = flatten([
    for key, vpc in var.vpcs : [for cidr in vpc.attachment_id == null ? local.real_ranges[key] : vpc.cidrs : { vpc = key, cidr = cidr, length = tonumber(split("/", cidr)[1]) }]
  ])
  range_owners  = { for range in local.joined_ranges : range.cidr => range.vpc... }
  range_lengths = toset(local.joined_ranges[*].length)
  wide_ranges = setintersection(keys(local.range_owners), flatten([
    for range in local.joined_ranges : [
      for length in local.range_lengths : "${cidrhost("${split("/", range.cidr)[0]}/${length}", 0)}/${length}" if length < range.length
    ]
  ]))

  range_clashes = concat(
    flatten([
      for cidr, vpcs in local.range_owners : [for vpc in slice(vpcs, 1, length(vpcs)) : { vpc = vpc, cidr = cidr, other = vpcs[0], wide = cidr }]
    ]),
    flatten([
      for wide in local.wide_ranges : [
        for range in local.joined_ranges : { vpc = range.vpc, cidr = range.cidr, other = local.range_owners[wide][0], wide = wide }
        if tonumber(split("/", wide)[1]) < range.length ? cidrhost("${split("/", range.cidr)[0]}/${split("/", wide)[1]}", 0) == split("/", wide)[0] : false
      ]
    ]),
  )
  block_clashes = flatten([
    for block in var.transit_gateway.cidr_blocks : [
      for range in local.joined_ranges : { vpc = range.vpc, cidr = range.cidr, block = block }
      if cidrhost("${split("/", block)[0]}/${min(split("/", block)[1], range.length)}", 0) == cidrhost("${split("/", range.cidr)[0]}/${min(split("/", block)[1], range.length)}", 0)
    ]
  ])
  # By the VPC whose attachment tells of it: of the two, one that is attached from here.
  real_overlaps = merge({ for key in keys(local.vpc_ids) : key => [] }, merge({}, {
    for fault in concat(
      [
        for clash in local.range_clashes : {
          at      = var.vpcs[clash.vpc].attachment_id == null ? clash.vpc : clash.other
          message = "vpcs.${clash.vpc}.cidrs: ${clash.cidr}, which ${var.vpcs[clash.vpc].id} really has, overlaps ${clash.wide} of vpcs.${clash.other} (${var.vpcs[clash.other].id}); networks that are joined need ranges of their own."
        }
      ],
      [
        for clash in local.block_clashes : {
          at      = clash.vpc
          message = "transit_gateway.cidr_blocks: ${clash.block} overlaps ${clash.cidr}, which ${var.vpcs[clash.vpc].id} (vpcs.${clash.vpc}) really has; networks that are joined need ranges of their own."
        }
      ],
    ) : fault.at => fault.message...
  }))
}
