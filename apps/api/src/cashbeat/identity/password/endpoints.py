"""`/api/auth/password`: changed by who knows it, reset by who has the link."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from cashbeat.contracts.identity import PasswordChange, PasswordForgotten, PasswordReset
from cashbeat.core.gate import public
from cashbeat.core.http import problem_responses
from cashbeat.core.route import StrictRoute
from cashbeat.identity.gate.gatekeeper import GateAccess, Person
from cashbeat.identity.password.service import PasswordService
from cashbeat.identity.session.endpoints import visit_of


def build_router(passwords: PasswordService, access: GateAccess) -> APIRouter:
    """The routes of passwords."""
    router = APIRouter(prefix="/api/auth/password", tags=["Account"], route_class=StrictRoute)
    Me = Annotated[Person, Depends(access.person())]  # noqa: N806

    @router.post("", status_code=204, responses=problem_responses(400, 413, 415, 422, 503))
    async def change_password(me: Me, body: PasswordChange) -> Response:
        """Set another password. Every other session of yours ends."""
        await passwords.change(body, me)
        return Response(status_code=204)

    @router.post(
        "/forgot",
        status_code=202,
        response_class=Response,
        responses=problem_responses(400, 413, 415, 422, 429, 503),
    )
    @public
    async def ask_for_reset(request: Request, body: PasswordForgotten) -> Response:
        """Ask for a message with a link. The answer is the same for every address."""
        await passwords.forget(body.email, visit_of(request))
        return Response(status_code=202)

    @router.post(
        "/reset", status_code=204, responses=problem_responses(400, 404, 413, 415, 422, 429, 503)
    )
    @public
    async def reset_password(request: Request, body: PasswordReset) -> Response:
        """Set another password by the link in the message. Every session of yours ends."""
        await passwords.reset(body, visit_of(request))
        return Response(status_code=204)

    return router
