"""Text to model: finds, reads and checks the files that people write."""

from mkdocs_status_plugin.source.address import address
from mkdocs_status_plugin.source.files import COMPONENTS_FILE, INCIDENTS_DIR, find
from mkdocs_status_plugin.source.loading import known_ids, load
from mkdocs_status_plugin.source.sourcefile import Source, SourceFile
from mkdocs_status_plugin.source.times import TimeFault
from mkdocs_status_plugin.source.times import parse as parse_time
from mkdocs_status_plugin.source.times import written as written_time

__all__ = [
    "COMPONENTS_FILE",
    "INCIDENTS_DIR",
    "Source",
    "SourceFile",
    "TimeFault",
    "address",
    "find",
    "known_ids",
    "load",
    "parse_time",
    "written_time",
]
