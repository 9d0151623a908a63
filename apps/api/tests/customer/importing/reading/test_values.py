"""Cells of every field: read as they are meant, or a problem with advice."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from cashbeat.contracts.customer_fields import (
    AddressInput,
    CustomerName,
    EmailInput,
    ExternalId,
    NotesInput,
    PhoneInput,
)
from cashbeat.customer.importing.reading.amount import AmountReader
from cashbeat.customer.importing.reading.currency import currency_reader
from cashbeat.customer.importing.reading.day import DateForm, DayReader
from cashbeat.customer.importing.reading.text import text_columns

TEXT = text_columns()
ADAPTERS: dict[str, TypeAdapter[str]] = {
    "name": TypeAdapter(CustomerName),
    "external_id": TypeAdapter(ExternalId),
    "email": TypeAdapter(EmailInput),
    "phone": TypeAdapter(PhoneInput),
    "address": TypeAdapter(AddressInput),
    "notes": TypeAdapter(NotesInput),
}
_LETTERS = st.characters() | st.sampled_from("@.,;+-()/ 0123456789\n\t\x00\x85\u2028")
TEXTS = st.text(_LETTERS, max_size=60)
EMAILS = st.from_regex(r"[a-z@ ,.]{0,9}@[a-z .]{0,9}\.[a-z@]{0,3}", fullmatch=True)
REPEATED = st.tuples(st.text(_LETTERS, min_size=1), st.integers(1, 300))
LONG = REPEATED.map(lambda pair: pair[0] * pair[1])


@given(st.sampled_from(sorted(ADAPTERS)), TEXTS | EMAILS | LONG)
def test_texts_are_held_to_what_the_api_asks(field: str, text: str) -> None:
    """What is quickly found good is good for the API too, and comes to the same text."""
    column = TEXT[field]([text])
    if column.faults:
        if column.faults[0].code in {"number_shortened", "cell_error", "formula_uncomputed"}:
            return
        with pytest.raises(ValidationError):
            ADAPTERS[field].validate_python(text.strip())
    elif not text.strip():
        assert not column.values[0]
    else:
        assert column.values[0] == ADAPTERS[field].validate_python(text.strip())


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ("phone", Decimal("4.9301234e11"), "493012340000"),
        ("external_id", Decimal(123), "123"),
        ("external_id", "00123", "00123"),
        ("name", Decimal("7.50"), "7.50"),
        ("name", "  Ada  ", "Ada"),
        ("name", "TRUE", "TRUE"),
        ("notes", datetime(2026, 12, 31), "2026-12-31"),  # noqa: DTZ001
        ("notes", "=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        ("name", "(Ada) Ltd", "(Ada) Ltd"),
        ("name", "#1 Shop", "#1 Shop"),
        ("address", "Hauptstr. 1\n10115 Berlin", "Hauptstr. 1\n10115 Berlin"),
        ("tags", "north; key account,North", ["north", "key account"]),
        ("tags", ",;", None),
    ],
)
def test_texts(field: str, cell: Any, value: Any) -> None:
    column = TEXT[field]([cell])
    assert not column.faults
    assert (column.values[0] or None) == value


@pytest.mark.parametrize(
    ("field", "cell", "code", "proposal"),
    [
        ("external_id", Decimal(1234567890123450), "number_rounded", None),
        ("phone", "4,93012E+11", "number_shortened", None),
        ("external_id", "1.23457E+15", "number_shortened", None),
        ("external_id", datetime(2026, 1, 2), "text_is_date", None),  # noqa: DTZ001
        ("phone", time(10, 30), "text_is_date", None),
        ("name", "Ada\nLovelace", "text_invalid", "Ada Lovelace"),
        ("name", "Ada\x07", "text_invalid", None),
        ("name", "Ada\x00", "text_invalid", None),
        ("name", "Ada\ud800", "text_invalid", None),
        ("name", "x" * 201, "text_too_long", None),
        ("notes", "x" * 5001, "text_too_long", None),
        ("email", "ada @ example.com", "email_invalid", "ada@example.com"),
        ("email", "ada(at)example.com", "email_invalid", "ada@example.com"),
        ("email", "ada [at] example (dot) com", "email_invalid", "ada@example.com"),
        ("email", "ada@example.com.", "email_invalid", "ada@example.com"),
        ("email", "mailto:ada@example", "email_invalid", None),
        ("email", "Ada <ada@example.com>", "email_invalid", "ada@example.com"),
        ("email", "ada@example.com; bob@example.com", "email_invalid", None),
        ("email", "nobody", "email_invalid", None),
        ("email", "x" * 250 + "@a.de", "text_too_long", None),
        ("phone", "tel: +49 30 1234", "phone_invalid", "+49 30 1234"),
        ("phone", "+49\u00a030\u20131234", "phone_invalid", "+49 30-1234"),
        ("phone", "ask Bob", "phone_invalid", None),
        ("phone", "7", "phone_invalid", None),
        ("tags", ",".join(map(str, range(21))), "too_many_tags", None),
        ("tags", "x" * 41, "text_too_long", None),
        ("name", "#N/A", "cell_error", None),
        ("name", "(formula)", "formula_uncomputed", None),
        ("name", "(merged with A2:A4)", "cell_merged", None),
    ],
)
def test_faults_of_texts(field: str, cell: Any, code: str, proposal: str | None) -> None:
    (fault,) = TEXT[field]([cell]).faults.values()
    assert (fault.code, getattr(fault, "proposal", None)) == (code, proposal)
    assert fault.suggestion


@pytest.mark.parametrize(
    ("cell", "currency"),
    [("EUR", "EUR"), ("eur", "EUR"), ("€", "EUR"), ("Euro", "EUR"), ("US$", "USD"), ("грн", "UAH")],
)
def test_currencies(cell: str, currency: str) -> None:
    assert currency_reader("EUR")(cell).value == currency


@pytest.mark.parametrize(
    ("cell", "code", "proposal"),
    [
        ("$", "currency_ambiguous", "USD"),
        ("ERU", "currency_unknown", "EUR"),
        ("EU", "currency_unknown", "EUR"),
        ("EURR", "currency_unknown", "EUR"),
        ("gold", "currency_unknown", None),
        (Decimal(7), "currency_unknown", None),
    ],
)
def test_faults_of_currencies(cell: Any, code: str, proposal: str | None) -> None:
    fault = currency_reader("EUR")(cell).fault
    assert fault is not None
    assert (fault.code, getattr(fault, "proposal", None)) == (code, proposal)


def amount(cell: Any, currency: Any = None, mark: str | None = None, usual: str = "EUR") -> Any:
    return AmountReader(lambda: mark, usual).read(cell, currency)


@pytest.mark.parametrize(
    ("cell", "currency", "mark", "owed"),
    [
        ("1.234,50", None, ",", ("1234.50", None)),
        ("1 234,50", "EUR", ",", ("1234.50", "EUR")),
        ("1 234,50 €", None, ",", ("1234.50", "EUR")),
        ("USD 7", "USD", None, ("7", "USD")),
        ("$7", "USD", None, ("7", "USD")),
        ("£7", None, None, None),
        (Decimal("0.30"), None, None, ("0.30", None)),
        (Decimal(0), None, None, ("0", None)),
        ("0,00", None, ",", ("0", None)),
        ("-0", None, None, ("0", None)),
        ("1500", "JPY", None, ("1500", "JPY")),
        ("1.234", "KWD", ".", ("1.234", "KWD")),
        ("1.234", None, ".", ("1.234", None)),  # fits a customer who is charged in KWD
    ],
)
def test_amounts(cell: Any, currency: Any, mark: Any, owed: Any) -> None:
    read = amount(cell, currency, mark)
    assert read.value == owed
    assert (read.fault is None) == (owed is not None)


@pytest.mark.parametrize(
    ("cell", "currency", "mark", "code"),
    [
        ("(12.00)", "EUR", ".", "amount_negative"),
        (Decimal(-1), "EUR", None, "amount_negative"),
        ("1.234", "EUR", None, "amount_ambiguous"),
        ("1.234", "EUR", ".", "amount_too_precise"),
        ("12.5", "JPY", ".", "amount_too_precise"),
        ("99999999999999", "EUR", None, "amount_too_large"),
        ("€ 5", "USD", None, "amount_other_currency"),
        ("$5", None, None, "amount_other_currency"),
        ("n/a", "EUR", None, "amount_not_a_number"),
        (datetime(2026, 1, 2), "EUR", None, "amount_not_a_number"),  # noqa: DTZ001
        ("#REF!", "EUR", None, "cell_error"),
    ],
)
def test_faults_of_amounts(cell: Any, currency: Any, mark: Any, code: str) -> None:
    fault = amount(cell, currency, mark).fault
    assert fault.code == code
    assert fault.suggestion
    assert getattr(fault, "proposal", None) is None  # money is never guessed


def day(cell: Any, order: str | None = "day-first", pattern: str | None = None) -> Any:
    return DayReader(lambda: DateForm(order, pattern)).reader()(cell)


@pytest.mark.parametrize(
    ("cell", "order"),
    [
        ("31.12.2026", "day-first"),
        ("31/12/26", "day-first"),
        ("12/31/2026", "month-first"),
        ("2026-12-31", None),
        ("2026-12-31 10:30", None),
        ("2026-12-31T23:59:59Z", None),
        ("31 Dec 2026", None),
        ("20261231", None),
        (datetime(2026, 12, 31, 23, 59), None),  # noqa: DTZ001
        (Decimal(46387), None),
        (Decimal("46387.75"), None),
        (Decimal(20261231), None),
    ],
)
def test_days(cell: Any, order: str | None) -> None:
    assert day(cell, order).value == "2026-12-31"


def test_days_by_a_pattern_and_of_1904() -> None:
    assert day("2026|31|12", None, "%Y|%d|%m").value == "2026-12-31"
    reader = DayReader(lambda: DateForm(None), from_1904=True)
    assert reader.reader()(Decimal(44925)).value == "2026-12-31"
    assert reader.number == ("44925", "2026-12-31")


@pytest.mark.parametrize(
    ("cell", "order", "code", "proposal"),
    [
        ("31.02.2026", "day-first", "date_invalid", "2026-02-28"),
        ("02/30/2028", "month-first", "date_invalid", "2028-02-29"),
        ("2026-04-31", None, "date_invalid", "2026-04-30"),
        ("32.01.2026", "day-first", "date_invalid", None),
        ("31.13.2026", "day-first", "date_invalid", None),
        ("46387", "day-first", "date_invalid", "2026-12-31"),
        ("soon", "day-first", "date_invalid", None),
        ("03/04/2026", None, "date_ambiguous", None),
        ("31.12.1999", "day-first", "date_out_of_range", None),
        ("31.12.2200", "day-first", "date_out_of_range", None),
        (Decimal(1234567), None, "date_invalid", None),
        (Decimal(-3), None, "date_invalid", None),
        (time(10, 0), None, "date_invalid", None),
        (datetime(1950, 1, 1), None, "date_out_of_range", None),  # noqa: DTZ001
    ],
)
def test_faults_of_days(cell: Any, order: Any, code: str, proposal: str | None) -> None:
    fault = day(cell, order).fault
    assert (fault.code, getattr(fault, "proposal", None)) == (code, proposal)
    assert fault.suggestion


def test_an_impossible_day_says_how_many_the_month_has() -> None:
    assert day("31.02.2026").fault.message == "February 2026 has 28 days"


_FORMS = {
    "day-first": "{d:02d}.{m:02d}.{y}",
    "month-first": "{m}/{d}/{y}",
    "year-first": "{y}-{m:02d}-{d:02d}",
}


@given(
    st.integers(0, 10**12),
    st.sampled_from([".", ","]),
    st.booleans(),
    st.dates(date(2000, 1, 1), date(2199, 12, 31)),
    st.sampled_from(sorted(_FORMS)),
)
def test_what_is_written_in_a_locale_is_read_back(
    minor: int, mark: str, grouped: bool, on: date, order: str
) -> None:
    number = Decimal(minor).scaleb(-2)
    text = f"{number:,.2f}" if grouped else f"{number:.2f}"
    if mark == ",":
        text = text.translate(str.maketrans(",.", "\u00a0,"))
    owed = amount(text, "EUR", mark).value
    assert (Decimal(owed.amount), owed.currency) == (number, "EUR")
    written = _FORMS[order].format(d=on.day, m=on.month, y=on.year)
    assert day(written, order).value == on.isoformat()
