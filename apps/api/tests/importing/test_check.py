"""What the check takes cells for, and what it says of those it cannot take."""

import os
from pathlib import Path
from typing import Any

import bson
import pytest

from cashbeat.importing.report import Report
from cashbeat.importing.service import sweep
from cashbeat.importing.word import CurrencyWords
from cashbeat.kit.csv_safe import neutralise
from cashbeat.tabular.refusal import FileRefused
from cashbeat.tabular.value import Fault
from cashbeat.tabular.wording import said

HEAD = "paid at,amount,method\n"


def codes(report: Report) -> list[tuple[int, str, str]]:
    return [(p["row"], p["column"], p["code"]) for p in report.problems]


def test_dates_that_nothing_decides_are_refused(check: Any) -> None:
    with pytest.raises(FileRefused, match="--date-format day-first"):
        check(HEAD + "3/1/2024,5,card\n3/2/2024,5,card\n")


@pytest.mark.parametrize(
    "dates",
    [
        ["03/04/2026", "13/04/2026", "05/26/2026"],
        ["13/04/2026 10:00", "05/26/2026 10:00"],
        ["05/26/2025"] * 3_000 + ["13/04/2026"],
    ],
)
def test_dates_that_prove_both_orders_are_refused(check: Any, dates: list[str]) -> None:
    content = HEAD + "".join(f"{day},5,card\n" for day in dates)
    with pytest.raises(FileRefused, match="--date-format month-first") as told:
        check(content, skip_bad=True)
    assert told.value.reasons[0].code == "dates_ambiguous"
    said_so = check(content, date_format="month-first")
    assert [code for _, _, code in codes(said_so)] == ["date_invalid"]


def test_a_date_of_no_order_is_a_bad_row(check: Any) -> None:
    report = check(HEAD + "05/26/2025,5,card\n31/02/2025,5,card\n13/13/2025,5,card\n")
    assert [code for _, _, code in codes(report)] == ["date_invalid"] * 2


def test_dates_that_need_no_order_are_taken(check: Any) -> None:
    assert check(HEAD + "3/3/2024 10:00,5,card\n").bad_rows == 0


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2024-03-01 10:15", "2024-03-01 09:15:00"),
        ("2024-03-01T10:15:30.250", "2024-03-01 09:15:30.250000"),
        ("2024-03-01T10:15:00Z", "2024-03-01 10:15:00"),
        ("2024-03-01T10:15:00+05:30", "2024-03-01 04:45:00"),
        ("2024-03-01 10:15:00 UTC", "2024-03-01 10:15:00"),
        ("3/25/2024 3:04 PM", "2024-03-25 14:04:00"),
        ("25.03.2024 15:04", "2024-03-25 14:04:00"),
        ("25/03/24 15:04", "2024-03-25 14:04:00"),
        ("1 Mar 2024 10:15", "2024-03-01 09:15:00"),
        ("March 1, 2024 10:15", "2024-03-01 09:15:00"),
        ("01-Mar-2024", "2024-02-29 23:00:00"),
        ("20240301", "2024-02-29 23:00:00"),
        ("1709283300", "2024-03-01 08:55:00"),
        ("1709283300123", "2024-03-01 08:55:00.123000"),
    ],
)
def test_times_are_read_in_the_zone(check: Any, text: str, utc: str) -> None:
    report = check("paid at;amount;method\n" + f'"{text}";5;card\n')
    assert codes(report) == []
    assert str(report.first_at) == utc


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2024-02-30 10:00", "date_invalid"),
        ("yesterday", "date_invalid"),
        ("", "date_missing"),
        ("2024-03-01 25:00", "time_invalid"),
        ("2024-03-01 10:15 CEST", "time_invalid"),
        ("2024-03-31 02:30", "time_nonexistent"),
        ("2031-03-01 10:00", "date_in_future"),
        ("1925-03-01 10:00", "date_out_of_range"),
        ("9999-12-31 23:59", "date_out_of_range"),
        ("0000-01-01", "date_invalid"),
    ],
)
def test_what_is_no_time_says_why(check: Any, text: str, code: str) -> None:
    report = check(HEAD + f"2024-05-05 10:00,5,card\n{text},5,card\n")
    assert codes(report) == [(3, "paid at", code)]
    assert report.good_rows == 1


def test_clock_changes(check: Any) -> None:
    skipped = HEAD + "2024-03-31 02:30,5,card\n"
    assert str(check(skipped, nonexistent_times="shift").first_at) == "2024-03-31 01:30:00"
    repeated = check(HEAD + "2024-10-27 02:30,5,card\n")
    assert str(repeated.first_at) == "2024-10-27 00:30:00"
    assert any("repeated" in note for note in repeated.notes)
    midnight = check("date,amount,method\n2024-03-31,5,card\n", time_zone="Asia/Beirut")
    assert str(midnight.first_at) == "2024-03-30 22:00:00"


