"""`/api/receivables`: what is owed, as of any day."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from cashbeat.contracts.receivable import ReceivablesOverview
from cashbeat.core.http import problem_responses
from cashbeat.core.json_response import json_response
from cashbeat.core.route import StrictRoute
from cashbeat.receivable.query import OverviewQuery
from cashbeat.receivable.service import ReceivableService
from cashbeat.tenant.access import Access
from cashbeat.tenant.tenant import Tenant


def build_router(
    service: ReceivableService, access: Access, clock: Callable[[], datetime]
) -> APIRouter:
    """The route of receivables."""
    router = APIRouter(prefix="/api/receivables", tags=["Receivables"], route_class=StrictRoute)
    OfTenant = Annotated[Tenant, Depends(access.reading("customers:read"))]  # noqa: N806

    @router.get(
        "/overview", response_model=ReceivablesOverview, responses=problem_responses(422, 503)
    )
    async def get_receivables(of: OfTenant, given: Annotated[OverviewQuery, Depends()]) -> Response:
        """What is owed in a currency, by how long it is overdue, as of today or any past day."""
        return json_response(await service.overview(of, *given.wanted(of, clock())))

    return router
