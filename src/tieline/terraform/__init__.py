"""Running Terraform and reading what it says: runner, CLI configuration, typed plan, batches of cases."""
