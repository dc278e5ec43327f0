"""A long history for measuring: the same incidents in every run, as large as those of a big service.

The sizes are those of a public status page over four and a half years: 819 incidents, three to six updates each
and now and then many more, mostly short, with a long report at the end of every fifth.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

INCIDENTS = 819
END = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
BETWEEN = timedelta(days=2)

SERVICES = {
    "Source": ("git", "reviews", "issues"),
    "Automation": ("api", "webhooks", "builds", "packages", "pages"),
    "Workplaces": ("editor", "terminal", "previews"),
}
COMPONENTS = tuple(component for members in SERVICES.values() for component in members)
STEPS = ("Investigating", "Identified", "Monitoring")
SENTENCES = (
    "We are looking into reports of slow answers.",
    "Some requests fail with an error; trying again usually helps.",
    "The cause is a pool of connections that is **exhausted** under load.",
    "A fix is being rolled out, one region after the other.",
    "Error rates are falling and we keep watching them.",
    "Work that was queued in the meantime is being caught up, which takes about half an hour.",
    "Settings that are read at start, such as `pool.size`, were not reloaded.",
    "The [runbook](https://runbooks.example.com/pools) has been followed; no data was lost.",
    "We are sorry for the interruption and will publish what we learn.",
)
LIST = "- The first region is back.\n- The second follows within ten minutes."


def write(project: Path, incidents: int = INCIDENTS, seed: int = 2026) -> None:
    """Write ``components.yml`` and a history of so many incidents, the newest of them still open, below ``project``."""
    random = Random(seed)  # noqa: S311 - the same history in every run is what is wanted
    (project / "components.yml").write_text(component_list(), encoding="utf-8")
    folder = project / "incidents"
    folder.mkdir(parents=True)
    for number in range(incidents):
        began = END - BETWEEN * (incidents - number - 1) - timedelta(minutes=random.randrange(90, 1400))
        name = f"{began:%Y-%m-%d}-trouble-{number:05}.md"
        is_open = number == incidents - 1
        text = maintenance(random, began) if number % 45 == 7 else incident(random, began, is_open)
        (folder / name).write_text(text, encoding="utf-8")


def component_list() -> str:
    """The text of ``components.yml``."""
    lines = ["components:"]
    for group, members in SERVICES.items():
        lines += [f"  - name: {group}", "    components:"]
        for component in members:
            lines += [f"      - id: {component}", f"        name: {component.title()}"]
    return "\n".join([*lines, ""])


def incident(random: Random, began: datetime, is_open: bool) -> str:
    """The text of one incident; the last update resolves it unless ``is_open``."""
    hit = random.sample(COMPONENTS, random.choice((1, 1, 1, 2, 3)))
    count = random.choice((3, 3, 4, 4, 5, 6)) if random.random() < 0.85 else random.randrange(8, 18)
    steps = [STEPS[min(index * len(STEPS) // count, 2)] for index in range(count)]
    if not is_open:
        steps[-1] = "Resolved"
    lengths = [random.choice((1, 1, 2, 3)) for _ in steps]
    if random.random() < 0.2:
        lengths[-1] = 25
    impact = random.choice(("minor", "minor", "minor", "major", "critical"))
    head = ["---", f"title: Trouble with {' and '.join(hit)}", f"impact: {impact}", "components:"]
    head += [*(f"  - {component}" for component in hit), "---", ""]
    at = began
    for step, length in zip(steps, lengths, strict=True):
        head += [f"## {at:%Y-%m-%d %H:%M} UTC - {step}", "", paragraphs(random, length), ""]
        at += timedelta(minutes=random.randrange(4, 15))
    return "\n".join(head)


def maintenance(random: Random, began: datetime) -> str:
    """The text of one planned maintenance, announced three days before and completed in time."""
    component = random.choice(COMPONENTS)
    until = began + timedelta(hours=1)
    steps = [(began - timedelta(days=3), "Scheduled"), (began, "In progress"), (until, "Completed")]
    head = ["---", f"title: Maintenance of {component}", "impact: maintenance", f"components: [{component}]"]
    head += [
        f"scheduled_for: {began:%Y-%m-%d %H:%M} UTC",
        f"scheduled_until: {until:%Y-%m-%d %H:%M} UTC",
        "---",
        "",
    ]
    for at, step in steps:
        head += [f"## {at:%Y-%m-%d %H:%M} UTC - {step}", "", paragraphs(random, 2), ""]
    return "\n".join(head)


def paragraphs(random: Random, sentences: int) -> str:
    """Some sentences of Markdown, a paragraph each third, now and then with a list."""
    chosen = [random.choice(SENTENCES) for _ in range(sentences)]
    blocks = [" ".join(chosen[index : index + 3]) for index in range(0, sentences, 3)]
    return "\n\n".join([*blocks, LIST] if random.random() < 0.1 else blocks)
