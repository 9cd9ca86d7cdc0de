# A caller who makes the whole module wait for something else: then nothing that the module looks up is known while that changes.
variable "note" {
  type = string
}

variable "allowed_prefixes" {
  type = list(string)
}

resource "terraform_data" "before" {
  input = var.note
}

module "trunk" {
  source     = "../../../modules/transit-gateway-direct-connect"
  depends_on = [terraform_data.before]

  name            = "trunk"
  transit_gateway = { asn = 64802 }
  direct_connect = {
    gateway            = { asn = 64803, allowed_prefixes = var.allowed_prefixes }
    connections        = { north = { id = "dxcon-fg0dd11b" } }
    virtual_interfaces = { north = { connection = "north", vlan = 210 } }
  }
  sites        = { campus = { cidrs = ["172.26.0.0/16"], asn = 65142, virtual_interfaces = { north = {} } } }
  route_tables = { main = {} }
  associations = { campus = "main" }
  propagations = { campus = ["main"] }
  flow_logs    = { enabled = false }
  alarms       = { enabled = false }
}
