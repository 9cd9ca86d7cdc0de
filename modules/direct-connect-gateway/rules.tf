# What the validations measure by. Constants only: a validation may not refer to anything derived from its own variable.
# Sources: the AWS Direct Connect user guide, API reference and quotas; IANA's special-purpose address registries.
locals {
  key_pattern = "^[a-z0-9]([a-z0-9_-]{0,38}[a-z0-9])?$"
  key_advice  = "take up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends"

  hex                = "([0-9a-f]{8}|[0-9a-f]{17})"
  uuid_pattern       = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
  uuid_example       = "1234abcd-12ab-34cd-56ef-1234567890ab"
  connection_pattern = "^dx(con|lag)-[0-9a-z]{8,17}$"
  account_pattern    = "^[0-9]{12}$"

  octet        = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
  cidr_pattern = "^(${local.octet}\\.){3}${local.octet}/(3[0-2]|[12]?[0-9])$"
  # The address of one end of a BGP session, with the length of the range it shares with the other end.
  peer_pattern = "^(${local.octet}\\.){3}${local.octet}/3[01]$"

  # Ranges no BGP session has.
  unusable = {
    "0.0.0.0/8"   = "means this network"
    "127.0.0.0/8" = "is loopback"
    "224.0.0.0/4" = "is multicast"
    "240.0.0.0/4" = "is reserved"
  }
  # Ranges nobody has on the internet.
  not_public = merge(local.unusable, {
    "10.0.0.0/8"     = "is private (RFC 1918)"
    "100.64.0.0/10"  = "is shared address space (RFC 6598)"
    "169.254.0.0/16" = "is link-local"
    "172.16.0.0/12"  = "is private (RFC 1918)"
    "192.168.0.0/16" = "is private (RFC 1918)"
    "::/8"           = "is reserved"
    "fc00::/7"       = "is unique local (RFC 4193)"
    "fe80::/10"      = "is link-local"
    "ff00::/8"       = "is multicast"
  })

  # ASNs AWS does not take from a customer in one Region; 7224 it takes nowhere.
  reserved_asns = {
    ap-northeast-1 = [10124]
    ap-southeast-1 = [17493, 17943]
    eu-west-1      = [9059]
  }

  # The quotas are fixed.
  gateways_per_type           = { virtual-private-gateway = 20, transit-gateway = 6 }
  transit_per_connection      = 4
  others_per_connection       = 50
  interfaces_per_connection   = 51
  prefixes_of_transit_gateway = 200
}
