"""Currencies as files name them: ISO 4217 codes, signs and names that mean one alone."""

from collections.abc import Mapping
from types import MappingProxyType

from cashbeat.customer.importing.reading.cell import CellFault, CellReader, reader_of
from cashbeat.kit.currency import EXPONENTS
from cashbeat.tabular.number import SYMBOLS
from cashbeat.tabular.source import Cell

_NAMES = {
    "EUR": "euro euros eur. євро евро",
    "USD": "us-dollar us-dollars usdollar us$ доллар",
    "GBP": "sterling £stg pound-sterling pounds-sterling british-pound",
    "UAH": "гривня гривна гривні грн грн. hryvnia",
    "PLN": "zloty złoty zł złote",
    "CHF": "schweizer-franken swiss-franc sfr sfr. franken",
    "CZK": "kč koruna-česká",
    "JPY": "yen",
    "RUB": "рубль руб руб. рубли rouble",
}
BY_NAME: Mapping[str, str] = MappingProxyType(
    {name.replace("-", " "): code for code, names in _NAMES.items() for name in names.split()}
    | {sign.casefold(): codes[0] for sign, codes in SYMBOLS.items() if len(codes) == 1}
)
"""A word or sign in lower case -> the currency that it means and no other."""


def currency_reader(usual: str) -> CellReader:
    """Reads currencies; `usual` is that of the organisation, which a slip may have meant."""

    def value_of(text: str, cell: Cell) -> str | CellFault:
        del cell
        code = text.upper()
        if code in EXPONENTS:
            return code
        named = BY_NAME.get(" ".join(text.casefold().replace("-", " ").split()))
        if named is not None:
            return named
        code = code.strip(" .,;:()[]'\"")
        if code in EXPONENTS:
            return code
        meanings = SYMBOLS.get(text, ())
        if meanings:
            proposal = usual if usual in meanings else meanings[0]
            message = f"{text!r} may be {', '.join(meanings[:3])} or others"
            return CellFault("currency_ambiguous", message, _ADVICE, proposal)
        message = f"{text[:40]!r} is no ISO 4217 currency code in use"
        return CellFault("currency_unknown", message, _ADVICE, _near(code, usual))

    return reader_of(value_of)


_ADVICE = "type a code such as EUR"


def _near(code: str, usual: str) -> str | None:
    """The usual currency, if one slip of the keys makes the code of it."""
    if len(code) == len(usual):
        wrong = [
            place for place, pair in enumerate(zip(code, usual, strict=True)) if pair[0] != pair[1]
        ]
        return usual if len(wrong) == 1 or sorted(code) == sorted(usual) else None
    longer, shorter = sorted((code, usual), key=len, reverse=True)
    if len(longer) - len(shorter) != 1:
        return None
    dropped = any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))
    return usual if dropped else None
