"""`/api/payments`: parse, call one service, answer."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path
from pydantic import WithJsonSchema
from starlette.responses import Response, StreamingResponse

from cashbeat.contracts.payment import (
    CompletePayment,
    FailPayment,
    NewPayment,
    Payment,
    PaymentBatch,
    PaymentBatchOutcome,
    PaymentDetails,
    PaymentEventPage,
    PaymentPage,
    RefundPayment,
    RefundProblem,
    RetryPayment,
)
from cashbeat.contracts.problem import FieldProblem
from cashbeat.core.body import Given, and_faults
from cashbeat.core.csv_response import csv_answer, csv_response
from cashbeat.core.faults import Noted, note
from cashbeat.core.http import problem_response, problem_responses
from cashbeat.core.idempotency_header import IdempotencyKey, replayed_header
from cashbeat.core.json_response import json_response
from cashbeat.core.openapi import header
from cashbeat.core.route import StrictRoute, body_limit
from cashbeat.payment.batch import PaymentBatchService
from cashbeat.payment.history import EventHistory
from cashbeat.payment.listing import PaymentListing
from cashbeat.payment.query import EventQuery, ExportQuery, PageQuery
from cashbeat.payment.service import PaymentService
from cashbeat.tenant.access import Access
from cashbeat.tenant.caller import Caller
from cashbeat.tenant.tenant import Tenant

BATCH_BODY_BYTES = 4 * 1024 * 1024

MAX_ID = 64
_CSV = csv_answer(
    "Times are in the zone, with their offset. Texts that a spreadsheet would calculate begin with "
    "an apostrophe."
)
_OVER_REFUND = problem_response(
    "The present state does not allow it; of an amount that is more than what is left, "
    "`refundable` is what is left.",
    RefundProblem,
)


async def _payment_id(
    payment_id: Annotated[
        str,
        Path(alias="paymentId", description="Identifier of the payment."),
        WithJsonSchema({"type": "string", "maxLength": MAX_ID}),
    ],
) -> str:
    if len(payment_id) > MAX_ID:
        message = f"must have at most {MAX_ID} characters"
        note(FieldProblem(field="path.paymentId", code="too_long", message=message))
    return payment_id


PaymentId = Annotated[str, Depends(_payment_id)]


def build_router(
    service: PaymentService,
    batches: PaymentBatchService,
    listing: PaymentListing,
    history: EventHistory,
    access: Access,
) -> APIRouter:
    """The routes of payments."""
    router = APIRouter(prefix="/api", tags=["Payments"], route_class=StrictRoute)
    OfTenant = Annotated[Tenant, Depends(access.reading("payments:read"))]  # noqa: N806
    ByWriter = Annotated[Caller, Depends(access.changing("payments:write"))]  # noqa: N806
    ByRefunder = Annotated[Caller, Depends(access.changing("payments:refund"))]  # noqa: N806

    @router.post(
        "/payments",
        status_code=201,
        response_model=Payment,
        responses=problem_responses(400, 413, 415, 422, 503)
        | {201: {"headers": {"Location": header("The payment.", format="uri-reference")}}},
    )
    async def create_payment(
        by: ByWriter,
        body: Given[NewPayment],
        noted: Noted,
        key: IdempotencyKey,
    ) -> Response:
        """Record a payment."""
        payment, replayed = await service.create(by.tenant.id, and_faults(body, noted), key, by.by)
        location = {"Location": f"/api/payments/{payment.id}"}
        return _answer(payment, replayed, 201, location)

    @router.post(
        "/payments/batch",
        response_model=PaymentBatchOutcome,
        responses=problem_responses(400, 413, 415, 422, 503),
    )
    @body_limit(BATCH_BODY_BYTES)
    async def create_payment_batch(
        by: ByWriter, body: PaymentBatch, key: IdempotencyKey
    ) -> Response:
        """Record up to 5,000 payments; each item has its own outcome.

        Repeated with its key, a batch records what is missing and replays the rest.
        """
        outcome, replayed = await batches.create(by.tenant.id, body, key, by.by)
        return json_response(outcome, 200, replayed_header(replayed))

    @router.get("/payments", response_model=PaymentPage, responses=problem_responses(400, 422, 503))
    async def list_payments(of: OfTenant, given: Annotated[PageQuery, Depends()]) -> Response:
        """List payments, newest first, in pages that stay stable while payments arrive."""
        return json_response(await listing.page(of, *given.page(of)))

    @router.get(
        "/payments.csv",
        response_class=StreamingResponse,
        responses=problem_responses(422, 503) | {200: _CSV},
    )
    async def export_payments(of: OfTenant, given: Annotated[ExportQuery, Depends()]) -> Response:
        """Every payment that matches the filters as CSV; `X-Total-Count` states the rows.

        Rows and count are of one moment, whatever arrives meanwhile. Only the rows of a download
        that takes more than five minutes may differ from the count: behind them it tells of the
        present.
        """
        return csv_response(await listing.csv(of.id, *given.export(of)), "payments.csv")

    @router.get(
        "/payments/events",
        response_model=PaymentEventPage,
        responses=problem_responses(422, 503),
    )
    async def list_payment_events(
        of: OfTenant, given: Annotated[EventQuery, Depends()]
    ) -> Response:
        """The organisation's sequence of events, ascending: after a seq, or the newest ones."""
        after_seq, before_seq, limit = given.span()
        if after_seq is not None:
            items = await history.list_after(of.id, after_seq, limit)
        else:
            items = await history.list_before(of.id, before_seq, limit)
        latest = await history.latest_seq(of.id)
        reached = items[-1].seq if items else (after_seq or 0)
        page = PaymentEventPage(
            items=items,
            latest_seq=latest,
            oldest_seq=await history.oldest_seq(of.id),
            more=reached < latest,
        )
        return json_response(page)

    @router.get(
        "/payments/{paymentId}",
        response_model=PaymentDetails,
        responses=problem_responses(404, 422, 503),
    )
    async def get_payment(of: OfTenant, payment_id: PaymentId) -> Response:
        """One payment with its timeline."""
        return json_response(await service.get(of.id, payment_id))

    step = {
        "response_model": Payment,
        "responses": problem_responses(400, 404, 409, 413, 415, 422, 503),
    }

    @router.post("/payments/{paymentId}/complete", **step)  # type: ignore[arg-type]
    async def complete_payment(
        by: ByWriter,
        payment_id: PaymentId,
        noted: Noted,
        key: IdempotencyKey,
        body: Given[CompletePayment] | None = None,
    ) -> Response:
        """Mark a pending payment completed."""
        given = and_faults(body or CompletePayment(), noted)
        return _answer(*await service.complete(by.tenant.id, payment_id, given, key, by.by))

    @router.post("/payments/{paymentId}/fail", **step)  # type: ignore[arg-type]
    async def fail_payment(
        by: ByWriter,
        payment_id: PaymentId,
        noted: Noted,
        body: Given[FailPayment],
        key: IdempotencyKey,
    ) -> Response:
        """Mark a pending payment failed, and say why."""
        given = and_faults(body, noted)
        return _answer(*await service.fail(by.tenant.id, payment_id, given, key, by.by))

    @router.post(
        "/payments/{paymentId}/refund",
        response_model=Payment,
        responses=problem_responses(400, 404, 409, 413, 415, 422, 503) | {409: _OVER_REFUND},
    )
    async def refund_payment(
        by: ByRefunder,
        payment_id: PaymentId,
        noted: Noted,
        key: IdempotencyKey,
        body: Given[RefundPayment] | None = None,
    ) -> Response:
        """Give back all that is left of a completed payment, or a part."""
        given = and_faults(body or RefundPayment(), noted)
        return _answer(*await service.refund(by.tenant.id, payment_id, given, key, by.by))

    @router.post("/payments/{paymentId}/retry", **step)  # type: ignore[arg-type]
    async def retry_payment(
        by: ByWriter,
        payment_id: PaymentId,
        noted: Noted,
        key: IdempotencyKey,
        body: Given[RetryPayment] | None = None,
    ) -> Response:
        """Put a failed payment back to pending."""
        given = and_faults(body or RetryPayment(), noted)
        return _answer(*await service.retry(by.tenant.id, payment_id, given, key, by.by))

    return router


def _answer(
    payment: Payment, replayed: bool, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    return json_response(payment, status, (headers or {}) | replayed_header(replayed))
