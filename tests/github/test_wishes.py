"""What forms and comments ask for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_status_plugin.github.wishes import Action, BadWish, Wish, of_comment, of_form

UPDATE, RESOLVE = Action.UPDATE, Action.RESOLVE


@pytest.mark.parametrize(
    ("body", "wish"),
    [
        ("/update identified We know.", Wish(UPDATE, "", "We know.", status="identified")),
        ("/update Identified: We know.", Wish(UPDATE, "", "We know.", status="identified")),
        ("/update in progress\n\nWe go on.", Wish(UPDATE, "", "We go on.", status="in_progress")),
        ("/update In-Progress x", Wish(UPDATE, "", "x", status="in_progress")),
        ("/update We know.", Wish(UPDATE, "", "We know.")),
        ("/update identifiedly", Wish(UPDATE, "", "identifiedly")),
        (
            "/update monitoring api=operational dashboard=operational Back.",
            Wish(
                UPDATE,
                "",
                "Back.",
                components=("api=operational", "dashboard=operational"),
                status="monitoring",
            ),
        ),
        ("/update incident=slowly Back.", Wish(UPDATE, "slowly", "Back.")),
        (
            "/update incident=slowly api=operational monitoring Identified.",
            Wish(UPDATE, "slowly", "Identified.", components=("api=operational",), status="monitoring"),
        ),
        ("/resolve It is over.\n\n- really", Wish(RESOLVE, "", "It is over.\n\n- really")),
        ("/resolve monitoring was enough", Wish(RESOLVE, "", "monitoring was enough")),
        ("/resolve\nOver.", Wish(RESOLVE, "", "Over.")),
        ("Please /update", None),
        (" /update x", None),
        ("/updated x", None),
        ("/update/x", None),
        ("> /resolve x", None),
        ("", None),
    ],
)
def test_comments(body: str, wish: Wish | None) -> None:
    """A command at the very beginning, then a status and what has changed in any order, then the text."""
    assert of_comment(body) == wish


@pytest.mark.parametrize("body", ["/update", "/update identified", "/resolve \n", "/update api=operational"])
def test_comments_without_a_text(body: str) -> None:
    """A command needs words for visitors."""
    with pytest.raises(BadWish, match="There is no text"):
        of_comment(body)


FORM = "### Incident that is over\n\n{}\n\n### When\n\n{}\n\n### What visitors read\n\n{}"


@given(st.text().filter(lambda text: "\r" not in text))
def test_the_text_of_a_form(text: str) -> None:
    """The text is all that comes last, whatever headings it holds."""
    evil = f"{text}\n\n### When\n\n1999-01-01 00:00 UTC\n\n### What visitors read\n\nx"
    wish = of_form("title", FORM.format("slowly", "_No response_", evil))
    assert wish == Wish(RESOLVE, "slowly", evil.strip())


@pytest.mark.parametrize(
    "body", ["", "Hello", "### Impact\n\nmajor", FORM[4:], f"x\n{FORM}", FORM.replace("### When", "When")]
)
def test_no_form(body: str) -> None:
    """Any other issue asks for nothing."""
    assert of_form("title", body) is None


@given(st.text())
def test_any_comment(body: str) -> None:
    """No comment is too strange to be read."""
    try:
        wish = of_comment("/update " + body)
    except BadWish:
        return
    assert wish is not None
    assert wish.text
    assert wish.text in body
