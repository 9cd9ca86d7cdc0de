# Rendered by tieline from spec.yaml: edit that, then render again.

provider "aws" {
  region = "eu-north-1"
}

module "shop" {
  source = "../../modules/transit-gateway-vpn"

  sites = {}
  name  = "shop"
  tags  = { owner = "shop", environment = "production" }
  vpcs = {
    shop = {
      id           = "vpc-0aa11bb22cc33dd44"
      cidrs        = ["10.44.0.0/16"]
      route_tables = { private-a = "rtb-0aa11bb22cc33dd44", private-b = "rtb-0ab11bb22cc33dd44" }
      subnets      = { a = "subnet-0aa11bb22cc33dd44", b = "subnet-0ab11bb22cc33dd44" }
      routes       = ["10.46.0.0/16", "172.27.0.0/16"]
    }
  }
  transit_gateway = {
    id                 = "tgw-0aa11bb22cc33dd44"
    resource_share_arn = "arn:aws:ram:eu-north-1:111122223333:resource-share/5f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
  }
  route_tables   = {}
  associations   = {}
  propagations   = {}
  preshared_keys = var.preshared_keys
}
