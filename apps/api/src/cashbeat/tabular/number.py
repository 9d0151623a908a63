"""Amounts as people write them: 1,234.50 or 1.234,50 or € 12,50 or (12.00) or 12 UAH."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from cashbeat.kit.currency import EXPONENTS
from cashbeat.tabular.source import Cell
from cashbeat.tabular.value import Fault
from cashbeat.tabular.wording import Choice

_DOLLARS = """USD ARS AUD BBD BMD BND BSD BZD CAD CLP COP CUP CVE DOP FJD GYD HKD JMD KYD LRD
    MOP MXN NAD NIO NZD SBD SGD SRD TTD TWD UYU XCD XCG ZWG ZWL"""
"""Of the dollars and pesos, those written with a bare $ at home (CLDR, narrow symbols)."""

_FRANCS = ("CHF", "BIF", "CDF", "DJF", "GNF", "KMF", "RWF", "XAF", "XOF", "XPF")
_RUPEES = ("INR", "PKR", "LKR", "NPR", "MUR", "SCR")
SYMBOLS = {
    "$": tuple(_DOLLARS.split()),
    "US$": ("USD",),
    "R$": ("BRL",),
    "kr": ("SEK", "NOK", "DKK", "ISK"),
    "Fr": _FRANCS,
    "Rs": _RUPEES,
    "€": ("EUR",),
    "£": ("GBP", "EGP", "SSP", "SYP", "LBP", "GIP", "FKP", "SHP"),
    "¥": ("JPY", "CNY"),
    "₴": ("UAH",),
    "₹": ("INR",),
    "₽": ("RUB",),
    "₺": ("TRY",),
    "₩": ("KRW", "KPW"),
    "₫": ("VND",),
    "₪": ("ILS",),
    "₦": ("NGN",),
    "₱": ("PHP", "CUP"),
    "₸": ("KZT",),
    "₾": ("GEL",),
    "zł": ("PLN",),
    "Kč": ("CZK",),
    "грн": ("UAH",),
}
"""Sign -> currencies it is written for, the likeliest first."""

_SAMPLE = 5_000
_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009\t'’")
_PLAIN = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_EDGES = re.compile(
    r"^(?P<before>[^\d.,()+\-−]*)(?P<number>[\d.,]*\d[.,]?)(?P<after>[^\d.,()+\-−]*)$",
    re.ASCII,
)


class Written(NamedTuple):
    """A number as written: its digits and marks, its sign, and the currency said beside it."""

    digits: str
    negative: bool
    said: tuple[str, ...]


def read_written(text: str) -> Written | None:
    """Take signs, brackets, spaces and currency signs apart; None when it is no number."""
    text = text.strip()
    if _PLAIN.fullmatch(text):
        return Written(text, False, ())
    negative = text.startswith("(") and text.endswith(")")
    if negative:
        text = text[1:-1]
    text = text.translate(_SPACES).replace("−", "-")
    if text.count("-") + text.count("+") > 1 or ("-" in text and not _sign_at_edge(text, "-")):
        return None
    negative = negative or "-" in text
    match = _EDGES.match(text.replace("-", "").replace("+", ""))
    if match is None:
        return None
    said: tuple[str, ...] = ()
    for part in (match["before"], match["after"]):
        if part:
            meant = _meaning(part)
            if meant is None:
                return None
            said = tuple(code for code in said if code in meant) if said else meant
            if not said:
                return None
    return Written(match["number"], negative, said)


def _sign_at_edge(text: str, sign: str) -> bool:
    place = text.index(sign)
    return not any(c.isdigit() for c in text[:place]) or place == len(text) - 1


def _meaning(part: str) -> tuple[str, ...] | None:
    if part.upper() in EXPONENTS:
        return (part.upper(),)
    return SYMBOLS.get(part) or SYMBOLS.get(part.rstrip("."))


def mark_evidence(digits: str) -> str | None:
    """The decimal mark that a number proves, ``?`` when it could be either, None when none."""
    dot, comma = digits.count("."), digits.count(",")
    if dot and comma:
        return "." if digits.rfind(".") > digits.rfind(",") else ","
    if not dot and not comma:
        return None
    mark, other = (".", ",") if dot else (",", ".")
    if dot + comma > 1:
        return other
    whole, _, rest = digits.partition(mark)
    if len(rest) != 3 or len(whole) > 3 or whole in {"", "0"}:
        return mark
    return "?"


def decide_mark(cells: Iterable[Cell]) -> tuple[str | None, bool]:
    """(the decimal mark that most of the deciding cells prove, whether any cell needs one)."""
    counts = {".": 0, ",": 0, "?": 0}
    for cell in cells:
        written = read_written(cell) if isinstance(cell, str) else None
        evidence = mark_evidence(written.digits) if written else None
        if evidence is not None:
            counts[evidence] += 1
    if counts["."] or counts[","]:
        return ("." if counts["."] >= counts[","] else ","), True
    return None, counts["?"] > 0


def mark_of(cells: Iterator[Cell]) -> str | None:
    """The decimal mark of a column: as its first cells prove it, or the first that do."""
    mark, _ = decide_mark(islice(cells, _SAMPLE))
    return mark if mark is not None else decide_mark(cells)[0]


def read_number(cell: Cell, mark: str | None) -> Decimal | Fault | tuple[Decimal, tuple[str, ...]]:
    """The number of a cell; with the currencies that its sign allows, where it carries one.

    `mark` is the file's decimal mark, None when nothing in the file decides it. A number written
    with a minus or in brackets is negative, a zero too.
    """
    if isinstance(cell, Decimal):
        return cell or Decimal(0)
    if not isinstance(cell, str):
        return Fault("amount_not_a_number", "this is a date, not an amount")
    if not cell or cell.isspace():
        return Fault("amount_missing", "the amount is empty")
    written = read_written(cell) if len(cell) <= 64 else None
    if written is None:
        return Fault("amount_not_a_number", "this is not a number")
    plain = _to_plain(written.digits, mark)
    if isinstance(plain, Fault):
        return plain
    number = Decimal(plain)
    number = number.copy_negate() if written.negative else number
    return (number, written.said) if written.said else number


def _to_plain(digits: str, mark: str | None) -> str | Fault:
    if "." not in digits and "," not in digits:
        return digits
    if mark is None:
        if mark_evidence(digits) == "?":
            return Fault(
                "amount_ambiguous",
                "this is either a thousand or a fraction, and no row of the file tells which",
                (
                    "say which mark starts the decimals: ",
                    Choice("decimal_mark", "."),
                    " or ",
                    Choice("decimal_mark", ","),
                ),
            )
        mark = mark_evidence(digits) or "."
    other = "," if mark == "." else "."
    whole, _, fraction = digits.partition(mark)
    if other in fraction or mark in fraction or not _well_grouped(whole, other):
        return Fault(
            "amount_not_a_number",
            f"this is not a number whose decimals start with {mark!r}, as in the rest of the file",
            ("correct the row, or say ", Choice("decimal_mark")),
        )
    return f"{whole.replace(other, '') or '0'}.{fraction or '0'}"


def _well_grouped(whole: str, mark: str) -> bool:
    if mark not in whole:
        return True
    first, *groups = whole.split(mark)
    return (
        1 <= len(first) <= 3 and len(groups[-1]) == 3 and all(len(g) in {2, 3} for g in groups[:-1])
    )
