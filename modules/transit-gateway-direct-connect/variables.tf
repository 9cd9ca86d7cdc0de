variable "name" {
  description = "What the network is called; what is made carries it. Up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of everything made here that AWS lets have tags, beside its Name. Default: none."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "associations" {
  description = "The route table that each attachment's traffic is looked up in: names of `route_tables` by names of `vpcs`, `peerings` and `sites`. A site stands for the attachment of the Direct Connect gateway, on which all sites are: those where virtual interfaces end, and those named here or in `propagations`, have the same. Default: none."
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
  description = "The route tables that learn each attachment's routes: lists of names of `route_tables`, by names as in `associations`. A peering propagates nothing. Default: none."
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

  # AWS has one attachment for all sites. These stand here, as a site may be named in one of the two variables alone.

  validation {
    condition = length(distinct([
      for key, site in var.sites : try(coalesce(var.associations[key]), "")
      if length(site.virtual_interfaces) > 0 || can(var.associations[key]) || can(var.propagations[key])
    ])) <= 1
    error_message = join("\n", flatten([
      for joined in [{ for key, site in var.sites : key => try(coalesce(var.associations[key]), "") if length(site.virtual_interfaces) > 0 || can(var.associations[key]) || can(var.propagations[key]) }] : [
        for first in slice(keys(joined), 0, min(1, length(joined))) : [
          for site, table in joined : "associations.${site}: ${table != "" ? table : "none"}, but ${first} has ${joined[first] != "" ? joined[first] : "none"}, and both sites are on the one attachment of the Direct Connect gateway; say the same of both."
          if table != joined[first]
        ]
      ]
    ]))
  }

  validation {
    condition = length(distinct([
      for key, site in var.sites : join(", ", sort(coalesce(try(var.propagations[key], null), [])))
      if length(site.virtual_interfaces) > 0 || can(var.associations[key]) || can(var.propagations[key])
    ])) <= 1
    error_message = join("\n", flatten([
      for joined in [{ for key, site in var.sites : key => join(", ", sort(coalesce(try(var.propagations[key], null), []))) if length(site.virtual_interfaces) > 0 || can(var.associations[key]) || can(var.propagations[key]) }] : [
        for first in slice(keys(joined), 0, min(1, length(joined))) : [
          for site, tables in joined : "propagations.${site}: ${tables != "" ? tables : "none"}, but ${first} has ${joined[first] != "" ? joined[first] : "none"}, and both sites are on the one attachment of the Direct Connect gateway; say the same of both."
          if tables != joined[first]
        ]
      ]
    ]))
  }
}
