"""`/api/analytics`: parse, call the service, answer 200 or 304."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response, StreamingResponse

from cashbeat.analytics.answering import ANSWERS, IfNoneMatch, respond
from cashbeat.analytics.parameters import MetricsParameters, TrendParameters
from cashbeat.analytics.service import AnalyticsService
from cashbeat.contracts.analytics import PaymentMetrics, TrendData
from cashbeat.core.csv_response import csv_answer, csv_response
from cashbeat.core.http import problem_responses
from cashbeat.core.route import StrictRoute
from cashbeat.tenant.access import Access
from cashbeat.tenant.tenant import Tenant

_CSV = csv_answer(
    "One row a bucket; times are in the zone, with their offset. Rates are fractions 0..1, what "
    "is not known is an empty cell."
)


def build_router(service: AnalyticsService, access: Access) -> APIRouter:
    """The routes of analytics."""
    router = APIRouter(prefix="/api/analytics", tags=["Analytics"], route_class=StrictRoute)
    OfTenant = Annotated[Tenant, Depends(access.reading("analytics:read"))]  # noqa: N806

    @router.get(
        "/metrics",
        response_model=PaymentMetrics,
        responses=ANSWERS | problem_responses(404, 422, 503),
    )
    async def get_metrics(
        of: OfTenant,
        given: Annotated[MetricsParameters, Depends()],
        if_none_match: IfNoneMatch = None,
    ) -> Response:
        """The figures of a range, and of the one that it is compared with.

        By default the last 30 local days, today included, in the organisation's zone and currency.
        """
        return respond(*await service.metrics(of, given), if_none_match)

    @router.get(
        "/trends",
        response_model=list[TrendData],
        responses=ANSWERS | problem_responses(404, 422, 503),
    )
    async def get_trends(
        of: OfTenant,
        given: Annotated[TrendParameters, Depends()],
        if_none_match: IfNoneMatch = None,
    ) -> Response:
        """Volume, payments and success rate by hour, day, week or month of a range.

        Every bucket that touches the range is there, empty ones as zeros; one that the range cuts
        counts only its part in the range.
        """
        return respond(*await service.trends(of, given), if_none_match)

    @router.get(
        "/trends.csv",
        response_class=StreamingResponse,
        responses=problem_responses(404, 422, 503) | {200: _CSV},
    )
    async def export_trends(of: OfTenant, given: Annotated[TrendParameters, Depends()]) -> Response:
        """The same buckets as CSV, one row each; `X-Total-Count` states the rows."""
        return csv_response(await service.trends_table(of, given), "trends.csv")

    return router
