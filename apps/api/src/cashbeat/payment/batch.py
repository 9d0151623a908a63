"""Many payments in one request, each taken or refused by itself."""

import asyncio
from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from datetime import datetime

from cashbeat.audit.entry import StoredEntry, Target, entry_of
from cashbeat.contracts.payment import (
    BatchItemOutcome,
    NewPayment,
    Payment,
    PaymentBatch,
    PaymentBatchOutcome,
)
from cashbeat.contracts.problem import FieldProblem
from cashbeat.core.body import read_body, values_of
from cashbeat.core.idempotency import hash_of, stored_key
from cashbeat.kit.ids import new_id
from cashbeat.payment.checking import check_new_payment
from cashbeat.payment.idempotency import item_key, replay
from cashbeat.payment.methods import PaymentMethods
from cashbeat.payment.recording import Draft, Request, StoredPayment, new_payment
from cashbeat.payment.repository import KeyTaken, PaymentRepository
from cashbeat.payment.wire import payment_of
from cashbeat.tenant.caller import Provenance

ITEM_FAULTS = 20
"""Faults that one item lists."""

BATCH_FAULTS = 10_000
"""Faults listed (some 1.5 MB) after which each further item lists its first one only."""

_ITEMS_AT_ONCE = 5
"""Items checked before others have their turn."""

Outcomes = dict[int, BatchItemOutcome]


class PaymentBatchService:
    """Records up to 5,000 payments at once."""

    def __init__(
        self,
        payments: PaymentRepository,
        methods: PaymentMethods,
        clock: Callable[[], datetime],
    ) -> None:
        self._payments = payments
        self._methods = methods
        self._clock = clock

    async def create(
        self, tenant_id: str, body: PaymentBatch, key: str | None, by: Provenance | None = None
    ) -> tuple[PaymentBatchOutcome, bool]:
        """Record every item that is right, and say of each other what is wrong with it.

        With a key, a repetition records what is missing and replays the rest; True when it was a
        repetition and nothing was missing. The audit log has one entry of a batch, written with its
        first payment: a repetition adds none, and neither does a batch of which nothing is right.
        Raises: IdempotencyKeyReused when the key belongs to another request.
        """
        digest = "" if key is None else hash_of("batch", body.items)
        earlier = await self._earlier(tenant_id, key, digest, len(body.items))
        now, active = self._clock(), await self._active_methods(tenant_id)
        outcomes: Outcomes = {place: _outcome(place, 200, earlier[place]) for place in earlier}
        drafts = await _drafts(body.items, now, active, outcomes)
        requests = {} if key is None else _requests(key, digest, list(drafts), first=not earlier)
        documents = {
            place: new_payment(tenant_id, drafts[place], now, requests.get(place))
            for place in drafts
        }
        begins = not earlier and (key is not None or by is not None)
        if begins and not await self._began(
            tenant_id, documents, outcomes, _begun(tenant_id, by, body, documents, now)
        ):
            return await self.create(tenant_id, body, key, by)
        await self._insert(tenant_id, documents, key, digest, outcomes)
        made = Counter(outcome.status for outcome in outcomes.values())
        found = PaymentBatchOutcome(
            created=made[201],
            replayed=made[200],
            refused=made[422],
            items=[outcomes[place] for place in range(len(body.items))],
        )
        return found, bool(earlier) and not made[201]

    async def _active_methods(self, tenant_id: str) -> set[str]:
        methods = await self._methods.list_all(tenant_id)
        return {method.code for method in methods if method.active}

    async def _earlier(
        self, tenant_id: str, key: str | None, digest: str, items: int
    ) -> dict[int, Payment]:
        """What the same batch was answered before, by place. Raises: IdempotencyKeyReused."""
        if key is None:
            return {}
        own = Request(stored_key(key), digest)
        first = await self._payments.get_by_key(tenant_id, own.key)
        if first is None:
            return {}
        answered = replay(first, own)
        place: int = next(e["item"] for e in first["events"] if e.get("key") == own.key)
        return await self._recorded(tenant_id, key, digest, range(items)) | {place: answered}

    async def _recorded(
        self, tenant_id: str, key: str, digest: str, places: Sequence[int]
    ) -> dict[int, Payment]:
        """What the items recorded already were answered, by place; without the first of them."""
        place_of = {item_key(key, place): place for place in places}
        found: dict[int, Payment] = {}
        for stored in await self._payments.list_by_keys(tenant_id, list(place_of)):
            for event in stored["events"]:
                if (item := event.get("key")) in place_of:
                    found[place_of[item]] = replay(stored, Request(item, digest))
        return found

    async def _began(
        self,
        tenant_id: str,
        documents: dict[int, StoredPayment],
        outcomes: Outcomes,
        entry: StoredEntry | None,
    ) -> bool:
        """Record the first item, which takes the key; False when somebody else has it by now.

        So of two batches of the same moment one writes, the other nothing. Nothing to record
        leaves the key free.
        """
        if not documents:
            return True
        place = next(iter(documents))
        stored = documents.pop(place)
        try:
            if entry is None:
                await self._payments.insert(tenant_id, stored)
            else:
                await self._payments.insert_first(tenant_id, stored, entry)
        except KeyTaken:
            return False
        outcomes[place] = _outcome(place, 201, payment_of(stored))
        return True

    async def _insert(
        self,
        tenant_id: str,
        documents: Mapping[int, StoredPayment],
        key: str | None,
        digest: str,
        outcomes: Outcomes,
    ) -> None:
        """Record the items, those that the same batch recorded at this moment replayed."""
        places = list(documents)
        taken = await self._payments.insert_many(tenant_id, list(documents.values()))
        for place, stored in documents.items():
            outcomes[place] = _outcome(place, 201, payment_of(stored))
        if key is not None and taken:
            others = [places[number] for number in taken]
            recorded = await self._recorded(tenant_id, key, digest, others)
            for place, payment in recorded.items():
                outcomes[place] = _outcome(place, 200, payment)


