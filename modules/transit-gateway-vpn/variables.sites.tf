# Written by tools/docs.py from modules/site-to-site-vpn, which also validates these values: edit them there. Validations here are this module's own.
variable "sites" {
  description = <<-EOT
    Your places, by names of yours: up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends, as for devices. Default: none.
    - `cidrs`: (Required) the address ranges of the site: IPv4, at least one, overlapping no other site's.
    - `asn`: (Optional) the ASN of its devices, 1-4294967295. Required for BGP. Default for static routing: 65000, which the API wants and nobody uses.
    - `routing`: (Optional) bgp, or static: one static route for each range and connection. Default: bgp.
    - `acceleration`: (Optional) whether its traffic enters AWS's own network at the nearest edge location; on a transit gateway only. Changing it replaces the connections. Default: false.
    - `tags`: (Optional) tags of everything made for the site. Default: none.
    - `devices`: (Required) its customer gateway devices, by names of yours; at least one. Each has:
      - `ip_address`: (Optional) the public IPv4 address AWS sees it with; behind NAT that of the NAT. Required without `certificate_arn`.
      - `certificate_arn`: (Optional) its ACM private certificate, instead of a pre-shared key. Default: null.
      - `device_name`: (Optional) what AWS calls it, 1-255 characters; tells apart what is otherwise alike. Default: <name>-<site>-<device>.
      - `connections`: (Optional) how many VPN connections of two tunnels end here: 1-100. Default: 1.
      - `inside_ip_version`: (Optional) what its tunnels carry: ipv4, or ipv6, which takes a transit gateway and BGP; for both, name the device twice. Changing it replaces the connections. Default: ipv4.
      - `tags`: (Optional) tags of its customer gateway, connections and alarms, over the site's. Default: none.
    - `tunnels`: (Optional) options of the site's tunnels:
      - `inside_cidrs`: (Optional) inside CIDRs by device: /30s of 169.254.0.0/16, two for each connection, in order (connection 1 tunnel 1, connection 1 tunnel 2, connection 2 tunnel 1, ...). Default: AWS picks.
      - `inside_ipv6_cidrs`: (Optional) the same for IPv6, beside the IPv4 ones, for devices of inside_ip_version ipv6: /126s of fd00::/8. Default: AWS picks.
      - `overrides`: (Optional) exceptions: any of the options below, keyed `<device>`, `<device>/<connection>` or `<device>/<connection>/<tunnel>`, with connections counted from 1 and tunnels 1 and 2. The narrowest wins; what is not set is inherited. Default: none.
      - `ike_versions`: (Optional) IKE versions AWS accepts: ikev1, ikev2. Default: ikev2 alone.
      - `phase1_dh_group_numbers`: (Optional) Diffie-Hellman groups of phase 1: 2, 14-24. Default: 19, 20, 21, 14.
      - `phase1_encryption_algorithms`: (Optional) encryption of phase 1: AES128, AES256, AES128-GCM-16, AES256-GCM-16. Default: AES256-GCM-16, AES256.
      - `phase1_integrity_algorithms`: (Optional) integrity of phase 1: SHA1, SHA2-256, SHA2-384, SHA2-512. Default: SHA2-256, SHA2-384, SHA2-512.
      - `phase1_lifetime_seconds`: (Optional) lifetime of phase 1: 900-28800. Default: 28800.
      - `phase2_dh_group_numbers`: (Optional) Diffie-Hellman groups of phase 2: 2, 5, 14-24. Default: 19, 20, 21, 14.
      - `phase2_encryption_algorithms`: (Optional) encryption of phase 2, as of phase 1. Default: AES256-GCM-16, AES256.
      - `phase2_integrity_algorithms`: (Optional) integrity of phase 2, as of phase 1. Default: SHA2-256, SHA2-384, SHA2-512.
      - `phase2_lifetime_seconds`: (Optional) lifetime of phase 2: 900-3600, and shorter than phase 1. Default: 3600.
      - `rekey_margin_time_seconds`: (Optional) how long before the end of a lifetime AWS starts to rekey: 60 to half of phase 2. Default: 270.
      - `rekey_fuzz_percentage`: (Optional) by how much the rekey margin varies: 1-100. Default: 100.
      - `replay_window_size`: (Optional) packets in the replay window: 64-2048. Default: 1024.
      - `dpd_timeout_seconds`: (Optional) after how long a silent peer counts as dead: 30 or more. Default: 30.
      - `dpd_timeout_action`: (Optional) what AWS does with a dead peer: clear, none, restart. Default: clear.
      - `startup_action`: (Optional) who starts IKE: add (the device) or start (AWS; needs ip_address and IKEv2 alone). Default: add.
      - `enable_tunnel_lifecycle_control`: (Optional) whether you say when AWS replaces a tunnel's endpoint. Default: false.
  EOT
  type = map(object({
    cidrs   = list(string)
    asn     = optional(number)
    routing = optional(string, "bgp")
    devices = map(object({
      ip_address        = optional(string)
      certificate_arn   = optional(string)
      device_name       = optional(string)
      connections       = optional(number, 1)
      inside_ip_version = optional(string, "ipv4")
      tags              = optional(map(string), {})
    }))
    tunnels = optional(object({
      inside_cidrs                    = optional(map(list(string)), {})
      inside_ipv6_cidrs               = optional(map(list(string)), {})
      ike_versions                    = optional(list(string), ["ikev2"])
      phase1_dh_group_numbers         = optional(list(number), [19, 20, 21, 14])
      phase1_encryption_algorithms    = optional(list(string), ["AES256-GCM-16", "AES256"])
      phase1_integrity_algorithms     = optional(list(string), ["SHA2-256", "SHA2-384", "SHA2-512"])
      phase1_lifetime_seconds         = optional(number, 28800)
      phase2_dh_group_numbers         = optional(list(number), [19, 20, 21, 14])
      phase2_encryption_algorithms    = optional(list(string), ["AES256-GCM-16", "AES256"])
      phase2_integrity_algorithms     = optional(list(string), ["SHA2-256", "SHA2-384", "SHA2-512"])
      phase2_lifetime_seconds         = optional(number, 3600)
      rekey_margin_time_seconds       = optional(number, 270)
      rekey_fuzz_percentage           = optional(number, 100)
      replay_window_size              = optional(number, 1024)
      dpd_timeout_seconds             = optional(number, 30)
      dpd_timeout_action              = optional(string, "clear")
      startup_action                  = optional(string, "add")
      enable_tunnel_lifecycle_control = optional(bool, false)
      overrides = optional(map(object({
        ike_versions                    = optional(list(string))
        phase1_dh_group_numbers         = optional(list(number))
        phase1_encryption_algorithms    = optional(list(string))
        phase1_integrity_algorithms     = optional(list(string))
        phase1_lifetime_seconds         = optional(number)
        phase2_dh_group_numbers         = optional(list(number))
        phase2_encryption_algorithms    = optional(list(string))
        phase2_integrity_algorithms     = optional(list(string))
        phase2_lifetime_seconds         = optional(number)
        rekey_margin_time_seconds       = optional(number)
        rekey_fuzz_percentage           = optional(number)
        replay_window_size              = optional(number)
        dpd_timeout_seconds             = optional(number)
        dpd_timeout_action              = optional(string)
        startup_action                  = optional(string)
        enable_tunnel_lifecycle_control = optional(bool)
      })), {})
    }), {})
    acceleration = optional(bool, false)
    tags         = optional(map(string), {})
  }))
  default  = {}
  nullable = false

  validation {
    # What is said of a name in associations, propagations and routes has to be about one thing.
    condition = length([for key in keys(var.sites) : key if can(var.vpcs[key]) || can(var.peerings[key])]) == 0
    error_message = join("\n", [
      for key in keys(var.sites) : "sites.${key}: ${can(var.vpcs[key]) ? "vpcs" : "peerings"} has ${key} too, and a name stands for one attachment; take another."
      if can(var.vpcs[key]) || can(var.peerings[key])
    ])
  }

  validation {
    condition = length([
      for site in var.sites : site
      if(site.asn != null ? site.asn : site.routing == "static" ? local.default_static_asn : -1)
      == (var.transit_gateway.asn != null ? var.transit_gateway.asn : var.transit_gateway.id == null ? local.default_gateway_asn : -2)
    ]) == 0
    error_message = join("\n", [
      for key, site in var.sites : join("", [
        "sites.${key}.asn: ",
        site.asn != null ? "${site.asn} is" : "${local.default_static_asn}, which is sent as none is set, is",
        " the ASN of the transit gateway too",
        var.transit_gateway.asn != null ? "" : ", AWS's default as transit_gateway.asn is not set",
        "; the two sides must differ: change this one, or set transit_gateway.asn to another private ASN such as 64802.",
      ])
      if(site.asn != null ? site.asn : local.default_static_asn) == (var.transit_gateway.asn != null ? var.transit_gateway.asn : local.default_gateway_asn)
    ])
  }
}
