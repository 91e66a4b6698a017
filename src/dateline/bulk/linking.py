"""Which incidents reach over the border of a month: found month by month, put together at the end.

Events that no chain of judgements connects never influence each other. So each chain is merged whole in one month, and what comes of it is
what merging everything at once gives.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dateline.bulk.places import Folder, opened
from dateline.bulk.tables import KEPT, Kept, days_of, kept_of
from dateline.merging.blocking import candidate_pairs
from dateline.merging.judgement import Verdict
from dateline.merging.judging import judge


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs that are one incident, enough of them to connect every chain that reaches over a border, and where their events stand."""

    pairs: tuple[tuple[str, str], ...] = ()
    homes: Mapping[str, str] = field(default_factory=dict)
    """The month in which each event of the pairs stands, by its id."""


@dataclass(frozen=True, slots=True)
class Moves:
    """Events that are merged in another month than their own, because their chain is."""

    leaving: Mapping[str, frozenset[str]]
    """By the month that they leave."""
    coming: Mapping[str, Mapping[str, frozenset[str]]]
    """By the month that they come to, and then by the month that they come from."""


class Chains:
    """Events that pairs connect."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def link(self, a: str, b: str) -> bool:
        """Connect two events; whether they were not connected before."""
        left, right = self._root(a), self._root(b)
        if left != right:
            self._parent[max(left, right)] = min(left, right)
        return left != right

    def __iter__(self) -> Iterator[list[str]]:
        by_root: defaultdict[str, list[str]] = defaultdict(list)
        for event in self._parent:
            by_root[self._root(event)].append(event)
        yield from by_root.values()

    def _root(self, event: str) -> str:
        self._parent.setdefault(event, event)
        while self._parent[event] != event:
            self._parent[event] = self._parent[self._parent[event]]
            event = self._parent[event]
        return event


def links_of_copies(out: Folder, files: Sequence[str]) -> Links:
    """The chains among events told in the same words by several reports, which may stand in any month."""
    tables = [read_table(out, file, ["report_id", "fingerprint"]) for file in files]
    if not tables:
        return Links()
    table = pa.concat_tables(tables)
    counts = table.group_by("fingerprint").aggregate([("report_id", "count_distinct")])
    copied = counts.filter(pc.greater(counts["report_id_count_distinct"], 1))["fingerprint"]
    if not len(copied):
        return Links()
    kept = read_kept(out, files, pc.field("fingerprint").isin(copied))
    return _links(kept, lambda chain: len({each.month for each in chain}) > 1)


@dataclass(frozen=True, slots=True)
class Window:
    """Months that follow each other, looked at in one task."""

    first: int
    """Day, as an ordinal."""
    last: int
    files: tuple[str, ...]
    """Of events that can meet others in it, within the output."""


def links_of_window(out: Folder, window: Window, copied: Collection[str]) -> Links:
    """The chains among the events that can meet others in some months, but for those that are sure to lie within one of them whole.

    `copied` are events that `links_of_copies` connects with other months.
    """
    first, last = window.first, window.last
    kept = read_kept(out, window.files, (pc.field("reach_from") <= last) & (pc.field("reach_to") >= first))

    def goes_beyond(each: Kept) -> bool:
        assert each.reach is not None
        return each.reach[0] < first or each.reach[1] > last or each.telling.event.id in copied

    return _links(kept, lambda chain: len({each.month for each in chain}) > 1 or any(map(goes_beyond, chain)))


def windows_of(meeting: Mapping[str, tuple[int, Collection[str]]], most: int) -> Iterator[Window]:
    """Windows over the months in which events can meet, of up to about `most` events; by month, how many and in which files."""
    held, files, first = 0, set[str](), None
    last = 0
    for month in sorted(meeting):
        count, found = meeting[month]
        start, end = days_of(month)
        if first is not None and held + count > most:
            yield Window(first, last, tuple(sorted(files)))
            held, files, first = 0, set(), None
        first = start if first is None else first
        last = end
        held += count
        files.update(found)
    if first is not None:
        yield Window(first, last, tuple(sorted(files)))


def moves_of(links: Iterable[Links]) -> Moves:
    """Every chain is merged in the first of its months."""
    chains, homes = Chains(), dict[str, str]()
    for each in links:
        homes.update(each.homes)
        for a, b in each.pairs:
            chains.link(a, b)
    leaving: defaultdict[str, set[str]] = defaultdict(set)
    coming: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for chain in chains:
        target = min(homes[event] for event in chain)
        for event in chain:
            if homes[event] != target:
                leaving[homes[event]].add(event)
                coming[target][homes[event]].add(event)
    return Moves(
        {month: frozenset(ids) for month, ids in leaving.items()},
        {month: {source: frozenset(ids) for source, ids in sources.items()} for month, sources in coming.items()},
    )


def read_kept(out: Folder, files: Iterable[str], rows: pc.Expression) -> list[Kept]:
    """The tellings in these files that a condition selects, each event once, in the order of their ids."""
    found: dict[str, Kept] = {}
    for file in files:
        for each in kept_of(read_table(out, file, list(KEPT), rows)):
            found[each.telling.event.id] = each
    return [found[event_id] for event_id in sorted(found)]


def read_table(out: Folder, file: str, columns: list[str], rows: pc.Expression | None = None) -> pa.Table:
    """Some columns and rows of a file of the output."""
    with opened(out.file(file)) as stream:
        return pq.read_table(stream, columns=columns, filters=rows)


def _links(kept: Sequence[Kept], is_wanted: Callable[[list[Kept]], bool]) -> Links:
    by_id = {each.telling.event.id: each for each in kept}
    chains = Chains()
    pairs = []
    for a, b in candidate_pairs(each.telling for each in kept):
        judgement = judge(a, b)
        if judgement.verdict is Verdict.SAME and chains.link(judgement.left, judgement.right):
            pairs.append((judgement.left, judgement.right))
    wanted = {event for chain in chains if is_wanted([by_id[event] for event in chain]) for event in chain}
    return Links(tuple(pair for pair in pairs if pair[0] in wanted), {event: by_id[event].month for event in sorted(wanted)})
