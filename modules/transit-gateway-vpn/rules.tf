# What the validations measure by. Constants only: a validation may not refer to anything derived from its own variable.
locals {
  octet        = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
  cidr_pattern = "^(${local.octet}\\.){3}${local.octet}/(3[0-2]|[12]?[0-9])$"

  # What a gateway and a static site have when nobody names an ASN: AWS's default, and that of modules/site-to-site-vpn.
  default_gateway_asn = 64512
  default_static_asn  = 65000
}
