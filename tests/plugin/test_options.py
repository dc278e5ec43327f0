"""What the owner of a site can decide."""

from __future__ import annotations

from typing import Any

import pytest
from mkdocs.exceptions import Abort, ConfigurationError

from tests.projects import OUTAGE, Project


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"time_zone": "Europe/Berln"}, "Did you mean 'Europe/Berlin'?"),
        ({"history_days": 3}, "3 is not from 7 to 366 days"),
        ({"history_days": "many"}, "no whole number of days"),
        ({"nav": ["status", "past"]}, "past"),
        ({"titles": {"histroy": "Past"}}, "none of the pages status, history, maintenance"),
        ({"titles": {"history": 7}}, "no text"),
        ({"incident_dir": "x"}, "incident_dir"),
    ],
)
def test_wrong_option_is_refused(repository: Project, options: dict[str, Any], said: str) -> None:
    """A wrong option is refused with what is right."""
    with pytest.raises((Abort, ConfigurationError)):
        repository.set(**options).build(strict=True)
    assert said in "\n".join(repository.messages())


def test_folders_and_titles_can_be_others(repository: Project) -> None:
    """Files may lie elsewhere, and pages may be called otherwise."""
    repository.set(incidents_dir="outages", components_file="parts.yml", titles={"history": "The past"})
    (repository.root / "components.yml").rename(repository.root / "parts.yml")
    site = repository.write({"outages/slow.md": OUTAGE}).build()
    assert "Partial outage: API" in site.page("").text
    assert "The past" in site.page("history/").text


def test_times_follow_the_display_zone(repository: Project) -> None:
    """Times are shown in the display zone and kept in UTC for programs."""
    site = repository.set(time_zone="Europe/Berlin").write({"incidents/slow.md": OUTAGE}).build()
    page = site.page("incidents/slow/")
    assert "24 Nov 2026, 12:05 CET" in page.text
    assert page.first("time", datetime="2026-11-24T11:05:00Z")


def test_days_of_history(repository: Project) -> None:
    """A component has one bar for each day of the history."""
    page = repository.set(history_days=30).build().page("components/api/")
    assert sum(str(a.get("title")).endswith(": no trouble") for tag, a in page.tags if tag == "i") == 30


def test_plugin_can_be_switched_off(repository: Project) -> None:
    """Switched off, the plugin adds nothing."""
    repository.write({"docs/index.md": "# Home\n"}).set(enabled=False)
    assert "components/api/index.html" not in repository.build().files()


@pytest.mark.parametrize("name", ["index.md", "README.md", "history.md", "maintenance.md"])
def test_owners_page_in_our_place_is_refused(repository: Project, name: str) -> None:
    """A page of the owner's at one of our addresses is refused: one of the two would be lost in silence."""
    with pytest.raises(ConfigurationError, match=f"docs/{name}"):
        repository.write({f"docs/{name}": "# Mine\n"}).build()


def test_our_pages_come_first_in_the_navigation(repository: Project) -> None:
    """Without a navigation of the owner's, our pages stand first and the owner's follow."""
    repository.config["theme"] = {"name": "mkdocs"}
    text = repository.build().page("").text
    assert text.index("Status") < text.index("History") < text.index("Maintenance") < text.index("About")


def test_owner_places_our_pages(repository: Project) -> None:
    """In a navigation of the owner's, our pages stand where and as the owner says; others are not added."""
    repository.config["theme"] = {"name": "mkdocs"}
    repository.config["nav"] = [{"About us": "about.md"}, {"Now": "index.md"}, {"Before": "history.md"}]
    repository.set(nav=["status", "history"])
    repository.config["plugins"] = ["search", {"status": {"nav": ["status", "history"]}}]
    text = repository.build(strict=True).page("about/").text
    assert text.index("About us") < text.index("Now") < text.index("Before")
    assert "Maintenance" not in text


def test_owner_overrides_a_template(repository: Project) -> None:
    """A template in the theme's own folder of overrides goes before ours."""
    repository.config["theme"]["custom_dir"] = "overrides"
    template = '<div class="st"><h1>{{ title }}</h1><p>Mine: {{ view.incident.title }}</p></div>'
    site = repository.write({"overrides/status/incident.html": template, "incidents/slow.md": OUTAGE}).build()
    assert "Mine: API responding slowly" in site.page("incidents/slow/").text
