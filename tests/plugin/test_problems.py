"""What a build does with files that cannot be read."""

from __future__ import annotations

import pytest
from mkdocs.exceptions import Abort

from tests.projects import OUTAGE, Project, Site

TYPO = OUTAGE.replace("Identified", "Identifed")


def test_unreadable_report_is_shown_as_trouble(repository: Project) -> None:
    """A plain build goes on: the banner is not green, the text stands as written, a warning says where."""
    site = repository.write({"incidents/2026-11-24-slow.md": TYPO}).build()
    front = site.page("")
    assert "All systems operational" not in front.text
    assert "1 report could not be read" in front.text
    assert "API responding slowly" in front.text
    assert "Identifed" in site.page("incidents/2026-11-24-slow/").text
    assert any("incidents/2026-11-24-slow.md:11" in message for message in repository.messages())


def test_one_broken_file_does_not_stop_the_others(repository: Project) -> None:
    """Beside a broken file the others are published as ever."""
    files = {"incidents/2026-11-24-slow.md": TYPO, "incidents/2026-11-23-other.md": OUTAGE}
    site = repository.write(files).build()
    assert "A connection pool is exhausted." in site.page("incidents/2026-11-23-other/").text


def test_broken_component_list_is_not_green(repository: Project) -> None:
    """When the component list cannot be read, the front page says so and is not green."""
    site = repository.write({"components.yml": "components: [\n"}).build()
    front = site.page("")
    assert "The list of components could not be read in full." in front.text
    assert "All systems operational" not in front.text


def test_strict_refuses_and_keeps_the_old_site(repository: Project) -> None:
    """A strict build lists every error and stops while the site of before still stands."""
    before = repository.build().bytes()
    repository.write({"incidents/a.md": TYPO, "incidents/b.md": "no front matter"})
    with pytest.raises(Abort, match="3 error"):
        repository.build(strict=True)
    assert Site(repository.root / "site").bytes() == before
    told = "\n".join(repository.messages())
    assert "incidents/a.md:11" in told
    assert "incidents/b.md:1" in told


def test_strict_lets_warnings_pass(repository: Project) -> None:
    """An incident that has been silent for long must not keep a strict build from passing."""
    old = OUTAGE.replace("2026-11-24", "2026-11-20")
    repository.write({"incidents/2026-11-20-slow.md": old})
    assert "API responding slowly" in repository.build(strict=True).page("").text


def test_report_dated_in_the_future_is_mentioned(repository: Project) -> None:
    """A report that shows nothing yet because of its date is mentioned, so that a typo is not silent."""
    later = OUTAGE.replace("2026-11-24", "2026-12-24")
    site = repository.write({"incidents/2026-12-24-slow.md": later}).build()
    assert "1 report is dated in the future and not shown yet." in site.page("").text
