"""`/api/analytics`: parse, call the service, answer 200 or 304."""

from typing import Annotated, Any, get_args

from fastapi import APIRouter, Depends, Header
from starlette.responses import Response

from cashbeat.analytics.cache import Answer, Outcome
from cashbeat.analytics.parameters import MetricsParameters, TrendParameters
from cashbeat.analytics.service import AnalyticsService
from cashbeat.contracts.analytics import PaymentMetrics, TrendData
from cashbeat.core.http import problem_responses
from cashbeat.core.json_response import json_bytes_response
from cashbeat.core.openapi import header
from cashbeat.core.route import StrictRoute
from cashbeat.tenant.access import Access
from cashbeat.tenant.tenant import Tenant

_PRIVATE = "private, no-cache"

IfNoneMatch = Annotated[
    str | None,
    Header(alias="If-None-Match", description="An `ETag` you have; answers 304 while it holds."),
]

_HEADERS = {
    "ETag": header("Of these figures; send it as `If-None-Match` to hear whether they changed."),
    "Cache-Control": header("To be kept by the caller alone, and asked anew.", enum=[_PRIVATE]),
    "Vary": header("The answer is of one organisation.", enum=["X-Tenant-Id"]),
    "X-Cache": header("Where the figures come from.", enum=list(get_args(Outcome))),
}
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"headers": _HEADERS},
    304: {"description": "The figures are those you have.", "headers": _HEADERS},
}


def build_router(service: AnalyticsService, access: Access) -> APIRouter:
    """The routes of analytics."""
    router = APIRouter(prefix="/api/analytics", tags=["Analytics"], route_class=StrictRoute)
    OfTenant = Annotated[Tenant, Depends(access.reading("analytics:read"))]  # noqa: N806

    @router.get(
        "/metrics",
        response_model=PaymentMetrics,
        responses=_ANSWERS | problem_responses(404, 422, 503),
    )
    async def get_metrics(
        of: OfTenant,
        given: Annotated[MetricsParameters, Depends()],
        if_none_match: IfNoneMatch = None,
    ) -> Response:
        """The figures of a range, and of the one that it is compared with.

        By default the last 30 local days, today included, in the organisation's zone and currency.
        """
        return _answer(*await service.metrics(of, given), if_none_match)

    @router.get(
        "/trends",
        response_model=list[TrendData],
        responses=_ANSWERS | problem_responses(404, 422, 503),
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
        return _answer(*await service.trends(of, given), if_none_match)

    return router


def _answer(answer: Answer, outcome: Outcome, if_none_match: str | None) -> Response:
    headers = {
        "ETag": answer.etag,
        "Cache-Control": _PRIVATE,
        "Vary": "X-Tenant-Id",
        "X-Cache": outcome,
    }
    if _matches(if_none_match, answer.etag):
        return Response(status_code=304, headers=headers)
    return json_bytes_response(answer.body, headers=headers)


def _matches(if_none_match: str | None, etag: str) -> bool:
    """Weak comparison (RFC 9110, 13.1.2)."""
    if if_none_match is None:
        return False
    known = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return "*" in known or etag.removeprefix("W/") in known
