"""`/api/audit`: read and export the log of every change."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response, StreamingResponse

from cashbeat.audit.listing import csv_of, page_of
from cashbeat.audit.query import AuditExportQuery, AuditPageQuery
from cashbeat.audit.repository import AuditLog
from cashbeat.contracts.audit import AuditPage
from cashbeat.core.csv_response import csv_answer, csv_response
from cashbeat.core.http import problem_responses
from cashbeat.core.json_response import json_response
from cashbeat.core.route import StrictRoute
from cashbeat.tenant.access import Access
from cashbeat.tenant.tenant import Tenant

_CSV = csv_answer(
    "`at` is in the zone, with its offset. `before` and `after` are JSON, whose moments are UTC. "
    "Texts that a spreadsheet would calculate begin with an apostrophe."
)


def build_router(log: AuditLog, access: Access) -> APIRouter:
    """The routes of the audit log."""
    router = APIRouter(prefix="/api", tags=["Audit"], route_class=StrictRoute)
    OfTenant = Annotated[Tenant, Depends(access.reading("audit:read"))]  # noqa: N806

    @router.get("/audit", response_model=AuditPage, responses=problem_responses(400, 422, 503))
    async def list_audit_entries(
        of: OfTenant, given: Annotated[AuditPageQuery, Depends()]
    ) -> Response:
        """Every change in the organisation, newest first: who, what, before, after and why.

        An entry is there as soon as its change is, one of a payment some milliseconds later. It is
        sealed (`n`, `hash`) within a second.
        """
        return json_response(await page_of(log, of.id, *given.page()))

    @router.get(
        "/audit.csv",
        response_class=StreamingResponse,
        responses=problem_responses(422, 503) | {200: _CSV},
    )
    async def export_audit_entries(
        of: OfTenant, given: Annotated[AuditExportQuery, Depends()]
    ) -> Response:
        """Every entry that matches the filters as CSV; `X-Total-Count` states the rows."""
        return csv_response(await csv_of(log, of.id, *given.export(of)), "audit.csv")

    return router
