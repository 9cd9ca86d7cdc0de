variable "gateway" {
  description = <<-EOT
    The Direct Connect gateway: created, or adopted by its id. Default: null, no gateway: then private virtual interfaces lead straight to virtual private gateways.
    - `id`: (Optional) adopts this gateway instead of creating one. Default: null, a gateway is created. An id that is not known before apply must be wrapped: `coalesce(aws_dx_gateway.other.id)`.
    - `asn`: (Optional) the Amazon-side ASN, 64512-65534 or 4200000000-4294967294; no transit gateway on it may have the same. Required for a created gateway; changing it replaces that. Of an adopted gateway: the ASN it has, as a fact.
    - `name`: (Optional) what AWS calls a created gateway: up to 100 of a-z, A-Z, 0-9 and -. Default: `name`.
  EOT
  type = object({
    id   = optional(string)
    asn  = optional(number)
    name = optional(string)
  })
  default = null

  validation {
    condition     = try(var.gateway.id, null) == null ? true : can(regex(local.uuid_pattern, var.gateway.id))
    error_message = "gateway.id: ${try(coalesce(var.gateway.id), "null")} is no Direct Connect gateway id; it reads like ${local.uuid_example}."
  }

  validation {
    condition     = var.gateway == null ? true : var.gateway.id != null || var.gateway.asn != null
    error_message = "gateway.asn: none, and a created gateway needs one; take one of 64512-65534 or 4200000000-4294967294."
  }

  validation {
    condition = try(var.gateway.asn, null) == null ? true : anytrue([
      for range in [[64512, 65534], [4200000000, 4294967294]] :
      var.gateway.asn >= range[0] && var.gateway.asn <= range[1] && floor(var.gateway.asn) == var.gateway.asn
    ])
    error_message = "gateway.asn: ${try(coalesce(var.gateway.asn), "null")} cannot be an Amazon-side ASN; take one of 64512-65534 or 4200000000-4294967294."
  }

  validation {
    condition     = try(var.gateway.name, null) == null ? true : can(regex("^[A-Za-z0-9-]{1,100}$", var.gateway.name))
    error_message = "gateway.name: ${try(coalesce(var.gateway.name), "\"\"")} is no name of a Direct Connect gateway; take up to 100 of a-z, A-Z, 0-9 and -."
  }

  validation {
    condition     = try(var.gateway.name, null) == null ? true : var.gateway.id == null
    error_message = "gateway.name: belongs to a created gateway, but id adopts one; remove one of the two."
  }
}
