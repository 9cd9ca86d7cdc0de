variable "associations" {
  description = "The route table that each attachment's traffic is looked up in: route tables by attachment, both by the names they have in `route_tables` and in `vpcs`, `peerings` or `attachments`. Default: none."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(setsubtract(keys(var.associations), local.attachment_names)) == 0
    error_message = join("\n", [for key in setsubtract(keys(var.associations), local.attachment_names) : "associations.${key}: ${key} is no attachment; ${local.attachment_names_told}."])
  }

  validation {
    condition     = length(setsubtract(values(var.associations), keys(var.route_tables))) == 0
    error_message = join("\n", [for key, table in var.associations : "associations.${key}: ${coalesce(table, "null")} is no route table; ${local.table_names_told}." if !contains(keys(var.route_tables), coalesce(table, "null"))])
  }
}

variable "propagations" {
  description = "The route tables that learn each attachment's routes: lists of route tables by attachment, by their names. A peering propagates nothing. Default: none."
  type        = map(list(string))
  default     = {}
  nullable    = false

  validation {
    condition     = length(setsubtract(keys(var.propagations), local.attachment_names)) == 0
    error_message = join("\n", [for key in setsubtract(keys(var.propagations), local.attachment_names) : "propagations.${key}: ${key} is no attachment; ${local.attachment_names_told}."])
  }

  validation {
    condition     = length(setintersection(keys(var.propagations), keys(var.peerings))) == 0
    error_message = join("\n", [for key in setintersection(keys(var.propagations), keys(var.peerings)) : "propagations.${key}: a peering propagates nothing; say its ranges in route_tables.<table>.routes."])
  }

  validation {
    condition = length(setsubtract(flatten(values(var.propagations)), keys(var.route_tables))) == 0
    error_message = join("\n", flatten([
      for key, tables in var.propagations : [
        for table in tables : "propagations.${key}: ${coalesce(table, "null")} is no route table; ${local.table_names_told}." if !contains(keys(var.route_tables), coalesce(table, "null"))
      ]
    ]))
  }

  validation {
    condition     = alltrue([for tables in values(var.propagations) : length(toset(tables)) == length(tables)])
    error_message = join("\n", [for key, tables in var.propagations : "propagations.${key}: ${join(", ", tables)} names one twice; name each once." if length(toset(tables)) != length(tables)])
  }
}
