data "aws_region" "current" {}

module "direct_connect_link" {
  source = "../direct-connect-link"

  name               = var.name
  tags               = var.tags
  connections        = var.direct_connect.connections
  hosted_connections = var.direct_connect.hosted_connections
  lags               = var.direct_connect.lags
}

module "direct_connect_gateway" {
  source = "../direct-connect-gateway"

  name                       = var.name
  tags                       = var.tags
  gateway                    = var.direct_connect.gateway
  private_virtual_interfaces = local.virtual_interfaces
}
