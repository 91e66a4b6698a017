"""The full GeoNames: small tables of the invented region, from a folder and from a server on this machine."""

import threading
import zipfile
from datetime import date
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dateline.errors import BadInput, DownloadFailed, GazetteerMissing
from dateline.gazetteer.place import PlaceKind
from dateline.gazetteer.sources.geonames import download, files, tables
from dateline.gazetteer.sources.geonames.download import Downloads
from dateline.gazetteer.sources.geonames.fetching import countries_of, fetch, update
from dateline.gazetteer.sources.geonames.tables import GeoNamesTables

MADE = "Fri, 12 May 2023 03:00:00 GMT"


def a_row(number, name, *, lat=10.0, lon=10.0, feature="P.PPL", country="XA", admin1="01", admin2="", people=0, others=""):
    kind, code = feature.split(".")
    values = (
        number,
        name,
        name,
        others,
        lat,
        lon,
        kind,
        code,
        country,
        "",
        admin1,
        admin2,
        "",
        "",
        people,
        "",
        "",
        "Etc/UTC",
        "2023-01-01",
    )
    return "\t".join(map(str, values)) + "\n"


def a_spelling(own, number, language, name, *, preferred="", historic=""):
    return "\t".join(map(str, (own, number, language, name, preferred, "", "", historic, "", ""))) + "\n"


XA = (
    a_row(1, "Qalmār", people=900_000, feature="P.PPLA", others="QLM,Kalmar,Old Qalmar,https://qalmar.example")
    + a_row(2, "Umm Rabī‘", lat=10.6, lon=10.8, people=40)
    + a_row(3, "Jabal Sawwan", lat=11.2, feature="T.MT")
    + a_row(4, "Nahr Qadim", feature="H.WAD")
    + a_row(5, "Qalmar Airport", feature="S.AIRP")
    + a_row(6, "Hayy al Hamra", feature="P.PPLX")
    + a_row(7, "Bab al Grenz", lon=11.99, feature="S.PSTB")
    + a_row(8, "Hotel Splendid", feature="S.HTL")
    + a_row(9, "Qalmar Governorate", feature="A.ADM1")
)
XB = a_row(20, "Grenz", lon=12.05, country="XB")
NAMES = (
    a_spelling(100, 1, "en", "Qalmar City", preferred="1")
    + a_spelling(101, 1, "ar", "قلمار")
    + a_spelling(102, 1, "en", "Old Qalmar", historic="1")
    + a_spelling(103, 1, "link", "https://en.wikipedia.org/wiki/Qalmar")
    + a_spelling(104, 2, "", "Umm Rabia")
    + a_spelling(105, 20, "de", "Grenzstadt")
)
UNITS = "XA.01\tQalmar\tQalmar\t9\n"
CODES = "A.ADM1\tfirst-order administrative division\t\nP.PPL\tpopulated place\t\n"


def zipped(name, text, *, comment="readme"):
    import io

    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", comment)
        archive.writestr(name, text)
    return target.getvalue()


def a_folder(path, **more):
    contents = {
        "XA.txt": XA,
        "XB.txt": XB,
        "alternateNamesV2.txt": NAMES,
        "admin1CodesASCII.txt": UNITS,
        "admin2Codes.txt": "XA.01.1\tMiddle\tMiddle\t77\n",
        "featureCodes_en.txt": CODES,
    }
    for name, text in (contents | more).items():
        (path / name).write_text(text, "utf-8")
    return path


def read(folder, *countries):
    found = GeoNamesTables(folder, countries)
    return {place.id: place for place in found.places()}, found


def test_rows_become_places_of_their_kinds(tmp_path):
    places, told = read(a_folder(tmp_path), "XA")
    kinds = {place.name: place.kind for place in places.values()}
    assert kinds == {
        "Qalmar City": PlaceKind.CITY,
        "Umm Rabi": PlaceKind.VILLAGE,
        "Jabal Sawwan": PlaceKind.MOUNTAIN,
        "Nahr Qadim": PlaceKind.RIVER,
        "Qalmar Airport": PlaceKind.AIRFIELD,
        "Hayy al Hamra": PlaceKind.NEIGHBORHOOD,
        "Bab al Grenz": PlaceKind.CROSSING,
        "Qalmar Governorate": PlaceKind.ADMIN1,
    }
    assert told.left_out == 1
    assert told.problems == []
    qalmar = places["geonames:1"]
    assert (qalmar.admin1, qalmar.population) == ("Qalmar", 900_000)
    assert qalmar.names == ("Qalmār", "قلمار", "Kalmar", "Old Qalmar")
    assert places["geonames:2"].names == ("Umm Rabia",)


def test_a_large_dump_is_joined_in_parts_and_gives_the_same(tmp_path, monkeypatch):
    whole, _ = read(a_folder(tmp_path), "XA", "XB")
    monkeypatch.setattr(tables, "_PART_BYTES", 300)
    parts, _ = read(tmp_path, "XA", "XB")
    assert parts == whole
    assert "geonames:20" in whole


