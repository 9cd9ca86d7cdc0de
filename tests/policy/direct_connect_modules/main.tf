# Our own modules for Direct Connect, with keys; test_direct_connect_policies.py puts `modules` beside this folder.
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

variable "bgp_auth_key" {
  type      = string
  sensitive = true
}

variable "macsec_ckn" {
  type      = string
  sensitive = true
}

variable "macsec_cak" {
  type      = string
  sensitive = true
}

module "case" {
  source       = "./case"
  bgp_auth_key = var.bgp_auth_key
  macsec_ckn   = var.macsec_ckn
  macsec_cak   = var.macsec_cak
}
