"""The laws of the architecture, held by reading the source."""

from __future__ import annotations

import ast
import importlib
import io
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = "mkdocs_status_plugin"
ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / PACKAGE).rglob("*.py"))
NAMES = [module.relative_to(ROOT / PACKAGE).as_posix() for module in MODULES]

every_module = pytest.mark.parametrize("module", MODULES, ids=NAMES)

# Who may import what from outside: each of these has one home.
HOMES = {
    "click": {"cli"},
    "markdown": {"markup"},
    "material": set[str](),
    "mkdocs": {"plugin"},
    "nh3": {"markup"},
}
# Text -> model -> state -> outputs: a part imports only what lies upstream of it. Who is not listed may import everything
# except the two hosts, which nobody imports.
DECIDED = {"model", "problems", "state", "links", "markup", "language", "build", "marks", "keeping"}
UPSTREAM = {
    "model": {"statuses"},
    "statuses": set[str](),
    "problems": set[str](),
    "git": set[str](),
    "build": set[str](),
    "marks": set[str](),
    "keeping": {"stored", "believed"},
    "believed": set[str](),
    "sharing": set[str](),
    "stored": set[str](),
    "configuration": set[str](),
    "options": {"links"},
    "language": {"model"},
    "source": {"model", "problems"},
    "state": {"model", "problems"},
    "links": {"model", "state"},
    "markup": {"model", "problems", "links"},
    "outputs": DECIDED,
    "pages": DECIDED | {"outputs"},
    "export": DECIDED | {"outputs", "pages"},
}
HOSTS = {"plugin", "cli"}
# Filled while something is read or made, and handed on as a whole.
FILLED = {
    "cli/message.py": {"Message"},
    "markup/_reader.py": {"_Margin"},
    "source/components.py": {"ComponentList", "_Reader"},
    "source/frontmatter.py": {"FrontMatter"},
    "source/incident.py": {"Draft"},
    "source/yamltree.py": {"Text", "List", "Map", "Entry"},
}
# Of what these parts make there are thousands.
MANY = {"model", "source", "state"}
CLOCKS = {
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "time.ctime",
    "time.gmtime",
    "time.localtime",
    "time.monotonic",
    "time.monotonic_ns",
    "time.perf_counter",
    "time.perf_counter_ns",
    "time.process_time",
    "time.strftime",
    "time.time",
    "time.time_ns",
}


def part_of(module: Path) -> str:
    """The part of the package that a file belongs to: its folder, or the module's own name."""
    return module.relative_to(ROOT / PACKAGE).parts[0].removesuffix(".py")


