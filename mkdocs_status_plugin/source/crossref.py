"""What can only be said about the files together: addresses, and components that are in the list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial

from mkdocs_status_plugin.model import Component, Group
from mkdocs_status_plugin.problems import Code, quoted
from mkdocs_status_plugin.source.address import address, stem_of
from mkdocs_status_plugin.source.components import ComponentList
from mkdocs_status_plugin.source.incident import Draft
from mkdocs_status_plugin.source.suggest import Words


def ids(drafts: Sequence[Draft]) -> list[str]:
    """The id of each incident, all different; warns of an address that is not the file's name.

    Files that come to one address are an error in each; all but the first get another id
    for as long as that stands, so that every one of them can be shown.
    """
    wanted: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        stem = stem_of(draft.path)
        wanted[address(stem)].append(draft)
        if address(stem) != stem and not draft.refused:
            message = f"the address of this incident is {quoted(f'/incidents/{address(stem)}/')}"
            hint = f"rename the file to {quoted(f'{address(stem)}.md')}, so that name and address agree"
            draft.findings.add(Code.ADDRESS_CHANGED, 1, 1, message, hint)
    given: dict[int, str] = {}
    for name, claimants in wanted.items():
        number = 1
        for draft in claimants:
            own = name
            while number > 1 and (own in wanted or own in given.values()):
                own = f"{name}-{number}"
                number += 1
            number = max(number, 2)
            given[id(draft)] = own
            others = [other.path for other in claimants if other is not draft]
            if others:
                message = f"this incident has the same address as {', '.join(map(quoted, others[:5]))}"
                message += f" and {len(others) - 5} more" if len(others) > 5 else ""
                hint = f"rename one of them: the address {quoted(f'/incidents/{name}/')} comes from the file's name"
                draft.findings.add(Code.SAME_ADDRESS, 1, 1, message, hint)
    return [given[id(draft)] for draft in drafts]


def check_components(drafts: Sequence[Draft], listed: ComponentList) -> None:
    """Report every component that an incident names and the list does not hold."""
    if not listed.whole:
        # The list's own errors come first: what is missing from it may be what is named.
        return
    components: dict[str, str] = {}
    groups: dict[str, list[str]] = {}
    _collect(listed.components, components, groups)
    words = Words(components, {name: component_id for component_id, name in components.items()})
    for draft in drafts:
        for mention in draft.mentions:
            if mention.id in components:
                continue
            message = f"unknown component {quoted(mention.id)}"
            if mention.id in groups:
                message = f"{quoted(mention.id)} is a group, not a component"
            hint = partial(_hint, mention.id, words, groups)
            draft.findings.add(Code.UNKNOWN_COMPONENT, mention.line, mention.column, message, hint)


def _hint(name: str, words: Words, groups: Mapping[str, list[str]]) -> str:
    if name in groups:
        return f"name its components: {', '.join(map(quoted, groups[name][:20]))}"
    return words.hint(name) or "the component list has none that is like it"


def _collect(
    members: Sequence[Component | Group], components: dict[str, str], groups: dict[str, list[str]]
) -> list[str]:
    found: list[str] = []
    for member in members:
        if isinstance(member, Component):
            components[member.id] = member.name
            found.append(member.id)
        else:
            below = _collect(member.members, components, groups)
            found += below
            if member.id is not None:
                groups[member.id] = below
    return found
