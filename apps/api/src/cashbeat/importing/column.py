"""Which column of the file tells which field, found by name or said by a person."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cashbeat.importing.field import FIELDS, rank_of
from cashbeat.importing.option import ImportOptions
from cashbeat.tabular.header import listed, named_currency, repeated_column, said_column
from cashbeat.tabular.refusal import FileRefused, Reason
from cashbeat.tabular.wording import Choice

Origin = Literal["mapping", "name", "constant", "default"]


@dataclass(frozen=True, slots=True)
class FieldSource:
    """Where a field's values come from: a column (index from 0) or one constant."""

    field: str
    origin: Origin
    index: int | None = None
    constant: str | None = None


def choose_columns(
    header: Sequence[str], options: ImportOptions, default_currency: str
) -> dict[str, FieldSource]:
    """The source of every field that has one.

    Raises: FileRefused when a said column does not exist or is not one, when a name that decides
            is there twice, or when amount, date or method are nowhere; with all the reasons.
    """
    reasons: list[Reason] = []
    chosen: dict[str, FieldSource] = {}
    for field, name in options.columns.items():
        index = said_column(field, name, header, reasons)
        if index is not None:
            chosen[field] = FieldSource(field, "mapping", index=index)
    for field, value in options.constants.items():
        chosen[field] = FieldSource(field, "constant", constant=value)
    _recognise(header, chosen, reasons)
    if "created_at" not in chosen and "created_time" in chosen:
        moved = chosen.pop("created_time")
        chosen["created_at"] = FieldSource("created_at", moved.origin, index=moved.index)
    chosen.setdefault("currency", _currency(header, chosen, default_currency))
    chosen.setdefault("status", FieldSource("status", "default", constant="completed"))
    reasons += [
        _missing(field) for field in ("created_at", "amount", "method") if field not in chosen
    ]
    if reasons:
        raise FileRefused(*reasons, known=f"The file's columns are: {listed(header)}.")
    return {field: chosen[field] for field in FIELDS if field in chosen}


def _currency(header: Sequence[str], chosen: dict[str, FieldSource], default: str) -> FieldSource:
    """The currency that the amounts' column names (``Amount (EUR)``), else the default."""
    index = chosen["amount"].index if "amount" in chosen else None
    named = None if index is None else named_currency(header[index])
    if named is not None:
        return FieldSource("currency", "name", constant=named)
    return FieldSource("currency", "default", constant=default)


def names_utc(header: str) -> bool:
    """Whether a column of times says that they are in UTC: ``Created (UTC)``."""
    return bool({"utc", "gmt"} & set(re.findall(r"[a-z]+", header.casefold())))


def _recognise(
    header: Sequence[str], chosen: dict[str, FieldSource], reasons: list[Reason]
) -> None:
    taken = {source.index for source in chosen.values() if source.index is not None}
    for field in FIELDS:
        if field in chosen:
            continue
        ranked = sorted(
            (rank, index)
            for index, text in enumerate(header)
            if index not in taken and (rank := rank_of(field, text)) is not None
        )
        if not ranked:
            continue
        best, index = ranked[0]
        twins = [place for rank, place in ranked if rank == best]
        if len(twins) > 1:
            reasons.append(repeated_column(field, header[index], twins))
        chosen[field] = FieldSource(field, "name", index=index)
        taken.add(index)


def _missing(field: str) -> Reason:
    column = Choice("columns", "COLUMN", (field,))
    advice: tuple[str | Choice, ...] = ("say ", column)
    if field == "method":
        advice += (" or ", Choice("constants", "cash", ("method",)))
    text = f"no column tells {FIELDS[field]} ({field}); "
    return Reason("column_missing", (text, *advice), column)
