"""Files of customers, read without a child process."""

import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cashbeat.customer.importing.reading.handover import Reading, ReadingJob, read_frames
from cashbeat.customer.importing.reading.read import read_table
from cashbeat.tabular.refusal import FileRefused, refusal_to_plain

SHEET = "xl/worksheets/sheet1.xml"


@dataclass
class Result:
    """What was read of a file; or the refusal, as the API tells it."""

    reading: Reading
    good: list[dict[str, Any]]
    bad: list[dict[str, Any]]
    refused: dict[str, Any] | None = None

    @property
    def values(self) -> list[dict[str, Any]]:
        """What the good rows say."""
        return [row["values"] for row in self.good]

    @property
    def codes(self) -> list[tuple[int, str | None, str]]:
        """Row, field and code of every problem."""
        return [
            (row["row"], problem["field"], problem["code"])
            for row in self.bad
            for problem in row["problems"]
        ]

    @property
    def problem(self) -> dict[str, Any]:
        """The only problem."""
        (problem,) = (problem for row in self.bad for problem in row["problems"])
        return dict(problem)


Read = Callable[..., Result]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads a text, bytes, rows of a workbook or a file: `read("name\\nAda\\n", columns={…})`."""

    def run(
        content: str | bytes | Path | Sequence[Sequence[Any]],
        *,
        currency: str = "EUR",
        fixes: Mapping[int, Mapping[str, str]] | None = None,
        left_out: Sequence[int] = (),
        **options: Any,
    ) -> Result:
        path = content if isinstance(content, Path) else tmp_path / "file"
        if isinstance(content, str):
            path.write_text(content, encoding="utf-8", newline="")
        elif isinstance(content, bytes):
            path.write_bytes(content)
        elif not isinstance(content, Path):
            book(content, path)
        good, bad = tmp_path / "good", tmp_path / "bad"
        good.write_bytes(b"")
        bad.write_bytes(b"")
        job = ReadingJob(path, good, bad, options, currency, fixes or {}, left_out)
        reading = Reading(columns=[], details={}, sheets=[], notes=[])
        try:
            read_table(job, lambda *_: None, reading)
        except FileRefused as refusal:
            return Result(reading, [], [], refusal_to_plain(refusal, "http"))
        return Result(reading, _rows(good), _rows(bad))

    return run


def _rows(path: Path) -> list[dict[str, Any]]:
    return [row for frame in read_frames(path) for row in frame]


def book(rows: Sequence[Sequence[Any]], path: Path) -> Path:
    """A workbook of one sheet."""
    made = openpyxl.Workbook()
    for row in rows:
        made.worksheets[0].append(list(row))
    made.save(path)
    return path


def replaced(path: Path, parts: Mapping[str, Callable[[bytes], bytes] | bytes]) -> Path:
    """A copy of a workbook with some of its parts made anew, or others added."""
    target = path.with_name("replaced.xlsx")
    with (
        zipfile.ZipFile(path) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in source.namelist():
            change = parts.get(name)
            content = source.read(name)
            if change is not None:
                content = change if isinstance(change, bytes) else change(content)
            made.writestr(name, content)
        for name in parts.keys() - set(source.namelist()):
            added = parts[name]
            made.writestr(name, added if isinstance(added, bytes) else added(b""))
    return target
