# What the validations measure by. Constants only: a validation may not refer to anything derived from its own variable.
locals {
  key_pattern = "^[a-z0-9]([a-z0-9_-]{0,38}[a-z0-9])?$"
  key_advice  = "take up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends"

  hex             = "([0-9a-f]{8}|[0-9a-f]{17})"
  uuid_pattern    = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
  uuid_example    = "1234abcd-12ab-34cd-56ef-1234567890ab"
  account_pattern = "^[0-9]{12}$"

  octet        = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
  cidr_pattern = "^(${local.octet}\\.){3}${local.octet}/(3[0-2]|[12]?[0-9])$"

  # Ranges no network has; the ends of BGP sessions are link-local.
  unusable = {
    "0.0.0.0/8"      = "means this network"
    "127.0.0.0/8"    = "is loopback"
    "169.254.0.0/16" = "is link-local"
    "224.0.0.0/4"    = "is multicast"
    "240.0.0.0/4"    = "is reserved"
  }

  # ASNs AWS does not take from a customer in one Region; 7224 it takes nowhere.
  reserved_asns = {
    ap-northeast-1 = [10124]
    ap-southeast-1 = [17493, 17943]
    eu-west-1      = [9059]
  }

  # What a transit gateway has when nobody names an ASN.
  default_gateway_asn = 64512

  # The quotas are fixed.
  transit_gateways_per_gateway = 6
  prefixes_of_transit_gateway  = 200

  # What the transit gateway here is called beside further ones.
  own_gateway = "transit_gateway"
}
