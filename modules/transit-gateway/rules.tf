# What the validations measure by. Constants only: a validation may not refer to anything derived from its own variable.
# Sources: the AWS Transit Gateway guide and quotas; the AWS RAM guide; IANA's special-purpose address registry.
locals {
  key_pattern = "^[a-z0-9]([a-z0-9_-]{0,38}[a-z0-9])?$"
  key_advice  = "take up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends"
  # Attachments made elsewhere, such as the VPN connection "plant/edge-1/1".
  attachment_name_pattern = "^[a-z0-9]([a-z0-9/_-]{0,126}[a-z0-9])?$"

  hex                 = "([0-9a-f]{8}|[0-9a-f]{17})"
  attachment_pattern  = "^tgw-attach-${local.hex}$"
  prefix_list_pattern = "^pl-${local.hex}$"
  account_pattern     = "^[0-9]{12}$"
  region_pattern      = "^[a-z]{2,}(-[a-z]+)+-[0-9]+$"

  octet        = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
  cidr_pattern = "^(${local.octet}\\.){3}${local.octet}/(3[0-2]|[12]?[0-9])$"

  # Ranges no network has. Each is as wide as a VPC's widest or wider, so that the first octets of a range tell.
  unusable = {
    "^0\\."                = "0.0.0.0/8, which means this network"
    "^127\\."              = "127.0.0.0/8, which is loopback"
    "^169\\.254\\."        = "169.254.0.0/16, which is link-local"
    "^2(2[4-9]|3[0-9])\\." = "224.0.0.0/4, which is multicast"
    "^2(4[0-9]|5[0-5])\\." = "240.0.0.0/4, which is reserved"
  }
  unusable_pattern = join("|", keys(local.unusable))

  # 12 digits; arn:aws:organizations::111122223333:organization/o-...; arn:aws:organizations::111122223333:ou/o-.../ou-...
  principal_pattern = join("|", [
    local.account_pattern,
    "^arn:aws[a-z-]*:organizations::[0-9]{12}:organization/o-[a-z0-9]{10,32}$",
    "^arn:aws[a-z-]*:organizations::[0-9]{12}:ou/o-[a-z0-9]{10,32}/ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}$",
  ])

  # What only the maker of a gateway can set: the values when nobody sets them.
  created_only = {
    description                = null
    ecmp                       = true
    dns_support                = true
    security_group_referencing = true
    auto_accept                = false
    share_externally           = false
  }
  # What only the maker of a VPC attachment can set.
  attached_only = {
    appliance_mode             = false
    ipv6                       = false
    dns_support                = true
    security_group_referencing = true
  }
}
