"""Files that other packages carry as data."""

from importlib.util import find_spec
from pathlib import Path

from dateline.errors import GazetteerMissing


def data_of(package: str, *parts: str) -> Path:
    """A data file of an installed package, found without importing it. Raises `GazetteerMissing` when it is not there."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise GazetteerMissing(f"the package {package} is not installed, and the gazetteer is compiled from its data")
    path = Path(spec.origin).parent.joinpath(*parts)
    if not path.is_file():
        raise GazetteerMissing(f"the installed {package} has no {'/'.join(parts)}; Dateline was written for another version of it")
    return path
