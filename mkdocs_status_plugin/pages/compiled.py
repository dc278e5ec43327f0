"""Templates, compiled once."""

from __future__ import annotations

from base64 import b64decode, b64encode

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from mkdocs_status_plugin.keeping import Keep, key


class KeptTemplates(BytecodeCache):
    """Templates as Jinja compiles them, which takes a third of a second for Material's and ours.

    Jinja itself asks whether they were made by this version of it from this source.
    """

    def __init__(self, keep: Keep) -> None:
        """Take what earlier builds kept."""
        self._keep = keep

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket, if its template is known."""
        kept = self._keep.get(key("template", bucket.key, bucket.checksum))
        if isinstance(kept, str):
            bucket.bytecode_from_string(b64decode(kept))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template."""
        made = b64encode(bucket.bytecode_to_string()).decode()
        self._keep.put(key("template", bucket.key, bucket.checksum), made)
