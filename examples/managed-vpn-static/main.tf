# Rendered by tieline from spec.yaml: edit that, then render again.

provider "aws" {
  region = "eu-west-1"
}

module "workshop" {
  source = "../../modules/managed-vpn"

  name = "workshop"
  tags = { owner = "network", environment = "production" }
  vpcs = {
    tools = {
      id           = "vpc-0ac11bb22cc33dd44"
      cidrs        = ["10.46.0.0/16"]
      route_tables = { private = "rtb-0ac11bb22cc33dd44" }
    }
  }
  sites = {
    workshop = {
      cidrs   = ["192.168.96.0/24", "192.168.98.0/23"]
      routing = "static"
      devices = {
        gate = { ip_address = "203.0.113.21", device_name = "workshop-gate-7" }
      }
      tunnels = {
        inside_cidrs = { gate = ["169.254.18.152/30", "169.254.18.156/30"] }
      }
    }
  }
  alarms = { sns_topic_arns = ["arn:aws:sns:eu-west-1:111122223333:network"] }
  logging = {
    kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/1f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
  }
  vpn_gateway    = { id = "vgw-0ac11bb22cc33dd44", asn = 64805 }
  preshared_keys = var.preshared_keys
}
