"""The tables of GeoNames in a folder, as a stream of places; the daily changes applied.

Twelve million rows do not fit into memory with their names. A large dump is first spread over parts by the number of the place, its other
names alike, and then each part is joined by itself. The parts lie on the disk of `scratch`, as large as the tables once unpacked.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dateline.errors import BadCoordinate, BadInput, GazetteerMissing
from dateline.gazetteer.folder import UNFINISHED
from dateline.gazetteer.place import Place, PlaceKind
from dateline.gazetteer.sources.geonames.changes import Changes
from dateline.gazetteer.sources.geonames.features import kind_and_radius
from dateline.gazetteer.sources.geonames.files import PLACE_COLUMNS, find_table, lines, rows, size_of
from dateline.gazetteer.sources.spelling import distinct, is_name, plain
from dateline.gazetteer.writing import ARABIC_WORLD
from dateline.geography import LonLat

ALL = "all"
_PART_BYTES = 16_000_000
"""Of a dump; a part and its other names take some ten times that in memory."""
_MOST_PARTS = 120
"""Files open at once, lest a system's limit be met."""
_SPREADING = 0.25
"""The share of the time that spreading takes; joining takes the rest."""
_TOLD_AFTER = 20_000
"""Rows between two reports of progress."""
_NO_NAMES = frozenset("link post iata icao faac tcid unlc abbr wkdt phon piny nuts uicn".split())  # noqa: SIM905  # a list reads worse
"""What the column for the language holds where the name is none."""
_MOST_NAMES = 80


@dataclass(slots=True)
class Spelling:
    """One row of the table of other names."""

    name: str
    language: str
    preferred: bool
    historic: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """A first- or second-level unit by its code."""

    geonames_id: str
    name: str


