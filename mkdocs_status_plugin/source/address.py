"""File names to addresses: the fixed rule by which a name becomes ``/incidents/<address>/``."""

from __future__ import annotations

import hashlib
import re
import unicodedata

MAX_ADDRESS = 120
SUFFIXES = (".md", ".markdown")

_FINE = re.compile(r"[a-z0-9]+(?:-+[a-z0-9]+)*")
TAKEN = {"index"}
"""A page of this name would be that of the folder of all incidents, or of all components."""


def address(stem: str) -> str:
    """The address of a file's stem: lower-case ASCII letters, digits and hyphens.

    Letters lose their accents (Unicode's NFKD), everything else becomes a hyphen. A stem of
    which nothing is left, or that is too long, is told apart by a hash of itself.
    """
    if _FINE.fullmatch(stem) and len(stem) <= MAX_ADDRESS and stem not in TAKEN:
        return stem
    plain = unicodedata.normalize("NFKD", stem.casefold())
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    found = re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")
    if not found:
        return f"incident-{_hash(stem)}"
    if len(found) > MAX_ADDRESS:
        return f"{found[: MAX_ADDRESS - 9].rstrip('-')}-{_hash(stem)}"
    return f"{found}-1" if found in TAKEN else found


def stem_of(path: str) -> str:
    """The name of a file without its folder and without ``.md`` or ``.markdown``."""
    name = path.rpartition("/")[2]
    for suffix in SUFFIXES:
        if name.lower().endswith(suffix):
            return name[: -len(suffix)]
    return name


def _hash(stem: str) -> str:
    # Some file systems keep names composed, some decomposed: both are the same name.
    composed = unicodedata.normalize("NFC", stem)
    return hashlib.sha256(composed.encode("utf-8", "surrogateescape")).hexdigest()[:8]
