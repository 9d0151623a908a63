"""`/api/payments/import`: parse, call one service, answer."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from starlette.responses import Response, StreamingResponse

from cashbeat.contracts.importing import ImportRequest, PaymentImport
from cashbeat.core.csv_response import csv_answer, csv_response
from cashbeat.core.faults import Noted
from cashbeat.core.http import problem_responses
from cashbeat.core.idempotency_header import IdempotencyKey, replayed_header
from cashbeat.core.json_response import json_response
from cashbeat.core.openapi import header
from cashbeat.core.route import CheckedRoute
from cashbeat.importing.choices import read_choices
from cashbeat.importing.jobs import ImportJobs
from cashbeat.importing.upload import take_upload
from cashbeat.tenant.access import Access
from cashbeat.tenant.caller import Caller
from cashbeat.tenant.tenant import Tenant

ImportId = Annotated[
    str, Path(alias="importId", max_length=64, description="Identifier of the import.")
]
_read_options = partial(read_choices, ImportRequest)
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
_BAD_ROWS = csv_answer(
    "Row, field, column, value, code, message, suggestion, as in `ImportProblem`; of a row with "
    "two faults two rows, `problemCount` altogether. Texts that a spreadsheet would calculate "
    "begin with an apostrophe."
)
_BEGUN: dict[str, Any] = {
    "description": "The import as it begins; or as it stands, when the key's first request did so.",
    "headers": {"Location": header("Where to ask how it stands.")},
}
_BUSY = problem_responses(503)[503] | {
    "description": "Two imports run already; try again after `Retry-After`."
}


def build_router(service: ImportJobs, access: Access) -> APIRouter:
    """The routes of imports."""
    router = APIRouter(prefix="/api", tags=["Payments"], route_class=CheckedRoute)
    OfTenant = Annotated[Tenant, Depends(access.reading("payments:import"))]  # noqa: N806
    By = Annotated[Caller, Depends(access.changing("payments:import"))]  # noqa: N806

    @router.post(
        "/payments/import",
        status_code=202,
        response_model=PaymentImport,
        responses=problem_responses(400, 413, 422, 503) | {202: _BEGUN, 429: _BUSY},
        openapi_extra={"requestBody": _FORM},
    )
    async def import_payments(
        by: By, request: Request, noted: Noted, idempotency_key: IdempotencyKey = None
    ) -> Response:
        """Import payments from a file: checked whole, then recorded whole.

        The answer is the import as it begins; ask `GET /api/payments/imports/{id}` (also in
        `Location`) until its state is `done`, `refused` or `failed`. Any bad row refuses the file,
        unless `skipBad`. Sending the same file again, or a longer one, adds only what is new. The
        same `Idempotency-Key`, file and options answer how the import of the first request stands,
        other ones are refused; a key is kept as long as its import: 30 days.
        """
        await service.require_room(by.tenant.id, idempotency_key)
        upload = await take_upload(request, service.folder, service.limit, noted, _read_options)
        begun, replayed = await service.start(by.tenant, upload, idempotency_key, by.by)
        headers = {"Location": f"/api/payments/imports/{begun.id}"}
        return json_response(begun, 202, headers | replayed_header(replayed))

    @router.get(
        "/payments/imports/{importId}",
        response_model=PaymentImport,
        responses=problem_responses(404, 422, 503),
    )
    async def get_import(of: OfTenant, import_id: ImportId) -> Response:
        """How an import stands, and what its check found."""
        return json_response(await service.get(of.id, import_id))

    @router.get(
        "/payments/imports/{importId}/bad-rows.csv",
        response_class=StreamingResponse,
        responses=problem_responses(404, 409, 422, 503) | {200: _BAD_ROWS},
    )
    async def get_bad_rows(of: OfTenant, import_id: ImportId) -> StreamingResponse:
        """Every bad row of the file, with the reason, as CSV in the order of the rows.

        There once the check is over (`report` is set), of dry runs and refused files too, and kept
        as long as the import: 30 days.
        """
        return csv_response(await service.bad_rows(of.id, import_id), "bad-rows.csv")

    return router
