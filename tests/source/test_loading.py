"""What becomes of a file that cannot be read, and of one that is read for itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mkdocs_status_plugin.keeping import prints
from mkdocs_status_plugin.model import ComponentStatus, Impact, Incident, UpdateStatus
from mkdocs_status_plugin.problems import Code, Problem
from mkdocs_status_plugin.source import Source, SourceFile, find, known_ids, load
from tests.source.golden import COMPONENTS

every_example = pytest.mark.parametrize("example", ["broken", "on-fire"])

TOP = "---\ntitle: Down\nimpact: maintenance\ncomponents: [api, dashboard: major_outage]\n---\n"
UPDATE = "## 2026-11-02 14:05 UTC - In progress\nText.\n"


def read(data: bytes | str, components: str = COMPONENTS) -> Incident:
    """The incident of one file."""
    data = data.encode() if isinstance(data, str) else data
    site, _ = load([SourceFile("incidents/a.md", data), SourceFile("components.yml", components.encode())])
    return site.incidents[0]


def test_readable_has_no_raw_text() -> None:
    """A file that could be read carries its meaning alone."""
    incident = read(TOP + UPDATE)
    assert incident.readable
    assert incident.impact is Impact.MAINTENANCE


def test_unreadable_keeps_what_could_be_read() -> None:
    """One error makes the impact unknown and each component at least degraded, and keeps the rest."""
    incident = read(TOP + UPDATE + "## nonsense\n")
    assert incident.impact is Impact.UNKNOWN
    assert incident.title == "Down"
    assert incident.components == (
        ("api", ComponentStatus.DEGRADED_PERFORMANCE),
        ("dashboard", ComponentStatus.MAJOR_OUTAGE),
    )
    assert [update.text for update in incident.updates] == ["Text."]
    assert incident.raw == TOP + UPDATE + "## nonsense\n"


def test_raw_text_shows_what_cannot_be_seen() -> None:
    """Control and direction-changing characters are spelled out in the raw text; line ends become LF."""
    incident = read((TOP + UPDATE).replace("\n", "\r\n") + "a\x00b\x1bc\u202ed\te")
    assert incident.raw == TOP + UPDATE + "a\\x00b\\x1bc\\u202ed\te"


def test_raw_text_is_without_comments() -> None:
    """A comment reaches no output, the raw text included; nor does what an open one hides."""
    incident = read(
        TOP + "<!-- secret\n -->\n" + UPDATE + "`<!-- code -->` a<!-- secret --> b\n<!-- secret\n"
    )
    assert incident.raw == TOP + "\n\n" + UPDATE + "`<!-- code -->` a b\n\n"


def test_raw_text_is_cut() -> None:
    """A long file is shown in part, and says so."""
    assert read("x" * 16_384).raw == "x" * 16_384
    incident = read("x" * 20_000)
    assert incident.raw == "x" * 16_384 + "\n… (3,616 more characters are not shown)"


def test_raw_text_of_another_encoding() -> None:
    """What is not UTF-8 is shown with replacement characters."""
    incident = read(TOP.encode() + b"caf\xe9")
    assert incident.raw == TOP + "caf\ufffd"


def test_a_text_beyond_the_limits_is_not_handed_on() -> None:
    """What Markdown would choke on stands in the raw text alone."""
    incident = read(TOP + UPDATE + "[" * 300)
    assert [update.text for update in incident.updates] == [""]
    assert incident.raw == TOP + UPDATE + "[" * 300


@pytest.mark.parametrize("changes", ["api=outage", "dashboard=operational dashboard=major_outage api=outage"])
def test_an_update_with_changes_that_cannot_all_be_read_is_not_handed_on(changes: str) -> None:
    """Half of what an update changes is another update than the one that was meant."""
    incident = read(TOP + UPDATE + f"## 2026-11-02 14:06 UTC - Completed {{ {changes} }}\n")
    assert [update.status for update in incident.updates] == [UpdateStatus.IN_PROGRESS]


@pytest.mark.parametrize("mark", ["## ", "##", "   ## ", "##\t", "##  "])
def test_the_mark_of_the_only_update(mark: str) -> None:
    """The one update of a file is read in whichever way its heading begins."""
    incident = read(TOP + UPDATE.replace("## ", mark))
    assert [(update.line, update.text) for update in incident.updates] == [(6, "Text.")]


@pytest.mark.parametrize("before", ["", "\n", " \n", "\t\n\n"])
@pytest.mark.parametrize("after", ["", "\n", "\n ", "\n\n\t"])
@pytest.mark.parametrize("text", ["    code", "text", "# text", "&amp;", "one  \n\n  two"])
def test_blank_lines_around_a_text(before: str, text: str, after: str) -> None:
    """Lines of nothing but space around a text are no part of it; the indentation of its lines is."""
    incident = read(TOP + before + text + after + "\n" + UPDATE.replace("Text.", before + text + after))
    assert incident.summary == text
    assert [update.text for update in incident.updates] == [text]


def test_lines_of_keys_and_updates() -> None:
    """Keys and updates know their lines, also below comments and blank lines."""
    incident = read("\n\n" + TOP + "<!--\n\n-->\n" + UPDATE)
    assert incident.lines == {"title": 4, "impact": 5, "components": 6}
    assert [update.line for update in incident.updates] == [11]


def test_lines_of_components() -> None:
    """Components and groups know their lines."""
    site, _ = load([SourceFile("components.yml", COMPONENTS.encode())])
    assert [member.line for member in site.components] == [2, 4, 6]
    assert [component.line for component in site.leaves] == [2, 4, 9]


def test_a_status_that_cannot_be_read_is_no_good_news() -> None:
    """A component list with any error is not complete: what was meant may be worse."""
    for line in ("    status: major_outge\n", "    stauts: major_outage\n"):
        text = f"components:\n  - id: api\n    name: API\n{line}"
        site, problems = load([SourceFile("components.yml", text.encode())])
        assert not site.complete
        assert len(problems) == 1


@pytest.mark.parametrize(("lines", "corrected"), [(400, True), (401, False)])
def test_a_correction_of_a_long_list(lines: int, corrected: bool) -> None:
    """In a list of more than 400 lines no correction is tried, each of which means reading it again."""
    text = "\n".join(["components:", "  - id: api", "    name: API: all", *["#"] * (lines - 3)])
    _, problems = load([SourceFile("components.yml", text.encode())])
    assert [problem.hint for problem in problems] == [
        'put the text in quotes: `name: "API: all"`' if corrected else ""
    ]


def whole(example: Path) -> list[Source]:
    """The files of an example, and some beside them: of one address, and translations in one language."""
    found = [file for file in find(example) if file.data is not None]
    first = next(file for file in found if file.path.endswith(".md"))
    stem = first.path.removesuffix(".md")
    return [
        *found,
        SourceFile(f"{stem}_.md", first.data),
        SourceFile(f"{stem}.de.md", b"---\ntitle: Kaputt\n---\n"),
        SourceFile(f"{stem}.DE.md", b"---\ntitle: Kaputt\n---\n"),
        SourceFile(f"{stem}.fr.md", b"nonsense"),
        SourceFile(
            f"{stem}.txt", None, Problem(f"{stem}.txt", 1, 1, Code.NOT_AN_INCIDENT, "this is not read")
        ),
    ]


@every_example
def test_one_file_for_itself(project: Path, example: str) -> None:
    """A file that is read alone says the same, and as much is wrong with it, as among all others."""
    files = whole(project / "examples" / example)
    site, problems = load(files)
    for incident in site.incidents:
        alone, found = load(files, only=[incident.path])
        beside = {incident.path, *(told.path for told in incident.translations), site.components_path}
        assert alone.incidents == (incident,)
        assert [one for one in found if one.path in beside] == [one for one in problems if one.path in beside]
        assert {*found} <= {*problems}


class Dictionary:
    """What a reading has found, as JSON, for the next one."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}
        self.told = 0

    def get(self, key: str) -> object:
        """What is known under a key."""
        found: object = json.loads(self.known.get(key, "null"))
        self.told += found is not None
        return found

    def put(self, key: str, value: object) -> None:
        """Keep something."""
        self.known[key] = json.dumps(value)


