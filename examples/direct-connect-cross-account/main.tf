# Rendered by tieline from spec.yaml: edit that, then render again.

provider "aws" {
  region = "eu-north-1"
}

module "lines" {
  source = "../../modules/direct-connect"

  name = "lines"
  tags = { owner = "network", environment = "production" }
  vpcs = {
    shop = {
      id           = "vpc-0aa11bb22cc33dd44"
      cidrs        = ["10.44.0.0/16"]
      route_tables = { private = "rtb-0aa11bb22cc33dd44" }
    }
    orders = {
      id          = "vpc-0ab11bb22cc33dd44"
      cidrs       = ["10.45.0.0/16"]
      account     = "444455556666"
      proposal_id = "1234abcd-12ab-34cd-56ef-1234567890ab"
    }
  }
  sites = {
    campus = {
      cidrs              = ["172.26.0.0/16"]
      asn                = 65143
      virtual_interfaces = { west = {}, east = {} }
    }
  }
  alarms = { sns_topic_arns = ["arn:aws:sns:eu-north-1:111122223333:network"] }
  direct_connect = {
    gateway = { asn = 64805 }
    connections = {
      west = { location = "EDCH1", bandwidth = "10Gbps" }
    }
    hosted_connections = {
      east = { id = "dxcon-fg5678gh", location = "EqSe2-EQ", bandwidth = "1Gbps" }
    }
    virtual_interfaces = {
      west = { connection = "west", vlan = 310 }
      east = { connection = "east", vlan = 311 }
    }
  }
  bgp_auth_keys = var.bgp_auth_keys
}
