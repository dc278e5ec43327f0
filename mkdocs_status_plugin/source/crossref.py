"""What can only be said about the files together: addresses, and components that are in the list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from mkdocs_status_plugin.model import Component, Group
from mkdocs_status_plugin.problems import Code, quoted
from mkdocs_status_plugin.source.address import address, stem_of
from mkdocs_status_plugin.source.components import ComponentList
from mkdocs_status_plugin.source.incident import Draft
from mkdocs_status_plugin.source.suggest import Words


class Addresses(NamedTuple):
    """The id of each of some files, all different, and by their numbers those that share an address, with the others."""

    ids: list[str]
    shared: Mapping[int, list[str]]


def addresses(paths: Sequence[str]) -> Addresses:
    """The ids of incidents, from the names of their files alone.

    Of files that come to one address all but the first get another id for as long as that stands, so that every one
    of them can be shown.
    """
    ids = [address(stem_of(path)) for path in paths]
    wanted = {*ids}
    if len(wanted) == len(ids):
        return Addresses(ids, {})
    claimants: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(ids):
        claimants[name].append(number)
    shared: dict[int, list[str]] = {}
    given: set[str] = set()
    for name, numbers in claimants.items():
        suffix = 1
        for number in numbers:
            own = name
            while suffix > 1 and (own in wanted or own in given):
                own = f"{name}-{suffix}"
                suffix += 1
            suffix = max(suffix, 2)
            ids[number] = own
            given.add(own)
            others = [paths[other] for other in numbers if other != number]
            if others:
                shared[number] = others
    return Addresses(ids, shared)


def check_address(draft: Draft, others: Sequence[str]) -> None:
    """Warn of an address that is not the file's name; that ``others`` have the same one is an error."""
    stem = stem_of(draft.path)
    name = address(stem)
    if name != stem and not draft.refused:
        message = f"the address of this incident is {quoted(f'/incidents/{name}/')}"
        hint = f"rename the file to {quoted(f'{name}.md')}, so that name and address agree"
        draft.findings.add(Code.ADDRESS_CHANGED, 1, 1, message, hint)
    if others:
        message = f"this incident has the same address as {', '.join(map(quoted, others[:5]))}"
        message += f" and {len(others) - 5} more" if len(others) > 5 else ""
        hint = f"rename one of them: the address {quoted(f'/incidents/{name}/')} comes from the file's name"
        draft.findings.add(Code.SAME_ADDRESS, 1, 1, message, hint)


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
