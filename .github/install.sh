#!/bin/sh
# Installs what the lock says into .venv, and nothing else. Needs uv and a Python of 3.11 or later.
set -eu
export UV_PYTHON_DOWNLOADS=never
uv venv --quiet .venv
uv pip install --quiet --no-build --require-hashes --requirement requirements/site.txt
# The page of this repository is built with the package that lies beside it.
uv pip install --quiet --no-build-isolation --no-deps --editable .
