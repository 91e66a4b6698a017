"""A store with a handful of incidents in an invented country, and a client that speaks to the application without a network."""

from pathlib import Path

import httpx
import pytest
from anyio.from_thread import start_blocking_portal

from dateline.pipeline import Pipeline
from dateline.storage.sql import open_store
from dateline_api.app import create_app
from tests.builders import a_place, an_account, store_url

HOSTILE = "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)> {{ 7 * 7 }}"

PLACES = [a_place(f"Mirna {n}", lon=30 + n, lat=30 + n) for n in range(12)]


def filled(store):
    """Twelve located incidents on twelve days, one without a place, one planned without a day, one told by two reports, one hostile."""
    for n, place in enumerate(PLACES):
        add(store, text=f"Shells number {n} hit {place.name}.", kind="shelling_artillery_missile", place=place, on=f"2020-07-{n + 1:02d}")
    add(store, text="A clash in an unknown place.", kind="armed_clash", place=None, on="2020-08-01", source="Other News")
    add(store, text="An attack on Far is planned.", kind="attack", place=a_place("Far", lon=-60, lat=-20), on=None, status="planned")
    both = a_place("Both", lon=100, lat=10)
    add(store, text="A bomb went off in Both.", kind="suicide_bomb", place=both, on="2021-01-01", source="First", killed=3)
    add(store, text="The bomb in Both killed four.", kind="suicide_bomb", place=both, on="2021-01-01", source="Second", killed=4)
    hostile = a_place(f"Evil {HOSTILE}", lon=179.9, lat=-10, id="test:evil")
    add(
        store,
        text=f"A protest in Evil. {HOSTILE}",
        title=HOSTILE,
        source=HOSTILE,
        url="javascript:alert(document.domain)",
        kind="peaceful_protest",
        place=hostile,
        on="2022-02-02",
        actors=[f'"{HOSTILE}"'],
        attribution=(HOSTILE,),
    )
    return store


def add(store, **values):
    account = an_account(**values)
    store.add(account.report, [account.event])


class Client:
    """Requests to an application in its own event loop; an unhandled exception of the application is raised here."""

    def __init__(self, portal, app):
        self.portal, self.app = portal, app

    def request(self, method, url, **options):
        async def ask():
            async with httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://test") as client:
                return await client.request(method, url, **options)

        return self.portal.call(ask)

    def get(self, url, **options):
        return self.request("GET", url, **options)

    def raw(self, url, **options):
        """The answer with its body as it was sent."""

        async def ask():
            async with httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://test") as client:
                request = client.build_request("GET", url, **options)
                answer = await client.send(request, stream=True)
                answer._content = b"".join([part async for part in answer.aiter_raw()])
                return answer

        return self.portal.call(ask)

    def json(self, url, **options):
        answer = self.get(url, **options)
        assert answer.status_code == 200, answer.text
        return answer.json()


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    store = open_store(store_url(tmp_path_factory.mktemp("api")))
    yield filled(store)
    store.close()


@pytest.fixture(scope="session")
def pipeline(gazetteer):
    return Pipeline(gazetteer)


@pytest.fixture(scope="session")
def static(tmp_path_factory) -> Path:
    """A page as the build leaves it, beside a secret that must not be served."""
    folder = tmp_path_factory.mktemp("web")
    (folder / "secret.txt").write_text("secret")
    static = folder / "static"
    (static / "assets").mkdir(parents=True)
    (static / "single.html").write_text("<title>one file</title><!--INCIDENTS--><hr>\n")
    (static / "index.html").write_text("<!doctype html><title>the map</title>")
    (static / "assets" / "index-Ab3dE6gH.js").write_text("void 0")
    (static / ".hidden").write_text("hidden")
    (static / "link").symlink_to(folder / "secret.txt")
    return static


@pytest.fixture(scope="session")
def app(store, pipeline, static):
    return create_app(store=store, pipeline=pipeline, static=static, max_body_bytes=50_000)


@pytest.fixture(scope="session")
def client(app):
    with start_blocking_portal() as portal:
        yield Client(portal, app)


@pytest.fixture(scope="session")
def client_of():
    """A client for another application."""
    with start_blocking_portal() as portal:
        yield lambda app: Client(portal, app)
