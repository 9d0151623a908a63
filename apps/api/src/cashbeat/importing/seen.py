"""Counts equal identities of a file in constant memory: a scratch SQLite file beyond 4 MiB.

Two identical rows are two payments, so the second needs to know of the first, however far apart
they are; a dictionary of every row would grow with the file. An identity is looked up by 63 of its
bits: should two ever meet, the later row gets the ordinal 2, which is still a key of its own.
"""

import sqlite3
from collections.abc import Sequence

_CACHE_KIB = 4_096


class Seen:
    """How often each identity was given so far, and the row it was first given at."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        for pragma in (
            "journal_mode=OFF",
            "synchronous=OFF",
            "locking_mode=EXCLUSIVE",
            f"cache_size=-{_CACHE_KIB}",
            "temp_store=FILE",
        ):
            self._database.execute(f"PRAGMA {pragma}")
        self._database.execute("CREATE TABLE seen (k INTEGER PRIMARY KEY, n INTEGER, row INTEGER)")

    def count(self, identities: Sequence[bytes], rows: Sequence[int]) -> list[tuple[int, int]]:
        """For each identity: (its ordinal, from 1; the row it was first given at)."""
        keys = [int.from_bytes(identity[:8], "big") >> 1 for identity in identities]
        fresh = dict(zip(reversed(keys), reversed(rows), strict=True))
        self._database.execute("BEGIN")
        inserted = self._database.executemany(
            "INSERT OR IGNORE INTO seen VALUES (?, 1, ?)", sorted(fresh.items())
        ).rowcount
        if inserted == len(keys):
            result = [(1, row) for row in rows]
        else:
            result = self._count_again(keys, rows)
        self._database.execute("COMMIT")
        return result

    def _count_again(self, keys: Sequence[int], rows: Sequence[int]) -> list[tuple[int, int]]:
        """For a batch in which some identity is not new: look at each."""
        marks = ",".join("?" * len(keys))
        query = f"SELECT k, n, row FROM seen WHERE k IN ({marks}) AND row < ?"  # noqa: S608
        known: dict[int, tuple[int, int]] = {
            key: (n, row) for key, n, row in self._database.execute(query, (*keys, rows[0]))
        }
        result: list[tuple[int, int]] = []
        for key, row in zip(keys, rows, strict=True):
            before = known.get(key)
            known[key] = now = (1, row) if before is None else (before[0] + 1, before[1])
            result.append(now)
        self._database.executemany(
            "UPDATE seen SET n = ? WHERE k = ?",
            [(n, key) for key, (n, _) in known.items() if n > 1],
        )
        return result

    def close(self) -> None:
        """Forget everything; the unnamed scratch file disappears with it."""
        self._database.close()
