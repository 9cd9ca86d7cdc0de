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
  ip_and_tcp_headers = 40
}
