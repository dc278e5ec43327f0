# Everything one does with a checkout. Each target installs what it needs, once.
# PYTHON=... chooses the Python, ARGS=... is handed on to the tool behind the target.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -q

# Material's note on its own future is for us, not for everyone who builds a page.
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help site serve test test-wheel test-lowest test-newest coverage lint format screenshots bench lock clean chromium

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: $(VENV)/.package ## Build the status page into site/
	$(BIN)/mkdocs build $(ARGS)

serve: $(VENV)/.package ## Show the status page on this machine and follow every change
	$(BIN)/mkdocs serve $(ARGS)

test: $(VENV)/.dev chromium ## Run the tests
	$(BIN)/python -m pytest -n auto $(ARGS)

test-wheel: $(VENV)/.dev chromium ## Run the tests against the wheel, with the versions of the lock
	tools/test-wheel locked $(ARGS)

test-lowest: $(VENV)/.dev chromium ## ... with the lowest versions that pyproject.toml allows
	tools/test-wheel lowest $(ARGS)

test-newest: $(VENV)/.dev chromium ## ... with the newest versions that pyproject.toml allows
	tools/test-wheel newest $(ARGS)

coverage: $(VENV)/.dev chromium ## Run the tests and list the lines that they never reach
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n auto $(ARGS)
	$(BIN)/coverage combine -q
	$(BIN)/coverage report

lint: $(VENV)/.dev ## Check style, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.dev ## Bring the code into the one format
	$(BIN)/ruff check --fix-only -q .
	$(BIN)/ruff format .

screenshots: $(VENV)/.dev chromium ## Take pictures of the pages into build/screenshots/
	$(BIN)/python -m tools.screenshots $(ARGS)

bench: $(VENV)/.package ## Measure build and check over a long history
	$(BIN)/python -m benchmarks.run $(ARGS)

lock: $(VENV)/.made ## Renew requirements/ after a change of pyproject.toml (UPGRADE=1: to the newest versions)
	$(PIP) install 'uv>=0.8,<1'
	$(COMPILE) --group build -o requirements/site.txt
	$(COMPILE) --group build --group dev -c requirements/site.txt -o requirements/dev.txt

COMPILE = $(BIN)/uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade)

clean: ## Remove everything that was made here
	rm -rf $(VENV) .cache site build dist htmlcov .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# One stamp for each thing installed: while its source is unchanged, nothing runs.

$(VENV)/.made: tools/venv
	tools/venv $(VENV)
	@touch $@

$(VENV)/.site: requirements/site.txt $(VENV)/.made
	$(PIP) install --require-hashes -r requirements/site.txt
	@touch $@

$(VENV)/.package: pyproject.toml $(VENV)/.site
	$(PIP) install --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.package
	$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

# A browser for the tests of the pages, with letters for the scripts that they show. Looked for each time: it may be gone.
chromium: $(VENV)/.made
	@$(BIN)/python -m tests.browser >/dev/null 2>&1 || \
	  tools/apt-install chromium fonts-liberation fonts-dejavu-core fonts-wqy-microhei
	@$(BIN)/python -m tests.browser >/dev/null
