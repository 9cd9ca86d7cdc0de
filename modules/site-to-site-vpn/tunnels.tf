locals {
  # The options of both tunnels of every connection: the site's, then what the device's, the connection's and the
  # tunnel's overrides set, in this order.
  tunnels = {
    for key, connection in local.connections : key => {
      for tunnel in ["1", "2"] : tunnel => merge(
        connection.site.tunnels,
        [
          for place in [
            connection.device.key,
            "${connection.device.key}/${connection.number}",
            "${connection.device.key}/${connection.number}/${tunnel}",
          ] :
          { for option, value in try(connection.site.tunnels.overrides[place], {}) : option => value if value != null }
        ]...
      )
    }
  }

  # The inside CIDRs of both tunnels of every connection; null where AWS picks.
  inside_cidrs = {
    for key, connection in local.connections : key => {
      for tunnel in ["1", "2"] : tunnel => try(
        connection.site.tunnels.inside_cidrs[connection.device.key][2 * (connection.number - 1) + tonumber(tunnel) - 1],
        null
      )
    }
  }

  inside_ipv6_cidrs = {
    for key, connection in local.connections : key => {
      for tunnel in ["1", "2"] : tunnel => try(
        connection.site.tunnels.inside_ipv6_cidrs[connection.device.key][2 * (connection.number - 1) + tonumber(tunnel) - 1],
        null
      )
    }
  }

  # As AWS has them, for the devices that use them.
  ipv6_ranges = {
    for key, connection in aws_vpn_connection.this : key => {
      for tunnel, range in { "1" = connection.tunnel1_inside_ipv6_cidr, "2" = connection.tunnel2_inside_ipv6_cidr } :
      tunnel => local.connections[key].device.inside_ip_version == "ipv6" ? range : null
    }
  }

  # The largest packet that fits a tunnel whatever the two ends agree on, NAT traversal included. AWS fragments nothing
  # and answers no path MTU discovery, so the device has to keep to it.
  mtu = {
    for key, tunnels in local.tunnels : key => {
      for tunnel, options in tunnels : tunnel => min([
        for algorithm in options.phase2_encryption_algorithms :
        endswith(algorithm, "-GCM-16") ? 1438 : contains(options.phase2_integrity_algorithms, "SHA2-512") ? 1406 : 1422
      ]...)
    }
  }
  ip_and_tcp_headers = {
    for key, connection in local.connections : key => connection.device.inside_ip_version == "ipv6" ? 60 : 40
  }
}
