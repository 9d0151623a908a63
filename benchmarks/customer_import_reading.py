"""Rows a second that a file of customers is read and checked with, and the memory it takes.

    .venv/bin/python benchmarks/customer_import_reading.py [--rows 50000] [--csv]

Makes a workbook (or CSV) of eight columns in which nearly every cell is another, and reads it three
times as the import does, in a process of its own. Prints the best rate and peak memory. Ends 1
below the target.
"""

import argparse
import asyncio
import csv
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from cashbeat.customer.importing.reading.handover import ReadingJob
from cashbeat.customer.importing.reading.sandbox import read_file
from cashbeat.tabular.sandbox import CheckLimits

TARGET = 20_000
HEADER = ("Name", "Customer ID", "E-mail", "Phone", "Amount", "Currency", "Due date", "Notes")


def rows_of(count: int) -> Iterator[tuple[Any, ...]]:
    """Customers, each with an amount of its own thousand and a day of its own year."""
    first = date(2026, 1, 1)
    for n in range(count):
        due = first + timedelta(days=n % 365)
        mail, phone = f"c{n}@example.com", f"+49 30 {n:07d}"
        yield f"Customer {n} GmbH", f"K-{n}", mail, phone, n % 5_000 + 0.5, "EUR", due, f"note {n}"


def make_file(path: Path, count: int, *, as_csv: bool) -> None:
    """Write the file."""
    if as_csv:
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADER, *rows_of(count)])
        return
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Customers")
    sheet.append(HEADER)
    for row in rows_of(count):
        sheet.append(row)
    book.save(path)


async def best_seconds(path: Path, count: int, limits: CheckLimits) -> float:
    """The shortest of three readings."""

    async def silent(_rows: int, _share: float) -> None:
        return None

    best = float("inf")
    for _ in range(3):
        job = ReadingJob(path, path.with_name("good"), path.with_name("bad"), {}, "EUR")
        begun = time.perf_counter()
        reading = await read_file(job, limits, silent)
        best = min(best, time.perf_counter() - begun)
        assert (reading.good, reading.bad) == (count, 0), reading
    return best


def main() -> int:
    """Measure, and judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--csv", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "customers"
        make_file(path, given.rows, as_csv=given.csv)
        limits = CheckLimits.for_size(path.stat().st_size)
        seconds = asyncio.run(best_seconds(path, given.rows, limits))
    rate = given.rows / seconds
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    print(f"{given.rows:,} rows in {seconds:.2f} s: {rate:,.0f} rows a second, peak {peak} MiB")
    return 0 if rate >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
