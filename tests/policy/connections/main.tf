# Connections of every kind that the policies tell apart; test_policies.py fills them in.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}

provider "aws" {
  region                      = "eu-north-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

variable "connections" {
  type = any
}

resource "terraform_data" "later" {}

module "case_3" {
  source      = "./vpn"
  connections = var.connections
  later       = terraform_data.later.id
}

# The storage comes from another resource, so nobody can know it before apply.
resource "aws_vpn_connection" "elsewhere" {
  customer_gateway_id   = "cgw-0aa11bb22cc33dd44"
  type                  = "ipsec.1"
  vpn_gateway_id        = "vgw-0aa11bb22cc33dd44"
  preshared_key_storage = terraform_data.later.id
}
