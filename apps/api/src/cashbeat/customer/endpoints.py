"""`/api/customers`: parse, call one service, answer."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path
from starlette.responses import Response, StreamingResponse

from cashbeat.contracts.customer import (
    ChangedMeanwhile,
    Customer,
    CustomerBulk,
    CustomerBulkOutcome,
    CustomerChange,
    CustomerDetails,
    CustomerMerge,
    CustomerPage,
    CustomerTimeline,
    NewCustomer,
)
from cashbeat.core.body import Given, and_faults
from cashbeat.core.csv_response import csv_answer, csv_response
from cashbeat.core.faults import Noted
from cashbeat.core.http import problem_response, problem_responses
from cashbeat.core.idempotency_header import IdempotencyKey, replayed_header
from cashbeat.core.json_response import json_response
from cashbeat.core.openapi import header
from cashbeat.core.route import StrictRoute
from cashbeat.core.xlsx_response import xlsx_answer, xlsx_response
from cashbeat.customer.bulk import CustomerBulkService
from cashbeat.customer.details import CustomerReader
from cashbeat.customer.listing import CustomerListing
from cashbeat.customer.merging import CustomerMerging
from cashbeat.customer.query import ExportQuery, PageQuery, TimelineQuery
from cashbeat.customer.service import CustomerService
from cashbeat.customer.timeline import CustomerTimelines
from cashbeat.tenant.access import Access
from cashbeat.tenant.caller import Caller
from cashbeat.tenant.tenant import Tenant

CustomerPath = Annotated[
    str, Path(alias="customerId", max_length=64, description="Identifier of the customer.")
]

_CSV = csv_answer(
    "Times are in the zone, with their offset. Texts that a spreadsheet would calculate begin with "
    "an apostrophe."
)
_XLSX = xlsx_answer(
    "Times are those of the zone's clocks. Texts that a spreadsheet would calculate begin with an "
    "apostrophe."
)
_CHANGED = problem_response(
    "The present state does not allow it; of a customer that was changed meanwhile, `current` is "
    "how it stands, and `fields` what stands otherwise than the request sets it.",
    ChangedMeanwhile,
)


def build_router(
    customers: CustomerService,
    reader: CustomerReader,
    listing: CustomerListing,
    timelines: CustomerTimelines,
    access: Access,
) -> APIRouter:
    """The routes of customers one by one, of their list and its files."""
    router = APIRouter(prefix="/api", tags=["Customers"], route_class=StrictRoute)
    _add_reading(router, reader, listing, timelines, access)
    By = Annotated[Caller, Depends(access.changing("customers:write"))]  # noqa: N806

    @router.post(
        "/customers",
        status_code=201,
        response_model=Customer,
        responses=problem_responses(400, 409, 413, 415, 422, 503)
        | {201: {"headers": {"Location": header("The customer.", format="uri-reference")}}},
    )
    async def create_customer(
        by: By, body: Given[NewCustomer], noted: Noted, key: IdempotencyKey
    ) -> Response:
        """Record a customer, and what it owes at once."""
        customer, replayed = await customers.create(and_faults(body, noted), by, key)
        headers = {"Location": f"/api/customers/{customer.id}"} | replayed_header(replayed)
        return json_response(customer, 201, headers)

    @router.patch(
        "/customers/{customerId}",
        response_model=Customer,
        responses=problem_responses(400, 404, 413, 415, 422, 503) | {409: _CHANGED},
    )
    async def change_customer(
        by: By, customer_id: CustomerPath, body: Given[CustomerChange], noted: Noted
    ) -> Response:
        """Change a customer, unless somebody else changed it since the version that was seen."""
        return json_response(await customers.change(customer_id, and_faults(body, noted), by))

    @router.delete(
        "/customers/{customerId}", status_code=204, responses=problem_responses(404, 422, 503)
    )
    async def delete_customer(by: By, customer_id: CustomerPath) -> Response:
        """Delete a customer. Its data stay, and it can be restored; its external id is free."""
        await customers.delete(customer_id, by)
        return Response(status_code=204)

    @router.post(
        "/customers/{customerId}/restore",
        response_model=Customer,
        responses=problem_responses(404, 409, 422, 503),
    )
    async def restore_customer(by: By, customer_id: CustomerPath) -> Response:
        """Bring a deleted customer back."""
        return json_response(await customers.restore(customer_id, by))

    return router


def build_many_router(
    merging: CustomerMerging, bulk: CustomerBulkService, access: Access
) -> APIRouter:
    """The routes that change several customers at once."""
    router = APIRouter(prefix="/api", tags=["Customers"], route_class=StrictRoute)
    By = Annotated[Caller, Depends(access.changing("customers:write"))]  # noqa: N806

    @router.post(
        "/customers/bulk",
        response_model=CustomerBulkOutcome,
        responses=problem_responses(400, 413, 415, 422, 503),
    )
    async def change_customers(by: By, body: CustomerBulk) -> Response:
        """Tag, assign or delete up to 500 customers: all of them, or none when one cannot be."""
        return json_response(await bulk.change(body, by))

    @router.post(
        "/customers/{customerId}/merge",
        response_model=Customer,
        responses=problem_responses(400, 404, 413, 415, 422, 503) | {409: _CHANGED},
    )
    async def merge_customer(by: By, customer_id: CustomerPath, body: CustomerMerge) -> Response:
        """Merge another customer into this one, for good. The other's id leads here from now on."""
        return json_response(await merging.merge(customer_id, body, by))

    return router


