"""Badges: pictures that say the state in shape, word and colour, and the same for shields.io."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from mkdocs_status_plugin.marks import colour, shape
from mkdocs_status_plugin.model import Component, ComponentStatus, Impact, Incident, Site
from mkdocs_status_plugin.outputs import badges
from mkdocs_status_plugin.outputs.badges_picture import LONGEST, picture, shortened
from tests.outputs.publishing import publish
from tests.outputs.sites import NOWS, sites
from tests.state.sites import at, incident, site, update

SVG = "{http://www.w3.org/2000/svg}"
STATES = [*ComponentStatus, "none", "maintenance", "minor", "major", "critical", "unknown"]

DOWN = incident("down", "critical", {"api": "major_outage"}, update("09:00", "investigating"))


def published(*incidents: Incident, page: Site | None = None, **rest: Any) -> Mapping[str, bytes]:
    """The badges of a site with two components and these incidents."""
    return dict(badges.files(publish(page or site(*incidents), at("12:00"), **rest)))


def said(files: Mapping[str, bytes], where: str = "") -> tuple[str, str, str]:
    """What a badge tells a screen reader, and the colour and the shape of its mark."""
    root = ElementTree.fromstring(files[f"{where}badge.svg"])
    assert root.get("role") == "img"
    field, mark = root.find(f"{SVG}rect"), root.findall(f"{SVG}path")[-1]
    assert field is not None
    return root.findtext(f"{SVG}title") or "", field.get("fill") or "", mark.get("d") or ""


@pytest.mark.parametrize(
    ("page", "text", "state"),
    [
        (site(), "All systems operational", "operational"),
        (site(DOWN), "Major outage", "major"),
        (site(DOWN, api=None), "Major outage", "critical"),
        (site(api="degraded_performance", web=None), "Degraded performance", "minor"),
        (site(api="under_maintenance", web=None), "Under maintenance", "maintenance"),
        (
            site(incident("x", "major", {"api": "operational"}, update("09:00", "monitoring"))),
            "Active incident",
            "minor",
        ),
        (site(replace(DOWN, impact=Impact.UNKNOWN, raw="?", components=())), "Status uncertain", "unknown"),
        (Site(complete=False), "Status uncertain", "unknown"),
        (Site(), "All systems operational", "operational"),
    ],
    ids=[
        "well",
        "one of two",
        "all of one",
        "degraded",
        "work",
        "held by nothing",
        "unread",
        "no list",
        "nothing",
    ],
)
def test_the_badge_of_the_site_says_how_the_whole_is(page: Site, text: str, state: str) -> None:
    """The words are about the worst there is, the colour is the banner's; what is unknown is never green."""
    assert said(published(page=page)) == (f"Example Status: {text}", colour(state), shape(state))


@pytest.mark.parametrize("status", ComponentStatus)
def test_the_badge_of_a_component_says_how_it_is(status: ComponentStatus) -> None:
    """Each status has its word, its colour and its shape."""
    files = published(page=site(api=status))
    word = str(status).replace("_", " ").capitalize()
    assert said(files, "components/api/") == (f"Api: {word}", colour(status), shape(status))
    assert json.loads(files["components/api/badge.json"]) == {
        "schemaVersion": 1,
        "label": "Api",
        "message": word,
        "color": colour(status),
        "isError": False,
        "cacheSeconds": 300,
    }


def test_each_component_has_its_badge() -> None:
    """There are two files for the site and two for every component, and for no group."""
    assert set(published()) == {
        f"{where}badge.{kind}"
        for where in ("", "components/api/", "components/web/")
        for kind in ("svg", "json")
    }
    assert set(published(page=Site())) == {"badge.svg", "badge.json"}


def test_shields_shows_what_is_unknown_as_an_error() -> None:
    """An address of shields.io cannot paint what is unknown in a colour of its own."""
    assert json.loads(published(page=Site(complete=False))["badge.json"])["isError"] is True


