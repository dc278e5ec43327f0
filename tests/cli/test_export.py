"""What `export` refuses, replaces and takes from mkdocs.yml."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import INCIDENT, Folder, folder


@pytest.fixture
def page(tmp_path: Path) -> Folder:
    """A status page with one incident."""
    place = folder(tmp_path / "page").put("mkdocs.yml", "site_name: Status\nplugins: [status]\n")
    return place.put("incidents/slow.md", INCIDENT)


def test_stale_files_are_gone(page: Folder, tmp_path: Path) -> None:
    """An export takes the place of the earlier one as a whole, and nothing is left beside it."""
    out = tmp_path / "out"
    assert page.run("export", str(out)).exit_code == 0
    (page.root / "incidents/slow.md").rename(page.root / "incidents/late.md")
    (out / "stale.html").write_text("old")
    done = page.run("export", str(out))
    assert done.output.splitlines()[-1].startswith("Exported: ")
    assert sorted(entry.name for entry in (out / "incidents").iterdir()) == ["late"]
    assert not (out / "stale.html").exists()
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["out", "page"]


def test_the_folder_of_something_else(page: Folder, tmp_path: Path) -> None:
    """A folder that holds something else, or that is a link, is left alone."""
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/notes.txt").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "notes")
    for name, said in [("notes", "holds something else"), ("link", "is a symbolic link")]:
        done = page.run("export", str(tmp_path / name))
        assert (done.exit_code, said in done.output) == (1, True), done.output
    assert (tmp_path / "notes/notes.txt").read_text() == "mine"


@pytest.mark.parametrize("target", [".", ".."])
def test_the_project_itself_stays(page: Folder, target: str) -> None:
    """An export never replaces the folder that holds the project, whatever lies in it."""
    page.put("build.json", "{}").put("../build.json", "{}")
    done = page.run("export", str(page.root / target))
    assert (done.exit_code, "holds the project itself" in done.output) == (1, True)
    assert page.text("incidents/slow.md") == INCIDENT


def test_a_broken_file(page: Folder, tmp_path: Path) -> None:
    """A broken file is told and the page goes out under its banner; a strict export writes nothing."""
    page.put("incidents/broken.md", "x")
    done = page.run("export", str(tmp_path / "out"), "--strict")
    assert done.exit_code == 1
    assert "incidents/broken.md:1:1: error" in done.output
    assert "2 error(s), all told above; nothing was written" in done.output
    assert not (tmp_path / "out").exists()
    done = page.run("export", str(tmp_path / "out"))
    assert (done.exit_code, "incidents/broken.md:1:1: error" in done.output) == (0, True)
    assert "could not be read" in (tmp_path / "out/index.html").read_text()


def test_settings_come_from_mkdocs_yml(page: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tags that only MkDocs knows are no obstacle, the environment is asked, and bases count."""
    monkeypatch.setenv("STATUS_URL", "https://status.example.org/x")
    page.put(
        "base.yml", "theme: {name: material, language: de}\nmarkdown_extensions: [!!python/name:os.sep '']\n"
    )
    page.put(
        "mkdocs.yml",
        "INHERIT: base.yml\nsite_name: !ENV [NO_SUCH_NAME, Lage]\nsite_url: !ENV STATUS_URL\nuse_directory_urls: false\n"
        "theme: {name: !ENV [NO_SUCH_NAME, mkdocs]}\n"
        "plugins:\n- search\n- status: {time_zone: Europe/Berlin, nav: [history], titles: {history: Davor}}\n",
    )
    done = page.run("export", str(tmp_path / "out"))
    assert done.exit_code == 0, done.output
    text = (tmp_path / "out/incidents/slow.html").read_text()
    assert '<html lang="de" dir="ltr">' in text
    assert " - Lage</title>" in text
    assert 'href="https://status.example.org/x/incidents/slow.html"' in text
    assert "14:30 CET" in text
    assert '<li><a href="../history.html">Davor</a></li>\n</ul>' in text