def dotted(module: Path) -> str:
    """The name by which a file of the package is imported."""
    return ".".join(module.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(source: str, package: str) -> Iterator[tuple[int, str]]:
    """Each import of some source that lies in ``package``, as its line and the absolute dotted name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def imports_of(module: Path) -> list[tuple[int, str]]:
    """Each import of a module of the package."""
    return list(imports(module.read_text("utf-8"), ".".join(module.relative_to(ROOT).parent.parts)))


def misplaced(part: str, name: str) -> bool:
    """Whether a part may not import this name."""
    head, *rest = name.split(".")
    if head != PACKAGE:
        return head in HOMES and part not in HOMES[head]
    other = rest[0] if rest else ""
    if other in {"", "__version__", part}:
        return False
    return other in HOSTS - {part} or other not in UPSTREAM.get(part, {other})


def clock_readings(source: str) -> list[tuple[int, str]]:
    """Where some source reads a clock, or hands over a function that does."""
    tree = ast.parse(source)
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            known |= {(alias.asname or alias.name): alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            known |= {(alias.asname or alias.name): f"{node.module}.{alias.name}" for alias in node.names}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name):
            head, *rest = ast.unparse(node).split(".")
            name = ".".join([known.get(head, head), *rest])
            if name in CLOCKS:
                found.append((node.lineno, name))
    return found


def test_there_are_modules() -> None:
    """The laws below are read over the package, not over nothing."""
    assert "model.py" in NAMES


@every_module
def test_a_part_imports_only_what_it_may(module: Path) -> None:
    """Only plugin/ imports mkdocs, only cli/ click, only markup Markdown and nh3; and nothing flows back."""
    assert [entry for entry in imports_of(module) if misplaced(part_of(module), entry[1])] == []


@every_module
def test_only_the_hosts_read_the_clock(module: Path) -> None:
    """The present moment enters through plugin/ and cli/ and is a parameter everywhere else."""
    assert part_of(module) in HOSTS or clock_readings(module.read_text("utf-8")) == []


@every_module
def test_a_module_holds_one_thing(module: Path) -> None:
    """No module is longer than 300 lines."""
    assert len(module.read_text("utf-8").splitlines()) <= 300


def annotated(tree: ast.Module) -> Iterator[ast.expr]:
    """Each annotation of some source: of parameters, of what is given back, of attributes and of variables."""
    for node in ast.walk(tree):
        for part in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if isinstance(part, ast.expr):
                yield part


@every_module
def test_annotations_can_be_worked_out(module: Path) -> None:
    """Each annotation is a type that tools can read at run time, with the imports made for type checkers alone."""
    tree = ast.parse(module.read_text("utf-8"))
    own = dotted(module)
    # A module below this one is a name in it as soon as anybody has loaded it: `cli.list` is no type.
    names = {
        name: value
        for name, value in vars(importlib.import_module(own)).items()
        if getattr(value, "__name__", "") != f"{own}.{name}"
    }
    for node in tree.body:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            exec(ast.unparse(ast.Module(node.body, [])), names)
    for annotation in annotated(tree):
        eval(ast.unparse(annotation), names)


def dataclasses_without(option: str, tree: ast.Module) -> set[str]:
    """The dataclasses of some source that are declared without an option.

    One that keeps what it has once worked out needs no slots: it could not have any.
    """
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            declared = [
                text for text in map(ast.unparse, node.decorator_list) if text.startswith("dataclass")
            ]
            keeps = "@cached_property" in ast.unparse(node)
            if declared and f"{option}=True" not in declared[0] and not (option == "slots" and keeps):
                found.add(node.name)
    return found


@every_module
def test_dataclasses_are_frozen(module: Path) -> None:
    """What is passed on cannot be changed by whoever gets it, but for the few things that are filled step by step."""
    found = dataclasses_without("frozen", ast.parse(module.read_text("utf-8")))
    assert found == FILLED.get(module.relative_to(ROOT / PACKAGE).as_posix(), set())


@every_module
def test_what_there_are_many_of_is_small(module: Path) -> None:
    """Dataclasses of which a long history makes thousands have slots."""
    found = dataclasses_without("slots", ast.parse(module.read_text("utf-8")))
    assert part_of(module) not in MANY or found == set()


@every_module
def test_a_silenced_finding_has_its_reason(module: Path) -> None:
    """Whoever silences a tool says why in the same comment."""
    mark = re.compile(
        r"(?:type: ignore|noqa|nosec|pragma: no cover|pyright: ignore)(?:\[[\w, -]*\]|: ?[A-Z0-9, ]+\b)?"
    )
    readable = io.StringIO(module.read_text("utf-8"))
    comments = [t.string for t in tokenize.generate_tokens(readable.readline) if t.type == tokenize.COMMENT]
    bare = [
        text for text in comments if mark.search(text) and not re.search(r"\w{2}.*\w{2}", mark.sub("", text))
    ]
    assert bare == []


@pytest.mark.parametrize(
    ("part", "statement", "refused"),
    [
        ("state", "import mkdocs.plugins", True),
        ("plugin", "import mkdocs.plugins", False),
        ("pages", "from click import echo", True),
        ("cli", "from click import echo", False),
        ("outputs", "def late():\n    from ..source import load", True),
        ("outputs", "from mkdocs_status_plugin.source.files import read", True),
        ("outputs", "from mkdocs_status_plugin import source", True),
        ("outputs", "from ..state import Snapshot", False),
        ("outputs", "from . import feeds", False),
        ("outputs", "from ..pages import front", True),
        ("pages", "import markdown.extensions", True),
        ("state", "from ..cli import main", True),
        ("editing", "from mkdocs_status_plugin.source import load", False),
        ("plugin", "import material", True),
    ],
)
def test_the_law_on_imports_can_be_broken(part: str, statement: str, refused: bool) -> None:
    """The check itself tells a forbidden import from an allowed one."""
    names = [name for _, name in imports(statement, f"{PACKAGE}.{part}")]
    assert any(misplaced(part, name) for name in names) is refused


@pytest.mark.parametrize(
    ("source", "readings"),
    [
        ("from datetime import datetime\ndatetime.now(tz=None)", 1),
        ("import datetime as dt\nfield(default_factory=dt.datetime.utcnow)", 1),
        ("from datetime import date as day\nday.today()", 1),
        ("import time\ntime.perf_counter()", 1),
        ("from time import monotonic as ticks\nticks()", 1),
        ("from datetime import datetime\ndatetime.fromtimestamp(0)\nsnapshot.now\nself.time()", 0),
    ],
)
def test_the_law_on_the_clock_can_be_broken(source: str, readings: int) -> None:
    """The check itself tells a reading of the clock from what only looks like one."""
    assert len(clock_readings(source)) == readings


def test_the_command_line_starts_without_mkdocs() -> None:
    """Importing the command line in a fresh interpreter does not import MkDocs, which takes half a second."""
    ask = f"import sys, {PACKAGE}.cli; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    loaded = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, cwd=ROOT)
    assert loaded.returncode == 0, loaded.stderr
    assert {"mkdocs", "material"} & set(loaded.stdout.split()) == set()
    assert "click" in loaded.stdout.split()


def assets() -> list[Path]:
    """Every file of the package that is no Python: templates, styles, scripts, pictures, words."""
    return [
        file
        for file in sorted((ROOT / PACKAGE).rglob("*"))
        if file.is_file() and file.suffix not in {".py", ".pyc"} and file.name != "py.typed"
    ]


def test_pages_name_no_other_host() -> None:
    """Templates, styles and scripts hold no address on another host, but for the names of XML vocabularies."""
    vocabularies = (
        "http://www.w3.org/",
        "https://schema.org",
        "https://json-schema.org/",
        "http://json-schema.org/",
        "https://www.w3.org/ns/",
    )
    found = [
        (file.name, address)
        for file in assets()
        for address in re.findall(
            r"(?:https?:)?//[\w-]+\.[\w.-]+[^\s\"'<>)]*", file.read_text("utf-8", "replace")
        )
        if not address.startswith(vocabularies)
    ]
    assert found == []
