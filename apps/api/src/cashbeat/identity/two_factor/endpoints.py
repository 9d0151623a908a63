"""`/api/auth/two-factor`: the second factor of the person who asks."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from cashbeat.contracts.identity import (
    Confirmation,
    RecoveryCodes,
    TwoFactorCode,
    TwoFactorRemoval,
    TwoFactorSetup,
)
from cashbeat.core.http import problem_responses
from cashbeat.core.json_response import json_response
from cashbeat.core.route import StrictRoute
from cashbeat.identity.gate.gatekeeper import GateAccess, Person
from cashbeat.identity.two_factor.service import TwoFactorService

_PRIVATE = {"Cache-Control": "no-store"}
_FAULTS = (400, 409, 413, 415, 422, 503)


def build_router(two_factor: TwoFactorService, access: GateAccess) -> APIRouter:
    """The routes of the second factor."""
    router = APIRouter(prefix="/api/auth/two-factor", tags=["Account"], route_class=StrictRoute)
    Me = Annotated[Person, Depends(access.person())]  # noqa: N806

    @router.post("", response_model=TwoFactorSetup, responses=problem_responses(*_FAULTS))
    async def begin_two_factor(me: Me, body: Confirmation) -> Response:
        """A secret for an authenticator app. It counts once a code of it was confirmed."""
        return json_response(await two_factor.begin(body.password, me), headers=_PRIVATE)

    @router.post("/confirm", response_model=RecoveryCodes, responses=problem_responses(*_FAULTS))
    async def confirm_two_factor(me: Me, body: TwoFactorCode) -> Response:
        """Turn the second factor on. The recovery codes are told in this answer only."""
        return json_response(await two_factor.confirm(body.code, me), headers=_PRIVATE)

    @router.post("/disable", status_code=204, responses=problem_responses(*_FAULTS))
    async def disable_two_factor(me: Me, body: TwoFactorRemoval) -> Response:
        """Turn the second factor off, by password and code."""
        await two_factor.disable(body.password, body.code, me)
        return Response(status_code=204)

    @router.post(
        "/recovery-codes", response_model=RecoveryCodes, responses=problem_responses(*_FAULTS)
    )
    async def renew_recovery_codes(me: Me, body: Confirmation) -> Response:
        """Ten new recovery codes in place of the old ones."""
        return json_response(await two_factor.renew_codes(body.password, me), headers=_PRIVATE)

    return router
