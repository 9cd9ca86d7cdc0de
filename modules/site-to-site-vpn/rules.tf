# What the validations measure by. Constants only: a validation may not refer to anything derived from its own variable.
# Sources: the AWS Site-to-Site VPN user guide; IANA's special-purpose address registry.
locals {
  key_pattern = "^[a-z0-9]([a-z0-9_-]{0,38}[a-z0-9])?$"
  key_advice  = "take up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends"

  octet        = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
  ipv4_pattern = "^(${local.octet}\\.){3}${local.octet}$"
  cidr_pattern = "^(${local.octet}\\.){3}${local.octet}/(3[0-2]|[12]?[0-9])$"

  # Ranges no network has; the tunnels' inside CIDRs are link-local.
  unusable = {
    "0.0.0.0/8"      = "means this network"
    "127.0.0.0/8"    = "is loopback"
    "169.254.0.0/16" = "is link-local"
    "224.0.0.0/4"    = "is multicast"
    "240.0.0.0/4"    = "is reserved"
  }
  # Addresses no device is seen with on the internet.
  not_public = merge(local.unusable, {
    "10.0.0.0/8"     = "is private (RFC 1918)"
    "100.64.0.0/10"  = "is shared address space (RFC 6598)"
    "172.16.0.0/12"  = "is private (RFC 1918)"
    "192.168.0.0/16" = "is private (RFC 1918)"
  })

  # ASNs AWS does not take from a customer in one Region; 7224 it takes nowhere.
  reserved_asns = {
    ap-northeast-1 = [10124]
    ap-southeast-1 = [17493, 17943]
    eu-west-1      = [9059]
  }
  # The API wants an ASN even for a static connection, where it means nothing.
  static_asn = 65000

  reserved_inside_cidrs = concat([for third in range(6) : "169.254.${third}.0/30"], ["169.254.169.252/30"])

  # Of each tunnel option: the lowest and the highest number, the choices for a value, the choices for a list.
  tunnel_ranges = {
    phase1_lifetime_seconds   = [900, 28800]
    phase2_lifetime_seconds   = [900, 3600]
    rekey_margin_time_seconds = [60, 1800]
    rekey_fuzz_percentage     = [0, 100]
    replay_window_size        = [64, 2048]
    dpd_timeout_seconds       = [30, 2147483647]
  }
  tunnel_choices = {
    dpd_timeout_action = ["clear", "none", "restart"]
    startup_action     = ["add", "start"]
  }
  encryption_algorithms = ["AES128", "AES256", "AES128-GCM-16", "AES256-GCM-16"]
  integrity_algorithms  = ["SHA1", "SHA2-256", "SHA2-384", "SHA2-512"]
  tunnel_lists = {
    ike_versions                 = ["ikev1", "ikev2"]
    phase1_dh_group_numbers      = concat([2], range(14, 25))
    phase2_dh_group_numbers      = concat([2, 5], range(14, 25))
    phase1_encryption_algorithms = local.encryption_algorithms
    phase2_encryption_algorithms = local.encryption_algorithms
    phase1_integrity_algorithms  = local.integrity_algorithms
    phase2_integrity_algorithms  = local.integrity_algorithms
  }
}
