"""Rows turned into payment facts, a column at a time; a faulty row turns into its problems."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import partial
from itertools import repeat
from typing import Any

from cashbeat.contracts.base import LINES, ONE_LINE
from cashbeat.importing.amount import read_amount
from cashbeat.importing.column import FieldSource
from cashbeat.importing.timing import TimeReader
from cashbeat.importing.word import (
    CurrencyWords,
    MethodWords,
    StatusWords,
    read_failure,
    read_no_failure,
)
from cashbeat.kit.currency import ENDED, why_ended
from cashbeat.kit.money import InvalidAmount, to_minor
from cashbeat.tabular.source import UNCOMPUTED, Cell, Row
from cashbeat.tabular.value import FORMULA, Fault, Remembered, shown
from cashbeat.tabular.wording import Choice

MAX_REFERENCE = 128
MAX_DESCRIPTION = 500


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One thing that is wrong with one row."""

    row: int
    field: str
    column: str
    value: str
    fault: Fault


@dataclass(slots=True)
class Facts:
    """Payment facts of some rows, by column; every list is as long as `rows`.

    Units: amounts and refunds in minor units; `created` naive UTC.
    """

    rows: list[int] = field(default_factory=list)
    amounts: list[int] = field(default_factory=list)
    currencies: list[str] = field(default_factory=list)
    methods: list[str] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)
    refunds: list[int] = field(default_factory=list)
    failures: list[str | None] = field(default_factory=list)
    customers: list[str | None] = field(default_factory=list)
    externals: list[str | None] = field(default_factory=list)
    descriptions: list[str | None] = field(default_factory=list)
    created: list[datetime] = field(default_factory=list)


_Column = Sequence[Any]


