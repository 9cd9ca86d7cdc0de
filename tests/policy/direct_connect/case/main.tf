terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "case" {
  type = object({
    gateways = optional(number, 1)
    # Names of what is only known after apply.
    later = optional(list(string), [])
    connections = optional(map(object({
      location  = optional(string, "EqDC2")
      bandwidth = optional(string, "1Gbps")
      macsec    = optional(bool)
      mode      = optional(string)
      joins     = optional(bool, false)
    })), {})
    # By a name: their location.
    lags   = optional(map(string), {})
    hosted = optional(bool, false)
    # By a name. What each is on is a name of the above, "hosted" or an id, and what it leads to "created", "virtual" or an id.
    interfaces = optional(map(object({
      type        = optional(string, "private")
      on          = optional(string, "dxcon-fg0aa11b")
      to          = optional(string, "created")
      vlan        = optional(number, 210)
      mtu         = optional(number)
      environment = optional(map(string), {})
      # Its key, and whether that is marked.
      key    = optional(string)
      marked = optional(bool, false)
    })), {})
    # Whether there is a peer with this key, and a MACsec key.
    peer_key = optional(string)
    macsec   = optional(object({ ckn = optional(string), cak = optional(string), secret_arn = optional(string), marked = optional(bool, false) }))
    # By the type, an association or a proposal: its allowed prefixes.
    prefixes = optional(map(list(string)), {})
  })
}

variable "later" {
  type = string
}

locals {
  on = merge(
    { for id in distinct(values(var.case.interfaces)[*].on) : id => id if startswith(id, "dx") },
    { for key, connection in aws_dx_connection.this : key => connection.id },
    { for key, lag in aws_dx_lag.this : key => lag.id },
    { hosted = one(aws_dx_connection_confirmation.this[*].id) },
    contains(var.case.later, "on") ? { later = var.later } : {},
  )
  of_type = { for type in ["private", "transit", "public", "hosted-private", "hosted-transit", "hosted-public", "accepted-private", "accepted-transit"] :
    type => { for key, interface in var.case.interfaces : key => interface if interface.type == type }
  }
  keys = contains(var.case.later, "key") ? { for key in keys(var.case.interfaces) : key => var.later } : merge(
    { for key, interface in var.case.interfaces : key => interface.key if !interface.marked },
    { for key, interface in var.case.interfaces : key => sensitive(interface.key) if interface.marked },
  )
  tags = {
    for key, interface in var.case.interfaces : key => contains(var.case.later, "environment") ? { environment = var.later } : interface.environment
  }
  mtus = { for key, interface in var.case.interfaces : key => contains(var.case.later, "mtu") ? length(var.later) : interface.mtu }
  # One whose branches are marked otherwise would be marked whichever is taken.
  macsec = one(concat(
    [for key in [var.case.macsec] : key if try(!key.marked, false)],
    [for key in [var.case.macsec] : { ckn = sensitive(key.ckn), cak = sensitive(key.cak) } if try(key.marked, false)],
  ))
  # Straight to a virtual private gateway, or to a Direct Connect gateway.
  straight = { for key, interface in var.case.interfaces : key => interface.to == "virtual" || startswith(interface.to, "vgw-") }
  to       = { for key, interface in var.case.interfaces : key => interface.to == "virtual" ? aws_vpn_gateway.this[0].id : interface.to == "created" ? aws_dx_gateway.this[0].id : interface.to }
  prefixes = { for key, prefixes in var.case.prefixes : key => concat(prefixes, contains(var.case.later, "prefixes") ? [var.later] : []) }
}

resource "aws_dx_gateway" "this" {
  count = var.case.gateways

  name            = "gateway"
  amazon_side_asn = 64803
}

resource "aws_vpn_gateway" "this" {
  count = contains(values(var.case.interfaces)[*].to, "virtual") ? 1 : 0
}

resource "aws_dx_connection" "this" {
  for_each = var.case.connections

  name            = each.key
  location        = each.value.location
  bandwidth       = contains(var.case.later, "bandwidth") ? var.later : each.value.bandwidth
  request_macsec  = contains(var.case.later, "macsec") ? length(var.later) > 2 : each.value.macsec
  encryption_mode = each.value.mode
}

resource "aws_dx_connection_association" "this" {
  for_each = { for key, connection in var.case.connections : key => connection if connection.joins }

  connection_id = local.on[each.key]
  lag_id        = "dxlag-fg0ab11b"
}

resource "aws_dx_lag" "this" {
  for_each = var.case.lags

  name                  = each.key
  location              = each.value
  connections_bandwidth = "1Gbps"
}

resource "aws_dx_connection_confirmation" "this" {
  count = var.case.hosted ? 1 : 0

  connection_id = "dxcon-fg5678gh"
}

