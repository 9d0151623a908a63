"""An import of customers from upload to settled accounts: rows a second of every step.

    .venv/bin/python benchmarks/customer_import.py [--rows 50000] [--workbook] [--again]

Fills a scratch MongoDB of its own: new customers with everything that a row can tell, read by the
process that reads files, checked and recorded by the worker's own code, settled by the accountant
afterwards (not meanwhile, so that each step is told apart). --again imports the same file a second
time, which changes nothing, and then undoes the first import.
"""

import argparse
import asyncio
import csv
import random
import resource
import shutil
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from filled_ledger import scratch_server
from openpyxl import Workbook
from pymongo import MongoClient
from rich.console import Console

from cashbeat.bootstrap import DOCUMENTS
from cashbeat.contracts.customer_import import CustomerImportCommit, CustomerImportRequest
from cashbeat.core.mongo import Database, connect_projector, open_database, prepare
from cashbeat.core.settings import Settings
from cashbeat.customer.account.accountant import Accountant
from cashbeat.customer.importing import uploads
from cashbeat.customer.importing.reading.handover import Reading, ReadingJob
from cashbeat.customer.importing.reading.sandbox import read_file
from cashbeat.customer.importing.service import CustomerImportService
from cashbeat.customer.importing.uploads import CustomerImportUploads
from cashbeat.customer.importing.worker import CustomerImporter
from cashbeat.importing.upload import Upload
from cashbeat.tabular.sandbox import CheckLimits, Progress
from cashbeat.tenant.caller import Caller
from cashbeat.tenant.repository import TenantRepository
from cashbeat.tenant.tenant import Tenant

TENANT = Tenant("bench", "Bench", "Europe/Berlin", "EUR")
HEADER = (
    *("Customer ID", "Name", "E-mail", "Phone", "Address"),
    *("Outstanding amount", "Currency", "Due date", "Tags", "Notes"),
)
WORDS = ("Stadtwerke", "Handel", "Technik", "Logistik", "Druck", "Garten", "Bau", "Service")

Spent = dict[str, float]
"""Seconds of every step."""


def rows_of(count: int) -> Any:
    """New customers, each with everything that a row can tell."""
    dice = random.Random(20_261_130)
    for place in range(count):
        due = date(2026, 9, 1) + timedelta(days=dice.randrange(180))
        yield (
            f"K-{place:07d}",
            f"{dice.choice(WORDS)} {dice.choice(WORDS)} {place} GmbH",
            f"info{place}@kunde{place % 997}.example",
            f"+49 30 {place:07d}",
            f"Hauptstr. {place % 250}, 10115 Berlin",
            f"{dice.randrange(100, 900_000) / 100:.2f}",
            "EUR",
            due.isoformat(),
            "north, key account" if place % 3 else "south",
            "Pays by transfer, calls back." if place % 5 else "",
        )


def write_file(path: Path, count: int, *, workbook: bool) -> None:
    """The file to import."""
    if workbook:
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Customers")
        sheet.append(HEADER)
        for row in rows_of(count):
            sheet.append([float(cell) if at == 5 else cell for at, cell in enumerate(row)])
        book.save(path)
        return
    with path.open("w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file)
        lines.writerow(HEADER)
        lines.writerows(rows_of(count))


class Bench:
    """One organisation, and the parts that import into it."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.spent: Spent = {}
        self.folder = folder
        uploads.CHECK_SECONDS = 0.0
        self._uploads = CustomerImportUploads(database, folder, 1 << 30, _now)
        self._service = CustomerImportService(database, _now)
        self._by = Caller(TENANT, frozenset())
        self._importer = CustomerImporter(
            database, folder, self._read, lambda _: None, _now, lease_seconds=10
        )
        self._accountant = Accountant(database, lambda _: None, lambda _: None, _now, 10)

    async def _read(self, job: ReadingJob, limits: CheckLimits, progress: Progress) -> Reading:
        begun = time.perf_counter()
        reading = await read_file(job, limits, progress)
        self.spent["of that, the file read"] = time.perf_counter() - begun
        return reading

    async def timed(self, name: str, work: Callable[[], Awaitable[Any]]) -> Any:
        begun = time.perf_counter()
        answer = await work()
        self.spent[name] = time.perf_counter() - begun
        return answer

    async def upload(self, file: Path) -> str:
        copy = self.folder / "upload"
        await asyncio.to_thread(shutil.copyfile, file, copy)
        request = CustomerImportRequest()
        uploaded = Upload(copy, file.name, str(time.time()), request)
        begun, _ = await self._uploads.upload(uploaded, self._by, None)
        return begun.id

    async def work(self, import_id: str) -> None:
        while await self._importer.advance(TENANT.id, import_id):
            pass

    async def commit(self, import_id: str) -> None:
        await self._service.commit(import_id, CustomerImportCommit(), self._by)
        await self.work(import_id)

    async def undo(self, import_id: str) -> None:
        await self._service.undo(import_id, self._by)
        await self.work(import_id)

    async def settle(self) -> None:
        while await self._accountant.settle_stale():
            pass

    async def told(self, import_id: str) -> Any:
        return await self._service.get(TENANT.id, import_id)


async def run(settings: Settings, uri: str, file: Path, folder: Path, *, again: bool) -> Bench:
    """Every step in turn."""
    async with connect_projector(uri, settings) as client:
        database = open_database(client, settings)
        await prepare(database, DOCUMENTS)
        await TenantRepository(database).create_if_absent(TENANT, _now())
        bench = Bench(database, folder)
        first = await bench.timed("upload stored", lambda: bench.upload(file))
        await bench.timed("check", lambda: bench.work(first))
        await bench.timed("commit", lambda: bench.commit(first))
        done = await bench.told(first)
        assert done.state == "done", done
        assert done.outcome is not None
        assert done.outcome.failed == 0, done.outcome
        await bench.timed("accounts settled", bench.settle)
        if again:
            second = await bench.upload(file)
            await bench.timed("check of the same file", lambda: bench.work(second))
            told = await bench.told(second)
            assert told.counts.unchanged == told.counts.rows, told.counts
            await bench.timed("commit of the same file", lambda: bench.commit(second))
            await bench.timed("undo", lambda: bench.undo(first))
            assert (await bench.told(first)).undo.removed == done.outcome.created
        return bench


def _now() -> datetime:
    return datetime.now(UTC)


def main() -> None:
    """Write a file, import it, and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--workbook", action="store_true", help="an .xlsx file instead of CSV")
    parser.add_argument("--again", action="store_true", help="the same file again, then undo")
    given = parser.parse_args()
    console = Console(width=118)
    with tempfile.TemporaryDirectory() as name, scratch_server() as (settings, uri):
        folder = Path(name)
        file = folder / ("customers.xlsx" if given.workbook else "customers.csv")
        write_file(file, given.rows, workbook=given.workbook)
        console.print(f"{given.rows:,} rows, {file.stat().st_size >> 20} MiB, {file.suffix}")
        bench = asyncio.run(run(settings, uri, file, folder, again=given.again))
        for step, seconds in bench.spent.items():
            console.print(f"{step:28} {seconds:8.2f} s {given.rows / seconds:12,.0f} rows/s")
        with MongoClient[dict[str, Any]](uri) as client:
            figures = client[settings.mongo_database].command("dbStats")
        console.print(f"stored: {int(figures['dataSize']) >> 20} MiB of data")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    console.print(f"peak memory of this process {peak} MiB")


if __name__ == "__main__":
    main()
