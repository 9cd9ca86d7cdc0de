# What the validations measure by. Constants only: a validation may not refer to anything derived from its own variable.
# Source: the AWS Direct Connect user guide.
locals {
  key_pattern = "^[a-z0-9]([a-z0-9_-]{0,38}[a-z0-9])?$"
  key_advice  = "take up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends"

  connection_id_pattern = "^dxcon-[a-z0-9]{8,17}$"
  lag_id_pattern        = "^dxlag-[a-z0-9]{8,17}$"
  location_pattern      = "^[A-Za-z0-9][A-Za-z0-9_.-]{1,29}$"
  secret_pattern        = "^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@!-]{1,519}$"
  hex_pattern           = "^[0-9A-Fa-f]{64}$"

  # Of each speed of a dedicated connection: whether its port can do MACsec, whether its light is of one lane, and how many
  # connections a LAG takes.
  bandwidths = {
    "1Gbps"   = { macsec = false, one_lane = true, lag_size = 4 }
    "10Gbps"  = { macsec = true, one_lane = true, lag_size = 4 }
    "100Gbps" = { macsec = true, one_lane = false, lag_size = 2 }
    "400Gbps" = { macsec = true, one_lane = false, lag_size = 2 }
  }
  bandwidths_told = "1Gbps, 10Gbps, 100Gbps, 400Gbps"
  # The speeds of hosted connections.
  hosted_bandwidths = ["50Mbps", "100Mbps", "200Mbps", "300Mbps", "400Mbps", "500Mbps", "1Gbps", "2Gbps", "5Gbps", "10Gbps", "25Gbps"]

  # A port without MACsec, and AWS's encryption modes of one with it.
  macsec_choices = ["off", "no_encrypt", "should_encrypt", "must_encrypt"]

  # What is said of a created one only, and the value when nobody says it.
  created_connection_only = {
    provider_name = null
    macsec        = null
    skip_destroy  = true
  }
  created_lag_only = {
    provider_name = null
    force_destroy = false
  }

  # How many MACsec keys a connection holds at a time.
  key_limit = 3
}
