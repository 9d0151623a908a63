"""Rows of exported CSV files (RFC 4180): numbers as numbers, text that is no formula."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from cashbeat.kit.csv_safe import neutralise


def csv_line(cells: Iterable[Any]) -> str:
    """One line with its CRLF; None is an empty cell."""
    buffer = io.StringIO()
    csv.writer(buffer).writerow(
        [neutralise(cell) if isinstance(cell, str) else cell for cell in cells]
    )
    return buffer.getvalue()
