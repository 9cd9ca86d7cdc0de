locals {
  # One gateway serves one VPC; a validation holds the caller to that.
  vpc = one(values(var.vpcs))
}

# What the VPC really has, beside what the caller states.
# plan coverage: always one, a validation holds the caller to one VPC
data "aws_vpc" "this" {
  for_each = var.vpcs

  id = each.value.id

  lifecycle {
    postcondition {
      condition = length(setsubtract(each.value.cidrs, self.cidr_block_associations[*].cidr_block)) == 0
      error_message = join("\n", [
        for cidr in setsubtract(each.value.cidrs, self.cidr_block_associations[*].cidr_block) :
        "vpcs.${each.key}.cidrs: ${cidr} is no range of ${self.id}, which has ${join(", ", self.cidr_block_associations[*].cidr_block)}; state those."
      ])
    }

    # As in the validation of `vpcs`: two ranges overlap when, cut to the shorter length, they are the same.
    postcondition {
      condition = alltrue(flatten([
        for a in self.cidr_block_associations[*].cidr_block : [
          for site in var.sites : [
            for b in site.cidrs : can(regex(local.cidr_pattern, b)) ? cidrhost("${split("/", a)[0]}/${min(split("/", a)[1], split("/", b)[1])}", 0) != cidrhost("${split("/", b)[0]}/${min(split("/", a)[1], split("/", b)[1])}", 0) : true
          ]
        ]
      ]))
      error_message = join("\n", flatten([
        for a in self.cidr_block_associations[*].cidr_block : [
          for key, site in var.sites : [
            for b in site.cidrs : "sites.${key}.cidrs: ${b} overlaps ${a}, which ${self.id} (vpcs.${each.key}) really has; networks that are joined need ranges of their own."
            if can(regex(local.cidr_pattern, b)) ? cidrhost("${split("/", a)[0]}/${min(split("/", a)[1], split("/", b)[1])}", 0) == cidrhost("${split("/", b)[0]}/${min(split("/", a)[1], split("/", b)[1])}", 0) : false
          ]
        ]
      ]))
    }
  }
}

module "virtual_private_gateway" {
  source = "../virtual-private-gateway"

  name   = var.name
  tags   = var.tags
  vpc_id = local.vpc.id
  # There is a VPC, so the default is known even while the VPC's id is not.
  vpn_gateway  = merge(var.vpn_gateway, { attach = coalesce(var.vpn_gateway.attach, var.vpn_gateway.id == null) })
  route_tables = local.vpc.route_tables
}

module "site_to_site_vpn" {
  source = "../site-to-site-vpn"

  name                  = var.name
  tags                  = var.tags
  vpn_gateway_id        = module.virtual_private_gateway.id
  sites                 = var.sites
  preshared_keys        = var.preshared_keys
  preshared_key_storage = var.preshared_key_storage
  logging               = var.logging
  alarms                = var.alarms
}
