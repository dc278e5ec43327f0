"""What programs read and what people read: one build, one truth."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from tests import projects
from tests.outputs.api_reading import NAMES, faults
from tests.outputs.publishing import SITE_URL
from tests.outputs.test_status import leaves


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Iterator[projects.Site]:
    """The example of a bad day with a report that cannot be read, built."""
    repository = projects.new(tmp_path_factory.mktemp("fire"))
    for name in ("components.yml", "incidents"):
        source = project / "examples/on-fire" / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, repository.root / name)
    repository.write({"incidents/2026-11-24-unread.md": "---\ntitle: Unread\nimpact: awful\n---\n"})
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(projects.NOON))
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        yield repository.build()


@pytest.fixture(scope="module")
def status(built: projects.Site) -> dict[str, Any]:
    """Its ``/status.json``."""
    found: dict[str, Any] = json.loads(built.read("status.json"))
    return found


@pytest.fixture(scope="module")
def told(status: dict[str, Any]) -> list[dict[str, Any]]:
    """Every incident in it."""
    return [*status["active"], *status["upcoming"], *status["past"]]


def addresses(value: Any) -> Iterator[str]:
    """Every address below the page's own in a value."""
    if isinstance(value, str) and value.startswith(SITE_URL):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from addresses(item)


def there(site: projects.Site, address: str) -> bool:
    """Whether an address leads to a file, and to its anchor where it names one."""
    path, anchor = urlsplit(address).path.removeprefix("/"), urlsplit(address).fragment
    file = site.root / unquote(path)
    if file.is_dir() and not (file / "index.html").exists():
        return any(file.iterdir())
    return file.exists() and (not anchor or unquote(anchor) in site.page(unquote(path)).ids)


def test_the_front_page_says_the_same(built: projects.Site, status: dict[str, Any]) -> None:
    """The banner's sentence and the state of each component stand on the front page as in the file."""
    html = built.read("")
    assert status["banner"]["sentence"] in built.page("").text
    for component in leaves(status["components"]):
        _, _, after = html.partition(f'id="component-{component["id"]}"')
        state = re.search(r'class="st-state st-(\w+)"', after)
        assert state
        assert state[1] == component["status"]


def test_incidents_have_their_pages(built: projects.Site, told: list[dict[str, Any]]) -> None:
    """Each incident's page bears its title; those that go on stand on the front page."""
    for one in told:
        assert one["title"] in built.page(f"incidents/{one['id']}/").text
        if one["phase"] == "active":
            assert one["title"] in built.page("").text


def test_every_address_leads_somewhere(built: projects.Site, status: dict[str, Any]) -> None:
    """Every address in the file is that of a page, an update on it, or a file of the same build."""
    found = list(addresses(status))
    assert len(found) > 200
    assert [address for address in found if not there(built, address)] == []


def test_the_api_says_the_same(
    built: projects.Site, status: dict[str, Any], told: list[dict[str, Any]]
) -> None:
    """The eight files of the same build have their shape, and the same components, incidents and pages."""
    found = {name: json.loads(built.read(f"api/v2/{name}.json")) for name in NAMES}
    assert [fault for name, answer in found.items() for fault in faults(name, answer)] == []
    assert found["status"]["status"]["indicator"] == status["indicator"]
    rows = {row["id"]: row["status"] for row in found["summary"]["components"] if not row["group"]}
    assert rows == {leaf["api_id"]: leaf["status"] for leaf in leaves(status["components"])}
    listed = [*found["incidents"]["incidents"], *found["scheduled-maintenances"]["scheduled_maintenances"]]
    assert {one["id"]: one["shortlink"] for one in listed} == {one["api_id"]: one["url"] for one in told}
    assert len(listed) == status["past_count"] + len(status["active"]) + len(status["upcoming"])
