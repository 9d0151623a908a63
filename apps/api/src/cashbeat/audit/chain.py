"""Is a chain what was sealed? Pure: it is handed the entries by their numbers, and both ends.

What it finds, and how it is told apart:

- altered: the entry does not lead to its own hash any more;
- missing: a number in the middle is not there;
- reordered: the entry is whole, and does not follow the one before it;
- truncated: numbers at the end are not there, which the stored end of the chain knows of;
- forged: an entry that no sealer put there: behind the end, with a number twice or with none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from cashbeat.audit.entry import GENESIS, WAITING, chain_hash

Kind = Literal["altered", "missing", "reordered", "truncated", "forged"]
SHOWN = 100
"""Faults listed one by one; all of them are counted."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a chain; `n` is the number of the entry, None without one."""

    kind: Kind
    n: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Head:
    """The stored end of a chain: number and hash of its last entry."""

    n: int
    hash: str


@dataclass(slots=True)
class ChainReport:
    """What is known of an organisation's chain. Without faults nothing was touched."""

    tenant_id: str
    entries: int = 0
    waiting: int = 0
    head: Head | None = None
    count: int = 0
    faults: list[Fault] = field(default_factory=list)

    def add(self, kind: Kind, n: int | None, text: str) -> None:
        """Note a fault."""
        self.count += 1
        if len(self.faults) < SHOWN:
            self.faults.append(Fault(kind, n, text))


class ChainCheck:
    """Takes the numbered entries of one organisation in ascending order.

    `known` is the end of the chain as it stood before the first entry was read: up to there nothing
    may be missing. What comes behind is judged by the end as it stands after the last one.
    """

    def __init__(self, tenant_id: str, known: Head | None) -> None:
        self.report = ChainReport(tenant_id)
        self._known = known
        self._last = 0
        self._hash: str | None = GENESIS
        self._behind: list[Mapping[str, Any]] = []

    def take(self, entry: Mapping[str, Any]) -> None:
        """The next entry."""
        n = entry.get("n")
        self.report.entries += 1
        if not isinstance(n, int) or isinstance(n, bool) or n < 1:
            self._forged(None, f"entry {entry['_id']} has {n!r} for a number")
        elif self._known is not None and n > self._known.n:
            self._behind.append(entry)
        else:
            self._follow(n, entry)

    def finish(self, head: Head | None) -> ChainReport:
        """All that is wrong, given the end of the chain as it stands after the last entry."""
        for entry in self._behind:
            if head is not None and entry["n"] <= head.n:
                self._follow(entry["n"], entry)
            else:
                text = f"entry {entry['n']} ({entry['_id']}) stands behind the end of the chain"
                self._forged(entry["n"], text)
        known = self._known
        if head is None:
            if self.report.entries:
                self.report.add("truncated", None, "the stored end of the chain is gone")
        elif known is not None and self._last < known.n:
            missing = _numbers(self._last + 1, known.n)
            self.report.add("truncated", known.n, f"{missing} cut off the end")
        elif known is None and self._last > head.n:
            self._forged(self._last, f"entries behind {head.n} stand behind the end of the chain")
        self.report.head = head
        return self.report

    def _follow(self, n: int, entry: Mapping[str, Any]) -> None:
        name = f"entry {n} ({entry['_id']})"
        if n == self._last:
            self._forged(n, f"{name} has the number of another one")
            return
        gap = n != self._last + 1
        if gap:
            self.report.add("missing", self._last + 1, f"{_numbers(self._last + 1, n - 1)} missing")
        prev, stored = entry.get("prev"), entry.get("hash")
        if not isinstance(prev, str) or chain_hash(prev, entry) != stored or WAITING in entry:
            self.report.add("altered", n, f"{name} was altered")
        elif not gap and self._hash is not None and prev != self._hash:
            text = f"{name} does not follow entry {n - 1}: reordered, or one of them was replaced"
            self.report.add("reordered", n, text)
        elif self._is_other_end(n, stored):
            self.report.add("altered", n, f"{name} is not the entry that the chain ended with")
        self._last, self._hash = n, stored if isinstance(stored, str) else None

    def _is_other_end(self, n: int, stored: object) -> bool:
        return self._known is not None and n == self._known.n and stored != self._known.hash

    def _forged(self, n: int | None, text: str) -> None:
        self.report.add("forged", n, text)


def _numbers(first: int, last: int) -> str:
    return f"entry {first} is" if first == last else f"entries {first} to {last} are"
