"""Which column of the file tells which field, found by name or said by a person."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cashbeat.importing.field import FIELDS, rank_of
from cashbeat.importing.option import ImportOptions
from cashbeat.importing.refusal import FileRefused, Reason
from cashbeat.importing.wording import Choice
from cashbeat.kit.currency import EXPONENTS

_NAMED_CURRENCY = re.compile(r"[\s_(\[-]([A-Z]{3})[)\]]?$")

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
        index = _said(field, name, header, reasons)
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
        raise FileRefused(*reasons, known=f"The file's columns are: {_listed(header)}.")
    return {field: chosen[field] for field in FIELDS if field in chosen}


def _currency(header: Sequence[str], chosen: dict[str, FieldSource], default: str) -> FieldSource:
    """The currency that the amounts' column names (``Amount (EUR)``), else the default."""
    index = chosen["amount"].index if "amount" in chosen else None
    named = None if index is None else _NAMED_CURRENCY.search(header[index])
    if named is not None and named[1] in EXPONENTS:
        return FieldSource("currency", "name", constant=named[1])
    return FieldSource("currency", "default", constant=default)


def names_utc(header: str) -> bool:
    """Whether a column of times says that they are in UTC: ``Created (UTC)``."""
    return bool({"utc", "gmt"} & set(re.findall(r"[a-z]+", header.casefold())))


def _said(field: str, name: str, header: Sequence[str], reasons: list[Reason]) -> int | None:
    said = Choice("columns", name, (field,))
    if name.startswith("#") and name[1:].isdigit() and name not in header:
        index = int(name[1:]) - 1
        if 0 <= index < len(header):
            return index
        text = f"there is no column {name}; the file has {len(header)}"
        reasons.append(Reason("column_unknown", text, said))
        return None
    places = [i for i, text in enumerate(header) if text == name] or [
        i for i, text in enumerate(header) if text.casefold() == name.strip().casefold()
    ]
    if len(places) == 1:
        return places[0]
    if places:
        which = ", ".join(f"#{place + 1}" for place in places)
        text = f"the column {name!r} is there {len(places)} times; say {which} instead"
        reasons.append(Reason("column_repeated", text, said))
    else:
        text = f"there is no column {name!r} for {field}"
        reasons.append(Reason("column_unknown", text, said))
    return None


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
            reasons.append(_repeated(field, header[index], twins))
        chosen[field] = FieldSource(field, "name", index=index)
        taken.add(index)


def _repeated(field: str, name: str, places: Sequence[int]) -> Reason:
    text: list[str | Choice] = [f"the column {name!r} is there {len(places)} times; say "]
    for place in places:
        text += [Choice("columns", f"#{place + 1}", (field,)), " or "]
    return Reason("column_repeated", tuple(text[:-1]), Choice("columns", of=(field,)))


def _missing(field: str) -> Reason:
    column = Choice("columns", "COLUMN", (field,))
    advice: tuple[str | Choice, ...] = ("say ", column)
    if field == "method":
        advice += (" or ", Choice("constants", "cash", ("method",)))
    text = f"no column tells {FIELDS[field]} ({field}); "
    return Reason("column_missing", (text, *advice), column)


def _listed(header: Sequence[str]) -> str:
    shown = ", ".join(repr(text[:40]) for text in header[:30])
    return shown + (f" and {len(header) - 30} more" if len(header) > 30 else "")
