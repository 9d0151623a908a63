"""What travels: every name in camelCase, every field present, real answers as the schema says."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
import schemathesis
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from cashbeat.contracts.base import InstantInput, encode_json, format_instant
from cashbeat.contracts.export import schema
from cashbeat.kit import json_strict

CHECKS: Any = [content_type_conformance, response_schema_conformance, status_code_conformance]
MODELS: dict[str, Any] = schema()["$defs"]
INSTANT: TypeAdapter[datetime] = TypeAdapter(InstantInput)


def names() -> Iterator[tuple[str, str]]:
    for model, definition in MODELS.items():
        for name in definition.get("properties", {}):
            yield model, name


@pytest.mark.parametrize(("model", "name"), list(names()))
def test_names_are_camel_case(model: str, name: str) -> None:
    assert re.fullmatch(r"[a-z][A-Za-z0-9]*", name), model


@pytest.mark.parametrize("model", ["Payment", "PaymentDetails", "PaymentPage", "Problem"])
def test_what_is_sent_is_always_there(model: str) -> None:
    assert set(MODELS[model]["required"]) == set(MODELS[model]["properties"])


@pytest.mark.parametrize("model", ["NewPayment", "PaymentBatch", "RefundPayment", "FailPayment"])
def test_what_is_taken_has_no_unknown_fields(model: str) -> None:
    assert MODELS[model]["additionalProperties"] is False


@given(st.decimals(0, 10**10, places=2), st.integers(-(2**63), 2**63 - 1))
def test_numbers_keep_every_digit(amount: Decimal, integer: int) -> None:
    body = encode_json({"amount": amount, "integer": integer})
    assert f'"amount":{amount:f}'.encode() in body
    assert json_strict.loads(body) == {"amount": amount, "integer": integer}


@given(
    st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30)),  # noqa: DTZ001
    st.integers(-14 * 60, 14 * 60),
)
def test_a_moment_is_the_same_moment_in_utc(naive: datetime, offset: int) -> None:
    moment = naive.replace(tzinfo=timezone(timedelta(minutes=offset)))
    read = INSTANT.validate_python(moment.isoformat())
    assert (read, read.tzinfo) == (moment, UTC)
    sent = format_instant(read)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", sent)
    assert moment - INSTANT.validate_python(sent) < timedelta(milliseconds=1)


@pytest.mark.parametrize(
    "text",
    [
        *("2026-03-01", "2026-03-01T08:00", "2026-03-01T08:00:00", "1700000000", "0", "now", ""),
        *("2026-03-01T08:00:00 02:00", "2026-02-30T00:00:00Z", "2026-03-01T25:00:00Z"),
        *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "٢٠٢٦-03-01T08:00:00Z"),
    ],
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        INSTANT.validate_python(text)


@pytest.mark.asyncio(loop_scope="module")
async def test_answers_are_as_the_openapi_document_describes_them(api: Any) -> None:
    described = schemathesis.openapi.from_dict(api.app.openapi())
    made = await api.pay(amount=10, status="completed", customerId="c-1", description="x")
    path = f"/api/payments/{made.json()['id']}"
    batch = {"items": [{"amount": 1, "currency": "KWD", "method": "card"}, {"amount": -1}]}
    gets = [
        *("/api/payments", "/api/payments.csv", "/api/payments/events", "/api/payment-methods"),
        *("/api/organisation", "/api/status", "/health/ready"),
        *("/api/analytics/metrics", "/api/analytics/trends"),
    ]
    asked: list[tuple[str, str, Any]] = [
        ("/api/payments", "POST", made),
        ("/api/payments/batch", "POST", await api.http.post("/api/payments/batch", json=batch)),
        ("/api/payments/{paymentId}", "GET", await api.http.get(path)),
        ("/api/payments/{paymentId}/refund", "POST", await api.http.post(path + "/refund")),
        ("/api/payments/{paymentId}/retry", "POST", await api.http.post(path + "/retry")),
        *[(plain, "GET", await api.http.get(plain)) for plain in gets],
    ]
    statuses = [answer.status_code for _, _, answer in asked]
    assert statuses == [201, 200, 200, 200, 409] + [200] * 9
    for where, method, answer in asked:
        case = described[where][method].Case(path_parameters={"paymentId": "pay_1"})
        case.validate_response(answer, checks=CHECKS)
