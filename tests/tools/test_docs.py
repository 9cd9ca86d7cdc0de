"""tools/docs.py on small modules: what it writes, what it finds stale, what it refuses."""

import subprocess
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).parents[2] / "tools" / "docs.py"
MARKS = "# A module\n\n<!-- BEGIN_TF_DOCS -->\n<!-- END_TF_DOCS -->\n\nMore.\n"

MODULE = {
    "versions.tf": """
terraform {
  required_version = ">= 1.9"
  required_providers {
    random = { source = "acme/random" }
    aws = {
      source                = "hashicorp/aws"
      version               = ">= 5.100, < 7.0"
      configuration_aliases = [aws.other]
    }
  }
}
""",
    "main.tf": """
module "near" {
  source = "../near"
}

module "far" {
  source  = "acme/far/aws"
  version = "1.2.3"
}

resource "random_pet" "this" {}

resource "aws_vpn_gateway" "this" {
  amazon_side_asn = 64801 + 1
}

data "aws_vpc" "this" {}
""",
    "variables.tf": r"""
variable "sites" {
  description = <<-EOT
    Your places, such as "$${harbour}".
    - `cidrs`: ranges | blocks
      - `asn|as`: a number

    The end.
  EOT
  type = map(object({
    cidrs = list(string) # IPv4
    asn   = optional(number, 65000)
  }))
}

variable "keys" {
  description = "Quoted \"keys\"."
  type        = map(string)
  default     = {}
}

variable "shape" {
  type = any
  default = {
    b = [1, -2.5, true, null] # a comment
    "a" = "x"
  }
}

variable "name" {
  default = null
}
""",
    "outputs.tf": """
output "id" {
  description = "The id."
  value       = aws_vpn_gateway.this.id
}

output "asn" {
  value = 1
}
""",
}

TABLES = r"""# A module

<!-- BEGIN_TF_DOCS -->
## Requirements

| Name | Version |
| ---- | ------- |
| terraform | >= 1.9 |
| aws | >= 5.100, < 7.0 |
| random | n/a |

## Modules

| Name | Source | Version |
| ---- | ------ | ------- |
| far | acme/far/aws | 1.2.3 |
| near | ../near | n/a |

## Resources

| Name | Type |
| ---- | ---- |
| [aws_vpn_gateway.this](https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpn_gateway) | resource |
| [random_pet.this](https://registry.terraform.io/providers/acme/random/latest/docs/resources/pet) | resource |
| [aws_vpc.this](https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/vpc) | data source |

## Inputs

| Name | Description | Type | Default | Required |
| ---- | ----------- | ---- | ------- | :------: |
| keys | Quoted "keys". | `map(string)` | `{}` | no |
| name | n/a | `any` | `null` | no |
| shape | n/a | `any` | <pre>{<br/>  "a": "x",<br/>  "b": [<br/>    1,<br/>    -2.5,<br/>    true,<br/>    null<br/>  ]<br/>}</pre> | no |
| sites | Your places, such as "${harbour}".<br/>- `cidrs`: ranges \| blocks<br/>  - `asn|as`: a number<br/><br/>The end. | <pre>map(object({<br/>    cidrs = list(string) # IPv4<br/>    asn   = optional(number, 65000)<br/>  }))</pre> | n/a | yes |

## Outputs

| Name | Description |
| ---- | ----------- |
| asn | n/a |
| id | The id. |
<!-- END_TF_DOCS -->

More.
"""

OWNER = """
variable "sites" {
  type = map(string)

  # It must be right.
  // Really.
  validation {
    condition     = length(var.sites) > 0
    error_message = "No sites."
  }

  validation {
    condition     = true
    error_message = "Never."
  }
}

variable "preshared_keys" {
  description = "Keys." # short
  type        = map(string)
  sensitive   = true

  validation {
    condition     = true
    error_message = "Never."
  }
}

variable "other" {}
variable "alarms" {}
variable "logging" {}
variable "preshared_key_storage" {}
"""

COPY = """\
# Written by tools/docs.py from modules/site-to-site-vpn, which also validates these values: edit them there.
variable "sites" {
  type = map(string)
}

variable "preshared_keys" {
  description = "Keys." # short
  type        = map(string)
  sensitive   = true
}

variable "preshared_key_storage" {}

variable "logging" {}

variable "alarms" {}
"""


def write(folder: Path, files: dict[str, str], readme: str = MARKS) -> Path:
    folder.mkdir(parents=True)
    for name, text in {**files, "README.md": readme}.items():
        (folder / name).write_text(text)
    return folder


