# What modules/transit-gateway-direct-connect does not do: the attachment's id comes straight from a data source that depends on
# the association. A change of the prefixes makes it unknown, and an unknown id replaces what hangs on it.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

variable "dx_gateway_id" {
  type = string
}

variable "transit_gateway_id" {
  type = string
}

variable "allowed_prefixes" {
  type = list(string)
}

resource "aws_dx_gateway_association" "this" {
  dx_gateway_id         = var.dx_gateway_id
  associated_gateway_id = var.transit_gateway_id
  allowed_prefixes      = var.allowed_prefixes
}

data "aws_ec2_transit_gateway_dx_gateway_attachment" "this" {
  transit_gateway_id = var.transit_gateway_id
  dx_gateway_id      = var.dx_gateway_id

  depends_on = [aws_dx_gateway_association.this]
}

resource "aws_ec2_transit_gateway_route_table" "main" {
  transit_gateway_id = var.transit_gateway_id
}

resource "aws_ec2_transit_gateway_route_table_association" "this" {
  transit_gateway_attachment_id  = data.aws_ec2_transit_gateway_dx_gateway_attachment.this.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.main.id
}

resource "aws_ec2_transit_gateway_route_table_propagation" "this" {
  transit_gateway_attachment_id  = data.aws_ec2_transit_gateway_dx_gateway_attachment.this.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.main.id
}
