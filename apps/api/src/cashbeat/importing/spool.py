"""Checked payments on disk, between the check of the whole file and the writing of it.

A sequence of frames: number of documents, of their bytes and of their events; the rows they came
from; the BSON documents one after another.
What was checked is what is written, even when the file changes meanwhile; and nothing is kept in
memory but one frame.
"""

import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, NamedTuple

from bson.raw_bson import RawBSONDocument


class Frame(NamedTuple):
    """Documents to insert in one go, and the rows they came from."""

    rows: tuple[int, ...]
    documents: list[RawBSONDocument]
    events: int


def write_frame(file: IO[bytes], rows: list[int], documents: Iterable[bytes], events: int) -> None:
    """Append a frame of BSON documents."""
    body = b"".join(documents)
    file.write(struct.pack(f"<III{len(rows)}I", len(rows), len(body), events, *rows))
    file.write(body)


def read_frames(path: Path) -> Iterator[Frame]:
    """Frames in the order they were written; the documents stay encoded."""
    with path.open("rb") as file:
        while head := file.read(12):
            count, length, events = struct.unpack("<III", head)
            rows = struct.unpack(f"<{count}I", file.read(4 * count))
            yield Frame(rows, _documents(file.read(length)), events)


def _documents(body: bytes) -> list[RawBSONDocument]:
    found: list[RawBSONDocument] = []
    place = 0
    while place < len(body):
        (length,) = struct.unpack_from("<i", body, place)
        found.append(RawBSONDocument(body[place : place + length]))
        place += length
    return found
