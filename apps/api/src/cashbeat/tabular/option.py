"""What a person may say of a file whatever it tells of."""

import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

_SOME_DAY = datetime(2023, 11, 25, 13, 45, 56, tzinfo=UTC)
"""Its year, month and day are three numbers, none of which could be another."""


class SourceOptions(Protocol):
    """How to open a file; None is found out.

    `sheet` is of workbooks alone, `delimiter` and `encoding` of CSV files.
    """

    @property
    def sheet(self) -> str | None: ...

    @property
    def delimiter(self) -> str | None: ...

    @property
    def encoding(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class TableOptions:
    """The same as plain data."""

    sheet: str | None = None
    delimiter: str | None = None
    encoding: str | None = None


def is_date_pattern(pattern: str) -> bool:
    """Whether a date written by the pattern is read back: it has year, month and day, once each."""
    try:
        read = datetime.strptime(_SOME_DAY.strftime(pattern), pattern)  # noqa: DTZ007 (its day)
    except (ValueError, re.error):  # the latter for a part that is there twice
        return False
    return read.date() == _SOME_DAY.date()


def is_encoding(name: str) -> bool:
    """Whether text is read by it: `hex` and `zlib` are codecs too, of something else."""
    try:
        io.TextIOWrapper(io.BytesIO(), encoding=name)
    except (LookupError, ValueError):
        return False
    return True


def is_delimiter(mark: str) -> bool:
    """Whether a sign can stand between cells."""
    return not (mark.isalnum() or mark in '"\r\n')
