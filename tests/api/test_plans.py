"""A plan leads to the incident that fulfilled it, and that incident back to the plan."""

import pytest

from dateline.storage.sql import open_store
from dateline_api.app import create_app
from tests.api.conftest import add
from tests.builders import a_place, store_url

TOWN, FAR = a_place("Mirna"), a_place("Tolka", lon=44.0)


@pytest.fixture
def told(tmp_path, client_of, pipeline):
    store = open_store(store_url(tmp_path))
    protest = {"kind": "peaceful_protest", "by": "Teachers"}
    add(
        store,
        text="Teachers call for a march in Mirna on Friday.",
        place=TOWN,
        on="2020-07-24",
        status="planned",
        published="2020-07-20",
        **protest,
    )
    add(store, text="Teachers marched in Mirna.", place=TOWN, on="2020-07-24", published="2020-07-25", **protest)
    add(store, text="Teachers marched in Tolka.", place=FAR, on="2020-07-24", published="2020-07-25", **protest)
    add(store, text="Shells hit Mirna.", place=TOWN, on="2020-07-24", kind="shelling_artillery_missile", published="2020-07-25")
    add(store, text="A clash somewhere.", place=None, on=None, kind="armed_clash")
    yield client_of(create_app(store=store, pipeline=pipeline))
    store.close()


def test_a_plan_and_what_fulfilled_it_lead_to_each_other_and_others_to_nothing(told):
    features = told.json("/api/collections/incidents/items")["features"]
    links = {feature["id"]: told.json(f"/api/incidents/{feature['id']}/links")["links"] for feature in features}
    plan = next(feature["id"] for feature in features if feature["properties"]["status"] == "planned")
    (link,) = links[plan]
    assert link["plan"] == plan
    assert told.json(link["href"].removeprefix("http://test"))["properties"]["title"] == link["title"]
    (back,) = links[link["incident"]]
    assert (back["plan"], back["incident"], back["score"], back["href"]) == (plan, link["incident"], link["score"], back["href"])
    assert back["href"].endswith(plan)
    assert sum(map(len, links.values())) == 2


def test_what_is_not_there_is_404_and_what_is_not_taken_400(told):
    assert told.get("/api/incidents/0000/links").status_code == 404
    assert told.get("/api/incidents/0000/links?limit=1").status_code == 400
