"""A small API in memory that keeps the contract the seed relies on, and fails when told to."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from cashbeat.contracts.charge import NewCharge
from cashbeat.contracts.customer import NewCustomer
from cashbeat.contracts.payment import NewPayment
from cashbeat.seed.client import ApiClient

LEGAL = {
    "complete": ("pending", "completed"),
    "fail": ("pending", "failed"),
    "retry": ("failed", "pending"),
}


class FakeApi:
    """Payments and customers in lists; `outages` says what befalls each request to come.

    An outage is an exception to raise, or a response; None is a request that goes well. One marked
    `after=True` strikes after the work was done: the answer is lost, not the write. `api_key` is
    the only one that it takes, once there is one.
    """

    def __init__(self) -> None:
        self.payments: list[dict[str, Any]] = []
        self.customers: list[dict[str, Any]] = []
        self.answers: dict[str, tuple[bytes, Any]] = {}
        self.requests: Counter[str] = Counter()
        self.keys: list[str] = []
        self.down = False
        self.api_key: str | None = None
        self.outages: list[tuple[Exception | Response | None, bool]] = []
        self.organisation: dict[str, Any] = {
            "id": "demo",
            "name": "Demo",
            "timeZone": "Europe/Berlin",
            "defaultCurrency": "EUR",
            "currencies": ["EUR"],
            "methods": [
                {"code": code, "name": code, "active": code != "cheque"}
                for code in ("card", "wallet", "bank_transfer", "direct_debit", "upi", "cash")
            ],
        }
        self.app = Starlette(
            routes=[
                Route("/api/organisation", self._organisation),
                Route("/api/payments", self._list),
                Route("/api/payments", self._create, methods=["POST"]),
                Route("/api/payments/batch", self._batch, methods=["POST"]),
                Route("/api/payments/{id}/{step}", self._step, methods=["POST"]),
                Route("/api/customers", self._list_customers),
                Route("/api/customers", self._create_customer, methods=["POST"]),
                Route("/api/customers/{id}/charges", self._charge, methods=["POST"]),
            ]
        )

    def break_next(self, outage: Exception | Response | None, *, after: bool = False) -> None:
        self.outages.append((outage, after))

    async def _organisation(self, request: Request) -> Response:
        return await self._answer(request, "organisation", lambda _: self.organisation)

    async def _list(self, request: Request) -> Response:
        query = request.query_params
        newest = query.get("sort", "-createdAt") == "-createdAt"
        named = ("customerId", "status", "currency")
        wanted = {name: query[name] for name in named if name in query}
        found = [each for each in self.payments if wanted.items() <= each.items()]
        ordered = sorted(found, key=lambda each: each["createdAt"], reverse=newest)
        page = {"items": ordered[: int(query["limit"])], "total": len(ordered), "nextCursor": None}
        return await self._answer(request, "list", lambda _: page)

    async def _create(self, request: Request) -> Response:
        return await self._answer(request, "create", self._record)

    async def _batch(self, request: Request) -> Response:
        def record(body: Any) -> Any:
            items = []
            for index, item in enumerate(body["items"]):
                payment = self._record(item)
                items.append({"index": index, "status": 201, "payment": payment, "errors": []})
            return {"created": len(items), "replayed": 0, "refused": 0, "items": items}

        return await self._answer(request, "batch", record)

    async def _step(self, request: Request) -> Response:
        payment = self.payments[int(request.path_params["id"].removeprefix("pay_"))]
        step = request.path_params["step"]
        if step != "refund" and payment["status"] != LEGAL[step][0]:
            return JSONResponse({"code": "illegal_transition", "detail": step}, 409)

        def take(_body: Any) -> Any:
            payment["status"] = LEGAL[step][1] if step != "refund" else "refunded"
            return payment

        return await self._answer(request, step, take)

    async def _list_customers(self, request: Request) -> Response:
        page = {"items": self.customers[:1], "total": len(self.customers), "nextCursor": None}
        return await self._answer(request, "list customers", lambda _: page)

    async def _create_customer(self, request: Request) -> Response:
        def record(body: Any) -> Any:
            NewCustomer.model_validate(body)
            customer = body | {"id": f"cus_{len(self.customers)}", "charges": []}
            self.customers.append(customer)
            return customer

        return await self._answer(request, "create customer", record)

    async def _charge(self, request: Request) -> Response:
        customer = self.customers[int(request.path_params["id"].removeprefix("cus_"))]

        def record(body: Any) -> Any:
            NewCharge.model_validate(body)
            customer["charges"].append(body)
            return body

        return await self._answer(request, "charge", record)

    def _record(self, item: dict[str, Any]) -> dict[str, Any]:
        NewPayment.model_validate(item)
        now = datetime.now(UTC).isoformat()
        payment = (
            {"createdAt": now, "refundedAmount": 0, "status": "pending"}
            | item
            | {"id": f"pay_{len(self.payments)}"}
        )
        self.payments.append(payment)
        return payment

    async def _answer(self, request: Request, name: str, work: Any) -> Response:
        self.requests[name] += 1
        if self.down:
            return Response(status_code=503)
        if self.api_key not in {None, request.headers.get("authorization", "")[len("Bearer ") :]}:
            return JSONResponse({"code": "unauthenticated", "detail": "Not a key of ours."}, 401)
        outage, after = self.outages.pop(0) if self.outages else (None, False)
        if outage is not None and not after:
            return _strike(outage)
        response = self._once(request, await request.body(), work)
        return response if outage is None else _strike(outage)

    def _once(self, request: Request, body: bytes, work: Any) -> Response:
        key = request.headers.get("idempotency-key")
        if key is None:
            return JSONResponse(work(None))
        if key in self.answers:
            asked, answer = self.answers[key]
            if asked != body:
                return JSONResponse({"code": "idempotency_key_reused", "detail": key}, 422)
            if isinstance(answer, dict) and "created" in answer:
                answer = answer | {"created": 0, "replayed": answer["created"]}
            return JSONResponse(answer)
        self.keys.append(key)
        try:
            answer = work(httpx.Response(200, content=body).json())
        except ValidationError as error:
            return JSONResponse({"code": "invalid_request", "detail": str(error)}, 422)
        self.answers[key] = body, answer
        return JSONResponse(answer, 201)


def _strike(outage: Exception | Response) -> Response:
    if isinstance(outage, Exception):
        raise outage
    return outage


@pytest.fixture
def api() -> Iterator[FakeApi]:
    fake = FakeApi()
    yield fake
    assert not fake.outages, "an outage that was prepared never struck"


@pytest.fixture
async def client(api: FakeApi) -> AsyncIterator[ApiClient]:
    transport = httpx.ASGITransport(api.app)
    async with ApiClient("http://api.test", transport=transport, patience=20) as made:
        yield made
