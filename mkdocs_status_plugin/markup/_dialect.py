"""The Markdown of incident texts: what differs from Python-Markdown and its own extensions."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element  # nosec B405  # a tree is built and changed here, no XML is read

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor, HashHeaderProcessor, ReferenceProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import AUTOMAIL_RE, InlineProcessor
from markdown.util import AtomicString

_ADDRESS = re.compile(r"[/:]|\.md")
_CLOSERS = {")": "(", "]": "["}
_AFTER_ADDRESS = ".,:;!?*_~'\"\u2019\u201d\u00bb\u2026\u3001\u3002\uff0c\uff01\uff1a\uff1b\uff1f\uff09\u300d"


class _SpacedHeading(HashHeaderProcessor):
    RE = re.compile(r"(?:^|\n)(?P<level>#{1,6})(?P<header>[ ][^\n]*|)(?:\n|$)")

    def run(self, parent: Element, blocks: list[str]) -> None:
        super().run(parent, blocks)
        heading = parent[-1]
        text = heading.text or ""
        unclosed = text.rstrip("#")
        if not unclosed or unclosed.endswith(" "):
            heading.text = unclosed.rstrip()


class _ListAfterText(BlockProcessor):
    _START = re.compile(r"\n(?= {0,3}(?:[-*+]|1\.) +[^ \n])")

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002  # the base class says what comes in
        return self._START.search(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:  # noqa: ARG002  # as above
        blocks[:1] = self._START.split(blocks[0], maxsplit=1)


class _Definition(ReferenceProcessor):
    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        if all(_ADDRESS.search(found[2]) for found in self.RE.finditer(blocks[0])):
            return super().run(parent, blocks)
        return False


class _Mail(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # the stub of the base says the same of itself
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002  # the base class says what comes in
    ) -> tuple[Element, int, int]:
        mail = self.unescape(m[1]).removeprefix("mailto:")
        link = Element("a", href=f"mailto:{mail}")
        link.text = AtomicString(mail)
        return link, m.start(), m.end()


class _TypedAddress(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # the stub of the base says the same of itself
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002  # the base class says what comes in
    ) -> tuple[Element, int, int]:
        address = _without_what_follows(m[0])
        link = Element("a", href=address)
        link.text = AtomicString(address)
        return link, m.start(), m.start() + len(address)


def _without_what_follows(address: str) -> str:
    """An address without the marks that close the sentence, the bracket or the emphasis around it."""
    while True:
        last = address[-1:]
        opener = _CLOSERS.get(last)
        if last in _AFTER_ADDRESS or (opener and address.count(last) > address.count(opener)):
            address = address[:-1]
        else:
            return address


class IncidentText(Extension):
    """Python-Markdown for incident texts.

    - Raw HTML is text, and ``\\<`` is ``<``.
    - A heading needs a space after its marks, so that a line may begin with ``#1234``.
    - A list may follow a line of text with no empty line between, as the code hosts show it.
    - A line such as ``[14:05]: restarted`` is text: the definition of a link has an address in it.
    - An address that is typed as it is becomes a link; a mail address in ``<>`` stays readable.
    """

    def extendMarkdown(self, md: Markdown) -> None:
        """Exchange processors; the numbers are places in Python-Markdown's own order."""
        md.ESCAPED_CHARS.append("<")
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.register(_Mail(AUTOMAIL_RE, md), "automail", 110)
        address = r"(?<![A-Za-z0-9/])[Hh][Tt][Tt][Pp][Ss]?://[^\s<>\x02\x03]+"
        md.inlinePatterns.register(_TypedAddress(address, md), "typed_address", 105)
        md.parser.blockprocessors.register(_SpacedHeading(md.parser), "hashheader", 70)
        md.parser.blockprocessors.register(_ListAfterText(md.parser), "list_after_text", 28)
        md.parser.blockprocessors.register(_Definition(md.parser), "reference", 15)
