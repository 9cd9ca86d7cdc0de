variable "name" {
  description = "What the network is called; what is made carries it. Up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of everything made here, the VPN attachments too, beside its Name. Default: none."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "associations" {
  description = "The route table that each attachment's traffic is looked up in: names of `route_tables` by names of `vpcs`, `peerings` and `sites`. A site stands for all its connections; one connection, by its name such as \"plant/edge-1/1\", for itself, whatever is said of its site. Default: none."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length([for name in keys(var.associations) : name if !can(local.names[name])]) == 0
    error_message = join("\n", [for name in keys(var.associations) : "associations.${name}: ${name} is no attachment; ${local.names_told}." if !can(local.names[name])])
  }

  validation {
    condition     = length([for table in values(var.associations) : table if !can(var.route_tables[table])]) == 0
    error_message = join("\n", [for name, table in var.associations : "associations.${name}: ${coalesce(table, "null")} is no route table; ${local.tables_told}." if !can(var.route_tables[table])])
  }
}

variable "propagations" {
  description = "The route tables that learn each attachment's routes: lists of names of `route_tables`, by names as in `associations`. Of a site with static routing they get its ranges as static routes. A peering propagates nothing. Default: none."
  type        = map(list(string))
  default     = {}
  nullable    = false

  validation {
    condition     = length([for name in keys(var.propagations) : name if !can(local.names[name])]) == 0
    error_message = join("\n", [for name in keys(var.propagations) : "propagations.${name}: ${name} is no attachment; ${local.names_told}." if !can(local.names[name])])
  }

  validation {
    condition = length(flatten([for tables in var.propagations : [for table in tables : true if !can(var.route_tables[table])]])) == 0
    error_message = join("\n", flatten([
      for name, tables in var.propagations : [
        for table in tables : "propagations.${name}: ${coalesce(table, "null")} is no route table; ${local.tables_told}." if !can(var.route_tables[table])
      ]
    ]))
  }

  validation {
    condition     = length([for tables in var.propagations : tables if length(toset(tables)) != length(tables)]) == 0
    error_message = join("\n", [for name, tables in var.propagations : "propagations.${name}: ${join(", ", tables)} names one twice; name each once." if length(toset(tables)) != length(tables)])
  }

  validation {
    condition = length(flatten([
      for name, tables in var.propagations : setintersection(tables, try(var.propagations[local.connection_sites[name]], []))
    ])) == 0
    error_message = join("\n", flatten([
      for name, tables in var.propagations : [
        for table in setintersection(tables, try(var.propagations[local.connection_sites[name]], [])) : "propagations.${name}: ${table} stands in propagations.${local.connection_sites[name]} too, which is for all connections of the site; remove it from one of the two."
      ]
    ]))
  }

  validation {
    condition = length(flatten([
      for name, tables in var.propagations : [
        for site in [try(var.sites[local.connection_sites[name]], var.sites[name])] : [
          for table in tables : [for cidr in site.cidrs : cidr if site.routing == "static" && can(var.route_tables[table].routes[cidr])]
        ]
      ] if can(local.connection_sites[name]) || can(var.sites[name])
    ])) == 0
    error_message = join("\n", flatten([
      for name, tables in var.propagations : [
        for site in [try(var.sites[local.connection_sites[name]], var.sites[name])] : [
          for table in tables : [
            for cidr in site.cidrs : "propagations.${name}: gives ${table} a static route to ${cidr}, and route_tables.${table}.routes has one too; remove one of the two."
            if site.routing == "static" && can(var.route_tables[table].routes[cidr])
          ]
        ]
      ] if can(local.connection_sites[name]) || can(var.sites[name])
    ]))
  }
}
