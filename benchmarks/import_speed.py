"""Rows a second of an import, from the file to the counted dashboard.

    .venv/bin/python benchmarks/import_speed.py [--rows 200000] [--distinct-days 365]

Makes a file like a shop's export, brings up MongoDB, Redis and a projector of its own in a scratch
directory, imports the file as `cashbeat payments import` does, and waits until every payment is
projected. Prints the rate of each part, of all together, and peak memory. Ends 1 below the target.
"""

import argparse
import asyncio
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil

from cashbeat.bootstrap import DOCUMENTS
from cashbeat.core.mongo import connect, open_database, prepare
from cashbeat.core.settings import Settings, load_settings
from cashbeat.embedded import databases
from cashbeat.importing.option import ImportOptions
from cashbeat.importing.repository import ImportRepository
from cashbeat.importing.service import ImportService
from cashbeat.payment.methods import PaymentMethods
from cashbeat.tabular.sandbox import CheckLimits
from cashbeat.tenant.repository import TenantRepository
from cashbeat.tenant.tenant import Tenant

TARGET = 10_000
TENANT = Tenant("demo", "Benchmark", "Europe/Kyiv", "UAH")


def make_file(path: Path, rows: int, days: int) -> None:
    """A year of sales in Kyiv wall time, minutes apart, none in the hour that clocks skip."""
    random_ = random.Random(1)
    at = datetime(2025, 4, 1)  # noqa: DTZ001 (a wall clock)
    step = timedelta(days=days) / rows
    with path.open("w", encoding="utf-8") as file:
        file.write("date,datetime,cash_type,card,money,coffee_name\n")
        for _ in range(rows):
            at += step
            shown = at + timedelta(hours=1) if at.hour == 3 else at
            method = random_.choice(("card", "card", "card", "cash"))
            card = "" if method == "cash" else f"ANON-{random_.randrange(20_000):06d}"
            day = f"{shown.month}/{shown.day}/{shown.year}"
            money = random_.randrange(100, 50_000) / 100
            file.write(f"{day},{day} {shown:%H:%M:%S},{method},{card},{money:.2f},Latte\n")


def processor_seconds() -> dict[str, float]:
    """Processor time so far of the servers and the projector, by name."""
    spent: dict[str, float] = {}
    for process in psutil.Process().children(recursive=True):
        if process.name().startswith(("mongod", "redis", "python")):
            times = process.cpu_times()
            spent[process.name()] = spent.get(process.name(), 0.0) + times.user + times.system
    return spent


async def measure(settings: Settings, mongo_uri: str, path: Path, rows: int) -> float:
    """Import the file; rows a second of all together."""
    client = connect(mongo_uri, settings)
    database = open_database(client, settings)
    await prepare(database, DOCUMENTS)
    repository, methods = ImportRepository(database), PaymentMethods(database)
    await TenantRepository(database).create_if_absent(TENANT, datetime.now(UTC))
    await methods.create_defaults(TENANT.id, datetime.now(UTC))
    async with asyncio.timeout(60):
        while not await repository.worker_runs():  # noqa: ASYNC110 (another process)
            await asyncio.sleep(0.1)
    service = ImportService(repository, methods, settings.data_dir / "imports")

    async def ignore(*_: object) -> None:
        return None

    options, limits = ImportOptions(), CheckLimits()
    before = processor_seconds()
    with service.spool() as spool:
        begun = time.perf_counter()
        report = await service.check(TENANT, path, options, spool, limits, ignore)
        checked = time.perf_counter()
        cpu = time.process_time()
        outcome = await service.write(TENANT, report, options, spool, ignore)
        written = time.perf_counter()
        cpu = time.process_time() - cpu
        spooled = spool.stat().st_size
    assert await service.wait_until_projected(TENANT.id, outcome, lambda _: None)
    projected = time.perf_counter()
    assert outcome.created == rows == await repository.get_latest_seq(TENANT.id)
    spent = processor_seconds()
    child = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = resource.getrusage(resource.RUSAGE_SELF)

    def line(name: str, seconds: float, note: str = "") -> None:
        print(f"{name:<28}{seconds:8.2f} s {rows / seconds:12,.0f} rows/s  {note}")

    check_cpu = (child.ru_utime + child.ru_stime) / rows * 1e6
    line("check (child process)", checked - begun, f"{check_cpu:.1f} µs of processor a row")
    line("write", written - checked, f"{cpu / rows * 1e6:.1f} µs of processor a row here")
    line("wait for the projector", projected - written)
    line("until projected, from write", projected - checked)
    line("end to end", projected - begun)
    for name, seconds in spent.items():
        used = (seconds - before.get(name, 0.0)) / rows * 1e6
        print(f"  {name:<24}{used:8.1f} µs of processor a row")
    print(
        f"peak memory: child {child.ru_maxrss / 1024:.0f} MiB, importer {own.ru_maxrss / 1024:.0f} "
        f"MiB; spool {spooled / rows:.0f} bytes a row; load average {os.getloadavg()[0]:.1f}"
    )
    await client.close()
    return rows / (projected - begun)


def main() -> int:
    """Set up, measure, clean up."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--distinct-days", type=int, default=365)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cashbeat-import-") as folder:
        path = Path(folder) / "sales.csv"
        make_file(path, given.rows, given.distinct_days)
        settings = load_settings(_env_file=None, data_dir=Path(folder) / "data", demo=False)
        with databases(settings) as addresses:
            env = os.environ | {
                "CASHBEAT_DATA_DIR": str(settings.data_dir),
                "MONGODB_URI": addresses.mongo_uri,
                "REDIS_URL": addresses.redis_url,
                "CASHBEAT_LOG_LEVEL": "warning",
            }
            worker = subprocess.Popen(
                [sys.executable, "-m", "cashbeat.cli", "worker"], env=env, start_new_session=True
            )
            try:
                rate = asyncio.run(measure(settings, addresses.mongo_uri, path, given.rows))
            finally:
                worker.terminate()
                worker.wait(15)
    print(f"target {TARGET:,} rows/s: {'met' if rate >= TARGET else 'missed'}")
    return 0 if rate >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
