"""How fast reports and event tables come into a store on SQLite.

    python -m tests.benchmarks.intake [--reports N] [--texts REPORTS.jsonl] [--rows N] [--table GED.csv]

Runs `dateline ingest` on files made here: reports of some paragraphs each that tell invented incidents at real places, no two alike, or
those of a JSONL file over and over with a number added; rows in the layout of UCDP GED, or those of a table over and over with other ids.
Prints wall-clock and CPU seconds, the largest memory of the processes together, and for the table whether place, days, toll and precision
of every row are read back; beside them a reference to compare machines by.
"""

import argparse
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path

import psutil

from dateline import open_gazetteer
from dateline.coding import Coder
from dateline.reading.event_tables import CodedRow, coded_rows
from dateline.storage.query import Query
from dateline.storage.sql import open_store

PLACES = [
    ("Idlib", "Syria", 35.93, 36.63), ("Saraqib", "Syria", 35.86, 36.81), ("Kramatorsk", "Ukraine", 48.72, 37.56),
    ("Kherson", "Ukraine", 46.64, 32.62), ("Marib", "Yemen", 15.46, 45.33), ("Taiz", "Yemen", 13.58, 44.02),
    ("Goma", "Democratic Republic of the Congo", -1.68, 29.22), ("El Fasher", "Sudan", 13.63, 25.35), ("Mopti", "Mali", 14.49, -4.18),
    ("Maiduguri", "Nigeria", 11.85, 13.16), ("Mosul", "Iraq", 36.34, 43.12), ("Kunduz", "Afghanistan", 36.73, 68.87),
]  # fmt: skip
DEEDS = ("Shells struck", "A drone strike hit", "Gunmen attacked", "A car bomb exploded in", "Fighters clashed near", "Warplanes bombed")
FILLERS = (
    "Residents said that the sound was heard in the neighbouring districts and that the road out of town was closed for hours.",
    "A spokesman for the administration told reporters that an inquiry had been opened and that its results would be made public.",
    "The hospital asked people to give blood, while volunteers cleared rubble and looked for those who might still be buried under it.",
    "Aid groups have warned for months that supplies run short and that families who fled earlier fighting live in tents near the border.",
    "The two sides accuse each other of breaking a ceasefire that was agreed last year under the eyes of foreign mediators.",
    "Prices of bread and fuel have doubled since the spring, and shops open for a few hours a day only, traders said.",
)


def reports(count: int, seed: int = 1) -> list[dict[str, str]]:
    """Reports of one to nine paragraphs, as agencies write them, of one to three incidents each."""
    rng = random.Random(seed)
    made = []
    for number in range(count):
        published = date(2015, 1, 1) + timedelta(days=rng.randrange(3000))
        lines = []
        for _ in range(rng.choice((1, 1, 2, 3))):
            place, country, *_ = rng.choice(PLACES)
            day = published - timedelta(days=rng.randrange(1, 6))
            toll = rng.randrange(1, 40)
            lines.append(
                f"{rng.choice(DEEDS)} {place}, {country}, on {day:%A}, killing {toll} people and wounding {toll + rng.randrange(9)}."
            )
        lines += [rng.choice(FILLERS) for _ in range(rng.randrange(2, 18))]
        rng.shuffle(lines)
        text = "\n\n".join(" ".join(lines[at : at + 3]) for at in range(0, len(lines), 3))
        made.append(
            {"id": f"{number}", "text": f"{text}\n\nNo. {number}.", "published": published.isoformat(), "source": f"Wire {number % 40}"}
        )
    return made


def rows(count: int, seed: int = 1) -> list[dict[str, object]]:
    """Rows in the layout of UCDP GED."""
    rng = random.Random(seed)
    made: list[dict[str, object]] = []
    for number in range(count):
        place, country, lat, lon = rng.choice(PLACES)
        start = date(2010, 1, 1) + timedelta(days=rng.randrange(5000))
        precision = rng.choice((1, 1, 1, 2, 4))
        best = rng.randrange(60)
        village = rng.randrange(900)
        made.append(
            {
                "id": number, "year": start.year, "type_of_violence": rng.randrange(1, 4), "side_a": f"Government of {country}",
                "side_b": rng.choice(("Civilians", f"{place} Front")), "source_date": start + timedelta(days=1),
                "source_headline": f"{rng.choice(DEEDS)} {place}’s outskirts, {best} dead, {village} homes damaged",
                "where_prec": rng.randrange(1, 8), "where_coordinates": rng.choice((f"{place} town", f"Village {village}")),
                "adm_1": f"{place} governorate", "adm_2": "",
                "latitude": round(lat + village / 1000, 5),
                "longitude": round(lon - village / 1000, 5),
                "country": country, "date_prec": precision, "date_start": start,
                "date_end": start + timedelta(days={1: 0, 2: 4, 4: 29}[precision]), "low": best // 2, "best": best, "high": best + 3,
            }
        )  # fmt: skip
    return made


