data "aws_region" "current" {}

locals {
  has_gateway  = var.direct_connect.gateway != null
  owns_gateway = local.has_gateway && try(var.direct_connect.gateway.account, null) == null

  # The VPCs of this account, each with a virtual private gateway; those of others have theirs there.
  own_vpcs = { for key, vpc in var.vpcs : key => vpc.id if vpc.account == null }
  # Once they are attached. coalesce() lets it be known before apply that an id is not null.
  vpn_gateway_ids  = { for key, gateway in module.virtual_private_gateway : key => coalesce(gateway.attached_id) }
  vpn_gateway_asns = { for key, gateway in module.virtual_private_gateway : key => gateway.asn }

  allowed_prefixes = { for key, vpc in var.vpcs : key => vpc.allowed_prefixes != null ? vpc.allowed_prefixes : vpc.cidrs }

  # Where virtual interfaces lead straight: the VPC by virtual interface; validations hold the caller to one.
  straight_to = {
    for key, interface in var.direct_connect.virtual_interfaces :
    key => interface.vpc != null ? interface.vpc : keys(var.vpcs)[0]
    if interface.vpc != null || !local.has_gateway
  }
}

module "direct_connect_link" {
  source = "../direct-connect-link"

  name               = var.name
  tags               = var.tags
  connections        = var.direct_connect.connections
  hosted_connections = var.direct_connect.hosted_connections
  lags               = var.direct_connect.lags
  macsec_keys        = var.direct_connect.macsec_keys
  macsec_ckn         = var.macsec_ckn
  macsec_cak         = var.macsec_cak
  alarms             = var.alarms
}

module "virtual_private_gateway" {
  for_each = local.own_vpcs
  source   = "../virtual-private-gateway"

  name   = "${var.name}/${each.key}"
  tags   = var.tags
  vpc_id = each.value
  # There is a VPC, so the default is known even while the VPC's id is not.
  vpn_gateway  = merge(var.vpcs[each.key].vpn_gateway, { attach = coalesce(var.vpcs[each.key].vpn_gateway.attach, var.vpcs[each.key].vpn_gateway.id == null) })
  route_tables = var.vpcs[each.key].route_tables
}

module "direct_connect_gateway" {
  source = "../direct-connect-gateway"

  name    = var.name
  tags    = var.tags
  gateway = local.owns_gateway ? var.direct_connect.gateway : null
  private_virtual_interfaces = {
    for key, interface in local.virtual_interfaces :
    key => merge(interface, { vpn_gateway_id = can(local.straight_to[key]) ? local.vpn_gateway_ids[local.straight_to[key]] : null })
  }
  # Allowed prefixes are held against the VPCs' ranges here, where messages can tell of VPCs.
  associations = {
    for key, vpc in var.vpcs : key => {
      type             = "virtual-private-gateway"
      vpn_gateway_id   = try(local.vpn_gateway_ids[key], null)
      allowed_prefixes = local.allowed_prefixes[key]
      owner_account    = vpc.account
      proposal_id      = vpc.proposal_id
    } if local.owns_gateway && (vpc.account == null || vpc.proposal_id != null)
  }
  proposals = {
    for key, id in local.vpn_gateway_ids : key => {
      dx_gateway_id            = var.direct_connect.gateway.id
      dx_gateway_owner_account = var.direct_connect.gateway.account
      type                     = "virtual-private-gateway"
      vpn_gateway_id           = id
      allowed_prefixes         = local.allowed_prefixes[key]
    } if local.has_gateway && !local.owns_gateway
  }
  bgp_auth_keys = var.bgp_auth_keys
  alarms        = var.alarms
}

check "proposals" {
  assert {
    condition = alltrue([for vpc in var.vpcs : vpc.account == null || vpc.proposal_id != null])
    error_message = join("\n", [
      for key, vpc in var.vpcs : "vpcs.${key}: not associated yet; have account ${vpc.account} propose its virtual private gateway to the Direct Connect gateway, and give the proposal's id as proposal_id."
      if vpc.account != null && vpc.proposal_id == null
    ])
  }
}
