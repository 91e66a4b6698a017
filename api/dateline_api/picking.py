"""Filters over columns: the rows that a store would find, without asking it."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from dateline.extraction.codebook import Salience
from dateline.publishing.columns import (
    BACKGROUND,
    KINDS,
    NO_SPOT,
    PRECISIONS,
    STATUSES,
    UNDATED,
    UNTOLD,
    Array,
    Columns,
    Lists,
    days_since_epoch,
)
from dateline.storage.query import Query

EVERYTHING = Query(limit=1)


def columns_hold(query: Query) -> bool:
    """Whether the columns hold all that it asks for: not the words of reports, what a filter may name, nor confidence as it was told."""
    return query.least_toll < UNTOLD - 1 and query == replace(
        EVERYTHING,
        bbox=query.bbox,
        start=query.start,
        end=query.end,
        event_types=query.event_types,
        sub_event_types=query.sub_event_types,
        statuses=query.statuses,
        saliences=query.saliences,
        countries=query.countries,
        admin1s=query.admin1s,
        sources=query.sources,
        actors=query.actors,
        date_precisions=query.date_precisions,
        geo_precisions=query.geo_precisions,
        least_toll=query.least_toll,
        numbers=query.numbers,
        limit=query.limit,
    )


def picked_by_columns(columns: Columns, query: Query) -> Array:
    """The indexes of the rows that the query finds."""
    held = np.ones(len(columns), dtype=bool)
    if query.start is not None or query.end is not None:
        held &= columns.day != UNDATED
        if query.start is not None:
            held &= columns.last_day >= days_since_epoch(query.start)
        if query.end is not None:
            held &= columns.day <= days_since_epoch(query.end)
    if query.event_types or query.sub_event_types:
        by_type, by_kind = query.event_types, query.sub_event_types
        wanted = [(not by_kind or kind in by_kind) and (not by_type or kind.event_type in by_type) for kind in KINDS]
        held &= np.array(wanted)[columns.kind]
    if query.statuses:
        held &= _among(STATUSES, query.statuses)[columns.status]
    if query.saliences:
        held &= np.array([Salience.MAIN in query.saliences, Salience.BACKGROUND in query.saliences])[
            ((columns.flags & BACKGROUND) != 0).astype(np.intp)
        ]
    if query.date_precisions:
        held &= _among(PRECISIONS, query.date_precisions)[columns.precision]
    if query.least_toll > 0:
        held &= _told(columns.killed_high) + _told(columns.wounded_high) >= query.least_toll
    if query.bbox is not None or query.countries or query.admin1s or query.geo_precisions:
        held &= _at_wanted_spots(columns, query)[columns.spot]
    if query.sources:
        held &= _with(columns.sources, query.sources)
    if query.actors:
        held &= _with(columns.actors, query.actors)
    if query.numbers:
        held &= np.isin(columns.number, list(query.numbers))
    return np.flatnonzero(held)


def _among(codes: Sequence[str], wanted: Collection[str]) -> Array:
    return np.array([code in wanted for code in codes])


def _told(counts: Array) -> Array:
    return np.where(counts == UNTOLD, 0, counts.astype(np.int64))


def _at_wanted_spots(columns: Columns, query: Query) -> Array:
    """For no spot and then for each, whether what stands there is wanted."""
    spots = columns.spots
    wanted = np.ones(len(spots) + 1, dtype=bool)
    wanted[NO_SPOT] = False
    if query.bbox is not None:
        lon, lat = np.array([spot.lon for spot in spots]), np.array([spot.lat for spot in spots])
        inside = np.zeros(len(spots), dtype=bool)
        for part in query.bbox.parts():
            inside |= (lon >= part.west) & (lon <= part.east) & (lat >= part.south) & (lat <= part.north)
        wanted[1:] &= inside
    if query.countries:
        wanted[1:] &= np.array([spot.country in query.countries for spot in spots], dtype=bool)
    if query.admin1s:
        wanted[1:] &= np.array([spot.admin1 in query.admin1s for spot in spots], dtype=bool)
    if query.geo_precisions:
        wanted[1:] &= np.array([spot.precision in query.geo_precisions for spot in spots], dtype=bool)
    return wanted


def _with(lists: Lists, names: Collection[str]) -> Array:
    """Whether each row has one of the names."""
    wanted = np.array([value in names for value in lists.values], dtype=bool)
    held = np.zeros(len(lists.start) - 1, dtype=bool)
    if len(lists.codes):
        hits = np.flatnonzero(wanted[lists.codes])
        held[np.searchsorted(lists.start, hits, side="right") - 1] = True
    return held