def written(folder: Path, given: Path | None, count: int) -> Path:
    """A file of `count` reports, no two alike."""
    made = reports(count)
    if given:
        own = [json.loads(line) for line in given.read_text("utf-8").split("\n") if line.strip()]
        made = [{**row, "id": f"{n}", "text": f"{row['text']} ({n})"} for n, row in enumerate(islice(cycle(own), count))]
    file = folder / "reports.jsonl"
    file.write_text("".join(f"{json.dumps(row)}\n" for row in made), "utf-8")
    return file


def table(folder: Path, given: Path | None, count: int) -> Path:
    """An event table of `count` rows with ids of their own."""
    made = rows(count) if given is None else list(csv.DictReader(given.open(newline="", encoding="utf-8")))
    file = folder / "table.csv"
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(made[0]))
        writer.writeheader()
        writer.writerows({**row, "id": number} for number, row in enumerate(islice(cycle(made), count)))
    return file


def ingested(folder: Path, file: Path, count: int, what: str) -> Path:
    """Run the command on a new store in a folder; prints what it took."""
    home = folder / file.stem
    home.mkdir()
    store = home / "store.sqlite"
    environment = {**os.environ, "DATELINE_DATABASE": f"sqlite:///{store}"}
    before, started = os.times(), time.perf_counter()
    with subprocess.Popen([sys.executable, "-m", "dateline", "ingest", str(file)], env=environment) as running:
        most = 0
        while running.poll() is None:
            most = max(most, resident(running.pid))
            time.sleep(0.2)
    seconds, after = time.perf_counter() - started, os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    speed = f"{seconds:.1f} s, {count / seconds:,.0f} a second; {processor:.1f} CPU-seconds, {count / processor:,.0f} for each"
    print(f"{count:,} {what}: {speed}; {most / 1e6:,.0f} MB; load average {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")
    return store


def resident(pid: int) -> int:
    """Bytes of a process and of all that it started; what they share is counted once, in halves."""
    try:
        process = psutil.Process(pid)
        everyone = [process, *process.children(recursive=True)]
        return sum(one.memory_full_info().pss for one in everyone)
    except psutil.Error:
        return 0


def kept(store: Path, file: Path) -> tuple[int, int]:
    """How many rows of a table there are, and of how many the store has place, days, toll and precision as they are written."""
    opened = open_store(f"sqlite:///{store}")
    held = {}
    for incident in opened.each_incident(Query()):
        where, when, toll = incident.where, incident.when, incident.toll
        assert when
        assert where
        days = (when.start, when.end, when.precision)
        counts = (toll.fatalities_low, toll.fatalities_best, toll.fatalities_high)
        held[incident.event_ids[0]] = (where.point.lon, where.point.lat, where.where_prec, *days, *counts)
    opened.close()
    coder = Coder(open_gazetteer())
    told = [row for row in coded_rows(file) if isinstance(row, CodedRow)]
    same = sum(held.get(coder.code(row)[1][0].id) == expected(row) for row in told)
    return len(told), same


def expected(row: CodedRow) -> tuple[object, ...]:
    """What is to be read back of a row."""
    counts = [count for count in (row.low, row.high) if count is not None]
    low, high = (min(counts), max(counts)) if counts else (None, None)
    return (row.lon, row.lat, row.where_prec, row.start, row.end, row.date_precision, low, row.best, high)


def main() -> None:
    """Make the files, run, print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--reports", type=int, default=10_000, help="how many; 0 for none")
    asked.add_argument("--texts", type=Path, help="a JSONL file of reports to repeat")
    asked.add_argument("--rows", type=int, default=300_000, help="how many; 0 for none")
    asked.add_argument("--table", type=Path, help="a table to repeat")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="dateline-intake-") as scratch:
        folder = Path(scratch)
        if options.reports:
            ingested(folder, written(folder, options.texts, options.reports), options.reports, "reports")
        if options.rows:
            file = table(folder, options.table, options.rows)
            told, same = kept(ingested(folder, file, options.rows, "rows"), file)
            print(f"of {told:,} rows that can be used, {same:,} are read back with their place, days, toll and precision")
    started = time.process_time()
    sum(number * number for number in range(2_000_000))
    print(f"reference: {time.process_time() - started:.3f} s of one core for adding two million squares")


if __name__ == "__main__":
    main()
