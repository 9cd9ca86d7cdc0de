"""What a plan from nothing does not show: references, order, replacement, and ids that apply alone will know."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from support.vpn import one_device
from tieline.terraform.configuration import localstack_environment
from tieline.terraform.runner import Terraform

MODULES = Path(__file__).resolve().parents[2] / "modules"
ROOT = """
provider "aws" {
  skip_credentials_validation = true
  skip_requesting_account_id  = true
}

module "vpn" {
  source = "MODULES/site-to-site-vpn"

  name           = "harbour"
  vpn_gateway_id = "vgw-0aa11bb22cc33dd44"
  sites          = jsondecode(file("sites.json"))
}

# Nothing of these is known before apply.
resource "aws_vpc" "new" {
  cidr_block = "10.44.0.0/16"
}

resource "aws_vpn_gateway" "other" {}

resource "aws_cloudwatch_log_group" "other" {}

module "new_vpc" {
  source = "MODULES/managed-vpn"

  name = "new"
  vpcs = {
    new = { id = aws_vpc.new.id, cidrs = ["10.44.0.0/16"], route_tables = { main = aws_vpc.new.main_route_table_id } }
  }
  sites = jsondecode(file("sites.json"))
}

module "adopted" {
  source = "MODULES/managed-vpn"

  name        = "adopted"
  vpcs        = { new = { id = aws_vpc.new.id, cidrs = ["10.44.0.0/16"] } }
  vpn_gateway = { id = coalesce(aws_vpn_gateway.other.id) }
  sites       = jsondecode(file("sites.json"))
  logging     = { log_group_arn = coalesce(aws_cloudwatch_log_group.other.arn) }
}
"""
STATE = {
    "version": 4,
    "terraform_version": "1.9.0",
    "serial": 1,
    "lineage": "0",
    "outputs": {},
    "resources": [
        {
            "module": "module.vpn",
            "mode": "managed",
            "type": "aws_customer_gateway",
            "name": "this",
            "provider": 'provider["registry.terraform.io/hashicorp/aws"]',
            "instances": [
                {
                    "index_key": "hq/fw-1",
                    "schema_version": 0,
                    "attributes": {
                        "id": "cgw-0aa11bb22cc33dd44",
                        "type": "ipsec.1",
                        "bgp_asn": "65140",
                        "ip_address": "198.51.100.99",
                        "device_name": "harbour-hq-fw-1",
                        "tags": {"Name": "harbour/hq/fw-1"},
                        "tags_all": {"Name": "harbour/hq/fw-1"},
                    },
                }
            ],
        },
        {
            "module": "module.new_vpc.module.virtual_private_gateway",
            "mode": "managed",
            "type": "aws_vpn_gateway",
            "name": "this",
            "provider": 'provider["registry.terraform.io/hashicorp/aws"]',
            "instances": [
                {
                    "index_key": 0,
                    "schema_version": 0,
                    "attributes": {
                        "id": "vgw-0ab11bb22cc33dd44",
                        "amazon_side_asn": "64999",
                        "tags": {"Name": "new"},
                        "tags_all": {"Name": "new"},
                    },
                }
            ],
        },
    ],
}


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The plan of a root that exists in part, without asking AWS or an emulator for anything."""
    root = tmp_path_factory.mktemp("root").resolve()
    # Relative: Terraform copies a module given by an absolute path, and loses what it refers to beside it.
    (root / "main.tf").write_text(ROOT.replace("MODULES", os.path.relpath(MODULES, root)))
    (root / "sites.json").write_text(json.dumps(one_device()["sites"]))
    (root / "terraform.tfstate").write_text(json.dumps(STATE))
    nowhere = localstack_environment("http://127.0.0.1:9", "111122223333", "eu-north-1")
    terraform = Terraform(root, environment=nowhere)
    terraform.init()
    run = terraform.plan(refresh=False)
    assert run.ok, run.diagnostics
    return terraform.show("plan.bin")


def test_a_changed_customer_gateway_is_made_before_the_old_one_goes(document: Any) -> None:
    """AWS deletes no gateway in use, and the connection moves to the new one in between."""
    actions = {change["address"]: change["change"]["actions"] for change in document["resource_changes"]}
    assert actions['module.vpn.aws_customer_gateway.this["hq/fw-1"]'] == ["create", "delete"]


def test_a_gateway_of_another_asn_is_made_before_the_old_one_goes(document: Any) -> None:
    """AWS deletes none that connections use, and they move to the new one in between."""
    actions = {change["address"]: change["change"]["actions"] for change in document["resource_changes"]}
    gateway = "module.new_vpc.module.virtual_private_gateway.aws_vpn_gateway.this[0]"
    assert actions[gateway] == ["create", "delete"]


def test_what_is_not_known_yet_can_be_joined(document: Any) -> None:
    planned = {change["address"] for change in document["resource_changes"]}
    assert "module.new_vpc.module.virtual_private_gateway.aws_vpn_gateway_attachment.this[0]" in planned
    assert 'module.new_vpc.module.virtual_private_gateway.aws_vpn_gateway_route_propagation.this["main"]' in planned
    assert 'module.adopted.module.site_to_site_vpn.aws_vpn_connection.this["hq/fw-1/1"]' in planned
    assert "module.adopted.module.site_to_site_vpn.aws_cloudwatch_log_group.this[0]" not in planned
    assert "module.adopted.module.virtual_private_gateway.aws_vpn_gateway.this[0]" not in planned


def resources(document: Any, *calls: str) -> dict[str, Any]:
    """The configuration of a module's resources, by address."""
    module = document["configuration"]["root_module"]
    for call in calls:
        module = module["module_calls"][call]["module"]
    return {resource["address"]: resource for resource in module["resources"]}


def test_propagation_waits_for_the_attachment(document: Any) -> None:
    gateway = resources(document, "new_vpc", "virtual_private_gateway")
    propagation = gateway["aws_vpn_gateway_route_propagation.this"]
    assert propagation["depends_on"] == ["aws_vpn_gateway_attachment.this"]


def test_a_virtual_private_gateway_tells_its_id_once_it_is_attached(document: Any) -> None:
    calls = document["configuration"]["root_module"]["module_calls"]["new_vpc"]["module"]["module_calls"]
    told = calls["virtual_private_gateway"]["module"]["outputs"]["attached_id"]
    assert told["depends_on"] == ["aws_vpn_gateway_attachment.this"]


@pytest.mark.parametrize(
    ("resource", "argument", "target"),
    [
        ("aws_vpn_connection.this", "customer_gateway_id", "local.customer_gateway_ids"),
        ("aws_vpn_connection_route.this", "vpn_connection_id", "local.connection_ids"),
        ("aws_cloudwatch_metric_alarm.one_tunnel_down", "dimensions", "local.connection_ids"),
        ("aws_cloudwatch_metric_alarm.both_tunnels_down", "dimensions", "local.connection_ids"),
    ],
)
def test_references(document: Any, resource: str, argument: str, target: str) -> None:
    assert target in resources(document, "vpn")[resource]["expressions"][argument]["references"]