def _add_reading(
    router: APIRouter,
    reader: CustomerReader,
    listing: CustomerListing,
    timelines: CustomerTimelines,
    access: Access,
) -> None:
    OfTenant = Annotated[Tenant, Depends(access.reading("customers:read"))]  # noqa: N806

    @router.get(
        "/customers", response_model=CustomerPage, responses=problem_responses(400, 422, 503)
    )
    async def list_customers(of: OfTenant, given: Annotated[PageQuery, Depends()]) -> Response:
        """Customers, in pages that stay stable while others are added."""
        return json_response(await listing.page(of, given.page(of)))

    @router.get(
        "/customers.csv",
        response_class=StreamingResponse,
        responses=problem_responses(422, 503) | {200: _CSV},
    )
    async def export_customers(of: OfTenant, given: Annotated[ExportQuery, Depends()]) -> Response:
        """Every customer that matches the filters as CSV; rows and count are of one moment."""
        return csv_response(await listing.csv(of, given.export(of)), "customers.csv")

    @router.get(
        "/customers.xlsx",
        response_class=StreamingResponse,
        responses=problem_responses(422, 503) | {200: _XLSX},
    )
    async def export_customers_as_workbook(
        of: OfTenant, given: Annotated[ExportQuery, Depends()]
    ) -> Response:
        """The same as an Excel workbook: amounts are numbers, days and times are such."""
        return xlsx_response(await listing.xlsx(of, given.export(of)), "customers.xlsx")

    @router.get(
        "/customers/{customerId}",
        response_model=CustomerDetails,
        responses=problem_responses(404, 422, 503),
    )
    async def get_customer(of: OfTenant, customer_id: CustomerPath) -> Response:
        """One customer with charges and payments, a deleted one too.

        The id of a customer that was merged answers the one that it is part of.
        """
        return json_response(await reader.get(of, customer_id))

    @router.get(
        "/customers/{customerId}/timeline",
        response_model=CustomerTimeline,
        responses=problem_responses(400, 404, 422, 503),
    )
    async def get_customer_timeline(
        of: OfTenant, customer_id: CustomerPath, given: Annotated[TimelineQuery, Depends()]
    ) -> Response:
        """What people did to a customer and the steps of its payments, newest first."""
        return json_response(await timelines.page(of, customer_id, *given.part()))
