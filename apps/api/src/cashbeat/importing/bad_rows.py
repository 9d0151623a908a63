"""The list of every bad row of an import, kept in MongoDB for any process to hand out.

A CSV file in packed pieces, so that neither the check nor a download holds more than one of them.
500,000 bad rows (35 MiB) take 3 MiB here; with three faults each, 163 and 8.
"""

import asyncio
import zlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import IO

from cashbeat.importing.repository import ImportRepository

PIECE = 1 << 20
_LEVEL = 1
"""Rows repeat themselves: harder packing takes four times as long for a third of what is left."""


async def store_bad_rows(
    repository: ImportRepository, tenant_id: str, import_id: str, path: Path
) -> int:
    """Keep a file; the number of its pieces."""
    count = 0
    with path.open("rb") as file:
        while packed := await asyncio.to_thread(_next_packed, file):
            await repository.insert_bad_rows(tenant_id, import_id, count, packed)
            count += 1
    return count


async def read_bad_rows(
    repository: ImportRepository, tenant_id: str, import_id: str, count: int
) -> AsyncIterator[bytes]:
    """The bytes of a kept file of so many pieces."""
    for number in range(count):
        yield zlib.decompress(await repository.get_bad_rows(tenant_id, import_id, number))


def _next_packed(file: IO[bytes]) -> bytes:
    piece = file.read(PIECE)
    return zlib.compress(piece, _LEVEL) if piece else b""
