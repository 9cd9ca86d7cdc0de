# What the validations measure by. Constants only: a validation may not refer to anything derived from its own variable.
locals {
  key_pattern = "^[a-z0-9]([a-z0-9_-]{0,38}[a-z0-9])?$"
  key_advice  = "take up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends"

  octet        = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
  cidr_pattern = "^(${local.octet}\\.){3}${local.octet}/(3[0-2]|[12]?[0-9])$"

  # Ranges no network has; the tunnels' inside CIDRs are link-local.
  unusable = {
    "0.0.0.0/8"      = "means this network"
    "127.0.0.0/8"    = "is loopback"
    "169.254.0.0/16" = "is link-local"
    "224.0.0.0/4"    = "is multicast"
    "240.0.0.0/4"    = "is reserved"
  }

  # What a gateway and a static site have when nobody names an ASN: AWS's default, and that of modules/site-to-site-vpn.
  default_gateway_asn = 64512
  default_static_asn  = 65000
}
