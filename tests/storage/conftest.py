import shutil

import pytest

from dateline.storage.sql import open_store
from tests.builders import store_url


@pytest.fixture(params=["sqlite"])
def url(request, tmp_path):
    """The address of a new store: every back end passes the tests that use it."""
    return store_url(tmp_path)


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory):
    """Opens an empty store of its own at every call: a copy of one that was migrated once."""
    template = tmp_path_factory.mktemp("template")
    open_store(store_url(template)).close()

    def opened():
        folder = tmp_path_factory.mktemp("store")
        shutil.copy(template / "dateline.sqlite", folder)
        return open_store(store_url(folder))

    return opened


@pytest.fixture
def store(url):
    with_tables = open_store(url)
    yield with_tables
    with_tables.close()
