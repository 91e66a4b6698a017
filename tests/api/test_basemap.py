"""The page asks no other host, but for the ground under the map that somebody set, and then that one's alone."""

import pytest

from dateline.errors import BadParameter
from dateline_api.app import create_app
from dateline_api.basemap import Basemap


@pytest.fixture
def page_with(client_of, store, pipeline, tmp_path):
    folder = tmp_path / "static"
    (folder / "notebook").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><html><head><title>Dateline</title></head></html>")
    (folder / "single.html").write_text("for the command line")
    (folder / "notebook" / "leaflet.js").write_text("for notebooks")
    return lambda basemap: client_of(create_app(store=store, pipeline=pipeline, static=folder, basemap=basemap))


def test_without_a_setting_nothing_is_asked_of_others(page_with):
    answer = page_with(None).get("/")
    assert "dateline-basemap" not in answer.text
    assert "http" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("name", "hosts", "origins"),
    [
        ("osm", (), "https://tile.openstreetmap.org"),
        ("https://tiles.example.org/style.json", ("fonts.example.org",), "https://fonts.example.org https://tiles.example.org"),
        ("http://127.0.0.1:8080/{z}/{x}/{y}.png", (), "http://127.0.0.1:8080"),
    ],
)
def test_a_set_ground_is_told_to_the_page_which_may_ask_its_hosts_and_no_others(page_with, name, hosts, origins):
    client = page_with(Basemap.of(name, '"><script>alert(1)</script>', hosts))
    answer = client.get("/")
    assert '<meta name="dateline-basemap" content="' in answer.text
    assert "<script>" not in answer.text
    policy = answer.headers["content-security-policy"]
    assert f"img-src 'self' {origins} data: blob:;" in policy
    assert f"connect-src 'self' {origins};" in policy
    assert "script-src 'self';" in policy
    assert origins.split()[0] not in client.get("/api").headers["content-security-policy"]


@pytest.mark.parametrize(
    "name", ["ftp://example.org/a", "tiles", "https://", "javascript:alert(1)", "https://a b/", "https://x; script-src *", "//x.org/a"]
)
def test_what_is_no_address_is_refused(name):
    with pytest.raises(BadParameter):
        Basemap.of(name)


def test_a_host_cannot_widen_the_policy():
    with pytest.raises(BadParameter):
        Basemap.of("osm", "", ("x.org; script-src *",))


def test_what_others_make_files_of_is_not_served(page_with):
    client = page_with(None)
    assert client.get("/single.html").status_code == 404
    assert client.get("/notebook/leaflet.js").status_code == 404