def run(root: Path, *options: str) -> tuple[int, str, str]:
    ended = subprocess.run(
        [sys.executable, TOOL, "--root", str(root), *options], capture_output=True, text=True, check=False
    )
    return ended.returncode, ended.stdout, ended.stderr


def test_the_tables_of_a_module(tmp_path: Path) -> None:
    folder = write(tmp_path / "modules" / "some", MODULE)
    assert run(tmp_path) == (0, f"wrote {folder}/README.md\n", "")
    assert (folder / "README.md").read_text() == TABLES
    assert (folder / "README.md").stat().st_mode & 0o777 == 0o644


def test_a_module_with_nothing_to_tell(tmp_path: Path) -> None:
    folder = write(tmp_path / "examples" / "some", {"main.tf": "locals {}\n"})
    assert run(tmp_path)[0] == 0
    text = (folder / "README.md").read_text()
    for title in ("requirements", "modules", "resources", "inputs", "outputs"):
        assert f"## {title.title()}\n\nNo {title}." in text


def test_check_lists_what_is_stale_and_writes_nothing(tmp_path: Path) -> None:
    folder = write(tmp_path / "modules" / "some", MODULE)
    assert run(tmp_path, "--check") == (1, "", f"{folder}/README.md: is stale; run python tools/docs.py\n")
    assert (folder / "README.md").read_text() == MARKS
    run(tmp_path)
    assert run(tmp_path, "--check") == (0, "", "")
    assert run(tmp_path) == (0, "", "")  # nothing left to write
    (folder / "outputs.tf").unlink()
    assert run(tmp_path, "--check")[0] == 1


def test_repeated_variables_stand_without_their_validations(tmp_path: Path) -> None:
    write(tmp_path / "modules" / "site-to-site-vpn", {"variables.tf": OWNER})
    pattern = write(tmp_path / "modules" / "managed-vpn", {"main.tf": ""})
    assert run(tmp_path)[0] == 0
    assert (pattern / "variables.shared.tf").read_text() == COPY
    assert "| sites | n/a | `map(string)` |" in (pattern / "README.md").read_text()
    (pattern / "variables.shared.tf").write_text(COPY.replace("Keys", "keys"))
    code, _, problems = run(tmp_path, "--check")
    assert code == 1
    assert f"{pattern}/variables.shared.tf: is stale" in problems


def test_a_pattern_keeps_validations_of_its_own(tmp_path: Path) -> None:
    """One variable has them, the others of the file none, and the owner's never come along."""
    own = """  validation {
    # It spans the blocks.
    condition     = "}" != ""
    error_message = "Ours."
  }

  validation {
    condition     = true
    error_message = "Ours too."
  }
"""
    write(tmp_path / "modules" / "site-to-site-vpn", {"variables.tf": OWNER})
    pattern = write(
        tmp_path / "modules" / "managed-vpn",
        {"variables.shared.tf": f'variable "sites" {{\n  type = any\n\n{own}}}\n\nvariable "alarms" {{}}\n'},
    )
    assert run(tmp_path)[0] == 0
    told, rest = COPY.split("\n", 1)
    assert (pattern / "variables.shared.tf").read_text() == (
        f"{told} Validations here are this module's own.\n"
        + rest.replace("  type = map(string)\n}", f"  type = map(string)\n\n{own}}}", 1)
    )
    assert run(tmp_path, "--check") == (0, "", "")


def test_a_pattern_of_several_blocks_has_a_file_for_each(tmp_path: Path) -> None:
    required = "  type = map(object({\n  }))\n  nullable = false\n"
    owner = OWNER.replace("  type = map(string)\n", required, 1)
    write(tmp_path / "modules" / "site-to-site-vpn", {"variables.tf": owner})
    gateway = ("transit_gateway", "route_tables", "peerings", "flow_logs", "vpcs")
    write(tmp_path / "modules" / "transit-gateway", {"main.tf": "".join(f'variable "{n}" {{}}\n' for n in gateway)})
    pattern = write(tmp_path / "modules" / "transit-gateway-vpn", {"main.tf": ""})
    assert run(tmp_path)[0] == 0
    declared = {file.name: file.read_text().count("variable") for file in pattern.glob("variables.*.tf")}
    assert declared == {
        "variables.transit_gateway.tf": 4,
        "variables.vpcs.tf": 1,
        "variables.sites.tf": 1,
        "variables.vpn.tf": 4,
    }
    assert "  default  = {}\n  nullable = false\n" in (pattern / "variables.sites.tf").read_text()
    assert "from modules/transit-gateway, which" in (pattern / "variables.vpcs.tf").read_text()


