"""The process that reads: what it hands over, what it may take, what it must not know."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from cashbeat.customer.importing.reading.errors import TableRefused
from cashbeat.customer.importing.reading.handover import ReadingJob, read_frames
from cashbeat.customer.importing.reading.sandbox import read_file
from cashbeat.tabular.errors import ImportRefused
from cashbeat.tabular.sandbox import CheckLimits

from .conftest import book

LIMITS = CheckLimits()


def job(path: Path, **others: Any) -> ReadingJob:
    return ReadingJob(path, path.with_name("good"), path.with_name("bad"), **others)


async def test_rows_and_progress_come_out_of_the_child(tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("Name,Amount\n" + "".join(f"N{n},{n}\n" for n in range(25_000)))
    told: list[tuple[int, float]] = []

    async def progress(rows: int, share: float) -> None:
        told.append((rows, share))

    order = job(path, options={}, currency="EUR", fixes={3: {"name": "Fixed"}}, left_out=[4])
    reading = await read_file(order, LIMITS, progress)
    assert (reading.good, reading.left_out, reading.bad) == (24_999, 1, 0)
    assert reading.columns[0]["samples"] == ["N0", "N1", "N2"]
    frames = list(read_frames(order.good))
    assert max(map(len, frames)) == 1_000
    assert [row["row"] for frame in frames for row in frame] == [2, 3, *range(5, 25_002)]
    assert frames[0][1]["values"]["name"] == "Fixed"
    assert [rows for rows, _ in told] == sorted({rows for rows, _ in told})
    assert 0 < told[0][1] < 1


async def _silent(*_: Any) -> None:
    return None


async def test_a_refusal_tells_what_was_found_out(tmp_path: Path) -> None:
    path = book([["Colour"], ["red"]], tmp_path / "a.xlsx")
    with pytest.raises(TableRefused) as told:
        await read_file(job(path, options={}, currency="EUR"), LIMITS, _silent)
    assert told.value.reason == "column_missing"
    assert told.value.errors[0].field == "options.columns.name"
    assert told.value.reading.columns[0]["samples"] == ["red"]
    assert told.value.reading.sheets == ["Sheet"]


@pytest.mark.skipif(sys.platform != "linux", reason="address space is limited on Linux")
async def test_too_much_memory_ends_the_child_not_us(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("Name\n" + ("x" * 60_000 + "\n") * 2_000)
    with pytest.raises(ImportRefused, match="memory"):
        await read_file(
            job(path, options={}, currency="EUR"), CheckLimits(memory=128 << 20), _silent
        )


async def test_the_child_does_not_see_our_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONGODB_URI", "mongodb://user:secret@host")
    seen = tmp_path / "seen"
    (tmp_path / "sitecustomize.py").write_text(
        f"import os\nopen({str(seen)!r}, 'w').write(repr(dict(os.environ)))\n"
    )
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    path = book([["Name"], ["Ada"]], tmp_path / "a.xlsx")
    await read_file(job(path, options={}, currency="EUR"), LIMITS, _silent)
    assert "PYTHONPATH" in seen.read_text()
    assert "secret" not in seen.read_text()
