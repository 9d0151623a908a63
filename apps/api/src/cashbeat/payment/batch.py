"""Many payments in one request, each taken or refused by itself."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from cashbeat.contracts.payment import (
    BatchItemOutcome,
    NewPayment,
    Payment,
    PaymentBatch,
    PaymentBatchOutcome,
)
from cashbeat.contracts.problem import FieldProblem
from cashbeat.core.body import read_body, values_of
from cashbeat.payment.checking import check_new_payment
from cashbeat.payment.errors import IdempotencyKeyReused
from cashbeat.payment.idempotency import batch_prefix, hash_of, replay
from cashbeat.payment.methods import PaymentMethods
from cashbeat.payment.recording import Request, StoredPayment, new_payment
from cashbeat.payment.repository import PaymentRepository
from cashbeat.payment.wire import payment_of

ITEM_FAULTS = 20
"""Faults that one item lists."""

BATCH_FAULTS = 10_000
"""Faults listed (some 1.5 MB) after which each further item lists its first one only."""


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
        self, tenant_id: str, body: PaymentBatch, key: str | None
    ) -> PaymentBatchOutcome:
        """Record every item that is right, and say of each other what is wrong with it.

        With a key, a repetition records what is missing and replays the rest. The key belongs to
        the first batch that records anything: what it recorded carries the key and the hash of the
        whole batch, and before its first write it claims the key (`batch_claim`), so that another
        batch of the same moment is refused with nothing of it written.
        Raises: IdempotencyKeyReused when the key belongs to another batch.
        """
        now = self._clock()
        digest = "" if key is None else hash_of("batch", body.items)
        repeated = key is not None and await self._is_known(tenant_id, key, digest)
        requests = _requests(key, digest, len(body.items))
        earlier = await self._recorded(tenant_id, requests) if repeated else {}
        active = {
            method.code for method in await self._methods.list_all(tenant_id) if method.active
        }
        outcomes: dict[int, BatchItemOutcome] = {}
        documents: dict[int, StoredPayment] = {}
        listed = 0
        for index, raw in enumerate(body.items):
            if index in earlier:
                outcomes[index] = _outcome(index, 200, earlier[index])
                continue
            most = ITEM_FAULTS if listed < BATCH_FAULTS else 1
            item = read_body(NewPayment, raw, most)
            draft, problems = check_new_payment(item, now, values_of(item).get("method") in active)
            if draft is None:
                outcomes[index] = _refusal(index, problems, most)
                listed += len(outcomes[index].errors)
            else:
                documents[index] = new_payment(tenant_id, draft, now, requests.get(index))
        if key is not None and documents and not repeated:
            holder = await self._payments.claim_batch(tenant_id, key, digest, now)
            _check_same(holder, digest)
        places = list(documents)
        taken = {
            places[place]
            for place in await self._payments.insert_many(tenant_id, list(documents.values()))
        }
        earlier = await self._recorded(tenant_id, {index: requests[index] for index in taken})
        for index, stored in documents.items():
            if index in taken:
                outcomes[index] = _outcome(index, 200, earlier[index])
            else:
                outcomes[index] = _outcome(index, 201, payment_of(stored))
        items = [outcomes[index] for index in range(len(body.items))]
        made = Counter(item.status for item in items)
        return PaymentBatchOutcome(
            created=made[201], replayed=made[200], refused=made[422], items=items
        )

    async def _is_known(self, tenant_id: str, key: str, digest: str) -> bool:
        """Whether items of this very batch are recorded. Raises: IdempotencyKeyReused."""
        recorded = await self._payments.get_hash_of_batch(tenant_id, batch_prefix(key))
        if recorded is not None:
            _check_same(recorded, digest)
        return recorded is not None

    async def _recorded(self, tenant_id: str, requests: dict[int, Request]) -> dict[int, Payment]:
        """What the items recorded already were answered, by index."""
        if not requests:
            return {}
        places = {request.key: index for index, request in requests.items()}
        found: dict[int, Payment] = {}
        for stored in await self._payments.list_by_keys(tenant_id, list(places)):
            for event in stored["events"]:
                if (index := places.get(event.get("key"))) is not None:
                    found[index] = replay(stored, requests[index])
        return found


def _requests(key: str | None, digest: str, items: int) -> dict[int, Request]:
    """Identity of each item by its index; of none without a key."""
    if key is None:
        return {}
    prefix = batch_prefix(key)
    return {index: Request(f"{prefix}{index}", digest) for index in range(items)}


def _check_same(holder: str, digest: str) -> None:
    if holder != digest:
        raise IdempotencyKeyReused("This Idempotency-Key was used for another batch.")


def _outcome(index: int, status: int, payment: Payment) -> BatchItemOutcome:
    return BatchItemOutcome(index=index, status=status, payment=payment, errors=[], omitted=0)


def _refusal(index: int, problems: list[FieldProblem], most: int) -> BatchItemOutcome:
    listed = problems[:most]
    omitted = len(problems) - len(listed)
    return BatchItemOutcome(index=index, status=422, payment=None, errors=listed, omitted=omitted)
