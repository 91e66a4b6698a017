import shutil

import pytest

from dateline.storage.sql import open_store
from tests.builders import store_url
from tests.storage.postgres import cluster

BACKENDS = ["sqlite", "postgresql"]


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL cluster of the tests' own, with a database `blank` that has PostGIS."""
    with cluster() as running:
        running.sql("postgres", "CREATE DATABASE blank")
        running.sql("blank", "CREATE EXTENSION postgis")
        yield running


@pytest.fixture(params=BACKENDS)
def url(request, tmp_path):
    """The address of a new store: every back end passes the tests that use it."""
    if request.param == "sqlite":
        return store_url(tmp_path)
    postgres = request.getfixturevalue("postgres")
    return postgres.url(postgres.new_database("blank"))


@pytest.fixture
def sqlite_url(tmp_path):
    """The address of a new store in a file."""
    return store_url(tmp_path)


@pytest.fixture(scope="session", params=BACKENDS)
def empty_store(request, tmp_path_factory):
    """Opens an empty store of its own at every call: a copy of one that was migrated once."""
    if request.param == "postgresql":
        return _emptied(request.getfixturevalue("postgres"))
    template = tmp_path_factory.mktemp("template")
    open_store(store_url(template)).close()

    def opened():
        folder = tmp_path_factory.mktemp("store")
        shutil.copy(template / "dateline.sqlite", folder)
        return open_store(store_url(folder))

    return opened


def _emptied(postgres):
    """Databases are dear: one is emptied again and again."""
    address = postgres.url(postgres.new_database("blank"))
    open_store(address).close()
    tables = (
        "reports, places, events, blocks, judgements, incidents, incident_documents, names, incident_names, incident_events, "
        "redirects, revisions, changes, corrections, decisions, "
        "readings, quarantine, find_event_space, find_incident_space, find_report_words, find_incident_words"
    )
    name = address.split("/")[3].split("?")[0]

    def opened():
        postgres.sql(name, f"TRUNCATE {tables} RESTART IDENTITY", "UPDATE totals SET rows = 0")
        return open_store(address)

    return opened


@pytest.fixture
def store(url):
    """A new store; whatever a test writes into it must fit together."""
    with_tables = open_store(url)
    yield with_tables
    assert with_tables.check().faults == ()
    with_tables.close()
