"""An archive from its files to incidents: what is done is not done again, what cannot be read is kept aside."""

import errno
import json
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline import __version__
from dateline.bulk.extracting import PARTS, Done, Setup, extract_part
from dateline.bulk.linking import Links, Window, links_of_copies, links_of_window, moves_of, windows_of
from dateline.bulk.monthly import EVENTS_FOLDER, INCIDENTS_FOLDER, MONTHS, Month, MonthDone, merge_month
from dateline.bulk.part_reading import reports_of
from dateline.bulk.parts import Part
from dateline.bulk.places import Folder, written_whole
from dateline.bulk.tables import months_between
from dateline.bulk.tasks import Answer, Killed, Run, T
from dateline.errors import BadInput, DatelineError, GazetteerMissing, UnreadableReport
from dateline.publishing.encoding import printable
from dateline.reading.report import Report

ABOUT = "dateline-bulk.json"
QUARANTINE = "quarantine.jsonl"
_WINDOW_EVENTS = 50_000
_BUNDLE_EVENTS = 5_000
_KILLS = 2
"""A report whose worker died so often was no accident."""
Progress = Callable[[str, int, int, int], None]
"""Stage, tasks done, tasks in all, reports read so far in this run."""


class BulkFailed(DatelineError, RuntimeError):
    """The run cannot go on; what is done stays, and the same command goes on from there."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a run made of an archive, parts done before included."""

    reports: int
    events: int
    incidents: int
    unreadable: int
    cpu_seconds: float
    """Of reading all parts, whenever they were read."""
    read_now: int
    """Reports read in this run."""


def run_bulk(
    run: Run,
    parts: Sequence[Part],
    setup: Setup,
    progress: Progress = lambda _stage, _done, _total, _reports: None,
    *,
    extract: Callable[[Part, Setup], Done] = extract_part,
) -> Result:
    """Read all parts, merge what they tell, and write the output; `extract` reads one part.

    Raises `BulkFailed` when a file cannot be read or written, `BadInput` when the output was made by another version.
    """
    _begin(setup.out)
    reading = _read_parts(run, parts, setup, progress, extract)
    done = reading.done
    _write_quarantine(setup.out, done)
    months = _merge_months(run, done, setup, progress)
    return Result(
        sum(each.reports for each in done),
        sum(each.events for each in months),
        sum(each.incidents for each in months),
        sum(len(each.unreadable) for each in done),
        sum(each.cpu_seconds for each in done),
        reading.read_now,
    )


def _begin(out: Folder) -> None:
    if out.has(ABOUT):
        version = out.read_json(ABOUT).get("version")
        if version != __version__:
            raise BadInput(f"{out.address} was made by Dateline {version}, this is {__version__}: name another folder, or remove it")
        return
    if any(not name.startswith(".") for name in out.names()):
        raise BadInput(f"{out.address} holds other things; name a new folder or one that `dateline bulk` made")
    out.write_json(ABOUT, {"version": __version__, "made_by": "dateline bulk"})


class _Reading:
    """The parts that wait, and the notes of those that are done."""

    def __init__(self, setup: Setup, parts: Iterable[Part]) -> None:
        self.setup = setup
        self.waiting: deque[Part] = deque()
        self.done: list[Done] = []
        self.read_now = 0
        self._kills: Counter[str] = Counter()
        folder = setup.out / PARTS
        self._notes = {name.removesuffix(".json"): folder.read_json(name) for name in folder.names() if name.endswith(".json")}
        for part in parts:
            self._enter(part)

    @property
    def total(self) -> int:
        """Parts in all, so far as is known."""
        return len(self.done) + len(self.waiting)

    def finish(self, done: Done) -> None:
        """A part was read just now."""
        self.done.append(done)
        self.read_now += done.reports

    def kill(self, part: Part) -> None:
        """A part's worker died: halve it, until the report that does it is alone; that one is kept aside when it did so again.

        Where the worker died of something else, the halves come through.
        """
        answers = [answer.origin if isinstance(answer, UnreadableReport) else answer.url or answer.name for answer in self._reports(part)]
        folder = self.setup.out / PARTS
        if len(answers) > 1:
            note = self._notes[part.id] = {"halves": len(answers)}
            folder.write_json(f"{part.id}.json", note)
            self.waiting.extend(part.halves(len(answers)))
            return
        self._kills[part.id] += 1
        if self._kills[part.id] < _KILLS:
            self.waiting.append(part)
            return
        origin = printable(answers[0]) if answers else part.slices[0].file
        self.done.append(Done(part.id, len(answers), 0, ((origin, "reading it ended the process that read it"),), 0.0, (), None))
        folder.write_json(f"{part.id}.json", self.done[-1].note())

    def _reports(self, part: Part) -> Iterator[Report | UnreadableReport]:
        return reports_of(part, self.setup.defaults, self.setup.limits)

    def _enter(self, part: Part) -> None:
        note = self._notes.get(part.id)
        if note is None:
            self.waiting.append(part)
        elif "halves" in note:
            for half in part.halves(note["halves"]):
                self._enter(half)
        else:
            self.done.append(Done.of(note))


