"""How the API compares with pygeoapi and tipg over the same incidents: python -m tests.benchmarks.api [--incidents 100000]

Makes environments for the two from the registry, loads the same invented incidents into a SQLite store and into PostGIS, puts each server
under the same load, and prints what each does and the ratio to the better of the two. Processor time counts the server and its database.
"""

import argparse
import subprocess
import threading
import time
from contextlib import ExitStack
from pathlib import Path

import orjson
import platformdirs

from dateline.storage.query import Query
from dateline.storage.sql import open_store
from tests.benchmarks import servers
from tests.benchmarks.load import Load, client, cpu_seconds, fetched, load, median_ms, memory_mb, streamed
from tests.benchmarks.storage import reports
from tests.storage.postgres import cluster

BOX_AND_YEAR = "bbox=-30,-20,60,45&datetime=2020-01-01T00:00:00Z/2020-12-31T00:00:00Z&limit=1000"


def filled(url: str, count: int) -> None:
    """Fill a store, unless it is."""
    store = open_store(url)
    if store.summary().incidents < count:
        for batch in reports(count):
            store.add_many(batch, merge=False)
    store.close()


def exported(address: str, pids: list[int], all_pids: list[int]) -> str:
    """One whole export: time to the first byte and the last, processor time, and how much memory the server alone takes more."""
    before, most, done = memory_mb(pids), [0.0], threading.Event()

    def look() -> None:
        while not done.wait(0.05):
            most[0] = max(most[0], memory_mb(pids))

    watcher = threading.Thread(target=look)
    watcher.start()
    spent = cpu_seconds(all_pids)
    try:
        first, last, size = streamed(address)
    except OSError as error:
        return f"breaks off: {error}"
    finally:
        done.set()
        watcher.join()
    return (
        f"first byte {1000 * first:7.0f} ms, all {last:6.2f} s, {cpu_seconds(all_pids) - spent:6.2f} s CPU, {size / 1e6:6.1f} MB sent, "
        f"{max(0.0, most[0] - before):+6.0f} MB of memory"
    )


def measured(server, count: int, seconds: float, database: list[int]) -> dict[str, Load]:
    """Everything of one server, printed; what it did under load by name."""
    pids = [*server.pids, *database]
    found = {}
    for name, asked in (("limit=100", "limit=100"), ("box and year", BOX_AND_YEAR)):
        fetched(f"{server.items}?{asked}")
        done = load(f"{server.items}?{asked}", seconds, pids)
        found[name] = done
        answer = orjson.loads(fetched(f"{server.items}?{asked}"))
        print(
            f"  {server.name:9} {name:14} {done.per_second:8.1f} requests/s {done.cpu_ms:8.2f} ms CPU a request"
            f"   {len(answer['features'])} of {answer.get('numberMatched')}" + (f"   {done.failed} FAILED" if done.failed else "")
        )
    deep = f"{server.items}?limit=100&offset={int(0.9 * count)}"
    first, offset = median_ms(f"{server.items}?limit=100"), median_ms(deep)
    told = f"  {server.name:9} 90 % depth     first page {first:8.1f} ms, by offset {offset:8.1f} ms"
    if server.name == "dateline":
        before = orjson.loads(fetched(f"{server.items}?limit=100&offset={int(0.9 * count) - 100}"))
        following = next(link["href"] for link in before["links"] if link["rel"] == "next")
        told += f", by cursor {median_ms(following):8.1f} ms"
    print(told)
    whole = f"{server.items}?f=geojson" if server.name == "dateline" else f"{server.items}?limit={count}"
    if count <= 200_000:
        print(f"  {server.name:9} export         {exported(whole, server.pids, pids)}")
    return found


def main() -> None:
    """Install, load, ask, print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--incidents", type=int, default=100_000)
    asked.add_argument("--seconds", type=float, default=8, help="of load for each figure")
    asked.add_argument("--workers", type=int, default=2, help="processes of each server")
    asked.add_argument("--folder", type=Path, default=Path(platformdirs.user_cache_dir("dateline-benchmarks", appauthor=False)))
    asked.add_argument("--only", nargs="*", choices=["dateline", "pygeoapi", "tipg"], default=["dateline", "pygeoapi", "tipg"])
    options = asked.parse_args()
    folder, count = options.folder.resolve(), options.incidents
    folder.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{folder}/incidents-{count}.sqlite"
    start = time.perf_counter()
    filled(url, count)
    print(f"{count:,} incidents, {options.workers} processes each, load by {client()}; filled in {time.perf_counter() - start:.0f} s")
    results: dict[str, dict[str, Load]] = {}
    if "dateline" in options.only:
        with servers.dateline(url, options.workers) as server:
            results["dateline"] = measured(server, count, options.seconds, [])
    peers = [name for name in servers.PEERS if name in options.only]
    with ExitStack() as stack:
        programs = {}
        for name in peers:
            try:
                programs[name] = servers.environment(name, folder)
            except subprocess.CalledProcessError as error:
                print(f"  {name} cannot be installed here, so that nothing is compared with it: {error.stderr.strip()[-300:]}")
        if programs:
            database = stack.enter_context(cluster())
            database.sql("postgres", "ALTER SYSTEM SET listen_addresses = '127.0.0.1'", "ALTER SYSTEM SET shared_buffers = '512MB'")
            database.stop()
            database.start()
            database.sql("postgres", "CREATE DATABASE peers")
            database.sql("peers", "CREATE EXTENSION postgis")
            store = open_store(url)
            servers.fill(database, "peers", store.each_feature(Query()))
            store.close()
            postmaster = [int((database.folder / "data" / "postmaster.pid").read_text().split()[0])]
        for name, bin_folder in programs.items():
            if name == "pygeoapi":
                running = servers.pygeoapi(bin_folder, "peers", options.workers, folder, count)
            else:
                running = servers.tipg(bin_folder, "peers", options.workers, count)
            try:
                with running as server:
                    results[name] = measured(server, count, options.seconds, postmaster)
            except (RuntimeError, OSError, subprocess.CalledProcessError) as error:
                print(f"  {name} gives no figures: {error} {getattr(error, 'stderr', '')}"[:1500])
    others = [found for name, found in results.items() if name != "dateline"]
    if others and "dateline" in results:
        for name, here in results["dateline"].items():
            requests = here.per_second / max(found[name].per_second for found in others)
            processor = min(found[name].cpu_ms for found in others) / here.cpu_ms
            print(f"  {name:14} {requests:5.1f} times the requests a second of the better, {processor:5.1f} times fewer CPU a request")


if __name__ == "__main__":
    main()