def luminance(colour: str) -> float:
    """The relative luminance of ``#rgb`` or ``#rrggbb`` (WCAG 2.2)."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("state", STATES)
def test_text_and_mark_stand_out_in_every_state(state: str) -> None:
    """White on each field has a contrast of 4.5 and more."""
    root = ElementTree.fromstring(picture("Name", "Word", state))
    text = {element.get("fill") for element in [*root.findall(f"{SVG}g"), root.findall(f"{SVG}path")[-1]]}
    assert text == {"#fff"}
    fields = [
        element.get("fill") or "" for element in [*root.findall(f"{SVG}rect"), root.findall(f"{SVG}path")[0]]
    ]
    assert min(1.05 / (luminance(field) + 0.05) for field in fields) >= 4.5


def test_no_two_states_look_alike() -> None:
    """Shapes differ, not only colours."""
    assert len({shape(state) for state in [*ComponentStatus, "unknown"]}) == 6


NAMES = st.text() | st.sampled_from(
    ["<svg onload=x>&\"'", "漢字" * 40, "👩‍👩‍👧‍👦" * 20, "&" * 99, "e\u0301" * 40, "\x00\x1b"]
)


@given(label=NAMES, message=NAMES, state=st.sampled_from(STATES))
def test_whatever_the_names_a_badge_is_small_and_well_formed(label: str, message: str, state: str) -> None:
    """A badge has less than 2 kB, only its own elements, and the words that it was given, cut where long."""
    svg = picture(label, message, state)
    assert len(svg) < 2000
    root = ElementTree.fromstring(svg)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {
        "svg",
        "title",
        "rect",
        "path",
        "g",
        "text",
    }
    assert len(root.findtext(f"{SVG}title") or "") <= 2 * LONGEST + 2


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("a" * LONGEST, "a" * LONGEST),
        ("a" * 99, "a" * (LONGEST - 1) + "…"),
        ("a" * (LONGEST - 2) + " bcd", "a" * (LONGEST - 2) + "…"),
        ("a" * (LONGEST - 2) + "e\u0301e", "a" * (LONGEST - 2) + "…"),
    ],
    ids=["fits", "long", "at a space", "never between a letter and its accent"],
)
def test_a_long_name_is_cut(text: str, short: str) -> None:
    """What is cut leaves an ellipsis."""
    assert shortened(text) == short


@given(page=sites(), now=NOWS)
def test_any_site_has_its_badges(page: Site, now: datetime) -> None:
    """Whatever a site holds, its badges are pictures and JSON, and none is green that the page is not."""
    publication = publish(page, now)
    files = dict(badges.files(publication))
    for name, content in files.items():
        if name.endswith(".json"):
            assert json.loads(content)["schemaVersion"] == 1
    well = publication.snapshot.banner.kind == "operational"
    assert (said(files)[1] == colour("operational")) is well


@pytest.mark.parametrize("font", ["monospace", "serif", "Liberation Sans", "DejaVu Sans"])
def test_the_text_stays_inside_in_any_font(chromium: Browser, font: str) -> None:
    """Each text lies within its own field, whatever font draws it."""
    pictures = [
        picture(label, message, "major")
        for label, message in [
            ("API", "OK"),
            ("WWWWWWWWWWWW", "iiiiiiiiiiiii"),
            ("漢字かな", "Ünïcødé"),
            ("a" * 99, "M" * 99),
        ]
    ]
    page = chromium.new_page()
    try:
        for svg in pictures:
            page.set_content(svg.decode().replace("Verdana,DejaVu Sans,sans-serif", font))
            assert page.evaluate(
                """() => {
                    const [label, message] = [...document.querySelectorAll("text")].map(text => text.getBoundingClientRect());
                    const [left, mark] = [...document.querySelectorAll("path")].map(path => path.getBoundingClientRect());
                    const all = document.querySelector("rect").getBoundingClientRect();
                    return left.left <= label.left && label.right <= left.right && left.right <= mark.left
                        && mark.right <= message.left && message.right <= all.right
                        && all.top <= Math.min(label.top, message.top) && Math.max(label.bottom, message.bottom) <= all.bottom;
                }"""
            )
    finally:
        page.close()


def test_a_component_without_a_name_has_a_badge() -> None:
    """Nothing depends on there being any letter."""
    assert said(published(page=Site(components=(Component("x", ""),))), "components/x/")[0] == ": Operational"
