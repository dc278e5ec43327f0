"""What `init --host` brings."""

from __future__ import annotations

import re
import tomllib

import pytest
import yaml
from click.testing import CliRunner

from mkdocs_status_plugin.cli import main
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


@pytest.mark.parametrize("host", HOSTS)
def test_what_is_to_be_done_once(host: str) -> None:
    """The README says what a person has to do at the host, and nothing of other hosts."""
    readme = site(host)["README.md"]
    assert len(re.findall(r"^## On .*, once$", readme, re.MULTILINE)) == 1
    assert readme.startswith(site()["README.md"])


def test_every_host_can_be_chosen() -> None:
    """The command offers what there are files for."""
    choice = next(param.type for param in init.params if param.name == "hosts")
    assert tuple(getattr(choice, "choices", ())) == HOSTS


def test_the_commands_of_a_host_are_commands() -> None:
    """Each line that a host is to run is one text, and what it calls has the options that it is given."""
    pipeline = yaml.safe_load(site("gitlab")[".gitlab-ci.yml"])
    jobs = [job for job in pipeline.values() if isinstance(job, dict)]
    lines = [line for job in jobs for key in ("before_script", "script") for line in job.get(key, [])]
    assert len(lines) == 9
    assert [line for line in lines if not isinstance(line, str)] == []
    netlify = tomllib.loads(site("netlify")["netlify.toml"])
    lines += [netlify["build"]["command"], netlify["context"]["deploy-preview"]["command"]]
    called = re.findall(r"mkdocs-status (\w+)([^&\n]*)", "\n".join(lines))
    assert {name for name, _ in called} == {"check", "diff", "verify"}
    for name, arguments in called:
        shown = CliRunner().invoke(main, [name, "--help"])
        assert shown.exit_code == 0, name
        assert [one for one in re.findall(r"--[a-z-]+", arguments) if one not in shown.output] == []
