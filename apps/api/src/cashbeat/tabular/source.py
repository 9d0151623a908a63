"""A file as rows of cells, whatever its kind."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, Protocol

from cashbeat.tabular.option import SourceOptions
from cashbeat.tabular.refusal import FileRefused, Reason, refused


class Uncomputed:
    """What a cell is whose formula no program ever computed."""

    def __str__(self) -> str:
        """What a person sees of it in a report."""
        return "(formula)"


UNCOMPUTED = Uncomputed()

Cell = str | Decimal | datetime | time | Uncomputed
"""Text; or what a workbook stores as a number, a date, a time of day or a formula alone."""

Row = Sequence[Cell]

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column of cells, from 1."""

CHUNK_ROWS = 2_000
MAX_COLUMNS = 256
MAX_CELL = 65_536


@dataclass(slots=True)
class Oddities:
    """What there is beside the cells of a table, for whoever asks more than their values.

    `first_column` is the column of the sheet that the header begins in, `merges` are ranges of
    which the first cell alone has a value, `errors` cells such as #N/A, which are read as empty;
    all by row and column of the sheet, from 1. `from_1904`: days without a format count from 1904.
    """

    first_column: int = 1
    sheets: list[str] = field(default_factory=list)
    hidden_sheets: list[str] = field(default_factory=list)
    hidden_rows: Collection[int] = ()
    merges: Sequence[Range] = ()
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    macros: bool = False
    from_1904: bool = False


class RowSource(Protocol):
    """A table of one header and its rows; `chunks` may be called again for another pass.

    `assumed` is what the file did not say and nobody chose, for a person to confirm.
    """

    kind: str
    header: list[str]
    details: dict[str, str]
    assumed: list[Reason]
    oddities: Oddities

    def chunks(self) -> Iterator[tuple[int, list[Row]]]:
        """(number of the first row, up to CHUNK_ROWS rows), numbers from 1, as people see them."""
        ...

    def raw(self, index: int) -> Iterator[tuple[int, Any]]:
        """(number of the row, cell) of a column behind the header, as the file stores it."""
        ...

    def share_read(self) -> float:
        """How much of the file the running pass has read, 0..1."""
        ...


_OLE = b"\xd0\xcf\x11\xe0"
_REFUSED_KINDS = (
    (_OLE, "this is an old Excel workbook (.xls); save it as .xlsx"),
    (b"%PDF", "this is a PDF; export its table as CSV or .xlsx"),
    (b"\x1f\x8b", "this is a gzip archive; unpack it first"),
    (b"\x89PNG", "this is a picture"),
    (b"\xff\xd8\xff", "this is a picture"),
    (b"SQLite format 3\x00", "this is a SQLite database; export its table as CSV"),
)


def open_source(path: Path, options: SourceOptions) -> RowSource:
    """Look at the first bytes and open the file as what it is, not as what its name says.

    Raises: FileRefused.
    """
    from cashbeat.tabular.csv_source import CsvSource
    from cashbeat.tabular.xlsx_source import XlsxSource

    with path.open("rb") as file:
        head = file.read(4096)
    if not head.strip():
        raise refused("file_empty", "the file is empty")
    if head.startswith(_OLE) and _is_encrypted(path):
        raise refused("workbook_protected", "the workbook has a password; save it without one")
    for magic, reason in _REFUSED_KINDS:
        if head.startswith(magic):
            raise refused("file_type_unsupported", reason)
    if head.startswith(b"PK\x03\x04"):
        return XlsxSource(path, options)
    if head.startswith(b"PK"):
        raise refused("file_damaged", "this is an empty or damaged zip archive, not a workbook")
    return CsvSource(path, options)


def checked_header(cells: Sequence[Cell]) -> list[str]:
    """The header row as trimmed text, without empty columns at its end. Raises: FileRefused."""
    header = [str(cell).strip() for cell in cells]
    while header and not header[-1]:
        header.pop()
    if not header:
        raise no_header()
    if len(header) > MAX_COLUMNS:
        text = f"the file has {len(header)} columns; at most {MAX_COLUMNS} are read"
        raise refused("too_many_columns", text)
    return header


def no_header() -> FileRefused:
    """The refusal of a table without one."""
    return refused("header_missing", "the file has no header row")


def cell_too_long(place: str = "") -> FileRefused:
    """The refusal of a cell over MAX_CELL characters."""
    text = f"{place}a cell is longer than {MAX_CELL:,} characters"
    return refused("cell_too_long", f"{text}; perhaps a quotation mark is never closed")


def _is_encrypted(path: Path) -> bool:
    """Whether an OLE file is a workbook behind a password (MS-OFFCRYPTO 2.3.4.4)."""
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        return content.find("EncryptedPackage".encode("utf-16-le")) >= 0
