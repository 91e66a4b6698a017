"""Annotated corpora: reports whose toponyms were marked by hand, read from the forms in which they are published.

| form | what |
|---|---|
| JSONL | a report a line: `id`, `text`, `toponyms` with `start`, `end`, `lat`, `lon`, `geonameid` or `id`; `ignore`, spans not judged |
| JSONL, marked | a report a line: `id`, `marked`, the text with its toponyms as `[name]` or `[name=FR]` (see `marking`) |
| XML with `toponyms` | LGL and TR-News: `article/text`, `toponym/start|end|phrase`, `gaztag[@geonameid]/lat|lon` |
| the same of GeoWebNews | `toponym/start|end|extractedName|type|geonamesID|latitude|longitude` |
| XML with `locations` | GeoVirus: `article/text`, `location/start|end|name|lat|lon`, offsets counted from 1 |
| a folder of `.txt` and `.ann` | GeoWebNews: brat's standoff form, a note giving a GeoNames number or latitude and longitude |
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from dateline.errors import BadCoordinate, BadInput, UnreadableReport
from dateline.evaluation.marking import read_marks
from dateline.geography import LonLat
from dateline.reading.report import Report
from dateline.recognition.demonyms import country_of

_MOST_BYTES = 1 << 30


@dataclass(frozen=True, slots=True)
class GoldToponym:
    """A toponym as annotated; end exclusive, code points."""

    start: int
    end: int
    text: str
    point: LonLat | None
    """None when the annotators could not place it."""
    place_id: str | None
    """As in the gazetteer: `geonames:163808`; None when not given."""
    demonym: bool = False
    """Whether it is a people or an adjective ("Turkish"), which some corpora mark and others do not."""
    country: str | None = None
    """ISO 3166-1 alpha-2, where no more than the country is annotated."""


@dataclass(frozen=True, slots=True)
class GoldReport:
    """A report with its annotation."""

    report: Report
    toponyms: tuple[GoldToponym, ...]
    ignore: tuple[tuple[int, int], ...] = ()
    """Spans that are not judged: an answer there is neither right nor wrong."""


def read_gold(path: Path) -> tuple[GoldReport, ...]:
    """The reports of an annotated corpus; raises `BadInput` when it is in none of the known forms."""
    if path.is_dir():
        reports = tuple(_from_brat(path))
    else:
        if path.stat().st_size > _MOST_BYTES:
            raise BadInput(f"{path} is larger than a gibibyte, which no annotated corpus is")
        data = path.read_bytes()
        reports = tuple(_from_xml(path, data) if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") else _from_jsonl(path, data))
    if not reports:
        raise BadInput(f"{path} holds no annotated reports")
    return reports


def _from_jsonl(path: Path, data: bytes) -> Iterator[GoldReport]:
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        origin = f"{path}, line {number}"
        try:
            row = json.loads(line)
            if "marked" in row:
                yield _from_marks(row["marked"], str(row.get("id", number)), row.get("language"))
                continue
            text = row["text"]
            marked = [
                _toponym(text, entry["start"], entry["end"], entry.get("lat"), entry.get("lon"), entry.get("geonameid") or entry.get("id"))
                for entry in row["toponyms"]
            ]
            ignore = tuple((int(start), int(end)) for start, end in row.get("ignore") or ())
            report = Report.of(text, external_id=str(row.get("id", number)), language=row.get("language"))
        except (BadInput, ValueError, KeyError, TypeError, AttributeError) as error:
            raise UnreadableReport(origin, f"no annotated report as JSON ({type(error).__name__}: {error})") from error
        yield GoldReport(report, tuple(sorted(marked, key=lambda toponym: toponym.start)), ignore)


def _from_marks(marked: str, name: str, language: str | None) -> GoldReport:
    told = read_marks(marked)
    toponyms = tuple(GoldToponym(start, end, told.text[start:end], None, None, country=country) for start, end, country in told.toponyms)
    return GoldReport(Report.of(told.text, external_id=name, language=language), toponyms, told.ignore)


def _from_xml(path: Path, data: bytes) -> Iterator[GoldReport]:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise BadInput(f"{path} declares entities of its own, which no annotated corpus needs")
    try:
        root = ET.fromstring(data)  # noqa: S314  # entities, the one way to hurt the parser, were refused
    except (ET.ParseError, LookupError, ValueError) as error:
        raise BadInput(f"{path} is no well-formed XML: {error}") from error
    for number, article in enumerate(root.iter("article"), 1):
        # Offsets count the text's characters as they stand in the file.
        text = article.findtext("text") or ""
        try:
            elements = [element for tag in ("toponym", "location") for element in article.iter(tag)]
            judged = [element for element in elements if element.findtext("type") not in _NOT_JUDGED]
            marked = [_of_element(text, element) for element in judged]
            ignore = tuple(sorted(_span_of(text, element) for element in elements if element.findtext("type") in _NOT_JUDGED))
        except (ValueError, TypeError) as error:
            raise UnreadableReport(f"{path}, article {number}", f"an annotation cannot be read: {error}") from error
        name = article.get("docid") or article.get("file") or article.findtext("source") or str(number)
        yield GoldReport(Report.of(text, external_id=name), tuple(sorted(marked, key=lambda toponym: toponym.start)), ignore)


def _of_element(text: str, element: ET.Element) -> GoldToponym:
    tag = element.find("gaztag")
    told = element if tag is None else tag
    lat, lon = (told.findtext(short) or told.findtext(long) for short, long in (("lat", "latitude"), ("lon", "longitude")))
    number = element.findtext("geonamesID") if tag is None else tag.get("geonameid")
    return _toponym(text, *_span_of(text, element), lat, lon, number, demonym=element.findtext("type") == "Demonym")


_FARTHEST = 3
"""Characters by which a corpus may count its offsets off: GeoVirus counts from 1, others trim their texts."""


def _span_of(text: str, element: ET.Element) -> tuple[int, int]:
    """Where the toponym stands: at its offsets, or as near to them as its name is found."""
    start, end = (int(element.findtext(part) or "") for part in ("start", "end"))
    name = element.findtext("phrase") or element.findtext("name") or element.findtext("extractedName")
    if name is None or text[start:end] == name:
        return start, end
    shifts = sorted(range(-_FARTHEST, _FARTHEST + 1), key=abs)
    shift = next((shift for shift in shifts if start + shift >= 0 and text[start + shift : end + shift] == name), 0)
    return start + shift, end + shift


_NOT_JUDGED = frozenset({"Non_Toponym", "Non_Lit_Expression", "Literal_Expression", "Homonym", "Language"})
"""Types of GeoWebNews that mark what is no toponym by itself."""
_BRAT = re.compile(r"(?P<id>T\d+)\t(?P<kind>\S+) (?P<start>\d+)(?: \d+;\d+)* (?P<end>\d+)\t")
_NOTE = re.compile(r"#\d+\t\S+ (?P<id>T\d+)\t(?P<note>.*)")


def _from_brat(folder: Path) -> Iterator[GoldReport]:
    for path in sorted(folder.glob("*.txt")):
        notes = path.with_suffix(".ann")
        if not notes.is_file():
            continue
        try:
            text = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
            lines = notes.read_text("utf-8").splitlines()
        except UnicodeDecodeError as error:
            raise UnreadableReport(str(path), "is not UTF-8") from error
        told = {match["id"]: match["note"].strip() for line in lines if (match := _NOTE.match(line))}
        marked: list[GoldToponym] = []
        ignore: list[tuple[int, int]] = []
        for line in lines:
            match = _BRAT.match(line)
            if match is None:
                continue
            start, end = int(match["start"]), int(match["end"])
            if match["kind"] in _NOT_JUDGED:
                ignore.append((start, end))
                continue
            lat, lon, number = _note(told.get(match["id"], ""))
            try:
                marked.append(_toponym(text, start, end, lat, lon, number, demonym=match["kind"] == "Demonym"))
            except ValueError as error:
                raise UnreadableReport(str(notes), str(error)) from error
        yield GoldReport(
            Report.of(text, external_id=path.stem), tuple(sorted(marked, key=lambda toponym: toponym.start)), tuple(sorted(ignore))
        )


def _note(note: str) -> tuple[str | None, str | None, str | None]:
    """Latitude, longitude and GeoNames number of a note, as far as it gives them."""
    if "," in note:
        lat, lon = (part.strip() for part in note.split(",")[:2])
        return lat, lon, None
    return None, None, note if note.isdigit() else None


def _toponym(text: str, start: int, end: int, lat: Any, lon: Any, number: Any, *, demonym: bool = False) -> GoldToponym:
    if not 0 <= start < end <= len(text):
        raise ValueError(f"the span {start} to {end} does not lie in its text")
    point = None
    if lat not in (None, "") and lon not in (None, ""):
        try:
            point = LonLat(float(lon), float(lat))
        except BadCoordinate:
            point = None
    place_id = None
    if number not in (None, "", 0):
        place_id = str(number) if ":" in str(number) else f"geonames:{number}"
    name = text[start:end]
    return GoldToponym(start, end, name, point, place_id, demonym or _is_demonym(name))


def _is_demonym(name: str) -> bool:
    return country_of(name) is not None
