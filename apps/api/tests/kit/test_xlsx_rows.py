"""Workbooks: every kind of cell, and nothing left on disk."""

import asyncio
import io
import tempfile
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cashbeat.kit.xlsx_rows import xlsx_parts

ROWS = [
    ("=1+1", Decimal("12.50"), date(2026, 3, 1), datetime(2026, 3, 1, 8, 15, 0, 999, UTC)),
    ("#N/A", Decimal(-3), None, None),
    ("12", Decimal("0.0001"), None, None),
    ("a\uffffb\nc", 7, None, None),
]


async def rows(many: int) -> AsyncIterator[Any]:
    for _ in range(many):
        for row in ROWS:
            yield row


async def made(many: int = 1) -> bytes:
    columns = ["text", "number", "day", "time"]
    parts = [part async for part in xlsx_parts("Sheet", columns, rows(many), lambda row: row)]
    return b"".join(parts)


async def test_cells_are_what_they_are() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(await made()))["Sheet"]
    cells = list(sheet.iter_rows())
    assert [cell.value for cell in cells[0]] == ["text", "number", "day", "time"]
    assert [row[0].value for row in cells[1:]] == ["'=1+1", "#N/A", "12", "a\ufffdb\nc"]
    assert {row[0].data_type for row in cells[1:]} == {"s"}
    assert [row[1].value for row in cells[1:]] == [12.5, -3, 0.0001, 7]
    assert [row[1].number_format for row in cells[1:]] == [
        "#,##0.00",
        "#,##0",
        "#,##0.0000",
        "General",
    ]
    assert str(cells[1][2].value) == "2026-03-01 00:00:00"
    assert str(cells[1][3].value) == "2026-03-01 08:15:00"


async def test_it_comes_in_parts_and_others_go_on_meanwhile() -> None:
    longest, stop = 0.0, asyncio.Event()

    async def beat() -> None:
        nonlocal longest
        loop = asyncio.get_running_loop()
        while not stop.is_set():
            begun = loop.time()
            await asyncio.sleep(0.005)
            longest = max(longest, loop.time() - begun)

    beating = asyncio.create_task(beat())
    book = await made(1_000)
    stop.set()
    await beating
    assert openpyxl.load_workbook(io.BytesIO(book))["Sheet"].max_row == 4_001
    assert longest < 0.5


async def test_who_hangs_up_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def left() -> list[Path]:
        return list(tmp_path.iterdir())

    async def breaks() -> AsyncIterator[Any]:
        async for row in rows(200):
            yield row
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        async for _ in xlsx_parts("Sheet", ["a"], breaks(), lambda row: row):
            pass
    for _ in range(100):
        if not left():
            return
        await asyncio.sleep(0.02)
    raise AssertionError(left())
