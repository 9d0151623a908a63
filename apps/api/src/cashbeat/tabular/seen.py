"""Counts equal identities of a file in constant memory: a scratch SQLite file beyond the first.

Two identical rows are two payments, so the second needs to know of the first, however far apart
they are; a dictionary of every row would grow with the file. An identity is looked up by 63 of its
bits: should two ever meet, the later row gets the ordinal 2, which is still a key of its own.
"""

import sqlite3
from collections.abc import Sequence

_CACHE_KIB = 4_096
_IN_MEMORY = 60_000
"""Identities that dictionaries hold, in some 8 MiB: that is four times as fast."""


class Seen:
    """How often each identity was given so far, and the row it was first given at."""

    def __init__(self) -> None:
        self._first: dict[int, int] = {}
        self._times: dict[int, int] = {}
        self._spilt = False
        # Of whichever thread asks: one at a time does.
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
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
        return self.count_keys([int.from_bytes(each[:8], "big") >> 1 for each in identities], rows)

    def count_keys(self, keys: Sequence[int], rows: Sequence[int]) -> list[tuple[int, int]]:
        """The same of identities as numbers of 63 bits."""
        if len(self._first) + len(keys) <= _IN_MEMORY and not self._spilt:
            return self._count_in_memory(keys, rows)
        if not self._spilt:
            self._spill()
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

    def _count_in_memory(self, keys: Sequence[int], rows: Sequence[int]) -> list[tuple[int, int]]:
        first, times = self._first, self._times
        if len(set(keys)) == len(keys) and first.keys().isdisjoint(keys):
            first.update(zip(keys, rows, strict=True))
            return [(1, row) for row in rows]
        result: list[tuple[int, int]] = []
        for key, row in zip(keys, rows, strict=True):
            if key in first:
                times[key] = times.get(key, 1) + 1
            result.append((times.get(key, 1), first.setdefault(key, row)))
        return result

    def _spill(self) -> None:
        """Move what the dictionary holds to the file."""
        self._spilt = True
        self._database.execute("BEGIN")
        self._database.executemany(
            "INSERT INTO seen VALUES (?, ?, ?)",
            [(key, self._times.get(key, 1), row) for key, row in sorted(self._first.items())],
        )
        self._database.execute("COMMIT")
        self._first, self._times = {}, {}

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
