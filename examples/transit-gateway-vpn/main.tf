# Rendered by tieline from spec.yaml: edit that, then render again.

provider "aws" {
  region = "eu-north-1"
}

module "core" {
  source = "../../modules/transit-gateway-vpn"

  sites = {
    plant = {
      cidrs = ["172.27.0.0/16"]
      asn   = 65141
      devices = {
        edge-1 = { ip_address = "198.51.100.51" }
        edge-2 = { ip_address = "198.51.100.52" }
      }
      tunnels = {
        startup_action = "start"
        inside_cidrs = {
          edge-1 = ["169.254.82.160/30", "169.254.82.164/30"]
          edge-2 = ["169.254.33.8/30", "169.254.33.12/30"]
        }
      }
    }
    depot = {
      cidrs = ["172.28.16.0/24"]
      asn   = 4200000141
      devices = {
        router = { ip_address = "203.0.113.9" }
      }
      tunnels = {
        inside_cidrs = { router = ["169.254.21.224/30", "169.254.21.228/30"] }
      }
    }
  }
  name = "core"
  tags = { owner = "network", environment = "production" }
  vpcs = {
    shop = {
      id           = "vpc-0aa11bb22cc33dd44"
      cidrs        = ["10.44.0.0/16", "100.64.8.0/22"]
      route_tables = { private-a = "rtb-0aa11bb22cc33dd44", private-b = "rtb-0ab11bb22cc33dd44" }
      subnets      = { a = "subnet-0aa11bb22cc33dd44", b = "subnet-0ab11bb22cc33dd44" }
      routes       = ["10.46.0.0/16", "172.27.0.0/16", "172.28.16.0/24"]
    }
    tools = {
      id           = "vpc-0ac11bb22cc33dd44"
      cidrs        = ["10.46.0.0/16"]
      route_tables = { private = "rtb-0ac11bb22cc33dd44" }
      subnets      = { a = "subnet-0ac11bb22cc33dd44", b = "subnet-0ad11bb22cc33dd44" }
      routes       = ["10.44.0.0/16", "100.64.8.0/22", "172.27.0.0/16", "172.28.16.0/24"]
    }
    lab = {
      id           = "vpc-0ae11bb22cc33dd44"
      cidrs        = ["10.45.0.0/16"]
      route_tables = { private = "rtb-0ae11bb22cc33dd44" }
      subnets      = { a = "subnet-0ae11bb22cc33dd44" }
      routes       = ["172.27.0.0/16", "172.28.16.0/24"]
    }
  }
  alarms = { sns_topic_arns = ["arn:aws:sns:eu-north-1:111122223333:network"] }
  logging = {
    retention_days = 400
    kms_key_arn    = "arn:aws:kms:eu-north-1:111122223333:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
  }
  transit_gateway = { asn = 64802 }
  flow_logs = {
    retention_days = 400
    kms_key_arn    = "arn:aws:kms:eu-north-1:111122223333:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
  }
  route_tables = { production = {}, laboratory = {}, offices = {} }
  associations = {
    shop  = "production"
    tools = "production"
    lab   = "laboratory"
    plant = "offices"
    depot = "offices"
  }
  propagations = {
    shop  = ["production", "offices"]
    tools = ["production", "offices"]
    plant = ["production", "laboratory", "offices"]
    depot = ["production", "laboratory", "offices"]
    lab   = ["offices"]
  }
  preshared_keys = var.preshared_keys
}
