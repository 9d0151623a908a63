"""Looks at a workbook before it is parsed, because some are made to fill the memory.

A 1.4 KB sparse sheet makes calamine reserve a cell for every coordinate it spans and abort the
interpreter; a 1.9 MB bomb inflates to gigabytes (reliability rule 25).
"""

import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from cashbeat.importing.refusal import FileRefused, refused
from cashbeat.importing.source import MAX_COLUMNS

MAX_ENTRIES = 2_000
MAX_INFLATED = 512 << 20
MAX_RATIO = 200
MAX_AREA = 24_000_000
"""Cells that a sheet may span: a million rows of 22 columns. Calamine takes 32 bytes for each."""

_BLOCK = 1 << 20
_OVERLAP = 256
_ROW = re.compile(rb"<(?:\w+:)?row [^>]*?\br=\"(\d{1,9})\"")
_FAR_CELL = re.compile(rb"\br=\"([A-Z]{2,4})\d")


@dataclass
class _Extent:
    """How far a sheet's cells reach."""

    rows: int = 0
    columns: int = 26


def check_workbook(path: Path) -> None:
    """Raises: FileRefused when the archive is damaged, no workbook, or larger than it pretends."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_archive(archive)
    except zipfile.BadZipFile as error:
        raise _damaged(f"the workbook is damaged or cut short: {error}") from None
    except (zlib.error, EOFError, OSError) as error:
        raise _damaged(f"the workbook is damaged: {error}") from None
    except (NotImplementedError, RuntimeError) as error:
        raise _damaged(f"the workbook is packed in a way that is not read: {error}") from None


def _check_archive(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if len(entries) > MAX_ENTRIES:
        raise _too_large(f"the archive has {len(entries):,} entries; a workbook has few")
    if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
        text = "this is a zip archive but no .xlsx workbook; save it as .xlsx or CSV"
        raise refused("file_type_unsupported", text)
    if sum(entry.file_size for entry in entries) > MAX_INFLATED:
        raise _too_large(f"the workbook unpacks to more than {MAX_INFLATED >> 20} MiB")
    inflated = 0
    for entry in entries:
        inflated += _check_entry(archive, entry, MAX_INFLATED - inflated)


def _check_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, allowed: int) -> int:
    limit = min(allowed, max(entry.compress_size, 4096) * MAX_RATIO)
    is_sheet = entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml")
    extent = _Extent()
    seen, tail = 0, b""
    with archive.open(entry) as stream:
        while block := stream.read(_BLOCK):
            seen += len(block)
            if seen > limit:
                raise _too_large("the workbook unpacks to far more than its size; it is refused")
            if is_sheet:
                tail = _look(extent, tail + block)
    if extent.columns > MAX_COLUMNS:
        text = f"a sheet has cells beyond its {MAX_COLUMNS}th column; remove them"
        raise refused("too_many_columns", text)
    if extent.rows * extent.columns > MAX_AREA:
        raise _too_large(
            f"a sheet reaches to row {extent.rows:,} and over {extent.columns} columns, more than "
            f"{MAX_AREA:,} cells; delete its empty rows or save it as CSV"
        )
    return seen


def _damaged(text: str) -> FileRefused:
    return refused("file_damaged", text)


def _too_large(text: str) -> FileRefused:
    return refused("workbook_too_large", text)


def _look(extent: _Extent, text: bytes) -> bytes:
    rows = _ROW.findall(text)
    if rows:
        extent.rows = max(extent.rows, *map(int, rows))
    for letters in set(_FAR_CELL.findall(text)):
        extent.columns = max(extent.columns, _column_number(letters))
    return text[-_OVERLAP:]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
