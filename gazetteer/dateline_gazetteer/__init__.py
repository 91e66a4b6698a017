"""Curated places, actors, and basemap data of Dateline, with their provenance in SOURCES.md."""

from pathlib import Path

DATA = Path(__file__).parent
"""The folder of the data."""
CURATED = DATA / "curated"
"""CSV tables of places, written for Dateline."""
OUTLINES = DATA / "units" / "outlines.csv"
"""Middles and reaches of units, derived from their outlines by `gazetteer/first_level_units.py`."""
