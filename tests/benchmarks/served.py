"""The API over the store named by DATELINE_BENCH_STORE, as uvicorn's workers make it."""

import os
import tempfile
from pathlib import Path

from dateline.gazetteer.compile import compile_places
from dateline.gazetteer.gazetteer import Gazetteer
from dateline.pipeline import Pipeline
from dateline.storage.sql import open_store
from dateline_api.app import create_app
from tests.builders import a_place


def app():
    """A new application."""
    folder = Path(tempfile.mkdtemp(prefix="dateline-served-"))
    compile_places([a_place()], folder)
    return create_app(store=open_store(os.environ["DATELINE_BENCH_STORE"]), pipeline=Pipeline(Gazetteer.open(folder)))
