"""`/api/auth/profile` and `/api/auth/sessions`: what is a person's own."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path
from starlette.responses import Response

from cashbeat.contracts.identity import ProfileChange, User, UserSession
from cashbeat.core.http import problem_responses
from cashbeat.core.json_response import json_response
from cashbeat.core.route import StrictRoute
from cashbeat.identity.gate.gatekeeper import GateAccess, Person
from cashbeat.identity.profile.service import ProfileService


def build_router(profiles: ProfileService, access: GateAccess) -> APIRouter:
    """The routes of a person's own matters."""
    router = APIRouter(prefix="/api/auth", tags=["Account"], route_class=StrictRoute)
    Me = Annotated[Person, Depends(access.person())]  # noqa: N806

    @router.patch(
        "/profile", response_model=User, responses=problem_responses(400, 413, 415, 422, 503)
    )
    async def change_profile(me: Me, body: ProfileChange) -> Response:
        """Change your name, or the organisation that you act for without saying so."""
        return json_response(await profiles.change(body, me))

    @router.get("/sessions", response_model=list[UserSession], responses=problem_responses(503))
    async def list_sessions(me: Me) -> Response:
        """Where you are signed in, latest use first."""
        return json_response(await profiles.list_sessions(me))

    @router.delete("/sessions/{sessionId}", status_code=204, responses=problem_responses(404, 503))
    async def end_session(
        me: Me,
        session_id: Annotated[
            str, Path(alias="sessionId", max_length=64, description="The session.")
        ],
    ) -> Response:
        """End one of your sessions, at once."""
        await profiles.end_session(session_id, me)
        return Response(status_code=204)

    return router