def test_a_date_and_a_time_column_are_joined(check: Any) -> None:
    report = check("date,time,amount,method\n2024-05-05,10:15,5,card\n2024-05-05,,5,card\n")
    assert str(report.last_at) == "2024-05-05 08:15:00"
    assert str(report.first_at) == "2024-05-04 22:00:00"
    faulty = check("date,time,amount,method\n2024-05-05,25:00,5,card\n2024-13-05,10:00,5,card\n")
    assert codes(faulty) == [(2, "time", "time_invalid"), (3, "date", "date_invalid")]
    assert faulty.problems[0]["value"] == "25:00"


def test_every_fault_of_every_row_is_told(check: Any) -> None:
    report = check(
        "paid at,amount,currency,method,status\n"
        "2024-05-05 10:00,5.001,EUR,card,paid\n"
        "2024-05-05 10:00,free,XXX,magic,maybe\n"
        "\n"
        "2024-05-05 10:00,0,EUR,cash,paid\n"
        "2024-05-05 10:00,7,JPY,cash,declined\n"
        "2024-05-05 10:00,€7.50,USD,cash,paid\n"
    )
    assert codes(report) == [
        (2, "amount", "amount_too_precise"),
        (3, "amount", "amount_not_a_number"),
        (3, "currency", "currency_unknown"),
        (3, "method", "method_unknown"),
        (3, "status", "status_unknown"),
        (5, "amount", "amount_not_positive"),
        (7, "amount", "amount_other_currency"),
    ]
    assert (report.rows, report.good_rows, report.bad_rows) == (5, 1, 4)
    assert report.totals == {"JPY": {"failed": [1, 7, 0]}}
    assert all(problem["message"] for problem in report.problems)


@pytest.mark.parametrize("sign", ["$", "US$", "kr", "R$", "Fr", "Rs"])
def test_a_sign_of_another_currency_is_a_bad_row(check: Any, sign: str) -> None:
    """A sign that several currencies share still belongs to none of the others."""
    for rest, options in (
        ("", {}),
        ("", {"constants": {"currency": "UAH"}}),
        (",EUR", {"constants": {}}),
    ):
        head = HEAD.strip() + (",currency\n" if rest else "\n")
        report = check(head + f"2024-05-05 10:00,{sign}5.00,card{rest}\n", **options)
        assert codes(report) == [(2, "amount", "amount_other_currency")]


