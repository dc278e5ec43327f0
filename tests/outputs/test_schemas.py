"""The published schemas: they accept what reading accepts, know every key and word, and stand in the manual."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema.validators import validator_for

from mkdocs_status_plugin.model import ComponentStatus, Impact, UpdateStatus
from mkdocs_status_plugin.outputs import api, metrics, schemas
from mkdocs_status_plugin.problems import Severity, errors
from mkdocs_status_plugin.source import Source, SourceFile, find, load, translation
from mkdocs_status_plugin.source.components import COMPONENT_KEYS, GROUP_KEYS
from mkdocs_status_plugin.source.incident import KEYS
from mkdocs_status_plugin.state import BannerKind, Indicator, Phase
from tests.outputs.publishing import publish
from tests.source import golden
from tests.state.sites import DAY, at, incident, site, update

ROOT = Path(__file__).resolve().parents[2]
HANDBOOK = (ROOT / "docs/handbook/api.md").read_text("utf-8")
EXAMPLES = [ROOT, *(folder for folder in sorted((ROOT / "examples").iterdir()) if folder.is_dir())]
CASES = sorted(golden.FOLDER.glob("*.txt"))


def _loader(**patterns: str) -> Any:
    """A safe reader of YAML that knows these types of plain words, and takes all others for text."""
    found = [
        (f"tag:yaml.org,2002:{tag}", re.compile(rf"(?:{pattern})\Z")) for tag, pattern in patterns.items()
    ]
    first_letters = ["", *string.ascii_letters, *string.digits, *"~-+."]
    return type(
        "Loader", (yaml.SafeLoader,), {"yaml_implicit_resolvers": dict.fromkeys(first_letters, found)}
    )


NULL = "~|null|Null|NULL|"
AS_TEXT = _loader(null=NULL)
"""As we read it: whatever stands there is text, or nothing."""
AS_EDITORS = _loader(
    null=NULL,
    bool="true|True|TRUE|false|False|FALSE",
    int="[-+]?[0-9]+",
    float=r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?",
)
"""As YAML 1.2 has it: only true, false, null and numbers are no text."""


@cache
def schema(name: str) -> dict[str, Any]:
    """A schema as it is published."""
    found: dict[str, Any] = json.loads(schemas.read(name))
    return found


def faults(name: str, text: str) -> list[str]:
    """What a schema has against a text of YAML, read as editors do and read as we do, where all is text."""
    validator = validator_for(schema(name))(schema(name))
    found = []
    for loader in (AS_EDITORS, AS_TEXT):
        value = yaml.load(text, loader)
        found += [error.message for error in validator.iter_errors(value)]
    return found


def front_matter(text: str) -> str:
    """What stands between the fences at the top of an incident file."""
    return re.split(
        r"^-{3,}[ \t]*$", text.replace("\r\n", "\n").replace("\r", "\n"), maxsplit=2, flags=re.MULTILINE
    )[1]


def right_files(files: Sequence[Source]) -> Iterator[tuple[str, str]]:
    """The schema's name and the YAML of every file that reading has no error about."""
    _, problems = load(files)
    wrong = {problem.path for problem in errors(problems)}
    for file in files:
        if file.path not in wrong and file.data is not None and file.refusal is None:
            text = file.data.decode("utf-8-sig")
            is_list = file.path == "components.yml"
            yield ("components", text) if is_list else ("incident", front_matter(text))


@pytest.mark.parametrize("folder", EXAMPLES, ids=[folder.name for folder in EXAMPLES])
def test_every_example_is_accepted(folder: Path) -> None:
    """Every example file that can be read is right by its schema."""
    found = list(right_files(find(folder)))
    assert found
    assert [(name, text, why) for name, text in found for why in faults(name, text)] == []


@pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])
def test_what_reading_accepts_is_accepted(case: Path, tmp_path: Path) -> None:
    """Every file of the cases of reading that has no error is right by its schema; translations have none."""
    golden.read(case).write(tmp_path)
    found = find(tmp_path)
    translated = translation.pairs(file.path for file in found)
    files = right_files([file for file in found if file.path not in translated])
    assert [(name, text, why) for name, text in files for why in faults(name, text)] == []