@dataclass(slots=True)
class GeoNamesTables:
    """The tables of some countries, or of all."""

    folder: Path
    countries: tuple[str, ...]
    """ISO 3166-1 alpha-2 codes, or `ALL` alone."""
    problems: list[str] = field(default_factory=list)
    """Lines that were set aside, filled while the places go by."""
    left_out: int = 0
    """Rows whose kind of place is none of ours, counted while the places go by."""
    admin1: dict[str, Unit] = field(default_factory=dict)
    admin2: dict[str, Unit] = field(default_factory=dict)
    scratch: Path | None = None
    """Where the parts of large tables are put aside; the system's folder for temporary files when None."""
    progress: Callable[[str, float], None] = lambda _what, _share: None
    """Told what is being done and the share of the whole that is done, from 0 to 1."""

    def dumps(self) -> list[Path]:
        """The dump of each country. Raises `GazetteerMissing` when one is not in the folder."""
        stems = ["allCountries"] if self.countries == (ALL,) else list(self.countries)
        found = [find_table(self.folder, stem) for stem in stems]
        for stem, path in zip(stems, found, strict=True):
            if path is None and find_table(self.folder, "allCountries") is None:
                raise GazetteerMissing(f"there is neither {stem}.txt nor {stem}.zip in {self.folder}")
        if None in found:
            whole = find_table(self.folder, "allCountries")
            assert whole is not None
            return [whole]
        return [path for path in found if path is not None]

    def other_names(self) -> list[Path]:
        """The tables of other names; those of the single countries where all are there, else the great one, else none."""
        folder = self.folder / "alternatenames"
        single = [] if self.countries == (ALL,) else [find_table(folder, country) for country in self.countries]
        there = [path for path in single if path is not None]
        if there and len(there) == len(single):
            return there
        whole = find_table(self.folder, "alternateNamesV2", "alternateNames")
        return there if whole is None else [whole]

    def inputs(self) -> dict[str, str]:
        """Each file with its size and its time of change."""
        paths = [*self.dumps(), *self.other_names(), *Changes.files(self.folder)]
        paths += [path for stem in ("admin1CodesASCII", "admin2Codes") if (path := find_table(self.folder, stem))]
        return {f"geonames/{path.relative_to(self.folder)}": f"{path.stat().st_size}-{int(path.stat().st_mtime)}" for path in sorted(paths)}

    def places(self) -> Iterator[Place]:
        """Every place of the countries that is of one of our kinds."""
        self.admin1, self.admin2 = self._units("admin1CodesASCII"), self._units("admin2Codes")
        self._check_codes()
        changes = Changes.read(self.folder, self.problems)
        dumps, names = self.dumps(), self.other_names()
        if not names:
            self.problems.append(f"{self.folder}: there is no table of other names; places have the names of the dump alone")
        parts = min(1 + sum(map(size_of, dumps)) // _PART_BYTES, _MOST_PARTS)
        # Named as an unfinished version of a gazetteer is, so that the next compilation clears away what a killed one left.
        with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=self.scratch) as scratch:
            for part, (rows_of_part, names_of_part) in enumerate(self._parts(dumps, names, changes, int(parts), Path(scratch))):
                spellings = _by_place(names_of_part)
                self.progress(f"GeoNames, part {part + 1} of {parts}", (_SPREADING if parts > 1 else 0) + (1 - _SPREADING) * part / parts)
                for values in rows_of_part:
                    place = self._place(values, spellings.get(values[0], ()))
                    if place is not None:
                        yield place

    def _parts(
        self, dumps: list[Path], names: list[Path], changes: Changes, parts: int, scratch: Path
    ) -> Iterator[tuple[Iterable[list[str]], Iterable[list[str]]]]:
        kept = (values for path in dumps for values in rows(path, PLACE_COLUMNS, self.problems))
        whole = sum(map(size_of, (*dumps, *names)))
        wanted = frozenset() if self.countries == (ALL,) else frozenset(self.countries)
        current = (values for values in changes.places(kept) if not wanted or values[8] in wanted)
        others = changes.names(values for path in names for values in rows(path, 10, self.problems, at_least=8))
        if parts == 1:
            held = list(current)
            here = {values[0] for values in held}
            yield held, (values for values in others if values[1] in here)
            return
        done = 0
        for table, column, name in ((current, 0, "places"), (others, 1, "names")):
            for written in _spread(table, column, parts, scratch / name):
                self.progress(f"GeoNames, reading {name}", _SPREADING * min((done + written) / whole, 1.0))
            done += written
        for part in range(parts):
            held = list(_collected(scratch / f"places-{part}"))
            here = {values[0] for values in held}
            yield held, (values for values in _collected(scratch / f"names-{part}") if values[1] in here)

    def _units(self, stem: str) -> dict[str, Unit]:
        path = find_table(self.folder, stem)
        if path is None:
            self.problems.append(f"{self.folder}: there is no {stem}.txt; provinces are those of the packages")
            return {}
        return {values[0]: Unit(values[3], values[1]) for values in rows(path, 4, self.problems)}

    def _check_codes(self) -> None:
        path = find_table(self.folder, "featureCodes_en")
        if path is not None:
            known = {line.split(b"\t")[0] for line in lines(path)}
            if not {b"P.PPL", b"A.ADM1"} <= known:
                raise BadInput(f"{path.name} is no GeoNames table: it does not know P.PPL")

    def _place(self, values: list[str], spellings: Sequence[Spelling]) -> Place | None:
        number, name, _, alternates, lat, lon, feature_class, feature_code, country = values[:9]
        try:
            people = max(int(values[14] or 0), 0)
            point = LonLat(float(lon), float(lat))
            int(number)
        except (ValueError, BadCoordinate) as cause:
            if len(self.problems) < 100:
                self.problems.append(f"GeoNames {number[:20]}: {cause}")
            return None
        kind_radius = kind_and_radius(feature_class, feature_code, people)
        if kind_radius is None or not name:
            self.left_out += 1
            return None
        kind, radius = kind_radius
        shown = _english(spellings) or (plain(name) if country in ARABIC_WORLD and country != "TR" else name)
        rejected = {spelling.name for spelling in spellings if spelling.language in _NO_NAMES}
        current = [s.name for s in spellings if s.language not in _NO_NAMES and not s.historic]
        former = [s.name for s in spellings if s.language not in _NO_NAMES and s.historic]
        every = (name, *current, *(a for a in alternates.split(",") if a not in rejected and a not in former), *former)
        unit1 = self.admin1.get(f"{country}.{values[10]}")
        unit2 = self.admin2.get(f"{country}.{values[10]}.{values[11]}")
        return Place(
            id=f"geonames:{number}",
            name=shown,
            kind=kind,
            point=point,
            radius_km=radius,
            country=country or None,
            admin1=unit1.name if unit1 and kind not in (PlaceKind.ADMIN1, PlaceKind.COUNTRY) else None,
            admin2=unit2.name if unit2 and unit2.geonames_id != number else None,
            population=people,
            names=distinct((other for other in every if is_name(other)), without=shown)[:_MOST_NAMES],
        )


def _english(spellings: Sequence[Spelling]) -> str | None:
    """The name that English-language reports use, where the table says which it is."""
    for spelling in spellings:
        if spelling.language == "en" and spelling.preferred and not spelling.historic and is_name(spelling.name):
            return spelling.name
    return None


def _by_place(names: Iterable[list[str]]) -> dict[str, list[Spelling]]:
    found: dict[str, list[Spelling]] = {}
    for values in names:
        historic = len(values) > 7 and values[7] == "1"
        found.setdefault(values[1], []).append(Spelling(values[3], values[2].partition("-")[0], values[4] == "1", historic))
    return found


def _spread(every: Iterable[list[str]], column: int, parts: int, stem: Path) -> Iterator[int]:
    """Write each row to the file of its part; tells now and then, and at the end, how many bytes are written."""
    written = 0
    files = [stem.with_name(f"{stem.name}-{part}").open("wb", buffering=1 << 16) for part in range(parts)]
    try:
        for count, values in enumerate(every, 1):
            number = values[column]
            line = "\t".join(values).encode() + b"\n"
            written += files[int(number) % parts if number.isascii() and number.isdecimal() else 0].write(line)
            if count % _TOLD_AFTER == 0:
                yield written
    finally:
        for file in files:
            file.close()
    yield written


def _collected(path: Path) -> Iterator[list[str]]:
    with path.open("rb") as file:
        for line in file:
            yield line[:-1].decode().split("\t")
    path.unlink()
