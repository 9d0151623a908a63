"""`/api/payment-methods`: the ways to pay that an organisation takes."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path
from starlette.responses import Response

from cashbeat.contracts.payment import NewPaymentMethod, PaymentMethod, PaymentMethodChange
from cashbeat.core.http import problem_responses
from cashbeat.core.idempotency_header import IdempotencyKey, replayed_header
from cashbeat.core.json_response import json_response
from cashbeat.core.route import StrictRoute
from cashbeat.payment.methods import PaymentMethods
from cashbeat.tenant.access import Access
from cashbeat.tenant.caller import Caller
from cashbeat.tenant.tenant import Tenant


def build_router(
    methods: PaymentMethods, access: Access, clock: Callable[[], datetime]
) -> APIRouter:
    """The routes of payment methods."""
    router = APIRouter(
        prefix="/api/payment-methods", tags=["Payment methods"], route_class=StrictRoute
    )
    OfTenant = Annotated[Tenant, Depends(access.reading("organisation:read"))]  # noqa: N806
    By = Annotated[Caller, Depends(access.changing("methods:write"))]  # noqa: N806

    @router.get("", response_model=list[PaymentMethod], responses=problem_responses(503))
    async def list_payment_methods(of: OfTenant) -> Response:
        """Every method of the organisation, by code."""
        return json_response(await methods.list_all(of.id))

    @router.post(
        "",
        status_code=201,
        response_model=PaymentMethod,
        responses=problem_responses(400, 409, 413, 415, 422, 503),
    )
    async def create_payment_method(
        by: By, body: NewPaymentMethod, key: IdempotencyKey
    ) -> Response:
        """Add a method of the organisation's own; its code is its identity."""
        method, replayed = await methods.create_once(by.tenant.id, body, clock(), key, by.by)
        return json_response(method, 201, replayed_header(replayed))

    @router.patch(
        "/{code}",
        response_model=PaymentMethod,
        responses=problem_responses(400, 404, 413, 415, 422, 503),
    )
    async def change_payment_method(
        by: By,
        code: Annotated[str, Path(max_length=32, description="Code of the method.")],
        body: PaymentMethodChange,
    ) -> Response:
        """Rename a method, or stop or start taking new payments by it."""
        return json_response(
            await methods.update(by.tenant.id, code, body.name, body.active, clock(), by.by)
        )

    return router
