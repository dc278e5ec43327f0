"""Does what a wish says, with the same functions and the same checks as the commands for people."""

from __future__ import annotations

import click

from mkdocs_status_plugin.cli import updates, words
from mkdocs_status_plugin.cli.failure import Failure, wrong_use
from mkdocs_status_plugin.cli.message import Message
from mkdocs_status_plugin.cli.naming import chosen
from mkdocs_status_plugin.cli.posting import moment, post_incident, post_update
from mkdocs_status_plugin.cli.sending import Sending
from mkdocs_status_plugin.cli.workspace import Workspace
from mkdocs_status_plugin.editing import NewIncident, NewUpdate
from mkdocs_status_plugin.github.wishes import Action, Wish
from mkdocs_status_plugin.model import Impact, Incident, UpdateStatus
from mkdocs_status_plugin.problems import quoted

_IMPACTS = {str(impact) for impact in (Impact.NONE, Impact.MINOR, Impact.MAJOR, Impact.CRITICAL)}


def fulfil(workspace: Workspace, wish: Wish, about: str | None = None) -> None:
    """Write an incident or an update.

    ``about`` is the id of the incident that is meant where the wish names none: None for the only active
    one, empty where it must name one.

    Raises:
        Failure: if it cannot be done; its words are for whoever has wished it.
    """
    workspace.require_list()
    try:
        if not wish.text.strip():
            raise wrong_use("There is no text: say what visitors shall read.")
        if wish.action is Action.REPORT:
            _report(workspace, wish)
        else:
            _update(workspace, wish, about)
    except click.UsageError as wrong:
        # It is the wish that is wrong, not how this command was called.
        raise Failure(wrong.format_message()) from None


def _report(workspace: Workspace, wish: Wish) -> None:
    if not wish.incident.strip():
        raise wrong_use("There is no title: one line that says what visitors notice.")
    if wish.impact not in _IMPACTS:
        raise wrong_use(f"The impact {quoted(wish.impact)} is none of minor, major, critical and notice.")
    components = words.components(workspace.listed, wish.components)
    impact = Impact(wish.impact)
    if not components and not wish.also_affects and impact is not Impact.NONE:
        raise wrong_use("Choose at least one component, or the impact notice.")
    at = moment(wish.when or None, workspace.now)
    first = NewUpdate(at, _status(wish.status) or UpdateStatus.INVESTIGATING, wish.text)
    post_incident(
        workspace,
        NewIncident(wish.incident, impact, components, first, wish.also_affects),
        Message(wish.text, needs_keeping=False),
        Sending(),
    )


def _update(workspace: Workspace, wish: Wish, about: str | None) -> None:
    incident = meant(workspace, wish, about)
    changes = words.changes(workspace.listed, wish.components)
    at = moment(wish.when or None, workspace.now, incident.updates)
    if wish.action is Action.RESOLVE:
        status = UpdateStatus.COMPLETED if incident.is_maintenance else UpdateStatus.RESOLVED
    else:
        status = _status(wish.status) or _present(workspace, incident)
    update = NewUpdate(at, status, wish.text, changes)
    post_update(workspace, incident, update, Message(wish.text, needs_keeping=False), Sending())


def meant(workspace: Workspace, wish: Wish, about: str | None = None) -> Incident:
    """The incident that a wish is about; ``about`` as with :func:`fulfil`.

    Raises:
        click.UsageError, Failure: if that cannot be told.
    """
    name = wish.incident or about
    if name == "":
        active = ", ".join(incident.id for incident in updates.active(workspace)) or "none is active"
        raise Failure(
            "This issue has reported no incident yet. Name the one that you mean, such as"
            f" `/{wish.action} incident=NAME …`. Active: {active}"
        )
    return chosen(workspace, name, updates.active, "active incident", str(wish.action))


def _status(word: str) -> UpdateStatus | None:
    if not word:
        return None
    plain = word.strip().lower().replace(" ", "_").replace("-", "_")
    if plain not in {*UpdateStatus}:
        raise wrong_use(f"Unknown status {quoted(word)}.")
    return UpdateStatus(plain)


def _present(workspace: Workspace, incident: Incident) -> UpdateStatus:
    view = workspace.view(incident)
    written = incident.updates[-1].status if incident.updates else UpdateStatus.INVESTIGATING
    return (view.status if view else None) or written