@pytest.mark.parametrize("currency", ["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "CLP"])
def test_every_dollar_and_peso_is_written_with_its_sign(check: Any, currency: str) -> None:
    rows = f"2024-05-05 10:00,$5,card\n2024-05-05 10:00,$5 {currency},card\n"
    report = check(HEAD + rows, constants={"currency": currency})
    assert (report.good_rows, report.bad_rows) == (2, 0)


def test_a_refund_is_in_the_currency_of_its_payment(check: Any) -> None:
    report = check("paid at,amount,method,refunded\n2024-05-05 10:00,5.00,card,$2.00\n")
    assert codes(report) == [(2, "refunded", "refund_other_currency")]


@pytest.mark.parametrize(
    ("head", "at", "options", "warned"),
    [
        ("paid at", "2024-05-05 10:00", {}, True),
        ("paid at", "2024-05-05", {}, True),
        ("paid at", "2024-05-05 10:00", {"time_zone": "Europe/Kyiv"}, False),
        ("paid at (UTC)", "2024-05-05 10:00", {}, False),
        ("paid at", "2024-05-05T10:00:00Z", {}, False),
        ("paid at", "2024-05-05 10:00+02:00", {}, False),
    ],
)
def test_a_zone_that_was_only_assumed_is_noted(
    check: Any, head: str, at: str, options: dict[str, Any], warned: bool
) -> None:
    report = check(f"{head},amount,method\n{at},5,card\n", **options)
    assert report.good_rows == 1
    assert any("no time zone" in note for note in report.notes) is warned


@pytest.mark.parametrize(("text", "advised"), [("XBT", False), ("грн", True), ("US$", True)])
def test_no_currency_is_said_to_be_another(text: str, advised: bool) -> None:
    """Whoever follows the advice must not book five leva as five euros."""
    fault = CurrencyWords({}).read(text)
    assert isinstance(fault, Fault)
    assert ("--word" in said(fault.suggestion, "cli")) is advised


def test_failed_rows_without_a_reason_are_noted(check: Any) -> None:
    head = "paid at,amount,method,status,reason\n"
    failed = "2024-05-05 10:00,5,card,declined,"
    report = check(head + f"{failed}\n{failed}нет денег\n{failed}No funds\n")
    (note,) = (note for note in report.notes if "failed rows" in note)
    assert note.startswith("2 failed rows give no reason")
    assert '`"columns": {"failure_code": "COLUMN"}`' in note
    silent = check(head + f"{failed}No funds\n2024-05-05 10:01,5,card,paid,\n")
    assert not any("failed rows" in note for note in silent.notes)


@pytest.mark.parametrize("status", ["paid", "pending", "refunded"])
def test_a_failure_code_of_what_did_not_fail_is_a_bad_row(check: Any, status: str) -> None:
    head = "paid at,amount,method,status,failure code\n"
    rows = "".join(
        f"2024-05-05 10:00,5,card,{of},{code}\n"
        for of, code in (
            ("failed", "No funds"),
            (status, ""),
            (status, "00"),
            (status, "Approved"),
            (status, "-"),
            (status, "No funds"),
            ("maybe", "No funds"),
        )
    )
    report = check(head + rows)
    assert codes(report) == [
        (7, "failure code", "failure_code_not_allowed"),
        (8, "status", "status_unknown"),
    ]
    without = check(head + rows, constants={"failure_code": "unknown"})
    assert codes(without) == [(8, "status", "status_unknown")]


def test_a_currency_that_ended_is_taken_for_its_time(check: Any) -> None:
    report = check(
        "paid at,amount,currency,method\n"
        "2025-12-31 10:00,5.50,BGN,card\n"
        "2026-05-01 10:00,5.50,BGN,card\n"
        "2005-05-01 10:00,1000000,TRL,card\n"
        "2024-05-01 10:00,37.1234,CLF,card\n"
        "yesterday,5.50,BGN,card\n"
    )
    assert codes(report) == [(3, "currency", "currency_ended"), (6, "paid at", "date_invalid")]
    assert report.problems[0]["message"] == "BGN ended on 2026-01-31; EUR came after it"
    assert report.totals == {
        "BGN": {"completed": [1, 550, 0]},
        "TRL": {"completed": [1, 1_000_000, 0]},
        "CLF": {"completed": [1, 371_234, 0]},
    }
    by_header = check("paid at,Amount (HRK),method\n2023-05-01 10:00,5,card\n")
    assert codes(by_header) == [(2, "", "currency_ended")]


def test_only_scratch_files_that_lost_their_owner_are_swept(tmp_path: Path) -> None:
    names = ("spool-old", "upload-old", "spool-new", "kept.csv")
    for name in names:
        (tmp_path / name).write_bytes(b"a payment")
        if not name.endswith("new"):
            os.utime(tmp_path / name, (0, 0))
    sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept.csv", "spool-new"]


def test_more_problems_than_listed_are_counted(check: Any) -> None:
    report = check(HEAD + "2024-05-05 10:00,free,card\n" * 5_000)
    assert (len(report.problems), report.bad_rows) == (1_000, 5_000)


def test_ragged_and_repeated(check: Any) -> None:
    report = check(
        "id,paid at,amount,method\n"
        "a,2024-05-05 10:00,5,card\n"
        "b,2024-05-05 10:00,5\n"
        "c,2024-05-05 10:00,5,card,,\n"
        "d,2024-05-05 10:00,1,234,card\n"
        "a,2024-05-06 10:00,6,cash\n"
    )
    assert sorted(codes(report)) == [
        (3, "", "row_ragged"),
        (5, "", "row_ragged"),
        (6, "id", "external_id_repeated"),
    ]
    assert report.good_rows == 2


def test_refunds(check: Any) -> None:
    report = check(
        "paid at,amount,method,status,amount refunded\n"
        "2024-05-05 10:00,10,card,paid,10\n"
        "2024-05-05 10:01,10,card,paid,4\n"
        "2024-05-05 10:02,10,card,refunded,\n"
        "2024-05-05 10:03,10,card,paid,0\n"
        "2024-05-05 10:04,10,card,failed,1\n"
        "2024-05-05 10:05,10,card,paid,11\n"
    )
    assert report.totals == {"EUR": {"refunded": [2, 2000, 2000], "completed": [2, 2000, 400]}}
    assert [code for *_, code in codes(report)] == ["refund_of_unpaid", "refund_too_large"]


def test_mapping_words_and_constants(check: Any) -> None:
    report = check(
        "when;what;kind;x\n31.12.2024 23:30;1.234,50;Plastic;ok\n",
        columns={"created_at": "when", "amount": "#2", "method": "KIND", "status": "x"},
        words={"method": {"plastic": "card"}},
        constants={"currency": "USD"},
        time_zone="America/New_York",
    )
    assert report.totals == {"USD": {"completed": [1, 123450, 0]}}
    assert str(report.first_at) == "2025-01-01 04:30:00"


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"columns": {"amount": "nope"}}, "there is no column 'nope'"),
        ({"columns": {"amount": "#9"}}, "there is no column #9"),
    ],
)
def test_columns_that_are_not_there_are_refused(
    check: Any, options: dict[str, Any], reason: str
) -> None:
    with pytest.raises(FileRefused, match=reason):
        check(HEAD + "2024-05-05 10:00,5,card\n", **options)


