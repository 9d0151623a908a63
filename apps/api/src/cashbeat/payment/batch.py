"""Many payments in one request, each taken or refused by itself."""

from collections.abc import Callable
from datetime import datetime

from pydantic import ValidationError

from cashbeat.contracts.payment import (
    BatchItemOutcome,
    NewPayment,
    Payment,
    PaymentBatch,
    PaymentBatchOutcome,
)
from cashbeat.contracts.problem import FieldProblem
from cashbeat.core.http import field_problems
from cashbeat.payment.checking import check_new_payment
from cashbeat.payment.errors import IdempotencyKeyReused
from cashbeat.payment.idempotency import batch_prefix, hash_of, replay
from cashbeat.payment.methods import PaymentMethods
from cashbeat.payment.recording import Request, StoredPayment, new_payment
from cashbeat.payment.repository import PaymentRepository
from cashbeat.payment.wire import payment_of


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

        With a key, a repetition records what is missing and replays the rest.
        Raises: IdempotencyKeyReused when the key belongs to another batch.
        """
        now = self._clock()
        digest = ""
        if key is not None:
            digest = hash_of("batch", body.items)
            before = await self._payments.get_hash_of_batch(tenant_id, batch_prefix(key))
            if before is not None and before != digest:
                raise IdempotencyKeyReused("This Idempotency-Key was used for another batch.")
        outcomes: dict[int, BatchItemOutcome] = {}
        documents: list[StoredPayment] = []
        places: list[int] = []
        active: dict[str, bool] = {}
        for index, raw in enumerate(body.items):
            request = None if key is None else Request(f"{batch_prefix(key)}{index}", digest)
            stored, problems = await self._document(tenant_id, raw, now, request, active)
            if stored is None:
                outcomes[index] = BatchItemOutcome(
                    index=index, status=422, payment=None, errors=problems
                )
            else:
                documents.append(stored)
                places.append(index)
        taken = await self._payments.insert_many(tenant_id, documents) if documents else set()
        earlier = await self._replayed(tenant_id, [documents[place] for place in sorted(taken)])
        for place, index in enumerate(places):
            replayed = place in taken
            event_key = documents[place]["events"][0].get("key", "")
            payment = earlier[event_key] if replayed else payment_of(documents[place])
            outcomes[index] = BatchItemOutcome(
                index=index, status=200 if replayed else 201, payment=payment, errors=[]
            )
        return PaymentBatchOutcome(
            created=len(places) - len(taken),
            replayed=len(taken),
            refused=len(body.items) - len(places),
            items=[outcomes[index] for index in range(len(body.items))],
        )

    async def _document(
        self,
        tenant_id: str,
        raw: object,
        now: datetime,
        request: Request | None,
        active: dict[str, bool],
    ) -> tuple[StoredPayment | None, list[FieldProblem]]:
        try:
            item = NewPayment.model_validate(raw)
        except ValidationError as error:
            return None, field_problems(error.errors())
        if item.method not in active:
            active[item.method] = await self._methods.is_active(tenant_id, item.method)
        draft, problems = check_new_payment(item, now, active[item.method])
        if draft is None:
            return None, problems
        return new_payment(tenant_id, draft, now, request), []

    async def _replayed(self, tenant_id: str, documents: list[StoredPayment]) -> dict[str, Payment]:
        requests = {
            event["key"]: Request(event["key"], event["hash"])
            for event in (document["events"][0] for document in documents)
        }
        if not requests:
            return {}
        found: dict[str, Payment] = {}
        for stored in await self._payments.list_by_keys(tenant_id, list(requests)):
            for event in stored["events"]:
                if event.get("key") in requests:
                    found[event["key"]] = replay(stored, requests[event["key"]])
        return found
