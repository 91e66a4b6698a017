"""Which of GeoNames' files are fetched for some countries, at first and from day to day."""

import contextlib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from dateline.errors import BadInput, NotThere
from dateline.gazetteer.sources.geonames.changes import FOLDER, Changes, days_between, names_of
from dateline.gazetteer.sources.geonames.download import Downloads
from dateline.gazetteer.sources.geonames.files import rows
from dateline.gazetteer.sources.geonames.tables import ALL, GeoNamesTables

_UNITS = ("admin1CodesASCII.txt", "admin2Codes.txt", "featureCodes_en.txt")
_UNITS_COLUMNS = {"admin1CodesASCII.txt": 4, "admin2Codes.txt": 4, "featureCodes_en.txt": 3}


def countries_of(text: str) -> tuple[str, ...]:
    """The countries in "SY,TR,IQ", or `ALL` alone. Raises `BadInput`.

    >>> countries_of("sy, TR"), countries_of("all")
    (('SY', 'TR'), ('all',))
    """
    codes = tuple(dict.fromkeys(code.strip().upper() for code in text.split(",") if code.strip()))
    if codes == (ALL.upper(),):
        return (ALL,)
    for code in codes:
        if len(code) != 2 or not code.isascii() or not code.isalpha():
            raise BadInput(f"{code!r} is no two-letter country code such as SY, and not the word all alone")
    if not codes:
        raise BadInput("no country is given: two-letter codes such as SY,TR, or all")
    return codes


def fetch(downloads: Downloads, folder: Path, countries: tuple[str, ...]) -> GeoNamesTables:
    """The tables of the countries, fetched where they are not there yet or have changed. What has come stays when the rest fails."""
    if countries == (ALL,):
        dumps, names = ["allCountries.zip"], ["alternateNamesV2.zip"]
    else:
        dumps, names = [f"{code}.zip" for code in countries], [f"alternatenames/{code}.zip" for code in countries]
    for name in _UNITS:
        downloads.fetch(name)
        problems: list[str] = []
        for _ in rows(folder / name, _UNITS_COLUMNS[name], problems, at_least=2):
            pass
    for name in (*dumps, *names):
        downloads.fetch(name)
    # A dump holds every change that came before it.
    fetched = date_of(folder / dumps[0])
    for path in Changes.files(folder):
        if path.stem[-10:] < fetched.isoformat():
            path.unlink()
    return GeoNamesTables(folder, countries)


def update(downloads: Downloads, tables: GeoNamesTables, today: date) -> tuple[GeoNamesTables, str]:
    """The tables as they are today, and what was done: the daily changes, or all anew where a day's are not to be had any more."""
    last = max([date_of(path) for path in tables.dumps()] + [date.fromisoformat(path.stem[-10:]) for path in Changes.files(tables.folder)])
    days = days_between(last, today)
    if not days:
        return tables, "it is up to date"
    try:
        for day in days:
            for name in names_of(day):
                fetched = _fetch_day(downloads, tables.folder, name)
                for _ in rows(fetched, 19 if name.startswith("modifications") else 10, [], at_least=1):
                    pass
    except NotThere:
        for day in days:
            for name in names_of(day):
                (tables.folder / FOLDER / name).unlink(missing_ok=True)
        return fetch(downloads, tables.folder, tables.countries), "the changes of some days are gone from the server; all was fetched anew"
    return tables, f"the changes of {len(days)} {'day' if len(days) == 1 else 'days'} were added"


def _fetch_day(downloads: Downloads, folder: Path, name: str) -> Path:
    downloads.fetch(name)
    path = folder / FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    (folder / name).replace(path)
    with contextlib.suppress(OSError):
        (folder / f"{name}.tags.json").unlink()
    return path


def date_of(dump: Path) -> date:
    """The day up to which a dump holds the changes: that before the day on which it was made."""
    made = Downloads.made(dump)
    return (made or datetime.fromtimestamp(dump.stat().st_mtime, UTC)).date() - timedelta(days=1)
