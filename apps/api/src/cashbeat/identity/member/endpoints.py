"""`/api/members` and `/api/roles`: who belongs to the organisation, and what roles allow."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path
from starlette.responses import Response

from cashbeat.contracts.access import (
    PERMISSION_SUMMARIES,
    PERMISSIONS,
    ROLE_PERMISSIONS,
    ROLE_SUMMARIES,
    ROLES,
    PermissionDescription,
    RoleDescription,
)
from cashbeat.contracts.identity import Member, MemberChange
from cashbeat.core.http import problem_responses
from cashbeat.core.json_response import json_response
from cashbeat.core.route import StrictRoute
from cashbeat.identity.gate.gatekeeper import GateAccess, Proof
from cashbeat.identity.member.service import MemberService
from cashbeat.tenant.caller import Caller
from cashbeat.tenant.tenant import Tenant

_USER_ID = Path(alias="userId", max_length=64, description="The person.")


def build_router(members: MemberService, access: GateAccess) -> APIRouter:
    """The routes of members and roles."""
    router = APIRouter(prefix="/api", tags=["Members"], route_class=StrictRoute)
    OfTenant = Annotated[Tenant, Depends(access.reading("members:read"))]  # noqa: N806
    By = Annotated[Caller, Depends(access.changing("members:write"))]  # noqa: N806
    Member_ = Annotated[Caller, Depends(access.changing("members:read"))]  # noqa: N806
    Anybody = Annotated[tuple[Proof, Tenant | None], Depends(access.anybody())]  # noqa: N806

    @router.get("/members", response_model=list[Member], responses=problem_responses(503))
    async def list_members(of: OfTenant) -> Response:
        """Everybody who belongs to the organisation, oldest membership first."""
        return json_response(await members.list_members(of.id))

    @router.patch(
        "/members/{userId}",
        response_model=Member,
        responses=problem_responses(400, 403, 404, 409, 413, 415, 422, 503),
    )
    async def change_member(
        by: By, user_id: Annotated[str, _USER_ID], body: MemberChange
    ) -> Response:
        """Give a member another role; it counts at once. Only owners touch owners."""
        return json_response(await members.change_role(user_id, body.role, by))

    @router.delete(
        "/members/{userId}",
        status_code=204,
        responses=problem_responses(403, 404, 409, 503),
    )
    async def remove_member(by: Member_, user_id: Annotated[str, _USER_ID]) -> Response:
        """Take a member out of the organisation, at once.

        Needs `members:write`, but to leave it oneself. Only owners touch owners.
        """
        await members.remove(user_id, by)
        return Response(status_code=204)

    @router.get("/roles", response_model=list[RoleDescription], responses=problem_responses(503))
    async def list_roles(_caller: Anybody) -> Response:
        """Every role and what it allows: the table that the API enforces."""
        return json_response(_ROLES)

    return router


_ROLES = [
    RoleDescription(
        role=role,
        summary=ROLE_SUMMARIES[role],
        permissions=[
            PermissionDescription(name=name, summary=PERMISSION_SUMMARIES[name])
            for name in PERMISSIONS
            if name in ROLE_PERMISSIONS[role]
        ],
    )
    for role in ROLES
]
