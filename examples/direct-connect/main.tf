# Rendered by tieline from spec.yaml: edit that, then render again.

provider "aws" {
  region = "eu-north-1"
}

provider "aws" {
  alias  = "eu_west_3"
  region = "eu-west-3"
}

module "backbone" {
  source = "../../modules/direct-connect"

  name = "backbone"
  tags = { owner = "network", environment = "production" }
  vpcs = {
    shop = {
      id           = "vpc-0aa11bb22cc33dd44"
      cidrs        = ["10.44.0.0/16", "100.64.8.0/22"]
      route_tables = { private-a = "rtb-0aa11bb22cc33dd44", private-b = "rtb-0ab11bb22cc33dd44" }
    }
  }
  sites = {
    campus = {
      cidrs              = ["172.26.0.0/16"]
      asn                = 65142
      virtual_interfaces = { north = {}, south = {} }
    }
  }
  alarms = { sns_topic_arns = ["arn:aws:sns:eu-north-1:111122223333:network"] }
  direct_connect = {
    gateway = { asn = 64803 }
    connections = {
      north-1 = { location = "EDCH1", bandwidth = "10Gbps", macsec = "off", lag = "north" }
      north-2 = { location = "EDCH1", bandwidth = "10Gbps", macsec = "off", lag = "north" }
      south   = { location = "EqSe2-EQ", bandwidth = "10Gbps" }
    }
    lags = {
      north = { location = "EDCH1", bandwidth = "10Gbps" }
    }
    virtual_interfaces = {
      north = {
        connection       = "north"
        vlan             = 210
        mtu              = 9001
        amazon_address   = "169.254.240.1/30"
        customer_address = "169.254.240.2/30"
      }
      south = { connection = "south", vlan = 210, mtu = 9001 }
    }
  }
  bgp_auth_keys = var.bgp_auth_keys
}

module "backbone_eu_west_3" {
  source = "../../modules/direct-connect"

  providers = { aws = aws.eu_west_3 }

  name = "backbone"
  tags = { owner = "network", environment = "production" }
  vpcs = {
    west = {
      id           = "vpc-0ae11bb22cc33dd44"
      cidrs        = ["10.54.0.0/16"]
      route_tables = { private = "rtb-0ae11bb22cc33dd44" }
    }
  }
  sites = {
    campus = { cidrs = ["172.26.0.0/16"], asn = 65142 }
  }
  direct_connect = {
    gateway = { id = module.backbone.direct_connect_gateway.id, asn = 64803 }
  }
}
