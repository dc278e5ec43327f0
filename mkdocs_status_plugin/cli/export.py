"""``mkdocs-status export``: the pages as plain files, without MkDocs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from mkdocs_status_plugin.cli.options import now_option, root_option


@click.command("export", short_help="Write the pages as plain files, without MkDocs.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--markdown", "as_markdown", is_flag=True, help="Write Markdown files for another generator, not HTML."
)
@click.option("--site-name", metavar="NAME", help="The name of the page. Default: what mkdocs.yml says.")
@click.option("--site-url", metavar="URL", help="Its address. Default: what mkdocs.yml says.")
@click.option(
    "--language", metavar="CODE", help="Its language, such as de. Default: the theme's in mkdocs.yml."
)
@click.option(
    "--directory-urls/--no-directory-urls",
    default=None,
    help="Whether pages are folders (history/) or files (history.html), which also work without a web server."
    " Default: what mkdocs.yml says, or folders.",
)
@click.option("--strict", is_flag=True, help="Write nothing where a file has an error.")
@root_option
@now_option
def command(
    folder: Path,
    as_markdown: bool,
    site_name: str | None,
    site_url: str | None,
    language: str | None,
    directory_urls: bool | None,
    strict: bool,
    root: Path,
    now: datetime,
) -> None:
    """Write the pages as plain files, without MkDocs.

    Puts the status page with its feeds, calendars, badges and all other files into FOLDER, which any web server
    can hand out as it is. With --markdown the pages are Markdown files with HTML in them, for another
    generator. Settings come from mkdocs.yml, where there is one. A broken file does not hold the page back. What
    an earlier export left in FOLDER is gone.

    Exits with 0 when it is written, 1 when it cannot be, 2 when it is used wrongly.

    \b
    Examples:
      mkdocs-status export public
      mkdocs-status export public --site-url https://second.example.net/
      mkdocs-status export --no-directory-urls --now "2026-11-02 14:05 UTC" report
      mkdocs-status export --markdown build/status
    """
    # Loaded here, so that the help of this command does without it.
    from dataclasses import replace

    from mkdocs_status_plugin import export, publishing
    from mkdocs_status_plugin.cli import going_out, live
    from mkdocs_status_plugin.cli.failure import Failure, note, wrong_use
    from mkdocs_status_plugin.cli.project import setup
    from mkdocs_status_plugin.problems import as_text, errors

    options, host = setup(root)
    host = replace(
        host,
        site_name=site_name or host.site_name,
        site_url=publishing.with_slash(site_url or host.site_url),
        language=language or host.language,
        directory_urls=host.directory_urls if directory_urls is None else directory_urls,
    )
    if not host.site_name:
        raise wrong_use("Say what the page is called: --site-name NAME, or site_name in mkdocs.yml.")
    if host.site_url:
        live.address(host.site_url)
    going_out.require_free(folder, root)
    if as_markdown:
        _require_ours(folder)
    reading = publishing.read(root, options, now)
    for problem in reading.problems:
        note(as_text(problem))
    if strict and errors(reading.problems):
        raise Failure(f"{len(errors(reading.problems))} error(s), all told above; nothing was written")
    publication = publishing.publication(reading, options, host)
    settings = publishing.settings(options, host)
    with going_out.beside(folder) as site:
        files = (
            export.markdown(publication, settings)
            if as_markdown
            else export.plain(publication, settings, options.nav)
        )
        for path, content in files.items():
            file = site / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        shown = live.of_file(site / "build.json")
        going_out.to_folder(site, folder)
    click.echo(f"Exported: {shown}, {len(files)} files")


def _require_ours(folder: Path) -> None:
    """Refuse a folder in which somebody has written pages: an export replaces all of it."""
    from mkdocs_status_plugin import export
    from mkdocs_status_plugin.cli.failure import Failure

    for file in sorted(folder.rglob("*.md")):
        if not export.is_ours(file.read_text("utf-8", "replace")):
            raise Failure(
                f"{file} was not made by this command, which replaces the whole folder. Export into a folder of"
                " its own, and copy your pages and these together; nothing was touched"
            )