def test_options_go_before_mkdocs_yml(page: Folder, tmp_path: Path) -> None:
    """Name, address, language and shape of the addresses can be said for one export."""
    options = ["--site-name", "Second", "--site-url", "https://second.example.net", "--language", "fr"]
    done = page.run("export", str(tmp_path / "out"), *options, "--no-directory-urls")
    assert done.exit_code == 0, done.output
    text = (tmp_path / "out/history.html").read_text()
    assert '<html lang="fr" dir="ltr">' in text
    assert " - Second</title>" in text
    assert '<link rel="canonical" href="https://second.example.net/history.html">' in text


def test_without_mkdocs_yml(page: Folder, tmp_path: Path) -> None:
    """Without mkdocs.yml only the name has to be said."""
    (page.root / "mkdocs.yml").unlink()
    done = page.run("export", str(tmp_path / "out"))
    assert (done.exit_code, "--site-name NAME, or site_name in mkdocs.yml" in done.output) == (2, True)
    assert page.run("export", str(tmp_path / "out"), "--site-name", "Status").exit_code == 0


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("plugins: [:\n", "mkdocs.yml, line 2 is not valid YAML"),
        ("edit_uri_template: '{file}'\n", "edit_uri_template in mkdocs.yml may hold {path} and {path_noext}"),
        ("plugins: {status: {time_zone: Berlin, nav: [past]}}\n", "nav: 'past' is none of the pages"),
        ("plugins: {status: {history_days: true}}\n", "history_days: True is no whole number of days"),
        ("plugins: {status: {titles: {history: ''}}}\n", "The title of 'history' is '', which is no text"),
        ("plugins: {status: {enabled: perhaps}}\n", "'perhaps' is neither true nor false"),
        ("plugins: {status: {components_file: [x]}}\n", "['x'] is no path"),
        ("plugins: {status: {titles: Past}}\n", "'Past' is no list of titles"),
        ("plugins: {status: {nav: !!python/name:os.sep ''}}\n", "!!python/name:os.sep is no list of pages"),
        ("site_url: status.example.com\n", "is no address of a site"),
    ],
)
def test_a_wrong_configuration(page: Folder, tmp_path: Path, config: str, said: str) -> None:
    """What mkdocs.yml says wrongly is told with what is right, and nothing is written."""
    page.put("mkdocs.yml", f"site_name: Status\n{config}")
    done = page.run("export", str(tmp_path / "out"))
    assert (done.exit_code, said in " ".join(done.output.split())) == (2, True), done.output
    assert not (tmp_path / "out").exists()


def test_an_unknown_option_is_told(page: Folder, tmp_path: Path) -> None:
    """An option that there is not is told with the nearest one, and does no harm."""
    page.put("mkdocs.yml", "site_name: Status\nplugins: {status: {incident_dir: log, time_zone: }}\n")
    done = page.run("export", str(tmp_path / "out"))
    assert done.exit_code == 0
    assert "'incident_dir' is no option. Did you mean 'incidents_dir'?" in done.output


@pytest.mark.parametrize(
    ("config", "address"),
    [
        (
            "repo_url: https://github.com/example/status\n",
            "https://github.com/example/status/edit/master/incidents/slow.md",
        ),
        (
            "repo_url: https://code.example.com/x\nedit_uri_template: '?f={path!q}&n={path_noext}'\n",
            "https://code.example.com/x/?f=..%2Fincidents%2Fslow.md&amp;n=../incidents/slow",
        ),
        ("repo_url: https://github.com/example/status\nedit_uri: ''\n", ""),
    ],
)
def test_the_way_to_edit(page: Folder, tmp_path: Path, config: str, address: str) -> None:
    """The link to a file at the code host follows MkDocs' settings and their defaults."""
    page.put("mkdocs.yml", f"site_name: Status\n{config}")
    assert page.run("export", str(tmp_path / "out")).exit_code == 0
    text = (tmp_path / "out/incidents/slow/index.html").read_text()
    assert f'<a href="{address}">' in text if address else "Edit" not in text
