"""What may be wrong with what becomes of a hostile input, in each language that it is written out in."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import icalendar
from prometheus_client.parser import text_string_to_metric_families

from mkdocs_status_plugin.pages import Page
from tests.hostile import corpus

VOID = {"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
FORBIDDEN = {
    *("base", "embed", "frame", "iframe", "link", "math", "meta", "object", "script", "style", "template"),
    *("audio", "form", "input", "plaintext", "portal", "select", "textarea", "title", "video", "xmp"),
}
ADDRESSES = {
    "action",
    "background",
    "cite",
    "data",
    "formaction",
    "href",
    "poster",
    "src",
    "srcset",
    "xlink:href",
}
_FINE_ADDRESS = re.compile(r"https?://|mailto:|tel:|[^:]*$|[^:/?#]*[/?#]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufffe\uffff]")
_FORBIDDEN_IN_PAGES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_PATH = re.compile(r"[a-z0-9_-]+(?:[./-][A-Za-z0-9_-]+)*/?")


class Html(HTMLParser):
    """Reads a fragment strictly: what is opened is closed, and nothing in it runs or loads something."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.said = ""
        self.feed(text)
        self.close()
        self.faults += [f"<{tag}> stays open" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Judge a tag and its attributes."""
        self.handle_startendtag(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Judge a tag that closes itself."""
        self.tags[tag] += 1
        if tag in FORBIDDEN:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name in {"srcdoc", "style"}:
                self.faults.append(f"<{tag} {name}={value!r}>")
            if name in ADDRESSES and not _FINE_ADDRESS.match((value or "").strip()):
                self.faults.append(f"<{tag} {name}={value!r}>")
            if name == "src" and re.match(r"\w*:?//(?!status\.example\.com/)", value or ""):
                self.faults.append(f"<{tag} {name}={value!r}> is of another host")
        if len({name for name, _ in attrs}) < len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice")

    def handle_endtag(self, tag: str) -> None:
        """Judge whether this is the tag that was opened last."""
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.said += data

    def handle_comment(self, data: str) -> None:
        """There is none in our pages."""
        self.faults.append(f"comment {data!r}")

    def handle_decl(self, decl: str) -> None:
        """Nor is there a declaration."""
        self.faults.append(f"declaration {decl!r}")

    def unknown_decl(self, data: str) -> None:
        """Of whatever kind."""
        self.faults.append(f"declaration {data!r}")

    def handle_pi(self, data: str) -> None:
        """Nor an instruction."""
        self.faults.append(f"instruction {data!r}")


def page_faults(page: Page) -> Iterator[str]:
    """What is wrong with the body and the head of a page."""
    said = page.content()
    for fault in Html(said.body).faults:
        yield f"{page.source}: {fault}"
    head = Html(said.head)
    for fault in head.faults:
        if fault not in {"<meta>", "<link>"}:
            yield f"{page.source}: head: {fault}"
    if set(head.tags) - {"meta", "link"} or head.said.strip():
        yield f"{page.source}: head: {dict(head.tags)} {head.said.strip()!r}"
    for text in (said.body, said.head, page.title, said.description):
        if found := _FORBIDDEN_IN_PAGES.search(text):
            yield f"{page.source}: the character {found[0]!r}"
    if "\n" in page.title or "\n" in said.description:
        yield f"{page.source}: a title or description of several lines"


def bystander_faults(made: Iterable[Page]) -> Iterator[str]:
    """Whether the incident beside the hostile one lost something."""
    for page in made:
        if page.source == f"incidents/{corpus.BYSTANDER}.md":
            body = page.content().body
            said = " ".join(Html(body).said.split())
            for text in ("The bystander", "The summary of the bystander.", "The text of the bystander."):
                if text not in said:
                    yield f"the bystander does not say {text!r}"
            if "<em>bystander</em>" not in body:
                yield "the bystander lost its markup"
            return
    yield "the bystander has no page"


def output_faults(path: str, content: bytes) -> Iterator[str]:
    """What is wrong with a file for programs."""
    try:
        yield from (f"{path}: {fault}" for fault in _KINDS.get(path.rpartition(".")[2], _text)(content))
    except Exception as error:  # noqa: BLE001 - each reader has its own
        yield f"{path}: {error!r}"


def _json(content: bytes) -> Sequence[str]:
    def refuse(name: str) -> None:
        raise ValueError(name)

    json.loads(content.decode("utf-8"), parse_constant=refuse)
    return ()


def _xml(content: bytes) -> Iterator[str]:
    text = content.decode("utf-8")
    if "<!DOCTYPE" in text or "<!ENTITY" in text or text.count("<?") > 1:
        yield "a document type, or an instruction"
    root = ElementTree.fromstring(text)
    for node in root.iter():
        if node.tag.rpartition("}")[2] in {
            "script",
            "foreignObject",
            "image",
            "use",
        }:
            yield f"a node {node.tag}"
        yield from (f"attribute {name}" for name in node.attrib if name.startswith("on") or "xlink" in name)
        if node.attrib.get("type") == "html" or node.tag.endswith("encoded"):
            yield from Html(node.text or "").faults


def _calendar(content: bytes) -> Iterator[str]:
    text = content.decode("utf-8")
    for line in text.split("\r\n"):
        if len(line.encode()) > 75 or _FORBIDDEN_IN_PAGES.search(line) or "\n" in line:
            yield f"the line {line!r}"
    names = {line.split(":")[0].split(";")[0] for line in text.replace("\r\n ", "").split("\r\n")}
    if names & {"ATTACH", "ATTENDEE", "ORGANIZER"}:
        yield f"the properties {names}"
    calendar = icalendar.Calendar.from_ical(content)
    kinds = {component.name for component in calendar.walk()}
    if (
        not kinds <= {"VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"}
        or text.count("BEGIN:VCALENDAR\r\n") != 1
    ):
        yield f"the components {kinds}"
    if any(component.errors for component in calendar.walk()):
        yield "lines that cannot be read"


def _frame(content: bytes) -> Iterator[str]:
    text = content.decode("utf-8")
    number = Html(text).tags
    if number["script"] != 1 or number["style"] != 1 or number["iframe"] + number["img"] + number["object"]:
        yield f"the elements {dict(number)}"
    if text.count("</html>") != 1 or not text.rstrip().endswith("</html>"):
        yield "text behind its end"


def _script(content: bytes) -> Iterator[str]:
    text = content.decode("ascii")
    if re.search(r"</|<!--", text):
        yield "it would end an element that it stands in"
    data = re.search(r"^ *const DATA = (\{.*\});$", text, re.MULTILINE)
    if data is None or not json.loads(data[1])["site"]:
        yield "its data are not one literal on one line"


def _text(content: bytes) -> Iterator[str]:
    if found := _FORBIDDEN_IN_PAGES.search(content.decode("utf-8")):
        yield f"the character {found[0]!r}"


def _metrics(content: bytes) -> Iterator[str]:
    text = content.decode("utf-8")
    families = list(text_string_to_metric_families(text))
    if len(families) != len({family.name for family in families}):
        yield "a metric twice"
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    if len(lines) != sum(len(family.samples) for family in families):
        yield "lines that are no samples"


_KINDS = {
    "atom": _xml,
    "rss": _xml,
    "svg": _xml,
    "html": _frame,
    "js": _script,
    "json": _json,
    "ics": _calendar,
    "metrics": _metrics,
    "txt": _metrics,
}


def clashes(paths: Sequence[str]) -> Iterator[str]:
    """Whether a file of the site lies outside of it, or where another one does, be it on Windows or a Mac."""
    for path in paths:
        if not _PATH.fullmatch(path) or len(path) > 250 or ".." in path:
            yield f"the path {path!r}"
    addresses = Counter(
        re.sub(r"(^|/)index(?:\.md|\.html)?$|\.md$", r"\1", path).rstrip("/").lower() for path in paths
    )
    yield from (f"{number} files at {path!r}" for path, number in addresses.items() if number > 1)


def printed_faults(text: str, annotations: Sequence[str] = ()) -> Iterator[str]:
    """What a terminal or a log on GitHub would take for a command, but for these annotations."""
    if found := _UNPRINTABLE.search(text):
        yield f"the character {found[0]!r}"
    if "##[" in text or "##vso[" in text:
        yield "a command of a log"
    commands = [line for line in text.split("\n") if line.lstrip().startswith("::")]
    if commands != list(annotations):
        yield f"the commands {commands}"
    for line in commands:
        if not re.match(
            r"::(?:error|warning) file=[^,:]*,line=\d+,col=\d+,title=[a-z0-9-]+::[^\r\n]*$", line
        ):
            yield f"the command {line}"
    if "Traceback" in text:
        yield "a traceback"


def everything_below(folder: Path) -> list[tuple[str, int]]:
    """Every file and folder with the time of its last change."""
    return sorted((str(path), path.lstat().st_mtime_ns) for path in folder.rglob("*"))
