"""How well the events of reports agree with the incidents that annotators found in them.

Each gold incident takes the unused event that agrees with it most. It is *found* when place and kind agree and *right* when day and status
do too; an event is well placed when it was taken by an incident at its place.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.evaluation.incident_gold import GoldIncident, GoldIncidents, Predicted
from dateline.evaluation.summary import RESAMPLES, Share
from dateline.extraction.codebook import SubEventType
from dateline.geography import distance_km

FIELDS = ("place", "date", "type", "status")
_SLACK_DAYS = 3
"""A predicted range may be this much longer than the annotated one."""
_COUNTS = (*FIELDS, "gold", "predicted", "deaths", "deaths_gold", "found", "right")


@dataclass(frozen=True, slots=True)
class Agreement:
    """In what an event agrees with an incident."""

    place: bool = False
    date: bool = False
    type: bool = False
    status: bool = False
    fatalities: bool | None = False
    """None when the annotation tells no dead."""

    @property
    def found(self) -> bool:
        """Whether place and kind agree."""
        return self.place and self.type

    @property
    def right(self) -> bool:
        """Whether everything but the toll agrees."""
        return self.place and self.date and self.type and self.status

    @property
    def missed(self) -> tuple[str, ...]:
        """The fields that do not agree."""
        told = tuple(field for field in FIELDS if not getattr(self, field))
        return (*told, "fatalities") if self.fatalities is False else told


@dataclass(frozen=True, slots=True)
class Miss:
    """An incident that was not told rightly."""

    report: str
    place: str
    kinds: tuple[str, ...]
    missed: tuple[str, ...]
    told: Predicted | None
    """The event that it took; None when none was left."""


@dataclass(frozen=True, slots=True)
class KindScore:
    """The incidents and events of one sub-event type."""

    kind: str
    gold: int
    found: int
    predicted: int
    """Events of this kind."""
    taken: int
    """Of them those that an incident of this kind took."""


@dataclass(frozen=True, slots=True)
class IncidentEvaluation:
    """The figures of an evaluation; shares of the gold incidents unless said otherwise."""

    reports: int
    gold: int
    predicted: int
    place: Share
    date: Share
    type: Share
    status: Share
    fatalities: Share | None
    """Of the incidents whose dead are annotated; None without any."""
    found: Share
    right: Share
    precision: Share
    """Of the predicted events: taken by an incident at their place."""
    f1: Share
    """Of precision and found."""
    kinds: tuple[KindScore, ...]
    misses: tuple[Miss, ...]


def agree(gold: GoldIncident, event: Predicted) -> Agreement:
    """In what an event agrees with an incident."""
    low, high = event.fatalities_low, event.fatalities_high or event.fatalities_low
    lethal = None
    if gold.fatalities is not None:
        lethal = low is not None and high is not None and low <= gold.fatalities <= high and high - low <= max(2, gold.fatalities)
    return Agreement(
        place=event.point is not None and distance_km(gold.point, event.point) <= gold.km,
        date=_dated(gold, event),
        type=event.kind in gold.kinds,
        status=gold.status is None or event.status in gold.status,
        fatalities=lethal,
    )


def _dated(gold: GoldIncident, event: Predicted) -> bool:
    if gold.start is None or gold.end is None:
        return True
    if event.start is None or event.end is None:
        return False
    longer = (event.end - event.start).days - (gold.end - gold.start).days
    return event.start <= gold.end and gold.start <= event.end and longer <= _SLACK_DAYS


def pair(incidents: Sequence[GoldIncident], events: Sequence[Predicted]) -> dict[int, tuple[int, Agreement]]:
    """For each incident's index that takes an event, the event's index and in what they agree; the best agreements go first."""
    agreements = [(which, at, agree(gold, event)) for which, gold in enumerate(incidents) for at, event in enumerate(events)]

    def rank(one: tuple[int, int, Agreement]) -> tuple[int, int, int]:
        which, at, told = one
        return (3 * told.place + told.date + told.type + told.status + bool(told.fatalities), which, at)

    pairs: dict[int, tuple[int, Agreement]] = {}
    used: set[int] = set()
    for which, at, told in sorted(agreements, key=rank, reverse=True):
        if which not in pairs and at not in used:
            pairs[which] = (at, told)
            used.add(at)
    return pairs


def evaluate_incidents(gold: Sequence[GoldIncidents], events: Mapping[str, Sequence[Predicted]], *, seed: int = 0) -> IncidentEvaluation:
    """The figures of the events, by the ids of their reports; a report without any has none. `seed` fixes the resamplings."""
    counts = np.zeros((len(gold), len(_COUNTS)))
    by_kind = {kind.value: [0, 0, 0, 0] for kind in SubEventType}
    misses: list[Miss] = []
    for row, doc in enumerate(gold):
        told = events.get(doc.id, ())
        for event in told:
            if event.kind in by_kind:
                by_kind[event.kind][2] += 1
        pairs = pair(doc.incidents, told)
        counts[row] += _of_report(len(told))
        for which, incident in enumerate(doc.incidents):
            at, agreement = pairs.get(which, (None, Agreement(fatalities=None if incident.fatalities is None else False)))
            counts[row] += _of_incident(incident, agreement)
            taken = None if at is None else told[at]
            for kind in incident.kinds:
                by_kind[kind][0] += 1
                by_kind[kind][1] += agreement.found
            if taken is not None and agreement.type:
                by_kind[taken.kind][3] += 1
            if agreement.missed:
                misses.append(Miss(doc.id, incident.place, tuple(sorted(incident.kinds)), agreement.missed, taken))
    return _summed(counts, tuple(KindScore(kind, *told) for kind, told in by_kind.items() if any(told)), tuple(misses), seed)


def _of_report(predicted: int) -> NDArray[np.float64]:
    return np.array([predicted if name == "predicted" else 0 for name in _COUNTS], dtype=np.float64)


def _of_incident(gold: GoldIncident, told: Agreement) -> NDArray[np.float64]:
    values = {
        "place": told.place,
        "date": told.date,
        "type": told.type,
        "status": told.status,
        "gold": True,
        "predicted": False,
        "deaths": bool(told.fatalities),
        "deaths_gold": gold.fatalities is not None,
        "found": told.found,
        "right": told.right,
    }
    return np.array([values[name] for name in _COUNTS], dtype=np.float64)


def _summed(counts: NDArray[np.float64], kinds: tuple[KindScore, ...], misses: tuple[Miss, ...], seed: int) -> IncidentEvaluation:
    reports = len(counts)
    draws = np.random.default_rng(seed).multinomial(reports, np.full(reports, 1 / reports), size=RESAMPLES) @ counts
    total = counts.sum(axis=0)
    at = {name: index for index, name in enumerate(_COUNTS)}

    def share(figure: Callable[[NDArray[np.float64]], NDArray[np.float64]]) -> Share:
        low, high = np.quantile(figure(draws.T), (0.025, 0.975))
        return Share(float(figure(total[:, None])[0]), float(low), float(high))

    def of(hit: str, whole: str) -> Callable[[NDArray[np.float64]], NDArray[np.float64]]:
        return lambda c: _divided(c[at[hit]], c[at[whole]])

    def f1(c: NDArray[np.float64]) -> NDArray[np.float64]:
        precision, recall = of("place", "predicted")(c), of("found", "gold")(c)
        return _divided(2 * precision * recall, precision + recall)

    return IncidentEvaluation(
        reports=reports,
        gold=int(total[at["gold"]]),
        predicted=int(total[at["predicted"]]),
        place=share(of("place", "gold")),
        date=share(of("date", "gold")),
        type=share(of("type", "gold")),
        status=share(of("status", "gold")),
        fatalities=share(of("deaths", "deaths_gold")) if total[at["deaths_gold"]] else None,
        found=share(of("found", "gold")),
        right=share(of("right", "gold")),
        precision=share(of("place", "predicted")),
        f1=share(f1),
        kinds=kinds,
        misses=misses,
    )


def _divided(part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
