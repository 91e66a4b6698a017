import json
from pathlib import Path

import pytest

from dateline.errors import BadInput
from dateline.evaluation.gold import GoldReport, read_gold
from dateline.evaluation.scoring import score_report
from dateline.evaluation.summary import calibration_error, reliability, summarize
from dateline.evaluation.toponyms import evaluate
from dateline.gazetteer.gazetteer import Gazetteer
from dateline.geography import LonLat
from dateline.recognition.toponym import Toponym
from dateline.resolution.resolution import Candidate, Resolution

TEXT = "Shells hit Qalmar & Borstad. Turkish aid went to Nowhere."
XML_TEXT = TEXT.replace("&", "&amp;")
SPANS = {name: (TEXT.index(name), TEXT.index(name) + len(name)) for name in ("Qalmar", "Borstad", "Turkish", "Nowhere")}


def toponym_element(name: str, tag: str) -> str:
    start, end = SPANS[name]
    return f"<toponym><start>{start}</start><end>{end}</end><phrase>{name}</phrase>{tag}</toponym>"


LGL = (
    '<articles><article docid="7"><title>t</title><text>' + XML_TEXT + "</text><toponyms>"
    + toponym_element("Qalmar", '<gaztag geonameid="5"><name>Qalmar</name><lat>10</lat><lon>10.1</lon></gaztag>')
    + toponym_element("Nowhere", "")
    + "</toponyms></article></articles>"
)  # fmt: skip
GEOVIRUS = (
    "<articles><article><text>" + XML_TEXT + "</text><source>https://encyclopedia.example/x</source><locations><location>"
    "<name>Borstad</name><lat>10.0</lat><lon>13.0</lon><page>p</page>"
    f"<start>{SPANS['Borstad'][0] + 1}</start><end>{SPANS['Borstad'][1] + 1}</end>"  # counted from 1
    "</location></locations></article></articles>"
)


def geowebnews(name: str, kind: str, place: str = "") -> str:
    return (
        f"<toponym><extractedName>{name}</extractedName><normalisedName/><type>{kind}</type>"
        f"<start>{SPANS[name][0]}</start><end>{SPANS[name][1]}</end>{place}</toponym>"
    )


GEOWEBNEWS = (
    '<articles><!-- a note --><article file="3"><title>t</title><link>l</link><text>' + XML_TEXT + "</text><toponyms>"
    + geowebnews("Qalmar", "Literal", "<geonamesID>5</geonamesID><latitude>10</latitude><longitude>10.1</longitude>")
    + geowebnews("Turkish", "Demonym") + geowebnews("Nowhere", "Non_Toponym")
    + "</toponyms></article></articles>"
)  # fmt: skip
BRAT = "\n".join(
    [
        f"T1\tLiteral {SPANS['Qalmar'][0]} {SPANS['Qalmar'][1]}\tQalmar",
        "A1\tModifier_Type T1 Noun",
        "#1\tAnnotatorNotes T1\t5",
        f"T2\tLiteral {SPANS['Borstad'][0]} {SPANS['Borstad'][1]}\tBorstad",
        "#2\tAnnotatorNotes T2\t10.0, 13.0",
        f"T3\tDemonym {SPANS['Turkish'][0]} {SPANS['Turkish'][1]}\tTurkish",
        f"T4\tNon_Toponym {SPANS['Nowhere'][0]} {SPANS['Nowhere'][1]}\tNowhere",
    ]
)
JSONL = json.dumps(
    {
        "id": "a",
        "language": "en",
        "text": TEXT,
        "toponyms": [
            {"start": SPANS["Qalmar"][0], "end": SPANS["Qalmar"][1], "text": "Qalmar", "lat": 10.0, "lon": 10.0, "geonameid": 5},
            {"start": SPANS["Nowhere"][0], "end": SPANS["Nowhere"][1], "text": "Nowhere", "lat": None, "lon": None, "geonameid": None},
        ],
        "ignore": [SPANS["Borstad"]],
    }
)


