"""The workbook that customers are typed into: typed columns, lists to choose from, instructions."""

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from cashbeat.contracts.customer_import import CustomerImportField
from cashbeat.customer.importing.workbook.instructions import EXPLAINED, PARAGRAPHS
from cashbeat.customer.importing.workbook.layout import (
    CUSTOMERS_SHEET,
    EXAMPLE,
    HEADERS,
    INSTRUCTIONS_SHEET,
    LISTS_SHEET,
)

ROWS = 50_000
"""Rows below the header that the lists and checks of cells reach to."""

_WIDTHS = {"name": 34, "address": 34, "notes": 34, "email": 30, "agent_email": 28, "tags": 22}
_WIDTH = 18
_FORMATS = {"outstanding_amount": "#,##0.00##", "due_date": "yyyy-mm-dd"}
_TEXT = "@"
"""Keeps what is typed: a phone number its plus, an id its leading noughts."""

_HEADER_FILL = PatternFill("solid", fgColor="FF1F3A5F")
_HEADER_FONT = Font(bold=True, color="FFFFFFFF")
_EXAMPLE_FONT = Font(italic=True, color="FF7A7A7A")
_EXAMPLE_AMOUNT, _EXAMPLE_DAY = Decimal("1250.00"), date(2026, 12, 31)
_FIRST_DAY, _LAST_DAY = "36526", "109574"
"""2000-01-01 and 2199-12-31 as a spreadsheet counts days."""


def build_template(
    currencies: Sequence[str], agents: Sequence[str], default_currency: str
) -> bytes:
    """The template as an .xlsx file.

    `currencies` and `agents` (e-mail addresses of members) are offered in lists, in that order;
    the example row is in `default_currency`.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = CUSTOMERS_SHEET
    example = _example(agents, default_currency)
    for place, (field, header) in enumerate(HEADERS.items(), start=1):
        _add_column(sheet, place, field, header, example.get(field))
    sheet.freeze_panes = "A2"
    sheet.row_dimensions[1].height = 22
    _add_instructions(book.create_sheet(INSTRUCTIONS_SHEET), example)
    lists = book.create_sheet(LISTS_SHEET)
    lists.sheet_state = "hidden"
    _add_checks(sheet, lists, {"currency": currencies, "agent_email": agents})
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _example(agents: Sequence[str], currency: str) -> dict[CustomerImportField, Any]:
    values: dict[CustomerImportField, Any] = {
        **EXAMPLE,
        "outstanding_amount": _EXAMPLE_AMOUNT,
        "currency": currency,
        "due_date": _EXAMPLE_DAY,
    }
    return values | ({"agent_email": agents[0]} if agents else {})


def _add_column(
    sheet: Worksheet, place: int, field: CustomerImportField, header: str, example: Any
) -> None:
    letter = get_column_letter(place)
    number_format = _FORMATS.get(field, _TEXT)
    column = sheet.column_dimensions[letter]
    column.width = _WIDTHS.get(field, _WIDTH)
    column.number_format = number_format
    head = sheet.cell(1, place, header)
    head.font, head.fill = _HEADER_FONT, _HEADER_FILL
    head.alignment = Alignment(vertical="center")
    explained = EXPLAINED[field]
    head.comment = Comment(
        f"{explained.what} {explained.need}\n{explained.form}", "Cashbeat", height=120, width=280
    )
    cell = sheet.cell(2, place, example)
    cell.number_format = number_format
    cell.font = _EXAMPLE_FONT


def _add_checks(
    sheet: Worksheet, lists: Worksheet, choices: dict[CustomerImportField, Sequence[str]]
) -> None:
    fields = list(HEADERS)
    for place, (field, offered) in enumerate(choices.items(), start=1):
        for row, text in enumerate([HEADERS[field], *offered], start=1):
            lists.cell(row, place, text).number_format = _TEXT
        if offered:
            letter = get_column_letter(place)
            source = f"{LISTS_SHEET}!${letter}$2:${letter}${len(offered) + 1}"
            check = DataValidation("list", formula1=source, allow_blank=True)
            _add_check(sheet, fields, field, check, "Choose one of the list.")
    day = DataValidation(
        "date", operator="between", formula1=_FIRST_DAY, formula2=_LAST_DAY, allow_blank=True
    )
    _add_check(sheet, fields, "due_date", day, "Type a date from 2000 to 2199.")
    amount = DataValidation("decimal", "greaterThanOrEqual", "0", allow_blank=True)
    _add_check(sheet, fields, "outstanding_amount", amount, "Type a number that is not negative.")
    for field, most in (("name", "200"), ("external_id", "128")):
        length = DataValidation("textLength", "lessThanOrEqual", most, allow_blank=True)
        _add_check(sheet, fields, field, length, f"At most {most} characters fit.")


def _add_check(
    sheet: Worksheet, fields: Sequence[str], field: str, check: DataValidation, advice: str
) -> None:
    letter = get_column_letter(fields.index(field) + 1)
    check.error, check.errorTitle = advice, HEADERS[field]  # type: ignore[index]
    check.showErrorMessage = True
    check.add(f"{letter}2:{letter}{ROWS + 1}")
    sheet.add_data_validation(check)


def _add_instructions(sheet: Worksheet, example: dict[CustomerImportField, Any]) -> None:
    sheet.append(["How to fill in the sheet Customers"])
    sheet["A1"].font = Font(bold=True, size=14)
    for row, paragraph in enumerate(PARAGRAPHS, start=2):
        sheet.append([paragraph])
        sheet.cell(row, 1).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=5)
        sheet.row_dimensions[row].height = 15 * (1 + len(paragraph) // 120)
    sheet.append([])
    sheet.append(["Column", "What it is", "Needed", "How to write it", "Example"])
    for cell in sheet[sheet.max_row]:
        cell.font, cell.fill = _HEADER_FONT, _HEADER_FILL
    for field, header in HEADERS.items():
        explained = EXPLAINED[field]
        shown = str(example.get(field, ""))
        sheet.append([header, explained.what, explained.need, explained.form, shown])
        for cell in sheet[sheet.max_row]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for letter, width in zip("ABCDE", (20, 44, 26, 44, 38), strict=True):
        sheet.column_dimensions[letter].width = width
