"""The same history for other programs: plain MkDocs, and Hugo with the theme cState."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from benchmarks import history

PLAIN = """\
site_name: Plain
site_url: https://status.example.com/
theme:
  name: material
  font: false
plugins:
  - search
not_in_nav: /incidents/
"""

HUGO = """\
title: Example status
baseURL: https://status.example.com/
theme: cstate
buildFuture: true
preserveTaxonomyNames: true
taxonomies: {affected: affected}
outputs:
  page: [html, json]
  section: [html, json, rss]
  home: [html, json, rss, svg]
  term: [html, json, rss, svg]
outputFormats:
  svg: {isPlainText: true, mediaType: image/svg+xml}
"""
_SEVERITY = {"minor": "disrupted", "major": "disrupted", "critical": "down", "maintenance": "notice"}
_HEADING = re.compile(r"^## (\d{4}-\d\d-\d\d \d\d:\d\d) UTC - (.+)$", re.MULTILINE)


def write_plain(project: Path, incidents: Path) -> None:
    """An MkDocs site with each incident as an ordinary page that the navigation does not list."""
    (project / "docs").mkdir(parents=True)
    shutil.copytree(incidents, project / "docs/incidents")
    (project / "docs/index.md").write_text("# Incidents\n", encoding="utf-8")
    (project / "mkdocs.yml").write_text(PLAIN, encoding="utf-8")


def write_cstate(project: Path, incidents: Path, theme: Path) -> None:
    """A Hugo site for a checkout of cState; Hugo wants one empty template that the checkout lacks."""
    issues = project / "content/issues"
    issues.mkdir(parents=True)
    (project / "themes").mkdir()
    (project / "themes/cstate").symlink_to(theme.resolve())
    small = project / "layouts/_default/small.html"
    small.parent.mkdir(parents=True)
    small.touch()
    parameters = {
        "categories": [{"name": group} for group in history.SERVICES],
        "systems": [
            {"name": member.title(), "category": group}
            for group, members in history.SERVICES.items()
            for member in members
        ],
        "incidentHistoryFormat": "yearly",
        "incidentPostsPerPage": 10,
        "dateFormat": "January 2, 2006 at 3:04 PM UTC",
        "shortDateFormat": "15:04 UTC - Jan 2",
    }
    (project / "config.yml").write_text(f"{HUGO}params: {json.dumps(parameters)}\n", encoding="utf-8")
    for file in sorted(incidents.iterdir()):
        (issues / file.name).write_text(_for_cstate(file.read_text(encoding="utf-8")), encoding="utf-8")


def _for_cstate(text: str) -> str:
    """An incident of :mod:`benchmarks.history` as cState has them: a switch for its end, the newest update first."""
    _, front, body = text.split("---\n", 2)
    field: dict[str, str] = dict(re.findall(r"^(\w+): *(.*)$", front, re.MULTILINE))
    listed = field["components"].strip("[]")
    components = [listed] if listed else re.findall(r"^  - (.+)$", front, re.MULTILINE)
    parts = _HEADING.split(body)[1:]
    updates = list(zip(parts[::3], parts[1::3], parts[2::3], strict=True))
    lines = ["---", f"title: {json.dumps(field['title'])}"]
    lines.append(f"date: {field.get('scheduled_for', updates[0][0]).removesuffix(' UTC')}:00")
    if updates[-1][1] in ("Resolved", "Completed"):
        lines += ["resolved: true", f"resolvedWhen: {updates[-1][0]}:00"]
    else:
        lines.append("resolved: false")
    lines += [f"severity: {_SEVERITY[field['impact']]}", "affected:"]
    lines += [*(f"  - {component.title()}" for component in components), "section: issue", "---", ""]
    for at, step, said in reversed(updates):
        lines += [f"*{step}*", "", said.strip(), "", f'{{{{< track "{at}:00" >}}}}', ""]
    return "\n".join(lines)
