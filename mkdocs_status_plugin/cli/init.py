"""``mkdocs-status init``: a new status repository."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("init", short_help="Make a new status repository.")
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", metavar="TEXT", help="What the page is called.")
@click.option(
    "--url", metavar="ADDRESS", help="Where it will be published, such as https://status.example.com/"
)
@click.option(
    "-c",
    "--component",
    "components",
    multiple=True,
    metavar="NAME",
    help="Something that can break, by the name that visitors know. May be repeated.",
)
@click.option(
    "--host",
    "hosts",
    multiple=True,
    type=click.Choice(("github", "gitlab", "netlify", "cloudflare")),
    default=("github",),
    show_default=True,
    help="Where it is built and published; brings the files for that. May be repeated.",
)
def command(
    directory: Path, name: str | None, url: str | None, components: tuple[str, ...], hosts: tuple[str, ...]
) -> None:
    """Make a new status repository in DIRECTORY, which builds at once.

    Writes mkdocs.yml, components.yml, an example of an incident, a README for those who will use it,
    requirements.txt with the versions that are installed here, and what its host needs, such as the
    workflows and forms for GitHub. A file that is there is replaced only
    if you say so.

    Exits with 0 when it is made, 1 when a file is there already or cannot be written, 2 when it is used wrongly.

    \b
    Examples:
      mkdocs-status init status
      mkdocs-status init status --name "Acme Status" --url https://status.example.com/ --component Website --component API
      mkdocs-status init status --component Website --host gitlab --host netlify
    """
    # Loaded here, so that the help of this command does without it.
    from shlex import quote

    from mkdocs_status_plugin import writing
    from mkdocs_status_plugin.cli.failure import Failure, interactive, note, wrong_use
    from mkdocs_status_plugin.git import is_repository
    from mkdocs_status_plugin.source import address
    from mkdocs_status_plugin.starting import NewSite, new_site

    if not components and not interactive():
        raise wrong_use(
            f"Name what can break, for example: mkdocs-status init {directory} --component Website --component API"
        )
    if not components:
        asked = str(click.prompt("What can break? Names, with commas between them", err=True))
        components = tuple(part for part in asked.split(",") if part.strip())
    name = name or (
        str(click.prompt("Name of the page", default="Status", err=True)) if interactive() else "Status"
    )
    url = url or (
        str(click.prompt("Its address", default="", show_default=False, err=True)) if interactive() else ""
    )
    if url and not url.startswith(("https://", "http://")):
        raise wrong_use(f"--url should begin with https://, and is {url!r}.")
    names = {address(part.strip()): " ".join(part.split()) for part in components if part.strip()}
    if not names:
        raise wrong_use("Name at least one thing that can break, such as: --component Website")
    files = new_site(NewSite(" ".join(name.split()), url, [*names.items()], hosts))
    there = [path for path in files if (directory / path).exists()]
    if there and not interactive():
        raise Failure(f"{directory} holds {', '.join(there)} already; nothing was written")
    for path, text in files.items():
        file = directory / path
        if path not in there:
            writing.create(file, text.encode())
        elif click.confirm(f"{path} is there. Replace it?", err=True):
            writing.replace(file, text.encode(), file.read_bytes())
        else:
            continue
        click.echo(str(file))
    steps = [] if directory.resolve() == Path.cwd() else [f"cd {quote(str(directory))}"]
    steps += [] if is_repository(directory) else ["git init -b main"]
    note(f"Next: {' && '.join([*steps, 'mkdocs-status preview'])}")
