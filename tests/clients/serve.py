"""Serves a store until its standard input closes: `serve.py STORE_URL FOLDER`; prints its port first.

A process of its own, because GDAL inside Python keeps other threads from running while it waits for an answer.
"""

import os
import socket
import sys
import threading
from pathlib import Path

import uvicorn

from dateline.gazetteer.compile import compile_places
from dateline.gazetteer.gazetteer import Gazetteer
from dateline.pipeline import Pipeline
from dateline.storage.sql import open_store
from dateline_api.app import create_app
from tests.builders import a_place


def main(url, folder):
    compile_places([a_place()], Path(folder))
    app = create_app(store=open_store(url), pipeline=Pipeline(Gazetteer.open(Path(folder))), editing=True)
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off", timeout_graceful_shutdown=2))

    def until_told():
        os.read(0, 1)
        server.should_exit = True

    threading.Thread(target=until_told, daemon=True).start()
    print(listening.getsockname()[1], flush=True)
    server.run(sockets=[listening])


if __name__ == "__main__":
    main(*sys.argv[1:])
