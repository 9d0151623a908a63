"""Bad rows as they are found: the first ones for the report, every one of them as CSV."""

import csv
from collections.abc import Sequence
from dataclasses import asdict
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from cashbeat.importing.convert import RowProblem
from cashbeat.importing.report import Report
from cashbeat.kit.csv_safe import neutralise
from cashbeat.tabular.wording import Speech, said

MAX_LISTED = 1_000
"""Problems in a report; the counts are of all of them, and so is the CSV file."""

BAD_ROWS_HEADER = ("row", "field", "column", "value", "code", "message", "suggestion")


class Listing:
    """Takes the problems of a file in the order of its rows."""

    def __init__(self, report: Report, path: Path | None, speech: Speech) -> None:
        self._report, self._speech = report, speech
        self._file = None
        if path is not None:
            self._file = path.open("w", newline="", encoding="utf-8-sig", errors="replace")
            self._lines = csv.writer(self._file)
            self._lines.writerow(BAD_ROWS_HEADER)

    def add(self, problems: Sequence[RowProblem]) -> None:
        """Problems of the next rows, themselves in any order."""
        if not problems:
            return
        ordered = sorted(problems, key=attrgetter("row"))
        room = max(MAX_LISTED - len(self._report.problems), 0)
        self._report.problems += map(self._plain, ordered[:room])
        self._report.problem_count += len(ordered)
        if self._file is not None:
            self._lines.writerows(map(self._cells, ordered))

    def __enter__(self) -> Self:
        """The listing itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Closes the file."""
        if self._file is not None:
            self._file.close()

    def _plain(self, problem: RowProblem) -> dict[str, Any]:
        plain = asdict(problem)
        plain |= plain.pop("fault")
        plain["suggestion"] = said(problem.fault.suggestion, self._speech)
        return plain

    def _cells(self, problem: RowProblem) -> list[str | int]:
        fault = problem.fault
        texts = (problem.field, problem.column, problem.value, fault.code, fault.message)
        suggestion = said(fault.suggestion, self._speech)
        return [problem.row, *map(neutralise, texts), neutralise(suggestion)]
