"""Looks at a workbook before it is parsed, because some are made to fill the memory.

A 1.4 KB sparse sheet makes calamine reserve a cell for every coordinate it spans and abort the
interpreter; a 1.9 MB bomb inflates to gigabytes (reliability rule 25).
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cashbeat.tabular.formulas import Places, column_number, find_errors, find_uncomputed
from cashbeat.tabular.refusal import FileRefused, refused
from cashbeat.tabular.source import MAX_COLUMNS

MAX_ENTRIES = 2_000
MAX_INFLATED = 512 << 20
MAX_RATIO = 200
MAX_AREA = 24_000_000
"""Cells that a sheet may span: a million rows of 22 columns. Calamine takes 32 bytes for each."""

_BLOCK = 1 << 20
_OVERLAP = 256
_LONGEST_CELL = 65_536
"""Bytes of a cell that may lie across two blocks; a formula has 8,192 characters at most."""

_ROW = re.compile(rb"row [^>]*?\br=\"(\d{1,9})\"")
_HIDDEN_ROW = re.compile(rb"row ([^>]*?\bhidden=\"(?:1|true)\"[^>]*)>")
_NUMBER = re.compile(rb"\br=\"(\d{1,9})\"")
_CELL_OF = re.compile(rb"r=\"([A-Z]{1,4})\d")
_FAR_CELL = re.compile(rb"r=\"([A-Z]{2,4})\d")
"""These begin with a literal, which makes them five times as fast as with a tag before it."""

_FROM_1904 = re.compile(rb"date1904=\"(?:1|true)\"")
_DOCTYPE = b"<!DOCTYPE"
_ALPHABET = 26


@dataclass
class SheetFacts:
    """How far a sheet's cells reach, and which of them are not what they look like.

    Rows and columns count from 1. `uncomputed` holds cells of a formula without its value,
    `errors` those of an error such as #N/A.
    """

    rows: int = 0
    columns: int = _ALPHABET
    uncomputed: Places = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)


@dataclass
class WorkbookFacts:
    """What was seen of a workbook; `sheets` by the entry of the archive that holds each.

    `from_1904`: its days count from 1904, as those of old programs for the Macintosh.
    """

    sheets: dict[str, SheetFacts]
    macros: bool = False
    from_1904: bool = False


def check_workbook(path: Path) -> WorkbookFacts:
    """What a parser does not tell of a workbook.

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


def _check_archive(archive: zipfile.ZipFile) -> WorkbookFacts:
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
    facts = WorkbookFacts({}, macros="xl/vbaProject.bin" in names)
    for entry in entries:
        sheet = SheetFacts()
        inflated += _check_entry(archive, entry, MAX_INFLATED - inflated, sheet)
        facts.sheets[entry.filename] = sheet
    facts.from_1904 = _FROM_1904.search(archive.read("xl/workbook.xml")) is not None
    return facts


def _check_entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, allowed: int, sheet: SheetFacts
) -> int:
    limit = min(allowed, max(entry.compress_size, 4096) * MAX_RATIO)
    is_sheet = entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml")
    is_xml = entry.filename.endswith((".xml", ".rels"))
    seen, tail = 0, b""
    for block in _blocks(archive, entry):
        seen += len(block)
        if seen > limit:
            raise _too_large("the workbook unpacks to far more than its size; it is refused")
        text = tail + block
        if is_xml and _DOCTYPE in text:
            raise _damaged("the workbook declares a document type, which none has; it is refused")
        tail = _look(sheet, text) if is_sheet else text[-_OVERLAP:]
    if sheet.columns > MAX_COLUMNS:
        far = f"a sheet has cells beyond its {MAX_COLUMNS}th column; remove them"
        raise refused("too_many_columns", far)
    if sheet.rows * sheet.columns > MAX_AREA and sheet.columns == _ALPHABET:
        sheet.columns = _widest(archive, entry)
    if sheet.rows * sheet.columns > MAX_AREA:
        raise _too_large(
            f"a sheet reaches to row {sheet.rows:,} and over {sheet.columns} columns, more than "
            f"{MAX_AREA:,} cells; delete its empty rows or save it as CSV"
        )
    return seen


def _blocks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as stream:
        while block := stream.read(_BLOCK):
            yield block


def _widest(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> int:
    """The last column of a sheet of up to 26: looked at only where it decides."""
    tail, letters = b"", set[bytes]()
    for block in _blocks(archive, entry):
        text = tail + block
        letters.update(_CELL_OF.findall(text))
        tail = text[-_OVERLAP:]
    return max(map(column_number, letters), default=_ALPHABET)


def _damaged(text: str) -> FileRefused:
    return refused("file_damaged", text)


def _too_large(text: str) -> FileRefused:
    return refused("workbook_too_large", text)


def _look(sheet: SheetFacts, text: bytes) -> bytes:
    """Note what a piece of a sheet's XML holds; returns the end of it, which the next may need."""
    rows = _ROW.findall(text)
    if rows:
        sheet.rows = max(sheet.rows, *map(int, rows))
    for letters in set(_FAR_CELL.findall(text)):
        sheet.columns = max(sheet.columns, column_number(letters))
    if b'hidden="' in text:
        numbers = map(_NUMBER.search, _HIDDEN_ROW.findall(text))
        sheet.hidden_rows.update(int(number[1]) for number in numbers if number is not None)
    find_uncomputed(text, sheet.uncomputed)
    find_errors(text, sheet.errors)
    last = text.rfind(b"<c ")
    return text[-_LONGEST_CELL:][last - len(text) :] if last >= 0 else text[-_OVERLAP:]
