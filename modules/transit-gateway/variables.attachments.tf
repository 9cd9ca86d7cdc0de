variable "peerings" {
  description = <<-EOT
    Transit gateways to peer with, by names of yours: up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends. Static routes alone cross a peering. Default: none.
    - `id`: (Required) the other gateway's id.
    - `region`: (Required) the Region it is in.
    - `account`: (Optional) the account it belongs to. Default: this one.
    - `attachment_id`: (Optional) the attachment that the other side has made, to accept here. Default: null, the attachment is made here, and the other side accepts it. An id that is not known before apply must be wrapped: `coalesce(aws_ec2_transit_gateway_peering_attachment.other.id)`.
    - `tags`: (Optional) tags of the attachment, over the module's. Default: none.
  EOT
  type = map(object({
    id            = string
    region        = string
    account       = optional(string)
    attachment_id = optional(string)
    tags          = optional(map(string), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for key in keys(var.peerings) : can(regex(local.key_pattern, key))])
    error_message = join("\n", [for key in keys(var.peerings) : "peerings.${key}: ${key} is no name for a peering; ${local.key_advice}." if !can(regex(local.key_pattern, key))])
  }

  validation {
    condition     = alltrue([for peering in var.peerings : can(regex("^tgw-${local.hex}$", peering.id))])
    error_message = join("\n", [for key, peering in var.peerings : "peerings.${key}.id: ${coalesce(peering.id, "null")} is no transit gateway id; it reads like tgw-0aa11bb22cc33dd44." if !can(regex("^tgw-${local.hex}$", peering.id))])
  }

  validation {
    condition     = length(toset(values(var.peerings)[*].id)) == length(var.peerings)
    error_message = join("\n", [for id, names in { for key, peering in var.peerings : coalesce(peering.id, "null") => key... } : "peerings: ${id} stands under ${join(" and ", names)}; two gateways are peered once." if length(names) > 1])
  }

  validation {
    condition     = alltrue([for peering in var.peerings : can(regex(local.region_pattern, peering.region))])
    error_message = join("\n", [for key, peering in var.peerings : "peerings.${key}.region: ${coalesce(peering.region, "null")} is no Region; it reads like eu-west-3." if !can(regex(local.region_pattern, peering.region))])
  }

  validation {
    condition     = alltrue([for peering in var.peerings : peering.account == null ? true : can(regex(local.account_pattern, peering.account))])
    error_message = join("\n", [for key, peering in var.peerings : "peerings.${key}.account: ${coalesce(peering.account, "null")} is no account; give its 12 digits." if peering.account == null ? false : !can(regex(local.account_pattern, peering.account))])
  }

  validation {
    condition     = alltrue([for peering in var.peerings : peering.attachment_id == null ? true : can(regex(local.attachment_pattern, peering.attachment_id))])
    error_message = join("\n", [for key, peering in var.peerings : "peerings.${key}.attachment_id: ${coalesce(peering.attachment_id, "null")} is no attachment id; it reads like tgw-attach-0aa11bb22cc33dd44." if peering.attachment_id == null ? false : !can(regex(local.attachment_pattern, peering.attachment_id))])
  }

  validation {
    condition = alltrue(flatten([
      for item in var.peerings : [
        for key, value in item.tags : can(regex("^.{1,128}$", key)) && !startswith(lower(key), "aws:") && key != "Name" && try(length(value) <= 256, false)
      ]
    ]))
    error_message = join("\n", flatten([
      for name, item in var.peerings : [
        for key, value in item.tags : join("", [
          "peerings.${name}.tags.${key}: ",
          startswith(lower(key), "aws:") ? "keys that start with aws: are Amazon's; take another key."
          : key == "Name" ? "tieline names what it makes; take another key."
          : value == null ? "null is no value; give text, or take the tag away."
          : !can(regex("^.{1,128}$", key)) ? "the key has ${length(key)} characters, AWS takes 1-128; shorten it."
          : "the value has ${length(value)} characters, AWS takes up to 256; shorten it.",
        ])
        if !can(regex("^.{1,128}$", key)) || startswith(lower(key), "aws:") || key == "Name" || try(length(value) > 256, true)
      ]
    ]))
  }

  validation {
    condition     = alltrue([for item in var.peerings : length(merge(var.tags, item.tags)) <= 45])
    error_message = join("\n", [for name, item in var.peerings : "peerings.${name}.tags: ${length(merge(var.tags, item.tags))} tags with the module's; AWS takes 50 on a resource and up to 5 are set here: keep to 45." if length(merge(var.tags, item.tags)) > 45])
  }
}

variable "attachments" {
  description = "Attachments made elsewhere, such as of VPN connections or of a Direct Connect gateway: their ids, by names of yours of a-z, 0-9, -, _ and /, such as \"plant/edge-1/1\". Ids need not be known before apply. Default: none."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key in keys(var.attachments) : can(regex(local.attachment_name_pattern, key))])
    error_message = join("\n", [for key in keys(var.attachments) : "attachments.${key}: ${key} is no name for an attachment; take up to 128 of a-z, 0-9, -, _ and /, with a letter or digit at both ends." if !can(regex(local.attachment_name_pattern, key))])
  }

  validation {
    condition     = alltrue([for id in values(var.attachments) : can(regex(local.attachment_pattern, id))])
    error_message = join("\n", [for key, id in var.attachments : "attachments.${key}: ${coalesce(id, "null")} is no attachment id; it reads like tgw-attach-0aa11bb22cc33dd44." if !can(regex(local.attachment_pattern, id))])
  }

  validation {
    condition = length(toset(concat(keys(var.attachments), keys(var.peerings), keys(var.vpcs)))) == length(var.attachments) + length(var.peerings) + length(var.vpcs)
    error_message = join("\n", [
      for key, places in merge({}, {
        for use in concat(
          [for key in keys(var.attachments) : { key = key, place = "attachments" }],
          [for key in keys(var.peerings) : { key = key, place = "peerings" }],
          [for key in keys(var.vpcs) : { key = key, place = "vpcs" }],
        ) : use.key => use.place...
      }) : "${join(" and ", [for place in places : "${place}.${key}"])}: one name for ${length(places)} attachments; give each a name of its own."
      if length(places) > 1
    ])
  }

  validation {
    condition = (
      length(toset(concat(values(var.attachments), [for peering in var.peerings : peering.attachment_id if peering.attachment_id != null], [for vpc in var.vpcs : vpc.attachment_id if vpc.attachment_id != null])))
      == length(concat(values(var.attachments), [for peering in var.peerings : true if peering.attachment_id != null], [for vpc in var.vpcs : true if vpc.attachment_id != null]))
    )
    error_message = join("\n", [
      for id, places in merge({}, {
        for use in concat(
          [for key, id in var.attachments : { id = coalesce(id, "null"), place = "attachments.${key}" }],
          [for key, peering in var.peerings : { id = peering.attachment_id, place = "peerings.${key}" } if peering.attachment_id != null],
          [for key, vpc in var.vpcs : { id = vpc.attachment_id, place = "vpcs.${key}" } if vpc.attachment_id != null],
        ) : use.id => use.place...
      }) : "${join(" and ", places)}: ${id} is one attachment under ${length(places)} names; name each once."
      if length(places) > 1
    ])
  }

  validation {
    # The quota is fixed.
    condition     = length(var.attachments) + length(var.peerings) + length(var.vpcs) <= 5000
    error_message = "attachments: ${length(var.attachments) + length(var.peerings) + length(var.vpcs)} (vpcs ${length(var.vpcs)}, peerings ${length(var.peerings)}, attachments ${length(var.attachments)}); a transit gateway takes 5,000: spread them over several gateways, and peer these."
  }
}
