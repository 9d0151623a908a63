"""`/api/analytics/breakdown`: parse, call the service, answer 200 or 304, or a CSV file."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response, StreamingResponse

from cashbeat.analytics.answering import ANSWERS, IfNoneMatch, respond
from cashbeat.analytics.breakdown.service import BreakdownService
from cashbeat.analytics.parameters import MetricsParameters
from cashbeat.contracts.breakdown import PaymentBreakdown
from cashbeat.core.csv_response import csv_answer, csv_response
from cashbeat.core.http import problem_responses
from cashbeat.core.route import StrictRoute
from cashbeat.tenant.access import Access
from cashbeat.tenant.tenant import Tenant

_CSV = csv_answer(
    "One row a method, status, failure code, hour of the week and way of the flow. Shares and "
    "rates are fractions 0..1."
)


def build_router(service: BreakdownService, access: Access) -> APIRouter:
    """The routes of breakdowns."""
    router = APIRouter(prefix="/api/analytics", tags=["Analytics"], route_class=StrictRoute)
    OfTenant = Annotated[Tenant, Depends(access.reading("analytics:read"))]  # noqa: N806

    @router.get(
        "/breakdown",
        response_model=PaymentBreakdown,
        responses=ANSWERS | problem_responses(404, 422, 503),
    )
    async def get_breakdown(
        of: OfTenant,
        given: Annotated[MetricsParameters, Depends()],
        if_none_match: IfNoneMatch = None,
    ) -> Response:
        """What the payments of a range are made of, and where they stand.

        By method, status, failure code and hour of the local week, and the flow from created to
        kept or refunded. Every number agrees with the metrics of the same range.
        """
        return respond(*await service.breakdown(of, given), if_none_match)

    @router.get(
        "/breakdown.csv",
        response_class=StreamingResponse,
        responses=problem_responses(404, 422, 503) | {200: _CSV},
    )
    async def export_breakdown(
        of: OfTenant, given: Annotated[MetricsParameters, Depends()]
    ) -> Response:
        """The same numbers as one table in CSV; `X-Total-Count` states the rows."""
        return csv_response(await service.table(of, given), "breakdown.csv")

    return router
