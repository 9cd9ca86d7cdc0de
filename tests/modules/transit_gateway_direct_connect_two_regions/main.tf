# One Direct Connect gateway for transit gateways of two Regions and two accounts: a call for each. All that joins them is known
# at apply alone, the gateways and the VPC of the other Region too.
provider "aws" {
  region = "eu-north-1"
}

provider "aws" {
  alias  = "paris"
  region = "eu-west-3"
}

resource "aws_dx_gateway" "this" {
  name            = "trunk"
  amazon_side_asn = 64803
}

module "home" {
  source = "../../../modules/transit-gateway-direct-connect"

  name            = "trunk"
  transit_gateway = { asn = 64802 }
  direct_connect = {
    gateway = {
      id               = coalesce(aws_dx_gateway.this.id)
      asn              = 64803
      allowed_prefixes = ["10.44.0.0/15"]
      transit_gateways = {
        theirs = { account = "444455556666", proposal_id = module.theirs.proposals.transit_gateway.id, asn = 64806, allowed_prefixes = ["10.46.0.0/16"] }
        rome   = { id = coalesce(aws_ec2_transit_gateway.rome.id), asn = 64805, allowed_prefixes = ["10.65.0.0/16"] }
      }
    }
    connections        = { north = { location = "EDCH1", bandwidth = "10Gbps" } }
    virtual_interfaces = { north = { connection = "north", vlan = 210 } }
  }
  sites        = { campus = { cidrs = ["172.26.0.0/16"], asn = 65142, virtual_interfaces = { north = {} } } }
  route_tables = { main = {} }
  associations = { campus = "main" }
}

resource "aws_ec2_transit_gateway" "rome" {
  provider = aws.paris

  amazon_side_asn = 64805
}

resource "aws_ec2_transit_gateway" "paris" {
  provider = aws.paris

  amazon_side_asn = 64804
}

resource "aws_vpc" "paris" {
  provider = aws.paris

  cidr_block = "10.64.0.0/16"
}

resource "aws_subnet" "paris" {
  provider = aws.paris

  vpc_id     = aws_vpc.paris.id
  cidr_block = "10.64.0.0/24"
}

module "paris" {
  source    = "../../../modules/transit-gateway-direct-connect"
  providers = { aws = aws.paris }

  name            = "trunk"
  transit_gateway = { id = coalesce(aws_ec2_transit_gateway.paris.id), asn = 64804 }
  direct_connect  = { gateway = module.home.direct_connect_gateway }
  vpcs            = { west = { id = aws_vpc.paris.id, cidrs = ["10.64.0.0/16"], subnets = { a = aws_subnet.paris.id } } }
  sites           = { campus = { cidrs = ["172.26.0.0/16"] } }
  route_tables    = { main = {} }
  associations    = { campus = "main", west = "main" }
  propagations    = { campus = ["main"] }
}

# As in another account, once the proposal is accepted.
module "theirs" {
  source = "../../../modules/transit-gateway-direct-connect"

  name            = "lab"
  transit_gateway = { asn = 64806 }
  direct_connect = {
    gateway = {
      id               = "1234abcd-12ab-34cd-56ef-1234567890ab"
      account          = "111122223333"
      allowed_prefixes = ["10.46.0.0/16"]
      attachment_id    = coalesce(terraform_data.attachment.output)
    }
  }
  sites        = { campus = { cidrs = ["172.26.0.0/16"] } }
  route_tables = { main = {} }
  propagations = { campus = ["main"] }
}

resource "terraform_data" "attachment" {
  input = "tgw-attach-0dd01bb22cc33dd44"
}

output "home" {
  value = module.home
}

output "paris" {
  value = module.paris
}

output "theirs" {
  value = module.theirs
}
