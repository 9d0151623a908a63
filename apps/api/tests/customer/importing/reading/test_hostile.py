"""Files that are odd, broken, or made to break things: read right, or refused with a reason."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from .conftest import SHEET, book, replaced

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ROWS: list[list[Any]] = [["Name", "Customer ID", "Amount"], ["Ada", "1", 5], ["Bob", "2", 7]]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b" \n\n", "file_empty"),
        (b"Name,Phone\n", "rows_missing"),
        (b"Name,Phone\n,\n\n", "rows_missing"),
        (b"%PDF-1.7 ...", "file_type_unsupported"),
        (b"\x89PNG\r\n\x1a\n....", "file_type_unsupported"),
        (OLE + b"\x00" * 600, "file_type_unsupported"),
        (OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), "workbook_protected"),
        (b"PK\x05\x06" + b"\x00" * 18, "file_damaged"),
        (b"PK\x03\x04 this is no archive", "file_damaged"),
        (bytes(range(256)) * 20, "file_not_text"),
        (b'Name\n"Ada\n', "csv_malformed"),
        (b'Name\n"' + b"x" * 70_000 + b'"\n', "cell_too_long"),
        (b",".join(b"c%d" % n for n in range(300)) + b"\n1\n", "too_many_columns"),
        (b"Ada,+49 30 1234\nBob,+49 30 1235\n", "column_missing"),
        ("Назва\nАда\n".encode("cp1251"), "encoding_unknown"),
    ],
)
def test_files_that_are_no_table_are_refused(read: Any, content: bytes, code: str) -> None:
    result = read(content)
    assert result.refused["code"] == code
    assert result.refused["detail"][0].isupper()


def test_a_sheet_without_cells_or_header_is_refused(read: Any) -> None:
    assert read([]).refused["code"] == "sheet_empty"
    assert read([["", " "]]).refused["code"] in {"sheet_empty", "header_missing"}
    wide = read([[f"c{n}" for n in range(300)], ["x"]]).refused
    assert wide["code"] == "too_many_columns"


def test_a_cut_workbook_is_refused(read: Any, tmp_path: Path) -> None:
    whole = book(ROWS, tmp_path / "whole.xlsx").read_bytes()
    for part in (100, len(whole) // 2, len(whole) - 30):
        assert read(whole[:part]).refused["code"] == "file_damaged"


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({SHEET: b"\x00" * (60 << 20)}, "workbook_too_large"),
        ({f"junk/{n}": b"" for n in range(2_100)}, "workbook_too_large"),
        ({SHEET: b"not xml <<<"}, "file_damaged"),
        ({SHEET: lambda xml: xml.replace(b"A2", b"ZZZ2")}, "too_many_columns"),
        (
            {SHEET: lambda xml: b"<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + xml},
            "file_damaged",
        ),
        (
            {
                SHEET: lambda xml: (
                    b"<!DOCTYPE r [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>"
                    + xml.replace(b">Ada<", b">&b;<")
                )
            },
            "file_damaged",
        ),
        ({SHEET: lambda xml: xml.replace(b">Ada<", b">&unknown;<")}, "file_damaged"),
    ],
    ids=["bomb", "entries", "broken xml", "far column", "external entity", "laughs", "entity"],
)
def test_workbooks_made_to_hurt_are_refused(
    read: Any, tmp_path: Path, parts: dict[str, Any], code: str
) -> None:
    path = replaced(book(ROWS, tmp_path / "a.xlsx"), parts)
    assert read(path).refused["code"] == code


def test_a_cell_in_the_last_row_does_not_fill_the_memory(read: Any, tmp_path: Path) -> None:
    """A million rows of three columns are read; of fifty they are refused before they are."""
    last = b'<row r="1048576"><c r="%s1048576"><v>1</v></c></row></sheetData>'
    path = book(ROWS, tmp_path / "a.xlsx")
    wide = replaced(path, {SHEET: lambda xml: xml.replace(b"</sheetData>", last % b"AX")})
    assert read(wide).refused["code"] == "workbook_too_large"
    narrow = replaced(path, {SHEET: lambda xml: xml.replace(b"</sheetData>", last % b"A")})
    result = read(narrow)
    assert [row["row"] for row in result.good] == [2, 3, 1_048_576]


def test_macros_are_not_run_and_said(read: Any, tmp_path: Path) -> None:
    path = replaced(book(ROWS, tmp_path / "a.xlsx"), {"xl/vbaProject.bin": OLE + b"macro"})
    result = read(path)
    assert len(result.good) == 2
    assert result.reading.notes == ["The workbook has macros; they were not run."]


def _formula(cell: bytes, formula: bytes, value: bytes, kind: bytes = b"") -> Any:
    """A change of a sheet: a formula for a cell, with the value that a program left in it."""

    def change(xml: bytes) -> bytes:
        start = xml.index(b'<c r="%s"' % cell)
        end = xml.index(b"</c>", start) + 4
        made = b'<c r="%s"%s><f>%s</f><v>%s</v></c>' % (cell, kind, formula, value)
        return xml[:start] + made + xml[end:]

    return change


def test_formulas_are_read_by_their_values_if_they_have_any(read: Any, tmp_path: Path) -> None:
    path = book(ROWS, tmp_path / "a.xlsx")
    computed = read(replaced(path, {SHEET: _formula(b"C2", b"2+3", b"5")}))
    assert computed.values[0]["amount"] == "5"
    error = read(replaced(path, {SHEET: _formula(b"C2", b"1/0", b"#DIV/0!", b' t="e"')}))
    assert error.codes == [(2, "outstanding_amount", "cell_error")]
    assert error.problem["message"] == "The cell holds the error #DIV/0!."
    bare = read([["Name", "Amount"], ["Ada", "=2+3"], ["=A2", 5]])
    assert bare.codes == [
        (2, "outstanding_amount", "formula_uncomputed"),
        (3, "name", "formula_uncomputed"),
    ]


def test_texts_that_look_like_formulas_are_texts(read: Any) -> None:
    texts = ["=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "-2"]
    result = read("Name\n" + "\n".join(texts) + "\n")
    assert [row["name"] for row in result.values] == texts


def made(tmp_path: Path, change: Callable[[Any], None]) -> Path:
    workbook = openpyxl.Workbook()
    for row in ROWS:
        workbook.worksheets[0].append(row)
    change(workbook)
    path = tmp_path / "made.xlsx"
    workbook.save(path)
    return path


def test_cells_that_others_cover_are_problems(read: Any, tmp_path: Path) -> None:
    def merge(workbook: Any) -> None:
        workbook.worksheets[0].append(["Eve", "3", 7])
        workbook.worksheets[0].merge_cells("C3:C4")
        workbook.worksheets[0].merge_cells("A9:C12")  # of blank rows
        workbook.worksheets[0].merge_cells("E1:F1")

    result = read(made(tmp_path, merge))
    assert result.codes == [(4, "outstanding_amount", "cell_merged")]
    assert "C3:C4" in result.problem["message"]
    assert result.problem["suggestion"] == "Unmerge the cells, and fill in each."
    assert result.bad[0]["cells"]["outstanding_amount"] == "(merged with C3:C4)"
    fixed = read(made(tmp_path, merge), fixes={4: {"outstanding_amount": "7"}})
    assert fixed.codes == []


def test_hidden_sheets_and_rows_are_said(read: Any, tmp_path: Path) -> None:
    def hide(workbook: Any) -> None:
        workbook.create_sheet("Old").sheet_state = "hidden"
        workbook.create_sheet("Older").sheet_state = "veryHidden"
        workbook.create_sheet("Next").append(["Name"])
        workbook.worksheets[0].row_dimensions[3].hidden = True
        workbook.worksheets[0]["A2"].comment = Comment("not read", "me")

    result = read(made(tmp_path, hide))
    assert len(result.good) == 2
    assert result.reading.sheets == ["Sheet", "Next"]
    assert result.reading.notes == [
        "Only the sheet 'Sheet' is read, not 'Next'; for another say `\"sheet\": \"Next\"`.",
        "The hidden sheets 'Old', 'Older' are not read.",
        "1 hidden row was read like the others.",
    ]
    other = read(made(tmp_path, hide), sheet="None of them")
    assert other.refused["code"] == "sheet_unknown"
    assert other.reading.sheets == ["Sheet", "Next"]


def test_days_of_1904_are_days(read: Any, tmp_path: Path) -> None:
    def old(workbook: Any) -> None:
        workbook.epoch = CALENDAR_MAC_1904
        workbook.worksheets[0]["D1"] = "Due"
        workbook.worksheets[0]["D2"] = 44925

    assert read(made(tmp_path, old)).values[0]["due_on"] == "2026-12-31"


def test_control_characters_are_problems_of_their_cells(read: Any) -> None:
    result = read("Name,Notes\n" + "N,ok\n" * 1_000 + "A\x00da,x\nBob,\x07\n")
    assert result.codes == [(1_002, "name", "text_invalid"), (1_003, "notes", "text_invalid")]
    assert read("Name\nA\x00da\n").refused["code"] == "file_not_text"
    sheet = read([["Name"], ["Ada_x0007_"]])
    assert sheet.codes == [(2, "name", "text_invalid")]


def test_lone_surrogates_are_problems_and_can_be_stored(read: Any) -> None:
    result = read("Name\nAda\n", fixes={2: {"name": "Ada\ud800"}})
    assert result.codes == [(2, "name", "text_invalid")]
    assert result.bad[0]["cells"]["name"] == "Ada?"


def test_a_file_in_any_dress_is_read(read: Any) -> None:
    text = "Name;Ort\nÄda;Köln\n"
    for content in (text.encode("utf-16"), text.encode("utf-8-sig"), b"sep=;\n" + text.encode()):
        assert [row["name"] for row in read(content).values] == ["Äda"]
    assert read(text.encode("cp1252"), encoding="cp1252").values == [{"name": "Äda"}]


def test_an_archive_that_is_no_workbook_is_refused(read: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("customers.csv", "Name\nAda\n")
    assert read(path).refused["code"] == "file_type_unsupported"
