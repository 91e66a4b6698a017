"""GeoNames' daily changes: which rows were changed and which were deleted since the dump."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from dateline.gazetteer.sources.geonames.files import PLACE_COLUMNS, rows

FOLDER = "changes"
KINDS = ("modifications", "deletes", "alternateNamesModifications", "alternateNamesDeletes")
_NAME = re.compile(rf"({'|'.join(KINDS)})-(\d{{4}}-\d\d-\d\d)\.txt")


def names_of(day: date) -> tuple[str, ...]:
    """The files of one day, as GeoNames calls them."""
    return tuple(f"{kind}-{day.isoformat()}.txt" for kind in KINDS)


def days_between(last: date, today: date) -> tuple[date, ...]:
    """The days whose changes are still to come: after `last`, before `today`, whose files are not complete."""
    return tuple(last + timedelta(days=step) for step in range(1, (today - last).days))


@dataclass(slots=True)
class Changes:
    """All changes of all days, the latest of each row."""

    rows: dict[str, list[str] | None] = field(default_factory=dict)
    """By number of the place; None for a deleted one."""
    spellings: dict[str, list[str] | None] = field(default_factory=dict)
    """By number of the other name; None for a deleted one."""

    @staticmethod
    def files(folder: Path) -> list[Path]:
        """The files of changes, in the order of their days."""
        found = [
            (match[2], KINDS.index(match[1]), path) for path in (folder / FOLDER).glob("*.txt") if (match := _NAME.fullmatch(path.name))
        ]
        return [path for _, _, path in sorted(found)]

    @classmethod
    def read(cls, folder: Path, problems: list[str]) -> "Changes":
        """The changes in the folder of a dump."""
        changes = cls()
        for path in cls.files(folder):
            kind = path.name.partition("-")[0]
            match kind:
                case "modifications":
                    changes.rows |= {values[0]: values for values in rows(path, PLACE_COLUMNS, problems)}
                case "deletes":
                    changes.rows |= {values[0]: None for values in rows(path, 3, problems, at_least=1)}
                case "alternateNamesModifications":
                    changes.spellings |= {values[0]: values for values in rows(path, 10, problems, at_least=8)}
                case "alternateNamesDeletes":
                    changes.spellings |= {values[0]: None for values in rows(path, 4, problems, at_least=1)}
        return changes

    def places(self, dump: Iterable[list[str]]) -> Iterator[list[str]]:
        """The rows of the dump as they are now, and those that are new."""
        return _changed(dump, dict(self.rows))

    def names(self, table: Iterable[list[str]]) -> Iterator[list[str]]:
        """The other names as they are now, and those that are new."""
        return _changed(table, dict(self.spellings))


def _changed(table: Iterable[list[str]], changed: dict[str, list[str] | None]) -> Iterator[list[str]]:
    if not changed:
        yield from table
        return
    for values in table:
        if values[0] not in changed:
            yield values
    # What was changed comes at the end, whether the table had it before or not.
    yield from (values for values in changed.values() if values is not None)
