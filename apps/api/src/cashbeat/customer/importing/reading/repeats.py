"""Customers that a file names twice."""

from collections.abc import Callable, Sequence

from cashbeat.customer.importing.reading.rows import RowRead
from cashbeat.tabular.seen import Seen
from cashbeat.tabular.value import Fault

_BITS = (1 << 63) - 1
"""Of a text's hash, which Python draws anew for every process: nobody can make two meet."""


class Repeats:
    """Finds rows that are about the customer of an earlier row, in constant memory."""

    def __init__(self) -> None:
        self._ids, self._emails = Seen(), Seen()

    def find(self, rows: Sequence[RowRead]) -> None:
        """Add a problem to each of some rows, the next ones of the file, whose external id an
        earlier row has, or whose e-mail address if it has no external id."""
        self._find(rows, self._ids, "external_id", str, lambda _: True)
        self._find(
            rows, self._emails, "email", str.casefold, lambda row: "external_id" not in row.cells
        )

    def close(self) -> None:
        """Forget everything."""
        self._ids.close()
        self._emails.close()

    def _find(
        self,
        rows: Sequence[RowRead],
        seen: Seen,
        name: str,
        key: Callable[[str], str],
        counts: Callable[[RowRead], bool],
    ) -> None:
        naming = [row for row in rows if name in row.values]
        if not naming:
            return
        keys = [hash(key(row.values[name])) & _BITS for row in naming]
        found = seen.count_keys(keys, [row.number for row in naming])
        for row, (times, first) in zip(naming, found, strict=True):
            if times > 1 and counts(row):
                row.add(name, row.cells[name], _repeated(name, first))


def _repeated(name: str, first: int) -> Fault:
    what = "customer id" if name == "external_id" else "e-mail address"
    return Fault(
        f"{name}_repeated",
        f"row {first} has this {what} already; a file names a customer once",
        "correct it, or leave one of the rows out",
    )
