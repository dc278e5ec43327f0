"""What `init --host` brings."""

from __future__ import annotations

import tomllib

import pytest
import yaml

from mkdocs_status_plugin.cli.init import command as init
from mkdocs_status_plugin.github.shipped import chosen
from mkdocs_status_plugin.starting import HOSTS, NewSite, new_site


def site(*hosts: str) -> dict[str, str]:
    """A new repository with two components, for some hosts."""
    components = [("website", "Website"), ("api", "API: the new one")]
    return new_site(NewSite("Status", "https://status.example.com/", components, hosts))


def test_github() -> None:
    """The files for GitHub are those of this repository, with the components of the new one."""
    found = site("github")
    form = yaml.safe_load(found[".github/ISSUE_TEMPLATE/report.yml"])
    options = next(field for field in form["body"] if field.get("id") == "components")["attributes"][
        "options"
    ]
    assert [chosen(option) for option in options] == [["website"], ["api"]]
    assert "requirements.txt" in found[".github/install.sh"]
    assert "requirements.txt" in found
    assert (
        'run: .venv/bin/mkdocs-status issue --event "$GITHUB_EVENT_PATH"'
        in found[".github/workflows/issues.yml"]
    )


@pytest.mark.parametrize(
    ("host", "files"),
    [
        ("gitlab", {".gitlab-ci.yml"}),
        ("netlify", {"netlify.toml"}),
        ("cloudflare", {"wrangler.toml", ".python-version"}),
    ],
)
def test_others(host: str, files: set[str]) -> None:
    """Each other host gets its own files, which its format can read, and none of GitHub's."""
    found = site(host)
    assert set(found) - set(site()) == files
    for name in files:
        if name.endswith(".yml"):
            assert "pages" in yaml.safe_load(found[name])
        elif name.endswith(".toml"):
            assert tomllib.loads(found[name])


def test_every_host_can_be_chosen() -> None:
    """The command offers what there are files for."""
    choice = next(param.type for param in init.params if param.name == "hosts")
    assert tuple(getattr(choice, "choices", ())) == HOSTS
