"""Rows as a whole: who they are about, corrections, what is left out, what they are read with."""

from datetime import date, datetime
from typing import Any

import pytest

from cashbeat.customer.importing.workbook.layout import EXAMPLE, HEADERS, WHAT_IS_WRONG

HEAD = "Name,Customer ID,E-mail,Amount,Currency,Due date\n"


def test_a_row_is_handed_over_with_its_cells(read: Any) -> None:
    rows = [
        ["Name", "Customer ID", "Amount", "Currency", "Due date", "Notes"],
        [" Ada ", 42, 12.5, "€", date(2026, 12, 31), None],
        [],
        ["Bob", None, None, None, None, "n"],
    ]
    result = read(rows)
    assert result.good == [
        {
            "row": 2,
            "cells": {
                "name": "Ada",
                "external_id": "42",
                "outstanding_amount": "12.5",
                "currency": "€",
                "due_date": "2026-12-31",
            },
            "kinds": {"external_id": "n", "outstanding_amount": "n", "due_date": "d"},
            "values": {
                "name": "Ada",
                "external_id": "42",
                "currency": "EUR",
                "due_on": "2026-12-31",
                "amount": "12.5",
            },
        },
        {"row": 4, "cells": {"name": "Bob", "notes": "n"}, "values": {"name": "Bob", "notes": "n"}},
    ]
    assert (result.reading.good, result.reading.bad) == (2, 0)


def test_problems_tell_cell_by_cell(read: Any) -> None:
    result = read(HEAD + "Ada,1,ada@,1e5,EUR,31.02.2026\n,,,5,EUR,\nBob,2,,,,2026-01-01\n")
    assert result.codes == [
        (2, "email", "email_invalid"),
        (2, "outstanding_amount", "amount_not_a_number"),
        (2, "due_date", "date_invalid"),
        (3, None, "customer_missing"),
    ]
    assert result.bad[0]["problems"][2] == {
        "field": "due_date",
        "value": "31.02.2026",
        "code": "date_invalid",
        "message": "February 2026 has 28 days.",
        "suggestion": "Type a day that it has.",
        "proposal": "2026-02-28",
    }
    assert (result.reading.bad, result.reading.problems) == (2, 4)
    assert result.good[0]["values"]["due_on"] == "2026-01-01"  # of a customer on record


def test_nothing_owed_is_no_charge(read: Any) -> None:
    result = read(HEAD + "Ada,1,,0.00,EUR,2026-01-01\nBob,2,,,EUR,\n")
    assert result.values == [
        {"name": "Ada", "external_id": "1", "currency": "EUR", "amount": "0"},
        {"name": "Bob", "external_id": "2", "currency": "EUR"},
    ]
    assert result.reading.notes == ["1 row owes nothing; the due date there was not read."]


def test_what_is_owed_in_an_unknown_currency_is_not_nothing(read: Any) -> None:
    result = read(HEAD + "Ada,1,,12.50,ERU,2026-01-01\n")
    assert result.codes == [(2, "currency", "currency_unknown")]
    assert result.reading.notes == []


def test_a_customer_is_named_once(read: Any) -> None:
    lines = ["A,1,a@x.de,,,", "B,,A@X.DE,,,", "C,1,c@x.de,,,", "D,2,a@x.de,,,", "E,,e@x.de,,,"]
    lines += ["F,3,e@x.de,,,", "G,,e@x.de,,,"]
    result = read(HEAD + "\n".join(lines) + "\n")
    assert [(*code, problem["message"]) for code, problem in zip(
        result.codes, (row["problems"][0] for row in result.bad), strict=True
    )] == [
        (3, "email", "email_repeated",
         "Row 2 has this e-mail address already; a file names a customer once."),
        (4, "external_id", "external_id_repeated",
         "Row 2 has this customer id already; a file names a customer once."),
        (8, "email", "email_repeated",
         "Row 6 has this e-mail address already; a file names a customer once."),
    ]  # fmt: skip
    again = read(HEAD + "\n".join(lines) + "\n", left_out=[2, 6])
    assert [row for row, _, _ in again.codes] == [8]
    assert again.problem["message"].startswith("Row 7 has")


def test_repeats_are_found_across_chunks(read: Any) -> None:
    rows = "".join(f"N{n},{n % 4_500},,,,\n" for n in range(5_000))
    result = read(HEAD + rows)
    assert (result.reading.good, result.reading.bad) == (4_500, 500)
    assert "Row 2 has" in result.bad[0]["problems"][0]["message"]


def test_fixes_are_read_as_if_typed_into_the_file(read: Any) -> None:
    text = HEAD.replace(",", ";") + "Ada;1;;1.234,5x;EUR;31.02.2026\nBob;1;;1,50;EUR;25.12.2026\n"
    assert [code for _, _, code in read(text).codes] == [
        "amount_not_a_number",
        "date_invalid",
        "external_id_repeated",
    ]
    fixes = {
        2: {"outstanding_amount": "1.234,50", "due_date": "28.02.2026"},
        3: {"external_id": " 2 "},
        99: {"name": "nobody"},
    }
    result = read(text, fixes=fixes)
    assert result.codes == []
    assert [(v["external_id"], v["amount"], v["due_on"]) for v in result.values] == [
        ("1", "1234.50", "2026-02-28"),
        ("2", "1.50", "2026-12-25"),
    ]
    assert result.good[0]["fixed"] == ["outstanding_amount", "due_date"]
    assert result.good[0]["cells"]["due_date"] == "28.02.2026"
    assert "kinds" not in result.good[0]


