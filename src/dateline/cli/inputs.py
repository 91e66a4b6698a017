"""What the commands that read reports share: their arguments, and saying what cannot be read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from dateline.cli.console import say
from dateline.errors import BadParameter, UnreadableReport
from dateline.settings import Settings

if TYPE_CHECKING:
    from dateline.reading.limits import ReadDefaults, ReadLimits
    from dateline.reading.report import Report

T = TypeVar("T")

Sources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="FILE",
        show_default=False,
        help="Text, HTML, JSONL, JSON, CSV or Parquet (columns id, text, title, published, url, source, language), "
        "an RSS or Atom feed, a folder, an http(s) address, or - for standard input. What a file holds is told by its content.",
    ),
]
Published = Annotated[
    str | None,
    typer.Option(
        "--published",
        metavar="DATE",
        help="Day of publication of reports that do not say it, such as 2020-07-24: “Thursday” and “yesterday” count from it.",
        rich_help_panel="What reports do not say",
    ),
]
Source = Annotated[
    str | None,
    typer.Option("--source", metavar="NAME", help="Publisher of reports that do not say it.", rich_help_panel="What reports do not say"),
]
Language = Annotated[
    str | None,
    typer.Option(
        "--language",
        metavar="CODE",
        help="Two-letter language code of reports that do not say it.",
        rich_help_panel="What reports do not say",
    ),
]


def defaults_of(published: str | None, source: str | None, language: str | None) -> "ReadDefaults":
    """What holds where a report does not say it; raises `BadParameter`."""
    from dateline.reading.days import parse_day
    from dateline.reading.limits import ReadDefaults
    from dateline.reading.rows import language_code

    try:
        day: date | None = parse_day(published)
    except ValueError as error:
        raise BadParameter("--published", str(error).removeprefix("published ")) from error
    code = language_code(language)
    if language and not code:
        raise BadParameter("--language", f"{language!r} is no two-letter language code such as en")
    return ReadDefaults(day, source or None, code)


def limits_of(settings: Settings) -> "ReadLimits":
    """The limits that the settings give."""
    from dateline.reading.limits import FetchLimits, ReadLimits

    fetch = FetchLimits(seconds=settings.fetch_timeout_s, bytes=settings.fetch_max_bytes, allow_private=settings.fetch_private)
    return ReadLimits(settings.max_report_bytes, fetch)


@dataclass(slots=True)
class Told:
    """Counts what was read and says on standard error what could not be."""

    read: int = 0
    unreadable: int = 0

    def each(self, sources: list[str], defaults: "ReadDefaults", limits: "ReadLimits") -> Iterator["Report"]:
        """The readable reports, those of no words among them."""
        from dateline.reading.read import read_sources

        for answer in read_sources(sources, defaults=defaults, limits=limits, keep_empty=True):
            if isinstance(answer, UnreadableReport):
                self.unreadable += 1
                say(f"dateline: {answer}")
            else:
                self.read += 1
                yield answer

    def understood(self, report: "Report", understand: Callable[["Report"], T]) -> T | None:
        """What a stage makes of the report; None, with a note, where the report breaks the stage: the rest of the batch goes on."""
        try:
            return understand(report)
        except Exception as error:  # noqa: BLE001  # whatever a hostile text breaks, the cause is told
            self.read -= 1
            self.unreadable += 1
            say(f"dateline: {report.url or report.name}: could not be understood: {type(error).__name__}: {error}")
            return None

    def finish(self) -> None:
        """Ends the command with status 1 when nothing at all could be read."""
        if not self.read:
            raise typer.Exit(1)


def required(sources: list[str] | None) -> list[str]:
    """The sources; raises `BadParameter` without any."""
    if not sources:
        raise BadParameter("FILE", "name at least one file, folder or address, or - for standard input")
    return sources
