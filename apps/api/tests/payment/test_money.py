"""Money on the wire: exact both ways, or refused with every bad field named."""

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cashbeat.kit.money import to_major

pytestmark = pytest.mark.asyncio(loop_scope="module")

HEADERS = {"Content-Type": "application/json"}
currencies = st.sampled_from([("JPY", 0), ("EUR", 2), ("KWD", 3)])


async def post(api: Any, amount: str, currency: str = "EUR", more: str = "") -> Any:
    """The amount is written into the body as it is, digit for digit."""
    body = f'{{"amount":{amount},"currency":"{currency}","method":"card"{more}}}'
    return await api.http.post("/api/payments", content=body, headers=HEADERS)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 10**12), currencies)
async def test_an_amount_comes_back_with_exactly_its_currencys_decimals(
    api: Any, minor: int, currency: tuple[str, int]
) -> None:
    code, decimals = currency
    text = str(to_major(minor, code))
    made = await post(api, text, code)
    assert made.status_code == 201, made.text
    assert f'"amount":{text},'.encode() in made.content
    zero = "0" if decimals == 0 else "0." + "0" * decimals
    assert f'"refundedAmount":{zero},'.encode() in made.content
    payment_id = made.json()["id"]
    stored = await api.database["payments"].find_one({"_id": payment_id})
    assert isinstance(stored["amount"], int)
    assert stored["amount"] == minor
    read = await api.http.get(f"/api/payments/{payment_id}")
    assert read.content.startswith(made.content[:-1])


@pytest.mark.parametrize(
    ("amount", "currency", "code"),
    [
        ("0", "EUR", "amount_not_positive"),
        ("-0.0", "EUR", "amount_not_positive"),
        ("-12.50", "EUR", "amount_not_positive"),
        ("0.001", "EUR", "amount_too_precise"),
        ("1.000000000000000000000000000000000000000001", "EUR", "amount_too_precise"),
        ("0.5", "JPY", "amount_too_precise"),
        ("0.0005", "KWD", "amount_too_precise"),
        ("10000000000.01", "EUR", "amount_too_large"),
        ("1000000000001", "JPY", "amount_too_large"),
        ("1000000000.001", "KWD", "amount_too_large"),
        ("9223372036854775807", "EUR", "amount_too_large"),
        ("9223372036854775808", "EUR", "amount_too_large"),
        ("9" * 5_000, "EUR", "amount_too_large"),
        ("1e32", "EUR", "amount_too_large"),
        ("1e309", "EUR", "amount_too_large"),
        ("1e999999999999999999999", "EUR", "amount_too_large"),
        ("-1e309", "EUR", "amount_not_positive"),
        ("-" + "9" * 30, "EUR", "amount_not_positive"),
        ("1e-400", "EUR", "amount_too_precise"),
        ("1e-999999999999999999999", "EUR", "amount_too_precise"),
        ("0." + "1" * 5_000, "EUR", "amount_too_precise"),
        ("12.34" + "0" * 200 + "1", "EUR", "amount_too_precise"),
        ('"12.50"', "EUR", "wrong_type"),
        ("true", "EUR", "wrong_type"),
        ("null", "EUR", "wrong_type"),
        ("[1]", "EUR", "wrong_type"),
        ('{"$numberLong":"1"}', "EUR", "wrong_type"),
    ],
)
async def test_what_is_no_amount_is_refused(
    api: Any, amount: str, currency: str, code: str
) -> None:
    refused = await post(api, amount, currency)
    assert refused.status_code == 422
    faults = refused.json()["errors"]
    assert [(fault["field"], fault["code"]) for fault in faults] == [("amount", code)]
    item = f'{{"items":[{{"amount":{amount},"currency":"{currency}","method":"card"}}]}}'
    keyed = HEADERS | {"Idempotency-Key": code}
    batch = await api.http.post("/api/payments/batch", content=item, headers=keyed)
    assert batch.json()["items"][0]["errors"] == faults


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity", "01", "1.", ".5"])
async def test_what_is_no_json_number_is_malformed(api: Any, amount: str) -> None:
    refused = await post(api, amount)
    assert refused.status_code == 400
    assert refused.json()["code"] == "malformed_request"


@pytest.mark.parametrize("amount", ["12.5", "12.50", "12.500000", "1250e-2", "0.125E2"])
async def test_one_number_may_be_written_in_many_ways(api: Any, amount: str) -> None:
    made = await post(api, amount)
    assert made.status_code == 201
    assert b'"amount":12.50,' in made.content


