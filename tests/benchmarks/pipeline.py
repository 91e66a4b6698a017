"""How fast reports are read on one core, beside cutting the same texts into words with a regular expression, and what hostile texts cost.

    python -m tests.benchmarks.pipeline [REPORTS.jsonl]

Without a file the example reports are read over and over. The gazetteer is this user's own.
"""

import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from dateline import Pipeline, Report, open_gazetteer
from dateline.examples import load

WORDS = re.compile(r"\w+|[^\w\s]")
HOSTILE = {
    "a sentence": "Shells hit Idlib on Monday. ",
    "capitals": "A",
    "short names": "Aa ",
    "speech": '"said ',
    "fractions": "1/2/",
    "tolls": "killed 3 ",
    "brackets": "(",
    "lines": "\n",
    "an Arabic verb": "قصف ",
    "a list": "Idlib, ",
    "a chain": "Aleppo and ",
    "prepositions": "near ",
}
SIZES = (50_000, 200_000, 800_000)


def seconds(work: Callable[[], object]) -> float:
    """Processor time, which other programs disturb least."""
    before = time.process_time()
    work()
    return time.process_time() - before


def main() -> None:
    started = time.perf_counter()
    pipeline = Pipeline(open_gazetteer())
    print(f"opening the gazetteer and the pipeline: {time.perf_counter() - started:.2f} s")
    if len(sys.argv) > 1:
        lines = Path(sys.argv[1]).read_text("utf-8").strip().split("\n")
        reports = [Report.of(json.loads(line)["text"]) for line in lines]
    else:
        reports = list(load()) * 5
    pipeline.read(reports[0])
    words = seconds(lambda: [WORDS.findall(report.text) for report in reports])
    for name, work in (("geoparse", pipeline.geoparse), ("read", pipeline.read)):
        spent = seconds(lambda work=work: [work(report) for report in reports])  # type: ignore[misc]
        print(f"{name:9} {len(reports) / spent:6.0f} reports per processor second, {spent / words:5.1f} times cutting them into words")
    print(f"hostile texts of {', '.join(f'{size:,}' for size in SIZES)} characters, processor seconds of reading:")
    for name, piece in HOSTILE.items():
        spent_on = [seconds(lambda size=size: pipeline.read(Report.of(piece * (size // len(piece))))) for size in SIZES]  # type: ignore[misc]  # noqa: B023
        print(f"  {name:15}", *(f"{spent:7.2f}" for spent in spent_on))


if __name__ == "__main__":
    main()
