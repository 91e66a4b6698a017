import pytest

from dateline.storage.sql import open_store
from tests.builders import store_url


@pytest.fixture(params=["sqlite"])
def url(request, tmp_path):
    """The address of a new store: every back end passes the tests that use it."""
    return store_url(tmp_path)


@pytest.fixture
def store(url):
    with_tables = open_store(url)
    yield with_tables
    with_tables.close()
