"""The good rows of a file while another process still reads it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast

import bson

from cashbeat.customer.importing.reading.handover import GoodRow

_AGAIN_SECONDS = 0.02


async def follow(path: Path, writer: asyncio.Task[Any]) -> AsyncIterator[list[GoodRow]]:
    """The frames of a file that a task has written, each as soon as it is complete.

    It ends with the task, whose error stays its own.
    """
    place = 0
    while True:
        over = writer.done()
        frame = await asyncio.to_thread(_frame_at, path, place)
        if frame:
            place += len(frame)
            decoded = await asyncio.to_thread(bson.decode, frame)
            yield cast("list[GoodRow]", decoded["rows"])
        elif over:
            return
        else:
            await asyncio.wait({writer}, timeout=_AGAIN_SECONDS)


def _frame_at(path: Path, place: int) -> bytes:
    """The frame that begins there; nothing when it is not complete."""
    try:
        with path.open("rb") as file:
            file.seek(place)
            head = file.read(4)
            size = int.from_bytes(head, "little")
            frame = head + file.read(size - 4) if len(head) == 4 and size > 4 else b""
    except FileNotFoundError:
        return b""
    return frame if len(frame) == size else b""
