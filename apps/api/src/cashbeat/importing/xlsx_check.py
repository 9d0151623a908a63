"""Looks at a workbook before it is parsed, because some are made to fill the memory.

A 1.4 KB sparse sheet makes calamine reserve a cell for every coordinate it spans and abort the
interpreter; a 1.9 MB bomb inflates to gigabytes (reliability rule 25).
"""

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from cashbeat.importing.formulas import Places, column_number, find_uncomputed
from cashbeat.importing.refusal import FileRefused, refused
from cashbeat.importing.source import MAX_COLUMNS

MAX_ENTRIES = 2_000
MAX_INFLATED = 512 << 20
MAX_RATIO = 200
MAX_AREA = 24_000_000
"""Cells that a sheet may span: a million rows of 22 columns. Calamine takes 32 bytes for each."""

_BLOCK = 1 << 20
_OVERLAP = 256
_LONGEST_CELL = 65_536
"""Bytes of a cell that may lie across two blocks; a formula has 8,192 characters at most."""

_ROW = re.compile(rb"<(?:\w+:)?row [^>]*?\br=\"(\d{1,9})\"")
_FAR_CELL = re.compile(rb"\br=\"([A-Z]{2,4})\d")


@dataclass
class _Extent:
    """How far a sheet's cells reach, and which of them hold a formula without its value."""

    rows: int = 0
    columns: int = 26
    uncomputed: Places = field(default_factory=set)


def check_workbook(path: Path) -> dict[str, Places]:
    """The cells of each sheet's entry whose formula was never computed.

    Raises: FileRefused when the archive is damaged, no workbook, or larger than it pretends.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _check_archive(archive)
    except zipfile.BadZipFile as error:
        raise _damaged(f"the workbook is damaged or cut short: {error}") from None
    except (zlib.error, EOFError, OSError) as error:
        raise _damaged(f"the workbook is damaged: {error}") from None
    except (NotImplementedError, RuntimeError) as error:
        raise _damaged(f"the workbook is packed in a way that is not read: {error}") from None


def _check_archive(archive: zipfile.ZipFile) -> dict[str, Places]:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if len(entries) > MAX_ENTRIES:
        raise _too_large(f"the archive has {len(entries):,} entries; a workbook has few")
    if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
        text = "this is a zip archive but no .xlsx workbook; save it as .xlsx or CSV"
        raise refused("file_type_unsupported", text)
    if sum(entry.file_size for entry in entries) > MAX_INFLATED:
        raise _too_large(f"the workbook unpacks to more than {MAX_INFLATED >> 20} MiB")
    inflated, uncomputed = 0, {}
    for entry in entries:
        extent = _Extent()
        inflated += _check_entry(archive, entry, MAX_INFLATED - inflated, extent)
        uncomputed[entry.filename] = extent.uncomputed
    return uncomputed


def _check_entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, allowed: int, extent: _Extent
) -> int:
    limit = min(allowed, max(entry.compress_size, 4096) * MAX_RATIO)
    is_sheet = entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml")
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
        extent.columns = max(extent.columns, column_number(letters))
    find_uncomputed(text, extent.uncomputed)
    last = text.rfind(b"<c ")
    return text[-_LONGEST_CELL:][last - len(text) :] if last >= 0 else text[-_OVERLAP:]
