# One Direct Connect gateway for VPCs of two Regions and two accounts: a call for each. All that joins them is known at apply
# alone, the VPC of the other Region too.
provider "aws" {
  region = "eu-north-1"
}

provider "aws" {
  alias  = "paris"
  region = "eu-west-3"
}

module "home" {
  source = "../../../modules/direct-connect"

  name = "backbone"
  direct_connect = {
    gateway            = { asn = 64803 }
    connections        = { north = { location = "EDCH1", bandwidth = "10Gbps" } }
    virtual_interfaces = { north = { connection = "north", vlan = 210 } }
  }
  vpcs = {
    shop = { id = "vpc-0dc01bb22cc33dd44", cidrs = ["10.44.0.0/16", "10.54.0.0/24"] }
    far  = { id = "vpc-0dc21bb22cc33dd44", cidrs = ["10.46.0.0/16"], account = "444455556666", proposal_id = module.theirs.proposals.lab.id }
  }
  sites = { campus = { cidrs = ["172.26.0.0/16"], asn = 65142, virtual_interfaces = { north = {} } } }
}

resource "aws_vpc" "west" {
  provider = aws.paris

  cidr_block = "10.64.0.0/16"
}

resource "aws_vpn_gateway" "west" {
  provider = aws.paris
}

module "paris" {
  source    = "../../../modules/direct-connect"
  providers = { aws = aws.paris }

  name           = "backbone"
  direct_connect = { gateway = module.home.direct_connect_gateway }
  vpcs = {
    west = {
      id           = aws_vpc.west.id
      cidrs        = ["10.64.0.0/16"]
      route_tables = { main = aws_vpc.west.main_route_table_id }
      vpn_gateway  = { id = coalesce(aws_vpn_gateway.west.id), attach = true }
    }
  }
  sites = { campus = { cidrs = ["172.26.0.0/16"], asn = 65142 } }
}

# As in another account.
module "theirs" {
  source = "../../../modules/direct-connect"

  name           = "lab"
  direct_connect = { gateway = { id = module.home.direct_connect_gateway.id, account = "111122223333" } }
  vpcs           = { lab = { id = "vpc-0dc11bb22cc33dd44", cidrs = ["10.45.0.0/16", "10.55.0.0/24"] } }
}

output "home" {
  value = module.home
}

output "paris" {
  value = module.paris
}
