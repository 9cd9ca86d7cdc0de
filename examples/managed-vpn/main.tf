# Rendered by tieline from spec.yaml: edit that, then render again.

provider "aws" {
  region = "eu-north-1"
}

module "harbour" {
  source = "../../modules/managed-vpn"

  name = "harbour"
  tags = { owner = "network", environment = "production" }
  vpcs = {
    shop = {
      id           = "vpc-0aa11bb22cc33dd44"
      cidrs        = ["10.44.0.0/16", "100.64.8.0/22"]
      route_tables = { private-a = "rtb-0aa11bb22cc33dd44", private-b = "rtb-0ab11bb22cc33dd44" }
    }
  }
  sites = {
    harbour = {
      cidrs = ["192.168.40.0/22"]
      asn   = 65140
      devices = {
        fw-1 = { ip_address = "198.51.100.41" }
        fw-2 = { ip_address = "198.51.100.42" }
      }
      tunnels = {
        dpd_timeout_action = "restart"
        startup_action     = "start"
        inside_cidrs = {
          fw-1 = ["169.254.60.0/30", "169.254.60.4/30"]
          fw-2 = ["169.254.21.120/30", "169.254.21.124/30"]
        }
      }
    }
    depot = {
      cidrs = ["172.19.16.0/24"]
      asn   = 4200000140
      devices = {
        router = { ip_address = "203.0.113.7" }
      }
      tunnels = {
        overrides = {
          "router/1/2" = { phase1_dh_group_numbers = [20], phase2_dh_group_numbers = [20] }
        }
        inside_cidrs = { router = ["169.254.79.32/30", "169.254.79.36/30"] }
      }
    }
  }
  alarms = { sns_topic_arns = ["arn:aws:sns:eu-north-1:111122223333:network"] }
  logging = {
    retention_days = 400
    kms_key_arn    = "arn:aws:kms:eu-north-1:111122223333:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
  }
  vpn_gateway    = { asn = 64801 }
  preshared_keys = var.preshared_keys
}
