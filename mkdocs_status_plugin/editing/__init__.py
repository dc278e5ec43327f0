"""Text to text: a new incident, and one more update. Nothing here touches the disk."""

from mkdocs_status_plugin.editing.appending import add_update, next_moment
from mkdocs_status_plugin.editing.composing import NewIncident, NewUpdate, new_incident
from mkdocs_status_plugin.editing.lowering import lowered
from mkdocs_status_plugin.editing.naming import file_name
from mkdocs_status_plugin.editing.refusal import Refused

__all__ = [
    "NewIncident",
    "NewUpdate",
    "Refused",
    "add_update",
    "file_name",
    "lowered",
    "new_incident",
    "next_moment",
]