async def test_every_bad_field_is_named_at_once(api: Any) -> None:
    body = {
        "amount": "12.50",
        "currency": "euro",
        "method": "Card!",
        "status": "refunded",
        "createdAt": "yesterday",
        "customerId": "",
        "externalId": "x" * 129,
        "failureCode": "Declined.",
        "description": "x" * 501,
        "tenantId": "other",
    }
    refused = await api.http.post("/api/payments", json=body)
    assert refused.status_code == 422
    assert {fault["field"] for fault in refused.json()["errors"]} == set(body)


async def test_every_fault_of_meaning_is_named_at_once(api: Any) -> None:
    body = {
        "amount": 0.001,
        "currency": "EUR",
        "method": "barter",
        "createdAt": "2999-01-01T00:00:00Z",
        "failureCode": "card_declined",
    }
    refused = await api.http.post("/api/payments", json=body)
    assert refused.status_code == 422
    assert {fault["field"]: fault["code"] for fault in refused.json()["errors"]} == {
        "amount": "amount_too_precise",
        "method": "unknown_method",
        "createdAt": "in_the_future",
        "failureCode": "not_allowed",
    }


async def test_a_currency_that_ended_is_one_of_its_time(api: Any) -> None:
    taken = await api.pay(currency="BGN", createdAt="2025-12-31T21:30:00Z")
    assert (taken.status_code, taken.json()["currency"]) == (201, "BGN")
    metrics = await api.http.get("/api/analytics/metrics", params={"currency": "BGN"})
    assert metrics.status_code == 200
    for more in ({}, {"createdAt": "2026-02-02T00:00:00Z"}):
        refused = await api.pay(currency="BGN", **more)
        (problem,) = refused.json()["errors"]
        assert (problem["field"], problem["code"]) == ("currency", "currency_ended")
        assert problem["message"] == "BGN ended on 2026-01-31; EUR came after it"
    unread = await api.pay(currency="BGN", createdAt="yesterday")
    assert [error["field"] for error in unread.json()["errors"]] == ["createdAt"]


@pytest.mark.parametrize("currency", ["XBT", "XAU", "AAA"])
async def test_unknown_currencies_are_refused(api: Any, currency: str) -> None:
    refused = await api.pay(currency=currency)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["code"] == "unknown_currency"


async def test_a_failed_payment_needs_a_reason(api: Any) -> None:
    refused = await api.pay(status="failed")
    assert [fault["field"] for fault in refused.json()["errors"]] == ["failureCode"]


@pytest.mark.parametrize(
    ("amount", "code"),
    [(0, "amount_not_positive"), (-1, "amount_not_positive"), (0.001, "amount_too_precise")],
)
async def test_a_refund_is_money_too(api: Any, amount: float, code: str) -> None:
    payment_id = (await api.pay(status="completed")).json()["id"]
    refused = await api.step(payment_id, "refund", amount=amount)
    assert refused.status_code == 422
    assert [fault["code"] for fault in refused.json()["errors"]] == [code]


async def test_a_refund_of_more_than_is_left_says_what_is_left(api: Any) -> None:
    payment_id = (await api.pay(amount=10, status="completed")).json()["id"]
    await api.step(payment_id, "refund", amount=3.5)
    refused = await api.step(payment_id, "refund", amount=6.51)
    assert refused.status_code == 409
    assert "6.50 EUR left" in refused.json()["detail"]
    assert refused.json()["code"] == "illegal_transition"
    assert b'"refundable":6.50,"currency":"EUR"' in refused.content
    whole = await api.step(payment_id, "refund", amount=refused.json()["refundable"])
    assert whole.json()["status"] == "refunded"
    over = await api.step(payment_id, "refund", amount=1)
    assert (over.status_code, "refundable" in over.json()) == (409, False)


@pytest.mark.parametrize(
    "moment",
    [
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "1999-12-31T23:59:59Z",
        "2026-03-01T08:00:00",
        "2026-03-01",
        "1700000000",
        1700000000,
        True,
    ],
)
async def test_what_is_no_moment_of_ours_is_refused(api: Any, moment: object) -> None:
    refused = await api.pay(createdAt=moment)
    assert refused.status_code == 422, refused.text
    assert [fault["field"] for fault in refused.json()["errors"]] == ["createdAt"]


async def test_moments_are_kept_in_utc_to_the_millisecond(api: Any) -> None:
    made = await api.pay(createdAt="2026-03-01T08:00:00.123999+05:30")
    assert made.json()["createdAt"] == "2026-03-01T02:30:00.123Z"
    instants = re.findall(r'"(20[^"]*T[^"]*)"', json.dumps(made.json()))
    assert all(re.fullmatch(r"[\d-]{10}T[\d:]{8}\.\d{3}Z", instant) for instant in instants)
