"""Expressions and orders mean the same in both databases as over the features themselves."""

import pytest

from dateline.publishing.features import incident_feature
from dateline.storage.fields import INCIDENT_FIELDS
from dateline.storage.query import Query, Sort
from dateline.storage.sql import open_store
from dateline_api.cql2_text import read_cql2_text
from tests.api.conftest import filled
from tests.api.test_filter_requirements import CASES


@pytest.fixture
def store(url):
    store = filled(open_store(url))
    yield store
    store.close()


def test_expressions_and_orders(store):
    every = [incident_feature(incident) for incident in store.incidents(Query()).items]
    rows = [feature["properties"] | {"id": feature["id"], "geometry": feature["geometry"]} for feature in every]
    for text, holds in CASES:
        page = store.incidents(Query(filter=read_cql2_text(text), limit=50))
        assert [incident.id for incident in page.items] == [row["id"] for row in rows if holds(row)], text
        assert page.matched == len(page.items), text
    for name in INCIDENT_FIELDS.keys() - {"geometry"}:
        for down in (False, True):
            query = Query(order=(Sort(name, down),), limit=7)
            found, page = [], store.incidents(query)
            while page.items:
                found += page.items
                page = store.incidents(Query(order=query.order, limit=7, behind=page.last))
            assert [incident.id for incident in store.each_incident(query)] == [incident.id for incident in found]
            values = {row["id"]: row[name] for row in rows}
            told = sorted((values[i] for i in values if values[i] is not None), reverse=down)
            assert [values[incident.id] for incident in found] == told + [None] * (len(rows) - len(told)), name
