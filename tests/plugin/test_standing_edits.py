"""Sites that are built again and again while somebody works on their files, and on the sites themselves."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.plugin.test_stamping import busy
from tests.plugin.test_standing import NEW_UPDATE, everything
from tests.projects import COMPONENTS, NOON, OUTAGE, Project

STEPS = 8


def incident(root: Path, chance: Random) -> Path:
    """One of the incidents' files."""
    return chance.choice(sorted((root / "incidents").glob("*.md")))


def file_of(folder: Path, chance: Random) -> Path | None:
    """A file anywhere in a folder."""
    return chance.choice([None, *sorted(path for path in folder.rglob("*") if path.is_file())])


def reported(root: Path, chance: Random) -> None:
    """An incident that goes on."""
    (root / f"incidents/2026-11-24-new-{chance.randrange(9)}.md").write_text(OUTAGE)


def told(root: Path, chance: Random) -> None:
    """An update of any incident."""
    with incident(root, chance).open("a") as file:
        file.write(NEW_UPDATE)


def withdrawn(root: Path, chance: Random) -> None:
    """An incident is deleted."""
    incident(root, chance).unlink()


def renamed(root: Path, chance: Random) -> None:
    """An incident takes another address."""
    was = incident(root, chance)
    was.rename(was.with_stem(f"{was.stem}-too"))


def unreadable(root: Path, chance: Random) -> None:
    """An incident can be read no more."""
    was = incident(root, chance)
    was.write_text(f"oops {was.read_text()}")


def listed(root: Path, chance: Random) -> None:
    """There is a component more, or not."""
    more = chance.choice(["", "  - id: shop\n    name: Shop\n"])
    (root / "components.yml").write_text(COMPONENTS + more)


def drawn(root: Path, chance: Random) -> None:
    """The owner puts a file among our pages."""
    folder = chance.choice(["incidents", f"incidents/{incident(root, chance).stem}", "history/2026", "mine"])
    (root / "docs" / folder).mkdir(parents=True, exist_ok=True)
    (root / "docs" / folder / chance.choice(["shot.png", "more.md"])).write_text("# More")


def erased(root: Path, chance: Random) -> None:
    """The owner deletes a file."""
    gone = file_of(root / "docs", chance)
    if gone:
        gone.unlink()


def themed(root: Path, chance: Random) -> None:
    """Every page has another footer."""
    footer = root / "overrides/partials/footer.html"
    footer.parent.mkdir(parents=True, exist_ok=True)
    footer.write_text(f"<footer>{chance.random()}</footer>")


def spoiled(root: Path, chance: Random) -> None:
    """Somebody works on the built site, and leaves a copy there."""
    file = file_of(root / "site", chance)
    if file is None:
        return
    copy = file.with_name("copy")
    copy.write_bytes(file.read_bytes())
    kind = chance.randrange(4)
    if kind == 0:
        copy.replace(file)
    elif kind == 1:
        file.write_bytes(b"x" * file.stat().st_size)
    elif kind == 2:
        shutil.rmtree(file.parent)
        os.makedirs(file.parent / "empty")  # noqa: PTH103 - its own folder may be the site's


EDITS: list[Callable[[Path, Random], None]] = [
    reported,
    told,
    withdrawn,
    renamed,
    unreadable,
    listed,
    drawn,
    erased,
    themed,
    spoiled,
]


@pytest.mark.parametrize("seed", range(6))
def test_whatever_was_done(repository: Project, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """After any edits the site that was built before becomes what a first build makes of the same files."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(repository.root / "user"))
    chance, root = Random(seed), repository.root / "again"
    config = repository.config | {"theme": {"name": "material", "font": False, "custom_dir": "overrides"}}
    again = busy(Project(root, config)).write({"components.yml": COMPONENTS, "overrides/README": ""})
    again.build()
    for step in range(STEPS):
        done = chance.sample(EDITS, 2)
        for edit in done:
            edit(root, chance)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOON + 3600 * step * chance.randrange(1, 200)))
        anew = Project(repository.root / f"anew-{step}", config)
        shutil.copytree(root, anew.root, ignore=shutil.ignore_patterns("site", ".cache"))
        assert everything(again.build()) == everything(anew.build()), [edit.__name__ for edit in done]
