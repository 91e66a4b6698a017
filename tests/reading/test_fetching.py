import pytest

from dateline.errors import DatelineError, FetchRefused, UnreadableReport
from dateline.reading.fetching import fetch, is_public
from dateline.reading.read import FetchLimits, ReadLimits, read_sources
from dateline.reading.report import Report

OPEN = FetchLimits(seconds=10, bytes=2_000_000, allow_private=True)


def no_resolver(host, port):
    raise AssertionError(f"{host} should not have been looked up")


def test_a_page_is_fetched_and_its_charset_kept(server):
    page = fetch(f"{server}/topage", OPEN)
    assert (page.url, page.content_type, page.charset) == (f"{server}/page", "text/html", "utf-8")
    assert b"Northfield" in page.content
    assert fetch(f"{server}/packed", OPEN).content == page.content


@pytest.mark.parametrize(
    ("path", "cause"),
    [
        ("loop", "redirects more than 5 times"),
        ("endless", "larger than 2,000,000 bytes"),
        ("bomb", "larger than 2,000,000 bytes|times its size"),
        ("image", "is image/png"),
        ("missing", "status 404"),
        ("headers", "could not be fetched"),
        ("broken", "could not be fetched"),
    ],
)
def test_a_hostile_answer_is_given_up(server, path, cause):
    with pytest.raises(UnreadableReport, match=cause):
        fetch(f"{server}/{path}", OPEN)


def test_a_small_packed_body_that_swells_is_given_up_for_its_ratio(server):
    with pytest.raises(UnreadableReport, match="more than 100 times its size"):
        fetch(f"{server}/bomb", FetchLimits(bytes=100_000_000, allow_private=True))


def test_a_server_that_drips_is_given_up_at_the_deadline(server):
    with pytest.raises(UnreadableReport, match=r"longer than 0\.5 seconds"):
        fetch(f"{server}/drip", FetchLimits(seconds=0.5, allow_private=True))


def test_a_redirect_to_another_scheme_is_refused(server):
    with pytest.raises(FetchRefused, match="only http and https"):
        fetch(f"{server}/tofile", OPEN)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://example.org/", "gopher://example.org/", "http://", "http://me@example.org/", "http://[::1"]
)
def test_what_is_no_plain_web_address_is_refused_before_any_look_up(url):
    with pytest.raises(FetchRefused):
        fetch(url, OPEN, resolve=no_resolver)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "10.1.2.3", "169.254.169.254"]
)
def test_private_hosts_are_refused_however_they_are_written(host):
    with pytest.raises(DatelineError) as refused:
        fetch(f"http://{host}/", FetchLimits())
    assert "not a public address" in str(refused.value) or "is not known" in str(refused.value)


@pytest.mark.parametrize(
    "address",
    [
        *("0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "192.168.1.1", "192.0.2.1", "198.18.0.1"),
        *("224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:8.8.8.8", "::7f00:1", "64:ff9b::7f00:1", "64:ff9b:1::1"),
        *("2001:db8::1", "2001::1", "2002:7f00:1::", "fc00::1", "fd12::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "no address"),
    ],
)
def test_addresses_that_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_addresses_that_are_public(address):
    assert is_public(address)


def test_one_private_answer_among_public_ones_refuses_the_host():
    with pytest.raises(FetchRefused, match=r"news\.example is at 10\.0\.0\.1"):
        fetch("http://news.example/", FetchLimits(), resolve=lambda host, port: ["93.184.216.34", "10.0.0.1"])


def test_the_connection_goes_to_the_address_that_was_resolved_and_the_host_stays(server):
    from tests.reading.conftest import Hostile

    asked = []

    def resolve(host, port):
        asked.append(host)
        return ["127.0.0.1"]

    url = server.replace("127.0.0.1", "news.example") + "/page"
    assert b"Northfield" in fetch(url, OPEN, resolve=resolve).content
    assert asked == ["news.example"]
    assert Hostile.hosts == [url.split("/")[2]]


def test_every_hop_is_checked(server):
    port = int(server.rpartition(":")[2])
    real = {"127.0.0.1": ["127.0.0.1"], "10.0.0.1": ["10.0.0.1"]}
    with pytest.raises(UnreadableReport, match=r"host 10\.0\.0\.1 has no address"):
        fetch(f"{server}/toprivate", OPEN, resolve=lambda host, asked: real[host] if asked == port else [])


def test_a_feed_follows_short_entries_and_keeps_what_it_has_where_the_page_is_gone(server):
    reports = list(read_sources([f"{server}/feed"], limits=ReadLimits(fetch=OPEN)))
    assert [type(report) for report in reports] == [Report, Report]
    followed, kept = reports
    assert followed.title == "Raid on Northfield"
    assert "Four people were wounded" in followed.text
    assert followed.url == f"{server}/page"
    assert str(followed.published) == "2021-03-04"
    assert kept.text == "Gone\n\nTwo sentences stand here. The page does not."
    assert str(kept.published) == "2021-03-05"


def test_a_fetched_latin_1_text_reads_right_and_a_refused_address_stands_in_the_stream(server):
    latin, refused, page = read_sources([f"{server}/latin", "file:///etc/passwd", f"{server}/page"], limits=ReadLimits(fetch=OPEN))
    assert latin.text == "Des drones près de Véron."
    assert latin.source == "127.0.0.1"
    assert isinstance(refused, UnreadableReport)
    assert (page.title, page.language) == ("Raid on Northfield", "en")
    assert page.text.startswith("Raid on Northfield\n")
