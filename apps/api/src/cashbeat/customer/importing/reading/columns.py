"""Which column of the file tells what of a customer: found by its name, or said by a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from cashbeat.contracts.customer_import import CustomerImportField
from cashbeat.customer.importing.reading.field import FIELDS, TELLS, currency_of, rank_of
from cashbeat.customer.importing.workbook.layout import WHAT_IS_WRONG
from cashbeat.tabular.header import listed, repeated_column, said_column
from cashbeat.tabular.refusal import FileRefused, Reason
from cashbeat.tabular.wording import Choice

NAMING: tuple[CustomerImportField, ...] = ("name", "external_id", "email")
"""Fields that tell which customer a row is about; one of them is needed."""


@dataclass(slots=True)
class Chosen:
    """Field -> its column (index from 0) and how it was found; and what is wrong with the choice.

    `currency` is the one that the name of the column of amounts gives, for rows without another.
    """

    columns: dict[CustomerImportField, int] = field(default_factory=dict)
    origins: dict[CustomerImportField, Literal["mapping", "name"]] = field(default_factory=dict)
    currency: str | None = None
    reasons: list[Reason] = field(default_factory=list)

    def require(self, header: Sequence[str]) -> None:
        """Raises: FileRefused with every reason, if there is any."""
        if self.reasons:
            raise FileRefused(*self.reasons, known=f"The file's columns are: {listed(header)}.")


def choose_columns(
    header: Sequence[str],
    said: Mapping[CustomerImportField, str | None],
    first: int = 1,
) -> Chosen:
    """The column of every field that has one, in the order of the fields.

    `first` is the number of the table's first column, which `#3` counts from.
    """
    chosen = Chosen()
    for name, column in said.items():
        if column is None:
            continue
        index = said_column(name, column, header, chosen.reasons, first)
        if index is not None:
            chosen.columns[name] = index
            chosen.origins[name] = "mapping"
    chosen.reasons += _said_twice(header, chosen.columns)
    _recognise(header, said, chosen, first)
    chosen.columns = {name: chosen.columns[name] for name in FIELDS if name in chosen.columns}
    if not any(name in chosen.columns or _is_said(name, said) for name in NAMING):
        chosen.reasons.append(_nameless(said))
    amounts = chosen.columns.get("outstanding_amount")
    if amounts is not None:
        chosen.currency = currency_of(header[amounts])
    return chosen


def described(
    header: Sequence[str], chosen: Chosen, samples: Sequence[Sequence[str]], first: int
) -> list[dict[str, Any]]:
    """The columns of the file as the API tells them."""
    fields = {index: name for name, index in chosen.columns.items()}
    return [
        {
            "position": index + first,
            "name": text,
            "field": fields.get(index),
            "origin": chosen.origins[fields[index]] if index in fields else None,
            "samples": list(samples[index]),
        }
        for index, text in enumerate(header)
    ]


def unread(header: Sequence[str], chosen: Chosen) -> list[str]:
    """Names of columns that nothing is read from, but for our own."""
    used = set(chosen.columns.values())
    return [
        text
        for index, text in enumerate(header)
        if index not in used and text and text != WHAT_IS_WRONG
    ]


def _is_said(name: CustomerImportField, said: Mapping[CustomerImportField, str | None]) -> bool:
    """Whether a person names a column for a field, be it there or not: another reason tells."""
    return said.get(name) is not None


def _said_twice(header: Sequence[str], columns: Mapping[CustomerImportField, int]) -> list[Reason]:
    by_index: dict[int, list[CustomerImportField]] = {}
    for name, index in columns.items():
        by_index.setdefault(index, []).append(name)
    return [
        Reason(
            "column_repeated",
            f"the column {header[index]!r} is said for {' and '.join(names)}; it tells one of them",
            Choice("columns", of=(name,)),
        )
        for index, names in by_index.items()
        for name in names[1:]
    ]


def _recognise(
    header: Sequence[str],
    said: Mapping[CustomerImportField, str | None],
    chosen: Chosen,
    first: int,
) -> None:
    taken = set(chosen.columns.values())
    taken |= {index for index, text in enumerate(header) if text == WHAT_IS_WRONG}
    for name in FIELDS:
        if name in said:
            continue
        ranked = sorted(
            (rank, index)
            for index, text in enumerate(header)
            if index not in taken and (rank := rank_of(name, text)) is not None
        )
        if not ranked:
            continue
        best, index = ranked[0]
        twins = [place for rank, place in ranked if rank == best]
        if len(twins) > 1:
            chosen.reasons.append(repeated_column(name, header[index], twins, first))
        chosen.columns[name] = index
        chosen.origins[name] = "name"
        taken.add(index)


def _nameless(said: Mapping[CustomerImportField, str | None]) -> Reason:
    wanted = next((name for name in NAMING if name not in said), "name")
    column = Choice("columns", "COLUMN", (wanted,))
    tells = ", ".join(f"{TELLS[name]} ({name})" for name in NAMING)
    text = f"no column tells which customer a row is about: {tells}; say "
    return Reason("column_missing", (text, column), column)
