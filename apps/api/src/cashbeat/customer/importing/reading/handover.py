"""What the process that reads a file is told, and what it hands over: plain data.

The rows go through two files of frames, each a BSON document {"rows": [...]} of FRAME_ROWS rows at
most, in the order of the file: `good` holds `GoodRow`, `bad` holds `BadRow`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Literal, NotRequired, TypedDict

import bson

FRAME_ROWS = 1_000

Kind = Literal["n", "d"]
"""What a workbook stores a cell as when it is no text: a number, or a date."""


class Values(TypedDict, total=False):
    """What a row says, checked; a blank cell says nothing, so its field is left out.

    `amount` is a decimal number of major units, not negative, of the row's `currency` if it has
    one; `due_on` a day such as 2026-12-31. `email` of member in `agent_email`.
    """

    name: str
    external_id: str
    email: str
    phone: str
    address: str
    amount: str
    currency: str
    due_on: str
    tags: list[str]
    agent_email: str
    notes: str


class Problem(TypedDict):
    """One thing that is wrong with a row, as `CustomerImportProblem` tells it without row and cell.

    `field` is None when it is the row as a whole.
    """

    field: str | None
    value: str
    code: str
    message: str
    suggestion: str
    proposal: str | None


class Cells(TypedDict):
    """A row as it stands in the file, fixes included: the text of each field's cell, blank ones
    left out; of those that are no texts the kind, too (numbers as 1234.5, dates as 2026-12-31).

    `typed`, of bad rows: what a text of an amount or a day is by the marks and the order of its
    file, a number or a day written the same way (`12.50 EUR` where the cell names the currency).
    """

    row: int
    cells: dict[str, str]
    kinds: NotRequired[dict[str, Kind]]
    fixed: NotRequired[list[str]]
    typed: NotRequired[dict[str, str]]


class GoodRow(Cells):
    """A row without a problem of its own."""

    values: Values


class BadRow(Cells):
    """A row with problems; or one that a person left out, which has none."""

    problems: list[Problem]
    left_out: NotRequired[bool]


@dataclass(frozen=True, slots=True)
class ReadingJob:
    """What is to be read, and where what was read goes.

    `options` are `CustomerImportOptions` as JSON, `fixes` {row: {field: text}}, `currency` that of
    amounts whose row names none, for as long as nothing is known of its customer.
    """

    path: Path
    good: Path
    bad: Path
    options: Mapping[str, Any]
    currency: str
    fixes: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    left_out: Sequence[int] = ()


@dataclass(slots=True)
class Reading:
    """What was found out of the file as a whole.

    `columns` are `CustomerImportColumn` as JSON (camelCase), `details` and `notes` as the wire
    tells them; `left_out` counts rows that a person left out.
    """

    columns: list[dict[str, Any]]
    details: dict[str, str]
    sheets: list[str]
    notes: list[str]
    good: int = 0
    bad: int = 0
    left_out: int = 0
    problems: int = 0


def write_frame(file: IO[bytes], rows: Sequence[Mapping[str, Any]]) -> None:
    """Append a frame."""
    file.write(bson.encode({"rows": list(rows)}))


def read_frames(path: Path) -> Iterator[list[dict[str, Any]]]:
    """The rows, a frame at a time."""
    with path.open("rb") as file:
        for frame in bson.decode_file_iter(file):
            yield frame["rows"]


def column_of(columns: Iterable[Mapping[str, Any]], name: str | None) -> Mapping[str, Any] | None:
    """The column that tells a field; None when none does."""
    return next((each for each in columns if name is not None and each["field"] == name), None)


def cell_name(position: int, row: int) -> str:
    """A cell as a spreadsheet names it: (4, 12) -> D12."""
    letters = ""
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
