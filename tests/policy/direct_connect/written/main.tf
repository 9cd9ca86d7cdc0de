# Written out, without for_each and variables: what refers to what says which connection and gateway is meant.
resource "terraform_data" "later" {}

resource "aws_dx_gateway" "one" {
  name            = "one"
  amazon_side_asn = 64803
}

resource "aws_dx_gateway" "two" {
  name            = "two"
  amazon_side_asn = 64804
}

resource "aws_dx_connection" "north" {
  name           = "north"
  location       = "EDCH1"
  bandwidth      = "10Gbps"
  request_macsec = true
}

resource "aws_dx_connection" "south" {
  name            = "south"
  location        = "EqDC2"
  bandwidth       = "10Gbps"
  request_macsec  = true
  encryption_mode = terraform_data.later.id
}

resource "aws_dx_connection" "many" {
  count = 2

  name           = "many-${count.index}"
  location       = "EqDC2"
  bandwidth      = "10Gbps"
  request_macsec = true
}

# To the first gateway from two locations.

resource "aws_dx_transit_virtual_interface" "north" {
  name           = "north"
  connection_id  = aws_dx_connection.north.id
  vlan           = 210
  bgp_asn        = 65142
  address_family = "ipv4"
  dx_gateway_id  = aws_dx_gateway.one.id
  tags           = { environment = "production" }
}

resource "aws_dx_transit_virtual_interface" "south" {
  name           = "south"
  connection_id  = aws_dx_connection.many[1].id
  vlan           = 211
  bgp_asn        = 65142
  address_family = "ipv4"
  dx_gateway_id  = aws_dx_gateway.one.id
  tags           = { environment = "production" }
}

# To the second from one, whichever of the connections each is on.

resource "aws_dx_transit_virtual_interface" "many" {
  count = 2

  name           = "many-${count.index}"
  connection_id  = aws_dx_connection.many[count.index].id
  vlan           = 212 + count.index
  bgp_asn        = 65142
  address_family = "ipv4"
  dx_gateway_id  = aws_dx_gateway.two.id
  tags           = { environment = "production" }
}

# Nothing is said, so AWS lets through the ranges of the VPC.
resource "aws_dx_gateway_association" "ranges" {
  dx_gateway_id         = aws_dx_gateway.one.id
  associated_gateway_id = "vgw-0aa11bb22cc33dd44"
}

resource "aws_dx_gateway_association" "later" {
  dx_gateway_id         = aws_dx_gateway.two.id
  associated_gateway_id = "tgw-0aa11bb22cc33dd44"
  allowed_prefixes      = toset(split(",", terraform_data.later.id))
}
