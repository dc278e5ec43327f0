"""Files to a site: each one read for itself, then all together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

from mkdocs_status_plugin.model import (
    ComponentChange,
    ComponentStatus,
    Impact,
    Incident,
    Site,
    Translation,
    Update,
)
from mkdocs_status_plugin.problems import Code, Problem, in_order, quoted
from mkdocs_status_plugin.source import components, crossref, incident, translation
from mkdocs_status_plugin.source.braces import Mention
from mkdocs_status_plugin.source.files import COMPONENTS_FILE, normal
from mkdocs_status_plugin.source.findings import Findings
from mkdocs_status_plugin.source.incident import Draft
from mkdocs_status_plugin.source.remembering import Memory, Remembered
from mkdocs_status_plugin.source.sourcefile import MAX_PART_BYTES, Source, too_large, unreadable
from mkdocs_status_plugin.source.text import MAX_FILE_BYTES, Lines, decode, raw
from mkdocs_status_plugin.source.updates import anchors


def load(
    files: Iterable[Source],
    *,
    components_file: str = COMPONENTS_FILE,
    memory: Memory | None = None,
    prints: Mapping[str, str] = MappingProxyType({}),
    only: Collection[str] | None = None,
) -> tuple[Site, list[Problem]]:
    """The site that some files describe, and everything that is wrong with them.

    Every file but the component list and those that are no incidents becomes an incident, if
    need be an unreadable one. Incidents are ordered by id, problems by place. With a ``memory``, and hashes
    of all files by their paths as ``prints``, a file that has not changed, and with which nothing was wrong, is not
    read again; the result is the same.

    With ``only``, the paths of some files, the site holds their incidents alone, and the problems are those of these
    files, of what translates them or is translated by them, and of the component list: the same as beside all others,
    of which only the names are looked at.
    """
    path = normal(components_file)
    findings = [Findings(path)]
    files = sorted(files, key=lambda file: file.path)
    list_file = next((file for file in files if file.path == path), None)
    if list_file is None:
        hint = f"write one:\n{components.EXAMPLE}"
        findings[0].add(Code.NO_COMPONENT_LIST, 1, 1, "there is no component list", hint)
        listed = components.ComponentList(whole=False)
    else:
        listed = _read_list(list_file, findings[0])
    translated = _translated(files, path)
    meant = None if only is None else {translated.get(one, (one,))[0] for one in only}
    own_files = _incidents(files, path, translated)
    ids, shared = crossref.addresses([file.path for file in own_files])
    remembered = Remembered(memory, prints, path, translated, [file.path for file in own_files])
    incidents: list[Incident] = []
    read: list[tuple[Source, Draft, str, list[str]]] = []
    for number, (file, own_id) in enumerate(zip(own_files, ids, strict=True)):
        if meant is not None and file.path not in meant:
            continue
        others = shared.get(number, [])
        known = None if others else remembered.recall(file, own_id)
        if known is None:
            read.append((file, _read_incident(file), own_id, others))
        else:
            incidents.append(known)
    drafts = [draft for _, draft, _, _ in read]
    crossref.check_components(drafts, listed)
    for _, draft, _, others in read:
        crossref.check_address(draft, others)
    mine = [file for file in files if meant is None or translated.get(file.path, (file.path,))[0] in meant]
    told, told_findings = _translations(mine, translated, drafts)
    findings += [*(draft.findings for draft in drafts), *told_findings]
    by_id = Site(listed.components).by_id if listed.whole else None
    for file, draft, own_id, _ in read:
        one = _finished(draft, own_id, by_id, tuple(told.get(draft.path, ())))
        incidents.append(one)
        if not draft.findings.result():
            remembered.keep(file, one)
    remembered.end()
    site = Site(
        listed.components,
        tuple(sorted(incidents, key=lambda one: one.id)),
        # A status set by hand that cannot be read would make the page greener, too.
        complete=listed.whole and not findings[0].has_errors,
        components_path=path,
    )
    # What is refused with a warning is no incident, and that is all there is to say about it.
    beside = (file.refusal for file in mine if file.refusal and not file.counts)
    return site, in_order([*beside, *(problem for found in findings for problem in found.result())])


def known_ids(files: Iterable[Source], *, components_file: str = COMPONENTS_FILE) -> Mapping[str, str]:
    """The id of every incident by its path, from the names of the files alone."""
    path = normal(components_file)
    files = sorted(files, key=lambda file: file.path)
    paths = [file.path for file in _incidents(files, path, _translated(files, path))]
    return dict(zip(paths, crossref.addresses(paths).ids, strict=True))


def _translated(files: Iterable[Source], components: str) -> Mapping[str, tuple[str, str]]:
    """Which of the files are translations, see :func:`translation.pairs`."""
    return translation.pairs(file.path for file in files if file.path != components and file.counts)


def _incidents(
    files: Iterable[Source], components: str, translated: Mapping[str, tuple[str, str]]
) -> list[Source]:
    """The files that stand for an incident, be it one that cannot be read."""
    return [file for file in files if file.path != components and file.path not in translated and file.counts]


def _translations(
    files: Iterable[Source], translated: Mapping[str, tuple[str, str]], drafts: Iterable[Draft]
) -> tuple[dict[str, list[Translation]], list[Findings]]:
    """The translations by the paths of their originals, and what is wrong with their files.

    A translation that cannot be read is left out: the original says all that it could.
    """
    originals = {draft.path: draft for draft in drafts}
    told: dict[str, list[Translation]] = {}
    taken: dict[tuple[str, str], str] = {}
    all_findings = []
    for file in files:
        if file.path not in translated:
            continue
        original, language = translated[file.path]
        findings = Findings(file.path)
        all_findings.append(findings)
        first = taken.setdefault((original, language.casefold()), file.path)
        if first != file.path:
            message = f"this translation has the same address as {quoted(first)}"
            findings.add(Code.SAME_ADDRESS, 1, 1, message, "delete one of them: each language has one")
            continue
        lines = _lines(file, findings)
        if lines is None or not _is_whole(file, lines):
            continue
        found = translation.read(file.path, language, lines, originals[original].updates, findings)
        if found is not None:
            told.setdefault(original, []).append(found)
    return told, all_findings


def _read_list(file: Source, findings: Findings) -> components.ComponentList:
    lines = _lines(file, findings)
    if lines is None:
        return components.ComponentList(whole=False)
    if not _is_whole(file, lines):
        listed = components.read(lines, Findings(file.path))
        listed.whole = False
        return listed
    return components.read(lines, findings)


def _read_incident(file: Source) -> Draft:
    findings = Findings(file.path)
    lines = _lines(file, findings)
    if lines is None:
        return Draft(file.path, findings, refused=True)
    if _is_whole(file, lines):
        return incident.read(file.path, lines, findings)
    draft = incident.read(file.path, lines, Findings(file.path, lines.original))
    draft.findings = findings
    return draft


def _is_whole(file: Source, lines: Lines) -> bool:
    """Whether a file can be judged: what else could be said about half a file, or two versions in one, would mislead."""
    return lines.coherent and len(file.data or b"") <= MAX_FILE_BYTES and file.refusal is None


def _lines(file: Source, findings: Findings) -> Lines | None:
    """The lines of a file as far as there are any; why not all, is among the findings."""
    data, refusal = file.data, file.refusal
    if data is None:
        refusal = refusal or unreadable(file.path, "it is not there")
    elif refusal is None and len(data) > MAX_FILE_BYTES:
        refusal = too_large(file.path, len(data))
    if refusal:
        findings.take(refusal)
        return None if data is None else decode(data[:MAX_PART_BYTES], Findings(file.path))
    return decode(data or b"", findings)


def _finished(
    draft: Draft, own_id: str, known: Collection[str] | None, told: tuple[Translation, ...]
) -> Incident:
    """The incident of a draft; an unreadable one if anything in its file is an error.

    Components that are surely not in the list (``known``) are left out of an unreadable one.
    """
    readable = not draft.findings.has_errors
    impact = draft.impact or Impact.UNKNOWN

    def changes(mentions: Collection[Mention]) -> tuple[ComponentChange, ...]:
        if not mentions:
            return ()
        return tuple(
            [
                (mention.id, mention.status or impact.component_status)
                for mention in mentions
                if known is None or mention.id in known
            ]
        )

    named = changes(draft.components)
    if not readable:
        named = tuple((component, _at_least_degraded(status)) for component, status in named)
    entries = zip(draft.updates, anchors(draft.updates), strict=True)
    return Incident(
        id=own_id,
        path=draft.path,
        title=draft.name,
        impact=impact if readable else Impact.UNKNOWN,
        components=named,
        updates=tuple(
            [
                Update(entry.at, entry.status, entry.text, anchor, changes(entry.changes), entry.line)
                for entry, anchor in entries
            ]
        ),
        also_affects=draft.also_affects,
        summary=draft.summary,
        auto_complete=draft.auto_complete,
        raw=None if readable else raw(draft.shown),
        lines=draft.lines,
        translations=told,
        **draft.moments,
    )


def _at_least_degraded(status: ComponentStatus) -> ComponentStatus:
    return max(status, ComponentStatus.DEGRADED_PERFORMANCE, key=lambda one: one.severity)
