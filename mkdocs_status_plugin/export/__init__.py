"""The pages as plain files, for any web server or any other generator: they outlive MkDocs and its themes."""

from mkdocs_status_plugin.export.markdown import is_ours, markdown
from mkdocs_status_plugin.export.plain import plain

__all__ = ["is_ours", "markdown", "plain"]
