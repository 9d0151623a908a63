"""`/api/invitations`, and `/api/auth/invitation` for whoever has the link in one."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path
from pydantic import StringConstraints
from starlette.requests import Request
from starlette.responses import Response

from cashbeat.contracts.identity import (
    AccessToken,
    Invitation,
    InvitationAcceptance,
    InvitationPreview,
    NewInvitation,
)
from cashbeat.core.gate import public
from cashbeat.core.http import problem_responses
from cashbeat.core.idempotency_header import IdempotencyKey, replayed_header
from cashbeat.core.json_response import json_response
from cashbeat.core.route import StrictRoute
from cashbeat.identity.gate.gatekeeper import GateAccess
from cashbeat.identity.invitation.acceptance import InvitationAcceptances
from cashbeat.identity.invitation.service import InvitationService
from cashbeat.identity.session.endpoints import COOKIE, SignedInAnswers, visit_of
from cashbeat.tenant.caller import Caller
from cashbeat.tenant.tenant import Tenant

LinkToken = Annotated[
    str,
    Header(alias="X-Invitation-Token", description="From the link in the message."),
    StringConstraints(min_length=1, max_length=512),
]


def build_router(
    invitations: InvitationService,
    acceptances: InvitationAcceptances,
    access: GateAccess,
    give: SignedInAnswers,
) -> APIRouter:
    """The routes of invitations."""
    router = APIRouter(prefix="/api", tags=["Members"], route_class=StrictRoute)
    OfTenant = Annotated[Tenant, Depends(access.reading("members:write"))]  # noqa: N806
    By = Annotated[Caller, Depends(access.changing("members:write"))]  # noqa: N806

    @router.get("/invitations", response_model=list[Invitation], responses=problem_responses(503))
    async def list_invitations(of: OfTenant) -> Response:
        """Invitations that are not accepted yet, newest first."""
        return json_response(await invitations.list_invitations(of.id))

    @router.post(
        "/invitations",
        status_code=201,
        response_model=Invitation,
        responses=problem_responses(400, 403, 409, 413, 415, 422, 503),
    )
    async def invite(by: By, body: NewInvitation, key: IdempotencyKey) -> Response:
        """Invite somebody by e-mail, for seven days. Inviting again sends another link."""
        told, replayed = await invitations.invite(body, by, key)
        return json_response(told, 201, replayed_header(replayed))

    @router.delete(
        "/invitations/{invitationId}", status_code=204, responses=problem_responses(404, 503)
    )
    async def revoke_invitation(
        by: By,
        invitation_id: Annotated[
            str, Path(alias="invitationId", max_length=64, description="The invitation.")
        ],
    ) -> Response:
        """Take an invitation back; its link is good no more."""
        await invitations.revoke(invitation_id, by)
        return Response(status_code=204)

    @router.get(
        "/auth/invitation",
        response_model=InvitationPreview,
        responses=problem_responses(404, 422, 429, 503),
    )
    @public
    async def preview_invitation(token: LinkToken) -> Response:
        """What the link in an invitation stands for."""
        return json_response(
            await acceptances.preview(token), headers={"Cache-Control": "no-store"}
        )

    @router.post(
        "/auth/invitation/accept",
        response_model=AccessToken,
        responses=problem_responses(400, 401, 404, 409, 413, 415, 422, 429, 503) | {200: COOKIE},
    )
    @public
    async def accept_invitation(request: Request, body: InvitationAcceptance) -> Response:
        """Join the organisation with a new account or the one of the address, and sign in."""
        return give.token(await acceptances.accept(body, visit_of(request)))

    return router