def test_what_is_not_there_is_said(tmp_path):
    with pytest.raises(GazetteerMissing, match=r"neither XA.txt"):
        GeoNamesTables(tmp_path, ("XA",)).dumps()
    (tmp_path / "allCountries.txt").write_text(XA + XB, "utf-8")
    places, told = read(tmp_path, "XB")
    assert set(places) == {"geonames:20"}
    assert len([problem for problem in told.problems if "no table of other names" in problem]) == 1


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        ("geonameid,name,lat,lon\n1,Qalmar,10,10\n", "its first line has 1 columns, not 19"),
        (XA + "too\tfew\n" * 200, "is damaged: "),
        ("x" * 300_000 + "\n", "longer than"),
    ],
)
def test_a_table_of_another_shape_is_refused(tmp_path, table, complaint):
    with pytest.raises(BadInput, match=complaint):
        read(a_folder(tmp_path, **{"XA.txt": table}), "XA")


def test_a_bad_line_among_good_ones_is_set_aside(tmp_path):
    many = "".join(a_row(1000 + number, f"Place {number}") for number in range(300))
    places, told = read(a_folder(tmp_path, **{"XA.txt": many + "broken\n" + a_row(5000, "Nowhere", lat=99)}), "XA")
    assert len(places) == 300
    assert any("XA.txt:301: the line has 1 columns" in problem for problem in told.problems)
    assert any("GeoNames 5000: latitude" in problem for problem in told.problems)


def test_daily_changes_are_applied(tmp_path):
    a_folder(tmp_path)
    (tmp_path / "changes").mkdir()
    changed = a_row(2, "Umm Rabia al Jadida", lat=10.7, lon=10.8) + a_row(30, "New Village") + a_row(31, "Elsewhere", country="XB")
    (tmp_path / "changes" / "modifications-2023-05-12.txt").write_text(changed, "utf-8")
    (tmp_path / "changes" / "deletes-2023-05-12.txt").write_text("3\tJabal Sawwan\tno mountain\n", "utf-8")
    (tmp_path / "changes" / "alternateNamesModifications-2023-05-12.txt").write_text(a_spelling(900, 30, "fr", "Nouveau Village"), "utf-8")
    (tmp_path / "changes" / "alternateNamesDeletes-2023-05-12.txt").write_text("104\t2\tUmm Rabia\twrong\n", "utf-8")
    places, _ = read(tmp_path, "XA")
    assert "geonames:3" not in places
    assert "geonames:31" not in places
    assert places["geonames:30"].names == ("Nouveau Village",)
    assert (places["geonames:2"].name, places["geonames:2"].names) == ("Umm Rabia al Jadida", ())


