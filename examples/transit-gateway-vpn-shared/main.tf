# Rendered by tieline from spec.yaml: edit that, then render again.

provider "aws" {
  region = "eu-north-1"
}

module "hub" {
  source = "../../modules/transit-gateway-vpn"

  sites = {
    plant = {
      cidrs = ["172.27.0.0/16"]
      asn   = 65141
      devices = {
        edge = { ip_address = "198.51.100.51" }
      }
      tunnels = {
        inside_cidrs = { edge = ["169.254.126.8/30", "169.254.126.12/30"] }
      }
    }
  }
  name = "hub"
  tags = { owner = "network", environment = "production" }
  vpcs = {
    tools = {
      id           = "vpc-0ac11bb22cc33dd44"
      cidrs        = ["10.46.0.0/16"]
      route_tables = { private = "rtb-0ac11bb22cc33dd44" }
      subnets      = { a = "subnet-0ac11bb22cc33dd44", b = "subnet-0ad11bb22cc33dd44" }
      routes       = ["10.44.0.0/16", "172.27.0.0/16"]
    }
    shop = {
      id            = "vpc-0aa11bb22cc33dd44"
      cidrs         = ["10.44.0.0/16"]
      account       = "444455556666"
      attachment_id = "tgw-attach-0aa11bb22cc33dd44"
    }
  }
  alarms = { sns_topic_arns = ["arn:aws:sns:eu-north-1:111122223333:network"] }
  logging = {
    kms_key_arn = "arn:aws:kms:eu-north-1:111122223333:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
  }
  transit_gateway = { asn = 64803, share_with = ["444455556666"] }
  flow_logs = {
    kms_key_arn = "arn:aws:kms:eu-north-1:111122223333:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
  }
  route_tables = { tenants = {}, services = {}, offices = {} }
  associations = { shop = "tenants", tools = "services", plant = "offices" }
  propagations = {
    tools = ["tenants", "offices"]
    plant = ["tenants", "services"]
    shop  = ["services", "offices"]
  }
  preshared_keys = var.preshared_keys
}
