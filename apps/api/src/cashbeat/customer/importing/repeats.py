"""Two rows about one customer on record: by another of its ids, or by its e-mail address.

Rows that have the same external id, or the same address, are found when the file is read.
"""

from collections.abc import Sequence
from hashlib import blake2b

from cashbeat.customer.importing.comparing import problem
from cashbeat.customer.importing.decision import Decision
from cashbeat.customer.importing.reading.handover import GoodRow
from cashbeat.tabular.seen import Seen

Judged = tuple[GoodRow, Decision]


class Repeats:
    """Remembers which customers the rows of a file were about so far, in constant memory."""

    def __init__(self) -> None:
        self._seen = Seen()

    def mark(self, judged: Sequence[Judged]) -> None:
        """Make those of the next rows bad that are about the customer of an earlier one."""
        about = [each for each in judged if each[1].outcome != "bad" and each[1].customer]
        if not about:
            return
        keys = [_key(decision) for _, decision in about]
        found = self._seen.count(keys, [row["row"] for row, _ in about])
        for (row, decision), (times, first) in zip(about, found, strict=True):
            if times > 1:
                refuse_repeated(row, decision, first)

    def close(self) -> None:
        """Forget everything."""
        self._seen.close()


def refuse_repeated(row: GoodRow, decision: Decision, first: int | None = None) -> None:
    """Make a row bad that is about the customer of another row of its file."""
    other = "another row" if first is None else f"row {first}"
    text = f"{other} is about the same customer; a file names a customer once"
    hint = "leave one of the rows out"
    field = "external_id" if "external_id" in row["values"] else "email"
    decision.outcome = "bad"
    decision.problems = [problem(row, field, "customer_repeated", text, hint)]


def _key(decision: Decision) -> bytes:
    name = str((decision.customer or {})["_id"])
    return blake2b(name.encode(), digest_size=8).digest()