@every_example
def test_recalled(project: Path, example: str) -> None:
    """What is not read a second time, because nothing was wrong with it, is the same as if it were."""
    files = whole(project / "examples" / example)
    memory, hashes = Dictionary(), prints((file.path, file.data or b"") for file in files)
    first = load(files, memory=memory, prints=hashes)
    assert load(files, memory=memory, prints=hashes) == first == load(files)
    assert memory.told == len(memory.known) > 0


@pytest.mark.parametrize(
    "text",
    [
        TOP + UPDATE + "\n" + UPDATE,
        TOP + "About it.\n\n" + UPDATE.replace("Text.", "Text <!-- and more --> here."),
        (TOP + UPDATE).replace("\n", "\r\n"),
        "\ufeff"
        + TOP
        + UPDATE
        + "## 2026-11-02 14:06:07 UTC - Completed { api=operational }\n\n  \nCaf\u00e9.\n\nMore.\n",
        TOP + "## 2026-11-02 14:06 UTC - Completed\nB.\n\n" + UPDATE,
    ],
    ids=["twice", "comment", "line ends", "byte order mark", "newest first"],
)
def test_recalled_text(text: str) -> None:
    """The texts of a file that is recalled are those that stand in it, however it is written."""
    files = [SourceFile("incidents/a.md", text.encode()), SourceFile("components.yml", COMPONENTS.encode())]
    memory, hashes = Dictionary(), prints((file.path, file.data or b"") for file in files)
    first = load(files, memory=memory, prints=hashes)
    again = load(files, memory=memory, prints=hashes)
    assert memory.told == 1
    assert again == first
    assert [one.line for one in again[0].incidents[0].updates] == [
        one.line for one in first[0].incidents[0].updates
    ]


@every_example
def test_some_files_for_themselves(project: Path, example: str) -> None:
    """Of some files that are read alone all is told that is among all others, be they translations or no incidents."""
    files = whole(project / "examples" / example)
    _, problems = load(files)
    for file in files:
        _, found = load(files, only=[file.path])
        assert [one for one in found if one.path == file.path] == [
            one for one in problems if one.path == file.path
        ]


@every_example
def test_ids_without_reading(project: Path, example: str) -> None:
    """The names of the files alone give every incident the id that it has."""
    files = whole(project / "examples" / example)
    site, _ = load(files)
    assert known_ids(files) == {incident.path: incident.id for incident in site.incidents}


def test_a_list_of_any_name_leaves_translations_to_be_found() -> None:
    """A translation belongs to its original wherever the component list stands among the files."""
    note = "---\ntitle: {}\n---\n" + UPDATE
    for path in ("a.yml", "incidents/b.yml", "status.yml"):
        files = {"incidents/a.md": TOP + UPDATE, "incidents/a.de.md": note.format("Aus"), path: COMPONENTS}
        found = (SourceFile(name, text.encode()) for name, text in files.items())
        site, problems = load(found, components_file=path)
        assert problems == []
        assert [told.title for told in site.incidents[0].translations] == ["Aus"]