class Server(BaseHTTPRequestHandler):
    """Files from a dict; knows ranges and tags; breaks off where it is told to."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        state = self.server.state
        name = self.path.lstrip("/")
        state["asked"].append((name, self.headers.get("Range")))
        data = state["files"].get(name)
        if data is None:
            self.send_response(404)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        tag = f'"{hash(data)}"'
        if self.headers.get("If-None-Match") == tag:
            self.send_response(304)
            self.end_headers()
            return
        start = 0
        if (span := self.headers.get("Range")) and self.headers.get("If-Range") == tag:
            start = int(span.removeprefix("bytes=").removesuffix("-"))
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        self.send_header("Content-Length", str(len(data) - start))
        self.send_header("ETag", tag)
        self.send_header("Last-Modified", MADE)
        self.end_headers()
        most = state["break_after"].pop(name, [len(data)]) if name in state["break_after"] else [len(data)]
        self.wfile.write(data[start : start + most[0]])
        if start + most[0] < len(data):
            if most[1:]:
                state["break_after"][name] = most[1:]
            self.close_connection = True

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as httpd:
        httpd.state = {"files": {}, "asked": [], "break_after": {}}
        thread = threading.Thread(target=httpd.serve_forever, daemon=True)
        thread.start()
        httpd.url = f"http://127.0.0.1:{httpd.server_port}/"
        yield httpd
        httpd.shutdown()
        thread.join()


@pytest.fixture
def downloads(server, tmp_path):
    made = Downloads(tmp_path, server.url, pause_s=0)
    yield made
    made.close()


def everything():
    return {
        "XA.zip": zipped("XA.txt", XA),
        "alternatenames/XA.zip": zipped("XA.txt", NAMES),
        "admin1CodesASCII.txt": UNITS.encode(),
        "admin2Codes.txt": b"XA.01.1\tMiddle\tMiddle\t77\n",
        "featureCodes_en.txt": CODES.encode(),
    }


def test_what_is_downloaded_is_read_and_not_downloaded_again(server, downloads, tmp_path):
    server.state["files"] = everything()
    found = fetch(downloads, tmp_path, ("XA",))
    places = {place.id: place for place in found.places()}
    assert places["geonames:1"].names[:2] == ("Qalmār", "قلمار")
    assert not downloads.fetch("XA.zip").changed
    server.state["files"]["XA.zip"] = zipped("XA.txt", XA + a_row(50, "New"))
    assert downloads.fetch("XA.zip").changed
    assert "geonames:50" in {place.id for place in found.places()}


def test_a_download_that_breaks_off_goes_on_where_it_stopped(server, downloads, tmp_path):
    data = b"x" * 100_000
    server.state["files"]["big.txt"] = data
    server.state["break_after"]["big.txt"] = [30_000, 30_000]
    told = []
    downloads._progress = lambda name, here, whole: told.append((here, whole))
    downloads.fetch("big.txt")
    assert (tmp_path / "big.txt").read_bytes() == data
    assert [span for _, span in server.state["asked"]] == [None, "bytes=30000-", "bytes=60000-"]
    assert told[-1] == (100_000, 100_000)
    assert not list(tmp_path.glob("*.part*"))


def test_a_download_that_was_given_up_is_taken_up_by_the_next(server, downloads, tmp_path, monkeypatch):
    monkeypatch.setattr(download, "_TRIES", 1)
    data = bytes(range(256)) * 100
    server.state["files"]["big.txt"] = data
    server.state["break_after"]["big.txt"] = [10_000, 0]
    with pytest.raises(DownloadFailed, match="run the command again"):
        downloads.fetch("big.txt")
    assert not (tmp_path / "big.txt").exists()
    downloads.fetch("big.txt")
    assert (tmp_path / "big.txt").read_bytes() == data


def test_the_rest_of_another_version_is_never_put_behind_the_beginning_of_this_one(server, downloads, tmp_path, monkeypatch):
    monkeypatch.setattr(download, "_TRIES", 1)
    server.state["files"]["big.txt"] = b"a" * 20_000
    server.state["break_after"]["big.txt"] = [10_000, 0]
    with pytest.raises(DownloadFailed):
        downloads.fetch("big.txt")
    server.state["files"]["big.txt"] = b"b" * 20_000
    downloads.fetch("big.txt")
    assert (tmp_path / "big.txt").read_bytes() == b"b" * 20_000


def test_a_corrupt_archive_is_removed_and_fetched_anew(server, downloads, tmp_path):
    good = zipped("XA.txt", "".join(a_row(number, f"Place {number}") for number in range(500)))
    middle = len(good) // 2
    for bad in (good[:middle] + bytes(50) + good[middle + 50 :], good[:-100], b"<html>too many requests</html>"):
        server.state["files"]["XA.zip"] = bad
        with pytest.raises(BadInput, match="fetch it anew"):
            downloads.fetch("XA.zip")
        assert not (tmp_path / "XA.zip").exists()
    server.state["files"]["XA.zip"] = good
    assert downloads.fetch("XA.zip").changed


def test_a_file_that_is_not_there_or_not_ours_is_refused(server, downloads, tmp_path, monkeypatch):
    with pytest.raises(DownloadFailed, match="no such file"):
        downloads.fetch("XA.zip")
    server.state["files"]["XA.zip"] = zipped("other.txt", XA)
    with pytest.raises(BadInput, match="holds no XA"):
        downloads.fetch("XA.zip")
    monkeypatch.setattr(files, "_LARGEST", 100)
    server.state["files"]["XA.zip"] = zipped("XA.txt", XA)
    with pytest.raises(BadInput, match="would unpack to"):
        downloads.fetch("XA.zip")
    monkeypatch.setattr(download, "_LARGEST", 100)
    server.state["files"]["big.txt"] = b"x" * 1000
    with pytest.raises(DownloadFailed, match="no file of GeoNames"):
        downloads.fetch("big.txt")
    with pytest.raises(BadInput, match="http"):
        Downloads(tmp_path, "file:///etc")


def day_files(day, rows="", names=""):
    return {
        f"modifications-{day}.txt": rows.encode(),
        f"deletes-{day}.txt": b"",
        f"alternateNamesModifications-{day}.txt": names.encode(),
        f"alternateNamesDeletes-{day}.txt": b"",
    }


def test_an_update_adds_the_days_since_the_dump_or_fetches_all_anew(server, downloads, tmp_path):
    assert format_datetime(parsedate_to_datetime(MADE), usegmt=True) == MADE
    server.state["files"] = everything()
    found = fetch(downloads, tmp_path, ("XA",))
    server.state["files"] |= day_files("2023-05-12", a_row(60, "Sixty")) | day_files("2023-05-13", a_row(60, "Sixty-One"))
    found, done = update(downloads, found, date(2023, 5, 14))
    assert done == "the changes of 2 days were added"
    assert {place.name for place in found.places() if place.id == "geonames:60"} == {"Sixty-One"}
    assert update(downloads, found, date(2023, 5, 14))[1] == "it is up to date"
    server.state["files"]["XA.zip"] = zipped("XA.txt", XA + a_row(60, "Sixty-Two"))
    found, done = update(downloads, found, date(2023, 5, 20))
    assert "fetched anew" in done


def test_countries_are_codes_or_all():
    assert countries_of("sy,TR, iq,SY") == ("SY", "TR", "IQ")
    assert countries_of("ALL") == ("all",)
    for bad in ("", "Syria", "SY,all", "S1", "سو"):
        with pytest.raises(BadInput):
            countries_of(bad)
