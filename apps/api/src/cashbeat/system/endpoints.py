"""`/api/organisation`, `/api/status`, and the probes under `/health`."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from cashbeat.contracts.system import Liveness, Organisation, OrganisationChange, SystemStatus
from cashbeat.core.body import Given, and_faults
from cashbeat.core.faults import Noted
from cashbeat.core.gate import public
from cashbeat.core.http import problem_responses
from cashbeat.core.json_response import json_response
from cashbeat.core.route import StrictRoute
from cashbeat.system.organisation import OrganisationService
from cashbeat.system.service import SystemService
from cashbeat.tenant.access import Access
from cashbeat.tenant.caller import Caller
from cashbeat.tenant.tenant import Tenant


def build_router(
    organisations: OrganisationService, service: SystemService, access: Access
) -> APIRouter:
    """The routes of the organisation and of the system."""
    router = APIRouter(tags=["System"], route_class=StrictRoute)
    OfTenant = Annotated[Tenant, Depends(access.reading("organisation:read"))]  # noqa: N806
    By = Annotated[Caller, Depends(access.changing("organisation:write"))]  # noqa: N806

    @router.get(
        "/api/organisation", response_model=Organisation, responses=problem_responses(404, 503)
    )
    async def get_organisation(of: OfTenant) -> Response:
        """The organisation you act for: settings, currencies, payment methods."""
        return json_response(await organisations.describe(of))

    @router.patch(
        "/api/organisation",
        response_model=Organisation,
        responses=problem_responses(400, 404, 409, 413, 415, 422, 503),
    )
    async def change_organisation(
        by: By, body: Given[OrganisationChange], noted: Noted
    ) -> Response:
        """Change settings of the organisation.

        A new time zone counts at once. The stored days are cut anew in the background (`rebuild`).
        """
        return json_response(await organisations.change(by, and_faults(body, noted)))

    @router.get("/api/status", response_model=SystemStatus)
    @public
    async def get_status() -> Response:
        """Whether everything works, for people: always 200, the body tells."""
        return json_response(await service.status())

    @router.get("/health/live", response_model=Liveness)
    @public
    async def get_liveness() -> Response:
        """Whether this process answers; looks at nothing else."""
        return json_response(Liveness(status="ok"))

    @router.get(
        "/health/ready",
        response_model=SystemStatus,
        responses={503: {"model": SystemStatus, "description": "MongoDB does not answer."}},
    )
    @public
    async def get_readiness() -> Response:
        """Whether requests may be sent here: 503 when MongoDB is away."""
        status = await service.status()
        return json_response(status, 503 if status.status == "down" else 200)

    return router
