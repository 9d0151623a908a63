"""Why a file is refused: a stable code, the option concerned, and the words of whoever asks."""

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from cashbeat.importing.check import check_file
from cashbeat.importing.job import CheckJob
from cashbeat.importing.option import ImportOptions
from cashbeat.tabular.refusal import FileRefused, refusal_to_plain
from cashbeat.tabular.wording import Choice, Speech, flag_of, path_of, said

HEAD = "paid at,amount,method\n"
ROW = "2024-05-05 10:00,5,card\n"
CYRILLIC = "дата,сумма,способ\n2024-05-05 10:00,5,card\n"


def refusal(check: Any, content: Any, speech: Speech = "http", **options: Any) -> dict[str, Any]:
    with pytest.raises(FileRefused) as refused:
        check(content, **options)
    return refusal_to_plain(refused.value, speech)


def workbook(path: Path, *titles: str) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title in titles:
        book.create_sheet(title).append(["colour", "size"])
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("content", "options", "code", "fields"),
    [
        (b"", {}, "file_empty", []),
        (b"%PDF-1.7", {}, "file_type_unsupported", []),
        (
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            {},
            "workbook_protected",
            [],
        ),
        (bytes(range(256)) * 20, {}, "file_not_text", []),
        (HEAD, {}, "rows_missing", []),
        (HEAD + '2024-05-05,5,"card\n', {}, "csv_malformed", []),
        (HEAD + "3/1/2024,5,card\n", {}, "dates_ambiguous", ["options.dateFormat"]),
        ("paid at,amount\n", {}, "column_missing", ["options.columns.method"]),
        (HEAD + ROW, {"columns": {"amount": "nope"}}, "column_unknown", ["options.columns.amount"]),
        ("paid at,amount,amount,method\n", {}, "column_repeated", ["options.columns.amount"]),
        (
            CYRILLIC.encode("cp1251"),
            {"encoding": "utf-8"},
            "encoding_mismatch",
            ["options.encoding"],
        ),
        (CYRILLIC.encode("cp1251"), {}, "encoding_unknown", ["options.encoding"]),
        (HEAD + ROW, {"sheet": "May"}, "option_not_applicable", ["options.sheet"]),
    ],
)
def test_a_refusal_has_a_code_and_names_the_option(
    check: Any, content: str | bytes, options: dict[str, Any], code: str, fields: list[str]
) -> None:
    told = refusal(check, content, **options)
    assert (told["code"], [error["field"] for error in told["errors"]]) == (code, fields)
    assert told["detail"][0].isupper()
    assert told["detail"].endswith(".")


def test_options_of_the_other_kind_of_file_are_refused(check: Any, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", "May")
    told = refusal(check, path, encoding="cp1251", delimiter=";")
    assert told["code"] == "option_not_applicable"
    assert [error["field"] for error in told["errors"]] == ["options.encoding", "options.delimiter"]
    assert refusal(check, path, sheet="June")["code"] == "sheet_unknown"


def test_every_reason_is_told_in_the_words_of_whoever_asks(check: Any) -> None:
    told = {speech: refusal(check, "colour,size\n", speech) for speech in ("cli", "http")}
    assert told["cli"]["detail"].endswith(
        "no column tells how it was paid (method); say --map method=COLUMN or "
        "--constant method=cash. The file's columns are: 'colour', 'size'."
    )
    assert (
        '`"columns": {"method": "COLUMN"}` or `"constants": {"method": "cash"}`'
        in (told["http"]["detail"])
    )
    assert "--" not in told["http"]["detail"]
    dates = refusal(check, HEAD + "3/1/2024,5,card\n")["detail"]
    assert dates.endswith('say `"dateFormat": "day-first"` or `"dateFormat": "month-first"`.')


def test_what_was_assumed_on_the_way_is_told_with_the_refusal(check: Any, tmp_path: Path) -> None:
    """Columns of another sheet cannot be recognised."""
    told = refusal(check, workbook(tmp_path / "a.xlsx", "May", "June"))
    assert told["errors"][-1]["code"] == "sheet_assumed"
    assert '`"sheet": "June"`' in told["detail"]


def test_headers_are_read_in_the_encoding_that_is_said(check: Any) -> None:
    columns = {"created_at": "дата", "amount": "сумма", "method": "способ"}
    assert check(CYRILLIC.encode("cp1251"), encoding="cp1251", columns=columns).good_rows == 1


@pytest.mark.parametrize(
    ("choice", "cli", "http", "path"),
    [
        (Choice("encoding"), "--encoding", "`encoding`", "options.encoding"),
        (
            Choice("nonexistent_times", "shift"),
            "--nonexistent-times shift",
            '`"nonexistentTimes": "shift"`',
            "options.nonexistentTimes",
        ),
        (
            Choice("create_methods", value=True),
            "--create-methods",
            '`"createMethods": true`',
            "options.createMethods",
        ),
        (
            Choice("words", "card", ("method", 'Bank\'s "own"')),
            "--word 'method:Bank'\"'\"'s \"own\"=card'",
            '`"words": {"method": {"Bank\'s \\"own\\"": "card"}}`',
            'options.words.method.Bank\'s "own"',
        ),
    ],
)
def test_a_choice_in_the_words_of_terminal_and_api(
    choice: Choice, cli: str, http: str, path: str
) -> None:
    assert said(("say ", choice), "cli") == f"say {cli}"
    assert said(("say ", choice), "http") == f"say {http}"
    assert path_of(choice) == path


def test_every_choice_is_an_option_of_the_command_and_of_the_api() -> None:
    from cashbeat.cli import app
    from cashbeat.contracts.importing import ImportProfile

    shown = CliRunner().invoke(app, ["payments", "import", "--help"], terminal_width=200).output
    for name, info in ImportProfile.model_fields.items():
        assert flag_of(name) in shown
        assert path_of(Choice(name)) == f"options.{info.alias}"


@pytest.mark.parametrize(
    ("speech", "advice"), [("cli", "--create-methods"), ("http", "createMethods")]
)
def test_row_problems_and_their_file_speak_the_same(
    tmp_path: Path, speech: Speech, advice: str
) -> None:
    path, listed = tmp_path / "a.csv", tmp_path / "bad.csv"
    path.write_text(HEAD + "2024-05-05 10:00,5,magic\n")
    now = datetime(2026, 6, 1)  # noqa: DTZ001 (checks take naive UTC)
    job = CheckJob(path, None, "demo", "EUR", "UTC", (), ImportOptions(), now, listed, speech)
    report = check_file(job, lambda *_: None)
    assert advice in report.problems[0]["suggestion"]
    assert advice in listed.read_text(encoding="utf-8-sig")


@pytest.mark.integration
async def test_codes_and_options_are_told_over_http(imports: Any) -> None:
    found = await imports.outcome(await imports.send(b"paid at,amount,method\n3/1/2024,5,card\n"))
    assert (found["state"], found["reasonCode"]) == ("refused", "dates_ambiguous")
    assert [(error["field"], error["code"]) for error in found["errors"]] == [
        ("options.dateFormat", "dates_ambiguous")
    ]
    assert "--" not in found["reason"]
    bad = await imports.outcome(await imports.send(HEAD.encode() + b"2024-05-05,free,card\n"))
    assert (bad["reasonCode"], bad["errors"][0]["field"]) == ("bad_rows", "options.skipBad")
    done = await imports.outcome(await imports.send((HEAD + ROW).encode()))
    assert (done["reason"], done["reasonCode"], done["errors"]) == (None, None, [])
