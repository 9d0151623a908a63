"""What may happen to payments."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

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
from cashbeat.core.body import Faulty, problems_of, values_of
from cashbeat.core.errors import InvalidRequest
from cashbeat.payment import machine
from cashbeat.payment.checking import (
    EARLIEST,
    check_amount,
    check_new_payment,
    check_step_time,
)
from cashbeat.payment.errors import ConcurrentChange, IdempotencyKeyReused, PaymentNotFound
from cashbeat.payment.idempotency import replay, request_of
from cashbeat.payment.machine import Standing, Transition
from cashbeat.payment.methods import PaymentMethods
from cashbeat.payment.recording import Request, StoredPayment, new_payment, step_update
from cashbeat.payment.repository import KeyTaken, PaymentRepository
from cashbeat.payment.wire import details_of, payment_of
from cashbeat.tenant.caller import Provenance

ATTEMPTS = 5
"""Times a step is tried again when another one came first."""

Decide = Callable[[Standing, int | None], Transition]
"""Which transition a step is, given where the payment stands and the amount that was asked for."""

StepBody = CompletePayment | FailPayment | RefundPayment | RetryPayment

_DECIDE: Mapping[str, Decide] = {
    "complete": lambda standing, _: machine.complete(standing),
    "fail": lambda standing, _: machine.fail(standing),
    "retry": lambda standing, _: machine.retry(standing),
    "refund": machine.refund,
}


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
        self,
        tenant_id: str,
        body: NewPayment | Faulty[NewPayment],
        key: str | None = None,
        by: Provenance | None = None,
    ) -> tuple[Payment, bool]:
        """Record a payment; True when the key's first request did it already.

        Raises: InvalidRequest naming every fault, IdempotencyKeyReused.
        """
        now = self._clock()
        method = values_of(body).get("method")
        active = method is not None and await self._methods.is_active(tenant_id, method)
        draft, problems = check_new_payment(body, now, active)
        request = None if isinstance(body, Faulty) else request_of(key, "create", body)
        if draft is None:
            # What was right when it was first sent may be refused by now: its method is closed.
            if request is not None and await self._payments.get_by_key(tenant_id, request.key):
                return await self._replay(tenant_id, request), True
            raise InvalidRequest.of(problems)
        stored = new_payment(tenant_id, draft, now, request, by)
        try:
            await self._payments.insert(tenant_id, stored)
        except KeyTaken:
            return await self._replay(tenant_id, request), True
        return payment_of(stored), False

    async def get(self, tenant_id: str, payment_id: str) -> PaymentDetails:
        """A payment with its timeline. Raises: PaymentNotFound."""
        stored = await self._payments.get(tenant_id, payment_id)
        if stored is None:
            raise _not_found(payment_id)
        return details_of(stored)

    async def complete(
        self,
        tenant_id: str,
        payment_id: str,
        body: CompletePayment | Faulty[CompletePayment],
        key: str | None,
        by: Provenance | None = None,
    ) -> tuple[Payment, bool]:
        """The money arrived. Raises: PaymentNotFound, IllegalTransition, ..."""
        return await self._step(tenant_id, payment_id, "complete", body, key, by)

    async def fail(
        self,
        tenant_id: str,
        payment_id: str,
        body: FailPayment | Faulty[FailPayment],
        key: str | None,
        by: Provenance | None = None,
    ) -> tuple[Payment, bool]:
        """The attempt failed, and why. Raises: PaymentNotFound, IllegalTransition, ..."""
        return await self._step(tenant_id, payment_id, "fail", body, key, by)

    async def retry(
        self,
        tenant_id: str,
        payment_id: str,
        body: RetryPayment | Faulty[RetryPayment],
        key: str | None,
        by: Provenance | None = None,
    ) -> tuple[Payment, bool]:
        """It is tried again. Raises: PaymentNotFound, IllegalTransition, ..."""
        return await self._step(tenant_id, payment_id, "retry", body, key, by)

    async def refund(
        self,
        tenant_id: str,
        payment_id: str,
        body: RefundPayment | Faulty[RefundPayment],
        key: str | None,
        by: Provenance | None = None,
    ) -> tuple[Payment, bool]:
        """Give back all that is left, or a part. Raises: PaymentNotFound, IllegalTransition, ..."""
        return await self._step(tenant_id, payment_id, "refund", body, key, by)

    async def _step(
        self,
        tenant_id: str,
        payment_id: str,
        verb: str,
        body: StepBody | Faulty[Any],
        key: str | None,
        by: Provenance | None = None,
    ) -> tuple[Payment, bool]:
        """Take a payment one step on, as often as another comes first.

        Faults of the request come before the payment itself: that there is none is told of a
        request that is right. So does a time that no step can have; a status that does not allow
        the step comes before a time that only does not fit its last one.
        """
        request = None
        if not isinstance(body, Faulty):
            request = request_of(key, f"{verb} {payment_id}", body)
        given = values_of(body)
        for _ in range(ATTEMPTS):
            stored = await self._payments.get(tenant_id, payment_id)
            problems = problems_of(body)
            if stored is None:
                check_amount(given.get("amount"), None, problems)
                check_step_time(given.get("occurred_at"), EARLIEST, self._clock(), problems)
                if problems:
                    raise InvalidRequest.of(problems)
                raise _not_found(payment_id)
            if request is not None and any(e.get("key") == request.key for e in stored["events"]):
                return replay(stored, request), True
            amount = check_amount(given.get("amount"), stored["currency"], problems)
            now, occurred_at = self._clock(), given.get("occurred_at")
            never: list[FieldProblem] = []
            check_step_time(occurred_at, EARLIEST, now, never)
            right = not problems and not never
            transition = _DECIDE[verb](_standing(stored), amount) if right else None
            last = stored["events"][-1]["occurredAt"]
            at = check_step_time(occurred_at, last, now, problems)
            if transition is None or problems:
                raise InvalidRequest.of(problems)
            update = step_update(
                stored, transition, at, now, given.get("failure_code"), request, by
            )
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


def _standing(stored: StoredPayment) -> Standing:
    return Standing(
        stored["_id"],
        PaymentStatus(stored["status"]),
        stored["amount"],
        stored["refundedAmount"],
        stored["currency"],
        len(stored["events"]),
    )


def _not_found(payment_id: str) -> PaymentNotFound:
    return PaymentNotFound(f"There is no payment {payment_id!r}.")