class RowReader:
    """Reads rows of one file; remembers what each distinct cell came to.

    `met_failures` tells whether any row was a failed payment.
    """

    def __init__(
        self,
        header: Sequence[str],
        sources: dict[str, FieldSource],
        *,
        methods: MethodWords,
        statuses: StatusWords,
        currencies: CurrencyWords,
        times: TimeReader,
        decimal_mark: str | None,
    ) -> None:
        self._header = header
        self._width = len(header)
        self._sources = sources
        self._times = times
        self._mark = decimal_mark
        self.met_failures = False
        self._method = Remembered(_computed(methods.read))
        self._status = Remembered(_computed(statuses.read))
        self._currency = Remembered(_computed(currencies.read))
        self._minor = Remembered(lambda pair: self._to_minor(*pair))
        self._refund = Remembered(lambda key: self._to_refund(*key))
        self._failure = Remembered(_computed(read_failure))
        self._misplaced = Remembered(_computed(read_no_failure))
        self._texts = {name: Remembered(_computed(read)) for name, read in TEXT_READERS.items()}

    def read(self, first: int, rows: Sequence[Row]) -> tuple[Facts, list[RowProblem]]:
        """Facts of the good rows and the problems of the others; blank rows are passed over."""
        problems: list[RowProblem] = []
        numbers, kept = self._shaped(first, rows, problems)
        if not kept:
            return Facts(), problems
        cells = dict(enumerate(zip(*kept, strict=True)))
        values = self._values(cells, len(kept))
        values["currency"] = _of_their_time(values["currency"], values["created_at"])
        facts = Facts(numbers, *map(list, values.values()))
        if any(Fault in set(map(type, column)) for column in values.values()):
            return self._without_faults(facts, values, kept, problems), problems
        return facts, problems

    def _shaped(
        self, first: int, rows: Sequence[Row], problems: list[RowProblem]
    ) -> tuple[list[int], list[Row]]:
        width = self._width
        if all(map(width.__eq__, map(len, rows))) and all(map(any, rows)):
            return list(range(first, first + len(rows))), list(rows)
        numbers: list[int] = []
        kept: list[Row] = []
        for number, row in enumerate(rows, first):
            cells = row
            while len(cells) > width and cells[-1] == "":
                cells = cells[:-1]
            if not any(cells):
                continue
            if len(cells) != width:
                problems.append(_ragged(number, cells, width))
                continue
            numbers.append(number)
            kept.append(cells)
        return numbers, kept

    def _values(self, cells: Mapping[int, _Column], count: int) -> dict[str, _Column]:
        """Value lists by field, in the order of `Facts`; a faulty cell's value is its Fault."""
        currencies = self._column("currency", cells, count, self._currency)
        amounts = list(
            map(
                self._minor.__getitem__,
                zip(self._raw("amount", cells, count), currencies, strict=True),
            )
        )
        statuses = self._column("status", cells, count, self._status)
        refunds = self._refunds(cells, statuses, amounts, currencies)
        return {
            "amount": amounts,
            "currency": currencies,
            "method": self._column("method", cells, count, self._method),
            "status": [
                status if isinstance(pair, Fault) else pair[0]
                for status, pair in zip(statuses, refunds, strict=True)
            ],
            "refunded_amount": [pair if isinstance(pair, Fault) else pair[1] for pair in refunds],
            "failure_code": self._failures(cells, statuses, count),
            "customer_id": self._text_column("customer_id", cells, count),
            "external_id": self._text_column("external_id", cells, count),
            "description": self._text_column("description", cells, count),
            "created_at": self._times.read(
                self._raw("created_at", cells, count),
                self._raw("created_time", cells, count)
                if "created_time" in self._sources
                else None,
            ),
        }

    def _raw(self, name: str, cells: Mapping[int, _Column], count: int) -> Iterable[Cell]:
        source = self._sources[name]
        if source.index is not None:
            return cells[source.index]
        return repeat(source.constant or "", count)

    def _column(
        self, name: str, cells: Mapping[int, _Column], count: int, convert: Remembered
    ) -> _Column:
        source = self._sources[name]
        if source.index is None:
            return [convert[source.constant]] * count
        return list(map(convert.__getitem__, cells[source.index]))

    def _text_column(self, name: str, cells: Mapping[int, _Column], count: int) -> _Column:
        if name not in self._sources:
            return [None] * count
        return self._column(name, cells, count, self._texts[name])

    def _failures(self, cells: Mapping[int, _Column], statuses: _Column, count: int) -> _Column:
        source = self._sources.get("failure_code")
        of_rows = source is not None and source.index is not None
        if "failed" not in statuses and not of_rows:
            return [None] * count
        self.met_failures = self.met_failures or "failed" in statuses
        raw: Iterable[Cell] = repeat("", count)
        if source is not None:
            raw = self._raw("failure_code", cells, count)
        failure, misplaced = self._failure, self._misplaced
        return [
            failure[cell]
            if status == "failed"
            else misplaced[cell]
            if of_rows and not isinstance(status, Fault)
            else None
            for status, cell in zip(statuses, raw, strict=True)
        ]

    def _refunds(
        self, cells: Mapping[int, _Column], statuses: _Column, amounts: _Column, currencies: _Column
    ) -> _Column:
        """(status, refund) of each row, or a Fault."""
        if "refunded_amount" not in self._sources:
            return [
                (status, amount if status == "refunded" and isinstance(amount, int) else 0)
                for status, amount in zip(statuses, amounts, strict=True)
            ]
        raw = self._raw("refunded_amount", cells, len(statuses))
        return list(
            map(self._refund.__getitem__, zip(raw, statuses, amounts, currencies, strict=True))
        )

    def _to_minor(self, cell: Cell, currency: str | Fault) -> int | Fault | None:
        """Minor units; None when only the currency is at fault."""
        if cell is UNCOMPUTED:
            return FORMULA
        number = read_amount(cell, self._mark)
        if isinstance(number, Fault):
            return number
        if isinstance(currency, Fault):
            return None
        if isinstance(number, tuple):
            number, said = number
            if currency not in said:
                return _other_currency("amount", said, currency)
        try:
            return to_minor(number, currency)
        except InvalidAmount as error:
            return Fault(error.code, str(error))

    def _to_refund(
        self, cell: Cell, status: Any, amount: Any, currency: Any
    ) -> tuple[Any, int] | Fault:
        if cell is UNCOMPUTED:
            return FORMULA
        if not isinstance(amount, int) or isinstance(status, Fault):
            return status, 0
        number: Any = Decimal(0) if cell == "" else read_amount(cell, self._mark)
        if isinstance(number, tuple):
            number, said = number
            if currency not in said:
                return _other_currency("refund", said, currency)
        if isinstance(number, Fault):
            return Fault(number.code.replace("amount", "refund"), number.message, number.suggestion)
        if number == 0:
            return status, amount if status == "refunded" else 0
        try:
            refund = to_minor(number, currency)
        except InvalidAmount as error:
            return Fault(error.code.replace("amount", "refund"), str(error))
        if refund > amount:
            return Fault("refund_too_large", "more is given back than was paid")
        if status not in {"completed", "refunded"}:
            return Fault("refund_of_unpaid", f"a {status} payment has nothing to give back")
        return ("refunded" if refund == amount else "completed"), refund

    def _without_faults(
        self,
        facts: Facts,
        values: dict[str, _Column],
        rows: list[Row],
        problems: list[RowProblem],
    ) -> Facts:
        good: list[int] = []
        columns = list(values.items())
        for place, number in enumerate(facts.rows):
            faults = [(n, c[place]) for n, c in columns if isinstance(c[place], Fault)]
            if not faults:
                good.append(place)
            problems += [self._problem(number, n, rows[place], fault) for n, fault in faults]
        pick: Callable[[_Column], list[Any]] = lambda column: [column[i] for i in good]  # noqa: E731
        return Facts(pick(facts.rows), *(pick(column) for column in values.values()))

    def _is_of_clock(self, row: Row, fault: Fault) -> bool:
        """Whether the column of times is at fault, not the one of dates beside it."""
        clock, date = self._sources.get("created_time"), self._sources["created_at"]
        if clock is None or clock.index is None or date.index is None:
            return False
        if fault is FORMULA:
            return row[date.index] is not UNCOMPUTED
        return fault.code.startswith("time_")

    def _problem(self, number: int, name: str, row: Row, fault: Fault) -> RowProblem:
        if name == "created_at" and self._is_of_clock(row, fault):
            name = "created_time"
        source = self._sources.get(name)
        if source is None or source.index is None:
            constant = source.constant if source is not None else None
            return RowProblem(number, name, "", shown(constant or ""), fault)
        return RowProblem(number, name, self._header[source.index], shown(row[source.index]), fault)