RIGHT = [
    "title: 404\nimpact: Minor\ncomponents: [api]",
    "title: No\nimpact: none",
    "title: true\nimpact: NONE\ncomponents:",
    "title: A\nimpact: major\ncomponents: {api: , web: Major Outage}",
    "title: A\nimpact: major\ncomponents:\n  - api: partial-outage\n  - 404",
    "title: A\nimpact: maintenance\ncomponents: []\nalso_affects: All\nauto_complete: False",
    "title: A\nimpact: maintenance\ncomponents: [api]\nscheduled_for: 2026-11-02T14:05:00Z\n"
    "scheduled_until: 2026-11-02 16:05 +01:00",
    "title: A\nimpact: critical\ncomponents: [api]\nstarted_at: 2026-11-02 15:05 Europe/Berlin\n"
    "resolved_at: 2026-11-02 15:05 America/Argentina/Buenos_Aires\npinned_until: 2026-11-02 15:05 gmt",
]


@pytest.mark.parametrize("text", RIGHT)
def test_other_spellings_are_accepted(text: str) -> None:
    """What reading forgives, the schema forgives: case, separators, words that look like numbers."""
    body = (
        "\n\n## 2026-11-02 14:05 UTC - In progress\n"
        if "maintenance" in text
        else "\n\n## 2026-11-02 14:05 UTC - Investigating\n"
    )
    listed = "components: [{id: api, name: A}, {id: web, name: B}, {id: '404', name: C}]"
    files = [
        SourceFile("components.yml", listed.encode()),
        SourceFile("incidents/a.md", f"---\n{text}\n---{body}".encode()),
    ]
    assert [problem.message for problem in errors(load(files)[1])] == []
    assert faults("incident", text) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("incident", "impact: minor\ncomponents: [api]"),
        ("incident", "title: A\ncomponents: [api]"),
        ("incident", "title: A\nimpact: minor"),
        ("incident", "title: A\nimpact: terrible\ncomponents: [api]"),
        ("incident", "title: A\nimpact: minor\ncomponents: api"),
        ("incident", "title: A\nimpact: minor\ncomponents: [{api: broken}]"),
        ("incident", "title: A\nimpact: minor\ncomponents: [api]\nstatus: resolved"),
        ("incident", "title: A\nimpact: minor\ncomponents: [api]\nscheduled_for: 2026-11-02 14:05 UTC"),
        ("incident", "title: A\nimpact: minor\ncomponents: [api]\nauto_complete: true"),
        ("incident", "title: A\nimpact: maintenance\ncomponents: [api]\nauto_complete: maybe"),
        ("incident", "title: A\nimpact: minor\ncomponents: [api]\nstarted_at: 2026-11-02 14:05"),
        ("incident", "title: A\nimpact: minor\ncomponents: [api]\nstarted_at: 2026-11-02 14:05 CET"),
        ("incident", "title: [A]\nimpact: minor\ncomponents: [api]"),
        ("incident", "- title: A"),
        ("components", "components: {}"),
        ("components", "component: []"),
        ("components", "components: [api]"),
        ("components", "components: [{id: api}]"),
        ("components", "components: [{name: API}]"),
        ("components", "components: [{id: API, name: API}]"),
        ("components", "components: [{id: api, name: API, url: x}]"),
        ("components", "components: [{id: api, name: API, since: yesterday}]"),
        ("components", "components: [{id: api, name: API, status: broken}]"),
        ("components", "components: [{id: api, name: API, link: example.com}]"),
        ("components", "components: [{components: []}]"),
        ("components", "components: [{name: A, components: [], status: operational}]"),
    ],
)
def test_mistakes_are_refused(name: str, text: str) -> None:
    """An editor marks what reading would refuse."""
    assert faults(name, text)


