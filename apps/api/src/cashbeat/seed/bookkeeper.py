"""Records the customers on account of a history, and what they were charged, through the API."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from cashbeat.kit.money import to_minor
from cashbeat.seed.client import ApiClient, ApiRefused, KeyRefused
from cashbeat.seed.debtor import Debtor, charges_of, debtors_of
from cashbeat.seed.history import History

AT_ONCE = 8
_PAGE = 200
_PAGES = 5
"""Pages of a customer's payments that are added up: more than the busiest has."""


@dataclass(slots=True)
class Booked:
    """What a run recorded."""

    customers: int = 0
    charges: int = 0


class Bookkeeper:
    """Records the customers of one history. Run again, it records only what is missing."""

    def __init__(self, client: ApiClient, history: History) -> None:
        self._client = client
        self._history = history
        self.booked = Booked()

    async def run(self, *, if_empty: bool) -> Booked:
        """Record them; with `if_empty` nothing where there are customers that are not of this seed.

        Raises: ApiUnreachable, KeyRefused, ApiRefused.
        """
        debtors = debtors_of(self._history)
        if if_empty and await self._has_others(debtors):
            return self.booked
        slots = asyncio.Semaphore(AT_ONCE)

        async def record(debtor: Debtor) -> None:
            async with slots:
                await self._record(debtor)

        await asyncio.gather(*map(record, debtors))
        return self.booked

    async def _has_others(self, debtors: Sequence[Debtor]) -> bool:
        """Whether somebody recorded customers, or all of these are there already."""
        page = await self._client.get("/api/customers", limit=1, sort="createdAt")
        if not page["items"]:
            return False
        numbers = {debtor.number for debtor in debtors}
        return page["total"] >= len(debtors) or page["items"][0]["externalId"] not in numbers

    async def _record(self, debtor: Debtor) -> None:
        key = f"seed-{self._history.seed}-{debtor.number}"
        try:
            customer = await self._client.post("/api/customers", debtor.to_request(), key)
        except KeyRefused:
            raise
        except ApiRefused as refusal:
            if refusal.status not in {409, 422}:
                raise
            return  # of another run of this seed, which began on another day
        self.booked.customers += 1
        path = f"/api/customers/{customer['id']}/charges"
        for charge in charges_of(self._history, debtor.number, await self._paid(debtor)):
            await self._client.post(
                path, charge.to_request(debtor.currency), f"{key}-{charge.number}"
            )
            self.booked.charges += 1

    async def _paid(self, debtor: Debtor) -> int:
        """What the customer paid so far, less what was given back, in minor units."""
        query: dict[str, str | int] = {"customerId": debtor.number, "status": "completed"}
        paid = 0
        for _ in range(_PAGES):
            page = await self._client.get(
                "/api/payments", currency=debtor.currency, limit=_PAGE, **query
            )
            for payment in page["items"]:
                left = Decimal(str(payment["amount"])) - Decimal(str(payment["refundedAmount"]))
                paid += to_minor(left, debtor.currency)
            if page["nextCursor"] is None:
                break
            query["cursor"] = page["nextCursor"]
        return paid
