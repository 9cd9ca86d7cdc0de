data "aws_region" "current" {}

locals {
  created_connections = { for key, connection in var.connections : key => key if connection.id == null }
  created_lags        = { for key, lag in var.lags : key => key if lag.id == null }
  confirmed           = { for key, hosted in var.hosted_connections : key => hosted.id if hosted.confirm }
  memberships         = { for key, connection in var.connections : key => connection.lag if connection.lag != null }

  # Asked for where the port can. Whether it was asked for cannot be changed without another connection.
  request_macsec = {
    for key in keys(local.created_connections) :
    key => var.connections[key].macsec == "off" ? false : local.bandwidths[var.connections[key].bandwidth].macsec
  }

  # Every id by its name. What hangs on them looks them up here: a reference to one instance of a resource makes Terraform
  # put together all of them, each time. A connection to confirm is there once it is confirmed.
  connection_ids = merge(
    { for key, connection in var.connections : key => connection.id if connection.id != null },
    { for key, connection in aws_dx_connection.this : key => connection.id },
    { for key, hosted in var.hosted_connections : key => hosted.id if !hosted.confirm },
    { for key, confirmation in aws_dx_connection_confirmation.this : key => confirmation.connection_id },
  )
  lag_ids = merge(
    { for key, lag in var.lags : key => lag.id if lag.id != null },
    { for key, lag in aws_dx_lag.this : key => lag.id },
  )

  tags = merge(
    { for key, connection in var.connections : key => merge(var.tags, connection.tags, { Name = "${var.name}/${key}" }) },
    { for key in keys(var.hosted_connections) : key => merge(var.tags, { Name = "${var.name}/${key}" }) },
    { for key, lag in var.lags : key => merge(var.tags, lag.tags, { Name = "${var.name}/${key}" }) },
  )
}

resource "aws_dx_connection" "this" {
  for_each = local.created_connections

  name            = "${var.name}-${each.key}"
  location        = var.connections[each.key].location
  bandwidth       = var.connections[each.key].bandwidth
  provider_name   = var.connections[each.key].provider_name
  request_macsec  = local.request_macsec[each.key]
  encryption_mode = var.connections[each.key].macsec == "off" ? null : var.connections[each.key].macsec
  skip_destroy    = var.connections[each.key].skip_destroy
  tags            = local.tags[each.key]

  lifecycle {
    # AWS cannot rename a connection, and another one takes weeks: the name stays, the Name tag follows.
    ignore_changes = [name]
  }
}

resource "aws_dx_connection_confirmation" "this" {
  for_each = local.confirmed

  connection_id = each.value
}

resource "aws_dx_lag" "this" {
  for_each = local.created_lags

  name                  = "${var.name}-${each.key}"
  location              = var.lags[each.key].location
  connections_bandwidth = var.lags[each.key].bandwidth
  provider_name         = var.lags[each.key].provider_name
  force_destroy         = var.lags[each.key].force_destroy
  tags                  = local.tags[each.key]
}

# By the connection, so that none of its fellows is touched when one joins or leaves.
resource "aws_dx_connection_association" "this" {
  for_each = local.memberships

  connection_id = local.connection_ids[each.key]
  lag_id        = local.lag_ids[each.value]
}
