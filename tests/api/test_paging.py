"""Pages: however they are sorted, together they hold everything once; a cursor is read closely."""

import pytest

COLLECTIONS = ["incidents", "events", "reports", "places"]
ITEMS = "/api/collections/incidents/items"


def next_of(body):
    return next((link["href"] for link in body["links"] if link["rel"] == "next"), None)


def walk(client, url, **params):
    body = client.json(url, params=params)
    found = list(body["features"])
    while next_of(body):
        body = client.json(next_of(body))
        assert body["features"]
        found += body["features"]
    return found


@pytest.mark.parametrize(
    "sortby",
    ["timeline_date", "-timeline_date", "-fatalities_high", "fatalities_low,-title", "country,place_name,-confidence", "id", "updated"],
)
def test_sorted_pages_together_are_sorted(client, sortby):
    every = client.json(ITEMS)["features"]
    found = [feature["properties"] | {"id": feature["id"]} for feature in walk(client, ITEMS, sortby=sortby, limit=2)]
    expected = sorted((feature["properties"] | {"id": feature["id"]} for feature in every), key=lambda row: row["id"])
    for part in reversed(sortby.split(",")):
        name, down = part.lstrip("-"), part.startswith("-")
        told = [row for row in expected if row[name] is not None]
        expected = sorted(told, key=lambda row: row[name], reverse=down) + [row for row in expected if row[name] is None]
    names = [part.lstrip("-") for part in sortby.split(",")]
    assert [[row[name] for name in names] for row in found] == [[row[name] for name in names] for row in expected]
    assert sorted(row["id"] for row in found) == sorted(row["id"] for row in expected)
    exported = client.get(ITEMS, params={"sortby": sortby, "f": "csv"}).text.splitlines()[1:]
    assert [line.split(",")[0] for line in exported if line.split(",")[0] in {row["id"] for row in found}] == [row["id"] for row in found]


@pytest.mark.parametrize("name", ["incidents", "events", "reports"])
def test_next_is_a_cursor_and_prev_counts(client, name):
    url = f"/api/collections/{name}/items"
    first = client.json(url, params={"limit": 4})
    second = client.json(next_of(first))
    assert "cursor=" in next_of(first)
    assert "offset=" not in next_of(first)
    assert second["features"] == client.json(url, params={"limit": 4, "offset": 4})["features"]
    assert second["numberMatched"] == first["numberMatched"]
    [prev] = [link["href"] for link in second["links"] if link["rel"] == "prev"]
    assert client.json(prev)["features"] == first["features"]


@pytest.mark.parametrize("text", ["", "x", "0", "A" * 40, "=" * 40, "é" * 20, "A" * 5000, "AAAAAFswLFtdLFtdXQ"])
def test_junk_is_no_cursor(client, text):
    answer = client.get(ITEMS, params={"cursor": text})
    assert (answer.status_code, answer.json()["parameter"]) == (400, "cursor")


def test_a_cursor_is_of_its_order(client):
    cursor = next_of(client.json(ITEMS, params={"limit": 2})).rpartition("cursor=")[2]
    assert client.get(ITEMS, params={"cursor": cursor, "sortby": "title"}).json()["parameter"] == "cursor"
    assert client.get(ITEMS, params={"cursor": cursor, "offset": 3}).json()["parameter"] == "offset"
    assert client.get(ITEMS, params={"cursor": cursor[:-2]}).status_code == 400


@pytest.mark.parametrize("text", ["", "nothing", "geometry", "title,title", "title,-title", "a,b,c,d,e", "title desc", "event_ids"])
def test_what_cannot_be_sorted_by_is_refused(client, text):
    answer = client.get(ITEMS, params={"sortby": text})
    assert (answer.status_code, answer.json()["parameter"]) == (400, "sortby")


@pytest.mark.parametrize("name", COLLECTIONS)
def test_only_the_properties_asked_for(client, name):
    url = f"/api/collections/{name}/items"
    every = list(client.json(url)["features"][0]["properties"])
    for feature in client.json(url, params={"properties": f"{every[2]},{every[0]}"})["features"]:
        assert list(feature["properties"]) == [every[2], every[0]]
    assert client.get(url, params={"properties": "nothing"}).json()["parameter"] == "properties"
    assert client.get(url, params={"properties": every[0], "f": "html"}).status_code == 200
