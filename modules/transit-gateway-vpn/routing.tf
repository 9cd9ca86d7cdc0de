# What is said of a site holds for each of its connections.
locals {
  # What is said of a connection goes over what is said of its site.
  associations = merge(concat(
    [for name, table in var.associations : { for connection in local.site_connections[name] : connection => table } if can(local.site_connections[name])],
    [{ for name, table in var.associations : name => table if !can(local.site_connections[name]) }],
  )...)

  # Who learns whose routes, one by one; of a static site nobody learns any.
  learnt = flatten([
    for name, tables in var.propagations : [
      for attachment in try(local.site_connections[name], [name]) : [
        for table in tables : {
          attachment = attachment
          table      = table
          static     = try(var.sites[local.connection_sites[attachment]].routing == "static", false)
        }
      ]
    ]
  ])
  propagations = { for use in local.learnt : use.attachment => use.table... if !use.static }

  # So the tables get its ranges as static routes.
  static_routes = {
    for route in flatten([
      for use in local.learnt : [
        for cidr in var.sites[local.connection_sites[use.attachment]].cidrs : { table = use.table, cidr = cidr, attachment = use.attachment }
      ] if use.static
    ]) : route.table => route...
  }

  route_tables = {
    for table_key, table in var.route_tables : table_key => {
      id   = table.id
      tags = table.tags
      routes = merge(
        {
          for destination, route in table.routes : destination => {
            attachment = try(one(local.site_connections[route.attachment]), route.attachment)
            blackhole  = route.blackhole
          }
        },
        {
          for cidr, attachments in { for route in try(local.static_routes[table_key], []) : route.cidr => route.attachment... } :
          cidr => { attachment = attachments[0], blackhole = false }
        },
      )
    }
  }
}
