"""The workbooks we hand out: what they hold, and that they are read again as they were meant."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cashbeat.customer.importing.workbook.errors import build_errors
from cashbeat.customer.importing.workbook.layout import HEADERS, WHAT_IS_WRONG
from cashbeat.customer.importing.workbook.template import build_template


@pytest.fixture
def template() -> Any:
    made = build_template(["EUR", "USD"], ["ada@x.example", "bob@x.example"], "EUR")
    return openpyxl.load_workbook(io.BytesIO(made))


def test_the_template_has_typed_columns_lists_and_checks(template: Any) -> None:
    sheet = template["Customers"]
    assert [cell.value for cell in sheet[1]] == list(HEADERS.values())
    assert sheet.freeze_panes == "A2"
    assert all(cell.comment is not None for cell in sheet[1])
    formats = {
        cell.value: sheet.column_dimensions[cell.column_letter].number_format for cell in sheet[1]
    }
    assert formats["Outstanding amount"] == "#,##0.00##"
    assert formats["Due date"] == "yyyy-mm-dd"
    assert formats["Customer ID"] == formats["Phone"] == "@"
    checks = {str(check.sqref): check for check in sheet.data_validations.dataValidation}
    assert checks["G2:G50001"].formula1 == "Lists!$A$2:$A$3"
    assert checks["J2:J50001"].formula1 == "Lists!$B$2:$B$3"
    assert (checks["H2:H50001"].type, checks["F2:F50001"].type) == ("date", "decimal")
    assert [cell.value for cell in template["Lists"]["B"]] == [
        "Agent e-mail",
        "ada@x.example",
        "bob@x.example",
    ]
    assert template["Lists"].sheet_state == "hidden"
    assert sheet["A2"].font.italic
    assert isinstance(sheet["H2"].value, date)


def test_the_instructions_explain_every_column(template: Any) -> None:
    rows = list(template["Instructions"].values)
    explained = {row[0]: row[1:] for row in rows}
    assert all(all(explained[header]) for header in HEADERS.values())
    assert any("customer ID or, where it has none, by its e-mail" in str(row[0]) for row in rows)


def test_the_template_is_read_without_a_word_of_its_own_sheets(read: Any, tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(build_template(["EUR"], [], "EUR")))
    workbook["Customers"].append(["Real Ltd", "00042", None, "+49 30 1", None, 12.5, "EUR"])
    workbook.save(tmp_path / "filled.xlsx")
    result = read(tmp_path / "filled.xlsx")
    assert result.values == [
        {
            "name": "Real Ltd",
            "external_id": "00042",
            "phone": "+49 30 1",
            "amount": "12.5",
            "currency": "EUR",
        }
    ]
    assert result.reading.notes == ["The template's example row was left out."]


BAD_ROWS = (
    "Kunde;Kundennr;Offener Betrag;Währung;Fällig am;Mail;Notiz;Farbe\n"
    "Ada;00123;1.234;EUR;03.04.2026;ada@;=1+1;red\n"
    "Bob;;1.234,567;EUR;31.02.2026;b@x.de;+49 and so on;red\n"
    "Eve;7;€ 1.234,5;USD;2026-01-01;;-1;red\n"
    "#N/A;8;12,50 €;;;;_x0041_ stays;red\n"
    "Good;9;5,5;EUR;25.12.2026;;;red\n"
    ";;1;EUR;;;;red\n"
)


def test_rows_to_correct_come_back_as_they_were(read: Any, tmp_path: Path) -> None:
    """Uncorrected they have the same problems, corrected none; whatever the file was read with."""
    before = read(BAD_ROWS)
    path = tmp_path / "errors.xlsx"
    build_errors(path, before.reading.columns, before.bad)
    again = read(path)
    assert [row["cells"].keys() for row in again.bad] == [row["cells"].keys() for row in before.bad]
    assert [(field, code) for _, field, code in again.codes] == [
        (field, code) for _, field, code in before.codes
    ]
    assert again.bad[0]["cells"]["notes"] == "=1+1"
    assert again.bad[3]["cells"]["notes"] == "_x0041_ stays"
    assert again.reading.columns[0]["name"] == WHAT_IS_WRONG
    assert not again.reading.notes
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["Customers"]
    typed: dict[str, Any] = {
        "G2": "ada@example.com",
        "D3": 1234.57,
        "F3": date(2026, 2, 28),
        "E4": "EUR",
        "B5": "Nan Ltd",
        "B6": "Nameless",
    }
    for cell, value in typed.items():
        sheet[cell] = value
    workbook.save(path)
    corrected = read(path)
    assert corrected.codes == []
    amounts = [row["amount"] for row in corrected.values]
    assert amounts == ["1234", "1234.57", "1234.5", "12.50", "1"]
    assert corrected.values[0]["due_on"] == "2026-04-03"
    assert corrected.values[0]["external_id"] == "00123"
    assert corrected.values[3]["currency"] == "EUR"


def test_the_workbook_says_what_is_wrong_and_where(read: Any, tmp_path: Path) -> None:
    before = read(BAD_ROWS)
    build_errors(tmp_path / "errors.xlsx", before.reading.columns, before.bad)
    sheet = openpyxl.load_workbook(tmp_path / "errors.xlsx")["Customers"]
    assert [cell.value for cell in sheet[1]] == [
        WHAT_IS_WRONG,
        *("Kunde", "Kundennr", "Offener Betrag", "Währung", "Fällig am", "Mail", "Notiz"),
    ]
    assert sheet["A3"].value == (
        "Offener Betrag: EUR has 2 decimals, the amount has more. Round it; amounts are not "
        "rounded here.\nFällig am: February 2026 has 28 days. Type a day that it has."
    )
    cells = [cell for row in sheet for cell in row]
    coloured = {cell.coordinate for cell in cells if cell.fill.fgColor.rgb == "FFFFC7CE"}
    assert coloured == {"G2", "D3", "F3", "D4", "B5", "A6"}
    assert sheet["H2"].value == "=1+1"
    assert (sheet["H2"].data_type, sheet["H2"].quotePrefix) == ("s", True)
    assert isinstance(sheet["D2"].value, int | float)
    assert sheet["F2"].value.date() == date(2026, 4, 3)


def test_good_rows_that_failed_later_come_back_too(read: Any, tmp_path: Path) -> None:
    good = read("Name;Amount;Due\nA;1.234;03.04.2026\nB;€ 2,5;25.12.2026\n").good
    columns = read("Name;Amount;Due\nA;1,5;\n").reading.columns
    problem = {"field": None, "message": "It was changed meanwhile.", "suggestion": ""}
    rows = [{**row, "problems": [problem]} for row in good]
    with (tmp_path / "failed.xlsx").open("wb") as file:
        build_errors(file, columns, rows, added=["phone"])
    again = read(tmp_path / "failed.xlsx")
    assert again.values == [row["values"] for row in good]
    assert [column["name"] for column in again.reading.columns][-1] == "Phone"


def test_cells_that_have_no_value_are_problems_again(read: Any, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for row in (["Name", "Amount", "Phone"], ["A", "=1", "12"], ["B", 5, "13"], ["C", None, 12.5]):
        sheet.append(row)
    sheet.merge_cells("B3:B4")
    workbook.save(tmp_path / "odd.xlsx")
    before = read(tmp_path / "odd.xlsx")
    build_errors(tmp_path / "errors.xlsx", before.reading.columns, before.bad)
    again = read(tmp_path / "errors.xlsx")
    assert [code for *_, code in again.codes] == [code for *_, code in before.codes]
    assert [row["cells"] for row in again.bad] == [row["cells"] for row in before.bad]


_TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), max_size=20
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_TEXT, min_size=1, max_size=8))
def test_any_text_comes_back(read: Any, tmp_path: Path, texts: list[str]) -> None:
    columns = [
        {"position": 1, "name": "Name", "field": "name"},
        {"position": 2, "name": "Notes", "field": "notes"},
    ]
    rows = [
        {"row": place, "cells": {"name": "x", "notes": text.strip()}, "problems": []}
        for place, text in enumerate(texts, start=2)
    ]
    build_errors(tmp_path / "any.xlsx", columns, rows)
    again = read(tmp_path / "any.xlsx")
    found = sorted([*again.good, *again.bad], key=lambda row: int(row["row"]))
    assert [row["cells"].get("notes", "") for row in found] == [text.strip() for text in texts]
