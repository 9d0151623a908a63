"""Every bad field at once: no fault of shape hides one of meaning, and nothing is told twice."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.asyncio(loop_scope="module")

GOOD: dict[str, Any] = {
    "amount": 12.5,
    "currency": "EUR",
    "method": "card",
    "status": "failed",
    "failureCode": "card_declined",
    "createdAt": "2026-03-01T08:00:00Z",
    "customerId": "c-1",
    "externalId": "e-1",
    "description": "words",
}
FAULTS: dict[str, list[tuple[Any, str]]] = {
    "amount": [("abc", "wrong_type"), (True, "wrong_type"), (-1, "amount_not_positive")],
    "currency": [("euro", "invalid_format"), ("XXX", "unknown_currency")],
    "method": [("Card!", "invalid_format"), ("barter", "unknown_method")],
    "status": [("refunded", "not_one_of"), (1, "not_one_of")],
    "failureCode": [("No!", "invalid_format"), (5, "wrong_type"), (None, "required")],
    "createdAt": [
        ("yesterday", "invalid_instant"),
        ("2999-01-01T00:00:00Z", "in_the_future"),
        ("1999-12-31T23:59:59Z", "too_early"),
    ],
    "customerId": [
        ("", "too_short"),
        ({"$gt": ""}, "wrong_type"),
        ("c\t1", "control_character"),
    ],
    "externalId": [("x" * 129, "too_long"), ("e\n1", "control_character")],
    "description": [("x" * 501, "too_long"), ("a\x07b", "control_character")],
    "tenantId": [("other", "unknown_field")],
    "path": [("../etc", "unknown_field")],
}
"""Of each field the values that are wrong whatever the others are, and the code of each fault."""

faults = st.fixed_dictionaries(
    {}, optional={field: st.sampled_from(wrong) for field, wrong in FAULTS.items()}
)


def told(errors: list[dict[str, str]]) -> list[tuple[str, str]]:
    return sorted((fault["field"], fault["code"]) for fault in errors)


@settings(max_examples=150, deadline=None)
@given(faults.filter(bool))
async def test_faults_are_named_together_as_they_are_alone(
    api: Any, wrong: dict[str, tuple[Any, str]]
) -> None:
    body = GOOD | {field: value for field, (value, _) in wrong.items()}
    expected = {field: code for field, (_, code) in wrong.items()}
    if "status" in wrong and expected.get("failureCode") == "required":
        del expected["failureCode"]  # whether it is needed depends on the status
    refused = await api.http.post("/api/payments", json=body)
    assert refused.status_code == 422
    assert refused.json()["code"] == "invalid_request"
    assert told(refused.json()["errors"]) == sorted(expected.items())
    batch = await api.http.post("/api/payments/batch", json={"items": [body]})
    (item,) = batch.json()["items"]
    assert (item["status"], item["errors"]) == (422, refused.json()["errors"])


async def test_a_payment_wrong_in_every_way_says_so_in_one_answer(api: Any) -> None:
    body = {"amount": "abc", "currency": "XXX", "method": "nope"}
    refused = await api.http.post("/api/payments", json=body)
    assert told(refused.json()["errors"]) == [
        ("amount", "wrong_type"),
        ("currency", "unknown_currency"),
        ("method", "unknown_method"),
    ]
    assert all(field in refused.json()["detail"] for field in body)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, {"amount": "required", "currency": "required", "method": "required"}),
        (
            {"amount": 0, "method": "barter", "failureCode": "x"},
            {
                "amount": "amount_not_positive",
                "currency": "required",
                "method": "unknown_method",
                "failureCode": "not_allowed",
            },
        ),
        (
            {"amount": 0.001, "currency": "eur", "method": "card"},
            {"currency": "invalid_format"},
        ),
        (
            {"amount": 1, "currency": "JPY", "method": 1, "status": "failed"},
            {"method": "wrong_type", "failureCode": "required"},
        ),
    ],
    ids=str,
)
async def test_what_depends_on_a_faulty_field_is_not_guessed(
    api: Any, body: dict[str, Any], expected: dict[str, str]
) -> None:
    refused = await api.http.post("/api/payments", json=body)
    assert told(refused.json()["errors"]) == sorted(expected.items())


@pytest.mark.parametrize(
    ("verb", "body", "expected"),
    [
        (
            "fail",
            {"failureCode": "No!", "occurredAt": "2999-01-01T00:00:00Z"},
            {"failureCode": "invalid_format", "occurredAt": "in_the_future"},
        ),
        (
            "fail",
            {"occurredAt": "2000-01-01T00:00:00Z"},
            {"failureCode": "required", "occurredAt": "too_early"},
        ),
        (
            "refund",
            {"amount": "all", "occurredAt": "2999-01-01T00:00:00Z"},
            {"amount": "wrong_type", "occurredAt": "in_the_future"},
        ),
        (
            "refund",
            {"amount": 0.001, "occurredAt": "2000-01-01T00:00:00Z"},
            {"amount": "amount_too_precise", "occurredAt": "too_early"},
        ),
        (
            "refund",
            {"amount": -1, "occurredAt": "soon"},
            {"amount": "amount_not_positive", "occurredAt": "invalid_instant"},
        ),
        (
            "complete",
            {"when": "now", "occurredAt": "2999-01-01T00:00:00Z"},
            {"when": "unknown_field", "occurredAt": "in_the_future"},
        ),
        (
            "retry",
            {"": 1, "occurredAt": "2999-01-01T00:00:00Z"},
            {"body": "unknown_field", "occurredAt": "in_the_future"},
        ),
    ],
    ids=str,
)
async def test_a_step_names_every_bad_field_too(
    api: Any, verb: str, body: dict[str, Any], expected: dict[str, str]
) -> None:
    before: dict[str, dict[str, Any]] = {
        "refund": {"status": "completed"},
        "retry": {"status": "failed", "failureCode": "card_declined"},
    }
    payment_id = (await api.pay(**before.get(verb, {}))).json()["id"]
    refused = await api.step(payment_id, verb, key=f"faulty-{verb}", **body)
    assert refused.status_code == 422, refused.text
    assert told(refused.json()["errors"]) == sorted(expected.items())
    assert (await api.http.get(f"/api/payments/{payment_id}")).json()["version"] == 1


async def test_faults_of_shape_come_before_the_payment(api: Any) -> None:
    """What is wrong with a body is said whether or not there is such a payment, or such a step."""
    completed = (await api.pay(status="completed")).json()["id"]
    for payment_id in ("pay_none", completed):
        refused = await api.step(payment_id, "fail", failureCode="No!")
        assert refused.status_code == 422
        assert [fault["field"] for fault in refused.json()["errors"]] == ["failureCode"]


async def test_a_status_that_forbids_the_step_comes_before_a_time_that_does_not_fit(
    api: Any,
) -> None:
    completed = (await api.pay(status="completed")).json()["id"]
    refused = await api.step(completed, "complete", occurredAt="2000-01-01T00:00:00Z")
    assert (refused.status_code, refused.json()["code"]) == (409, "illegal_transition")


async def test_a_time_that_no_step_can_have_comes_before_the_payment(api: Any) -> None:
    completed = (await api.pay(status="completed")).json()["id"]
    steps: list[tuple[str, dict[str, Any], str]] = [
        ("refund", {"amount": 99_999, "occurredAt": "2999-01-01T00:00:00Z"}, "in_the_future"),
        ("complete", {"occurredAt": "2999-01-01T00:00:00Z"}, "in_the_future"),
        ("retry", {"occurredAt": "1999-12-31T23:59:59Z"}, "too_early"),
    ]
    for verb, body, code in steps:
        refused = await api.step(completed, verb, **body)
        assert refused.status_code == 422, refused.text
        assert told(refused.json()["errors"]) == [("occurredAt", code)]


async def test_a_time_in_a_message_is_written_as_on_the_wire(api: Any) -> None:
    payment = (await api.pay(status="completed")).json()
    early = "2000-01-01T00:00:00Z"
    refused = await api.step(payment["id"], "refund", occurredAt=early)
    [fault] = refused.json()["errors"]
    assert fault["message"] == f"the time is before {payment['createdAt']}"


@pytest.mark.parametrize("body", ["[]", '"text"', "1", "null"])
async def test_what_is_no_object_is_one_fault(api: Any, body: str) -> None:
    refused = await api.http.post(
        "/api/payments", content=body, headers={"Content-Type": "application/json"}
    )
    assert refused.status_code == 422
    assert [fault["field"] for fault in refused.json()["errors"]] == ["body"]


async def test_the_bodies_are_described_as_ever(api: Any) -> None:
    paths = api.app.openapi()["paths"]
    for path, model, optional in [
        ("", "NewPayment", False),
        ("/{paymentId}/complete", "CompletePayment", True),
        ("/{paymentId}/fail", "FailPayment", False),
        ("/{paymentId}/refund", "RefundPayment", True),
        ("/{paymentId}/retry", "RetryPayment", True),
    ]:
        body = paths[f"/api/payments{path}"]["post"]["requestBody"]
        schema = body["content"]["application/json"]["schema"]
        reference = {"$ref": f"#/components/schemas/{model}"}
        assert body.get("required", False) is not optional
        assert (schema["anyOf"][0] if optional else schema) == reference


@pytest.mark.parametrize("character", ["\x01", "\x1b", "\x7f", "\x85", "\x9f", "\t", "\n", "\r"])
async def test_control_characters_are_refused(api: Any, character: str) -> None:
    text = f"a{character}b"
    body = GOOD | dict.fromkeys(("customerId", "externalId", "description"), text)
    refused = await api.http.post("/api/payments", json=body)
    named = ["customerId", "externalId"]
    if character not in "\t\n\r":
        named.append("description")
    assert told(refused.json()["errors"]) == [
        (field, "control_character") for field in sorted(named)
    ]
    for query in ({"customerId": text}, {"q": text}):
        found = await api.http.get("/api/payments", params=query)
        assert [fault["code"] for fault in found.json()["errors"]] == ["control_character"]


async def test_a_description_keeps_its_lines(api: Any) -> None:
    text = "first\r\n\tsecond\nпей 😀\u2028"
    assert (await api.pay(description=text)).json()["description"] == text


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "too_short"),
        (" \u2003\t ", "too_short"),
        ("a\nb", "control_character"),
        ("x" * 65, "too_long"),
    ],
)
async def test_a_method_has_a_name_that_can_be_read(api: Any, name: str, code: str) -> None:
    for refused in (
        await api.http.post("/api/payment-methods", json={"code": "named", "name": name}),
        await api.http.patch("/api/payment-methods/card", json={"name": name}),
    ):
        assert told(refused.json()["errors"]) == [("name", code)]


async def test_a_methods_name_is_stripped(api: Any) -> None:
    made = await api.http.post("/api/payment-methods", json={"code": "trim", "name": " Trim \n"})
    assert made.json()["name"] == "Trim"
    changed = await api.http.patch("/api/payment-methods/trim", json={"name": "\u00a0Cut "})
    assert changed.json()["name"] == "Cut"
