"""Files that are broken, or made to break things: each is refused in a sentence, within limits."""

import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cashbeat.importing.errors import ImportRefused
from cashbeat.importing.job import CheckJob
from cashbeat.importing.option import ImportOptions
from cashbeat.importing.sandbox import run_check
from cashbeat.tabular.refusal import FileRefused
from cashbeat.tabular.sandbox import CheckLimits
from cashbeat.tabular.xlsx_check import check_workbook

HEAD = "paid at,amount,method\n"
ROW = "2024-05-05 10:00,5,card\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """A good workbook, its parts replaced: `workbook({SHEET: b"<xml/>"})`."""

    def make(replaced: dict[str, bytes] | None = None, rows: list[list[Any]] | None = None) -> Path:
        book = openpyxl.Workbook()
        assert book.active is not None
        for row in rows or [["paid at", "amount", "method"], ["2024-05-05 10:00", 5, "card"]]:
            book.active.append(row)
        plain, path = tmp_path / "plain.xlsx", tmp_path / "made.xlsx"
        book.save(plain)
        with (
            zipfile.ZipFile(plain) as source,
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            for name in source.namelist():
                target.writestr(name, (replaced or {}).get(name, source.read(name)))
            for name in (replaced or {}).keys() - set(source.namelist()):
                target.writestr(name, (replaced or {})[name])
        return path

    return make


def sheet(cells: str, dimension: str = "A1:C2") -> bytes:
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="{dimension}"/><sheetData>{cells}</sheetData></worksheet>'
    ).encode()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\n\n  \n", "empty"),
        (b"paid at,amount,method\n", "no rows"),
        (b"\x89PNG\r\n\x1a\n....", "picture"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x1f\x8b\x08....", "gzip"),
        (OLE + b"\x00" * 600, "old Excel"),
        (OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"PK\x05\x06" + b"\x00" * 18, "zip archive"),
        (bytes(range(256)) * 20, "not a text file"),
        (HEAD.encode() + b'2024-05-05 10:00,5,"card\n', "inside a quoted cell"),
        (HEAD.encode() + b'2024-05-05 10:00,5,"' + b"x" * 1_000_000 + b'"\n', "longer than 65,536"),
        (",".join(f"c{n}" for n in range(300)).encode() + b"\n1\n", "300 columns"),
        (b"paid at,amount,amount,method\n2024-05-05,1,2,card\n", "is there 2 times"),
    ],
)
def test_files_that_are_no_table_are_refused(check: Any, content: bytes, reason: str) -> None:
    with pytest.raises(FileRefused, match=reason):
        check(content)


@pytest.mark.parametrize(
    "content",
    [
        (HEAD + ROW).encode("utf-16"),
        (HEAD + ROW).encode("utf-16-le"),
        (HEAD + ROW).encode("utf-16-be"),
        (HEAD + ROW).encode("utf-8-sig"),
        (HEAD + ROW).replace("\n", "\r\n").encode(),
        (HEAD + ROW).replace(",", ";").encode(),
        (HEAD + ROW).replace(",", "\t").encode(),
        (HEAD + ROW).replace(",", "|").encode(),
        b"sep=;\n" + (HEAD + ROW).replace(",", ";").encode(),
        ("\n\n" + HEAD + "\n" + ROW).encode(),
        (HEAD.strip() + ',"a ""note"""\n' + ROW.strip() + ',"two\nlines, and more"\n').encode(),
    ],
)
def test_tables_of_any_dress_are_read(check: Any, content: bytes) -> None:
    report = check(content)
    assert (report.good_rows, report.bad_rows) == (1, 0)
    assert report.totals == {"EUR": {"completed": [1, 500, 0]}}


@pytest.mark.parametrize("end", ["\n", ""])
def test_text_of_an_unknown_encoding_is_asked_about(check: Any, end: str) -> None:
    """A guess would import payments that the right encoding makes once more."""
    content = (HEAD.strip() + ",note\n" + ROW.strip() + ",Café" + end).encode("cp1252")
    with pytest.raises(FileRefused, match="--encoding cp1252 if this looks right: 'Café'") as told:
        check(content)
    assert told.value.reasons[0].code == "encoding_unknown"
    assert "--encoding cp1251 if this looks right: 'Cafй'" in str(told.value)
    assert check(content, encoding="cp1252").samples[0]["description"] == "Café"
    assert check(HEAD + ROW).details["encoding"] == "utf-8"


