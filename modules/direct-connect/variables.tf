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
