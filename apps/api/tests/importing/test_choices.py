"""Choices that make no sense are refused at once, all of them together, before the file is read."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import typer

from cashbeat.contracts.importing import ImportProfile, ImportRequest
from cashbeat.importing.choices import read_choices
from cashbeat.importing.cli import import_payments
from cashbeat.importing.jobs import _to_wire


def faults(**raw: Any) -> list[tuple[str, str]]:
    choices, problems = read_choices(ImportRequest, raw)
    assert (choices is None) == bool(problems)
    assert all(problem.message for problem in problems)
    return [(problem.field, problem.code) for problem in problems]


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("timeZone", "Mars/Base", "unknown_time_zone"),
        ("encoding", "klingon", "unknown_encoding"),
        ("encoding", "hex", "unknown_encoding"),
        ("dateFormat", "%Q", "invalid_date_format"),
        ("dateFormat", "%d.%m.%", "invalid_date_format"),
        ("dateFormat", "%d.%m", "invalid_date_format"),
        ("dateFormat", "%d.%d.%m.%Y", "invalid_date_format"),
        ("dateFormat", "DD.MM.YYYY", "invalid_date_format"),
        ("delimiter", '"', "invalid_delimiter"),
        ("delimiter", "x", "invalid_delimiter"),
        ("decimalMark", "'", "not_one_of"),
        ("dryRun", "x", "wrong_type"),
        ("skipBad", "true", "wrong_type"),
    ],
)
def test_a_value_that_makes_no_sense(name: str, value: Any, code: str) -> None:
    assert faults(**{name: value}) == [(name, code)]


@pytest.mark.parametrize(
    "pattern",
    [
        "day-first",
        "%d.%m.%Y",
        "%y%m%d",
        "%d %b %Y",
        "%A, %d %B %Y %I:%M %p",
        "%Y-%m-%dT%H:%M:%S.%f%z",
        "%j/%Y",
        "%G-W%V-%u",
    ],
)
def test_patterns_of_whole_dates_are_taken(pattern: str) -> None:
    assert faults(dateFormat=pattern) == []


def test_every_fault_is_told_at_once() -> None:
    """Those of shape hide none of meaning, and one bad entry of a table hides no other."""
    found = faults(
        dryRun="x",
        foo=1,
        timeZone="Mars",
        columns={"price": "a", "amount": 5, "status": "State"},
        constants={
            "price": "1",
            "currency": "XXX",
            "status": "paid up",
            "failure_code": "???",
            "customer_id": "c" * 129,
            "description": " ",
        },
        words={
            "colour": {"red": "r"},
            "status": {"bezahlt": "paid"},
            "currency": {"kr": "KRO"},
            "method": {"Visa": "Kredit Karte"},
        },
    )
    assert sorted(found) == [
        ("columns.amount", "wrong_type"),
        ("columns.price", "not_one_of"),
        ("constants.currency", "unknown_currency"),
        ("constants.customer_id", "text_too_long"),
        ("constants.description", "blank"),
        ("constants.failure_code", "invalid_failure_code"),
        ("constants.price", "not_one_of"),
        ("constants.status", "column_and_constant"),
        ("constants.status", "unknown_status"),
        ("dryRun", "wrong_type"),
        ("foo", "unknown_field"),
        ("timeZone", "unknown_time_zone"),
        ("words.colour", "not_one_of"),
        ("words.currency.kr", "unknown_currency"),
        ("words.method.Visa", "invalid_method"),
        ("words.status.bezahlt", "unknown_status"),
    ]


def test_choices_that_make_sense_are_taken() -> None:
    raw = {
        "columns": {"amount": "#2", "created_at": "when"},
        "constants": {"currency": "kr", "status": "Bezahlt", "failure_code": "Declined!"},
        "words": {"currency": {"kr": "sek"}, "status": {"bezahlt": "completed"}},
        "timeZone": "Europe/Kyiv",
        "delimiter": "\t",
        "encoding": "CP1251",
    }
    choices, problems = read_choices(ImportProfile, raw)
    assert problems == []
    assert choices is not None
    assert choices.time_zone == "Europe/Kyiv"


def test_the_command_tells_them_in_its_own_words() -> None:
    import typer

    from cashbeat.importing.cli import _profile

    with pytest.raises(typer.BadParameter) as refused:
        _profile(
            None,
            {"columns": {"price": "a"}, "words": {"status": {"ok": "paid"}}, "constants": {}},
            {"timeZone": "Mars", "decimalMark": "x"},
        )
    told = str(refused.value)
    for part in ("--map price: ", "--word status:ok: ", "--time-zone: 'Mars' ", "--decimal-mark: "):
        assert part in told


@pytest.mark.integration
async def test_options_and_form_are_refused_together_at_once(imports: Any, settings: Any) -> None:
    options = {"dryRun": "x", "timeZone": "Mars", "foo": 1}
    answer = await imports.client.post(
        "/api/payments/import",
        params={"dryrun": "true"},
        files={"upload": ("a.csv", b"x")},
        data={"options": json.dumps(options), "dryRun": "true"},
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")
    assert [(error["field"], error["code"]) for error in answer.json()["errors"]] == [
        ("query.dryrun", "unknown_parameter"),
        ("dryRun", "unknown_field"),
        ("upload", "unknown_field"),
        ("file", "required"),
        ("options.dryRun", "wrong_type"),
        ("options.foo", "unknown_field"),
        ("options.timeZone", "unknown_time_zone"),
    ]
    twice = await imports.client.post(
        "/api/payments/import", files=[("file", ("a", b"x")), ("file", ("b", b"y"))]
    )
    assert [(e["field"], e["code"]) for e in twice.json()["errors"]] == [("file", "repeated")]
    text = await imports.client.post(
        "/api/payments/import", files={"file": (None, b"x"), "options": (None, b"{}")}
    )
    assert [(e["field"], e["code"]) for e in text.json()["errors"]] == [("file", "wrong_type")]
    assert not (settings.data_dir / "imports").exists()


def test_every_fault_of_the_command_line_is_named_at_once(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("a\n1\n")
    with pytest.raises(typer.BadParameter) as told:
        import_payments(
            file, mapped=["a"], word=["x"], constant=["foo=1"], time_zone="Mars", profile=None
        )
    for part in ("--map 'a'", "--word 'x'", "--constant foo", "--time-zone"):
        assert part in str(told.value)


def test_an_import_that_broke_off_does_not_claim_to_count_all() -> None:
    begun = datetime(2026, 1, 1, tzinfo=UTC)
    stored = {"_id": "imp_1", "fileName": "a.csv", "state": "writing", "dryRun": False}
    told = _to_wire(stored | {"created": 16_000, "startedAt": begun, "updatedAt": begun})
    assert (told.state, told.reason_code) == ("failed", "broke_off")
    assert "More may be there than `created`" in str(told.reason)
