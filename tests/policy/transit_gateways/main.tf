# Transit gateways of every kind that the policies tell apart; test_transit_gateway_policies.py fills them in.
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

variable "cases" {
  type = any
}

resource "terraform_data" "later" {}

module "case" {
  source   = "./case"
  for_each = var.cases
  case     = each.value
  later    = terraform_data.later.id
}