SHARED = {
    "transit-gateway-vpn": ("ranges.tf",),
    "direct-connect": ("variables.alarms.tf", "variables.sites.tf", "virtual_interfaces.tf"),
}


def sharing(root: Path) -> Path:
    """The modules that share whole files, the copies not there yet; gives the one that gets them."""
    blocks = {
        "transit-gateway": ("transit_gateway", "route_tables", "peerings", "flow_logs", "vpcs"),
        "direct-connect-link": ("macsec_ckn", "macsec_cak"),
        "direct-connect-gateway": ("bgp_auth_keys",),
        # What the patterns that share repeat themselves.
        "site-to-site-vpn": ("sites", "preshared_keys", "preshared_key_storage", "logging", "alarms"),
    }
    for block, names in blocks.items():
        write(root / "modules" / block, {"main.tf": "".join(f'variable "{name}" {{}}\n' for name in names)})
    for owner, files in SHARED.items():
        head = f"# modules/transit-gateway-direct-connect has the same file: tools/docs.py copies it from modules/{owner}.\n"
        write(
            root / "modules" / owner,
            {name: f'{head}locals {{\n  # {name}, "validation"\n  a = 1\n}}\n' for name in files},
        )
    return write(root / "modules" / "transit-gateway-direct-connect", {"main.tf": ""})


def test_whole_files_are_copied_as_they_are(tmp_path: Path) -> None:
    pattern = sharing(tmp_path)
    assert run(tmp_path)[0] == 0
    for owner, files in SHARED.items():
        for name in files:
            assert (pattern / name).read_bytes() == (pattern.parent / owner / name).read_bytes()
    assert run(tmp_path, "--check") == (0, "", "")
    ours = pattern.parent / "direct-connect" / "variables.sites.tf"
    ours.write_text(ours.read_text().replace("a = 1", "a = 2"))
    assert run(tmp_path, "--check") == (1, "", f"{pattern}/variables.sites.tf: is stale; run python tools/docs.py\n")
    assert run(tmp_path)[0] == 0
    assert (pattern / "variables.sites.tf").read_bytes() == ours.read_bytes()


def test_a_whole_file_says_that_it_has_a_copy(tmp_path: Path) -> None:
    pattern = sharing(tmp_path)
    ours = pattern.parent / "direct-connect" / "virtual_interfaces.tf"
    ours.write_text("locals {}\n")
    code, _, problems = run(tmp_path)
    assert code == 1
    assert (
        f"{ours}: has a copy in transit-gateway-direct-connect, and has to say so in its first line: # mod" in problems
    )
    assert not (pattern / "virtual_interfaces.tf").exists()
    ours.unlink()
    assert f"{ours}: is not there, and transit-gateway-direct-connect has a copy of it." in run(tmp_path)[2]


def test_a_variable_that_stands_elsewhere_is_not_written_again(tmp_path: Path) -> None:
    write(tmp_path / "modules" / "site-to-site-vpn", {"variables.tf": OWNER})
    pattern = write(tmp_path / "modules" / "managed-vpn", {"variables.tf": 'variable "logging" {}\n'})
    code, _, problems = run(tmp_path)
    assert code == 1
    assert f"{pattern}/variables.tf: declares logging, as variables.shared.tf does; remove it" in problems
    assert not (pattern / "variables.shared.tf").exists()


def test_a_variable_that_the_owner_lost(tmp_path: Path) -> None:
    write(tmp_path / "modules" / "site-to-site-vpn", {"variables.tf": OWNER.replace('"alarms"', '"alarm"')})
    write(tmp_path / "modules" / "managed-vpn", {"main.tf": ""})
    code, _, problems = run(tmp_path)
    assert code == 1
    assert "site-to-site-vpn: declares no variable alarms, which managed-vpn repeats" in problems


@pytest.mark.parametrize(
    ("text", "readme", "problem"),
    [
        ("locals {}\n", "# No place\n", "README.md: needs the lines <!-- BEGIN_TF_DOCS -->"),
        ('variable "a" {\n', MARKS, "main.tf: cannot be read as HCL"),
        ('variable "a" {\n  default = 1 + 1\n}\n', MARKS, "main.tf:2: 1 + 1 is no literal"),
        ('output "a" {\n  description = "${1}"\n}\n', MARKS, 'main.tf:2: "${1}" is no literal'),
    ],
)
def test_what_it_cannot_document(text: str, readme: str, problem: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "modules" / "some", {"main.tf": text}, readme)
    code, written, problems = run(tmp_path)
    assert (code, written) == (1, "")
    assert problem in problems
    assert (folder / "README.md").read_text() == readme
