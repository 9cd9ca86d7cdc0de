# Rendered by tieline from spec.yaml: edit that, then render again.

provider "aws" {
  region = "eu-north-1"
}

module "lines" {
  source = "../../../../modules/direct-connect"

  name = "lines"
  tags = { owner = "network", environment = "production" }
  vpcs = {
    orders = {
      id           = "vpc-0ab11bb22cc33dd44"
      cidrs        = ["10.45.0.0/16"]
      route_tables = { private = "rtb-0ab11bb22cc33dd44" }
    }
  }
  sites = {
    campus = { cidrs = ["172.26.0.0/16"], asn = 65143 }
  }
  direct_connect = {
    gateway = { id = var.dx_gateway_id, asn = 64805, account = "111122223333" }
  }
}
