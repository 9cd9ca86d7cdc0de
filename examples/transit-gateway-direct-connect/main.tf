# Rendered by tieline from spec.yaml: edit that, then render again.

provider "aws" {
  region = "eu-north-1"
}

module "trunk" {
  source = "../../modules/transit-gateway-direct-connect"

  name = "trunk"
  tags = { owner = "network", environment = "production" }
  vpcs = {
    shop = {
      id           = "vpc-0aa11bb22cc33dd44"
      cidrs        = ["10.44.0.0/16"]
      route_tables = { private-a = "rtb-0aa11bb22cc33dd44", private-b = "rtb-0ab11bb22cc33dd44" }
      subnets      = { a = "subnet-0aa11bb22cc33dd44", b = "subnet-0ab11bb22cc33dd44" }
      routes       = ["10.46.0.0/16", "172.26.0.0/16"]
    }
    tools = {
      id           = "vpc-0ac11bb22cc33dd44"
      cidrs        = ["10.46.0.0/16"]
      route_tables = { private = "rtb-0ac11bb22cc33dd44" }
      subnets      = { a = "subnet-0ac11bb22cc33dd44", b = "subnet-0ad11bb22cc33dd44" }
      routes       = ["10.44.0.0/16", "10.48.0.0/16", "172.26.0.0/16"]
    }
    lab = {
      id           = "vpc-0ae11bb22cc33dd44"
      cidrs        = ["10.48.0.0/16"]
      route_tables = { private = "rtb-0ae11bb22cc33dd44" }
      subnets      = { a = "subnet-0ae11bb22cc33dd44" }
      routes       = ["10.46.0.0/16"]
    }
  }
  sites = {
    campus = {
      cidrs              = ["172.26.0.0/16"]
      asn                = 65144
      virtual_interfaces = { north-1 = {}, north-2 = {}, south-1 = {}, south-2 = {} }
    }
  }
  alarms = { sns_topic_arns = ["arn:aws:sns:eu-north-1:111122223333:network"] }
  direct_connect = {
    gateway = { asn = 64807, allowed_prefixes = ["10.44.0.0/15", "10.46.0.0/16"] }
    connections = {
      north-1 = { location = "EDCH1", bandwidth = "100Gbps", macsec = "should_encrypt" }
      north-2 = { location = "EDCH1", bandwidth = "100Gbps", macsec = "should_encrypt" }
      south-1 = { location = "EqSe2-EQ", bandwidth = "100Gbps", macsec = "should_encrypt" }
      south-2 = { location = "EqSe2-EQ", bandwidth = "100Gbps", macsec = "should_encrypt" }
    }
    macsec_keys = {
      north-1 = {
        secret_arn = "arn:aws:secretsmanager:eu-north-1:111122223333:secret:directconnect!north-1-AbCdEf"
      }
      north-2 = {
        secret_arn = "arn:aws:secretsmanager:eu-north-1:111122223333:secret:directconnect!north-2-AbCdEf"
      }
      south-1 = {
        secret_arn = "arn:aws:secretsmanager:eu-north-1:111122223333:secret:directconnect!south-1-AbCdEf"
      }
      south-2 = {
        secret_arn = "arn:aws:secretsmanager:eu-north-1:111122223333:secret:directconnect!south-2-AbCdEf"
      }
    }
    virtual_interfaces = {
      north-1 = { connection = "north-1", vlan = 410, mtu = 8500 }
      north-2 = { connection = "north-2", vlan = 410, mtu = 8500 }
      south-1 = { connection = "south-1", vlan = 410, mtu = 8500 }
      south-2 = { connection = "south-2", vlan = 410, mtu = 8500 }
    }
  }
  transit_gateway = { asn = 64806 }
  flow_logs = {
    retention_days = 400
    kms_key_arn    = "arn:aws:kms:eu-north-1:111122223333:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
  }
  route_tables = { production = {}, services = {}, laboratory = {}, offices = {} }
  associations = {
    shop   = "production"
    tools  = "services"
    lab    = "laboratory"
    campus = "offices"
  }
  propagations = {
    tools  = ["production", "laboratory", "offices"]
    campus = ["production", "services"]
    shop   = ["services", "offices"]
    lab    = ["services"]
  }
  bgp_auth_keys = var.bgp_auth_keys
}
