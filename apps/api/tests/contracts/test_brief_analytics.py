"""The brief's contract, word for word: names, types, paths, and the values of `period`.

Additions are allowed, changes are not. Source: the brief "payment analytics", section "Existing
Contract / APIs to Implement".
"""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from fastapi import FastAPI
from pydantic import BaseModel

from cashbeat.analytics.cache import AnswerCache
from cashbeat.analytics.endpoints import build_router
from cashbeat.analytics.metrics import figures
from cashbeat.analytics.reading import SpanReader
from cashbeat.analytics.service import AnalyticsService
from cashbeat.contracts.analytics import ComparedFigures, PaymentMetrics, TrendData
from cashbeat.contracts.base import encode_json
from cashbeat.contracts.payment import Payment, PaymentEvent, PaymentStatus
from cashbeat.core.redis import RedisHint
from cashbeat.kit import json_strict
from cashbeat.payment.counting import PaymentCounts
from cashbeat.rollup.counters import Counters
from cashbeat.rollup.repository import RollupRepository
from cashbeat.tenant.repository import TenantRepository
from cashbeat.tenant.tenant import Tenant

NOW = datetime(2026, 3, 1, 8, 15, tzinfo=UTC)
NUMBER, TEXT, DATE = "number", "string", "date-time"

BRIEF: dict[type[BaseModel], dict[str, str]] = {
    PaymentMetrics: {
        "totalVolume": NUMBER,
        "successRate": NUMBER,
        "averageAmount": NUMBER,
        "peakHour": NUMBER,
        "topPaymentMethod": TEXT,
    },
    TrendData: {"timestamp": DATE, "amount": NUMBER, "count": NUMBER, "successRate": NUMBER},
    PaymentEvent: {"type": TEXT, "timestamp": DATE},
}


def kind_of(schema: dict[str, Any]) -> str:
    """A JSON Schema type in the brief's words."""
    if schema.get("format") == "date-time":
        return DATE
    return NUMBER if schema["type"] == "integer" else str(schema["type"])


@pytest.mark.parametrize("model", BRIEF, ids=lambda model: model.__name__)
def test_fields_have_the_names_and_types_of_the_brief(model: type[BaseModel]) -> None:
    schema = model.model_json_schema(mode="serialization")
    kinds = {name: kind_of(schema["properties"][name]) for name in BRIEF[model]}
    assert kinds == BRIEF[model]
    assert set(BRIEF[model]) <= set(schema["required"])


def test_an_event_is_of_one_of_three_types_and_carries_the_payment() -> None:
    schema = PaymentEvent.model_json_schema(mode="serialization")
    assert schema["properties"]["type"]["enum"] == [
        "payment_received",
        "payment_failed",
        "payment_refunded",
    ]
    assert schema["properties"]["payment"]["$ref"] == "#/$defs/Payment"
    assert {"payment", "type", "timestamp"} <= set(schema["required"])


def test_a_payment_has_the_fields_of_the_data_model() -> None:
    properties = Payment.model_json_schema(mode="serialization")["properties"]
    assert {"id", "amount", "method", "status", "createdAt", "updatedAt"} <= set(properties)


def test_metrics_travel_as_numbers_and_text() -> None:
    counters = Counters()
    counters.add("card", "completed", 2, 1_001)
    counters.add("card", "failed", 1, 500)
    found = dict(figures(counters, {9: 3}, "EUR"))
    previous = ComparedFigures(**dict(figures(Counters(), {}, "EUR")), from_=NOW, to=NOW)
    metrics = PaymentMetrics(
        **found, currency="EUR", time_zone="UTC", from_=NOW, to=NOW, previous=previous, as_of=NOW
    )
    body = json_strict.loads(encode_json(metrics))
    assert body["totalVolume"] == Decimal("10.01")
    assert body["averageAmount"] == Decimal("5.00")
    assert body["successRate"] == pytest.approx(Decimal(2) / 3)
    assert (body["peakHour"], body["topPaymentMethod"]) == (9, "card")
    assert b'"averageAmount":5.00,' in encode_json(metrics)


def test_an_event_travels_as_the_brief_says() -> None:
    payment = Payment(
        id="pay_1",
        amount=Decimal("38.70"),
        currency="EUR",
        method="card",
        status=PaymentStatus.COMPLETED,
        refunded_amount=Decimal("0.00"),
        failure_code=None,
        customer_id=None,
        charge_id=None,
        external_id=None,
        description=None,
        created_at=NOW,
        updated_at=NOW,
        version=1,
    )
    event = PaymentEvent(id="evt_1", seq=1, type="payment_received", payment=payment, timestamp=NOW)
    body = json_strict.loads(encode_json(event))
    assert body["type"] == "payment_received"
    assert body["timestamp"] == "2026-03-01T08:15:00.000Z"
    assert body["payment"]["amount"] == Decimal("38.70")


@pytest.fixture
def paths(mongo_client: Any, no_redis_url: str, one_tenant: Any) -> dict[str, Any]:
    """The paths of the API's OpenAPI document."""
    database = mongo_client["never_used"]
    reader = SpanReader(
        RollupRepository(database), PaymentCounts(database), TenantRepository(database)
    )
    service = AnalyticsService(reader, AnswerCache(RedisHint(no_redis_url), 1.0))

    access = one_tenant(lambda _: Tenant("t", "T", "UTC", "EUR"))
    app = FastAPI()
    app.include_router(build_router(service, access))
    found: dict[str, Any] = app.openapi()["paths"]
    return found


@pytest.fixture
def no_redis_url() -> str:
    return "redis://127.0.0.1:1/0"


async def test_the_paths_are_those_of_the_brief(paths: dict[str, Any]) -> None:
    assert {"/api/analytics/metrics", "/api/analytics/trends"} <= set(paths)
    for path, schema in (
        ("metrics", {"$ref": "#/components/schemas/PaymentMetrics"}),
        ("trends", {"type": "array", "items": {"$ref": "#/components/schemas/TrendData"}}),
    ):
        answer = paths[f"/api/analytics/{path}"]["get"]["responses"]["200"]["content"]
        found = answer["application/json"]["schema"]
        assert {name: found[name] for name in schema} == schema


async def test_period_takes_day_week_and_month(paths: dict[str, Any]) -> None:
    parameters = {p["name"]: p for p in paths["/api/analytics/trends"]["get"]["parameters"]}
    assert {"day", "week", "month"} <= set(parameters["period"]["schema"]["enum"])
    assert parameters["period"]["schema"]["default"] == "day"
    assert {"from", "to", "tz", "currency", "method", "status"} <= set(parameters)
    assert not any(parameter["required"] for parameter in parameters.values())
    assert all(parameter.get("description") for parameter in parameters.values())


async def test_faults_are_documented(paths: dict[str, Any]) -> None:
    for path in paths.values():
        refused = path["get"]["responses"]["422"]["content"]["application/problem+json"]
        assert refused["schema"]["$ref"].endswith("/Problem")
