"""Reading the API as a strict client does: shapes, order of keys, nothing beyond."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from mkdocs_status_plugin.outputs import Publication, api

NAMES = (
    "summary",
    "status",
    "components",
    "incidents",
    "incidents/unresolved",
    "scheduled-maintenances",
    "scheduled-maintenances/upcoming",
    "scheduled-maintenances/active",
)
FOLDER = Path(__file__).parent / "api_schemas"

_COMPONENT = (
    "id name status created_at updated_at position description showcase start_date group_id page_id group"
    " only_show_if_degraded"
)
_INCIDENT = (
    "id name status created_at updated_at monitoring_at resolved_at impact shortlink started_at page_id"
    " incident_updates components"
)
ORDERS = {
    tuple(keys.split())
    for keys in (
        "page components incidents scheduled_maintenances status",
        "page status",
        "page components",
        "page incidents",
        "page scheduled_maintenances",
        "id name url time_zone updated_at",
        "indicator description",
        _COMPONENT,
        f"{_COMPONENT} components",
        _INCIDENT,
        f"{_INCIDENT} scheduled_for scheduled_until",
        "id status body incident_id created_at updated_at display_at affected_components deliver_notifications"
        " custom_tweet tweet_id",
        "code name old_status new_status",
    )
}
"""The keys of every object there is, in the order in which Statuspage writes them."""


def answers(publication: Publication) -> dict[str, Any]:
    """Every file of the API by its name, read."""
    found = {
        path.removeprefix("api/v2/").removesuffix(".json"): body for path, body in api.files(publication)
    }
    return {name: json.loads(body.decode("utf-8")) for name, body in found.items()}


@cache
def validator(name: str) -> Draft202012Validator:
    """What judges the shape of one file."""
    shapes = json.loads((FOLDER / "shapes.schema.json").read_text("utf-8"))
    schema = json.loads((FOLDER / f"{name.replace('/', '-')}.schema.json").read_text("utf-8"))
    registry = Registry[Any]().with_resource("shapes.schema.json", Resource.from_contents(shapes))
    return Draft202012Validator(schema, registry=registry)


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a value."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from objects(item)


def faults(name: str, answer: Any) -> list[str]:
    """What a strict client would refuse about a file; empty when all is well."""
    found = [error.message for error in validator(name).iter_errors(answer)]
    found += [f"order of {tuple(one)}" for one in objects(answer) if tuple(one) not in ORDERS]
    return found