def test_nul_and_long_texts_are_bad_rows(check: Any) -> None:
    filler = ROW.strip() + ",ok\n"
    text = HEAD.strip() + ",note\n" + filler * 300 + "2024-05-05 10:00,5,card,a\x00b\n"
    report = check(text + "2024-05-05 10:00,5,card," + "x" * 501 + "\n")
    assert [p["code"] for p in report.problems] == ["text_invalid", "text_too_long"]


def test_texts_are_those_that_the_api_takes(check: Any) -> None:
    """A description may have several lines, a customer and an id one; no other controls."""
    head = HEAD.strip() + ",customer,id,note\n"
    good = ROW.strip() + ',Zoë\u00a0Ä,"a b","one\ntwo\tthree"\n'
    bad = [
        ROW.strip() + f',"{customer}","{external}","{note}"\n'
        for customer, external, note in (("c\n1", "", ""), ("", "e\t1", ""), ("", "", "a\x07b"))
    ]
    report = check(head + good + "".join(bad))
    assert report.good_rows == 1
    assert [(p["field"], p["code"]) for p in report.problems] == [
        ("customer_id", "text_invalid"),
        ("external_id", "text_invalid"),
        ("description", "text_invalid"),
    ]
    named = check(HEAD + '2024-05-05 10:00,5,"Gift\t\x07card"\n', create_methods=True)
    assert named.new_methods == {"gift_card": "Gift card"}


def test_a_workbook_without_values_names_its_formulas(check: Any, workbook: Any) -> None:
    """openpyxl writes formulas without their values; each of these cells reads as empty."""
    head = ["paid at", "time", "amount", "method", "refunded amount", "note", "unread"]
    good = ["2024-05-05", "10:00", 5, "card", "", "", "=2+3"]
    rows = [[], [], ["", *head], ["", *good]]
    rows += [["", *good[:place], "=1+1", *good[place + 1 :]] for place in range(len(head) - 1)]
    rows += [["", *[""] * 6, ""], ["", *good[:2], "", *good[3:]]]
    report = check(workbook(rows=rows))
    assert report.good_rows == 1
    assert [(p["row"], p["column"], p["code"]) for p in report.problems] == [
        *((row, name, "formula_uncomputed") for row, name in enumerate(head[:-1], 5)),
        (12, "amount", "amount_missing"),
    ]


def test_a_formula_that_came_to_an_empty_text_is_computed(check: Any, workbook: Any) -> None:
    cells = (
        '<row r="1"><c r="A1" t="str"><v>paid at</v></c><c r="B1" t="str"><v>amount</v></c>'
        '<c r="C1" t="str"><v>method</v></c><c r="D1" t="str"><v>note</v></c></row>'
        '<row r="2"><c r="A2" t="str"><v>2024-05-05</v></c><c r="B2"><f>2+3</f><v>5</v></c>'
        '<c r="C2" t="str"><v>card</v></c><c r="D2" t="str"><f>""</f><v></v></c></row>'
    )
    report = check(workbook({SHEET: sheet(cells, "A1:D2")}))
    assert (report.good_rows, report.samples[0]["amount"]) == (1, 500)


def test_formulas_are_found_across_blocks(tmp_path: Path) -> None:
    path, rows = tmp_path / "long.xlsx", range(1, 30_001)
    cells = "".join(f'<row r="{n}"><c r="A{n}" s="1"><f>A1+{n}</f><v/></c></row>' for n in rows)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name in ("xl/workbook.xml", "[Content_Types].xml"):
            archive.writestr(name, "")
        archive.writestr(SHEET, sheet(cells))
    assert check_workbook(path).sheets[SHEET].uncomputed == {(row, 1) for row in rows}


@pytest.mark.parametrize(
    ("replaced", "reason"),
    [
        ({SHEET: b"not xml <<<"}, "damaged|header|limits"),
        ({SHEET: b"\x00" * (120 << 20)}, "unpacks to far more"),
        ({f"junk/{n}": b"" for n in range(2_100)}, "entries"),
        ({SHEET: sheet('<row r="1"><c r="A1"/><c r="XFD1"><v>1</v></c></row>')}, "256th column"),
        (
            {
                SHEET: sheet(
                    '<row r="1"><c r="A1"><v>1</v></c></row>'
                    '<row r="1048576"><c r="AZ1048576"><v>1</v></c></row>'
                )
            },
            "more than 24,000,000 cells",
        ),
    ],
    ids=["broken xml", "bomb", "entries", "far column", "sparse"],
)
def test_workbooks_made_to_hurt_are_refused(
    check: Any, workbook: Any, replaced: dict[str, bytes], reason: str
) -> None:
    path = workbook(replaced)
    begun = time.monotonic()
    with pytest.raises(FileRefused, match=reason):
        check(path)
    assert time.monotonic() - begun < 20


