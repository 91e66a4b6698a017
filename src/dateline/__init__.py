"""Dateline reads reports of a conflict and tells what happened, where and when."""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from dateline.gazetteer.gazetteer import Gazetteer
    from dateline.gazetteer.place import Place
    from dateline.merging.incident import Incident
    from dateline.pipeline import Pipeline
    from dateline.reading.report import Report
    from dateline.resolution.geocoder import Geocoder

__all__ = ["Gazetteer", "Geocoder", "Incident", "Pipeline", "Place", "Report", "open_gazetteer"]

_HOMES = {
    "Gazetteer": "dateline.gazetteer.gazetteer",
    "Geocoder": "dateline.resolution.geocoder",
    "Place": "dateline.gazetteer.place",
    "Report": "dateline.reading.report",
    "Incident": "dateline.merging.incident",
    "Pipeline": "dateline.pipeline",
}


def open_gazetteer() -> "Gazetteer":
    """The compiled gazetteer of this user, compiled first when it is absent or of another version (about half a minute)."""
    from dateline.gazetteer.compile import build, is_current
    from dateline.gazetteer.gazetteer import Gazetteer
    from dateline.settings import Settings

    folder = Settings().gazetteer_dir
    if not is_current(folder):
        build(folder)
    return Gazetteer.open(folder)


def __getattr__(name: str) -> Any:
    # Loaded on first use, so that `dateline --version` and a look at one type stay quick.
    if name not in _HOMES:
        raise AttributeError(f"module 'dateline' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
