import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import DBAPIError

from dateline.errors import StoreError
from dateline.geography import Bbox
from dateline.storage.dialects.postgis import PostgisDialect
from dateline.storage.dialects.sqlite import SqliteDialect
from dateline.storage.migrating import HEAD, configuration
from dateline.storage.query import Query
from dateline.storage.safetext import SafeText
from dateline.storage.sql import open_store
from dateline.storage.store import Added
from dateline.storage.tables import metadata
from tests.builders import DAY, a_place, an_account, store_url
from tests.storage.helpers import add_all, contents, execute


def test_the_migrations_make_the_tables_that_the_code_knows(store, url):
    dialect = SqliteDialect() if url.startswith("sqlite") else PostgisDialect()
    engine = dialect.open(url)

    def is_shared(name, kind, _parents):
        return not (kind == "table" and dialect.is_search_table(name))

    def differs(_context, _inspected, _column, there, known):
        # Text sorts by code points on every database, which in PostgreSQL is a collation's doing.
        return there.collation != ("C" if url.startswith("postgresql") else None) if isinstance(known, SafeText) else None

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": is_shared, "compare_type": differs})
        found = compare_metadata(context, metadata)
    engine.dispose()
    assert found == []


def test_the_newest_migration_is_the_one_that_the_code_names():
    assert ScriptDirectory.from_config(configuration()).get_heads() == [HEAD]


def test_a_store_is_opened_again_with_what_it_held(url):
    account = an_account("Kept.")
    first = open_store(url)
    first.add(account.report, [account.event])
    first.close()
    second = open_store(url)
    assert second.events(Query()).items == (account,)
    second.close()


def test_a_backup_holds_everything_of_one_moment(url, store, tmp_path, request):
    accounts = [an_account(f"Kept {number}.", killed=number) for number in range(3)]
    add_all(store, accounts)
    file = tmp_path / "backup"
    store.backup(file)
    held = list(store.each_incident(Query()))
    later = an_account("Later.")
    store.add(later.report, [later.event])
    if url.startswith("sqlite"):
        address = f"sqlite:///{file}"
    else:
        server = request.getfixturevalue("postgres")
        name = server.new_database("template0")
        subprocess.run(["pg_restore", f"--dbname={server.url(name)}", file], check=True)
        address = server.url(name)
    restored = open_store(address)
    assert list(restored.each_incident(Query())) == held
    assert restored.check().faults == ()
    assert restored.add(later.report, [later.event]) is Added.NEW
    restored.close()


def test_search_indexes_made_anew_find_the_same(store):
    accounts = [
        an_account(f"Kept {number}.", on=f"2020-0{1 + number}-01", place=a_place(f"P{number}", lon=30 + number, names=["ميرنا"]))
        for number in range(4)
    ]
    add_all(store, accounts)
    asked = [Query(text="kept 2"), Query(text="p3 ميرنا"), Query(bbox=Bbox(30.5, 30, 32, 40)), Query(bbox=Bbox(0, 0, 90, 90), start=DAY)]
    before = [(store.incidents(query).items, store.events(query).items) for query in asked]
    assert all(incidents for incidents, _ in before[:3])
    store.reindex()
    assert [(store.incidents(query).items, store.events(query).items) for query in asked] == before
    assert store.check().faults == ()


def test_many_open_a_new_store_at_once(url):
    with ThreadPoolExecutor(6) as pool:
        stores = list(pool.map(lambda _: open_store(url), range(6)))
    for store in stores:
        assert store.summary().reports == 0
        store.close()


def test_a_newer_store_is_not_touched(url, store):
    execute(url, "UPDATE alembic_version SET version_num = '9999'")
    before = contents(url)
    with pytest.raises(StoreError, match=r"newer Dateline.*9999"):
        open_store(url)
    assert contents(url) == before


def test_another_programs_database_is_not_touched(url):
    execute(url, "CREATE TABLE theirs (a INTEGER)")
    with pytest.raises(StoreError, match="another program"):
        open_store(url)
    assert list(contents(url)) == ["theirs"]


def test_records_are_only_added_to(url, store):
    account = an_account("Recorded.")
    store.add(account.report, [account.event])
    for statement in ("DELETE FROM revisions", "UPDATE changes SET kind = 'x'", "DELETE FROM readings"):
        with pytest.raises(DBAPIError, match="only added to"):
            execute(url, statement)


def test_a_server_that_is_not_there_says_so():
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store("postgresql://nobody@/nothing?host=/nonexistent")


@pytest.mark.parametrize("junk", [b"not a database at all" * 300, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_file_that_is_no_database(sqlite_url, tmp_path, junk):
    (tmp_path / "dateline.sqlite").write_bytes(junk)
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(sqlite_url)
    assert (tmp_path / "dateline.sqlite").read_bytes() == junk


def test_a_store_damaged_while_open_says_so(sqlite_url, tmp_path):
    store = open_store(sqlite_url)
    for number in range(40):
        account = an_account(f"Account {number}.")
        store.add(account.report, [account.event])
    store.close()
    file = tmp_path / "dateline.sqlite"
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(StoreError):
        open_store(sqlite_url).incidents(Query())


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
        ("oracle://x/y", "no store for oracle"),
        ("nonsense", "not an address"),
        ("sqlite:////dev/null/x/y.sqlite", "cannot be made"),
    ],
)
def test_addresses_that_cannot_be_a_store(address, message):
    with pytest.raises(StoreError, match=message):
        open_store(address)


def test_a_folder_is_no_store_and_missing_folders_are_made(tmp_path):
    with pytest.raises(StoreError, match="folder"):
        open_store(f"sqlite:///{tmp_path}")
    store = open_store(store_url(tmp_path / "a" / "b c ü"))
    assert store.summary().reports == 0
    store.close()
