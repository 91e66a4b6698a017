"""The built web page of Dateline, as files to be served."""

from pathlib import Path

STATIC = Path(__file__).parent / "static"
"""The folder of the built page; `index.html` is absent until it was built (`make web`)."""
