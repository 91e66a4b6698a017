"""The folder of a compiled gazetteer: versions side by side, and a pointer to the one in use.

    gazetteer/
    ├── current               the name of the version in use; replacing this one file is all that publishing does
    └── v-0c1f…/              a version, never changed once it is pointed to

A process that is killed at any moment leaves the old version in use, or the new one.
"""

import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dateline.errors import GazetteerMissing

_POINTER = "current"
_VERSION = re.compile(r"v-[a-z0-9_]+")
UNFINISHED = ".new-"
"""What the names of folders start with that the next compilation may clear away once nobody has touched them for long."""
_ABANDONED_S = 6 * 3600
"""An unfinished version that nobody has touched for so long is of a process that was killed."""
_EARLIER_FORMAT = ("manifest.json", "text.bin", "*.npy", "*.marisa")
"""Files that stood in the folder itself before there were versions."""
REMEDY = "run `dateline gazetteer build`"


def version_in_use(folder: Path) -> Path:
    """The folder of the version in use. Raises `GazetteerMissing` when there is none."""
    try:
        name = (folder / _POINTER).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as cause:
        if (folder / "manifest.json").exists():
            raise GazetteerMissing(f"the gazetteer in {folder} was compiled by another version of Dateline: {REMEDY}") from cause
        raise GazetteerMissing(f"there is no compiled gazetteer in {folder}: {REMEDY}") from cause
    if not _VERSION.fullmatch(name):
        raise GazetteerMissing(f"the gazetteer in {folder} is damaged (it points to {name[:40]!r}): {REMEDY}")
    return folder / name


@contextmanager
def new_version(folder: Path) -> Iterator[Path]:
    """An empty folder to write a version into, which is in use when the block ends well and gone when it does not."""
    folder.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder))
    new.chmod(0o755)
    try:
        yield new
        _publish(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _publish(new: Path, folder: Path) -> None:
    version = folder / f"v-{new.name.removeprefix(UNFINISHED)}"
    new.rename(version)
    pointer = folder / f"{UNFINISHED}{version.name}.txt"
    pointer.write_text(version.name, "utf-8")
    os.replace(pointer, folder / _POINTER)  # noqa: PTH105  # the word says what matters: one step, on every system
    _clear(folder, keep=version)


def _clear(folder: Path, *, keep: Path) -> None:
    """Remove what is of use to nobody any more; a reader that has an old version open keeps its mapped files."""
    for path in folder.iterdir():
        if path.name.startswith(UNFINISHED) and path.is_dir():
            if time.time() - path.stat().st_mtime > _ABANDONED_S:
                shutil.rmtree(path, ignore_errors=True)
        elif path != keep and _VERSION.fullmatch(path.name):
            shutil.rmtree(path, ignore_errors=True)
    for pattern in _EARLIER_FORMAT:
        for path in folder.glob(pattern):
            path.unlink(missing_ok=True)
