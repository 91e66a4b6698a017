"""`dateline serve`: the map and the API. The only module that knows the API and the page."""

import ipaddress
import socket
import sys
import threading
import webbrowser
from contextlib import suppress
from typing import Annotated, Any

import typer

from dateline.cli.console import say
from dateline.cli.ready import open_pipeline, opened_store, settings_of
from dateline.errors import BadParameter, DatelineError
from dateline.keys import KeyFile


def serve(
    ctx: typer.Context,
    host: Annotated[str | None, typer.Option("--host", metavar="ADDRESS", help="Listen here.", show_default="127.0.0.1")] = None,
    port: Annotated[
        int | None,
        typer.Option("--port", metavar="PORT", min=0, max=65535, help="Listen on this port; 0 takes a free one.", show_default="8000"),
    ] = None,
    open_page: Annotated[
        bool | None, typer.Option("--open/--no-open", help="Open the map in the browser.", show_default="open at a terminal")
    ] = None,
    allow_public: Annotated[bool, typer.Option("--allow-public", help="Listen on an address that other machines reach.")] = False,
) -> None:
    """Serve the timeline map and the API until Ctrl-C.

    Anybody who reaches the address can read what is stored; incidents are corrected only from this machine.
    On an address that other machines reach, the API asks for a key of `dateline key add`; without any, --allow-public is needed.

    [bold]Examples[/bold]

      dateline serve

      dateline serve --port 8080 --no-open

      dateline serve --host 0.0.0.0 --allow-public
    """
    settings = settings_of(ctx)
    host = host or settings.host
    keys = KeyFile(settings.keys_file)
    guarded = not _is_local(host) and bool(keys.every())
    if not _is_local(host) and not guarded:
        if not allow_public:
            raise BadParameter(
                "--host",
                f"other machines reach {host}, and whoever reaches it can read everything stored; `dateline key add NAME` makes keys that "
                "are then asked for, --allow-public serves there without any",
            )
        say(f"Serving on {host}: whoever reaches this address can read everything stored.")
    import uvicorn

    from dateline.webhooks import Deliveries, WebhookFiles
    from dateline_api.app import create_app
    from dateline_api.basemap import Basemap
    from dateline_web import STATIC

    listener = _listen(host, settings.port if port is None else port)
    with listener:
        pipeline = open_pipeline(settings)
        with opened_store(settings) as store:
            app = create_app(
                store=store,
                pipeline=pipeline,
                static=STATIC,
                editing=_is_local(host),
                keys=keys if guarded else None,
                basemap=Basemap.of(settings.basemap, settings.basemap_attribution, settings.basemap_hosts) if settings.basemap else None,
            )
            url = f"http://{_shown_host(host)}:{listener.getsockname()[1]}"
            if not (STATIC / "index.html").is_file():
                say("The map page is not built, so only the API is served; `make web` builds it.")
            server = uvicorn.Server(
                uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=3)
            )
            say(f"Dateline serves the map on {url} and the API on {url}/api (Ctrl-C ends it)")
            if open_page if open_page is not None else sys.stdout.isatty():
                opener = threading.Timer(0.7, webbrowser.open, [url])
                opener.daemon = True
                opener.start()
            # Read while nobody waits for it yet.
            threading.Thread(target=_read_ahead, args=(app,), daemon=True).start()
            deliveries = Deliveries(store, WebhookFiles(settings.data_dir), allow_private=settings.fetch_private).start()
            try:
                server.run(sockets=[listener])
            except KeyboardInterrupt:
                say("Stopped.")
            finally:
                deliveries.close()


def _read_ahead(app: Any) -> None:
    """Have the incidents by column ready for the first who opens the map; where the store cannot be read, whoever asks is told so."""
    with suppress(DatelineError):
        app.state.context.snapshots.latest()


def _is_local(host: str) -> bool:
    """Whether only this machine reaches the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _shown_host(host: str) -> str:
    if host in ("0.0.0.0", "::"):  # noqa: S104  # compared, not bound
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens before anything slow is done, so that a taken port is said at once."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise BadParameter("--host", f"{host!r} is no address of this machine: {error.strerror or error}") from error
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise DatelineError(
            f"port {port} on {host} cannot be used: {error.strerror or error}; --port names another, 0 takes a free one"
        ) from error
    return listener