def _read_parts(run: Run, parts: Sequence[Part], setup: Setup, progress: Progress, extract: Callable[[Part, Setup], Done]) -> _Reading:
    reading = _Reading(setup, parts)
    total = reading.total
    progress("Reading", len(reading.done), total, 0)
    for outcome in run(extract, reading.waiting, setup):
        if outcome.answer is not None:
            reading.finish(outcome.answer)
        elif isinstance(outcome.failure, Killed):
            reading.kill(outcome.asked)
        else:
            raise _failed(outcome.failure)
        progress("Reading", len(reading.done), max(total, len(reading.done)), reading.read_now)
    reading.done.sort(key=lambda done: done.part)
    return reading


def _merge_months(run: Run, done: Sequence[Done], setup: Setup, progress: Progress) -> list[MonthDone]:
    """An incident that reaches over the border of a month is found first, so that every month can then be merged for itself."""
    out = setup.out
    files = [each.file for each in done if each.events]
    meeting: defaultdict[str, set[str]] = defaultdict(set)
    standing: defaultdict[str, list[str]] = defaultdict(list)
    sizes: Counter[str] = Counter()
    for each in done:
        for month in months_between(*each.reach) if each.reach else ():
            meeting[month].add(each.file)
        for month, count in each.months:
            standing[month].append(each.file)
            sizes[month] += count
    windows = list(windows_of({month: (sizes[month], found) for month, found in meeting.items()}, _WINDOW_EVENTS))
    links = list(_answers(run, _copies, [tuple(files)], out))
    copied = frozenset(event for found in links for event in found.homes)
    for found in _answers(run, _links, windows, out, copied):
        links.append(found)
        progress("Finding what reaches over months", len(links), len(windows) + 1, 0)
    moves = moves_of(links)
    wanted = [
        Month(
            month,
            tuple(standing[month]),
            moves.leaving.get(month, frozenset()),
            tuple((file, ids) for source, ids in sorted(moves.coming.get(month, {}).items()) for file in standing[source]),
        )
        for month in sorted(standing)
    ]
    notes = {name.removesuffix(".json"): (out / MONTHS).read_json(name) for name in (out / MONTHS).names() if name.endswith(".json")}
    for name in notes.keys() - standing.keys():
        for folder in (f"{EVENTS_FOLDER}/month={name}", f"{INCIDENTS_FOLDER}/month={name}", f"{MONTHS}/{name}.json"):
            out.remove(folder)
    made = [MonthDone(**notes[month.name]) for month in wanted if notes.get(month.name, {}).get("key") == month.key]
    kept = {month.name for month in made}
    for merged in _answers(run, _months, list(_bundles([month for month in wanted if month.name not in kept], sizes)), out):
        made += merged
        progress("Merging", len(made), len(wanted), 0)
    return made


def _bundles(months: Iterable[Month], sizes: Mapping[str, int]) -> Iterator[tuple[Month, ...]]:
    """Months of few events share a task."""
    bundle: list[Month] = []
    held = 0
    for month in months:
        if bundle and held + sizes[month.name] > _BUNDLE_EVENTS:
            yield tuple(bundle)
            bundle, held = [], 0
        bundle.append(month)
        held += sizes[month.name]
    if bundle:
        yield tuple(bundle)


def _answers(run: Run, function: Callable[..., Answer], asked: Iterable[T], *arguments: object) -> Iterator[Answer]:
    for outcome in run(function, deque(asked), *arguments):
        if outcome.answer is None:
            raise _failed(outcome.failure)
        yield outcome.answer


def _copies(files: tuple[str, ...], out: Folder) -> Links:
    return links_of_copies(out, files)


def _links(window: Window, out: Folder, copied: frozenset[str]) -> Links:
    return links_of_window(out, window, copied)


def _months(months: tuple[Month, ...], out: Folder) -> list[MonthDone]:
    return [merge_month(out, month) for month in months]


def _write_quarantine(out: Folder, done: Iterable[Done]) -> None:
    with written_whole(out.file(QUARANTINE)) as stream:
        for each in done:
            for origin, cause in each.unreadable:
                stream.write(json.dumps({"origin": origin, "cause": cause}, ensure_ascii=False).encode() + b"\n")


def _failed(failure: BaseException | None) -> BulkFailed:
    if isinstance(failure, Killed):
        return BulkFailed("merging a month ended the process that merged it: give workers more memory, and run the same command again")
    if isinstance(failure, OSError) and failure.errno == errno.ENOSPC:
        return BulkFailed("there is no space left where the output is written; make room, and run the same command again to go on")
    if isinstance(failure, GazetteerMissing):
        return BulkFailed(f"a worker does not see the compiled gazetteer: {failure}")
    return BulkFailed(f"a task failed: {type(failure).__name__}: {failure}; what is done stays, the same command goes on from there")
