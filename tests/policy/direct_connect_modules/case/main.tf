variable "bgp_auth_key" {
  type      = string
  sensitive = true
}

variable "macsec_ckn" {
  type      = string
  sensitive = true
}

variable "macsec_cak" {
  type      = string
  sensitive = true
}

module "link" {
  source = "../../modules/direct-connect-link"

  name = "harbour"
  connections = {
    north = { location = "EDCH1", bandwidth = "10Gbps" }
    south = { location = "EqDC2", bandwidth = "10Gbps" }
  }
  macsec_keys = { north = {} }
  macsec_ckn  = { north = var.macsec_ckn }
  macsec_cak  = { north = var.macsec_cak }
}

module "gateway" {
  source = "../../modules/direct-connect-gateway"

  name    = "harbour"
  tags    = { environment = "production" }
  gateway = { asn = 64803 }
  associations = {
    shop = { type = "virtual-private-gateway", vpn_gateway_id = "vgw-0aa11bb22cc33dd44", allowed_prefixes = ["10.44.0.0/16"] }
  }
  private_virtual_interfaces = {
    for key in ["north", "south"] : key => {
      connection    = key
      connection_id = module.link.connections[key].id
      vlan          = 210
      asn           = 65142
      mtu           = 9001
      bgp_peers     = { six = { address_family = "ipv6" } }
    }
  }
  public_virtual_interfaces = {
    internet = {
      connection       = "north"
      connection_id    = module.link.connections["north"].id
      vlan             = 211
      asn              = 65142
      amazon_address   = "198.51.100.0/31"
      customer_address = "198.51.100.1/31"
      prefixes         = ["203.0.113.0/24"]
    }
  }
  # None for the virtual interface south: AWS makes one.
  bgp_auth_keys = { for place in ["north", "north/six", "internet"] : place => var.bgp_auth_key }
}
