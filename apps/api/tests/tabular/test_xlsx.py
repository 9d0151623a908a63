"""What a parser of workbooks does not tell of them, seen before it runs."""

import zipfile
from pathlib import Path

import openpyxl
import pytest

from cashbeat.tabular.option import TableOptions
from cashbeat.tabular.refusal import FileRefused
from cashbeat.tabular.source import open_source
from cashbeat.tabular.xlsx_check import MAX_AREA, check_workbook

SHEET = "xl/worksheets/sheet1.xml"


def archive(path: Path, cells: str, **others: bytes) -> Path:
    """The parts of a workbook that are looked at before it is parsed."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "")
        made.writestr("xl/workbook.xml", others.pop("workbook", b""))
        made.writestr(SHEET, f"<worksheet><sheetData>{cells}</sheetData></worksheet>")
        for name, content in others.items():
            made.writestr(name, content)
    return path


def test_errors_and_hidden_rows_are_seen_across_blocks(tmp_path: Path) -> None:
    hidden = ("", ' hidden="1"')
    rows = "".join(
        f'<row r="{n}" spans="1:2"{hidden[n % 2]}><c r="A{n}" s="1" t="e"><f>A{n}/0</f>'
        f'<v>#DIV/0!</v></c><c r="B{n}"><v>{n}</v></c></row>'
        for n in range(1, 20_001)
    )
    facts = check_workbook(archive(tmp_path / "a.xlsx", rows)).sheets[SHEET]
    assert facts.errors == {(n, 1): "#DIV/0!" for n in range(1, 20_001)}
    assert facts.hidden_rows == set(range(1, 20_001, 2))
    assert facts.uncomputed == set()


def test_a_million_rows_count_the_columns_they_have(tmp_path: Path) -> None:
    """Up to Z a column is looked for only where it decides whether the sheet is too large."""
    last = '<row r="1048576"><c r="{}1048576"><v>1</v></c></row>'
    narrow = check_workbook(archive(tmp_path / "narrow.xlsx", last.format("V")))
    assert narrow.sheets[SHEET].columns == 22
    assert narrow.sheets[SHEET].rows * 22 <= MAX_AREA
    with pytest.raises(FileRefused, match="over 23 columns"):
        check_workbook(archive(tmp_path / "wide.xlsx", last.format("W")))
    unnamed = '<row r="1048576"><c><v>1</v></c></row>'
    with pytest.raises(FileRefused, match="over 26 columns"):
        check_workbook(archive(tmp_path / "unnamed.xlsx", unnamed))


def test_macros_and_the_calendar_of_1904_are_seen(tmp_path: Path) -> None:
    plain = check_workbook(archive(tmp_path / "plain.xlsx", ""))
    assert (plain.macros, plain.from_1904) == (False, False)
    others = {"xl/vbaProject.bin": b"x", "workbook": b'<workbookPr date1904="1"/>'}
    odd = check_workbook(archive(tmp_path / "odd.xlsx", "", **others))
    assert (odd.macros, odd.from_1904) == (True, True)


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    bad = b"<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><workbook/>"
    with pytest.raises(FileRefused, match="document type"):
        check_workbook(archive(tmp_path / "a.xlsx", "", workbook=bad))


def test_oddities_are_those_of_the_sheet_that_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first, second = book.worksheets[0], book.create_sheet("Second")
    first.append(["a"])
    first.append(["#N/A"])
    for row in ([None, "b", "c"], [None, 1, 2], [None, 3, "#REF!"]):
        second.append(row)
    second.merge_cells("B2:B3")
    second.row_dimensions[3].hidden = True
    book.create_sheet("Gone").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    source = open_source(tmp_path / "a.xlsx", TableOptions(sheet="Second"))
    odd = source.oddities
    assert (odd.sheets, odd.hidden_sheets) == (["Sheet", "Second"], ["Gone"])
    assert (odd.first_column, odd.merges, odd.errors) == (2, [(2, 2, 3, 2)], {(3, 3): "#REF!"})
    assert odd.hidden_rows == {3}
    assert list(source.raw(1)) == [(2, 2.0), (3, "")]
