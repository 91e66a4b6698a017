import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.errors import GazetteerMissing
from dateline.gazetteer import compile as compiling
from dateline.gazetteer import index, writing
from dateline.gazetteer.compile import compile_places, is_current
from dateline.gazetteer.gazetteer import Gazetteer
from tests.conftest import a_place, miniature

ROOT = Path(__file__).parents[2]


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

    before = sorted(path.name for path in folder.rglob("*"))
    monkeypatch.setattr(writing, "_write_ids", fail)
    with pytest.raises(OSError, match="no space"):
        compile_places([a_place("New", 10, 10)], folder)
    assert Gazetteer.open(folder).knows("Borstad")
    assert sorted(path.name for path in folder.rglob("*")) == before


@pytest.mark.parametrize("moment", ["writing._write_ids", "folder.os.replace", "folder._clear"])
def test_a_compilation_killed_at_any_moment_leaves_the_old_index_or_the_new(folder, moment):
    code = f"""
import os, signal
from pathlib import Path
from dateline.gazetteer import folder, writing
from dateline.gazetteer.compile import compile_places
from tests.conftest import a_place
{moment} = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
compile_places([a_place("New", 10, 10)], Path({str(folder)!r}))
"""
    killed = subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert killed.returncode == -signal.SIGKILL
    assert Gazetteer.open(folder).knows("New" if moment == "folder._clear" else "Borstad")
    compile_places([a_place("Newer", 10, 10)], folder)
    assert Gazetteer.open(folder).knows("Newer")


def test_what_nobody_uses_any_more_is_cleared_away(folder):
    abandoned = folder / ".new-abandoned"
    abandoned.mkdir()
    os.utime(abandoned, (0, 0))
    (folder / ".new-of-another-process").mkdir()
    (folder / "manifest.json").write_text('{"format": 2}')
    compile_places([a_place("New", 10, 10)], folder)
    [version] = folder.glob("v-*")
    assert sorted(path.name for path in folder.iterdir()) == [".new-of-another-process", "current", version.name]


def test_many_names_are_spread_over_shards(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "POSTINGS_OF_A_SHARD", 20)
    monkeypatch.setattr(writing, "_HELD_BACK", 7)
    compile_places(miniature(), tmp_path / "sharded")
    whole, sharded = Gazetteer.open(folder), Gazetteer.open(tmp_path / "sharded")
    assert len(list((tmp_path / "sharded").rglob("names-*.marisa"))) > 2
    assert whole.info().version == sharded.info().version
    assert whole.info().names == sharded.info().names
    names = [name for place in miniature() for name in (place.name, *place.names)]
    for name in (*names, "Qalmar Governorate", "Noor", "Nowhere"):
        assert whole.lookup(name) == sharded.lookup(name)
        assert whole.knows(name) == sharded.knows(name)
    assert {match.place for match in whole.similar("Borstadt")} == {match.place for match in sharded.similar("Borstadt")}
    assert whole.first_places(names) == sharded.first_places(names) == [whole.lookup(name)[0].place for name in names]


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
    (folder / "manifest.json").touch()
    Gazetteer.open(folder)
    [names] = folder.rglob("names-0.marisa")
    names.write_bytes(b"junk")
    with pytest.raises(GazetteerMissing, match="damaged"):
        Gazetteer.open(folder)
    (folder / "current").write_text("../../elsewhere")
    with pytest.raises(GazetteerMissing, match="damaged"):
        Gazetteer.open(folder)
    (folder / "current").unlink()
    with pytest.raises(GazetteerMissing, match="another version"):
        Gazetteer.open(folder)


def test_current_means_the_same_packages_and_the_same_tables(real_gazetteer_folder, monkeypatch, tmp_path):
    assert is_current(real_gazetteer_folder)
    monkeypatch.setattr(compiling, "CURATED", tmp_path)
    assert not is_current(real_gazetteer_folder)
    monkeypatch.undo()
    monkeypatch.setattr(compiling, "version", lambda package: "0")
    assert not is_current(real_gazetteer_folder)
    assert not is_current(tmp_path)