async def _drafts(
    items: Sequence[object], now: datetime, active: Container[str], outcomes: Outcomes
) -> dict[int, Draft]:
    """What may be recorded, by place; what may not, in the outcomes. Known outcomes are skipped.

    Other requests have their turn between items: a whole batch takes longer than they may wait.
    """
    drafts: dict[int, Draft] = {}
    listed = 0
    for place, raw in enumerate(items):
        if place in outcomes:
            continue
        if place % _ITEMS_AT_ONCE == 0:
            await asyncio.sleep(0)
        most = ITEM_FAULTS if listed < BATCH_FAULTS else 1
        item = read_body(NewPayment, raw, most)
        draft, problems = check_new_payment(item, now, values_of(item).get("method") in active)
        if draft is None:
            outcomes[place] = _refusal(place, problems, most)
            listed += len(outcomes[place].errors)
        else:
            drafts[place] = draft
    return drafts


def _requests(key: str, digest: str, places: Sequence[int], *, first: bool) -> dict[int, Request]:
    """Identity of each item; with `first`, the first of them carries the key of the batch."""
    requests = {place: Request(item_key(key, place), digest) for place in places}
    if first and places:
        requests[places[0]] = Request(stored_key(key), digest, places[0])
    return requests


def _begun(
    tenant_id: str,
    by: Provenance | None,
    body: PaymentBatch,
    documents: Mapping[int, StoredPayment],
    now: datetime,
) -> StoredEntry | None:
    """The audit entry of a batch: what it asked for, and how much of that is right."""
    if by is None:
        return None
    first = next(iter(documents.values()), None)
    after = {
        "items": len(body.items),
        "accepted": len(documents),
        "refused": len(body.items) - len(documents),
        "firstPaymentId": first and first["_id"],
    }
    target = Target("payment_batch", new_id("bat"))
    return entry_of(tenant_id, by, "payments.batch_recorded", target, {}, after, now)


def _outcome(index: int, status: int, payment: Payment) -> BatchItemOutcome:
    return BatchItemOutcome(index=index, status=status, payment=payment, errors=[], omitted=0)


def _refusal(index: int, problems: list[FieldProblem], most: int) -> BatchItemOutcome:
    listed = problems[:most]
    omitted = len(problems) - len(listed)
    return BatchItemOutcome(index=index, status=422, payment=None, errors=listed, omitted=omitted)