def test_a_fix_may_empty_a_cell_or_fill_one_without_a_column(read: Any) -> None:
    result = read("E-mail,Due date\na@x.de,2026-01-01\nb@x.de,soon\n", fixes={
        2: {"outstanding_amount": "5", "name": "Ada"},
        3: {"due_date": ""},
    })  # fmt: skip
    assert result.values == [
        {"name": "Ada", "email": "a@x.de", "amount": "5", "due_on": "2026-01-01"},
        {"email": "b@x.de"},
    ]
    assert result.good[1]["fixed"] == ["due_date"]


def test_a_fixed_cell_no_longer_tells_how_the_others_are_read(read: Any) -> None:
    """The order of day and month is found out of what the cells are to be read as."""
    text = "Name,Amount,Due\nA,1,03/04/2026\nB,1,12/25/2026\n"
    assert read(text).values[0]["due_on"] == "2026-03-04"
    fixed = read(text, fixes={3: {"due_date": "25/12/2026"}})
    assert [row["due_on"] for row in fixed.values] == ["2026-04-03", "2026-12-25"]


def test_an_ambiguous_fix_does_not_refuse_the_file(read: Any) -> None:
    rows = [["Name", "Amount", "Due"], ["A", 1, date(2026, 1, 2)], ["B", 1, "soon"]]
    result = read(rows, fixes={3: {"due_date": "03/04/2026"}})
    assert result.codes == [(3, "due_date", "date_ambiguous")]
    assert result.problem["message"] == "This may be 2026-04-03 or 2026-03-04."


def test_dates_of_an_unknown_order_are_refused_with_the_option(read: Any) -> None:
    text = "Name,Amount,Due\nA,1,03/04/2026\nB,2,05/06/2026\n"
    refused = read(text).refused
    assert (refused["code"], refused["errors"][0]["field"]) == (
        "dates_ambiguous",
        "options.dateFormat",
    )
    result = read(text, dateFormat="month-first")
    assert result.values[0]["due_on"] == "2026-03-04"
    assert result.reading.details["dates"] == "month-first"
    mixed = read(text + "C,1,25/12/2026\nD,1,12/25/2026\n").refused
    assert mixed["code"] == "dates_ambiguous"
    said = read(text + "C,1,25/12/2026\nD,1,12/25/2026\n", dateFormat="day-first")
    assert said.codes == [(5, "due_date", "date_invalid")]


def test_the_decimal_mark_is_that_of_the_column(read: Any) -> None:
    result = read('Name;Amount\nA;1.234\nB;"5,5"\n')
    assert [row["amount"] for row in result.values] == ["1234", "5.5"]
    assert result.reading.details == {
        "encoding": "utf-8",
        "delimiter": "semicolon",
        "decimal_mark": ",",
    }
    assert read("Name;Amount\nA;1.234\n").codes == [(2, "outstanding_amount", "amount_ambiguous")]
    assert read("Name;Amount\nA;1.234\n", decimalMark=",").values[0]["amount"] == "1234"


def test_rows_that_a_person_left_out_have_no_problems(read: Any) -> None:
    result = read(HEAD + "Ada,1,nonsense,,,\nBob,2,,,,\n", left_out=[2, 77])
    assert result.bad == [
        {
            "row": 2,
            "cells": {"name": "Ada", "external_id": "1", "email": "nonsense"},
            "problems": [],
            "left_out": True,
        }
    ]
    counts = (result.reading.good, result.reading.bad, result.reading.left_out)
    assert counts == (1, 0, 1)


def test_the_example_row_is_left_out_and_the_column_of_faults_not_read(read: Any) -> None:
    example = [EXAMPLE.get(field) for field in HEADERS]
    rows = [[WHAT_IS_WRONG, *HEADERS.values()], ["x", *example], ["Name: bad", "Ada", "7"]]
    result = read(rows)
    assert result.values == [{"name": "Ada", "external_id": "7"}]
    assert result.reading.notes == ["The template's example row was left out."]
    assert result.reading.columns[0]["field"] is None
    changed = read([rows[0], ["x", "Real Ltd", *example[1:]]])
    assert [row["name"] for row in changed.values] == ["Real Ltd"]
    assert read(rows[:2]).refused["code"] == "rows_missing"


def test_a_ragged_row_of_a_csv_is_bad_and_one_of_a_workbook_is_not(read: Any) -> None:
    result = read("Name,Phone\nAda\nBob,123,\nEve,123,x\n")
    assert result.codes == [(2, None, "row_ragged"), (4, None, "row_ragged")]
    sheet = read([["Name", "Phone"], ["Ada"], ["Bob", "123", "note beside"]])
    assert [row["name"] for row in sheet.values] == ["Ada", "Bob"]
    assert sheet.reading.notes == [
        "Cells beyond the last named column are not read, such as in row 3."
    ]


def test_numbers_read_as_days_are_said(read: Any) -> None:
    result = read([["Name", "Amount", "Due"], ["A", 1, 46387], ["B", 1, datetime(2026, 1, 2, 9)]])  # noqa: DTZ001
    assert [row["due_on"] for row in result.values] == ["2026-12-31", "2026-01-02"]
    assert result.reading.notes == [
        "Due dates that are numbers were read as days: 46387 is 2026-12-31."
    ]


@pytest.mark.parametrize("sign", ["$ 5", "£5"])
def test_a_sign_of_several_currencies_takes_the_usual_one(read: Any, sign: str) -> None:
    text = f"Name,Amount\nA,{sign}\n"
    usual = "USD" if "$" in sign else "GBP"
    assert read(text, currency=usual).values[0]["currency"] == usual
    refusal = read(text, currency="EUR")
    assert refusal.codes == [(2, "outstanding_amount", "amount_other_currency")]
    assert '`"currency": ' in refusal.problem["suggestion"]
