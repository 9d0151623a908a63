"""Rows on their way to the files of frames."""

from collections.abc import Container, Iterable
from typing import IO, Any

from cashbeat.customer.importing.reading.handover import FRAME_ROWS, Reading, write_frame
from cashbeat.customer.importing.reading.rows import RowRead

_FRAME_CHARACTERS = 4_000_000
"""Bad cells may be long: a frame is full at this, too."""


class Spool:
    """Writes rows as frames, and counts them."""

    def __init__(self, good: IO[bytes], bad: IO[bytes], to: Reading) -> None:
        self._files = {"good": good, "bad": bad}
        self._frames: dict[str, list[dict[str, Any]]] = {"good": [], "bad": []}
        self._characters = 0
        self._reading = to

    def add(self, rows: Iterable[RowRead], left_out: Container[int]) -> None:
        """The next rows of the file; those of the numbers `left_out` have no problems any more."""
        good = self._frames["good"]
        for row in rows:
            plain: dict[str, Any] = {"row": row.number, "cells": row.cells}
            if row.kinds:
                plain["kinds"] = row.kinds
            if row.fixed:
                plain["fixed"] = row.fixed
            if row.problems or row.number in left_out:
                self._add_bad(row, plain, left_out=row.number in left_out)
                continue
            plain["values"] = row.values
            self._reading.good += 1
            good.append(plain)
            if len(good) == FRAME_ROWS:
                self._flush("good")

    def finish(self) -> None:
        """Write what is left."""
        for name in self._frames:
            self._flush(name)

    def _add_bad(self, row: RowRead, plain: dict[str, Any], *, left_out: bool) -> None:
        if row.typed:
            plain["typed"] = row.typed
        plain["problems"] = [] if left_out else list(row.problems)
        if left_out:
            plain["left_out"] = True
            self._reading.left_out += 1
        else:
            self._reading.bad += 1
            self._reading.problems += len(row.problems)
        self._characters += sum(map(len, row.cells.values()))
        self._frames["bad"].append(plain)
        if len(self._frames["bad"]) == FRAME_ROWS or self._characters > _FRAME_CHARACTERS:
            self._flush("bad")

    def _flush(self, name: str) -> None:
        if self._frames[name]:
            write_frame(self._files[name], self._frames[name])
            self._frames[name].clear()
        if name == "bad":
            self._characters = 0