def test_a_cut_workbook_is_refused(check: Any, workbook: Any) -> None:
    whole = workbook().read_bytes()
    for part in (2000, len(whole) // 2, len(whole) - 30):
        with pytest.raises(FileRefused, match="damaged"):
            check(whole[:part])


def test_a_zip_that_is_no_workbook_is_refused(check: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("payments.csv", HEAD + ROW)
    with pytest.raises(FileRefused, match=r"no \.xlsx workbook"):
        check(path)


async def _silent(*_: Any) -> None:
    return None


def _job(path: Path) -> CheckJob:
    from datetime import datetime

    from cashbeat.importing.word import Method

    now = datetime(2026, 6, 1)  # noqa: DTZ001 (checks take naive UTC)
    methods = (Method("card", "Card"),)
    return CheckJob(path, None, "demo", "EUR", "UTC", methods, ImportOptions(), now)


async def test_the_child_reports_and_refuses(workbook: Any, tmp_path: Path) -> None:
    report = await run_check(_job(workbook()), CheckLimits(), _silent)
    assert (report.good_rows, report.bad_rows) == (1, 0)
    (tmp_path / "empty").write_bytes(b"")
    with pytest.raises(ImportRefused, match=r"^The file is empty\.$"):
        await run_check(_job(tmp_path / "empty"), CheckLimits(), _silent)


@pytest.mark.skipif(sys.platform != "linux", reason="address space is limited on Linux")
async def test_too_much_memory_ends_the_child_not_us(workbook: Any) -> None:
    cells = "".join(
        f'<row r="{n}"><c r="A{n}" t="str"><v>{n}</v></c><c r="T{n}" t="str"><v>x</v></c></row>'
        for n in range(1, 300_000)
    )
    path = workbook({SHEET: sheet(cells)})
    with pytest.raises(ImportRefused, match="memory"):
        await run_check(_job(path), CheckLimits(memory=200 << 20), _silent)


async def test_too_much_time_ends_the_child(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text(HEAD + ROW * 400_000)
    begun = time.monotonic()
    with pytest.raises(ImportRefused, match="too long"):
        await run_check(_job(path), CheckLimits(wall_seconds=0.7), _silent)
    assert time.monotonic() - begun < 5


async def test_the_child_does_not_see_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    from cashbeat.tabular.sandbox import environment

    monkeypatch.setenv("MONGODB_URI", "mongodb://user:secret@host")
    assert "MONGODB_URI" not in environment()


_PEAK = """
import sys
from pathlib import Path
from datetime import datetime
from cashbeat.importing.check import check_file
from cashbeat.importing.job import CheckJob
from cashbeat.importing.option import ImportOptions
from cashbeat.importing.word import Method
job = CheckJob(Path(sys.argv[1]), Path(sys.argv[1] + ".spool"), "demo", "EUR", "UTC",
               (Method("card", "Card"),), ImportOptions(), datetime(2026, 6, 1))
report = check_file(job, lambda *_: None)
assert report.good_rows == int(sys.argv[2]), report.problems
from cashbeat.importing.spool import read_frames
assert sum(len(frame.rows) for frame in read_frames(job.spool)) == report.good_rows
status = Path("/proc/self/status").read_text()
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
"""


def _peak_kib(path: Path, rows: int) -> int:
    with path.open("w") as file:
        file.write("paid at,amount,method,customer,note\n")
        for n in range(rows):
            at = f"2024-{n // 2_000_000 + 1:02d}-{n // 86_400 % 28 + 1:02d} "
            clock = f"{n // 3600 % 24:02d}:{n // 60 % 60:02d}:{n % 60:02d}"
            file.write(f"{at}{clock},{n % 9_000 + 1}.{n % 100:02d},card,c{n},note {n}\n")
    ran = subprocess.run(
        [sys.executable, "-c", _PEAK, str(path), str(rows)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ,
    )
    return int(ran.stdout)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="peaks are read from /proc")
def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    """Seven times the rows, all distinct, cost the bounded caches that fill up, and no more."""
    small, large = _peak_kib(tmp_path / "small", 30_000), _peak_kib(tmp_path / "large", 210_000)
    assert large - small < 24 * 1024