def branches(value: Any) -> Iterator[dict[str, Any]]:
    """Every schema inside a schema."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    for item in value if isinstance(value, list) else ():
        yield from branches(item)


@pytest.mark.parametrize("name", schemas.NAMES)
def test_a_schema_is_right_itself(name: str) -> None:
    """Each schema follows its own draft, allows no unlisted key, and describes each key that it lists."""
    validator_for(schema(name)).check_schema(schema(name))
    described = [
        branch["properties"]
        for branch in branches(schema(name))
        if branch.get("additionalProperties") is False
    ]
    assert described
    for properties in described:
        for key, about in properties.items():
            words = (
                about.get("description")
                or schema(name)["definitions"][about["$ref"].rpartition("/")[2]]["description"]
            )
            assert words.endswith("."), key


def test_schemas_know_every_key_of_a_file() -> None:
    """The keys are those that reading knows."""
    definitions = schema("components")["definitions"]
    assert set(schema("incident")["properties"]) == set(KEYS)
    assert set(definitions["component"]["properties"]) == set(COMPONENT_KEYS)
    assert set(definitions["group"]["properties"]) == set(GROUP_KEYS)


def test_schemas_know_every_word() -> None:
    """What a value may be is what the model has, in each schema."""
    statuses: set[str] = set(ComponentStatus)
    known: dict[str, list[set[str]]] = {
        "components": [statuses],
        "incident": [statuses, {*Impact} - {"unknown"}],
        "status": [
            statuses,
            statuses - {"operational"},
            {*Impact},
            {*Indicator},
            {*BannerKind},
            {*UpdateStatus},
            {*Phase},
            {*Severity},
        ],
    }
    for name, words in known.items():
        enums = [
            set(branch["enum"]) for branch in branches(schema(name)) if isinstance(branch.get("enum"), list)
        ]
        assert all(enum in words for enum in enums)
        assert all(enum in enums for enum in words)


def test_schemas_are_published() -> None:
    """Each schema stands at its own address, byte for byte, whatever the site."""
    found = dict(schemas.files(publish(site(), DAY)))
    assert found == {f"schemas/{name}.schema.json": schemas.read(name) for name in schemas.NAMES}


def names(properties: dict[str, Any], before: str = "") -> Iterator[str]:
    """Every key, those of objects that have no name of their own with the way to them."""
    for key, about in properties.items():
        yield before + key
        yield from names(about.get("properties", {}), f"{before}{key}.")
        yield from names(about.get("items", {}).get("properties", {}), f"{before}{key}[].")


def sections(text: str, level: str) -> dict[str, str]:
    """What stands below each heading of a level, by the heading without its marks."""
    _, *parts = re.split(rf"^{level} (.*)\n", text, flags=re.MULTILINE)
    return {heading.strip("`"): body for heading, body in zip(parts[::2], parts[1::2], strict=True)}


def in_table(text: str) -> list[str]:
    """What stands between marks of code in the first column of tables."""
    return re.findall(r"^\| `([^`]+)` \|", text, flags=re.MULTILINE)


def test_the_manual_documents_every_field_of_status_json() -> None:
    """The manual names each key of each object, no other, in the order of the file."""
    told = sections(sections(HANDBOOK, "##")["/status.json"], "###")
    wanted = {"The file": list(names(schema("status")["properties"]))}
    for name, definition in schema("status")["$defs"].items():
        if "properties" in definition:
            wanted[name] = list(names(definition["properties"]))
    assert {heading: in_table(body) for heading, body in told.items()} == wanted


def test_the_manual_names_every_file() -> None:
    """The manual has an entry for each file of the API, and for each schema."""
    told = sections(HANDBOOK, "##")
    page = publish(site(), DAY)
    listed = [entry for entry in in_table(told["Statuspage's API"]) if entry.startswith("/")]
    assert listed == [f"/{path}" for path, _ in api.files(page)]
    assert in_table(told["Schemas"]) == [f"/{path}" for path, _ in schemas.files(page)]


def test_the_manual_documents_every_metric() -> None:
    """The manual names each metric with its labels, in the order of the file."""
    work = incident(
        "work",
        "maintenance",
        {"api": "under_maintenance"},
        update("09:00", "in_progress"),
        scheduled_until="12:00",
    )
    (_, content), _ = metrics.files(publish(site(work), at("10:00")))
    found: dict[str, str] = {}
    for sample in re.findall(r"^status_page_(\w+)(?:\{(.*)\})? ", content.decode(), flags=re.MULTILINE):
        found[sample[0]] = ", ".join(f"`{label}`" for label in re.findall(r'(\w+)="', sample[1]))
    rows = re.findall(r"^\| `(\w+)` \| (.*?) ?\|", sections(HANDBOOK, "##")["Metrics"], flags=re.MULTILINE)
    assert rows == list(found.items())