resource "aws_dx_private_virtual_interface" "this" {
  for_each = local.of_type.private

  name           = each.key
  connection_id  = local.on[each.value.on]
  vlan           = each.value.vlan
  bgp_asn        = 65142
  address_family = "ipv4"
  bgp_auth_key   = local.keys[each.key]
  mtu            = local.mtus[each.key]
  dx_gateway_id  = local.straight[each.key] ? null : local.to[each.key]
  vpn_gateway_id = local.straight[each.key] ? local.to[each.key] : null
  tags           = local.tags[each.key]
}

resource "aws_dx_transit_virtual_interface" "this" {
  for_each = local.of_type.transit

  name           = each.key
  connection_id  = local.on[each.value.on]
  vlan           = each.value.vlan
  bgp_asn        = 65142
  address_family = "ipv4"
  bgp_auth_key   = local.keys[each.key]
  mtu            = local.mtus[each.key]
  dx_gateway_id  = local.to[each.key]
  tags           = local.tags[each.key]
}

resource "aws_dx_public_virtual_interface" "this" {
  for_each = local.of_type.public

  name                  = each.key
  connection_id         = local.on[each.value.on]
  vlan                  = each.value.vlan
  bgp_asn               = 65142
  address_family        = "ipv6"
  bgp_auth_key          = local.keys[each.key]
  route_filter_prefixes = ["2001:db8:44::/56"]
  tags                  = local.tags[each.key]
}

resource "aws_dx_hosted_private_virtual_interface" "this" {
  for_each = local.of_type["hosted-private"]

  name             = each.key
  owner_account_id = "444455556666"
  connection_id    = local.on[each.value.on]
  vlan             = each.value.vlan
  bgp_asn          = 65142
  address_family   = "ipv4"
  bgp_auth_key     = local.keys[each.key]
}

resource "aws_dx_hosted_transit_virtual_interface" "this" {
  for_each = local.of_type["hosted-transit"]

  name             = each.key
  owner_account_id = "444455556666"
  connection_id    = local.on[each.value.on]
  vlan             = each.value.vlan
  bgp_asn          = 65142
  address_family   = "ipv4"
  bgp_auth_key     = local.keys[each.key]
}

resource "aws_dx_hosted_public_virtual_interface" "this" {
  for_each = local.of_type["hosted-public"]

  name                  = each.key
  owner_account_id      = "444455556666"
  connection_id         = local.on[each.value.on]
  vlan                  = each.value.vlan
  bgp_asn               = 65142
  address_family        = "ipv6"
  bgp_auth_key          = local.keys[each.key]
  route_filter_prefixes = ["2001:db8:44::/56"]
}

resource "aws_dx_hosted_private_virtual_interface_accepter" "this" {
  for_each = local.of_type["accepted-private"]

  virtual_interface_id = "dxvif-fg0aa11b"
  dx_gateway_id        = local.to[each.key]
  tags                 = local.tags[each.key]
}

resource "aws_dx_hosted_transit_virtual_interface_accepter" "this" {
  for_each = local.of_type["accepted-transit"]

  virtual_interface_id = "dxvif-fg0aa11b"
  dx_gateway_id        = local.to[each.key]
  tags                 = local.tags[each.key]
}

resource "aws_dx_bgp_peer" "this" {
  count = var.case.peer_key == null ? 0 : 1

  virtual_interface_id = "dxvif-fg0aa11b"
  bgp_asn              = 65142
  address_family       = "ipv6"
  bgp_auth_key         = var.case.peer_key
}

resource "aws_dx_macsec_key_association" "this" {
  count = var.case.macsec == null ? 0 : 1

  connection_id = "dxcon-fg0aa11b"
  ckn           = local.macsec.ckn
  cak           = local.macsec.cak
  secret_arn    = var.case.macsec.secret_arn
}

resource "aws_dx_gateway_association" "this" {
  for_each = { for key, prefixes in local.prefixes : key => key if key == "association" }

  dx_gateway_id         = "0aa11bb2-2cc3-3dd4-4ee5-5ff667788990"
  associated_gateway_id = "tgw-0aa11bb22cc33dd44"
  allowed_prefixes      = local.prefixes[each.key]
}

resource "aws_dx_gateway_association_proposal" "this" {
  for_each = { for key, prefixes in local.prefixes : key => key if key == "proposal" }

  dx_gateway_id               = "0aa11bb2-2cc3-3dd4-4ee5-5ff667788990"
  dx_gateway_owner_account_id = "444455556666"
  associated_gateway_id       = "tgw-0aa11bb22cc33dd44"
  allowed_prefixes            = local.prefixes[each.key]
}