def written(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content, "utf-8")
    return path


def the_only(path: Path) -> GoldReport:
    (report,) = read_gold(path)
    assert all(report.report.text[toponym.start : toponym.end] == toponym.text for toponym in report.toponyms)
    return report


def test_the_xml_of_lgl_is_read(tmp_path: Path) -> None:
    gold = the_only(written(tmp_path, "lgl.xml", LGL))
    assert gold.report.text == TEXT
    assert [(t.text, t.point, t.place_id) for t in gold.toponyms] == [
        ("Qalmar", LonLat(10.1, 10.0), "geonames:5"),
        ("Nowhere", None, None),
    ]


def test_the_xml_of_geovirus_is_read(tmp_path: Path) -> None:
    gold = the_only(written(tmp_path, "GeoVirus.xml", GEOVIRUS))
    assert [(t.text, t.point, t.place_id) for t in gold.toponyms] == [("Borstad", LonLat(13.0, 10.0), None)]


def test_the_xml_of_geowebnews_is_read(tmp_path: Path) -> None:
    gold = the_only(written(tmp_path, "GWN.xml", GEOWEBNEWS))
    assert [(t.text, t.point, t.place_id, t.demonym) for t in gold.toponyms] == [
        ("Qalmar", LonLat(10.1, 10.0), "geonames:5", False),
        ("Turkish", None, None, True),
    ]
    assert gold.ignore == (SPANS["Nowhere"],)


def test_marks_in_the_text_are_read_and_score_the_country(tmp_path: Path, gazetteer: Gazetteer) -> None:
    row = {"id": "a", "language": "en", "marked": "Shells hit [Qalmar=XA] & {Borstad}. Turkish aid went to [Nowhere]."}
    gold = the_only(written(tmp_path, "gold.jsonl", json.dumps(row)))
    assert gold.report.text == TEXT
    assert [(t.text, t.country) for t in gold.toponyms] == [("Qalmar", "XA"), ("Nowhere", None)]
    assert gold.ignore == (SPANS["Borstad"],)
    for place, share in (("test:qalmar", 1.0), ("test:nordhaven", 0.0)):
        score = score_report(gold, [answer(gazetteer, "Qalmar", place, 0.9)], gazetteer, demonyms=False, language="en")
        assert summarize([score]).country.value == share


def test_a_folder_in_brats_form_is_read(tmp_path: Path) -> None:
    written(tmp_path, "1.txt", TEXT)
    written(tmp_path, "1.ann", BRAT)
    gold = the_only(tmp_path)
    assert [(t.text, t.point, t.place_id, t.demonym) for t in gold.toponyms] == [
        ("Qalmar", None, "geonames:5", False),
        ("Borstad", LonLat(13.0, 10.0), None, False),
        ("Turkish", None, None, True),
    ]
    assert gold.ignore == (SPANS["Nowhere"],)


def test_json_lines_are_read(tmp_path: Path) -> None:
    gold = the_only(written(tmp_path, "gold.jsonl", JSONL + "\n\n"))
    assert [(t.text, t.point, t.place_id) for t in gold.toponyms] == [
        ("Qalmar", LonLat(10.0, 10.0), "geonames:5"),
        ("Nowhere", None, None),
    ]
    assert gold.ignore == (SPANS["Borstad"],)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.xml", "<articles><article><text>a</text>"),
        ("x.xml", '<!DOCTYPE a [<!ENTITY b "c">]><articles/>'),
        ("x.xml", "<articles/>"),
        ("x.xml", LGL.replace(f"<start>{SPANS['Qalmar'][0]}", "<start>99999")),
        ("x.jsonl", '{"id": "a"}'),
        ("x.jsonl", '{"marked": "a [ b"}'),
        ("x.jsonl", '{"marked": 1}'),
        ("x.jsonl", "not json"),
        ("x.jsonl", '{"text": "a", "toponyms": [{"start": 0, "end": 9}]}'),
        ("x.jsonl", ""),
    ],
)
def test_what_is_no_annotated_corpus_is_refused_by_name(tmp_path: Path, name: str, content: str) -> None:
    with pytest.raises(BadInput, match=r"x\.(xml|jsonl)"):
        read_gold(written(tmp_path, name, content))


