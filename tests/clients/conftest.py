"""A live server on 127.0.0.1 over a store that is filled as the API's tests fill theirs."""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from dateline.storage.sql import open_store
from tests.api.conftest import filled
from tests.builders import store_url

ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


@contextmanager
def serving(store_address, folder):
    """A server over a store that is there; its address: `http://127.0.0.1:54321`."""
    program = [sys.executable, str(Path(__file__).with_name("serve.py")), store_address, str(folder)]
    server = subprocess.Popen(program, env=ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        port = server.stdout.readline().strip()
        assert port.isdigit(), "the server did not start"
        yield f"http://127.0.0.1:{port}"
    finally:
        server.stdin.close()
        ended = server.wait(30)
        server.stdout.close()
    assert ended == 0


@pytest.fixture(scope="session")
def store_address(tmp_path_factory):
    return store_url(tmp_path_factory.mktemp("clients"))


@pytest.fixture(scope="session")
def server(store_address, tmp_path_factory):
    """The server's address: `http://127.0.0.1:54321`."""
    filled(open_store(store_address)).close()
    with serving(store_address, tmp_path_factory.mktemp("gazetteer") / "one") as address:
        yield address
