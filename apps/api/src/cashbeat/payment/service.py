"""What may happen to payments."""

from collections.abc import Callable
from datetime import datetime

from cashbeat.contracts.payment import (
    CompletePayment,
    FailPayment,
    NewPayment,
    Payment,
    PaymentDetails,
    PaymentStatus,
    RefundPayment,
    RetryPayment,
)
from cashbeat.contracts.problem import FieldProblem
from cashbeat.core.errors import InvalidRequest
from cashbeat.payment import machine
from cashbeat.payment.checking import (
    check_amount,
    check_new_payment,
    check_time,
    step_time,
)
from cashbeat.payment.errors import ConcurrentChange, IdempotencyKeyReused, PaymentNotFound
from cashbeat.payment.idempotency import replay, request_of
from cashbeat.payment.machine import Standing, Transition
from cashbeat.payment.methods import PaymentMethods
from cashbeat.payment.recording import Request, StoredPayment, new_payment, step_update
from cashbeat.payment.repository import KeyTaken, PaymentRepository
from cashbeat.payment.wire import details_of, payment_of

ATTEMPTS = 5
"""Times a step is tried again when another one came first."""

Decide = Callable[[Standing], Transition]


class PaymentService:
    """Records payments and takes them from step to step, each one write."""

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
        self, tenant_id: str, body: NewPayment, key: str | None = None
    ) -> tuple[Payment, bool]:
        """Record a payment; True when the key's first request did it already.

        Raises: InvalidRequest, IdempotencyKeyReused.
        """
        now = self._clock()
        active = await self._methods.is_active(tenant_id, body.method)
        request = request_of(key, "create", body)
        draft, problems = check_new_payment(body, now, active)
        if draft is None:
            # What was right when it was first sent may be refused by now: its method is closed.
            if request is not None and await self._payments.get_by_key(tenant_id, request.key):
                return await self._replay(tenant_id, request), True
            raise InvalidRequest.of(problems)
        stored = new_payment(tenant_id, draft, now, request)
        try:
            await self._payments.insert(tenant_id, stored)
        except KeyTaken:
            return await self._replay(tenant_id, request), True
        return payment_of(stored), False

    async def get(self, tenant_id: str, payment_id: str) -> PaymentDetails:
        """A payment with its timeline. Raises: PaymentNotFound."""
        return details_of(await self._load(tenant_id, payment_id))

    async def complete(
        self, tenant_id: str, payment_id: str, body: CompletePayment, key: str | None
    ) -> tuple[Payment, bool]:
        """The money arrived. Raises: PaymentNotFound, IllegalTransition, ..."""
        request = request_of(key, f"complete {payment_id}", body)
        return await self._step(tenant_id, payment_id, machine.complete, body.occurred_at, request)

    async def fail(
        self, tenant_id: str, payment_id: str, body: FailPayment, key: str | None
    ) -> tuple[Payment, bool]:
        """The attempt failed, and why. Raises: PaymentNotFound, IllegalTransition, ..."""
        request = request_of(key, f"fail {payment_id}", body)
        return await self._step(
            tenant_id, payment_id, machine.fail, body.occurred_at, request, body.failure_code
        )

    async def retry(
        self, tenant_id: str, payment_id: str, body: RetryPayment, key: str | None
    ) -> tuple[Payment, bool]:
        """It is tried again. Raises: PaymentNotFound, IllegalTransition, ..."""
        request = request_of(key, f"retry {payment_id}", body)
        return await self._step(tenant_id, payment_id, machine.retry, body.occurred_at, request)

    async def refund(
        self, tenant_id: str, payment_id: str, body: RefundPayment, key: str | None
    ) -> tuple[Payment, bool]:
        """Give back all that is left, or a part. Raises: PaymentNotFound, IllegalTransition, ..."""

        def decide(standing: Standing) -> Transition:
            part = None
            if body.amount is not None:
                problems: list[FieldProblem] = []
                part = check_amount(body.amount, standing.currency, problems)
                if problems:
                    raise InvalidRequest.of(problems)
            return machine.refund(standing, part)

        request = request_of(key, f"refund {payment_id}", body)
        return await self._step(tenant_id, payment_id, decide, body.occurred_at, request)

    async def _step(
        self,
        tenant_id: str,
        payment_id: str,
        decide: Decide,
        occurred_at: datetime | None,
        request: Request | None,
        failure_code: str | None = None,
    ) -> tuple[Payment, bool]:
        for _ in range(ATTEMPTS):
            stored = await self._load(tenant_id, payment_id)
            if request is not None and any(e.get("key") == request.key for e in stored["events"]):
                return replay(stored, request), True
            transition = decide(_standing(stored))
            now = self._clock()
            last = stored["events"][-1]["occurredAt"]
            at = step_time(occurred_at, last, now)
            problems: list[FieldProblem] = []
            check_time("occurredAt", at, last, now, problems)
            if occurred_at is not None and problems:
                raise InvalidRequest.of(problems)
            update = step_update(stored, transition, at, now, failure_code, request)
            try:
                after = await self._payments.update_step(
                    tenant_id, payment_id, stored["version"], update
                )
            except KeyTaken:
                return await self._replay(tenant_id, request), True
            if after is not None:
                return payment_of(after), False
        raise ConcurrentChange(f"Payment {payment_id} kept changing; look at it and try again.")

    async def _replay(self, tenant_id: str, request: Request | None) -> Payment:
        stored = None
        if request is not None:
            stored = await self._payments.get_by_key(tenant_id, request.key)
        if stored is None or request is None:
            raise IdempotencyKeyReused("This Idempotency-Key was used for another request.")
        return replay(stored, request)

    async def _load(self, tenant_id: str, payment_id: str) -> StoredPayment:
        stored = await self._payments.get(tenant_id, payment_id)
        if stored is None:
            raise PaymentNotFound(f"There is no payment {payment_id!r}.")
        return stored


def _standing(stored: StoredPayment) -> Standing:
    return Standing(
        stored["_id"],
        PaymentStatus(stored["status"]),
        stored["amount"],
        stored["refundedAmount"],
        stored["currency"],
        len(stored["events"]),
    )