def _of_their_time(currencies: _Column, moments: _Column) -> _Column:
    """The currencies, with a Fault where one had ended by then; most files have none that ended."""
    if ENDED.keys().isdisjoint(currencies):
        return currencies
    return [
        Fault("currency_ended", reason, _CORRECT)
        if isinstance(code, str) and isinstance(at, datetime) and (reason := why_ended(code, at))
        else code
        for code, at in zip(currencies, moments, strict=True)
    ]


def _other_currency(what: str, said: Sequence[str], currency: str) -> Fault:
    written = said[0] + (" or another currency of that sign" if len(said) > 1 else "")
    return Fault(
        f"{what}_other_currency",
        f"the {what} is written in {written}, the payment is in {currency}",
        ("map the column of the currency, or say ", Choice("constants", said[0], ("currency",))),
    )


_CORRECT = "correct the currency and its amount, or the date"


def _computed(convert: Callable[[Cell], Any]) -> Callable[[Cell], Any]:
    """A conversion that tells a formula without a value from an empty cell."""
    return lambda cell: FORMULA if cell is UNCOMPUTED else convert(cell)


def _ragged(number: int, cells: Row, width: int) -> RowProblem:
    how = "too many" if len(cells) > width else "too few"
    return RowProblem(
        number,
        "",
        "",
        shown(" | ".join(str(cell) for cell in cells)),
        Fault(
            "row_ragged",
            f"the row has {len(cells)} cells, the header {width}: {how}",
            "a cell that holds the delimiter needs quotation marks; a short row may be cut off",
        ),
    )


def _text(limit: int, allowed: re.Pattern[str], cell: Cell) -> str | Fault | None:
    text = cell.strip() if isinstance(cell, str) else _as_text(cell)
    if not text:
        return None
    if len(text) > limit:
        return Fault("text_too_long", f"the text has {len(text)} characters, at most {limit} fit")
    if not text.isprintable() and not allowed.match(text):
        return Fault("text_invalid", "the text holds a control character")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            return Fault("text_invalid", "the text is not valid Unicode")
    return text


def _as_text(cell: Cell) -> str:
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)


TEXT_READERS: Mapping[str, Callable[[Cell], str | Fault | None]] = {
    "customer_id": partial(_text, MAX_REFERENCE, re.compile(ONE_LINE)),
    "external_id": partial(_text, MAX_REFERENCE, re.compile(ONE_LINE)),
    "description": partial(_text, MAX_DESCRIPTION, re.compile(LINES)),
}
"""Field -> what reads its texts, with the limits of the same field over HTTP."""
