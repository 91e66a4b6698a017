"""The `dateline` command. Exit status: 0 done, 1 failed, 2 wrongly asked, 130 interrupted."""

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from dateline import __version__
from dateline.cli import db, evaluate, gazetteer, key, quarantine, webhook
from dateline.cli.bulk import bulk
from dateline.cli.console import say
from dateline.cli.export import export
from dateline.cli.extract import extract
from dateline.cli.geocode import geocode
from dateline.cli.geoparse import geoparse
from dateline.cli.ingest import ingest
from dateline.cli.recode import recode
from dateline.cli.serve import serve
from dateline.cli.watch import watch
from dateline.errors import BadParameter, DatelineError

_SIGPIPE = 141


class _Commands(TyperGroup):
    """Says what went wrong in one line; nobody but a developer wants the traceback of a file that is missing."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; every expected failure becomes a line on standard error and an exit status."""
        try:
            answer = super().invoke(ctx)
            sys.stdout.flush()
        except BadParameter as error:
            say(f"dateline: {error}")
            raise typer.Exit(2) from error
        except DatelineError as error:
            say(f"dateline: {error}")
            raise typer.Exit(1) from error
        except BrokenPipeError:
            # Whoever read has read enough; what Python would still flush at its end goes nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(_SIGPIPE) from None
        except OSError as error:
            say(f"dateline: {error.filename or 'the system'}: {error.strerror or error}")
            raise typer.Exit(1) from error
        except KeyboardInterrupt:
            raise typer.Exit(130) from None
        return answer


app = typer.Typer(
    cls=_Commands,
    name="dateline",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    ctx: typer.Context,
    data_dir: Annotated[
        Path | None,
        typer.Option(
            "--data-dir", metavar="FOLDER", help="Where the store and the compiled gazetteer live (DATELINE_DATA_DIR).", file_okay=False
        ),
    ] = None,
    database: Annotated[
        str | None, typer.Option("--database", metavar="URL", help="A SQLAlchemy address of another store (DATELINE_DATABASE).")
    ] = None,
    version: Annotated[  # noqa: ARG001  # its callback prints and ends
        bool, typer.Option("--version", help="Print the version and end.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Reports of a conflict to a timeline map: finds where and when each told incident happened.

    [bold]To begin[/bold]

      dateline ingest --examples      read the example reports

      dateline serve                  look at them on the map

      dateline extract report.txt     what one report tells, without storing it

    Settings are flags, then DATELINE_* variables, then dateline.toml in the working folder.
    """
    ctx.obj = {"data_dir": data_dir, "database": database}


_READ, _LOOK, _KEEP = "Read reports", "Look at incidents", "Keep house"
app.command("geoparse", rich_help_panel=_READ)(geoparse)
app.command("extract", rich_help_panel=_READ)(extract)
app.command("ingest", rich_help_panel=_READ)(ingest)
app.command("watch", rich_help_panel=_READ)(watch)
app.command("bulk", rich_help_panel=_READ)(bulk)
app.command("serve", rich_help_panel=_LOOK)(serve)
app.command("export", rich_help_panel=_LOOK)(export)
app.command("recode", rich_help_panel=_KEEP)(recode)
app.command("geocode", rich_help_panel=_KEEP)(geocode)
app.add_typer(gazetteer.app, name="gazetteer", rich_help_panel=_KEEP)
app.add_typer(evaluate.app, name="evaluate", rich_help_panel=_KEEP)
app.add_typer(quarantine.app, name="quarantine", rich_help_panel=_KEEP)
app.add_typer(key.app, name="key", rich_help_panel=_KEEP)
app.add_typer(webhook.app, name="webhook", rich_help_panel=_KEEP)
app.add_typer(db.app, name="db", rich_help_panel=_KEEP)


def main() -> None:
    """The entry point of the `dateline` script."""
    app(prog_name="dateline")
