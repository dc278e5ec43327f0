"""What outputs find without looking at the whole history is what a look at all of it finds."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

from hypothesis import given

from mkdocs_status_plugin.model import Site
from mkdocs_status_plugin.outputs.api.components import listing
from mkdocs_status_plugin.outputs.api.context import Context
from mkdocs_status_plugin.outputs.api.incidents import Entry
from mkdocs_status_plugin.outputs.api.told import Told, in_order
from mkdocs_status_plugin.outputs.embed_notices import Notices
from mkdocs_status_plugin.outputs.status import _phases, _stage
from mkdocs_status_plugin.state import IncidentView
from tests.outputs.publishing import publish
from tests.outputs.sites import NOWS, sites


@given(page=sites(), now=NOWS)
def test_who_changes_is_known(page: Site, now: datetime) -> None:
    """An incident that is not among those of the next change is the same before and after."""
    publication = publish(page, now)
    for before, after in pairwise(publication.ahead):
        assert before.next_change is not None
        for view in after.incidents:
            assert view.id in before.next_change.incident_ids or before.by_id[view.id] is view


@given(page=sites(), now=NOWS)
def test_the_oldest_instant_is_found_without_an_order_of_all(page: Site, now: datetime) -> None:
    """What the API takes for the beginning of a component without one is the first moment of all."""
    timeline = publish(page, now).timeline
    assert timeline.first == next((at for at, _ in timeline.moments), None)


@given(page=sites(), now=NOWS)
def test_each_incident_is_foreseen_as_it_first_shows(page: Site, now: datetime) -> None:
    """Of what is announced only later there is the view of the first instant at which it shows."""
    publication = publish(page, now)
    first: dict[str, IncidentView] = {}
    for then in publication.ahead:
        for view in then.incidents:
            first.setdefault(view.id, view)
    assert {view.id: view for view in publication.foreseen} == first
    assert len(publication.foreseen) == len(first)


@given(page=sites(), now=NOWS)
def test_every_phase_tells_of_every_incident_that_is_another(page: Site, now: datetime) -> None:
    """A phase of ``status.json`` has each incident whose stage is another than before, in the order of the incidents."""
    publication = publish(page, now)
    told = [phase["incidents"] for phase in _phases(publication)]
    assert told == [
        [
            _stage(view)
            for view in after.incidents
            if (was := before.by_id.get(view.id)) is None or _stage(was) != _stage(view)
        ]
        for before, after in pairwise(publication.ahead)
    ]


@given(page=sites(), now=NOWS)
def test_notices_are_of_the_moment_at_which_they_begin(page: Site, now: datetime) -> None:
    """What a notice is made from is what is true when it appears, between two changes, too."""
    publication = publish(page, now)
    for snapshot in Notices(publication)._snapshots():
        assert snapshot == publication.timeline.at(snapshot.now)


@given(page=sites(), now=NOWS)
def test_the_api_has_the_newest_of_all(page: Site, now: datetime) -> None:
    """The lists of the API begin as the order of all incidents does, and none was told of later than the page says."""
    publication = publish(page, now)
    context = Context(publication)
    told = Told(context, listing(context))
    every = in_order([Entry(context, listing(context), view) for view in publication.snapshot.incidents])
    for maintenance in (False, True):
        ids = [entry.view.id for entry in every if entry.is_maintenance is maintenance]
        for count in (1, 50):
            assert [one.view.id for one in told.newest(count, maintenance=maintenance)] == ids[:count]
    assert told.updated_at == max((entry.updated_at for entry in every), default=None)
