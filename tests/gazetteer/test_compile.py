import subprocess
import sys

import pytest

from dateline.errors import GazetteerMissing
from dateline.gazetteer import compile as compiling
from dateline.gazetteer import index, writing
from dateline.gazetteer.compile import compile_places, is_current
from dateline.gazetteer.gazetteer import Gazetteer
from tests.conftest import a_place, miniature


@pytest.fixture
def folder(tmp_path):
    compile_places(miniature(), tmp_path / "index")
    return tmp_path / "index"


def test_a_later_place_replaces_an_earlier_one_with_its_id(tmp_path):
    compile_places([a_place("Old", 10, 10, id="test:x"), a_place("New", 11, 10, id="test:x")], tmp_path / "index")
    gazetteer = Gazetteer.open(tmp_path / "index")
    assert gazetteer.get("test:x").name == "New"
    assert not gazetteer.knows("Old")


def test_equal_places_make_equal_versions_whatever_their_order(folder, tmp_path):
    compile_places(reversed(miniature()), tmp_path / "other")
    compile_places(miniature()[1:], tmp_path / "smaller")
    version = Gazetteer.open(folder).info().version
    assert Gazetteer.open(tmp_path / "other").info().version == version
    assert Gazetteer.open(tmp_path / "smaller").info().version != version


def test_what_is_known_of_it_is_counted(folder):
    info = Gazetteer.open(folder).info()
    assert info.places == len(miniature()) == sum(info.by_kind.values()) == sum(info.by_source.values())
    assert info.names > info.places


def test_a_failed_compilation_leaves_the_old_index_and_no_rubbish(folder, monkeypatch):
    def fail(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(writing, "_write_cells", fail)
    with pytest.raises(OSError, match="no space"):
        compile_places([a_place("New", 10, 10)], folder)
    assert Gazetteer.open(folder).knows("Borstad")
    assert [path.name for path in folder.parent.iterdir()] == ["index"]


def test_a_killed_compilation_leaves_the_old_index(folder):
    code = f"""
import os, signal
from pathlib import Path
from dateline.gazetteer import writing
from dateline.gazetteer.compile import compile_places
writing._write_cells = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
compile_places([], Path({str(folder)!r}))
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode != 0
    assert Gazetteer.open(folder).knows("Borstad")
    compile_places([a_place("New", 10, 10)], folder)
    assert Gazetteer.open(folder).knows("New")


def test_an_open_gazetteer_outlives_its_replacement(folder):
    old = Gazetteer.open(folder)
    compile_places([a_place("New", 10, 10)], folder)
    assert old.lookup("Borstad")[0].place.id == "test:borstad"
    assert Gazetteer.open(folder).knows("New")


def test_names_of_hostile_sources_stay_in_their_place(tmp_path):
    names = ("\x1f", "a\x1fb", "\ud800", "", "\0", "x" * 5000)
    compile_places([a_place("Good", 10, 10, names=names), a_place("Other", 11, 10)], tmp_path / "index")
    gazetteer = Gazetteer.open(tmp_path / "index")
    assert gazetteer.lookup("Good")[0].place.country == "XA"
    assert gazetteer.lookup("a b")[0].place.name == "Good"
    assert gazetteer.lookup("Other")[0].place.point.lon == 11


def test_another_format_and_a_damaged_index_are_refused(folder, monkeypatch):
    monkeypatch.setattr(index, "FORMAT", index.FORMAT + 1)
    with pytest.raises(GazetteerMissing, match="another version"):
        Gazetteer.open(folder)
    monkeypatch.undo()
    (folder / "names.marisa").write_bytes(b"junk")
    with pytest.raises(GazetteerMissing, match="damaged"):
        Gazetteer.open(folder)


def test_current_means_the_same_packages_and_the_same_tables(real_gazetteer_folder, monkeypatch, tmp_path):
    assert is_current(real_gazetteer_folder)
    monkeypatch.setattr(compiling, "CURATED", tmp_path)
    assert not is_current(real_gazetteer_folder)
    monkeypatch.undo()
    monkeypatch.setattr(compiling, "version", lambda package: "0")
    assert not is_current(real_gazetteer_folder)
    assert not is_current(tmp_path)
