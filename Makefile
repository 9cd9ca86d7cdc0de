# Two commands: `make demo` sets everything up and verifies the examples; `make test` sets everything up and tests it.
# They need Python 3.11 to 3.13 and make; everything else is installed into this folder.

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.set-up
# The largest group of tests is not the longest: those that start last would have one worker for themselves.
WORKERS := --numprocesses 2 --dist loadgroup --no-loadscope-reorder
EXAMPLES := $(sort $(wildcard examples/*/spec.yaml))

# LocalStack's environment looks for itself whether it has work to do.
.PHONY: .venv-localstack help setup demo test thorough lint format docs bench mutants lock clean
help: ## Say what can be made
	@sed -nE 's/^([a-z]+):[^#]*## (.*)/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|'

setup: ## Install everything, once
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14) and "setting up tieline needs Python 3.11 to 3.13, and this is %d.%d: make setup PYTHON=python3.11" % sys.version_info[:2])'
	@$(MAKE) --silent --no-print-directory -j2 $(STAMP) .venv-localstack

$(STAMP): pyproject.toml requirements/dev.txt
	@echo "installing into .venv and .venv-localstack: a minute or two, once"
	@rm -rf .venv
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv-localstack:
	@$(PYTHON) src/tieline/localstack/environment.py $@

demo: setup ## Verify all examples
	@$(BIN)/tieline verify $(EXAMPLES)

test: setup ## Run all tests, and hold the modules to full plan coverage; PYTEST="-k name" for some
	@$(BIN)/python -m pytest $(WORKERS) $(if $(PYTEST),$(PYTEST),--tieline-coverage-fail-under 100)

thorough: setup ## Run all tests, and those that try again, elsewhere or at length, what others have tried
	@TIELINE_THOROUGH=1 $(BIN)/python -m pytest $(WORKERS) $(if $(PYTEST),$(PYTEST),--tieline-coverage-fail-under 100)

lint: setup ## Check style, types, Terraform and generated docs
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/python tools/terraform_lint.py
	@$(BIN)/python tools/docs.py --check
	@$(BIN)/python tools/spec_reference.py --check

format: setup ## Put Python and Terraform into their usual form
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .
	@! command -v terraform >/dev/null || terraform fmt -recursive modules examples

docs: setup ## Write again what is generated: examples, shared variables, tables, the picture
	@for spec in $(EXAMPLES); do $(BIN)/tieline render $$spec -o $$(dirname $$spec) --source modules || exit; done
	@$(BIN)/python tools/docs.py
	@$(BIN)/python tools/spec_reference.py
	@$(BIN)/python tools/screen.py

bench: setup ## Measure: ratios, side by side in one run
	@$(BIN)/python tools/bench.py

mutants: setup ## Take each argument of the modules away: does no test miss it? MODULE=name for one
	@$(BIN)/python tools/mutants.py $(if $(MODULE),--module $(MODULE))

lock: ## Pin all requirements again; needs uv
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --all-extras \
	  pyproject.toml requirements/dev.in -o requirements/dev.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  --exclude-newer 2026-02-10 src/tieline/localstack/requirements.in -o src/tieline/localstack/requirements.txt

clean: ## Remove what was installed or generated
	rm -rf .venv .venv-localstack build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
