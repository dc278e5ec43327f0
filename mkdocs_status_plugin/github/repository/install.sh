#!/bin/sh
# Installs what the lock says into .venv, and nothing else. Needs uv and a Python of 3.11 or later.
set -eu
export UV_PYTHON_DOWNLOADS=never
uv venv --quiet .venv
uv pip install --quiet --no-build --requirement requirements.txt
