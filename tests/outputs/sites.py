"""Any site with any words in it: what a stranger could make of every text that outputs carry."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st

from mkdocs_status_plugin.model import Component, Group, Incident, Site
from tests.state.sites import DAY
from tests.state.sites import sites as plain_sites

TEXTS = st.text(max_size=40) | st.sampled_from(
    ["</script>", '"', "\\", "\n", "\r\n", "\x00", "\u2028", "{{ x }}", "2026-11-02", "null", "é" * 12, "#"]
)
"""Titles, names and bodies, the awkward ones among them."""

NOWS = st.builds(lambda hours: DAY + timedelta(hours=hours), st.integers(-2, 12))
"""Moments around the day on which everything happens."""

ZONES = st.sampled_from(["UTC", "America/Los_Angeles", "Asia/Kolkata", "Australia/Lord_Howe"])


@st.composite
def sites(draw: st.DrawFn) -> Site:
    """Any site, with any text wherever a person writes text; sometimes without any component."""
    site = draw(plain_sites())
    components = draw(st.sampled_from([site.components, site.components, site.components, ()]))
    return replace(
        site,
        components=tuple(_node(draw, node) for node in components),
        incidents=tuple(_incident(draw, incident) for incident in site.incidents),
    )


def _node(draw: st.DrawFn, node: Component | Group) -> Component | Group:
    name, description = draw(TEXTS), draw(TEXTS)
    if isinstance(node, Component):
        since = draw(st.none() | st.dates(DAY.date() - timedelta(days=5), DAY.date() + timedelta(days=2)))
        return replace(node, name=name, description=description, since=since)
    members = tuple(_node(draw, member) for member in node.members)
    return replace(node, name=name, description=description, members=members)


def _incident(draw: st.DrawFn, incident: Incident) -> Incident:
    updates = tuple(update._replace(text=draw(TEXTS)) for update in incident.updates)
    return replace(
        incident, title=draw(TEXTS), summary=draw(TEXTS), also_affects=draw(TEXTS), updates=updates
    )
