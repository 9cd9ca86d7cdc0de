locals {
  # Names and connections alone: no secret stands in what is gone through.
  macsec_keys = { for key in keys(var.macsec_keys) : key => split("/", key)[0] }
  # A connection is one, however many keys it has.
  keyed_connections = { for key in distinct(values(local.macsec_keys)) : key => key }
}

resource "aws_dx_macsec_key_association" "this" {
  for_each = local.macsec_keys

  connection_id = local.connection_ids[each.value]
  secret_arn    = var.macsec_keys[each.key].secret_arn
  ckn           = try(var.macsec_ckn[each.key], null)
  cak           = try(var.macsec_cak[each.key], null)
}

check "must_encrypt_has_a_key" {
  assert {
    condition = alltrue([
      for key, connection in var.connections : connection.macsec != "must_encrypt" || can(local.keyed_connections[key])
    ])
    error_message = join("\n", [
      for key, connection in var.connections : "connections.${key}.macsec: must_encrypt, and macsec_keys has no key for ${key}: unless it gets one elsewhere, nothing passes."
      if connection.macsec == "must_encrypt" && !can(local.keyed_connections[key])
    ])
  }
}
