locals {
  association_keys = { for key in keys(var.associations) : key => key }
  proposal_keys    = { for key in keys(var.proposals) : key => key }
}

# Other allowed prefixes are an update in place: the association stays, and with it all that hangs on it.
resource "aws_dx_gateway_association" "this" {
  for_each = local.association_keys

  dx_gateway_id = local.gateway_id
  # A proposal of another account names its gateway itself.
  associated_gateway_id = (
    var.associations[each.key].owner_account != null ? null
    : var.associations[each.key].type == "transit-gateway" ? var.associations[each.key].transit_gateway_id
    : var.associations[each.key].vpn_gateway_id
  )
  associated_gateway_owner_account_id = var.associations[each.key].owner_account
  proposal_id                         = var.associations[each.key].proposal_id
  allowed_prefixes                    = var.associations[each.key].allowed_prefixes
}

# The other account's side.
resource "aws_dx_gateway_association_proposal" "this" {
  for_each = local.proposal_keys

  dx_gateway_id               = var.proposals[each.key].dx_gateway_id
  dx_gateway_owner_account_id = var.proposals[each.key].dx_gateway_owner_account
  associated_gateway_id       = var.proposals[each.key].type == "transit-gateway" ? var.proposals[each.key].transit_gateway_id : var.proposals[each.key].vpn_gateway_id
  allowed_prefixes            = var.proposals[each.key].allowed_prefixes
}
