"""What is handed out: the wheel, its metadata, the files beside the code."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

from mkdocs_status_plugin import __version__, configuration

PACKAGE = "mkdocs_status_plugin"


@pytest.fixture(scope="module")
def settings(project: Path) -> dict[str, Any]:
    """The content of ``pyproject.toml``."""
    return tomllib.loads((project / "pyproject.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def wheel(project: Path, tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built from a copy of the checkout without anything from outside."""
    copy = tmp_path_factory.mktemp("wheel") / "checkout"
    made = shutil.ignore_patterns(".*", "site", "build", "dist", "__pycache__")
    shutil.copytree(project, copy, ignore=made)
    command = [sys.executable, "-c", "import hatchling.build as b; print(b.build_wheel('.'))"]
    built = subprocess.run(command, cwd=copy, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    return zipfile.ZipFile(copy / built.stdout.split()[-1])


def test_the_wheel_holds_the_package_and_nothing_else(project: Path, wheel: zipfile.ZipFile) -> None:
    """Templates, assets, locales and py.typed are in the wheel; tests, examples and tools are not."""
    inside = {name for name in wheel.namelist() if not name.startswith(f"{PACKAGE}-")}
    files = {
        file.relative_to(project).as_posix()
        for file in (project / PACKAGE).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert inside == files
    assert f"{PACKAGE}/py.typed" in inside


def test_the_wheel_is_of_the_version_that_the_code_names(wheel: zipfile.ZipFile) -> None:
    """The version stands in one place."""
    metadata = wheel.read(f"{PACKAGE}-{__version__}.dist-info/METADATA").decode()
    assert f"\nVersion: {__version__}\n" in metadata


def test_the_wheel_brings_the_command_and_the_plugin(wheel: zipfile.ZipFile) -> None:
    """The command ``mkdocs-status`` and the plugin ``status`` are there after an installation."""
    entry_points = wheel.read(f"{PACKAGE}-{__version__}.dist-info/entry_points.txt").decode()
    assert f"mkdocs-status = {PACKAGE}.cli:main" in entry_points
    assert f"[mkdocs.plugins]\nstatus = {PACKAGE}.plugin:StatusPlugin" in entry_points


def test_the_addresses_are_those_of_the_site(project: Path, settings: dict[str, Any]) -> None:
    """The package names the addresses under which this repository publishes, and no others."""
    site = configuration.read(project)
    urls = {"Documentation": f"{site['site_url']}handbook/", "Repository": site["repo_url"]}
    assert settings["project"]["urls"] == urls


@pytest.mark.parametrize("lock", ["site.txt", "dev.txt"])
def test_a_lock_pins_every_package_with_its_hash(project: Path, lock: str) -> None:
    """Each entry of a lock names one version and at least one hash, and no place to get it from."""
    text = (project / "requirements" / lock).read_text("utf-8")
    entries = re.split(r"\n(?=[a-z])", re.sub(r"^ *#.*\n", "", text, flags=re.MULTILINE).strip())
    bad = [
        entry
        for entry in entries
        if not re.match(r"[a-z0-9-]+==\S+( ;.*)? \\\n +--hash=sha256:[0-9a-f]{64}", entry)
    ]
    assert bad == []
    assert not re.search(r"://|--\w*(index|links)|file:", text)


@pytest.mark.parametrize("lock", ["site.txt", "dev.txt"])
def test_a_lock_holds_what_the_package_needs(project: Path, settings: dict[str, Any], lock: str) -> None:
    """Every dependency and the build backend are locked."""
    wanted = [*settings["project"]["dependencies"], *settings["build-system"]["requires"]]
    if lock == "dev.txt":
        groups = settings["dependency-groups"]
        wanted += [*groups["test"], *(entry for entry in groups["dev"] if isinstance(entry, str))]
    names = {re.split(r"[^\w.-]", entry)[0].lower().replace("_", "-") for entry in wanted}
    locked = set(
        re.findall(r"^([a-z0-9-]+)==", (project / "requirements" / lock).read_text("utf-8"), re.MULTILINE)
    )
    assert names - locked == set()


def test_both_locks_agree(project: Path) -> None:
    """What a site is built with is what is tested."""
    site, dev = (
        set(
            re.findall(
                r"^[a-z0-9-]+==[^\\\s]+",
                (project / f"requirements/{lock}.txt").read_text("utf-8"),
                re.MULTILINE,
            )
        )
        for lock in ("site", "dev")
    )
    assert site - dev == set()


def test_every_dependency_has_its_reason(project: Path) -> None:
    """A dependency stands on a line of its own with the reason for it."""
    text = (project / "pyproject.toml").read_text("utf-8")
    block = re.search(r"^dependencies = \[\n(.*?)^\]", text, re.MULTILINE | re.DOTALL)
    assert block
    assert [line for line in block[1].splitlines() if not re.fullmatch(r'  ".+", +# .{10,}', line)] == []