def answer(gazetteer: Gazetteer, name: str, place: str | None, confidence: float, text: str = TEXT) -> Resolution:
    start = text.index(name)
    found = gazetteer.get(place) if place else None
    chosen = Candidate(found, 1.0, ("named exactly",)) if found else None
    return Resolution(Toponym(start, start + len(name), name), (chosen,) if chosen else (), chosen, confidence if chosen else 0.0)


def test_answers_are_counted_strictly(tmp_path: Path, gazetteer: Gazetteer) -> None:
    gold = the_only(written(tmp_path, "gold.jsonl", JSONL))
    answers = [answer(gazetteer, "hit Qalmar", "test:qalmar", 0.9), answer(gazetteer, "Borstad", "test:borstad", 0.8)]
    (score,) = [score_report(gold, answers, gazetteer, demonyms=False, language="en")]
    summary = summarize([score])
    assert (score.predicted, score.exact) == (1, 0), "what is not judged does not count"
    assert summary.overlap_precision.value == 1.0
    assert summary.overlap_recall.value == 0.5
    assert summary.exact_f1.value == 0.0
    assert summary.end_to_end.value == summary.resolved.value == summary.sure_right == 1.0
    wrong = summarize([score_report(gold, [answer(gazetteer, "Qalmar", "test:nordhaven", 0.9)], gazetteer, demonyms=False, language="en")])
    assert (wrong.exact_recall.value, wrong.end_to_end.value, wrong.country.value) == (0.5, 0.0, 0.0)
    none = summarize([score_report(gold, [], gazetteer, demonyms=False, language="en")])
    assert (none.overlap_f1.value, none.end_to_end.value, none.calibration_error) == (0.0, 0.0, 0.0)


def test_demonyms_are_judged_only_when_asked_for(tmp_path: Path, gazetteer: Gazetteer) -> None:
    written(tmp_path, "1.txt", TEXT)
    written(tmp_path, "1.ann", BRAT)
    gold = the_only(tmp_path)
    answers = [answer(gazetteer, "Turkish", "test:xa", 0.9)]
    without = score_report(gold, answers, gazetteer, demonyms=False, language="en")
    with_them = score_report(gold, answers, gazetteer, demonyms=True, language="en")
    assert (without.predicted, len(without.judged)) == (0, 2)
    assert (with_them.predicted, len(with_them.judged), with_them.exact) == (1, 3, 1)


def test_confidence_that_is_told_truly_has_no_error() -> None:
    true = [(0.75, index % 4 != 0) for index in range(40)]
    assert calibration_error(reliability(true)) == pytest.approx(0.0)
    assert calibration_error(reliability([(0.9, False)])) == pytest.approx(0.9)
    assert calibration_error(reliability([])) == 0.0


def test_an_evaluation_holds_its_figures_inside_their_intervals(tmp_path: Path, gazetteer: Gazetteer) -> None:
    gold = read_gold(written(tmp_path, "gold.jsonl", JSONL + "\n" + JSONL.replace('"a"', '"b"')))
    said = iter([[], [answer(gazetteer, "Qalmar", "test:qalmar", 0.9)], []])  # the first call fills caches
    evaluation = evaluate(gold, lambda report: next(said), gazetteer)
    summary = evaluation.summary
    assert summary.reports == 2
    assert summary.end_to_end.value == 0.5
    assert (summary.end_to_end.low, summary.end_to_end.high) == (0.0, 1.0)
    assert [(part.name, part.toponyms) for part in summary.by_language] == [("en", 4)]
    assert sum(part.toponyms for part in summary.by_kind) == 4
    assert evaluation.reports_per_second > 0
