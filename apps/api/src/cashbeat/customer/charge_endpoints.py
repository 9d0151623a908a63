"""`/api/customers/{customerId}/charges`: what a customer owes."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path
from starlette.responses import Response

from cashbeat.contracts.charge import (
    CancelCharge,
    Charge,
    ChargeChange,
    ChargeChangedMeanwhile,
    NewCharge,
)
from cashbeat.core.body import Given, and_faults
from cashbeat.core.faults import Noted
from cashbeat.core.http import problem_response, problem_responses
from cashbeat.core.idempotency_header import IdempotencyKey, replayed_header
from cashbeat.core.json_response import json_response
from cashbeat.core.route import StrictRoute
from cashbeat.customer.charges import ChargeService
from cashbeat.customer.endpoints import CustomerPath
from cashbeat.tenant.access import Access
from cashbeat.tenant.caller import Caller

ChargePath = Annotated[
    str, Path(alias="chargeId", max_length=64, description="Identifier of the charge.")
]

_CHANGED = problem_response(
    "The present state does not allow it; of a charge that was changed meanwhile, `current` is how "
    "it stands, and `fields` what stands otherwise than the request sets it.",
    ChargeChangedMeanwhile,
)


def build_router(charges: ChargeService, access: Access) -> APIRouter:
    """The routes of charges."""
    router = APIRouter(
        prefix="/api/customers/{customerId}/charges", tags=["Customers"], route_class=StrictRoute
    )
    By = Annotated[Caller, Depends(access.changing("customers:write"))]  # noqa: N806
    answers = problem_responses(400, 404, 413, 415, 422, 503) | {409: _CHANGED}

    @router.post(
        "",
        status_code=201,
        response_model=Charge,
        responses=problem_responses(400, 404, 409, 413, 415, 422, 503),
    )
    async def add_charge(
        by: By,
        customer_id: CustomerPath,
        body: Given[NewCharge],
        noted: Noted,
        key: IdempotencyKey,
    ) -> Response:
        """Charge a customer."""
        charge, replayed = await charges.add(customer_id, and_faults(body, noted), by, key)
        return json_response(charge, 201, replayed_header(replayed))

    @router.patch("/{chargeId}", response_model=Charge, responses=answers)
    async def change_charge(
        by: By,
        customer_id: CustomerPath,
        charge_id: ChargePath,
        body: Given[ChargeChange],
        noted: Noted,
    ) -> Response:
        """Change a charge, unless somebody else changed it since the version that was seen."""
        given = and_faults(body, noted)
        return json_response(await charges.change(customer_id, charge_id, given, by))

    @router.post("/{chargeId}/cancel", response_model=Charge, responses=answers)
    async def cancel_charge(
        by: By, customer_id: CustomerPath, charge_id: ChargePath, body: CancelCharge
    ) -> Response:
        """Owe a charge no more; what was paid of it becomes a credit."""
        return json_response(await charges.cancel(customer_id, charge_id, body, by))

    return router
