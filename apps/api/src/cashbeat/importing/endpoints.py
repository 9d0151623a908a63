"""`/api/payments/import`: parse, call one service, answer."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from starlette.responses import Response, StreamingResponse

from cashbeat.contracts.importing import ImportRequest, PaymentImport
from cashbeat.core.http import problem_responses
from cashbeat.core.json_response import json_response
from cashbeat.importing.jobs import ImportJobs
from cashbeat.importing.upload import FORM_OVERHEAD, take_upload
from cashbeat.tenant.tenant import Tenant, TenantDependency

_FORM: dict[str, Any] = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {
                    "file": {
                        "type": "string",
                        "format": "binary",
                        "description": "CSV or .xlsx, at most 25 MiB.",
                    },
                    "options": ImportRequest.model_json_schema(),
                },
            },
            "encoding": {"options": {"contentType": "application/json"}},
        }
    },
}
_BAD_ROWS: dict[str, Any] = {
    "description": "RFC 4180 with a header line: row, field, column, value, code, message, "
    "suggestion, as in `ImportProblem`. Texts that a spreadsheet would calculate begin with an "
    "apostrophe. A row with two faults has two lines.",
    "content": {"text/csv": {"schema": {"type": "string"}}},
    "headers": {
        "X-Total-Count": {
            "description": "Lines below the header: `problemCount` of the report.",
            "schema": {"type": "integer"},
        }
    },
}
_BUSY = problem_responses(503)[503] | {
    "description": "Two imports run already; try again after `Retry-After`."
}


def build_router(service: ImportJobs, tenant: TenantDependency) -> APIRouter:
    """The routes of imports."""
    router = APIRouter(prefix="/api", tags=["Payments"])
    OfTenant = Annotated[Tenant, Depends(tenant)]  # noqa: N806

    @router.post(
        "/payments/import",
        status_code=202,
        response_model=PaymentImport,
        responses=problem_responses(400, 413, 422, 503) | {429: _BUSY},
        openapi_extra={"requestBody": _FORM},
        max_body_size=2 * (service.max_bytes + FORM_OVERHEAD),  # a backstop: `take_upload` counts
    )
    async def import_payments(of: OfTenant, request: Request) -> Response:
        """Import payments from a file: checked whole, then recorded whole.

        The answer is the import as it begins; ask `GET /api/payments/imports/{id}` (also in
        `Location`) until its state is `done`, `refused` or `failed`. Any bad row refuses the file,
        unless `skipBad`. Sending the same file again, or a longer one, adds only what is new.
        """
        await service.require_room(of.id)
        upload = await take_upload(request, service.folder, service.max_bytes)
        begun = await service.start(of, upload)
        return json_response(begun, 202, {"Location": f"/api/payments/imports/{begun.id}"})

    @router.get(
        "/payments/imports/{import_id}",
        response_model=PaymentImport,
        responses=problem_responses(404, 422, 503),
    )
    async def get_import(of: OfTenant, import_id: Annotated[str, Path(max_length=64)]) -> Response:
        """How an import stands, and what its check found."""
        return json_response(await service.get(of.id, import_id))

    @router.get(
        "/payments/imports/{import_id}/bad-rows.csv",
        response_class=StreamingResponse,
        responses=problem_responses(404, 409, 422, 503) | {200: _BAD_ROWS},
    )
    async def get_bad_rows(
        of: OfTenant, import_id: Annotated[str, Path(max_length=64)]
    ) -> StreamingResponse:
        """Every bad row of the file, with the reason, as CSV in the order of the rows.

        There once the check is over (`report` is set), of dry runs and refused files too, and kept
        as long as the import: 30 days.
        """
        found = await service.bad_rows(of.id, import_id)
        headers = {
            "X-Total-Count": str(found.lines),
            "Content-Disposition": 'attachment; filename="bad-rows.csv"',
        }
        return StreamingResponse(found.parts, media_type="text/csv; charset=utf-8", headers=headers)

    return router
