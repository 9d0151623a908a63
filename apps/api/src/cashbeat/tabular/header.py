"""Names of columns: compared word by word, or said by a person."""

import re
import unicodedata
from collections.abc import Sequence

from cashbeat.kit.currency import EXPONENTS
from cashbeat.tabular.refusal import Reason
from cashbeat.tabular.wording import Choice

_NAMED_CURRENCY = re.compile(r"[\s_(\[-]([A-Z]{3})[)\]]?$")


def words_of(text: str) -> str:
    """A name as its lower-case words: ``paidAt``, ``Paid_At`` and ``PAID AT`` are all one."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text)
    text = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", text)
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def named_currency(header: str) -> str | None:
    """The currency at the end of a column's name: ``Amount (EUR)``."""
    named = _NAMED_CURRENCY.search(header)
    return named[1] if named is not None and named[1] in EXPONENTS else None


def said_column(
    field: str, name: str, header: Sequence[str], reasons: list[Reason], first: int = 1
) -> int | None:
    """Where the column is that a person says for a field: an index from 0.

    ``#3`` is the third of a table that begins with its column number `first`. None when it is not
    there, or more than once; the reason is added.
    """
    said = Choice("columns", name, (field,))
    if name.startswith("#") and name[1:].isdecimal() and name not in header:
        index = int(name[1:]) - first
        if 0 <= index < len(header):
            return index
        text = f"there is no column {name}; the file has {len(header) + first - 1}"
        reasons.append(Reason("column_unknown", text, said))
        return None
    places = [i for i, text in enumerate(header) if text == name] or [
        i for i, text in enumerate(header) if text.casefold() == name.strip().casefold()
    ]
    if len(places) == 1:
        return places[0]
    if places:
        which = ", ".join(f"#{place + first}" for place in places)
        text = f"the column {name!r} is there {len(places)} times; say {which} instead"
        reasons.append(Reason("column_repeated", text, said))
    else:
        text = f"there is no column {name!r} for {field}"
        reasons.append(Reason("column_unknown", text, said))
    return None


def repeated_column(field: str, name: str, places: Sequence[int], first: int = 1) -> Reason:
    """Why a field is not read from the one column of that name: there are several, `places`."""
    text: list[str | Choice] = [f"the column {name!r} is there {len(places)} times; say "]
    for place in places:
        text += [Choice("columns", f"#{place + first}", (field,)), " or "]
    return Reason("column_repeated", tuple(text[:-1]), Choice("columns", of=(field,)))


def listed(header: Sequence[str]) -> str:
    """The columns of a file for a sentence, 30 at most."""
    shown = ", ".join(repr(text[:40]) for text in header[:30])
    return shown + (f" and {len(header) - 30} more" if len(header) > 30 else "")
