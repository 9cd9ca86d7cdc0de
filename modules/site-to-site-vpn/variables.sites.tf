# Patterns repeat these variables without their validations: tools/docs.py copies them.

variable "sites" {
  description = <<-EOT
    Your places, by names of yours: up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends, as for devices.
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
  nullable = false

  validation {
    condition     = length(var.sites) > 0
    error_message = "sites: none; name at least one."
  }

  validation {
    condition     = !contains([for site in keys(var.sites) : can(regex(local.key_pattern, site))], false)
    error_message = join("\n", [for site in keys(var.sites) : "sites.${site}: ${site} is no name for a site; ${local.key_advice}." if !can(regex(local.key_pattern, site))])
  }

  validation {
    condition     = !contains([for site in var.sites : length(site.cidrs) > 0], false)
    error_message = join("\n", [for key, site in var.sites : "sites.${key}.cidrs: empty; name at least one range." if length(site.cidrs) == 0])
  }

  validation {
    condition = !contains([for cidr in flatten(values(var.sites)[*].cidrs) : can(regex(local.cidr_pattern, cidr))], false)
    error_message = join("\n", flatten([
      for key, site in var.sites : [
        for cidr in site.cidrs : "sites.${key}.cidrs: ${cidr} is no IPv4 range; write it like 192.168.40.0/22.${var.transit_gateway_id == null ? " A virtual private gateway carries no IPv6." : ""}"
        if !can(regex(local.cidr_pattern, cidr))
      ]
    ]))
  }

  validation {
    condition = !contains([
      for cidr in flatten(values(var.sites)[*].cidrs) : can(regex(local.cidr_pattern, cidr)) ? cidrhost(cidr, 0) == split("/", cidr)[0] : true
    ], false)
    error_message = join("\n", flatten([
      for key, site in var.sites : [
        for cidr in site.cidrs : "sites.${key}.cidrs: ${cidr} has bits set behind its prefix; write ${cidrhost(cidr, 0)}/${split("/", cidr)[1]}."
        if can(regex(local.cidr_pattern, cidr)) ? cidrhost(cidr, 0) != split("/", cidr)[0] : false
      ]
    ]))
  }

  validation {
    # Two ranges overlap when, cut to the shorter length, they are the same. What is no range is told of above.
    condition = !contains(flatten([
      for cidr in flatten(values(var.sites)[*].cidrs) : [
        for range in keys(local.unusable) : can(regex(local.cidr_pattern, cidr)) ? cidrhost("${split("/", cidr)[0]}/${min(split("/", cidr)[1], split("/", range)[1])}", 0) != cidrhost("${split("/", range)[0]}/${min(split("/", cidr)[1], split("/", range)[1])}", 0) : true
      ]
    ]), false)
    error_message = join("\n", flatten([
      for key, site in var.sites : [
        for cidr in site.cidrs : [
          for clashes in [[
            for range, why in local.unusable : "${range}, which ${why}"
            if can(regex(local.cidr_pattern, cidr)) ? cidrhost("${split("/", cidr)[0]}/${min(split("/", cidr)[1], split("/", range)[1])}", 0) == cidrhost("${split("/", range)[0]}/${min(split("/", cidr)[1], split("/", range)[1])}", 0) : false
          ]] : "sites.${key}.cidrs: ${cidr} overlaps ${join(", and ", clashes)}; name ranges the network really has."
          if length(clashes) > 0
        ]
      ]
    ]))
  }

  validation {
    # An object's keys differ: distinct() would compare every two.
    condition = length({ for cidr in flatten(values(var.sites)[*].cidrs) : cidr => true... }) == length(flatten(values(var.sites)[*].cidrs))
    error_message = join("\n", [
      for cidr, places in merge({}, {
        for use in flatten([
          for key, site in var.sites : [for cidr in site.cidrs : { cidr = cidr, place = "sites.${key}.cidrs" }]
        ]) : use.cidr => use.place...
      }) : "${join(" and ", distinct(places))}: ${cidr} stands ${length(places)} times; networks that are joined need ranges of their own."
      if length(places) > 1
    ])
  }

  validation {
    # A range lies within another when, cut to a shorter length that another has, it is that other: looked up in an object,
    # for comparing every two, or contains(), would take far longer. What is no range is told of above.
    condition = length(flatten([
      for all in [{ for cidr in flatten(values(var.sites)[*].cidrs) : cidr => true... }] : [
        for lengths in [keys({ for cidr in keys(all) : try(split("/", cidr)[1], "") => true... })] : [
          for cidr in keys(all) : [
            for length in lengths : cidr
            if try(tonumber(length) < tonumber(split("/", cidr)[1]), false) && can(all["${cidrhost("${split("/", cidr)[0]}/${length}", 0)}/${length}"])
          ]
        ]
      ]
    ])) == 0
    error_message = join("\n", flatten([
      for owners in [{ for use in flatten([for key, site in var.sites : [for cidr in site.cidrs : { cidr = cidr, site = key }]]) : use.cidr => use.site... }] : [
        for lengths in [keys({ for cidr in keys(owners) : try(split("/", cidr)[1], "") => true... })] : [
          for key, site in var.sites : [
            for cidr in site.cidrs : [
              for wide in [for length in lengths : try("${cidrhost("${split("/", cidr)[0]}/${length}", 0)}/${length}", "") if try(tonumber(length) < tonumber(split("/", cidr)[1]), false)] :
              "sites.${key}.cidrs: ${cidr} lies in ${wide} of ${join(", ", [for other in distinct(owners[wide]) : "sites.${other}"])}; networks that are joined need ranges of their own."
              if can(owners[wide])
            ]
          ]
        ]
      ]
    ]))
  }

  validation {
    # The quota is fixed.
    condition     = var.transit_gateway_id != null || sum(concat([0], [for site in var.sites : length(site.cidrs) if site.routing == "static"])) <= 100
    error_message = "sites: ${sum(concat([0], [for site in var.sites : length(site.cidrs) if site.routing == "static"]))} static routes (${join(", ", [for key, site in var.sites : "sites.${key} ${length(site.cidrs)}" if site.routing == "static"])}); a virtual private gateway takes 100: summarise the ranges, or use bgp."
  }

  validation {
    # The quota is fixed; one route more takes the BGP session down.
    condition     = var.transit_gateway_id != null || sum(concat([0], [for site in var.sites : length(site.cidrs) if site.routing == "bgp"])) <= 100
    error_message = "sites: ${sum(concat([0], [for site in var.sites : length(site.cidrs) if site.routing == "bgp"]))} ranges to learn by BGP (${join(", ", [for key, site in var.sites : "sites.${key} ${length(site.cidrs)}" if site.routing == "bgp"])}); a virtual private gateway takes 100 and then drops the session: have the devices summarise, and state the summaries."
  }

  validation {
    # The quota is fixed, and each connection learns all of its site's ranges.
    condition     = var.transit_gateway_id == null || !contains([for site in var.sites : site.routing != "bgp" || length(site.cidrs) <= 1000], false)
    error_message = join("\n", [for key, site in var.sites : "sites.${key}.cidrs: ${length(site.cidrs)} ranges to learn by BGP; a transit gateway takes 1000 on a connection and then drops the session: have the devices summarise, and state the summaries." if site.routing == "bgp" && length(site.cidrs) > 1000])
  }

  validation {
    # In a table of a transit gateway a static route has one attachment.
    condition = var.transit_gateway_id == null || !contains([for site in var.sites : site.routing != "static" || sum(concat([0], values(site.devices)[*].connections)) <= 1], false)
    error_message = join("\n", [
      for key, site in var.sites : "sites.${key}.devices: ${sum(concat([0], values(site.devices)[*].connections))} connections (${join(", ", [for device_key, device in site.devices : "${device_key} ${device.connections}"])}), but a transit gateway sends a static route's traffic to one; keep one, or take routing bgp."
      if site.routing == "static" && sum(concat([0], values(site.devices)[*].connections)) > 1
    ])
  }

  validation {
    condition     = var.transit_gateway_id != null || !contains(values(var.sites)[*].acceleration, true)
    error_message = join("\n", [for key, site in var.sites : "sites.${key}.acceleration: true, but a virtual private gateway accelerates nothing; take a transit gateway, or leave it out." if site.acceleration])
  }

  validation {
    condition     = !contains([for site in var.sites : contains(["bgp", "static"], site.routing)], false)
    error_message = join("\n", [for key, site in var.sites : "sites.${key}.routing: ${site.routing} is not one of bgp, static; take one of them." if !contains(["bgp", "static"], site.routing)])
  }

  validation {
    condition     = !contains([for site in var.sites : site.routing != "bgp" || site.asn != null], false)
    error_message = join("\n", [for key, site in var.sites : "sites.${key}.asn: none, and BGP needs one; give the ASN of the site's devices, if private then of 64512-65534, or take routing static." if site.routing == "bgp" && site.asn == null])
  }

  validation {
    condition = !contains([
      for asn in values(var.sites)[*].asn : asn == null ? true : asn >= 1 && asn <= 4294967295 && floor(asn) == asn
    ], false)
    error_message = join("\n", [
      for key, site in var.sites : "sites.${key}.asn: ${site.asn} is no ASN; take one of 1-4294967295, if private then of 64512-65534 or 4200000000-4294967294."
      if site.asn == null ? false : site.asn < 1 || site.asn > 4294967295 || floor(site.asn) != site.asn
    ])
  }

  validation {
    condition     = !contains([for asn in values(var.sites)[*].asn : asn != 7224], false)
    error_message = join("\n", [for key, site in var.sites : "sites.${key}.asn: 7224 is reserved by Amazon; use a private ASN such as 65010." if site.asn == 7224])
  }

  validation {
    condition = !contains([
      for asn in values(var.sites)[*].asn : alltrue([for reserved in lookup(local.reserved_asns, data.aws_region.current.id, []) : asn != reserved])
    ], false)
    error_message = join("\n", [
      for key, site in var.sites : "sites.${key}.asn: ${site.asn} is reserved by Amazon in ${data.aws_region.current.id}; use a private ASN such as 65010."
      if anytrue([for reserved in lookup(local.reserved_asns, data.aws_region.current.id, []) : site.asn == reserved])
    ])
  }

  validation {
    condition     = !contains([for site in var.sites : length(site.devices) > 0], false)
    error_message = join("\n", [for key, site in var.sites : "sites.${key}.devices: none; name at least one." if length(site.devices) == 0])
  }

  validation {
    condition = !contains(flatten([for site in var.sites : [for key, device in site.devices : can(regex(local.key_pattern, key))]]), false)
    error_message = join("\n", flatten([
      for site_key, site in var.sites : [
        for key, device in site.devices : "sites.${site_key}.devices.${key}: ${key} is no name for a device; ${local.key_advice}."
        if !can(regex(local.key_pattern, key))
      ]
    ]))
  }

  validation {
    condition = !contains(flatten([for site in var.sites : [for key, device in site.devices : device.ip_address != null || device.certificate_arn != null]]), false)
    error_message = join("\n", flatten([
      for site_key, site in var.sites : [
        for key, device in site.devices : "sites.${site_key}.devices.${key}: neither ip_address nor certificate_arn; give the address AWS sees the device with."
        if device.ip_address == null && device.certificate_arn == null
      ]
    ]))
  }

  validation {
    condition = !contains(flatten([for site in var.sites : [for key, device in site.devices : device.ip_address == null ? true : can(regex(local.ipv4_pattern, device.ip_address))]]), false)
    error_message = join("\n", flatten([
      for site_key, site in var.sites : [
        for key, device in site.devices : "sites.${site_key}.devices.${key}.ip_address: ${device.ip_address} is no IPv4 address; write it like 198.51.100.41."
        if device.ip_address == null ? false : !can(regex(local.ipv4_pattern, device.ip_address))
      ]
    ]))
  }

  validation {
    condition = !contains(flatten([
      for site in var.sites : [
        for device in site.devices : [
          for range in keys(local.not_public) : try(cidrhost("${device.ip_address}/${split("/", range)[1]}", 0) != split("/", range)[0], true)
        ]
      ]
    ]), false)
    error_message = join("\n", flatten([
      for site_key, site in var.sites : [
        for key, device in site.devices : [
          for range, why in local.not_public : "sites.${site_key}.devices.${key}.ip_address: ${device.ip_address} ${why}; give the public address the device is seen with, behind NAT that of the NAT."
          if try(cidrhost("${device.ip_address}/${split("/", range)[1]}", 0) == split("/", range)[0], false)
        ]
      ]
    ]))
  }

  validation {
    condition = !contains(flatten([for site in var.sites : [for key, device in site.devices : device.certificate_arn == null ? true : can(regex("^arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/[A-Za-z0-9-]+$", device.certificate_arn))]]), false)
    error_message = join("\n", flatten([
      for site_key, site in var.sites : [
        for key, device in site.devices : "sites.${site_key}.devices.${key}.certificate_arn: ${device.certificate_arn} is no ACM certificate; it reads like arn:aws:acm:eu-north-1:111122223333:certificate/1234abcd-12ab-34cd-56ef-1234567890ab."
        if device.certificate_arn == null ? false : !can(regex("^arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/[A-Za-z0-9-]+$", device.certificate_arn))
      ]
    ]))
  }

  validation {
    condition = !contains(flatten([
      for site in var.sites : [for device in site.devices : try(regex("^arn:[a-z-]+:[a-z]+:([a-z0-9-]+):", device.certificate_arn)[0], data.aws_region.current.id) == data.aws_region.current.id]
    ]), false)
    error_message = join("\n", flatten([
      for site_key, site in var.sites : [
        for key, device in site.devices : "sites.${site_key}.devices.${key}.certificate_arn: ${device.certificate_arn} is of ${split(":", device.certificate_arn)[3]}; a customer gateway takes a certificate of its own Region, ${data.aws_region.current.id}, only."
        if try(regex("^arn:[a-z-]+:[a-z]+:([a-z0-9-]+):", device.certificate_arn)[0], data.aws_region.current.id) != data.aws_region.current.id
      ]
    ]))
  }

  validation {
    condition = !contains(flatten([for site in var.sites : [for key, device in site.devices : device.device_name == null ? true : length(device.device_name) >= 1 && length(device.device_name) <= 255]]), false)
    error_message = join("\n", flatten([
      for site_key, site in var.sites : [
        for key, device in site.devices : "sites.${site_key}.devices.${key}.device_name: ${length(device.device_name)} characters; AWS takes 1-255."
        if device.device_name == null ? false : length(device.device_name) < 1 || length(device.device_name) > 255
      ]
    ]))
  }

  validation {
    # AWS answers a second, identical request with the first gateway: two resources would then own one thing.
    condition = length({ for gateway in flatten([
      for site_key, site in var.sites : [for key, device in site.devices : jsonencode([device.ip_address, device.certificate_arn, site.asn, device.device_name != null ? device.device_name : "${var.name}-${site_key}-${key}"])]
    ]) : gateway => true... }) == length(flatten([for site in var.sites : keys(site.devices)]))
    error_message = join("\n", [
      for places in values(merge({}, {
        for place in flatten([
          for site_key, site in var.sites : [
            for key, device in site.devices : { name = "sites.${site_key}.devices.${key}", gateway = jsonencode([device.ip_address, device.certificate_arn, site.asn, device.device_name != null ? device.device_name : "${var.name}-${site_key}-${key}"]) }
          ]
        ]) : place.gateway => place.name...
      })) : "${join(" and ", places)}: alike in address, certificate, ASN and device_name, so AWS takes them for one; give each a device_name of its own."
      if length(places) > 1
    ])
  }

  validation {
    condition = !contains(flatten([for site in var.sites : [for key, device in site.devices : device.connections >= 1 && device.connections <= 100 && floor(device.connections) == device.connections]]), false)
    error_message = join("\n", flatten([
      for site_key, site in var.sites : [
        for key, device in site.devices : "sites.${site_key}.devices.${key}.connections: ${device.connections} is no number of connections; take a whole number of 1-100."
        if device.connections < 1 || device.connections > 100 || floor(device.connections) != device.connections
      ]
    ]))
  }

  validation {
    condition = !contains(flatten([for site in var.sites : [for device in site.devices : contains(["ipv4", "ipv6"], device.inside_ip_version)]]), false)
    error_message = join("\n", flatten([
      for site_key, site in var.sites : [
        for key, device in site.devices : "sites.${site_key}.devices.${key}.inside_ip_version: ${device.inside_ip_version} is not one of ipv4, ipv6; take one of them."
        if !contains(["ipv4", "ipv6"], device.inside_ip_version)
      ]
    ]))
  }

  validation {
    condition = var.transit_gateway_id != null || !contains(flatten([for site in var.sites : values(site.devices)[*].inside_ip_version]), "ipv6")
    error_message = join("\n", flatten([
      for site_key, site in var.sites : [
        for key, device in site.devices : "sites.${site_key}.devices.${key}.inside_ip_version: ipv6, but a virtual private gateway carries no IPv6; take a transit gateway, or ipv4."
        if device.inside_ip_version == "ipv6"
      ]
    ]))
  }

  validation {
    condition = !contains(flatten([for site in var.sites : [for device in site.devices : site.routing != "static" || device.inside_ip_version != "ipv6"]]), false)
    error_message = join("\n", flatten([
      for site_key, site in var.sites : [
        for key, device in site.devices : "sites.${site_key}.devices.${key}.inside_ip_version: ipv6 with static routing, whose routes are IPv4 ranges; take routing bgp, or ipv4."
        if site.routing == "static" && device.inside_ip_version == "ipv6"
      ]
    ]))
  }

  validation {
    condition = !contains(flatten([
      for site in var.sites : [for tags in concat([site.tags], values(site.devices)[*].tags) : [for key in keys(tags) : !startswith(lower(key), "aws:")]]
    ]), false)
    error_message = join("\n", flatten([
      for site_key, site in var.sites : [
        for place in concat([{ at = "sites.${site_key}.tags", tags = site.tags }], [for key, device in site.devices : { at = "sites.${site_key}.devices.${key}.tags", tags = device.tags }]) : [
          for key in keys(place.tags) : "${place.at}.${key}: keys that start with aws: are Amazon's; take another key." if startswith(lower(key), "aws:")
        ]
      ]
    ]))
  }

  validation {
    condition = !contains(flatten([
      for site in var.sites : [for tags in concat([site.tags], values(site.devices)[*].tags) : [for key in keys(tags) : length(key) >= 1 && length(key) <= 128]]
    ]), false)
    error_message = join("\n", flatten([
      for site_key, site in var.sites : [
        for place in concat([{ at = "sites.${site_key}.tags", tags = site.tags }], [for key, device in site.devices : { at = "sites.${site_key}.devices.${key}.tags", tags = device.tags }]) : [
          for key in keys(place.tags) : "${place.at}.${key}: the key has ${length(key)} characters, AWS takes 1-128; shorten it." if length(key) < 1 || length(key) > 128
        ]
      ]
    ]))
  }

  validation {
    condition = !contains(flatten([
      for site in var.sites : [for tags in concat([site.tags], values(site.devices)[*].tags) : [for value in values(tags) : try(length(value) <= 256, true)]]
    ]), false)
    error_message = join("\n", flatten([
      for site_key, site in var.sites : [
        for place in concat([{ at = "sites.${site_key}.tags", tags = site.tags }], [for key, device in site.devices : { at = "sites.${site_key}.devices.${key}.tags", tags = device.tags }]) : [
          for key, value in place.tags : "${place.at}.${key}: the value has ${length(value)} characters, AWS takes up to 256; shorten it." if try(length(value) > 256, false)
        ]
      ]
    ]))
  }

  validation {
    condition = !contains(flatten([
      for site in var.sites : [for tags in concat([site.tags], values(site.devices)[*].tags) : [for value in values(tags) : value != null]]
    ]), false)
    error_message = join("\n", flatten([
      for site_key, site in var.sites : [
        for place in concat([{ at = "sites.${site_key}.tags", tags = site.tags }], [for key, device in site.devices : { at = "sites.${site_key}.devices.${key}.tags", tags = device.tags }]) : [
          for key, value in place.tags : "${place.at}.${key}: null is no value; give text, or take the tag away." if value == null
        ]
      ]
    ]))
  }

  validation {
    condition = !contains(flatten([
      for site in var.sites : [for tags in concat([site.tags], values(site.devices)[*].tags) : !contains(keys(tags), "Name")]
    ]), false)
    error_message = join("\n", flatten([
      for site_key, site in var.sites : [
        for place in concat([{ at = "sites.${site_key}.tags", tags = site.tags }], [for key, device in site.devices : { at = "sites.${site_key}.devices.${key}.tags", tags = device.tags }]) :
        "${place.at}.Name: tieline names what it makes; take another key." if contains(keys(place.tags), "Name")
      ]
    ]))
  }

  validation {
    condition = !contains(flatten([for site in var.sites : [for device in site.devices : length(merge(var.tags, site.tags, device.tags)) <= 45]]), false)
    error_message = join("\n", flatten([
      for site_key, site in var.sites : [
        for key, device in site.devices : "sites.${site_key}.devices.${key}.tags: ${length(merge(var.tags, site.tags, device.tags))} tags with the site's and the module's; AWS takes 50 on a resource and up to 5 are set here: keep to 45."
        if length(merge(var.tags, site.tags, device.tags)) > 45
      ]
    ]))
  }

  validation {
    condition = !contains([for site in var.sites : length(setsubtract(keys(site.tunnels.inside_cidrs), keys(site.devices))) == 0], false)
    error_message = join("\n", flatten([
      for key, site in var.sites : [
        for device in setsubtract(keys(site.tunnels.inside_cidrs), keys(site.devices)) : "sites.${key}.tunnels.inside_cidrs.${device}: ${device} is no device of the site; its devices are ${join(", ", keys(site.devices))}."
      ]
    ]))
  }

  validation {
    condition = !contains(flatten([
      for site in var.sites : [
        for device, cidrs in site.tunnels.inside_cidrs : cidrs == null ? true : try(length(cidrs) == 2 * site.devices[device].connections, true)
      ]
    ]), false)
    error_message = join("\n", flatten([
      for key, site in var.sites : [
        for device, cidrs in site.tunnels.inside_cidrs : "sites.${key}.tunnels.inside_cidrs.${device}: ${length(cidrs)} inside CIDRs for ${site.devices[device].connections} connections; give ${2 * site.devices[device].connections}, one for each tunnel, or none."
        if cidrs == null ? false : try(length(cidrs) != 2 * site.devices[device].connections, false)
      ]
    ]))
  }

  validation {
    condition = !contains([
      for cidr in flatten([for site in var.sites : [for cidrs in site.tunnels.inside_cidrs : cidrs if cidrs != null]]) : can(regex(local.cidr_pattern, cidr)) && startswith(cidr, "169.254.") && endswith(cidr, "/30")
    ], false)
    error_message = join("\n", flatten([
      for key, site in var.sites : [
        for device, cidrs in site.tunnels.inside_cidrs : [
          for cidr in cidrs : "sites.${key}.tunnels.inside_cidrs.${device}: ${cidr} is no inside CIDR; take a /30 of 169.254.0.0/16, such as 169.254.60.0/30." if !(can(regex(local.cidr_pattern, cidr)) && startswith(cidr, "169.254.") && endswith(cidr, "/30"))
        ] if cidrs != null
      ]
    ]))
  }

  validation {
    condition = !contains([
      for cidr in flatten([for site in var.sites : [for cidrs in site.tunnels.inside_cidrs : cidrs if cidrs != null]]) : try(cidrhost(cidr, 0) == split("/", cidr)[0], true)
    ], false)
    error_message = join("\n", flatten([
      for key, site in var.sites : [
        for device, cidrs in site.tunnels.inside_cidrs : [
          for cidr in cidrs : "sites.${key}.tunnels.inside_cidrs.${device}: ${cidr} has bits set behind its prefix; write ${cidrhost(cidr, 0)}/30." if try(cidrhost(cidr, 0) != split("/", cidr)[0], false)
        ] if cidrs != null
      ]
    ]))
  }

  validation {
    condition = !contains([
      for cidr in flatten([for site in var.sites : [for cidrs in site.tunnels.inside_cidrs : cidrs if cidrs != null]]) : !contains(local.reserved_inside_cidrs, cidr)
    ], false)
    error_message = join("\n", flatten([
      for key, site in var.sites : [
        for device, cidrs in site.tunnels.inside_cidrs : [
          for cidr in cidrs : "sites.${key}.tunnels.inside_cidrs.${device}: ${cidr} is reserved by AWS; take another /30, such as 169.254.60.0/30." if contains(local.reserved_inside_cidrs, cidr)
        ] if cidrs != null
      ]
    ]))
  }

  validation {
    # Unique on a virtual private gateway; on a transit gateway it is the device that takes two alike for one. Which tunnel
    # is which the provider tells by them, too.
    condition = length({ for cidr in flatten([for site in var.sites : [for cidrs in site.tunnels.inside_cidrs : cidrs if cidrs != null]]) : cidr => true... }) == length(flatten([for site in var.sites : [for cidrs in site.tunnels.inside_cidrs : cidrs if cidrs != null]]))
    error_message = join("\n", [
      for cidr, places in merge({}, {
        for use in flatten([
          for key, site in var.sites : [
            for device, cidrs in site.tunnels.inside_cidrs : [
              for cidr in cidrs : { cidr = cidr, place = "sites.${key}.tunnels.inside_cidrs.${device}" }
            ] if cidrs != null
          ]
        ]) : use.cidr => use.place...
      }) : "${join(" and ", distinct(places))}: ${cidr} stands ${length(places)} times; every tunnel needs a /30 of its own."
      if length(places) > 1
    ])
  }

  validation {
    condition = !contains([for site in var.sites : length(setsubtract(keys(site.tunnels.inside_ipv6_cidrs), keys(site.devices))) == 0], false)
    error_message = join("\n", flatten([
      for key, site in var.sites : [
        for device in setsubtract(keys(site.tunnels.inside_ipv6_cidrs), keys(site.devices)) : "sites.${key}.tunnels.inside_ipv6_cidrs.${device}: ${device} is no device of the site; its devices are ${join(", ", keys(site.devices))}."
      ]
    ]))
  }

  validation {
    condition = !contains(flatten([for site in var.sites : [for device in keys(site.tunnels.inside_ipv6_cidrs) : try(site.devices[device].inside_ip_version != "ipv4", true)]]), false)
    error_message = join("\n", flatten([
      for key, site in var.sites : [
        for device in keys(site.tunnels.inside_ipv6_cidrs) : "sites.${key}.tunnels.inside_ipv6_cidrs.${device}: the tunnels of ${device} carry IPv4; set sites.${key}.devices.${device}.inside_ip_version to ipv6, or take these away."
        if try(site.devices[device].inside_ip_version == "ipv4", false)
      ]
    ]))
  }

  validation {
    condition = !contains(flatten([
      for site in var.sites : [
        for device, cidrs in site.tunnels.inside_ipv6_cidrs : cidrs == null ? true : try(length(cidrs) == 2 * site.devices[device].connections, true)
      ]
    ]), false)
    error_message = join("\n", flatten([
      for key, site in var.sites : [
        for device, cidrs in site.tunnels.inside_ipv6_cidrs : "sites.${key}.tunnels.inside_ipv6_cidrs.${device}: ${length(cidrs)} inside CIDRs for ${site.devices[device].connections} connections; give ${2 * site.devices[device].connections}, one for each tunnel, or none."
        if cidrs == null ? false : try(length(cidrs) != 2 * site.devices[device].connections, false)
      ]
    ]))
  }

  validation {
    condition = !contains([for cidr in flatten([for site in var.sites : [for cidrs in site.tunnels.inside_ipv6_cidrs : cidrs if cidrs != null]]) : can(cidrhost(cidr, 0)) && can(regex("^[fF][dD][0-9a-fA-F]{2}:.*/126$", cidr))], false)
    error_message = join("\n", flatten([
      for key, site in var.sites : [
        for device, cidrs in site.tunnels.inside_ipv6_cidrs : [
          for cidr in cidrs : "sites.${key}.tunnels.inside_ipv6_cidrs.${device}: ${cidr} is no inside CIDR; take a /126 of fd00::/8, such as fd10:20:30::/126."
          if !(can(cidrhost(cidr, 0)) && can(regex("^[fF][dD][0-9a-fA-F]{2}:.*/126$", cidr)))
        ] if cidrs != null
      ]
    ]))
  }

  validation {
    condition = !contains([for cidr in flatten([for site in var.sites : [for cidrs in site.tunnels.inside_ipv6_cidrs : cidrs if cidrs != null]]) : try("${cidrhost(cidr, 0)}/${split("/", cidr)[1]}" == cidr, true)], false)
    error_message = join("\n", flatten([
      for key, site in var.sites : [
        for device, cidrs in site.tunnels.inside_ipv6_cidrs : [
          for cidr in cidrs : "sites.${key}.tunnels.inside_ipv6_cidrs.${device}: ${cidr} has bits set behind its prefix, or is spelt in a way of its own; write ${cidrhost(cidr, 0)}/${split("/", cidr)[1]}."
          if try("${cidrhost(cidr, 0)}/${split("/", cidr)[1]}" != cidr, false)
        ] if cidrs != null
      ]
    ]))
  }

  validation {
    condition = length({ for cidr in flatten([for site in var.sites : [for cidrs in site.tunnels.inside_ipv6_cidrs : cidrs if cidrs != null]]) : cidr => true... }) == length(flatten([for site in var.sites : [for cidrs in site.tunnels.inside_ipv6_cidrs : cidrs if cidrs != null]]))
    error_message = join("\n", [
      for cidr, places in merge({}, {
        for use in flatten([
          for key, site in var.sites : [
            for device, cidrs in site.tunnels.inside_ipv6_cidrs : [
              for cidr in cidrs : { cidr = cidr, place = "sites.${key}.tunnels.inside_ipv6_cidrs.${device}" }
            ] if cidrs != null
          ]
        ]) : use.cidr => use.place...
      }) : "${join(" and ", distinct(places))}: ${cidr} stands ${length(places)} times; every tunnel needs a /126 of its own."
      if length(places) > 1
    ])
  }

  validation {
    condition = !contains(flatten([for site in var.sites : [for options in values(site.tunnels.overrides) : options != null]]), false)
    error_message = join("\n", flatten([
      for key, site in var.sites : [
        for place, options in site.tunnels.overrides : "sites.${key}.tunnels.overrides.${place}: null is no options; give some, or take the key away." if options == null
      ]
    ]))
  }

  validation {
    condition = !contains([
      for site in var.sites : length(setsubtract(
        keys(site.tunnels.overrides),
        flatten([
          for device_key, device in site.devices : [device_key, [
            for number in range(1, min(device.connections, 100) + 1) : ["${device_key}/${number}", "${device_key}/${number}/1", "${device_key}/${number}/2"]
          ]]
        ])
      )) == 0
    ], false)
    error_message = join("\n", flatten([
      for key, site in var.sites : [
        for place in setsubtract(
          keys(site.tunnels.overrides),
          flatten([
            for device_key, device in site.devices : [device_key, [
              for number in range(1, min(device.connections, 100) + 1) : ["${device_key}/${number}", "${device_key}/${number}/1", "${device_key}/${number}/2"]
            ]]
          ])
        ) : "sites.${key}.tunnels.overrides.${place}: ${place} names no device, connection or tunnel of the site; write <device>, <device>/<connection> or <device>/<connection>/<tunnel>, such as ${try(keys(site.devices)[0], "fw-1")}/1/2."
      ]
    ]))
  }

  validation {
    condition = !contains(flatten([
      for site in var.sites : [
        for options in concat([site.tunnels], [for override in values(site.tunnels.overrides) : override if override != null]) : [
          for option, range in local.tunnel_ranges : options[option] == null ? true : options[option] >= range[0] && options[option] <= range[1] && floor(options[option]) == options[option]
        ]
      ]
    ]), false)
    error_message = join("\n", flatten([
      for key, site in var.sites : [
        for place, options in merge({ tunnels = site.tunnels }, { for at, override in site.tunnels.overrides : "tunnels.overrides.${at}" => override if override != null }) : [
          for option, range in local.tunnel_ranges : "sites.${key}.${place}.${option}: ${options[option]} is out of range; take a whole number of ${range[0]}-${range[1]}."
          if options[option] == null ? false : options[option] < range[0] || options[option] > range[1] || floor(options[option]) != options[option]
        ]
      ]
    ]))
  }

  validation {
    # The provider does not send 0 when it creates, and sends 100 when it updates.
    condition = !contains(flatten([
      for site in var.sites : [
        for options in concat([site.tunnels], [for override in values(site.tunnels.overrides) : override if override != null]) : options.rekey_fuzz_percentage != 0
      ]
    ]), false)
    error_message = join("\n", flatten([
      for key, site in var.sites : [
        for place, options in merge({ tunnels = site.tunnels }, { for at, override in site.tunnels.overrides : "tunnels.overrides.${at}" => override if override != null }) :
        "sites.${key}.${place}.rekey_fuzz_percentage: 0 never reaches AWS, the provider drops it and 100 holds; take 1-100."
        if options.rekey_fuzz_percentage == 0
      ]
    ]))
  }

  validation {
    condition = !contains(flatten([
      for site in var.sites : [
        for options in concat([site.tunnels], [for override in values(site.tunnels.overrides) : override if override != null]) : [
          for option, choices in local.tunnel_choices : options[option] == null ? true : contains(choices, options[option])
        ]
      ]
    ]), false)
    error_message = join("\n", flatten([
      for key, site in var.sites : [
        for place, options in merge({ tunnels = site.tunnels }, { for at, override in site.tunnels.overrides : "tunnels.overrides.${at}" => override if override != null }) : [
          for option, choices in local.tunnel_choices : "sites.${key}.${place}.${option}: ${options[option]} is not one of ${join(", ", choices)}; take one of them."
          if options[option] == null ? false : !contains(choices, options[option])
        ]
      ]
    ]))
  }

  validation {
    condition = !contains(flatten([
      for site in var.sites : [
        for options in concat([site.tunnels], [for override in values(site.tunnels.overrides) : override if override != null]) : [
          for option, choices in local.tunnel_lists : options[option] == null ? true : length(options[option]) > 0
        ]
      ]
    ]), false)
    error_message = join("\n", flatten([
      for key, site in var.sites : [
        for place, options in merge({ tunnels = site.tunnels }, { for at, override in site.tunnels.overrides : "tunnels.overrides.${at}" => override if override != null }) : [
          for option, choices in local.tunnel_lists : "sites.${key}.${place}.${option}: empty, and AWS would then allow everything, the weakest too; name at least one of ${join(", ", choices)}."
          if options[option] == null ? false : length(options[option]) == 0
        ]
      ]
    ]))
  }

  validation {
    condition = !contains(flatten([
      for site in var.sites : [
        for options in concat([site.tunnels], [for override in values(site.tunnels.overrides) : override if override != null]) : [
          for option, choices in local.tunnel_lists : options[option] == null ? true : length(setsubtract(options[option], choices)) == 0
        ]
      ]
    ]), false)
    error_message = join("\n", flatten([
      for key, site in var.sites : [
        for place, options in merge({ tunnels = site.tunnels }, { for at, override in site.tunnels.overrides : "tunnels.overrides.${at}" => override if override != null }) : [
          for option, choices in local.tunnel_lists : "sites.${key}.${place}.${option}: ${join(", ", setsubtract(options[option], choices))} is not offered by AWS; take of ${join(", ", choices)}."
          if options[option] == null ? false : length(setsubtract(options[option], choices)) > 0
        ]
      ]
    ]))
  }

  validation {
    condition = !contains(flatten([
      for site in var.sites : [
        for options in concat([site.tunnels], [for override in values(site.tunnels.overrides) : override if override != null]) : [
          for option, choices in local.tunnel_lists : options[option] == null ? true : length(distinct(options[option])) == length(options[option])
        ]
      ]
    ]), false)
    error_message = join("\n", flatten([
      for key, site in var.sites : [
        for place, options in merge({ tunnels = site.tunnels }, { for at, override in site.tunnels.overrides : "tunnels.overrides.${at}" => override if override != null }) : [
          for option, choices in local.tunnel_lists : "sites.${key}.${place}.${option}: ${join(", ", options[option])} names one twice; name each once."
          if options[option] == null ? false : length(distinct(options[option])) != length(options[option])
        ]
      ]
    ]))
  }
}
