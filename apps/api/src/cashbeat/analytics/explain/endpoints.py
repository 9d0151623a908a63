"""`/api/analytics/explain`: parse, call the service, answer 200 or 304."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from cashbeat.analytics.answering import ANSWERS, IfNoneMatch, respond
from cashbeat.analytics.explain.parameters import ExplainParameters
from cashbeat.analytics.explain.service import ExplainService
from cashbeat.contracts.explanation import ChangeExplanation
from cashbeat.core.http import problem_responses
from cashbeat.core.route import StrictRoute
from cashbeat.tenant.access import Access
from cashbeat.tenant.tenant import Tenant


def build_router(service: ExplainService, access: Access) -> APIRouter:
    """The route of explanations."""
    router = APIRouter(prefix="/api/analytics", tags=["Analytics"], route_class=StrictRoute)
    OfTenant = Annotated[Tenant, Depends(access.reading("analytics:read"))]  # noqa: N806

    @router.get(
        "/explain",
        response_model=ChangeExplanation,
        responses=ANSWERS | problem_responses(404, 422, 503),
    )
    async def explain_change(
        of: OfTenant,
        given: Annotated[ExplainParameters, Depends()],
        if_none_match: IfNoneMatch = None,
    ) -> Response:
        """What contributed to the change of a figure between a range and its base.

        Split by method, failure code, band of amounts, customer, and currency where several are
        counted; the parts of each sum to the change, and what explains most comes first.
        """
        return respond(*await service.explain(of, given), if_none_match)

    return router
