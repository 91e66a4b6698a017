"""`dateline export`: incidents to a file."""

from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Generic, TypeVar

import typer

from dateline.cli import filters
from dateline.cli.console import plural, say
from dateline.cli.ready import opened_store, settings_of
from dateline.errors import BadParameter

V = TypeVar("V")


def export(
    ctx: typer.Context,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="Where to; the suffix says the format: .geojson, .csv, .html and more.")
    ],
    bbox: filters.BboxOption = None,
    days: filters.DatetimeOption = None,
    event_types: filters.EventTypeOption = None,
    sub_event_types: filters.SubEventTypeOption = None,
    statuses: filters.StatusOption = None,
    saliences: filters.SalienceOption = None,
    text: filters.TextOption = None,
    countries: filters.CountryOption = None,
    admin1s: filters.Admin1Option = None,
    sources: filters.SourceOption = None,
    actors: filters.ActorOption = None,
    least_toll: filters.LeastTollOption = 0,
    least_confidence: filters.LeastConfidenceOption = 0.0,
) -> None:
    """Write the store's incidents to a file: all of them, or those that the filters let through.

    [bold]Examples[/bold]

      dateline export -o incidents.geojson

      dateline export -o aleppo-2016.csv --bbox 36.8,36.0,37.5,36.4 --datetime 2016-01-01/2016-12-31

      dateline export -o map.html --event-type battles,explosions_remote_violence --status occurred -q airport

      dateline export -o idlib.parquet --country SY --admin1 Idlib --least-toll 10
    """
    from dateline.publishing.files import FEATURE_FORMATS, write, write_features, write_map
    from dateline.storage.query import Query

    query = filters.query_of(
        bbox=bbox,
        days=days,
        event_types=event_types,
        sub_event_types=sub_event_types,
        statuses=statuses,
        saliences=saliences,
        text=text,
        countries=countries,
        admin1s=admin1s,
        sources=sources,
        actors=actors,
        least_toll=least_toll,
        least_confidence=least_confidence,
    )
    if output.is_dir() or not output.parent.is_dir():
        raise BadParameter("--output", f"{output} is a folder" if output.is_dir() else f"the folder {output.parent} does not exist")
    with opened_store(settings_of(ctx)) as store:
        if output.suffix.lower() in FEATURE_FORMATS:
            features = _Counted(store.each_feature(query))
            write_features(features, output)
            count = features.count
        elif output.suffix.lower() == ".html" and (page := _page()):
            incidents = _Counted(store.each_incident(query))
            write_map(
                incidents,
                output,
                page=page,
                accounts_of=lambda incident: store.events(Query(incident_id=incident.id, limit=_ACCOUNTS)).items,
            )
            count = incidents.count
        else:
            incidents = _Counted(store.each_incident(query))
            write(incidents, output, quote_of=lambda incident: store.event(incident.event_ids[0]).event.quote)
            count = incidents.count
    say(f"Wrote {plural(count, 'incident')} to {output}")


_ACCOUNTS = 8
"""Of one incident that a map tells."""


def _page() -> str | None:
    """The page as one file; None where it is not built."""
    try:
        return (files("dateline_web") / "static" / "single.html").read_text("utf-8")
    except (ModuleNotFoundError, FileNotFoundError):
        say("The map page is not built, so this map loads its scripts from the network; `make web` builds it.")
        return None


class _Counted(Generic[V]):
    """Counts what passes."""

    def __init__(self, passing: "Iterable[V]") -> None:
        self._passing = passing
        self.count = 0

    def __iter__(self) -> "Iterator[V]":
        for one in self._passing:
            self.count += 1
            yield one
