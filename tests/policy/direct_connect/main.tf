# Direct Connect of every kind that the policies tell apart; test_direct_connect_policies.py fills it in.
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

provider "aws" {
  alias                       = "production"
  region                      = "eu-north-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true

  default_tags {
    tags = { Environment = "Production" }
  }
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

# The provider says that all is production, and one virtual interface that it is not.
module "by_default" {
  source = "./case"
  case   = { interfaces = { one = {}, other = { to = "vgw-0aa11bb22cc33dd44", environment = { environment = "test" } } } }
  later  = terraform_data.later.id

  providers = { aws = aws.production }
}

module "written" {
  source = "./written"
}
