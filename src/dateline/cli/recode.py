"""`dateline recode`: the stored reports read anew by this version."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

import typer

from dateline.cli.console import notes, one_line, plural, say
from dateline.cli.ready import open_pipeline, opened_store, settings_of

if TYPE_CHECKING:
    from dateline.storage.store import Store

_CAUSES_SHOWN = 20


def recode(ctx: typer.Context) -> None:
    """Read every stored report anew with this version of Dateline and its gazetteer, and group the incidents accordingly.

    What people decided stays: corrections, merges, splits and rejections hold on top of what is read now, and an event that somebody
    decided something about stays even when this version does not find it. What was read before is kept in the record. Safe to repeat and
    to interrupt.

    [bold]Example[/bold]

      dateline db backup before.sqlite && dateline recode
    """
    from dateline.coding import is_coded

    settings = settings_of(ctx)
    pipeline = open_pipeline(settings)
    changed = unchanged = failed = 0
    interrupted = False
    with opened_store(settings) as store:
        try:
            with _shown_progress(store.summary().reports) as bar:
                for report_id in _each_report(store):
                    report = store.report(report_id)
                    if is_coded(report):
                        unchanged += 1
                        bar.step()
                        continue
                    try:
                        events = pipeline.read(report).events
                    except Exception as error:  # noqa: BLE001  # one report that breaks a stage must not stop the others; what it told stays
                        failed += 1
                        if failed <= _CAUSES_SHOWN:
                            say(f"dateline: {one_line(report.url or report.name, 80)}: {type(error).__name__}: {one_line(str(error), 200)}")
                    else:
                        is_new = store.reread(report_id, events)
                        changed, unchanged = changed + is_new, unchanged + (not is_new)
                    bar.step()
        except KeyboardInterrupt:
            interrupted = True
        summary = store.summary()
    say(f"{plural(changed + unchanged + failed, 'report')}: {changed:,} tell otherwise now, {unchanged:,} the same, {failed:,} failed.")
    say(f"The store holds {plural(summary.reports, 'report')} and {plural(summary.incidents, 'incident')}.")
    if interrupted:
        say("Interrupted; what was done stays. Run the same command again to do the rest.")
        raise typer.Exit(130)
    if failed:
        raise typer.Exit(1)


def _each_report(store: "Store") -> Iterator[str]:
    after = ""
    while ids := store.report_ids(after):
        yield from ids
        after = ids[-1]


class _Bar(Protocol):
    def step(self) -> None: ...


class _Quiet:
    def step(self) -> None:
        """Nobody looks on."""


@contextmanager
def _shown_progress(total: int) -> Iterator[_Bar]:
    if not sys.stderr.isatty():
        yield _Quiet()
        return
    from rich.progress import Progress

    with Progress(console=notes()) as progress:
        task = progress.add_task("Reading", total=total)

        class Shown:
            def step(self) -> None:
                progress.advance(task)

        yield Shown()
