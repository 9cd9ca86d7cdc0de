# Run `tflint --init` once, then `tflint --recursive --config "$PWD/.tflint.hcl"`; `make lint` does the latter where
# tflint is installed.
tflint {
  required_version = ">= 0.50"
}

config {
  call_module_type = "local"
}

# Every rule of the Terraform ruleset: documented and typed variables, pinned versions, no unused declarations, ...
plugin "terraform" {
  enabled = true
  preset  = "all"
}

plugin "aws" {
  enabled = true
  version = "0.48.0"
  source  = "github.com/terraform-linters/tflint-ruleset-aws"
}

rule "terraform_naming_convention" {
  enabled = true
  format  = "snake_case"
}

# It wants every variable in variables.tf; variables that a pattern repeats from a block stand in a file of their own.
rule "terraform_standard_module_structure" {
  enabled = false
}