def test_headers_that_name_a_currency_and_a_zone_are_believed(check: Any) -> None:
    report = check("Created (UTC),Amount (USD),method\n2024-05-05 10:00,5,card\n")
    assert str(report.first_at) == "2024-05-05 10:00:00"
    assert list(report.totals) == ["USD"]
    said = check("Created (UTC),Amount,method\n2024-05-05 10:00,5,card\n", time_zone="Asia/Tokyo")
    assert str(said.first_at) == "2024-05-05 01:00:00"
    assert list(said.totals) == ["EUR"]


def test_one_fault_is_told_once(check: Any) -> None:
    report = check("paid at,amount,method,status\n2024-05-05 10:00,free,card,refunded\n")
    assert codes(report) == [(2, "amount", "amount_not_a_number")]


def test_missing_columns_are_all_named(check: Any) -> None:
    with pytest.raises(FileRefused) as refused:
        check("colour,size\nred,5\n")
    missing = [reason.choice.of for reason in refused.value.reasons if reason.choice]
    assert missing == [("created_at",), ("amount",), ("method",)]
    assert refused.value.known == "The file's columns are: 'colour', 'size'."


def test_documents_are_those_the_api_would_record(check: Any, tmp_path: Any) -> None:
    from datetime import UTC

    from cashbeat.contracts.payment import PaymentStatus
    from cashbeat.importing.spool import read_frames
    from cashbeat.payment.recording import Draft, Request, new_payment

    check(
        "paid at,amount,method,status,failure reason,customer,id,note\n"
        "2024-05-05 10:00:01.5,10,card,paid,,Zoë,A-1,Späti\n"
        "2024-05-05 10:00,10,cash,pending,,,,\n"
        "2024-05-05 10:00,99999999,card,declined,Insufficient funds,c,,\n"
        "2024-05-05 10:00,10,card,refunded,,,,\n"
    )
    (frame,) = read_frames(tmp_path / "spool")
    assert (frame.rows, frame.events) == ((2, 3, 4, 5), 5)
    for raw in frame.documents:
        stored: dict[str, Any] = bson.decode(raw.raw, bson.CodecOptions(tz_aware=True))
        first = stored["events"][0]
        draft = Draft(
            stored["amount"],
            stored["currency"],
            stored["method"],
            PaymentStatus(first["to"]),
            stored["createdAt"],
            stored.get("failureCode"),
            stored.get("customerId"),
            stored.get("externalId"),
            stored.get("description"),
        )
        made = new_payment(
            "demo", draft, first["recordedAt"].astimezone(UTC), Request(first["key"], first["hash"])
        )
        made["_id"], made["events"][0]["id"] = stored["_id"], first["id"]
        if stored["status"] == "refunded":
            refund = stored["events"].pop()
            assert (refund["type"], refund["from"], refund["to"]) == (
                "payment_refunded",
                "completed",
                "refunded",
            )
            assert refund["refund"] == stored["refundedAmount"] == stored["amount"]
            assert refund["id"] != first["id"]
            made |= {"status": "refunded", "refundedAmount": stored["amount"], "version": 2}
        assert stored == made
        assert list(stored) == list(made)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-x", "'-x"),
        ("@a", "'@a"),
        ("\tx", "'\tx"),
        ("", ""),
        ("a=b", "a=b"),
    ],
)
def test_cells_of_exports_are_no_formulas(text: str, safe: str) -> None:
    assert neutralise(text) == safe


def test_notes_count_as_people_do(check: Any) -> None:
    one = "2024-10-27 02:30,5,card,failed,\n"
    head = "paid at,amount,method,status,reason\n"
    notes = " ".join(check(head + one + "2024-05-05,5,card,paid,\n").notes)
    for said_once in ("1 row lies in", "1 row has no time of day", "1 failed row gives"):
        assert said_once in notes
    notes = " ".join(check(head + one + one.replace("failed", "paid") + one).notes)
    for said_often in ("3 rows lie in", "2 rows have the time, amount", "2 failed rows give"):
        assert said_often in notes
