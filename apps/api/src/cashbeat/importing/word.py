"""Words of the file turned into ours: methods, statuses, currencies, failure codes."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from cashbeat.importing.field import METHOD_BY_WORD, STATUS_BY_WORD
from cashbeat.kit.currency import EXPONENTS
from cashbeat.tabular.header import words_of
from cashbeat.tabular.source import Cell
from cashbeat.tabular.value import Fault, shown
from cashbeat.tabular.wording import Choice

STATUSES = ("pending", "completed", "failed", "refunded")
UNKNOWN_FAILURE = "unknown"
"""Failure code of a failed row whose file keeps none."""


class Method(NamedTuple):
    """A payment method of the tenant."""

    code: str
    name: str
    active: bool = True


def code_of(text: str, longest: int) -> str:
    """A text as a code: ``Visa (online)`` -> ``visa_online``; empty when nothing is left."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    code = "_".join(re.findall(r"[a-z0-9]+", ascii_text.casefold()))[:longest].strip("_")
    return code if code[:1].isalpha() else (f"c_{code}"[:longest] if code else "")


class MethodWords:
    """The tenant's methods, the words said for them, and those the file wants created."""

    def __init__(self, methods: Sequence[Method], said: Mapping[str, str], *, create: bool) -> None:
        self._codes = {method.code for method in methods}
        self._by_word = {words_of(method.name): method.code for method in methods}
        self._by_word |= {words_of(method.code): method.code for method in methods}
        self._said = {words_of(word): code for word, code in said.items()}
        self._create = create
        self.created: dict[str, str] = {}

    def read(self, cell: Cell) -> str | Fault:
        """The code of a word."""
        text = str(cell).strip()
        if not text:
            return Fault("method_missing", "the payment method is empty")
        word = words_of(text)
        code = self._said.get(word) or self._by_word.get(word)
        if code is None:
            code = METHOD_BY_WORD.get(word)
            code = code if code in self._codes else None
        if code is not None and code in self._codes | self.created.keys():
            return code
        return self._unknown(text, code or code_of(text, 32))

    def _unknown(self, text: str, code: str) -> str | Fault:
        if self._create and code:
            self.created[code] = "".join(filter(str.isprintable, " ".join(text.split())))[:64]
            return code
        near = get_close_matches(code, sorted(self._codes), n=1)
        target = near[0] if near else "card"
        return Fault(
            "method_unknown",
            f"{text[:40]!r} is no payment method of the organisation",
            (
                "say ",
                Choice("words", target, ("method", shown(text[:40]))),
                ", or ",
                Choice("create_methods", value=True),
            ),
        )


class StatusWords:
    """Statuses by the usual words and those said."""

    def __init__(self, said: Mapping[str, str]) -> None:
        self._said = {words_of(word): status for word, status in said.items()}

    def read(self, cell: Cell) -> str | Fault:
        """The status of a word."""
        text = str(cell).strip()
        if not text:
            return Fault("status_missing", "the status is empty")
        word = words_of(text)
        status = self._said.get(word) or STATUS_BY_WORD.get(word)
        if status in STATUSES:
            return status
        return Fault(
            "status_unknown",
            f"{text[:40]!r} is no status we know",
            (
                "say ",
                Choice("words", "completed", ("status", shown(text[:40]))),
                " (or pending, failed, refunded)",
            ),
        )


class CurrencyWords:
    """Currencies by their ISO 4217 codes and the words said."""

    def __init__(self, said: Mapping[str, str]) -> None:
        self._said = {word.strip().casefold(): code.upper() for word, code in said.items()}

    def read(self, cell: Cell) -> str | Fault:
        """The currency of a word."""
        text = str(cell).strip()
        if not text:
            return Fault("currency_missing", "the currency is empty")
        code = self._said.get(text.casefold(), text.upper())
        if code in EXPONENTS:
            return code
        return Fault(
            "currency_unknown",
            f"{text[:40]!r} is no ISO 4217 currency code in use",
            _NO_OTHER_NAME
            if _CODE.fullmatch(text)
            else ("say ", Choice("words", "EUR", ("currency", shown(text[:40])))),
        )


_CODE = re.compile(r"[A-Za-z]{3}")
_NO_OTHER_NAME = "correct the code, or leave the row out: under another code it is other money"


def read_failure(cell: Cell) -> str:
    """The failure code of a failed row: its text as a code, or UNKNOWN_FAILURE."""
    return code_of(str(cell), 64) or UNKNOWN_FAILURE


_NO_FAILURE = {"", "none", "null", "nil", "nan", "na", "n a", "no error"}


def read_no_failure(cell: Cell) -> Fault | None:
    """The failure code of a row that did not fail: none, or a word for none such as ``00``."""
    word = words_of(str(cell)).strip("0")
    if word in _NO_FAILURE or STATUS_BY_WORD.get(word) in {"completed", "pending"}:
        return None
    return Fault(
        "failure_code_not_allowed",
        "only a failed payment has a failure code",
        (
            "correct the status or the code; or, to leave the column out, say ",
            Choice("constants", UNKNOWN_FAILURE, ("failure_code",)),
        ),
    )
