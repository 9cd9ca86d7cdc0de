# Written by tools/docs.py from modules/direct-connect-link, which also validates these values: edit them there.
variable "macsec_ckn" {
  description = "The names (CKN) of the keys of `direct_connect.macsec_keys` that have no `secret_arn`, by the same names: 64 hexadecimal digits each. Default: none."
  type        = map(string)
  default     = {}
  nullable    = false
  sensitive   = true
}

variable "macsec_cak" {
  description = "The keys (CAK) themselves, by the same names as `macsec_ckn`: 64 hexadecimal digits each. Default: none; keys given here stand in the state, those of Secrets Manager do not."
  type        = map(string)
  default     = {}
  nullable    = false
  sensitive   = true
}
