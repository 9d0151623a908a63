"""`/api/customers/import`: parse, call one service, answer."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from starlette.responses import Response, StreamingResponse

from cashbeat.contracts.customer_import import (
    CustomerImport,
    CustomerImportChange,
    CustomerImportCommit,
    CustomerImportList,
    CustomerImportRequest,
    CustomerImportRows,
)
from cashbeat.core.body import Given, and_faults
from cashbeat.core.faults import Noted
from cashbeat.core.http import problem_responses
from cashbeat.core.idempotency_header import IdempotencyKey, replayed_header
from cashbeat.core.json_response import json_response
from cashbeat.core.openapi import header
from cashbeat.core.route import CheckedRoute, StrictRoute
from cashbeat.core.xlsx_response import xlsx_answer, xlsx_response
from cashbeat.customer.importing.choices import read_request
from cashbeat.customer.importing.listing import CustomerImportListing
from cashbeat.customer.importing.query import RowsQuery
from cashbeat.customer.importing.service import CustomerImportService
from cashbeat.customer.importing.uploads import CustomerImportUploads
from cashbeat.customer.importing.workbooks import CustomerImportWorkbooks
from cashbeat.importing.upload import take_upload
from cashbeat.tenant.access import Access
from cashbeat.tenant.caller import Caller
from cashbeat.tenant.tenant import Tenant

ImportId = Annotated[
    str, Path(alias="importId", max_length=64, description="Identifier of the import.")
]
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
                        "description": "CSV or .xlsx, at most 100 MiB.",
                    },
                    "options": CustomerImportRequest.model_json_schema(),
                },
            },
            "encoding": {"options": {"contentType": "application/json"}},
        }
    },
}
_BEGUN: dict[str, Any] = {
    "description": "The import some moments later, that of a small file checked; or as it stands, "
    "when the key's first request began it.",
    "headers": {"Location": header("Where to ask how it stands.", format="uri-reference")},
}
_BUSY = problem_responses(503)[503] | {
    "description": "Two imports run already; try again after `Retry-After`."
}
_TEMPLATE = xlsx_answer("The header names the columns; other sheets tell how to fill them in.")
_ERRORS = xlsx_answer(
    "Every bad or failed row with all its cells, and what is wrong with it in the first column; "
    "corrected, it can be uploaded again."
)


def build_router(
    uploads: CustomerImportUploads,
    imports: CustomerImportService,
    listing: CustomerImportListing,
    workbooks: CustomerImportWorkbooks,
    access: Access,
) -> APIRouter:
    """The routes of imports of customers. They come before those of a customer by its id."""
    router = APIRouter(prefix="/api", tags=["Customers"], route_class=StrictRoute)
    _add_reading(router, imports, listing, workbooks, access)
    router.include_router(_upload_router(uploads, access))
    By = Annotated[Caller, Depends(access.changing("customers:write"))]  # noqa: N806

    @router.patch(
        "/customers/import/{importId}",
        response_model=CustomerImport,
        responses=problem_responses(400, 404, 409, 413, 415, 422, 503) | {429: _BUSY},
    )
    async def change_customer_import(
        by: By, import_id: ImportId, body: Given[CustomerImportChange], noted: Noted
    ) -> Response:
        """Check an import again with other choices, corrected cells, or without some rows."""
        return json_response(await imports.change(import_id, and_faults(body, noted), by))

    @router.delete(
        "/customers/import/{importId}",
        status_code=204,
        responses=problem_responses(404, 409, 422, 503),
    )
    async def discard_customer_import(by: By, import_id: ImportId) -> Response:
        """Throw away an import of which nothing was recorded."""
        await imports.discard(import_id, by)
        return Response(status_code=204)

    @router.post(
        "/customers/import/{importId}/commit",
        status_code=202,
        response_model=CustomerImport,
        responses=problem_responses(400, 404, 409, 413, 415, 422, 503),
    )
    async def commit_customer_import(
        by: By, import_id: ImportId, body: CustomerImportCommit
    ) -> Response:
        """Record what was checked. From now on it will be, whatever is killed.

        What changed on record since the check is compared anew: nothing is overwritten blindly,
        and a row that cannot be recorded any more is told as `failed`. Repeated, it answers how
        the import stands.
        """
        return json_response(await imports.commit(import_id, body, by), 202)

    @router.post(
        "/customers/import/{importId}/undo",
        status_code=202,
        response_model=CustomerImport,
        responses=problem_responses(404, 409, 422, 503),
    )
    async def undo_customer_import(by: By, import_id: ImportId) -> Response:
        """Take back what an import recorded, but for customers that anybody touched since.

        Customers that it added are deleted, those that it changed are as they were. Repeated, it
        answers how the import stands.
        """
        return json_response(await imports.undo(import_id, by), 202)

    return router


def _upload_router(uploads: CustomerImportUploads, access: Access) -> APIRouter:
    """Its body is no JSON, and is taken while it comes in."""
    router = APIRouter(route_class=CheckedRoute)
    By = Annotated[Caller, Depends(access.changing("customers:write"))]  # noqa: N806

    @router.post(
        "/customers/import",
        status_code=202,
        response_model=CustomerImport,
        responses=problem_responses(400, 413, 422, 503) | {202: _BEGUN, 429: _BUSY},
        openapi_extra={"requestBody": _FORM},
    )
    async def import_customers(
        by: By, request: Request, noted: Noted, idempotency_key: IdempotencyKey = None
    ) -> Response:
        """Upload customers in a workbook or CSV file: checked whole, recorded when committed.

        A small file is checked by the time of the answer; else ask `GET` (in `Location`) until its
        state is another than `checking`. The same `Idempotency-Key`, file and options answer how
        the import of the first request stands; a key is kept as long as its import: 30 days.
        """
        await uploads.require_room(by.tenant.id, idempotency_key)
        upload = await take_upload(request, uploads.folder, uploads.limit, noted, read_request)
        begun, replayed = await uploads.upload(upload, by, idempotency_key)
        headers = {"Location": f"/api/customers/import/{begun.id}"}
        return json_response(begun, 202, headers | replayed_header(replayed))

    return router


def _add_reading(
    router: APIRouter,
    imports: CustomerImportService,
    listing: CustomerImportListing,
    workbooks: CustomerImportWorkbooks,
    access: Access,
) -> None:
    OfTenant = Annotated[Tenant, Depends(access.reading("customers:read"))]  # noqa: N806
    Asking = Annotated[Caller, Depends(access.asking("customers:read"))]  # noqa: N806

    @router.get(
        "/customers/import/template.xlsx",
        response_class=StreamingResponse,
        responses=problem_responses(422, 503) | {200: _TEMPLATE},
    )
    async def get_customer_import_template(by: Asking) -> Response:
        """A workbook to fill in: a column for each field, lists to choose from, an example."""
        return xlsx_response(await workbooks.template(by), "customers.xlsx")

    @router.get(
        "/customers/import",
        response_model=CustomerImportList,
        responses=problem_responses(422, 503),
    )
    async def list_customer_imports(of: OfTenant) -> Response:
        """The newest imports, 50 at most."""
        return json_response(await imports.list_newest(of.id))

    @router.get(
        "/customers/import/{importId}",
        response_model=CustomerImport,
        responses=problem_responses(404, 422, 503),
    )
    async def get_customer_import(of: OfTenant, import_id: ImportId) -> Response:
        """How an import stands, and what its check found."""
        return json_response(await imports.get(of.id, import_id))

    @router.get(
        "/customers/import/{importId}/rows",
        response_model=CustomerImportRows,
        responses=problem_responses(400, 404, 409, 422, 503),
    )
    async def list_customer_import_rows(
        of: OfTenant, import_id: ImportId, given: Annotated[RowsQuery, Depends()]
    ) -> Response:
        """Rows of one outcome with their cells, in the order of the file."""
        return json_response(await listing.page(of.id, import_id, *given.page()))

    @router.get(
        "/customers/import/{importId}/errors.xlsx",
        response_class=StreamingResponse,
        responses=problem_responses(404, 409, 422, 503) | {200: _ERRORS},
    )
    async def get_customer_import_errors(of: OfTenant, import_id: ImportId) -> Response:
        """The rows to correct as a workbook."""
        return xlsx_response(await workbooks.errors(of, import_id), "rows-to-correct.xlsx")
