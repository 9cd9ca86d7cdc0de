data "aws_region" "current" {}

locals {
  owns_gateway = var.direct_connect.gateway.account == null

  # What is announced for the transit gateway here.
  allowed_prefixes = var.direct_connect.gateway.allowed_prefixes != null ? var.direct_connect.gateway.allowed_prefixes : flatten(values(var.vpcs)[*].cidrs)

  # Of other accounts' transit gateways those that they have proposed.
  further_gateways = {
    for key, gateway in var.direct_connect.gateway.transit_gateways : key => gateway if gateway.account == null || gateway.proposal_id != null
  }
}

module "transit_gateway" {
  source = "../transit-gateway"

  name            = var.name
  tags            = var.tags
  transit_gateway = var.transit_gateway
  route_tables    = var.route_tables
  vpcs            = var.vpcs
  peerings        = var.peerings
  # What is said of sites is done in attachment.tf.
  associations = { for name, table in var.associations : name => table if !can(var.sites[name]) }
  propagations = { for name, tables in var.propagations : name => tables if !can(var.sites[name]) }
  flow_logs    = var.flow_logs
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

module "direct_connect_gateway" {
  source = "../direct-connect-gateway"

  name                       = var.name
  tags                       = var.tags
  gateway                    = local.owns_gateway ? var.direct_connect.gateway : null
  transit_virtual_interfaces = local.virtual_interfaces
  associations = merge(
    {
      for key in local.owns_gateway ? [local.own_gateway] : [] : key => {
        type               = "transit-gateway"
        transit_gateway_id = module.transit_gateway.id
        asn                = module.transit_gateway.asn
        allowed_prefixes   = local.allowed_prefixes
        owner_account      = null
        proposal_id        = null
      }
    },
    {
      for key, gateway in local.further_gateways : key => {
        type               = "transit-gateway"
        transit_gateway_id = gateway.id
        asn                = gateway.asn
        allowed_prefixes   = gateway.allowed_prefixes
        owner_account      = gateway.account
        proposal_id        = gateway.proposal_id
      }
    },
  )
  proposals = {
    for key in local.owns_gateway ? [] : [local.own_gateway] : key => {
      dx_gateway_id            = var.direct_connect.gateway.id
      dx_gateway_owner_account = var.direct_connect.gateway.account
      type                     = "transit-gateway"
      transit_gateway_id       = module.transit_gateway.id
      allowed_prefixes         = local.allowed_prefixes
    }
  }
  bgp_auth_keys = var.bgp_auth_keys
  alarms        = var.alarms
}

check "proposals" {
  assert {
    condition = alltrue([for gateway in var.direct_connect.gateway.transit_gateways : gateway.account == null || gateway.proposal_id != null])
    error_message = join("\n", [
      for key, gateway in var.direct_connect.gateway.transit_gateways : "direct_connect.gateway.transit_gateways.${key}: not associated yet; have account ${gateway.account} propose its transit gateway to the Direct Connect gateway, and give the proposal's id as proposal_id."
      if gateway.account != null && gateway.proposal_id == null
    ])
  }
}

check "attachment" {
  assert {
    condition     = length(local.attached_sites) == length(local.joined_sites)
    error_message = "direct_connect.gateway.attachment_id: none, so that no route table serves ${join(", ", local.joined_sites)} yet; have account ${coalesce(var.direct_connect.gateway.account, "null")} accept the proposal, and give the id of the attachment that stands then."
  }
}
